/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-lessons.h"

G_BEGIN_DECLS

#define LENS_TYPE_LESSON_PAGE (lens_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (LensLessonPage, lens_lesson_page, LENS, LESSON_PAGE, GtkWidget)

/* The lesson that is open, as far as it has come. Signal "made": other text is on it. */

/* Once. */
void lens_lesson_page_set (LensLessonPage *self, LensLessons *lessons);
/* The keys go to what is to be done next. */
gboolean lens_lesson_page_take_focus (LensLessonPage *self);
/* From where to where what came last reaches, without the buttons below it; FALSE while that is not known. */
gboolean lens_lesson_page_find_last (LensLessonPage *self, GtkWidget *within, double *top, double *bottom);

G_END_DECLS
