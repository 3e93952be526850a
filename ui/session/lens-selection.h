/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_SELECTION (lens_selection_get_type ())
G_DECLARE_FINAL_TYPE (LensSelection, lens_selection, LENS, SELECTION, GObject)

/* A list of which several items can be selected, and one of these is the current one: the one that was chosen last. As
 * long as anything is selected there is a current one, and it cannot be unselected alone. Emits "current-changed"
 * whenever it is another item or none; an item that only moves stays the current one; "placed" (guint) by
 * lens_selection_set_current(). */

LensSelection *lens_selection_new (GListModel *model);

/* GTK_INVALID_LIST_POSITION, NULL if there is none. */
guint lens_selection_get_current (LensSelection *self);
gpointer lens_selection_get_current_item (LensSelection *self);
/* Selects that one and no other. */
void lens_selection_set_current (LensSelection *self, guint position);

guint lens_selection_get_n_selected (LensSelection *self);
/* (transfer full) (element-type GObject) In the order of the list. */
GPtrArray *lens_selection_list (LensSelection *self);

G_END_DECLS
