/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-appearance.h"

#define NAMESPACE "org.freedesktop.appearance"
#define COLOR_SCHEME "color-scheme"
#define NO_PREFERENCE 0
#define PREFERS_DARK 1
#define CONTRAST "contrast"
#define PREFERS_HIGH 1
#define HIGH_CONTRAST_THEME "Default-hc"

struct _LensAppearance {
  GObject parent_instance;

  GtkSettings *settings;     /* owned */
  GDBusProxy *portal;        /* owned */
  GCancellable *cancellable; /* owned */
  char *style;               /* owned */
  const char *property;      /* GTK's own setting: a switch for dark, and since GTK 4.20 a scheme */
  int light, dark;           /* its values */
  int found;                 /* its value that somebody else has set */
  int scheme;                /* the system's; -1: not known */
  int contrast;              /* the same */
  gboolean is_applying;
};

G_DEFINE_FINAL_TYPE (LensAppearance, lens_appearance, G_TYPE_OBJECT)

/* A gboolean and an enumeration are both an int here. */
static int
get_value (LensAppearance *self)
{
  int value;

  g_object_get (self->settings, self->property, &value, NULL);

  return value;
}

/* What is not set by the program GTK goes on to change as the desktop does. */
static void
apply_style (LensAppearance *self)
{
  int value = g_str_equal (self->style, "dark") ? self->dark : self->light;

  /* gtk_settings_reset_property () would forget what settings.ini says */
  if (g_str_equal (self->style, "system"))
    value = self->scheme <= NO_PREFERENCE ? self->found : self->scheme == PREFERS_DARK ? self->dark : self->light;
  if (value == get_value (self))
    return;

  self->is_applying = TRUE;
  g_object_set (self->settings, self->property, value, NULL);
  self->is_applying = FALSE;
}

/* Somebody else's word: it holds where neither the user nor the portal has said anything, now or later. */
static void
on_setting_changed (LensAppearance *self)
{
  if (!self->is_applying)
    self->found = get_value (self);
}

static void
set_contrast (LensAppearance *self, int contrast)
{
  gboolean was_high = self->contrast == PREFERS_HIGH;

  self->contrast = contrast;
  if (contrast == PREFERS_HIGH)
    g_object_set (self->settings, "gtk-theme-name", HIGH_CONTRAST_THEME, NULL);
  else if (was_high)
    gtk_settings_reset_property (self->settings, "gtk-theme-name");
}

static void
apply (LensAppearance *self, const char *key, GVariant *value)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return;

  if (g_str_equal (key, COLOR_SCHEME))
    {
      self->scheme = (int) g_variant_get_uint32 (value);
      apply_style (self);
    }
  else if (g_str_equal (key, CONTRAST))
    set_contrast (self, (int) g_variant_get_uint32 (value));
}

static void
on_signal (GDBusProxy *portal, const char *sender, const char *name, GVariant *parameters, LensAppearance *self)
{
  const char *space, *key;
  g_autoptr (GVariant) value = NULL;

  if (g_strcmp0 (name, "SettingChanged") != 0 || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;

  g_variant_get (parameters, "(&s&sv)", &space, &key, &value);
  if (g_str_equal (space, NAMESPACE))
    apply (self, key, value);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensAppearance) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  g_autoptr (GVariantIter) spaces = NULL;
  GVariantIter *keys;
  const char *space, *key;
  GVariant *value;

  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a{sa{sv}})"))
      || g_cancellable_is_cancelled (self->cancellable))
    return; /* no portal */

  g_variant_get (reply, "(a{sa{sv}})", &spaces);
  while (g_variant_iter_loop (spaces, "{&sa{sv}}", &space, &keys))
    while (g_variant_iter_loop (keys, "{&sv}", &key, &value))
      if (g_str_equal (space, NAMESPACE))
        apply (self, key, value);
}

static void
on_proxy (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const char *const spaces[] = { NAMESPACE, NULL };
  g_autoptr (LensAppearance) self = user_data;
  g_autoptr (GError) error = NULL;
  GDBusProxy *portal = g_dbus_proxy_new_for_bus_finish (result, &error);

  if (portal == NULL)
    return;

  self->portal = portal;
  g_signal_connect_object (portal, "g-signal", G_CALLBACK (on_signal), self, 0);
  g_dbus_proxy_call (portal, "ReadAll", g_variant_new ("(^as)", spaces), G_DBUS_CALL_FLAGS_NONE, 2000,
                     self->cancellable, on_read, g_object_ref (self));
}

static void
lens_appearance_dispose (GObject *object)
{
  LensAppearance *self = LENS_APPEARANCE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->portal);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lens_appearance_parent_class)->dispose (object);
}

static void
lens_appearance_finalize (GObject *object)
{
  g_clear_object (&LENS_APPEARANCE (object)->cancellable);
  g_free (LENS_APPEARANCE (object)->style);

  G_OBJECT_CLASS (lens_appearance_parent_class)->finalize (object);
}

static void
lens_appearance_class_init (LensAppearanceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_appearance_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_appearance_finalize;
}

static void
lens_appearance_init (LensAppearance *self)
{
  self->cancellable = g_cancellable_new ();
  self->style = g_strdup ("system");
  self->scheme = -1;
  self->contrast = -1;
}

/* As GtkInterfaceColorScheme of GTK 4.20, which the program is not built with everywhere. */
static void
find_property (LensAppearance *self)
{
  const char *scheme = "gtk-interface-color-scheme";
  gboolean has_scheme = g_object_class_find_property (G_OBJECT_GET_CLASS (self->settings), scheme) != NULL;

  self->property = has_scheme ? scheme : "gtk-application-prefer-dark-theme";
  self->dark = has_scheme ? 2 : TRUE;
  self->light = has_scheme ? 3 : FALSE;
}

LensAppearance *
lens_appearance_new (GtkSettings *settings)
{
  LensAppearance *self = g_object_new (LENS_TYPE_APPEARANCE, NULL);
  g_autofree char *changed = NULL;

  self->settings = g_object_ref (settings);
  find_property (self);
  self->found = get_value (self);
  changed = g_strconcat ("notify::", self->property, NULL);
  g_signal_connect_object (settings, changed, G_CALLBACK (on_setting_changed), self, G_CONNECT_SWAPPED);
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES, NULL,
                            "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                            "org.freedesktop.portal.Settings", self->cancellable, on_proxy, g_object_ref (self));

  return self;
}

void
lens_appearance_set_style (LensAppearance *self, const char *style)
{
  g_return_if_fail (LENS_IS_APPEARANCE (self));
  g_return_if_fail (style != NULL);

  g_free (self->style);
  self->style = g_strdup (style);
  apply_style (self);
}
