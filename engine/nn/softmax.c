/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Scores from logits. The exponential is our own, because libm's differs in the last bit from system to system. */

#include "nn.h"

#include <math.h>
#include <string.h>

/* exp (x) for x <= 0, in double by multiplications and additions only (IEEE 754 has one result for each): x = n·ln 2 +
 * r with |r| <= ln 2 / 2, the Taylor polynomial of degree 13 of r (its error is below 5e-18 there), then the exponent
 * is moved by n. The two-part ln 2 is that of Cody and Waite, Software Manual for the Elementary Functions, 1980. */
static double
exp_of_negative (double x)
{
  const double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
  double n, r, p = 1;
  uint64_t bits;

  if (!(x > -700))
    return x < 0 ? 0 : x; /* 0 for what float cannot hold; a NaN stays one */
  n = floor (x / 0x1.62e42fefa39efp-1 + 0.5);
  r = (x - n * ln2_high) - n * ln2_low;
  for (int i = 13; i >= 1; i--)
    p = 1 + p * r / i;
  memcpy (&bits, &p, sizeof bits);
  bits += (uint64_t) (int64_t) n << 52;
  memcpy (&p, &bits, sizeof p);
  return p;
}

void
nn_softmax (int n, const float *x, float *y)
{
  float most = n > 0 ? x[0] : 0;
  double sum = 0;

  for (int i = 1; i < n; i++)
    most = x[i] > most ? x[i] : most;
  for (int i = 0; i < n; i++)
    sum += exp_of_negative ((double) x[i] - (double) most);
  for (int i = 0; i < n; i++)
    y[i] = (float) (exp_of_negative ((double) x[i] - (double) most) / sum);
}
