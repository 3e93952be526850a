/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_DISCARD_DIALOG (lens_discard_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LensDiscardDialog, lens_discard_dialog, LENS, DISCARD_DIALOG, GtkWindow)

/**
 * lens_discard_dialog_ask:
 * @parent: that is to be closed
 * @n_images: that have edits
 *
 * Asks whether @parent may be closed, and destroys it if so. What is asked already is not asked again.
 */
void lens_discard_dialog_ask (GtkWindow *parent, guint n_images);

G_END_DECLS
