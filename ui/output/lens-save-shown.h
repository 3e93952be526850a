/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* What is on screen, into a file; the messages say how it went. */

/* (transfer none) What is saved while a map is looked at; else NULL. One that is not done yet is no map to take away.
 */
DermExplanation *lens_save_shown_get_explanation (LensSession *session);
/* The figure of what is looked at (the result, a map, the open layer of the network with its chosen cell), or its
 * numbers. path: ending in .png, .svg or .pdf; of a map in .npy or .json too, of a layer in .csv as well. */
void lens_save_shown_figure (LensSession *session, const char *path);
/* The network's input as it is shown, like derm_input_save(). path: ending in .png, .npy or .csv. */
void lens_save_shown_input (LensSession *session, const char *path);

G_END_DECLS
