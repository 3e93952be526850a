/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edits-words.h"

#include <string.h>

#include "edits-fixture.h"

typedef EditsFixture Fixture;

static void
assert_count (Fixture *fixture, const char *expected)
{
  g_autofree char *text = lens_edits_format_count (fixture->edits);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_count (Fixture *fixture, gconstpointer data)
{
  assert_count (fixture, "0 of 784 pixels changed");
  fixture_stroke (fixture, 3, 3, 12, 3);
  assert_count (fixture, "10 of 784 pixels changed");
}

static DermInput *
input_of (DermPrediction *prediction)
{
  return derm_prediction_get_input (prediction);
}

/* Both results, each with where it comes from; nobody can take the one for the other. */
static void
test_json (Fixture *fixture, gconstpointer data)
{
  DermPrediction *edited, *untouched = lens_edits_get_untouched (fixture->edits);
  g_autofree char *json = NULL;
  const char *of_edited, *of_untouched;

  fixture_stroke (fixture, 3, 3, 12, 3);
  fixture_wait_edits (fixture);
  edited = lens_edits_get_prediction (fixture->edits);
  json = lens_edits_format_json ("image.jpg", fixture_classifier (), edited, untouched);
  g_assert_true (g_str_has_prefix (json, "{\"is_edited\":true,\"n_changed_pixels\":10,\"n_pixels\":784,"));
  g_assert_true (g_str_has_suffix (json, "}}\n"));
  of_edited = strstr (json, "\"edited\":{");
  of_untouched = strstr (json, "\"untouched\":{");
  g_assert_true (of_edited != NULL && of_edited < of_untouched);
  g_assert_nonnull (g_strstr_len (of_edited, of_untouched - of_edited, derm_input_get_sha256 (input_of (edited))));
  g_assert_nonnull (strstr (of_untouched, derm_input_get_sha256 (input_of (untouched))));
  g_assert_null (strstr (of_untouched, derm_input_get_sha256 (input_of (edited))));
}

#define add(path, test) g_test_add (path, Fixture, NULL, fixture_set_up_edits, test, fixture_tear_down_edits)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/edits-words/count", test_count);
  add ("/edits-words/json", test_json);

  return g_test_run ();
}
