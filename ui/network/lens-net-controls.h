/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-pass.h"

G_BEGIN_DECLS

#define LENS_TYPE_NET_CONTROLS (lens_net_controls_get_type ())
G_DECLARE_FINAL_TYPE (LensNetControls, lens_net_controls, LENS, NET_CONTROLS, GtkWidget)

/* What of the pass is shown: the view, the order of the maps, the open layer; playing one layer after the other. */

/* Once. */
void lens_net_controls_set_pass (LensNetControls *self, LensPass *pass);

G_END_DECLS
