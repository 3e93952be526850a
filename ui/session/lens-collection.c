/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-collection.h"

#include "lens-names.h"

#define CHUNK 40        /* items that enter the list at one time, while a list view makes rows for them */
#define LARGE_CHUNK 500 /* and afterwards */
#define N_ROWS 400      /* for which it may make rows */
#define MAX_RUNS 8      /* of items that go, told of one after another: a list view begins anew at each */

struct _LensCollection {
  GObject parent_instance;

  GListStore *items;  /* owned */
  GPtrArray *waiting; /* owned LensItem, not yet in the list */
  GHashTable *by_key; /* GFile -> LensItem, borrowed from items and waiting */
  LensNames *names;   /* owned: of all of them */
  guint waiting_id;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LensCollection, lens_collection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_N_WAITING = 1, N_PROPS };
enum { ADOPTED, WANTED, DROPPED, SETTLED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- the list ---- */

static GType
get_item_type (GListModel *model)
{
  return LENS_TYPE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (LENS_COLLECTION (model)->items));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (LENS_COLLECTION (model)->items), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
on_items_changed (GListModel *items, guint position, guint n_removed, guint n_added, LensCollection *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* ---- those that wait ---- */

/* The next n of the items that wait get their place in the list. */
static void
list_waiting (LensCollection *self, guint n)
{
  g_autoptr (GPtrArray) listed = NULL;

  n = MIN (n, self->waiting->len);
  if (n == 0)
    return;

  listed = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (listed, g_object_ref (g_ptr_array_index (self->waiting, i)));
  g_ptr_array_remove_range (self->waiting, 0, n);
  g_list_store_splice (self->items, get_n_items (G_LIST_MODEL (self)), 0, listed->pdata, n);
  for (guint i = 0; i < n; i++)
    g_signal_emit (self, signals[WANTED], 0, g_ptr_array_index (listed, i));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
  g_signal_emit (self, signals[SETTLED], 0);
}

static gboolean
on_waiting (gpointer user_data)
{
  LensCollection *self = user_data;

  /* before the last of them is listed: whoever hears of it may add more */
  if (self->waiting->len <= (get_n_items (G_LIST_MODEL (self)) < N_ROWS ? CHUNK : LARGE_CHUNK))
    {
      self->waiting_id = 0;
      list_waiting (self, G_MAXUINT);
      return G_SOURCE_REMOVE;
    }
  list_waiting (self, get_n_items (G_LIST_MODEL (self)) < N_ROWS ? CHUNK : LARGE_CHUNK);

  return G_SOURCE_CONTINUE;
}

/* ---- the object ---- */

static void
lens_collection_dispose (GObject *object)
{
  lens_collection_close (LENS_COLLECTION (object));

  G_OBJECT_CLASS (lens_collection_parent_class)->dispose (object);
}

static void
lens_collection_finalize (GObject *object)
{
  LensCollection *self = LENS_COLLECTION (object);

  g_hash_table_unref (self->by_key);
  g_object_unref (self->names);
  g_ptr_array_unref (self->waiting);
  g_object_unref (self->items);

  G_OBJECT_CLASS (lens_collection_parent_class)->finalize (object);
}

static void
lens_collection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_WAITING)
    g_value_set_uint (value, LENS_COLLECTION (object)->waiting->len);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_collection_class_init (LensCollectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const of_item[SETTLED] = { "adopted", "wanted", "dropped" };

  object_class->dispose = lens_collection_dispose;
  object_class->finalize = lens_collection_finalize;
  object_class->get_property = lens_collection_get_property;

  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", "Waiting", "Images that are not yet in the list", 0,
                                                  G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  for (int i = 0; i < SETTLED; i++)
    signals[i] = g_signal_new (of_item[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, LENS_TYPE_ITEM);
  signals[SETTLED]
      = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_collection_init (LensCollection *self)
{
  self->items = g_list_store_new (LENS_TYPE_ITEM);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = lens_names_new ();
  self->by_key = g_hash_table_new (g_file_hash, (GEqualFunc) g_file_equal);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (on_items_changed), self, 0);
}

LensCollection *
lens_collection_new (void)
{
  return g_object_new (LENS_TYPE_COLLECTION, NULL);
}

LensItem *
lens_collection_add (LensCollection *self, GPtrArray *items, gboolean is_again)
{
  LensItem *first = NULL;

  g_return_val_if_fail (LENS_IS_COLLECTION (self), NULL);
  g_return_val_if_fail (items != NULL && items->len > 0, NULL);

  list_waiting (self, G_MAXUINT); /* of an opening before this one */
  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      LensItem *known = lens_collection_find (self, lens_item_get_key (item));

      if (first == NULL)
        first = known != NULL ? known : item;
      if (known == NULL)
        {
          g_signal_emit (self, signals[ADOPTED], 0, item);
          g_ptr_array_add (self->waiting, g_object_ref (item));
          g_hash_table_insert (self->by_key, lens_item_get_key (item), item);
          lens_names_add (self->names, item);
        }
      else if (is_again)
        {
          lens_item_reset (known);
          g_signal_emit (self, signals[WANTED], 0, known);
        }
    }
  list_waiting (self, CHUNK);
  if (self->waiting->len > 0 && self->waiting_id == 0)
    self->waiting_id = g_idle_add (on_waiting, self);

  return first;
}

/* ---- removal ---- */

static void
placed_clear (gpointer placed)
{
  g_object_unref (((LensPlaced *) placed)->item);
}

static guint
place_at (GArray *placed, guint i)
{
  return g_array_index (placed, LensPlaced, i).place;
}

static GArray *
find_places (LensCollection *self, GHashTable *items)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (LensPlaced));
  guint n = get_n_items (G_LIST_MODEL (self));

  g_array_set_clear_func (placed, placed_clear);
  for (guint i = 0; i < n; i++)
    {
      LensPlaced one = { get_item (G_LIST_MODEL (self), i), i };

      if (g_hash_table_contains (items, one.item))
        g_array_append_val (placed, one);
      else
        g_object_unref (one.item);
    }

  return placed;
}

static guint
count_runs (GArray *placed)
{
  guint n = placed->len > 0;

  for (guint i = 1; i < placed->len; i++)
    n += place_at (placed, i - 1) + 1 != place_at (placed, i);

  return n;
}

/* Those that follow each other at once. */
static void
splice_runs (LensCollection *self, GArray *placed)
{
  for (guint end = placed->len, start; end > 0; end = start)
    {
      for (start = end - 1; start > 0 && place_at (placed, start - 1) + 1 == place_at (placed, start);)
        start--;
      g_list_store_splice (self->items, place_at (placed, start), end - start, NULL, 0);
    }
}

/* All from the first to the last that goes, at once; those between them stay. */
static void
splice_all (LensCollection *self, GArray *placed)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  guint first = place_at (placed, 0), end = place_at (placed, placed->len - 1) + 1;

  for (guint i = first, next = 0; i < end; i++)
    if (i == place_at (placed, next))
      next++;
    else
      g_ptr_array_add (kept, get_item (G_LIST_MODEL (self), i));
  g_list_store_splice (self->items, first, end - first, kept->pdata, kept->len);
}

GArray *
lens_collection_remove (LensCollection *self, GHashTable *items)
{
  GArray *placed;

  g_return_val_if_fail (LENS_IS_COLLECTION (self), NULL);
  g_return_val_if_fail (items != NULL, NULL);

  placed = find_places (self, items);
  for (guint i = 0; i < placed->len; i++)
    {
      LensItem *item = g_array_index (placed, LensPlaced, i).item;

      g_hash_table_remove (self->by_key, lens_item_get_key (item));
      lens_names_remove (self->names, item);
      g_signal_emit (self, signals[DROPPED], 0, item);
    }
  if (count_runs (placed) > MAX_RUNS)
    splice_all (self, placed);
  else
    splice_runs (self, placed);
  g_signal_emit (self, signals[SETTLED], 0);

  return placed;
}

static void
drop_known (LensCollection *self, GArray *placed)
{
  for (guint i = placed->len; i > 0; i--)
    if (lens_collection_find (self, lens_item_get_key (g_array_index (placed, LensPlaced, i - 1).item)) != NULL)
      g_array_remove_index (placed, i - 1);
}

/* One run of images that follow each other. */
static void
restore_run (LensCollection *self, GArray *placed, guint start, guint end)
{
  g_autoptr (GPtrArray) run = g_ptr_array_new ();

  for (guint i = start; i < end; i++)
    {
      LensItem *item = g_array_index (placed, LensPlaced, i).item;

      g_ptr_array_add (run, item);
      g_hash_table_insert (self->by_key, lens_item_get_key (item), item);
      lens_names_add (self->names, item);
      g_signal_emit (self, signals[ADOPTED], 0, item);
    }
  g_list_store_splice (self->items, MIN (place_at (placed, start), get_n_items (G_LIST_MODEL (self))), 0, run->pdata,
                       run->len);
  for (guint i = 0; i < run->len; i++)
    if (lens_item_get_state (run->pdata[i]) == LENS_STATE_WAITING)
      g_signal_emit (self, signals[WANTED], 0, run->pdata[i]);
}

void
lens_collection_restore (LensCollection *self, GArray *placed)
{
  g_return_if_fail (LENS_IS_COLLECTION (self));
  g_return_if_fail (placed != NULL);

  drop_known (self, placed);
  for (guint start = 0, end; start < placed->len; start = end)
    {
      end = start + 1;
      while (end < placed->len && place_at (placed, end) == place_at (placed, start) + (end - start))
        end++;
      restore_run (self, placed, start, end);
    }
  g_signal_emit (self, signals[SETTLED], 0);
}

/* ---- to look at ---- */

LensItem *
lens_collection_find (LensCollection *self, GFile *key)
{
  g_return_val_if_fail (LENS_IS_COLLECTION (self), NULL);

  return g_hash_table_lookup (self->by_key, key);
}

gboolean
lens_collection_find_place (LensCollection *self, LensItem *item, guint *place)
{
  g_return_val_if_fail (LENS_IS_COLLECTION (self), FALSE);

  return g_list_store_find (self->items, item, place);
}

guint
lens_collection_get_n_waiting (LensCollection *self)
{
  g_return_val_if_fail (LENS_IS_COLLECTION (self), 0);

  return self->waiting->len;
}

GFile *
lens_collection_get_folder (LensCollection *self)
{
  g_return_val_if_fail (LENS_IS_COLLECTION (self), NULL);

  return lens_names_get_folder (self->names);
}

guint
lens_collection_get_n_all (LensCollection *self)
{
  g_return_val_if_fail (LENS_IS_COLLECTION (self), 0);

  return get_n_items (G_LIST_MODEL (self)) + self->waiting->len;
}

GPtrArray *
lens_collection_list_all (LensCollection *self)
{
  GPtrArray *all;
  guint n;

  g_return_val_if_fail (LENS_IS_COLLECTION (self), NULL);

  n = get_n_items (G_LIST_MODEL (self));
  all = g_ptr_array_new_full (n + self->waiting->len, g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (all, get_item (G_LIST_MODEL (self), i));
  for (guint i = 0; i < self->waiting->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (self->waiting, i)));

  return all;
}

void
lens_collection_close (LensCollection *self)
{
  g_return_if_fail (LENS_IS_COLLECTION (self));

  g_clear_handle_id (&self->waiting_id, g_source_remove);
  for (guint i = 0; i < self->waiting->len; i++)
    {
      g_hash_table_remove (self->by_key, lens_item_get_key (g_ptr_array_index (self->waiting, i)));
      lens_names_remove (self->names, g_ptr_array_index (self->waiting, i));
    }
  g_ptr_array_set_size (self->waiting, 0);
}
