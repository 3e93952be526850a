/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "settings-fixture.h"

#include "lens-settings.h"

GSettings *
fixture_fresh_settings (void)
{
  GSettings *settings = lens_settings_new ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_assert_nonnull (settings);
  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (int i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);

  return settings;
}

LensWindow *
fixture_window_that_remembers (GSettings *settings)
{
  LensWindow *window = lens_window_new (NULL, fixture_classifier (), NULL);

  lens_window_remember (window, settings);
  gtk_window_present (GTK_WINDOW (window));
  fixture_wait_idle (window);

  return window;
}

void
fixture_open_path (LensWindow *window, const char *path)
{
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
}

char *
fixture_copy_sample (const char *folder, int number)
{
  g_autofree char *sample = fixture_sample (number);
  g_autofree char *name = g_strdup_printf ("a_patient %d.jpg", number);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (sample);
  g_autoptr (GFile) to = g_file_new_for_path (path);

  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));

  return path;
}
