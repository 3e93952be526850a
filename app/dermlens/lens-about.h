/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the program is, and whose work. model: NULL if there is none. */
void lens_about_show (GtkWindow *parent, DermModel *model);

G_END_DECLS
