/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-preferences-rows.h"
#include "ui-fixture.h"

/* The main menu: short, and nothing is out of reach. */

static GtkMenuButton *
find_main_button (GtkWidget *widget)
{
  GtkMenuButton *found = NULL;

  if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_primary (GTK_MENU_BUTTON (widget)))
    return GTK_MENU_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_main_button (child);

  return found;
}

static GMenuModel *
menu_of (LensWindow *window)
{
  GtkMenuButton *button = find_main_button (GTK_WIDGET (window));

  g_assert_nonnull (button);

  return gtk_menu_button_get_menu_model (button);
}

static guint
count_entries (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      n += section != NULL ? count_entries (section) : 1;
    }

  return n;
}

/* Its actions, and those of its submenus. */
static void
collect (GMenuModel *menu, GHashTable *actions)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      g_autofree char *action = NULL, *target = NULL;

      if (section != NULL)
        collect (section, actions);
      if (submenu != NULL)
        collect (submenu, actions);
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s", &target);
      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action)) /* each once */
        g_assert_true (g_hash_table_add (actions, g_strjoin ("::", action, target, NULL)));
    }
}

static void
test_short (void)
{
  LensWindow *window = fixture_window ();

  g_assert_cmpuint (count_entries (menu_of (window)), <=, 10);
  fixture_close_window (window);
}

/* All that a window can do and that has no place of its own in it; a setting that is stored may be in the preferences
 * instead. */
static void
test_reach (void)
{
  static const char *const wanted[] = {
    "win.open",           "win.open-folder",
    "win.open-siblings",  "win.recursive",
    "win.open-truth",     "win.truth-columns",
    "win.notes-file",     "win.remember-recent",
    "win.forget-recent",  "win.paste",
    "app.new-window",     "win.copy-image",
    "win.copy-input",     "win.copy-chart",
    "win.copy-text",      "win.copy-command",
    "win.save-figure",    "win.save-input",
    "win.export-all",     "win.export-selected",
    "win.hide-names",     "win.print",
    "win.undo",           "win.redo",
    "browse.select-all",  "browse.select-one",
    "win.remove",         "win.go-on",
    "win.crop",           "win.crop-square",
    "win.crisp",          "win.input-grid",
    "win.sort-bars",      "win.pin",
    "win.link-zoom",      "win.toggle-sidebar",
    "win.toggle-result",  "win.present",
    "app.style",          "win.reset-settings",
    "win.open-model",     "win.bundled-model",
    "win.model-card",     "win.compare-recipes",
    "win.compare-model",  "win.help",
    "app.shortcuts",      "app.about",
    "win.start-page",     "win.preferences",
    "win.aspect::image",  "win.aspect::explain",
    "win.aspect::pixels", "win.aspect::network",
    "win.aspect::atlas",  "win.aspect::evaluate",
    "win.learn",          "win.open-calibration",
    "win.model-calibration",
  };
  LensWindow *window = fixture_window ();
  g_autoptr (GHashTable) actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  const char *action;

  collect (menu_of (window), actions);
  for (guint i = 0; i < lens_n_preferences_groups; i++)
    for (gsize j = 0; j < lens_preferences_groups[i].n_rows; j++)
      g_hash_table_add (actions, g_strdup (lens_preferences_groups[i].rows[j].action));
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!g_hash_table_contains (actions, wanted[i]))
      g_error ("%s is in no menu", wanted[i]);

  g_hash_table_iter_init (&iter, actions);
  while (g_hash_table_iter_next (&iter, (gpointer *) &action, NULL))
    {
      g_auto (GStrv) name = g_strsplit (action, "::", 2);

      if (g_str_has_prefix (name[0], "win.") && !g_action_group_has_action (G_ACTION_GROUP (window), name[0] + 4))
        g_error ("there is no %s", name[0]);
    }
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/menu/short", test_short);
  g_test_add_func ("/menu/reach", test_reach);

  return g_test_run ();
}
