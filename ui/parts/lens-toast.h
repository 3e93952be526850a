/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the bar look as one that lies over what it is about, and takes no room while it is not revealed. Once each. */
void lens_toast_install (GtkInfoBar *bar);

G_END_DECLS
