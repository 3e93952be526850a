/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-settings.h"

/* What a window remembers of the one before it. */

static void
bind_actions (LensWindow *self)
{
  static const struct {
    const char *key, *action;
  } of_window[] = {
    { "subfolders", "recursive" },   { "crop-square", "crop-square" }, { "crisp-pixels", "crisp" },
    { "input-grid", "input-grid" },  { "scores", "scores" },           { "scores-sorted", "sort-bars" },
    { "remember-recent", "remember-recent" }, { "go-on", "go-on" }, { "show-result", "toggle-result" },
    { "hide-file-names", "hide-names" },
  }, of_list[] = {
    { "list-grid", "grid" },
    { "list-order", "order" },
    { "list-reversed", "reverse" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (of_window); i++)
    lens_settings_bind_action (self->settings, of_window[i].key, G_ACTION_GROUP (self), of_window[i].action);
  for (gsize i = 0; i < G_N_ELEMENTS (of_list); i++)
    lens_settings_bind_action (self->settings, of_list[i].key, lens_browser_get_actions (self->browser),
                               of_list[i].action);
  /* A model may have no shares to weigh by. */
  if (g_action_group_get_action_enabled (G_ACTION_GROUP (self), "decision"))
    lens_settings_bind_action (self->settings, "decision", G_ACTION_GROUP (self), "decision");
}

static void
bind_size (LensWindow *self)
{
  static const char *const properties[][2] = { { "window-width", "default-width" },
                                               { "window-height", "default-height" },
                                               { "window-maximized", "maximized" } };

  /* Not without GET_NO_CHANGES: one window would size another. */
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    g_settings_bind (self->settings, properties[i][0], self, properties[i][1],
                     G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
}

void
lens_window_remember (LensWindow *self, GSettings *settings)
{
  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (self->settings == NULL);

  if (settings == NULL)
    return;

  self->settings = g_object_ref (settings);
  bind_actions (self);
  bind_size (self);
  self->is_sidebar_kept = g_settings_get_boolean (settings, "show-list");
  self->is_sidebar_wanted = !self->is_narrow && self->is_sidebar_kept;
  self->list_width = g_settings_get_int (settings, "list-width");
  self->result_width = g_settings_get_int (settings, "result-width");
  lens_window_update_sidebar (self);
  lens_window_update_layout (self);
  lens_window_update_recent (self);
}

void
lens_window_keep_sidebar (LensWindow *self)
{
  if (self->is_narrow)
    return;
  self->is_sidebar_kept = self->is_sidebar_wanted;
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "show-list", self->is_sidebar_kept);
}

void
lens_window_keep_panes (LensWindow *self)
{
  if (self->settings == NULL)
    return;
  g_settings_set_int (self->settings, "list-width", self->list_width);
  g_settings_set_int (self->settings, "result-width", self->result_width);
}

void
lens_window_keep_notes_file (LensWindow *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "notes-file", uri);
}

/* The file that was chosen before; NULL, and the bar says why, if its folder is gone: on a disk that is not there now,
 * say. Its name stays in the settings. */
static char *
dup_chosen_path (LensWindow *self)
{
  g_autofree char *uri = self->settings != NULL ? g_settings_get_string (self->settings, "notes-file") : g_strdup ("");
  g_autoptr (GFile) file = *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *name = NULL;

  if (file == NULL)
    return NULL;
  if (folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&path);

  name = g_file_get_parse_name (file);
  lens_window_show_error (self, name,
                          _ ("the folder is not there; notes are kept in the program’s own file meanwhile"));

  return NULL;
}

void
lens_window_open_own_notes (LensWindow *self, const char *path)
{
  g_autofree char *chosen = NULL;

  g_return_if_fail (LENS_IS_WINDOW (self));

  chosen = dup_chosen_path (self);
  if (chosen == NULL || !lens_window_open_notes (self, chosen))
    lens_window_open_notes (self, path);
}
