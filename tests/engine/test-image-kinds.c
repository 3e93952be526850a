/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* engine/image/formats.md decides what is done with each kind of image. Its tables are walked: each of their files, in
 * fixtures/kinds/, is decoded as the row says, to the bytes that expected.txt holds. */

#include <string.h>

#include "image-fixture.h"

typedef struct {
  GHashTable *expected; /* owned: file -> fields of its line */
  GHashTable *decided;  /* owned: file -> what its row of the table says */
  guint n_wrong;
} Fixture;

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = image_fixture_path ("kinds/expected.txt");
  g_autofree char *text = read_text (path);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (text), "\n", -1);

  fixture->expected = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_strfreev);
  fixture->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (char **line = lines; *line != NULL; line++)
    {
      char **fields = g_strsplit (*line, " ", -1);

      g_assert_true (g_hash_table_insert (fixture->expected, fields[0], fields));
    }
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_hash_table_unref (fixture->expected);
  g_hash_table_unref (fixture->decided);
}

/* | kind | decision | `file` `file` | */
static void
read_row (Fixture *fixture, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "|", -1);
  g_auto (GStrv) words = NULL;
  g_autofree char *decision = NULL;

  if (g_strv_length (cells) != 5 || strchr (cells[3], '`') == NULL)
    return;
  words = g_strsplit (g_strstrip (cells[2]), ":", 2);
  decision = g_strdup (g_strstrip (words[0]));
  g_strfreev (words);
  words = g_strsplit (cells[3], "`", -1);
  for (guint i = 1; i < g_strv_length (words); i += 2)
    g_assert_true (g_hash_table_insert (fixture->decided, g_strdup (words[i]), g_strdup (decision)));
}

static void
read_table (Fixture *fixture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "engine", "image", "formats.md", NULL);
  g_autofree char *text = read_text (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    read_row (fixture, *line);
}

static void
complain (Fixture *fixture, const char *file, const char *what, const char *detail)
{
  g_test_message ("%s: %s (%s)", file, what, detail);
  fixture->n_wrong++;
}

/* fields: name, "pillow" or "ours", width, height, orientation, sha256; or name, "damaged" or "refused" */
static void
check_file (Fixture *fixture, char **fields)
{
  g_autofree char *name = g_build_filename ("kinds", fields[0], NULL);
  g_autofree char *path = image_fixture_path (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = image_open (path, &error);
  g_autofree char *sha256 = NULL;

  if (fields[2] == NULL)
    {
      int code = g_str_equal (fields[1], "damaged") ? DERM_ERROR_BROKEN : DERM_ERROR_FORMAT;

      if (!g_error_matches (error, DERM_ERROR, code))
        complain (fixture, fields[0], fields[1], error != NULL ? error->message : "taken");
      else
        g_test_message ("%s: %s", fields[0], error->message);
      return;
    }
  if (image == NULL)
    {
      complain (fixture, fields[0], "refused", error->message);
      return;
    }
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, derm_image_get_pixels (image));
  if (derm_image_get_width (image) != atoi (fields[2]) || derm_image_get_height (image) != atoi (fields[3]))
    complain (fixture, fields[0], "size", fields[2]);
  else if (derm_image_get_exif_orientation (image) != atoi (fields[4]))
    complain (fixture, fields[0], "orientation", fields[4]);
  else if (!g_str_equal (sha256, fields[5]))
    complain (fixture, fields[0], "pixels", sha256);
}

static void
test_pixels (Fixture *fixture, gconstpointer data)
{
  GHashTableIter iter;
  gpointer fields;

  g_hash_table_iter_init (&iter, fixture->expected);
  while (g_hash_table_iter_next (&iter, NULL, &fields))
    check_file (fixture, fields);
  g_assert_cmpuint (fixture->n_wrong, ==, 0);
  g_assert_cmpuint (g_hash_table_size (fixture->expected), >, 150);
}

/* The table says the same of each file, and has all of them. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  GHashTableIter iter;
  gpointer file, fields;

  read_table (fixture);
  g_hash_table_iter_init (&iter, fixture->expected);
  while (g_hash_table_iter_next (&iter, &file, &fields))
    {
      const char *decision = g_hash_table_lookup (fixture->decided, file);

      if (g_strcmp0 (decision, ((char **) fields)[1]) != 0)
        complain (fixture, file, ((char **) fields)[1], decision != NULL ? decision : "not in the table");
    }
  g_assert_cmpuint (fixture->n_wrong, ==, 0);
  g_assert_cmpuint (g_hash_table_size (fixture->decided), ==, g_hash_table_size (fixture->expected));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/image-kinds/pixels", Fixture, NULL, setup, test_pixels, teardown);
  g_test_add ("/image-kinds/table", Fixture, NULL, setup, test_table, teardown);
  return g_test_run ();
}
