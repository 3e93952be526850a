/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-appearance.h"
#include "ui-fixture.h"

/* Light or dark: by what is chosen, by the desktop, by GTK's own setting. */

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
  g_test_add_func ("/appearance/portal", test_portal); /* before one that would still wait for its answer */
  g_test_add_func ("/appearance/style", test_style);
  g_test_add_func ("/appearance/style-follows", test_style_follows);
  g_test_add_func ("/appearance/own-setting", test_own_setting);

  return g_test_run ();
}
