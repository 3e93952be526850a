/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-truth-dialog.h"
#include "ui-fixture.h"

/* Tables that do not say by themselves what they hold: the window asks, and shows what the answer makes of them. */

static void
open_table (FixtureFolder *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "clinic.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  fixture_open_truth (fixture->window, file);
  fixture_wait_idle (fixture->window);
}

static LensTruthDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LENS_IS_TRUTH_DIALOG (window))
        return LENS_TRUTH_DIALOG (window);
    }
  return NULL;
}

/* In the order in which they stand. */
static void
collect_choices (GtkWidget *widget, GPtrArray *choices)
{
  if (GTK_IS_DROP_DOWN (widget))
    {
      g_ptr_array_add (choices, widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_choices (child, choices);
}

static GtkDropDown *
choice_at (LensTruthDialog *dialog, guint place)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  collect_choices (GTK_WIDGET (dialog), choices);
  g_assert_cmpuint (choices->len, >, place);

  return g_ptr_array_index (choices, place);
}

static guint
count_choices (LensTruthDialog *dialog)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  collect_choices (GTK_WIDGET (dialog), choices);

  return choices->len;
}

static void
assert_chosen (GtkDropDown *choice, const char *text)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (choice);

  g_assert_nonnull (chosen);
  g_assert_true (g_str_has_prefix (gtk_string_object_get_string (chosen), text));
}

static void
assert_status (LensTruthDialog *dialog, const char *part)
{
  if (strstr (lens_truth_dialog_get_status (dialog), part) == NULL)
    g_error ("“%s” is not in “%s”", part, lens_truth_dialog_get_status (dialog));
}

static const char *
truth_of (FixtureFolder *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (fixture_items_of (fixture->window), place);

  return lens_item_get_truth (item);
}

static GtkWidget *
find_use_button (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "suggested-action") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_use_button (child);

  return found;
}

static void
use (LensTruthDialog *dialog)
{
  GtkWidget *button = find_use_button (GTK_WIDGET (dialog));

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  fixture_run_for (100);
}

/* Columns with names of another language are found by what is in them; words that are known are understood, the others
 * can be chosen. */
static void
test_ask (FixtureFolder *fixture, gconstpointer data)
{
  LensTruthDialog *dialog;

  open_table (fixture, "nr;Foto;Befund\n7;photo 1.jpg;Melanoma in situ\n8;photo 2.jpg;Fleck\n9;other.jpg;nevus\n");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpuint (count_choices (dialog), ==, 5);
  assert_chosen (choice_at (dialog, 0), "Foto");
  assert_chosen (choice_at (dialog, 1), "Befund");
  assert_chosen (choice_at (dialog, 2), "none"); /* Fleck */
  assert_chosen (choice_at (dialog, 3), "mel");
  assert_chosen (choice_at (dialog, 4), "nv");
  assert_status (dialog, "2 of 3 rows");
  assert_status (dialog, "1 of 3 images");
  gtk_drop_down_set_selected (choice_at (dialog, 2), 3); /* none, akiec, bcc, bkl */
  assert_status (dialog, "3 of 3 rows");
  assert_status (dialog, "2 of 3 images");
  use (dialog);
  g_assert_null (find_dialog ());
  g_assert_cmpstr (truth_of (fixture, 0), ==, "mel");
  g_assert_cmpstr (truth_of (fixture, 1), ==, "bkl");
  g_assert_null (truth_of (fixture, 2));
}

/* Another choice of columns, numbers, and closing without one. */
static void
test_choose (FixtureFolder *fixture, gconstpointer data)
{
  LensTruthDialog *dialog;

  open_table (fixture, "a,b,c\nphoto 1,4,x\nphoto 2,5,y\nphoto 10,4\n");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  assert_chosen (choice_at (dialog, 0), "a");
  assert_chosen (choice_at (dialog, 1), "b");
  assert_chosen (choice_at (dialog, 2), "none"); /* a number is nobody's guess */
  assert_status (dialog, "0 of 3 rows");
  assert_status (dialog, "line 4: ");
  g_assert_false (gtk_widget_get_sensitive (find_use_button (GTK_WIDGET (dialog))));
  gtk_drop_down_set_selected (choice_at (dialog, 1), 2);
  g_assert_cmpuint (count_choices (dialog), ==, 4);
  gtk_window_close (GTK_WINDOW (dialog));
  fixture_run_for (100);
  g_assert_null (find_dialog ());
  g_assert_null (truth_of (fixture, 0));
}

/* A table that names its columns, but the images in another one, is asked about too, and on request any. */
static void
test_request (FixtureFolder *fixture, gconstpointer data)
{
  LensTruthDialog *dialog;

  open_table (fixture, "image_id,Foto,dx\n1,photo 1.jpg,mel\n2,photo 2.jpg,nv\n");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  assert_chosen (choice_at (dialog, 0), "Foto");
  use (dialog);
  g_assert_cmpstr (truth_of (fixture, 1), ==, "nv");

  open_table (fixture, "image_id,dx\nphoto 1,mel\nphoto 2,scc\n");
  g_assert_null (find_dialog ());
  g_assert_nonnull (strstr (fixture_notice (fixture->window), "“scc” (1)"));
  fixture_activate (fixture->window, "truth-columns", NULL);
  fixture_wait_idle (fixture->window);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_drop_down_set_selected (choice_at (dialog, 3), 1); /* scc as akiec */
  use (dialog);
  g_assert_cmpstr (truth_of (fixture, 1), ==, "akiec");
}

static void
test_one_hot (FixtureFolder *fixture, gconstpointer data)
{
  LensTruthDialog *dialog;

  open_table (fixture, "picture,MEL,NV,SCC\nphoto 1,0,1,0\nphoto 2,0,0,1\n");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  assert_chosen (choice_at (dialog, 0), "picture");
  assert_chosen (choice_at (dialog, 1), "one column");
  assert_status (dialog, "1 of 2 rows");
  use (dialog);
  g_assert_cmpstr (truth_of (fixture, 0), ==, "nv");
}

/* An image that comes into the list. */
static void
add_image (FixtureFolder *fixture, const char *name)
{
  g_autofree char *sample = fixture_sample (1), *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (sample);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GPtrArray) items = NULL;

  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  items = fixture_items (path, NULL);
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  fixture_run_for (500);
}

/* With more images in the list, more is known: the guess is another one, but what the user has chosen stays. */
static void
test_more_images (FixtureFolder *fixture, gconstpointer data)
{
  LensTruthDialog *dialog;

  open_table (fixture, "nr,Foto,Bild,Befund\n1,x.jpg,p.jpg,melanoma\n2,y.jpg,q.jpg,nevus\n3,z.jpg,r.jpg,Fleck\n");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  assert_chosen (choice_at (dialog, 1), "Befund");
  add_image (fixture, "q.jpg");
  assert_chosen (choice_at (dialog, 0), "Bild");
  assert_status (dialog, "1 of 4 images");
  gtk_drop_down_set_selected (choice_at (dialog, 2), 3); /* Fleck is bkl */
  gtk_drop_down_set_selected (choice_at (dialog, 0), 0);
  add_image (fixture, "r.jpg");
  assert_chosen (choice_at (dialog, 0), "nr");
  assert_chosen (choice_at (dialog, 2), "bkl");
  gtk_drop_down_set_selected (choice_at (dialog, 0), 2);
  assert_status (dialog, "3 of 3 rows");
  assert_status (dialog, "2 of 5 images");
  use (dialog);
  g_assert_cmpstr (truth_of (fixture, 4), ==, "bkl");
}

/* A table that is taken while a folder is still read, and names no image of it by the column that it names itself. */
static void
test_early (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "early.csv", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) table = g_file_new_for_path (path);
  LensTruthDialog *dialog;

  g_assert_true (g_file_set_contents (path, "image_id,Foto,dx\n1,photo 1.jpg,mel\n2,photo 2.jpg,nv\n", -1, NULL));
  fixture_open_folder (fixture->window, folder, FALSE);
  fixture_open_truth (fixture->window, table);
  fixture_wait_idle (fixture->window);
  fixture_run_for (500);
  fixture_wait_idle (fixture->window);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  assert_chosen (choice_at (dialog, 0), "Foto");
  use (dialog);
  g_assert_cmpstr (truth_of (fixture, 0), ==, "mel");
}

/* What is no table is refused with file and line, and nobody is asked. */
static void
test_refused (FixtureFolder *fixture, gconstpointer data)
{
  open_table (fixture, "a,b\n1,\"open\n");
  g_assert_null (find_dialog ());
  g_assert_true (g_str_has_prefix (fixture_error (fixture->window), "clinic.csv: line 2: "));
  open_table (fixture, "a,b\n");
  g_assert_null (find_dialog ());
  g_assert_true (g_str_has_prefix (fixture_error (fixture->window), "clinic.csv: "));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/truth-dialog/ask", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_ask,
              fixture_tear_down_folder);
  g_test_add ("/truth-dialog/choose", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_choose,
              fixture_tear_down_folder);
  g_test_add ("/truth-dialog/request", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_request,
              fixture_tear_down_folder);
  g_test_add ("/truth-dialog/one-hot", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_one_hot,
              fixture_tear_down_folder);
  g_test_add ("/truth-dialog/more-images", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_more_images,
              fixture_tear_down_folder);
  g_test_add ("/truth-dialog/early", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_early,
              fixture_tear_down_folder);
  g_test_add ("/truth-dialog/refused", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_refused,
              fixture_tear_down_folder);

  return g_test_run ();
}
