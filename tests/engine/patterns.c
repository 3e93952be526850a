/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "patterns.h"

#include <math.h>
#include <string.h>

const char *const pattern_codes[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };

static const int colours[PATTERN_CLASSES][3] = {
  { 200, 120, 140 }, { 140, 150, 190 }, { 150, 130, 60 }, { 130, 70, 150 },
  { 50, 45, 70 },    { 120, 80, 50 },   { 190, 40, 50 },
};

void
pattern_draw (int class, guint32 seed, double brightness, guint8 *rgb)
{
  const guint32 seeds[] = { (guint32) class, seed };
  g_autoptr (GRand) random = g_rand_new_with_seed_array (seeds, 2);
  double cx = g_rand_double_range (random, 0.3, 0.7), cy = g_rand_double_range (random, 0.3, 0.7);
  double size = g_rand_double_range (random, 0.18, 0.35), light = g_rand_double_range (random, 0.85, 1.1);
  double cx2 = g_rand_double (random), cy2 = g_rand_double (random), size2 = g_rand_double_range (random, 0.08, 0.2);
  double skin[3], patch[3];

  for (int c = 0; c < 3; c++)
    {
      skin[c] = 215 - 25 * c + g_rand_double_range (random, -15, 15);
      patch[c] = colours[class][c] + g_rand_double_range (random, -22, 22);
    }
  for (int i = 0; i < PATTERN_BYTES; i++)
    {
      double x = (i / 3 % PATTERN_WIDTH + 0.5) / PATTERN_WIDTH, y = (i / 3 / PATTERN_WIDTH + 0.5) / PATTERN_HEIGHT;
      double away = fmin (hypot (x - cx, y - cy) - size, hypot (x - cx2, y - cy2) - size2);
      double share = 1 / (1 + exp (25 * away));
      double value = skin[i % 3] + (patch[i % 3] - skin[i % 3]) * share + g_rand_double_range (random, -18, 18);

      rgb[i] = (guint8) CLAMP (value * light * brightness, 0, 255);
    }
}

void
pattern_save (int class, guint32 seed, double brightness, const char *path)
{
  g_autofree char *header = g_strdup_printf ("P6\n%d %d\n255\n", PATTERN_WIDTH, PATTERN_HEIGHT);
  gsize length = strlen (header);
  g_autofree guint8 *file = g_malloc (length + PATTERN_BYTES);
  g_autoptr (GError) error = NULL;

  memcpy (file, header, length);
  pattern_draw (class, seed, brightness, file + length);
  g_file_set_contents (path, (const char *) file, (gssize) (length + PATTERN_BYTES), &error);
  g_assert_no_error (error);
}
