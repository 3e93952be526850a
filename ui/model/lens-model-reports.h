/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/**
 * LensModelReports:
 * @n_trained: (nullable): by class: images that the model was trained on
 * @n_held: (nullable): by class: images that it was judged by
 * @n_right: (nullable): the same for each #DermDecision: how many of these were answered rightly
 *
 * What is known of a model class by class. Images are counted in its card, like "(akiec 69, bcc 64, …)", a number for
 * each class. Right answers are counted in the tables that stand beside the model's file, reports/confusion-likely.csv
 * and reports/confusion-balanced.csv, with truth in rows; they are left out unless they are of the very images that the
 * card counts.
 */
typedef struct {
  int n_classes;
  int *n_trained, *n_held;
  int *n_right[2];
} LensModelReports;

/* Blocks: the files are small. */
LensModelReports *lens_model_reports_new (DermModel *model);
void lens_model_reports_free (LensModelReports *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensModelReports, lens_model_reports_free)

/* The 95 % interval of a share by Wilson's formula. n > 0. */
void lens_model_reports_get_interval (int n_right, int n, double *low, double *high);

G_END_DECLS
