/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <pango/pangocairo.h>

/* What is written on a drawing: pango_cairo_show_layout() of this program stands before Pango's and notes each text. */

typedef struct {
  char *text;
  double x, y, width, height; /* of what is seen, in units of the surface */
  double brightness;          /* of its colour, 0..1 */
  gboolean is_bold;           /* from its start on, at least */
  gboolean is_cut;            /* "…" */
} FigureText;

/* Forgets what was noted. */
void figure_recorder_clear (void);

/* The only text that is this one, or NULL; fails where it is written twice. */
const FigureText *figure_recorder_find (const char *text);

/* Number n in the order of drawing; NULL after the last. */
const FigureText *figure_recorder_get (guint n);
