/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_COPY_ACTIONS (lens_copy_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensCopyActions, lens_copy_actions, LENS, COPY_ACTIONS, LensActions)

/* What is on screen or selected, to the clipboard or to a printer: copy-image, copy-chart, copy-text, copy-command,
 * print. */

/* widget: (transfer none): whose clipboard is used, and whose window is the dialog's parent. */
LensCopyActions *lens_copy_actions_new (LensSession *session, GtkWidget *widget);

G_END_DECLS
