/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_NETWORK (lens_network_get_type ())
G_DECLARE_FINAL_TYPE (LensNetwork, lens_network, LENS, NETWORK, GtkWidget)

/* One pass through the network, layer by layer, and what makes a number. */

/* Once. */
void lens_network_set_session (LensNetwork *self, LensSession *session);
/* (transfer none) What belongs into the view bar while it is shown; NULL for nothing. */
GtkWidget *lens_network_get_controls (LensNetwork *self);
void lens_network_set_narrow (LensNetwork *self, gboolean is_narrow);

G_END_DECLS
