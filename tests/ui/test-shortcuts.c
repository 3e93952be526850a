/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-keys.h"
#include "lens-shortcuts.h"
#include "ui-fixture.h"

/* The window that lists all keys. */

typedef struct {
  GPtrArray *lines;    /* "title: accelerators", with the direction if it has one */
  GPtrArray *sections; /* their names */
  guint n_keycaps;
} Listed;

static void
collect (GtkWidget *widget, Listed *listed)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);
  /* What a search finds is a copy, outside of any group. */
  gboolean is_listed = gtk_widget_get_ancestor (widget, g_type_from_name ("GtkShortcutsGroup")) != NULL;

  if (g_str_equal (type, "GtkShortcutsSection"))
    {
      char *name;

      g_object_get (widget, "section-name", &name, NULL);
      g_ptr_array_add (listed->sections, name);
    }
  else if (is_listed && g_str_equal (type, "GtkShortcutsShortcut"))
    {
      g_autofree char *title = NULL, *accelerator = NULL;
      GtkTextDirection direction;

      g_object_get (widget, "title", &title, "accelerator", &accelerator, "direction", &direction, NULL);
      g_ptr_array_add (listed->lines, g_strdup_printf ("%s: %s%s", title, accelerator,
                                                       direction == GTK_TEXT_DIR_LTR   ? " ltr"
                                                       : direction == GTK_TEXT_DIR_RTL ? " rtl"
                                                                                       : ""));
    }
  else if (is_listed && GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "keycap"))
    {
      g_assert_null (strchr (gtk_label_get_text (GTK_LABEL (widget)), '_'));
      listed->n_keycaps++;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, listed);
}

static Listed
list_all (GtkWindow *window)
{
  Listed listed = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free), 0 };

  collect (GTK_WIDGET (window), &listed);

  return listed;
}

static void
clear (Listed *listed)
{
  g_ptr_array_unref (listed->lines);
  g_ptr_array_unref (listed->sections);
}

/* A line whose title is that of the entry, and which has all of its keys. */
static gboolean
has_line (Listed *listed, const LensKeys *keys)
{
  g_auto (GStrv) accels = g_strsplit (lens_keys_find (keys->action)->keys, "|", -1);

  for (guint i = 0; i < listed->lines->len; i++)
    {
      const char *line = g_ptr_array_index (listed->lines, i);
      const char *listed_keys = strrchr (line, ':') + 1; /* no accelerator has a colon */
      g_auto (GStrv) words = g_strsplit (listed_keys, " ", -1);
      gboolean is_all = g_str_has_prefix (line, keys->title) && line[strlen (keys->title)] == ':';

      for (int j = 0; accels[j] != NULL; j++)
        is_all = is_all && g_strv_contains ((const char *const *) words, accels[j]);
      if (is_all)
        return TRUE;
    }

  return FALSE;
}

static void
test_all (void)
{
  GtkWindow *window = lens_shortcuts_new (NULL);
  Listed listed = list_all (window);
  guint n_runs = 0, n_mirrored = 0;

  for (guint i = 0; i < lens_n_keys; i++)
    {
      const LensKeys *keys = &lens_keys[i];

      if (keys->group == LENS_KEYS_UNLISTED)
        continue;
      if (keys->action != NULL && !has_line (&listed, keys))
        g_error ("%s is not listed", keys->action);
      n_runs += i == 0 || keys->group != keys[-1].group || !g_str_equal (keys->title, keys[-1].title);
      n_mirrored += keys->is_mirrored;
    }
  g_assert_cmpuint (listed.lines->len, ==, n_runs + n_mirrored);
  g_assert_cmpuint (listed.sections->len, ==, 3);
  g_assert_cmpstr (listed.sections->pdata[0], ==, "images");
  clear (&listed);
  gtk_window_destroy (window);
}

/* What the list is known to have: entries with several keys, of one action twice, of a widget, and the arrows for both
 * directions of text. */
static void
test_lines (void)
{
  const char *const lines[] = {
    "Open images: <Control>o",
    "Next image: Right Down Page_Down ltr",
    "Next image: Left Down Page_Down rtl",
    "Previous image: Right Up Page_Up rtl",
    "Zoom in: plus",
    "Move the image left or right: <Shift>Left <Shift>Right",
    "Present: full screen, large type, no file names: F5",
    "Next pixel and its value: Left Right Up Down",
    "The model’s card: m",
    "Menu of the part with the focus: Menu <Shift>F10",
  };
  GtkWindow *window = lens_shortcuts_new (NULL);
  Listed listed = list_all (window);
  guint n_undo = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (!g_ptr_array_find_with_equal_func (listed.lines, lines[i], g_str_equal, NULL))
      g_error ("no line “%s”", lines[i]);
  for (guint i = 0; i < listed.lines->len; i++)
    n_undo += g_str_equal (listed.lines->pdata[i], "Undo: <Control>z");
  g_assert_cmpuint (n_undo, ==, 2);
  clear (&listed);
  gtk_window_destroy (window);
}

/* It is shown without a complaint of GTK's, which would end the test, and no key has the name that programs give it. */
static void
test_shown (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *window;
  Listed listed;

  g_type_class_unref (g_type_class_ref (LENS_TYPE_WINDOW)); /* and its style */
  gtk_window_present (parent);
  window = lens_shortcuts_new (parent);
  gtk_window_present (window);
  fixture_run_for (500);
  listed = list_all (window);
  g_assert_cmpuint (listed.n_keycaps, >, lens_n_keys);
  g_assert_true (gtk_window_get_transient_for (window) == parent);
  g_assert_true (gtk_window_get_modal (window));
  clear (&listed);
  gtk_window_destroy (window);
  gtk_window_destroy (parent);
  fixture_run_for (100);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/shortcuts/all", test_all);
  g_test_add_func ("/shortcuts/lines", test_lines);
  g_test_add_func ("/shortcuts/shown", test_shown);

  return g_test_run ();
}
