/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluating-private.h"
#include "lens-tally.h"

/* Parts of the images by what the table of truth says of them: sex, place, age. */

#define N_SPANS 3 /* of a column of numbers, of about as many images each */

static void
part_free (gpointer data)
{
  LensPart *part = data;

  lens_condition_unref (part->condition);
  g_free (part);
}

/* Takes the condition. Parts that no image with a truth is in are left out. */
static void
add_part (GPtrArray *parts, GPtrArray *items, LensCondition *condition)
{
  LensPart *part = g_new0 (LensPart, 1);

  part->condition = condition;
  for (guint i = 0; i < items->len; i++)
    part->n += lens_condition_matches (condition, items->pdata[i]);
  if (part->n > 0)
    g_ptr_array_add (parts, part);
  else
    part_free (part);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
add_values (GPtrArray *parts, GPtrArray *items, const char *column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      const char *cell = lens_item_get_cell (items->pdata[i], column);

      if (cell != NULL && g_hash_table_add (seen, (gpointer) cell))
        g_ptr_array_add (values, (gpointer) cell);
    }
  g_ptr_array_sort (values, compare_values);
  for (guint i = 0; i < values->len && values->len > 1; i++)
    add_part (parts, items, lens_condition_new_value ((LensTopic){ LENS_ABOUT_VALUE, column }, values->pdata[i]));
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* From one number that is there to another, so that each image is in one span. */
static void
add_spans (GPtrArray *parts, GPtrArray *items, const char *column)
{
  LensTopic topic = { LENS_ABOUT_NUMBER, column };
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  guint start = 0;
  double number;

  for (guint i = 0; i < items->len; i++)
    if (lens_topic_get_number (topic, items->pdata[i], &number))
      g_array_append_val (numbers, number);
  g_array_sort (numbers, compare_numbers);
  for (guint span = 1; span <= N_SPANS && start < numbers->len; span++)
    {
      guint end = MAX (start + 1, numbers->len * span / N_SPANS);
      double first = g_array_index (numbers, double, start), last = g_array_index (numbers, double, end - 1);

      while (end < numbers->len && g_array_index (numbers, double, end) == last)
        end++;
      add_part (parts, items, lens_condition_new_range (topic, first, last));
      start = end;
    }
}

/* (transfer full) (element-type LensItem) */
static GPtrArray *
list_known (LensEvaluating *self)
{
  g_autoptr (GPtrArray) all = lens_collection_list_all (self->parts.collection);
  GPtrArray *known = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    if (lens_item_get_truth (all->pdata[i]) != NULL)
      g_ptr_array_add (known, g_object_ref (all->pdata[i]));

  return known;
}

GPtrArray *
lens_evaluating_list_parts (LensEvaluating *self)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  DermTruth *truth = lens_truths_get_truth (self->parts.truths);
  g_autoptr (GPtrArray) known = list_known (self);
  guint n_values;

  for (guint i = 0; truth != NULL && i < derm_truth_get_n_columns (truth); i++)
    {
      const char *column = derm_truth_get_column (truth, i);
      LensColumnKind kind = lens_tally_column (self->parts.view, column, &n_values);

      if (g_strcmp0 (column, derm_truth_get_label_column (truth)) == 0)
        continue; /* that is what the rows of the matrix are */
      if (kind == LENS_COLUMN_VALUES)
        add_values (parts, known, column);
      else if (kind == LENS_COLUMN_NUMBERS)
        add_spans (parts, known, column);
    }

  return parts;
}
