/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-settings.h"

#include <glib/gi18n.h>

#include "lens-menu.h"

static const int patches[] = { 2, 3, 4, 6, 8 };
static const int counts[] = { 8, 16, 32, 64, 128 }; /* of steps and copies */

static const char *const baselines[] = {
  [DERM_BASELINE_MEAN] = N_ ("mean"),
  [DERM_BASELINE_BLUR] = N_ ("blur"),
  [DERM_BASELINE_BLACK] = N_ ("black"),
  [DERM_BASELINE_WHITE] = N_ ("white"),
};

/* ---- layers ---- */

static gboolean
is_rectifier (DermModel *model, int layer)
{
  int shape[3];
  guint64 n_parameters, n_macs;
  g_autofree char *words = derm_model_describe_layer (model, layer, shape, &n_parameters, &n_macs);

  return words != NULL && g_ascii_strncasecmp (words, "relu", 4) == 0;
}

/* Of the convolutions that leave a map of several cells, in their order, what the next layer reads: their ReLU, where
 * there is one; (transfer full) of int. */
static GArray *
list_layers (DermModel *model)
{
  GArray *layers = g_array_new (FALSE, FALSE, sizeof (int));

  for (int layer = 0; layer < derm_model_get_n_layers (model); layer++)
    {
      int shape[3];
      guint64 n_parameters, n_macs;
      g_autofree char *words = derm_model_describe_layer (model, layer, shape, &n_parameters, &n_macs);

      if (words == NULL || !g_str_has_prefix (words, "conv") || shape[1] * shape[2] == 1)
        continue;
      if (is_rectifier (model, layer + 1))
        layer++;
      g_array_append_val (layers, layer);
    }

  return layers;
}

/* (transfer full) "conv 5, 7 × 7": counted from 1 among the convolutions. */
static char *
dup_layer_name (DermModel *model, GArray *layers, guint place)
{
  int shape[3];
  guint64 n_parameters, n_macs;
  g_autofree char *words
      = derm_model_describe_layer (model, g_array_index (layers, int, place), shape, &n_parameters, &n_macs);

  /* TRANSLATORS: a layer of the network: its number, width and height of its maps */
  return g_strdup_printf (_ ("conv %u, %d × %d"), place + 1, shape[2], shape[1]);
}

/* Of the layer that is used, which the map knows where the usual one is wanted; -1 if it is none of them. */
static int
find_layer (LensExplaining *explaining, GArray *layers)
{
  DermExplanation *map = lens_explaining_get_result (explaining, DERM_METHOD_GRADCAM);
  int layer = map != NULL ? derm_explanation_get_options (map)->layer : lens_explaining_get_options (explaining)->layer;

  for (guint i = 0; i < layers->len; i++)
    if (g_array_index (layers, int, i) == layer)
      return (int) i;

  return -1;
}

/* ---- words ---- */

const char *
lens_explain_settings_get_title (LensExplaining *explaining)
{
  switch (lens_explaining_get_method (explaining))
    {
    case DERM_METHOD_OCCLUSION:
      return _ ("Patch");
    case DERM_METHOD_INTEGRATED:
      return _ ("Steps");
    case DERM_METHOD_SMOOTHGRAD:
      return _ ("Copies");
    case DERM_METHOD_GRADCAM:
      return _ ("Layer");
    case DERM_METHOD_GRADIENT:
    default:
      return NULL;
    }
}

char *
lens_explain_settings_dup_value (LensExplaining *explaining, DermModel *model)
{
  const DermExplainOptions *options = lens_explaining_get_options (explaining);
  g_autoptr (GArray) layers = NULL;
  int place;

  switch (lens_explaining_get_method (explaining))
    {
    case DERM_METHOD_OCCLUSION:
      /* TRANSLATORS: width and height of a patch, and what stands in its place */
      return g_strdup_printf (_ ("%d × %d, %s"), options->patch, options->patch, _ (baselines[options->baseline]));
    case DERM_METHOD_INTEGRATED:
      return g_strdup_printf ("%d", options->steps);
    case DERM_METHOD_SMOOTHGRAD:
      return g_strdup_printf ("%d", options->copies);
    case DERM_METHOD_GRADCAM:
      layers = list_layers (model);
      place = find_layer (explaining, layers);
      return place >= 0 ? dup_layer_name (model, layers, (guint) place) : g_strdup (C_ ("layer", "usual"));
    case DERM_METHOD_GRADIENT:
    default:
      return NULL;
    }
}

/* ---- menu ---- */

static GMenuModel *
make_patch_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) sizes = g_menu_new (), fills = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autofree char *label = g_strdup_printf ("%d × %d", patches[i], patches[i]);

      lens_menu_append_number (sizes, label, "win.explain-patch", patches[i]);
    }
  for (int baseline = 0; baseline < (int) G_N_ELEMENTS (baselines); baseline++)
    lens_menu_append_choice (fills, _ (baselines[baseline]), "win.explain-baseline",
                             derm_baseline_get_id ((DermBaseline) baseline));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sizes));
  /* TRANSLATORS: a section of a menu: the colour that stands in place of a patch */
  g_menu_append_section (menu, _ ("Hidden by"), G_MENU_MODEL (fills));

  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_count_menu (const char *action)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *label = g_strdup_printf ("%d", counts[i]);

      lens_menu_append_number (menu, label, action, counts[i]);
    }

  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_layer_menu (DermModel *model)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GArray) layers = list_layers (model);

  for (guint i = 0; i < layers->len; i++)
    {
      g_autofree char *label = dup_layer_name (model, layers, i);

      lens_menu_append_number (menu, label, "win.explain-layer", g_array_index (layers, int, i));
    }

  return G_MENU_MODEL (menu);
}

GMenuModel *
lens_explain_settings_make_menu (LensExplaining *explaining, DermModel *model)
{
  switch (lens_explaining_get_method (explaining))
    {
    case DERM_METHOD_OCCLUSION:
      return make_patch_menu ();
    case DERM_METHOD_INTEGRATED:
      return make_count_menu ("win.explain-steps");
    case DERM_METHOD_SMOOTHGRAD:
      return make_count_menu ("win.explain-copies");
    case DERM_METHOD_GRADCAM:
      return make_layer_menu (model);
    case DERM_METHOD_GRADIENT:
    default:
      return G_MENU_MODEL (g_menu_new ());
    }
}

/* ---- keys ---- */

/* Of a value that is none of them the first or last is next. */
static int
step_among (const int *values, int n, int value, int by)
{
  int place = by > 0 ? -1 : n;

  for (int i = 0; i < n; i++)
    if (values[i] == value)
      place = i;

  return values[CLAMP (place + by, 0, n - 1)];
}

void
lens_explain_settings_step (LensExplaining *explaining, DermModel *model, int by)
{
  DermExplainOptions options = *lens_explaining_get_options (explaining);
  g_autoptr (GArray) layers = list_layers (model);
  int place = find_layer (explaining, layers);

  switch (lens_explaining_get_method (explaining))
    {
    case DERM_METHOD_OCCLUSION:
      options.patch = step_among (patches, G_N_ELEMENTS (patches), options.patch, by);
      break;
    case DERM_METHOD_INTEGRATED:
      options.steps = step_among (counts, G_N_ELEMENTS (counts), options.steps, by);
      break;
    case DERM_METHOD_SMOOTHGRAD:
      options.copies = step_among (counts, G_N_ELEMENTS (counts), options.copies, by);
      break;
    case DERM_METHOD_GRADCAM:
      if (layers->len > 0)
        options.layer = g_array_index (layers, int, CLAMP (place + by, 0, (int) layers->len - 1));
      break;
    case DERM_METHOD_GRADIENT:
    default:
      break;
    }
  lens_explaining_set_options (explaining, &options);
}
