/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-lessons.h"

G_BEGIN_DECLS

/* All are markup, and (transfer full). */

/* What stands between ** and ** is bold. */
char *lens_lesson_words_markup (const char *text);
/* What the question was, what was guessed, and what is right: "✓ …" */
char *lens_lesson_words_revealed (LensLessons *lessons, int step);
/* "1 of 1 guess right. Kept on this computer only." */
char *lens_lesson_words_foot (LensLessons *lessons);
/* "2 of 3 answered", or why it cannot be read. */
char *lens_lesson_words_progress (LensLessons *lessons, guint index);

G_END_DECLS
