/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-chooser.h"

G_BEGIN_DECLS

/* The file dialog for a model. */
void lens_chooser_ask_for_model (LensChooser *chooser, const char *title, LensChosen chosen, gpointer owner);

G_END_DECLS
