/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-lessons.h"

G_BEGIN_DECLS

#define LENS_TYPE_LESSON_PROGRESS (lens_lesson_progress_get_type ())
G_DECLARE_FINAL_TYPE (LensLessonProgress, lens_lesson_progress, LENS, LESSON_PROGRESS, GtkWidget)

/* One piece for each lesson, filled as far as its questions are answered. */

void lens_lesson_progress_set (LensLessonProgress *self, LensLessons *lessons);

G_END_DECLS
