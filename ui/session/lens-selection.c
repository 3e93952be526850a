/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-selection-private.h"

G_DEFINE_FINAL_TYPE_WITH_CODE (LensSelection, lens_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lens_selection_init_list_model)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          lens_selection_init_selection_model))

enum { SETTLED, CURRENT_CHANGED, PLACED, CLICKED, N_SIGNALS };

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

void
lens_selection_move_current (LensSelection *self, guint position)
{
  g_autoptr (GObject) item = NULL;

  self->current = position;
  if (position != GTK_INVALID_LIST_POSITION)
    item = g_list_model_get_item (G_LIST_MODEL (self->multi), position);
  g_set_object (&self->current_item, item);
}

guint
lens_selection_find_near (LensSelection *self, guint position)
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

/* Before GTK 4.12 a view miscounts if items go from the middle of those that it has no rows for, up to some that it has
 * rows for: a row then shows another image than the one that it selects. It counts well from the first item. */
static void
tell_items (LensSelection *self, guint position, guint n_removed, guint n_added)
{
  if (n_removed > 0 && gtk_check_version (4, 12, 0) != NULL)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, position + n_removed, position + n_added);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
on_items_changed (GListModel *model, guint position, guint n_removed, guint n_added, LensSelection *self)
{
  guint place = follow (self, position, n_removed, n_added);

  if (place == GTK_INVALID_LIST_POSITION && self->current != GTK_INVALID_LIST_POSITION)
    place = lens_selection_find_near (self, MIN (self->current, position));
  lens_selection_move_current (self, place);
  self->anchor = place;
  tell_items (self, position, n_removed, n_added);
}

/* ---- what is selected while a list tells of a change ---- */

static void
copy_selection (LensSelection *to, LensSelection *from)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (multi (from));
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n_items (from));

  gtk_selection_model_set_selection (multi (to), selected, all);
  g_set_object (&to->current_item, from->current_item);
  to->current = from->current;
  to->anchor = from->anchor;
  to->is_place_due |= from->is_place_due;
}

/* Where a request takes effect. A list view that has not heard of the items yet must not hear of their selection: until
 * it has, a copy is changed, which follows the items as well. */
LensSelection *
lens_selection_get_target (LensSelection *self)
{
  if (self->n_holds == 0)
    return self;

  if (self->later == NULL)
    {
      self->later = lens_selection_new (gtk_multi_selection_get_model (self->multi));
      self->later->n_holds = 1; /* it tells nobody of anything */
      copy_selection (self->later, self);
    }
  return self->later;
}

/* All listeners hear of it when the selection and the current item fit together. */
static void
on_selection_changed (GtkSelectionModel *model, guint position, guint n, LensSelection *self)
{
  gboolean has_any = self->changed_from < self->changed_to;

  self->changed_from = has_any ? MIN (self->changed_from, position) : position;
  self->changed_to = has_any ? MAX (self->changed_to, position + n) : position + n;
}

static void
tell_selection (LensSelection *self)
{
  guint from = self->changed_from, n = self->changed_to - from;

  self->changed_from = self->changed_to = 0;
  self->n_holds++;
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), from, n);
  self->n_holds--;
}

/* Does or tells the next thing that is due. A listener may change the list or the selection: then less is left to tell,
 * or more. */
static gboolean
settle_one (LensSelection *self)
{
  if (self->later != NULL)
    {
      g_autoptr (LensSelection) later = g_steal_pointer (&self->later);

      copy_selection (self, later);
    }
  else if (self->changed_from < self->changed_to)
    tell_selection (self);
  else if (self->is_changing)
    {
      self->is_changing = FALSE;
      g_signal_emit (self, signals[SETTLED], 0);
    }
  else if (g_set_object (&self->told_item, self->current_item))
    g_signal_emit (self, signals[CURRENT_CHANGED], 0);
  else if (self->is_place_due)
    {
      self->is_place_due = FALSE;
      if (self->current != GTK_INVALID_LIST_POSITION)
        g_signal_emit (self, signals[PLACED], 0, self->current);
    }
  else
    return FALSE;

  return TRUE;
}

void
lens_selection_settle (LensSelection *self)
{
  g_autoptr (LensSelection) held = g_object_ref (self); /* whoever listens may let go of it */

  while (held->n_holds == 0 && settle_one (held))
    ;
}

/* ---- the object ---- */

static void
lens_selection_dispose (GObject *object)
{
  LensSelection *self = LENS_SELECTION (object);

  g_clear_object (&self->later);
  g_clear_object (&self->told_item);
  g_clear_object (&self->current_item);
  g_clear_object (&self->multi);

  G_OBJECT_CLASS (lens_selection_parent_class)->dispose (object);
}

static void
lens_selection_class_init (LensSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_selection_dispose;

  signals[SETTLED]
      = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  signals[PLACED] = g_signal_new ("placed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CLICKED]
      = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

  /* The first and the last to hear of a change. */
  g_signal_connect_object (model, "items-changed", G_CALLBACK (lens_selection_hold), self, G_CONNECT_SWAPPED);
  self->multi = gtk_multi_selection_new (g_object_ref (model));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (lens_selection_release), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->multi, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  g_signal_connect_object (self->multi, "selection-changed", G_CALLBACK (on_selection_changed), self, 0);

  return self;
}

void
lens_selection_hold (LensSelection *self)
{
  g_return_if_fail (LENS_IS_SELECTION (self));

  self->n_holds++;
  self->is_changing = TRUE;
}

void
lens_selection_release (LensSelection *self)
{
  g_return_if_fail (LENS_IS_SELECTION (self));
  g_return_if_fail (self->n_holds > 0);

  self->n_holds--;
  lens_selection_settle (self);
}

gboolean
lens_selection_is_changing (LensSelection *self)
{
  return self->is_changing;
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
  LensSelection *target;

  g_return_if_fail (LENS_IS_SELECTION (self));

  target = lens_selection_get_target (self);
  if (position >= n_items (target))
    return;
  gtk_selection_model_select_item (multi (target), position, TRUE);
  target->anchor = position;
  target->is_place_due = TRUE;
  lens_selection_move_current (target, position);
  lens_selection_settle (self);
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
