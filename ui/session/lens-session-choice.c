/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

/* Images that were chosen by what the network makes of them: a filter of the list. */

/* ---- enclosed on the atlas ---- */

static const char *
get_lasso_name (void)
{
  /* TRANSLATORS: images that were enclosed with the pointer on the atlas; in a filter of the list, like "lasso (46)" */
  return C_ ("filter", "lasso");
}

LensCondition *
lens_session_get_lasso (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return lens_filter_find (lens_view_get_filter (self->view), (LensTopic){ LENS_ABOUT_ITEMS, get_lasso_name () });
}

/* Those that are in it already stay. */
static void
add_chosen (LensSession *self, GPtrArray *items)
{
  LensCondition *before = lens_session_get_lasso (self);

  for (guint i = 0; before != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->collection)); i++)
    {
      LensItem *item = g_list_model_get_item (G_LIST_MODEL (self->collection), i);

      if (lens_condition_matches (before, item) && !g_ptr_array_find (items, item, NULL))
        g_ptr_array_add (items, item);
      else
        g_object_unref (item);
    }
}

void
lens_session_set_lasso (LensSession *self, GPtrArray *items, gboolean is_adding)
{
  g_autoptr (LensCondition) condition = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));

  if (is_adding)
    add_chosen (self, items);
  if (items->len == 0)
    {
      lens_session_clear_lasso (self);
      return;
    }
  condition = lens_condition_new_items (get_lasso_name (), items);
  lens_view_add_condition (self->view, condition);
}

void
lens_session_clear_lasso (LensSession *self)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  lens_view_remove_condition (self->view, (LensTopic){ LENS_ABOUT_ITEMS, get_lasso_name () });
}

/* ---- similar images ---- */

typedef struct {
  LensItem *item;   /* owned */
  GPtrArray *items; /* owned, of LensItem: not touched on the thread */
  GBytes *features; /* owned */
  int n_features;
  guint place; /* of the item */
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->item);
  g_ptr_array_unref (search->items);
  g_bytes_unref (search->features);
  g_free (search);
}

static void
search_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GError *error = NULL;
  g_autoptr (DermAtlas) atlas = derm_atlas_new (search->features, search->n_features, 0, cancellable, &error);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *nearest = NULL;
  guint n = 0;

  if (atlas != NULL)
    nearest = derm_atlas_list_nearest (atlas, search->place, LENS_SESSION_N_SIMILAR, &n);
  if (n > 0)
    g_array_append_vals (found, nearest, n);
  g_task_return_pointer (task, found, (GDestroyNotify) g_array_unref);
  g_clear_error (&error);
}

/* Those of a search before this one are no longer shown. */
static void
remove_similar (LensSession *self, LensCondition *lasso)
{
  const LensFilter *filter = lens_view_get_filter (self->view);

  for (guint i = lens_filter_get_n_conditions (filter); i-- > 0; filter = lens_view_get_filter (self->view))
    {
      LensCondition *condition = lens_filter_get_condition (filter, i);

      if (condition != lasso && lens_condition_get_topic (condition).about == LENS_ABOUT_ITEMS)
        {
          g_autofree char *name = g_strdup (lens_condition_get_topic (condition).name);

          lens_view_remove_condition (self->view, (LensTopic){ LENS_ABOUT_ITEMS, name });
        }
    }
}

static void
show_similar (LensSession *self, LensItem *item, GPtrArray *items)
{
  /* TRANSLATORS: a filter of the list: the images that are most like the one of this name */
  g_autofree char *name = g_strdup_printf (C_ ("filter", "like %s"), lens_item_get_name (item));
  g_autoptr (LensCondition) condition = lens_condition_new_items (name, items);

  remove_similar (self, lens_session_get_lasso (self));
  lens_view_add_condition (self->view, condition);
  lens_session_reveal (self, item);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensSession *self = LENS_SESSION (source);
  g_autoptr (Search) search = g_task_get_task_data (G_TASK (result)); /* freed here: its images are of this thread */
  g_autoptr (GArray) found = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  lens_session_release (self);
  if (found == NULL || found->len == 0 || self->is_closed)
    return;
  g_ptr_array_add (items, g_object_ref (search->item));
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (items, g_object_ref (search->items->pdata[g_array_index (found, guint, i)]));
  show_similar (self, search->item, items);
}

/* All images that the same model has answered. */
static Search *
collect (LensSession *self, LensItem *item)
{
  g_autoptr (GPtrArray) all = lens_collection_list_all (self->collection), predictions = g_ptr_array_new ();
  DermModel *model = derm_prediction_get_model (lens_item_get_prediction (item));
  Search *search = g_new0 (Search, 1);

  search->item = g_object_ref (item);
  search->items = g_ptr_array_new_with_free_func (g_object_unref);
  search->n_features = derm_model_get_n_features (model);
  for (guint i = 0; i < all->len; i++)
    {
      DermPrediction *prediction = lens_item_get_prediction (all->pdata[i]);

      if (prediction == NULL || derm_prediction_get_model (prediction) != model)
        continue;
      if (all->pdata[i] == item)
        search->place = search->items->len;
      g_ptr_array_add (search->items, g_object_ref (all->pdata[i]));
      g_ptr_array_add (predictions, prediction);
    }
  search->features = derm_features_list (predictions, search->n_features);

  return search;
}

gboolean
lens_session_can_find_similar (LensSession *self)
{
  LensItem *item;

  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);

  item = lens_selection_get_current_item (self->selection);

  return item != NULL && lens_item_get_prediction (item) != NULL && lens_collection_get_n_all (self->collection) > 1
         && derm_model_check_features (derm_prediction_get_model (lens_item_get_prediction (item)), NULL);
}

void
lens_session_find_similar (LensSession *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));

  if (!lens_session_can_find_similar (self))
    return;
  task = g_task_new (self, self->cancellable, on_searched, NULL);
  g_task_set_source_tag (task, lens_session_find_similar);
  g_task_set_task_data (task, collect (self, lens_selection_get_current_item (self->selection)), NULL);
  lens_session_hold (self);
  g_task_run_in_thread (task, search_in_thread);
}

/* ---- in another folder ---- */

gboolean
lens_session_can_find_similar_in_folder (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);

  return lens_elsewhere_can_find (self->elsewhere, lens_selection_get_current_item (self->selection));
}

void
lens_session_find_similar_in_folder (LensSession *self, GFile *folder)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  lens_elsewhere_find (self->elsewhere, lens_selection_get_current_item (self->selection), folder);
}

/* They come into the list, where some may be already. */
void
lens_session_show_elsewhere (LensSession *self, LensItem *item, GPtrArray *files)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref), new = g_ptr_array_new ();

  g_ptr_array_add (items, g_object_ref (item));
  for (guint i = 0; i < files->len; i++)
    {
      LensItem *known = lens_collection_find (self->collection, files->pdata[i]);
      LensItem *one = known != NULL ? g_object_ref (known) : lens_item_new_for_file (files->pdata[i]);

      g_ptr_array_add (items, one);
      if (known == NULL)
        g_ptr_array_add (new, one);
    }
  if (new->len > 0)
    lens_session_open_around (self, new, new->pdata[0]);
  show_similar (self, item, items);
}
