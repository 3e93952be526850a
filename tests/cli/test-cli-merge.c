/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* derm merge over outputs and journals that are written here; test-cli-shards.c has real ones. */

#define LIST_OTHER "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define LIST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A run that is not there in this form is told by what differs from a good one. */
typedef struct {
  guint shard, n_shards, n_listed;
  const char *format, *model, *fields, *list;
  gboolean is_unfinished, is_turned; /* turned: the last image is the first */
  gboolean is_old;                   /* no hashes of rows in its journal */
  guint n_lost;                      /* images that are missing at the end */
} RunForm;

/* Two rows for some images, of many lengths; every fifth failed. */
static void
append_rows (GString *text, guint image)
{
  for (guint row = 0; row <= (image % 3 == 0); row++)
    {
      g_string_append_printf (text, "{\"image\":%u,\"row\":%u,\"words\":\"", image, row);
      for (guint i = 0; i < image * 7 % 50; i++)
        g_string_append (text, "words ");
      g_string_append (text, "\"}\n");
    }
}

static void
append_image (GString *rows, GString *journal, guint image, gboolean is_old)
{
  gsize begin = rows->len;
  g_autofree char *hash = NULL;

  append_rows (rows, image);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, rows->str + begin, -1);
  g_string_append_printf (journal, "%u %" G_GSIZE_FORMAT " %d 12345678900000000 00112233445566%02x -", image, rows->len,
                          image % 5 == 4 ? -1 : 100 + (int) image, image % 256);
  g_string_append_printf (journal, is_old ? "\n" : " %.16s\n", hash);
}

static void
write_run (const char *name, const RunForm *form)
{
  gboolean is_csv = g_strcmp0 (form->format, "csv") == 0;
  g_autoptr (GString) rows = g_string_new (is_csv ? "image,\"ro\nw\",words\r\n" : "");
  g_autoptr (GString) journal = g_string_new ("{\"dermlens-run\":1,\"version\":\"0.1.0\",\"model\":");
  g_autofree char *shard
      = form->n_shards > 0 ? g_strdup_printf ("[%u,%u]", form->shard, form->n_shards) : g_strdup ("null");
  g_autofree char *run = g_strconcat (name, ".run", NULL), *path = NULL, *run_path = NULL;
  guint step = MAX (form->n_shards, 1), first = MAX (form->shard, 1) - 1, end = form->n_listed;

  g_string_append_printf (journal,
                          "\"%s\",\"weights_key\":null,\"recipe\":{\"name\":\"dermlens\"},\"calibration\":null,"
                          "\"format\":\"%s\",\"fields\":%s,\"decision\":\"likely\",\"scores\":\"calibrated\","
                          "\"shard\":%s,\"by_hash\":false}\n",
                          form->model != NULL ? form->model : "11", form->format != NULL ? form->format : "jsonl",
                          form->fields != NULL ? form->fields : "null", shard);
  if (form->is_turned)
    append_image (rows, journal, first + step, form->is_old);
  for (guint i = first; i + form->n_lost * step < end; i += step)
    if (!form->is_turned || i != first + step)
      append_image (rows, journal, i, form->is_old);
  if (!form->is_unfinished)
    g_string_append_printf (journal, "end %u %s\n", form->n_listed, form->list != NULL ? form->list : LIST);
  path = cli_make_file (name, rows->str, rows->len);
  run_path = cli_make_file (run, journal->str, journal->len);
}

static char *
read_file (const char *name, gsize *length)
{
  g_autofree char *path = cli_path (name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, length, NULL));
  return text;
}

static void
assert_same_file (const char *name, const char *expected)
{
  gsize length, expected_length;
  g_autofree char *text = read_file (name, &length), *other = read_file (expected, &expected_length);

  g_test_message ("%s and %s", name, expected);
  g_assert_cmpmem (text, length, other, expected_length);
}

static gboolean
exists (const char *name)
{
  g_autofree char *path = cli_path (name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* ---- joined ---- */

static void
check_joined (const char *format, guint n_shards, guint n_listed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (CliRun) run = NULL;
  g_auto (GStrv) arguments = NULL;

  g_test_message ("%s: %u shards of %u images", format, n_shards, n_listed);
  write_run ("whole", &(RunForm){ .n_listed = n_listed, .format = format });
  g_strv_builder_add_many (builder, "merge", "--replace", "-o", "out", NULL);
  for (guint i = n_shards; i > 0; i--) /* their order is not that of the list */
    {
      g_autofree char *name = g_strdup_printf ("shard-%u", i);

      write_run (name, &(RunForm){ .shard = i, .n_shards = n_shards, .n_listed = n_listed, .format = format });
      g_strv_builder_add (builder, name);
    }
  arguments = g_strv_builder_end (builder);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpint (run->status, ==, n_listed > 4 ? 3 : 0); /* every fifth failed */
  assert_same_file ("out", "whole");
  assert_same_file ("out.run", "whole.run");
  g_assert_false (exists ("out.part"));
  g_assert_false (exists ("out.run.part"));
}

static void
test_joined (void)
{
  static const char *const formats[] = { "jsonl", "csv" };
  static const guint shards[] = { 1, 2, 3, 7 }, listed[] = { 0, 1, 2, 21, 1000 };

  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++)
    for (gsize s = 0; s < G_N_ELEMENTS (shards); s++)
      for (gsize l = 0; l < G_N_ELEMENTS (listed); l++)
        check_joined (formats[f], shards[s], listed[l]);
  check_joined ("jsonl", 600, 1000); /* more files than may be open by default */
}

static void
test_told (void)
{
  g_autoptr (CliRun) run = NULL, quiet = NULL, old = NULL;

  write_run ("a", &(RunForm){ .shard = 1, .n_shards = 2, .n_listed = 20 });
  write_run ("b", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 20 });
  run = cli_run ("merge", "--replace", "-o", "out", "a", "b", NULL);
  quiet = cli_run ("merge", "-q", "--replace", "-o", "out", "a", "b", NULL);
  g_assert_cmpstr (run->err, ==, "Shards: 2. Images: 20. Failed: 4.\n");
  g_assert_cmpstr (quiet->err, ==, "");
  g_assert_cmpint (run->status, ==, 3);
  write_run ("b", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 20, .is_old = TRUE });
  old = cli_run ("merge", "--replace", "-o", "out", "a", "b", NULL);
  g_assert_nonnull (strstr (old->err, "derm: b: its journal has no hashes of the rows"));
  g_assert_cmpint (old->status, ==, 3);
}

/* Only what an earlier run or merge wrote is replaced, and only if that is asked for. */
static void
test_existing (void)
{
  g_autofree char *mine = cli_make_file ("mine", "mine\n", 5), *foreign = cli_make_file ("new.run", "mine\n", 5),
                  *now = NULL;
  g_autoptr (CliRun) refused = NULL, replaced = NULL, not_ours = NULL, journal = NULL;

  write_run ("a", &(RunForm){ .shard = 1, .n_shards = 1, .n_listed = 4 });
  write_run ("whole", &(RunForm){ .n_listed = 4 });
  write_run ("before", &(RunForm){ .n_listed = 9 });
  write_run ("old", &(RunForm){ .n_listed = 9 });
  refused = cli_run ("merge", "-o", "old", "a", NULL);
  g_assert_cmpint (refused->status, ==, 5);
  g_assert_nonnull (strstr (refused->err, "old is there already: replace it by --replace"));
  assert_same_file ("old", "before");
  replaced = cli_run ("merge", "--replace", "-o", "old", "a", NULL);
  g_assert_cmpint (replaced->status, ==, 0);
  assert_same_file ("old", "whole");
  assert_same_file ("old.run", "whole.run");
  not_ours = cli_run ("merge", "--replace", "-o", "mine", "a", NULL);
  g_assert_cmpint (not_ours->status, ==, 5);
  g_assert_nonnull (strstr (not_ours->err, "mine is there already, and no run wrote it"));
  journal = cli_run ("merge", "--replace", "-o", "new", "a", NULL);
  g_assert_cmpint (journal->status, ==, 5);
  g_assert_nonnull (strstr (journal->err, "new.run: this is not the journal of a run"));
  now = read_file ("new.run", NULL);
  g_assert_cmpstr (now, ==, "mine\n");
}

/* ---- refused: nothing is written, and what was there stays ---- */

static void
assert_refused (int status, const char *reason, const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (CliRun) run = NULL;
  va_list list;

  write_run ("kept", &(RunForm){ .n_listed = 7 });
  write_run ("as-kept", &(RunForm){ .n_listed = 7 });
  for (const char *const *word = (const char *const[]){ "merge", "--replace", "-o", "kept", NULL }; *word != NULL;
       word++)
    g_ptr_array_add (arguments, (gpointer) *word);
  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) name);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments->pdata);
  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_nonnull (strstr (run->err, reason));
  assert_same_file ("kept", "as-kept");
  assert_same_file ("kept.run", "as-kept.run");
  g_assert_false (exists ("kept.part"));
  g_assert_false (exists ("kept.run.part"));
}

static void
test_sets (void)
{
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u", i);

      write_run (name, &(RunForm){ .shard = i, .n_shards = 4, .n_listed = 30 });
    }
  write_run ("again", &(RunForm){ .shard = 2, .n_shards = 4, .n_listed = 30 });
  write_run ("other-n", &(RunForm){ .shard = 4, .n_shards = 5, .n_listed = 30 });
  write_run ("other-model", &(RunForm){ .shard = 4, .n_shards = 4, .n_listed = 30, .model = "22" });
  write_run ("other-fields", &(RunForm){ .shard = 4, .n_shards = 4, .n_listed = 30, .fields = "[\"file\"]" });
  write_run ("other-format", &(RunForm){ .shard = 4, .n_shards = 4, .n_listed = 30, .format = "csv" });
  write_run ("longer", &(RunForm){ .shard = 4, .n_shards = 4, .n_listed = 31 });
  write_run ("other-list", &(RunForm){ .shard = 4, .n_shards = 4, .n_listed = 30, .list = LIST_OTHER });
  write_run ("whole", &(RunForm){ .n_listed = 30 });
  assert_refused (1, "2 of 4 shards are missing: 2, 4\n", "s1", "s3", NULL);
  assert_refused (1, "1 of 4 shards is missing: 4\n", "s3", "s2", "s1", NULL);
  assert_refused (1, "again: shard 2 is there twice, also in s2", "s1", "s2", "again", "s3", "s4", NULL);
  assert_refused (1, "other-n: it is one of 5 shards, and s1 one of 4", "s1", "s2", "s3", "other-n", NULL);
  assert_refused (1, "other-model: another model than in s1: 22, not 11", "s1", "s2", "s3", "other-model", NULL);
  assert_refused (1, "other-fields: another fields than in s1", "s1", "s2", "s3", "other-fields", NULL);
  assert_refused (1, "other-format: another format than in s1: csv, not jsonl", "s1", "s2", "s3", "other-format", NULL);
  assert_refused (1, "longer: it is of another list of images than s1", "s1", "s2", "s3", "longer", NULL);
  assert_refused (1, "other-list: it is of another list of images than s1", "s1", "s2", "s3", "other-list", NULL);
  assert_refused (1, "whole: it is of a whole list, not of a shard", "whole", NULL);
  assert_refused (1, "Name the outputs of all shards", NULL, NULL);
  assert_refused (1, "would replace kept, which is read", "kept", NULL);
  assert_refused (1, "would replace s2.run, which is read", "s1", "s2", "-o", "s2.run", NULL);
  assert_refused (1, "would replace s3, which is read", "s1", "s2", "--truth", "s3", "-o", "s3", NULL);
}

/* Of several broken shards each is told. */
static void
test_broken (void)
{
  g_autofree char *bare = cli_make_file ("bare", "x\n", 2), *grown = NULL, *text = NULL, *no_run = NULL, *longer = NULL;
  gsize length;

  write_run ("s1", &(RunForm){ .shard = 1, .n_shards = 2, .n_listed = 30 });
  write_run ("s2", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30 });
  write_run ("open", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30, .is_unfinished = TRUE });
  write_run ("turned", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30, .is_turned = TRUE });
  write_run ("lost", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30, .n_lost = 3 });
  write_run ("table", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30, .format = "table" });
  write_run ("grown", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30 });
  text = read_file ("grown", &length);
  grown = cli_make_file ("grown", text, length - 1);
  no_run = cli_make_file ("no-run.run", "file,status\n", 12);
  assert_refused (1, "open: its run has not come to its end", "s1", "open", NULL);
  assert_refused (1, "lost: images are missing at its end", "s1", "open", "lost", NULL);
  assert_refused (1, "open: its run has not come to its end", "s1", "open", "lost", NULL);
  assert_refused (1, "turned: image 3 of the list is not in its place", "s1", "turned", NULL);
  assert_refused (1, "bare: there is no journal beside it", "s1", "bare", NULL);
  assert_refused (1, "no-run.run: this is not the journal of a run", "s1", "no-run", NULL);
  assert_refused (1, "table: its format is table; csv and jsonl can be joined", "s1", "table", NULL);
  assert_refused (1, "grown: the rows of image 29 of the list are not those", "s1", "grown", NULL);
  longer = g_strconcat (text, "mine\n", NULL);
  g_assert_true (g_file_set_contents (grown, longer, -1, NULL));
  assert_refused (1, "bytes, and by its journal", "s1", "grown", NULL);
  g_assert_cmpint (g_unlink (grown), ==, 0);
  assert_refused (1, "grown: No such file", "s1", "grown", NULL);
}

/* Rows that are not what they were, or, in journals of earlier versions, not whole lines; columns that somebody changed
 * are found while they are copied. */
static void
test_changed (void)
{
  g_autofree char *text = NULL, *cut = NULL, *columns = NULL, *changed = NULL;
  gsize length;

  write_run ("s1", &(RunForm){ .shard = 1, .n_shards = 2, .n_listed = 30 });
  write_run ("s2", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30 });
  text = read_file ("s2", &length);
  text[strcspn (text, "\n")] = ' ';
  g_free (cli_make_file ("s2", text, length));
  assert_refused (1, "s2: the rows of image 1 of the list are not those that its run wrote", "s1", "s2", NULL);
  write_run ("s2", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30, .is_old = TRUE });
  cut = cli_make_file ("s2", text, length);
  assert_refused (1, "s2: the rows of image 1 of the list are not those that its run wrote", "s1", "s2", NULL);
  write_run ("c1", &(RunForm){ .shard = 1, .n_shards = 2, .n_listed = 30, .format = "csv" });
  write_run ("c2", &(RunForm){ .shard = 2, .n_shards = 2, .n_listed = 30, .format = "csv" });
  columns = read_file ("c2", &length);
  columns[0] = 'I';
  changed = cli_make_file ("c2", columns, length);
  assert_refused (4, "c2: its columns are not those of c1", "c1", "c2", NULL);
}

/* All that is wrong with all of them is said at once. */
static void
test_all_faults (void)
{
  static const char *const told[] = { "torn: its run has not come to its end",
                                      "none: there is no journal beside it",
                                      "odd: another model than in s1: 22, not 11",
                                      "odd: another fields than in s1: file, not none",
                                      "odd: it is of another list of images than s1",
                                      "again: shard 1 is there twice, also in s1",
                                      "edited: the rows of image 2 of the list are not those that its run wrote",
                                      "2 of 6 shards are missing: 5, 6" };
  g_autofree char *text = NULL, *edited = NULL;
  gsize length;

  write_run ("s1", &(RunForm){ .shard = 1, .n_shards = 6, .n_listed = 30 });
  write_run ("again", &(RunForm){ .shard = 1, .n_shards = 6, .n_listed = 30 });
  write_run ("torn", &(RunForm){ .shard = 2, .n_shards = 6, .n_listed = 30, .is_unfinished = TRUE });
  write_run ("edited", &(RunForm){ .shard = 3, .n_shards = 6, .n_listed = 30 });
  write_run (
      "odd",
      &(RunForm){
          .shard = 4, .n_shards = 6, .n_listed = 30, .model = "22", .fields = "[\"file\"]", .list = LIST_OTHER });
  text = read_file ("edited", &length);
  *strstr (text, "words") = 'W'; /* as long as before */
  edited = cli_make_file ("edited", text, length);
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    assert_refused (1, told[i], "s1", "again", "torn", "edited", "odd", "none", NULL);
}

static void
test_unwritable (void)
{
  g_autoptr (CliRun) missing = NULL;

  write_run ("s1", &(RunForm){ .shard = 1, .n_shards = 1, .n_listed = 3 });
  missing = cli_run ("merge", "-o", "no/folder/out", "s1", NULL);
  g_assert_cmpint (missing->status, ==, 4);
  g_assert_nonnull (strstr (missing->err, "No such file"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  g_test_add_func ("/cli-merge/joined", test_joined);
  g_test_add_func ("/cli-merge/told", test_told);
  g_test_add_func ("/cli-merge/existing", test_existing);
  g_test_add_func ("/cli-merge/all-faults", test_all_faults);
  g_test_add_func ("/cli-merge/sets", test_sets);
  g_test_add_func ("/cli-merge/broken", test_broken);
  g_test_add_func ("/cli-merge/changed", test_changed);
  g_test_add_func ("/cli-merge/unwritable", test_unwritable);
  status = g_test_run ();
  cli_fixture_clear ();
  return status;
}
