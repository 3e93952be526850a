/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-frame.h"

void
lens_frame_snapshot (GtkSnapshot *snapshot, const graphene_rect_t *box, float inset, float width, const GdkRGBA *color)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect outline;
  graphene_rect_t inner;

  graphene_rect_inset_r (box, inset, inset, &inner);
  gsk_rounded_rect_init_from_rect (&outline, &inner, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}
