/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-lessons.h"

G_BEGIN_DECLS

#define LENS_TYPE_LESSON_LIST (lens_lesson_list_get_type ())
G_DECLARE_FINAL_TYPE (LensLessonList, lens_lesson_list, LENS, LESSON_LIST, GtkWidget)

/* All lessons, to choose one from. */

/* Once. */
void lens_lesson_list_set (LensLessonList *self, LensLessons *lessons);

G_END_DECLS
