/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

/* Images taken off the list, and back onto it. Their files stay where they are. */

typedef struct {
  LensItem *item; /* owned */
  guint place;    /* in the order of opening */
} Removed;

typedef struct {
  LensWindow *window; /* borrowed: its history holds this */
  GArray *images;     /* owned Removed, in the order of their places */
} Removal;

static void
removed_clear (Removed *removed)
{
  g_object_unref (removed->item);
}

static void
removal_free (Removal *removal)
{
  g_array_unref (removal->images);
  g_free (removal);
}

/* Those of the items that are in the list, with their places. */
static GArray *
find_places (LensWindow *self, GHashTable *items)
{
  GArray *images = g_array_new (FALSE, FALSE, sizeof (Removed));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  g_array_set_clear_func (images, (GDestroyNotify) removed_clear);
  for (guint i = 0; i < n; i++)
    {
      Removed removed = { g_list_model_get_item (G_LIST_MODEL (self->items), i), i };

      if (g_hash_table_contains (items, removed.item))
        g_array_append_val (images, removed);
      else
        g_object_unref (removed.item);
    }
  return images;
}

static guint
place_at (GArray *images, guint i)
{
  return g_array_index (images, Removed, i).place;
}

/* What is to be on screen when the items are gone: the image behind the one that is now, else one before it. */
static LensItem *
find_next (LensWindow *self, GHashTable *items)
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

static void
show_item (LensWindow *self, LensItem *item)
{
  guint place = item != NULL ? lens_view_find (lens_browser_get_view (self->browser), item) : GTK_INVALID_LIST_POSITION;

  if (place != GTK_INVALID_LIST_POSITION)
    {
      lens_window_select (self, place);
      lens_browser_scroll_to (self->browser, place);
    }
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    lens_window_show_selected (self); /* there is none */
}

static void
update (LensWindow *self)
{
  lens_window_update_sidebar (self);
  lens_window_update_progress (self);
  lens_window_show_place (self);
}

static void
forget (LensWindow *self, LensItem *item)
{
  lens_queue_remove (self->queue, item);
  g_hash_table_remove (self->by_key, lens_item_get_key (item));
  lens_window_forget_failure (self, item);
}

static void
take_off (Removal *removal, GHashTable *items)
{
  LensWindow *self = removal->window;
  GArray *images = find_places (self, items);
  g_autoptr (LensItem) next = find_next (self, items);

  g_clear_pointer (&removal->images, g_array_unref);
  removal->images = images;
  g_clear_object (&self->last_good); /* it may be one of them */
  for (guint i = 0; i < images->len; i++)
    forget (self, g_array_index (images, Removed, i).item);
  for (guint end = images->len, start; end > 0; end = start) /* those that follow each other at once */
    {
      for (start = end - 1; start > 0 && place_at (images, start - 1) + 1 == place_at (images, start);)
        start--;
      g_list_store_splice (self->items, place_at (images, start), end - start, NULL, 0);
    }
  show_item (self, next);
  update (self);
}

static void
remember (LensWindow *self, LensItem *item)
{
  g_hash_table_insert (self->by_key, lens_item_get_key (item), item);
  lens_window_adopt (self, item);
  if (lens_item_get_state (item) == LENS_STATE_WAITING)
    lens_queue_add (self->queue, item);
}

/* Those that were opened again meanwhile are there already. */
static void
drop_known (Removal *removal)
{
  for (guint i = removal->images->len; i > 0; i--)
    {
      LensItem *item = g_array_index (removal->images, Removed, i - 1).item;

      if (g_hash_table_contains (removal->window->by_key, lens_item_get_key (item)))
        g_array_remove_index (removal->images, i - 1);
    }
}

static void
put_back (Removal *removal)
{
  LensWindow *self = removal->window;
  GArray *images = removal->images;

  drop_known (removal);
  for (guint start = 0, end; start < images->len; start = end)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
      g_autoptr (GPtrArray) run = g_ptr_array_new ();

      for (end = start; end < images->len && place_at (images, end) == place_at (images, start) + (end - start); end++)
        {
          g_ptr_array_add (run, g_array_index (images, Removed, end).item);
          remember (self, g_array_index (images, Removed, end).item);
        }
      g_list_store_splice (self->items, MIN (place_at (images, start), n), 0, run->pdata, run->len);
    }
  if (images->len > 0)
    show_item (self, g_array_index (images, Removed, 0).item);
  update (self);
}

static void
undo_removal (gboolean is_undo, gpointer data)
{
  Removal *removal = data;
  g_autoptr (GHashTable) items = NULL;

  if (is_undo)
    {
      put_back (removal);
      return;
    }
  items = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < removal->images->len; i++)
    g_hash_table_add (items, g_array_index (removal->images, Removed, i).item);
  take_off (removal, items);
}

static void
on_remove (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GPtrArray) selected = lens_selection_list (self->selection);
  g_autoptr (GHashTable) items = g_hash_table_new (NULL, NULL);
  Removal *removal;

  if (selected->len == 0)
    return;
  for (guint i = 0; i < selected->len; i++)
    g_hash_table_add (items, g_ptr_array_index (selected, i));
  removal = g_new0 (Removal, 1);
  removal->window = self;
  take_off (removal, items);
  lens_history_push (self->history, undo_removal, removal, (GDestroyNotify) removal_free);
}

void
lens_window_install_remove (LensWindow *self)
{
  static const GActionEntry entries[] = { { .name = "remove", .activate = on_remove } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
