/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-image.h"
#include "engine/nn/nn.h"
#include "image-file.h"
#include "image-format.h"
#include "image-memory.h"
#include "image-private.h"
#include "made.h"

struct _DermImage {
  GObject parent_instance;

  GBytes *pixels; /* owned, [height][width][3] */
  char *name;     /* owned */
  const char *format;
  int width, height;
  int orientation; /* EXIF, as it was applied */
  int exif;        /* as the file says */
  gsize n_bytes;   /* of the file */
  gboolean has_profile, has_alpha;
  gsize charges[DERM_N_MEMORIES]; /* what is taken for it */
};

G_DEFINE_ABSTRACT_TYPE (DermImage, derm_image, G_TYPE_OBJECT)

static void
derm_image_finalize (GObject *object)
{
  DermImage *self = DERM_IMAGE (object);

  derm_image_settle (self);
  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_free (self->name);
  G_OBJECT_CLASS (derm_image_parent_class)->finalize (object);
}

static void
derm_image_class_init (DermImageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_image_finalize;
}

static void
derm_image_init (DermImage *self)
{
}

static GBytes *
take_rgb (guint8 *rgb, int width, int height)
{
  return g_bytes_new_take (rgb, (gsize) 3 * width * height);
}

/* Takes the pixels. */
static DermImage *
image_new (GBytes *pixels, int width, int height, const char *name, const char *format, int orientation)
{
  DermImage *self = derm_made_new (DERM_TYPE_IMAGE);

  self->pixels = pixels;
  self->name = g_strdup (name);
  self->format = format;
  self->width = width;
  self->height = height;
  self->orientation = self->exif = orientation;
  return self;
}

/* What both know of their file. */
static DermImage *
take_after (DermImage *self, DermImage *parent)
{
  self->exif = parent->exif;
  self->n_bytes = parent->n_bytes;
  self->has_profile = parent->has_profile;
  self->has_alpha = parent->has_alpha;
  return self;
}

void
derm_image_settle (DermImage *self)
{
  for (int i = 0; i < DERM_N_MEMORIES; i++)
    {
      if (self->charges[i] > 0)
        derm_memory_give ((DermMemory) i, self->charges[i]);
      self->charges[i] = 0;
    }
}

static gboolean
check_bytes (gsize size, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (size == 0)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("the file is empty"));
      return FALSE;
    }
  if (size > (gsize) DERM_IMAGE_MAX_BYTES)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("the image's file is too large"));
      return FALSE;
    }
  return TRUE;
}

/* The memory of its pixels is taken. */
static DermImage *
decode (GBytes *bytes, const char *name, GCancellable *cancellable, GError **error)
{
  DermEncoded encoded = { .cancellable = cancellable };
  DermDecoded decoded = { 0 };
  DermImage *self;

  encoded.data = g_bytes_get_data (bytes, &encoded.size);
  if (!check_bytes (encoded.size, cancellable, error))
    return NULL;
  if (!derm_image_format_decode (&encoded, &decoded, error) || !derm_decoded_turn (&decoded, error))
    {
      derm_decoded_clear (&decoded);
      return NULL;
    }
  derm_decoded_settle (&decoded);
  self = image_new (take_rgb (decoded.rgb, decoded.width, decoded.height), decoded.width, decoded.height, name,
                    decoded.format, decoded.orientation);
  self->n_bytes = encoded.size;
  self->has_profile = decoded.has_profile;
  self->has_alpha = decoded.has_alpha;
  self->charges[DERM_MEMORY_PIXELS] = decoded.charge;
  return self;
}

DermImage *
derm_image_open (GFile *file, GBytes **content, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  gsize charge = 0;
  g_autoptr (GBytes) bytes = derm_file_read_image (file, &name, &charge, cancellable, error);
  DermImage *self = bytes != NULL ? decode (bytes, name, cancellable, error) : NULL;

  if (self != NULL && content != NULL)
    {
      self->charges[DERM_MEMORY_FILES] = charge;
      *content = g_steal_pointer (&bytes);
    }
  else if (charge > 0)
    derm_memory_give (DERM_MEMORY_FILES, charge);
  return self;
}

DermImage *
derm_image_new_from_file (GFile *file, GCancellable *cancellable, GError **error)
{
  DermImage *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = derm_image_open (file, NULL, cancellable, error);
  if (self != NULL)
    derm_image_settle (self);
  return self;
}

DermImage *
derm_image_new_from_bytes (GBytes *encoded, const char *name, GCancellable *cancellable, GError **error)
{
  DermImage *self;

  g_return_val_if_fail (encoded != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = decode (encoded, name, cancellable, error);
  if (self != NULL)
    derm_image_settle (self);
  return self;
}

DermImage *
derm_image_new_from_pixels (GBytes *pixels, int width, int height, const char *name, GError **error)
{
  g_return_val_if_fail (pixels != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!derm_image_check_size (width, height, error))
    return NULL;
  if (g_bytes_get_size (pixels) != (gsize) 3 * width * height)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("%d × %d RGB pixels are not %zu bytes"), width, height,
                   g_bytes_get_size (pixels));
      return NULL;
    }
  return image_new (g_bytes_ref (pixels), width, height, name, "pixels", 1);
}

DermImage *
derm_image_make_thumbnail (DermImage *self, int max_width, int max_height)
{
  NnImage image;
  NnImageOut small;
  double factor;
  int width, height;

  g_return_val_if_fail (DERM_IS_IMAGE (self), NULL);
  g_return_val_if_fail (max_width >= 1 && max_height >= 1, NULL);

  factor = MIN (1.0, MIN ((double) max_width / self->width, (double) max_height / self->height));
  width = CLAMP ((int) (self->width * factor + 0.5), 1, MIN (max_width, self->width));
  height = CLAMP ((int) (self->height * factor + 0.5), 1, MIN (max_height, self->height));
  image = (NnImage){ g_bytes_get_data (self->pixels, NULL), self->width, self->height, (gsize) 3 * self->width };
  small = (NnImageOut){ g_malloc_n ((gsize) width * height, 3), width, height };
  /* only lack of memory can make it fail, which g_malloc() does not survive either */
  if (!nn_resample_rgb8 (&image, NULL, NN_FILTER_BOX, &small))
    g_error ("no memory for a thumbnail of %d × %d pixels", width, height);
  return take_after (
      image_new (take_rgb (small.pixels, width, height), width, height, self->name, self->format, self->orientation),
      self);
}

/* A copy, turned by an EXIF orientation; afterwards `applied` is. */
static DermImage *
make_turned (DermImage *self, int turn, int applied, GError **error)
{
  const DermDecoded stored = { .rgb = (guint8 *) g_bytes_get_data (self->pixels, NULL),
                               .width = self->width,
                               .height = self->height,
                               .orientation = turn };
  guint8 *turned = derm_decoded_dup_turned (&stored);
  int width = turn >= 5 ? self->height : self->width, height = turn >= 5 ? self->width : self->height;

  if (turned == NULL)
    {
      derm_decoded_set_no_memory (error);
      return NULL;
    }
  return take_after (image_new (take_rgb (turned, width, height), width, height, self->name, self->format, applied),
                     self);
}

DermImage *
derm_image_turn_back (DermImage *self, GError **error)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), NULL);

  return make_turned (self, derm_orientation_invert (self->orientation), 1, error);
}

int
derm_image_find_orientation (DermImage *self, DermOrientation orientation)
{
  return orientation == DERM_ORIENTATION_APPLY || g_str_equal (self->format, "TIFF") ? self->exif : 1;
}

DermImage *
derm_image_orient (DermImage *self, DermOrientation orientation, GError **error)
{
  int wanted;

  g_return_val_if_fail (DERM_IS_IMAGE (self), NULL);

  wanted = derm_image_find_orientation (self, orientation);
  if (wanted == self->orientation)
    return g_object_ref (self);
  return wanted == 1 ? derm_image_turn_back (self, error) : make_turned (self, wanted, wanted, error);
}

int
derm_image_get_width (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), 0);
  return self->width;
}

int
derm_image_get_height (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), 0);
  return self->height;
}

GBytes *
derm_image_get_pixels (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), NULL);
  return self->pixels;
}

const char *
derm_image_get_name (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), NULL);
  return self->name;
}

const char *
derm_image_get_format (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), NULL);
  return self->format;
}

int
derm_image_get_orientation (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), 0);
  return self->orientation;
}

int
derm_image_get_exif_orientation (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), 0);
  return self->exif;
}

gsize
derm_image_get_n_bytes (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), 0);
  return self->n_bytes;
}

gboolean
derm_image_has_profile (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), FALSE);
  return self->has_profile;
}

gboolean
derm_image_has_alpha (DermImage *self)
{
  g_return_val_if_fail (DERM_IS_IMAGE (self), FALSE);
  return self->has_alpha;
}
