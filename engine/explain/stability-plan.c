/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "explain-private.h"
#include "stability-private.h"

/* What is done to an image: the numbers that derm-stability.h tells. */

#define MOST_TURN 10.0
#define MOST_SHIFT (1.0 / 28)
#define MOST_BRIGHTNESS 0.1
#define MOST_BLUR (1.0 / 28)

enum {
  N_TURNS = 10,
  N_SHIFTS = 16,
  N_BRIGHTNESSES = 10,
  N_BLURS = 4,
  N_QUALITIES = 10,
  FIRST_DRAWN = N_TURNS + N_SHIFTS + N_BRIGHTNESSES + N_BLURS + N_QUALITIES,
  LEAST_QUALITY = 50,
  MOST_QUALITY = 95,
  DRAWS_OF_ONE = 6,
};

static const char *const ids[] = { "turn", "shift", "brightness", "blur", "jpeg", "all" };

G_STATIC_ASSERT (G_N_ELEMENTS (ids) == DERM_N_SHAKES);

const char *
derm_shake_get_id (DermShake shake)
{
  g_return_val_if_fail ((guint) shake < G_N_ELEMENTS (ids), NULL);
  return ids[shake];
}

/* Number i of n steps from -1 to 1, without the 0 in the middle. */
static double
take_step (int i, int n)
{
  int steps = n / 2, step = i < steps ? i - steps : i - steps + 1;

  return (double) step / steps;
}

/* Half a step and a whole one, each in eight directions. */
static void
plan_shift (int i, DermDisturbance *disturbance)
{
  static const int directions[][2]
      = { { -1, -1 }, { 0, -1 }, { 1, -1 }, { -1, 0 }, { 1, 0 }, { -1, 1 }, { 0, 1 }, { 1, 1 } };
  double step = i < 8 ? MOST_SHIFT / 2 : MOST_SHIFT;

  disturbance->shake = DERM_SHAKE_SHIFT;
  disturbance->right = directions[i % 8][0] * step;
  disturbance->down = directions[i % 8][1] * step;
}

static double
draw (guint seed, int index, guint number, double from, double to)
{
  return from + (to - from) * derm_random_uniform (seed, (guint64) index * DRAWS_OF_ONE + number);
}

static void
plan_all (guint seed, int i, DermDisturbance *disturbance)
{
  disturbance->shake = DERM_SHAKE_ALL;
  disturbance->turn = draw (seed, i, 0, -MOST_TURN, MOST_TURN);
  disturbance->right = draw (seed, i, 1, -MOST_SHIFT, MOST_SHIFT);
  disturbance->down = draw (seed, i, 2, -MOST_SHIFT, MOST_SHIFT);
  disturbance->brightness = draw (seed, i, 3, 1 - MOST_BRIGHTNESS, 1 + MOST_BRIGHTNESS);
  disturbance->blur = draw (seed, i, 4, 0, MOST_BLUR);
  disturbance->quality = (int) draw (seed, i, 5, LEAST_QUALITY, MOST_QUALITY + 1);
}

DermDisturbance
derm_stability_plan (guint seed, int index)
{
  DermDisturbance disturbance = { .shake = DERM_SHAKE_TURN, .brightness = 1 };
  int i = index;

  if (i < N_TURNS)
    disturbance.turn = MOST_TURN * take_step (i, N_TURNS);
  else if ((i -= N_TURNS) < N_SHIFTS)
    plan_shift (i, &disturbance);
  else if ((i -= N_SHIFTS) < N_BRIGHTNESSES)
    {
      disturbance.shake = DERM_SHAKE_BRIGHTNESS;
      disturbance.brightness = 1 + MOST_BRIGHTNESS * take_step (i, N_BRIGHTNESSES);
    }
  else if ((i -= N_BRIGHTNESSES) < N_BLURS)
    {
      disturbance.shake = DERM_SHAKE_BLUR;
      disturbance.blur = MOST_BLUR * (i + 1) / N_BLURS;
    }
  else if ((i -= N_BLURS) < N_QUALITIES)
    {
      disturbance.shake = DERM_SHAKE_JPEG;
      disturbance.quality = MOST_QUALITY - (MOST_QUALITY - LEAST_QUALITY) / (N_QUALITIES - 1) * i;
    }
  else
    plan_all (seed, index - FIRST_DRAWN, &disturbance);
  return disturbance;
}
