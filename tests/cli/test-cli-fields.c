/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* derm predict --fields: which columns and members rows have. */

static char *model, *image;

static CliRun *
predict (const char *format, const char *fields)
{
  CliRun *run = cli_run ("predict", "-q", "-m", model, "-f", format, "--fields", fields, image, NULL);

  g_test_message ("%s %s: %s", format, fields, run->err);
  return run;
}

static void
assert_refused (const char *format, const char *fields, const char *reason)
{
  g_autoptr (CliRun) run = predict (format, fields);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, reason));
}

static const char *
cell (GPtrArray *rows, guint row, guint column)
{
  return g_ptr_array_index ((GPtrArray *) rows->pdata[row], column);
}

/* ---- the order is the list's ---- */

static void
assert_csv_head (const char *fields, const char *head)
{
  g_autoptr (CliRun) run = predict ("csv", fields);
  g_autofree char *line = g_strconcat (head, "\r\n", NULL);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_str_has_prefix (run->out, line));
}

static void
test_csv (void)
{
  g_autoptr (CliRun) run = predict ("csv", "nv,file, label,mel"), all = predict ("csv", "default"),
                     plain = cli_run ("predict", "-q", "-m", model, "-f", "csv", image, NULL);
  g_autoptr (GPtrArray) rows = cli_parse_csv (run->out), whole = cli_parse_csv (plain->out);

  g_assert_true (g_str_has_prefix (run->out, "nv,file,label,mel\r\n"));
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (cell (rows, 1, 0), ==, cell (whole, 1, 10));
  g_assert_cmpstr (cell (rows, 1, 1), ==, cell (whole, 1, 0));
  g_assert_cmpstr (cell (rows, 1, 2), ==, cell (whole, 1, 4));
  g_assert_cmpstr (cell (rows, 1, 3), ==, cell (whole, 1, 9));
  /* a group leaves out what is there */
  g_assert_cmpuint (strcspn (all->out, "\n"), ==, strcspn (plain->out, "\n"));
  g_assert_true (strncmp (all->out, plain->out, strcspn (plain->out, "\n")) == 0);
  assert_csv_head ("mel,classes", "mel,akiec,bcc,bkl,df,nv,vasc");
  assert_csv_head ("schema,evaluate", "schema,file,status,error,label,akiec,bcc,bkl,df,mel,nv,vasc,input_sha256,"
                                      "model_sha256,recipe,scores,decision,model,model_version");
}

static void
test_json (void)
{
  g_autoptr (CliRun) run = predict ("jsonl", "schema,nv,scores,truth_is_no_field_here"), good = NULL, logits = NULL;
  g_autoptr (JsonParser) parser = NULL, other = NULL;
  g_autoptr (GList) members = NULL;
  JsonArray *scores;

  g_assert_cmpint (run->status, ==, 1);
  good = predict ("jsonl", "schema,nv,scores,crop,gate,covering_set");
  g_assert_true (g_str_has_prefix (good->out, "{\"schema\":1,\"nv\":"));
  parser = cli_parse_json (good);
  members = json_object_get_members (cli_object (parser));
  g_assert_cmpuint (g_list_length (members), ==, 6);
  scores = json_object_get_array_member (cli_object (parser), "scores");
  g_assert_cmpuint (json_array_get_length (scores), ==, 7);
  g_assert_true (json_object_get_null_member (cli_object (parser), "crop"));
  g_assert_true (json_object_get_null_member (cli_object (parser), "covering_set")); /* nobody calibrated for one */
  g_assert_nonnull (json_object_get_array_member (cli_object (parser), "gate"));
  /* a class is of the kind that --scores says */
  logits
      = cli_run ("predict", "-q", "-m", model, "-f", "jsonl", "-s", "logits", "--fields", "akiec,logits", image, NULL);
  other = cli_parse_json (logits);
  g_assert_cmpfloat (json_object_get_double_member (cli_object (other), "akiec"), ==,
                     json_array_get_double_element (json_object_get_array_member (cli_object (other), "logits"), 0));
}

/* ---- the images' files ---- */

static void
test_files (void)
{
  g_autofree char *text = NULL, *sum = NULL, *missing = cli_path ("missing.png"), *size = NULL, *when = NULL;
  g_autoptr (CliRun) run = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GDateTime) time = NULL;
  GStatBuf about;
  gsize length;

  g_assert_true (g_file_get_contents (image, &text, &length, NULL));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) text, length);
  g_assert_cmpint (g_stat (image, &about), ==, 0);
  size = g_strdup_printf ("%" G_GSIZE_FORMAT, length);
  run = cli_run ("predict", "-q", "-m", model, "-f", "csv", "--fields",
                 "file_index,file_size,file_modified,file_sha256,status", missing, image, NULL);
  g_assert_cmpint (run->status, ==, 3);
  rows = cli_parse_csv (run->out);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (cell (rows, 1, 0), ==, "0");
  for (guint i = 1; i < 4; i++) /* of a file that is not there nothing is known */
    g_assert_cmpstr (cell (rows, 1, i), ==, "");
  g_assert_cmpstr (cell (rows, 1, 4), ==, "error");
  g_assert_cmpstr (cell (rows, 2, 0), ==, "1");
  g_assert_cmpstr (cell (rows, 2, 1), ==, size);
  time = g_date_time_new_from_iso8601 (cell (rows, 2, 2), NULL);
  g_assert_nonnull (time);
  g_assert_cmpint (g_date_time_to_unix (time), ==, about.st_mtime);
  g_assert_true (g_str_has_suffix (cell (rows, 2, 2), "Z"));
  g_assert_cmpstr (cell (rows, 2, 3), ==, sum);
}

/* ---- what is refused ---- */

static void
test_refused (void)
{
  assert_refused ("csv", "file,oops", "“oops” is not a field; there are: file, ");
  assert_refused ("csv", "file,oops", "mel, nv, vasc, classes, default, evaluate");
  assert_refused ("csv", "file,file", "“file” is there twice");
  assert_refused ("csv", "default,label,label", "“label” is there twice");
  assert_refused ("csv", "mel,nv,mel", "“mel” is there twice");
  assert_refused ("csv", "truth", "“truth” is not a field"); /* only people know it, in the window */
  assert_refused ("csv", "file,", "“” is not a field");
  assert_refused ("csv", "", "no field is named");
  assert_refused ("csv", "fi\nle", "is not a field");
  assert_refused ("table", "file", "--fields is for --format csv, json, jsonl, arrow and parquet");
  assert_refused ("published", "file", "--fields is for --format csv, json, jsonl, arrow and parquet");
}

static void
test_help (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "--fields", "help", NULL);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out, "version 1"));
  g_assert_nonnull (strstr (run->out, "\n  file_sha256       text     -  "));
  g_assert_nonnull (strstr (run->out, "\n  entropy           number   csv, json  "));
}

/* derm evaluate reads rows of its group, and says what others lack. */
static void
test_evaluate (void)
{
  static const char *const formats[] = { "csv", "jsonl" };
  static const char truth[] = "image_id,dx\nimage,mel\n";
  g_autofree char *table = cli_make_file ("truth.csv", truth, strlen (truth));

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (CliRun) good = predict (formats[i], "schema,evaluate,margin"),
                         few = predict (formats[i], "file,status");
      g_autofree char *enough = cli_make_file ("enough", good->out, good->out_length);
      g_autofree char *lacking = cli_make_file ("lacking", few->out, few->out_length);
      g_autoptr (CliRun) read = cli_run ("evaluate", "-q", "-m", model, "--set", enough, "--truth", table, NULL);
      g_autoptr (CliRun) refused = cli_run ("evaluate", "-q", "-m", model, "--set", lacking, "--truth", table, NULL);

      g_test_message ("%s: %s %s", formats[i], read->err, refused->err);
      g_assert_cmpint (read->status, ==, 0);
      g_assert_cmpint (refused->status, ==, 1);
      g_assert_nonnull (strstr (refused->err, i == 0 ? "no column “label”" : "no “labels”"));
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  model = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  image = cli_make_image ("image.png", 60, 40, 1);
  g_test_add_func ("/cli-fields/csv", test_csv);
  g_test_add_func ("/cli-fields/json", test_json);
  g_test_add_func ("/cli-fields/files", test_files);
  g_test_add_func ("/cli-fields/refused", test_refused);
  g_test_add_func ("/cli-fields/help", test_help);
  g_test_add_func ("/cli-fields/evaluate", test_evaluate);
  status = g_test_run ();
  cli_fixture_clear ();
  g_free (model);
  g_free (image);
  return status;
}
