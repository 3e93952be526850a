/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-file.h"
#include "input-internal.h"
#include "made.h"
#include "npy.h"
#include "engine/nn/nn.h"
#include "derm-sha256.h"

struct _DermInput {
  GObject parent_instance;

  DermRecipe *recipe; /* owned */
  guint8 *rgb;        /* owned, [height][width][3] */
  char *sha256;       /* owned */
  DermGate gate;
  int exif;
  gboolean is_painted;
};

G_DEFINE_ABSTRACT_TYPE (DermInput, derm_input, G_TYPE_OBJECT)

static void
derm_input_finalize (GObject *object)
{
  DermInput *self = DERM_INPUT (object);

  g_clear_object (&self->recipe);
  g_free (self->rgb);
  g_free (self->sha256);
  G_OBJECT_CLASS (derm_input_parent_class)->finalize (object);
}

static void
derm_input_class_init (DermInputClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_input_finalize;
}

static void
derm_input_init (DermInput *self)
{
}

static gsize
input_n_values (DermInput *self)
{
  return (gsize) 3 * derm_recipe_get_width (self->recipe) * derm_recipe_get_height (self->recipe);
}

/* The crop in pixels; false if nothing is left of the image. */
static gboolean
find_box (DermImage *image, DermRecipe *recipe, double box[4])
{
  const double *crop = derm_recipe_get_crop (recipe);

  for (int i = 0; i < 4; i++)
    {
      int side = i % 2 == 0 ? derm_image_get_width (image) : derm_image_get_height (image);

      box[i] = crop != NULL ? crop[i] * side : (i < 2 ? 0 : side);
    }
  return box[2] > box[0] && box[3] > box[1];
}

DermInput *
derm_input_new (DermImage *image, DermRecipe *recipe, GError **error)
{
  g_autoptr (DermInput) self = NULL;
  g_autoptr (DermRecipe) placed = NULL;
  g_autoptr (DermImage) oriented = NULL;
  NnImage pixels;
  NnImageOut resized;
  double box[4];
  int width;

  g_return_val_if_fail (DERM_IS_IMAGE (image), NULL);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), NULL);

  image = oriented = derm_image_orient (image, derm_recipe_get_orientation (recipe), error);
  if (image == NULL)
    return NULL;
  recipe = placed = derm_recipe_place_crop (recipe, image, error);
  if (recipe == NULL)
    return NULL;
  if (!find_box (image, recipe, box))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("the crop leaves nothing of the image"));
      return NULL;
    }

  self = derm_made_new (DERM_TYPE_INPUT);
  self->recipe = g_object_ref (recipe);
  self->rgb = g_malloc (input_n_values (self));
  width = derm_image_get_width (image);
  pixels = (NnImage){ g_bytes_get_data (derm_image_get_pixels (image), NULL), width, derm_image_get_height (image),
                      (gsize) 3 * width };
  resized = (NnImageOut){ self->rgb, derm_recipe_get_width (recipe), derm_recipe_get_height (recipe) };
  if (!nn_resample_rgb8 (&pixels, box, (NnFilter) derm_recipe_get_filter (recipe), &resized))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("the image cannot be resized as the recipe says"));
      return NULL;
    }
  self->sha256 = derm_sha256 (self->rgb, input_n_values (self));
  self->gate = derm_gate_check_image (image, recipe);
  self->exif = derm_image_get_exif_orientation (image);
  return g_steal_pointer (&self);
}

DermInput *
derm_input_with_pixels (DermInput *self, GBytes *rgb, GError **error)
{
  DermInput *other;

  g_return_val_if_fail (DERM_IS_INPUT (self), NULL);
  g_return_val_if_fail (rgb != NULL, NULL);

  if (g_bytes_get_size (rgb) != input_n_values (self))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("the pixels are not as many as the input's"));
      return NULL;
    }
  other = derm_made_new (DERM_TYPE_INPUT);
  other->recipe = g_object_ref (self->recipe);
  other->rgb = g_memdup2 (g_bytes_get_data (rgb, NULL), input_n_values (self));
  other->sha256 = derm_sha256 (other->rgb, input_n_values (other));
  other->gate = self->gate;
  other->exif = self->exif;
  other->is_painted = self->is_painted || memcmp (other->rgb, self->rgb, input_n_values (self)) != 0;
  return other;
}

gboolean
derm_input_is_painted (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), FALSE);
  return self->is_painted;
}

char *
derm_input_note_painted (DermInput *self, const char *recipe)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), NULL);
  g_return_val_if_fail (recipe != NULL, NULL);

  if (!self->is_painted)
    return g_strdup (recipe);
  /* Translators: what was done to the pixels in short words, like "28 × 28, bicubic, ÷ 255, planes" */
  return g_strdup_printf (_ ("%s, then edited"), recipe);
}

int
derm_input_get_width (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), 0);
  return derm_recipe_get_width (self->recipe);
}

int
derm_input_get_height (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), 0);
  return derm_recipe_get_height (self->recipe);
}

const guint8 *
derm_input_get_rgb (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), NULL);
  return self->rgb;
}

GBytes *
derm_input_get_bytes (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), NULL);
  return g_bytes_new_with_free_func (self->rgb, input_n_values (self), g_object_unref, g_object_ref (self));
}

const char *
derm_input_get_sha256 (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), NULL);
  return self->sha256;
}

DermRecipe *
derm_input_get_recipe (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), NULL);
  return self->recipe;
}

gboolean
derm_input_compare (DermInput *self, DermInput *base, double *mean, double *largest, int *x, int *y)
{
  guint64 sum = 0;
  int most = -1;
  gsize n, place = 0;

  if (mean != NULL)
    *mean = 0;
  if (largest != NULL)
    *largest = 0;
  if (x != NULL)
    *x = 0;
  if (y != NULL)
    *y = 0;
  g_return_val_if_fail (DERM_IS_INPUT (self), FALSE);
  g_return_val_if_fail (DERM_IS_INPUT (base), FALSE);

  if (derm_input_get_width (self) != derm_input_get_width (base)
      || derm_input_get_height (self) != derm_input_get_height (base))
    return FALSE;
  n = input_n_values (self);
  for (gsize i = 0; i < n; i += 3)
    {
      int pixel = 0;

      for (gsize c = i; c < i + 3; c++)
        pixel += abs (self->rgb[c] - base->rgb[c]);
      sum += (guint64) pixel;
      if (pixel > most)
        {
          most = pixel;
          place = i / 3;
        }
    }
  if (mean != NULL)
    *mean = (double) sum / (double) n;
  if (largest != NULL)
    *largest = most / 3.0;
  if (x != NULL)
    *x = (int) (place % (gsize) derm_input_get_width (self));
  if (y != NULL)
    *y = (int) (place / (gsize) derm_input_get_width (self));
  return TRUE;
}

DermGate
derm_input_get_gate (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), 0);
  return self->gate;
}

int
derm_input_get_exif_orientation (DermInput *self)
{
  g_return_val_if_fail (DERM_IS_INPUT (self), 0);
  return self->exif;
}

/* View v is NumPy's rot90 (input, v % 4), of fliplr (input) from 4 on. */
DermWalk
derm_input_walk (int view, int width, int height)
{
  const gssize down = width, right = width - 1, bottom = down * (height - 1);
  const DermWalk walks[DERM_RECIPE_MAX_VIEWS] = {
    { 0, down, 1 },      { right, -1, down }, { bottom + right, -down, -1 }, { bottom, 1, -down },
    { right, down, -1 }, { 0, 1, down },      { bottom, -down, 1 },          { bottom + right, -1, -down },
  };

  return walks[view];
}

void
derm_input_list_places (DermInput *self, int view, guint32 *places)
{
  int width = derm_input_get_width (self), height = derm_input_get_height (self);
  gboolean is_rows = derm_recipe_get_layout (self->recipe) == DERM_LAYOUT_ROWS;
  gsize n_pixels = (gsize) width * height, place = 0;
  DermWalk walk = derm_input_walk (view, width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, place += is_rows ? 3 : 1)
      for (gsize c = 0; c < 3; c++)
        places[3 * (walk.start + y * walk.down + x * walk.right) + (gssize) c]
            = (guint32) (place + c * (is_rows ? 1 : n_pixels));
}

/* torchvision's transforms.Normalize, of the planes as the network has them. */
static void
normalise (DermRecipe *recipe, gsize n_pixels, float *values)
{
  const double *mean = derm_recipe_get_mean (recipe), *std = derm_recipe_get_std (recipe);

  for (gsize plane = 0; mean != NULL && plane < 3; plane++)
    for (gsize i = plane * n_pixels; i < (plane + 1) * n_pixels; i++)
      values[i] = (values[i] - (float) mean[plane]) / (float) std[plane];
}

void
derm_input_fill (DermInput *self, int view, float *values)
{
  float *start = values;
  gsize n_pixels, pixel_step, channel_step;
  int width, height;
  float scale;
  DermWalk walk;

  g_return_if_fail (DERM_IS_INPUT (self));
  g_return_if_fail (values != NULL);
  g_return_if_fail (view >= 0 && view < derm_recipe_get_views (self->recipe));

  width = derm_input_get_width (self);
  height = derm_input_get_height (self);
  n_pixels = (gsize) width * height;
  /* the layout comes after the turning: rows are those of the turned image */
  pixel_step = derm_recipe_get_layout (self->recipe) == DERM_LAYOUT_ROWS ? 3 : 1;
  channel_step = pixel_step == 3 ? 1 : n_pixels;
  /* a division in float, as PyTorch does, not a product with the reciprocal */
  scale = (float) derm_recipe_get_scale (self->recipe);
  walk = derm_input_walk (view, width, height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, values += pixel_step)
      {
        const guint8 *pixel = self->rgb + 3 * (walk.start + y * walk.down + x * walk.right);

        for (gsize c = 0; c < 3; c++)
          values[c * channel_step] = (float) pixel[c] / scale;
      }
  normalise (self->recipe, n_pixels, start);
}

float *
derm_input_list_values (DermInput *self, int view, gsize *n_values, GError **error)
{
  float *values;
  int n_views;

  g_return_val_if_fail (n_values != NULL, NULL);
  *n_values = 0;
  g_return_val_if_fail (DERM_IS_INPUT (self), NULL);

  n_views = derm_recipe_get_views (self->recipe);
  if (view < 0 || view >= n_views)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("there is no view %d: the recipe has %d, counted from 0"),
                   view, n_views);
      return NULL;
    }
  *n_values = input_n_values (self);
  values = g_new (float, *n_values);
  derm_input_fill (self, view, values);
  return values;
}

static gboolean
save_png (DermInput *self, const char *path, GError **error)
{
  int width = derm_input_get_width (self);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autofree char *png = NULL;
  gsize size;

  pixbuf = gdk_pixbuf_new_from_data (self->rgb, GDK_COLORSPACE_RGB, FALSE, 8, width, derm_input_get_height (self),
                                     3 * width, NULL, NULL);
  return gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", error, NULL)
         && derm_file_replace_text (path, png, (gssize) size, 0666, error);
}

static gboolean
save_npy (DermInput *self, const char *path, GError **error)
{
  int n_views = derm_recipe_get_views (self->recipe);
  const int shape[] = { n_views, 3, derm_input_get_height (self), derm_input_get_width (self) };
  gsize n = input_n_values (self);
  g_autofree float *values = g_new (float, n *n_views);

  for (int view = 0; view < n_views; view++)
    derm_input_fill (self, view, values + view * n);
  return n_views > 1 ? derm_npy_save (path, shape, 4, values, NULL, error)
                     : derm_npy_save (path, shape + 1, 3, values, NULL, error);
}

/* The bytes as a table, which spreadsheets and R read. */
static gboolean
save_csv (DermInput *self, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new ("x,y,r,g,b\r\n");
  const guint8 *pixel = self->rgb;

  for (int y = 0; y < derm_input_get_height (self); y++)
    for (int x = 0; x < derm_input_get_width (self); x++, pixel += 3)
      g_string_append_printf (text, "%d,%d,%d,%d,%d\r\n", x, y, pixel[0], pixel[1], pixel[2]);
  return derm_file_replace_text (path, text->str, (gssize) text->len, 0666, error);
}

gboolean
derm_input_save (DermInput *self, const char *path, GError **error)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (DERM_IS_INPUT (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  if (g_str_has_suffix (lower, ".png"))
    return save_png (self, path, error);
  if (g_str_has_suffix (lower, ".npy"))
    return save_npy (self, path, error);
  if (g_str_has_suffix (lower, ".csv"))
    return save_csv (self, path, error);
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the name must end in .png, .npy or .csv"));
  return FALSE;
}
