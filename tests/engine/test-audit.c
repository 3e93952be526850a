/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Audits of two small nets on drawn pictures: all faults of the faulty one are found, none of the clean one. */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "audit-fixture.h"
#include "patterns.h"

enum { N_EACH = 15, KINDS = DERM_FINDING_NEAR_DUPLICATES + 1 };

static double
get_accuracy (DermAudit *audit, DermLayout layout, DermFilter filter, DermNumbering numbering)
{
  return derm_metrics_get_accuracy (derm_audit_get_metrics (audit, layout, filter, numbering));
}

/* The published faults: packing, numbering, and a test set with leaks: the very training images, a copy of one under
 * another name, one a bit lighter, and another image of a lesion that was trained on. */
static void
test_faulty (AuditSet *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;
  gboolean is_exact;
  guint n;
  const guint *group;

  audit_add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  audit_add_image (set, "seen-1", 0, 1, 1, "L-shared");
  audit_add_image (set, "seen-2", 1, 2, 1, NULL);
  audit_add_image (set, "copy-of-1", 0, 1, 1, NULL);
  audit_add_image (set, "light-2", 1, 2, 1.04, NULL);
  audit_add_image (set, "second-view", 0, 5000, 1, "L-shared");
  g_string_append (set->trained_on, "seen-1,train\nseen-2,train\nmel-1000,test\n");
  audit = audit_run (set, "audit-faulty.safetensors", TRUE);
  audit_assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_FAULT, "trained on rows");
  audit_assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_FAULT, "hmnist_28_28_RGB");
  audit_assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_FAULT,
                        "4 is nv (not mel), 5 is vasc (not nv), 6 is mel (not vasc)");
  audit_assert_verdict (audit, DERM_FINDING_TRAINED_ON, DERM_VERDICT_FAULT, "2 of the 110 images");
  audit_assert_verdict (audit, DERM_FINDING_LESIONS, DERM_VERDICT_FAULT, "L-shared");
  audit_assert_verdict (audit, DERM_FINDING_DUPLICATES, DERM_VERDICT_FAULT, "copy-of-1");
  audit_assert_verdict (audit, DERM_FINDING_NEAR_DUPLICATES, DERM_VERDICT_FAULT, "light-2");
  g_assert_cmpint ((int) derm_audit_get_layout (audit), ==, (int) DERM_LAYOUT_ROWS);
  g_assert_cmpint ((int) derm_audit_get_numbering (audit), ==, (int) DERM_NUMBERING_FOUND);
  g_assert_cmpuint (derm_audit_get_n_groups (audit), ==, 2);
  group = derm_audit_get_group (audit, 0, &is_exact, &n);
  g_assert_true (is_exact);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (derm_audit_get_path (audit, group[0]), ==, "copy-of-1.ppm");
  g_assert_cmpstr (derm_audit_get_path (audit, group[1]), ==, "seen-1.ppm");
}

/* What each fault costs, alone and together. */
static void
test_costs (AuditSet *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;
  const int *found;

  audit_add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  audit = audit_run (set, "audit-faulty.safetensors", FALSE);
  found = derm_audit_get_classes (audit, DERM_NUMBERING_FOUND);
  g_assert_cmpmem (found, sizeof (int) * PATTERN_CLASSES, derm_audit_get_classes (audit, DERM_NUMBERING_CSV),
                   sizeof (int) * PATTERN_CLASSES);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_ROWS, DERM_FILTER_LANCZOS, DERM_NUMBERING_FOUND), >, 0.9);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_ROWS, DERM_FILTER_LANCZOS, DERM_NUMBERING_OWN), <, 0.65);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_LANCZOS, DERM_NUMBERING_FOUND), <, 0.6);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN), <, 0.5);
  audit_assert_verdict (audit, DERM_FINDING_TRAINED_ON, DERM_VERDICT_UNKNOWN, "cannot be told");
  audit_assert_verdict (audit, DERM_FINDING_LESIONS, DERM_VERDICT_UNKNOWN, "cannot be told");
}

static void
test_clean (AuditSet *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;

  audit_add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  g_string_append (set->trained_on, "elsewhere,train\n");
  audit = audit_run (set, "audit-clean.safetensors", TRUE);
  audit_assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_FINE, "planes, as its recipe says");
  audit_assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_FINE, "mean the classes");
  audit_assert_verdict (audit, DERM_FINDING_TRAINED_ON, DERM_VERDICT_FINE, "None");
  audit_assert_verdict (audit, DERM_FINDING_LESIONS, DERM_VERDICT_FINE, "one side");
  audit_assert_verdict (audit, DERM_FINDING_DUPLICATES, DERM_VERDICT_FINE, "No file");
  audit_assert_verdict (audit, DERM_FINDING_NEAR_DUPLICATES, DERM_VERDICT_FINE, "No two different files");
  for (guint i = 0; i < derm_audit_get_n_findings (audit); i++)
    {
      DermFindingKind kind;
      DermVerdict verdict;

      derm_audit_get_finding (audit, i, &kind, &verdict);
      g_assert_cmpint ((int) verdict, !=, (int) DERM_VERDICT_FAULT);
    }
  g_assert_cmpint ((int) derm_audit_get_filter (audit), ==, (int) DERM_FILTER_BICUBIC);
  g_assert_cmpint ((int) derm_audit_get_numbering (audit), ==, (int) DERM_NUMBERING_OWN);
  g_assert_null (derm_audit_get_metrics (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BOX, DERM_NUMBERING_FOUND));
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN), >, 0.9);
  g_assert_cmpuint (derm_audit_get_n_groups (audit), ==, 0);
}

/* A model that calls nearly everything melanoma is a poor one, but its labels and layout are right. */
static void
test_biased (AuditSet *set, gconstpointer data)
{
  g_autofree char *clean = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-clean.safetensors", NULL);
  g_autofree char *path = g_build_filename (set->folder, "biased.safetensors", NULL), *content = NULL;
  const guint16 much = GUINT16_TO_LE (0x4a00); /* 12 as half float */
  g_autoptr (DermAudit) audit = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (clean, &content, &size, NULL));
  memcpy (content + size - 2 * PATTERN_CLASSES + 2 * 4, &much, 2); /* the last tensor is the last layer's bias */
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  audit_add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  audit = audit_run (set, path, FALSE);
  audit_assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_FINE, "planes, as its recipe says");
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN), <, 0.8);
  g_assert_cmpint ((int) derm_audit_get_numbering (audit), ==, (int) DERM_NUMBERING_OWN);
}

/* The audit's figure is the one that the ordinary way gives. */
static void
test_same_as_predict (AuditSet *set, gconstpointer data)
{
  g_autoptr (DermClassifier) classifier = audit_load ("audit-clean.safetensors");
  g_autoptr (DermAudit) audit = NULL;
  int n_right = 0;

  audit_add_images (set, 5, UNSEEN, 0, PATTERN_CLASSES);
  audit = audit_run (set, "audit-clean.safetensors", FALSE);
  for (guint i = 0; i < derm_audit_get_n_images (audit); i++)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (set->folder, derm_audit_get_path (audit, i), NULL);
      g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
      g_autoptr (DermInput) input
          = derm_input_new (image, derm_model_get_recipe (derm_classifier_get_model (classifier)), NULL);
      g_autoptr (DermPrediction) prediction = derm_classifier_predict (classifier, input, NULL);

      n_right += derm_prediction_get_top (prediction)
                 == derm_truth_get_label (derm_audit_get_truth (audit), derm_audit_get_row (audit, i));
    }
  g_assert_cmpuint (derm_audit_get_n_images (audit), ==, 35);
  g_assert_cmpfloat_with_epsilon (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN),
                                  n_right / 35.0, 1e-12);
}

/* Too few images prove nothing. */
static void
test_few (AuditSet *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;

  audit_add_image (set, "a", 4, UNSEEN, 1, NULL);
  audit_add_image (set, "b", 5, UNSEEN, 1, NULL);
  audit = audit_run (set, "audit-faulty.safetensors", FALSE);
  audit_assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_UNKNOWN, "chance");
  audit_assert_verdict (audit, DERM_FINDING_FILTER, DERM_VERDICT_UNKNOWN, "cannot be told");
  g_assert_cmpint ((int) derm_audit_get_numbering (audit), ==, (int) DERM_NUMBERING_OWN);
}

/* Of one class alone nothing can be told: to call everything the same would be right on either layout. */
static void
test_one_class (AuditSet *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;
  DermMetrics *metrics;

  audit_add_images (set, 40, UNSEEN, 4, 5);
  audit = audit_run (set, "audit-faulty.safetensors", FALSE);
  audit_assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_UNKNOWN, "cannot be told");
  audit_assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_UNKNOWN, "chance");
  g_assert_cmpint (derm_audit_get_layout (audit), ==, DERM_LAYOUT_PLANES); /* its own */
  g_assert_cmpint (derm_audit_get_filter (audit), ==, DERM_FILTER_BICUBIC);
  g_assert_cmpint (derm_audit_get_numbering (audit), ==, DERM_NUMBERING_OWN);
  metrics = derm_audit_get_metrics (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN);
  g_assert_true (isnan (derm_metrics_get_macro_auc (metrics)));
  g_assert_false (isnan (derm_metrics_get_balanced_accuracy (metrics)));
}

/* Labels that have nothing to do with the images are no permutation. */
static void
test_random_truth (AuditSet *set, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (DermAudit) audit = NULL;

  for (guint32 i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i), *name = g_strconcat (id, ".ppm", NULL);
      g_autofree char *path = g_build_filename (set->folder, name, NULL);

      pattern_save (g_rand_int_range (random, 0, PATTERN_CLASSES), UNSEEN + i, 1, path);
      g_string_append_printf (set->truth, "%s,,%s\n", id, pattern_codes[g_rand_int_range (random, 0, PATTERN_CLASSES)]);
    }
  audit = audit_run (set, "audit-clean.safetensors", FALSE);
  audit_assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_UNKNOWN, "chance");
  audit_assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_UNKNOWN, "cannot be told");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  audit_add_test ("/audit/faulty", test_faulty);
  audit_add_test ("/audit/costs", test_costs);
  audit_add_test ("/audit/clean", test_clean);
  audit_add_test ("/audit/biased", test_biased);
  audit_add_test ("/audit/same-as-predict", test_same_as_predict);
  audit_add_test ("/audit/few", test_few);
  audit_add_test ("/audit/one-class", test_one_class);
  audit_add_test ("/audit/random-truth", test_random_truth);
  return g_test_run ();
}
