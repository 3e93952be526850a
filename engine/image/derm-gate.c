/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "derm-gate.h"
#include "engine/nn/nn.h"

/* data/model/README.md says what these limits were measured on. All is counted in whole numbers, so that an image
 * passes everywhere or nowhere. */
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

  /* one with a NaN, too, which derm_input_new() refuses */
  if (crop == NULL || !(crop[0] < crop[2] && crop[1] < crop[3]))
    return box;
  box.x = CLAMP ((int) floor (crop[0] * width), 0, width - 1);
  box.y = CLAMP ((int) floor (crop[1] * height), 0, height - 1);
  box.width = CLAMP ((int) ceil (crop[2] * width), box.x + 1, width) - box.x;
  box.height = CLAMP ((int) ceil (crop[3] * height), box.y + 1, height) - box.y;
  return box;
}

static void
shrink (DermImage *image, const Box *box, Small *small)
{
  double factor = MIN (1.0, (double) SIDE / MAX (box->width, box->height));
  gsize stride = (gsize) 3 * derm_image_get_width (image);
  const guint8 *pixels = g_bytes_get_data (derm_image_get_pixels (image), NULL);
  const NnImage part = { pixels + (gsize) box->y * stride + (gsize) 3 * box->x, box->width, box->height, stride };

  small->width = MAX (1, (int) (box->width * factor + 0.5));
  small->height = MAX (1, (int) (box->height * factor + 0.5));
  small->luma = g_malloc ((gsize) small->width * small->height);
  if (!nn_shrink_luma (&part, small->luma, small->width, small->height))
    g_error ("out of memory"); /* of some kilobytes: as g_malloc() */
}

/* The square of the numbers' mean distance from their mean. */
static double
find_variance (const NnMoments *of)
{
  return of->n > 0 ? (double) (of->n * of->squares - of->sum * of->sum) / (double) (of->n * of->n) : 0;
}

/* The variance of the Laplacian (Pech-Pacheco and others, ICPR 2000) grows with contrast too, but tells blurred images
 * from sharp ones better here than measures that do not. */
static DermGate
measure (DermImage *image, const Box *box)
{
  g_autofree guint8 *luma = NULL;
  NnMoments brightness, laplacian;
  Small small;

  shrink (image, box, &small);
  luma = small.luma;
  brightness = nn_luma_moments (luma, small.width, small.height);
  if (find_variance (&brightness) < MIN_DEVIATION * MIN_DEVIATION)
    return DERM_GATE_BLANK;
  laplacian = nn_luma_laplacian (luma, small.width, small.height);
  return find_variance (&laplacian) < MIN_SHARPNESS ? DERM_GATE_BLURRED : (DermGate) 0;
}

/* What was found last, kept with the image: it is asked for by every recipe, and few of them crop it otherwise. */
typedef struct {
  Box box;
  DermGate gate;
} Found;

static gpointer
copy_found (gpointer found, gpointer user_data)
{
  return g_memdup2 (found, found != NULL ? sizeof (Found) : 0);
}

static DermGate
measure_once (DermImage *image, const Box *box)
{
  const GQuark quark = g_quark_from_static_string ("derm-gate");
  g_autofree Found *found = g_object_dup_qdata (G_OBJECT (image), quark, copy_found, NULL);

  if (found == NULL || memcmp (&found->box, box, sizeof *box) != 0)
    {
      g_free (found);
      found = g_new (Found, 1);
      *found = (Found){ *box, measure (image, box) };
      g_object_set_qdata_full (G_OBJECT (image), quark, g_memdup2 (found, sizeof *found), g_free);
    }
  return found->gate;
}

DermGate
derm_gate_check_image (DermImage *image, DermRecipe *recipe)
{
  int gate = 0;
  Box box;

  g_return_val_if_fail (DERM_IS_IMAGE (image), 0);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), 0);

  box = find_box (image, recipe);
  if (MAX (box.width, box.height) > MAX_ASPECT * MIN (box.width, box.height))
    gate |= DERM_GATE_ODD_ASPECT;
  if (box.width < derm_recipe_get_width (recipe) || box.height < derm_recipe_get_height (recipe))
    return (DermGate) (gate | DERM_GATE_TINY); /* too small to be judged any further */
  return (DermGate) (gate | measure_once (image, &box));
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
