/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <fcntl.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* The files that derm writes: figures and inputs. */

static char *image;

static char *
save_figure (const char *name, gsize *length)
{
  g_autofree char *path = cli_path (name);
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "--figure", path, image, NULL);
  char *content = NULL;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->err, ==, "");
  g_assert_true (g_file_get_contents (path, &content, length, NULL));
  return content;
}

static guint32
big_endian (const char *p)
{
  guint32 value;

  memcpy (&value, p, 4);
  return GUINT32_FROM_BE (value);
}

static void
test_figure_png (void)
{
  gsize length;
  g_autofree char *png = save_figure ("figure.png", &length);

  g_assert_cmpuint (length, >, 10000);
  g_assert_cmpmem (png, 8, "\211PNG\r\n\032\n", 8);
  g_assert_cmpuint (big_endian (png + 16), ==, 2000);
  g_assert_cmpuint (big_endian (png + 20), >, 800);
}

static void
test_figure_svg (void)
{
  gsize length;
  g_autofree char *svg = save_figure ("figure.svg", &length);

  g_assert_nonnull (strstr (svg, "<svg"));
  g_assert_true (g_str_has_suffix (g_strchomp (svg), "</svg>"));
  g_assert_cmpuint (length, >, 10000);
}

static void
test_figure_pdf (void)
{
  gsize length;
  g_autofree char *pdf = save_figure ("figure.PDF", &length);

  g_assert_cmpmem (pdf, 5, "%PDF-", 5);
  g_assert_nonnull (g_strrstr_len (pdf + length - 16, 16, "%%EOF"));
}

/* A large original goes into the figure as a thumbnail. */
static void
test_figure_large (void)
{
  g_autofree char *large = cli_make_image ("large.jpg", 5000, 4000, 5), *path = cli_path ("large.svg"), *content = NULL;
  g_autoptr (CliRun) run = cli_run ("predict", "--figure", path, large, NULL);
  gsize length;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, <, 1600 * 1280 * 4); /* base64 of no more than those pixels */
  g_assert_null (strstr (content, "width=\"5000\""));
}

/* No figure is made of an image that fails, and what was there stays. */
static void
test_figure_failed (void)
{
  g_autofree char *path = cli_make_file ("kept.png", "old", 3), *text = cli_make_file ("text.jpg", "text", 4);
  g_autofree char *content = NULL;
  g_autoptr (CliRun) run = cli_run ("predict", "--figure", path, text, NULL);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "old");
}

static void
test_preprocess_png (void)
{
  g_autofree char *path = cli_path ("input.png"), *sum = NULL;
  g_autoptr (CliRun) write = cli_run ("preprocess", image, "-o", path, NULL);
  g_autoptr (CliRun) predict = cli_run ("predict", "-f", "jsonl", image, NULL);
  g_autoptr (CliRun) again = cli_run ("predict", "-f", "jsonl", path, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (predict), second = cli_parse_json (again);

  g_assert_cmpint (write->status, ==, 0);
  g_assert_cmpstr (write->out, ==, "");
  sum = cli_pixels_sha256 (path);
  g_assert_cmpstr (sum, ==, json_object_get_string_member (cli_object (parser), "input_sha256"));
  /* of the right size already, it comes through as it is */
  g_assert_cmpstr (sum, ==, json_object_get_string_member (cli_object (second), "input_sha256"));
}

static void
test_preprocess_npy (void)
{
  g_autofree char *path = cli_path ("input.npy"), *npy = NULL;
  g_autoptr (CliRun) run = cli_run ("preprocess", "--views", "1", "--output", path, image, NULL);
  guint16 header_length;
  gsize length;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &npy, &length, NULL));
  g_assert_cmpmem (npy, 8, "\x93NUMPY\x01\x00", 8);
  memcpy (&header_length, npy + 8, 2);
  header_length = GUINT16_FROM_LE (header_length);
  g_assert_cmpuint ((10 + header_length) % 16, ==, 0);
  g_assert_cmpuint (length, ==, 10 + header_length + 3 * 28 * 28 * sizeof (float));
  g_assert_nonnull (g_strstr_len (npy + 10, header_length, "'descr': '<f4'"));
  g_assert_nonnull (g_strstr_len (npy + 10, header_length, "(3, 28, 28)"));
}

/* The same bytes as the hash of the result speaks of. */
static void
test_preprocess_csv (void)
{
  g_autofree char *path = cli_path ("input.csv"), *content = NULL, *sum = NULL;
  g_autoptr (CliRun) run = cli_run ("preprocess", image, "-o", path, NULL);
  g_autoptr (CliRun) predict = cli_run ("predict", "-f", "jsonl", image, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (predict);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 28 * 28 + 1);
  g_assert_cmpstr (lines[0], ==, "x,y,r,g,b");
  for (int i = 0; i < 28 * 28; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[1 + i], ",", -1);

      g_assert_cmpuint (g_strv_length (fields), ==, 5);
      g_assert_cmpint (atoi (fields[0]), ==, i % 28);
      g_assert_cmpint (atoi (fields[1]), ==, i / 28);
      for (int c = 2; c < 5; c++)
        g_byte_array_append (bytes, &(guint8){ (guint8) atoi (fields[c]) }, 1);
    }
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes->data, bytes->len);
  g_assert_cmpstr (sum, ==, json_object_get_string_member (cli_object (parser), "input_sha256"));
}

static void
test_preprocess_stdin (void)
{
  g_autofree char *path = cli_path ("from-file.png"), *other = cli_path ("from-stdin.png"), *content = NULL;
  g_autoptr (CliRun) run = cli_run ("preprocess", image, "-o", path, NULL), piped = NULL;
  const char *const arguments[] = { "preprocess", "-", "-o", other, NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *a = NULL, *b = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (image, &content, &length, NULL));
  bytes = g_bytes_new (content, length);
  piped = cli_run_full (bytes, NULL, arguments);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint (piped->status, ==, 0);
  a = cli_pixels_sha256 (path);
  b = cli_pixels_sha256 (other);
  g_assert_cmpstr (a, ==, b);
}

static void
test_preprocess_failed (void)
{
  g_autofree char *text = cli_make_file ("text.jpg", "text", 4), *path = cli_path ("never.png");
  g_autoptr (CliRun) run = cli_run ("preprocess", text, "-o", path, NULL);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_nonnull (strstr (run->err, "text.jpg"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_info (void)
{
  g_autoptr (CliRun) run = cli_run ("info", NULL);
  static const char *const words[] = { "SkinCNN",      "SHA-256", "dermlens", "28 × 28",     "Melanoma",
                                       "CC-BY-NC-4.0", "1273671", "30424800", "256 × 3 × 3", "plain" };

  g_assert_cmpint (run->status, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (run->out, words[i]) == NULL)
      g_error ("no “%s” in what derm info says:\n%s", words[i], run->out);
}

/* Nothing half-made is left in the folder. */
static void
test_leftovers (void)
{
  g_autoptr (GDir) dir = g_dir_open (cli_folder (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpuint (strlen (strrchr (name, '.')), ==, 4);
}

static void
assert_refused_for (const CliRun *run, const char *path, GBytes *before)
{
  g_autofree char *after = NULL;
  gsize length;

  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, "would replace"));
  g_assert_true (g_file_get_contents (path, &after, &length, NULL));
  g_assert_cmpmem (after, length, g_bytes_get_data (before, NULL), g_bytes_get_size (before));
}

/* What a file is made of is never written over, however it is called. */
static void
test_same_file (void)
{
  g_autofree char *path = cli_make_image ("same.png", 60, 45, 3), *link = cli_path ("link.png"), *hard = NULL;
  g_autofree char *weights = cli_path ("weights.safetensors"), *content = NULL;
  const char *const names[] = { "same.png", "./same.png", path, "../same.png", "link.png", "hard.png" };
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  g_autoptr (GBytes) before = NULL, model = NULL;
  gsize length;

  hard = cli_path ("hard.png");
  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_cmpint (linkat (AT_FDCWD, path, AT_FDCWD, hard, 0), ==, 0);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  before = g_bytes_new_take (g_steal_pointer (&content), length);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *parent = g_path_get_basename (cli_folder ());
      g_autofree char *name = g_str_has_prefix (names[i], "../") ? g_strdup_printf ("../%s/%s", parent, names[i] + 3)
                                                                 : g_strdup (names[i]);
      g_autoptr (CliRun) figure = cli_run ("predict", "-F", name, "same.png", NULL);
      g_autoptr (CliRun) input = cli_run ("preprocess", "-o", name, "same.png", NULL);

      g_test_message ("%s", name);
      assert_refused_for (figure, path, before);
      assert_refused_for (input, path, before);
    }

  g_assert_true (g_file_get_contents (source, &content, &length, NULL));
  g_assert_true (g_file_set_contents (weights, content, (gssize) length, NULL));
  model = g_bytes_new_take (g_steal_pointer (&content), length);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (CliRun) run
          = cli_run ("convert", "weights.safetensors", i ? "./weights.safetensors" : "weights.safetensors", NULL);

      assert_refused_for (run, weights, model);
    }
}

/* Each sign alone that has a meaning in CSV. */
static void
test_csv_names (void)
{
  static const char *const names[]
      = { "a,b.jpg", "a\"b.jpg", "a\nb.jpg", "a\rb.jpg", "a\r\nb.jpg", "\"\".jpg", "a;b.jpg" };
  static const char *const written[] = { "\"a,b.jpg\",",    "\"a\"\"b.jpg\",",   "\"a\nb.jpg\",", "\"a\rb.jpg\",",
                                         "\"a\r\nb.jpg\",", "\"\"\"\"\".jpg\",", "a;b.jpg," };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CliRun) run = cli_run ("predict", "-f", "csv", names[i], NULL);
      const char *second = strstr (run->out, "\r\n");

      g_assert_cmpint (run->status, ==, 3); /* there is no such file */
      g_assert_nonnull (second);
      g_test_message ("%s", second + 2);
      g_assert_true (g_str_has_prefix (second + 2, written[i]));
    }
}

/* A list of many names, whose rows nobody reads to the end. */
static GSubprocess *
run_unread (const char *shell, char **said)
{
  const char *argv[] = { "sh", "-c", shell, "sh", g_getenv ("DERM"), NULL };
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) words = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *path = NULL;
  char byte;

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (list, "missing-%d\n", i);
  path = cli_make_file ("unread.txt", list->str, list->len);
  g_subprocess_launcher_set_cwd (launcher, cli_folder ());
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_assert_cmpint ((int) g_input_stream_read (g_subprocess_get_stdout_pipe (process), &byte, 1, NULL, NULL), ==, 1);
  g_input_stream_close (g_subprocess_get_stdout_pipe (process), NULL, NULL);
  words = g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));
  *said = g_data_input_stream_read_upto (words, "", 0, NULL, NULL, NULL);
  g_subprocess_wait (process, NULL, NULL);
  return g_steal_pointer (&process);
}

/* It ends as other programs do, unless whoever started it wants to be told. */
static void
test_unread (void)
{
  g_autofree char *said = NULL, *told = NULL;
  g_autoptr (GSubprocess) ended = run_unread ("exec \"$1\" predict -qf csv --files-from unread.txt", &said);
  g_autoptr (GSubprocess) ignoring
      = run_unread ("trap '' PIPE; exec \"$1\" predict -qf csv --files-from unread.txt", &told);

  g_assert_true (g_subprocess_get_if_signaled (ended));
  g_assert_cmpint (g_subprocess_get_term_sig (ended), ==, SIGPIPE);
  g_assert_cmpstr (said, ==, NULL);
  g_assert_true (g_subprocess_get_if_exited (ignoring));
  g_assert_cmpint (g_subprocess_get_exit_status (ignoring), ==, 4);
  g_assert_nonnull (strstr (told, "could not be written"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.jpg", 600, 450, 2);
  g_test_add_func ("/cli/files/figure-png", test_figure_png);
  g_test_add_func ("/cli/files/figure-svg", test_figure_svg);
  g_test_add_func ("/cli/files/figure-pdf", test_figure_pdf);
  g_test_add_func ("/cli/files/figure-large", test_figure_large);
  g_test_add_func ("/cli/files/figure-failed", test_figure_failed);
  g_test_add_func ("/cli/files/preprocess-png", test_preprocess_png);
  g_test_add_func ("/cli/files/preprocess-npy", test_preprocess_npy);
  g_test_add_func ("/cli/files/preprocess-csv", test_preprocess_csv);
  g_test_add_func ("/cli/files/preprocess-stdin", test_preprocess_stdin);
  g_test_add_func ("/cli/files/preprocess-failed", test_preprocess_failed);
  g_test_add_func ("/cli/files/info", test_info);
  g_test_add_func ("/cli/files/leftovers", test_leftovers);
  g_test_add_func ("/cli/files/same-file", test_same_file);
  g_test_add_func ("/cli/files/csv-names", test_csv_names);
  g_test_add_func ("/cli/files/unread", test_unread);
  status = g_test_run ();
  g_free (image);
  cli_fixture_clear ();
  return status;
}
