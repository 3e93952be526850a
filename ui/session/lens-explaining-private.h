/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-explained.h"
#include "lens-explaining.h"

G_BEGIN_DECLS

/* Shared by lens-explaining.c (what is asked), lens-explaining-work.c (the work) and lens-explaining-view.c (what is
 * seen of it). */

typedef struct _LensExplainingJob LensExplainingJob;

struct _LensExplaining {
  GObject parent_instance;

  LensReading *reading;       /* owned */
  LensShown *shown;           /* owned */
  LensExplained *known;       /* owned */
  DermClassifier *asked;      /* owned; whose answers are known */
  DermExplainOptions options; /* without the class */
  int wanted_class;           /* -1: the answer */
  gboolean is_active, is_random, is_stopped, is_closed, is_covered;

  /* owned; of what is asked now */
  DermInput *input;
  DermExplanation *results[DERM_N_METHODS]; /* the chosen method's may be partial */
  DermExplanation *draws[LENS_EXPLAINING_N_DRAWS];
  char *errors[DERM_N_METHODS];
  char *draw_error;
  double seconds[DERM_N_METHODS];
  int class_index;
  char *question; /* what occlusion was asked last, of whatever class; or NULL */
  double share;   /* of the chosen method's work */

  LensExplainingJob *job; /* borrowed: its callback owns it; or NULL */
  gboolean was_working;

  double overlay;
  gboolean is_locked;
  double locked[DERM_N_METHODS][2]; /* scales by method and whether they are logits'; 0 for none */
  int cursor_x, cursor_y;           /* -1 for none */
};

void lens_explaining_tell (LensExplaining *self);
void lens_explaining_tell_compared (LensExplaining *self);
void lens_explaining_tell_settings (LensExplaining *self);
void lens_explaining_tell_cursor (LensExplaining *self);
void lens_explaining_tell_working (LensExplaining *self);

/* The options of a method now, as the engine takes them; only while there is an input. */
DermExplainOptions lens_explaining_make_options (LensExplaining *self, DermMethod method);

/* Takes what is remembered, drops work that is not wanted any more, and begins what is. */
void lens_explaining_work (LensExplaining *self);
void lens_explaining_cancel (LensExplaining *self);
/* Of what was asked before. */
void lens_explaining_forget (LensExplaining *self);

G_END_DECLS
