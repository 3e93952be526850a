/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) Any words as a label, without mnemonics. */
char *lens_menu_escape (const char *words);
/* One of several choices: @action with that text as its parameter. */
void lens_menu_append_choice (GMenu *menu, const char *label, const char *action, const char *target);
/* The same with a number. */
void lens_menu_append_number (GMenu *menu, const char *label, const char *action, int target);

G_END_DECLS
