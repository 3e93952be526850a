/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <string.h>
#include <unistd.h>

#include "../engine/patterns.h"

/* Where derm audit has the truth from, what it guesses, and how that is said. */

static char *model;

/* One image of each class, called after it. */
static void
make_images (const char *folder)
{
  for (int class = 0; class < PATTERN_CLASSES; class ++)
    {
      g_autofree char *name = g_strdup_printf ("%s/ISIC_%d.ppm", folder, class), *path = cli_path (name);
      g_autofree char *parent = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
      pattern_save (class, 1000 + (guint32) class, 1, path);
    }
}

static CliRun *
audit_text (const char *table, const char *text, const char *format, const char *option, const char *value)
{
  g_autofree char *path = cli_make_file (table, text, strlen (text));

  return cli_run ("audit", "-m", model, "-i", "images", "--truth", path, "-f", format, option, value, NULL);
}

static gint64
get_n_images (const CliRun *run)
{
  g_autoptr (JsonParser) parser = cli_parse_json (run);

  return json_object_get_int_member (cli_object (parser), "images");
}

static const char archive[] = "isic_id,attribution,diagnosis_1,diagnosis_3\n"
                              "ISIC_0,\"A, B\",Indeterminate,Solar or actinic keratosis\n"
                              "ISIC_1,A,Malignant,Basal cell carcinoma\n"
                              "ISIC_2,A,Benign,Seborrheic keratosis\n"
                              "ISIC_3,A,Benign,Dermatofibroma\n"
                              "ISIC_4,A,Malignant,\"Melanoma, NOS\"\n"
                              "ISIC_5,A,Benign,Nevus\n"
                              "ISIC_6,A,Benign,\"Scar\x1b[31m\"\n";

/* The column and the words are found, and that is said on both outputs; for programs too. */
static void
test_guessed (void)
{
  g_autoptr (CliRun) text = audit_text ("archive.csv", archive, "text", NULL, NULL);
  g_autoptr (CliRun) json = audit_text ("archive.csv", archive, "json", "-q", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (json);
  JsonObject *truth = json_object_get_object_member (cli_object (parser), "truth");
  JsonArray *words = json_object_get_array_member (truth, "words");

  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->err, "column “isic_id”, their classes in “diagnosis_3”"));
  g_assert_nonnull (strstr (text->err, "“Nevus” = nv (1)"));
  g_assert_nonnull (strstr (text->err, "Not a class of the model: “Scar"));
  g_assert_null (strchr (text->err, '\x1b'));
  g_assert_null (strchr (text->out, '\x1b'));
  g_assert_nonnull (strstr (text->out, "“Dermatofibroma” = df (1)"));
  g_assert_nonnull (strstr (text->out, "Not a class of the model: “Scar"));
  g_assert_cmpstr (json->err, ==, "");
  g_assert_cmpstr (json_object_get_string_member (truth, "label_column"), ==, "diagnosis_3");
  g_assert_cmpuint (json_array_get_length (words), ==, 7);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (truth, "remarks")), ==, 3);
  g_assert_cmpint (get_n_images (json), ==, 6);
}

static JsonObject *
find_word (JsonParser *parser, const char *text)
{
  JsonArray *words
      = json_object_get_array_member (json_object_get_object_member (cli_object (parser), "truth"), "words");

  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      JsonObject *word = json_array_get_object_element (words, i);

      if (g_str_equal (json_object_get_string_member (word, "word"), text))
        return word;
    }
  g_assert_not_reached ();
}

static void
test_words (void)
{
  static const char text[] = "image_id,dx\nISIC_0,Precancer\nISIC_4,mel=black\nISIC_5,Nevus\nISIC_6,\n";
  g_autofree char *table = cli_make_file ("words.csv", text, strlen (text));
  g_autoptr (CliRun) run = cli_run ("audit", "-m", model, "-i", "images", "--truth", table, "-f", "json", "-q",
                                    "--word", "precancer=AKIEC", "--word", "mel=black=mel", "--word=Nevus=", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);

  g_assert_cmpstr (json_object_get_string_member (find_word (parser, "Precancer"), "label"), ==, "akiec");
  g_assert_cmpstr (json_object_get_string_member (find_word (parser, "mel=black"), "label"), ==, "mel");
  g_assert_true (json_object_get_null_member (find_word (parser, "Nevus"), "label"));
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "images"), ==, 2);
}

static void
assert_refused (const CliRun *run, const char *part, const char *other)
{
  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, part));
  g_assert_nonnull (strstr (run->err, other));
}

static void
test_refused (void)
{
  g_autoptr (CliRun) class = audit_text ("a.csv", archive, "text", "--word", "Nevus=naevus");
  g_autoptr (CliRun) form = audit_text ("a.csv", archive, "text", "--word", "Nevus");
  g_autoptr (CliRun) empty = audit_text ("a.csv", archive, "text", "--word", "=nv");
  g_autoptr (CliRun) slip = audit_text ("a.csv", archive, "text", "--word", "Naevus=nv");
  g_autoptr (CliRun) none = audit_text ("a.csv", archive, "text", "--label-column", "diagnosis_1");
  g_autoptr (CliRun) both = audit_text ("a.csv", archive, "text", "--truth-from-folders", NULL);
  g_autoptr (CliRun) neither = cli_run ("audit", "-i", "images", NULL);
  g_autoptr (CliRun) column = cli_run ("audit", "-i", "images", "--truth-from-folders", "--id-column", "a", NULL);
  g_autoptr (CliRun) split = cli_run ("audit", "-i", "images", "--truth-from-folders", "-s", "a", NULL);

  assert_refused (class, "“naevus”", "akiec, bcc");
  assert_refused (form, "--word Nevus:", "=");
  assert_refused (empty, "--word =nv:", "=");
  assert_refused (slip, "Naevus", "Dermatofibroma");
  assert_refused (none, "“Benign” (4), “Malignant” (2), “Indeterminate” (1)", "--word");
  assert_refused (both, "--truth", "--truth-from-folders");
  assert_refused (neither, "--truth", "--truth-from-folders");
  assert_refused (column, "--split", "--truth");
  assert_refused (split, "--split", "--truth");
}

/* ISIC's columns of 0 and 1, also as Python and Excel write them. */
static void
test_columns (void)
{
  g_autoptr (CliRun) run = audit_text ("onehot.csv",
                                       "image,MEL,NV,BCC,AK,BKL,DF,VASC,SCC,UNK\n"
                                       "ISIC_0,False,False,False,True,False,False,False,False,False\n"
                                       "ISIC_5,FALSE,TRUE,FALSE,FALSE,FALSE,FALSE,FALSE,FALSE,FALSE\n"
                                       "ISIC_6,0,0,0,0,0,0,0,1,0\n",
                                       "json", NULL, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);

  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "images"), ==, 2);
  g_assert_nonnull (strstr (run->err, "“AK” = akiec (1)"));
  g_assert_nonnull (strstr (run->err, "“SCC” (1), “UNK” (0)"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cli_object (parser), "truth_problems")), ==,
                    0);
}

/* Names as macOS writes them into a ZIP, and a table without a line of names, whatever it is called. */
static void
test_names (void)
{
  g_autofree char *path = cli_path ("decomposed/La\xcc\x88sion 1.ppm"), *folder = g_path_get_dirname (path);
  g_autofree char *table = cli_make_file ("truth", "L\xc3\xa4sion 1\tnv\n", 13);
  g_autoptr (CliRun) run = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  pattern_save (5, 1, 1, path);
  run = cli_run ("audit", "-m", model, "-i", "decomposed", "--truth", table, "-f", "json", NULL);
  g_assert_cmpint (get_n_images (run), ==, 1);
  g_assert_nonnull (strstr (run->err, "first line"));
}

/* The same image in two folders is two images of two classes. */
static void
test_folders (void)
{
  static const char *const folders[] = { "train/Nevus", "train/melanoma", "test/Nevus", "train/scar" };
  g_autoptr (CliRun) run = NULL;
  g_autoptr (JsonParser) parser = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *name = g_build_filename ("classes", folders[i], NULL);

      make_images (name);
    }
  run = cli_run ("audit", "-m", model, "-i", "classes", "--truth-from-folders", "-f", "json", NULL);
  g_assert_nonnull (strstr (run->err, "“Nevus” = nv (14)"));
  g_assert_nonnull (strstr (run->err, "“scar” (7)"));
  parser = cli_parse_json (run);
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "images"), ==, 21);
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "unlabelled"), ==, 7);
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "same_id"), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cli_object (parser), "parts")), ==, 2);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  model = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-clean.safetensors", NULL);
  make_images ("images");
  g_test_add_func ("/cli/truth/guessed", test_guessed);
  g_test_add_func ("/cli/truth/words", test_words);
  g_test_add_func ("/cli/truth/refused", test_refused);
  g_test_add_func ("/cli/truth/columns", test_columns);
  g_test_add_func ("/cli/truth/names", test_names);
  g_test_add_func ("/cli/truth/folders", test_folders);
  status = g_test_run ();
  g_free (model);
  cli_fixture_clear ();
  return status;
}
