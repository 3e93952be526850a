/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The names of the keys: data/io.github.dermlens.Dermlens.gschema.xml */

/* To be called first of all. Where there is no dconf, GLib would say so on standard error and forget the settings at
 * the end; they are kept in a file instead. */
void lens_settings_choose_backend (void);

/* (nullable) (transfer full) NULL if the schema is not installed: nothing is remembered then, and all else works. */
GSettings *lens_settings_new (void);

/* The action takes the remembered state, now and when another one is remembered, and what it changes to is remembered.
 * settings: NULL is no settings. owner: an object without which the action does nothing: the group may outlive it. */
void lens_settings_bind_action (GSettings *settings, const char *key, GActionGroup *group, const char *action,
                                gpointer owner);

/* (transfer full) All settings but the file of the notes and the window's size are as at first; returns what they were,
 * for lens_settings_restore(). */
GVariant *lens_settings_reset_all (GSettings *settings);
void lens_settings_restore (GSettings *settings, GVariant *values);

G_END_DECLS
