/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "expected.h"

#include <math.h>

#include "weights-file.h"

#define TOLERANCE 1e-5 /* max |difference| / max |expected| */

DermSafetensors *
expected_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = derm_weights_file_read (path, &error);
  DermSafetensors *expected = bytes != NULL ? derm_safetensors_new (bytes, &error) : NULL;

  g_assert_no_error (error);
  return expected;
}

const float *
expected_get (DermSafetensors *expected, const char *name, gsize *n)
{
  DermTensor *tensor = derm_safetensors_find (expected, name);

  if (tensor == NULL)
    return NULL;
  *n = tensor->n_values;
  return derm_safetensors_get_floats (expected, tensor, NULL);
}

void
expected_check_within (const float *got, const float *expected, const ExpectedSpan *span, const char *what)
{
  double largest = 0, difference = 0;

  for (gsize i = 0; i < span->n; i++)
    {
      double distance = fabs ((double) got[i * span->stride] - expected[i]);

      g_assert_true (isfinite (got[i * span->stride]));
      largest = MAX (largest, fabs ((double) expected[i]));
      difference = MAX (difference, distance);
    }
  if (difference > span->tolerance * largest)
    g_error ("%s: off by %g of %g", what, difference, largest);
  if (g_test_verbose ())
    g_test_message ("%s: %.1e", what, largest > 0 ? difference / largest : 0.0);
}

void
expected_check_close (const float *got, const float *expected, gsize n, gsize stride, const char *what)
{
  expected_check_within (got, expected, &(ExpectedSpan){ n, stride, TOLERANCE }, what);
}
