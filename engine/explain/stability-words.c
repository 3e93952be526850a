/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "stability-private.h"

/* What was done and what came of it, for people. */

/* Without its sign: with one decimal, or none if that is 0. */
static char *
format_amount (double amount)
{
  double rounded = floor (fabs (amount) * 10 + 0.5) / 10;

  return g_strdup_printf ("%.*f", rounded == floor (rounded) ? 0 : 1, rounded);
}

/* The words for more than the usual or for less; nothing if it is the usual. */
static void
add (GStrvBuilder *parts, double amount, const char *more, const char *less)
{
  g_autofree char *number = format_amount (amount), *text = NULL;

  if (amount == 0)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* each of the callers' has one %s */
  text = g_strdup_printf (amount > 0 ? more : less, number);
#pragma GCC diagnostic pop
  g_strv_builder_add (parts, text);
}

char *
derm_stability_describe_disturbance (DermStability *self, int index)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  DermDisturbance what;

  g_return_val_if_fail (DERM_IS_STABILITY (self), NULL);

  if (!derm_stability_get_disturbance (self, index, &what))
    return NULL;
  add (parts, what.turn, _ ("turned %s° to the left"), _ ("turned %s° to the right"));
  /* Translators: by so much of the width or height of the image */
  add (parts, 100 * what.right, _ ("moved %s %% to the right"), _ ("moved %s %% to the left"));
  add (parts, 100 * what.down, _ ("moved %s %% down"), _ ("moved %s %% up"));
  /* Translators: over so much of the shorter side of the image */
  add (parts, 100 * what.blur, _ ("blurred over %s %%"), "");
  add (parts, 100 * (what.brightness - 1), _ ("%s %% brighter"), _ ("%s %% darker"));
  if (what.quality > 0)
    {
      g_autofree char *text = g_strdup_printf (_ ("JPEG quality %d"), what.quality);

      g_strv_builder_add (parts, text);
    }
  list = g_strv_builder_end (parts);
  return g_strjoinv (_ (", "), list);
}

/* The index of the largest, the first of equals; -1 if all are 0. */
static int
find_most (const int *counts, int n)
{
  int most = -1;

  for (int i = 0; i < n; i++)
    if (counts[i] > (most >= 0 ? counts[most] : 0))
      most = i;
  return most;
}

/* How often each other class was answered, most often first: "nv 12, bcc 3". */
static char *
list_answers (DermStability *self, DermDecision decision)
{
  int n = derm_prediction_get_n_classes (self->prediction);
  g_autofree int *counts = g_new0 (int, n);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->disturbed->len; i++)
    counts[derm_prediction_get_answer (self->disturbed->pdata[i], decision)]++;
  counts[derm_prediction_get_answer (self->prediction, decision)] = 0;
  for (int most; (most = find_most (counts, n)) >= 0; counts[most] = 0)
    g_string_append_printf (text, "%s%s %d", text->len > 0 ? _ (", ") : "",
                            derm_prediction_get_label (self->prediction, most), counts[most]);
  return g_string_free (text, FALSE);
}

char *
derm_stability_describe (DermStability *self, DermDecision decision)
{
  g_autofree char *answers = NULL;
  int n, n_changed;

  g_return_val_if_fail (DERM_IS_STABILITY (self), NULL);

  n_changed = derm_stability_count (self, -1, decision, &n);
  if (n_changed < 0)
    return NULL;
  if (n_changed == 0)
    return g_strdup_printf (_ ("The answer stayed the same in all %d disturbances."), n);
  answers = list_answers (self, decision);
  return g_strdup_printf (
      /* Translators: %1$d and %2$d are numbers, %3$s is a list of classes with numbers, like "nv 12, bcc 3" */
      ngettext ("The answer changed in %1$d of %2$d disturbances: %3$s.",
                "The answer changed in %1$d of %2$d disturbances: %3$s.", (gulong) n_changed),
      n_changed, n, answers);
}
