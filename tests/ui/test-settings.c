/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-appearance.h"
#include "lens-settings.h"
#include "ui-fixture.h"

/* What is remembered, and what is not; the style; the same without a schema. */

/* (transfer full) All at their defaults. */
static GSettings *
fresh_settings (void)
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

static LensWindow *
open_window (GSettings *settings)
{
  LensWindow *window = lens_window_new (NULL, fixture_classifier (), NULL);

  lens_window_remember (window, settings);
  gtk_window_present (GTK_WINDOW (window));
  fixture_wait_idle (window);

  return window;
}

static void
activate (LensWindow *window, const char *action, const char *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), action,
                                  parameter != NULL ? g_variant_new_string (parameter) : NULL);
  fixture_wait_idle (window);
}

static void
assert_state (GActionGroup *group, const char *action, GVariant *expected)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (expected);
  g_autoptr (GVariant) state = g_action_group_get_action_state (group, action);

  g_assert_cmpvariant (state, sunk);
}

static void
test_keys (void)
{
  g_autoptr (GSettings) settings = fresh_settings ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *style = g_settings_get_string (settings, "style");
  g_auto (GStrv) recent = g_settings_get_strv (settings, "recent-files");
  g_auto (GStrv) keys = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (style, ==, "system");
  g_assert_false (g_settings_get_boolean (settings, "remember-recent"));
  g_assert_cmpuint (g_strv_length (recent), ==, 0);

  /* What is compiled has no words. */
  path = derm_data_path ("io.github.dermlens.Dermlens.gschema.xml");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (int i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *start = g_strdup_printf ("<key name=\"%s\"", keys[i]);
      const char *key = strstr (text, start);
      g_autofree char *words = NULL;

      g_assert_nonnull (key);
      words = g_strndup (key, (gsize) (strstr (key, "</key>") - key));
      g_assert_nonnull (strstr (words, "<summary>"));
      g_assert_nonnull (strstr (words, "<description>"));
    }
}

static gboolean
is_size_kept (gpointer data)
{
  return g_settings_get_int (data, "window-height") == 640 && g_settings_get_int (data, "window-width") == 900;
}

static gboolean
has_no_list (gpointer data)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (data, "toggle-sidebar");

  return !g_variant_get_boolean (state);
}

/* A window begins where the one before it ended. */
static void
test_two_windows (void)
{
  static const struct {
    const char *action, *state;
    gboolean is_of_list;
  } changes[] = {
    { "recursive", "true", FALSE },      { "crop-square", "false", FALSE }, { "crisp", "false", FALSE },
    { "input-grid", "true", FALSE },     { "sort-bars", "true", FALSE },    { "scores", "'logits'", FALSE },
    { "decision", "'balanced'", FALSE }, { "grid", "true", TRUE },          { "order", "'score'", TRUE },
    { "reverse", "true", TRUE },         { "hide-names", "true", FALSE },
    { "go-on", "true", FALSE },
  };
  g_autoptr (GSettings) settings = fresh_settings ();
  int width, height;

  for (int round = 0; round < 2; round++)
    {
      LensWindow *window = open_window (settings);

      for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
        {
          GActionGroup *group = changes[i].is_of_list ? lens_browser_get_actions (lens_window_get_browser (window))
                                                      : G_ACTION_GROUP (window);
          GVariant *state = g_variant_new_parsed (changes[i].state);

          if (round == 0)
            g_action_group_change_action_state (group, changes[i].action, state);
          else
            assert_state (group, changes[i].action, state);
        }
      if (round == 0)
        {
          gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
          fixture_wait (is_size_kept, settings, "the size to be kept");
        }
      gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
      g_assert_cmpint (width, ==, 900);
      g_assert_cmpint (height, ==, 640);
      fixture_close_window (window);
    }
}

/* The list is hidden in the next window too, if the user has hidden it: not if there was no room for it. */
static void
test_list (void)
{
  g_autoptr (GSettings) settings = fresh_settings ();
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);

  for (int round = 0; round < 3; round++)
    {
      LensWindow *window = open_window (settings);
      g_autoptr (GPtrArray) items = fixture_items (a, b, NULL);

      fixture_open (window, items);
      fixture_wait_idle (window);
      assert_state (G_ACTION_GROUP (window), "toggle-sidebar", g_variant_new_boolean (round != 2));
      if (round == 0)
        {
          gtk_window_set_default_size (GTK_WINDOW (window), 400, 640);
          fixture_wait (has_no_list, window, "the list to go");
          g_assert_true (g_settings_get_boolean (settings, "show-list"));
          g_settings_reset (settings, "window-width");
        }
      else if (round == 1)
        activate (window, "toggle-sidebar", NULL);
      fixture_close_window (window);
    }
}

static void
assert_recent (GSettings *settings, const char *const *paths)
{
  g_auto (GStrv) uris = g_settings_get_strv (settings, "recent-files");

  for (int i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *uri = g_filename_to_uri (paths[i], NULL, NULL);

      g_assert_cmpstr (uris[i], ==, uri);
    }
  g_assert_cmpuint (g_strv_length (uris), ==, g_strv_length ((char **) paths));
}

#define assert_recent_are(settings, ...) assert_recent (settings, (const char *const[]){ __VA_ARGS__, NULL })

static void
open_path (LensWindow *window, const char *path)
{
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
}

static char *
copy_sample (const char *folder, int number)
{
  g_autofree char *sample = fixture_sample (number);
  g_autofree char *name = g_strdup_printf ("a_patient %d.jpg", number);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (sample);
  g_autoptr (GFile) to = g_file_new_for_path (path);

  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));

  return path;
}

static void
test_recent (void)
{
  g_autoptr (GSettings) settings = fresh_settings ();
  LensWindow *window = open_window (settings);
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *a = copy_sample (folder, 1);
  g_autofree char *b = copy_sample (folder, 2);
  g_autofree char *sample = fixture_sample (3);
  g_autofree char *gone = NULL;
  g_autoptr (GFile) folder_file = g_file_new_for_path (folder);

  open_path (window, a); /* off: no trace */
  assert_recent_are (settings, NULL);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "forget-recent"));

  activate (window, "remember-recent", NULL);
  assert_recent_are (settings, NULL); /* nor of what came before */
  open_path (window, a);
  open_path (window, sample); /* nobody's image */
  open_path (window, b);
  fixture_open_folder (window, folder_file, FALSE);
  fixture_wait_idle (window);
  assert_recent_are (settings, folder, b, a);
  gone = g_filename_to_uri (a, NULL, NULL);
  activate (window, "open-recent", gone);
  assert_recent_are (settings, a, folder, b);
  g_assert_cmpstr (lens_item_get_name (fixture_shown (window)), ==, "a_patient 1.jpg");

  g_unlink (a);
  activate (window, "open-recent", gone);
  fixture_run_for (200);
  g_assert_nonnull (strstr (fixture_error (window), "a_patient 1.jpg"));
  g_assert_nonnull (strstr (fixture_error (window), "no longer there"));
  assert_recent_are (settings, folder, b);

  activate (window, "forget-recent", NULL);
  assert_recent_are (settings, NULL);
  assert_state (G_ACTION_GROUP (window), "remember-recent", g_variant_new_boolean (TRUE));
  open_path (window, b);
  assert_recent_are (settings, b);
  activate (window, "remember-recent", NULL); /* off: forgotten too */
  assert_recent_are (settings, NULL);
  fixture_close_window (window);

  g_unlink (b);
  g_rmdir (folder);
}

/* No longer than the menu, and the newest first. */
static void
test_recent_many (void)
{
  g_autoptr (GSettings) settings = fresh_settings ();
  LensWindow *window = open_window (settings);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) uris = NULL;

  activate (window, "remember-recent", NULL);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%d.jpg", i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  fixture_open (window, items);
  fixture_wait_idle (window);
  uris = g_settings_get_strv (settings, "recent-files");
  g_assert_cmpuint (g_strv_length (uris), ==, 10);
  g_assert_cmpstr (uris[0], ==, "file:///nowhere/0.jpg");
  g_assert_cmpstr (uris[9], ==, "file:///nowhere/9.jpg");
  fixture_close_window (window);
}

static void
test_notes_file (void)
{
  g_autoptr (GSettings) settings = fresh_settings ();
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (folder, "own.jsonl", NULL);
  g_autofree char *chosen = g_build_filename (folder, "chosen.jsonl", NULL);
  g_autofree char *gone = g_build_filename (folder, "gone", "notes.jsonl", NULL);
  g_autofree char *image = copy_sample (folder, 1);

  for (int round = 0; round < 2; round++)
    {
      g_autofree char *uri = g_filename_to_uri (round == 0 ? chosen : gone, NULL, NULL);
      LensWindow *window = open_window (settings);

      g_settings_set_string (settings, "notes-file", uri);
      lens_window_open_own_notes (window, own);
      g_assert_cmpint (fixture_error (window) != NULL, ==, round == 1); /* its folder is gone */
      open_path (window, image);
      g_action_group_change_action_state (G_ACTION_GROUP (window), "flag", g_variant_new_string ("poor"));
      fixture_close_window (window);
      g_assert_true (g_file_test (round == 0 ? chosen : own, G_FILE_TEST_EXISTS));
      g_assert_cmpint (g_file_test (own, G_FILE_TEST_EXISTS), ==, round == 1);
    }

  g_unlink (own);
  g_unlink (chosen);
  g_unlink (image);
  g_rmdir (folder);
}

/* The switch of GTK before 4.20, or 2 and 3 of its enumeration since. */
static const char *
get_dark_property (int *dark, int *light)
{
  const char *scheme = "gtk-interface-color-scheme";
  gboolean has_scheme = gtk_check_version (4, 20, 0) == NULL;

  *dark = has_scheme ? 2 : TRUE;
  *light = has_scheme ? 3 : FALSE;

  return has_scheme ? scheme : "gtk-application-prefer-dark-theme";
}

static gboolean
is_dark (void)
{
  int dark, light, value;

  g_object_get (gtk_settings_get_default (), get_dark_property (&dark, &light), &value, NULL);

  return value == dark;
}

/* As the desktop does. */
static void
set_dark (gboolean is_dark)
{
  int dark, light;
  const char *property = get_dark_property (&dark, &light);

  g_object_set (gtk_settings_get_default (), property, is_dark ? dark : light, NULL);
}

static gboolean
is_high_contrast (void)
{
  g_autofree char *name = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-theme-name", &name, NULL);

  return g_strcmp0 (name, "Default-hc") == 0;
}

/* settings.ini of somebody without a portal says dark, say: that holds until a style is chosen, and again after it. */
static void
test_own_setting (void)
{
  g_autoptr (LensAppearance) appearance = NULL;

  set_dark (TRUE);
  appearance = lens_appearance_new (gtk_settings_get_default ());
  lens_appearance_set_style (appearance, "system");
  g_assert_true (is_dark ());
  lens_appearance_set_style (appearance, "light");
  g_assert_false (is_dark ());
  lens_appearance_set_style (appearance, "system");
  g_assert_true (is_dark ());

  /* and what it becomes while the program runs */
  set_dark (FALSE);
  lens_appearance_set_style (appearance, "dark");
  g_assert_true (is_dark ());
  lens_appearance_set_style (appearance, "system");
  g_assert_false (is_dark ());
}

static void
test_style (void)
{
  g_autoptr (LensAppearance) appearance = lens_appearance_new (gtk_settings_get_default ());
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new ("x"));
  GtkWidget *window = fixture_show (widget, 100, 100);
  GdkRGBA light, dark;

  lens_appearance_set_style (appearance, "light");
  g_assert_false (is_dark ());
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &light);
  lens_appearance_set_style (appearance, "dark");
  g_assert_true (is_dark ());
  fixture_run_for (50);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &dark);
  g_assert_cmpfloat (dark.red, >, light.red + 0.5f); /* the text, on screen */
  lens_appearance_set_style (appearance, "system");  /* no portal here: GTK's own setting */
  g_assert_false (is_dark ());
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- a desktop's portal ---- */

static const char portal_xml[]
    = "<node><interface name='org.freedesktop.portal.Settings'>"
      "<method name='ReadAll'><arg type='as' direction='in'/><arg type='a{sa{sv}}' direction='out'/></method>"
      "<signal name='SettingChanged'><arg type='s'/><arg type='s'/><arg type='v'/></signal></interface></node>";

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  g_dbus_method_invocation_return_value (
      invocation,
      g_variant_new_parsed ("({'org.freedesktop.appearance': {'color-scheme': <uint32 1>, 'contrast': <uint32 1>,"
                            " 'accent-color': <(0.1, 0.2, 0.3)>}},)"));
}

static void
emit (GDBusConnection *bus, const char *key, guint32 value)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (
      bus, NULL, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "SettingChanged",
      g_variant_new ("(ssv)", "org.freedesktop.appearance", key, g_variant_new_uint32 (value)), &error);
  g_assert_no_error (error);
}

static gboolean
looks_dark (gpointer data)
{
  return is_dark ();
}

static gboolean
looks_light (gpointer data)
{
  return !is_dark ();
}

static gboolean
looks_ordinary (gpointer data)
{
  return !is_high_contrast ();
}

static gboolean
is_as_portal_says (gpointer data)
{
  return is_dark () && is_high_contrast ();
}

static void
test_portal (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_sync (
      address, /* not the one that the window has */
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_xml, &error);
  g_autoptr (LensAppearance) appearance = NULL;
  guint name_id, object_id;

  g_assert_no_error (error);
  object_id = g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable,
                                                 NULL, NULL, &error);
  g_assert_no_error (error);
  name_id = g_bus_own_name_on_connection (bus, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_NONE, NULL,
                                          NULL, NULL, NULL);
  fixture_run_for (300);

  appearance = lens_appearance_new (gtk_settings_get_default ());
  fixture_wait (is_as_portal_says, NULL, "the portal's answer");
  emit (bus, "color-scheme", 2);
  fixture_wait (looks_light, NULL, "light");
  emit (bus, "contrast", 0);
  fixture_wait (looks_ordinary, NULL, "ordinary contrast");
  lens_appearance_set_style (appearance, "light");
  emit (bus, "color-scheme", 1); /* the user's word goes before the system's */
  fixture_run_for (300);
  g_assert_false (is_dark ());
  lens_appearance_set_style (appearance, "system");
  fixture_wait (looks_dark, NULL, "dark");

  g_bus_unown_name (name_id);
  g_dbus_connection_unregister_object (bus, object_id);
  lens_appearance_set_style (appearance, "light");
}

/* In a process of its own, with GSETTINGS_SCHEMA_DIR elsewhere: all works, and nothing is kept. */
static void
test_no_schema (void)
{
  g_autofree char *path = fixture_sample (1);
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *notes = g_build_filename (folder, "notes.jsonl", NULL);
  LensWindow *window;

  if (lens_settings_new () != NULL)
    {
      g_test_skip ("the program is installed on this computer, with its schema");
      return;
    }
  window = open_window (NULL);
  lens_window_open_own_notes (window, notes);
  open_path (window, path);
  g_assert_cmpstr (lens_item_get_name (fixture_shown (window)), ==, "drawn-01.jpg");
  activate (window, "sort-bars", NULL);
  assert_state (G_ACTION_GROUP (window), "sort-bars", g_variant_new_boolean (TRUE));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "remember-recent"));
  g_assert_null (fixture_error (window));
  fixture_close_window (window);
  g_unlink (notes);
  g_rmdir (folder);
}

/* Set elsewhere, the window follows; all reset, it is as at first, and as it was when that is undone. */
static void
test_reset (void)
{
  g_autoptr (GSettings) settings = fresh_settings ();
  LensWindow *window = open_window (settings);
  GActionGroup *actions = G_ACTION_GROUP (window);
  GActionGroup *of_list = lens_browser_get_actions (lens_window_get_browser (window));
  const char *const recent[] = { "file:///nowhere/one.jpg", NULL };
  g_auto (GStrv) known = NULL;

  g_settings_set_boolean (settings, "crisp-pixels", FALSE);
  assert_state (actions, "crisp", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (of_list, "order", g_variant_new_string ("score"));
  g_settings_set_int (settings, "result-width", 500);
  g_settings_set_string (settings, "notes-file", "file:///nowhere/notes.jsonl");
  g_settings_set_boolean (settings, "remember-recent", TRUE);
  g_settings_set_strv (settings, "recent-files", recent);
  assert_state (actions, "remember-recent", g_variant_new_boolean (TRUE));

  for (int round = 0; round < 2; round++)
    {
      g_autofree char *file = NULL;

      g_action_group_activate_action (actions, round == 0 ? "reset-settings" : "redo", NULL);
      file = g_settings_get_string (settings, "notes-file");
      assert_state (actions, "crisp", g_variant_new_boolean (TRUE));
      assert_state (of_list, "order", g_variant_new_string ("opened"));
      assert_state (actions, "remember-recent", g_variant_new_boolean (FALSE));
      g_assert_cmpint (g_settings_get_int (settings, "result-width"), ==, 372);
      g_assert_cmpstr (file, ==, "file:///nowhere/notes.jsonl");
      g_assert_null (g_settings_get_user_value (settings, "recent-files"));

      g_action_group_activate_action (actions, "undo", NULL);
      assert_state (actions, "crisp", g_variant_new_boolean (FALSE));
      assert_state (of_list, "order", g_variant_new_string ("score"));
      assert_state (actions, "remember-recent", g_variant_new_boolean (TRUE));
      g_assert_cmpint (g_settings_get_int (settings, "result-width"), ==, 500);
      g_strfreev (known);
      known = g_settings_get_strv (settings, "recent-files");
      g_assert_cmpstrv (known, recent);
    }
  fixture_close_window (window);
  g_settings_set_boolean (settings, "crisp-pixels", TRUE); /* nobody listens any more */
}

/* The desktop's own style counts again when none is forced, also if it has changed meanwhile. */
static void
test_style_follows (void)
{
  g_autoptr (LensAppearance) appearance = lens_appearance_new (gtk_settings_get_default ());

  lens_appearance_set_style (appearance, "dark");
  lens_appearance_set_style (appearance, "system");
  g_assert_false (is_dark ());
  lens_appearance_set_style (appearance, "light");
  set_dark (TRUE);
  lens_appearance_set_style (appearance, "light");
  g_assert_false (is_dark ());
  lens_appearance_set_style (appearance, "system");
  g_assert_true (is_dark ());
  set_dark (FALSE);
  g_assert_false (is_dark ());
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  if (g_strcmp0 (g_getenv ("GSETTINGS_SCHEMA_DIR"), "/none") == 0)
    {
      g_test_add_func ("/settings/no-schema", test_no_schema);
      return g_test_run ();
    }

  g_test_add_func ("/settings/keys", test_keys);
  g_test_add_func ("/settings/two-windows", test_two_windows);
  g_test_add_func ("/settings/list", test_list);
  g_test_add_func ("/settings/recent", test_recent);
  g_test_add_func ("/settings/recent-many", test_recent_many);
  g_test_add_func ("/settings/notes-file", test_notes_file);
  g_test_add_func ("/settings/portal", test_portal); /* before one that would still wait for its answer */
  g_test_add_func ("/settings/reset", test_reset);
  g_test_add_func ("/settings/style", test_style);
  g_test_add_func ("/settings/style-follows", test_style_follows);
  g_test_add_func ("/settings/own-setting", test_own_setting);

  return g_test_run ();
}
