/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "expected.h"

#include <math.h>

#include "derm-version.h"
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

static char *
net_path (const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat ("nn-", name, suffix, NULL);

  return g_test_build_filename (G_TEST_DIST, "fixtures", file, NULL);
}

DermSafetensors *
expected_open_net (const char *name, const char *what, DermModel **model)
{
  g_autofree char *suffix = g_strconcat (".", what, ".safetensors", NULL), *path = net_path (name, suffix);
  g_autofree char *model_path
      = g_str_equal (name, "skincnn") ? derm_data_path ("model/skincnn.safetensors") : net_path (name, ".safetensors");
  g_autoptr (GError) error = NULL;
  DermSafetensors *expected = expected_open (path);

  *model = derm_model_new_from_file (model_path, &error);
  g_assert_no_error (error);
  /* expectations of another file: run make_nn_fixtures.py or make_gradient_fixtures.py again */
  g_assert_cmpstr (derm_safetensors_get_metadata (expected, "model_sha256"), ==, derm_model_get_sha256 (*model));
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
