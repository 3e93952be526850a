/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-collection.h"
#include "lens-messages.h"
#include "lens-reading.h"
#include "lens-truths.h"
#include "lens-work.h"

G_BEGIN_DECLS

#define LENS_TYPE_FIGURES (lens_figures_get_type ())
G_DECLARE_FINAL_TYPE (LensFigures, lens_figures, LENS, FIGURES, GObject)

/* How good the answers are: over all open images that have a truth and a result, whatever the list shows of them.
 * Computed on a worker, a few times a second while results come in.
 *
 * Properties: "n-known": images with a truth; "n-counted": of these, those with a result; "n-failed": those that cannot
 * be opened; "n-trained-on": of those with a truth, those that the model was trained on; "metrics": of those counted,
 * NULL for none; "is-working". Signal: "changed" after any of them but the last. */

typedef struct {
  LensCollection *collection;
  LensReading *reading;
  LensWork *work;
  LensTruths *truths;
  LensMessages *messages;
} LensFiguresParts;

LensFigures *lens_figures_new (const LensFiguresParts *parts);

/* Results or truths have changed: the figures follow. */
void lens_figures_update (LensFigures *self);
/* Nothing comes any more: the window is closed. */
void lens_figures_close (LensFigures *self);

guint lens_figures_get_n_known (LensFigures *self);
guint lens_figures_get_n_counted (LensFigures *self);
guint lens_figures_get_n_failed (LensFigures *self);
guint lens_figures_get_n_trained_on (LensFigures *self);
guint lens_figures_get_n_ham10000 (LensFigures *self); /* of those with a truth, those with an id of HAM10000 */
gboolean lens_figures_is_working (LensFigures *self);
/* NULL if no image has a truth and a result; its classes are the model's. */
DermMetrics *lens_figures_get_metrics (LensFigures *self);
const char *const *lens_figures_get_labels (LensFigures *self); /* codes of these classes, NULL at the end */
/* NULL until it has been looked for, or if its list cannot be read. */
DermTrainedOn *lens_figures_get_trained_on (LensFigures *self);

G_END_DECLS
