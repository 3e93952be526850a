/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The rows of the preferences, as a table, and how one is made. */

typedef enum {
  LENS_PREFERENCES_SWITCH,
  LENS_PREFERENCES_CHOICE,
  LENS_PREFERENCES_BUTTON,
  LENS_PREFERENCES_NOTES_FILE, /* a button; its subtitle names the file */
} LensPreferencesKind;

/**
 * LensPreferencesRow:
 * @title: to be translated, as are the other words
 * @subtitle: (nullable)
 * @button: (nullable): of a button
 * @action: "win.go-on"; of a choice one with a string as state
 * @choices: of a choice: state and title of each; ends with NULL
 */
typedef struct {
  LensPreferencesKind kind;
  const char *title, *subtitle, *button, *action;
  struct {
    const char *state, *title;
  } choices[4];
} LensPreferencesRow;

typedef struct {
  const char *title;
  const LensPreferencesRow *rows;
  gsize n_rows;
} LensPreferencesGroup;

extern const LensPreferencesGroup lens_preferences_groups[];
extern const guint lens_n_preferences_groups;

/* A GtkBox. The actions are those that @window has. */
GtkWidget *lens_preferences_row_new (const LensPreferencesRow *row, GtkWidget *window);
GtkLabel *lens_preferences_row_get_subtitle (GtkWidget *row);

G_END_DECLS
