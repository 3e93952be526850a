/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "atlas-eigen.h"
#include "atlas-rows.h"
#include "atlas-spread.h"
#include "derm-atlas.h"
#include "derm-error.h"
#include "derm-model.h"
#include "made.h"

enum { MAX_THREADS = 256 };

struct _DermAtlas {
  GObject parent_instance;

  GBytes *bytes;      /* owned: what `features` is in */
  guint8 *is_finite;  /* owned */
  double *mean;       /* owned */
  double *directions; /* owned, [n_components][n_features] */
  double *shares;     /* owned, [n_components] */
  double spread;
  int n_components;
  AtlasFeatures features;
};

G_DEFINE_ABSTRACT_TYPE (DermAtlas, derm_atlas, G_TYPE_OBJECT)

static void
derm_atlas_finalize (GObject *object)
{
  DermAtlas *self = DERM_ATLAS (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->is_finite);
  g_free (self->mean);
  g_free (self->directions);
  g_free (self->shares);
  G_OBJECT_CLASS (derm_atlas_parent_class)->finalize (object);
}

static void
derm_atlas_class_init (DermAtlasClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_atlas_finalize;
}

static void
derm_atlas_init (DermAtlas *self)
{
}

/* ---- making ---- */

static gboolean
is_finite_row (const float *row, int n)
{
  for (int i = 0; i < n; i++)
    if (!isfinite (row[i]))
      return FALSE;
  return TRUE;
}

/* The rows of the bytes, which need not lie as floats do. */
static void
take_rows (DermAtlas *self, GBytes *bytes, int n_features)
{
  AtlasFeatures *features = &self->features;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if ((guintptr) data % sizeof (float) == 0)
    self->bytes = g_bytes_ref (bytes);
  else
    self->bytes = g_bytes_new (data, size);
  features->values = g_bytes_get_data (self->bytes, NULL);
  features->n_features = n_features;
  features->n_images = (guint) (size / sizeof (float) / (gsize) n_features);
  features->is_finite = self->is_finite = g_new (guint8, features->n_images);
  for (guint i = 0; i < features->n_images; i++)
    {
      self->is_finite[i] = is_finite_row (features->values + (gsize) i * n_features, n_features);
      features->n_finite += self->is_finite[i];
    }
}

static void
fix_sign (double *direction, int n)
{
  int largest = 0;

  for (int i = 1; i < n; i++)
    if (fabs (direction[i]) > fabs (direction[largest]))
      largest = i;
  if (direction[largest] >= 0)
    return;
  for (int i = 0; i < n; i++)
    direction[i] = -direction[i];
}

/* Directions of a spread that is more than what rounding leaves. scatter becomes the directions. */
static void
find_components (DermAtlas *self, double *scatter)
{
  int n = self->features.n_features, most = MIN (n, (int) self->features.n_finite - 1);
  g_autofree double *values = g_new (double, n);
  double total = 0;

  for (int i = 0; i < n; i++)
    total += scatter[(gsize) i * n + i];
  if (!(total > 0) || most < 1)
    return;
  self->spread = total / self->features.n_finite;
  for (gsize i = 0; i < (gsize) n * (gsize) n; i++) /* so that no product of small numbers is lost */
    scatter[i] /= total;
  derm_eigen_solve (n, scatter, values);
  while (self->n_components < most && values[self->n_components] > n * DBL_EPSILON)
    fix_sign (scatter + (gsize) n * self->n_components++, n);
  self->directions = g_memdup2 (scatter, sizeof (double) * (gsize) n * (gsize) self->n_components);
  self->shares = g_memdup2 (values, sizeof (double) * (gsize) self->n_components);
}

DermAtlas *
derm_atlas_new (GBytes *features, int n_features, int n_threads, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermAtlas) self = NULL;
  g_autofree double *scatter = NULL;

  g_return_val_if_fail (features != NULL, NULL);
  g_return_val_if_fail (n_features >= 1 && n_features <= DERM_MAX_FEATURES, NULL);
  g_return_val_if_fail (n_threads >= 0 && n_threads <= MAX_THREADS, NULL);

  if (g_bytes_get_size (features) % (sizeof (float) * (gsize) n_features) != 0)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("the features are no whole number of rows of %d"),
                   n_features);
      return NULL;
    }
  self = derm_made_new (DERM_TYPE_ATLAS);
  take_rows (self, features, n_features);
  self->mean = g_new (double, n_features);
  scatter = g_new (double, (gsize) n_features *n_features);
  derm_spread_mean (&self->features, self->mean);
  if (n_threads == 0)
    n_threads = (int) MIN (g_get_num_processors (), MAX_THREADS);
  if (!derm_spread_scatter (&self->features, self->mean, n_threads, cancellable, scatter))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  find_components (self, scatter);
  return g_steal_pointer (&self);
}

/* ---- images and components ---- */

guint
derm_atlas_get_n_images (DermAtlas *self)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), 0);
  return self->features.n_images;
}

int
derm_atlas_get_n_features (DermAtlas *self)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), 0);
  return self->features.n_features;
}

gboolean
derm_atlas_has_place (DermAtlas *self, guint image)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), FALSE);
  return image < self->features.n_images && self->is_finite[image];
}

guint
derm_atlas_get_n_placed (DermAtlas *self)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), 0);
  return self->features.n_finite;
}

int
derm_atlas_get_n_components (DermAtlas *self)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), 0);
  return self->n_components;
}

double
derm_atlas_get_share (DermAtlas *self, int component)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), 0);
  return component >= 0 && component < self->n_components ? self->shares[component] : 0;
}

const float *
derm_atlas_get_row (DermAtlas *self, guint image)
{
  return self->features.values + (gsize) image * (gsize) self->features.n_features;
}

double
derm_atlas_get_spread (DermAtlas *self)
{
  return self->spread;
}

double *
derm_atlas_list_coordinates (DermAtlas *self, int component, guint *n)
{
  const double *direction;
  double *coordinates;
  int n_features;

  g_return_val_if_fail (n != NULL, NULL);
  *n = 0;
  g_return_val_if_fail (DERM_IS_ATLAS (self), NULL);

  if (component < 0 || component >= self->n_components)
    return NULL;
  n_features = self->features.n_features;
  direction = self->directions + (gsize) component * n_features;
  coordinates = g_new (double, self->features.n_images);
  for (guint image = 0; image < self->features.n_images; image++)
    {
      const float *row = derm_atlas_get_row (self, image);
      double sum = 0;

      for (int i = 0; i < n_features; i++)
        sum += ((double) row[i] - self->mean[i]) * direction[i];
      coordinates[image] = self->is_finite[image] ? sum : NAN;
    }
  *n = self->features.n_images;
  return coordinates;
}

double *
derm_atlas_list_direction (DermAtlas *self, int component, guint *n)
{
  gsize n_features;

  g_return_val_if_fail (n != NULL, NULL);
  *n = 0;
  g_return_val_if_fail (DERM_IS_ATLAS (self), NULL);

  if (component < 0 || component >= self->n_components)
    return NULL;
  n_features = (gsize) self->features.n_features;
  *n = (guint) n_features;
  return g_memdup2 (self->directions + (gsize) component * n_features, sizeof (double) * n_features);
}

/* ---- neighbours ---- */

/* In four sums, which need not wait for each other. */
static double
measure_square (const float *a, const float *b, int n)
{
  double sums[4] = { 0 };
  int done = 0;

  for (; done + 4 <= n; done += 4)
    for (int lane = 0; lane < 4; lane++)
      {
        double difference = (double) a[done + lane] - (double) b[done + lane];

        sums[lane] += difference * difference;
      }
  for (; done < n; done++)
    sums[0] += ((double) a[done] - (double) b[done]) * ((double) a[done] - (double) b[done]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

double
derm_atlas_get_distance (DermAtlas *self, guint image, guint other)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), NAN);

  if (!derm_atlas_has_place (self, image) || !derm_atlas_has_place (self, other))
    return NAN;
  return sqrt (
      measure_square (derm_atlas_get_row (self, image), derm_atlas_get_row (self, other), self->features.n_features));
}

double
derm_atlas_measure (DermAtlas *self, const float *features, int n_features, guint image)
{
  g_return_val_if_fail (DERM_IS_ATLAS (self), NAN);
  g_return_val_if_fail (features != NULL, NAN);
  g_return_val_if_fail (n_features == self->features.n_features, NAN);

  if (!derm_atlas_has_place (self, image) || !is_finite_row (features, n_features))
    return NAN;
  return sqrt (measure_square (features, derm_atlas_get_row (self, image), n_features));
}

typedef struct {
  double square;
  guint image;
} Near;

/* Images come in their order, so one that is as far as another goes behind it. Returns how many there are then. */
static guint
insert_near (Near *nearest, guint n, guint k, double square, guint image)
{
  guint place = n;

  if (n == k && square >= nearest[k - 1].square)
    return n;
  while (place > 0 && nearest[place - 1].square > square)
    place--;
  n = MIN (n + 1, k);
  for (guint i = n - 1; i > place; i--)
    nearest[i] = nearest[i - 1];
  nearest[place] = (Near){ square, image };
  return n;
}

/* except: an image that is left out; all images have a smaller number than G_MAXUINT. */
static guint *
list_nearest (DermAtlas *self, const float *features, guint except, guint k, guint *n)
{
  g_autofree Near *nearest = NULL;
  guint *images;

  k = MIN (k, self->features.n_finite);
  if (k == 0 || !is_finite_row (features, self->features.n_features))
    return NULL;
  nearest = g_new (Near, k);
  for (guint i = 0; i < self->features.n_images; i++)
    if (self->is_finite[i] && i != except)
      *n = insert_near (nearest, *n, k,
                        measure_square (features, derm_atlas_get_row (self, i), self->features.n_features), i);
  if (*n == 0)
    return NULL;
  images = g_new (guint, *n);
  for (guint i = 0; i < *n; i++)
    images[i] = nearest[i].image;
  return images;
}

guint *
derm_atlas_list_nearest (DermAtlas *self, guint image, guint k, guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = 0;
  g_return_val_if_fail (DERM_IS_ATLAS (self), NULL);

  return image < self->features.n_images ? list_nearest (self, derm_atlas_get_row (self, image), image, k, n) : NULL;
}

guint *
derm_atlas_list_nearest_to (DermAtlas *self, const float *features, int n_features, guint k, guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = 0;
  g_return_val_if_fail (DERM_IS_ATLAS (self), NULL);
  g_return_val_if_fail (features != NULL, NULL);
  g_return_val_if_fail (n_features == self->features.n_features, NULL);

  return list_nearest (self, features, G_MAXUINT, k, n);
}
