/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-preferences.h"

G_BEGIN_DECLS

#define LENS_TYPE_PREFERENCES_ACTIONS (lens_preferences_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensPreferencesActions, lens_preferences_actions, LENS, PREFERENCES_ACTIONS, LensActions)

/* The action preferences: their window, one for each main window. */

/**
 * lens_preferences_actions_new:
 * @widget: (transfer none): in the main window, or the main window itself
 */
LensPreferencesActions *lens_preferences_actions_new (LensSession *session, GtkWidget *widget);

G_END_DECLS
