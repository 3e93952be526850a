/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "evaluate.h"

/* Which of the images are evaluated. */

static EvaluateItem *
get_item (const EvaluateSource *source, guint i)
{
  return &g_array_index (source->items, EvaluateItem, i);
}

static void
add_part (EvaluateSource *source, const char *words)
{
  char *part = source->part != NULL ? g_strdup_printf ("%s, %s", source->part, words) : g_strdup (words);

  g_free (source->part);
  source->part = part;
}

static guint
count_chosen (const EvaluateSource *source)
{
  guint n = 0;

  for (guint i = 0; i < source->items->len; i++)
    n += get_item (source, i)->is_chosen;
  return n;
}

/* ---- parts ---- */

/* "train, val, test" */
static char *
list_parts (const EvaluateSource *source)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < source->items->len; i++)
    {
      const char *part = get_item (source, i)->part;

      if (part != NULL && g_hash_table_add (seen, (gpointer) part))
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", part);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
has_part (const EvaluateSource *source, const char *part)
{
  for (guint i = 0; i < source->items->len; i++)
    if (g_strcmp0 (get_item (source, i)->part, part) == 0)
      return TRUE;
  return FALSE;
}

/* Of MedMNIST's files the test part, unless somebody says otherwise. */
static const char *
find_part (const EvaluateSource *source)
{
  gboolean is_npz = source->samples != NULL && derm_samples_get_kind (source->samples) == DERM_SAMPLES_PIXELS;
  const char *part = source->options->split;

  if (part == NULL && is_npz && has_part (source, "test"))
    return "test";
  return part != NULL && !g_str_equal (part, "all") ? part : NULL;
}

static gboolean
choose_part (EvaluateSource *source)
{
  const char *part = find_part (source);
  g_autofree char *parts = NULL, *shown = NULL, *shown_parts = NULL;

  if (part == NULL)
    return TRUE;
  if (has_part (source, part))
    {
      for (guint i = 0; i < source->items->len; i++)
        if (g_strcmp0 (get_item (source, i)->part, part) != 0)
          get_item (source, i)->is_chosen = FALSE;
      add_part (source, part);
      return TRUE;
    }
  parts = list_parts (source);
  shown = cli_printable (part);
  shown_parts = cli_printable (parts);
  if (*parts == '\0')
    cli_error (_ ("--split %s: the images are not divided into parts (--split-column, --split-table)."), shown);
  else
    cli_error (_ ("--split %s: there is no such part; there are: %s"), shown, shown_parts);
  return FALSE;
}

/* ---- ids ---- */

static gboolean
choose_ids (EvaluateSource *source)
{
  const char *path = source->options->ids;
  g_autoptr (GFile) file = path != NULL ? cli_file (path) : NULL;
  g_autoptr (DermTrainedOn) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (file == NULL)
    return TRUE;
  list = derm_trained_on_new_from_file (file, NULL, &error); /* a list of ids like any other */
  if (list == NULL)
    {
      cli_error ("%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < source->items->len; i++)
    if (!derm_trained_on_contains (list, get_item (source, i)->name))
      get_item (source, i)->is_chosen = FALSE;
  words = g_path_get_basename (path);
  add_part (source, words);
  return TRUE;
}

/* ---- columns ---- */

int
evaluate_find_column (const EvaluateSource *source, const char *option, const char *name)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *shown = cli_printable (name);
  g_autofree char *columns = NULL;

  if (source->truth == NULL || derm_truth_get_n_columns (source->truth) == 0)
    {
      cli_error (_ ("%s %s: that is for a table of truth (--truth)."), option, shown);
      return -1;
    }
  for (guint i = 0; i < derm_truth_get_n_columns (source->truth); i++)
    {
      const char *column = derm_truth_get_column (source->truth, i);

      if (g_ascii_strcasecmp (column, name) == 0)
        return (int) i;
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", column);
    }
  columns = cli_printable (list->str);
  cli_error (_ ("%s %s: there is no such column; there are: %s"), option, shown, columns);
  return -1;
}

static gboolean
choose_only (EvaluateSource *source, const char *only)
{
  const char *sign = strchr (only, '=');
  g_autofree char *name = sign != NULL ? g_strstrip (g_strndup (only, (gsize) (sign - only))) : NULL;
  g_autofree char *value = sign != NULL ? g_strstrip (g_strdup (sign + 1)) : NULL;
  g_autofree char *shown = cli_printable (only);
  int column;

  if (name == NULL || *name == '\0')
    {
      cli_error (_ ("--only %s: write a column, =, and what it shall hold, like --only sex=male."), shown);
      return FALSE;
    }
  column = evaluate_find_column (source, "--only", name);
  if (column < 0)
    return FALSE;
  for (guint i = 0; i < source->items->len; i++)
    {
      EvaluateItem *item = get_item (source, i);

      if (item->row < 0
          || g_ascii_strcasecmp (derm_truth_get_cell (source->truth, (guint) item->row, (guint) column), value) != 0)
        item->is_chosen = FALSE;
    }
  add_part (source, only);
  return TRUE;
}

/* ---- training data ---- */

static guint
count_trained_on (const EvaluateSource *source)
{
  guint n = 0;

  for (guint i = 0; i < source->items->len; i++)
    n += get_item (source, i)->is_chosen && get_item (source, i)->is_trained_on;
  return n;
}

/* Images that the model was trained on are left out, unless there are no others, or somebody wants them. */
static void
drop_trained_on (EvaluateSource *source)
{
  guint n = count_trained_on (source), n_chosen = count_chosen (source);

  if (n == 0 || n == n_chosen || source->options->keeps_trained_on)
    return;
  for (guint i = 0; i < source->items->len; i++)
    if (get_item (source, i)->is_trained_on)
      get_item (source, i)->is_chosen = FALSE;
  g_ptr_array_add (
      source->warnings,
      g_strdup_printf (
          ngettext ("%u of the %u images is left out, because the model was trained on it or chosen by it "
                    "(--with-training-data keeps it).",
                    "%u of the %u images are left out, because the model was trained on them or chosen by them "
                    "(--with-training-data keeps them).",
                    n),
          n, n_chosen));
}

gboolean
evaluate_choose (EvaluateSource *source)
{
  for (guint i = 0; i < source->items->len; i++)
    get_item (source, i)->is_chosen = TRUE;
  if (!choose_part (source) || !choose_ids (source))
    return FALSE;
  for (char **only = source->options->only; only != NULL && *only != NULL; only++)
    if (!choose_only (source, *only))
      return FALSE;
  drop_trained_on (source);
  if (count_chosen (source) > 0)
    return TRUE;
  cli_error (_ ("No image is left to evaluate."));
  return FALSE;
}
