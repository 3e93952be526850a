/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* derm convert, and derm with PyTorch's files as its model. */

static char *image;

static const char seven_codes[]
    = "{\"0\":\"a\",\"1\":\"b\",\"2\":\"c\",\"3\":\"d\",\"4\":\"e\",\"5\":\"f\",\"6\":\"mel\"}";

static char *
write_text (const char *name, const char *text)
{
  return cli_make_file (name, text, strlen (text));
}

/* A copy of a fixture, which may be written over if derm is wrong. */
static char *
copy_fixture (const char *from, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "torch", from, NULL), *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return cli_make_file (name, content, length);
}

static char *
logits_of (const char *model)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "jsonl", "--model", model, image, NULL);
  g_autoptr (JsonParser) parser = NULL;

  g_assert_cmpint (run->status, ==, 0);
  parser = cli_parse_json (run);
  return json_to_string (json_object_get_member (cli_object (parser), "logits"), FALSE);
}

/* The converted file answers with the same bits as the one that it was made of. */
static void
test_convert (void)
{
  static const char *const files[] = { "zip.pth", "f16.pth", "legacy.pth", "script.pt" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *from = copy_fixture (files[i], files[i]), *to = cli_path ("converted.safetensors");
      g_autoptr (CliRun) run = cli_run ("convert", from, to, NULL);
      g_autofree char *before = logits_of (from), *after = logits_of (to);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_nonnull (strstr (run->err, "28 × 28"));
      g_assert_cmpstr (before, ==, after);
      g_remove (from);
      g_remove (to);
    }
}

static void
test_question (void)
{
  g_autofree char *from = copy_fixture ("side-56.pth", "side-56.pth"), *to = cli_path ("side-56.safetensors");
  g_autofree char *card = write_text ("card.json", "{\"recipe\":{\"width\":56,\"height\":56}}");
  g_autofree char *labels = write_text ("codes.json", seven_codes);
  g_autoptr (CliRun) refused = cli_run ("convert", from, to, NULL);
  g_autoptr (CliRun) run = cli_run ("convert", "--card", card, "--labels", labels, from, to, NULL);
  g_autoptr (CliRun) info = cli_run ("info", "--model", to, NULL);

  g_assert_cmpint (refused->status, ==, 2);
  g_assert_nonnull (strstr (refused->err, "side-56.pth"));
  g_assert_nonnull (strstr (refused->err, "48 × 48, 56 × 56"));
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (info->out, "56 × 56"));
  g_assert_nonnull (strstr (info->out, "Melanoma"));
  g_remove (from);
  g_remove (to);
  g_remove (card);
  g_remove (labels);
}

static void
test_info (void)
{
  g_autofree char *path = copy_fixture ("legacy.pth", "legacy.pth");
  g_autofree char *labels = write_text ("labels.json", seven_codes);
  g_autoptr (CliRun) run = cli_run ("info", "--model", path, NULL);
  static const char *const words[] = { "pytorch-legacy", "weights only", "4 max pools", "labels.json", "Melanoma" };

  g_assert_cmpint (run->status, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (run->out, words[i]) == NULL)
      g_error ("no “%s” in what derm info says:\n%s", words[i], run->out);
  g_remove (labels);
  g_remove (path);
}

/* What a model is made of is never written over, by whatever name, and a file that cannot be read leaves no other. */
static void
test_overwrite (void)
{
  g_autofree char *path = copy_fixture ("zip.pth", "precious.safetensors"), *link = cli_path ("link.safetensors");
  g_autofree char *before = NULL, *after = NULL, *out = cli_path ("out.safetensors");
  g_autofree char *broken = cli_make_file ("broken.pth", "PK\3\4 nothing", 12);
  gsize n_before, n_after;
  const char *const names[] = { path, link };

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_cmpint (symlink (path, link), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CliRun) run = cli_run ("convert", path, names[i], NULL);

      g_assert_cmpint (run->status, ==, 1);
    }
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  {
    g_autoptr (CliRun) run = cli_run ("convert", broken, out, NULL),
                       ending = cli_run ("convert", path, "out.pth", NULL);
    g_autoptr (CliRun) nowhere = cli_run ("convert", path, "/no/such/folder/out.safetensors", NULL);

    g_assert_cmpint (run->status, ==, 2);
    g_assert_nonnull (strstr (run->err, "broken.pth"));
    g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
    g_assert_cmpint (ending->status, ==, 1);
    g_assert_cmpint (nowhere->status, ==, 4);
    g_assert_nonnull (strstr (nowhere->err, "/no/such/folder/out.safetensors"));
  }
  g_remove (link);
  g_remove (path);
  g_remove (broken);
}

/* Only the image is left: nothing half-made. */
static void
test_leftovers (void)
{
  g_autoptr (GDir) dir = g_dir_open (cli_folder (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_suffix (name, ".jpg"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.jpg", 600, 450, 2);
  g_test_add_func ("/cli/convert/same-bits", test_convert);
  g_test_add_func ("/cli/convert/question", test_question);
  g_test_add_func ("/cli/convert/info", test_info);
  g_test_add_func ("/cli/convert/overwrite", test_overwrite);
  g_test_add_func ("/cli/convert/leftovers", test_leftovers);
  status = g_test_run ();
  g_free (image);
  cli_fixture_clear ();
  return status;
}
