/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-save-shown.h"

#include <glib/gi18n.h>

#include "lens-save.h"

DermExplanation *
lens_save_shown_get_explanation (LensSession *session)
{
  DermExplanation *map;

  g_return_val_if_fail (LENS_IS_SESSION (session), NULL);

  map = lens_explaining_get_map (lens_session_get_explaining (session));

  return map != NULL && derm_explanation_is_final (map) ? map : NULL;
}

static gboolean
is_numbers (const char *path)
{
  return g_str_has_suffix (path, ".npy") || g_str_has_suffix (path, ".json") || g_str_has_suffix (path, ".csv");
}

/* ---- a map ---- */

static gboolean
save_explanation (gpointer explanation, const char *path, GError **error)
{
  return is_numbers (path) ? derm_explanation_save (explanation, path, error)
                           : derm_figure_explanation_save (explanation, path, error);
}

/* ---- a layer of the network ---- */

typedef struct {
  DermActivations *activations; /* owned */
  int number;
  DermCell cell; /* chosen, if there is one */
  gboolean has_cell;
} Layer;

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_object_unref (layer->activations);
  g_free (layer);
}

static gboolean
save_layer (gpointer data, const char *path, GError **error)
{
  const Layer *layer = data;

  return is_numbers (path) ? derm_activations_save (layer->activations, layer->number, path, error)
                           : derm_figure_activations_save (layer->activations, layer->number,
                                                           layer->has_cell ? &layer->cell : NULL, path, error);
}

static Layer *
layer_new (LensSession *session, DermActivations *activations, int number)
{
  const DermCell *cell = lens_pass_get_cell (lens_session_get_pass (session));
  Layer *layer = g_new0 (Layer, 1);

  layer->activations = g_object_ref (activations);
  layer->number = number;
  layer->has_cell = cell != NULL && cell->layer == number;
  if (layer->has_cell)
    layer->cell = *cell;

  return layer;
}

/* ---- the figure of image, input and scores ---- */

typedef struct {
  DermImage *image;           /* owned */
  DermPrediction *prediction; /* owned */
  char *truth;                /* owned; or NULL */
} Figure;

static void
figure_free (gpointer data)
{
  Figure *figure = data;

  g_object_unref (figure->image);
  g_object_unref (figure->prediction);
  g_free (figure->truth);
  g_free (figure);
}

static gboolean
save_figure (gpointer data, const char *path, GError **error)
{
  const Figure *figure = data;

  return derm_figure_save (figure->image, figure->prediction, figure->truth, path, error);
}

static Figure *
figure_new (LensShown *shown)
{
  Figure *figure = g_new (Figure, 1);

  *figure = (Figure){ g_object_ref (lens_shown_get_image (shown)), g_object_ref (lens_shown_get_prediction (shown)),
                      g_strdup (lens_shown_get_truth_of_prediction (shown)) };

  return figure;
}

void
lens_save_shown_figure (LensSession *session, const char *path)
{
  LensShown *shown;
  DermExplanation *explanation;
  DermActivations *activations;
  g_autofree char *name = NULL;
  char *said;
  int number;

  g_return_if_fail (LENS_IS_SESSION (session));
  g_return_if_fail (path != NULL);

  shown = lens_session_get_shown (session);
  if (lens_shown_get_prediction (shown) == NULL)
    return; /* another image was chosen while the dialog was open, and is not done */

  explanation = lens_save_shown_get_explanation (session);
  activations = lens_session_get_activations (session, &number);
  name = g_filename_display_basename (path);
  /* TRANSLATORS: name of a file */
  said = g_strdup_printf (_ ("The figure is saved in %s"), name);
  if (explanation != NULL)
    lens_save_async (session, path, save_explanation, g_object_ref (explanation), g_object_unref, said);
  else if (activations != NULL)
    lens_save_async (session, path, save_layer, layer_new (session, activations, number), layer_free, said);
  else
    lens_save_async (session, path, save_figure, figure_new (shown), figure_free, said);
}

/* ---- the input ---- */

static gboolean
save_input (gpointer input, const char *path, GError **error)
{
  return derm_input_save (input, path, error);
}

void
lens_save_shown_input (LensSession *session, const char *path)
{
  DermInput *input;
  g_autofree char *name = NULL;

  g_return_if_fail (LENS_IS_SESSION (session));
  g_return_if_fail (path != NULL);

  input = lens_shown_get_input (lens_session_get_shown (session));
  if (input == NULL)
    return; /* as above */

  name = g_filename_display_basename (path);
  lens_save_async (session, path, save_input, g_object_ref (input), g_object_unref,
                   /* TRANSLATORS: the network's input; name of a file */
                   g_strdup_printf (_ ("The input is saved in %s"), name));
}
