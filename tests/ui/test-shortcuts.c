/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-keys.h"
#include "lens-shortcuts.h"
#include "ui-fixture.h"

/* The window that lists all keys. */

static GtkWidget *
groups_of (GtkWindow *window)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), LENS_TYPE_SHORTCUTS, "groups"));
}

/* A line with that title, in which all keys of the entry are named. */
static gboolean
has_line (GStrv lines, const LensKeys *keys)
{
  g_auto (GStrv) accels = g_strsplit (lens_keys_find (keys->action)->keys, "|", -1);
  g_autofree char *start = g_strdup_printf ("%s: %s: ", lens_keys_groups[keys->group], keys->title);

  for (int i = 0; lines[i] != NULL; i++)
    {
      gboolean is_all = g_str_has_prefix (lines[i], start);

      for (int j = 0; is_all && accels[j] != NULL; j++)
        {
          g_autofree char *name = lens_keys_dup_accel_label (accels[j]);

          is_all = strstr (lines[i] + strlen (start), name) != NULL;
        }
      if (is_all)
        return TRUE;
    }

  return FALSE;
}

static void
test_all (void)
{
  GtkWindow *window = lens_shortcuts_new (NULL);
  g_auto (GStrv) lines = lens_shortcuts_list (LENS_SHORTCUTS (window));
  guint n_runs = 0;

  for (guint i = 0; i < lens_n_keys; i++)
    {
      const LensKeys *keys = &lens_keys[i];

      if (keys->group == LENS_KEYS_UNLISTED)
        continue;
      if (keys->action != NULL && !has_line (lines, keys))
        g_error ("%s is not listed", keys->action);
      n_runs += i == 0 || keys->group != keys[-1].group || !g_str_equal (keys->title, keys[-1].title);
    }
  g_assert_cmpuint (g_strv_length (lines), ==, n_runs);
  gtk_window_destroy (window);
}

static void
assert_has (GtkWindow *window, const char *line)
{
  g_auto (GStrv) lines = lens_shortcuts_list (LENS_SHORTCUTS (window));

  if (!g_strv_contains ((const char *const *) lines, line))
    g_error ("no line “%s”", line);
}

/* What the list is known to have: entries with several keys, of one action twice, of a widget, and the arrows for both
 * directions of text. */
static void
test_lines (void)
{
  static const char *const lines[] = {
    "Images: Open images: Ctrl+O",
    "Images: Next image: Right, Down, Page Down",
    "Images: Previous image: Left, Up, Page Up",
    "View: Zoom in: +",
    "View: Move the image left or right: Shift+Left, Shift+Right",
    "Crop: Undo: Ctrl+Z",
    "Notes: Undo: Ctrl+Z",
    "Network input: Next pixel and its value: Left, Right, Up, Down",
    "Window: Preferences: Ctrl+,",
  };
  GtkWindow *window = lens_shortcuts_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_has (window, lines[i]);
  gtk_window_destroy (window);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = lens_shortcuts_new (NULL);
  assert_has (window, "Images: Next image: Left, Down, Page Down");
  assert_has (window, "Images: Previous image: Right, Up, Page Up");
  assert_has (window, "View: Move the image left or right: Shift+Left, Shift+Right");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  gtk_window_destroy (window);
}

static guint
n_found (GtkWindow *window, const char *text)
{
  g_auto (GStrv) lines = NULL;

  lens_shortcuts_find (LENS_SHORTCUTS (window), text);
  lines = lens_shortcuts_list (LENS_SHORTCUTS (window));

  return g_strv_length (lines);
}

static void
test_find (void)
{
  GtkWindow *window = lens_shortcuts_new (NULL);
  GtkWidget *nothing
      = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), LENS_TYPE_SHORTCUTS, "nothing"));
  guint n = n_found (window, "");

  g_assert_cmpuint (n_found (window, "SQUARE"), ==, 1);
  assert_has (window, "Crop: Keep the crop square: Shift+C");
  g_assert_cmpuint (n_found (window, "ctrl+shift+t"), ==, 1);
  g_assert_cmpuint (n_found (window, "network inp"), ==, 4); /* all of a group */
  g_assert_false (gtk_widget_get_visible (nothing));
  g_assert_cmpuint (n_found (window, "xyzzy"), ==, 0);
  g_assert_true (gtk_widget_get_visible (nothing));
  g_assert_cmpuint (n_found (window, ""), ==, n);
  gtk_window_destroy (window);
}

/* ---- columns ---- */

typedef struct {
  int n, lowest, highest; /* columns, and where the shortest and the longest of them end */
} Columns;

static Columns
measure (GtkWindow *window)
{
  GtkWidget *groups = groups_of (window);
  Columns columns = { 0, G_MAXINT, 0 };
  double left = -1.0, bottom = 0.0;

  for (GtkWidget *group = gtk_widget_get_first_child (groups); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (group, groups, &bounds));
      if (bounds.origin.x > left)
        {
          if (columns.n > 0)
            columns.lowest = MIN (columns.lowest, (int) bottom);
          columns.n++;
          left = bounds.origin.x;
        }
      bottom = bounds.origin.y + bounds.size.height;
      columns.highest = MAX (columns.highest, (int) bottom);
    }
  columns.lowest = MIN (columns.lowest, (int) bottom);

  return columns;
}

/* As many columns as there is room for, none of them much shorter than the longest; one in a narrow window. */
static void
test_columns (void)
{
  static const struct {
    int width, n_columns;
  } cases[] = { { 1240, 3 }, { 860, 2 }, { 400, 1 } };

  g_type_class_unref (g_type_class_ref (LENS_TYPE_WINDOW)); /* and its style */
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWindow *window = lens_shortcuts_new (NULL);
      Columns columns;

      gtk_window_set_default_size (window, cases[i].width, 700);
      gtk_window_present (window);
      fixture_run_for (600);
      columns = measure (window);
      g_test_message ("%d wide: %d columns, %d to %d high", gtk_widget_get_width (groups_of (window)), columns.n, columns.lowest, columns.highest);
      g_assert_cmpint (columns.n, ==, cases[i].n_columns);
      g_assert_cmpint (columns.lowest * 4, >=, columns.highest * 3); /* no third is empty */
      gtk_window_destroy (window);
    }
}

/* It is shown without a complaint of GTK's, which would end the test, and is no larger than the window below it. */
static void
test_shown (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ()), *window;
  int width, height;

  gtk_window_set_default_size (parent, 900, 700);
  gtk_window_present (parent);
  fixture_run_for (300);
  window = lens_shortcuts_new (parent);
  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, <=, gtk_widget_get_width (GTK_WIDGET (parent)));
  g_assert_cmpint (height, <=, gtk_widget_get_height (GTK_WIDGET (parent)));
  gtk_window_present (window);
  fixture_run_for (300);
  g_assert_true (gtk_window_get_transient_for (window) == parent);
  g_assert_true (gtk_window_get_modal (window));
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
  g_test_add_func ("/shortcuts/find", test_find);
  g_test_add_func ("/shortcuts/columns", test_columns);
  g_test_add_func ("/shortcuts/shown", test_shown);

  return g_test_run ();
}
