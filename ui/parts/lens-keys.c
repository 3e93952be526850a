/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-keys.h"

#include <string.h>

#define MINUS "−" /* as texts write it; the key's own sign is a hyphen */

const LensKeys *
lens_keys_find (const char *action)
{
  g_return_val_if_fail (action != NULL, NULL);

  for (guint i = 0; i < lens_n_keys; i++)
    if (lens_keys[i].scope != LENS_KEYS_AGAIN && g_strcmp0 (lens_keys[i].action, action) == 0)
      return &lens_keys[i];

  return NULL;
}

/* ---- names ---- */

/* GTK's own name of the key in the user's language: some end with a point ("Échap."), which would end a sentence. */
static char *
dup_key_name (guint keyval)
{
  char *name = gtk_accelerator_get_label (keyval, 0);
  gsize length = strlen (name);

  if (g_str_equal (name, "-"))
    {
      g_free (name);
      return g_strdup (MINUS);
    }
  if (length > 1 && name[length - 1] == '.')
    name[length - 1] = '\0';

  return name;
}

/* "Ctrl+Shift+C"; GTK would put Shift first. */
char *
lens_keys_dup_accel_label (const char *accel)
{
  const GdkModifierType order[] = { GDK_CONTROL_MASK, GDK_ALT_MASK, GDK_SHIFT_MASK };
  g_autoptr (GString) label = g_string_new (NULL);
  g_autofree char *name = NULL;
  GdkModifierType modifiers;
  guint keyval;

  if (!gtk_accelerator_parse (accel, &keyval, &modifiers))
    g_return_val_if_reached (g_strdup (accel));
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if ((modifiers & order[i]) != 0)
      {
        g_autofree char *modifier = gtk_accelerator_get_label (0, order[i]);

        g_string_append_printf (label, "%s+", modifier);
      }
  name = dup_key_name (keyval);
  g_string_append (label, name);

  return g_strdup (label->str);
}

char *
lens_keys_dup_label (const char *action)
{
  const LensKeys *keys = lens_keys_find (action);
  g_auto (GStrv) accels = NULL;

  g_return_val_if_fail (keys != NULL, NULL);

  accels = g_strsplit (keys->keys, "|", 2);

  return lens_keys_dup_accel_label (accels[0]);
}

/* ---- texts ---- */

char *
lens_keys_fill (const char *text)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *open, *close;

  g_return_val_if_fail (text != NULL, NULL);

  while ((open = strchr (text, '{')) != NULL && (close = strchr (open, '}')) != NULL)
    {
      g_autofree char *action = g_strndup (open + 1, (gsize) (close - open - 1));
      g_autofree char *label = lens_keys_dup_label (action);

      g_string_append_len (filled, text, open - text);
      g_string_append (filled, label != NULL ? label : action);
      text = close + 1;
    }
  g_string_append (filled, text);

  return g_strdup (filled->str);
}

void
lens_keys_fill_tooltips (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (tooltip != NULL && strchr (tooltip, '{') != NULL)
    {
      g_autofree char *text = lens_keys_fill (tooltip);

      gtk_widget_set_tooltip_text (widget, text);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    lens_keys_fill_tooltips (child);
}

/* ---- what hears the keys ---- */

static char *
dup_all_keys (const LensKeys *keys)
{
  return keys->more != NULL ? g_strdup_printf ("%s|%s", keys->keys, keys->more) : g_strdup (keys->keys);
}

gboolean
lens_keys_find_arrow (guint keyval, int *dx, int *dy)
{
  *dx = keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right ? 1
        : keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left ? -1
                                                              : 0;
  *dy = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
        : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                            : 0;

  return *dx != 0 || *dy != 0;
}

void
lens_keys_install_accels (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < lens_n_keys; i++)
    if (lens_keys[i].scope == LENS_KEYS_APPLICATION)
      {
        g_autofree char *all = dup_all_keys (&lens_keys[i]);
        g_auto (GStrv) accels = g_strsplit (all, "|", -1);

        gtk_application_set_accels_for_action (application, lens_keys[i].action, (const char *const *) accels);
      }
}

static GtkShortcut *
make_shortcut (const LensKeys *keys)
{
  g_autofree char *all = dup_all_keys (keys);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;
  GtkShortcut *shortcut;

  if (!g_action_parse_detailed_name (keys->action, &name, &target, &error))
    g_error ("%s: %s", keys->action, error->message);
  shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (all), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);

  return shortcut;
}

void
lens_keys_install_shortcuts (GtkWidget *window)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (window));

  controller = gtk_shortcut_controller_new ();
  for (guint i = 0; i < lens_n_keys; i++)
    if (lens_keys[i].scope == LENS_KEYS_WINDOW)
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), make_shortcut (&lens_keys[i]));
  gtk_widget_add_controller (window, controller);
}

void
lens_keys_install_shortcut (GtkWidget *widget, const char *action)
{
  const LensKeys *keys = lens_keys_find (action);
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (keys != NULL);

  controller = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), make_shortcut (keys));
  gtk_widget_add_controller (widget, controller);
}
