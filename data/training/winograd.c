// SPDX-FileCopyrightText: The Dermlens developers
// SPDX-License-Identifier: MIT
//
// 3x3 convolution, padding 1, forward and backward, by Winograd's F(4x4, 3x3): a third of the multiplications.
// Maps are [n][h][w][c] (channels last), transformed weights U [36][c_out][c_in]; channels are multiples of 8.
// Equations: Lavin, Gray: Fast Algorithms for Convolutional Neural Networks (2015), section 4.
#include <cblas.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 8, POINTS = 36, ROWS = 128 };

typedef float v8 __attribute__ ((vector_size (4 * LANES), aligned (4)));

typedef int v8i __attribute__ ((vector_size (4 * LANES), aligned (4)));

typedef struct {
  int height, width, tiles_y, tiles_x;
} Grid;

static inline v8
where_positive (v8 sign, v8 value)
{
  return (v8) ((v8i) value & (sign > 0));
}

static Grid
grid_of (int height, int width)
{
  return (Grid){ height, width, (height + 3) / 4, (width + 3) / 4 };
}

// Floats from one of the 36 matrices to the next: never a power of two, which would put all 36 in one set of the cache
static inline size_t
point_size (size_t rows, int c)
{
  return rows * c + 48;
}

// o = B^T d, for six values
static inline void
input_side (const v8 *d, int stride, v8 *o, int o_stride)
{
  v8 d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride], d4 = d[4 * stride], d5 = d[5 * stride];
  o[0] = 4 * d0 - 5 * d2 + d4;
  o[o_stride] = (d4 - 4 * d2) + (d3 - 4 * d1);
  o[2 * o_stride] = (d4 - 4 * d2) - (d3 - 4 * d1);
  o[3 * o_stride] = (d4 - d2) + 2 * (d3 - d1);
  o[4 * o_stride] = (d4 - d2) - 2 * (d3 - d1);
  o[5 * o_stride] = 4 * d1 - 5 * d3 + d5;
}

// o = B d: the transpose of the above
static inline void
input_side_back (const v8 *d, int stride, v8 *o, int o_stride)
{
  v8 d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride], d4 = d[4 * stride], d5 = d[5 * stride];
  o[0] = 4 * d0;
  o[o_stride] = -4 * (d1 - d2) - 2 * (d3 - d4) + 4 * d5;
  o[2 * o_stride] = -5 * d0 - 4 * (d1 + d2) - (d3 + d4);
  o[3 * o_stride] = (d1 - d2) + 2 * (d3 - d4) - 5 * d5;
  o[4 * o_stride] = d0 + (d1 + d2) + (d3 + d4);
  o[5 * o_stride] = d5;
}

// o = A^T d: six values to four
static inline void
output_side (const v8 *d, int stride, v8 *o, int o_stride)
{
  v8 p = d[stride] + d[2 * stride], m = d[stride] - d[2 * stride];
  v8 q = d[3 * stride] + d[4 * stride], k = d[3 * stride] - d[4 * stride];
  o[0] = d[0] + p + q;
  o[o_stride] = m + 2 * k;
  o[2 * o_stride] = p + 4 * q;
  o[3 * o_stride] = m + 8 * k + d[5 * stride];
}

// o = A d: four values to six
static inline void
output_side_back (const v8 *d, int stride, v8 *o, int o_stride)
{
  v8 d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride];
  o[0] = d0;
  o[o_stride] = (d0 + d2) + (d1 + d3);
  o[2 * o_stride] = (d0 + d2) - (d1 + d3);
  o[3 * o_stride] = (d0 + 4 * d2) + (2 * d1 + 8 * d3);
  o[4 * o_stride] = (d0 + 4 * d2) - (2 * d1 + 8 * d3);
  o[5 * o_stride] = d3;
}

// V [36][rows][c] of the tiles of n images
static void
transform_input (const float *x, int n, Grid g, int c, float *v, size_t rows)
{
  size_t row = 0;
  for (int image = 0; image < n; image++)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        for (int at = 0; at < c; at += LANES)
          {
            v8 d[POINTS], t[POINTS];
            for (int i = 0; i < 6; i++)
              for (int j = 0; j < 6; j++)
                {
                  int y = 4 * ty - 1 + i, z = 4 * tx - 1 + j;
                  v8 zero = { 0 };
                  d[6 * i + j] = y < 0 || z < 0 || y >= g.height || z >= g.width
                                     ? zero
                                     : *(const v8 *) (x + (((size_t) image * g.height + y) * g.width + z) * c + at);
                }
            for (int j = 0; j < 6; j++)
              input_side (d + j, 6, t + j, 6);
            for (int i = 0; i < 6; i++)
              input_side (t + 6 * i, 1, d + 6 * i, 1);
            for (int k = 0; k < POINTS; k++)
              *(v8 *) (v + k * point_size (rows, c) + row * c + at) = d[k];
          }
}

// dx += what dV says of the tiles of n images
static void
transform_input_back (float *dx, int n, Grid g, int c, const float *dv, size_t rows)
{
  size_t row = 0;
  for (int image = 0; image < n; image++)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        for (int at = 0; at < c; at += LANES)
          {
            v8 d[POINTS], t[POINTS];
            for (int k = 0; k < POINTS; k++)
              d[k] = *(const v8 *) (dv + k * point_size (rows, c) + row * c + at);
            for (int j = 0; j < 6; j++)
              input_side_back (d + j, 6, t + j, 6);
            for (int i = 0; i < 6; i++)
              input_side_back (t + 6 * i, 1, d + 6 * i, 1);
            for (int i = 0; i < 6; i++)
              for (int j = 0; j < 6; j++)
                {
                  int y = 4 * ty - 1 + i, z = 4 * tx - 1 + j;
                  if (y >= 0 && z >= 0 && y < g.height && z < g.width)
                    *(v8 *) (dx + (((size_t) image * g.height + y) * g.width + z) * c + at) += d[6 * i + j];
                }
          }
}

// y = A^T M A + bias, negative values cut where `relu`
static void
transform_output (float *y, int n, Grid g, int c, const float *m, size_t rows, const float *bias, int relu)
{
  size_t row = 0;
  for (int image = 0; image < n; image++)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        for (int at = 0; at < c; at += LANES)
          {
            v8 d[POINTS], t[24], o[16], b = *(const v8 *) (bias + at);
            for (int k = 0; k < POINTS; k++)
              d[k] = *(const v8 *) (m + k * point_size (rows, c) + row * c + at);
            for (int j = 0; j < 6; j++)
              output_side (d + j, 6, t + j, 6);
            for (int i = 0; i < 4; i++)
              output_side (t + 6 * i, 1, o + 4 * i, 1);
            for (int i = 0; i < 4 && 4 * ty + i < g.height; i++)
              for (int j = 0; j < 4 && 4 * tx + j < g.width; j++)
                {
                  v8 value = o[4 * i + j] + b;
                  if (relu)
                    value = where_positive (value, value);
                  *(v8 *) (y + (((size_t) image * g.height + 4 * ty + i) * g.width + 4 * tx + j) * c + at) = value;
                }
          }
}

// dM = A dy A^T, db += dy; where `relu`, dy counts only where y is above zero
static void
transform_output_back (const float *dy, const float *y, int n, Grid g, int c, float *dm, size_t rows, float *db,
                       int relu)
{
  size_t row = 0;
  for (int image = 0; image < n; image++)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        for (int at = 0; at < c; at += LANES)
          {
            v8 d[16], t[24], o[POINTS], zero = { 0 }, sum = zero;
            for (int i = 0; i < 4; i++)
              for (int j = 0; j < 4; j++)
                {
                  size_t place = (((size_t) image * g.height + 4 * ty + i) * g.width + 4 * tx + j) * c + at;
                  v8 value = zero;
                  if (4 * ty + i < g.height && 4 * tx + j < g.width)
                    {
                      value = *(const v8 *) (dy + place);
                      if (relu)
                        value = where_positive (*(const v8 *) (y + place), value);
                    }
                  d[4 * i + j] = value;
                  sum += value;
                }
            *(v8 *) (db + at) += sum;
            for (int j = 0; j < 4; j++)
              output_side_back (d + j, 4, t + j, 4);
            for (int i = 0; i < 6; i++)
              output_side_back (t + 4 * i, 1, o + 6 * i, 1);
            for (int k = 0; k < POINTS; k++)
              *(v8 *) (dm + k * point_size (rows, c) + row * c + at) = o[k];
          }
}

static int
images_at_once (Grid g)
{
  int images = ROWS / (g.tiles_y * g.tiles_x);
  return images > 0 ? images : 1;
}

int
winograd_forward (const float *x, const float *u, const float *bias, float *y, int n, int height, int width, int c_in,
                  int c_out, int relu)
{
  Grid g = grid_of (height, width);
  int step = images_at_once (g);
  size_t tiles = (size_t) g.tiles_y * g.tiles_x, most = tiles * step;
  float *v = aligned_alloc (64, POINTS * point_size (most, c_in) * sizeof (float));
  float *m = aligned_alloc (64, POINTS * point_size (most, c_out) * sizeof (float));
  if (!v || !m)
    goto out;
  for (int at = 0; at < n; at += step)
    {
      int images = n - at < step ? n - at : step;
      size_t rows = tiles * images, pixels = (size_t) height * width * at;
      transform_input (x + pixels * c_in, images, g, c_in, v, rows);
      for (int k = 0; k < POINTS; k++)
        cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (int) rows, c_out, c_in, 1,
                     v + k * point_size (rows, c_in), c_in, u + (size_t) k * c_in * c_out, c_in, 0,
                     m + k * point_size (rows, c_out), c_out);
      transform_output (y + pixels * c_out, images, g, c_out, m, rows, bias, relu);
    }
out:
  int failed = !v || !m;
  free (v);
  free (m);
  return failed;
}

// dx, du and db must be zero at the start
int
winograd_backward (const float *x, const float *u, const float *y, const float *dy, float *dx, float *du, float *db,
                   int n, int height, int width, int c_in, int c_out, int relu)
{
  Grid g = grid_of (height, width);
  int step = images_at_once (g);
  size_t tiles = (size_t) g.tiles_y * g.tiles_x, most = tiles * step;
  float *v = aligned_alloc (64, POINTS * point_size (most, c_in) * sizeof (float));
  float *dv = aligned_alloc (64, POINTS * point_size (most, c_in) * sizeof (float));
  float *dm = aligned_alloc (64, POINTS * point_size (most, c_out) * sizeof (float));
  if (!v || !dv || !dm)
    goto out;
  for (int at = 0; at < n; at += step)
    {
      int images = n - at < step ? n - at : step;
      size_t rows = tiles * images, pixels = (size_t) height * width * at;
      transform_input (x + pixels * c_in, images, g, c_in, v, rows);
      transform_output_back (dy + pixels * c_out, y + pixels * c_out, images, g, c_out, dm, rows, db, relu);
      for (int k = 0; k < POINTS; k++)
        {
          const float *uk = u + (size_t) k * c_in * c_out, *dmk = dm + k * point_size (rows, c_out);
          cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, c_out, c_in, (int) rows, 1, dmk, c_out,
                       v + k * point_size (rows, c_in), c_in, 1, du + (size_t) k * c_in * c_out, c_in);
          cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) rows, c_in, c_out, 1, dmk, c_out, uk, c_in, 0,
                       dv + k * point_size (rows, c_in), c_in);
        }
      transform_input_back (dx + pixels * c_in, images, g, c_in, dv, rows);
    }
out:
  int failed = !v || !dv || !dm;
  free (v);
  free (dv);
  free (dm);
  return failed;
}
