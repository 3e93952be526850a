/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "evaluate.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EvaluateOptions, evaluate_options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EvaluateSource, evaluate_source_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EvaluateScores, evaluate_scores_clear)

static CliStatus
show_figures (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  evaluate_append_figures (text);
  cli_put (text->str);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

static gboolean
check_decision (DermModel *model, DermDecision decision)
{
  g_autoptr (GError) error = NULL;

  if (derm_model_check_decision (model, decision, &error))
    return TRUE;
  cli_error ("%s", error->message);
  return FALSE;
}

/* Results need no pass. */
static CliStatus
make_classifier (const EvaluateSource *source, DermClassifier **classifier)
{
  CliStatus status = CLI_OK;

  if (!evaluate_source_has_results (source))
    {
      cli_tell_remarks (source->model, TRUE);
      *classifier = cli_make_classifier (source->model, source->options->isa, source->options->n_threads, &status);
    }
  return status;
}

/* The other side of a comparison comes first: what is wrong with it is said before the rest is scored. */
static CliStatus
evaluate (EvaluateSource *source)
{
  g_autoptr (DermClassifier) classifier = NULL;
  g_auto (EvaluateScores) scores = { 0 };
  g_autoptr (DermEvaluationSet) set = NULL;
  g_autoptr (DermEvaluation) other = NULL;
  g_autoptr (DermRecalibration) recalibration = NULL;
  g_autofree char *name = NULL;
  CliStatus status = make_classifier (source, &classifier);

  if (status == CLI_OK)
    other = evaluate_other (source, &name, &status);
  if (status != CLI_OK)
    return status;
  if (!evaluate_score (source, classifier, source->recipe, &scores))
    return CLI_USAGE;
  set = evaluate_make_set (source, &scores);
  if (set == NULL)
    return CLI_IMAGES;
  recalibration = evaluate_calibrate (source, &scores, set, &status);
  if (status != CLI_OK)
    return status;
  evaluate_warn (source, classifier);
  status = evaluate_report (source, set, &(EvaluateBeside){ other, name, recalibration });
  if (status == CLI_OK && !source->options->is_quiet)
    cli_put_error ("%s\n", derm_research_line ());
  return status == CLI_OK && source->n_failed > 0 ? CLI_IMAGES : status;
}

CliStatus
cmd_evaluate (char **argv)
{
  g_auto (EvaluateOptions) options = { 0 };
  g_auto (EvaluateSource) source = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  CliStatus status;

  if (!evaluate_options_parse (&options, argv))
    return CLI_USAGE;
  if (options.shows_figures)
    return show_figures ();
  status = recipe_options_open_one (&options.recipe, &model, &recipe);
  if (status != CLI_OK)
    return status;
  if (!check_decision (model, options.decision) || !evaluate_source_open (&source, &options, model, recipe)
      || !evaluate_check_outputs (&source) || !evaluate_choose (&source) || !evaluate_check_report (&source))
    return CLI_USAGE;
  return evaluate (&source);
}
