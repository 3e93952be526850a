/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-view.h"

#include <string.h>

#define REFRESH_MS 400 /* between two sortings while results come in */

/* What an item is sorted by. */
typedef struct {
  gboolean can_place;
  const char *label; /* interned; NULL: the value is compared */
  double value;
} Key;

struct _LensView {
  GObject parent_instance;

  GListModel *items;            /* owned */
  LensVocabulary *vocabulary;   /* owned */
  GtkSortListModel *sorted;     /* owned */
  GtkFilterListModel *filtered; /* owned by sorted */
  GtkSorter *sorter;            /* owned; used unless the order is that of opening */
  GtkFilter *matcher;           /* owned; used unless all is shown */

  LensOrder order, used_order; /* the latter since all were sorted last */
  gboolean is_reversed, is_used_reversed;
  GHashTable *keys;   /* owned: LensItem -> Key, since then */
  LensFilter *filter; /* owned */
  guint refresh_id;

  guint n_telling;                     /* lists that are telling of a change, and have not been heard by all */
  gboolean is_sort_due, is_filter_due; /* asked for meanwhile */
  gboolean is_closing;
};

G_DEFINE_FINAL_TYPE (LensView, lens_view, G_TYPE_OBJECT)

enum { PROP_FILTER = 1, N_PROPS };
enum { CHANGING, CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static double
score_of (DermPrediction *prediction)
{
  return derm_prediction_get_calibrated (prediction)[derm_prediction_get_top (prediction)];
}

/* ---- the order ---- */

/* What comes first has the lower value. */
static double
value_of (LensItem *item, LensOrder order)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  switch (order)
    {
    case LENS_ORDER_FLAGGED:
      return lens_item_get_flag (item) == LENS_FLAG_NONE;
    case LENS_ORDER_DATE:
      return (double) lens_item_get_date (item);
    case LENS_ORDER_WRONG:
      return !lens_item_is_wrong (item);
    case LENS_ORDER_SCORE:
      return -score_of (prediction);
    case LENS_ORDER_MARGIN:
      return derm_prediction_get_margin (prediction);
    case LENS_ORDER_ENTROPY:
      return -derm_prediction_get_entropy (prediction);
    default:
      return 0.0;
    }
}

/* Whether there is what the order goes by. */
static gboolean
can_place (LensItem *item, LensOrder order)
{
  if (order == LENS_ORDER_FLAGGED || order == LENS_ORDER_DATE)
    return TRUE;

  return lens_item_get_prediction (item) != NULL && (order != LENS_ORDER_WRONG || lens_item_get_truth (item) != NULL);
}

/* As it was when all were sorted last: items that are added in between are merged into a list that is in order. */
static const Key *
get_key (LensView *self, LensItem *item)
{
  Key *key = g_hash_table_lookup (self->keys, item);

  if (key != NULL)
    return key;

  key = g_new0 (Key, 1);
  key->can_place = can_place (item, self->used_order);
  if (key->can_place && self->used_order == LENS_ORDER_CLASS)
    key->label = g_intern_string (lens_item_get_answer (item));
  else if (key->can_place)
    key->value = value_of (item, self->used_order);
  g_hash_table_insert (self->keys, g_object_ref (item), key);

  return key;
}

/* Those that cannot be placed come last, in either direction. */
static int
compare_keys (const Key *a, const Key *b, gboolean is_reversed)
{
  int order;

  if (!a->can_place || !b->can_place)
    return b->can_place - a->can_place;

  order = a->label != NULL ? strcmp (a->label, b->label) : (a->value > b->value) - (a->value < b->value);

  return is_reversed ? -order : order;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  LensView *self = user_data;
  int order;

  if (self->used_order != LENS_ORDER_NAME)
    return compare_keys (get_key (self, (LensItem *) a), get_key (self, (LensItem *) b), self->is_used_reversed);

  order = strcmp (lens_item_get_sort_key ((LensItem *) a), lens_item_get_sort_key ((LensItem *) b));

  return self->is_used_reversed ? -order : order;
}

/* ---- the filter ---- */

static gboolean
match (gpointer object, gpointer user_data)
{
  LensView *self = user_data;

  return lens_filter_matches (self->filter, object, self->vocabulary);
}

/* ---- changes ---- */

static void
sort (LensView *self)
{
  GtkSorter *sorter = self->order != LENS_ORDER_OPENED ? self->sorter : NULL;

  self->is_sort_due = FALSE;
  self->used_order = self->order;
  self->is_used_reversed = self->is_reversed;
  g_hash_table_remove_all (self->keys);
  if (gtk_sort_list_model_get_sorter (self->sorted) != sorter)
    gtk_sort_list_model_set_sorter (self->sorted, sorter);
  else if (sorter != NULL)
    gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
filter (LensView *self)
{
  GtkFilter *used = !lens_view_is_unfiltered (self) ? self->matcher : NULL;

  self->is_filter_due = FALSE;
  if (gtk_filter_list_model_get_filter (self->filtered) != used)
    gtk_filter_list_model_set_filter (self->filtered, used);
  else if (used != NULL)
    gtk_filter_changed (used, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
begin_change (LensView *self)
{
  if (self->n_telling++ == 0)
    g_signal_emit (self, signals[CHANGING], 0);
}

/* When the outermost list has been heard by all, what was asked for meanwhile is done. */
static void
end_change (LensView *self)
{
  while (self->n_telling == 1 && !self->is_closing && (self->is_sort_due || self->is_filter_due))
    {
      if (self->is_sort_due)
        sort (self);
      else
        filter (self);
    }
  if (--self->n_telling == 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
apply (LensView *self)
{
  if (self->n_telling > 0)
    return;
  begin_change (self);
  end_change (self);
}

/* More images may be in more folders, and what these are called is looked for. */
static void
on_items_changed (LensView *self)
{
  g_autofree char *root = NULL;

  if (lens_filter_get_text (self->filter) != NULL)
    root = g_strdup (lens_vocabulary_get_root (self->vocabulary));
  lens_vocabulary_update (self->vocabulary);
  if (root != NULL && g_strcmp0 (root, lens_vocabulary_get_root (self->vocabulary)) != 0)
    self->is_filter_due = TRUE;
}

/* The first and the last to hear what the list tells. */
static void
watch (LensView *self, GListModel *list)
{
  g_signal_connect_object (list, "items-changed", G_CALLBACK (begin_change), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (end_change), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
lens_view_dispose (GObject *object)
{
  LensView *self = LENS_VIEW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  self->is_closing = TRUE;
  /* Their functions point here, and a list on screen may hold the models for a while. */
  if (self->sorted != NULL)
    {
      gtk_sort_list_model_set_sorter (self->sorted, NULL);
      gtk_filter_list_model_set_filter (self->filtered, NULL);
    }
  g_hash_table_remove_all (self->keys);
  g_clear_object (&self->sorted);
  g_clear_object (&self->sorter);
  g_clear_object (&self->matcher);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (lens_view_parent_class)->dispose (object);
}

static void
lens_view_finalize (GObject *object)
{
  g_hash_table_unref (LENS_VIEW (object)->keys);
  lens_filter_free (LENS_VIEW (object)->filter);
  lens_vocabulary_free (LENS_VIEW (object)->vocabulary);

  G_OBJECT_CLASS (lens_view_parent_class)->finalize (object);
}

static void
lens_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FILTER)
    g_value_set_boxed (value, LENS_VIEW (object)->filter);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_view_class_init (LensViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_view_finalize;
  G_OBJECT_CLASS (klass)->get_property = lens_view_get_property;

  properties[PROP_FILTER] = g_param_spec_boxed ("filter", "Filter", "Which images are shown", LENS_TYPE_FILTER,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[CHANGING]
      = g_signal_new ("changing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_view_init (LensView *self)
{
  self->keys = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  self->matcher = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  self->filter = lens_filter_new ();
}

LensView *
lens_view_new (GListModel *items)
{
  LensView *self = g_object_new (LENS_TYPE_VIEW, NULL);

  self->items = g_object_ref (items);
  self->vocabulary = lens_vocabulary_new (items);
  watch (self, items);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  self->filtered = gtk_filter_list_model_new (g_object_ref (items), NULL);
  watch (self, G_LIST_MODEL (self->filtered));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (self->filtered), NULL);
  watch (self, G_LIST_MODEL (self->sorted));

  return self;
}

GListModel *
lens_view_get_model (LensView *self)
{
  return G_LIST_MODEL (self->sorted);
}

void
lens_view_set_order (LensView *self, LensOrder order, gboolean is_reversed)
{
  g_return_if_fail (LENS_IS_VIEW (self));

  self->order = order;
  self->is_reversed = is_reversed;
  self->is_sort_due = TRUE;
  apply (self);
}

const LensFilter *
lens_view_get_filter (LensView *self)
{
  g_return_val_if_fail (LENS_IS_VIEW (self), NULL);

  return self->filter;
}

LensVocabulary *
lens_view_get_vocabulary (LensView *self)
{
  g_return_val_if_fail (LENS_IS_VIEW (self), NULL);

  return self->vocabulary;
}

GListModel *
lens_view_get_items (LensView *self)
{
  g_return_val_if_fail (LENS_IS_VIEW (self), NULL);

  return self->items;
}

/* Takes over the filter. */
static void
take_filter (LensView *self, LensFilter *filter)
{
  if (lens_filter_is_equal (filter, self->filter))
    {
      lens_filter_free (filter);
      return;
    }
  lens_filter_free (self->filter);
  self->filter = filter;
  self->is_filter_due = TRUE;
  apply (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

void
lens_view_set_filter (LensView *self, const LensFilter *filter)
{
  g_return_if_fail (LENS_IS_VIEW (self));
  g_return_if_fail (filter != NULL);

  take_filter (self, lens_filter_copy (filter));
}

void
lens_view_set_text (LensView *self, const char *text)
{
  LensFilter *filter;

  g_return_if_fail (LENS_IS_VIEW (self));

  filter = lens_filter_copy (self->filter);
  lens_filter_set_text (filter, text);
  take_filter (self, filter);
}

void
lens_view_add_condition (LensView *self, LensCondition *condition)
{
  LensFilter *filter;

  g_return_if_fail (LENS_IS_VIEW (self));
  g_return_if_fail (condition != NULL);

  filter = lens_filter_copy (self->filter);
  lens_filter_add (filter, condition);
  take_filter (self, filter);
}

void
lens_view_remove_condition (LensView *self, LensTopic topic)
{
  LensFilter *filter;

  g_return_if_fail (LENS_IS_VIEW (self));

  filter = lens_filter_copy (self->filter);
  lens_filter_remove (filter, topic);
  take_filter (self, filter);
}

void
lens_view_clear_filter (LensView *self)
{
  g_return_if_fail (LENS_IS_VIEW (self));

  take_filter (self, lens_filter_new ());
}

gboolean
lens_view_is_unfiltered (LensView *self)
{
  return lens_filter_is_empty (self->filter);
}

void
lens_view_refresh (LensView *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->order != LENS_ORDER_OPENED && self->order != LENS_ORDER_NAME)
    self->is_sort_due = TRUE;
  if (!lens_view_is_unfiltered (self))
    self->is_filter_due = TRUE;
  apply (self);
}

static gboolean
on_refresh (gpointer user_data)
{
  LensView *self = user_data;

  self->refresh_id = 0;
  lens_view_refresh (self);

  return G_SOURCE_REMOVE;
}

void
lens_view_touch (LensView *self)
{
  gboolean is_fixed = self->order == LENS_ORDER_OPENED || self->order == LENS_ORDER_NAME;

  if (self->refresh_id == 0 && !(is_fixed && lens_view_is_unfiltered (self)))
    self->refresh_id = g_timeout_add (REFRESH_MS, on_refresh, self);
}

guint
lens_view_find (LensView *self, LensItem *item)
{
  GListModel *model = lens_view_get_model (self);
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) at = g_list_model_get_item (model, i);

      if (at == item)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}
