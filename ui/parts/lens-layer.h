/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_LAYER (lens_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (LensLayer, lens_layer, LENS, LAYER, GObject)

/**
 * LensLayerClass:
 * @snapshot: draws it. place: where the network's input lies, whatever of that is seen; on the original it is the part
 *   that the network gets.
 *
 * What is drawn over the original and over the input alike, in the cells of the input. One layer may be on several
 * widgets.
 *
 * Property "is-grey": what is below turns grey. Signal "changed": it is to be drawn again.
 */
struct _LensLayerClass {
  GObjectClass parent_class;

  void (*snapshot) (LensLayer *self, GtkSnapshot *snapshot, const graphene_rect_t *place);
};

void lens_layer_set_grey (LensLayer *self, gboolean is_grey);
gboolean lens_layer_is_grey (LensLayer *self);
void lens_layer_changed (LensLayer *self);

/* For widgets. The first to be called around what is below: it turns grey if the layer (or NULL) wants it. */
void lens_layer_push_grey (LensLayer *self, GtkSnapshot *snapshot);
void lens_layer_pop_grey (LensLayer *self, GtkSnapshot *snapshot);
void lens_layer_snapshot (LensLayer *self, GtkSnapshot *snapshot, const graphene_rect_t *place);
/* The widget is drawn again whenever the layer changes. slot: where it keeps the layer, an owned reference. */
void lens_layer_put (LensLayer **slot, LensLayer *layer, GtkWidget *widget);

G_END_DECLS
