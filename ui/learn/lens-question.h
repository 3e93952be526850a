/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-lessons.h"

G_BEGIN_DECLS

#define LENS_TYPE_QUESTION (lens_question_get_type ())
G_DECLARE_FINAL_TYPE (LensQuestion, lens_question, LENS, QUESTION, GtkWidget)

/* The question that is to be answered, with its answers. */

/* Of the lesson's step. number: of the question in the lesson, from 1. */
GtkWidget *lens_question_new (LensLessons *lessons, int number);

G_END_DECLS
