/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-view.h"

#include <string.h>

#define REFRESH_MS 400 /* between two sortings while results come in */

struct _LensView {
  GObject parent_instance;

  GtkSortListModel *sorted;     /* owned */
  GtkFilterListModel *filtered; /* owned by sorted */
  GtkSorter *sorter;            /* owned; used unless the order is that of opening */
  GtkFilter *filter;            /* owned; used unless all is shown */

  LensOrder order;
  gboolean is_reversed;
  char *text; /* casefolded */
  char *label;
  gboolean is_flagged_only;
  LensFlag flag;
  gboolean is_wrong_only;
  guint refresh_id;

  guint n_telling;                     /* lists that are telling of a change, and have not been heard by all */
  gboolean is_sort_due, is_filter_due; /* asked for meanwhile */
  gboolean is_closing;
};

G_DEFINE_FINAL_TYPE (LensView, lens_view, G_TYPE_OBJECT)

enum { CHANGING, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
label_of (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return prediction != NULL ? derm_prediction_get_label (prediction, derm_prediction_get_top (prediction)) : NULL;
}

static double
score_of (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return derm_prediction_get_calibrated (prediction)[derm_prediction_get_top (prediction)];
}

static int
compare_doubles (double a, double b)
{
  return (a > b) - (a < b);
}

/* Whether there is what the order goes by. */
static gboolean
can_place (LensView *self, LensItem *item)
{
  return lens_item_get_prediction (item) != NULL
         && (self->order != LENS_ORDER_WRONG || lens_item_get_truth (item) != NULL);
}

/* Those that cannot be placed come last, in either direction. */
static int
compare_predictions (LensView *self, LensItem *a, LensItem *b)
{
  int order = 0;

  if (!can_place (self, a) || !can_place (self, b))
    return can_place (self, b) - can_place (self, a);

  if (self->order == LENS_ORDER_CLASS)
    order = strcmp (label_of (a), label_of (b));
  else if (self->order == LENS_ORDER_SCORE)
    order = compare_doubles (score_of (b), score_of (a));
  else if (self->order == LENS_ORDER_MARGIN)
    order = compare_doubles (derm_prediction_get_margin (lens_item_get_prediction (a)),
                             derm_prediction_get_margin (lens_item_get_prediction (b)));
  else if (self->order == LENS_ORDER_ENTROPY)
    order = compare_doubles (derm_prediction_get_entropy (lens_item_get_prediction (b)),
                             derm_prediction_get_entropy (lens_item_get_prediction (a)));
  else if (self->order == LENS_ORDER_WRONG)
    order = lens_item_is_wrong (b) - lens_item_is_wrong (a);

  return self->is_reversed ? -order : order;
}

static int
compare (gconstpointer first, gconstpointer second, gpointer user_data)
{
  LensView *self = user_data;
  LensItem *a = (LensItem *) first, *b = (LensItem *) second;
  int order = 0;

  if (self->order == LENS_ORDER_NAME)
    order = strcmp (lens_item_get_sort_key (a), lens_item_get_sort_key (b));
  else if (self->order == LENS_ORDER_DATE)
    order = (lens_item_get_date (a) > lens_item_get_date (b)) - (lens_item_get_date (a) < lens_item_get_date (b));
  else if (self->order == LENS_ORDER_FLAGGED)
    order = (lens_item_get_flag (b) != LENS_FLAG_NONE) - (lens_item_get_flag (a) != LENS_FLAG_NONE);
  else
    return compare_predictions (self, a, b);

  return self->is_reversed ? -order : order;
}

static gboolean
has_text (const char *string, const char *folded)
{
  g_autofree char *own = string != NULL ? g_utf8_casefold (string, -1) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

static gboolean
match (gpointer object, gpointer user_data)
{
  LensView *self = user_data;
  LensItem *item = object;
  LensFlag flag = lens_item_get_flag (item);

  if (self->is_wrong_only && !lens_item_is_wrong (item))
    return FALSE;
  if (self->is_flagged_only && flag == LENS_FLAG_NONE)
    return FALSE;
  if (self->flag != LENS_FLAG_NONE && flag != self->flag)
    return FALSE;
  if (self->label != NULL && g_strcmp0 (label_of (item), self->label) != 0)
    return FALSE;

  return self->text == NULL || has_text (lens_item_get_name (item), self->text)
         || has_text (lens_item_get_text (item), self->text) || has_text (lens_item_get_label (item), self->text);
}

/* ---- changes ---- */

static void
sort (LensView *self)
{
  GtkSorter *sorter = self->order != LENS_ORDER_OPENED ? self->sorter : NULL;

  self->is_sort_due = FALSE;
  if (gtk_sort_list_model_get_sorter (self->sorted) != sorter)
    gtk_sort_list_model_set_sorter (self->sorted, sorter);
  else if (sorter != NULL)
    gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
filter (LensView *self)
{
  GtkFilter *used = !lens_view_is_unfiltered (self) ? self->filter : NULL;

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
  g_clear_object (&self->sorted);
  g_clear_object (&self->sorter);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (lens_view_parent_class)->dispose (object);
}

static void
lens_view_finalize (GObject *object)
{
  g_free (LENS_VIEW (object)->text);
  g_free (LENS_VIEW (object)->label);

  G_OBJECT_CLASS (lens_view_parent_class)->finalize (object);
}

static void
lens_view_class_init (LensViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_view_finalize;

  signals[CHANGING]
      = g_signal_new ("changing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_view_init (LensView *self)
{
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  self->filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
}

LensView *
lens_view_new (GListModel *items)
{
  LensView *self = g_object_new (LENS_TYPE_VIEW, NULL);

  watch (self, items);
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

void
lens_view_set_filter (LensView *self, const LensFilter *filter)
{
  g_return_if_fail (LENS_IS_VIEW (self));

  g_free (self->text);
  self->text = filter->text != NULL && *filter->text != '\0' ? g_utf8_casefold (filter->text, -1) : NULL;
  g_free (self->label);
  self->label = g_strdup (filter->label);
  self->is_flagged_only = filter->is_flagged_only;
  self->flag = filter->flag;
  self->is_wrong_only = filter->is_wrong_only;
  self->is_filter_due = TRUE;
  apply (self);
}

gboolean
lens_view_is_unfiltered (LensView *self)
{
  return self->text == NULL && self->label == NULL && !self->is_flagged_only && self->flag == LENS_FLAG_NONE
         && !self->is_wrong_only;
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
