/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "explain-fixture.h"

/* Files of lessons: what is read of them, and what is refused with its line. */

#define HEAD "[Lesson]\nTitle=A title\nImage=drawn-03.jpg\n"
#define CLAIM "[Claim mel]\nOf=score mel drawn-03.jpg\nIs=0.98\n"
#define TEXT "[Text]\nText=Words\n"
#define QUESTION "[Question]\nAsk=What?\nAnswer=one\nAnswer=two\nRight=2\nReveal=It is two.\n"

/* (transfer full) length: -1: up to the NUL. */
static DermLesson *
read_text (const char *text, gssize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return derm_lesson_new_from_bytes (bytes, "/nowhere/lesson.ini", error);
}

static void
assert_refused (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermLesson) lesson = read_text (text, -1, &error);

  g_assert_null (lesson);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, message);
}

static DermLesson *
read_right (const char *text)
{
  g_autoptr (GError) error = NULL;
  DermLesson *lesson = read_text (text, -1, &error);

  g_assert_no_error (error);
  return lesson;
}

static void
test_read (void)
{
  g_autoptr (DermLesson) lesson = read_right (
      "\xef\xbb\xbf# a comment\r\n" HEAD CLAIM
      "[Text]\nView=Explain\nRecipe=dermlens+rows\nClass=mel\nText=**mel** has {mel}.\nText=Again.\n"
      "[Question]\nCovers=scores\nCell=4 26 4,8\nView=recipes\nCompare=dermlens dermlens+rows\nAsk=What?\nAnswer=one\n"
      "Answer=two\nRight=2\nReveal=It is {mel}.\n");
  g_auto (GStrv) paragraphs = derm_lesson_list_paragraphs (lesson, 0), answers = derm_lesson_list_answers (lesson, 1);
  g_autofree char *title = derm_lesson_dup_title (lesson), *reveal = derm_lesson_dup_reveal (lesson, 1);
  const DermLessonScene *first = derm_lesson_get_scene (lesson, 0), *second = derm_lesson_get_scene (lesson, 1);

  g_assert_cmpstr (title, ==, "A title");
  g_assert_cmpint (derm_lesson_get_n_steps (lesson), ==, 2);
  g_assert_cmpint (derm_lesson_get_n_questions (lesson), ==, 1);
  g_assert_cmpstr (paragraphs[0], ==, "**mel** has 0.98.");
  g_assert_cmpstr (paragraphs[1], ==, "Again.");
  g_assert_cmpstr (answers[1], ==, "two");
  g_assert_null (answers[2]);
  g_assert_cmpstr (reveal, ==, "It is 0.98.");
  g_assert_cmpint (derm_lesson_get_right (lesson, 1), ==, 1);
  g_assert_cmpint (derm_lesson_get_right (lesson, 0), ==, -1);
  g_assert_cmpstr (first->view, ==, "explain");
  g_assert_cmpint (first->layer, ==, -1);
  g_assert_cmpstr (second->view, ==, "recipes");
  g_assert_cmpstr (second->recipe, ==, "dermlens+rows"); /* as before: nothing else was said */
  g_assert_cmpstr (second->compared[1], ==, "dermlens+rows");
  g_assert_cmpint (second->layer, ==, 4);
  g_assert_cmpint (second->column, ==, 4);
  g_assert_cmpint (second->row, ==, 8);
  g_assert_true (derm_lesson_is_covered (lesson, 1, "whatever"));
  g_assert_false (derm_lesson_is_covered (lesson, 0, "whatever"));
  g_assert_false (derm_lesson_is_same_sight (lesson, 0, 1));
  g_assert_null (derm_lesson_get_scene (lesson, 2));
}

static void
test_lines (void)
{
  assert_refused (TEXT, "line 1: a lesson begins with the section [Lesson].");
  assert_refused ("Title=A title\n", "line 1: a lesson begins with the section [Lesson].");
  assert_refused (HEAD, "line 1: the lesson has neither a text nor a question.");
  assert_refused (HEAD "[Text\n", "line 4: a section is one word or two between [ and ], and nothing behind.");
  assert_refused (HEAD "[Txt]\n", "line 4: no section is called “Txt”.");
  assert_refused (HEAD TEXT "words\n", "line 6: this is neither a section nor a key with “=”.");
  assert_refused (HEAD TEXT "View=\n", "line 6: nothing stands behind the “=”.");
  assert_refused (HEAD TEXT "View=Explian\n", "line 6: no view is called “Explian”.");
  assert_refused (HEAD TEXT "Method=occult\n", "line 6: no method is called “occult”.");
  assert_refused (HEAD TEXT "Cell=1 2\n", "line 6: “1 2” is no cell: layer, channel, column,row.");
  assert_refused (HEAD TEXT "Colour=red\n", "line 6: “Colour” does not belong here.");
  assert_refused (HEAD TEXT "View=image\nView=image\n", "line 7: “View” is there twice.");
  assert_refused (HEAD "[Text]\nView=image\n", "line 4: the section has no “Text”.");
  assert_refused ("[Lesson]\nTitle=A\nImage=../model/skincnn.safetensors\n" TEXT,
                  "line 3: there is no image “../model/skincnn.safetensors” beside the lesson or among the samples.");
  assert_refused (HEAD QUESTION "Right=1\n", "line 10: “Right” is there twice.");
  assert_refused (HEAD "[Question]\nAsk=What?\nAnswer=one\nAnswer=two\nRight=3\nReveal=It.\n",
                  "line 8: the right answer is one of 1 to 2.");
  assert_refused (HEAD "[Question]\nAsk=What?\nAnswer=one\nRight=1\nReveal=It.\n",
                  "line 4: a question has two answers or more.");
}

/* What no claim backs is no number of a lesson. */
static void
test_claims (void)
{
  assert_refused (HEAD CLAIM "[Text]\nText=mel has 0.98.\n",
                  "line 7: the number “0.98” in the text is not backed by a claim.");
  assert_refused (HEAD "[Text]\nText=\xd9\xa9\xd9\xa8\n",
                  "line 4: the number “\xd9\xa9\xd9\xa8” in the text is not backed by a claim.");
  assert_refused (HEAD CLAIM "[Text]\nText=mel has {nv}.\n", "line 7: there is no claim “nv”.");
  assert_refused (HEAD CLAIM CLAIM TEXT, "line 7: “mel” is there twice.");
  assert_refused (HEAD "[Claim a b]\n" TEXT, "line 4: [Claim] takes a name of letters, digits and dashes.");
  assert_refused (HEAD "[Claim a]\nOf=luck\nIs=1\n" TEXT, "line 5: “luck” is nothing that can be measured.");
  assert_refused (HEAD "[Claim a]\nOf=score mel\nIs=1\n" TEXT,
                  "line 5: “score” takes 2 words, then options like recipe=.");
  assert_refused (HEAD "[Claim a]\nOf=score recipe=a mel b\nIs=1\n" TEXT,
                  "line 5: “score” takes 2 words, then options like recipe=.");
  assert_refused (HEAD "[Claim a]\nOf=model width\nIs=1e9\n" TEXT, "line 6: “1e9” is no number.");
  assert_refused (HEAD "[Claim a]\nOf=model width\nIs=nan\n" TEXT, "line 6: “nan” is no number.");
  assert_refused (HEAD "[Claim a]\nOf=sum a a\nIs=1\n" TEXT,
                  "line 5: above this line there is no claim “a” of a number.");
  assert_refused (HEAD "[Claim a]\nOf=model width\n" TEXT, "line 4: the section has no “Is”.");
}

/* A lesson speaks one language, or another, but not half of it. */
static void
test_languages (void)
{
  static const char text[] = "[Lesson]\nTitle=A title\nTitle[de]=Ein Titel\n" CLAIM "[Text]\nText=mel has {mel}.\n";
  g_autofree char *whole = g_strconcat (text, "Text[de]=mel hat {mel}.\n", NULL);
  g_autofree char *other = g_strconcat (text, "Text[de]=mel hat wenig.\n", NULL);
  g_autofree char *more = g_strconcat (text, "Text[de]=mel hat {mel}.\nText[de]=Und so weiter.\n", NULL);
  g_autofree char *french = g_strconcat (text, "Text[de]=mel hat {mel}.\nText[fr]=mel a {mel}.\n", NULL);
  g_autoptr (DermLesson) lesson = read_right (whole);

  g_assert_nonnull (lesson);
  assert_refused (text, "line 7: “Text” has no translation “de”, but the title has.");
  assert_refused (other, "line 7: the translation “de” states other claims than the text.");
  assert_refused (more, "line 7: Text is there 1 times, but Text[de] 2 times.");
  assert_refused (french, "line 7: “Text” has a translation that the title has not.");
}

static void
assert_hostile (const char *bytes, gssize length, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermLesson) lesson = read_text (bytes, length, &error);

  g_assert_null (lesson);
  g_assert_error (error, DERM_ERROR, code);
}

static void
test_hostile (void)
{
  g_autofree char *large = g_strnfill (DERM_LESSON_MAX_BYTES + 1, '\n');
  g_autoptr (GString) many = g_string_new (HEAD);
  g_autoptr (GString) wide = g_string_new (HEAD TEXT "Compare=");
  g_autoptr (DermLesson) lesson = NULL;
  g_autoptr (GError) error = NULL;

  assert_hostile ("", 0, DERM_ERROR_EMPTY);
  assert_hostile (large, -1, DERM_ERROR_TOO_LARGE);
  assert_hostile (HEAD "[Text]\nText=a\0b\n", sizeof HEAD + 16, DERM_ERROR_FORMAT);
  assert_refused (HEAD "[Text]\nText=\xff\n", "line 5: this is no text in UTF-8.");
  for (int i = 0; i < 300; i++)
    g_string_append (many, TEXT);
  assert_hostile (many->str, -1, DERM_ERROR_FORMAT);
  for (int i = 0; i < 10000; i++)
    g_string_append (wide, "a ");
  lesson = read_right (wide->str); /* whatever it is: derm_lesson_check() will not find it */
  g_assert_nonnull (lesson);
  assert_refused (HEAD "[Paint a]\nFill=1,2,3 0-5,2000\n" TEXT,
                  "line 5: “0-5,2000” is no place: columns and rows, like 3-7,12.");
  assert_refused (HEAD "[Paint a]\nFill=1,2,300 0,0\n" TEXT,
                  "line 5: “1,2,300” is no colour: red, green and blue, 0 to 255 each.");
  g_assert_null (derm_lesson_new_from_file ("/nowhere/lesson.ini", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (derm_lesson_new_from_file ("/dev/zero", &error));
  g_assert_nonnull (error);
}

/* ---- with the engine ---- */

static void
assert_faults (ExplainFixture *f, const char *text, const char *faults)
{
  g_autoptr (DermLesson) lesson = read_right (text);
  g_auto (GStrv) found = derm_lesson_check (lesson, f->classifier, NULL, NULL);
  g_autofree char *joined = g_strjoinv ("\n", found);

  g_assert_cmpstr (joined, ==, faults);
}

static void
test_check (ExplainFixture *f, gconstpointer unused)
{
  assert_faults (f, HEAD CLAIM TEXT, "");
  assert_faults (f, HEAD "[Claim a]\nOf=score mel drawn-03.jpg\nIs=0.97\n" TEXT,
                 "line 4: “a” is 0.980196, not 0.97 within 0.005.");
  assert_faults (f, HEAD "[Claim a]\nOf=score mel drawn-03.jpg\nIs=0.97\nWithin=0.02\n" TEXT, "");
  assert_faults (f, HEAD "[Claim a]\nOf=answer drawn-03.jpg\nIs=nv\n" TEXT, "line 4: “a” is mel, not nv.");
  assert_faults (f, HEAD "[Claim a]\nOf=score foo drawn-03.jpg\nIs=1\n" TEXT,
                 "line 4: “foo” is no class of this model.");
  assert_faults (f, HEAD "[Claim a]\nOf=cell 0 32 0,0 drawn-03.jpg\nIs=1\n" TEXT,
                 "line 4: the network has no such cell.");
  assert_faults (f, HEAD TEXT "Class=foo\n", "line 4: “foo” is no class of this model.");
  assert_faults (f, HEAD TEXT "Cell=0 32 0,0\n", "line 4: the network has no such cell.");
  assert_faults (f, HEAD TEXT "Covers=dermlens\n", "line 4: “dermlens” is not among the recipes that are compared.");
  assert_faults (f, HEAD "[Paint a]\nFill=1,2,3 0,28\n" TEXT "Paint=a\n",
                 "line 6: “a” paints beyond the 28 × 28 pixels.");
}

static void
test_paint (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermLesson) lesson = read_right (HEAD "[Paint a]\nFill=1,2,3 0-1,0-1 1,1\n" TEXT);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermInput) painted = derm_lesson_paint (lesson, "a", f->input, &error);
  const guint8 *before = derm_input_get_rgb (f->input), *after = derm_input_get_rgb (painted);

  g_assert_no_error (error);
  for (int i = 0; i < 784; i++)
    if (i % 28 < 2 && i / 28 < 2)
      g_assert_cmpmem (after + 3 * i, 3, "\1\2\3", 3);
    else
      g_assert_cmpmem (after + 3 * i, 3, before + 3 * i, 3);
  g_assert_null (derm_lesson_paint (lesson, "b", f->input, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
}

static void
test_recipes (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) changed = derm_lesson_find_recipe (f->model, "dermlens+lanczos+rows+csv-labels+1view", &error);
  g_autoptr (DermRecipe) own = derm_lesson_find_recipe (f->model, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (derm_recipe_get_name (changed), ==, "dermlens+lanczos+rows+csv-labels+1view");
  g_assert_cmpstr (derm_recipe_get_name (own), ==, "dermlens");
  g_assert_null (derm_lesson_find_recipe (f->model, "dermlens+salt", &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
}

/* Every lesson that comes with Dermlens: read, and each number that it states is the engine's. */
static void
test_bundled (ExplainFixture *f, gconstpointer unused)
{
  g_auto (GStrv) files = derm_lesson_list_files ();
  int n = 0;

  for (char **file = files; *file != NULL; file++, n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermLesson) lesson = derm_lesson_new_from_file (*file, &error);
      g_auto (GStrv) faults = NULL;

      g_assert_no_error (error);
      faults = derm_lesson_check (lesson, f->classifier, NULL, &error);
      for (char **fault = faults; *fault != NULL; fault++)
        g_test_message ("%s, %s", *file, *fault);
      g_assert_null (faults[0]);
      g_assert_cmpint (derm_lesson_get_n_questions (lesson), >=, 2);
      g_assert_cmpint (derm_lesson_get_n_claims (lesson), >=, 4);
    }
  g_assert_cmpint (n, ==, 8);
}

int
main (int argc, char **argv)
{
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE); /* the user's own lessons are not these */
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/read", test_read);
  g_test_add_func ("/lesson/lines", test_lines);
  g_test_add_func ("/lesson/claims", test_claims);
  g_test_add_func ("/lesson/languages", test_languages);
  g_test_add_func ("/lesson/hostile", test_hostile);
#define ADD(path, func) g_test_add ("/lesson/" path, ExplainFixture, NULL, explain_set_up, func, explain_tear_down)
  ADD ("check", test_check);
  ADD ("paint", test_paint);
  ADD ("recipes", test_recipes);
  ADD ("bundled", test_bundled);
  return g_test_run ();
}
