/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

/* What can be chosen for the method that is chosen, one slot for each method: patch, steps, copies or layer. */

/* "Patch", "Steps", "Copies", "Layer"; NULL for a method without a setting. */
const char *lens_explain_settings_get_title (LensExplaining *explaining);
/* (transfer full) "4 × 4, mean", "32", "conv 5, 7 × 7"; NULL likewise. */
char *lens_explain_settings_dup_value (LensExplaining *explaining, DermModel *model);
/* (transfer full) All values, with the actions that choose them. */
GMenuModel *lens_explain_settings_make_menu (LensExplaining *explaining, DermModel *model);
/* The next value (1), or the one before (-1). */
void lens_explain_settings_step (LensExplaining *explaining, DermModel *model, int by);

G_END_DECLS
