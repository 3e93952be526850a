/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-selection-private.h"

/* What a list view calls. */

static GtkSelectionModel *
multi (LensSelection *self)
{
  return GTK_SELECTION_MODEL (self->multi);
}

static guint
n_items (LensSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->multi));
}

/* ---- the list ---- */

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (G_LIST_MODEL (LENS_SELECTION (model)->multi));
}

static guint
get_n_items (GListModel *model)
{
  return n_items (LENS_SELECTION (model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (LENS_SELECTION (model)->multi), position);
}

void
lens_selection_init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- the selection ---- */

/* After a change by hand: what is not selected any more is not the current one. */
static void
check_current (LensSelection *self)
{
  if (self->current == GTK_INVALID_LIST_POSITION || !gtk_selection_model_is_selected (multi (self), self->current))
    lens_selection_move_current (
        self, lens_selection_find_near (self, self->current != GTK_INVALID_LIST_POSITION ? self->current : 0));
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_is_selected (multi (LENS_SELECTION (model)), position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  return gtk_selection_model_get_selection_in_range (multi (LENS_SELECTION (model)), position, n);
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  LensSelection *self = lens_selection_get_target (LENS_SELECTION (model));

  if (position >= n_items (self))
    return FALSE;
  gtk_selection_model_select_item (multi (self), position, unselect_rest);
  self->anchor = position;
  lens_selection_move_current (self, position);
  lens_selection_settle (LENS_SELECTION (model));
  g_signal_emit_by_name (model, "clicked");

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  LensSelection *self = lens_selection_get_target (LENS_SELECTION (model));

  if (lens_selection_get_n_selected (self) <= 1)
    return FALSE;
  gtk_selection_model_unselect_item (multi (self), position);
  self->anchor = position;
  check_current (self);
  lens_selection_settle (LENS_SELECTION (model));

  return TRUE;
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n, gboolean unselect_rest)
{
  LensSelection *self = lens_selection_get_target (LENS_SELECTION (model));

  if (n == 0 || position >= n_items (self) || n > n_items (self) - position)
    return FALSE;
  gtk_selection_model_select_range (multi (self), position, n, unselect_rest);
  lens_selection_move_current (self, self->anchor == position ? position + n - 1 : position);
  lens_selection_settle (LENS_SELECTION (model));

  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n)
{
  LensSelection *self = lens_selection_get_target (LENS_SELECTION (model));

  gtk_selection_model_unselect_range (multi (self), position, n);
  if (lens_selection_get_n_selected (self) == 0 && self->current != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (multi (self), self->current, TRUE);
  check_current (self);
  lens_selection_settle (LENS_SELECTION (model));

  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  LensSelection *self = lens_selection_get_target (LENS_SELECTION (model));

  gtk_selection_model_select_all (multi (self));
  check_current (self);
  lens_selection_settle (LENS_SELECTION (model));

  return TRUE;
}

/* All but the current one. */
static gboolean
unselect_all (GtkSelectionModel *model)
{
  LensSelection *self = lens_selection_get_target (LENS_SELECTION (model));

  if (self->current != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (multi (self), self->current, TRUE);
  lens_selection_settle (LENS_SELECTION (model));

  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  LensSelection *self = lens_selection_get_target (LENS_SELECTION (model));

  gtk_selection_model_set_selection (multi (self), selected, mask);
  check_current (self);
  lens_selection_settle (LENS_SELECTION (model));

  return TRUE;
}

void
lens_selection_init_selection_model (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}
