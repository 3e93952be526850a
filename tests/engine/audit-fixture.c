/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "audit-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "patterns.h"

void
audit_set_up (AuditSet *set, gconstpointer data)
{
  set->folder = g_dir_make_tmp ("audit-XXXXXX", NULL);
  set->truth = g_string_new ("image_id,lesion_id,dx\n");
  set->trained_on = g_string_new ("image_id,part\n");
}

void
audit_tear_down (AuditSet *set, gconstpointer data)
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

void
audit_add_image (AuditSet *set, const char *id, int class, guint32 seed, double brightness, const char *lesion)
{
  g_autofree char *name = g_strconcat (id, ".ppm", NULL), *path = g_build_filename (set->folder, name, NULL);

  pattern_save (class, seed, brightness, path);
  g_string_append_printf (set->truth, "%s,%s%s,%s\n", id, lesion != NULL ? lesion : "L-", lesion != NULL ? "" : id,
                          pattern_codes[class]);
}

void
audit_add_images (AuditSet *set, int n_each, guint32 first_seed, int first_class, int end_class)
{
  for (int class = first_class; class < end_class; class ++)
    for (int i = 0; i < n_each; i++)
      {
        g_autofree char *id = g_strdup_printf ("%s-%u", pattern_codes[class], first_seed + (guint32) i);

        audit_add_image (set, id, class, first_seed + (guint32) i, 1, NULL);
      }
}

char *
audit_save_text (AuditSet *set, const char *name, const GString *text)
{
  char *path = g_build_filename (set->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return path;
}

DermClassifier *
audit_load (const char *name)
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

DermAudit *
audit_run_full (AuditSet *set, const char *model, GFile *trained_on, AuditWatch watch, GError **error)
{
  g_autofree char *truth_path = audit_save_text (set, "truth.csv", set->truth);
  g_autoptr (GFile) truth_file = g_file_new_for_path (truth_path), folder = g_file_new_for_path (set->folder);
  g_autoptr (DermClassifier) classifier = audit_load (model);
  g_autoptr (DermTruth) truth = derm_truth_new_from_file (truth_file, pattern_codes, NULL, NULL, NULL, error);

  g_assert_nonnull (truth);
  if (watch.progress == NULL)
    return derm_audit_new (classifier, truth, folder, trained_on, watch.cancellable, error);
  return derm_audit_new_with_progress (&(DermAuditSubject){ classifier, truth, folder, trained_on }, watch.progress,
                                       watch.data, watch.cancellable, error);
}

DermAudit *
audit_run (AuditSet *set, const char *model, gboolean has_list)
{
  g_autofree char *path = audit_save_text (set, "trained-on.csv", set->trained_on);
  g_autoptr (GFile) trained_on = has_list ? g_file_new_for_path (path) : NULL;
  g_autoptr (GError) error = NULL;
  DermAudit *audit = audit_run_full (set, model, trained_on, (AuditWatch){ NULL }, &error);

  g_assert_no_error (error);
  return audit;
}

void
audit_assert_verdict (DermAudit *audit, DermFindingKind wanted, DermVerdict want, const char *part)
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

void
audit_add_test (const char *path, void (*func) (AuditSet *, gconstpointer))
{
  g_test_add (path, AuditSet, NULL, audit_set_up, func, audit_tear_down);
}
