/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "derm-cli.h"
#include "predict-output.h"

enum { MAX_FILE_COLUMN = 40, MIN_BAR_COLUMN = 4, SCORE_COLUMN = 6, HASH_COLUMN = 12, GATE_COLUMN = 7 };

int
output_table_file_column (const GQueue *files)
{
  int width = cli_text_width (_ ("file"));

  for (const GList *file = files->head; file != NULL; file = file->next)
    {
      g_autofree char *shown = cli_printable (file->data);
      int shown_width = cli_text_width (shown);

      if (shown_width <= MAX_FILE_COLUMN)
        width = MAX (width, shown_width);
    }
  return width;
}

/* Wide enough for the heading and what any recipe calls any output. */
static int
class_column (const Output *output, const char *heading, const char *(*get_text) (DermModel *, DermRecipe *, int) )
{
  DermModel *model = derm_classifier_get_model (output->form.classifier);
  int width = cli_text_width (heading);

  for (guint r = 0; r < output->recipes->len; r++)
    for (int i = 0; i < derm_model_get_n_classes (model); i++)
      width = MAX (width, cli_text_width (get_text (model, output->recipes->pdata[r], i)));
  return width;
}

static int
recipe_column (const Output *output)
{
  int width = cli_text_width (_ ("recipe"));

  for (guint r = 0; r < output->recipes->len; r++)
    width = MAX (width, cli_text_width (derm_recipe_get_name (output->recipes->pdata[r])));
  return width;
}

static int
value_column (const Output *output, int column)
{
  int least = output->form.values == DERM_VALUES_LOGITS ? SCORE_COLUMN : MIN_BAR_COLUMN;

  return MAX (least, cli_text_width (derm_record_form_get_column (&output->form, column)));
}

/* The decision that is not asked for has a column, where the model knows both: it is filled where the answers differ.
 */
static gboolean
has_other_column (const Output *output)
{
  return derm_model_get_shares (derm_classifier_get_model (output->form.classifier)) != NULL;
}

static DermDecision
other_decision (const Output *output)
{
  return output->form.decision == DERM_DECISION_LIKELY ? DERM_DECISION_BALANCED : DERM_DECISION_LIKELY;
}

static const char *
other_heading (const Output *output)
{
  return other_decision (output) == DERM_DECISION_BALANCED ? _ ("balanced") : _ ("likely");
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
  int n = derm_model_get_n_classes (derm_classifier_get_model (output->form.classifier));

  append_cell (text, _ ("file"), output->file_column, FALSE);
  if (output->recipes->len > 1)
    append_cell (text, _ ("recipe"), recipe_column (output), FALSE);
  append_cell (text, _ ("label"), class_column (output, _ ("label"), derm_model_get_label_in), FALSE);
  append_cell (text, _ ("name"), class_column (output, _ ("name"), derm_model_get_class_name_in), FALSE);
  append_cell (text, output->form.values == DERM_VALUES_LOGITS ? _ ("logit") : _ ("score"), SCORE_COLUMN, TRUE);
  if (has_other_column (output))
    append_cell (text, other_heading (output), class_column (output, other_heading (output), derm_model_get_label_in),
                 FALSE);
  for (int i = 0; i < n; i++)
    append_cell (text, derm_record_form_get_column (&output->form, i), value_column (output, i),
                 output->form.values == DERM_VALUES_LOGITS);
  if (output->is_verbose)
    append_cell (text, _ ("input sha256"), HASH_COLUMN, FALSE);
  append_cell (text, _ ("gate"), GATE_COLUMN, FALSE);
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

static char *
format_value (const Output *output, float value)
{
  return output->form.values == DERM_VALUES_LOGITS ? g_strdup_printf ("%.2f", (double) value)
                                                   : derm_score_format ((double) value);
}

static void
append_answer (GString *text, const Output *output, DermPrediction *prediction)
{
  int top = derm_prediction_get_top (prediction);
  int other = derm_prediction_get_answer (prediction, other_decision (output));
  g_autofree char *value
      = format_value (output, derm_prediction_get_values (prediction, output->form.values, NULL)[top]);

  append_cell (text, derm_prediction_get_label (prediction, top),
               class_column (output, _ ("label"), derm_model_get_label_in), FALSE);
  append_cell (text, derm_prediction_get_class_name (prediction, top),
               class_column (output, _ ("name"), derm_model_get_class_name_in), FALSE);
  append_cell (text, value, SCORE_COLUMN, TRUE);
  if (has_other_column (output))
    append_cell (text, other != top ? derm_prediction_get_label (prediction, other) : "",
                 class_column (output, other_heading (output), derm_model_get_label_in), FALSE);
}

static void
append_value (GString *text, const Output *output, const DermRecord *row, int column)
{
  int index = derm_record_form_find_column (&output->form, row, column), width = value_column (output, column);
  float value = index >= 0 ? derm_prediction_get_values (row->prediction, output->form.values, NULL)[index] : 0;
  g_autofree char *number = format_value (output, value);

  if (index < 0)
    append_cell (text, "", width, FALSE);
  else if (output->form.values == DERM_VALUES_LOGITS)
    append_cell (text, number, width, TRUE);
  else
    append_bar (text, (double) value, width);
}

static void
append_hash (GString *text, const char *sha256)
{
  g_autofree char *start = g_strndup (sha256, HASH_COLUMN);

  append_cell (text, start, HASH_COLUMN, FALSE);
}

void
output_append_table (GString *text, const Output *output, const DermRecord *row)
{
  int n = derm_model_get_n_classes (derm_classifier_get_model (output->form.classifier));
  g_autofree char *gate = NULL;

  append_file (text, row->file, output->file_column);
  if (output->recipes->len > 1)
    append_cell (text, derm_recipe_get_name (row->recipe), recipe_column (output), FALSE);
  if (row->prediction == NULL)
    {
      g_autofree char *reason = cli_printable (row->error);

      g_string_append_printf (text, _ ("error: %s"), reason);
      end_line (text);
      return;
    }
  gate = derm_gate_format (derm_prediction_get_gate (row->prediction));
  append_answer (text, output, row->prediction);
  for (int i = 0; i < n; i++)
    append_value (text, output, row, i);
  if (output->is_verbose)
    append_hash (text, derm_input_get_sha256 (derm_prediction_get_input (row->prediction)));
  append_cell (text, gate, GATE_COLUMN, FALSE);
  end_line (text);
}

/* What the scores are, in a few words. */
static char *
describe_scores (const Output *output, DermModel *model)
{
  const char *calibration = derm_model_get_calibration (model);

  if (output->form.values == DERM_VALUES_LOGITS)
    return g_strdup (_ ("logits"));
  if (output->form.values == DERM_VALUES_RAW)
    return g_strdup (_ ("raw scores"));
  if (calibration == NULL)
    return g_strdup (_ ("scores not calibrated"));
  /* Translators: %s are words of the model's file, on what it was fitted */
  return g_strdup_printf (_ ("calibrated scores (%s)"), calibration);
}

/* Where the numbers come from, for all rows. */
void
output_append_table_footer (GString *text, const Output *output)
{
  DermModel *model = derm_classifier_get_model (output->form.classifier);
  g_autofree char *scores = describe_scores (output, model);
  g_autofree char *shown = cli_printable (scores);
  g_autofree char *assumption = derm_model_get_assumption (model);
  g_autofree char *name = g_strjoin (" ", derm_model_get_name (model), derm_model_get_version (model), NULL);

  g_string_append_c (text, '\n');
  /* Translators: version, name and version of the model, its file's hash, CPU level */
  g_string_append_printf (text, _ ("derm %s · model %s, sha256 %s · CPU level %s\n"), derm_version (),
                          g_strchomp (name), derm_model_get_sha256 (model),
                          derm_classifier_get_isa (output->form.classifier));
  for (guint i = 0; i < output->recipes->len; i++)
    {
      g_autofree char *words = derm_recipe_describe (output->recipes->pdata[i]);

      g_string_append_printf (text, _ ("recipe %s: %s\n"), derm_recipe_get_name (output->recipes->pdata[i]), words);
    }
  if (assumption != NULL)
    g_string_append_printf (text, "%s\n", assumption);
  g_string_append_printf (text, _ ("decision %s · %s\n"), derm_decision_get_id (output->form.decision), shown);
}
