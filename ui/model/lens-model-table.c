/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-table.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "lens-bidi.h"

#define N_COLUMNS 5

typedef struct {
  GtkSizeGroup *columns[N_COLUMNS]; /* owned */
  GtkWidget *box;                   /* borrowed */
  GtkWidget *row;                   /* borrowed; the last one */
  int column;                       /* of the next cell */
} Table;

/* ---- cells ---- */

static void
begin_row (Table *table)
{
  table->row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, "spacing", 12, NULL);
  gtk_widget_add_css_class (table->row, "lens-table-row");
  gtk_box_append (GTK_BOX (table->box), table->row);
  table->column = 0;
}

static GtkWidget *
add_cell (Table *table, const char *markup, GtkAccessibleRole role)
{
  gboolean is_first = table->column == 0;
  GtkWidget *cell = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", markup, "use-markup", TRUE,
                                  "xalign", is_first ? 0.0 : 1.0, "yalign", 0.0, "justify",
                                  is_first ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_RIGHT, "hexpand", is_first, NULL);

  gtk_widget_add_css_class (cell, "numeric");
  gtk_size_group_add_widget (table->columns[table->column], cell);
  gtk_box_append (GTK_BOX (table->row), cell);
  table->column++;

  return cell;
}

/* (transfer full) Divided at the space that is nearest to the middle: a label that wraps by itself is of no fixed
 * width, and columns would not stand below each other. */
static char *
dup_two_lines (const char *title)
{
  char *text = g_strdup (title), *best = NULL;
  long middle = (long) strlen (title) / 2;

  for (char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' '))
    if (best == NULL || labs (space - text - middle) < labs (best - text - middle))
      best = space;
  if (best != NULL)
    *best = '\n';

  return text;
}

static void
add_title (Table *table, const char *title)
{
  g_autofree char *lines = dup_two_lines (title), *markup = g_markup_escape_text (lines, -1);
  GtkWidget *cell = add_cell (table, markup, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);

  gtk_label_set_yalign (GTK_LABEL (cell), 1.0);
  gtk_widget_add_css_class (cell, "lens-dim");
  gtk_widget_add_css_class (cell, "caption");
}

/* Figures are read from left to right in any language. */
static void
add_figure (Table *table, const char *markup)
{
  gtk_widget_set_direction (add_cell (table, markup, GTK_ACCESSIBLE_ROLE_CELL), GTK_TEXT_DIR_LTR);
}

/* How many, and below it which share of all. */
static void
add_images (Table *table, const int *count, const double *share)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  if (count != NULL)
    g_string_append_printf (markup, "%d", *count);
  if (share != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("%.1f %%"), 100.0 * *share);

      g_string_append_printf (markup, count != NULL ? "\n<small>%s</small>" : "%s", text);
    }
  add_figure (table, markup->str);
}

static void
add_recall (Table *table, int n_right, int n)
{
  g_autofree char *text = NULL;
  double low, high;

  if (n == 0)
    {
      add_figure (table, "–");
      return;
    }
  lens_model_reports_get_interval (n_right, n, &low, &high);
  text = g_strdup_printf ("%.2f\n<small>%.2f–%.2f</small>", (double) n_right / n, low, high);
  add_figure (table, text);
}

/* ---- rows ---- */

static gboolean
has_training (DermModel *model, const LensModelReports *reports)
{
  return reports->n_trained != NULL || derm_model_get_shares (model) != NULL;
}

static void
add_head (Table *table, DermModel *model, const LensModelReports *reports)
{
  begin_row (table);
  add_title (table, _ ("Class"));
  if (has_training (model, reports))
    add_title (table, _ ("Training images"));
  if (reports->n_held != NULL)
    add_title (table, _ ("Held-out images"));
  if (reports->n_right[DERM_DECISION_LIKELY] != NULL)
    add_title (table, _ ("Recall, likely"));
  if (reports->n_right[DERM_DECISION_BALANCED] != NULL)
    add_title (table, _ ("Recall, balanced"));
}

static void
add_class (Table *table, DermModel *model, const LensModelReports *reports, int index)
{
  DermRecipe *recipe = derm_model_get_recipe (model);
  DermGroup group = derm_model_get_group_in (model, recipe, index);
  const double *shares = derm_model_get_shares (model);
  const char *name = derm_group_get_name (group);
  g_autofree char *code
      = g_strdup_printf ("%s %s", derm_group_get_sign (group), derm_model_get_label_in (model, recipe, index));
  g_autofree char *line = lens_bidi_line (code); /* its signs would turn it round */
  g_autofree char *markup
      = g_markup_printf_escaped ("%s\n<small>%s%s%s</small>", line, derm_model_get_class_name_in (model, recipe, index),
                                 *name != '\0' ? "\n" : "", name);

  begin_row (table);
  add_cell (table, markup, GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  if (has_training (model, reports))
    add_images (table, reports->n_trained != NULL ? &reports->n_trained[index] : NULL,
                shares != NULL ? &shares[index] : NULL);
  if (reports->n_held != NULL)
    add_images (table, &reports->n_held[index], NULL);
  for (int i = DERM_DECISION_LIKELY; i <= DERM_DECISION_BALANCED; i++)
    if (reports->n_right[i] != NULL)
      add_recall (table, reports->n_right[i][index], reports->n_held[index]);
}

GtkWidget *
lens_model_table_new (DermModel *model, const LensModelReports *reports)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  Table table = { .box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE, "orientation",
                                       GTK_ORIENTATION_VERTICAL, NULL) };

  gtk_accessible_update_property (GTK_ACCESSIBLE (table.box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Classes"), -1);
  for (int i = 0; i < N_COLUMNS; i++)
    table.columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  add_head (&table, model, reports);
  for (int i = 0; i < reports->n_classes; i++)
    {
      gtk_box_append (GTK_BOX (table.box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      add_class (&table, model, reports, i);
    }
  for (int i = 0; i < N_COLUMNS; i++)
    g_object_unref (table.columns[i]); /* their widgets hold them */
  g_object_set (scroller, "child", table.box, "vscrollbar-policy", GTK_POLICY_NEVER, "focusable", TRUE, NULL);

  return scroller;
}
