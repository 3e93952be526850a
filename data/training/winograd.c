// SPDX-FileCopyrightText: The Dermlens developers
// SPDX-License-Identifier: MIT
//
// 3x3 convolution, padding 1, forward and backward, by Winograd's F(4x4, 3x3): a third of the multiplications.
// Maps are [n][h][w][c], channels last. Matrices lie in panels of 32 channels, [36 points][c / 32][rows][32]; a row is
// a tile of 4x4 pixels or, of weights, a channel of the other side. Channels are multiples of 32.
// Equations: Lavin, Gray: Fast Algorithms for Convolutional Neural Networks (2015), section 4.
#include <stdlib.h>

enum { POINTS = 36, ROWS = 128, PANEL = 32 };

#ifdef __AVX512F__
enum { LANES = 16, BLOCK = 8 };
#else
enum { LANES = 8, BLOCK = 2 };
#endif

enum { VECTORS = PANEL / LANES };

typedef float vec __attribute__ ((vector_size (4 * LANES), aligned (4)));

typedef int ints __attribute__ ((vector_size (4 * LANES), aligned (4)));

typedef struct {
  int height, width, tiles_y, tiles_x;
} Grid;

static inline vec
where_positive (vec sign, vec value)
{
  return (vec) ((ints) value & (sign > 0));
}

static Grid
grid_of (int height, int width)
{
  return (Grid){ height, width, (height + 3) / 4, (width + 3) / 4 };
}

static size_t
in_blocks (size_t rows)
{
  return (rows + BLOCK - 1) / BLOCK * BLOCK;
}

// Floats from one of the 36 matrices to the next: never a power of two, which would put all 36 in one set of the cache
static inline size_t
point_size (size_t rows, int c)
{
  return rows * c + 48;
}

// Where the channels from `at` of a row begin in its matrix
static inline size_t
place (size_t rows, size_t row, int at)
{
  return ((size_t) (at / PANEL) * rows + row) * PANEL + at % PANEL;
}

// o = B^T d, for six values
static inline void
input_side (const vec *d, int stride, vec *o, int o_stride)
{
  vec d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride], d4 = d[4 * stride], d5 = d[5 * stride];
  o[0] = 4 * d0 - 5 * d2 + d4;
  o[o_stride] = (d4 - 4 * d2) + (d3 - 4 * d1);
  o[2 * o_stride] = (d4 - 4 * d2) - (d3 - 4 * d1);
  o[3 * o_stride] = (d4 - d2) + 2 * (d3 - d1);
  o[4 * o_stride] = (d4 - d2) - 2 * (d3 - d1);
  o[5 * o_stride] = 4 * d1 - 5 * d3 + d5;
}

// o = B d: the transpose of the above
static inline void
input_side_back (const vec *d, int stride, vec *o, int o_stride)
{
  vec d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride], d4 = d[4 * stride], d5 = d[5 * stride];
  o[0] = 4 * d0;
  o[o_stride] = -4 * (d1 - d2) - 2 * (d3 - d4) + 4 * d5;
  o[2 * o_stride] = -5 * d0 - 4 * (d1 + d2) - (d3 + d4);
  o[3 * o_stride] = (d1 - d2) + 2 * (d3 - d4) - 5 * d5;
  o[4 * o_stride] = d0 + (d1 + d2) + (d3 + d4);
  o[5 * o_stride] = d5;
}

// o = A^T d: six values to four
static inline void
output_side (const vec *d, int stride, vec *o, int o_stride)
{
  vec p = d[stride] + d[2 * stride], m = d[stride] - d[2 * stride];
  vec q = d[3 * stride] + d[4 * stride], k = d[3 * stride] - d[4 * stride];
  o[0] = d[0] + p + q;
  o[o_stride] = m + 2 * k;
  o[2 * o_stride] = p + 4 * q;
  o[3 * o_stride] = m + 8 * k + d[5 * stride];
}

// o = A d: four values to six
static inline void
output_side_back (const vec *d, int stride, vec *o, int o_stride)
{
  vec d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride];
  o[0] = d0;
  o[o_stride] = (d0 + d2) + (d1 + d3);
  o[2 * o_stride] = (d0 + d2) - (d1 + d3);
  o[3 * o_stride] = (d0 + 4 * d2) + (2 * d1 + 8 * d3);
  o[4 * o_stride] = (d0 + 4 * d2) - (2 * d1 + 8 * d3);
  o[5 * o_stride] = d3;
}

// Where the 6x6 pixels of a tile are, -1 for those outside
static inline void
pixels_of (Grid g, int ty, int tx, int *at)
{
  for (int i = 0; i < 6; i++)
    for (int j = 0; j < 6; j++)
      {
        int y = 4 * ty - 1 + i, x = 4 * tx - 1 + j;
        at[6 * i + j] = y < 0 || x < 0 || y >= g.height || x >= g.width ? -1 : y * g.width + x;
      }
}

// V of the tiles of n images
static void
transform_input (const float *x, int n, Grid g, int c, float *v, size_t rows)
{
  size_t row = 0, size = point_size (rows, c);
  int pixel[POINTS];
  for (int image = 0; image < n; image++, x += (size_t) g.height * g.width * c)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        {
          pixels_of (g, ty, tx, pixel);
          for (int at = 0; at < c; at += LANES)
            {
              vec d[POINTS], t[POINTS], zero = { 0 };
              for (int k = 0; k < POINTS; k++)
                d[k] = pixel[k] < 0 ? zero : *(const vec *) (x + (size_t) pixel[k] * c + at);
              for (int j = 0; j < 6; j++)
                input_side (d + j, 6, t + j, 6);
              for (int i = 0; i < 6; i++)
                input_side (t + 6 * i, 1, d + 6 * i, 1);
              float *to = v + place (rows, row, at);
              for (int k = 0; k < POINTS; k++)
                *(vec *) (to + k * size) = d[k];
            }
        }
}

// dx += what dV says of the tiles of n images
static void
transform_input_back (float *dx, int n, Grid g, int c, const float *dv, size_t rows)
{
  size_t row = 0, size = point_size (rows, c);
  int pixel[POINTS];
  for (int image = 0; image < n; image++, dx += (size_t) g.height * g.width * c)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        {
          pixels_of (g, ty, tx, pixel);
          for (int at = 0; at < c; at += LANES)
            {
              vec d[POINTS], t[POINTS];
              const float *from = dv + place (rows, row, at);
              for (int k = 0; k < POINTS; k++)
                d[k] = *(const vec *) (from + k * size);
              for (int j = 0; j < 6; j++)
                input_side_back (d + j, 6, t + j, 6);
              for (int i = 0; i < 6; i++)
                input_side_back (t + 6 * i, 1, d + 6 * i, 1);
              for (int k = 0; k < POINTS; k++)
                if (pixel[k] >= 0)
                  *(vec *) (dx + (size_t) pixel[k] * c + at) += d[k];
            }
        }
}

// y = A^T M A + bias, negative values cut where `relu`
static void
transform_output (float *y, int n, Grid g, int c, const float *m, size_t rows, const float *bias, int relu)
{
  size_t row = 0, size = point_size (rows, c);
  for (int image = 0; image < n; image++)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        for (int at = 0; at < c; at += LANES)
          {
            vec d[POINTS], t[24], o[16], b = *(const vec *) (bias + at);
            const float *from = m + place (rows, row, at);
            for (int k = 0; k < POINTS; k++)
              d[k] = *(const vec *) (from + k * size);
            for (int j = 0; j < 6; j++)
              output_side (d + j, 6, t + j, 6);
            for (int i = 0; i < 4; i++)
              output_side (t + 6 * i, 1, o + 4 * i, 1);
            for (int i = 0; i < 4; i++)
              for (int j = 0; j < 4; j++)
                {
                  vec value = o[4 * i + j] + b;
                  if (relu)
                    value = where_positive (value, value);
                  if (4 * ty + i < g.height && 4 * tx + j < g.width)
                    *(vec *) (y + (((size_t) image * g.height + 4 * ty + i) * g.width + 4 * tx + j) * c + at) = value;
                }
          }
}

// dM = A dy A^T, db += dy; where `relu`, dy counts only where y is above zero
static void
transform_output_back (const float *dy, const float *y, int n, Grid g, int c, float *dm, size_t rows, float *db,
                       int relu)
{
  size_t row = 0, size = point_size (rows, c);
  for (int image = 0; image < n; image++)
    for (int ty = 0; ty < g.tiles_y; ty++)
      for (int tx = 0; tx < g.tiles_x; tx++, row++)
        for (int at = 0; at < c; at += LANES)
          {
            vec d[16], t[24], o[POINTS], zero = { 0 }, sum = zero;
            for (int i = 0; i < 4; i++)
              for (int j = 0; j < 4; j++)
                {
                  size_t from = (((size_t) image * g.height + 4 * ty + i) * g.width + 4 * tx + j) * c + at;
                  vec value = zero;
                  if (4 * ty + i < g.height && 4 * tx + j < g.width)
                    {
                      value = *(const vec *) (dy + from);
                      if (relu)
                        value = where_positive (*(const vec *) (y + from), value);
                    }
                  d[4 * i + j] = value;
                  sum += value;
                }
            *(vec *) (db + at) += sum;
            for (int j = 0; j < 4; j++)
              output_side_back (d + j, 4, t + j, 4);
            for (int i = 0; i < 6; i++)
              output_side_back (t + 4 * i, 1, o + 6 * i, 1);
            float *to = dm + place (rows, row, at);
            for (int k = 0; k < POINTS; k++)
              *(vec *) (to + k * size) = o[k];
          }
}

// BLOCK rows of a panel of C = A B or, where `add`, C += A B. The values of A for one row of B are `step` floats apart,
// those for the next row begin `next` floats further on, and after every 32 rows A goes on `turn` floats further
static inline void
multiply_block (const float *a, size_t next, size_t step, size_t turn, const float *b, int depth, float *c, int add)
{
  vec sum[BLOCK][VECTORS];
  for (int i = 0; i < BLOCK; i++)
    for (int j = 0; j < VECTORS; j++)
      sum[i][j] = add ? *(const vec *) (c + i * PANEL + j * LANES) : (vec){ 0 };
  for (int from = 0; from < depth; from += PANEL, a += turn)
    for (int k = 0, most = depth - from < PANEL ? depth - from : PANEL; k < most; k++, b += PANEL)
      for (int i = 0; i < BLOCK; i++)
        for (int j = 0; j < VECTORS; j++)
          sum[i][j] += a[k * next + i * step] * *(const vec *) (b + j * LANES);
  for (int i = 0; i < BLOCK; i++)
    for (int j = 0; j < VECTORS; j++)
      *(vec *) (c + i * PANEL + j * LANES) = sum[i][j];
}

// C [n / 32][rows][32] = A [k / 32][rows][32] B [n / 32][k][32]
static void
multiply (const float *a, const float *b, float *c, size_t rows, int k, int n)
{
  for (int panel = 0; panel < n / PANEL; panel++)
    for (size_t row = 0; row < rows; row += BLOCK)
      multiply_block (a + row * PANEL, 1, PANEL, rows * PANEL, b + (size_t) panel * k * PANEL, k,
                      c + (panel * rows + row) * PANEL, 0);
}

// C [n / 32][m][32] += A^T B, with A [m / 32][rows][32] and B [n / 32][rows][32], of which `used` rows count
static void
multiply_transposed (const float *a, const float *b, float *c, size_t rows, int used, int m, int n)
{
  for (int panel = 0; panel < n / PANEL; panel++)
    for (int row = 0; row < m; row += BLOCK)
      multiply_block (a + place (rows, 0, row), PANEL, 1, PANEL * PANEL, b + panel * rows * PANEL, used,
                      c + ((size_t) panel * m + row) * PANEL, 1);
}

static int
images_at_once (Grid g)
{
  int images = ROWS / (g.tiles_y * g.tiles_x);
  return images > 0 ? images : 1;
}

static float *
matrices (size_t rows, int c)
{
  return aligned_alloc (64, POINTS * point_size (in_blocks (rows), c) * sizeof (float));
}

// u [36][c_out / 32][c_in][32]
int
winograd_forward (const float *x, const float *u, const float *bias, float *y, int n, int height, int width, int c_in,
                  int c_out, int relu)
{
  Grid g = grid_of (height, width);
  int step = images_at_once (g);
  size_t tiles = (size_t) g.tiles_y * g.tiles_x;
  float *v = matrices (tiles * step, c_in), *m = matrices (tiles * step, c_out);
  if (!v || !m)
    goto out;
  for (int at = 0; at < n; at += step)
    {
      int images = n - at < step ? n - at : step;
      size_t rows = in_blocks (tiles * images), pixels = (size_t) height * width * at;
      transform_input (x + pixels * c_in, images, g, c_in, v, rows);
      for (int k = 0; k < POINTS; k++)
        multiply (v + k * point_size (rows, c_in), u + (size_t) k * c_in * c_out, m + k * point_size (rows, c_out),
                  rows, c_in, c_out);
      transform_output (y + pixels * c_out, images, g, c_out, m, rows, bias, relu);
    }
out:
  int failed = !v || !m;
  free (v);
  free (m);
  return failed;
}

// u and du [36][c_in / 32][c_out][32]; dx, du and db must be zero at the start
int
winograd_backward (const float *x, const float *u, const float *y, const float *dy, float *dx, float *du, float *db,
                   int n, int height, int width, int c_in, int c_out, int relu)
{
  Grid g = grid_of (height, width);
  int step = images_at_once (g);
  size_t tiles = (size_t) g.tiles_y * g.tiles_x;
  float *v = matrices (tiles * step, c_in), *dv = matrices (tiles * step, c_in), *dm = matrices (tiles * step, c_out);
  if (!v || !dv || !dm)
    goto out;
  for (int at = 0; at < n; at += step)
    {
      int images = n - at < step ? n - at : step, used = (int) tiles * images;
      size_t rows = in_blocks (used), pixels = (size_t) height * width * at;
      transform_input (x + pixels * c_in, images, g, c_in, v, rows);
      transform_output_back (dy + pixels * c_out, y + pixels * c_out, images, g, c_out, dm, rows, db, relu);
      for (int k = 0; k < POINTS; k++)
        {
          const float *dmk = dm + k * point_size (rows, c_out);
          multiply_transposed (dmk, v + k * point_size (rows, c_in), du + (size_t) k * c_in * c_out, rows, used, c_out,
                               c_in);
          multiply (dmk, u + (size_t) k * c_in * c_out, dv + k * point_size (rows, c_in), rows, c_out, c_in);
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
