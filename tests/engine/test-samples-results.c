/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Results that were written before, as CSV and JSONL. That those of `derm predict` itself are read is tested with it.
 */

#include <derm.h>
#include <glib/gstdio.h>
#include <string.h>

#define HEADER "file,status,error,index,label,a,b,input_sha256,model_sha256,recipe,scores,decision,truth\n"
#define HEADER_MOVED "file,status,error,label,a,input_sha256,model_sha256,recipe,scores,decision,b\n"
#define ROW(file, label, a, b, truth) file ",ok,,0," label "," a "," b ",00,11,dermlens,calibrated,likely," truth "\n"

static DermSamples *
open_text (const char *text, const char *const *labels, GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("results-XXXXXX", &stream, NULL);
  DermSamples *samples;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  samples = derm_samples_new_from_file (file, labels, NULL, error);
  g_unlink (g_file_peek_path (file));
  return samples;
}

static void
assert_all_refused (const char *const (*cases)[2], gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermSamples) samples = open_text (cases[i][0], NULL, &error);

      g_autofree char *shown = g_strescape (cases[i][0], NULL);

      g_test_message ("%s", shown);
      g_assert_null (samples);
      if (strstr (error->message, cases[i][1]) == NULL)
        g_test_message ("“%s” does not have “%s”", error->message, cases[i][1]);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
    }
}

/* ---- CSV ---- */

static void
test_csv (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_text (
      HEADER ROW ("/x/one.jpg", "a", "0.75", "0.25",
                  "b") "bad.jpg,error,broken,,,,,,11,dermlens,calibrated,likely,\n" ROW ("two.png", "b", "0.25", "0.75",
                                                                                         ""),
      NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (derm_samples_get_kind (samples), ==, DERM_SAMPLES_RESULTS);
  g_assert_cmpuint (derm_samples_get_n_items (samples), ==, 2);
  g_assert_cmpuint (derm_samples_get_n_errors (samples), ==, 1);
  g_assert_nonnull (strstr (derm_samples_get_remark (samples, 0), "1 row"));
  g_assert_cmpstr (derm_samples_get_labels (samples)[1], ==, "b");
  g_assert_cmpstr (derm_samples_get_name (samples, 0), ==, "one");
  g_assert_cmpint (derm_samples_get_truth (samples, 0), ==, 1);
  g_assert_cmpint (derm_samples_get_truth (samples, 1), ==, -1);
  g_assert_cmpint (derm_samples_get_answer (samples, 1), ==, 1);
  g_assert_cmpfloat (derm_samples_get_scores (samples, 1)[0], ==, 0.25F);
  g_assert_null (derm_samples_get_logits (samples, 0));
  g_assert_cmpstr (derm_samples_get_model_sha256 (samples), ==, "11");
  g_assert_cmpstr (derm_samples_get_recipe (samples), ==, "dermlens");
  g_assert_cmpstr (derm_samples_get_values (samples), ==, "calibrated");
  g_assert_true (derm_samples_has_truth (samples));
}

/* Classes in another order than the columns: numbers go with their codes. */
static void
test_order (void)
{
  static const char *const labels[] = { "b", "a", NULL }, *const others[] = { "a", "b", "c", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_text (HEADER ROW ("one.jpg", "a", "0.75", "0.25", "b"), labels, &error);
  g_autoptr (DermSamples) refused = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (derm_samples_get_answer (samples, 0), ==, 1);
  g_assert_cmpint (derm_samples_get_truth (samples, 0), ==, 0);
  g_assert_cmpfloat (derm_samples_get_scores (samples, 0)[1], ==, 0.75F);
  refused = open_text (HEADER ROW ("one.jpg", "a", "0.75", "0.25", "b"), others, &error);
  g_assert_null (refused);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
}

/* What the numbers are is what the file says: logits become scores, and it is said. */
static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) logits
      = open_text (HEADER "one.jpg,ok,,0,a,1.5,1.5,00,11,dermlens,logits,likely,a\n", NULL, &error);
  g_autoptr (DermSamples) raw = open_text (HEADER "one.jpg,ok,,0,a,1,0,00,11,dermlens,raw,likely,a\n", NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpfloat (derm_samples_get_scores (logits, 0)[0], ==, 0.5F);
  g_assert_cmpfloat (derm_samples_get_logits (logits, 0)[1], ==, 1.5F);
  g_assert_nonnull (strstr (derm_samples_get_remark (logits, 0), "softmax"));
  g_assert_nonnull (strstr (derm_samples_get_remark (raw, 0), "not calibrated"));
}

static void
test_names (void)
{
  g_autoptr (DermSamples) samples
      = open_text (HEADER ROW ("x/1.jpg", "a", "1", "0", "") ROW ("y/1.jpg", "a", "1", "0", ""), NULL, NULL);

  g_assert_cmpstr (derm_samples_get_name (samples, 0), ==, "x/1.jpg");
  g_assert_false (derm_samples_has_truth (samples));
}

/* Columns as somebody chose them: those of the model's classes count, wherever they are; others do not. */
static void
test_chosen (void)
{
  static const char *const labels[] = { "a", "b", NULL };
  static const char head[] = "b,margin,label,file,scores,decision,recipe,a,model_sha256,status,c,input_sha256\n";
  static const char bare[] = "b,margin,label,file,scores,decision,recipe,model_sha256,status,c,input_sha256\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat (head, "0.25,0.5,a,one.jpg,raw,likely,dermlens,0.75,11,ok,x,00\n", NULL);
  g_autoptr (DermSamples) samples = open_text (text, labels, &error), moved = NULL, refused = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (derm_samples_get_n_items (samples), ==, 1);
  g_assert_cmpfloat (derm_samples_get_scores (samples, 0)[0], ==, 0.75F);
  g_assert_cmpfloat (derm_samples_get_scores (samples, 0)[1], ==, 0.25F);
  moved = open_text (HEADER_MOVED "one.jpg,ok,,a,0.75,00,11,dermlens,calibrated,likely,0.25\n", labels, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (derm_samples_get_scores (moved, 0)[1], ==, 0.25F);
  refused = open_text (bare, labels, &error);
  g_assert_null (refused);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "no column “a”"));
}

static void
test_csv_hostile (void)
{
  static const char *const cases[][2] = {
    { "image_id,dx\nISIC_1,nv\n", "line 1: this is no table of results" },
    { "image_id,dx\nISIC_1,nv\n", "image_id, dx" },
    { "file,status,error,index,label,a,b,input_sha256,model_sha256,recipe,decision\nx,ok,,0,a,1,0,,,,\n", "“scores”" },
    { "file,status,label,input_sha256,model_sha256,recipe,scores,decision\n", "“mel”" },
    { HEADER ROW ("one.jpg", "a", "0,75", "0.25", ""), "line 2: there are 14 columns" },
    { HEADER ROW ("one.jpg", "a", "x", "0.25", ""), "line 2, column “a”: “x” is not a number" },
    { HEADER ROW ("one.jpg", "a", "nan", "0.25", ""), "line 2, column “a”" },
    { HEADER ROW ("one.jpg", "a", "", "1", ""), "line 2, column “a”" },
    { HEADER ROW ("one.jpg", "a", "0.5", "0.25", ""), "add up to 0.750" },
    { HEADER ROW ("one.jpg", "a", "1.5", "-0.5", ""), "from 0 to 1" },
    { HEADER ROW ("one.jpg", "c", "0.75", "0.25", ""), "line 2, column “label”: there is no class “c”" },
    { HEADER ROW ("one.jpg", "a", "0.75", "0.25", "\377"), "line 2, column “truth”" },
    { HEADER ROW ("one.jpg", "a", "1", "0", "") ROW ("one.jpg", "a", "1", "0", ""), "two rows" },
    { HEADER ROW ("", "a", "1", "0", ""), "line 2, column “file”" },
    { HEADER "one.jpg,ok,,0,a,1,0,00,11,dermlens,,likely,\n", "does not say whether" },
    { HEADER "one.jpg,maybe,,0,a,1,0,00,11,dermlens,raw,likely,\n", "line 2, column “status”" },
    { HEADER ROW ("one.jpg", "a", "1", "0", "") "two.jpg,ok,,0,a,1,0,00,11,published,calibrated,likely,\n",
      "line 3, column “recipe”: “published” after “dermlens”" },
    { HEADER ROW ("one.jpg", "a", "1", "0", "") "two.jpg,ok,,0,a,1,0,00,12,dermlens,calibrated,likely,\n",
      "line 3, column “model_sha256”" },
    { HEADER ROW ("one.jpg", "a", "1", "0", "") "two.jpg,ok,,0,a,1,0,00,11,dermlens,raw,likely,\n",
      "line 3, column “scores”" },
    { HEADER "\"one.jpg,ok\n", "line 2: a quotation mark" },
    { HEADER, "no image" },
    { "file,status,error,index,label,a,A,input_sha256,model_sha256,recipe,scores,decision\nx,ok,,0,a,1,0,,,,raw,"
      "likely\n",
      "two columns" },
  };

  assert_all_refused (cases, G_N_ELEMENTS (cases));
}

/* ---- JSON ---- */

#define OBJECT(file, more)                                                                                             \
  "{\"file\":\"" file "\",\"status\":\"ok\",\"label\":\"a\",\"labels\":[\"a\",\"b\"],\"calibrated\":[0.75,0.25],"      \
  "\"logits\":[2,-1.5],\"recipe\":\"dermlens\",\"decision\":\"likely\",\"model_sha256\":\"11\",\"input_sha256\":"      \
  "\"00\"" more "}"

static void
assert_two (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_text (text, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (derm_samples_get_n_items (samples), ==, 2);
  g_assert_cmpuint (derm_samples_get_n_errors (samples), ==, 1);
  g_assert_cmpint (derm_samples_get_truth (samples, 0), ==, 1);
  g_assert_cmpint (derm_samples_get_truth (samples, 1), ==, -1);
  g_assert_cmpfloat (derm_samples_get_scores (samples, 1)[1], ==, 0.25F);
  g_assert_cmpfloat (derm_samples_get_logits (samples, 1)[0], ==, 2.F);
  g_assert_cmpstr (derm_samples_get_name (samples, 1), ==, "two");
}

static void
test_json (void)
{
  assert_two (OBJECT ("one.jpg", ",\"truth\":\"b\"") "\n{\"file\":\"x\",\"status\":\"error\"}\r\n\n" OBJECT (
      "two.jpg", ",\"truth\":null"));
  assert_two ("[\n" OBJECT ("one.jpg", ",\"truth\":\"b\"") ",\n{\"file\":\"x\",\"status\":\"error\"},\n" OBJECT (
      "two.jpg", "") "\n]\n");
}

static void
test_json_hostile (void)
{
  static const char *const cases[][2] = {
    { "{\"a\":1}\n", "line 1: there is no “status”" },
    { "[\n[]\n]\n", "line 2" },
    { OBJECT ("one.jpg", "") "\n{", "line 2" },
    { OBJECT ("one.jpg", "") "\n\n" OBJECT ("one.jpg", ""), "two rows" },
    { OBJECT ("one.jpg", ",\"truth\":\"c\""), "line 1, column “truth”" },
    { "{\"file\":\"x\",\"status\":\"ok\",\"label\":\"a\",\"labels\":[\"a\",\"b\"],\"calibrated\":[1],\"logits\":[1,2]}",
      "“calibrated”" },
    { "{\"file\":\"x\",\"status\":\"ok\",\"label\":\"a\",\"labels\":[\"a\",\"b\"],\"calibrated\":[1,null],\"logits\":["
      "1,2]}",
      "“calibrated”" },
    { "{\"file\":\"x\",\"status\":\"ok\",\"label\":\"a\",\"labels\":[\"a\",\"A\"],\"calibrated\":[1,0],\"logits\":[1,2]"
      "}",
      "twice" },
    { "{\"file\":\"x\",\"status\":\"ok\",\"label\":\"a\",\"labels\":[1,2],\"calibrated\":[1,0],\"logits\":[1,2]}",
      "“labels”" },
    { "{\"file\":\"x\",\"status\":\"ok\",\"label\":\"a\",\"labels\":[\"a\",\"b\"],\"calibrated\":[1,0],\"logits\":[1,2]"
      "}",
      "there is no “input_sha256”" },
    { "{\"file\":\"x\",\"status\":\"ok\",\"status\":\"ok\"}", "line 1" },
    { "{\"x\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}", "nested" },
  };

  assert_all_refused (cases, G_N_ELEMENTS (cases));
}

/* Truth from a table, by id. */
static void
test_join (void)
{
  static const char *const labels[] = { "a", "b", NULL };
  g_autoptr (DermSamples) samples
      = open_text (HEADER ROW ("x/one.jpg", "a", "1", "0", "b") ROW ("two.jpg", "a", "1", "0", "b"), NULL, NULL);
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("truth-XXXXXX.csv", &stream, NULL);
  g_autoptr (DermTruth) truth = NULL;

  g_assert_true (
      g_file_set_contents (g_file_peek_path (file), "image_id,dx,lesion_id,split\none,a,L1,test\n", -1, NULL));
  truth = derm_truth_new_from_file (file, labels, NULL, NULL, NULL, NULL);
  g_unlink (g_file_peek_path (file));
  g_assert_cmpuint (derm_samples_join (samples, truth), ==, 1);
  g_assert_cmpint (derm_samples_get_truth (samples, 0), ==, 0);
  g_assert_cmpstr (derm_samples_get_lesion (samples, 0), ==, "L1");
  g_assert_cmpstr (derm_samples_get_split (samples, 0), ==, "test");
  g_assert_cmpint (derm_samples_get_truth (samples, 1), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples-results/csv", test_csv);
  g_test_add_func ("/samples-results/order", test_order);
  g_test_add_func ("/samples-results/values", test_values);
  g_test_add_func ("/samples-results/names", test_names);
  g_test_add_func ("/samples-results/chosen", test_chosen);
  g_test_add_func ("/samples-results/csv-hostile", test_csv_hostile);
  g_test_add_func ("/samples-results/json", test_json);
  g_test_add_func ("/samples-results/json-hostile", test_json_hostile);
  g_test_add_func ("/samples-results/join", test_join);
  return g_test_run ();
}
