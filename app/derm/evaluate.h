/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The steps of `derm evaluate`: options -> images with their truth -> scores -> report. */

#include "cli-names.h"
#include "cli-recipe.h"

typedef enum {
  EVALUATE_TEXT,
  EVALUATE_CSV,
  EVALUATE_JSON,
} EvaluateFormat;

typedef struct {
  RecipeOptions recipe;
  CliSources lists;                             /* of images; no arguments */
  char *images, *truth, *set;                   /* owned, or NULL: where images and truth are */
  char *split, *split_table, *ids, *trained_on; /* owned, or NULL */
  char *id_column, *label_column, *lesion_column, *split_column;
  char **words, **only, **slices, **thresholds, **rest; /* owned, or NULL */
  char *compare, *compare_model, *compare_recipe;       /* owned, or NULL */
  char *fit_calibration, *output, *isa;                 /* owned, or NULL */
  EvaluateFormat format;
  DermDecision decision;
  gboolean has_decision, is_truth_from_folders, keeps_trained_on, skips_duplicates, is_quiet, shows_figures;
  double malignant_threshold, coverage;
  DermScalingMethod method;
  gint64 seed;
  int n_rounds, n_threads, digits;
} EvaluateOptions;

/* evaluate-options.c: FALSE after saying what is wrong. */
gboolean evaluate_options_parse (EvaluateOptions *options, char **argv);
void evaluate_options_clear (EvaluateOptions *options);

/* The set, folder or list that names the images. */
const char *evaluate_options_get_place (const EvaluateOptions *options);

/* One image with a truth. */
typedef struct {
  char *name;          /* owned */
  char *path;          /* owned, or NULL: its pixels or answers are in the set */
  char *lesion, *part; /* owned, or NULL */
  int truth;           /* class */
  int row;             /* in the table of truth, -1: none */
  guint sample;        /* in the set, if there is one */
  gboolean is_trained_on, is_chosen;
} EvaluateItem;

/* The images, and all that is said of them. */
typedef struct {
  const EvaluateOptions *options;
  DermModel *model;          /* borrowed */
  DermRecipe *recipe;        /* borrowed */
  DermTruth *truth;          /* owned, or NULL */
  DermSamples *samples;      /* owned, or NULL */
  DermTrainedOn *trained_on; /* owned */
  char **labels;             /* owned, of the model */
  GArray *items;             /* owned, of EvaluateItem */
  GPtrArray *warnings;       /* owned */
  char *part;                /* owned: how the images were chosen, or NULL */
  guint n_failed;            /* images that could not be used */
} EvaluateSource;

/* evaluate-source.c: FALSE after saying what is wrong. */
gboolean evaluate_source_open (EvaluateSource *source, const EvaluateOptions *options, DermModel *model,
                               DermRecipe *recipe);
void evaluate_source_clear (EvaluateSource *source);
gboolean evaluate_source_has_results (const EvaluateSource *source);
/* The class of a code, -1 if there is none. */
int evaluate_find_label (const EvaluateSource *source, const char *code);

/* evaluate-outputs.c: whether no file that is written is one of those that are read, or holds the rows of a run. FALSE
 * after saying which. */
gboolean evaluate_check_outputs (const EvaluateSource *source);

/* evaluate-choose.c: sets is_chosen by --split, --ids, --only and by what the model was trained on. FALSE after saying
 * what is wrong. */
gboolean evaluate_choose (EvaluateSource *source);
/* The column of the truth's table, or -1 after saying which there are. */
int evaluate_find_column (const EvaluateSource *source, const char *option, const char *name);

/* evaluate-score.c: what a model says of the chosen items. */
typedef struct {
  float *scores, *logits; /* owned, [item][class]; logits may be NULL */
  int *answers;           /* owned, -1: not chosen, or it failed */
} EvaluateScores;

/* FALSE after saying what is wrong. */
gboolean evaluate_score (EvaluateSource *source, DermClassifier *classifier, DermRecipe *recipe,
                         EvaluateScores *scores);
void evaluate_scores_clear (EvaluateScores *scores);
/* (transfer full) All items with an answer; NULL after saying what is wrong. */
DermEvaluationSet *evaluate_make_set (const EvaluateSource *source, const EvaluateScores *scores);

/* evaluate-warnings.c: what must not be missed. classifier: NULL for results. */
void evaluate_warn (EvaluateSource *source, DermClassifier *classifier);

/* evaluate-compare.c: (transfer full) the evaluation of the other model, recipe or results, and what it is called; NULL
 * if none is asked for, or with *status after saying what is wrong. */
DermEvaluation *evaluate_other (EvaluateSource *source, char **name, CliStatus *status);

/* evaluate-calibrate.c: (transfer full) what --fit-calibration has found, and written; NULL if it is not asked for, or
 * with *status after saying what is wrong. */
DermRecalibration *evaluate_calibrate (const EvaluateSource *source, const EvaluateScores *scores,
                                       DermEvaluationSet *set, CliStatus *status);

/* What the set is reported with; all nullable. */
typedef struct {
  DermEvaluation *other;
  const char *other_name;
  DermRecalibration *recalibration;
} EvaluateBeside;

/* evaluate-report.c: before anything is scored, whether thresholds and columns are right; FALSE after saying what is
 * not. */
gboolean evaluate_check_report (const EvaluateSource *source);
/* Writes the report. */
CliStatus evaluate_report (EvaluateSource *source, DermEvaluationSet *set, const EvaluateBeside *beside);
/* The definitions of all figures. */
void evaluate_append_figures (GString *text);
