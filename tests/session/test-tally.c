/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "lens-tally.h"
#include "session-fixture.h"

/* A session with ten images, and a table with more columns than it takes. */

#define TABLE                                                                                                          \
  "image_id,dx,lesion,age,sex,site,note\n"                                                                             \
  "photo 1,mel,l1,45.0,male,back,\n"                                                                                   \
  "photo 2,mel,l2,50,female,face,\n"                                                                                   \
  "photo 3,nv,l3,unknown,female,back,\n"                                                                               \
  "photo 4,nv,l4,55,female,,\n"                                                                                        \
  "photo 5,nv,l5,60,male,back,\n"                                                                                      \
  "photo 6,df,l6,65,male,back,\n"                                                                                      \
  "photo 10,df,l7,70,male,back,\n"                                                                                     \
  "elsewhere,df,l8,120,male,neck,\n"

static LensView *
view_of (FixtureSession *fixture)
{
  return lens_session_get_view (fixture->session);
}

static void
read_table (FixtureSession *fixture, const char *text)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, "truth.csv", text);

  lens_truths_open (lens_session_get_truths (fixture->session), file, FALSE);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_truths_has_truth (lens_session_get_truths (fixture->session)));
}

static void
add (FixtureSession *fixture, LensTopic topic, const char *value)
{
  g_autoptr (LensCondition) condition = lens_condition_new_value (topic, value);

  lens_view_add_condition (view_of (fixture), condition);
}

static void
assert_values (FixtureSession *fixture, LensTopic topic, const char *expected)
{
  g_autoptr (GPtrArray) counts = lens_tally_values (view_of (fixture), topic);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++)
    {
      LensCount *count = g_ptr_array_index (counts, i);

      g_string_append_printf (text, "%s:%u ", count->value, count->n);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static guint
n_shown (FixtureSession *fixture)
{
  return g_list_model_get_n_items (lens_view_get_model (view_of (fixture)));
}

static void
test_values (FixtureSession *fixture, gconstpointer data)
{
  LensTopic sex = { LENS_ABOUT_VALUE, "sex" }, site = { LENS_ABOUT_VALUE, "site" }, truth = { LENS_ABOUT_TRUTH, NULL };

  read_table (fixture, TABLE);
  assert_values (fixture, sex, "male:4 female:3 ");
  assert_values (fixture, site, "back:5 face:1 :1 ");
  add (fixture, sex, "female");
  g_assert_cmpuint (n_shown (fixture), ==, 3);
  assert_values (fixture, sex, "male:4 female:3 "); /* what could be chosen instead */
  assert_values (fixture, truth, "mel:1 nv:2 df:0 ");
  add (fixture, truth, "mel");
  g_assert_cmpuint (n_shown (fixture), ==, 1);
  assert_values (fixture, sex, "male:1 female:1 ");
  add (fixture, site, "");
  g_assert_cmpuint (n_shown (fixture), ==, 0);
  lens_view_clear_filter (view_of (fixture));
  add (fixture, site, "");
  g_assert_cmpuint (n_shown (fixture), ==, 1);
}

static void
test_numbers (FixtureSession *fixture, gconstpointer data)
{
  LensTopic age = { LENS_ABOUT_NUMBER, "age" };
  g_autoptr (LensCondition) range = lens_condition_new_range (age, 50, 60);
  LensSpan span;

  read_table (fixture, TABLE);
  lens_view_add_condition (view_of (fixture), range);
  g_assert_cmpuint (n_shown (fixture), ==, 3);
  span = lens_tally_numbers (view_of (fixture), age);
  g_assert_cmpuint (span.n, ==, 7);
  g_assert_cmpuint (span.n_numbers, ==, 6);
  g_assert_cmpuint (span.n_within, ==, 3);
  g_assert_cmpfloat (span.lowest, ==, 45);
  g_assert_cmpfloat (span.highest, ==, 70); /* of the images in the list */
  add (fixture, (LensTopic){ LENS_ABOUT_TRUTH, NULL }, "df");
  span = lens_tally_numbers (view_of (fixture), age);
  g_assert_cmpuint (span.n, ==, 2);
  g_assert_cmpuint (span.n_within, ==, 0);
  g_assert_cmpfloat (span.lowest, ==, 45);
  span = lens_tally_numbers (view_of (fixture), (LensTopic){ LENS_ABOUT_NUMBER, "no such column" });
  g_assert_true (isnan (span.lowest));
}

static void
test_columns (FixtureSession *fixture, gconstpointer data)
{
  const struct {
    const char *name;
    LensColumnKind kind;
    guint n;
  } columns[] = { { "dx", LENS_COLUMN_VALUES, 3 },
                  { "age", LENS_COLUMN_VALUES, 7 },
                  { "sex", LENS_COLUMN_VALUES, 2 },
                  { "note", LENS_COLUMN_EMPTY, 0 },
                  { "no such column", LENS_COLUMN_EMPTY, 0 } };
  DermTruth *truth;
  guint n;

  read_table (fixture, TABLE);
  truth = lens_truths_get_truth (lens_session_get_truths (fixture->session));
  g_assert_cmpuint (derm_truth_get_n_columns (truth), ==, 6); /* all but the ids */
  g_assert_cmpstr (derm_truth_get_column (truth, 2), ==, "age");
  g_assert_cmpstr (derm_truth_get_cell (truth, 0, 2), ==, "45.0");
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_assert_cmpint (lens_tally_column (view_of (fixture), columns[i].name, &n), ==, columns[i].kind);
      g_assert_cmpuint (n, ==, columns[i].n);
    }
}

/* Many numbers are measured, many words are not listed. */
static void
test_long_columns (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GString) table = g_string_new ("image_id,dx,size,patient\n");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%u.jpg", i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
      g_string_append_printf (table, "%u,nv,%s%u,patient %u\n", i, i == 7 ? "unknown" : "", i, i);
    }
  lens_collection_add (lens_session_get_collection (fixture->session), items, FALSE);
  fixture_wait_session (fixture->session);
  read_table (fixture, table->str);
  g_assert_cmpint (lens_tally_column (view_of (fixture), "size", &n), ==, LENS_COLUMN_NUMBERS);
  g_assert_cmpint (lens_tally_column (view_of (fixture), "patient", &n), ==, LENS_COLUMN_MANY);
  g_assert_cmpuint (n, ==, 60);
}

/* Each folder with those below it. */
static void
test_folders (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_items ("/s/train/mel/1.jpg", "/s/train/mel/2.jpg", "/s/train/nv/3.jpg",
                                               "/s/4.jpg", "/s/train/5.jpg", NULL);

  lens_collection_add (lens_session_get_collection (fixture->session), items, FALSE);
  assert_values (fixture, (LensTopic){ LENS_ABOUT_FOLDER, NULL }, "/s/train/mel:2 /s/train/nv:1 /s:1 /s/train:4 ");
  add (fixture, (LensTopic){ LENS_ABOUT_FOLDER, NULL }, "/s/train");
  g_assert_cmpuint (n_shown (fixture), ==, 4);
}

/* ---- what the filter cannot be compared with ---- */

static void
assert_problem (FixtureSession *fixture, LensTopic topic, const char *value, const char *expected)
{
  g_autoptr (LensCondition) condition = lens_condition_new_value (topic, value);
  g_autofree char *problem = lens_session_dup_filter_problem (fixture->session, condition);

  g_assert_cmpstr (problem, ==, expected);
}

/* Conditions stay when the table goes, and say so; with the next table they hold again. */
static void
test_problems (FixtureSession *fixture, gconstpointer data)
{
  LensTopic truth = { LENS_ABOUT_TRUTH, NULL }, answer = { LENS_ABOUT_ANSWER, NULL }, sex = { LENS_ABOUT_VALUE, "sex" };

  assert_problem (fixture, truth, "mel", "No table of truth is open");
  assert_problem (fixture, sex, "male", "No table of truth is open");
  assert_problem (fixture, truth, "", NULL);
  assert_problem (fixture, answer, "mel", NULL);
  assert_problem (fixture, answer, "scc", "The model has no class “scc”");
  assert_problem (fixture, (LensTopic){ LENS_ABOUT_FLAG, NULL }, "poor", NULL);
  read_table (fixture, TABLE);
  assert_problem (fixture, truth, "mel", NULL);
  assert_problem (fixture, truth, "scc", "The model has no class “scc”");
  assert_problem (fixture, sex, "male", NULL);
  assert_problem (fixture, (LensTopic){ LENS_ABOUT_PAIR, NULL }, lens_pair ("mel", "scc"),
                  "The model has no class “scc”");
  add (fixture, sex, "female");
  g_assert_cmpuint (n_shown (fixture), ==, 3);
  lens_session_undo (fixture->session);
  g_assert_cmpuint (n_shown (fixture), ==, 0);
  assert_problem (fixture, sex, "female", "No table of truth is open");
  g_assert_cmpuint (lens_filter_get_n_conditions (lens_view_get_filter (view_of (fixture))), ==, 1);
  read_table (fixture, "image_id,dx\nphoto 1,nv\n");
  assert_problem (fixture, sex, "female", "The table of truth has no column “sex”");
  read_table (fixture, TABLE);
  g_assert_cmpuint (n_shown (fixture), ==, 3);
}

#define add_test(path, n, test)                                                                                        \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add_test ("/tally/values", 7, test_values);
  add_test ("/tally/numbers", 7, test_numbers);
  add_test ("/tally/columns", 7, test_columns);
  add_test ("/tally/long-columns", 0, test_long_columns);
  add_test ("/tally/folders", 0, test_folders);
  add_test ("/tally/problems", 7, test_problems);

  return g_test_run ();
}
