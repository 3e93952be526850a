/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "ui-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lens-command.h"
#include "lens-crop.h"
#include "lens-export.h"
#include "lens-copy.h"

/* Copies, exports and prints of the window, against what derm says of the same files. */

static char *folder;

static char *
path_in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Standard output of a shell's command line in which `derm` is the one of the build. */
static char *
run_derm (const char *command)
{
  g_autofree char *script = g_strdup_printf ("derm () { \"$DERM\" \"$@\"; }; %s", command);
  const char *argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

/* The time of the pass is the only thing that two runs differ in. */
static char *
without_times (const char *text, const char *pattern, const char *replacement)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  char *stripped = g_regex_replace (regex, text, -1, 0, replacement, 0, NULL);

  g_assert_nonnull (stripped);
  return stripped;
}

#define JSON_TIME "\"ms\":[0-9.]+"
#define CSV_TIME ",[0-9]+\\.[0-9]{4},calibrated,"

static GPtrArray *
make_items (char **paths)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  return items;
}

/* Three samples, one of them under a name with a comma, a quote and a space, and a file that is no image. */
static char **
make_files (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *odd = path_in_folder ("it's, \"odd\".jpg"), *broken = path_in_folder ("broken.png");
  g_autofree char *one = fixture_sample (1), *two = fixture_sample (2), *three = fixture_sample (3);
  g_autoptr (GFile) source = g_file_new_for_path (three), target = g_file_new_for_path (odd);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (broken, "no image", -1, &error);
  g_assert_no_error (error);
  g_strv_builder_add_many (builder, one, two, odd, broken, NULL);
  return g_strv_builder_end (builder);
}

static char *
derm_output (char **paths, const char *format)
{
  g_autoptr (GString) command = g_string_new ("derm predict --quiet --format ");

  g_string_append (command, format);
  for (int i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (paths[i]);

      g_string_append_printf (command, " %s", quoted);
    }
  return run_derm (command->str);
}

static gboolean
has_exported (gpointer window)
{
  const char *notice = fixture_notice (window);

  return notice != NULL && strstr (notice, "saved in") != NULL;
}

static gboolean
is_file (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
can_export (gpointer window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), "export-all");
}

static gboolean
has_error (gpointer window)
{
  return fixture_error (window) != NULL;
}

/* What derm predict says, with the columns or members that only the window knows of: of these files nothing. */
static char *
with_nothing_noted (const char *text, const char *format)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;

  if (strcmp (format, "csv") == 0)
    {
      lines = g_strsplit (text, "\r\n", 2);
      joined = g_strjoinv (",truth,flag,corrected_label,note\r\n", lines);
      return without_times (joined, "(?<!,note)\r\n", ",,,,\r\n");
    }
  lines = g_strsplit (text, "}\n", -1);
  return g_strjoinv (",\"truth\":null,\"flag\":null,\"corrected_label\":null,\"note\":null}\n", lines);
}

/* Opened and exported at once: the rows wait for their results. */
static void
check_export (const char *format, const char *ending, const char *pattern, const char *replacement)
{
  LensWindow *window = fixture_window ();
  g_auto (GStrv) paths = make_files ();
  g_autoptr (GPtrArray) items = make_items (paths);
  g_autofree char *name = g_strconcat ("results", ending, NULL), *path = path_in_folder (name);
  g_autofree char *said = derm_output (paths, format), *expected = with_nothing_noted (said, format);
  g_autofree char *expected_lines = without_times (expected, pattern, replacement);
  g_autofree char *text = NULL, *lines = NULL;

  fixture_open (window, items);
  fixture_export (window, TRUE, path);
  fixture_wait (has_exported, window, "the export");
  text = read_file (path);
  lines = without_times (text, pattern, replacement);
  g_assert_cmpstr (lines, ==, expected_lines);
  g_assert_nonnull (strstr (lines, "broken.png"));
  g_assert_true (g_str_has_prefix (fixture_notice (window), "4 results are saved in results."));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_export_csv (void)
{
  check_export ("csv", ".csv", CSV_TIME, ",,calibrated,");
}

static void
test_export_jsonl (void)
{
  check_export ("jsonl", ".jsonl", JSON_TIME, "\"ms\":");
}

/* What Python reads of the file: of each row file, truth, flag, label and note, as JSON. */
static char *
read_with_python (const char *path)
{
  static const char script[]
      = "import csv, json, sys\n"
        "with open(sys.argv[1], encoding='utf-8', newline='') as file:\n"
        "    rows = list(csv.DictReader(file, strict=True)) if sys.argv[1].endswith('.csv') else [json.loads(line) for "
        "line in file]\n"
        "for row in rows:\n"
        "    assert None not in row and list(row)[-4:] == ['truth', 'flag', 'corrected_label', 'note'], row\n"
        "    print(json.dumps([row['file']] + [row[k] or '' for k in list(row)[-4:]]))\n";
  const char *argv[] = { "/usr/bin/python3", "-c", script, path, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

/* A note with all that a CSV or JSON string can stumble over; as JSON, which is what the file of the notes has and what
 * Python prints. */
#define HARD_NOTE "\\u00e9t\\u00e9, \\\"two\\\" hairs;\\r\\n=1+1\\tC:\\\\n \\ud83d\\udd2c\\u2028\\u007f\\n"

static char *
json_quote (const char *text)
{
  g_autoptr (GString) quoted = g_string_new (NULL);

  derm_json_append_string (quoted, text);
  return g_strdup (quoted->str);
}

static void
open_with_notes (LensWindow *window, const char *one, const char *two)
{
  g_autofree char *notes = path_in_folder ("notes.jsonl"), *table = path_in_folder ("truth.csv");
  g_autofree char *quoted = json_quote (two);
  g_autofree char *line
      = g_strdup_printf ("{\"file\":%s,\"flag\":\"not-skin\",\"label\":\"mel\",\"note\":\"%s\"}\n", quoted, HARD_NOTE);
  g_autoptr (GPtrArray) items = fixture_items (one, two, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (table);

  g_assert_true (g_file_set_contents (notes, line, -1, NULL));
  g_assert_true (g_file_set_contents (table, "image_id,dx\ndrawn-01,bcc\n", -1, NULL));
  g_assert_true (fixture_open_notes (window, notes));
  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_open_truth (window, file);
  fixture_wait_idle (window);
}

/* Whatever was written into a note, Python reads it back. */
static void
test_export_notes (void)
{
  static const char *const names[] = { "noted.csv", "noted.jsonl" };
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *two = fixture_sample (2);
  g_autofree char *first = json_quote (one), *second = json_quote (two);
  g_autofree char *expected = g_strdup_printf (
      "[%s, \"bcc\", \"\", \"\", \"\"]\n[%s, \"\", \"not-skin\", \"mel\", \"%s\"]\n", first, second, HARD_NOTE);

  open_with_notes (window, one, two);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_in_folder (names[i]), *read = NULL;

      fixture_export (window, TRUE, path);
      fixture_wait (can_export, window, "the export");
      read = read_with_python (path);
      g_assert_cmpstr (read, ==, expected);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* No folder and no name is in the file, and the same name is the same code in each. */
static void
check_hidden (LensWindow *window, char **paths, const char *ending)
{
  g_autofree char *name = g_strconcat ("hidden", ending, NULL), *path = path_in_folder (name), *text = NULL;

  fixture_export (window, TRUE, path);
  fixture_wait (can_export, window, "the export");
  text = read_file (path);
  g_assert_null (strchr (text, '/'));
  for (int i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *own = g_path_get_basename (paths[i]),
                      *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, own, -1);
      g_autofree char *alias
          = g_strdup_printf ("%.16s%s", sum, g_str_has_suffix (own, ".smith") ? "" : strrchr (own, '.'));
      g_autofree char *start = g_str_equal (ending, ".csv") ? g_strdup_printf ("\r\n%s,", alias)
                                                            : g_strdup_printf ("{\"file\":\"%s\",", alias);

      g_assert_nonnull (strstr (text, start));
      g_assert_null (strstr (text, own));
    }
  g_assert_null (strstr (text, "smith"));
}

static void
test_export_hidden (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *odd = path_in_folder ("it's, \"odd\".jpg");
  g_autofree char *broken = path_in_folder ("john.smith");
  char *paths[] = { one, odd, broken, NULL };
  g_autoptr (GPtrArray) items = make_items (paths);

  fixture_open (window, items);
  fixture_wait_idle (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.hide-names", NULL);
  check_hidden (window, paths, ".csv");
  check_hidden (window, paths, ".jsonl");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_export_selected (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *two = fixture_sample (2), *path = path_in_folder ("one.csv");
  g_autoptr (GPtrArray) items = fixture_items (one, two, NULL);
  g_autofree char *text = NULL;

  fixture_open (window, items);
  fixture_wait_idle (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.next", NULL);
  fixture_wait_idle (window);
  fixture_export (window, FALSE, path);
  fixture_wait (has_exported, window, "the export");
  text = read_file (path);
  g_assert_nonnull (strstr (text, two));
  g_assert_null (strstr (text, one));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was there stays as it was, and the bar names the file and the reason. */
static void
test_export_errors (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *nowhere = path_in_folder ("not/there.csv");
  g_autofree char *no_format = path_in_folder ("results.txt");
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_export (window, TRUE, nowhere);
  fixture_wait (has_error, window, "the error");
  g_assert_cmpstr (fixture_error (window), ==, "there.csv: No such file or directory");
  fixture_export (window, TRUE, no_format);
  fixture_run_for (100);
  g_assert_cmpstr (fixture_error (window), ==, "results.txt: the name ends in .csv or .jsonl");
  g_assert_false (g_file_test (no_format, G_FILE_TEST_EXISTS));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer error)
{
  lens_export_finish (result, error);
}

static gboolean
is_set (gpointer error)
{
  return *(GError **) error != NULL;
}

/* Nobody ever classifies this item: the export waits for it until it is cancelled, and touches no file. */
static void
test_export_cancelled (void)
{
  g_autofree char *one = fixture_sample (1), *path = path_in_folder ("kept.csv"), *text = NULL;
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "kept", -1, NULL);
  lens_export_async (fixture_classifier (), items, path, FALSE, cancellable, on_exported, &error);
  fixture_run_for (100);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  fixture_wait (is_set, &error, "the end of the export");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  text = read_file (path);
  g_assert_cmpstr (text, ==, "kept");
}

static DermPrediction *
predict (const char *path, DermRecipe *recipe)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  g_autoptr (DermInput) input = image != NULL ? derm_input_new (image, recipe, &error) : NULL;
  DermPrediction *prediction = input != NULL ? derm_classifier_predict (fixture_classifier (), input, &error) : NULL;

  g_assert_no_error (error);
  return prediction;
}

/* The copied line, run by a shell, gives the record of this prediction. */
static void
check_command (const char *path, DermRecipe *recipe, const char *part)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermPrediction) prediction = predict (path, recipe);
  g_autofree char *command = NULL, *line = NULL, *output = NULL, *stripped = NULL, *expected = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  DermRecordForm form = { fixture_classifier (), recipe, DERM_VALUES_CALIBRATED, DERM_DECISION_LIKELY, FALSE };
  DermRecord record = { .file = path, .recipe = recipe, .prediction = prediction };

  command = lens_command_dup (file, image, prediction, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (command, part));
  g_assert_true (g_str_has_prefix (command, "derm predict "));
  line = g_strdup_printf ("derm predict --quiet --format jsonl %s", command + strlen ("derm predict "));
  output = run_derm (line);
  stripped = without_times (output, JSON_TIME, "\"ms\":");
  derm_record_append_json (text, &form, &record);
  g_string_append_c (text, '\n');
  expected = without_times (text->str, JSON_TIME, "\"ms\":");
  g_assert_cmpstr (stripped, ==, expected);
}

/* The recipe with a crop as the window makes it. */
static DermRecipe *
dup_cropped (DermRecipe *recipe, const char *path, const LensCrop *crop)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  double fractions[4];

  lens_crop_to_fractions (crop, derm_image_get_width (image), derm_image_get_height (image), fractions);
  return derm_recipe_with_crop (recipe, fractions);
}

/* The system's own reasons name the file. */
static void
test_export_hidden_reason (void)
{
  g_autofree char *name = path_in_folder ("john.jpg"), *path = path_in_folder ("reason.csv"), *text = NULL;
  char *paths[] = { name, NULL };
  g_autoptr (GPtrArray) items = make_items (paths);
  g_autoptr (GError) reason = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "cannot read %s: john.jpg is odd", name);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "john.jpg", -1);
  g_autofree char *row
      = g_strdup_printf ("\r\n%.16s.jpg,error,cannot read %.16s.jpg: %.16s.jpg is odd,", sum, sum, sum);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  lens_item_fail (items->pdata[0], reason);
  lens_export_async (fixture_classifier (), items, path, TRUE, cancellable, on_exported, &error);
  fixture_wait (is_file, path, "the export");
  text = read_file (path);
  g_assert_nonnull (strstr (text, row));
  g_assert_null (strstr (text, "john"));
}

static void
test_command (void)
{
  DermModel *model = derm_classifier_get_model (fixture_classifier ());
  DermRecipe *own = derm_model_get_recipe (model);
  g_auto (GStrv) paths = make_files ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) published = derm_model_find_recipe (model, "published", &error);
  g_autoptr (DermRecipe) filtered = derm_recipe_with_filter (published, DERM_FILTER_NEAREST);
  g_autoptr (DermRecipe) packed = derm_recipe_with_layout (filtered, DERM_LAYOUT_ROWS);
  g_autoptr (DermRecipe) turned = derm_recipe_with_views (packed, 8, &error);
  g_autoptr (DermRecipe) relabelled = derm_recipe_with_labels (own, derm_labels_csv (), &error);
  g_autoptr (DermRecipe) cropped = dup_cropped (own, paths[0], &(LensCrop){ 37, 11, 101, 53 });

  g_assert_no_error (error);
  check_command (paths[0], cropped, "--crop 37,11,101,53");
  check_command (paths[0], own, "--decision likely");
  check_command (paths[2], turned, "--filter nearest --layout rows --views 8");
  check_command (paths[1], relabelled, "--labels akiec,bcc,bkl,df,nv,vasc,mel");
}

/* What derm cannot do is said, not written wrongly. */
static void
test_command_errors (void)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autofree char *path = fixture_sample (1);
  g_autoptr (DermImage) image = fixture_image (30, 20, 1);
  g_autoptr (DermPrediction) without = predict (path, own);
  g_autoptr (GError) file_error = NULL;

  g_assert_null (lens_command_dup (NULL, image, without, &file_error));
  g_assert_error (file_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

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

/* The text on the clipboard has every class, the sentence and where it comes from. */
static void
test_copy_text (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *text = NULL;
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);
  DermModel *model = derm_classifier_get_model (fixture_classifier ());

  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "copy-text"));
  fixture_open (window, items);
  fixture_wait_idle (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-text", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text, &text);
  fixture_wait (has_text, &text, "the clipboard");
  g_assert_true (g_str_has_prefix (text, "drawn-01.jpg\n"));
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    g_assert_nonnull (strstr (text, derm_model_get_class_name (model, i)));
  g_assert_nonnull (strstr (text, lens_result_get_text (lens_window_get_result (window))));
  g_assert_nonnull (strstr (text, derm_research_line ()));
  g_assert_nonnull (strstr (text, "input sha256 "));
  g_assert_null (strstr (text, folder));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_save_figure (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *svg = path_in_folder ("figure.svg"), *text = NULL;
  g_autofree char *nowhere = path_in_folder ("not/figure.svg");
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_save_figure (window, svg);
  fixture_wait (has_exported, window, "the figure");
  text = read_file (svg);
  g_assert_nonnull (strstr (text, "<svg"));
  fixture_save_figure (window, nowhere);
  fixture_wait (has_error, window, "the error");
  g_assert_true (g_str_has_prefix (fixture_error (window), "figure.svg: "));
  g_assert_nonnull (strstr (fixture_error (window), "No such file or directory"));
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct {
  LensWindow *window;
  const char *text; /* in the bar of notices or of errors */
} Said;

static gboolean
is_said (gpointer data)
{
  const Said *said = data;

  return g_strcmp0 (fixture_notice (said->window), said->text) == 0
         || g_strcmp0 (fixture_error (said->window), said->text) == 0;
}

/* The very file that derm writes of the same image, in all three formats. */
static void
check_input (LensWindow *window, const char *image, const char *ending)
{
  g_autofree char *name = g_strconcat ("input", ending, NULL), *own = path_in_folder (name), *written = NULL,
                  *said = NULL;
  g_autofree char *other_name = g_strconcat ("derm", ending, NULL), *other = path_in_folder (other_name);
  g_autofree char *command = g_strdup_printf ("derm preprocess '%s' -o '%s'", image, other),
                  *output = run_derm (command);
  g_autofree char *notice = g_strdup_printf ("The input is saved in %s", name);
  gsize n_written, n_said;

  fixture_save_input (window, own);
  fixture_wait (is_said, &(Said){ window, notice }, notice);
  g_assert_true (g_file_get_contents (own, &written, &n_written, NULL));
  g_assert_true (g_file_get_contents (other, &said, &n_said, NULL));
  g_assert_cmpmem (written, n_written, said, n_said);
  g_assert_cmpstr (output, ==, ""); /* derm says nothing when all is well */
}

static void
test_save_input (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *nowhere = path_in_folder ("not/input.npy"),
                  *other = path_in_folder ("input.gif");
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);

  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "save-input"));
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "save-input"));
  check_input (window, one, ".png");
  check_input (window, one, ".npy");
  check_input (window, one, ".csv");
  fixture_save_input (window, nowhere);
  fixture_wait (has_error, window, "the error");
  g_assert_true (g_str_has_prefix (fixture_error (window), "input.npy: "));
  g_assert_nonnull (strstr (fixture_error (window), "No such file or directory"));
  fixture_save_input (window, other);
  fixture_wait (is_said, &(Said){ window, "input.gif: the name must end in .png, .npy or .csv" }, "the other error");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* To a file, which draws the very page that a printer gets. */
static void
test_print (void)
{
  g_autoptr (DermImage) image = fixture_image (40, 30, 3);
  g_autoptr (DermPrediction) prediction = fixture_prediction (3);
  g_autoptr (GtkPrintOperation) operation = lens_copy_print (image, prediction, NULL);
  g_autofree char *path = path_in_folder ("print.pdf"), *text = NULL;
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  text = read_file (path);
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = path_in_folder (name);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char *argv[])
{
  int status;

  fixture_init (&argc, &argv);
  folder = g_dir_make_tmp ("dermlens-copy-XXXXXX", NULL);
  g_test_add_func ("/take/export-csv", test_export_csv);
  g_test_add_func ("/take/export-jsonl", test_export_jsonl);
  g_test_add_func ("/take/export-notes", test_export_notes);
  g_test_add_func ("/take/export-hidden", test_export_hidden);
  g_test_add_func ("/take/export-hidden-reason", test_export_hidden_reason);
  g_test_add_func ("/take/export-selected", test_export_selected);
  g_test_add_func ("/take/export-errors", test_export_errors);
  g_test_add_func ("/take/export-cancelled", test_export_cancelled);
  g_test_add_func ("/take/command", test_command);
  g_test_add_func ("/take/command-errors", test_command_errors);
  g_test_add_func ("/take/textures", test_textures);
  g_test_add_func ("/take/copy-text", test_copy_text);
  g_test_add_func ("/take/save-figure", test_save_figure);
  g_test_add_func ("/take/save-input", test_save_input);
  g_test_add_func ("/take/print", test_print);
  status = g_test_run ();
  remove_folder ();

  return status;
}
