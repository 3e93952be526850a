/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-context-menu.h"
#include "lens-help-pages.h"
#include "lens-keys.h"
#include "lens-row.h"
#include "lens-steps.h"
#include "ui-fixture.h"

/* F1 on each pane, the pages themselves, and the menus of the panes. */

static void
press_f1 (LensWindow *window, const char *page)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "help", NULL);
  fixture_run_for (20);
  g_assert_cmpstr (lens_help_get_page (lens_window_get_help (window)), ==, page);
}

/* The page of the pane with the focus, in one window that stays. */
static void
test_focus (void)
{
  LensWindow *window = fixture_window_with_samples ();
  GtkWidget *result = GTK_WIDGET (lens_window_get_result (window));
  const struct {
    GtkWidget *pane;
    const char *page;
  } panes[] = {
    { GTK_WIDGET (lens_window_get_canvas (window)), "image" },
    { GTK_WIDGET (lens_result_get_input_view (lens_window_get_result (window))), "input" },
    { fixture_find (result, LENS_TYPE_STEPS), "input" },
    { GTK_WIDGET (lens_result_get_bars (lens_window_get_result (window))), "scores" },
    { GTK_WIDGET (lens_window_get_browser (window)), "list" },
    { fixture_find (GTK_WIDGET (window), g_type_from_name ("LensNoteBar")), "notes" },
  };
  LensHelp *help;

  g_assert_null (lens_window_get_help (window));
  for (gsize i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      g_assert_true (gtk_widget_child_focus (panes[i].pane, GTK_DIR_TAB_FORWARD));
      press_f1 (window, panes[i].page);
    }

  help = lens_window_get_help (window);
  g_action_group_activate_action (G_ACTION_GROUP (window), "compare-recipes", NULL);
  fixture_wait_idle (window);
  gtk_widget_child_focus (GTK_WIDGET (lens_window_get_compare (window)), GTK_DIR_TAB_FORWARD);
  press_f1 (window, "compare");
  g_action_group_activate_action (G_ACTION_GROUP (window), "model-card", NULL);
  fixture_wait_idle (window);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  press_f1 (window, "model");
  g_action_group_activate_action (G_ACTION_GROUP (window), "present", NULL);
  press_f1 (window, "presenter");
  g_assert_true (lens_window_get_help (window) == help);

  gtk_window_destroy (GTK_WINDOW (help)); /* by itself, and opened again; it goes with its window */
  g_assert_null (lens_window_get_help (window));
  press_f1 (window, "presenter");
  fixture_close_window (window);
}

static void
test_pages (void)
{
  GtkWidget *parent = gtk_window_new ();
  LensHelp *help = lens_help_new (GTK_WINDOW (parent));

  gtk_window_present (GTK_WINDOW (help));
  for (guint i = 0; i < lens_n_help_pages; i++)
    {
      const LensHelpPage *page = &lens_help_pages[i];
      g_autofree char *text = NULL;

      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (page->id, !=, lens_help_pages[j].id);
      lens_help_show_page (help, page->id);
      g_assert_cmpstr (lens_help_get_page (help), ==, page->id);
      text = lens_help_dup_text (help);
      g_assert_true (g_str_has_prefix (text, page->title));
      for (int j = 0; page->texts[j] != NULL; j++)
        {
          g_autofree char *filled = lens_keys_fill (page->texts[j]);

          g_assert_nonnull (strstr (text, filled));
        }
      g_assert_nonnull (page->texts[0]);
    }

  gtk_list_box_select_row (
      GTK_LIST_BOX (fixture_find (GTK_WIDGET (help), GTK_TYPE_LIST_BOX)),
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (fixture_find (GTK_WIDGET (help), GTK_TYPE_LIST_BOX)), 1));
  g_assert_cmpstr (lens_help_get_page (help), ==, lens_help_pages[1].id);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (fixture_find (GTK_WIDGET (help), GTK_TYPE_DROP_DOWN)), 2);
  g_assert_cmpstr (lens_help_get_page (help), ==, lens_help_pages[2].id);
  gtk_window_destroy (GTK_WINDOW (help));
  gtk_window_destroy (GTK_WINDOW (parent));
}

static gboolean
is_narrow (gpointer data)
{
  return lens_help_is_narrow (data);
}

/* At 360 pixels, and with letters twice as large in 720: all of it wraps. */
static void
test_narrow (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  for (int scale = 1; scale <= 2; scale++)
    {
      GtkWidget *parent = gtk_window_new ();
      LensHelp *help = lens_help_new (GTK_WINDOW (parent));

      g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * scale, NULL);
      gtk_window_set_default_size (GTK_WINDOW (help), 360 * scale, 500);
      gtk_window_present (GTK_WINDOW (help));
      fixture_wait (is_narrow, help, "the list to become a button");
      for (guint i = 0; i < lens_n_help_pages; i++)
        {
          lens_help_show_page (help, lens_help_pages[i].id);
          fixture_run_for (20);
          g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (help)), <=, 360 * scale);
        }
      gtk_window_destroy (GTK_WINDOW (help));
      gtk_window_destroy (GTK_WINDOW (parent));
    }
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

/* ---- menus ---- */

#define N_PANES 4

static GtkWidget *
pane_at (LensWindow *window, int place)
{
  GtkWidget *panes[N_PANES] = { GTK_WIDGET (lens_browser_get_strip (lens_window_get_browser (window))),
                                GTK_WIDGET (lens_canvas_get_picture (lens_window_get_canvas (window))),
                                GTK_WIDGET (lens_result_get_input_view (lens_window_get_result (window))),
                                GTK_WIDGET (lens_result_get_bars (lens_window_get_result (window))) };

  return panes[place];
}

static void
test_menus (void)
{
  LensWindow *window = fixture_window_with_samples ();

  for (int i = 0; i < N_PANES; i++)
    {
      GtkWidget *popover = lens_context_menu_popup (pane_at (window, i));
      gpointer weak = popover;

      g_object_add_weak_pointer (G_OBJECT (popover), &weak);
      fixture_run_for (100);
      g_assert_true (gtk_widget_get_mapped (popover));
      gtk_popover_popdown (GTK_POPOVER (popover));
      for (int j = 0; j < 300 && weak != NULL && gtk_widget_get_parent (popover) != NULL; j++)
        fixture_run_for (10);
      g_assert_true (weak == NULL || gtk_widget_get_parent (popover) == NULL);
    }

  fixture_close_window (window);
}

/* GTK 4.8 may look for the tool tip of a menu that has gone with its window. */
static void
on_log (const char *domain, GLogLevelFlags level, const char *message, gpointer n_said)
{
  if (level > G_LOG_LEVEL_WARNING || strstr (message, "'GDK_IS_SURFACE (surface)' failed") != NULL)
    return;
  ++*(guint *) n_said;
  g_printerr ("%s: %s\n", domain, message);
}

/* A window closes with a menu that is just opened, open, or just closed: the menu goes with it, and nothing else is
 * said. */
static void
test_close_with_menu (void)
{
  guint n_said = 0;
  GLogFunc usual = g_log_set_default_handler (on_log, &n_said);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_ERROR);

  for (int i = 0; i < 3 * N_PANES; i++)
    {
      LensWindow *window = fixture_window_with_samples ();
      GtkWidget *popover = lens_context_menu_popup (pane_at (window, i % N_PANES));

      g_assert_nonnull (gtk_widget_get_parent (popover));
      if (i >= N_PANES)
        fixture_run_for (100);
      if (i >= 2 * N_PANES)
        gtk_popover_popdown (GTK_POPOVER (popover));
      fixture_close_window (window);
    }

  fixture_run_for (1000); /* longer than GTK waits with a tool tip */
  g_log_set_always_fatal (fatal);
  g_log_set_default_handler (usual, NULL);
  g_assert_cmpuint (n_said, ==, 0);
}

static guint
assert_found (GtkWidget *widget, LensStrip *strip)
{
  guint n = 0;
  double x, y;

  if (LENS_IS_ROW (widget))
    {
      g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (strip), 5, 5, &x, &y));
      g_assert_true (lens_strip_find_at (strip, x, y) == lens_row_get_item (LENS_ROW (widget)));
      return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += assert_found (child, strip);

  return n;
}

/* Each row's image is the one under the pointer there; below the rows there is none. */
static void
test_row (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensStrip *strip = lens_browser_get_strip (lens_window_get_browser (window));

  g_assert_cmpuint (assert_found (GTK_WIDGET (strip), strip), ==, 2);
  g_assert_null (lens_strip_find_at (strip, 20, gtk_widget_get_height (GTK_WIDGET (strip)) - 2));
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/help/focus", test_focus);
  g_test_add_func ("/help/pages", test_pages);
  g_test_add_func ("/help/narrow", test_narrow);
  g_test_add_func ("/help/menus", test_menus);
  g_test_add_func ("/help/close-with-menu", test_close_with_menu);
  g_test_add_func ("/help/row", test_row);

  return g_test_run ();
}
