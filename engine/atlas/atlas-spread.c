/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "atlas-spread.h"
#include "team.h"

/* Images that are centred together, and the side of the squares that are added up at once: 16 sums fit in the registers
 * of every processor. */
enum { CHUNK = 64, TILE = 4 };

void
derm_spread_mean (const AtlasFeatures *features, double *mean)
{
  int n = features->n_features;

  for (int i = 0; i < n; i++)
    mean[i] = 0;
  for (guint image = 0; image < features->n_images; image++)
    {
      const float *row = features->values + (gsize) image * n;

      for (int i = 0; i < n && features->is_finite[image]; i++)
        mean[i] += (double) row[i];
    }
  for (int i = 0; i < n && features->n_finite > 0; i++)
    mean[i] /= features->n_finite;
}

typedef struct {
  const AtlasFeatures *features;
  const double *mean;
  double *scatter;
  int n_threads, n_padded;
  GCancellable *cancellable;
} Scatter;

/* Up to CHUNK rows from *image on that can be used, centred, with zeros behind them. Returns how many. */
static int
centre (const Scatter *self, guint *image, double *rows)
{
  const AtlasFeatures *features = self->features;
  int n = 0;

  for (; n < CHUNK && *image < features->n_images; (*image)++)
    {
      const float *from = features->values + (gsize) *image * features->n_features;
      double *row = rows + (gsize) n * self->n_padded;

      if (!features->is_finite[*image])
        continue;
      for (int i = 0; i < features->n_features; i++)
        row[i] = (double) from[i] - self->mean[i];
      n++;
    }
  return n;
}

static void
add_tile (const Scatter *self, const double *rows, int n_rows, int top, int left)
{
  double *to = self->scatter + (gsize) top * self->n_padded + left, sums[TILE][TILE];

  for (int i = 0; i < TILE; i++)
    for (int k = 0; k < TILE; k++)
      sums[i][k] = to[(gsize) i * self->n_padded + k];
  for (int row = 0; row < n_rows; row++)
    {
      const double *a = rows + (gsize) row * self->n_padded + top, *b = rows + (gsize) row * self->n_padded + left;

      for (int i = 0; i < TILE; i++)
        for (int k = 0; k < TILE; k++)
          sums[i][k] += a[i] * b[k];
    }
  for (int i = 0; i < TILE; i++)
    for (int k = 0; k < TILE; k++)
      to[(gsize) i * self->n_padded + k] = sums[i][k];
}

/* Every n-th row of tiles, from the diagonal on. */
static void
scatter_part (int part, gpointer data)
{
  const Scatter *self = data;
  g_autofree double *rows = g_new0 (double, (gsize) CHUNK * self->n_padded);
  guint image = 0;

  while (image < self->features->n_images && !g_cancellable_is_cancelled (self->cancellable))
    {
      int n = centre (self, &image, rows);

      for (int top = part * TILE; top < self->n_padded; top += self->n_threads * TILE)
        for (int left = top; left < self->n_padded; left += TILE)
          add_tile (self, rows, n, top, left);
    }
}

/* Without the padding, and both halves. */
static void
take_scatter (const Scatter *self, double *scatter)
{
  int n = self->features->n_features;

  for (int i = 0; i < n; i++)
    for (int k = i; k < n; k++)
      scatter[(gsize) i * n + k] = scatter[(gsize) k * n + i] = self->scatter[(gsize) i * self->n_padded + k];
}

gboolean
derm_spread_scatter (const AtlasFeatures *features, const double *mean, int n_threads, GCancellable *cancellable,
                     double *scatter)
{
  int n_padded = (features->n_features + TILE - 1) / TILE * TILE;
  g_autofree double *sums = g_new0 (double, (gsize) n_padded *n_padded);
  Scatter self = { features, mean, sums, n_threads, n_padded, cancellable };
  DermTeam *team = derm_team_new (n_threads);

  derm_team_run (team, n_threads, scatter_part, &self);
  derm_team_free (team);
  take_scatter (&self, scatter);
  return !g_cancellable_is_cancelled (cancellable);
}
