/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_SELECTION (lens_selection_get_type ())
G_DECLARE_FINAL_TYPE (LensSelection, lens_selection, LENS, SELECTION, GObject)

/* A list of which several items can be selected, and one of these is the current one: the one that was chosen last. As
 * long as anything is selected there is a current one, and it cannot be unselected alone.
 *
 * While a list tells of a change, nothing is selected: what is asked for meanwhile is done when all have heard of the
 * change, before the call that changed the list returns. Then come, each once and only if there is something to tell,
 * "selection-changed"; "settled": a change of the list is over, and whatever follows from it can be done now;
 * "current-changed": the current item is another one or none (one that only moves stays the current one); "placed"
 * (guint): lens_selection_set_current() was called. "clicked" tells that a list view has asked for one item, which may be
 * the current one already. Whoever hears of "items-changed" or "selection-changed" must not
 * change the list: others have not heard yet. */

LensSelection *lens_selection_new (GListModel *model);

/* GTK_INVALID_LIST_POSITION, NULL if there is none. */
guint lens_selection_get_current (LensSelection *self);
gpointer lens_selection_get_current_item (LensSelection *self);
/* Selects that one and no other. */
void lens_selection_set_current (LensSelection *self, guint position);

/* Around what changes the list below the model: the model is not the only one to tell of it. */
void lens_selection_hold (LensSelection *self);
void lens_selection_release (LensSelection *self);
/* Whether "settled" is to come: not all have heard of a change. */
gboolean lens_selection_is_changing (LensSelection *self);

guint lens_selection_get_n_selected (LensSelection *self);
/* (transfer full) (element-type GObject) In the order of the list. */
GPtrArray *lens_selection_list (LensSelection *self);

G_END_DECLS
