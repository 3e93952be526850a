/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-version.h"
#include "figure-private.h"

void
derm_figure_set_color (cairo_t *cr, const DermColor *color, double strength)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a * strength);
}

void
derm_figure_path_rounded (cairo_t *cr, const cairo_rectangle_t *box, double radius)
{
  double r = MAX (0, MIN (radius, MIN (box->width, box->height) / 2));
  double right = box->x + box->width, bottom = box->y + box->height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, box->y + r, r, -G_PI_2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI_2);
  cairo_arc (cr, box->x + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc (cr, box->x + r, box->y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
path_triangle (cairo_t *cr, double x, double y, double size)
{
  /* equal sides; its middle sits a little low so that it looks centred */
  double half = size * 0.56, top = y - size * 0.54, bottom = y + size * 0.43;

  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x + half, bottom);
  cairo_line_to (cr, x - half, bottom);
  cairo_close_path (cr);
}

static void
path_diamond (cairo_t *cr, double x, double y, double size)
{
  double half = size * 0.53;

  cairo_move_to (cr, x, y - half);
  cairo_line_to (cr, x + half, y);
  cairo_line_to (cr, x, y + half);
  cairo_line_to (cr, x - half, y);
  cairo_close_path (cr);
}

void
derm_figure_sign (cairo_t *cr, DermGroup group, double x, double y, double size, const DermTheme *theme)
{
  const DermColor *color = NULL;

  cairo_new_path (cr);
  switch (group)
    {
    case DERM_GROUP_MALIGNANT:
      path_triangle (cr, x, y, size);
      color = &theme->malignant;
      break;
    case DERM_GROUP_PRE_MALIGNANT:
      path_diamond (cr, x, y, size);
      color = &theme->pre_malignant;
      break;
    case DERM_GROUP_BENIGN:
      cairo_arc (cr, x, y, size * 0.37, 0, 2 * G_PI);
      color = &theme->benign;
      break;
    case DERM_GROUP_UNKNOWN:
    default:
      return;
    }
  derm_figure_set_color (cr, color, 1);
  cairo_fill (cr);
}

PangoLayout *
derm_figure_text (cairo_t *cr, const PangoFontDescription *font, gboolean is_bold, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (is_bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE); /* a model's labels are not ours */
  pango_layout_set_text (layout, text != NULL ? text : "", -1);
  pango_attr_list_unref (attributes);
  return layout;
}

static void
copy_row (const guint8 *rgb, int width, int times, guint32 *out)
{
  for (int x = 0; x < width; x++)
    for (int i = 0; i < times; i++)
      *out++ = (guint32) rgb[3 * x] << 16 | (guint32) rgb[3 * x + 1] << 8 | rgb[3 * x + 2];
}

cairo_surface_t *
derm_figure_surface (const guint8 *rgb, int width, int height, int times)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * times, height * times);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (pixels == NULL) /* a surface in error: whoever paints with it gets the status */
    return surface;
  for (int y = 0; y < height * times; y++)
    copy_row (rgb + (gsize) 3 * width * (y / times), width, times, (guint32 *) (void *) (pixels + (gsize) stride * y));
  cairo_surface_mark_dirty (surface);
  return surface;
}

char *
derm_figure_dup_origin (DermModel *model, DermInput *input)
{
  g_autofree char *recipe = derm_input_note_painted (input, derm_recipe_get_name (derm_input_get_recipe (input)));

  return g_strdup_printf ("Dermlens %s · %s %s, sha256 %.16s… · %s · %s sha256 %.16s…", derm_version (),
                          derm_model_get_name (model), derm_model_get_version (model), derm_model_get_sha256 (model),
                          recipe, _ ("input"), derm_input_get_sha256 (input));
}
