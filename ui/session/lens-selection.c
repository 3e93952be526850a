/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-selection.h"

struct _LensSelection {
  GObject parent_instance;

  GtkMultiSelection *multi; /* owned: which are selected */
  GObject *current_item;    /* owned */
  guint current;
  guint anchor;                       /* from which a range is extended: a list view tells only its ends */
  gboolean is_changing, is_place_due; /* items are; PLACED waits until all have heard of it */
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LensSelection, lens_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

enum { CURRENT_CHANGED, PLACED, N_SIGNALS };

static guint signals[N_SIGNALS];

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

/* ---- the current one ---- */

static void
set_current (LensSelection *self, guint position)
{
  g_autoptr (GObject) item = NULL;

  self->current = position;
  if (position != GTK_INVALID_LIST_POSITION)
    item = g_list_model_get_item (G_LIST_MODEL (self->multi), position);
  if (g_set_object (&self->current_item, item))
    g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

/* The selected one that is next to a place, or none. */
static guint
find_near (LensSelection *self, guint position)
{
  guint n = n_items (self);

  for (guint distance = 0; distance < n; distance++)
    {
      if (position + distance < n && gtk_selection_model_is_selected (multi (self), position + distance))
        return position + distance;
      if (distance <= position && gtk_selection_model_is_selected (multi (self), position - distance))
        return position - distance;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* After a change by hand: what is not selected any more is not the current one. */
static void
check_current (LensSelection *self)
{
  if (self->current == GTK_INVALID_LIST_POSITION || !gtk_selection_model_is_selected (multi (self), self->current))
    set_current (self, find_near (self, self->current != GTK_INVALID_LIST_POSITION ? self->current : 0));
}

/* Where the current item is after a change of the list. */
static guint
follow (LensSelection *self, guint position, guint n_removed, guint n_added)
{
  if (self->current == GTK_INVALID_LIST_POSITION || self->current < position)
    return self->current;
  if (self->current >= position + n_removed)
    return self->current - n_removed + n_added;
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->multi), i);

      if (item == self->current_item)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
on_items_changed (GListModel *model, guint position, guint n_removed, guint n_added, LensSelection *self)
{
  guint place = follow (self, position, n_removed, n_added);
  g_autoptr (GObject) item = NULL;
  gboolean is_new;

  if (place == GTK_INVALID_LIST_POSITION && self->current != GTK_INVALID_LIST_POSITION)
    place = find_near (self, MIN (self->current, position));
  if (place != GTK_INVALID_LIST_POSITION)
    item = g_list_model_get_item (model, place);
  self->current = self->anchor = place;
  is_new = g_set_object (&self->current_item, item);
  self->is_changing = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  self->is_changing = FALSE;
  if (self->is_place_due && self->current != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[PLACED], 0, self->current);
  self->is_place_due = FALSE;
  if (is_new && self->current_item == item) /* whoever heard of the change may have chosen another one */
    g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

static void
on_selection_changed (GtkSelectionModel *model, guint position, guint n, LensSelection *self)
{
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n);
}

/* ---- what a list view calls ---- */

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

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
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
  LensSelection *self = LENS_SELECTION (model);

  gtk_selection_model_select_item (multi (self), position, unselect_rest);
  self->anchor = position;
  set_current (self, position);

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  LensSelection *self = LENS_SELECTION (model);

  if (lens_selection_get_n_selected (self) <= 1)
    return FALSE;
  gtk_selection_model_unselect_item (multi (self), position);
  self->anchor = position;
  check_current (self);

  return TRUE;
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n, gboolean unselect_rest)
{
  LensSelection *self = LENS_SELECTION (model);

  if (n == 0)
    return FALSE;
  gtk_selection_model_select_range (multi (self), position, n, unselect_rest);
  set_current (self, self->anchor == position ? position + n - 1 : position);

  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n)
{
  LensSelection *self = LENS_SELECTION (model);

  gtk_selection_model_unselect_range (multi (self), position, n);
  if (lens_selection_get_n_selected (self) == 0 && self->current != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (multi (self), self->current, TRUE);
  check_current (self);

  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  LensSelection *self = LENS_SELECTION (model);

  gtk_selection_model_select_all (multi (self));
  check_current (self);

  return TRUE;
}

/* All but the current one. */
static gboolean
unselect_all (GtkSelectionModel *model)
{
  LensSelection *self = LENS_SELECTION (model);

  if (self->current != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (multi (self), self->current, TRUE);

  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  LensSelection *self = LENS_SELECTION (model);

  gtk_selection_model_set_selection (multi (self), selected, mask);
  check_current (self);

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
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

/* ---- the object ---- */

static void
lens_selection_dispose (GObject *object)
{
  LensSelection *self = LENS_SELECTION (object);

  g_clear_object (&self->current_item);
  g_clear_object (&self->multi);

  G_OBJECT_CLASS (lens_selection_parent_class)->dispose (object);
}

static void
lens_selection_class_init (LensSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_selection_dispose;

  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  signals[PLACED] = g_signal_new ("placed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
lens_selection_init (LensSelection *self)
{
  self->current = self->anchor = GTK_INVALID_LIST_POSITION;
}

LensSelection *
lens_selection_new (GListModel *model)
{
  LensSelection *self = g_object_new (LENS_TYPE_SELECTION, NULL);

  self->multi = gtk_multi_selection_new (g_object_ref (model));
  g_signal_connect_object (self->multi, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  g_signal_connect_object (self->multi, "selection-changed", G_CALLBACK (on_selection_changed), self, 0);

  return self;
}

guint
lens_selection_get_current (LensSelection *self)
{
  return self->current;
}

gpointer
lens_selection_get_current_item (LensSelection *self)
{
  return self->current_item;
}

void
lens_selection_set_current (LensSelection *self, guint position)
{
  g_return_if_fail (LENS_IS_SELECTION (self));

  if (position >= n_items (self))
    return;
  select_item (GTK_SELECTION_MODEL (self), position, TRUE);
  if (self->is_changing) /* a grid that has not heard of the items looks for them in vain, and aborts */
    self->is_place_due = TRUE;
  else
    g_signal_emit (self, signals[PLACED], 0, position);
}

guint
lens_selection_get_n_selected (LensSelection *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (multi (self));

  return (guint) gtk_bitset_get_size (selected);
}

GPtrArray *
lens_selection_list (LensSelection *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (multi (self));
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->multi), position));

  return items;
}
