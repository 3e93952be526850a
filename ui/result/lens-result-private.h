/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-edited-view.h"
#include "lens-result-fit.h"
#include "lens-result.h"

G_BEGIN_DECLS

/* lens-result.c: what it shows. lens-result-layout.c: where that stands, and what yields where there is little room. */

struct _LensResult {
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkBox *body;
  GtkBox *input_header;
  GtkWidget *input_heading;
  GtkLabel *input_size;
  GtkLabel *no_input_label;
  GtkBox *details;
  GtkBox *made;                /* what the network reads; beside it, or below the steps, … */
  LensEditedView *edited_view; /* in its place while the input is painted on */
  LensInputView *input_view;
  LensSteps *steps;
  GtkScrolledWindow *steps_scroller; /* of the steps in one line */
  GtkViewport *steps_viewport;
  GtkWidget *numbers;       /* … its scores */
  GtkLabel *others_heading; /* what the ticks are */
  GtkMenuButton *scores_button;
  LensBars *bars;
  GtkLabel *legend;
  GtkBox *scores_header;
  GtkBox *scores_buttons;
  GtkScrolledWindow *answer_scroller;
  GtkBox *answer;
  GtkBox *verdict; /* the sentence, and … */
  GtkLabel *sentence;
  GtkWidget *doubt; /* … the button that shows what is not to be trusted */
  GtkWidget *trust_button;
  GtkLabel *certainty;

  LensSession *session;                                     /* owned; NULL until it is set */
  DermModel *model;                                         /* owned */
  char *size;                                               /* of the input; or NULL */
  char *certainty_help;                                     /* of margin and entropy */
  char *truth;                                              /* or NULL */
  char *longest_doubt, *longest_answer, *longest_certainty; /* for which room is kept, markup; or NULL */
  gboolean has_truths;                                      /* of some images */
  LensScores scores;
  int wanted_cell_size;  /* of the input, at best */
  LensResultFit fit;     /* as it is */
  LensResultFit fitting; /* as it is to be */
  guint fit_id;
  int legend_height; /* with the room above it, when last seen */
  gboolean is_trusted;
  gboolean is_narrow;
  gboolean is_beside; /* the scores are to stand beside the input */
};

void lens_result_update_legend (LensResult *self);
void lens_result_place_numbers (LensResult *self);
void lens_result_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline);
void lens_result_size_allocate (GtkWidget *widget, int width, int height, int baseline);

G_END_DECLS
