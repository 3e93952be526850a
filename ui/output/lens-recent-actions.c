/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-recent-actions.h"

#include <glib/gi18n.h>

#include "lens-menu.h"

#define N_RECENT 10
#define LABEL_LENGTH 48

struct _LensRecentActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  GMenu *menu;          /* owned */
  GSettings *settings;  /* owned; NULL: nothing is remembered */
};

G_DEFINE_FINAL_TYPE (LensRecentActions, lens_recent_actions, LENS_TYPE_ACTIONS)

static gboolean
is_remembering (LensRecentActions *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "remember-recent");
}

/* As a label of a menu: one underscore would underline the next letter. */
static char *
format_label (const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base != NULL ? base : uri);
  g_autoptr (GString) label = g_string_new (name);

  if (g_utf8_strlen (name, -1) > LABEL_LENGTH)
    {
      g_autofree char *end = g_strdup (g_utf8_offset_to_pointer (name, g_utf8_strlen (name, -1) - LABEL_LENGTH / 2));

      g_string_truncate (label, (gsize) (g_utf8_offset_to_pointer (name, LABEL_LENGTH / 2) - name));
      g_string_append_printf (label, "…%s", end);
    }

  return lens_menu_escape (label->str);
}

/* Also the folder in which something was saved. */
static gboolean
has_any (LensRecentActions *self)
{
  g_auto (GStrv) uris = is_remembering (self) ? g_settings_get_strv (self->settings, "recent-files") : NULL;
  g_autofree char *folder = is_remembering (self) ? g_settings_get_string (self->settings, "save-folder") : NULL;

  return (uris != NULL && uris[0] != NULL) || (folder != NULL && *folder != '\0');
}

static void
update_menu (LensRecentActions *self)
{
  g_auto (GStrv) uris = is_remembering (self) ? g_settings_get_strv (self->settings, "recent-files") : NULL;

  g_menu_remove_all (self->menu);
  for (int i = 0; uris != NULL && uris[i] != NULL && !lens_session_is_presenting (self->session); i++)
    {
      g_autofree char *label = format_label (uris[i]);

      lens_menu_append_choice (self->menu, label, "win.open-recent", uris[i]);
    }
  lens_actions_set_enabled (LENS_ACTIONS (self), "forget-recent", has_any (self));
}

/* The list without one of them, and with another (or none) in front. */
static void
change_list (LensRecentActions *self, const char *without, const char *first)
{
  g_auto (GStrv) uris = g_settings_get_strv (self->settings, "recent-files");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  if (first != NULL)
    g_strv_builder_add (builder, first);
  for (int i = 0, n = first != NULL; uris[i] != NULL && n < N_RECENT; i++)
    if (g_strcmp0 (uris[i], without) != 0)
      {
        g_strv_builder_add (builder, uris[i]);
        n++;
      }
  changed = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "recent-files", (const char *const *) changed);
}

static void
on_remember (LensSession *session, GFile *file, LensRecentActions *self)
{
  g_autofree char *uri = g_file_get_uri (file);

  if (!is_remembering (self))
    return;
  change_list (self, uri, uri);
  update_menu (self);
}

/* ---- opening ---- */

static void
report_missing (LensRecentActions *self, GFile *file, const GError *error)
{
  LensMessages *messages = lens_session_get_messages (self->session);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *uri = g_file_get_uri (file);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      lens_messages_show_error (messages, name, error->message);
      return;
    }
  lens_messages_show_error (messages, name, _ ("it is no longer there, and no longer among the recent files"));
  if (self->settings == NULL)
    return;
  change_list (self, uri, NULL);
  update_menu (self);
}

static void
on_exists (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensRecentActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  g_autoptr (GPtrArray) items = NULL;

  if (lens_session_is_closed (self->session) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (info == NULL)
    {
      report_missing (self, G_FILE (source), error);
      return;
    }
  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (items, lens_item_new_for_file (G_FILE (source)));
  lens_session_open (self->session, items);
}

static void
on_open_recent (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensRecentActions *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           lens_session_get_cancellable (self->session), on_exists, g_object_ref (self));
}

static void
forget (LensRecentActions *self)
{
  g_settings_reset (self->settings, "recent-files");
  g_settings_reset (self->settings, "save-folder");
}

static void
on_forget_recent (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensRecentActions *self = user_data;

  forget (self);
  update_menu (self);
}

/* Off means that nothing of it is left. */
static void
on_remember_recent (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensRecentActions *self = user_data;

  g_simple_action_set_state (action, value);
  if (self->settings != NULL && !g_variant_get_boolean (value))
    forget (self);
  update_menu (self);
}

/* ---- the object ---- */

static void
lens_recent_actions_update (LensActions *actions)
{
  LensRecentActions *self = LENS_RECENT_ACTIONS (actions);

  lens_actions_set_enabled (actions, "remember-recent", self->settings != NULL);
  lens_actions_set_enabled (actions, "open-recent",
                            lens_reading_get_model (lens_session_get_reading (self->session)) != NULL);
}

static void
lens_recent_actions_finalize (GObject *object)
{
  LensRecentActions *self = LENS_RECENT_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->menu);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lens_recent_actions_parent_class)->finalize (object);
}

static void
lens_recent_actions_class_init (LensRecentActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_recent_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_recent_actions_update;
}

static void
lens_recent_actions_init (LensRecentActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-recent", .activate = on_open_recent, .parameter_type = "s" },
    { .name = "forget-recent", .activate = on_forget_recent },
    { .name = "remember-recent", .state = "false", .change_state = on_remember_recent },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensRecentActions *
lens_recent_actions_new (LensSession *session, GMenu *menu)
{
  LensRecentActions *self = g_object_new (LENS_TYPE_RECENT_ACTIONS, NULL);

  self->session = g_object_ref (session);
  self->menu = g_object_ref (menu);
  g_signal_connect_object (session, "remember", G_CALLBACK (on_remember), self, 0);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update_menu), self, G_CONNECT_SWAPPED);
  lens_actions_follow (LENS_ACTIONS (self), session);
  update_menu (self);

  return self;
}

void
lens_recent_actions_set_settings (LensRecentActions *self, GSettings *settings)
{
  g_return_if_fail (LENS_IS_RECENT_ACTIONS (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::recent-files", G_CALLBACK (update_menu), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::save-folder", G_CALLBACK (update_menu), self, G_CONNECT_SWAPPED);
  update_menu (self);
  lens_actions_update (LENS_ACTIONS (self));
}
