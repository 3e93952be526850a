/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "evaluation-fixture.h"

JsonParser *
evaluation_fixture_open (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "evaluation.json", NULL);
  JsonParser *parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return parser;
}

JsonArray *
evaluation_fixture_get_cases (JsonParser *parser)
{
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
}

static void
add_item (DermEvaluationSet *set, JsonObject *entry, guint item)
{
  JsonArray *scores = json_object_get_array_member (entry, "scores"),
            *truth = json_object_get_array_member (entry, "truth");
  const guint n_classes = (guint) derm_evaluation_set_get_n_classes (set);
  const char *lesion = NULL;
  float row[16];
  g_autofree char *name = g_strdup_printf ("image-%03u", item);
  g_autoptr (GError) error = NULL;

  if (json_object_has_member (entry, "lesions"))
    lesion = json_array_get_string_element (json_object_get_array_member (entry, "lesions"), item);
  for (guint k = 0; k < n_classes; k++)
    row[k] = (float) json_array_get_double_element (scores, item * n_classes + k);
  derm_evaluation_set_add_scores (set, name, (int) json_array_get_int_element (truth, item), row, (int) n_classes,
                                  &error);
  g_assert_no_error (error);
  if (lesion != NULL)
    g_assert_true (derm_evaluation_set_set_lesion (set, derm_evaluation_set_get_n_items (set) - 1, lesion));
}

DermEvaluationSet *
evaluation_fixture_make_set (JsonObject *entry, const guint *order)
{
  static const char *const labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };
  const gsize n_classes = (gsize) json_object_get_int_member (entry, "classes");
  const guint n = json_array_get_length (json_object_get_array_member (entry, "truth"));
  g_autoptr (GPtrArray) used = g_ptr_array_new ();
  DermEvaluationSet *set;

  for (gsize k = 0; k < n_classes; k++)
    g_ptr_array_add (used, (gpointer) labels[k]);
  g_ptr_array_add (used, NULL);
  set = derm_evaluation_set_new ((const char *const *) used->pdata, NULL);
  for (guint i = 0; i < n; i++)
    add_item (set, entry, order != NULL ? order[i] : i);

  return set;
}

DermEvaluation *
evaluation_fixture_make (JsonObject *entry)
{
  g_autoptr (DermEvaluationSet) set = evaluation_fixture_make_set (entry, NULL);

  return derm_evaluation_new (set);
}

int
evaluation_fixture_n_classes (DermEvaluation *evaluation)
{
  return derm_evaluation_set_get_n_classes (derm_evaluation_get_set (evaluation));
}
