/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "derm-gate.h"

/* data/model/README.md says what these limits were measured on. All is counted in whole numbers, so that an image passes
 * everywhere or nowhere. */
#define MIN_DEVIATION 3.0  /* grey levels of 255 */
#define MIN_SHARPNESS 12.0 /* squares of grey levels */
#define MAX_ASPECT 3

enum {
  SIDE = 160,
  BLOCK = 16,
  MAX_SAMPLES = 8, /* along a side of what becomes one pixel; of more, every second, third … is taken (then 8 to 15) */
};

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

/* n pixels from the first on, step by step, that one pixel of the small image is the mean of. */
typedef struct {
  int first, step, n;
} Span;

/* Cuts n pixels from `start` on into n_parts, and takes part number i. */
static Span
cut (int start, int n, int n_parts, int i)
{
  int first = (int) ((gint64) n * i / n_parts), end = (int) ((gint64) n * (i + 1) / n_parts);
  int step = MAX (1, (end - first) / MAX_SAMPLES);

  return (Span){ start + first, step, (end - first + step - 1) / step };
}

typedef guint8 Bytes __attribute__ ((vector_size (BLOCK)));
typedef guint16 Words __attribute__ ((vector_size (2 * BLOCK)));

/* The sums of n bytes over the rows of the span. */
static void
add_rows (const guint8 *pixels, gsize stride, const Span *rows, gsize n, guint16 *sums)
{
  memset (sums, 0, n * sizeof *sums);
  for (int k = 0; k < rows->n; k++)
    {
      const guint8 *row = pixels + (gsize) (rows->first + k * rows->step) * stride;
      gsize i = 0;

      for (; i + BLOCK <= n; i += BLOCK)
        {
          Bytes bytes;
          Words words;

          memcpy (&bytes, row + i, sizeof bytes);
          memcpy (&words, sums + i, sizeof words);
          words += __builtin_convertvector (bytes, Words);
          memcpy (sums + i, &words, sizeof words);
        }
      for (; i < n; i++)
        sums[i] = (guint16) (sums[i] + row[i]);
    }
}

/* sums: those of the first column, of n_rows rows */
static guint8
find_luma (const guint16 *sums, const Span *columns, int n_rows)
{
  guint32 r = 0, g = 0, b = 0;

  for (int k = 0; k < columns->n; k++, sums += 3 * columns->step)
    {
      r += sums[0];
      g += sums[1];
      b += sums[2];
    }
  return (guint8) ((77 * r + 150 * g + 29 * b) / (256 * (guint32) (n_rows * columns->n)));
}

/* Rows are added up first, which is most of the work and goes over contiguous bytes. */
static void
shrink (DermImage *image, const Box *box, Small *small)
{
  double factor = MIN (1.0, (double) SIDE / MAX (box->width, box->height));
  gsize stride = (gsize) 3 * derm_image_get_width (image), n = (gsize) 3 * box->width;
  const guint8 *pixels = (const guint8 *) g_bytes_get_data (derm_image_get_pixels (image), NULL) + 3 * box->x;
  g_autofree guint16 *sums = g_new (guint16, n);
  g_autofree Span *columns = NULL;

  small->width = MAX (1, (int) (box->width * factor + 0.5));
  small->height = MAX (1, (int) (box->height * factor + 0.5));
  small->luma = g_malloc ((gsize) small->width * small->height);
  columns = g_new (Span, small->width);
  for (int j = 0; j < small->width; j++)
    columns[j] = cut (0, box->width, small->width, j);
  for (int i = 0; i < small->height; i++)
    {
      Span rows = cut (box->y, box->height, small->height, i);

      add_rows (pixels, stride, &rows, n, sums);
      for (int j = 0; j < small->width; j++)
        small->luma[i * small->width + j] = find_luma (sums + 3 * columns[j].first, &columns[j], rows.n);
    }
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

static DermGate
measure (DermImage *image, const Box *box)
{
  g_autofree guint8 *luma = NULL;
  Small small;

  shrink (image, box, &small);
  luma = small.luma;
  if (measure_deviation (&small) < MIN_DEVIATION)
    return DERM_GATE_BLANK;
  return measure_sharpness (&small) < MIN_SHARPNESS ? DERM_GATE_BLURRED : (DermGate) 0;
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
