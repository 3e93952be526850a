/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-application.h"
#include "lens-browser.h"
#include "lens-keys.h"
#include "ui-fixture.h"

/* The table of keys, and what hears them: accelerators of the application, shortcuts and actions of the window. */

static char *
dup_all_keys (const LensKeys *keys)
{
  return keys->more != NULL ? g_strdup_printf ("%s|%s", keys->keys, keys->more) : g_strdup (keys->keys);
}

/* (transfer full) All keys of an entry, each as GTK itself writes it: "<Shift><Control>c". */
static GStrv
dup_accels (const LensKeys *keys)
{
  g_autofree char *all = dup_all_keys (keys);
  GStrv accels = g_strsplit (all, "|", -1);

  for (int i = 0; accels[i] != NULL; i++)
    {
      GdkModifierType modifiers;
      guint keyval;

      g_assert_true (gtk_accelerator_parse (accels[i], &keyval, &modifiers));
      g_free (accels[i]);
      accels[i] = gtk_accelerator_name (keyval, modifiers);
    }

  return accels;
}

static gboolean
has_prefix (const LensKeys *keys, const char *prefix)
{
  return keys->action != NULL && g_str_has_prefix (keys->action, prefix);
}

/* ---- the table itself ---- */

static void
test_entries (void)
{
  for (guint i = 0; i < lens_n_keys; i++)
    {
      const LensKeys *keys = &lens_keys[i];

      g_assert_cmpint (keys->group, <, LENS_KEYS_N_GROUPS);
      g_assert_true ((keys->title != NULL) == (keys->group != LENS_KEYS_UNLISTED));
      if (keys->group != LENS_KEYS_UNLISTED)
        g_assert_nonnull (lens_keys_groups[keys->group]);
      if (keys->scope == LENS_KEYS_AGAIN)
        {
          g_assert_null (keys->keys);
          g_assert_cmpint (lens_keys_find (keys->action)->group, !=, keys->group);
          continue;
        }
      g_assert_nonnull (keys->keys);
      g_assert_true (keys->scope == LENS_KEYS_WIDGET || strchr (keys->action, '.') != NULL);
      if (keys->action != NULL) /* once */
        g_assert_true (lens_keys_find (keys->action) == keys);
    }
  g_assert_null (lens_keys_find ("win.no-such-action"));
}

static void
test_no_key_twice (void)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lens_n_keys; i++)
    {
      g_auto (GStrv) accels = NULL;

      if (lens_keys[i].scope != LENS_KEYS_APPLICATION && lens_keys[i].scope != LENS_KEYS_WINDOW)
        continue;
      accels = dup_accels (&lens_keys[i]);
      for (int j = 0; accels[j] != NULL; j++)
        {
          const char *owner = g_hash_table_lookup (owners, accels[j]);

          if (owner != NULL && lens_keys[i].group != LENS_KEYS_ASPECTS) /* of which one is shown at a time */
            g_error ("%s is the key of both %s and %s", accels[j], owner, lens_keys[i].action);
          g_hash_table_insert (owners, g_strdup (accels[j]), (gpointer) lens_keys[i].action);
        }
    }
  g_assert_cmpuint (g_hash_table_size (owners), >, 50);
}

/* ---- what hears them ---- */

static void
assert_action (GActionGroup *group, const LensKeys *keys)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;
  const GVariantType *type;

  g_assert_true (g_action_parse_detailed_name (keys->action, &name, &target, &error));
  if (!g_action_group_has_action (group, strchr (name, '.') + 1))
    g_error ("there is no action %s", name);
  type = g_action_group_get_action_parameter_type (group, strchr (name, '.') + 1);
  g_assert_true (type == NULL ? target == NULL : target != NULL && g_variant_is_of_type (target, type));
}

/* The program's accelerators are those of the table, all of them and no other. */
static void
test_application (void)
{
  g_autoptr (LensApplication) application = lens_application_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) described = NULL;
  guint n = 0;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lens_n_keys; i++)
    {
      const LensKeys *keys = &lens_keys[i];

      if (has_prefix (keys, "app."))
        assert_action (G_ACTION_GROUP (application), keys);
      if (keys->scope == LENS_KEYS_APPLICATION)
        {
          g_auto (GStrv) accels = gtk_application_get_accels_for_action (GTK_APPLICATION (application), keys->action);
          g_auto (GStrv) wanted = dup_accels (keys);

          g_assert_cmpstrv (accels, wanted);
          n++;
        }
    }
  described = gtk_application_list_action_descriptions (GTK_APPLICATION (application));
  g_assert_cmpuint (g_strv_length (described), ==, n);
  g_assert_cmpuint (n, >, 10);
}

/* (transfer full) The window's controller with the table's shortcuts. */
static GtkEventController *
find_controller (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_autoptr (GtkShortcut) first
          = GTK_IS_SHORTCUT_CONTROLLER (controller) ? g_list_model_get_item (G_LIST_MODEL (controller), 0) : NULL;
      GtkShortcutAction *action = first != NULL ? gtk_shortcut_get_action (first) : NULL;

      if (GTK_IS_NAMED_ACTION (action)
          && strchr (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)), '.') != NULL)
        return g_steal_pointer (&controller);
    }
  g_assert_not_reached ();
}

static void
assert_shortcut (GtkShortcut *shortcut, const LensKeys *keys)
{
  g_autofree char *all = dup_all_keys (keys);
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (all);
  g_autofree char *action = NULL;

  g_assert_true (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger));
  action = g_action_print_detailed_name (
      gtk_named_action_get_action_name (GTK_NAMED_ACTION (gtk_shortcut_get_action (shortcut))),
      gtk_shortcut_get_arguments (shortcut));
  g_assert_cmpstr (action, ==, keys->action);
}

/* The window has each action, and its shortcuts are those of the table; they are heard after the widget with the focus,
 * so that an entry keeps its letters. */
static void
test_window (void)
{
  LensWindow *window = fixture_window ();
  GActionGroup *browse = lens_browser_get_actions (lens_window_get_browser (window));
  g_autoptr (GtkEventController) controller = find_controller (GTK_WIDGET (window));
  guint n = 0;

  g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==, GTK_PHASE_BUBBLE);
  g_assert_cmpint (gtk_shortcut_controller_get_scope (GTK_SHORTCUT_CONTROLLER (controller)), ==,
                   GTK_SHORTCUT_SCOPE_LOCAL);
  for (guint i = 0; i < lens_n_keys; i++)
    {
      if (has_prefix (&lens_keys[i], "win."))
        assert_action (G_ACTION_GROUP (window), &lens_keys[i]);
      else if (has_prefix (&lens_keys[i], "browse."))
        assert_action (browse, &lens_keys[i]);
      if (lens_keys[i].scope == LENS_KEYS_WINDOW)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), n++);

          assert_shortcut (shortcut, &lens_keys[i]);
        }
    }
  g_assert_cmpuint (n, ==, g_list_model_get_n_items (G_LIST_MODEL (controller)));
  g_assert_cmpuint (n, >, 20);
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/keys/entries", test_entries);
  g_test_add_func ("/keys/no-key-twice", test_no_key_twice);
  g_test_add_func ("/keys/application", test_application);
  g_test_add_func ("/keys/window", test_window);

  return g_test_run ();
}
