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

static float
from_linear (double c)
{
  c = CLAMP (c, 0.0, 1.0);

  return (float) (c <= 0.0031308 ? 12.92 * c : 1.055 * pow (c, 1 / 2.4) - 0.055);
}

/* Björn Ottosson, A perceptual color space for image processing, 2020. */
static void
to_oklab (const GdkRGBA *color, double lab[3])
{
  double r = to_linear (color->red), g = to_linear (color->green), b = to_linear (color->blue);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

static GdkRGBA
from_oklab (const double lab[3])
{
  double l = pow (lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2], 3);
  double m = pow (lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2], 3);
  double s = pow (lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2], 3);

  return (GdkRGBA){ from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                    from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                    from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 1.0f };
}

static double
clamp_part (double part)
{
  return isnan (part) ? 0.0 : CLAMP (part, -1.0, 1.0);
}

GdkRGBA
lens_signed_colours_mix (const LensSignedColours *colours, double part)
{
  double zero[3], end[3], mixed[3], share;

  g_return_val_if_fail (colours != NULL, ((GdkRGBA){ 0, 0, 0, 1 }));

  part = clamp_part (part);
  share = fabs (part);
  to_oklab (&colours->zero, zero);
  to_oklab (part > 0 ? &colours->positive : &colours->negative, end);
  for (int i = 0; i < 3; i++)
    mixed[i] = zero[i] + share * (end[i] - zero[i]);

  return from_oklab (mixed);
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
