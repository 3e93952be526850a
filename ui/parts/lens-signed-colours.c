/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-signed-colours.h"

#include <math.h>

#include "lens-theme.h"

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    ((hex) >> 16 & 255) / 255.0f, ((hex) >> 8 & 255) / 255.0f, ((hex) &255) / 255.0f, 1.0f                             \
  }

/* By whether the contrast is high, then whether it is dark. tests/ui/test-signed-colours.c computes contrasts and how
 * far the two ends are apart for eyes that confuse colours. */
static const LensSignedColours styles[2][2] = {
  { { RGB (0x8a34ab), RGB (0x357426), RGB (0xf6f5f4) }, { RGB (0xdda0f5), RGB (0x86cf76), RGB (0x2d2d2d) } },
  { { RGB (0x5a0080), RGB (0x0a4a00), RGB (0xffffff) }, { RGB (0xe6b0ff), RGB (0x3fdc2c), RGB (0x000000) } },
};

static const GdkRGBA over_for = RGB (0xa03cc8), over_against = RGB (0x3f9a2c);

const LensSignedColours *
lens_signed_colours_get (gboolean is_dark, gboolean is_high_contrast)
{
  return &styles[is_high_contrast != FALSE][is_dark != FALSE];
}

const LensSignedColours *
lens_signed_colours_for_widget (GtkWidget *widget)
{
  DermTheme theme = lens_theme_for_widget (widget);

  return lens_signed_colours_get (lens_theme_is_dark (widget), theme.is_high_contrast);
}

static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static DermColor
to_derm (const GdkRGBA *color)
{
  return (DermColor){ (double) color->red, (double) color->green, (double) color->blue, 1 };
}

static double
clamp_part (double part)
{
  return isnan (part) ? 0.0 : CLAMP (part, -1.0, 1.0);
}

GdkRGBA
lens_signed_colours_mix (const LensSignedColours *colours, double part)
{
  DermColor zero, end, mixed;

  g_return_val_if_fail (colours != NULL, ((GdkRGBA){ 0, 0, 0, 1 }));

  part = clamp_part (part);
  zero = to_derm (&colours->zero);
  end = to_derm (part > 0 ? &colours->positive : &colours->negative);
  mixed = derm_figure_mix (&zero, &end, fabs (part));

  return (GdkRGBA){ (float) mixed.r, (float) mixed.g, (float) mixed.b, 1.0f };
}

GdkRGBA
lens_signed_colours_over (double part, double opacity)
{
  GdkRGBA color;

  part = clamp_part (part);
  color = part > 0 ? over_for : over_against;
  color.alpha = (float) (CLAMP (opacity, 0.0, 1.0) * fabs (part));

  return color;
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * to_linear (color->red) + 0.7152 * to_linear (color->green) + 0.0722 * to_linear (color->blue);
}

GdkRGBA
lens_signed_colours_text (const GdkRGBA *ground)
{
  double light;

  g_return_val_if_fail (ground != NULL, ((GdkRGBA){ 0, 0, 0, 1 }));

  light = luminance (ground);

  /* The contrasts of WCAG 2, (lighter + 0.05) / (darker + 0.05), with black and with white. */
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? (GdkRGBA){ 0, 0, 0, 1 } : (GdkRGBA){ 1, 1, 1, 1 };
}
