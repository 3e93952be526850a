/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-reports.h"

#include <math.h>
#include <string.h>

#define Z 1.959964 /* of 95 % */

static const char *
get_label (DermModel *model, int index)
{
  return derm_model_get_label_in (model, derm_model_get_recipe (model), index);
}

static gboolean
parse_count (const char *text, int *count)
{
  char *end;
  gint64 value = g_ascii_strtoll (text, &end, 10);

  *count = (int) value;

  return end != text && *g_strchug (end) == '\0' && value >= 0 && value <= G_MAXINT;
}

/* ---- what the card counts ---- */

/* (transfer full) Of "akiec 69, bcc 64, …" up to the bracket; NULL if it is anything else. */
static int *
parse_list (DermModel *model, const char *text)
{
  const char *end = strchr (text, ')');
  g_autofree char *list = end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup ("");
  g_auto (GStrv) words = g_strsplit (list, ", ", -1);
  int n = derm_model_get_n_classes (model);
  g_autofree int *counts = g_new0 (int, n);

  if ((int) g_strv_length (words) != n)
    return NULL;
  for (int i = 0; i < n; i++)
    {
      const char *label = get_label (model, i);

      if (!g_str_has_prefix (words[i], label) || words[i][strlen (label)] != ' '
          || !parse_count (words[i] + strlen (label) + 1, &counts[i]))
        return NULL;
    }

  return g_steal_pointer (&counts);
}

/* (transfer full) The first such list in a text of the card; NULL if there is none. */
static int *
find_counts (DermModel *model, const char *key)
{
  const char *text = derm_model_get_card (model, key);

  for (; text != NULL && (text = strchr (text, '(')) != NULL; text++)
    {
      int *counts = parse_list (model, text + 1);

      if (counts != NULL)
        return counts;
    }

  return NULL;
}

/* ---- what the tables count ---- */

static char *
dup_header (DermModel *model)
{
  g_autoptr (GString) header = g_string_new ("truth");

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    g_string_append_printf (header, ",%s", get_label (model, i));

  return g_strdup (header->str);
}

/* The row of a class: its code, then how many of its images got each answer. */
static gboolean
parse_row (DermModel *model, const char *line, int index, int n_held, int *n_right)
{
  g_auto (GStrv) cells = g_strsplit (line, ",", -1);
  int n = derm_model_get_n_classes (model), sum = 0;

  if ((int) g_strv_length (cells) != n + 1 || !g_str_equal (cells[0], get_label (model, index)))
    return FALSE;
  for (int i = 0; i < n; i++)
    {
      int count;

      if (!parse_count (cells[i + 1], &count) || count > n_held - sum)
        return FALSE;
      sum += count;
      if (i == index)
        *n_right = count;
    }

  return sum == n_held;
}

static int *
read_table (DermModel *model, const char *name, const int *n_held)
{
  g_autofree char *folder = g_path_get_dirname (derm_model_get_path (model));
  g_autofree char *path = g_build_filename (folder, "reports", name, NULL);
  g_autofree char *text = NULL, *header = dup_header (model);
  g_auto (GStrv) lines = NULL;
  int n = derm_model_get_n_classes (model);
  g_autofree int *n_right = g_new0 (int, n);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  if ((int) g_strv_length (lines) != n + 1 || !g_str_equal (g_strchomp (lines[0]), header))
    return NULL;
  for (int i = 0; i < n; i++)
    if (!parse_row (model, g_strchomp (lines[i + 1]), i, n_held[i], &n_right[i]))
      return NULL;

  return g_steal_pointer (&n_right);
}

LensModelReports *
lens_model_reports_new (DermModel *model)
{
  LensModelReports *self = g_new0 (LensModelReports, 1);

  self->n_classes = derm_model_get_n_classes (model);
  self->n_trained = find_counts (model, "trained_on");
  self->n_held = find_counts (model, "figures");
  if (self->n_held != NULL)
    {
      self->n_right[DERM_DECISION_LIKELY] = read_table (model, "confusion-likely.csv", self->n_held);
      self->n_right[DERM_DECISION_BALANCED] = read_table (model, "confusion-balanced.csv", self->n_held);
    }

  return self;
}

void
lens_model_reports_free (LensModelReports *self)
{
  g_free (self->n_trained);
  g_free (self->n_held);
  g_free (self->n_right[0]);
  g_free (self->n_right[1]);
  g_free (self);
}

void
lens_model_reports_get_interval (int n_right, int n, double *low, double *high)
{
  double share = (double) n_right / n, z2 = Z * Z / n;
  double middle = (share + z2 / 2.0) / (1.0 + z2);
  double half = Z * sqrt (share * (1.0 - share) / n + z2 / (4.0 * n)) / (1.0 + z2);

  *low = MAX (0.0, middle - half);
  *high = MIN (1.0, middle + half);
}
