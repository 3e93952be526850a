/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-smallest.h"

struct _LensSmallest {
  GObject parent_instance;

  LensEdits *edits;      /* owned */
  LensReading *reading;  /* owned */
  GCancellable *running; /* owned; of the search, or NULL */
  int wanted;            /* the class that is to lead; -1: any other */
};

G_DEFINE_FINAL_TYPE (LensSmallest, lens_smallest, G_TYPE_OBJECT)

enum { PROP_IS_RUNNING = 1, N_PROPS };
enum { FOUND, FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_running (LensSmallest *self, GCancellable *running)
{
  if (g_set_object (&self->running, running))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensSmallest) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermChange) change = derm_change_find_finish (result, &error);
  DermPrediction *prediction;
  int class_index;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* stopped, or begun anew */

  set_running (self, NULL);
  if (change == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }
  prediction = derm_change_get_prediction (change);
  class_index = derm_change_is_found (change) ? derm_prediction_get_top (prediction) : self->wanted;
  if (derm_change_is_found (change))
    lens_edits_add_change (self->edits, change);
  g_signal_emit (self, signals[FOUND], 0, derm_change_is_found (change) ? derm_change_get_n_pixels (change) : 0,
                 class_index >= 0 ? derm_prediction_get_label (prediction, class_index) : NULL);
}

void
lens_smallest_stop (LensSmallest *self)
{
  g_return_if_fail (LENS_IS_SMALLEST (self));

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  set_running (self, NULL);
}

/* (transfer full) */
static DermInput *
make_input (LensEdits *self)
{
  DermInput *input = derm_prediction_get_input (lens_edits_get_untouched (self));
  gsize n = (gsize) 3 * (gsize) lens_edits_get_width (self) * (gsize) lens_edits_get_height (self);
  g_autoptr (GBytes) rgb = g_bytes_new (lens_edits_get_rgb (self), n);

  return derm_input_with_pixels (input, rgb, NULL);
}

void
lens_smallest_start (LensSmallest *self, int class_index)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DermInput) input = NULL;

  g_return_if_fail (LENS_IS_SMALLEST (self));

  lens_edits_settle (self->edits);
  lens_smallest_stop (self);
  if (lens_edits_get_untouched (self->edits) == NULL)
    return;

  input = make_input (self->edits);
  self->wanted = class_index;
  set_running (self, cancellable);
  derm_change_find_async (lens_reading_get_classifier (self->reading), input, class_index, cancellable, on_done,
                          g_object_ref (self));
}

gboolean
lens_smallest_is_running (LensSmallest *self)
{
  g_return_val_if_fail (LENS_IS_SMALLEST (self), FALSE);

  return self->running != NULL;
}

/* ---- the object ---- */

static void
lens_smallest_dispose (GObject *object)
{
  LensSmallest *self = LENS_SMALLEST (object);

  lens_smallest_stop (self);
  g_clear_object (&self->edits);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (lens_smallest_parent_class)->dispose (object);
}

static void
lens_smallest_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_RUNNING)
    g_value_set_boolean (value, lens_smallest_is_running (LENS_SMALLEST (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_smallest_class_init (LensSmallestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = lens_smallest_dispose;
  object_class->get_property = lens_smallest_get_property;
  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", "Running", "Whether it searches", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FOUND]
      = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[FAILED]
      = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lens_smallest_init (LensSmallest *self)
{
}

LensSmallest *
lens_smallest_new (LensEdits *edits, LensReading *reading)
{
  LensSmallest *self = g_object_new (LENS_TYPE_SMALLEST, NULL);

  self->edits = g_object_ref (edits);
  self->reading = g_object_ref (reading);
  /* Its answer would be about other pixels. */
  g_signal_connect_object (edits, "changed", G_CALLBACK (lens_smallest_stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "changed", G_CALLBACK (lens_smallest_stop), self, G_CONNECT_SWAPPED);

  return self;
}
