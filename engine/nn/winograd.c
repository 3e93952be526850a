/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Winograd's convolution: 3×3 filters with fewer multiplications.
 *
 * An m × m tile of outputs needs (m + 2)² inputs. Written as Y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A, with the filter g and
 * the inputs d spread to (m + 2)² positions each, it takes one multiplication per position and input channel: 36 for 16
 * outputs with m = 4, 16 for 4 outputs with m = 2, against 9 for each output done directly. Aᵀ, Bᵀ and G evaluate
 * polynomials at the points 0, 1, -1, ∞ for m = 2. For m = 4 they are 0, ±5/8, ±3/2, ∞ rather than the textbook's 0,
 * ±1, ±2, ∞: the error is half as large (the choice of points: Barabasz et al., Error Analysis and Improving the
 * Accuracy of Winograd Convolution, ACM TOMS 46, 2020). Source: Winograd, Arithmetic Complexity of Computations, 1980;
 * the matrices and the arrangement as one matrix product per position: Lavin and Gray, Fast Algorithms for
 * Convolutional Neural Networks, CVPR 2016, section 4.
 *
 *   spread   x[row][column][channel] -> v[position][tile][channel]            adds, and few multiplications by 2, 4, 5
 *   multiply v[position] · u[position] -> products[position][tile][output]    nearly all of the work, 16 or 36 products
 *   gather   products -> outputs; bias, relu, pool and batch norm on the way  what a pool would drop is never computed
 *
 * The filters are spread once, in double, when the plan is made. Larger m saves more multiplications and loses
 * accuracy: m = 4 costs a factor of about 3 against the direct sum, m = 6 would cost 30.
 *
 * Blocking. Of one position, the tiles of one image are a small matrix (16 × 64 for SkinCNN's second and third
 * convolution) that stays in the first-level cache, as do 2 · lanes columns of the filters (64 × 16 on AVX2) while all
 * tiles pass by. Filters lie in the order in which they are read, so the prefetcher streams them. With several images
 * the tiles of all are one taller matrix: each filter value fetched from the outer caches is used more often. */

#include "plan.h"

#include <string.h>

_Alignas(64) const float nn_zeros[NN_MAX_CHANNELS];

/* Work of a convolution in multiplications of one input channel with one output channel: taps inside of the map, or
 * positions of tiles. The transforms are worth about 40 multiplications a position and channel. */
static double
work_direct (NnShape in, NnShape raw)
{
  double rows = 3.0 * raw.h - 1 - (raw.h == in.h), columns = 3.0 * raw.w - 1 - (raw.w == in.w);

  return rows * columns * in.c * raw.c;
}

static double
work_winograd (int m, NnShape in, NnShape raw)
{
  double tiles = (double) ((raw.h + m - 1) / m) * ((raw.w + m - 1) / m), positions = (m + 2) * (m + 2);

  return tiles * positions * ((double) in.c * raw.c + 8.0 * (in.c + raw.c));
}

int
nn_winograd_choose (NnShape in, NnShape raw)
{
  double direct = work_direct (in, raw), two = work_winograd (2, in, raw), four = work_winograd (4, in, raw);

  /* small maps have more filters than work: spread filters, 16/9 or 4 times as many, would only have to be fetched */
  if (in.c < 16 || raw.h * raw.w <= NN_SMALL_MAP || direct < 1.3 * (two < four ? two : four))
    return 0;
  return two <= 1.05 * four ? 2 : 4;
}

/* Row i of G: the powers 1, p, p² of point i, over what its row of Bᵀ is at the point itself; the last row is the point
 * ∞. */
static void
make_g (int m, double g[6][3])
{
  const double a = (double) NN_POINT_A, b = (double) NN_POINT_B, points_4[] = { 0, a, -a, b, -b },
               points_2[] = { 0, 1, -1 };
  const double *points = m == 4 ? points_4 : points_2;

  for (int i = 0; i < m + 1; i++)
    {
      double at_point = 1;

      for (int j = 0; j < m + 1; j++)
        at_point *= j == i ? 1 : points[i] - points[j];
      if (m == 2 && i == 0)
        at_point = 1; /* spread_4() has this row with the sign turned */
      g[i][0] = 1 / at_point;
      g[i][1] = points[i] / at_point;
      g[i][2] = points[i] * points[i] / at_point;
    }
  g[m + 1][0] = g[m + 1][1] = 0;
  g[m + 1][2] = 1;
}

void
nn_winograd_filters (int m, int n, float w[9][NN_CHANNEL_ALIGN], float u[36][NN_CHANNEL_ALIGN])
{
  double g[6][3], row[3][NN_CHANNEL_ALIGN];

  make_g (m, g);
  for (int i = 0; i < m + 2; i++)
    {
      for (int k = 0; k < 3; k++)
        for (int lane = 0; lane < n; lane++)
          row[k][lane]
              = g[i][0] * (double) w[k][lane] + g[i][1] * (double) w[3 + k][lane] + g[i][2] * (double) w[6 + k][lane];
      for (int j = 0; j < m + 2; j++, u++)
        for (int lane = 0; lane < n; lane++)
          (*u)[lane] = (float) (row[0][lane] * g[j][0] + row[1][lane] * g[j][1] + row[2][lane] * g[j][2]);
    }
}

/* The transformed tiles and the products of a step, in its work space. */
typedef struct {
  int positions, tiles, tile_rows;
  size_t v_position, p_position;
  float *v, *products;
} Space;

static Space
make_space (const Run *run)
{
  const Step *step = run->step;
  Space space = {
    .positions = (step->m + 2) * (step->m + 2),
    .tiles = n_tiles (step),
    .tile_rows = (step->raw.h + step->m - 1) / step->m,
    .v_position = winograd_position (step, run->n, step->in_stride),
    .p_position = winograd_position (step, run->n, step->out_stride),
    .v = run->work,
  };

  space.products = space.v + (size_t) space.positions * space.v_position;
  return space;
}

/* The map with the rows of tiles of one part. */
static NnMap
map_of_part (const Run *run, NnShape shape, int stride, int part, int n_parts, int *first_tile)
{
  const Step *step = run->step;
  Space space = make_space (run);
  int first = first_of_part (space.tile_rows, part, n_parts),
      end = first_of_part (space.tile_rows, part + 1, n_parts) * step->m;

  *first_tile = first * (space.tiles / space.tile_rows);
  return (NnMap){ shape.h, shape.w, stride, step->raw.w, first * step->m, end < step->raw.h ? end : step->raw.h, 0 };
}

static void
spread_part (const Run *run, int part, int n_parts)
{
  const Step *step = run->step;
  Space space = make_space (run);
  int tile;
  const NnMap map = map_of_part (run, step->in, step->in_stride, part, n_parts, &tile);

  for (int i = 0; i < run->n; i++, tile += space.tiles)
    run->plan->kernels->spread (step->m, &map, run->x + i * run->image, space.v + tile * (ptrdiff_t) step->in_stride,
                                (ptrdiff_t) space.v_position);
}

enum { MAX_PLACES = 384 }; /* tiles of one product that have a place each */

/* A last row or column of tiles that reaches beyond the map does not need the last row or column of positions, the
 * point ∞: only the last outputs depend on it, and they are stored nowhere. Lists the places of the tiles that need the
 * position, for both sides of a product. Returns how many they are; 0 for all tiles, one after the other: all need it,
 * or there are so many that leaving out a few is no gain. */
static int
list_tiles (const Run *run, int position, ptrdiff_t *x_places, ptrdiff_t *y_places)
{
  const Step *step = run->step;
  Space space = make_space (run);
  int m = step->m, columns = space.tiles / space.tile_rows, n = 0;
  int n_rows = space.tile_rows - (position / (m + 2) == m + 1 && step->raw.h % m != 0);
  int n_columns = columns - (position % (m + 2) == m + 1 && step->raw.w % m != 0);

  if (n_rows * n_columns == space.tiles || run->n * space.tiles > MAX_PLACES)
    return 0;
  for (int i = 0; i < run->n; i++)
    for (int row = 0; row < n_rows; row++)
      for (int column = 0; column < n_columns; column++)
        {
          ptrdiff_t tile = i * space.tiles + row * columns + column;

          x_places[n] = tile * step->in_stride;
          y_places[n++] = tile * step->out_stride;
        }
  return n;
}

static void
multiply_part (const Run *run, int part, int n_parts)
{
  const Step *step = run->step;
  Space space = make_space (run);
  int end = first_of_part (space.positions, part + 1, n_parts);
  ptrdiff_t x_places[MAX_PLACES], y_places[MAX_PLACES];

  for (int position = first_of_part (space.positions, part, n_parts); position < end; position++)
    {
      int n_listed = list_tiles (run, position, x_places, y_places);
      const NnProduct product = {
        .pixels = n_listed > 0 ? n_listed : run->n * space.tiles,
        .blocks = step->n_blocks,
        .k = step->k,
        .runs = 1,
        .x = space.v + (size_t) position * space.v_position,
        .x_stride = step->in_stride,
        .x_places = n_listed > 0 ? x_places : NULL,
        .w = step->weights + (size_t) position * (size_t) step->n_blocks * (size_t) step->block_stride,
        .w_stride = step->block_stride,
        .y = space.products + (size_t) position * space.p_position,
        .y_stride = step->out_stride,
        .y_places = n_listed > 0 ? y_places : NULL,
      };

      run->plan->kernels->multiply (&product);
    }
}

static void
gather_part (const Run *run, int part, int n_parts)
{
  const Step *step = run->step;
  Space space = make_space (run);
  int tile;
  const NnMap map = map_of_part (run, step->raw, step->out_stride, part, n_parts, &tile);

  for (int i = 0; i < run->n; i++, tile += space.tiles)
    {
      const NnGathered gathered = { .products = space.products + tile * (ptrdiff_t) step->out_stride,
                                    .position = (ptrdiff_t) space.p_position,
                                    .bias = step->bias,
                                    .post = &step->post,
                                    .y = run->y + i * run->image };

      run->plan->kernels->gather (step->m, &map, &gathered);
    }
}

void
nn_winograd_step (const Run *run)
{
  Space space = make_space (run);

  nn_share (run, space.tile_rows, spread_part);
  nn_share (run, space.positions, multiply_part);
  nn_share (run, space.tile_rows, gather_part);
}

void
nn_winograd_products (const Run *run, float *products)
{
  Space space = make_space (run);

  memcpy (products, space.products, (size_t) space.positions * space.p_position * sizeof *products);
}
