/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "npy-read.h"
#include "samples-private.h"
#include "zip-archive.h"

/* MedMNIST's files: NumPy arrays in a zip archive, three parts with two arrays each. Everything else in the archive is
 * left alone. */

enum { N_PARTS = 3, MAX_ENTRY = 256 << 20 };

static const char *const parts[N_PARTS] = { "train", "val", "test" };

typedef enum {
  ARRAY_IMAGES,
  ARRAY_LABELS,
  N_ARRAYS,
} ArrayKind;

static const char *const kinds[N_ARRAYS] = { "images", "labels" };

typedef struct {
  guint8 *bytes; /* owned */
  DermNpy array;
} Loaded;

typedef struct {
  Loaded loaded[N_PARTS][N_ARRAYS];
  Loaded *next; /* that is being read */
  GError *error;
} Npz;

static void
npz_clear (Npz *npz)
{
  for (int part = 0; part < N_PARTS; part++)
    for (int kind = 0; kind < N_ARRAYS; kind++)
      g_free (npz->loaded[part][kind].bytes);
  g_clear_error (&npz->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Npz, npz_clear)

static char *
entry_name (int part, int kind)
{
  return g_strdup_printf ("%s_%s.npy", parts[part], kinds[kind]);
}

static Loaded *
find_array (Npz *npz, const char *name)
{
  for (int part = 0; part < N_PARTS; part++)
    for (int kind = 0; kind < N_ARRAYS; kind++)
      {
        g_autofree char *known = entry_name (part, kind);

        if (g_str_equal (known, name))
          return &npz->loaded[part][kind];
      }
  return NULL;
}

static DermArchiveChoice
enter (const char *name, gsize size, guint8 **memory, gpointer data)
{
  Npz *npz = data;
  Loaded *loaded = find_array (npz, name);

  if (loaded == NULL)
    return DERM_ARCHIVE_SKIP;
  if (loaded->bytes != NULL)
    derm_samples_refuse (&npz->error, DERM_ERROR_FORMAT, _ ("%s: there are two arrays of that name"), name);
  else if (size > MAX_ENTRY)
    derm_samples_refuse (&npz->error, DERM_ERROR_TOO_LARGE, _ ("%s: the array is larger than %d MiB"), name,
                         MAX_ENTRY >> 20);
  else if ((loaded->bytes = g_try_malloc (size + 1)) == NULL)
    derm_samples_refuse (&npz->error, DERM_ERROR_TOO_LARGE, _ ("%s: there is not enough memory"), name);
  else
    {
      *memory = loaded->bytes;
      npz->next = loaded;
      return DERM_ARCHIVE_READ;
    }
  return DERM_ARCHIVE_STOP;
}

static gboolean
leave (const char *name, guint8 *memory, gsize size, gpointer data)
{
  Npz *npz = data;

  if (derm_npy_read (memory, size, &npz->next->array, &npz->error))
    return TRUE;
  g_prefix_error (&npz->error, "%s: ", name);
  return FALSE;
}

/* ---- what the arrays are ---- */

static gboolean
refuse_shape (int part, int kind, const DermNpy *array, GError **error)
{
  g_autofree char *name = entry_name (part, kind);
  g_autoptr (GString) shape = g_string_new (NULL);

  for (int i = 0; i < array->n_dims; i++)
    g_string_append_printf (shape, "%s%" G_GSIZE_FORMAT, i > 0 ? " × " : "", array->shape[i]);
  return derm_samples_refuse (error, DERM_ERROR_FORMAT,
                              kind == ARRAY_IMAGES
                                  ? _ ("%s: the array is %s, not images × height × width × 3 (RGB) of bytes")
                                  : _ ("%s: the array is %s, not one label for each image"),
                              name, shape->str);
}

static gboolean
check_images (DermSamples *self, int part, const DermNpy *array, GError **error)
{
  enum { MAX_SIDE = 1024 };

  if (array->n_dims != 4 || array->shape[3] != 3 || array->item_size != 1 || array->is_signed || array->shape[1] == 0
      || array->shape[2] == 0 || array->shape[1] > MAX_SIDE || array->shape[2] > MAX_SIDE
      || (self->width > 0 && (array->shape[1] != (gsize) self->height || array->shape[2] != (gsize) self->width)))
    return refuse_shape (part, ARRAY_IMAGES, array, error);
  self->height = (int) array->shape[1];
  self->width = (int) array->shape[2];
  return TRUE;
}

static gboolean
check_labels (int part, const DermNpy *array, gsize n_images, gsize n_classes, GError **error)
{
  if (array->n_dims < 1 || array->n_dims > 2 || (array->n_dims == 2 && array->shape[1] != 1)
      || array->shape[0] != n_images)
    return refuse_shape (part, ARRAY_LABELS, array, error);
  for (gsize i = 0; i < n_images; i++)
    {
      gint64 label = derm_npy_get (array, i);
      g_autofree char *name = NULL, *text = NULL;

      if (label >= 0 && label < (gint64) n_classes)
        continue;
      name = entry_name (part, ARRAY_LABELS);
      text = g_strdup_printf ("%" G_GINT64_FORMAT, label);
      return derm_samples_refuse (error, DERM_ERROR_FORMAT,
                                  _ ("%s: image %zu has the label %s; DermaMNIST has 0 to %zu"), name, i, text,
                                  n_classes - 1);
    }
  return TRUE;
}

/* TRUE also if there is no such part. */
static gboolean
take_part (DermSamples *self, const Npz *npz, int part, const int *map, GError **error)
{
  const Loaded *images = &npz->loaded[part][ARRAY_IMAGES], *labels = &npz->loaded[part][ARRAY_LABELS];
  gsize n;

  if (images->bytes == NULL && labels->bytes == NULL)
    return TRUE;
  if (images->bytes == NULL || labels->bytes == NULL)
    {
      g_autofree char *missing = entry_name (part, images->bytes == NULL ? ARRAY_IMAGES : ARRAY_LABELS);

      return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("%s: there is no such array in the archive"), missing);
    }
  n = images->array.shape[0];
  if (!check_images (self, part, &images->array, error)
      || !check_labels (part, &labels->array, n, g_strv_length ((char **) derm_labels_published ()), error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    derm_samples_add (self, g_strdup_printf ("%s/%" G_GSIZE_FORMAT, parts[part], i), NULL, g_strdup (parts[part]),
                      map[derm_npy_get (&labels->array, i)], -1);
  g_byte_array_append (self->pixels, images->array.data, (guint) images->array.n);
  return TRUE;
}

gboolean
derm_samples_read_npz (DermSamples *self, GBytes *bytes, GError **error)
{
  static const DermArchiveVisitor visitor = { enter, leave };
  g_auto (Npz) npz = { 0 };
  g_autofree int *map = derm_samples_map_labels (self, derm_labels_published (), error);
  gboolean is_any = FALSE;

  if (map == NULL)
    return FALSE;
  self->kind = DERM_SAMPLES_PIXELS;
  if (!derm_zip_walk (bytes, &visitor, &npz, error))
    return FALSE;
  if (npz.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&npz.error));
      return FALSE;
    }
  for (int part = 0; part < N_PARTS; part++)
    {
      if (!take_part (self, &npz, part, map, error))
        return FALSE;
      is_any |= npz.loaded[part][ARRAY_IMAGES].bytes != NULL;
    }
  if (!is_any)
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, "%s",
                                _ ("the archive has none of MedMNIST's arrays, like test_images.npy"));
  derm_samples_note_numbering (self, "MedMNIST", derm_labels_published ());
  return TRUE;
}
