/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-gate.h"
#include "engine/nn/nn.h"

/* data/model/README.md says what these limits were measured on. All is counted in whole numbers, so that an image passes
 * everywhere or nowhere. */
#define MIN_DEVIATION 3.0  /* grey levels of 255 */
#define MIN_SHARPNESS 12.0 /* squares of grey levels */
#define MAX_ASPECT 3

enum { SIDE = 160 };

static const struct {
  const char *id, *name, *words;
} reasons[] = {
  { "tiny", NC_ ("image", "tiny"), N_ ("The image is tiny: it has fewer pixels than the network's input.") },
  { "blank", NC_ ("image", "blank"), N_ ("The image is blank: it has nearly the same brightness everywhere.") },
  { "blurred", NC_ ("image", "blurred"), N_ ("The image is blurred: it has no sharp edge.") },
  { "odd-aspect", NC_ ("image", "too long"),
    N_ ("The image is too long: squeezed to the network's input, its shapes are distorted.") },
  { "outside", NC_ ("image", "unlike training"),
    N_ ("The image is unlike those that the network was trained on: it may show no lesion at all.") },
};

/* Brightness of what the recipe takes of the image, at most SIDE pixels long. */
typedef struct {
  int width, height;
  guint8 *luma; /* owned */
} Small;

/* In pixels, those that the crop has a part of. */
typedef struct {
  int x, y, width, height;
} Box;

static Box
find_box (DermImage *image, DermRecipe *recipe)
{
  const double *crop = derm_recipe_get_crop (recipe);
  int width = derm_image_get_width (image), height = derm_image_get_height (image);
  Box box = { 0, 0, width, height };

  if (crop == NULL)
    return box;
  box.x = CLAMP ((int) floor (crop[0] * width), 0, width - 1);
  box.y = CLAMP ((int) floor (crop[1] * height), 0, height - 1);
  box.width = CLAMP ((int) ceil (crop[2] * width), box.x + 1, width) - box.x;
  box.height = CLAMP ((int) ceil (crop[3] * height), box.y + 1, height) - box.y;
  return box;
}

/* False if memory is out: then nothing is said of the image. */
static gboolean
shrink (DermImage *image, const Box *box, Small *small)
{
  const guint8 *pixels = g_bytes_get_data (derm_image_get_pixels (image), NULL);
  int width = derm_image_get_width (image);
  double factor = MIN (1.0, (double) SIDE / MAX (box->width, box->height));
  const double edges[4] = { box->x, box->y, box->x + box->width, box->y + box->height };
  g_autofree guint8 *rgb = NULL;

  small->width = MAX (1, (int) (box->width * factor + 0.5));
  small->height = MAX (1, (int) (box->height * factor + 0.5));
  rgb = g_malloc_n ((gsize) small->width * small->height, 3);
  if (!nn_resample_rgb8 (pixels, width, derm_image_get_height (image), (gsize) 3 * width, edges, rgb, small->width,
                         small->height, NN_FILTER_BOX))
    return FALSE;
  small->luma = g_malloc ((gsize) small->width * small->height);
  for (int i = 0; i < small->width * small->height; i++)
    small->luma[i] = (guint8) ((77 * rgb[3 * i] + 150 * rgb[3 * i + 1] + 29 * rgb[3 * i + 2]) >> 8);
  return TRUE;
}

static double
measure_deviation (const Small *small)
{
  gint64 n = (gint64) small->width * small->height, sum = 0, squares = 0;

  for (gint64 i = 0; i < n; i++)
    {
      sum += small->luma[i];
      squares += small->luma[i] * small->luma[i];
    }
  return sqrt ((double) (n * squares - sum * sum)) / (double) n;
}

/* Variance of the Laplacian (Pech-Pacheco and others, ICPR 2000). It grows with contrast too, but tells blurred images from
 * sharp ones better here than measures that do not. */
static double
measure_sharpness (const Small *small)
{
  const int width = small->width;
  gint64 n = (gint64) (width - 2) * (small->height - 2), sum = 0, squares = 0;

  for (int y = 1; y < small->height - 1; y++)
    for (int x = 1; x < width - 1; x++)
      {
        const guint8 *at = small->luma + y * width + x;
        int laplacian = 4 * at[0] - at[-1] - at[1] - at[-width] - at[width];

        sum += laplacian;
        squares += laplacian * laplacian;
      }
  return n > 0 ? (double) (n * squares - sum * sum) / (double) (n * n) : 0;
}

DermGate
derm_gate_check_image (DermImage *image, DermRecipe *recipe)
{
  g_autofree guint8 *luma = NULL;
  Small small = { 0 };
  int gate = 0;
  Box box;

  g_return_val_if_fail (DERM_IS_IMAGE (image), 0);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), 0);

  box = find_box (image, recipe);
  if (MAX (box.width, box.height) > MAX_ASPECT * MIN (box.width, box.height))
    gate |= DERM_GATE_ODD_ASPECT;
  if (box.width < derm_recipe_get_width (recipe) || box.height < derm_recipe_get_height (recipe))
    return (DermGate) (gate | DERM_GATE_TINY); /* too small to be judged any further */
  if (!shrink (image, &box, &small))
    return (DermGate) gate;
  luma = small.luma;
  if (measure_deviation (&small) < MIN_DEVIATION)
    gate |= DERM_GATE_BLANK;
  else if (measure_sharpness (&small) < MIN_SHARPNESS)
    gate |= DERM_GATE_BLURRED;
  return (DermGate) gate;
}

/* Of each reason the text, with that between them. */
static char *
join (DermGate gate, const char *(*get_text) (gsize reason), const char *between)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((gate & (1 << i)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? between : "", get_text (i));
  return g_strdup (text->str);
}

static const char *
get_id (gsize reason)
{
  return reasons[reason].id;
}

static const char *
get_name (gsize reason)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "image", reasons[reason].name);
}

static const char *
get_words (gsize reason)
{
  return _ (reasons[reason].words);
}

char *
derm_gate_format (DermGate gate)
{
  return join (gate, get_id, " ");
}

char *
derm_gate_format_names (DermGate gate)
{
  return join (gate, get_name, ", ");
}

char *
derm_gate_describe (DermGate gate)
{
  return join (gate, get_words, " ");
}
