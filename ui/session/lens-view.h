/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-filter.h"

G_BEGIN_DECLS

typedef enum {
  LENS_ORDER_OPENED, /* as they were opened */
  LENS_ORDER_NAME,
  LENS_ORDER_CLASS,
  LENS_ORDER_SCORE,   /* of the leading class, highest first */
  LENS_ORDER_MARGIN,  /* the least decided first */
  LENS_ORDER_ENTROPY, /* the least certain first */
  LENS_ORDER_WRONG,   /* other answers than the truth first */
  LENS_ORDER_FLAGGED, /* those with a flag first */
  LENS_ORDER_DATE,
  LENS_N_ORDERS
} LensOrder;

#define LENS_TYPE_VIEW (lens_view_get_type ())
G_DECLARE_FINAL_TYPE (LensView, lens_view, LENS, VIEW, GObject)

/* The images of a list, sorted and filtered. Needs no display. Emits "changing" before the first of its lists tells of
 * a change, and "changed" when all have heard of it; an order or a filter that is set in between is applied then.
 *
 * Property "filter": notified when it is another one, whoever has set it. */

/* To be made before anybody else listens to the items. */
LensView *lens_view_new (GListModel *items);

/* Of LensItem. */
GListModel *lens_view_get_model (LensView *self);
void lens_view_set_order (LensView *self, LensOrder order, gboolean is_reversed);

void lens_view_set_filter (LensView *self, const LensFilter *filter);
const LensFilter *lens_view_get_filter (LensView *self);
/* Only its words. */
void lens_view_set_text (LensView *self, const char *text);
/* In the place of the condition about the same topic, if there is one. */
void lens_view_add_condition (LensView *self, LensCondition *condition);
void lens_view_remove_condition (LensView *self, LensTopic topic);
/* All images are shown. */
void lens_view_clear_filter (LensView *self);
/* Whether it shows every image whatever is known of it. */
gboolean lens_view_is_unfiltered (LensView *self);
/* (transfer none) What classes and folders are called in it. */
LensVocabulary *lens_view_get_vocabulary (LensView *self);
/* (transfer none) All images, of LensItem. */
GListModel *lens_view_get_items (LensView *self);
/* What is known of an item has changed: sorts and filters anew, but not more often than some times a second. */
void lens_view_touch (LensView *self);
/* Without waiting for that. */
void lens_view_refresh (LensView *self);
/* Place of the item, or GTK_INVALID_LIST_POSITION. */
guint lens_view_find (LensView *self, LensItem *item);

G_END_DECLS
