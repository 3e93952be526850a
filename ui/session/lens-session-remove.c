/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

/* Images taken off the list, and back onto it. Their files stay where they are. */

typedef struct {
  LensSession *session; /* borrowed: its history holds this */
  GArray *placed;       /* owned, of LensPlaced */
} Removal;

static void
removal_free (Removal *removal)
{
  g_array_unref (removal->placed);
  g_free (removal);
}

/* (transfer full) What is to be on screen when the items are gone: the image behind the one that is now, else one
 * before it. */
static LensItem *
find_next (LensSession *self, GHashTable *items)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n = g_list_model_get_n_items (model), from = lens_selection_get_current (self->selection);

  for (guint i = from; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (model, i);

      if (!g_hash_table_contains (items, item))
        return g_steal_pointer (&item);
    }
  for (guint i = MIN (from, n); i > 0; i--)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (model, i - 1);

      if (!g_hash_table_contains (items, item))
        return g_steal_pointer (&item);
    }

  return NULL;
}

/* item: NULL if there is none. */
static void
show (LensSession *self, LensItem *item)
{
  if (item != NULL)
    lens_session_reveal (self, item);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->collection)) == 0)
    {
      lens_session_show_selected (self); /* which is nothing */
      lens_session_leave_start (self);   /* there is nothing to go back to */
    }
  lens_session_tell_place (self);
  lens_work_update (self->work);
}

static void
take_off (LensSession *self, Removal *removal, GHashTable *items)
{
  g_autoptr (LensItem) next = find_next (self, items);

  g_clear_object (&self->last_good); /* it may be one of them */
  g_clear_pointer (&removal->placed, g_array_unref);
  removal->placed = lens_collection_remove (self->collection, items);
  show (self, next);
}

static void
put_back (LensSession *self, Removal *removal)
{
  lens_collection_restore (self->collection, removal->placed);
  show (self, removal->placed->len > 0 ? g_array_index (removal->placed, LensPlaced, 0).item : NULL);
}

/* It may have been a slip of a key. */
static void
tell (LensSession *self, Removal *removal)
{
  guint n = removal->placed->len;
  g_autofree char *text
      = g_strdup_printf (ngettext ("%'u image was taken off the list.", "%'u images were taken off the list.", n), n);

  lens_messages_show_notice (self->messages, text, LENS_NOTICE_UNDOABLE);
}

static void
on_history (gboolean is_undo, gpointer data)
{
  Removal *removal = data;
  g_autoptr (GHashTable) items = NULL;

  if (is_undo)
    {
      put_back (removal->session, removal);
      return;
    }
  items = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < removal->placed->len; i++)
    g_hash_table_add (items, g_array_index (removal->placed, LensPlaced, i).item);
  take_off (removal->session, removal, items);
  tell (removal->session, removal);
}

void
lens_session_remove_selected (LensSession *self)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GHashTable) items = g_hash_table_new (NULL, NULL);
  Removal *removal;

  g_return_if_fail (LENS_IS_SESSION (self));

  selected = lens_selection_list (self->selection);
  if (selected->len == 0)
    return;
  for (guint i = 0; i < selected->len; i++)
    g_hash_table_add (items, g_ptr_array_index (selected, i));
  removal = g_new0 (Removal, 1);
  removal->session = self;
  take_off (self, removal, items);
  lens_history_push (self->history, on_history, removal, (GDestroyNotify) removal_free);
  tell (self, removal);
}
