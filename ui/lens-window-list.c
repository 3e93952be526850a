/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

/* The list of images: how they come into it, and which of them is selected. */

#define CHUNK 40        /* items that enter the list at one time, while it makes rows for them */
#define LARGE_CHUNK 500 /* and afterwards */
#define N_ROWS 400      /* for which it may make rows */

static void
on_item_shown (LensBrowser *browser, LensItem *item, LensWindow *self)
{
  if (self->queue != NULL)
    lens_queue_prefer (self->queue, item);
}

static void
on_selected (LensSelection *selection, LensWindow *self)
{
  LensItem *item = lens_selection_get_current_item (selection);

  /* A filter may hide what is on screen, and show it again. */
  if ((item == NULL && g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
      || (item != NULL && item == self->shown && self->opening == NULL))
    {
      lens_window_show_place (self);
      lens_window_update_actions (self);
      return;
    }
  self->is_auto = self->is_selecting;
  lens_window_show_selected (self);
}

/* The list may be longer or shorter around what is on screen. */
static void
on_list_changed (LensWindow *self)
{
  if (self->shown != NULL && lens_selection_get_current_item (self->selection) == self->shown)
    lens_window_show_place (self);
}

static void
on_sample_chosen (LensEmpty *empty, GFile *file, LensWindow *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, lens_item_new_for_file (file));
  lens_window_open (self, items);
}

void
lens_window_select (LensWindow *self, guint position)
{
  self->is_selecting = TRUE;
  lens_selection_set_current (self->selection, position);
  self->is_selecting = FALSE;
}

/* The next of the items that wait for their place in the list. A list view makes a row for each of the first two
 * hundred at once; a few at a time, nobody waits for that. */
static void
add_pending (LensWindow *self, guint n)
{
  n = MIN (n, self->pending->len);
  g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0, self->pending->pdata, n);
  for (guint i = 0; i < n; i++)
    lens_queue_add (self->queue, g_ptr_array_index (self->pending, i));
  if (n > 0)
    g_ptr_array_remove_range (self->pending, 0, n);
}

static gboolean
on_pending (gpointer user_data)
{
  LensWindow *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  add_pending (self, n < N_ROWS ? CHUNK : LARGE_CHUNK);
  if (self->pending->len > 0)
    return G_SOURCE_CONTINUE;

  self->pending_id = 0;
  lens_window_update_sidebar (self);
  lens_window_show_place (self);

  return G_SOURCE_REMOVE;
}

/* A file that is in the list already is opened again in its place, if is_again. Returns the first of items. */
static LensItem *
add_items (LensWindow *self, GPtrArray *items, gboolean is_again)
{
  LensItem *first = NULL;

  add_pending (self, G_MAXUINT); /* of an opening before this one */
  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      LensItem *known = g_hash_table_lookup (self->by_key, lens_item_get_key (item));

      if (first == NULL)
        first = known != NULL ? known : item;
      g_hash_table_add (self->last_opened, g_object_ref (known != NULL ? known : item));
      if (known == NULL)
        {
          lens_window_adopt (self, item);
          g_ptr_array_add (self->pending, g_object_ref (item));
          g_hash_table_insert (self->by_key, lens_item_get_key (item), item);
        }
      else if (is_again)
        {
          lens_item_reset (known);
          lens_queue_add (self->queue, known);
        }
    }
  add_pending (self, CHUNK);
  if (self->pending->len > 0 && self->pending_id == 0)
    self->pending_id = g_idle_add (on_pending, self);

  return first;
}

static void
show_first (LensWindow *self, LensItem *first)
{
  guint place = lens_view_find (lens_browser_get_view (self->browser), first);

  if (lens_selection_get_current (self->selection) == place)
    lens_window_show_selected (self);
  else
    lens_window_select (self, place);
  lens_browser_scroll_to (self->browser, place);
}

void
lens_window_add_found (LensWindow *self, GPtrArray *items)
{
  LensItem *first = add_items (self, items, FALSE);

  if (self->is_select_found)
    {
      self->is_select_found = FALSE;
      show_first (self, first);
    }
  lens_window_update_sidebar (self);
  lens_window_show_place (self);
}

static gboolean
is_table_name (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_str_has_suffix (folded, ".csv") || g_str_has_suffix (folded, ".tsv");
}

/* Of items those that are images by their names; a table is the truth, and the others are to be looked at. */
static GPtrArray *
take_images (LensWindow *self, GPtrArray *items)
{
  GPtrArray *images = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      GFile *file = lens_item_get_file (item);

      if (file == NULL || lens_scan_is_image_name (lens_item_get_name (item)))
        g_ptr_array_add (images, g_object_ref (item));
      else if (is_table_name (lens_item_get_name (item)))
        lens_window_open_truth (self, file);
      else
        lens_window_scan (self, file);
    }

  return images;
}

void
lens_window_open (LensWindow *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) given = NULL;
  g_autoptr (GPtrArray) images = NULL;
  LensItem *first;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (items != NULL);

  given = lens_window_open_models (self, items);
  if (self->queue == NULL || given->len == 0)
    return; /* the page says already that there is no model */

  lens_window_remember_items (self, given);
  lens_window_forget_failures (self);
  gtk_info_bar_set_revealed (self->offer_bar, FALSE);
  if (!lens_view_is_unfiltered (lens_browser_get_view (self->browser)))
    lens_browser_reset_filter (self->browser);
  images = take_images (self, given);
  self->is_select_found = images->len == 0;
  if (images->len == 0)
    return;

  first = add_items (self, images, TRUE);
  lens_window_update_sidebar (self);
  show_first (self, first);
  lens_window_show_place (self);
  lens_window_update_progress (self);
  if (items->len == 1 && lens_item_get_file (first) != NULL && !lens_item_is_sample (first))
    lens_window_offer_folder (self, lens_item_get_file (first));
}

void
lens_window_for_each_item (LensWindow *self, void (*apply) (LensWindow *self, LensItem *item))
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      apply (self, item);
    }
  for (guint i = 0; i < self->pending->len; i++)
    apply (self, g_ptr_array_index (self->pending, i));
  lens_view_refresh (lens_browser_get_view (self->browser));
}

void
lens_window_install_list (LensWindow *self)
{
  self->selection = g_object_ref (lens_browser_get_selection (self->browser));
  lens_window_install_remove (self);
  g_signal_connect_object (self->browser, "item-shown", G_CALLBACK (on_item_shown), self, 0);
  g_signal_connect_object (self->selection, "current-changed", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (self->selection, "settled", G_CALLBACK (on_list_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->empty, "sample-chosen", G_CALLBACK (on_sample_chosen), self, 0);
}
