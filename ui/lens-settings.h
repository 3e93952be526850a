/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The names of the keys: data/io.github.dermlens.Dermlens.gschema.xml */

/* To be called first of all. Where there is no dconf, GLib would say so on standard error and forget the settings at the
 * end; they are kept in a file instead. */
void lens_settings_choose_backend (void);

/* (nullable) (transfer full) NULL if the schema is not installed: nothing is remembered then, and all else works. */
GSettings *lens_settings_new (void);

/* The action takes the remembered state now, and what it changes to is remembered. settings: NULL is no settings. */
void lens_settings_bind_action (GSettings *settings, const char *key, GActionGroup *group, const char *action);

G_END_DECLS
