/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "explain-private.h"
#include "made.h"

struct _DermExplanation {
  GObject parent_instance;

  DermModel *model; /* owned */
  DermInput *input; /* owned */
  DermExplainOptions options;
  int width, height, n_classes;
  float *map;    /* owned */
  float *hidden; /* owned, [cells][classes]; NULL but for occlusion */
  float *base;   /* owned, [classes] */
  double completeness_error;
  gboolean is_final, is_random;
  guint weights_seed;
  int n_passes;
};

G_DEFINE_ABSTRACT_TYPE (DermExplanation, derm_explanation, G_TYPE_OBJECT)

static void
derm_explanation_finalize (GObject *object)
{
  DermExplanation *self = DERM_EXPLANATION (object);

  g_clear_object (&self->model);
  g_clear_object (&self->input);
  g_free (self->map);
  g_free (self->hidden);
  g_free (self->base);
  G_OBJECT_CLASS (derm_explanation_parent_class)->finalize (object);
}

static void
derm_explanation_class_init (DermExplanationClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_explanation_finalize;
}

static void
derm_explanation_init (DermExplanation *self)
{
}

static gsize
n_cells (DermExplanation *self)
{
  return (gsize) self->width * (gsize) self->height;
}

/* Gradients of finite outputs can still be infinite; such a map is none. */
static gboolean
check_map (DermExplanation *self, GError **error)
{
  gboolean is_finite = isfinite (self->completeness_error);

  for (gsize i = 0; i < n_cells (self); i++)
    is_finite = is_finite && isfinite (self->map[i]);
  if (!is_finite)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the explanation's values are not finite numbers"));
  return is_finite;
}

DermExplanation *
derm_explanation_new (const Work *work, const Found *found, GError **error)
{
  g_autoptr (DermExplanation) self = derm_made_new (DERM_TYPE_EXPLANATION);

  self->model = g_object_ref (work->model);
  self->input = g_object_ref (work->input);
  self->options = work->options;
  self->width = found->width;
  self->height = found->height;
  self->n_classes = work->n_classes;
  self->map = found->map;
  self->hidden = found->hidden;
  self->base = found->base;
  self->completeness_error = found->completeness_error;
  self->is_final = found->is_final;
  self->is_random = work->is_random;
  self->weights_seed = work->weights_seed;
  self->n_passes = work->n_passes;
  return check_map (self, error) ? g_steal_pointer (&self) : NULL;
}

DermInput *
derm_explanation_get_input (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);
  return self->input;
}

DermModel *
derm_explanation_get_model (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);
  return self->model;
}

const DermExplainOptions *
derm_explanation_get_options (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);
  return &self->options;
}

const char *
derm_explanation_get_label (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);
  return derm_model_get_label_in (self->model, derm_input_get_recipe (self->input), self->options.class_index);
}

int
derm_explanation_get_n_classes (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  return self->n_classes;
}

int
derm_explanation_get_width (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  return self->width;
}

int
derm_explanation_get_height (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  return self->height;
}

const float *
derm_explanation_get_map (DermExplanation *self, int *n_values)
{
  if (n_values != NULL)
    *n_values = 0;
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);
  if (n_values != NULL)
    *n_values = (int) n_cells (self);
  return self->map;
}

static gboolean
has_cell (DermExplanation *self, int x, int y)
{
  return x >= 0 && x < self->width && y >= 0 && y < self->height;
}

float
derm_explanation_get_value (DermExplanation *self, int x, int y)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  g_return_val_if_fail (has_cell (self, x, y), 0);
  return self->map[y * self->width + x];
}

float
derm_explanation_find_strongest (DermExplanation *self, gboolean is_for, int *x, int *y)
{
  float strongest = 0;
  int place = -1;

  g_return_val_if_fail (x != NULL && y != NULL, 0);
  *x = *y = -1;
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);

  for (int i = 0; i < (int) n_cells (self); i++)
    if (is_for ? self->map[i] > strongest : self->map[i] < strongest)
      {
        strongest = self->map[i];
        place = i;
      }
  if (place >= 0)
    {
      *x = place % self->width;
      *y = place / self->width;
    }
  return strongest;
}

double
derm_explanation_get_base (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  return self->base[self->options.class_index];
}

gboolean
derm_explanation_is_final (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), FALSE);
  return self->is_final;
}

int
derm_explanation_get_n_passes (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  return self->n_passes;
}

gboolean
derm_explanation_is_random (DermExplanation *self, guint *seed)
{
  if (seed != NULL)
    *seed = 0;
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), FALSE);
  if (seed != NULL)
    *seed = self->weights_seed;
  return self->is_random;
}

double
derm_explanation_get_completeness_error (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  return self->completeness_error;
}

/* ---- occlusion ---- */

void
derm_occlusion_find_span (int cell, int patch, int n, int *first, int *end)
{
  *first = MAX (cell - (patch - 1) / 2, 0);
  *end = MIN (cell - (patch - 1) / 2 + patch, n);
}

gboolean
derm_explanation_get_patch (DermExplanation *self, int x, int y, int patch[4])
{
  int right, bottom;

  g_return_val_if_fail (patch != NULL, FALSE);
  patch[0] = patch[1] = patch[2] = patch[3] = 0;
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), FALSE);
  g_return_val_if_fail (has_cell (self, x, y), FALSE);

  if (self->hidden == NULL)
    return FALSE;
  derm_occlusion_find_span (x, self->options.patch, self->width, &patch[0], &right);
  derm_occlusion_find_span (y, self->options.patch, self->height, &patch[1], &bottom);
  patch[2] = right - patch[0];
  patch[3] = bottom - patch[1];
  return TRUE;
}

const float *
derm_explanation_get_hidden (DermExplanation *self, int x, int y, int *n_values)
{
  g_return_val_if_fail (n_values != NULL, NULL);
  *n_values = 0;
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);
  g_return_val_if_fail (has_cell (self, x, y), NULL);

  if (self->hidden == NULL)
    return NULL;
  *n_values = self->n_classes;
  return self->hidden + ((gsize) y * (gsize) self->width + (gsize) x) * (gsize) self->n_classes;
}

DermExplanation *
derm_explanation_with_class (DermExplanation *self, int class_index)
{
  DermExplanation *other;
  gsize n;

  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);

  if (self->hidden == NULL || class_index < 0 || class_index >= self->n_classes)
    return NULL;
  n = (gsize) self->n_classes;
  other = derm_made_new (DERM_TYPE_EXPLANATION);
  other->model = g_object_ref (self->model);
  other->input = g_object_ref (self->input);
  other->options = self->options;
  other->options.class_index = class_index;
  other->width = self->width;
  other->height = self->height;
  other->n_classes = self->n_classes;
  other->map = g_new (float, n_cells (self));
  other->hidden = g_memdup2 (self->hidden, sizeof (float) * n_cells (self) * n);
  other->base = g_memdup2 (self->base, sizeof (float) * n);
  other->is_final = self->is_final;
  other->is_random = self->is_random;
  other->weights_seed = self->weights_seed;
  other->n_passes = self->n_passes;
  for (gsize i = 0; i < n_cells (self); i++)
    other->map[i] = self->base[class_index] - self->hidden[i * n + (gsize) class_index];
  return other;
}
