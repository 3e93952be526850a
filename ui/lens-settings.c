/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-settings.h"

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

GSettings *
lens_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default (); /* NULL: there is no schema at all */
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

typedef struct {
  GSettings *settings;
  char *key;
} Binding;

static void
binding_free (gpointer data, GClosure *closure)
{
  Binding *binding = data;

  g_object_unref (binding->settings);
  g_free (binding->key);
  g_free (binding);
}

static void
on_state_changed (GActionGroup *group, const char *action, GVariant *value, Binding *binding)
{
  g_autoptr (GVariant) known = g_settings_get_value (binding->settings, binding->key);

  if (!g_variant_equal (known, value))
    g_settings_set_value (binding->settings, binding->key, value);
}

void
lens_settings_bind_action (GSettings *settings, const char *key, GActionGroup *group, const char *action)
{
  g_autofree char *signal = g_strconcat ("action-state-changed::", action, NULL);
  g_autoptr (GVariant) value = NULL;
  Binding *binding;

  if (settings == NULL)
    return;

  value = g_settings_get_value (settings, key);
  g_action_group_change_action_state (group, action, value);
  binding = g_new (Binding, 1);
  binding->settings = g_object_ref (settings);
  binding->key = g_strdup (key);
  g_signal_connect_data (group, signal, G_CALLBACK (on_state_changed), binding, binding_free, 0);
}
