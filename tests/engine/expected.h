/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"
#include "safetensors.h"

/* What another program wrote into a safetensors file, for tests that are linked with the engine's objects. */

DermSafetensors *expected_open (const char *path);

/* What was written of a net of tests/fixtures, or of the bundled "skincnn", and the model itself. Fails if it was
 * written of another file. what: "expected" or "gradients" */
DermSafetensors *expected_open_net (const char *name, const char *what, DermModel **model);

/* The values of a tensor and their number; NULL if it is not there. */
const float *expected_get (DermSafetensors *expected, const char *name, gsize *n);

/* Fails unless every `stride`-th of the values is within 1e-5 of the largest expected one. */
void expected_check_close (const float *got, const float *expected, gsize n, gsize stride, const char *what);

/* How many values are expected, of which `stride`-th ones, and how close: to `tolerance` of the largest. */
typedef struct {
  gsize n, stride;
  double tolerance;
} ExpectedSpan;

/* The same with another tolerance. */
void expected_check_within (const float *got, const float *expected, const ExpectedSpan *span, const char *what);
