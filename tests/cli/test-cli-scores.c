/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <string.h>

/* Decisions, kinds of scores and what speaks against an answer, by options and in every output. The model is the
 * fixture with eight views, calibration and shares; by its shares the rare class vasc wins where the likely one is
 * akiec. */

static char *image, *model;

static void
test_decisions (void)
{
  g_autoptr (JsonParser) likely = cli_predict (model, image, NULL),
                         balanced = cli_predict (model, image, "--decision", "balanced", NULL);
  g_autoptr (CliRun) table = cli_run ("predict", "-m", model, image, NULL);

  cli_assert_string (likely, "decision", "likely");
  cli_assert_string (likely, "label", "akiec");
  cli_assert_string (balanced, "decision", "balanced");
  cli_assert_string (balanced, "label", "vasc");
  g_assert_cmpint (json_object_get_int_member (cli_object (balanced), "index"), ==, 6);
  for (int i = 0; i < 2; i++)
    {
      cli_assert_string (i == 0 ? likely : balanced, "likely", "akiec");
      cli_assert_string (i == 0 ? likely : balanced, "balanced", "vasc");
    }
  g_assert_nonnull (strstr (table->out, "decision likely · calibrated scores (nothing)"));
  g_assert_nonnull (strstr (table->out, "balanced"));
  g_assert_nonnull (strstr (table->out, "  vasc  "));
}

/* The text of the second line below a word of the first. */
static char *
cell_below (const char *table, const char *word)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  const char *place = strstr (lines[0], word);
  const char *cell = g_utf8_offset_to_pointer (lines[1], g_utf8_pointer_to_offset (lines[0], place));

  return g_strchomp (g_utf8_substring (cell, 0, (glong) strlen (word)));
}

static void
check_other_answer (const char *weights, const char *path, gboolean is_same)
{
  g_autoptr (JsonParser) parser = cli_predict (weights, path, NULL);
  const char *likely = json_object_get_string_member (cli_object (parser), "likely");
  const char *balanced = json_object_get_string_member (cli_object (parser), "balanced");
  g_autoptr (CliRun) one = cli_run ("predict", "-m", weights, path, NULL);
  g_autoptr (CliRun) other = cli_run ("predict", "-m", weights, "-d", "balanced", path, NULL);
  g_autofree char *below_balanced = cell_below (one->out, "balanced");
  g_autofree char *below_likely = cell_below (other->out, "likely");

  g_assert_true (g_str_equal (likely, balanced) == is_same);
  g_assert_cmpstr (below_balanced, ==, is_same ? "" : balanced);
  g_assert_cmpstr (below_likely, ==, is_same ? "" : likely);
}

/* The column of the other decision is filled where the answers differ, and only there: a melanoma is one by both. */
static void
test_other_answer (void)
{
  const char *data = g_getenv ("DERMLENS_DATA");
  g_autofree char *bundled = g_build_filename (data, "model", "skincnn.safetensors", NULL);
  g_autofree char *sample = g_build_filename (data, "samples", "drawn-03.jpg", NULL), *copy = cli_path ("sample.jpg");
  g_autofree char *short_name = cli_make_image ("short.png", 600, 450, 1);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (sample, &content, &length, NULL));
  g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
  check_other_answer (model, "short.png", FALSE); /* names that fit into their column */
  check_other_answer (bundled, "sample.jpg", TRUE);
}

static void
test_no_shares (void)
{
  g_autofree char *plain = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe-plain.safetensors", NULL);
  g_autoptr (CliRun) run = cli_run ("predict", "-m", plain, "--decision", "balanced", image, NULL);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, "how common its classes were"));
}

/* The columns akiec to vasc of the csv are the array of that name. */
static void
check_scores (const char *option, const char *member, JsonParser *parser)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-m", model, "-f", "csv", "--scores", option, image, NULL);
  g_autoptr (GPtrArray) rows = cli_parse_csv (run->out);
  JsonArray *values = json_object_get_array_member (cli_object (parser), member);
  GPtrArray *row = rows->pdata[1];

  g_assert_cmpint (run->status, ==, 0);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpfloat ((float) g_ascii_strtod (row->pdata[5 + i], NULL), ==,
                       (float) json_array_get_double_element (values, i));
  g_assert_cmpstr (row->pdata[17], ==, option);
}

static void
test_scores (void)
{
  g_autoptr (JsonParser) parser = cli_predict (model, image, NULL);
  g_autoptr (CliRun) standard = cli_run ("predict", "-m", model, "-f", "csv", image, NULL);

  check_scores ("calibrated", "calibrated", parser);
  check_scores ("raw", "scores", parser);
  check_scores ("logits", "logits", parser);
  g_assert_nonnull (strstr (standard->out, ",calibrated,likely,akiec,vasc,bicubic,planes,model,8,28x28,255,,"));
}

/* What a table's first row has in the column of that name. */
static const char *
column (GPtrArray *rows, const char *name)
{
  GPtrArray *names = rows->pdata[0], *row = rows->pdata[1];

  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      return row->pdata[i];
  g_error ("there is no column %s", name);
}

/* The codes of what speaks against an answer, and the distance where the model knows one. */
static void
test_gate (void)
{
  g_autofree char *tiny = cli_make_image ("tiny.png", 20, 20, 1), *narrow = cli_make_image ("narrow.png", 30, 120, 1);
  g_autoptr (CliRun) of_tiny = cli_run ("predict", "-q", "-f", "jsonl", "-m", model, tiny, NULL);
  g_autoptr (CliRun) of_narrow = cli_run ("predict", "-q", "-f", "csv", narrow, NULL);
  g_autoptr (CliRun) table = cli_run ("predict", "-q", tiny, NULL), info = cli_run ("info", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (of_tiny);
  JsonArray *gate = json_object_get_array_member (cli_object (parser), "gate");
  g_autoptr (GPtrArray) rows = cli_parse_csv (of_narrow->out);
  double distance = g_ascii_strtod (column (rows, "domain_distance"), NULL);
  double threshold = g_ascii_strtod (column (rows, "domain_threshold"), NULL);

  g_assert_cmpuint (json_array_get_length (gate), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (gate, 0), ==, "tiny");
  g_assert_true (json_object_get_null_member (cli_object (parser), "domain_distance"));
  g_assert_true (json_object_get_null_member (cli_object (parser), "domain_threshold"));
  g_assert_cmpfloat (distance, >, 0);
  g_assert_cmpfloat (threshold, >, 0);
  /* the picture is a smooth gradient */
  g_assert_cmpstr (column (rows, "gate"), ==,
                   distance > threshold ? "blurred odd-aspect outside" : "blurred odd-aspect");
  g_assert_nonnull (strstr (table->out, "  tiny"));
  g_assert_nonnull (strstr (info->out, "Domain"));
}

/* The same in both formats, and the margin that of the decision; Python reads the file that is no image as empty. */
static void
test_spread (void)
{
  static const char script[]
      = "import csv, io, json, subprocess, sys\n"
        "derm, model, *files = sys.argv[1:]\n"
        "for decision in 'likely', 'balanced':\n"
        "    def run(form):\n"
        "        done = subprocess.run([derm, 'predict', '-q', '-m', model, '-d', decision, '-f', form, *files],\n"
        "                              stdout=subprocess.PIPE)\n"
        "        assert done.returncode == 3, done\n"
        "        return done.stdout.decode('utf-8', 'strict')\n"
        "    rows = list(csv.DictReader(io.StringIO(run('csv'), newline=''), strict=True))\n"
        "    objects = [json.loads(line) for line in run('jsonl').splitlines()]\n"
        "    assert [row['file'] for row in rows] == [o['file'] for o in objects] == files\n"
        "    for row, o in zip(rows, objects):\n"
        "        if row['status'] == 'error':\n"
        "            assert [row[k] for k in ('margin', 'entropy', 'gate', 'set_90')] == [''] * 4, row\n"
        "            continue\n"
        "        assert float(row['margin']) == o['margin'] and float(row['entropy']) == o['entropy'], row\n"
        "        assert row['gate'].split() == o['gate'] and row['set_90'].split() == o['set_90'], row\n"
        "    scores = objects[0]['calibrated']\n"
        "    if decision == 'balanced':\n"
        "        shares = [float(x) for x in sys.stdin.readline().split()]\n"
        "        scores = [score / share for score, share in zip(scores, shares)]\n"
        "        scores = [score / sum(scores) for score in scores]\n"
        "    first, second = sorted(scores)[:-3:-1]\n"
        "    assert abs(first - second - objects[0]['margin']) < 1e-6, (decision, scores, objects[0])\n"
        "    print(objects[0]['margin'])\n";
  const char *argv[]
      = { "/usr/bin/python3", "-c", script, g_getenv ("DERM"), model, image, "Müller, „7“.png", "bad.png", NULL };
  g_autofree char *odd G_GNUC_UNUSED = cli_make_image (argv[6], 60, 45, 2);
  g_autofree char *bad G_GNUC_UNUSED = cli_make_file (argv[7], "nothing", 7);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) python = NULL;
  g_autofree char *out = NULL;
  g_auto (GStrv) margins = NULL;

  g_subprocess_launcher_set_cwd (launcher, cli_folder ());
  python = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (python, ".67 .11 .11 .01 .05 .03 .02\n", NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (python));
  margins = g_strsplit (out, "\n", -1);
  g_assert_cmpuint (g_strv_length (margins), ==, 3);
  g_assert_cmpstr (margins[0], !=, margins[1]); /* so the decision does count */
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.jpg", 600, 450, 1);
  model = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  g_test_add_func ("/cli/scores/decisions", test_decisions);
  g_test_add_func ("/cli/scores/other-answer", test_other_answer);
  g_test_add_func ("/cli/scores/no-shares", test_no_shares);
  g_test_add_func ("/cli/scores/scores", test_scores);
  g_test_add_func ("/cli/scores/gate", test_gate);
  g_test_add_func ("/cli/scores/spread", test_spread);
  status = g_test_run ();
  g_free (model);
  g_free (image);
  cli_fixture_clear ();
  return status;
}
