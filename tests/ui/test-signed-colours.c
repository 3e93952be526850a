/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "lens-signed-colours.h"

/* Linear light, as an eye gets it. */
typedef struct {
  double v[3];
} Light;

/* Machado, Oliveira, Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009:
 * severity 1. */
static const double eyes[][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static Light
multiply (const double matrix[3][3], Light light)
{
  Light product;

  for (int i = 0; i < 3; i++)
    product.v[i] = matrix[i][0] * light.v[0] + matrix[i][1] * light.v[1] + matrix[i][2] * light.v[2];

  return product;
}

static Light
light_of (const GdkRGBA *color)
{
  Light light = { { color->red, color->green, color->blue } };

  for (int i = 0; i < 3; i++)
    light.v[i] = light.v[i] <= 0.04045 ? light.v[i] / 12.92 : pow ((light.v[i] + 0.055) / 1.055, 2.4);

  return light;
}

static Light
oklab (Light light)
{
  const double to_cones[3][3] = { { 0.4122214708, 0.5363325363, 0.0514459929 },
                                  { 0.2119034982, 0.6806995451, 0.1073969566 },
                                  { 0.0883024619, 0.2817188376, 0.6299787005 } };
  const double to_lab[3][3] = { { 0.2104542553, 0.7936177850, -0.0040720468 },
                                { 1.9779984951, -2.4285922050, 0.4505937099 },
                                { 0.0259040371, 0.7827717662, -0.8086757660 } };
  Light cones = multiply (to_cones, light);

  for (int i = 0; i < 3; i++)
    cones.v[i] = cbrt (MAX (cones.v[i], 0.0));

  return multiply (to_lab, cones);
}

static double
distance (Light a, Light b)
{
  double sum = 0.0;

  a = oklab (a);
  b = oklab (b);
  for (int i = 0; i < 3; i++)
    sum += (a.v[i] - b.v[i]) * (a.v[i] - b.v[i]);

  return 100.0 * sqrt (sum);
}

static double
contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  Light x = light_of (a), y = light_of (b);
  double p = 0.2126 * x.v[0] + 0.7152 * x.v[1] + 0.0722 * x.v[2] + 0.05;
  double q = 0.2126 * y.v[0] + 0.7152 * y.v[1] + 0.0722 * y.v[2] + 0.05;

  return MAX (p, q) / MIN (p, q);
}

static void
assert_near (const GdkRGBA *color, const GdkRGBA *expected)
{
  g_assert_cmpfloat_with_epsilon (color->red, expected->red, 0.5 / 255);
  g_assert_cmpfloat_with_epsilon (color->green, expected->green, 0.5 / 255);
  g_assert_cmpfloat_with_epsilon (color->blue, expected->blue, 0.5 / 255);
  g_assert_cmpfloat_with_epsilon (color->alpha, expected->alpha, 0.5 / 255);
}

static void
test_ends (void)
{
  for (int style = 0; style < 4; style++)
    {
      const LensSignedColours *colors = lens_signed_colours_get (style & 1, style & 2);
      GdkRGBA positive = lens_signed_colours_mix (colors, 1), beyond = lens_signed_colours_mix (colors, 7);
      GdkRGBA negative = lens_signed_colours_mix (colors, -1), zero = lens_signed_colours_mix (colors, 0);
      GdkRGBA none = lens_signed_colours_mix (colors, NAN);

      assert_near (&positive, &colors->positive);
      assert_near (&beyond, &colors->positive);
      assert_near (&negative, &colors->negative);
      assert_near (&zero, &colors->zero);
      assert_near (&none, &colors->zero);
    }
}

/* Equal steps of the value are equal steps for the eye, which a mixture of sRGB's numbers would not give. */
static void
test_linear (void)
{
  for (int style = 0; style < 4; style++)
    for (int sign = -1; sign <= 1; sign += 2)
      {
        const LensSignedColours *colors = lens_signed_colours_get (style & 1, style & 2);
        GdkRGBA zero = lens_signed_colours_mix (colors, 0), end = lens_signed_colours_mix (colors, sign);
        double whole = distance (light_of (&zero), light_of (&end));

        for (int i = 1; i < 8; i++)
          {
            GdkRGBA color = lens_signed_colours_mix (colors, sign * i / 8.0);

            g_assert_cmpfloat_with_epsilon (distance (light_of (&zero), light_of (&color)), whole * i / 8.0,
                                            0.02 * whole);
          }
      }
}

static void
test_eyes (void)
{
  for (int style = 0; style < 4; style++)
    for (gsize eye = 0; eye < G_N_ELEMENTS (eyes); eye++)
      {
        const LensSignedColours *colors = lens_signed_colours_get (style & 1, style & 2);
        Light positive = multiply (eyes[eye], light_of (&colors->positive));
        Light negative = multiply (eyes[eye], light_of (&colors->negative));

        /* Those of high contrast are told apart by lightness less: dark on white, both. */
        g_assert_cmpfloat (distance (positive, negative), >=, style & 2 ? 13.5 : 14.0);
      }
}

static void
test_contrast (void)
{
  for (int style = 0; style < 4; style++)
    {
      const LensSignedColours *colors = lens_signed_colours_get (style & 1, style & 2);

      g_assert_cmpfloat (contrast (&colors->positive, &colors->zero), >=, style & 2 ? 7.0 : 4.5);
      g_assert_cmpfloat (contrast (&colors->negative, &colors->zero), >=, style & 2 ? 7.0 : 4.5);
    }
}

static void
test_text (void)
{
  for (int style = 0; style < 4; style++)
    for (int i = -16; i <= 16; i++)
      {
        GdkRGBA ground = lens_signed_colours_mix (lens_signed_colours_get (style & 1, style & 2), i / 16.0);
        GdkRGBA text = lens_signed_colours_text (&ground);

        g_assert_cmpfloat (contrast (&text, &ground), >=, 4.5);
      }
}

static void
test_over (void)
{
  GdkRGBA color = lens_signed_colours_over (0.5, 0.72);

  assert_near (&color, &(GdkRGBA){ 0xa0 / 255.0f, 0x3c / 255.0f, 0xc8 / 255.0f, 0.36f });
  color = lens_signed_colours_over (-2, 0.72);
  assert_near (&color, &(GdkRGBA){ 0x3f / 255.0f, 0x9a / 255.0f, 0x2c / 255.0f, 0.72f });
  color = lens_signed_colours_over (NAN, 1);
  g_assert_cmpfloat (color.alpha, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signed-colours/ends", test_ends);
  g_test_add_func ("/signed-colours/linear", test_linear);
  g_test_add_func ("/signed-colours/eyes", test_eyes);
  g_test_add_func ("/signed-colours/contrast", test_contrast);
  g_test_add_func ("/signed-colours/text", test_text);
  g_test_add_func ("/signed-colours/over", test_over);

  return g_test_run ();
}
