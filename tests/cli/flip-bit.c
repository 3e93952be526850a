/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <string.h>

#include <derm.h>

/* A wrong kernel, for the self-test to find: preloaded into derm, it turns over the lowest bit of the last logit of one
 * input (the one whose hash begins with FLIP_INPUT) at one CPU level (FLIP_ISA). */

enum { MAX_CLASSES = 64 };

static float logits[MAX_CLASSES];

const float *
derm_prediction_get_logits (DermPrediction *self)
{
  const float *(*real) (DermPrediction *) = NULL;
  const float *right;
  int n = derm_prediction_get_n_classes (self);
  const char *isa = g_getenv ("FLIP_ISA"), *input = g_getenv ("FLIP_INPUT");
  guint32 bits;

  *(void **) &real = dlsym (RTLD_NEXT, "derm_prediction_get_logits");
  g_assert (real != NULL && n <= MAX_CLASSES && isa != NULL && input != NULL);
  right = real (self);
  if (strcmp (isa, derm_prediction_get_isa (self)) != 0
      || !g_str_has_prefix (derm_input_get_sha256 (derm_prediction_get_input (self)), input))
    return right;
  memcpy (logits, right, sizeof (float) * (gsize) n);
  memcpy (&bits, &logits[n - 1], sizeof bits);
  bits ^= 1;
  memcpy (&logits[n - 1], &bits, sizeof bits);
  return logits;
}
