/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "session-fixture.h"

/* A folder of its own for each test, with a notes file in it. */
typedef struct {
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "notes.jsonl", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GFile *
file_in (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

static LensNotes *
open_notes (Fixture *fixture)
{
  LensNotes *notes = lens_notes_new ();
  g_autoptr (GError) error = NULL;

  lens_notes_open (notes, fixture->path, FALSE, &error);
  g_assert_no_error (error);

  return notes;
}

static void
flush (LensNotes *notes)
{
  g_autoptr (GError) error = NULL;

  lens_notes_flush (notes, &error);
  g_assert_no_error (error);
}

static char *
read_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_file_get_contents (fixture->path, &content, NULL, &error);
  g_assert_no_error (error);

  return content;
}

static void
assert_note (LensNotes *notes, GFile *file, LensFlag flag, const char *label, const char *text)
{
  const LensNote *note = lens_notes_get (notes, file);

  if (flag == LENS_FLAG_NONE && label == NULL && text == NULL)
    {
      g_assert_null (note);
      return;
    }
  g_assert_nonnull (note);
  g_assert_cmpint (note->flag, ==, flag);
  g_assert_cmpstr (note->label, ==, label);
  g_assert_cmpstr (note->text, ==, text);
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LensNotes) notes = open_notes (fixture);
  g_autoptr (LensNotes) again = NULL;
  g_autoptr (GFile) near = file_in (fixture, "part 1/photo.jpg");
  g_autoptr (GFile) far = g_file_new_for_path ("/elsewhere/öther.png");
  g_autofree char *content = NULL;
  GStatBuf status;

  lens_notes_set_flag (notes, near, LENS_FLAG_POOR);
  lens_notes_set_label (notes, near, "mel");
  lens_notes_set_text (notes, far, "two\nlines, “quoted”");
  flush (notes);

  content = read_file (fixture);
  g_assert_cmpstr (content, ==,
                   "{\"file\": \"/elsewhere/öther.png\", \"note\": \"two\\nlines, “quoted”\"}\n"
                   "{\"file\": \"part 1/photo.jpg\", \"flag\": \"poor\", \"label\": \"mel\"}\n");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  again = open_notes (fixture);
  assert_note (again, near, LENS_FLAG_POOR, "mel", NULL);
  assert_note (again, far, LENS_FLAG_NONE, NULL, "two\nlines, “quoted”");
}

/* Every kind of change goes back and forth; what is typed in one go is one change. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LensNotes) notes = open_notes (fixture);
  g_autoptr (GFile) a = file_in (fixture, "a.jpg");
  g_autoptr (GFile) b = file_in (fixture, "b.jpg");
  g_autoptr (GFile) undone = NULL;

  lens_notes_set_flag (notes, a, LENS_FLAG_WRONG);
  lens_notes_set_flag (notes, a, LENS_FLAG_WRONG); /* no change */
  lens_notes_set_label (notes, b, "nv");
  lens_notes_set_text (notes, b, "h");
  lens_notes_set_text (notes, b, "hair");
  lens_notes_seal (notes);
  lens_notes_set_text (notes, b, "hairs");
  assert_note (notes, b, LENS_FLAG_NONE, "nv", "hairs");

  undone = lens_notes_undo (notes);
  g_assert_true (g_file_equal (undone, b));
  assert_note (notes, b, LENS_FLAG_NONE, "nv", "hair");
  g_object_unref (lens_notes_undo (notes));
  assert_note (notes, b, LENS_FLAG_NONE, "nv", NULL);
  g_object_unref (lens_notes_undo (notes));
  assert_note (notes, b, LENS_FLAG_NONE, NULL, NULL);
  g_object_unref (lens_notes_undo (notes));
  assert_note (notes, a, LENS_FLAG_NONE, NULL, NULL);
  g_assert_false (lens_notes_can_undo (notes));
  g_assert_null (lens_notes_undo (notes));

  for (int i = 0; i < 4; i++)
    g_object_unref (lens_notes_redo (notes));
  assert_note (notes, a, LENS_FLAG_WRONG, NULL, NULL);
  assert_note (notes, b, LENS_FLAG_NONE, "nv", "hairs");
  g_assert_null (lens_notes_redo (notes));

  g_object_unref (lens_notes_undo (notes));
  lens_notes_set_flag (notes, b, LENS_FLAG_DUPLICATE); /* another way: what was undone is gone */
  g_assert_false (lens_notes_can_redo (notes));
  g_object_unref (lens_notes_undo (notes));
  assert_note (notes, b, LENS_FLAG_NONE, "nv", "hair");
}

/* What another program, or a newer one, has written stays in the file. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  static const char old[] = "{\"file\": \"a.jpg\", \"flag\": \"wrong\", \"by\": \"me\"}\n"
                            "not JSON\n"
                            "{\"file\": \"b.jpg\", \"flag\": \"blurred\"}\n"
                            "{\"file\": \"c.jpg\", \"score\": 0.5}\n";
  g_autoptr (LensNotes) notes = NULL;
  g_autoptr (GFile) a = file_in (fixture, "a.jpg");
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (fixture->path, old, -1, NULL));
  notes = open_notes (fixture);
  assert_note (notes, a, LENS_FLAG_WRONG, NULL, NULL);
  lens_notes_set_flag (notes, a, LENS_FLAG_NONE);
  flush (notes);
  content = read_file (fixture);
  g_assert_cmpstr (content, ==,
                   "{\"file\": \"a.jpg\", \"by\": \"me\"}\n{\"file\": \"c.jpg\", \"score\": 0.5}\nnot JSON\n"
                   "{\"file\": \"b.jpg\", \"flag\": \"blurred\"}\n");
}

/* A file that is new begins with the notes there are; one that exists is read instead. */
static void
test_other_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "sub", "other.jsonl", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (LensNotes) notes = open_notes (fixture);
  g_autoptr (GFile) a = file_in (fixture, "a.jpg");
  g_autoptr (GError) error = NULL;

  lens_notes_set_flag (notes, a, LENS_FLAG_ARTEFACT);
  g_assert_true (lens_notes_open (notes, path, TRUE, &error));
  flush (notes);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  lens_notes_set_flag (notes, a, LENS_FLAG_NONE);
  g_assert_true (lens_notes_open (notes, fixture->path, TRUE, &error));
  assert_note (notes, a, LENS_FLAG_ARTEFACT, NULL, NULL);

  g_assert_false (lens_notes_open (notes, fixture->folder, TRUE, &error)); /* a folder cannot be read */
  g_assert_nonnull (error);
  g_assert_cmpstr (lens_notes_get_path (notes), ==, fixture->path);
  assert_note (notes, a, LENS_FLAG_ARTEFACT, NULL, NULL);
  g_unlink (path);
  g_rmdir (folder);
}

static void
on_save_failed (LensNotes *notes, const char *reason, char **failure)
{
  g_free (*failure);
  *failure = g_strdup (reason);
}

static void
test_cannot_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *blocked = g_build_filename (fixture->path, "notes.jsonl", NULL);
  g_autoptr (LensNotes) notes = lens_notes_new ();
  g_autoptr (GFile) a = file_in (fixture, "a.jpg");
  g_autofree char *failure = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lens_notes_open (notes, blocked, FALSE, &error));
  g_signal_connect (notes, "save-failed", G_CALLBACK (on_save_failed), &failure);
  g_assert_true (g_file_set_contents (fixture->path, "a file where a folder is needed", -1, NULL));
  lens_notes_set_flag (notes, a, LENS_FLAG_WRONG);
  fixture_run_for (1000);
  g_assert_nonnull (failure);
  g_assert_true (g_str_has_prefix (failure, blocked));

  g_unlink (fixture->path); /* the reason is gone: nothing is lost */
  flush (notes);
  g_assert_true (g_file_test (blocked, G_FILE_TEST_EXISTS));
  g_unlink (blocked);
  g_rmdir (fixture->path);
}

/* In the child: notes without end, each told to the parent once it is a second old. */
static void
write_until_killed (Fixture *fixture, int out)
{
  g_autoptr (LensNotes) notes = open_notes (fixture);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_safe = 0;

  for (guint i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.jpg", i);
      g_autoptr (GFile) file = file_in (fixture, name);

      lens_notes_set_text (notes, file, name);
      lens_notes_seal (notes);
      g_array_append_vals (times, (gint64[]){ g_get_monotonic_time () }, 1);
      fixture_run_for (20);
      while (n_safe < times->len && g_array_index (times, gint64, n_safe) + G_USEC_PER_SEC < g_get_monotonic_time ())
        n_safe++;
      if (write (out, &n_safe, sizeof n_safe) != sizeof n_safe)
        _exit (1);
    }
}

/* Killed at any moment, it has lost at most what is younger than a second, and the file is whole. */
static void
test_kill (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (LensNotes) notes = NULL;
      guint n_safe = 0, n;
      int ends[2], status;
      pid_t child;

      g_unlink (fixture->path);
      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      if (child == 0)
        {
          close (ends[0]);
          write_until_killed (fixture, ends[1]);
        }
      close (ends[1]);
      g_usleep ((gulong) (1700 + 137 * round) * 1000);
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      while (read (ends[0], &n, sizeof n) == sizeof n)
        n_safe = n;
      close (ends[0]);

      g_assert_cmpuint (n_safe, >, 0);
      notes = open_notes (fixture);
      for (guint i = 1; i <= n_safe; i++)
        {
          g_autofree char *name = g_strdup_printf ("%u.jpg", i);
          g_autoptr (GFile) file = file_in (fixture, name);

          assert_note (notes, file, LENS_FLAG_NONE, NULL, name);
        }
    }
}

static LensFlag
flag_of (LensNotes *notes, GFile *file)
{
  const LensNote *note = lens_notes_get (notes, file);

  return note != NULL ? note->flag : LENS_FLAG_NONE;
}

/* Two windows: one file, in which nothing of either is lost; each undoes what it did itself, and no more. */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) a = file_in (fixture, "a.jpg"), b = file_in (fixture, "b.jpg");
  g_autoptr (GFile) both = file_in (fixture, "both.jpg"), undone = NULL;
  LensNotes *first = open_notes (fixture);
  g_autoptr (LensNotes) second = lens_notes_new_beside (first), again = NULL;

  lens_notes_set_flag (first, a, LENS_FLAG_WRONG);
  lens_notes_set_flag (second, b, LENS_FLAG_POOR);
  lens_notes_set_flag (first, both, LENS_FLAG_WRONG);
  lens_notes_set_label (second, both, "mel");
  g_assert_cmpint (flag_of (second, a), ==, LENS_FLAG_WRONG);
  g_assert_cmpint (flag_of (first, b), ==, LENS_FLAG_POOR);

  undone = lens_notes_undo (first); /* its own flag, not the label of the other window */
  g_assert_true (g_file_equal (undone, both));
  g_assert_cmpint (flag_of (first, both), ==, LENS_FLAG_NONE);
  g_assert_cmpstr (lens_notes_get (first, both)->label, ==, "mel");
  g_set_object (&undone, NULL);
  undone = lens_notes_redo (first);
  g_assert_cmpint (flag_of (first, both), ==, LENS_FLAG_WRONG);

  lens_notes_set_flag (second, both, LENS_FLAG_POOR); /* the later word holds */
  g_set_object (&undone, NULL);
  undone = lens_notes_undo (first);
  g_assert_cmpint (flag_of (first, both), ==, LENS_FLAG_POOR);
  g_set_object (&undone, NULL);
  undone = lens_notes_undo (second);
  g_assert_cmpint (flag_of (second, both), ==, LENS_FLAG_WRONG);
  g_assert_true (lens_notes_can_undo (first));

  flush (first);
  g_clear_object (&first); /* closed; the other one goes on */
  lens_notes_set_text (second, a, "seen in both");
  flush (second);
  again = open_notes (fixture);
  g_assert_cmpint (flag_of (again, a), ==, LENS_FLAG_WRONG);
  g_assert_cmpstr (lens_notes_get (again, a)->text, ==, "seen in both");
  g_assert_cmpint (flag_of (again, b), ==, LENS_FLAG_POOR);
  g_assert_cmpstr (lens_notes_get (again, both)->label, ==, "mel");
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add ("/notes/kill", Fixture, NULL, set_up, test_kill, tear_down); /* first: it forks */
  g_test_add ("/notes/keep", Fixture, NULL, set_up, test_keep, tear_down);
  g_test_add ("/notes/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/notes/foreign", Fixture, NULL, set_up, test_foreign, tear_down);
  g_test_add ("/notes/other-file", Fixture, NULL, set_up, test_other_file, tear_down);
  g_test_add ("/notes/beside", Fixture, NULL, set_up, test_beside, tear_down);
  g_test_add ("/notes/cannot-save", Fixture, NULL, set_up, test_cannot_save, tear_down);

  return g_test_run ();
}
