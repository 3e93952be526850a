/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-theme.h"

#include <string.h>

static GdkRGBA
text_color (GtkWidget *widget)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);

  return color;
}

/* Light text means a dark ground, whatever the theme is called. */
gboolean
lens_theme_is_dark (GtkWidget *widget)
{
  GdkRGBA text = text_color (widget);

  return 0.2126 * text.red + 0.7152 * text.green + 0.0722 * text.blue > 0.5;
}

static gboolean
is_high_contrast (GtkWidget *widget)
{
  g_autofree char *name = NULL;

  g_object_get (gtk_widget_get_settings (widget), "gtk-theme-name", &name, NULL);

  return name != NULL && (strstr (name, "HighContrast") != NULL || strstr (name, "-hc") != NULL);
}

DermTheme
lens_theme_for_widget (GtkWidget *widget)
{
  gboolean is_dark = lens_theme_is_dark (widget);
  GdkRGBA text = text_color (widget);
  DermTheme theme;

  if (is_high_contrast (widget))
    theme = *derm_theme_high_contrast (is_dark);
  else
    theme = is_dark ? *derm_theme_dark () : *derm_theme_light ();

  theme.background = (DermColor){ 0, 0, 0, 0 };
  theme.text = (DermColor){ text.red, text.green, text.blue, text.alpha };

  return theme;
}

double
lens_theme_get_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? CLAMP (dpi / (96.0 * 1024.0), 0.5, 4.0) : 1.0;
}

int
lens_theme_get_char_width (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);

  return width;
}

PangoFontDescription *
lens_theme_dup_font (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  double scale = lens_theme_get_text_scale (widget);
  int size = pango_font_description_get_size (font);

  /* An absolute size is in pixels and already scaled; points grow with the screen's resolution. */
  if (!pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_size (font, (int) (size * scale));

  return font;
}
