/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-appearance.h"

#define NAMESPACE "org.freedesktop.appearance"
#define KEY "color-scheme"
#define PREFERS_DARK 1

struct _LensAppearance {
  GObject parent_instance;

  GtkSettings *settings;     /* owned */
  GDBusProxy *portal;        /* owned */
  GCancellable *cancellable; /* owned */
};

G_DEFINE_FINAL_TYPE (LensAppearance, lens_appearance, G_TYPE_OBJECT)

static void
apply (LensAppearance *self, GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);

  /* Read wraps the number twice, the signal once. */
  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *next = g_variant_get_variant (inner);

      g_variant_unref (inner);
      inner = next;
    }
  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    g_object_set (self->settings, "gtk-application-prefer-dark-theme", g_variant_get_uint32 (inner) == PREFERS_DARK,
                  NULL);
}

static void
on_signal (GDBusProxy *portal, const char *sender, const char *name, GVariant *parameters, LensAppearance *self)
{
  const char *space, *key;
  g_autoptr (GVariant) value = NULL;

  if (g_strcmp0 (name, "SettingChanged") != 0 || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;

  g_variant_get (parameters, "(&s&sv)", &space, &key, &value);
  if (g_strcmp0 (space, NAMESPACE) == 0 && g_strcmp0 (key, KEY) == 0)
    apply (self, value);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensAppearance) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(v)")))
    return; /* no portal: GTK's own setting holds */

  value = g_variant_get_child_value (reply, 0);
  if (!g_cancellable_is_cancelled (self->cancellable))
    apply (self, value);
}

static void
on_proxy (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensAppearance) self = user_data;
  g_autoptr (GError) error = NULL;
  GDBusProxy *portal = g_dbus_proxy_new_for_bus_finish (result, &error);

  if (portal == NULL)
    return;

  self->portal = portal;
  g_signal_connect_object (portal, "g-signal", G_CALLBACK (on_signal), self, 0);
  g_dbus_proxy_call (portal, "Read", g_variant_new ("(ss)", NAMESPACE, KEY), G_DBUS_CALL_FLAGS_NONE, 2000,
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
}

LensAppearance *
lens_appearance_new (GtkSettings *settings)
{
  LensAppearance *self = g_object_new (LENS_TYPE_APPEARANCE, NULL);

  self->settings = g_object_ref (settings);
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES, NULL,
                            "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                            "org.freedesktop.portal.Settings", self->cancellable, on_proxy, g_object_ref (self));

  return self;
}
