/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-bar-rows.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

int
lens_bar_rows_get_n (LensBarRows *self)
{
  return self->model != NULL ? derm_model_get_n_classes (self->model) : 0;
}

static double
get_difference (LensBarRows *self, int index)
{
  return lens_scores_get_difference (self->scores, self->prediction, self->base, index);
}

double
lens_bar_rows_get_length (LensBarRows *self, int index)
{
  if (self->prediction == NULL || self->is_covered)
    return 0.0;
  if (self->base == NULL)
    return lens_scores_get_length (self->scores, self->prediction, index);

  return isnan (get_difference (self, index)) ? 0.0 : get_difference (self, index) / self->scale;
}

/* The first of 0.1, 0.2, 0.5, 1, 2, 5, ... that none of the differences exceeds. */
static void
update_scale (LensBarRows *self)
{
  static const double steps[] = { 2.0, 2.5, 2.0 };

  self->scale = 0.1;
  for (int i = 0; self->prediction != NULL && self->base != NULL && i < lens_bar_rows_get_n (self); i++)
    for (int step = 0; fabs (get_difference (self, i)) > self->scale; step = (step + 1) % 3)
      self->scale *= steps[step];
}

char *
lens_bar_rows_format_value (LensBarRows *self, int index)
{
  if (self->prediction == NULL)
    return NULL;
  if (self->is_covered)
    return g_strdup ("?");
  if (self->base != NULL)
    return lens_scores_format_difference (get_difference (self, index));

  return lens_scores_format (self->scores, self->prediction, index);
}

/* The recipe decides what an output is called: that of the prediction, or the model's own while there is none. */
static DermRecipe *
get_recipe (LensBarRows *self)
{
  return self->prediction != NULL ? derm_input_get_recipe (derm_prediction_get_input (self->prediction))
                                  : derm_model_get_recipe (self->model);
}

static int
compare_scores (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const float *scores = user_data;
  int i = *(const int *) a, j = *(const int *) b;

  if (scores[i] != scores[j])
    return scores[i] > scores[j] ? -1 : 1;

  return i - j;
}

/* Puts the class of that code at the place, in exchange for the one that stands there. Classes without a code in the
 * list end up behind. */
static gboolean
put_code (LensBarRows *self, const char *code, int place)
{
  for (int i = place; i < lens_bar_rows_get_n (self); i++)
    if (g_str_equal (lens_bar_rows_get_code (self, self->order[i]), code))
      {
        int found = self->order[i];

        memmove (self->order + place + 1, self->order + place, (gsize) (i - place) * sizeof (int));
        self->order[place] = found;
        return TRUE;
      }

  return FALSE;
}

static void
update_order (LensBarRows *self)
{
  int place = 0;

  for (int i = 0; i < lens_bar_rows_get_n (self); i++)
    self->order[i] = i;
  for (char **code = self->codes; code != NULL && *code != NULL; code++)
    place += put_code (self, *code, place);
  if (self->is_sorted && self->prediction != NULL && !self->is_covered)
    g_qsort_with_data (self->order, lens_bar_rows_get_n (self), sizeof (int), compare_scores,
                       (gpointer) lens_scores_get_numbers (self->scores, self->prediction));
}

void
lens_bar_rows_update (LensBarRows *self)
{
  update_scale (self);
  update_order (self);
}

const char *
lens_bar_rows_get_code (LensBarRows *self, int index)
{
  return derm_model_get_label_in (self->model, get_recipe (self), index);
}

const char *
lens_bar_rows_get_name (LensBarRows *self, int index)
{
  const char *name = derm_model_get_class_name_in (self->model, get_recipe (self), index);

  return g_str_equal (name, lens_bar_rows_get_code (self, index)) ? NULL : name;
}

DermGroup
lens_bar_rows_get_group (LensBarRows *self, int index)
{
  return derm_model_get_group_in (self->model, get_recipe (self), index);
}

gboolean
lens_bar_rows_is_truth (LensBarRows *self, int index)
{
  return self->truth != NULL && self->base == NULL && g_str_equal (lens_bar_rows_get_code (self, index), self->truth);
}

char *
lens_bar_rows_format_label (LensBarRows *self, int index)
{
  const char *group = derm_group_get_name (lens_bar_rows_get_group (self, index));
  g_autofree char *label = NULL;

  /* TRANSLATORS: code, name and group of a class, like "mel, Melanoma, malignant" */
  label = g_strdup_printf (*group != '\0' ? _ ("%s, %s, %s") : "%s, %s", lens_bar_rows_get_code (self, index),
                           derm_model_get_class_name_in (self->model, get_recipe (self), index), group);
  if (lens_bar_rows_is_truth (self, index))
    /* TRANSLATORS: %s is code, name and group of the class that the image is known to show */
    return g_strdup_printf (_ ("%s, the truth"), label);

  return g_steal_pointer (&label);
}
