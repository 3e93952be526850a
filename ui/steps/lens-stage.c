/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-stage.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "lens-input-cells.h"
#include "lens-recipe-menu.h"

#define MAX_SIDE 512 /* of a picture of the whole image */

const char *
lens_stage_get_title (LensStage stage)
{
  static const char *const titles[LENS_N_STAGES] = { N_ ("File"),     N_ ("Orientation"), N_ ("RGB"),   N_ ("Crop"),
                                                     N_ ("Squeezed"), N_ ("Resized"),     N_ ("Scale"), N_ ("Layout") };

  g_return_val_if_fail ((guint) stage < LENS_N_STAGES, NULL);

  return _ (titles[stage]);
}

/* Pixels of the image that the recipe uses, those at its edge whole. */
static void
find_box (DermImage *image, DermRecipe *recipe, int box[4])
{
  const double *crop = derm_recipe_get_crop (recipe);
  int width = derm_image_get_width (image), height = derm_image_get_height (image);

  box[0] = crop != NULL ? (int) floor (crop[0] * width + 1e-6) : 0;
  box[1] = crop != NULL ? (int) floor (crop[1] * height + 1e-6) : 0;
  box[2] = crop != NULL ? (int) ceil (crop[2] * width - 1e-6) : width;
  box[3] = crop != NULL ? (int) ceil (crop[3] * height - 1e-6) : height;
}

/* (transfer full) */
static DermImage *
cut (DermImage *image, DermRecipe *recipe)
{
  const guint8 *pixels = g_bytes_get_data (derm_image_get_pixels (image), NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize row;
  guint8 *out;
  int box[4];

  find_box (image, recipe, box);
  row = 3 * (gsize) (box[2] - box[0]);
  out = g_malloc (row * (gsize) (box[3] - box[1]));
  for (int y = box[1]; y < box[3]; y++)
    memcpy (out + (gsize) (y - box[1]) * row,
            pixels + 3 * ((gsize) y * (gsize) derm_image_get_width (image) + (gsize) box[0]), row);
  bytes = g_bytes_new_take (out, row * (gsize) (box[3] - box[1]));

  return derm_image_new_from_pixels (bytes, box[2] - box[0], box[3] - box[1], derm_image_get_name (image), NULL);
}

static GdkTexture *
make_image_texture (DermImage *image)
{
  g_autoptr (DermImage) small = derm_image_make_thumbnail (image, MAX_SIDE, MAX_SIDE);
  int width = derm_image_get_width (small);

  return gdk_memory_texture_new (width, derm_image_get_height (small), GDK_MEMORY_R8G8B8, derm_image_get_pixels (small),
                                 3 * (gsize) width);
}

GdkTexture *
lens_stage_make_texture (LensStage stage, DermImage *image, DermInput *input)
{
  g_autoptr (DermImage) other = NULL;

  g_return_val_if_fail (DERM_IS_IMAGE (image), NULL);
  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);

  switch (stage)
    {
    case LENS_STAGE_FILE:
      other = derm_image_turn_back (image, NULL);
      return other != NULL ? make_image_texture (other) : NULL;
    case LENS_STAGE_TURNED:
    case LENS_STAGE_RGB:
      return make_image_texture (image);
    case LENS_STAGE_CROP:
    case LENS_STAGE_SQUEEZED:
      other = cut (image, derm_input_get_recipe (input));
      return make_image_texture (other);
    case LENS_STAGE_RESIZED:
    case LENS_STAGE_SCALED:
      return lens_input_cells_make_texture (input, DERM_INPUT_VIEW_COLOR, FALSE);
    case LENS_STAGE_PACKED:
      return lens_input_cells_make_texture (input, DERM_INPUT_VIEW_PACKED, FALSE);
    case LENS_N_STAGES:
    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
lens_stage_get_step (LensStage stage, LensStep *step)
{
  switch (stage)
    {
    case LENS_STAGE_TURNED:
      *step = LENS_STEP_ORIENTATION;
      return TRUE;
    case LENS_STAGE_RESIZED:
      *step = LENS_STEP_FILTER;
      return TRUE;
    case LENS_STAGE_PACKED:
      *step = LENS_STEP_LAYOUT;
      return TRUE;
    case LENS_STAGE_FILE:
    case LENS_STAGE_RGB:
    case LENS_STAGE_CROP:
    case LENS_STAGE_SQUEEZED:
    case LENS_STAGE_SCALED:
    case LENS_N_STAGES:
    default:
      return FALSE;
    }
}

/* ---- words ---- */

static char *
describe_file (DermImage *image)
{
  g_autofree char *size = g_format_size (derm_image_get_n_bytes (image));
  g_autoptr (GString) text = g_string_new (derm_image_get_format (image));

  if (derm_image_get_n_bytes (image) > 0)
    g_string_append_printf (text, " · %s", size);
  g_string_append_printf (text, "\n%s",
                          derm_image_has_profile (image)
                              ? _ ("It has a colour profile, which is not applied: nor was it in training.")
                              : _ ("It has no colour profile."));
  if (derm_image_has_alpha (image))
    g_string_append_printf (text, "\n%s", _ ("It has an alpha channel."));

  return g_strdup (text->str);
}

static char *
describe_orientation (DermImage *image)
{
  static const char *const words[9] = { NULL,
                                        N_ ("stored upright"),
                                        N_ ("mirrored left to right"),
                                        N_ ("turned by half"),
                                        N_ ("mirrored top to bottom"),
                                        N_ ("mirrored, then turned to the right"),
                                        N_ ("turned to the right"),
                                        N_ ("mirrored, then turned to the left"),
                                        N_ ("turned to the left") };
  int orientation = derm_image_get_exif_orientation (image);

  if (derm_image_get_orientation (image) != orientation)
    /* TRANSLATORS: a number from 1 to 8, and what it asks for; then width and height */
    return g_strdup_printf (_ ("EXIF orientation %d: %s. This recipe ignores it: %d × %d pixels, as stored."),
                            orientation, _ (words[CLAMP (orientation, 1, 8)]), derm_image_get_width (image),
                            derm_image_get_height (image));
  /* TRANSLATORS: a number from 1 to 8, and what is done to the image; then width and height */
  return g_strdup_printf (_ ("EXIF orientation %d: %s, now %d × %d pixels."), orientation,
                          _ (words[CLAMP (orientation, 1, 8)]), derm_image_get_width (image),
                          derm_image_get_height (image));
}

static char *
describe_rgb (DermImage *image)
{
  const char *alpha = derm_image_has_alpha (image)
                          ? _ ("The alpha channel is dropped, and nothing is put behind it, as Pillow does.")
                          : _ ("There is no alpha channel.");

  return g_strdup_printf (_ ("%d × %d pixels of three bytes: red, green, blue. %s"), derm_image_get_width (image),
                          derm_image_get_height (image), alpha);
}

static char *
describe_crop (DermImage *image, DermRecipe *recipe)
{
  int box[4];

  find_box (image, recipe, box);

  return g_strdup_printf (_ ("%d × %d pixels from x %d, y %d on."), box[2] - box[0], box[3] - box[1], box[0], box[1]);
}

static char *
describe_squeeze (DermImage *image, DermRecipe *recipe)
{
  int box[4];

  find_box (image, recipe, box);

  return g_strdup_printf (_ ("%d × %d pixels are squeezed into the shape of %d × %d, as in training."), box[2] - box[0],
                          box[3] - box[1], derm_recipe_get_width (recipe), derm_recipe_get_height (recipe));
}

static char *
describe_size (DermInput *input)
{
  /* TRANSLATORS: width and height; a filter, like "Bicubic"; the first digits of a checksum */
  return g_strdup_printf (_ ("%d × %d pixels by Pillow’s filter %s, byte for byte. SHA-256 %.12s…"),
                          derm_input_get_width (input), derm_input_get_height (input),
                          lens_step_get_text (LENS_STEP_FILTER, derm_input_get_recipe (input)),
                          derm_input_get_sha256 (input));
}

static char *
describe_scale (DermInput *input)
{
  gsize n = 3 * (gsize) derm_input_get_width (input) * (gsize) derm_input_get_height (input);
  g_autofree float *values = g_new (float, n);
  float low, high;
  double sum = 0.0;

  derm_input_fill (input, 0, values);
  low = high = values[0];
  for (gsize i = 0; i < n; i++)
    {
      low = MIN (low, values[i]);
      high = MAX (high, values[i]);
      sum += (double) values[i];
    }

  if (derm_recipe_get_mean (derm_input_get_recipe (input)) != NULL)
    /* TRANSLATORS: a divisor; then the lowest, the highest and the mean number */
    return g_strdup_printf (
        _ ("Bytes over %g, less the mean, over the standard deviation: numbers from %.3f to %.3f, %.3f on average."),
        derm_recipe_get_scale (derm_input_get_recipe (input)), (double) low, (double) high, sum / (double) n);
  /* TRANSLATORS: a divisor; then the lowest, the highest and the mean number */
  return g_strdup_printf (_ ("Bytes over %g: numbers from %.3f to %.3f, %.3f on average."),
                          derm_recipe_get_scale (derm_input_get_recipe (input)), (double) low, (double) high,
                          sum / (double) n);
}

char *
lens_stage_describe (LensStage stage, DermImage *image, DermInput *input)
{
  DermRecipe *recipe;

  g_return_val_if_fail (DERM_IS_IMAGE (image), NULL);
  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);

  recipe = derm_input_get_recipe (input);
  switch (stage)
    {
    case LENS_STAGE_FILE:
      return describe_file (image);
    case LENS_STAGE_TURNED:
      return describe_orientation (image);
    case LENS_STAGE_RGB:
      return describe_rgb (image);
    case LENS_STAGE_CROP:
      return describe_crop (image, recipe);
    case LENS_STAGE_SQUEEZED:
      return describe_squeeze (image, recipe);
    case LENS_STAGE_RESIZED:
      return describe_size (input);
    case LENS_STAGE_SCALED:
      return describe_scale (input);
    case LENS_STAGE_PACKED:
      return g_strdup (
          derm_recipe_get_layout (recipe) == DERM_LAYOUT_PLANES
              ? _ ("First all of red, then green, then blue.")
              : _ ("Rows of interleaved RGB taken as if they were planes, as the published model was trained."));
    case LENS_N_STAGES:
    default:
      g_return_val_if_reached (NULL);
    }
}
