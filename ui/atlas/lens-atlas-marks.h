/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  LENS_MARK_CIRCLE,
  LENS_MARK_SQUARE,
  LENS_MARK_UP,
  LENS_MARK_DOWN,
  LENS_MARK_DIAMOND,
  LENS_MARK_CROSS,
  LENS_MARK_STAR,
  LENS_N_MARKS
} LensMarkShape;

/* What stands for the images of a class: a shape and a colour, so that colour alone says nothing. */
typedef struct {
  LensMarkShape shape;
  GdkRGBA color;
} LensMark;

/* Those of HAM10000 have marks of their own; another has that of its place among the classes; "" has a grey circle. */
LensMark lens_mark_find (const char *code, guint place, gboolean is_dark);
/* size: its height; ground: what is in a hollow one, NULL: it is filled. */
void lens_mark_draw (const LensMark *mark, cairo_t *cr, double x, double y, double size, const GdkRGBA *ground);

/* A widget that shows one, filled; is_filled FALSE: hollow. */
GtkWidget *lens_mark_widget_new (void);
void lens_mark_widget_set (GtkWidget *widget, const char *code, guint place, gboolean is_filled);

G_END_DECLS
