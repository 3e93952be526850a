/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-private.h"

#include <math.h>

static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
from_linear (double c)
{
  c = CLAMP (c, 0.0, 1.0);
  return c <= 0.0031308 ? 12.92 * c : 1.055 * pow (c, 1 / 2.4) - 0.055;
}

/* Björn Ottosson, A perceptual color space for image processing, 2020. */
static void
to_oklab (const DermColor *color, double lab[3])
{
  double r = to_linear (color->r), g = to_linear (color->g), b = to_linear (color->b);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

static DermColor
from_oklab (const double lab[3])
{
  double l = pow (lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2], 3);
  double m = pow (lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2], 3);
  double s = pow (lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2], 3);

  return (DermColor){ from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                      from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                      from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 1 };
}

DermColor
derm_figure_mix (const DermColor *from, const DermColor *to, double share)
{
  double start[3], end[3], mixed[3];

  g_return_val_if_fail (from != NULL, ((DermColor){ 0, 0, 0, 1 }));
  g_return_val_if_fail (to != NULL, *from);

  share = share > 0 ? MIN (share, 1) : 0; /* 0 for what is no number, too */
  to_oklab (from, start);
  to_oklab (to, end);
  for (int i = 0; i < 3; i++)
    mixed[i] = start[i] + share * (end[i] - start[i]);
  return from_oklab (mixed);
}
