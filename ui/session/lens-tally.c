/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-tally.h"

#include <math.h>
#include <string.h>

#define MAX_VALUES 30 /* of words to choose among */
#define MAX_NUMBERS 6 /* of numbers: codes like 0 and 1 rather than measures */
#define MAX_WORDS 2   /* among numbers: "unknown", "n/a" */

static void
count_free (LensCount *count)
{
  g_free (count->value);
  g_free (count);
}

/* ---- values ---- */

typedef struct {
  GPtrArray *counts;  /* LensCount */
  GHashTable *places; /* owned: value -> borrowed LensCount */
} Tally;

static void
add (Tally *tally, const char *value, guint n)
{
  LensCount *count = g_hash_table_lookup (tally->places, value);

  if (count == NULL)
    {
      count = g_new0 (LensCount, 1);
      count->value = g_strdup (value);
      g_ptr_array_add (tally->counts, count);
      g_hash_table_insert (tally->places, count->value, count);
    }
  count->n += n;
}

/* Each folder once with those above it, instead of each image. */
static void
add_parents (Tally *tally, LensVocabulary *vocabulary)
{
  const char *root = lens_vocabulary_get_root (vocabulary);
  gsize length = root != NULL ? strlen (root) : 0;
  guint n = tally->counts->len;
  g_autofree guint *own = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    own[i] = ((LensCount *) tally->counts->pdata[i])->n;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *above = g_strdup (((LensCount *) tally->counts->pdata[i])->value);
      char *slash;

      while ((slash = strrchr (above, G_DIR_SEPARATOR)) != NULL && (gsize) (slash - above) > length)
        {
          *slash = '\0';
          add (tally, above, own[i]);
        }
    }
}

GPtrArray *
lens_tally_values (LensView *view, LensTopic topic)
{
  GListModel *items = lens_view_get_items (view);
  LensVocabulary *vocabulary = lens_view_get_vocabulary (view);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Tally tally = { g_ptr_array_new_with_free_func ((GDestroyNotify) count_free), places };
  guint n_items = items != NULL ? g_list_model_get_n_items (items) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (items, i);
      const char *values[LENS_MAX_VALUES];
      guint n = lens_topic_list_values (topic, item, values);
      gboolean is_shown = lens_filter_matches_but (lens_view_get_filter (view), topic, item, vocabulary);

      for (guint j = 0; j < n; j++)
        add (&tally, values[j], is_shown);
    }
  if (topic.about == LENS_ABOUT_FOLDER)
    add_parents (&tally, vocabulary);

  return tally.counts;
}

/* ---- numbers ---- */

static void
add_number (LensSpan *span, double number, gboolean is_shown, LensCondition *condition)
{
  double from = -INFINITY, to = INFINITY;

  if (condition != NULL)
    lens_condition_get_range (condition, &from, &to);
  span->lowest = isnan (span->lowest) ? number : MIN (span->lowest, number);
  span->highest = isnan (span->highest) ? number : MAX (span->highest, number);
  span->n_numbers += is_shown;
  span->n_within += is_shown && number >= from && number <= to;
}

LensSpan
lens_tally_numbers (LensView *view, LensTopic topic)
{
  GListModel *items = lens_view_get_items (view);
  const LensFilter *filter = lens_view_get_filter (view);
  LensCondition *condition = lens_filter_find (filter, topic);
  LensSpan span = { .lowest = NAN, .highest = NAN };
  guint n_items = items != NULL ? g_list_model_get_n_items (items) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (items, i);
      gboolean is_shown = lens_filter_matches_but (filter, topic, item, lens_view_get_vocabulary (view));
      double number;

      span.n += is_shown;
      if (lens_topic_get_number (topic, item, &number))
        add_number (&span, number, is_shown, condition);
    }

  return span;
}

/* ---- columns ---- */

LensColumnKind
lens_tally_column (LensView *view, const char *column, guint *n_values)
{
  GListModel *items = lens_view_get_items (view);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_words = 0;
  guint n_items = items != NULL ? g_list_model_get_n_items (items) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (items, i);
      const char *cell = lens_item_get_cell (item, column);
      double number;

      if (cell != NULL && *cell != '\0' && g_hash_table_add (seen, (gpointer) cell))
        n_words += !lens_cell_get_number (cell, &number);
    }
  *n_values = g_hash_table_size (seen);
  if (*n_values == 0)
    return LENS_COLUMN_EMPTY;
  if (n_words <= MAX_WORDS && *n_values > MAX_NUMBERS + n_words)
    return LENS_COLUMN_NUMBERS;

  return *n_values <= MAX_VALUES ? LENS_COLUMN_VALUES : LENS_COLUMN_MANY;
}
