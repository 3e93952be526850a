/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Results as lines for other programs, read again by a reader of CSV and one of JSON. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include <derm.h>

#include "csv-table.h"
#include "derm-prediction-private.h"
#include "model-internal.h"

static const float logits[7] = { 1.5f, 0.1f, -2, 0, 3, 2.25f, -1e-7f };

typedef struct {
  DermModel *model;
  DermClassifier *classifier;
  DermPrediction *prediction;
  DermRecordForm form;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe-plain.safetensors", NULL);
  g_autoptr (GBytes) pixel = g_bytes_new_static ("abc", 3);
  g_autoptr (DermImage) image = derm_image_new_from_pixels (pixel, 1, 1, "pixel", NULL);
  g_autoptr (DermInput) input = NULL;
  g_autoptr (GError) error = NULL;

  self->model = derm_model_new_from_file (path, &error);
  g_assert_no_error (error);
  self->classifier = derm_classifier_new (self->model, "plain", 1, &error);
  g_assert_no_error (error);
  input = derm_input_new (image, derm_model_get_recipe (self->model), NULL);
  self->prediction
      = derm_prediction_new (self->model, input, &(DermPassed){ .logits = logits, .isa = "plain", .ms = 1.5 });
  self->form = (DermRecordForm){ self->classifier, derm_model_get_recipe (self->model), DERM_VALUES_LOGITS,
                                 DERM_DECISION_LIKELY, TRUE };
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->prediction);
  g_clear_object (&self->classifier);
  g_clear_object (&self->model);
}

static DermRecord
make_record (const Fixture *self, const char *file)
{
  return (DermRecord){ .file = file, .recipe = self->form.columns, .prediction = self->prediction };
}

/* The column of that name in a header and a row that were written. */
static char *
find_cell (const Fixture *self, const DermRecord *record, const char *column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermCsv) csv = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL, cells = NULL;
  guint line, i = 0;

  derm_record_append_csv_header (text, &self->form);
  derm_record_append_csv (text, &self->form, record);
  bytes = g_bytes_new (text->str, text->len);
  csv = derm_csv_new (bytes, &error);
  g_assert_no_error (error);
  names = derm_csv_next (csv, &line, &error);
  cells = derm_csv_next (csv, &line, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (cells), ==, g_strv_length (names));
  g_assert_null (derm_csv_next (csv, &line, &error));
  g_assert_no_error (error);
  while (names[i] != NULL && !g_str_equal (names[i], column))
    i++;
  g_assert_nonnull (names[i]);
  return g_strdup (cells[i]);
}

static void
assert_cell (const Fixture *self, const DermRecord *record, const char *column, const char *expected)
{
  g_autofree char *cell = find_cell (self, record, column);

  g_assert_cmpstr (cell, ==, expected);
}

/* Every sign that has a meaning in CSV, in every field that may hold any text; a row stays one row. */
static void
test_csv_signs (Fixture *self, gconstpointer data)
{
  static const char *const texts[]
      = { "a,b", "a\nb", "a\rb", "a\r\nb", "a\"b", "\"", "\"a\"", "a;b", "a\tb", ",", "a", "ä,\"\nb" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      DermRecord record = make_record (self, texts[i]), failed = record;

      record.noted = (DermRecordNoted){ texts[i], texts[i], texts[i], texts[i] };
      failed.prediction = NULL;
      failed.error = texts[i];
      g_test_message ("text %zu", i);
      assert_cell (self, &record, "file", texts[i]);
      assert_cell (self, &record, "truth", texts[i]);
      assert_cell (self, &record, "flag", texts[i]);
      assert_cell (self, &record, "corrected_label", texts[i]);
      assert_cell (self, &record, "note", texts[i]);
      assert_cell (self, &failed, "error", texts[i]);
    }
}

/* Nothing is quoted that need not be, and no field is lost for a byte that is not UTF-8. */
static void
test_csv_plain (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DermRecord record = make_record (self, "a b.jpg"), latin = make_record (self, "L\xe4sion");

  derm_record_append_csv (text, &self->form, &record);
  g_assert_true (g_str_has_prefix (text->str, "a b.jpg,ok,,4,mel,"));
  g_assert_true (g_str_has_suffix (text->str, ",,,,\r\n"));
  g_assert_null (strchr (text->str, '"'));
  assert_cell (self, &latin, "file", "L\xef\xbf\xbdsion");
}

static void
test_csv_values (Fixture *self, gconstpointer data)
{
  DermRecord record = make_record (self, "a"), failed = record;

  failed.prediction = NULL;
  assert_cell (self, &record, "status", "ok");
  assert_cell (self, &record, "index", "4");
  assert_cell (self, &record, "label", "mel");
  assert_cell (self, &record, "akiec", "1.5");
  assert_cell (self, &record, "bcc", "0.1");
  assert_cell (self, &record, "vasc", "-1e-07");
  assert_cell (self, &record, "scores", "logits");
  assert_cell (self, &record, "decision", "likely");
  assert_cell (self, &record, "balanced", ""); /* the model knows no shares */
  assert_cell (self, &record, "views_agreeing", "1");
  assert_cell (self, &record, "ms", "1.5000");
  assert_cell (self, &record, "set_90", "mel nv akiec");
  assert_cell (self, &failed, "status", "error");
  for (gsize i = 0; i < 7; i++)
    assert_cell (self, &failed, derm_record_form_get_column (&self->form, (int) i), "");
  assert_cell (self, &failed, "index", "");
  assert_cell (self, &failed, "views_agreeing", "");
  assert_cell (self, &failed, "recipe", derm_recipe_get_name (self->form.columns));
}

/* Under a recipe that numbers the classes otherwise each score stays below its own code. */
static void
test_columns (Fixture *self, gconstpointer data)
{
  static const char *const turned[] = { "vasc", "nv", "mel", "df", "bkl", "bcc", "akiec", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) recipe = derm_recipe_with_labels (self->form.columns, turned, &error);
  DermRecord record = make_record (self, "a");

  g_assert_no_error (error);
  self->form.columns = recipe;
  g_assert_cmpstr (derm_record_form_get_column (&self->form, 0), ==, "vasc");
  g_assert_cmpint (derm_record_form_find_column (&self->form, &record, 0), ==, 6);
  g_assert_cmpint (derm_record_form_find_column (&self->form, &record, 2), ==, 4);
  assert_cell (self, &record, "akiec", "1.5");
  assert_cell (self, &record, "mel", "3");
}

/* Lists of numbers are one field each. */
static void
test_recipe (Fixture *self, gconstpointer data)
{
  static const double mean[] = { 0.5, 0.25, 0.125 }, std[] = { 1, 0.75, 0.0625 }, crop[] = { 0.25, 0, 1, 0.5 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) plain = derm_recipe_with_normalisation (self->form.columns, mean, std, &error);
  g_autoptr (DermRecipe) recipe = derm_recipe_with_crop (plain, crop);
  DermRecord record = make_record (self, "a");

  g_assert_no_error (error);
  assert_cell (self, &record, "mean", "");
  assert_cell (self, &record, "std", "");
  assert_cell (self, &record, "crop", "");
  record.recipe = recipe;
  assert_cell (self, &record, "mean", "0.5 0.25 0.125");
  assert_cell (self, &record, "std", "1 0.75 0.0625");
  assert_cell (self, &record, "crop", "0.25 0 1 0.5");
}

static void
test_json (Fixture *self, gconstpointer data)
{
  static const char name[] = "a\"b\\c\n\t\x01\x7f\xc2\x9b\xc2\xa0/ä.jpg";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  DermRecord record = make_record (self, name);
  JsonObject *object;
  JsonArray *values;

  derm_record_append_json (text, &self->form, &record);
  for (const char *p = text->str; *p != '\0'; p++) /* what a terminal would obey */
    g_assert_true ((guchar) *p >= 0x20 && *p != 0x7f && !((guchar) p[0] == 0xc2 && (guchar) p[1] < 0xa0));
  g_assert_nonnull (strstr (text->str, "\xc2\xa0/ä.jpg")); /* what it would not stays as it is */
  json_parser_load_from_data (parser, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "file"), ==, name);
  g_assert_true (json_object_get_null_member (object, "error"));
  g_assert_true (json_object_get_null_member (object, "note"));
  g_assert_cmpint (json_object_get_int_member (object, "index"), ==, 4);
  values = json_object_get_array_member (object, "logits");
  g_assert_cmpuint (json_array_get_length (values), ==, 7);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpfloat ((float) json_array_get_double_element (values, i), ==, logits[i]);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "set_90")), ==, 3);
}

/* The first class is number 0, not none. */
static void
test_first (Fixture *self, gconstpointer data)
{
  static const float first[7] = { 5 };
  g_autoptr (GString) json = g_string_new (NULL);
  DermInput *input = derm_prediction_get_input (self->prediction);
  g_autoptr (DermPrediction) prediction
      = derm_prediction_new (self->model, input, &(DermPassed){ .logits = first, .isa = "plain" });
  DermRecord record = make_record (self, "a");

  record.prediction = prediction;
  derm_record_append_json (json, &self->form, &record);
  g_assert_nonnull (strstr (json->str, "\"index\":0,\"label\":\"akiec\","));
  assert_cell (self, &record, "index", "0");
  assert_cell (self, &record, "label", "akiec");
}

static void
test_floats (void)
{
  static const struct {
    float value;
    const char *text;
  } cases[]
      = { { 0.1f, "0.1" }, { 1.0f / 3, "0.33333334" }, { 16777216, "16777216" }, { 0, "0" }, { 1e-45f, "1e-45" } };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      derm_json_append_float (text, cases[i].value);
      g_assert_cmpstr (text->str, ==, cases[i].text);
    }
  for (int i = 0; i < 2000; i++)
    {
      float value = (float) (exp (g_rand_double_range (random, -80, 80)) * (i % 2 ? 1 : -1));
      g_autoptr (GString) text = g_string_new (NULL);

      derm_json_append_float (text, value);
      g_assert_cmpfloat ((float) g_ascii_strtod (text->str, NULL), ==, value);
    }
}

static void
test_ids (void)
{
  DermValues values = DERM_VALUES_RAW;

  for (int i = 0; i <= DERM_VALUES_LOGITS; i++)
    {
      g_assert_true (derm_values_from_id (derm_values_get_id ((DermValues) i), &values));
      g_assert_cmpint (values, ==, i);
    }
  g_assert_false (derm_values_from_id ("Raw", &values));
  g_assert_false (derm_values_from_id (NULL, &values));
}

/* A record that lacks its recipe, and a form that lacks its classifier, write nothing. */
static void
test_incomplete (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DermRecord record = make_record (self, "a"), bare = { .file = "a" };
  DermRecordForm empty = { NULL, self->form.columns, DERM_VALUES_RAW, DERM_DECISION_LIKELY, FALSE };
  DermRecordForm other = self->form;

  other.values = DERM_VALUES_LOGITS + 1;
  for (int i = 0; i < 6; i++)
    g_test_expect_message ("Derm", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  derm_record_append_json (text, &self->form, &bare);
  derm_record_append_csv (text, &self->form, &bare);
  derm_record_append_json (text, &empty, &record);
  derm_record_append_csv_header (text, &empty);
  derm_record_append_csv (text, &other, &record);
  derm_record_append_csv_header (text, &other);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (text->str, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/records-text/csv-signs", Fixture, NULL, set_up, test_csv_signs, tear_down);
  g_test_add ("/records-text/csv-plain", Fixture, NULL, set_up, test_csv_plain, tear_down);
  g_test_add ("/records-text/csv-values", Fixture, NULL, set_up, test_csv_values, tear_down);
  g_test_add ("/records-text/columns", Fixture, NULL, set_up, test_columns, tear_down);
  g_test_add ("/records-text/recipe", Fixture, NULL, set_up, test_recipe, tear_down);
  g_test_add ("/records-text/json", Fixture, NULL, set_up, test_json, tear_down);
  g_test_add ("/records-text/first", Fixture, NULL, set_up, test_first, tear_down);
  g_test_add_func ("/records-text/floats", test_floats);
  g_test_add_func ("/records-text/ids", test_ids);
  g_test_add ("/records-text/incomplete", Fixture, NULL, set_up, test_incomplete, tear_down);
  return g_test_run ();
}
