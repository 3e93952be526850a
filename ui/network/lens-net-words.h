/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-pass.h"

G_BEGIN_DECLS

/* Layers, cells and where their values come from, in words. All of them are (transfer full). */

/* "2.75", "−0.31"; and with its sign in front, "+2.75". */
char *lens_net_format (double value);
char *lens_net_format_signed (double value);
/* The end of a scale, in as few digits as say something: "4.4", "0". */
char *lens_net_format_end (double value);

char *lens_net_dup_name (const LensNetStep *step);    /* "conv 2" */
char *lens_net_dup_size (const LensNetStep *step);    /* "14²", or "256" of a row of numbers */
char *lens_net_dup_maps (const LensNetStep *step);    /* "64 maps of 14 × 14", "256 values" */
char *lens_net_dup_heading (const LensNetStep *step); /* "Block 2", "Dense"; NULL if it has none */
/* "3 × 3 kernels, 32 maps in, 64 out · 18,496 parameters · 3.6 million multiply-adds" */
char *lens_net_dup_fact (DermActivations *activations, const LensNetStep *step, const LensNetStep *before);
/* "Layer 3 of 16" */
char *lens_net_dup_place (LensPass *pass);
/* "conv 2, map 26, x 4, y 8" */
char *lens_net_dup_cell (const LensNetStep *step, const DermCell *cell);
/* "conv 2, 64 maps, 14 by 14. Map 26, largest 2.75 at x 4, y 8" */
char *lens_net_dup_summary (DermActivations *activations, const LensNetStep *step, int channel);

/* What is multiplied by the weight: "map 8", "256 values" have each their number; of the input a colour. */
char *lens_net_dup_source (DermActivations *activations, const LensNetStep *before, const LensAccount *account,
                           const LensAccountPart *part);
/* "32 sums of 9 products and a bias make 2.75. It is positive, so ReLU keeps it." */
char *lens_net_dup_account (const LensAccount *account);
/* "× 1.31 − 0.42" */
char *lens_net_dup_norm (const LensAccountChange *change);
/* "it sees x 5–12, y 13–20: 8 × 8 of 28 × 28 pixels". field: as derm_activations_list_field() */
char *lens_net_dup_field (const guint8 *field, int width, int height);
/* "the image as it is", "mirrored and turned by 90°" */
const char *lens_net_get_view_name (int view);

G_END_DECLS
