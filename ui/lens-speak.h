/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A screen reader calls the button so, whatever its own label says: since GTK 4.10 that label would be its name. Call this after the
 * label was set. Buttons of a .ui file have a label as child instead, which is no name. */
void lens_speak_button (GtkButton *button, const char *words);

G_END_DECLS
