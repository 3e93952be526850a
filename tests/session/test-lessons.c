/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* How a lesson goes on, what is guessed, and what is covered meanwhile. */

/* A text and a question that cover the rows, a question that covers the same, one that covers all, and a text with
 * another view. */
static const char first[]
    = "[Lesson]\nTitle=The first\nView=recipes\nImage=drawn-03.jpg\nCompare=dermlens dermlens+rows\n"
      "[Text]\nCovers=dermlens+rows\nText=Words\n"
      "[Question]\nCovers=dermlens+rows\nAsk=One?\nAnswer=no\nAnswer=yes\nRight=2\nReveal=Yes.\n"
      "[Question]\nCovers=dermlens+rows\nAsk=Two?\nAnswer=no\nAnswer=yes\nRight=1\nReveal=No.\n"
      "[Question]\nCovers=scores\nView=image\nAsk=Three?\nAnswer=no\nAnswer=yes\nRight=1\nReveal=No.\n"
      "[Text]\nView=explain\nText=The end\n";
static const char second[] = "[Lesson]\nTitle=The second\n[Text]\nText=Words\n";
static const char bad[] = "[Lesson]\nTitle=The third\n[Text]\nView=Explian\nText=Words\n";

typedef struct {
  char *folder;
  char *paths[4]; /* NULL at the end */
  LensLessons *lessons;
  GString *told;
} Fixture;

static char *
write_lesson (Fixture *f, const char *name, const char *text)
{
  g_autoptr (GFile) file = fixture_write (f->folder, name, text);

  return g_file_get_path (file);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = fixture_folder (1);
  f->paths[0] = write_lesson (f, "a.ini", first);
  f->paths[1] = write_lesson (f, "b.ini", bad);
  f->paths[2] = write_lesson (f, "c.ini", second);
  f->lessons = lens_lessons_new ();
  f->told = fixture_told ();
  lens_lessons_load (f->lessons, (const char *const *) f->paths);
  lens_lessons_set_open (f->lessons, TRUE);
  fixture_listen (f->lessons, "moved", f->told, "moved");
  fixture_listen (f->lessons, "guessed", f->told, "guessed");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->lessons);
  for (int i = 0; i < 3; i++)
    g_free (f->paths[i]);
  fixture_remove_folder (f->folder);
}

static gboolean
is_covered (Fixture *f, const char *recipe)
{
  g_autoptr (DermRecipe) found
      = derm_lesson_find_recipe (derm_classifier_get_model (fixture_classifier ()), recipe, NULL);

  return lens_lessons_is_covered (f->lessons, found);
}

static void
test_files (Fixture *f, gconstpointer data)
{
  g_autofree char *title = lens_lessons_dup_title (f->lessons, 0), *name = lens_lessons_dup_title (f->lessons, 1);

  g_assert_cmpuint (lens_lessons_get_n (f->lessons), ==, 3);
  g_assert_cmpstr (title, ==, "The first");
  g_assert_cmpstr (name, ==, "b.ini");
  g_assert_null (lens_lessons_get_lesson (f->lessons, 1));
  g_assert_cmpstr (lens_lessons_get_problem (f->lessons, 1), ==, "b.ini, line 4: no view is called “Explian”.");
  g_assert_null (lens_lessons_get_problem (f->lessons, 2));
  lens_lessons_choose (f->lessons, 1);
  g_assert_null (lens_lessons_get_scene (f->lessons));
  g_assert_false (lens_lessons_is_covering (f->lessons));
  lens_lessons_go (f->lessons, 1);
  g_assert_cmpuint (lens_lessons_get_index (f->lessons), ==, 2);
  g_assert_false (lens_lessons_can_go (f->lessons, 1));
  lens_lessons_load (f->lessons, (const char *const *) f->paths); /* again: it stays where it is */
  g_assert_cmpuint (lens_lessons_get_index (f->lessons), ==, 2);
}

/* From the text to its question at once, and over an answer that uncovers nothing. */
static void
test_guesses (Fixture *f, gconstpointer data)
{
  int n_right;

  g_assert_cmpint (lens_lessons_get_step (f->lessons), ==, 1);
  g_assert_true (lens_lessons_is_asking (f->lessons));
  lens_lessons_mark (f->lessons, 1);
  g_assert_cmpint (lens_lessons_get_marked (f->lessons), ==, 1);
  fixture_assert_told (f->told, "");
  lens_lessons_answer (f->lessons);
  fixture_assert_told (f->told, "guessed moved ");
  g_assert_cmpint (lens_lessons_get_step (f->lessons), ==, 2);
  g_assert_cmpint (lens_lessons_get_guess (f->lessons, 1), ==, 1);
  g_assert_cmpint (lens_lessons_get_marked (f->lessons), ==, LENS_GUESS_NONE);
  lens_lessons_mark (f->lessons, 1);
  lens_lessons_answer (f->lessons); /* uncovered now, and to be looked at */
  fixture_assert_told (f->told, "guessed ");
  g_assert_cmpint (lens_lessons_get_step (f->lessons), ==, 2);
  g_assert_false (lens_lessons_is_asking (f->lessons));
  lens_lessons_go (f->lessons, 1);
  lens_lessons_skip (f->lessons);
  g_assert_cmpint (lens_lessons_get_guess (f->lessons, 3), ==, LENS_GUESS_SKIPPED);
  g_assert_cmpint (lens_lessons_count_guesses (f->lessons, &n_right), ==, 2);
  g_assert_cmpint (n_right, ==, 1);
  g_assert_cmpint (lens_lessons_count_answered (f->lessons, 0), ==, 2); /* not what was skipped */
  g_assert_cmpfloat (lens_lessons_get_progress (f->lessons, 0), ==, 1.0);
}

static void
test_covered (Fixture *f, gconstpointer data)
{
  g_assert_true (is_covered (f, "dermlens+rows"));
  g_assert_false (is_covered (f, "dermlens"));
  g_assert_true (lens_lessons_is_covering (f->lessons));
  lens_lessons_set_open (f->lessons, FALSE); /* no lesson is gone through */
  g_assert_false (is_covered (f, "dermlens+rows"));
  lens_lessons_set_open (f->lessons, TRUE);
  lens_lessons_skip (f->lessons);
  lens_lessons_skip (f->lessons);
  g_assert_false (is_covered (f, "dermlens+rows"));
  lens_lessons_go (f->lessons, 1);
  g_assert_true (is_covered (f, "dermlens"));
  lens_lessons_go (f->lessons, 1);
  g_assert_false (lens_lessons_is_covering (f->lessons));
}

/* With a clicker alone: each question is answered first, and so on into the next lesson; and back. */
static void
test_clicker (Fixture *f, gconstpointer data)
{
  static const int steps[] = { 1, 2, 2, 3, 3, 4 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_cmpint (lens_lessons_get_step (f->lessons), ==, steps[i]);
      lens_lessons_go (f->lessons, 1);
    }
  g_assert_cmpuint (lens_lessons_get_index (f->lessons), ==, 1);
  lens_lessons_go (f->lessons, -1);
  g_assert_cmpint (lens_lessons_get_step (f->lessons), ==, 4); /* where the first lesson was left */
  lens_lessons_go (f->lessons, -1);
  g_assert_cmpint (lens_lessons_get_step (f->lessons), ==, 3);
}

static void
test_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (LensLessons) other = lens_lessons_new ();
  g_autofree char *text = NULL;

  lens_lessons_mark (f->lessons, 0);
  lens_lessons_answer (f->lessons);
  text = lens_lessons_dup_guesses (f->lessons);
  lens_lessons_set_guesses (other, text);
  lens_lessons_load (other, (const char *const *) f->paths);
  g_assert_cmpint (lens_lessons_get_guess (other, 1), ==, 0);
  g_assert_cmpint (lens_lessons_get_step (other), ==, 2);
  lens_lessons_restart (other);
  g_assert_cmpint (lens_lessons_get_step (other), ==, 1);
  g_assert_cmpint (lens_lessons_get_guess (other, 1), ==, LENS_GUESS_NONE);
  lens_lessons_set_guesses (other, "[a.ini]\nstep-1=77\nstep-2=x\nstep-0=1\n"); /* of another file of that name */
  g_assert_cmpint (lens_lessons_get_guess (other, 1), ==, LENS_GUESS_SKIPPED);
  g_assert_cmpint (lens_lessons_get_guess (other, 2), ==, LENS_GUESS_NONE);
  g_assert_cmpint (lens_lessons_get_guess (other, 0), ==, LENS_GUESS_NONE);
  lens_lessons_set_guesses (other, "\xff no file of keys");
  g_assert_cmpint (lens_lessons_get_guess (other, 1), ==, LENS_GUESS_NONE);
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);
#define ADD(path, func) g_test_add ("/lessons/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("files", test_files);
  ADD ("guesses", test_guesses);
  ADD ("covered", test_covered);
  ADD ("clicker", test_clicker);
  ADD ("kept", test_kept);

  return g_test_run ();
}
