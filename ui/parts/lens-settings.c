/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-settings.h"

#include <derm.h>

#define SCHEMA "io.github.dermlens.Dermlens"

void
lens_settings_choose_backend (void)
{
  GIOExtensionPoint *backends;

  g_vfs_get_default (); /* loads GLib's modules */
  backends = g_io_extension_point_lookup ("gsettings-backend");
  if (backends == NULL || g_io_extension_point_get_extension_by_name (backends, "dconf") == NULL)
    g_setenv ("GSETTINGS_BACKEND", "keyfile", FALSE);
}

/* An installation that was moved is not among the folders of the system. */
static GSettingsSchema *
find_beside_data (GSettingsSchemaSource *parent)
{
  g_autofree char *folder = derm_data_path ("../glib-2.0/schemas");
  g_autoptr (GSettingsSchemaSource) source = g_settings_schema_source_new_from_directory (folder, parent, FALSE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, FALSE) : NULL;
}

GSettings *
lens_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default (); /* NULL: there is no schema at all */
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (schema == NULL)
    schema = find_beside_data (source);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

typedef struct {
  GSettings *settings;
  GActionGroup *group; /* borrowed: it holds this */
  char *key, *action;
  gulong changed_id;
} Binding;

static void
binding_free (gpointer data, GClosure *closure)
{
  Binding *binding = data;

  if (g_signal_handler_is_connected (binding->settings, binding->changed_id)) /* the owner may have taken it along */
    g_signal_handler_disconnect (binding->settings, binding->changed_id);
  g_object_unref (binding->settings);
  g_free (binding->key);
  g_free (binding->action);
  g_free (binding);
}

static void
on_state_changed (GActionGroup *group, const char *action, GVariant *value, Binding *binding)
{
  g_autoptr (GVariant) known = g_settings_get_value (binding->settings, binding->key);

  if (!g_variant_equal (known, value))
    g_settings_set_value (binding->settings, binding->key, value);
}

/* By another window, another program, or because all are reset. */
static void
on_key_changed (GSettings *settings, const char *key, Binding *binding)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, key);
  g_autoptr (GVariant) state = g_action_group_get_action_state (binding->group, binding->action);

  if (state != NULL && !g_variant_equal (state, value))
    g_action_group_change_action_state (binding->group, binding->action, value);
}

void
lens_settings_bind_action (GSettings *settings, const char *key, GActionGroup *group, const char *action,
                           gpointer owner)
{
  g_autofree char *state_changed = g_strconcat ("action-state-changed::", action, NULL);
  g_autofree char *key_changed = g_strconcat ("changed::", key, NULL);
  g_autoptr (GVariant) value = NULL;
  Binding *binding;
  GClosure *closure;

  if (settings == NULL)
    return;

  value = g_settings_get_value (settings, key);
  g_action_group_change_action_state (group, action, value);
  binding = g_new (Binding, 1);
  binding->settings = g_object_ref (settings);
  binding->group = group;
  binding->key = g_strdup (key);
  binding->action = g_strdup (action);
  closure = g_cclosure_new (G_CALLBACK (on_key_changed), binding, NULL);
  g_object_watch_closure (owner, closure);
  binding->changed_id = g_signal_connect_closure (settings, key_changed, closure, FALSE);
  g_signal_connect_data (group, state_changed, G_CALLBACK (on_state_changed), binding, binding_free, 0);
}

/* What is not a matter of taste: where notes are, and how large the window is just now. */
static gboolean
is_kept (const char *key)
{
  static const char *const keys[] = { "notes-file", "window-width", "window-height", "window-maximized" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (key, keys[i]))
      return TRUE;
  return FALSE;
}

GVariant *
lens_settings_reset_all (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  GVariantDict values;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_variant_dict_init (&values, NULL);
  for (int i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_user_value (settings, keys[i]);

      if (value != NULL && !is_kept (keys[i]))
        g_variant_dict_insert_value (&values, keys[i], value);
    }
  for (int i = 0; keys[i] != NULL; i++) /* now: one may change another */
    if (!is_kept (keys[i]))
      g_settings_reset (settings, keys[i]);

  return g_variant_ref_sink (g_variant_dict_end (&values));
}

void
lens_settings_restore (GSettings *settings, GVariant *values)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, values);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    g_settings_set_value (settings, key, value);
}
