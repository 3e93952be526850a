/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-copy.h"
#include "ui-fixture.h"

/* What is copied and printed. */

static void
test_textures (void)
{
  g_autoptr (DermImage) image = fixture_image (30, 20, 1);
  g_autoptr (DermPrediction) prediction = fixture_prediction (2);
  g_autoptr (GdkTexture) original = lens_copy_image (image);
  g_autoptr (GdkTexture) chart = lens_copy_chart (prediction, NULL);
  guint32 pixels[30 * 20];
  const guint8 *rgb = g_bytes_get_data (derm_image_get_pixels (image), NULL);

  g_assert_cmpint (gdk_texture_get_width (original), ==, 30);
  gdk_texture_download (original, (guchar *) pixels, 30 * 4);
  for (int i = 0; i < 30 * 20; i++)
    g_assert_cmphex (pixels[i] & 0xffffff, ==, (guint) (rgb[3 * i] << 16 | rgb[3 * i + 1] << 8 | rgb[3 * i + 2]));
  g_assert_cmpint (gdk_texture_get_width (chart), ==, 960);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (gpointer text)
{
  return *(char **) text != NULL;
}

/* (transfer full) What is on the clipboard. */
static char *
dup_copied (LensWindow *window)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text, &text);
  fixture_wait (has_text, &text, "the clipboard");

  return text;
}

/* The text on the clipboard has every class, the sentence and where it comes from. */
static void
test_copy_text (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *text = NULL;
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);
  DermModel *model = derm_classifier_get_model (fixture_classifier ());

  g_assert_false (fixture_is_enabled (window, "copy-text"));
  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_activate (window, "copy-text", NULL);
  text = dup_copied (window);
  g_assert_true (g_str_has_prefix (text, "drawn-01.jpg\n"));
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    g_assert_nonnull (strstr (text, derm_model_get_class_name (model, i)));
  g_assert_nonnull (strstr (text, lens_result_get_text (lens_window_get_result (window))));
  g_assert_nonnull (strstr (text, derm_research_line ()));
  g_assert_nonnull (strstr (text, "input sha256 "));
  g_assert_null (strstr (text, g_get_tmp_dir ()));
  fixture_close_window (window);
}

/* A command that would make something else is not copied: the clipboard stays, and it is said of which image there is
 * none.
 */
static void
test_refused_command (void)
{
  const guint8 green[3] = { 0, 255, 0 };
  LensWindow *window = fixture_window_with_samples ();
  LensSession *session = lens_window_get_session (window);
  g_autofree char *before = NULL, *after = NULL;

  fixture_activate (window, "copy-command", NULL);
  before = dup_copied (window);
  g_assert_nonnull (strstr (before, " predict "));
  g_assert_null (fixture_error (window));
  lens_edits_fill (lens_session_get_edits (session), green, 14, 14);
  fixture_wait_idle (window);
  fixture_activate (window, "copy-command", NULL);
  g_assert_nonnull (strstr (fixture_error (window), "Command line of drawn-01.jpg not copied: "));
  after = dup_copied (window);
  g_assert_cmpstr (after, ==, before);
  fixture_close_window (window);
}

static gboolean
has_draw (gpointer explaining)
{
  return lens_explaining_get_map (explaining) != NULL;
}

/* derm makes no such map: its command would be of another one. */
static void
test_refused_random (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensExplaining *explaining = lens_session_get_explaining (lens_window_get_session (window));
  DermExplainOptions options = *lens_explaining_get_options (explaining);

  options.views = 1;
  options.steps = options.copies = 1;
  lens_explaining_set_options (explaining, &options);
  fixture_activate (window, "aspect", "explain");
  lens_explaining_set_random (explaining, TRUE);
  fixture_wait (has_draw, explaining, "a map of random weights");
  fixture_activate (window, "copy-command", NULL);
  g_assert_nonnull (strstr (fixture_error (window), "not copied: derm draws no maps of random weights"));
  fixture_close_window (window);
}

/* The text that is copied begins with the reason. */
static void
test_doubtful (void)
{
  DermRecipe *recipe = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autoptr (DermImage) image = fixture_image (20, 20, 1);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
  g_autoptr (DermPrediction) prediction = derm_classifier_predict (fixture_classifier (), input, NULL);
  g_autofree char *text = lens_copy_text ("a.png", prediction, NULL);

  g_assert_true (g_str_has_prefix (text, "a.png\nThe image is tiny: "));
}

/* To a file, which draws the very page that a printer gets. */
static void
test_print (void)
{
  g_autoptr (DermImage) image = fixture_image (40, 30, 3);
  g_autoptr (DermPrediction) prediction = fixture_prediction (3);
  g_autoptr (GtkPrintOperation) operation = lens_copy_print (image, prediction, NULL);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "dermlens-print.pdf", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  remove (path);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/copy/textures", test_textures);
  g_test_add_func ("/copy/doubtful-text", test_doubtful);
  g_test_add_func ("/copy/print", test_print);
  g_test_add_func ("/copy-actions/text", test_copy_text);
  g_test_add_func ("/copy-actions/refused-command", test_refused_command);
  g_test_add_func ("/copy-actions/refused-random", test_refused_random);

  return g_test_run ();
}
