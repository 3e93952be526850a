/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-chooser.h"

G_BEGIN_DECLS

#define LENS_TYPE_OPEN_ACTIONS (lens_open_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensOpenActions, lens_open_actions, LENS, OPEN_ACTIONS, LensActions)

/* All ways by which images and tables of truth come in: dialogs, clipboard, drop. The actions: open, open-folder,
 * open-siblings, recursive, paste, open-truth, truth-columns; and start-page, where images can be opened too. */

/**
 * lens_open_actions_new:
 * @target: (transfer none): files and pictures can be dropped there, and it gets the class "lens-drop" meanwhile
 */
LensOpenActions *lens_open_actions_new (LensSession *session, LensChooser *chooser, GtkWidget *target);

G_END_DECLS
