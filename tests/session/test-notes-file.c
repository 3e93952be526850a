/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"

/* The bytes of a file of notes: what is understood is read, and nothing else is lost when it is written anew. */

typedef struct {
  char *folder, *path;
  LensNotes *notes;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "notes.jsonl", NULL);
  fixture->notes = lens_notes_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->notes);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->path);
}

static gboolean
open_bytes (Fixture *fixture, const char *bytes, gssize length, GError **error)
{
  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));

  return lens_notes_open (fixture->notes, fixture->path, FALSE, error);
}

static GFile *
file_in (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

/* As it is after one more flag. */
static GBytes *
write_anew (Fixture *fixture)
{
  g_autoptr (GFile) z = file_in (fixture, "z.jpg");
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  lens_notes_set_flag (fixture->notes, z, LENS_FLAG_POOR);
  g_assert_true (lens_notes_flush (fixture->notes, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));

  return g_bytes_new_take (bytes, length);
}

static void
assert_written (Fixture *fixture, const char *expected, gsize length)
{
  g_autoptr (GBytes) bytes = write_anew (fixture);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, length);
}

static void
assert_text (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = file_in (fixture, name);
  const LensNote *note = lens_notes_get (fixture->notes, file);

  g_assert_cmpstr (note != NULL ? note->text : NULL, ==, text);
}

#define Z "{\"file\": \"z.jpg\", \"flag\": \"poor\"}\n"

/* What a power cut leaves in the middle of the file. */
static void
test_zeros (Fixture *fixture, gconstpointer data)
{
  static const char before[] = "{\"file\": \"a.jpg\", \"note\": \"first\"}\n\0\0\0\0\n{\"file\": \"b.jpg\", \"note\": "
                               "\"two weeks of work\"}\n{\"file\": \"c.jpg\", \"no\0te\": \"\"}";
  static const char after[] = "{\"file\": \"a.jpg\", \"note\": \"first\"}\n{\"file\": \"b.jpg\", \"note\": "
                              "\"two weeks of work\"}\n" Z "\0\0\0\0\n{\"file\": \"c.jpg\", \"no\0te\": \"\"}\n";
  g_autoptr (GError) error = NULL;

  g_assert_true (open_bytes (fixture, before, sizeof before - 1, &error));
  assert_text (fixture, "a.jpg", "first");
  assert_text (fixture, "b.jpg", "two weeks of work");
  g_assert_cmpuint (lens_notes_get_n_damaged (fixture->notes), ==, 2);
  assert_written (fixture, after, sizeof after - 1);
}

/* What Windows editors put in front. */
static void
test_mark (Fixture *fixture, gconstpointer data)
{
  static const char before[] = "\xef\xbb\xbf{\"file\": \"a.jpg\", \"note\": \"first\"}\r\n"
                               "{\"file\": \"b.jpg\", \"note\": \"second\"}\r\n";
  static const char after[]
      = "{\"file\": \"a.jpg\", \"note\": \"first\"}\n{\"file\": \"b.jpg\", \"note\": \"second\"}\n" Z;
  g_autoptr (GError) error = NULL;

  g_assert_true (open_bytes (fixture, before, -1, &error));
  assert_text (fixture, "a.jpg", "first");
  assert_text (fixture, "b.jpg", "second");
  g_assert_cmpuint (lens_notes_get_n_damaged (fixture->notes), ==, 0);
  assert_written (fixture, after, sizeof after - 1);
}

/* Zeros around a line do not hide it, and a mark in the middle is where another file began. */
static void
test_joined (Fixture *fixture, gconstpointer data)
{
  static const char before[] = "\0\0{\"file\": \"a.jpg\", \"note\": \"first\"}\0\n"
                               "\xef\xbb\xbf{\"file\": \"b.jpg\", \"note\": \"second\"}\n\xef\xbb\xbfno note\n\0";
  static const char after[]
      = "{\"file\": \"a.jpg\", \"note\": \"first\"}\n{\"file\": \"b.jpg\", \"note\": \"second\"}\n" Z
        "\0\0\n\0\n\xef\xbb\xbfno note\n\0\n";
  g_autoptr (GError) error = NULL;

  g_assert_true (open_bytes (fixture, before, sizeof before - 1, &error));
  assert_text (fixture, "a.jpg", "first");
  assert_text (fixture, "b.jpg", "second");
  g_assert_cmpuint (lens_notes_get_n_damaged (fixture->notes), ==, 2);
  assert_written (fixture, after, sizeof after - 1);
}

/* A line in another encoding stays, byte for byte. */
static void
test_latin (Fixture *fixture, gconstpointer data)
{
  static const char before[]
      = "{\"file\": \"a.jpg\", \"note\": \"N\xe4vus\"}\n{\"file\": \"b.jpg\", \"note\": \"ok\"}\n";
  static const char after[]
      = "{\"file\": \"b.jpg\", \"note\": \"ok\"}\n" Z "{\"file\": \"a.jpg\", \"note\": \"N\xe4vus\"}\n";
  g_autoptr (GError) error = NULL;

  g_assert_true (open_bytes (fixture, before, -1, &error));
  assert_text (fixture, "a.jpg", NULL);
  assert_text (fixture, "b.jpg", "ok");
  g_assert_cmpuint (lens_notes_get_n_damaged (fixture->notes), ==, 1);
  assert_written (fixture, after, sizeof after - 1);
}

/* In UTF-16, as Notepad and PowerShell write, all is understood; where it is not, nothing is written over. */
static void
test_utf16 (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "{\"file\": \"ä.jpg\", \"note\": \"first\"}\r\nno note\r\n";
  static const char after[] = Z "{\"file\": \"ä.jpg\", \"note\": \"first\"}\nno note\r\n";
  g_autofree gunichar2 *units = NULL;
  g_autoptr (GError) error = NULL, damaged = NULL;
  g_autofree char *left = NULL;
  glong n;
  gsize length;

  units = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);
  for (int has_mark = 0; has_mark < 2; has_mark++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      if (has_mark)
        g_byte_array_append (bytes, (const guint8 *) "\xff\xfe", 2);
      for (glong i = 0; i < n; i++)
        g_byte_array_append (bytes, (const guint8[]){ units[i] & 0xff, units[i] >> 8 }, 2);
      g_assert_true (open_bytes (fixture, (const char *) bytes->data, (gssize) bytes->len, &error));
      assert_text (fixture, "ä.jpg", "first");
      assert_written (fixture, after, sizeof after - 1);
    }

  g_assert_false (open_bytes (fixture, "\xff\xfe{\0}\0\x00\xd8", 8, &damaged)); /* half a letter at the end */
  g_assert_error (damaged, DERM_ERROR, DERM_ERROR_FORMAT);
  assert_text (fixture, "ä.jpg", "first"); /* as before */
  g_assert_true (g_file_get_contents (fixture->path, &left, &length, NULL));
  g_assert_cmpuint (length, ==, 8);
}

/* Members of any kind that are not ours stay what they are. */
static void
test_foreign_members (Fixture *fixture, gconstpointer data)
{
  static const char before[]
      = "{\"tags\":[1, {\"x\":null}],\"file\": \"a.jpg\",\"by\":\"\",\"n\":-1.50e+2, \"note\":\"\\u00e4\"}\n"
        "{\"file\": \"b.jpg\", \"note\": 5}\n"
        "{\"file\": \"c.jpg\", \"note\": \"x\", \"note\": \"y\"}\n"
        "{\"file\": \"d.jpg\", \"deep\": [1,]}\n";
  static const char after[]
      = "{\"file\": \"a.jpg\", \"note\": \"ä\", \"by\": \"\", \"n\": -1.50e+2, \"tags\": [1, {\"x\":null}]}\n" Z
        "{\"file\": \"b.jpg\", \"note\": 5}\n"
        "{\"file\": \"c.jpg\", \"note\": \"x\", \"note\": \"y\"}\n"
        "{\"file\": \"d.jpg\", \"deep\": [1,]}\n";
  g_autoptr (GError) error = NULL;

  g_assert_true (open_bytes (fixture, before, -1, &error));
  assert_text (fixture, "a.jpg", "ä");
  assert_text (fixture, "b.jpg", NULL);
  g_assert_cmpuint (lens_notes_get_n_damaged (fixture->notes), ==, 0);
  assert_written (fixture, after, sizeof after - 1);
}

/* Two files that somebody has put together: of two lines on one image the later counts, and the other is not lost. */
static void
test_two_lines (Fixture *fixture, gconstpointer data)
{
  static const char before[]
      = "{\"file\": \"a.jpg\", \"note\": \"old\"}\n{\"file\": \"a.jpg\", \"note\": \"new\"}\n"
        "{\"file\": \"./a.jpg\", \"note\": \"newest\"}\n{\"file\": \"b.jpg\", \"note\": \"same\"}\n"
        "{\"file\": \"b.jpg\", \"note\": \"same\"}\n";
  g_autoptr (GFile) a = file_in (fixture, "a.jpg");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL, again = NULL;
  g_autofree char *text = NULL;

  g_assert_true (open_bytes (fixture, before, -1, &error));
  assert_text (fixture, "a.jpg", "newest");
  bytes = write_anew (fixture);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (text, "old"));
  g_assert_nonnull (strstr (text, "new\\"));
  g_assert_null (strstr (strstr (text, "same") + 1, "same"));

  lens_notes_set_text (fixture->notes, a, NULL); /* the older one does not come back for it */
  g_assert_true (lens_notes_flush (fixture->notes, &error));
  g_assert_true (lens_notes_open (fixture->notes, fixture->path, FALSE, &error));
  assert_text (fixture, "a.jpg", NULL);
  again = write_anew (fixture);
  g_clear_pointer (&text, g_free);
  text = g_strndup (g_bytes_get_data (again, NULL), g_bytes_get_size (again));
  g_assert_nonnull (strstr (text, "old"));
}

/* Whatever the bytes are: they are read and written, and reading what was written gives the same again. */
static void
test_noise (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = {
    "{\"file\": \"a.jpg\"", ", \"note\": \"x\"", "}", "\n", "\r\n", "\xff", "\xc3", "[1,2]", ", \"m\": ", "{", "\""
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (int round = 0; round < 300; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) once = NULL, twice = NULL;

      for (int i = g_rand_int_range (random, 0, 20); i > 0; i--)
        {
          int part = g_rand_int_range (random, -1, (int) G_N_ELEMENTS (parts));

          g_string_append_len (text, part < 0 ? "\0" : parts[part], part < 0 ? 1 : -1);
        }
      if (!open_bytes (fixture, text->str, (gssize) text->len, &error))
        continue; /* UTF-16 by chance */
      once = write_anew (fixture);
      g_assert_true (lens_notes_open (fixture->notes, fixture->path, FALSE, &error));
      twice = write_anew (fixture);
      g_assert_true (g_bytes_equal (once, twice));
    }
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/notes-file/zeros", test_zeros);
  add ("/notes-file/mark", test_mark);
  add ("/notes-file/joined", test_joined);
  add ("/notes-file/latin", test_latin);
  add ("/notes-file/utf16", test_utf16);
  add ("/notes-file/foreign-members", test_foreign_members);
  add ("/notes-file/two-lines", test_two_lines);
  add ("/notes-file/noise", test_noise);

  return g_test_run ();
}
