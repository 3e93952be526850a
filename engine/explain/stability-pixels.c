/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "engine/nn/nn.h"
#include "image-jpeg-write.h"
#include "stability-private.h"

/* What is done to the pixels, in whole numbers, so that it is the same everywhere. */

enum {
  MOST_SIDE = 280,   /* of the piece; of larger inputs twice their side */
  FRACTION = 24,     /* bits behind the point of a coordinate */
  BLUR_ROUNDS = 3,   /* of box filters, which together are nearly a Gaussian */
  WHOLE_WEIGHT = 24, /* bits of a weight of 1 in a blur */
};

/* ---- the piece ---- */

static gsize
measure (const ShakePiece *self)
{
  return (gsize) 3 * self->width * self->height;
}

/* The image with what is around the recipe's crop, in whole pixels. */
static void
choose_part (const double *box, int width, int height, double *part)
{
  double margin = MAX (box[2] - box[0], box[3] - box[1]) / 4;

  part[0] = floor (MAX (box[0] - margin, 0));
  part[1] = floor (MAX (box[1] - margin, 0));
  part[2] = ceil (MIN (box[2] + margin, width));
  part[3] = ceil (MIN (box[3] + margin, height));
}

static gboolean
take_part (ShakePiece *self, DermImage *image, const double *part, DermRecipe *recipe)
{
  int width = derm_image_get_width (image);
  const NnImage pixels = { g_bytes_get_data (derm_image_get_pixels (image), NULL), width, derm_image_get_height (image),
                           (gsize) 3 * width };
  int most = MAX (MOST_SIDE, 2 * MAX (derm_recipe_get_width (recipe), derm_recipe_get_height (recipe)));
  double columns = part[2] - part[0], rows = part[3] - part[1], scale = MIN (1, most / MAX (columns, rows));
  NnImageOut out;

  self->width = (int) MAX (1, floor (columns * scale + 0.5));
  self->height = (int) MAX (1, floor (rows * scale + 0.5));
  self->pixels = g_malloc (measure (self));
  for (int i = 0; i < 4; i++)
    self->box[i] = (self->box[i] - part[i % 2]) * (i % 2 == 0 ? self->width / columns : self->height / rows);
  self->box[2] = MIN (self->box[2], self->width); /* rounding */
  self->box[3] = MIN (self->box[3], self->height);
  out = (NnImageOut){ self->pixels, self->width, self->height };
  return nn_resample_rgb8 (&pixels, part, NN_FILTER_BOX, &out);
}

/* Whether the recipe makes that input of the image. */
static gboolean
check_image (DermInput *input, DermImage *image, GError **error)
{
  g_autoptr (DermInput) made = derm_input_new (image, derm_input_get_recipe (input), error);

  if (made == NULL)
    return FALSE;
  if (strcmp (derm_input_get_sha256 (made), derm_input_get_sha256 (input)) == 0)
    return TRUE;
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("the input is not what the recipe makes of the image"));
  return FALSE;
}

static gboolean
init_with_image (ShakePiece *self, DermInput *input, DermImage *image, GError **error)
{
  DermRecipe *recipe = derm_input_get_recipe (input);
  const double *crop = derm_recipe_get_crop (recipe);
  g_autoptr (DermImage) oriented = NULL;
  double part[4];

  if (!check_image (input, image, error))
    return FALSE;
  oriented = derm_image_orient (image, derm_recipe_get_orientation (recipe), error);
  if (oriented == NULL)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      int side = i % 2 == 0 ? derm_image_get_width (oriented) : derm_image_get_height (oriented);

      self->box[i] = crop != NULL ? crop[i] * side : (i < 2 ? 0 : side);
    }
  choose_part (self->box, derm_image_get_width (oriented), derm_image_get_height (oriented), part);
  if (take_part (self, oriented, part, recipe))
    return TRUE;
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("the image cannot be resized as the recipe says"));
  return FALSE;
}

gboolean
derm_shake_piece_init (ShakePiece *self, DermInput *input, DermImage *image, GError **error)
{
  *self = (ShakePiece){ 0 };
  if (image != NULL)
    return init_with_image (self, input, image, error);
  self->width = derm_input_get_width (input);
  self->height = derm_input_get_height (input);
  self->pixels = g_memdup2 (derm_input_get_rgb (input), measure (self));
  self->box[2] = self->width;
  self->box[3] = self->height;
  return TRUE;
}

void
derm_shake_piece_clear (ShakePiece *self)
{
  g_clear_pointer (&self->pixels, g_free);
}

/* ---- turn and shift ---- */

/* Of n pixels the one that is seen at place i, in a mirror beyond either end. */
static int
mirror (gint64 i, int n)
{
  i %= 2 * n;
  if (i < 0)
    i += 2 * n;
  return (int) (i < n ? i : 2 * n - 1 - i);
}

/* Between four pixels, at 256ths of the way. */
static void
mix_four (const ShakePiece *self, gint64 x, gint64 y, guint8 *pixel)
{
  guint right = (guint) (x >> (FRACTION - 8)) & 255, down = (guint) (y >> (FRACTION - 8)) & 255;
  int x0 = mirror (x >> FRACTION, self->width), x1 = mirror ((x >> FRACTION) + 1, self->width);
  int y0 = mirror (y >> FRACTION, self->height), y1 = mirror ((y >> FRACTION) + 1, self->height);
  const guint8 *above = self->pixels + (gsize) 3 * self->width * y0,
               *below = self->pixels + (gsize) 3 * self->width * y1;

  for (int c = 0; c < 3; c++)
    {
      guint upper = above[3 * x0 + c] * (256 - right) + above[3 * x1 + c] * right;
      guint lower = below[3 * x0 + c] * (256 - right) + below[3 * x1 + c] * right;

      pixel[c] = (guint8) ((upper * (256 - down) + lower * down + 32768) >> 16);
    }
}

static gint64
to_fixed (double value)
{
  return (gint64) llround (ldexp (value, FRACTION));
}

/* Each pixel of the new picture is taken from where it was before. */
static void
turn_and_shift (const ShakePiece *self, const DermDisturbance *disturbance, guint8 *pixels)
{
  double angle = disturbance->turn * G_PI / 180;
  gint64 cosine = to_fixed (cos (angle)), sine = to_fixed (sin (angle));
  double middle_x = (self->box[0] + self->box[2]) / 2 - 0.5, middle_y = (self->box[1] + self->box[3]) / 2 - 0.5;
  double from_x = -middle_x - disturbance->right * (self->box[2] - self->box[0]);
  double from_y = -middle_y - disturbance->down * (self->box[3] - self->box[1]);
  gint64 first_x = to_fixed (middle_x + from_x * cos (angle) - from_y * sin (angle));
  gint64 first_y = to_fixed (middle_y + from_x * sin (angle) + from_y * cos (angle));

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++, pixels += 3)
      mix_four (self, first_x + x * cosine - y * sine, first_y + x * sine + y * cosine, pixels);
}

/* ---- blur ---- */

/* A mean over 2 · reach + 1 pixels and a part of the next on either side: whole and part are their weights. Three of
 * them have the standard deviation wanted (Gwosdek, Grewenig, Bruhn, Weickert, SSVM 2011, equations 4 and 5). */
typedef struct {
  int reach;
  guint32 whole, part;
} Box;

static Box
choose_box (double deviation)
{
  double variance = deviation * deviation / BLUR_ROUNDS;
  double reach = floor ((sqrt (12 * variance + 1) - 1) / 2);
  double part = (2 * reach + 1) * (reach * (reach + 1) - 3 * variance) / (6 * (variance - (reach + 1) * (reach + 1)));
  double whole = 1 / (2 * reach + 1 + 2 * part);
  Box box = { (int) reach, (guint32) ldexp (whole, WHOLE_WEIGHT), 0 };

  box.part = ((1u << WHOLE_WEIGHT) - (guint32) (2 * box.reach + 1) * box.whole) / 2;
  return box;
}

/* A number of lines side by side: n pixels each, `step` bytes apart, of `lanes` bytes; the last pixels stand for those
 * beyond. */
typedef struct {
  int n, lanes;
  gsize step;
} Lines;

static void
blur_lines (const guint8 *from, guint8 *to, const Lines *lines, const Box *box, guint32 *sums)
{
  int last = lines->n - 1;

  memset (sums, 0, sizeof *sums * (gsize) lines->lanes);
  for (int i = -box->reach; i <= box->reach; i++)
    for (int lane = 0; lane < lines->lanes; lane++)
      sums[lane] += from[(gsize) CLAMP (i, 0, last) * lines->step + (gsize) lane];
  for (int i = 0; i <= last; i++)
    {
      const guint8 *before = from + (gsize) CLAMP (i - box->reach - 1, 0, last) * lines->step;
      const guint8 *after = from + (gsize) CLAMP (i + box->reach + 1, 0, last) * lines->step;
      const guint8 *first = from + (gsize) CLAMP (i - box->reach, 0, last) * lines->step;
      guint8 *pixel = to + (gsize) i * lines->step;

      for (int lane = 0; lane < lines->lanes; lane++)
        {
          guint32 ends = (guint32) before[lane] + after[lane];

          pixel[lane]
              = (guint8) ((sums[lane] * box->whole + ends * box->part + (1u << (WHOLE_WEIGHT - 1))) >> WHOLE_WEIGHT);
          sums[lane] += (guint32) after[lane] - first[lane];
        }
    }
}

static void
blur (const ShakePiece *self, double share, guint8 *pixels)
{
  double side = MIN (self->box[2] - self->box[0], self->box[3] - self->box[1]);
  const Box box = choose_box (share * side);
  gsize row = (gsize) 3 * self->width;
  const Lines across = { self->width, 3, 3 }, along = { self->height, (int) row, row };
  g_autofree guint8 *half = g_malloc (measure (self));
  g_autofree guint32 *sums = g_new (guint32, row);

  for (int round = 0; round < BLUR_ROUNDS; round++)
    {
      for (int y = 0; y < self->height; y++)
        blur_lines (pixels + (gsize) y * row, half + (gsize) y * row, &across, &box, sums);
      blur_lines (half, pixels, &along, &box, sums);
    }
}

/* ---- brightness and JPEG ---- */

static void
brighten (double factor, guint8 *pixels, gsize n)
{
  guint8 table[256];

  for (int i = 0; i < 256; i++)
    table[i] = (guint8) MIN (255, floor (i * factor + 0.5));
  for (gsize i = 0; i < n; i++)
    pixels[i] = table[pixels[i]];
}

static gboolean
compress (const ShakePiece *self, int quality, guint8 *pixels, GError **error)
{
  g_autoptr (GBytes) encoded = derm_jpeg_encode (pixels, self->width, self->height, quality, error);
  g_autoptr (DermImage) decoded = encoded != NULL ? derm_image_new_from_bytes (encoded, "JPEG", NULL, error) : NULL;

  if (decoded == NULL)
    return FALSE;
  memcpy (pixels, g_bytes_get_data (derm_image_get_pixels (decoded), NULL), measure (self));
  return TRUE;
}

/* ---- all of it ---- */

static DermInput *
resize (const ShakePiece *self, const guint8 *pixels, DermInput *input, GError **error)
{
  DermRecipe *recipe = derm_input_get_recipe (input);
  int width = derm_recipe_get_width (recipe), height = derm_recipe_get_height (recipe);
  gsize n = (gsize) 3 * width * height;
  g_autofree guint8 *rgb = g_malloc (n);
  const NnImage image = { pixels, self->width, self->height, (gsize) 3 * self->width };
  const NnImageOut out = { rgb, width, height };
  g_autoptr (GBytes) bytes = NULL;

  if (!nn_resample_rgb8 (&image, self->box, (NnFilter) derm_recipe_get_filter (recipe), &out))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("the image cannot be resized as the recipe says"));
      return NULL;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&rgb), n);
  return derm_input_with_pixels (input, bytes, error);
}

DermInput *
derm_shake_piece_make (const ShakePiece *self, const DermDisturbance *disturbance, DermInput *input, GError **error)
{
  g_autofree guint8 *pixels = g_memdup2 (self->pixels, measure (self));

  if (disturbance->turn != 0 || disturbance->right != 0 || disturbance->down != 0)
    turn_and_shift (self, disturbance, pixels);
  if (disturbance->blur > 0)
    blur (self, disturbance->blur, pixels);
  if (disturbance->brightness != 1)
    brighten (disturbance->brightness, pixels, measure (self));
  if (disturbance->quality > 0 && !compress (self, disturbance->quality, pixels, error))
    return NULL;
  return resize (self, pixels, input, error);
}
