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
    lens_settings_bind_action (self->settings, of_window[i].key, G_ACTION_GROUP (self), of_window[i].action, self);
  for (gsize i = 0; i < G_N_ELEMENTS (of_list); i++)
    lens_settings_bind_action (self->settings, of_list[i].key, lens_browser_get_actions (self->browser),
                               of_list[i].action, self);
  /* A model may have no shares to weigh by. */
  if (g_action_group_get_action_enabled (G_ACTION_GROUP (self), "decision"))
    lens_settings_bind_action (self->settings, "decision", G_ACTION_GROUP (self), "decision", self);
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

/* Kept when the user moves an edge or hides a pane, not when a window gets narrow. */
static void
bind_panes (LensWindow *self)
{
  static const char *const properties[][2] = { { "list-width", "list-width" },
                                               { "grid-width", "grid-width" },
                                               { "result-width", "result-width" },
                                               { "show-list", "is-list-wanted" } };

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    g_settings_bind (self->settings, properties[i][0], self->panes, properties[i][1],
                     G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  g_settings_bind (self->settings, "tile-size", lens_browser_get_strip (self->browser), "tile-size",
                   G_SETTINGS_BIND_DEFAULT);
}

/* What has been reset or restored is seen in this window. */
static void
read_panes (LensWindow *self)
{
  g_object_set (self->panes, "list-width", g_settings_get_int (self->settings, "list-width"), "grid-width",
                g_settings_get_int (self->settings, "grid-width"), "result-width",
                g_settings_get_int (self->settings, "result-width"), "is-list-wanted",
                g_settings_get_boolean (self->settings, "show-list"), NULL);
  lens_window_update_list (self);
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
  bind_panes (self);
  lens_window_update_list (self);
  lens_recent_actions_set_settings (lens_window_find_actions (self, LENS_TYPE_RECENT_ACTIONS), settings);
  lens_chooser_set_settings (self->chooser, settings);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "reset-settings")),
                               TRUE);
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
  lens_messages_show_error (lens_session_get_messages (self->session), name,
                            _ ("the folder is not there; notes are kept in the program’s own file meanwhile"));

  return NULL;
}

void
lens_window_open_own_notes (LensWindow *self, const char *path)
{
  g_autofree char *chosen = NULL;

  g_return_if_fail (LENS_IS_WINDOW (self));

  chosen = dup_chosen_path (self);
  if (chosen == NULL || !lens_session_open_notes (self->session, chosen))
    lens_session_open_notes (self->session, path);
}

/* ---- all as at first ---- */

typedef struct {
  LensWindow *window; /* borrowed: its history holds this */
  GVariant *values;   /* owned; that were reset */
} Reset;

static void
reset_free (Reset *reset)
{
  g_variant_unref (reset->values);
  g_free (reset);
}

static void
undo_reset (gboolean is_undo, gpointer data)
{
  Reset *reset = data;
  GSettings *settings = reset->window->settings;

  if (is_undo)
    {
      lens_settings_restore (settings, reset->values);
    }
  else
    {
      g_variant_unref (reset->values);
      reset->values = lens_settings_reset_all (settings);
    }
  read_panes (reset->window);
}

static void
on_reset (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  Reset *reset = g_new0 (Reset, 1);

  reset->window = self;
  reset->values = lens_settings_reset_all (self->settings);
  read_panes (self);
  lens_history_push (lens_session_get_history (self->session), undo_reset, reset, (GDestroyNotify) reset_free);
  lens_messages_show_notice (lens_session_get_messages (self->session),
                             _ ("All settings have their first values again. Your notes and their file stay."),
                             LENS_NOTICE_UNDOABLE);
}

void
lens_window_install_settings (LensWindow *self)
{
  static const GActionEntry entries[] = { { .name = "reset-settings", .activate = on_reset } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "reset-settings")),
                               FALSE); /* there are none yet */
}
