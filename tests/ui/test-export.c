/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "derm-fixture.h"
#include "lens-export.h"
#include "ui-fixture.h"

/* Exports of the window, against what derm says of the same files. */

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
  return fixture_run_derm (command->str);
}

static gboolean
can_export (gpointer window)
{
  return fixture_is_enabled (window, "export-all");
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
      return fixture_replace (joined, "(?<!,note)\r\n", ",,,,\r\n");
    }
  lines = g_strsplit (text, "}\n", -1);
  return g_strjoinv (",\"truth\":null,\"flag\":null,\"corrected_label\":null,\"note\":null}\n", lines);
}

/* Opened and exported at once: the rows wait for their results. */
static void
check_export (const char *format, const char *ending, const char *pattern, const char *replacement)
{
  LensWindow *window = fixture_window ();
  g_auto (GStrv) paths = fixture_scratch_files ();
  g_autoptr (GPtrArray) items = fixture_items_of_paths (paths);
  g_autofree char *name = g_strconcat ("results", ending, NULL), *path = fixture_scratch_path (name);
  g_autofree char *said = derm_output (paths, format), *expected = with_nothing_noted (said, format);
  g_autofree char *expected_lines = fixture_replace (expected, pattern, replacement);
  g_autofree char *text = NULL, *lines = NULL;

  fixture_open (window, items);
  fixture_export (window, TRUE, path);
  fixture_wait (fixture_has_saved, window, "the export");
  text = fixture_read_file (path);
  lines = fixture_replace (text, pattern, replacement);
  g_assert_cmpstr (lines, ==, expected_lines);
  g_assert_nonnull (strstr (lines, "broken.png"));
  g_assert_true (g_str_has_prefix (fixture_notice (window), "4 results are saved in results."));
  fixture_close_window (window);
}

static void
test_csv (void)
{
  check_export ("csv", ".csv", CSV_TIME, ",,calibrated,");
}

static void
test_jsonl (void)
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
  g_autofree char *notes = fixture_scratch_path ("notes.jsonl"), *table = fixture_scratch_path ("truth.csv");
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
test_notes (void)
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
      g_autofree char *path = fixture_scratch_path (names[i]), *read = NULL;

      fixture_export (window, TRUE, path);
      fixture_wait (can_export, window, "the export");
      read = read_with_python (path);
      g_assert_cmpstr (read, ==, expected);
    }
  fixture_close_window (window);
}

/* No folder and no name is in the file, and the same name is the same code in each. */
static void
check_hidden (LensWindow *window, char **paths, const char *ending)
{
  g_autofree char *name = g_strconcat ("hidden", ending, NULL), *path = fixture_scratch_path (name), *text = NULL;

  fixture_export (window, TRUE, path);
  fixture_wait (can_export, window, "the export");
  text = fixture_read_file (path);
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
test_hidden (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *odd = fixture_scratch_path ("it's, \"odd\".jpg");
  g_autofree char *broken = fixture_scratch_path ("john.smith");
  char *paths[] = { one, odd, broken, NULL };
  g_autoptr (GPtrArray) items = fixture_items_of_paths (paths);

  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_activate (window, "hide-names", NULL);
  check_hidden (window, paths, ".csv");
  check_hidden (window, paths, ".jsonl");
  fixture_close_window (window);
}

static void
test_selected (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *two = fixture_sample (2), *path = fixture_scratch_path ("one.csv");
  g_autoptr (GPtrArray) items = fixture_items (one, two, NULL);
  g_autofree char *text = NULL;

  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_activate (window, "next", NULL);
  fixture_wait_idle (window);
  fixture_export (window, FALSE, path);
  fixture_wait (fixture_has_saved, window, "the export");
  text = fixture_read_file (path);
  g_assert_nonnull (strstr (text, two));
  g_assert_null (strstr (text, one));
  fixture_close_window (window);
}

/* What was there stays as it was, and the bar names the file and the reason. */
static void
test_errors (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *nowhere = fixture_scratch_path ("not/there.csv");
  g_autofree char *no_format = fixture_scratch_path ("results.txt");
  g_autofree char *said = g_strdup_printf ("%s could not be written: No such file or directory", nowhere);
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_export (window, TRUE, nowhere);
  fixture_wait (has_error, window, "the error");
  g_assert_cmpstr (fixture_error (window), ==, said);
  fixture_export (window, TRUE, no_format);
  fixture_run_for (100);
  g_assert_cmpstr (fixture_error (window), ==, "results.txt: the name ends in .csv or .jsonl");
  g_assert_false (g_file_test (no_format, G_FILE_TEST_EXISTS));
  fixture_close_window (window);
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
test_cancelled (void)
{
  g_autofree char *one = fixture_sample (1), *path = fixture_scratch_path ("kept.csv"), *text = NULL;
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "kept", -1, NULL);
  lens_export_async (&(LensExportJob){ fixture_classifier (), items, path, FALSE }, cancellable, on_exported, &error);
  fixture_run_for (100);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  fixture_wait (is_set, &error, "the end of the export");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  text = fixture_read_file (path);
  g_assert_cmpstr (text, ==, "kept");
}

/* The system's own reasons name the file. */
static void
test_hidden_reason (void)
{
  g_autofree char *name = fixture_scratch_path ("john.jpg"), *path = fixture_scratch_path ("reason.csv"), *text = NULL;
  char *paths[] = { name, NULL };
  g_autoptr (GPtrArray) items = fixture_items_of_paths (paths);
  g_autoptr (GError) reason = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "cannot read %s: john.jpg is odd", name);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "john.jpg", -1);
  g_autofree char *row
      = g_strdup_printf ("\r\n%.16s.jpg,error,cannot read %.16s.jpg: %.16s.jpg is odd,", sum, sum, sum);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  lens_item_fail (items->pdata[0], reason);
  lens_export_async (&(LensExportJob){ fixture_classifier (), items, path, TRUE }, cancellable, on_exported, &error);
  fixture_wait (fixture_is_file, path, "the export");
  text = fixture_read_file (path);
  g_assert_nonnull (strstr (text, row));
  g_assert_null (strstr (text, "john"));
}

#define N_IMAGES 7

static guint
count_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);

  return g_strv_length (lines);
}

static void
test_some_and_all (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *some = g_build_filename (fixture->folder, "some.csv", NULL);
  g_autofree char *all = g_build_filename (fixture->folder, "all.csv", NULL);
  g_autofree char *text = NULL;

  gtk_selection_model_select_item (
      GTK_SELECTION_MODEL (lens_browser_get_selection (lens_window_get_browser (fixture->window))), 1, TRUE);
  gtk_selection_model_select_item (
      GTK_SELECTION_MODEL (lens_browser_get_selection (lens_window_get_browser (fixture->window))), 4, FALSE);
  fixture_export (fixture->window, FALSE, some);
  fixture_wait (fixture_is_file, some, "the export of the selection");
  g_assert_cmpuint (count_lines (some), ==, 3);
  g_assert_true (g_file_get_contents (some, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "photo 2.jpg"));
  g_assert_nonnull (strstr (text, "photo 5.jpg"));
  fixture_wait_idle (fixture->window);
  fixture_export (fixture->window, TRUE, all);
  fixture_wait (fixture_is_file, all, "the export of all");
  g_assert_cmpuint (count_lines (all), ==, N_IMAGES + 1);
}

int
main (int argc, char *argv[])
{
  int status;

  fixture_init (&argc, &argv);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/jsonl", test_jsonl);
  g_test_add_func ("/export/notes", test_notes);
  g_test_add_func ("/export/hidden", test_hidden);
  g_test_add_func ("/export/hidden-reason", test_hidden_reason);
  g_test_add_func ("/export/selected", test_selected);
  g_test_add_func ("/export/errors", test_errors);
  g_test_add_func ("/export/cancelled", test_cancelled);
  g_test_add ("/export/some-and-all", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_some_and_all, fixture_tear_down_folder);
  status = g_test_run ();
  fixture_remove_scratch ();

  return status;
}
