/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "derm-cli.h"
#include "predict-output.h"

enum { MAX_FILE_COLUMN = 40, MIN_BAR_COLUMN = 4, SCORE_COLUMN = 6 };

int
output_table_file_column (char **files)
{
  int width = cli_text_width (_ ("file"));

  for (char **file = files; *file != NULL; file++)
    {
      g_autofree char *shown = cli_printable (*file);
      int shown_width = cli_text_width (shown);

      if (shown_width <= MAX_FILE_COLUMN)
        width = MAX (width, shown_width);
    }
  return width;
}

static int
label_column (DermModel *model)
{
  int width = cli_text_width (_ ("label"));

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    width = MAX (width, cli_text_width (derm_model_get_label (model, i)));
  return width;
}

static int
name_column (DermModel *model)
{
  int width = cli_text_width (_ ("name"));

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    width = MAX (width, cli_text_width (derm_model_get_class_name (model, i)));
  return width;
}

static int
bar_column (DermModel *model, int index)
{
  return MAX (MIN_BAR_COLUMN, cli_text_width (derm_model_get_label (model, index)));
}

static void
append_cell (GString *text, const char *cell, int width, gboolean is_right)
{
  cli_append_padded (text, cell, width, is_right);
  g_string_append (text, "  ");
}

static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

void
output_append_table_header (GString *text, const Output *output)
{
  DermModel *model = derm_classifier_get_model (output->classifier);

  append_cell (text, _ ("file"), output->file_column, FALSE);
  append_cell (text, _ ("label"), label_column (model), FALSE);
  append_cell (text, _ ("name"), name_column (model), FALSE);
  append_cell (text, _ ("score"), SCORE_COLUMN, TRUE);
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    append_cell (text, derm_model_get_label (model, i), bar_column (model, i), FALSE);
  end_line (text);
}

/* A bar of blocks, in eighths of a column; of number signs where the terminal has no blocks. */
static void
append_bar (GString *text, double score, int width)
{
  static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
  g_autoptr (GString) bar = g_string_new (NULL);
  gboolean has_blocks = g_get_charset (NULL);
  int steps = has_blocks ? 8 : 1;
  int filled = score > 0 ? (int) (MIN (score, 1) * width * steps + 0.5) : 0;

  for (int i = 0; i < filled / steps; i++)
    g_string_append (bar, has_blocks ? "█" : "#");
  g_string_append (bar, eighths[filled % steps]);
  append_cell (text, bar->str, width, FALSE);
}

/* A name that is longer than its column has the line for itself. */
static void
append_file (GString *text, const char *file, int width)
{
  g_autofree char *shown = cli_printable (file);

  if (cli_text_width (shown) <= width)
    {
      append_cell (text, shown, width, FALSE);
      return;
    }
  g_string_append_printf (text, "%s\n", shown);
  append_cell (text, "", width, FALSE);
}

void
output_append_table (GString *text, const Output *output, const OutputRow *row)
{
  DermModel *model = derm_classifier_get_model (output->classifier);
  g_autofree char *score = NULL;
  int top;

  append_file (text, row->file, output->file_column);
  if (row->prediction == NULL)
    {
      g_autofree char *reason = cli_printable (row->error);

      g_string_append_printf (text, _ ("error: %s"), reason);
      end_line (text);
      return;
    }
  top = derm_prediction_get_top (row->prediction);
  score = derm_score_format (derm_prediction_get_scores (row->prediction)[top]);
  append_cell (text, derm_model_get_label (model, top), label_column (model), FALSE);
  append_cell (text, derm_model_get_class_name (model, top), name_column (model), FALSE);
  append_cell (text, score, SCORE_COLUMN, TRUE);
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    append_bar (text, derm_prediction_get_scores (row->prediction)[i], bar_column (model, i));
  end_line (text);
}
