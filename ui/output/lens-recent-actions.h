/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_RECENT_ACTIONS (lens_recent_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensRecentActions, lens_recent_actions, LENS, RECENT_ACTIONS, LensActions)

/* What was opened last, if it is to be remembered: open-recent, forget-recent, remember-recent. It is a list of our
 * own, not GtkRecentManager's: that one is shared by all programs, shown by the desktop, and keeps dates and times;
 * patients' images are not to be found there. */

/* menu: (transfer none): filled with what was opened last. */
LensRecentActions *lens_recent_actions_new (LensSession *session, GMenu *menu);
/* Once: where the list is kept; without that nothing is remembered. */
void lens_recent_actions_set_settings (LensRecentActions *self, GSettings *settings);

G_END_DECLS
