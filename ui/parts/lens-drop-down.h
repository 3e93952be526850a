/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A screen reader says the name and what is chosen, now and after every choice. The items are GtkStringObject. */
void lens_drop_down_set_name (GtkDropDown *choice, const char *name);

G_END_DECLS
