/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui-fixture.h"

/* The figures at the foot of the list, in the real window with "photo 1.jpg" (nv), "photo 2.jpg" (bkl) and others. */

static LensTruthSummary *
summary_of (FixtureFolder *fixture)
{
  return lens_browser_get_summary (lens_window_get_browser (fixture->window));
}

static gboolean
is_there (FixtureFolder *fixture)
{
  return gtk_widget_get_mapped (GTK_WIDGET (summary_of (fixture)));
}

static void
open_table (FixtureFolder *fixture, const char *text)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, "truth.csv", text);

  fixture_open_truth (fixture->window, file);
  fixture_wait_idle (fixture->window);
  fixture_run_for (60);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found
      = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* There only while images have a truth, also after Ctrl+Z, which says what it did. */
static void
test_comes_and_goes (FixtureFolder *fixture, gconstpointer data)
{
  LensTruthSummary *summary = summary_of (fixture);

  g_assert_false (is_there (fixture));
  open_table (fixture, "image_id,dx\nelsewhere,nv\n");
  g_assert_false (is_there (fixture));
  open_table (fixture, "image_id,dx\nphoto 1,nv\nphoto 2,mel\n");
  g_assert_true (is_there (fixture));
  g_assert_cmpstr (lens_truth_summary_get_lines (summary), ==,
                   "1 of 2 right\nBalanced accuracy 0.50\n0 of 1 melanoma found");
  g_assert_null (lens_truth_summary_get_warning (summary));
  g_assert_nonnull (strstr (lens_truth_summary_get_details (summary), "95 % interval"));

  gtk_widget_activate (fixture_find (GTK_WIDGET (summary), GTK_TYPE_BUTTON)); /* as Return and Space do */
  fixture_run_for (400);
  g_assert_true (gtk_widget_get_mapped (fixture_find (GTK_WIDGET (summary), GTK_TYPE_POPOVER)));

  fixture_run_action (fixture->window, "undo", NULL);
  fixture_run_action (fixture->window, "undo", NULL);
  fixture_run_for (60);
  g_assert_false (is_there (fixture));
  g_assert_nonnull (strstr (fixture_notice (fixture->window), "was taken away"));
  fixture_run_action (fixture->window, "redo", NULL);
  fixture_run_action (fixture->window, "redo", NULL);
  fixture_run_for (60);
  g_assert_true (is_there (fixture));
}

/* The warning is above the figures, whole, at the width of the list and in large text; nothing closes it. */
static void
test_warning (FixtureFolder *fixture, gconstpointer data)
{
  static const double scales[] = { 1, 2 };
  g_autofree char *from = g_build_filename (fixture->folder, "photo 1.jpg", NULL);
  g_autofree char *to = g_build_filename (fixture->folder, "ISIC_0024306.jpg", NULL);
  g_autoptr (GFile) old = g_file_new_for_path (from), file = g_file_new_for_path (to);
  g_autoptr (GPtrArray) items = fixture_items (to, NULL);
  LensTruthSummary *summary = summary_of (fixture);

  g_assert_true (g_file_copy (old, file, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  open_table (fixture, "image_id,dx\nISIC_0024306,nv\n");
  g_assert_cmpstr (lens_truth_summary_get_warning (summary), ==, "⚠ TRAINING DATA: these figures are not an estimate.");
  g_assert_true (g_str_has_prefix (lens_truth_summary_get_details (summary), "The model was trained on"));
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      GtkWidget *warning = find_label (GTK_WIDGET (summary), lens_truth_summary_get_warning (summary));
      GtkWidget *lines = find_label (GTK_WIDGET (summary), lens_truth_summary_get_lines (summary));
      graphene_rect_t above, below;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scales[i]), NULL);
      fixture_run_for (300);
      g_assert_true (gtk_widget_compute_bounds (warning, GTK_WIDGET (summary), &above));
      g_assert_true (gtk_widget_compute_bounds (lines, GTK_WIDGET (summary), &below));
      g_assert_cmpfloat (above.origin.y + above.size.height, <=, below.origin.y);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (warning))));
      g_assert_cmpfloat (above.origin.x + above.size.width, <=, gtk_widget_get_width (GTK_WIDGET (summary)));
      g_assert_cmpfloat (below.origin.y + below.size.height, <=, gtk_widget_get_height (GTK_WIDGET (summary)));
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

/* To a class neither list nor figures are shown, and the footer says which image it is. */
static void
test_presenting (FixtureFolder *fixture, gconstpointer data)
{
  open_table (fixture, "image_id,dx\nphoto 1,nv\n");
  fixture_run_action (fixture->window, "present", NULL);
  fixture_run_for (100);
  g_assert_false (is_there (fixture));
  g_assert_cmpstr (fixture_provenance (fixture->window), ==, "1 of 3");
  fixture_run_action (fixture->window, "next", NULL);
  g_assert_cmpstr (fixture_provenance (fixture->window), ==, "2 of 3");
  fixture_run_action (fixture->window, "present", NULL);
  fixture_run_for (100);
  g_assert_true (is_there (fixture));
  g_assert_nonnull (strstr (fixture_provenance (fixture->window), "SkinCNN"));
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test, fixture_tear_down_folder)

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("/truth-summary/comes-and-goes", test_comes_and_goes);
  add ("/truth-summary/warning", test_warning);
  add ("/truth-summary/presenting", test_presenting);
  return g_test_run ();
}
