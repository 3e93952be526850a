/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-menu.h"

/* What was opened last, if it is to be remembered. It is a list of our own, not GtkRecentManager's: that one is shared
 * by all programs, shown by the desktop, and keeps dates and times; patients' images are not to be found there. */

#define N_RECENT 10
#define LABEL_LENGTH 48

static gboolean
is_remembering (LensWindow *self)
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
  g_string_replace (label, "_", "__", 0);

  return g_string_free (g_steal_pointer (&label), FALSE);
}

void
lens_window_update_recent (LensWindow *self)
{
  g_auto (GStrv) uris = is_remembering (self) ? g_settings_get_strv (self->settings, "recent-files") : NULL;

  g_menu_remove_all (self->recent_menu);
  for (int i = 0; uris != NULL && uris[i] != NULL && !self->is_presenting; i++)
    {
      g_autofree char *label = format_label (uris[i]);

      lens_menu_append_choice (self->recent_menu, label, "win.open-recent", uris[i]);
    }
  lens_window_set_enabled (self, "remember-recent", self->settings != NULL);
  lens_window_set_enabled (self, "open-recent", self->classifier != NULL);
  lens_window_set_enabled (self, "forget-recent", uris != NULL && uris[0] != NULL);
}

/* The list without one of them, and with another (or none) in front. */
static void
change_list (LensWindow *self, const char *without, const char *first)
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

void
lens_window_remember_file (LensWindow *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  if (!is_remembering (self))
    return;

  change_list (self, uri, uri);
  lens_window_update_recent (self);
}

void
lens_window_remember_items (LensWindow *self, GPtrArray *items)
{
  /* From the last to the first, which is what the user looks at and comes first in the menu. */
  for (guint i = MIN (items->len, N_RECENT); i > 0; i--)
    {
      LensItem *item = g_ptr_array_index (items, i - 1);

      if (lens_item_get_file (item) != NULL && !lens_item_is_sample (item))
        lens_window_remember_file (self, lens_item_get_file (item));
    }
}

static void
on_exists (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensWindow) self = user_data;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;

  info = g_file_query_info_finish (G_FILE (source), result, &error);
  if (self->transfer == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* closed meanwhile */

  if (info != NULL)
    {
      items = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (items, lens_item_new_for_file (G_FILE (source)));
      lens_window_open (self, items);
      return;
    }
  name = g_file_get_parse_name (G_FILE (source));
  uri = g_file_get_uri (G_FILE (source));
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      lens_window_show_error (self, name, error->message);
      return;
    }
  lens_window_show_error (self, name, _ ("it is no longer there, and no longer among the recent files"));
  change_list (self, uri, NULL);
  lens_window_update_recent (self);
}

static void
on_open_recent (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           self->transfer, on_exists, g_object_ref (self));
}

static void
on_forget_recent (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  g_settings_reset (self->settings, "recent-files");
  lens_window_update_recent (self);
}

/* Off means that nothing of it is left. */
static void
on_remember_recent (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  g_simple_action_set_state (action, value);
  if (self->settings != NULL && !g_variant_get_boolean (value))
    g_settings_reset (self->settings, "recent-files");
  lens_window_update_recent (self);
}

void
lens_window_install_recent (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-recent", .activate = on_open_recent, .parameter_type = "s" },
    { .name = "forget-recent", .activate = on_forget_recent },
    { .name = "remember-recent", .state = "false", .change_state = on_remember_recent },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  lens_window_update_recent (self);
}
