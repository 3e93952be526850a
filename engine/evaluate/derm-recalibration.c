/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "made.h"
#include "recalibration-private.h"
#include "derm-sha256.h"

G_DEFINE_ABSTRACT_TYPE (DermRecalibration, derm_recalibration, G_TYPE_OBJECT)

static void
derm_recalibration_finalize (GObject *object)
{
  DermRecalibration *self = DERM_RECALIBRATION (object);

  g_strfreev (self->labels);
  g_free (self->scale);
  g_free (self->offset);
  g_free (self->model);
  g_free (self->model_sha256);
  g_free (self->weights_key);
  g_free (self->recipe);
  g_free (self->recipe_sha256);
  g_free (self->source);
  g_free (self->date);
  G_OBJECT_CLASS (derm_recalibration_parent_class)->finalize (object);
}

static void
derm_recalibration_class_init (DermRecalibrationClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_recalibration_finalize;
}

static void
derm_recalibration_init (DermRecalibration *self)
{
  for (int figure = 0; figure < N_SCALED; figure++)
    {
      self->before[figure] = NAN;
      for (int method = 0; method < DERM_N_SCALINGS; method++)
        self->after[method][figure] = NAN;
    }
  self->measured = self->set_size = NAN;
}

static const char *const method_ids[DERM_N_SCALINGS] = { "temperature", "vector" };

const char *
derm_scaling_method_get_id (DermScalingMethod method)
{
  g_return_val_if_fail ((guint) method < DERM_N_SCALINGS, NULL);
  return method_ids[method];
}

gboolean
derm_scaling_method_from_id (const char *id, DermScalingMethod *method)
{
  g_return_val_if_fail (method != NULL, FALSE);

  for (int i = 0; i < DERM_N_SCALINGS; i++)
    if (g_strcmp0 (id, method_ids[i]) == 0)
      {
        *method = (DermScalingMethod) i;
        return TRUE;
      }
  return FALSE;
}

int
derm_recalibration_find_figure (DermMeasure measure)
{
  static const DermMeasure figures[N_SCALED] = { DERM_MEASURE_NLL, DERM_MEASURE_BRIER, DERM_MEASURE_ECE };

  for (int i = 0; i < N_SCALED; i++)
    if (figures[i] == measure)
      return i;
  return -1;
}

/* ---- what it is for ---- */

static void
append_numbers (GString *text, const char *name, const double *values, int n)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%s", name);
  for (int i = 0; values != NULL && i < n; i++)
    g_string_append_printf (text, " %s", g_ascii_dtostr (buffer, sizeof buffer, values[i]));
  g_string_append_c (text, '\n');
}

char *
derm_recalibration_hash_recipe (DermModel *model, DermRecipe *recipe)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const int *pixels = derm_recipe_get_pixel_crop (recipe);
  const double scale = derm_recipe_get_scale (recipe);

  g_string_append_printf (
      text, "%d %d %s %s %s %d\n", derm_recipe_get_width (recipe), derm_recipe_get_height (recipe),
      derm_filter_get_id (derm_recipe_get_filter (recipe)), derm_layout_get_id (derm_recipe_get_layout (recipe)),
      derm_orientation_get_id (derm_recipe_get_orientation (recipe)), derm_recipe_get_views (recipe));
  append_numbers (text, "scale", &scale, 1);
  append_numbers (text, "mean", derm_recipe_get_mean (recipe), 3);
  append_numbers (text, "std", derm_recipe_get_std (recipe), 3);
  append_numbers (text, "crop", derm_recipe_get_crop (recipe), 4);
  for (int i = 0; pixels != NULL && i < 4; i++)
    g_string_append_printf (text, "%d ", pixels[i]);
  for (int k = 0; k < derm_model_get_n_classes (model); k++)
    g_string_append_printf (text, "\n%s", derm_model_get_label_in (model, recipe, k));
  return derm_sha256 ((const guint8 *) text->str, text->len);
}

static gboolean
check_model (DermRecalibration *self, DermModel *model, DermRecipe *recipe, GError **error)
{
  g_autofree char *recipe_sha256 = derm_recalibration_hash_recipe (model, recipe);

  if (!g_str_equal (self->model_sha256, derm_model_get_sha256 (model))
      || g_strcmp0 (self->weights_key, derm_model_get_weights_key (model)) != 0)
    g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE,
                 /* TRANSLATORS: name and version of a model, and the first digits of its file's hash */
                 _ ("this calibration was fitted for another model: %s, sha256 %.12s…"), self->model,
                 self->model_sha256);
  else if (!g_str_equal (self->recipe_sha256, recipe_sha256))
    g_set_error (
        error, DERM_ERROR, DERM_ERROR_RECIPE,
        _ ("this calibration was fitted for another recipe (%s); under this one its scores would mean nothing"),
        self->recipe);
  else
    return TRUE;
  return FALSE;
}

/* The class that the recipe calls an output by, among the labels that it was fitted by. */
static int
find_label (DermRecalibration *self, const char *code)
{
  for (int k = 0; self->labels[k] != NULL; k++)
    if (g_ascii_strcasecmp (self->labels[k], code) == 0)
      return k;
  return -1;
}

DermModel *
derm_recalibration_apply (DermRecalibration *self, DermModel *model, DermRecipe *recipe, GError **error)
{
  g_autofree double *scale = NULL, *offset = NULL;
  g_autofree char *words = NULL;
  double ece;
  int n;

  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), NULL);
  g_return_val_if_fail (DERM_IS_MODEL (model), NULL);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), NULL);

  if (!check_model (self, model, recipe, error))
    return NULL;
  n = derm_model_get_n_classes (model);
  scale = g_new (double, n);
  offset = g_new (double, n);
  for (int output = 0; output < n; output++)
    {
      int k = find_label (self, derm_model_get_label_in (model, recipe, output));

      if (k < 0)
        {
          g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE,
                               _ ("this calibration was fitted for other classes"));
          return NULL;
        }
      scale[output] = self->scale[k];
      offset[output] = self->offset[k];
    }
  words = derm_recalibration_describe (self);
  ece = self->after[self->method][derm_recalibration_find_figure (DERM_MEASURE_ECE)];
  return derm_model_with_scaling (
      model, &(DermModelScaling){ scale, offset, words, isnan (ece) ? 1 : ece, self->coverage, self->threshold },
      error);
}

/* ---- getters ---- */

DermScalingMethod
derm_recalibration_get_method (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), DERM_SCALING_TEMPERATURE);
  return self->method;
}

guint
derm_recalibration_get_n_fitted (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), 0);
  return self->n_fitted;
}

guint
derm_recalibration_get_n_checked (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), 0);
  return self->n_checked;
}

gboolean
derm_recalibration_is_training (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), FALSE);
  return self->is_training;
}

static gboolean
has_class (DermRecalibration *self, int class_index)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), FALSE);
  g_return_val_if_fail (class_index >= 0 && (guint) class_index < g_strv_length (self->labels), FALSE);
  return TRUE;
}

double
derm_recalibration_get_scale (DermRecalibration *self, int class_index)
{
  return has_class (self, class_index) ? self->scale[class_index] : NAN;
}

double
derm_recalibration_get_offset (DermRecalibration *self, int class_index)
{
  return has_class (self, class_index) ? self->offset[class_index] : NAN;
}

double
derm_recalibration_get_figure (DermRecalibration *self, DermMeasure measure, int method)
{
  int figure = derm_recalibration_find_figure (measure);

  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), NAN);
  g_return_val_if_fail (figure >= 0 && method >= -1 && method < DERM_N_SCALINGS, NAN);
  return method < 0 ? self->before[figure] : self->after[method][figure];
}

double
derm_recalibration_get_coverage (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), 0);
  return self->coverage;
}

double
derm_recalibration_get_threshold (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), 0);
  return self->threshold;
}

guint
derm_recalibration_get_n_drawn (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), 0);
  return self->n_drawn;
}

guint
derm_recalibration_get_n_covered (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), 0);
  return self->n_covered;
}

double
derm_recalibration_get_measured (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), NAN);
  return self->measured;
}

double
derm_recalibration_get_set_size (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), NAN);
  return self->set_size;
}
