/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "activations-private.h"
#include "derm-error.h"
#include "explain-private.h"
#include "input-internal.h"
#include "made.h"

G_DEFINE_ABSTRACT_TYPE (DermActivations, derm_activations, G_TYPE_OBJECT)

static void
derm_activations_finalize (GObject *object)
{
  DermActivations *self = DERM_ACTIVATIONS (object);

  g_clear_object (&self->model);
  g_clear_object (&self->input);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  G_OBJECT_CLASS (derm_activations_parent_class)->finalize (object);
}

static void
derm_activations_class_init (DermActivationsClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_activations_finalize;
}

static void
derm_activations_init (DermActivations *self)
{
}

NnShape
derm_activations_shape (DermActivations *self, int layer)
{
  return derm_model_get_shapes (self->model)[layer + 1];
}

static gsize
n_values (NnShape shape)
{
  return (gsize) shape.c * (gsize) shape.h * (gsize) shape.w;
}

static void
fill_row (int row, float *values, gpointer data)
{
  DermActivations *self = data;

  derm_input_fill (self->input, self->view, values);
}

static void
take_values (int row, const NnTracePlan *plan, const NnTrace *trace, int image, gpointer data)
{
  DermActivations *self = data;

  for (int layer = -1; layer < derm_model_get_n_layers (self->model); layer++)
    {
      float *values = g_new (float, n_values (derm_activations_shape (self, layer)));

      nn_trace_values (plan, trace, image, layer, values);
      g_ptr_array_add (self->values, values);
    }
}

/* The outputs were looked at; on the way to them a number may still be infinite. */
static gboolean
check_values (DermActivations *self, GError **error)
{
  for (guint i = 0; i < self->values->len; i++)
    for (gsize j = 0; j < n_values (derm_activations_shape (self, (int) i - 1)); j++)
      if (!isfinite (((const float *) self->values->pdata[i])[j]))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the values of layer %d are not finite numbers"),
                       (int) i - 1);
          return FALSE;
        }
  return TRUE;
}

static DermActivations *
run_pass (DermClassifier *classifier, DermInput *input, int view, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermActivations) self = NULL;
  DermRows rows = { 1, fill_row, NULL };
  const DermTraced traced = { NULL, -1, take_values };

  if (!derm_model_check_recipe (derm_classifier_get_model (classifier), derm_input_get_recipe (input), error))
    return NULL;
  if (view < 0 || view >= derm_recipe_get_views (derm_input_get_recipe (input)))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("there is no view %d: the recipe has %d, counted from 0"),
                   view, derm_recipe_get_views (derm_input_get_recipe (input)));
      return NULL;
    }
  self = derm_made_new (DERM_TYPE_ACTIVATIONS);
  self->model = g_object_ref (derm_classifier_get_model (classifier));
  self->input = g_object_ref (input);
  self->view = view;
  self->values = g_ptr_array_new_with_free_func (g_free);
  rows.data = self;
  if (!derm_classifier_trace_rows (classifier, &rows, &traced, cancellable, error) || !check_values (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

DermActivations *
derm_activations_new (DermClassifier *classifier, DermInput *input, int view, GError **error)
{
  g_return_val_if_fail (DERM_IS_CLASSIFIER (classifier), NULL);
  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);
  return run_pass (classifier, input, view, NULL, error);
}

/* ---- on a thread of its own ---- */

static gpointer
run_query (const ExplainQuery *query, GCancellable *cancellable, GError **error)
{
  return run_pass (query->classifier, query->input, query->choice, cancellable, error);
}

void
derm_activations_new_async (DermClassifier *classifier, DermInput *input, int view, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DERM_IS_CLASSIFIER (classifier));
  g_return_if_fail (DERM_IS_INPUT (input));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_activations_new_async);
  derm_explain_run_query (task, &(ExplainQuery){ classifier, input, view, run_query });
}

DermActivations *
derm_activations_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_activations_new_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what it made ---- */

DermModel *
derm_activations_get_model (DermActivations *self)
{
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), NULL);
  return self->model;
}

DermInput *
derm_activations_get_input (DermActivations *self)
{
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), NULL);
  return self->input;
}

int
derm_activations_get_view (DermActivations *self)
{
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), 0);
  return self->view;
}

int
derm_activations_get_n_layers (DermActivations *self)
{
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), 0);
  return derm_model_get_n_layers (self->model);
}

static gboolean
has_layer (DermActivations *self, int layer)
{
  return layer >= -1 && layer < derm_model_get_n_layers (self->model);
}

const char *
derm_activations_get_op (DermActivations *self, int layer)
{
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), NULL);
  g_return_val_if_fail (has_layer (self, layer), NULL);
  return layer < 0 ? "input" : nn_op_name (derm_model_get_net (self->model)->layers[layer].op);
}

const float *
derm_activations_get_values (DermActivations *self, int layer, int *shape, gsize *n)
{
  NnShape of_layer;

  g_return_val_if_fail (n != NULL, NULL);
  *n = 0;
  for (int i = 0; i < 3 && shape != NULL; i++)
    shape[i] = 0;
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), NULL);
  g_return_val_if_fail (has_layer (self, layer), NULL);

  of_layer = derm_activations_shape (self, layer);
  if (shape != NULL)
    {
      shape[0] = of_layer.c;
      shape[1] = of_layer.h;
      shape[2] = of_layer.w;
    }
  *n = n_values (of_layer);
  return self->values->pdata[layer + 1];
}

float
derm_activations_get_scale (DermActivations *self, int layer)
{
  const float *values;
  float largest = 0;
  gsize n;

  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), 0);
  g_return_val_if_fail (has_layer (self, layer), 0);

  values = derm_activations_get_values (self, layer, NULL, &n);
  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabsf (values[i]));
  return largest;
}

gboolean
derm_activations_has_cell (DermActivations *self, const DermCell *cell)
{
  NnShape shape;

  if (cell == NULL || !has_layer (self, cell->layer))
    return FALSE;
  shape = derm_activations_shape (self, cell->layer);
  return cell->channel >= 0 && cell->channel < shape.c && cell->row >= 0 && cell->row < shape.h && cell->column >= 0
         && cell->column < shape.w;
}

float
derm_activations_get_value (DermActivations *self, const DermCell *cell)
{
  NnShape shape;

  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), NAN);

  if (!derm_activations_has_cell (self, cell))
    return NAN;
  shape = derm_activations_shape (self, cell->layer);
  return ((const float *) self->values
              ->pdata[cell->layer + 1])[((gsize) cell->channel * (gsize) shape.h + (gsize) cell->row) * (gsize) shape.w
                                        + (gsize) cell->column];
}

guint8 *
derm_activations_list_field (DermActivations *self, const DermCell *cell, gsize *n_pixels)
{
  g_autofree guint32 *places = NULL;
  gsize width, height, n;
  guint8 *field;
  int planes[4];

  g_return_val_if_fail (n_pixels != NULL, NULL);
  *n_pixels = 0;
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), NULL);

  if (!derm_activations_find_field (self, cell, planes))
    return NULL;
  width = (gsize) derm_input_get_width (self->input);
  height = (gsize) derm_input_get_height (self->input);
  n = width * height;
  places = g_new (guint32, 3 * n);
  derm_input_list_places (self->input, self->view, places);
  field = g_new0 (guint8, n);
  for (gsize i = 0; i < 3 * n; i++)
    {
      int row = (int) (places[i] % n / width), column = (int) (places[i] % width);

      if (cell->layer < 0 && places[i] / n != (gsize) cell->channel)
        continue;
      if (column >= planes[0] && column < planes[0] + planes[2] && row >= planes[1] && row < planes[1] + planes[3])
        field[i / 3] = 1;
    }
  *n_pixels = n;
  return field;
}
