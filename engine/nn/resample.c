/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Image.resize() of Pillow 9-12 for 8-bit RGB, byte for byte. The method is that of Pillow's src/_imaging.c (which way
 * to take), src/libImaging/Resample.c (two passes in fixed point) and src/libImaging/Geometry.c (nearest): box edges
 * are single floats, coefficients are worked out in double in a fixed order of operations, normalised and rounded to 22
 * fraction bits, and the rows between the passes are bytes again. All of that shows in the result. */

#include "resample-kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pillow's floats cannot name every pixel of a longer side. */
enum { MAX_SIDE = 1 << 24 };

/* ---- The filters, in Pillow's order of operations ---------------------------------------------------------------- */

static double
filter_box (double x)
{
  return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
}

static double
filter_bilinear (double x)
{
  x = fabs (x);
  return x < 1.0 ? 1.0 - x : 0.0;
}

static double
filter_hamming (double x)
{
  x = fabs (x);
  if (x == 0.0)
    return 1.0;
  if (x >= 1.0)
    return 0.0;
  x = x * M_PI;
  /* single floats in Pillow */
  return sin (x) / x * ((double) 0.54f + (double) 0.46f * cos (x));
}

/* Keys' cubic with a = -1/2. */
static double
filter_bicubic (double x)
{
  const double a = -0.5;

  x = fabs (x);
  if (x < 1.0)
    return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
  if (x < 2.0)
    return (((x - 5.0) * x + 8.0) * x - 4.0) * a;
  return 0.0;
}

static double
sinc (double x)
{
  if (x == 0.0)
    return 1.0;
  x = x * M_PI;
  return sin (x) / x;
}

static double
filter_lanczos (double x)
{
  return -3.0 <= x && x < 3.0 ? sinc (x) * sinc (x / 3.0) : 0.0;
}

static const struct {
  const char *name;
  double (*weight) (double x); /* NULL: no weights, the nearest pixel */
  double support;
} filters[NN_N_FILTERS] = {
  [NN_FILTER_NEAREST] = { "nearest", NULL, 0 },
  [NN_FILTER_BOX] = { "box", filter_box, 0.5 },
  [NN_FILTER_BILINEAR] = { "bilinear", filter_bilinear, 1.0 },
  [NN_FILTER_HAMMING] = { "hamming", filter_hamming, 1.0 },
  [NN_FILTER_BICUBIC] = { "bicubic", filter_bicubic, 2.0 },
  [NN_FILTER_LANCZOS] = { "lanczos", filter_lanczos, 3.0 },
};

const char *
nn_filter_name (NnFilter filter)
{
  return (unsigned) filter < NN_N_FILTERS ? filters[filter].name : "?";
}

bool
nn_filter_parse (const char *name, NnFilter *filter)
{
  for (int i = 0; i < NN_N_FILTERS; i++)
    if (strcmp (filters[i].name, name) == 0)
      {
        *filter = (NnFilter) i;
        return true;
      }
  return false;
}

/* ---- Coefficients --------------------------------------------------------------------------------------------------
 */

/* Zeroed memory for n · m values of `size` bytes; never asks for nothing, which malloc may answer with NULL. */
static void *
allocate (size_t n, size_t m, size_t size)
{
  size_t count;

  if (__builtin_mul_overflow (n, m, &count))
    return NULL;
  return calloc (count > 0 ? count : 1, size);
}

static void
axis_clear (NnAxis *axis)
{
  free (axis->spans);
  free (axis->weights);
  free (axis->halves);
}

/* The normalised coefficients of one output pixel: real[count] -> fixed[count], half away from zero. */
static void
round_weights (double *real, int count, int32_t *fixed)
{
  double sum = 0.0;

  for (int t = 0; t < count; t++)
    sum += real[t];
  for (int t = 0; t < count; t++)
    {
      double weight = (sum != 0.0 ? real[t] / sum : real[t]) * (1 << NN_RESAMPLE_BITS);

      fixed[t] = (int32_t) (weight < 0.0 ? weight - 0.5 : weight + 0.5);
    }
}

static int
clamp_pixel (double position, int n_in)
{
  return position < 0.0 ? 0 : position > n_in ? n_in : (int) position;
}

/* Coefficients that scale in0 … in1 of n_in pixels to n_out pixels. On failure what was made is left for axis_clear().
 */
static bool
axis_init (NnAxis *axis, int n_in, float in0, float in1, int n_out, NnFilter filter)
{
  double scale = (double) (in1 - in0) / n_out; /* the difference in single float, as Pillow takes it */
  double filter_scale = scale < 1.0 ? 1.0 : scale;
  double support = filters[filter].support * filter_scale;
  double inverse = 1.0 / filter_scale;
  double taps = ceil (support) * 2.0 + 1.0;
  size_t n_taps = (size_t) (taps < n_in ? taps : n_in);
  double *real;

  axis->n_out = n_out;
  axis->n_taps = (n_taps + NN_RESAMPLE_BLOCK - 1) / NN_RESAMPLE_BLOCK * NN_RESAMPLE_BLOCK;
  axis->spans = allocate ((size_t) n_out, 1, sizeof *axis->spans);
  axis->weights = allocate ((size_t) n_out, axis->n_taps, sizeof *axis->weights);
  real = allocate (n_taps, 1, sizeof *real);
  if (axis->spans != NULL && axis->weights != NULL && real != NULL)
    for (int i = 0; i < n_out; i++)
      {
        double center = (double) in0 + (i + 0.5) * scale;
        int start = clamp_pixel (center - support + 0.5, n_in);
        int count = clamp_pixel (center + support + 0.5, n_in) - start;

        for (int t = 0; t < count; t++)
          real[t] = filters[filter].weight ((t + start - center + 0.5) * inverse);
        round_weights (real, count, axis->weights + (size_t) i * axis->n_taps);
        axis->spans[i] = (NnSpan){ start, count };
        axis->first = i == 0 ? start : axis->first;
        axis->end = start + count;
      }
  free (real);
  return axis->spans != NULL && axis->weights != NULL && real != NULL;
}

/* The coefficients once more, as two 16-bit halves. */
static bool
axis_halve_weights (NnAxis *axis)
{
  const int32_t *weight = axis->weights;
  int16_t *low;

  axis->halves = low = allocate ((size_t) axis->n_out, axis->n_taps, 2 * sizeof *low);
  if (low == NULL)
    return false;
  for (int i = 0; i < axis->n_out; i++, low += 2 * axis->n_taps)
    for (size_t t = 0; t < axis->n_taps; t++, weight++)
      {
        low[t] = (int16_t) (*weight & 0xffff);
        low[axis->n_taps + t] = (int16_t) ((*weight - low[t]) >> 16);
      }
  return true;
}

/* ---- The passes ----------------------------------------------------------------------------------------------------
 */

/* Filters n_rows rows from `row` on into rows of 3 · n_out bytes. */
static bool
resample_rows (const NnResampleKernels *kernels, const NnImage *src, NnAxis *x, int row, int n_rows, uint8_t *out)
{
  size_t plane = (size_t) (x->end - x->first) + NN_RESAMPLE_BLOCK;
  int16_t *planes = allocate (3, plane, sizeof *planes);
  bool ok = planes != NULL && axis_halve_weights (x);

  for (int i = 0; ok && i < n_rows; i++)
    kernels->filter_row (src->pixels + (size_t) (row + i) * src->stride, x, planes,
                         out + (size_t) i * 3 * (size_t) x->n_out);
  free (planes);
  return ok;
}

/* Filters the columns of all bytes of a row; src->pixels is row first_row. */
static void
resample_columns (const NnResampleKernels *kernels, const NnImage *src, int first_row, const NnAxis *y, uint8_t *out)
{
  size_t n = 3 * (size_t) src->w;

  for (int i = 0; i < y->n_out; i++, out += n)
    kernels->filter_column (src->pixels + (size_t) (y->spans[i].start - first_row) * src->stride, src->stride,
                            y->weights + (size_t) i * y->n_taps, y->spans[i].count, out, n);
}

static bool
resample (const NnResampleKernels *kernels, const NnImage *src, const float box[4], NnFilter filter,
          const NnImageOut *dst)
{
  bool need_x = dst->w != src->w || box[0] != 0.0f || box[2] != (float) dst->w;
  bool need_y = dst->h != src->h || box[1] != 0.0f || box[3] != (float) dst->h;
  size_t out_row = 3 * (size_t) dst->w;
  NnAxis x = { 0 }, y = { 0 };
  uint8_t *between = NULL;
  bool ok = axis_init (&y, src->h, box[1], box[3], dst->h, filter)
            && (!need_x || axis_init (&x, src->w, box[0], box[2], dst->w, filter));

  if (ok && need_x && need_y)
    {
      between = allocate ((size_t) (y.end - y.first), out_row, 1);
      ok = between != NULL && resample_rows (kernels, src, &x, y.first, y.end - y.first, between);
      if (ok)
        resample_columns (kernels, &(NnImage){ between, dst->w, y.end - y.first, out_row }, y.first, &y, dst->pixels);
    }
  else if (ok && need_x)
    ok = resample_rows (kernels, src, &x, 0, dst->h, dst->pixels);
  else if (ok)
    resample_columns (kernels, src, 0, &y, dst->pixels);
  free (between);
  axis_clear (&x);
  axis_clear (&y);
  return ok;
}

/* ---- Nearest and copies --------------------------------------------------------------------------------------------
 */

/* The pixel at a position, or -1 for none: positions add up, so rounding may carry the last one over the edge. */
static int
nearest_pixel (double position, int n_in)
{
  return position >= 0.0 && position < n_in ? (int) position : -1;
}

static bool
resample_nearest (const NnImage *src, const float box[4], const NnImageOut *dst)
{
  const int out_w = dst->w, out_h = dst->h;
  uint8_t *out = dst->pixels;
  double step_x = (double) (box[2] - box[0]) / out_w, step_y = (double) (box[3] - box[1]) / out_h;
  double at_x = (double) box[0] + step_x * 0.5, at_y = (double) box[1] + step_y * 0.5;
  int *columns = allocate ((size_t) out_w, 1, sizeof *columns);

  if (columns == NULL)
    return false;
  for (int i = 0; i < out_w; i++, at_x += step_x)
    columns[i] = nearest_pixel (at_x, src->w);
  memset (out, 0, 3 * (size_t) out_w * (size_t) out_h);
  for (int i = 0; i < out_h; i++, at_y += step_y, out += 3 * (size_t) out_w)
    {
      int row = nearest_pixel (at_y, src->h);

      for (int j = 0; row >= 0 && j < out_w; j++)
        if (columns[j] >= 0)
          memcpy (out + 3 * (size_t) j, src->pixels + (size_t) row * src->stride + 3 * (size_t) columns[j], 3);
    }
  free (columns);
  return true;
}

static void
copy_pixels (const NnImage *src, int left, int upper, const NnImageOut *dst)
{
  const uint8_t *row = src->pixels + (size_t) upper * src->stride + 3 * (size_t) left;
  size_t out_row = 3 * (size_t) dst->w;

  for (int i = 0; i < dst->h; i++)
    memcpy (dst->pixels + (size_t) i * out_row, row + (size_t) i * src->stride, out_row);
}

/* ---- The way in ----------------------------------------------------------------------------------------------------
 */

static bool
are_sizes_good (const NnImage *src, int out_w, int out_h)
{
  size_t bytes;

  if (src->w < 1 || src->h < 1 || out_w < 1 || out_h < 1)
    return false;
  if (src->w > MAX_SIDE || src->h > MAX_SIDE || out_w > MAX_SIDE || out_h > MAX_SIDE)
    return false;
  if (src->stride < 3 * (size_t) src->w || __builtin_mul_overflow (src->stride, (size_t) src->h, &bytes)
      || bytes > PTRDIFF_MAX)
    return false;
  return !__builtin_mul_overflow (3 * (size_t) out_w, (size_t) out_h, &bytes) && bytes <= PTRDIFF_MAX;
}

/* box as single floats. The edges may leave the image by less than a float shows; a NaN fails every comparison. */
static bool
round_box (const double box[4], int w, int h, float rounded[4])
{
  const double whole[4] = { 0.0, 0.0, w, h };

  if (box == NULL)
    box = whole;
  if (!(box[0] > -1.0 && box[0] < box[2] && box[2] < w + 1.0 && box[1] > -1.0 && box[1] < box[3] && box[3] < h + 1.0))
    return false;
  for (int i = 0; i < 4; i++)
    rounded[i] = (float) box[i];
  return rounded[0] >= 0.0f && rounded[1] >= 0.0f && rounded[2] <= (float) w && rounded[3] <= (float) h;
}

static bool
is_whole_pixels (const float box[4], int out_w, int out_h)
{
  return box[0] == truncf (box[0]) && box[2] - box[0] == (float) out_w && box[1] == truncf (box[1])
         && box[3] - box[1] == (float) out_h;
}

bool
nn_resample_rgb8_with (const NnResampleKernels *kernels, const NnImage *src, const double box[4], NnFilter filter,
                       const NnImageOut *dst)
{
  float edges[4];

  if (src->pixels == NULL || dst->pixels == NULL || (unsigned int) filter >= NN_N_FILTERS)
    return false;
  if (!are_sizes_good (src, dst->w, dst->h) || !round_box (box, src->w, src->h, edges))
    return false;

  if (is_whole_pixels (edges, dst->w, dst->h))
    {
      copy_pixels (src, (int) edges[0], (int) edges[1], dst);
      return true;
    }
  if (filter == NN_FILTER_NEAREST)
    return resample_nearest (src, edges, dst);
  return resample (kernels, src, edges, filter, dst);
}

bool
nn_resample_rgb8 (const NnImage *src, const double box[4], NnFilter filter, const NnImageOut *dst)
{
  const NnResampleKernels *kernels = NULL;

  for (int level = NN_N_LEVELS - 1; kernels == NULL; level--)
    kernels = nn_resample_kernels ((NnLevel) level);
  return nn_resample_rgb8_with (kernels, src, box, filter, dst);
}
