/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Audits of two small nets on drawn pictures: all faults of the faulty one are found, none of the clean one. */

#include <derm.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "patterns.h"

enum { N_EACH = 15, UNSEEN = 1000, KINDS = DERM_FINDING_NEAR_DUPLICATES + 1 };

/* A folder of images, and the text of their truth. */
typedef struct {
  char *folder;
  GString *truth, *trained_on;
} Set;

static void
set_up (Set *set, gconstpointer data)
{
  set->folder = g_dir_make_tmp ("audit-XXXXXX", NULL);
  set->truth = g_string_new ("image_id,lesion_id,dx\n");
  set->trained_on = g_string_new ("image_id,part\n");
}

static void
tear_down (Set *set, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (set->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (set->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_rmdir (set->folder);
  g_free (set->folder);
  g_string_free (set->truth, TRUE);
  g_string_free (set->trained_on, TRUE);
}

/* One image with a lesion of its own if none is given. */
static void
add_image (Set *set, const char *id, int class, guint32 seed, double brightness, const char *lesion)
{
  g_autofree char *name = g_strconcat (id, ".ppm", NULL), *path = g_build_filename (set->folder, name, NULL);

  pattern_save (class, seed, brightness, path);
  g_string_append_printf (set->truth, "%s,%s%s,%s\n", id, lesion != NULL ? lesion : "L-", lesion != NULL ? "" : id,
                          pattern_codes[class]);
}

static void
add_images (Set *set, int n_each, guint32 first_seed, int first_class, int end_class)
{
  for (int class = first_class; class < end_class; class ++)
    for (int i = 0; i < n_each; i++)
      {
        g_autofree char *id = g_strdup_printf ("%s-%u", pattern_codes[class], first_seed + (guint32) i);

        add_image (set, id, class, first_seed + (guint32) i, 1, NULL);
      }
}

static char *
save_text (Set *set, const char *name, const GString *text)
{
  char *path = g_build_filename (set->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return path;
}

static DermClassifier *
load (const char *name)
{
  g_autofree char *path = g_path_is_absolute (name)
                              ? g_strdup (name)
                              : g_test_build_filename (G_TEST_DIST, "engine", "fixtures", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  DermClassifier *classifier;

  g_assert_no_error (error);
  classifier = derm_classifier_new (model, NULL, 2, &error);
  g_assert_no_error (error);
  return classifier;
}

/* What is told how far an audit is, and what may stop it. */
typedef struct {
  DermAuditProgress progress;
  gpointer data;
  GCancellable *cancellable;
} Watch;

static DermAudit *
run_full (Set *set, const char *model, GFile *trained_on, Watch watch, GError **error)
{
  g_autofree char *truth_path = save_text (set, "truth.csv", set->truth);
  g_autoptr (GFile) truth_file = g_file_new_for_path (truth_path), folder = g_file_new_for_path (set->folder);
  g_autoptr (DermClassifier) classifier = load (model);
  g_autoptr (DermTruth) truth = derm_truth_new_from_file (truth_file, pattern_codes, NULL, NULL, NULL, error);

  g_assert_nonnull (truth);
  if (watch.progress == NULL)
    return derm_audit_new (classifier, truth, folder, trained_on, watch.cancellable, error);
  return derm_audit_new_with_progress (&(DermAuditSubject){ classifier, truth, folder, trained_on }, watch.progress,
                                       watch.data, watch.cancellable, error);
}

static DermAudit *
run (Set *set, const char *model, gboolean has_list)
{
  g_autofree char *path = save_text (set, "trained-on.csv", set->trained_on);
  g_autoptr (GFile) trained_on = has_list ? g_file_new_for_path (path) : NULL;
  g_autoptr (GError) error = NULL;
  DermAudit *audit = run_full (set, model, trained_on, (Watch){ NULL }, &error);

  g_assert_no_error (error);
  return audit;
}

static void
assert_verdict (DermAudit *audit, DermFindingKind wanted, DermVerdict want, const char *part)
{
  int n_found = 0;

  for (guint i = 0; i < derm_audit_get_n_findings (audit); i++)
    {
      DermFindingKind kind;
      DermVerdict verdict;
      const char *text = derm_audit_get_finding (audit, i, &kind, &verdict);

      if (kind != wanted)
        continue;
      n_found++;
      g_test_message ("%s: %s: %s", derm_finding_kind_get_id (kind), derm_verdict_get_id (verdict), text);
      g_assert_cmpint ((int) verdict, ==, (int) want);
      g_assert_nonnull (strstr (text, part));
    }
  g_assert_cmpint (n_found, ==, 1);
}

static double
get_accuracy (DermAudit *audit, DermLayout layout, DermFilter filter, DermNumbering numbering)
{
  return derm_metrics_get_accuracy (derm_audit_get_metrics (audit, layout, filter, numbering));
}

/* The published faults: packing, numbering, and a test set with leaks: the very training images, a copy of one under
 * another name, one a bit lighter, and another image of a lesion that was trained on. */
static void
test_faulty (Set *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;
  gboolean is_exact;
  guint n;
  const guint *group;

  add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  add_image (set, "seen-1", 0, 1, 1, "L-shared");
  add_image (set, "seen-2", 1, 2, 1, NULL);
  add_image (set, "copy-of-1", 0, 1, 1, NULL);
  add_image (set, "light-2", 1, 2, 1.04, NULL);
  add_image (set, "second-view", 0, 5000, 1, "L-shared");
  g_string_append (set->trained_on, "seen-1,train\nseen-2,train\nmel-1000,test\n");
  audit = run (set, "audit-faulty.safetensors", TRUE);
  assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_FAULT, "trained on rows");
  assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_FAULT, "hmnist_28_28_RGB");
  assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_FAULT,
                  "4 is nv (not mel), 5 is vasc (not nv), 6 is mel (not vasc)");
  assert_verdict (audit, DERM_FINDING_TRAINED_ON, DERM_VERDICT_FAULT, "2 of the 110 images");
  assert_verdict (audit, DERM_FINDING_LESIONS, DERM_VERDICT_FAULT, "L-shared");
  assert_verdict (audit, DERM_FINDING_DUPLICATES, DERM_VERDICT_FAULT, "copy-of-1");
  assert_verdict (audit, DERM_FINDING_NEAR_DUPLICATES, DERM_VERDICT_FAULT, "light-2");
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
test_costs (Set *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;
  const int *found;

  add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  audit = run (set, "audit-faulty.safetensors", FALSE);
  found = derm_audit_get_classes (audit, DERM_NUMBERING_FOUND);
  g_assert_cmpmem (found, sizeof (int) * PATTERN_CLASSES, derm_audit_get_classes (audit, DERM_NUMBERING_CSV),
                   sizeof (int) * PATTERN_CLASSES);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_ROWS, DERM_FILTER_LANCZOS, DERM_NUMBERING_FOUND), >, 0.9);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_ROWS, DERM_FILTER_LANCZOS, DERM_NUMBERING_OWN), <, 0.65);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_LANCZOS, DERM_NUMBERING_FOUND), <, 0.6);
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN), <, 0.5);
  assert_verdict (audit, DERM_FINDING_TRAINED_ON, DERM_VERDICT_UNKNOWN, "cannot be told");
  assert_verdict (audit, DERM_FINDING_LESIONS, DERM_VERDICT_UNKNOWN, "cannot be told");
}

static void
test_clean (Set *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;

  add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  g_string_append (set->trained_on, "elsewhere,train\n");
  audit = run (set, "audit-clean.safetensors", TRUE);
  assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_FINE, "planes, as its recipe says");
  assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_FINE, "mean the classes");
  assert_verdict (audit, DERM_FINDING_TRAINED_ON, DERM_VERDICT_FINE, "None");
  assert_verdict (audit, DERM_FINDING_LESIONS, DERM_VERDICT_FINE, "one side");
  assert_verdict (audit, DERM_FINDING_DUPLICATES, DERM_VERDICT_FINE, "No file");
  assert_verdict (audit, DERM_FINDING_NEAR_DUPLICATES, DERM_VERDICT_FINE, "No picture");
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
test_biased (Set *set, gconstpointer data)
{
  g_autofree char *clean = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-clean.safetensors", NULL);
  g_autofree char *path = g_build_filename (set->folder, "biased.safetensors", NULL), *content = NULL;
  const guint16 much = GUINT16_TO_LE (0x4a00); /* 12 as half float */
  g_autoptr (DermAudit) audit = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (clean, &content, &size, NULL));
  memcpy (content + size - 2 * PATTERN_CLASSES + 2 * 4, &much, 2); /* the last tensor is the last layer's bias */
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  add_images (set, N_EACH, UNSEEN, 0, PATTERN_CLASSES);
  audit = run (set, path, FALSE);
  assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_FINE, "planes, as its recipe says");
  g_assert_cmpfloat (get_accuracy (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN), <, 0.8);
  g_assert_cmpint ((int) derm_audit_get_numbering (audit), ==, (int) DERM_NUMBERING_OWN);
}

/* The audit's figure is the one that the ordinary way gives. */
static void
test_same_as_predict (Set *set, gconstpointer data)
{
  g_autoptr (DermClassifier) classifier = load ("audit-clean.safetensors");
  g_autoptr (DermAudit) audit = NULL;
  int n_right = 0;

  add_images (set, 5, UNSEEN, 0, PATTERN_CLASSES);
  audit = run (set, "audit-clean.safetensors", FALSE);
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
test_few (Set *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;

  add_image (set, "a", 4, UNSEEN, 1, NULL);
  add_image (set, "b", 5, UNSEEN, 1, NULL);
  audit = run (set, "audit-faulty.safetensors", FALSE);
  assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_UNKNOWN, "chance");
  assert_verdict (audit, DERM_FINDING_FILTER, DERM_VERDICT_UNKNOWN, "cannot be told");
  g_assert_cmpint ((int) derm_audit_get_numbering (audit), ==, (int) DERM_NUMBERING_OWN);
}

/* Of one class alone nothing can be told: to call everything the same would be right on either layout. */
static void
test_one_class (Set *set, gconstpointer data)
{
  g_autoptr (DermAudit) audit = NULL;
  DermMetrics *metrics;

  add_images (set, 40, UNSEEN, 4, 5);
  audit = run (set, "audit-faulty.safetensors", FALSE);
  assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_UNKNOWN, "cannot be told");
  assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_UNKNOWN, "chance");
  g_assert_cmpint (derm_audit_get_layout (audit), ==, DERM_LAYOUT_PLANES); /* its own */
  g_assert_cmpint (derm_audit_get_filter (audit), ==, DERM_FILTER_BICUBIC);
  g_assert_cmpint (derm_audit_get_numbering (audit), ==, DERM_NUMBERING_OWN);
  metrics = derm_audit_get_metrics (audit, DERM_LAYOUT_PLANES, DERM_FILTER_BICUBIC, DERM_NUMBERING_OWN);
  g_assert_true (isnan (derm_metrics_get_macro_auc (metrics)));
  g_assert_false (isnan (derm_metrics_get_balanced_accuracy (metrics)));
}

/* Labels that have nothing to do with the images are no permutation. */
static void
test_random_truth (Set *set, gconstpointer data)
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
  audit = run (set, "audit-clean.safetensors", FALSE);
  assert_verdict (audit, DERM_FINDING_LAYOUT, DERM_VERDICT_UNKNOWN, "chance");
  assert_verdict (audit, DERM_FINDING_LABELS, DERM_VERDICT_UNKNOWN, "cannot be told");
}

/* Bad files are named and counted; the others are judged all the same. */
static void
test_bad_files (Set *set, gconstpointer data)
{
  g_autofree char *empty = g_build_filename (set->folder, "empty.jpg", NULL);
  g_autofree char *text = g_build_filename (set->folder, "text.png", NULL);
  g_autofree char *other = g_build_filename (set->folder, "other.png", NULL);
  g_autofree char *twice = g_build_filename (set->folder, "a.tif", NULL);
  g_autoptr (DermAudit) audit = NULL;
  const char *path;

  add_image (set, "a", 4, UNSEEN, 1, NULL);
  g_string_append (set->truth, "empty,,nv\ntext,,nv\ngone,,nv\n");
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_true (g_file_set_contents (text, "no image", -1, NULL));
  g_assert_true (g_file_set_contents (other, "nobody knows its label", -1, NULL));
  g_assert_true (g_file_set_contents (twice, "the second of that id", -1, NULL));
  audit = run (set, "audit-clean.safetensors", FALSE);
  g_assert_cmpuint (derm_audit_get_n_images (audit), ==, 1);
  g_assert_cmpuint (derm_audit_get_n_failures (audit), ==, 2);
  g_assert_nonnull (derm_audit_get_failure (audit, 0, &path));
  g_assert_cmpstr (path, ==, "empty.jpg");
  g_assert_cmpuint (derm_audit_get_n_unlabelled (audit), ==, 1);
  g_assert_cmpuint (derm_audit_get_n_missing (audit), ==, 1);
  g_assert_cmpuint (derm_audit_get_n_same_id (audit), ==, 1);
}

static void
assert_empty (Set *set, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run_full (set, "audit-clean.safetensors", NULL, (Watch){ NULL, NULL, NULL }, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_EMPTY);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_nothing (Set *set, gconstpointer data)
{
  g_autofree char *path = g_build_filename (set->folder, "bad.jpg", NULL);

  g_string_append (set->truth, "x,,nv\n");
  assert_empty (set, "none of the 0 images");
  g_assert_true (g_file_set_contents (path, "bad", -1, NULL));
  assert_empty (set, "none of the 1 images");
  g_string_append (set->truth, "bad,,unheard-of\n");
  assert_empty (set, "none of the 1 images");
  g_string_append (set->truth, "bad2,,nv\n");
  g_free (path);
  path = g_build_filename (set->folder, "bad2.jpg", NULL);
  g_assert_true (g_file_set_contents (path, "bad", -1, NULL));
  assert_empty (set, "could be used; bad2.jpg: ");
}

static void
cancel_at_once (guint n_done, guint n_images, gpointer cancellable)
{
  g_assert_cmpuint (n_done, <, n_images);
  g_cancellable_cancel (cancellable);
}

static void
count_progress (guint n_done, guint n_images, gpointer last)
{
  g_assert_cmpuint (n_images, ==, 35);
  g_assert_cmpuint (n_done, >=, *(guint *) last);
  *(guint *) last = n_done;
}

static void
test_progress (Set *set, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL, cancelled = NULL;
  g_autoptr (DermAudit) audit = NULL;
  guint last = 0;

  add_images (set, 5, UNSEEN, 0, PATTERN_CLASSES);
  audit = run_full (set, "audit-clean.safetensors", NULL, (Watch){ count_progress, &last, NULL }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (last, ==, 35);
  g_assert_null (
      run_full (set, "audit-clean.safetensors", NULL, (Watch){ cancel_at_once, cancellable, cancellable }, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path, void (*func) (Set *, gconstpointer))
{
  g_test_add (path, Set, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/audit/faulty", test_faulty);
  add ("/audit/costs", test_costs);
  add ("/audit/clean", test_clean);
  add ("/audit/biased", test_biased);
  add ("/audit/same-as-predict", test_same_as_predict);
  add ("/audit/few", test_few);
  add ("/audit/one-class", test_one_class);
  add ("/audit/random-truth", test_random_truth);
  add ("/audit/bad-files", test_bad_files);
  add ("/audit/nothing", test_nothing);
  add ("/audit/progress", test_progress);
  return g_test_run ();
}
