/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "audit-output.h"

#include <math.h>

#include "predict-output.h"

/* Every value is preceded by its key, or in an array by a comma but for the first. */
static void
append_separator (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] != '{' && text->str[text->len - 1] != '[')
    g_string_append_c (text, ',');
}

static void
append_key (GString *text, const char *key)
{
  append_separator (text);
  g_string_append_printf (text, "\"%s\":", key);
}

static void
append_count (GString *text, const char *key, gsize value)
{
  append_key (text, key);
  g_string_append_printf (text, "%" G_GSIZE_FORMAT, value);
}

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, isfinite (value) ? g_ascii_formatd (buffer, sizeof buffer, "%.6g", value) : "null");
}

static void
append_figure (GString *text, const char *key, double value)
{
  append_key (text, key);
  append_number (text, value);
}

/* ---- metrics ---- */

static void
append_figures (GString *text, DermMetrics *metrics)
{
  append_count (text, "images", derm_metrics_get_n_items (metrics));
  append_figure (text, "accuracy", derm_metrics_get_accuracy (metrics));
  append_figure (text, "balanced_accuracy", derm_metrics_get_balanced_accuracy (metrics));
  append_figure (text, "macro_auc", derm_metrics_get_macro_auc (metrics));
}

static void
append_per_class (GString *text, const char *key, DermMetrics *metrics, double (*get) (DermMetrics *, int))
{
  append_key (text, key);
  g_string_append_c (text, '[');
  for (int k = 0; k < derm_metrics_get_n_classes (metrics); k++)
    {
      append_separator (text);
      append_number (text, get (metrics, k));
    }
  g_string_append_c (text, ']');
}

static void
append_confusion (GString *text, DermMetrics *metrics)
{
  append_key (text, "confusion");
  g_string_append_c (text, '[');
  for (int truth = 0; truth < derm_metrics_get_n_classes (metrics); truth++)
    {
      append_separator (text);
      g_string_append_c (text, '[');
      for (int answer = 0; answer < derm_metrics_get_n_classes (metrics); answer++)
        {
          append_separator (text);
          g_string_append_printf (text, "%" G_GSIZE_FORMAT, derm_metrics_get_confusion (metrics, truth, answer));
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, ']');
}

static void
append_metrics (GString *text, DermMetrics *metrics)
{
  append_figures (text, metrics);
  append_per_class (text, "recall", metrics, derm_metrics_get_recall);
  append_per_class (text, "precision", metrics, derm_metrics_get_precision);
  append_per_class (text, "auc", metrics, derm_metrics_get_auc);
  append_confusion (text, metrics);
}

/* ---- views, parts ---- */

static void
append_result (GString *text, DermAudit *audit, DermLayout layout, DermFilter filter, DermNumbering numbering)
{
  DermMetrics *metrics = derm_audit_get_metrics (audit, layout, filter, numbering);

  if (metrics == NULL)
    return;
  append_separator (text);
  g_string_append_c (text, '{');
  derm_json_append_member (text, "layout", derm_layout_get_id (layout));
  derm_json_append_member (text, "filter", derm_filter_get_id (filter));
  derm_json_append_member (text, "numbering", derm_numbering_get_id (numbering));
  append_metrics (text, metrics);
  g_string_append_c (text, '}');
}

static void
append_results (GString *text, DermAudit *audit)
{
  append_key (text, "results");
  g_string_append_c (text, '[');
  for (int layout = 0; layout < DERM_N_LAYOUTS; layout++)
    for (int filter = 0; filter < DERM_N_FILTERS; filter++)
      for (int numbering = 0; numbering < DERM_N_NUMBERINGS; numbering++)
        append_result (text, audit, (DermLayout) layout, (DermFilter) filter, (DermNumbering) numbering);
  g_string_append_c (text, ']');
}

static void
append_choice (GString *text, const char *key, DermLayout layout, DermFilter filter, DermNumbering numbering)
{
  append_key (text, key);
  g_string_append_c (text, '{');
  derm_json_append_member (text, "layout", derm_layout_get_id (layout));
  derm_json_append_member (text, "filter", derm_filter_get_id (filter));
  derm_json_append_member (text, "numbering", derm_numbering_get_id (numbering));
  g_string_append_c (text, '}');
}

/* The label of each output under each numbering. */
static void
append_numberings (GString *text, DermAudit *audit)
{
  DermModel *model = derm_audit_get_model (audit);

  append_key (text, "numberings");
  g_string_append_c (text, '{');
  for (int numbering = 0; numbering < DERM_N_NUMBERINGS; numbering++)
    {
      const int *classes = derm_audit_get_classes (audit, (DermNumbering) numbering);

      if (classes == NULL)
        continue;
      append_key (text, derm_numbering_get_id ((DermNumbering) numbering));
      g_string_append_c (text, '[');
      for (int k = 0; k < derm_model_get_n_classes (model); k++)
        {
          append_separator (text);
          derm_json_append_string (text, derm_model_get_label (model, classes[k]));
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, '}');
}

static void
append_part (GString *text, const char *key, const char *name, DermMetrics *metrics)
{
  if (metrics == NULL)
    return;
  append_separator (text);
  g_string_append_c (text, '{');
  derm_json_append_member (text, key, name);
  append_metrics (text, metrics);
  g_string_append_c (text, '}');
}

static void
append_parts (GString *text, DermAudit *audit)
{
  g_auto (GStrv) parts = audit_list_parts (audit);
  g_autoptr (DermMetrics) seen = derm_audit_get_part_metrics (audit, NULL, TRUE);
  g_autoptr (DermMetrics) unseen = derm_audit_get_part_metrics (audit, NULL, FALSE);

  append_key (text, "parts");
  g_string_append_c (text, '[');
  if (seen != NULL)
    {
      append_part (text, "training", "seen", seen);
      append_part (text, "training", "unseen", unseen);
    }
  for (char **part = parts; *part != NULL; part++)
    {
      g_autoptr (DermMetrics) metrics = derm_audit_get_part_metrics (audit, *part, FALSE);

      append_part (text, "split", *part, metrics);
    }
  g_string_append_c (text, ']');
}

/* ---- findings, images ---- */

static void
append_findings (GString *text, DermAudit *audit)
{
  append_key (text, "findings");
  g_string_append_c (text, '[');
  for (guint i = 0; i < derm_audit_get_n_findings (audit); i++)
    {
      DermFindingKind kind;
      DermVerdict verdict;
      const char *words = derm_audit_get_finding (audit, i, &kind, &verdict);

      append_separator (text);
      g_string_append_c (text, '{');
      derm_json_append_member (text, "kind", derm_finding_kind_get_id (kind));
      derm_json_append_member (text, "verdict", derm_verdict_get_id (verdict));
      derm_json_append_member (text, "text", words);
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
}

static void
append_groups (GString *text, DermAudit *audit, const char *key, gboolean wants_exact)
{
  append_key (text, key);
  g_string_append_c (text, '[');
  for (guint i = 0; i < derm_audit_get_n_groups (audit); i++)
    {
      gboolean is_exact;
      guint n;
      const guint *images = derm_audit_get_group (audit, i, &is_exact, &n);

      if (is_exact != wants_exact)
        continue;
      append_separator (text);
      g_string_append_c (text, '[');
      for (guint k = 0; k < n; k++)
        {
          append_separator (text);
          derm_json_append_string (text, derm_audit_get_path (audit, images[k]));
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, ']');
}

static void
append_failures (GString *text, DermAudit *audit)
{
  append_key (text, "failures");
  g_string_append_c (text, '[');
  for (guint i = 0; i < derm_audit_get_n_failures (audit); i++)
    {
      const char *path, *reason = derm_audit_get_failure (audit, i, &path);

      append_separator (text);
      g_string_append_c (text, '{');
      derm_json_append_member (text, "file", path);
      derm_json_append_member (text, "error", reason);
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
}

static void
append_problems (GString *text, DermTruth *truth)
{
  append_key (text, "truth_problems");
  g_string_append_c (text, '[');
  for (guint i = 0; i < derm_truth_get_n_problems (truth); i++)
    {
      append_separator (text);
      derm_json_append_string (text, derm_truth_get_problem (truth, i));
    }
  g_string_append_c (text, ']');
}

static void
append_word (GString *text, DermTruth *truth, const DermTruthWord *word)
{
  append_separator (text);
  g_string_append_c (text, '{');
  derm_json_append_member (text, "word", word->word);
  derm_json_append_member (text, "label", word->label >= 0 ? derm_truth_get_labels (truth)[word->label] : NULL);
  append_count (text, "images", word->n);
  g_string_append_c (text, '}');
}

/* How the truth was read. */
static void
append_truth (GString *text, DermTruth *truth)
{
  append_key (text, "truth");
  g_string_append_c (text, '{');
  derm_json_append_member (text, "id_column", derm_truth_get_id_column (truth));
  derm_json_append_member (text, "label_column", derm_truth_get_label_column (truth));
  append_key (text, "words");
  g_string_append_c (text, '[');
  for (guint i = 0; i < derm_truth_get_n_words (truth); i++)
    append_word (text, truth, derm_truth_get_word (truth, i));
  g_string_append (text, "],\"remarks\":[");
  for (guint i = 0; i < derm_truth_get_n_remarks (truth); i++)
    {
      append_separator (text);
      derm_json_append_string (text, derm_truth_get_remark (truth, i));
    }
  g_string_append (text, "]}");
}

/* What planes were normalised by; null for nothing. */
static void
append_three (GString *text, const char *key, const double *values)
{
  g_autofree char *numbers = values != NULL ? derm_normalisation_format (values, ",") : NULL;

  append_key (text, key);
  if (numbers != NULL)
    g_string_append_printf (text, "[%s]", numbers);
  else
    g_string_append (text, "null");
}

void
audit_append_json (GString *text, DermAudit *audit)
{
  DermModel *model = derm_audit_get_model (audit);
  DermRecipe *own = derm_audit_get_recipe (audit);

  g_string_append_c (text, '{');
  derm_json_append_member (text, "model", derm_model_get_path (model));
  derm_json_append_member (text, "model_sha256", derm_model_get_sha256 (model));
  derm_json_append_member (text, "version", derm_version ());
  append_count (text, "images", derm_audit_get_n_images (audit));
  append_count (text, "unlabelled", derm_audit_get_n_unlabelled (audit));
  append_count (text, "same_id", derm_audit_get_n_same_id (audit));
  append_count (text, "missing", derm_audit_get_n_missing (audit));
  append_failures (text, audit);
  append_truth (text, derm_audit_get_truth (audit));
  append_problems (text, derm_audit_get_truth (audit));
  append_choice (text, "recipe", derm_recipe_get_layout (own), derm_recipe_get_filter (own), DERM_NUMBERING_OWN);
  append_choice (text, "best", derm_audit_get_layout (audit), derm_audit_get_filter (audit),
                 derm_audit_get_numbering (audit));
  append_three (text, "mean", derm_recipe_get_mean (own));
  append_three (text, "std", derm_recipe_get_std (own));
  append_findings (text, audit);
  append_numberings (text, audit);
  append_results (text, audit);
  append_parts (text, audit);
  append_groups (text, audit, "duplicates", TRUE);
  append_groups (text, audit, "near_duplicates", FALSE);
  g_string_append (text, "}\n");
}
