/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_LIST_ACTIONS (lens_list_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensListActions, lens_list_actions, LENS, LIST_ACTIONS, LensActions)

/* Steps through the list, takes images off it, holds up the work on it: next, previous, arrow, remove, stop, pause. */

/* widget: (transfer none): by its direction of reading the next image is to the right or to the left. */
LensListActions *lens_list_actions_new (LensSession *session, GtkWidget *widget);

G_END_DECLS
