/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-net-columns.h"
#include "lens-net-view.h"

G_BEGIN_DECLS

/* One class in four files: lens-net-view.c (what is shown, and what a screen reader hears), lens-net-view-layout.c (how much
 * room words take), lens-net-view-draw.c, lens-net-view-input.c (pointer and keys). */

struct _LensNetView {
  GtkWidget parent_instance;

  /* Children without a look of their own. The cursor goes from the one to the other: what gets the focus is what a
   * screen reader speaks, on every version of GTK. */
  GtkWidget *cells[2];
  int current; /* of the two */

  LensPass *pass; /* owned */
  int class_index;
  gboolean is_large;

  int width, height;     /* of the last layout: what comes next is no smaller for a moment */
  LensNetLayout *layout; /* owned; NULL while there is no pass, as the next two */
  GPtrArray *orders;     /* owned, of int arrays: the channels of each layer by their place */
  GPtrArray *textures;   /* owned, of GdkTexture or NULL: the columns, as far as they were drawn */
  LensNetStyle style;    /* of the textures */
};

/* Channel of a map, or of a bar, at that place of a step's column; of the input in colour its first. */
int lens_net_view_get_channel (LensNetView *self, int step, int place);
int lens_net_view_find_place (LensNetView *self, int step, int channel);
/* Where the cursor is; FALSE if there is none in the open layer. */
gboolean lens_net_view_find_cursor (LensNetView *self, LensNetSpot *spot);
/* (transfer full) Words above a column. */
char *lens_net_view_dup_name (LensNetView *self, const LensNetColumn *column);
char *lens_net_view_dup_size (LensNetView *self, const LensNetColumn *column);
/* (transfer full) Code of a class, as the shown recipe calls it. */
char *lens_net_view_dup_label (LensNetView *self, int index);
PangoLayout *lens_net_view_make_text (LensNetView *self, const char *text, gboolean is_bold);
void lens_net_view_make_layout (LensNetView *self);
void lens_net_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
void lens_net_view_add_controllers (LensNetView *self);

G_END_DECLS
