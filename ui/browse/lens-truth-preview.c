/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truth-preview.h"

#include <glib/gi18n.h>

#define N_ROWS 5

static void
set_mark (GtkGrid *preview, guint column, const char *mark)
{
  for (int row = 0; row < N_ROWS + 2; row++)
    {
      GtkWidget *cell = gtk_grid_get_child_at (preview, (int) column, row);

      if (cell == NULL)
        break;
      if (row == 0)
        gtk_label_set_text (GTK_LABEL (cell), mark != NULL ? mark : "");
      if (mark != NULL)
        gtk_widget_add_css_class (cell, "lens-chosen");
      else
        gtk_widget_remove_css_class (cell, "lens-chosen");
    }
}

void
lens_truth_preview_mark (GtkGrid *preview, DermTable *table, const LensTruthColumns *columns)
{
  g_return_if_fail (GTK_IS_GRID (preview));
  g_return_if_fail (DERM_IS_TABLE (table));

  for (guint i = 0; i < derm_table_get_n_columns (table); i++)
    {
      gboolean is_class = columns->label < 0 ? derm_table_is_class_column (table, i, columns->labels, columns->titles)
                                             : columns->label == (int) i;

      /* TRANSLATORS: what a column of a table holds */
      set_mark (preview, i, i == columns->id ? C_ ("column", "image") : is_class ? C_ ("column", "class") : NULL);
    }
}

static void
add_cell (GtkGrid *preview, guint column, int row, const char *text, const char *style)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                  "max-width-chars", 16, NULL);

  gtk_widget_add_css_class (cell, "lens-cell");
  if (style != NULL)
    gtk_widget_add_css_class (cell, style);
  gtk_grid_attach (preview, cell, (int) column, row, 1, 1);
}

void
lens_truth_preview_fill (GtkGrid *preview, DermTable *table)
{
  guint n_rows = MIN (derm_table_get_n_rows (table), N_ROWS);

  g_return_if_fail (GTK_IS_GRID (preview));

  for (guint column = 0; column < derm_table_get_n_columns (table); column++)
    {
      add_cell (preview, column, 0, "", "caption");
      add_cell (preview, column, 1, derm_table_get_column (table, column), "heading");
      for (guint row = 0; row < n_rows; row++)
        add_cell (preview, column, (int) row + 2, derm_table_get_cell (table, row, column), "numeric");
    }
}
