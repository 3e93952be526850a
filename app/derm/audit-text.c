/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "audit-output.h"
#include "derm-cli.h"

enum { MAX_LISTED = 20, COLUMN = 10 };

/* "0.812", "–" for what cannot be computed */
static void
append_figure (GString *text, double value)
{
  g_autofree char *figure = isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.3f", value);

  cli_append_padded (text, figure, COLUMN, TRUE);
}

/* ---- what was looked at ---- */

static void
append_list (GString *text, guint n, char *(*describe) (DermAudit *, guint), DermAudit *audit)
{
  for (guint i = 0; i < MIN (n, MAX_LISTED); i++)
    {
      g_autofree char *line = describe (audit, i), *shown = cli_printable (line);

      g_string_append_printf (text, "  %s\n", shown);
    }
  if (n > MAX_LISTED)
    g_string_append_printf (text, ngettext ("  and %u more\n", "  and %u more\n", n - MAX_LISTED), n - MAX_LISTED);
}

static char *
describe_failure (DermAudit *audit, guint i)
{
  const char *path, *reason = derm_audit_get_failure (audit, i, &path);

  return g_strdup_printf ("%s: %s", path, reason);
}

static char *
describe_problem (DermAudit *audit, guint i)
{
  return g_strdup (derm_truth_get_problem (derm_audit_get_truth (audit), i));
}

/* How the truth was read. */
static void
append_remarks (GString *text, DermTruth *truth)
{
  for (guint i = 0; i < derm_truth_get_n_remarks (truth); i++)
    {
      g_autofree char *shown = cli_printable (derm_truth_get_remark (truth, i));

      cli_append_wrapped (text, shown, 2);
    }
}

static void
append_images (GString *text, DermAudit *audit)
{
  DermModel *model = derm_audit_get_model (audit);
  guint n = derm_audit_get_n_images (audit), n_failures = derm_audit_get_n_failures (audit);
  guint n_problems = derm_truth_get_n_problems (derm_audit_get_truth (audit)), n_other;
  DermRecipe *recipe = derm_audit_get_recipe (audit);
  g_autofree char *path = cli_printable (derm_model_get_path (model)), *words = derm_recipe_describe (recipe);

  g_string_append_printf (text, "%s %s, %s\n", derm_model_get_name (model), derm_model_get_version (model), path);
  g_string_append_printf (text, _ ("recipe %s: %s\n"), derm_recipe_get_name (recipe), words);
  g_string_append_printf (text, ngettext ("%u image scored\n", "%u images scored\n", n), n);
  if (n_failures > 0)
    g_string_append_printf (text, ngettext ("%u could not be used:\n", "%u could not be used:\n", n_failures),
                            n_failures);
  append_list (text, n_failures, describe_failure, audit);
  append_remarks (text, derm_audit_get_truth (audit));
  if (n_problems > 0)
    g_string_append_printf (text, ngettext ("%u problem in the truth:\n", "%u problems in the truth:\n", n_problems),
                            n_problems);
  append_list (text, n_problems, describe_problem, audit);
  if ((n_other = derm_audit_get_n_unlabelled (audit)) > 0)
    g_string_append_printf (
        text, ngettext ("%u image has no label in the truth\n", "%u images have no label in the truth\n", n_other),
        n_other);
  if ((n_other = derm_audit_get_n_same_id (audit)) > 0)
    g_string_append_printf (text,
                            ngettext ("%u image was left out: another has its id\n",
                                      "%u images were left out: others have their ids\n", n_other),
                            n_other);
  if ((n_other = derm_audit_get_n_missing (audit)) > 0)
    g_string_append_printf (
        text, ngettext ("%u label in the truth has no image\n", "%u labels in the truth have no image\n", n_other),
        n_other);
}

/* ---- findings ---- */

static const char *
get_verdict_name (DermVerdict verdict)
{
  switch (verdict)
    {
    case DERM_VERDICT_FAULT:
      return _ ("FAULT");
    case DERM_VERDICT_FINE:
      return _ ("fine");
    case DERM_VERDICT_UNKNOWN:
    default:
      return "?";
    }
}

static const char *
get_kind_name (DermFindingKind kind)
{
  static const char *const names[] = { N_ ("layout"),  N_ ("filter"),     N_ ("labels"),       N_ ("training images"),
                                       N_ ("lesions"), N_ ("same files"), N_ ("same pictures") };

  return _ (names[kind]);
}

static void
append_findings (GString *text, DermAudit *audit)
{
  enum { VERDICT_WIDTH = 7, KIND_WIDTH = 17 };

  g_string_append_printf (text, "\n%s\n", _ ("Findings"));
  for (guint i = 0; i < derm_audit_get_n_findings (audit); i++)
    {
      DermFindingKind kind;
      DermVerdict verdict;
      g_autofree char *words = cli_printable (derm_audit_get_finding (audit, i, &kind, &verdict));

      g_string_append (text, "  ");
      cli_append_padded (text, get_verdict_name (verdict), VERDICT_WIDTH, FALSE);
      cli_append_padded (text, get_kind_name (kind), KIND_WIDTH, FALSE);
      cli_append_wrapped (text, words, 2 + VERDICT_WIDTH + KIND_WIDTH);
    }
}

/* ---- tables ---- */

static gboolean
is_same_numbering (DermAudit *audit, DermNumbering a, DermNumbering b)
{
  const int *one = derm_audit_get_classes (audit, a), *other = derm_audit_get_classes (audit, b);

  for (int k = 0; k < derm_model_get_n_classes (derm_audit_get_model (audit)); k++)
    if (one[k] != other[k])
      return FALSE;
  return TRUE;
}

/* Whether it has columns: it is there, and is not one that had its columns before. */
static gboolean
is_shown (DermAudit *audit, DermNumbering numbering)
{
  if (derm_audit_get_classes (audit, numbering) == NULL)
    return FALSE;
  for (int before = 0; before < (int) numbering; before++)
    if (derm_audit_get_classes (audit, (DermNumbering) before) != NULL
        && is_same_numbering (audit, (DermNumbering) before, numbering))
      return FALSE;
  return TRUE;
}

static const char *
get_numbering_name (DermNumbering numbering)
{
  /* TRANSLATORS: whose numbering of the classes; at most 28 letters each */
  static const char *const names[]
      = { N_ ("the model's own"), N_ ("as published"), N_ ("of HAM10000's CSV"), N_ ("as found") };

  return _ (names[numbering]);
}

static void
append_view (GString *text, DermAudit *audit, DermLayout layout, DermFilter filter)
{
  DermRecipe *own = derm_audit_get_recipe (audit);
  gboolean is_best = layout == derm_audit_get_layout (audit) && filter == derm_audit_get_filter (audit);
  gboolean is_own = layout == derm_recipe_get_layout (own) && filter == derm_recipe_get_filter (own);

  g_string_append (text, "  ");
  cli_append_padded (text, derm_layout_get_id (layout), 8, FALSE);
  cli_append_padded (text, derm_filter_get_id (filter), 10, FALSE);
  for (int numbering = 0; numbering < DERM_N_NUMBERINGS; numbering++)
    if (is_shown (audit, (DermNumbering) numbering))
      {
        DermMetrics *metrics = derm_audit_get_metrics (audit, layout, filter, (DermNumbering) numbering);

        append_figure (text, derm_metrics_get_accuracy (metrics));
        append_figure (text, derm_metrics_get_balanced_accuracy (metrics));
        append_figure (text, derm_metrics_get_macro_auc (metrics));
      }
  if (is_own)
    g_string_append_printf (text, "  %s", _ ("its recipe"));
  if (is_best)
    g_string_append_printf (text, "  %s", _ ("best"));
  g_string_append_c (text, '\n');
}

static void
append_views (GString *text, DermAudit *audit)
{
  /* TRANSLATORS: heads of columns, at most 9 letters each: accuracy, balanced accuracy, macro AUC */
  static const char *const figures[] = { N_ ("accuracy"), N_ ("balanced"), N_ ("AUC") };

  g_string_append_printf (text, "\n%s\n%20s",
                          _ ("Accuracy, balanced accuracy (mean recall of the classes that occur) and macro AUC, by "
                             "numbering of the classes"),
                          "");
  for (int numbering = 0; numbering < DERM_N_NUMBERINGS; numbering++)
    if (is_shown (audit, (DermNumbering) numbering))
      cli_append_padded (text, get_numbering_name ((DermNumbering) numbering), 3 * COLUMN, TRUE);
  g_string_append_printf (text, "\n%20s", "");
  for (int numbering = 0; numbering < DERM_N_NUMBERINGS; numbering++)
    if (is_shown (audit, (DermNumbering) numbering))
      for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
        cli_append_padded (text, _ (figures[i]), COLUMN, TRUE);
  g_string_append_c (text, '\n');
  for (int layout = 0; layout < DERM_N_LAYOUTS; layout++)
    for (int filter = 0; filter < DERM_N_FILTERS; filter++)
      append_view (text, audit, (DermLayout) layout, (DermFilter) filter);
}

static void
append_part (GString *text, const char *name, DermMetrics *metrics)
{
  g_autofree char *shown = NULL, *count = NULL;

  if (metrics == NULL)
    return;
  shown = cli_printable (name);
  count = g_strdup_printf ("%" G_GSIZE_FORMAT, derm_metrics_get_n_items (metrics));
  g_string_append (text, "  ");
  cli_append_padded (text, shown, 18, FALSE);
  cli_append_padded (text, count, COLUMN, TRUE);
  append_figure (text, derm_metrics_get_accuracy (metrics));
  append_figure (text, derm_metrics_get_balanced_accuracy (metrics));
  append_figure (text, derm_metrics_get_macro_auc (metrics));
  g_string_append_c (text, '\n');
}

/* Figures of the parts, where there are several. */
static void
append_parts (GString *text, DermAudit *audit)
{
  g_auto (GStrv) parts = audit_list_parts (audit);
  g_autoptr (DermMetrics) seen = derm_audit_get_part_metrics (audit, NULL, TRUE);
  g_autoptr (DermMetrics) unseen = derm_audit_get_part_metrics (audit, NULL, FALSE);

  if (seen == NULL && g_strv_length (parts) < 2)
    return;
  g_string_append_printf (text, "\n%s\n", _ ("Images, accuracy, balanced accuracy and macro AUC, at best"));
  if (seen != NULL)
    {
      append_part (text, _ ("trained on"), seen);
      append_part (text, _ ("not trained on"), unseen);
    }
  for (char **part = parts; *part != NULL; part++)
    {
      g_autoptr (DermMetrics) metrics = derm_audit_get_part_metrics (audit, *part, FALSE);

      append_part (text, *part, metrics);
    }
}

/* Per class, and the answers to its images. */
static void
append_classes (GString *text, DermAudit *audit)
{
  DermModel *model = derm_audit_get_model (audit);
  DermMetrics *metrics = derm_audit_get_metrics (audit, derm_audit_get_layout (audit), derm_audit_get_filter (audit),
                                                 derm_audit_get_numbering (audit));
  int n = derm_model_get_n_classes (model);

  g_string_append_printf (text, "\n%s\n%12s",
                          _ ("Classes at best: recall, precision, AUC; then the answers to their images"), "");
  for (int k = 0; k < n; k++)
    cli_append_padded (text, derm_model_get_label (model, k), k == 0 ? 3 * COLUMN + 8 : 8, TRUE);
  g_string_append_c (text, '\n');
  for (int k = 0; k < n; k++)
    {
      g_string_append (text, "  ");
      cli_append_padded (text, derm_model_get_label (model, k), COLUMN, FALSE);
      append_figure (text, derm_metrics_get_recall (metrics, k));
      append_figure (text, derm_metrics_get_precision (metrics, k));
      append_figure (text, derm_metrics_get_auc (metrics, k));
      for (int answer = 0; answer < n; answer++)
        g_string_append_printf (text, "%8" G_GSIZE_FORMAT, derm_metrics_get_confusion (metrics, k, answer));
      g_string_append_c (text, '\n');
    }
}

void
audit_append_text (GString *text, DermAudit *audit)
{
  append_images (text, audit);
  append_findings (text, audit);
  append_views (text, audit);
  append_parts (text, audit);
  append_classes (text, audit);
}
