/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-layer.h"

/* of the grey: signed colours are to be told from it, and light and dark places from each other */
#define DARKEST 0.27f
#define LIGHTEST 0.92f

typedef struct {
  gboolean is_grey;
} LensLayerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LensLayer, lens_layer, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
lens_layer_class_init (LensLayerClass *klass)
{
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_layer_init (LensLayer *self)
{
}

void
lens_layer_set_grey (LensLayer *self, gboolean is_grey)
{
  LensLayerPrivate *private = lens_layer_get_instance_private (self);

  g_return_if_fail (LENS_IS_LAYER (self));

  if (private->is_grey == is_grey)
    return;
  private->is_grey = is_grey;
  lens_layer_changed (self);
}

gboolean
lens_layer_is_grey (LensLayer *self)
{
  return ((LensLayerPrivate *) lens_layer_get_instance_private (self))->is_grey;
}

void
lens_layer_changed (LensLayer *self)
{
  g_return_if_fail (LENS_IS_LAYER (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

/* By Rec. 709 weights, from dark to light grey. */
void
lens_layer_push_grey (LensLayer *self, GtkSnapshot *snapshot)
{
  const float red = 0.2126f * (LIGHTEST - DARKEST), green = 0.7152f * (LIGHTEST - DARKEST),
              blue = 0.0722f * (LIGHTEST - DARKEST);
  graphene_matrix_t matrix;
  graphene_vec4_t offset;

  if (self == NULL || !lens_layer_is_grey (self))
    return;

  /* rows are what each channel of the source gives to the four of the result */
  graphene_matrix_init_from_float (
      &matrix, (float[16]){ red, red, red, 0, green, green, green, 0, blue, blue, blue, 0, 0, 0, 0, 1 });
  graphene_vec4_init (&offset, DARKEST, DARKEST, DARKEST, 0);
  gtk_snapshot_push_color_matrix (snapshot, &matrix, &offset);
}

void
lens_layer_pop_grey (LensLayer *self, GtkSnapshot *snapshot)
{
  if (self != NULL && lens_layer_is_grey (self))
    gtk_snapshot_pop (snapshot);
}

void
lens_layer_snapshot (LensLayer *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  if (self != NULL && LENS_LAYER_GET_CLASS (self)->snapshot != NULL)
    LENS_LAYER_GET_CLASS (self)->snapshot (self, snapshot, place);
}

void
lens_layer_put (LensLayer **slot, LensLayer *layer, GtkWidget *widget)
{
  g_return_if_fail (layer == NULL || LENS_IS_LAYER (layer));

  if (*slot == layer)
    return;
  if (*slot != NULL)
    g_signal_handlers_disconnect_by_func (*slot, gtk_widget_queue_draw, widget);
  g_set_object (slot, layer);
  if (layer != NULL)
    g_signal_connect_object (layer, "changed", G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (widget);
}
