/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_NETWORK_ACTIONS (lens_network_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensNetworkActions, lens_network_actions, LENS, NETWORK_ACTIONS, LensActions)

/* The layers of the pass on screen, and the cells that were chosen: first-layer, previous-layer, next-layer, play-layers,
 * close-cell, previous-cell, next-cell. */

LensNetworkActions *lens_network_actions_new (LensSession *session);

G_END_DECLS
