/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

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

/**
 * LensFilter:
 *
 * Which images are shown: those for which all holds. All zero: every one.
 */
typedef struct {
  const char *text;  /* in name, note or label, whatever the case; NULL: any */
  const char *label; /* code of the leading class; NULL: any */
  gboolean is_flagged_only;
  LensFlag flag;          /* that one; LENS_FLAG_NONE: any */
  gboolean is_wrong_only; /* the truth is known and another class leads */
} LensFilter;

#define LENS_TYPE_VIEW (lens_view_get_type ())
G_DECLARE_FINAL_TYPE (LensView, lens_view, LENS, VIEW, GObject)

/* The images of a list, sorted and filtered. Needs no display. Emits "changing" before the first of its lists tells of
 * a change, and "changed" when all have heard of it; an order or a filter that is set in between is applied then. */

/* To be made before anybody else listens to the items. */
LensView *lens_view_new (GListModel *items);

/* Of LensItem. */
GListModel *lens_view_get_model (LensView *self);
void lens_view_set_order (LensView *self, LensOrder order, gboolean is_reversed);
/* Strings are copied. */
void lens_view_set_filter (LensView *self, const LensFilter *filter);
/* Whether it shows every image whatever is known of it. */
gboolean lens_view_is_unfiltered (LensView *self);
/* What is known of an item has changed: sorts and filters anew, but not more often than some times a second. */
void lens_view_touch (LensView *self);
/* Without waiting for that. */
void lens_view_refresh (LensView *self);
/* Place of the item, or GTK_INVALID_LIST_POSITION. */
guint lens_view_find (LensView *self, LensItem *item);

G_END_DECLS
