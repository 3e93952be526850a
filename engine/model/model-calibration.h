/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "safetensors.h"

G_BEGIN_DECLS

/* Of scales and offsets: far beyond what a fit gives. */
#define DERM_CALIBRATION_MAX 1e3
enum { DERM_CALIBRATION_WORDS = 500 };

/* How the logits are scaled and shifted before the softmax, so that scores are as large as they are often right.
 * Belongs to the network's outputs, whatever a recipe calls them. */
typedef struct {
  int n;                  /* outputs */
  double *scale, *offset; /* owned, [n] */
  char *fitted_on;        /* owned */
  double ece;             /* expected calibration error where it was fitted */
  double coverage;        /* of the sets of classes whose scores are at least the threshold; 0: there are none */
  double threshold;
} DermCalibration;

G_GNUC_INTERNAL void derm_calibration_free (DermCalibration *self);

/* The file's "calibration". TRUE with *calibration NULL if the file has none; FALSE with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL gboolean derm_calibration_read (DermSafetensors *file, int n_outputs, DermCalibration **calibration,
                                                GError **error);

/* scale · logit + offset, with the same bits everywhere; for NULL the logits. moved may be logits. */
G_GNUC_INTERNAL void derm_calibration_move (const DermCalibration *self, int n, const float *logits, float *moved);
/* The softmax of these. */
G_GNUC_INTERNAL void derm_calibration_apply (const DermCalibration *self, int n, const float *logits, float *scores);
/* (transfer full) The scores that the classes would have if all were equally common, from their shares. */
G_GNUC_INTERNAL float *derm_calibration_balance (const float *scores, const double *shares, int n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermCalibration, derm_calibration_free)

G_END_DECLS
