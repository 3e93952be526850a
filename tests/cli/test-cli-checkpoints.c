/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* derm with models as training programs save them: files and PyTorch's logits of issue 14's cases
 * (tests/fixtures/README.md). */

static char *lesion;

static char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "checkpoints", name, NULL);
}

static const double common[7] = { -3.8046, 3.9998, -0.7407, 1.1609, 4.9208, -3.8978, 1.2668 };

typedef struct {
  const char *file, *key; /* of the weights, or NULL */
  double logits[7];
  int n;
  const char *label, *told; /* on standard error, or NULL */
} Case;

static const Case cases[] = {
  { "case-10.ckpt", NULL, { 0 }, 0, "mel", "criterion.weight" },
  { "case-11.pth", NULL, { 0 }, 0, "mel", "The labels are assumed" },
  { "case-12.safetensors", NULL, { 0 }, 0, "mel", "The labels are assumed" },
  { "case-13.pth", NULL, { 0 }, 0, "akiec", NULL },
  { "case-15.pth", NULL, { 0, -2.0 }, 2, "negative", "sigmoid" },
  { "case-16.pth", NULL, { 0 }, 0, "mel", "“state_dict” answers" },
  { "case-16.pth",
    "state_dict_ema",
    { 0.2130, -0.5253, -2.6251, 2.5731, -0.8776, -2.5882, -4.1772 },
    7,
    "df",
    "“state_dict_ema” answers" },
  { "case-19.pth.tar", NULL, { 0 }, 0, "mel", "The labels are assumed" },
};

/* The object of a run, whose standard error is looked at too. */
static JsonParser *
predict (const char *file, const char *key, char **told)
{
  g_autofree char *path = fixture_path (file);
  g_autoptr (CliRun) run = key != NULL
                               ? cli_run ("predict", "-f", "jsonl", "-m", path, "--weights-key", key, lesion, NULL)
                               : cli_run ("predict", "-f", "jsonl", "-m", path, lesion, NULL);

  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, 0);
  *told = g_strdup (run->err);
  return cli_parse_json (run);
}

/* With a mean and a standard deviation, if they are given. */
static JsonParser *
predict_by (const char *model, const char *mean, const char *std)
{
  g_autoptr (CliRun) run
      = mean != NULL ? cli_run ("predict", "-q", "-f", "jsonl", "-m", model, "--mean", mean, "--std", std, lesion, NULL)
                     : cli_run ("predict", "-q", "-f", "jsonl", "-m", model, lesion, NULL);

  g_assert_cmpint (run->status, ==, 0);
  return cli_parse_json (run);
}

static void
check_logits (JsonParser *parser, const double *logits, int n)
{
  JsonArray *array = json_object_get_array_member (cli_object (parser), "logits");

  g_assert_cmpuint (json_array_get_length (array), ==, n);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat (fabs (json_array_get_double_element (array, (guint) i) - logits[i]), <, 6e-5);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *told = NULL;
  g_autoptr (JsonParser) parser = predict (c->file, c->key, &told);

  cli_assert_string (parser, "label", c->label);
  check_logits (parser, c->n > 0 ? c->logits : common, c->n > 0 ? c->n : 7);
  if (c->told != NULL)
    g_assert_nonnull (strstr (told, c->told));
  else
    g_assert_null (strstr (told, "assumed: nothing"));
  if (strstr (c->file, "case-16") != NULL)
    cli_assert_string (parser, "weights_key", c->key != NULL ? c->key : "state_dict");
  else
    g_assert_true (json_object_get_null_member (cli_object (parser), "weights_key"));
}

/* Said once, whatever is asked for, also with many images and by info. */
static void
test_told_once (void)
{
  g_autofree char *path = fixture_path ("case-11.pth");
  static const char *const formats[] = { "table", "csv", "json", "jsonl", "published" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", formats[i], "-m", path, lesion, lesion, lesion, NULL);
      const char *first = strstr (run->err, "The labels are assumed");

      g_assert_nonnull (first);
      g_assert_null (strstr (first + 1, "The labels are assumed"));
    }
  {
    g_autoptr (CliRun) info = cli_run ("info", path, NULL);
    g_autoptr (CliRun) given = cli_run ("predict", "-q", "-m", path, "--labels", "csv", lesion, NULL);

    g_assert_nonnull (strstr (info->out, "The labels are assumed"));
    g_assert_nonnull (strstr (info->out, "normalised-imagenet"));
    g_assert_null (strstr (given->err, "The labels are assumed"));
  }
}

/* The same by a card and by options, recorded in every output. */
static void
test_normalised (void)
{
  static const double logits[7] = { -0.1391, 0.4789, -0.4745, -0.5187, 0.5092, 0.1813, -1.6267 };
  g_autofree char *weights = fixture_path ("case-14.pth"), *card = fixture_path ("case-14.json");
  g_autofree char *out = cli_path ("out.safetensors"), *by_options = cli_path ("options.safetensors");
  const char *const mean = "0.7630392,0.5456477,0.57004845", *const std = "0.1409286,0.15261266,0.16997074";
  g_autoptr (CliRun) convert = cli_run ("convert", "--card", card, weights, out, NULL);
  g_autoptr (CliRun) other = cli_run ("convert", "--mean", mean, "--std", std, weights, by_options, NULL);
  g_autoptr (CliRun) csv = cli_run ("predict", "-q", "-f", "csv", "-m", out, lesion, NULL);
  g_autoptr (JsonParser) by_card = predict_by (out, NULL, NULL), by_file = predict_by (by_options, NULL, NULL);
  g_autoptr (JsonParser) changed = predict_by (weights, mean, std);
  g_autoptr (JsonParser) plain = predict_by (weights, NULL, NULL);
  JsonArray *recorded = json_object_get_array_member (cli_object (by_card), "mean");

  g_assert_cmpint (convert->status, ==, 0);
  g_assert_cmpint (other->status, ==, 0);
  check_logits (by_card, logits, 7);
  cli_assert_string (by_card, "label", "mel");
  cli_assert_string (plain, "label", "bcc");
  cli_assert_same_array (by_card, by_file, "logits");
  cli_assert_same_array (by_card, changed, "logits");
  g_assert_cmpfloat (json_array_get_double_element (recorded, 0), ==, 0.7630392);
  g_assert_true (json_object_get_null_member (cli_object (plain), "mean"));
  cli_assert_string (plain, "input_sha256", json_object_get_string_member (cli_object (by_card), "input_sha256"));
  g_assert_nonnull (strstr (csv->out, "0.7630392 0.5456477 0.57004845,0.1409286 0.15261266 0.16997074"));
  g_remove (out);
  g_remove (by_options);
}

static void
test_options_refused (void)
{
  static const struct {
    const char *mean, *std, *reason;
  } wrong[] = { { "0.5,0.5", "1,1,1", "three numbers" },
                { "0.5,0.5,x", "1,1,1", "three numbers" },
                { "0.5,0.5,0.5", "1,0,1", "standard deviation 0" },
                { "0.5,0.5,nan", "1,1,1", "out of range" } };
  g_autoptr (CliRun) alone = cli_run ("predict", "--mean", "0,0,0", lesion, NULL);
  static const char *const commands[] = { "predict", "info", "audit", "convert", "preprocess" };

  g_assert_cmpint (alone->status, ==, 1);
  g_assert_nonnull (strstr (alone->err, "together"));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CliRun) run = cli_run ("predict", "--mean", wrong[i].mean, "--std", wrong[i].std, lesion, NULL);

      g_assert_cmpint (run->status, ==, 1);
      g_assert_nonnull (strstr (run->err, wrong[i].reason));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (CliRun) help = cli_run (commands[i], "--help", NULL);

      g_assert_nonnull (strstr (help->out, "--mean=R,G,B"));
      g_assert_nonnull (strstr (help->out, "--weights-key=KEY"));
    }
}

/* What a card has and nobody here knows is not passed over. */
static void
test_card_refused (void)
{
  static const char *const cards[]
      = { "{\"transform\":{}}", "{\"recipe\":{\"crop_pct\":0.9}}",
          "{\"classes\":[{\"code\":\"a\",\"name\":\"a\",\"group\":\"unknown\",\"color\":1}]}" };
  static const char *const members[] = { "“transform”", "“crop_pct”", "“color”" };
  g_autofree char *weights = fixture_path ("case-14.pth"), *out = cli_path ("out.safetensors");

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *card = cli_make_file ("card.json", cards[i], strlen (cards[i]));
      g_autoptr (CliRun) run = cli_run ("convert", "--card", card, weights, out, NULL);

      if (i == 2) /* as many classes as outputs are wanted before */
        g_assert_nonnull (strstr (run->err, "1 classes"));
      else
        g_assert_nonnull (strstr (run->err, members[i]));
      g_assert_cmpint (run->status, ==, 2);
      g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
      g_remove (card);
    }
}

/* One output: its sigmoid, and 0.5 decides; the file that is made of it says the same. */
static void
test_one_output (void)
{
  g_autofree char *path = fixture_path ("case-15.pth"), *out = cli_path ("out.safetensors");
  g_autofree char *labels = cli_make_file ("one.json", "[\"naevus\", \"melanoma\"]", 22);
  g_autoptr (CliRun) convert = cli_run ("convert", "--labels", labels, path, out, NULL);
  g_autoptr (JsonParser) parser = predict_by (path, NULL, NULL), named = predict_by (out, NULL, NULL);
  JsonArray *scores = json_object_get_array_member (cli_object (parser), "scores");

  g_assert_cmpint (convert->status, ==, 0);
  g_assert_cmpfloat (fabs (json_array_get_double_element (scores, 1) - 0.1192), <, 5e-5);
  cli_assert_string (parser, "label", "negative");
  g_assert_cmpfloat (
      json_array_get_double_element (json_object_get_array_member (cli_object (named), "scores"), 1), ==,
      json_array_get_double_element (scores, 1));
  cli_assert_string (named, "label", "naevus");
  g_remove (out);
  g_remove (labels);
}

/* A model among the images is called one, by its bytes; so is a Git LFS pointer. */
static void
test_not_an_image (void)
{
  static const char pointer[] = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n";
  g_autofree char *model = fixture_path ("case-19.pth.tar"), *lfs = cli_make_file ("a.jpg", pointer, strlen (pointer));
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "csv", model, lfs, lesion, NULL);
  g_autoptr (CliRun) info = cli_run ("info", lfs, NULL);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_nonnull (strstr (run->out, "this is a model, not an image"));
  g_assert_nonnull (strstr (run->out, "Git LFS pointer"));
  g_assert_nonnull (strstr (info->err, "Git LFS pointer"));
  g_remove (lfs);
}

static void
check_no_control (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (*p == '\n' || g_unichar_isprint (g_utf8_get_char (p)));
}

/* Nothing of a file is obeyed by a terminal, in whatever it stands. */
static void
test_escapes (void)
{
  static const char nasty[] = "\x1b]0;pwned\a\xc2\x9b"
                              "31m.pth";
  g_autofree char *model = fixture_path ("case-escape.safetensors"), *path = fixture_path ("case-13.pth");
  g_autofree char *content = NULL, *copy = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  copy = cli_make_file (nasty, content, length);
  {
    g_autoptr (CliRun) info = cli_run ("info", "-m", model, NULL), described = cli_run ("info", copy, NULL);
    g_autoptr (CliRun) key = cli_run ("info", "--weights-key", "\x1b[31m", copy, NULL);
    g_autoptr (CliRun) table = cli_run ("predict", "-m", copy, nasty, lesion, NULL);
    g_autoptr (CliRun) json = cli_run ("predict", "-f", "jsonl", "-m", copy, nasty, lesion, NULL);
    g_autoptr (CliRun) option = cli_run ("predict", "-m", copy, "--filter", nasty, lesion, NULL);
    const CliRun *const runs[] = { info, described, key, table, json, option };

    for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
      {
        check_no_control (runs[i]->out);
        check_no_control (runs[i]->err);
      }
    g_assert_nonnull (strstr (info->err, "\xef\xbf\xbd]0;pwned"));
    g_assert_nonnull (strstr (described->out, "\xef\xbf\xbd]0;pwned"));
  }
  g_remove (copy);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  lesion = fixture_path ("lesion.jpg");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = g_strconcat ("/cli/checkpoints/", cases[i].file, cases[i].key != NULL ? "-" : "", cases[i].key, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/cli/checkpoints/told-once", test_told_once);
  g_test_add_func ("/cli/checkpoints/normalised", test_normalised);
  g_test_add_func ("/cli/checkpoints/options-refused", test_options_refused);
  g_test_add_func ("/cli/checkpoints/card-refused", test_card_refused);
  g_test_add_func ("/cli/checkpoints/one-output", test_one_output);
  g_test_add_func ("/cli/checkpoints/not-an-image", test_not_an_image);
  g_test_add_func ("/cli/checkpoints/escapes", test_escapes);
  status = g_test_run ();
  g_free (lesion);
  cli_fixture_clear ();
  return status;
}
