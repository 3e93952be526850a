/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-lessons.h"

G_BEGIN_DECLS

#define LENS_TYPE_LESSON_PAGE (lens_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (LensLessonPage, lens_lesson_page, LENS, LESSON_PAGE, GtkWidget)

/* The lesson that is open, as far as it has come. gtk_widget_grab_focus() goes to what is to be done next. */

/* Once. */
void lens_lesson_page_set (LensLessonPage *self, LensLessons *lessons);
/* What came last: the scroller brings it into sight. */
GtkWidget *lens_lesson_page_get_last (LensLessonPage *self);

G_END_DECLS
