/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_LEARN (lens_learn_get_type ())
G_DECLARE_FINAL_TYPE (LensLearn, lens_learn, LENS, LEARN, GtkWidget)

/* A lesson, in place of the list. */

/* Once. */
void lens_learn_set_session (LensLearn *self, LensSession *session);
void lens_learn_set_narrow (LensLearn *self, gboolean is_narrow);

G_END_DECLS
