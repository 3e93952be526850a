/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "atlas-rows.h"
#include "classifier-internal.h"
#include "derm-error.h"
#include "derm-twins.h"
#include "image-file.h"
#include "made.h"
#include "derm-sha256.h"
#include "twin-groups.h"

/* Files that are read between two looks at the cancellable. */
enum { TOGETHER = 64 };

struct _DermTwins {
  GObject parent_instance;

  GArray *groups;    /* owned, of TwinGroup: by files and by pictures, then by features */
  guint n_of_images; /* the first of those by features */
  guint n_failures;
};

G_DEFINE_ABSTRACT_TYPE (DermTwins, derm_twins, G_TYPE_OBJECT)

static void
derm_twins_finalize (GObject *object)
{
  g_clear_pointer (&DERM_TWINS (object)->groups, g_array_unref);
  G_OBJECT_CLASS (derm_twins_parent_class)->finalize (object);
}

static void
derm_twins_class_init (DermTwinsClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_twins_finalize;
}

static void
derm_twins_init (DermTwins *self)
{
}

/* ---- reading ---- */

typedef struct {
  char *sha256; /* owned; NULL: there is no file, or it could not be read */
  DermHash hash;
} Known;

typedef struct {
  const DermTwinsSubject *subject;
  Known *known; /* [files] */
  guint first;
  int n_failures; /* atomic */
  GCancellable *cancellable;
} Reading;

static void
read_file (int part, gpointer data)
{
  Reading *reading = data;
  guint place = reading->first + (guint) part;
  GFile *file = reading->subject->files->pdata[place];
  Known *known = &reading->known[place];
  g_autoptr (GBytes) content = NULL;
  g_autoptr (DermImage) image = NULL;

  if (file == NULL || g_cancellable_is_cancelled (reading->cancellable))
    return;
  image = derm_image_open (file, &content, reading->cancellable, NULL);
  if (image == NULL)
    {
      g_atomic_int_inc (&reading->n_failures);
      return;
    }
  derm_hash_make (image, &known->hash);
  known->sha256 = derm_sha256 (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

static gboolean
read_files (Reading *reading, DermTwinsProgress progress, gpointer user_data, GError **error)
{
  guint n = reading->subject->files->len;

  for (; reading->first < n; reading->first += TOGETHER)
    {
      derm_classifier_run_parts (reading->subject->classifier, (int) MIN (TOGETHER, n - reading->first), read_file,
                                 reading);
      if (g_cancellable_set_error_if_cancelled (reading->cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (MIN (reading->first + TOGETHER, n), n, user_data);
    }
  return TRUE;
}

/* ---- grouping ---- */

static gboolean
find_images (DermTwins *self, const Reading *reading, GError **error)
{
  guint n = reading->subject->files->len;
  g_autofree TwinImage *images = g_new0 (TwinImage, n);

  for (guint i = 0; i < n; i++)
    if (reading->known[i].sha256 != NULL)
      images[i] = (TwinImage){ reading->known[i].sha256, &reading->known[i].hash };
  self->groups = derm_twin_groups_find (images, n, reading->subject->classifier, reading->cancellable, error);
  self->n_of_images = self->groups != NULL ? self->groups->len : 0;
  return self->groups != NULL;
}

/* An image in the order of its place on the first component. */
typedef struct {
  double place;
  guint image;
} Placed;

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const Placed *one = a, *other = b;

  if (one->place != other->place)
    return one->place < other->place ? -1 : 1;
  return one->image < other->image ? -1 : 1;
}

/* Those that have features, in that order. There is no component if all of them are the same. */
static GArray *
list_placed (DermAtlas *atlas)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  guint n = 0;
  g_autofree double *places = derm_atlas_list_coordinates (atlas, 0, &n);

  for (guint i = 0; i < derm_atlas_get_n_images (atlas); i++)
    if (derm_atlas_has_place (atlas, i))
      {
        Placed one = { places != NULL ? places[i] : 0, i };

        g_array_append_val (placed, one);
      }
  g_array_sort (placed, compare_placed);
  return placed;
}

static gboolean
is_near (const float *a, const float *b, int n_features, double limit)
{
  double square = 0;

  for (int k = 0; k < n_features && square <= limit; k++)
    square += ((double) a[k] - (double) b[k]) * ((double) a[k] - (double) b[k]);
  return square <= limit;
}

/* The first image of those that i belongs to. */
static guint
find_first (guint *first_of, guint i)
{
  while (first_of[i] != i)
    i = first_of[i] = first_of[first_of[i]];
  return i;
}

/* Whether all images of one group are in the other; both are in the list's order. */
static gboolean
is_within (const TwinGroup *group, const TwinGroup *other)
{
  guint found = 0;

  for (guint i = 0; i < other->n_images && found < group->n_images; i++)
    found += other->images[i] == group->images[found];
  return found == group->n_images;
}

/* Groups that were told of already, by their files or pictures. */
static void
drop_known (DermTwins *self)
{
  for (guint g = self->groups->len; g-- > self->n_of_images;)
    for (guint known = 0; known < self->n_of_images; known++)
      if (is_within (&g_array_index (self->groups, TwinGroup, g), &g_array_index (self->groups, TwinGroup, known)))
        {
          g_array_remove_index (self->groups, g);
          break;
        }
}

/* Joins the groups of two images if their features are near. Those of one group need not be looked at. */
static void
join_near (guint *first_of, DermAtlas *atlas, guint one, guint other, double limit)
{
  guint first = find_first (first_of, one), second = find_first (first_of, other);

  if (first != second
      && is_near (derm_atlas_get_row (atlas, one), derm_atlas_get_row (atlas, other), derm_atlas_get_n_features (atlas),
                  limit))
    first_of[MAX (first, second)] = MIN (first, second);
}

/* No two images are nearer to each other than they are on one component: only few have to be compared with each. */
static gboolean
find_features (DermTwins *self, DermAtlas *atlas, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) placed = list_placed (atlas);
  guint n = derm_atlas_get_n_images (atlas);
  g_autofree guint *first_of = g_new (guint, n);
  double limit = derm_atlas_get_spread (atlas) * DERM_TWINS_LIMIT * DERM_TWINS_LIMIT; /* squares */
  double reach = sqrt (limit) * (1 + 1e-6);                                           /* the places are rounded */

  for (guint i = 0; i < n; i++)
    first_of[i] = i;
  for (guint i = 0; i < placed->len && !g_cancellable_is_cancelled (cancellable); i++)
    for (guint k = i + 1; k < placed->len; k++)
      {
        const Placed *one = &g_array_index (placed, Placed, i), *other = &g_array_index (placed, Placed, k);

        if (other->place - one->place > reach)
          break;
        join_near (first_of, atlas, one->image, other->image, limit);
      }
  for (guint i = 0; i < n; i++)
    first_of[i] = find_first (first_of, i);
  derm_twin_groups_add (self->groups, first_of, n, FALSE);
  drop_known (self);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* ---- public ---- */

DermTwins *
derm_twins_new_with_progress (const DermTwinsSubject *subject, DermTwinsProgress progress, gpointer user_data,
                              GCancellable *cancellable, GError **error)
{
  g_autoptr (DermTwins) self = NULL;
  Reading reading = { .subject = subject, .cancellable = cancellable };
  gboolean is_done;

  g_return_val_if_fail (subject != NULL, NULL);
  g_return_val_if_fail (DERM_IS_CLASSIFIER (subject->classifier), NULL);
  g_return_val_if_fail (subject->files != NULL, NULL);
  for (guint i = 0; i < subject->files->len; i++)
    g_return_val_if_fail (subject->files->pdata[i] == NULL || G_IS_FILE (subject->files->pdata[i]), NULL);
  g_return_val_if_fail (subject->atlas == NULL || DERM_IS_ATLAS (subject->atlas), NULL);

  if (subject->atlas != NULL && derm_atlas_get_n_images (subject->atlas) != subject->files->len)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("the atlas is of other images than those listed"));
      return NULL;
    }
  self = derm_made_new (DERM_TYPE_TWINS);
  reading.known = g_new0 (Known, subject->files->len);
  is_done = read_files (&reading, progress, user_data, error) && find_images (self, &reading, error);
  for (guint i = 0; i < subject->files->len; i++)
    g_free (reading.known[i].sha256);
  g_free (reading.known);
  if (!is_done)
    return NULL;
  self->n_failures = (guint) reading.n_failures;
  if (subject->atlas != NULL && !find_features (self, subject->atlas, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

DermTwins *
derm_twins_new (DermClassifier *classifier, GPtrArray *files, DermAtlas *atlas, GCancellable *cancellable,
                GError **error)
{
  return derm_twins_new_with_progress (&(DermTwinsSubject){ classifier, files, atlas }, NULL, NULL, cancellable, error);
}

guint
derm_twins_get_n_groups (DermTwins *self)
{
  g_return_val_if_fail (DERM_IS_TWINS (self), 0);
  return self->groups->len;
}

guint
derm_twins_get_n_failures (DermTwins *self)
{
  g_return_val_if_fail (DERM_IS_TWINS (self), 0);
  return self->n_failures;
}

const guint *
derm_twins_get_group (DermTwins *self, guint index, DermTwinKind *kind, guint *n_images)
{
  const TwinGroup *group;

  g_return_val_if_fail (kind != NULL && n_images != NULL, NULL);
  *kind = DERM_TWINS_FILE;
  *n_images = 0;
  g_return_val_if_fail (DERM_IS_TWINS (self), NULL);
  g_return_val_if_fail (index < self->groups->len, NULL);

  group = &g_array_index (self->groups, TwinGroup, index);
  if (index >= self->n_of_images)
    *kind = DERM_TWINS_FEATURES;
  else
    *kind = group->is_exact ? DERM_TWINS_FILE : DERM_TWINS_PICTURE;
  *n_images = group->n_images;
  return group->images;
}
