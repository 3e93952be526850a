/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* derm selftest: every level has the same bits, one that has not is found, and what is missing is said. */

static const char *const keys[] = { "isa", "ms", "samples", "same_bits", "differs", "model_sha256", "views" };

static GPtrArray *
parse_lines (const CliRun *run)
{
  GPtrArray *parsers = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpstr (lines[n - 1], ==, ""); /* each line has its end */
  for (guint i = 0; i + 1 < n; i++)
    {
      JsonParser *parser = json_parser_new_immutable ();
      g_autoptr (GError) error = NULL;

      json_parser_load_from_data (parser, lines[i], -1, &error);
      g_assert_no_error (error);
      g_ptr_array_add (parsers, parser);
    }
  return parsers;
}

/* How many images the samples' folder has. */
static guint
count_samples (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DERMLENS_DATA"), "samples", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".jpg");
  return n;
}

static CliRun *
run_with (const char *const *environment, const char *first, ...)
{
  const char *arguments[8] = { "selftest" };
  va_list list;
  int n = 1;

  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    arguments[n++] = argument;
  va_end (list);
  return cli_run_full (NULL, environment, arguments);
}

/* "DERMLENS_DATA=…": another data folder with the true model and those samples, or none. */
static char *
make_data (const char *name, const char *samples)
{
  g_autofree char *folder = cli_path (name);
  g_autofree char *model = g_build_filename (g_getenv ("DERMLENS_DATA"), "model", NULL);
  g_autofree char *model_link = g_build_filename (folder, "model", NULL);
  g_autofree char *samples_link = g_build_filename (folder, "samples", NULL);
  g_autoptr (GFile) to_model = g_file_new_for_path (model_link);
  g_autoptr (GFile) to_samples = g_file_new_for_path (samples_link);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_file_make_symbolic_link (to_model, model, NULL, &error);
  g_assert_no_error (error);
  if (samples != NULL)
    g_file_make_symbolic_link (to_samples, samples, NULL, &error);
  g_assert_no_error (error);
  return g_strconcat ("DERMLENS_DATA=", folder, NULL);
}

/* ---- all the same ---- */

static void
test_levels (void)
{
  g_autoptr (CliRun) run = cli_run ("selftest", "--format", "jsonl", NULL);
  g_autoptr (GPtrArray) lines = parse_lines (run);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->err, ==, "");
  for (guint i = 0; i < lines->len; i++)
    {
      JsonObject *object = cli_object (lines->pdata[i]);
      g_autoptr (GList) members = json_object_get_members (object);
      const char *isa = json_object_get_string_member (object, "isa");
      GList *member = members;

      for (gsize k = 0; k < G_N_ELEMENTS (keys); k++, member = member->next)
        g_assert_cmpstr (member->data, ==, keys[k]);
      g_assert_null (member);
      g_assert_true (g_hash_table_add (names, (gpointer) isa)); /* each once */
      g_assert_true ((i == 0) == (strcmp (isa, "plain") == 0));
      g_assert_true (json_object_get_boolean_member (object, "same_bits"));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "differs")), ==, 0);
      g_assert_cmpint (json_object_get_int_member (object, "samples"), ==, count_samples ());
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "views")), ==, 2);
      g_assert_cmpfloat (json_object_get_double_member (object, "ms"), >, 0);
      g_assert_cmpuint (strlen (json_object_get_string_member (object, "model_sha256")), ==, 64);
    }
}

/* The levels are those that `derm info` names as this computer's, and NN_ISA does not take any away. */
static void
test_all_levels (void)
{
  const char *const environment[] = { "NN_ISA=plain", NULL };
  g_autoptr (CliRun) info = cli_run ("info", NULL);
  g_autoptr (CliRun) run = run_with (environment, NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_cmpint (run->status, ==, 0);
  for (int i = 0; lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "(of ", words[0]);
      g_assert_nonnull (strstr (lines[i], " ms  same bits"));
    }
  g_string_append_c (names, ')');
  g_assert_nonnull (strstr (info->out, names->str));
}

/* ---- a wrong level ---- */

/* The hash of a sample's input, to name it to flip-bit. */
static char *
input_hash (const char *sample)
{
  g_autofree char *path = g_build_filename (g_getenv ("DERMLENS_DATA"), "samples", sample, NULL);
  g_autoptr (CliRun) run = cli_run ("predict", "--format", "jsonl", path, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);

  return g_strdup (json_object_get_string_member (cli_object (parser), "input_sha256"));
}

static CliRun *
run_flipped (const char *isa, const char *sample, const char *format)
{
  g_autofree char *hash = input_hash (sample);
  g_autofree char *input = g_strconcat ("FLIP_INPUT=", hash, NULL), *level = g_strconcat ("FLIP_ISA=", isa, NULL);
  /* a space ends a path in LD_PRELOAD, but not in LD_LIBRARY_PATH */
  g_autofree char *name = g_path_get_basename (g_getenv ("FLIP_BIT"));
  g_autofree char *folder = g_path_get_dirname (g_getenv ("FLIP_BIT"));
  g_autofree char *preload = g_strconcat ("LD_PRELOAD=", name, NULL);
  g_autofree char *libraries = g_strconcat ("LD_LIBRARY_PATH=", folder, NULL);
  const char *const environment[] = {
    libraries, preload, level, input, "ASAN_OPTIONS=verify_asan_link_order=0", NULL
  }; /* it is not ASan's to be first */

  return run_with (environment, "--format", format, NULL);
}

static void
test_wrong_bit (void)
{
  g_autoptr (CliRun) sane = cli_run ("selftest", "--format", "jsonl", NULL);
  g_autoptr (GPtrArray) lines = parse_lines (sane);

  if (lines->len < 2)
    g_test_skip ("this computer has one CPU level only");
  for (guint i = 1; i < lines->len; i++)
    {
      const char *isa = json_object_get_string_member (cli_object (lines->pdata[i]), "isa");
      g_autoptr (CliRun) run = run_flipped (isa, "drawn-03.jpg", "jsonl");
      g_autoptr (GPtrArray) wrong = parse_lines (run);

      g_assert_cmpint (run->status, ==, 2);
      g_assert_cmpuint (wrong->len, ==, lines->len); /* the others are still tested */
      for (guint k = 0; k < wrong->len; k++)
        {
          JsonObject *object = cli_object (wrong->pdata[k]);
          JsonArray *differs = json_object_get_array_member (object, "differs");

          g_assert_true (json_object_get_boolean_member (object, "same_bits") == (k != i));
          g_assert_cmpuint (json_array_get_length (differs), ==, k == i);
          if (k == i)
            g_assert_cmpstr (json_array_get_string_element (differs, 0), ==, "drawn-03.jpg");
        }
    }
}

static void
test_wrong_table (void)
{
  g_autoptr (CliRun) info = cli_run ("info", NULL);
  g_autoptr (CliRun) run = NULL;

  if (strstr (info->out, "(of plain)") != NULL)
    {
      g_test_skip ("this computer has one CPU level only");
      return;
    }
  /* a fault of the first level shows in all the others */
  run = run_flipped ("plain", "drawn-03.jpg", "table");
  g_assert_cmpint (run->status, ==, 2);
  g_assert_nonnull (strstr (run->out, "differs: drawn-03.jpg\n"));
}

/* ---- what is missing ---- */

static void
assert_refused (const CliRun *run, int status, const char *words)
{
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_true (g_str_has_prefix (run->err, "derm: "));
  g_assert_nonnull (strstr (run->err, words));
}

static void
test_no_model (void)
{
  g_autoptr (CliRun) missing = cli_run ("selftest", "--model", "none.safetensors", NULL);
  g_autofree char *broken_path = cli_make_file ("broken.safetensors", "no model", 8);
  g_autoptr (CliRun) broken = cli_run ("selftest", "-m", broken_path, NULL);

  assert_refused (missing, 2, "none.safetensors");
  assert_refused (broken, 2, "broken.safetensors");
}

static void
test_no_samples (void)
{
  g_autofree char *empty = cli_path ("empty");
  g_autofree char *none = make_data ("data-none", NULL), *without = make_data ("data-empty", empty);
  const char *const none_environment[] = { none, NULL }, *const empty_environment[] = { without, NULL };

  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  {
    g_autoptr (CliRun) missing = run_with (none_environment, NULL);
    g_autoptr (CliRun) bare = run_with (empty_environment, NULL);

    assert_refused (missing, 2, "data-none/samples");
    assert_refused (bare, 2, "no samples in");
  }
}

static void
test_broken_sample (void)
{
  g_autofree char *samples = cli_path ("samples"), *environment = make_data ("data-broken", samples);
  const char *const environments[] = { environment, NULL };
  g_autofree char *path = NULL;
  g_autoptr (CliRun) run = NULL;

  g_assert_cmpint (g_mkdir (samples, 0700), ==, 0);
  path = cli_make_file ("samples/cut.jpg", "\xff\xd8\xff\xe0", 4);
  run = run_with (environments, NULL);
  assert_refused (run, 2, "samples/cut.jpg: ");
}

static void
test_usage (void)
{
  g_autoptr (CliRun) format = cli_run ("selftest", "--format", "csv", NULL);
  g_autoptr (CliRun) file = cli_run ("selftest", "image.jpg", NULL);

  assert_refused (format, 1, "csv");
  assert_refused (file, 1, "no files");
}

static void
test_full_disk (void)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;

  if (g_access ("/dev/full", W_OK) != 0)
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("DERM"), "selftest", NULL);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 4);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  g_test_add_func ("/selftest/levels", test_levels);
  g_test_add_func ("/selftest/all-levels", test_all_levels);
  g_test_add_func ("/selftest/wrong-bit", test_wrong_bit);
  g_test_add_func ("/selftest/wrong-table", test_wrong_table);
  g_test_add_func ("/selftest/no-model", test_no_model);
  g_test_add_func ("/selftest/no-samples", test_no_samples);
  g_test_add_func ("/selftest/broken-sample", test_broken_sample);
  g_test_add_func ("/selftest/usage", test_usage);
  g_test_add_func ("/selftest/full-disk", test_full_disk);
  status = g_test_run ();
  cli_fixture_clear ();
  return status;
}
