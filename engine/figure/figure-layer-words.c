/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figure-layer.h"

#define LEFT_TO_RIGHT_ISOLATE "\u2066"
#define POP_ISOLATE "\u2069"

typedef enum { OTHER, NORM, CONV, POOL, DENSE, N_KINDS } Kind;

static Kind
kind_of (DermActivations *activations, int layer, gboolean is_first)
{
  const char *op = derm_activations_get_op (activations, layer);

  if (g_str_equal (op, "conv"))
    return CONV;
  if (g_str_equal (op, "linear"))
    return DENSE;
  if (g_str_equal (op, "maxpool") || g_str_equal (op, "avgpool"))
    return POOL;
  return is_first && !g_str_equal (op, "flatten") ? NORM : OTHER;
}

int
derm_figure_layer_find_first (DermActivations *activations, int layer)
{
  int first = -1;

  for (int i = 0; i <= layer; i++)
    if (kind_of (activations, i, first < 0) != OTHER)
      first = i;
  return first;
}

char *
derm_figure_layer_dup_name (DermActivations *activations, int layer)
{
  const int n_layers = derm_activations_get_n_layers (activations);
  int counts[N_KINDS] = { 0 }, first = -1;
  Kind kind = OTHER;

  for (int i = 0; i <= layer; i++)
    {
      Kind next = kind_of (activations, i, first < 0);

      if (next == OTHER)
        continue;
      kind = next;
      counts[kind]++;
      first = i;
    }
  switch (kind)
    {
    case NORM:
      /* Translators: these name a layer of the network with its number, in as few letters as the field uses */
      return g_strdup_printf (C_ ("layer", "norm %d"), counts[NORM]);
    case CONV:
      return g_strdup_printf (C_ ("layer", "conv %d"), counts[CONV]);
    case POOL:
      return g_strdup_printf (C_ ("layer", "pool %d"), counts[POOL]);
    case DENSE:
      return derm_figure_layer_find_first (activations, n_layers - 1) == first
                 ? g_strdup (C_ ("layer", "logits"))
                 : g_strdup_printf (C_ ("layer", "dense %d"), counts[DENSE]);
    case OTHER:
    default:
      return g_strdup (C_ ("layer", "input"));
    }
}

/* The sign stands in front of the digits in every language. */
char *
derm_figure_layer_format (const LayerPage *page, double value, gboolean has_plus)
{
  const char *sign = fabs (value) < 0.005 ? "" : value < 0 ? "−" : has_plus ? "+" : "";

  return g_strdup_printf ("%s%s%.2f%s", page->is_rtl ? LEFT_TO_RIGHT_ISOLATE : "", sign, fabs (value),
                          page->is_rtl ? POP_ISOLATE : "");
}

char *
derm_figure_layer_format_end (double value)
{
  const double size = fabs (value);
  const int digits = size >= 100 || size == 0 ? 0 : size >= 0.95 ? 1 : 2;

  return g_strdup_printf ("%s%.*f", value < 0 ? "−" : value > 0 ? "+" : "", digits, size);
}

char *
derm_figure_layer_dup_plane (DermActivations *activations, int channel)
{
  static const char *const colors[] = { N_ ("red"), N_ ("green"), N_ ("blue") };
  DermRecipe *recipe = derm_input_get_recipe (derm_activations_get_input (activations));

  if (derm_recipe_get_layout (recipe) == DERM_LAYOUT_PLANES && channel < (int) G_N_ELEMENTS (colors))
    return g_strdup (_ (colors[channel]));
  /* Translators: one of the three planes that the network reads, which are not the colours of the image */
  return g_strdup_printf (_ ("plane %d"), channel + 1);
}

char *
derm_figure_layer_dup_source (DermActivations *activations, int layer, int channel)
{
  int shape[3];
  gsize n;

  if (layer < 0)
    return derm_figure_layer_dup_plane (activations, channel);
  derm_activations_get_values (activations, layer, shape, &n);
  if (shape[1] == 1 && shape[2] == 1)
    return g_strdup_printf (_ ("value %d"), channel);
  return g_strdup_printf (_ ("map %d"), channel);
}
