/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "figure-recorder.h"

#include <dlfcn.h>

static GArray *texts;

static void
text_clear (gpointer data)
{
  g_free (((FigureText *) data)->text);
}

void
figure_recorder_clear (void)
{
  if (texts == NULL)
    {
      texts = g_array_new (FALSE, FALSE, sizeof (FigureText));
      g_array_set_clear_func (texts, text_clear);
    }
  g_array_set_size (texts, 0);
}

const FigureText *
figure_recorder_get (guint n)
{
  return n < texts->len ? &g_array_index (texts, FigureText, n) : NULL;
}

const FigureText *
figure_recorder_find (const char *text)
{
  const FigureText *found = NULL;

  for (guint i = 0; i < texts->len; i++)
    if (g_str_equal (g_array_index (texts, FigureText, i).text, text))
      {
        g_assert_null (found);
        found = &g_array_index (texts, FigureText, i);
      }
  return found;
}

static gboolean
starts_bold (PangoLayout *layout)
{
  PangoAttrList *list = pango_layout_get_attributes (layout);
  PangoAttrIterator *iterator = list != NULL ? pango_attr_list_get_iterator (list) : NULL;
  PangoFontDescription *font = pango_font_description_copy (pango_layout_get_font_description (layout));
  gboolean is_bold;

  if (iterator != NULL)
    pango_attr_iterator_get_font (iterator, font, NULL, NULL);
  is_bold = pango_font_description_get_weight (font) >= PANGO_WEIGHT_BOLD;
  g_clear_pointer (&iterator, pango_attr_iterator_destroy);
  pango_font_description_free (font);
  return is_bold;
}

static void
note (cairo_t *cr, PangoLayout *layout)
{
  FigureText text = { .text = g_strdup (pango_layout_get_text (layout)),
                      .is_bold = starts_bold (layout),
                      .is_cut = pango_layout_is_ellipsized (layout) };
  PangoRectangle logical;
  double r = 0, g = 0, b = 0, right, bottom;

  pango_layout_get_extents (layout, NULL, &logical);
  cairo_get_current_point (cr, &text.x, &text.y);
  text.x += pango_units_to_double (logical.x);
  text.y += pango_units_to_double (logical.y);
  right = text.x + pango_units_to_double (logical.width);
  bottom = text.y + pango_units_to_double (logical.height);
  cairo_user_to_device (cr, &text.x, &text.y);
  cairo_user_to_device (cr, &right, &bottom);
  text.width = right - text.x;
  text.height = bottom - text.y;
  cairo_pattern_get_rgba (cairo_get_source (cr), &r, &g, &b, NULL);
  text.brightness = (r + g + b) / 3;
  g_array_append_val (texts, text);
}

#pragma GCC visibility push(default)

void
pango_cairo_show_layout (cairo_t *cr, PangoLayout *layout)
{
  void (*real) (cairo_t *, PangoLayout *) = NULL;

  if (texts != NULL)
    note (cr, layout);
  *(void **) &real = dlsym (RTLD_NEXT, "pango_cairo_show_layout");
  g_assert_nonnull ((gpointer) real);
  real (cr, layout);
}
