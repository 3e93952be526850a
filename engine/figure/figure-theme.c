/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "derm-figure.h"

/* tests/cli/test-figure.c computes the contrasts: text and signs at least 4.5 : 1 against the background. */

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex)&255) / 255.0, 1.0                                  \
  }

static const DermTheme light = {
  .background = RGB (0xfafafa),
  .text = RGB (0x2b2b2b),
  .dim_text = RGB (0x696969),
  .accent = RGB (0x1c71d8),
  .track = RGB (0xebebeb),
  .malignant = RGB (0xb0470f),
  .pre_malignant = RGB (0x7d6200),
  .benign = RGB (0x1f6b9e),
};

static const DermTheme dark = {
  .background = RGB (0x242424),
  .text = RGB (0xf2f2f2),
  .dim_text = RGB (0xa0a0a0),
  .accent = RGB (0x78aeed),
  .track = RGB (0x303030),
  .malignant = RGB (0xff9052),
  .pre_malignant = RGB (0xe5c04b),
  .benign = RGB (0x7cc0ec),
};

static const DermTheme high_contrast_light = {
  .background = RGB (0xffffff),
  .text = RGB (0x000000),
  .dim_text = RGB (0x303030),
  .accent = RGB (0x0b4aa0),
  .track = RGB (0xffffff),
  .malignant = RGB (0x8a2f00),
  .pre_malignant = RGB (0x574400),
  .benign = RGB (0x004a7a),
  .is_high_contrast = TRUE,
};

static const DermTheme high_contrast_dark = {
  .background = RGB (0x000000),
  .text = RGB (0xffffff),
  .dim_text = RGB (0xd8d8d8),
  .accent = RGB (0x99c8ff),
  .track = RGB (0x000000),
  .malignant = RGB (0xffb48c),
  .pre_malignant = RGB (0xffe27a),
  .benign = RGB (0xa6dcff),
  .is_high_contrast = TRUE,
};

static const DermTheme print = {
  .background = RGB (0xffffff),
  .text = RGB (0x1a1a1a),
  .dim_text = RGB (0x606060),
  .accent = RGB (0x1a65c0),
  .track = RGB (0xededed),
  .malignant = RGB (0xb0470f),
  .pre_malignant = RGB (0x7d6200),
  .benign = RGB (0x1f6b9e),
};

/**
 * derm_theme_light:
 *
 * Returns: colours on a light window
 */
const DermTheme *
derm_theme_light (void)
{
  return &light;
}

/**
 * derm_theme_dark:
 *
 * Returns: colours on a dark window
 */
const DermTheme *
derm_theme_dark (void)
{
  return &dark;
}

/**
 * derm_theme_high_contrast:
 * @is_dark: white on black instead of black on white
 *
 * Returns: colours of strong contrast, with outlines
 */
const DermTheme *
derm_theme_high_contrast (gboolean is_dark)
{
  return is_dark ? &high_contrast_dark : &high_contrast_light;
}

/**
 * derm_theme_print:
 *
 * Returns: colours on white paper
 */
const DermTheme *
derm_theme_print (void)
{
  return &print;
}
