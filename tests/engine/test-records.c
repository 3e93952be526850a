/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* How sure an answer is, in rows of known scores. Linked with the engine's objects, because only a classifier can make
 * a prediction. */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include <derm.h>

#include "prediction-fixture.h"

typedef struct {
  DermModel *model;
  DermClassifier *classifier;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autoptr (GError) error = NULL;

  fixture->model = derm_model_new_from_file (path, &error);
  g_assert_no_error (error);
  fixture->classifier = derm_classifier_new (fixture->model, NULL, 1, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer name)
{
  g_object_unref (fixture->classifier);
  g_object_unref (fixture->model);
}

static JsonParser *
write_json (Fixture *fixture, DermRecordForm *form, DermPrediction *prediction)
{
  const DermRecord record = { "a.png", form->columns, prediction, prediction == NULL ? "no image" : NULL, { 0 } };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  JsonParser *parser = json_parser_new ();

  derm_record_append_json (text, form, &record);
  json_parser_load_from_data (parser, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return parser;
}

/* The field of that name in a row without quotes. */
static char *
write_field (DermRecordForm *form, DermPrediction *prediction, const char *name)
{
  const DermRecord record = { "a.png", form->columns, prediction, prediction == NULL ? "no image" : NULL, { 0 } };
  g_autoptr (GString) head = g_string_new (NULL), row = g_string_new (NULL);
  g_auto (GStrv) names = NULL, fields = NULL;

  derm_record_append_csv_header (head, form);
  derm_record_append_csv (row, form, &record);
  names = g_strsplit_set (head->str, ",\r", -1);
  fields = g_strsplit_set (row->str, ",\r", -1);
  g_assert_null (strchr (row->str, '"'));
  g_assert_cmpuint (g_strv_length (names), ==, g_strv_length (fields));
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return g_strdup (fields[i]);
  g_error ("there is no column %s", name);
}

typedef struct {
  double scores[7];
  DermDecision decision;
  const char *set;
  double margin, entropy;
} Case;

/* Margins and entropies are what Python's floats give for these scores. */
static const Case cases[] = {
  { { .01, .01, .05, .01, .31, .55, .06 }, DERM_DECISION_LIKELY, "nv mel vasc", .24, .5902756802527981 },
  { { .67, .115, .105, .01, .05, .03, .02 }, DERM_DECISION_LIKELY, "akiec bcc bkl mel", .555, 0.5822306916810104 },
  { { .004, .002, .003, .001, .95, .03, .01 }, DERM_DECISION_LIKELY, "mel", .92, .13301092688761845 },
  /* over the shares 0.67 0.11 0.11 0.01 0.05 0.03 0.02; the set is of the calibrated scores by either decision */
  { { .6698, .0001, .0001, .00005, .3298, .0001, .00005 },
    DERM_DECISION_BALANCED,
    "akiec mel",
    .7355466421980151,
    .3278826457524515 },
};

static void
check_case (Fixture *fixture, const Case *c)
{
  g_autoptr (DermPrediction) prediction = prediction_of_scores (fixture->model, c->scores), decided = NULL;
  DermRecordForm form
      = { fixture->classifier, derm_model_get_recipe (fixture->model), DERM_VALUES_RAW, c->decision, FALSE };
  g_autofree char *margin = NULL, *entropy = NULL, *set = NULL;
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *object;

  decided = derm_prediction_with_decision (prediction, c->decision, NULL);
  margin = write_field (&form, decided, "margin");
  entropy = write_field (&form, decided, "entropy");
  set = write_field (&form, decided, "set_90");
  parser = write_json (fixture, &form, decided);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (set, ==, c->set);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (margin, NULL), c->margin, 1e-5);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (entropy, NULL), c->entropy, 1e-5);
  /* to the last bit of a float */
  g_assert_cmpfloat ((float) g_ascii_strtod (margin, NULL), ==, (float) derm_prediction_get_margin (decided));
  g_assert_cmpfloat ((float) g_ascii_strtod (entropy, NULL), ==, (float) derm_prediction_get_entropy (decided));
  g_assert_cmpfloat (json_object_get_double_member (object, "margin"), ==, g_ascii_strtod (margin, NULL));
  g_assert_cmpfloat (json_object_get_double_member (object, "entropy"), ==, g_ascii_strtod (entropy, NULL));
}

static void
test_plain (Fixture *fixture, gconstpointer name)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].decision == DERM_DECISION_LIKELY)
      check_case (fixture, &cases[i]);
}

/* Raw scores are another thing than the calibrated ones that all this is of. */
static void
test_calibrated (Fixture *fixture, gconstpointer name)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (fixture, &cases[i]);
}

static void
test_failed (Fixture *fixture, gconstpointer name)
{
  static const char *const names[] = { "margin", "entropy", "gate", "set_90" };
  DermRecordForm form
      = { fixture->classifier, derm_model_get_recipe (fixture->model), DERM_VALUES_RAW, DERM_DECISION_LIKELY, FALSE };
  g_autoptr (JsonParser) parser = write_json (fixture, &form, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *field = write_field (&form, NULL, names[i]);

      g_assert_cmpstr (field, ==, "");
      g_assert_true (json_object_get_null_member (json_node_get_object (json_parser_get_root (parser)), names[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/records/plain", Fixture, "recipe-plain.safetensors", set_up, test_plain, tear_down);
  g_test_add ("/records/calibrated", Fixture, "recipe.safetensors", set_up, test_calibrated, tear_down);
  g_test_add ("/records/failed", Fixture, "recipe.safetensors", set_up, test_failed, tear_down);
  return g_test_run ();
}
