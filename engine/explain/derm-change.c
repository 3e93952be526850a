/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "change-private.h"
#include "derm-error.h"
#include "made.h"

struct _DermChange {
  GObject parent_instance;

  DermInput *input;           /* owned */
  DermPrediction *prediction; /* owned */
  GArray *pixels;             /* owned, of int: row · width + column */
  gboolean is_found;
};

G_DEFINE_ABSTRACT_TYPE (DermChange, derm_change, G_TYPE_OBJECT)

static void
derm_change_finalize (GObject *object)
{
  DermChange *self = DERM_CHANGE (object);

  g_clear_object (&self->input);
  g_clear_object (&self->prediction);
  g_clear_pointer (&self->pixels, g_array_unref);
  G_OBJECT_CLASS (derm_change_parent_class)->finalize (object);
}

static void
derm_change_class_init (DermChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_change_finalize;
}

static void
derm_change_init (DermChange *self)
{
}

/* ---- the result ---- */

static DermInput *
paint (const ChangeSearch *found)
{
  const Work *work = found->work;
  g_autofree guint8 *bytes = g_malloc (work->n_values);
  g_autoptr (GBytes) rgb = NULL;

  for (gsize i = 0; i < work->n_values; i++)
    bytes[i] = (guint8) found->rgb[i];
  rgb = g_bytes_new (bytes, work->n_values);
  return derm_input_with_pixels (work->input, rgb, NULL);
}

/* found: NULL if nothing was. */
static DermChange *
change_new (Work *work, const ChangeSearch *found, GError **error)
{
  g_autoptr (DermChange) self = derm_made_new (DERM_TYPE_CHANGE);

  self->is_found = found != NULL;
  self->input = found != NULL ? paint (found) : g_object_ref (work->input);
  self->pixels = found != NULL ? g_array_ref (found->pixels) : g_array_new (FALSE, FALSE, sizeof (int));
  self->prediction = derm_classifier_predict (work->classifier, self->input, error);
  return self->prediction != NULL ? g_steal_pointer (&self) : NULL;
}

/* The fewest pixels for the class, or for -1 any but the one that leads; best->pixels stays NULL if there are none. */
static gboolean
search_classes (Work *work, int class_index, int max_pixels, ChangeSearch *best, GError **error)
{
  int before = work->options.class_index;

  for (int wanted = 0; wanted < work->n_classes; wanted++)
    {
      g_auto (ChangeSearch) one = { .work = work, .wanted = wanted, .rival = before };

      if (wanted == before || (class_index != -1 && wanted != class_index))
        continue;
      one.max_pixels = best->pixels != NULL ? (int) best->pixels->len - 1 : max_pixels;
      if (one.max_pixels < 1)
        break;
      if (!derm_change_search (&one, error))
        return FALSE;
      if (one.pixels->len == 0)
        continue;
      derm_change_search_clear (best);
      *best = one;
      one = (ChangeSearch){ 0 };
    }
  return TRUE;
}

DermChange *
derm_change_find (DermClassifier *classifier, DermInput *input, int class_index, int max_pixels,
                  GCancellable *cancellable, GError **error)
{
  const DermExplainOptions options = { .method = DERM_METHOD_GRADIENT, .target = DERM_TARGET_LOGIT, .class_index = -1 };
  g_auto (Work) work = { 0 };
  g_auto (ChangeSearch) best = { 0 };

  g_return_val_if_fail (DERM_IS_CLASSIFIER (classifier), NULL);
  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);
  g_return_val_if_fail (max_pixels >= 1, NULL);

  if (!derm_work_init (&work, classifier, input, &options, error))
    return NULL;
  work.cancellable = cancellable;
  if (class_index < -1 || class_index >= work.n_classes || class_index == work.options.class_index)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION,
                           class_index == work.options.class_index ? _ ("that class leads already")
                                                                   : _ ("there is no such class"));
      return NULL;
    }
  if (!search_classes (&work, class_index, MIN (max_pixels, work.width * work.height), &best, error))
    return NULL;
  return change_new (&work, best.pixels != NULL ? &best : NULL, error);
}

/* ---- on a thread of its own ---- */

static gpointer
run_query (const ExplainQuery *query, GCancellable *cancellable, GError **error)
{
  return derm_change_find (query->classifier, query->input, query->choice, DERM_CHANGE_MAX_PIXELS, cancellable, error);
}

void
derm_change_find_async (DermClassifier *classifier, DermInput *input, int class_index, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DERM_IS_CLASSIFIER (classifier));
  g_return_if_fail (DERM_IS_INPUT (input));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_change_find_async);
  derm_explain_run_query (task, &(ExplainQuery){ classifier, input, class_index, run_query });
}

DermChange *
derm_change_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_change_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what was found ---- */

gboolean
derm_change_is_found (DermChange *self)
{
  g_return_val_if_fail (DERM_IS_CHANGE (self), FALSE);
  return self->is_found;
}

int
derm_change_get_n_pixels (DermChange *self)
{
  g_return_val_if_fail (DERM_IS_CHANGE (self), 0);
  return (int) self->pixels->len;
}

void
derm_change_get_pixel (DermChange *self, int index, int *x, int *y)
{
  int width, pixel;

  g_return_if_fail (x != NULL && y != NULL);
  *x = *y = -1;
  g_return_if_fail (DERM_IS_CHANGE (self));
  g_return_if_fail (index >= 0 && index < (int) self->pixels->len);

  width = derm_input_get_width (self->input);
  pixel = g_array_index (self->pixels, int, index);
  *x = pixel % width;
  *y = pixel / width;
}

DermInput *
derm_change_get_input (DermChange *self)
{
  g_return_val_if_fail (DERM_IS_CHANGE (self), NULL);
  return self->input;
}

DermPrediction *
derm_change_get_prediction (DermChange *self)
{
  g_return_val_if_fail (DERM_IS_CHANGE (self), NULL);
  return self->prediction;
}
