/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "explain-fixture.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

/* Explanations as numbers in files. */

static void
test_json (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplanation) explanation = explain_one_view (f, DERM_METHOD_SMOOTHGRAD);
  g_autofree char *text = derm_explanation_format_json (explanation);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object = json_node_get_object (node);
  JsonArray *rows = json_object_get_array_member (object, "map");

  g_assert_cmpstr (json_object_get_string_member (object, "method"), ==, "smoothgrad");
  g_assert_cmpstr (json_object_get_string_member (object, "class"), ==, derm_explanation_get_label (explanation));
  g_assert_cmpint (json_object_get_int_member (object, "copies"), ==, 32);
  g_assert_cmpfloat (json_object_get_double_member (object, "noise"), ==, 0.1);
  g_assert_cmpstr (json_object_get_string_member (object, "model_sha256"), ==, derm_model_get_sha256 (f->model));
  g_assert_cmpstr (json_object_get_string_member (object, "input_sha256"), ==, derm_input_get_sha256 (f->input));
  g_assert_false (json_object_has_member (object, "patch"));
  g_assert_cmpuint (json_array_get_length (rows), ==, 28);
  for (guint y = 0; y < 28; y++)
    for (guint x = 0; x < 28; x++)
      g_assert_cmpfloat ((float) json_array_get_double_element (json_array_get_array_element (rows, y), x), ==,
                         derm_explanation_get_value (explanation, (int) x, (int) y));
}

/* The numbers of a painted input are not taken for those of the image. */
static void
test_painted (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplanation) before = explain_one_view (f, DERM_METHOD_GRADCAM), after = NULL;
  g_autofree char *plain = derm_explanation_format_json (before), *edited = NULL;
  gsize size = (gsize) 3 * (gsize) derm_input_get_width (f->input) * (gsize) derm_input_get_height (f->input);
  g_autofree guint8 *rgb = g_memdup2 (derm_input_get_rgb (f->input), size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermInput) painted = NULL;

  rgb[0] ^= 0xff;
  bytes = g_bytes_new (rgb, size);
  painted = derm_input_with_pixels (f->input, bytes, NULL);
  g_set_object (&f->input, painted);
  after = explain_one_view (f, DERM_METHOD_GRADCAM);
  edited = derm_explanation_format_json (after);
  g_assert_null (strstr (plain, ", then edited\""));
  g_assert_nonnull (strstr (edited, ", then edited\""));
}

static void
test_npy (ExplainFixture *f, gconstpointer unused)
{
  static const char words[] = "'shape': (7, 7), }";
  g_autoptr (DermExplanation) explanation = explain_one_view (f, DERM_METHOD_GRADCAM);
  g_autofree char *folder = g_dir_make_tmp ("explain-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "map.npy", NULL), *beside = g_strconcat (path, ".json", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (derm_explanation_save (explanation, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length % 64, ==, 49 * 4 % 64);
  g_assert_nonnull (strstr (contents + 10, words));
  g_assert_cmpmem (contents + length - 49 * 4, 49 * 4, derm_explanation_get_map (explanation, NULL), 49 * 4);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (beside), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_false (derm_explanation_save (explanation, "map.bmp", &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
}

static void
assert_signed (double value, double scale, const char *expected)
{
  g_autofree char *text = derm_text_format_signed (value, scale);

  g_assert_cmpstr (text, ==, expected);
}

/* Two digits of the scale, whatever it is; no sign of what is nothing beside it. */
static void
test_signed (void)
{
  assert_signed (0.274, 0.274, "+0.27");
  assert_signed (-0.274, 0.53, "−0.27");
  assert_signed (-0.001, 0.53, "0.00");
  assert_signed (0.00025, 0.00025, "+0.00025");
  assert_signed (3.04e-9, 3.04e-9, "+3.0 × 10⁻⁹");
  assert_signed (-9.97e-6, 5e-5, "−1.0 × 10⁻⁵");
  assert_signed (-1e-12, 3e-9, "0");
  assert_signed (25.0, 3e-5, "+25.000000"); /* what no map has ends no program */
  assert_signed (-2.0, INFINITY, "−2");
  assert_signed (NAN, 1e-9, "+nan");
  assert_signed (0.5, NAN, "+0.50");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                                                \
  g_test_add ("/explain-record/" path, ExplainFixture, NULL, explain_set_up, func, explain_tear_down)
  ADD ("json", test_json);
  ADD ("painted", test_painted);
  ADD ("npy", test_npy);
  g_test_add_func ("/explain-record/signed", test_signed);

  return g_test_run ();
}
