/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "audit-private.h"
#include "derm-error.h"
#include "made.h"

struct _DermAudit {
  GObject parent_instance;

  DermModel *model;                                       /* owned */
  DermTruth *truth;                                       /* owned */
  DermRecipe *recipe;                                     /* owned */
  AuditImages *images;                                    /* owned */
  AuditChoice *choice;                                    /* owned */
  GArray *groups;                                         /* owned, of TwinGroup */
  GArray *findings;                                       /* owned, of AuditFinding */
  int *numberings[DERM_N_NUMBERINGS];                     /* owned, or NULL */
  DermMetrics *metrics[AUDIT_N_VIEWS][DERM_N_NUMBERINGS]; /* owned, or NULL */
};

G_DEFINE_ABSTRACT_TYPE (DermAudit, derm_audit, G_TYPE_OBJECT)

static void
finding_clear (gpointer data)
{
  AuditFinding *finding = data;

  g_free (finding->text);
}

static void
derm_audit_finalize (GObject *object)
{
  DermAudit *self = DERM_AUDIT (object);

  for (int numbering = 0; numbering < DERM_N_NUMBERINGS; numbering++)
    {
      g_free (self->numberings[numbering]);
      for (int view = 0; view < AUDIT_N_VIEWS; view++)
        g_clear_object (&self->metrics[view][numbering]);
    }
  g_clear_pointer (&self->images, derm_audit_images_free);
  g_clear_pointer (&self->choice, derm_audit_choice_free);
  g_clear_pointer (&self->groups, g_array_unref);
  g_array_unref (self->findings);
  g_clear_object (&self->model);
  g_clear_object (&self->truth);
  g_clear_object (&self->recipe);
  G_OBJECT_CLASS (derm_audit_parent_class)->finalize (object);
}

static void
derm_audit_class_init (DermAuditClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_audit_finalize;
}

static void
derm_audit_init (DermAudit *self)
{
  self->findings = g_array_new (FALSE, FALSE, sizeof (AuditFinding));
  g_array_set_clear_func (self->findings, finding_clear);
}

const char *
derm_numbering_get_id (DermNumbering numbering)
{
  static const char *const ids[] = { "own", "published", "csv", "found" };

  g_return_val_if_fail ((guint) numbering < G_N_ELEMENTS (ids), NULL);
  return ids[numbering];
}

const char *
derm_verdict_get_id (DermVerdict verdict)
{
  static const char *const ids[] = { "fine", "unknown", "fault" };

  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (ids), NULL);
  return ids[verdict];
}

const char *
derm_finding_kind_get_id (DermFindingKind kind)
{
  static const char *const ids[]
      = { "layout", "filter", "labels", "trained-on", "lesions", "duplicates", "near-duplicates" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (ids), NULL);
  return ids[kind];
}

/* ---- making ---- */

static void
make_numberings (DermAudit *self)
{
  int n = self->choice->n_classes, *own = g_new (int, n);

  for (int k = 0; k < n; k++)
    own[k] = k;
  self->numberings[DERM_NUMBERING_OWN] = own;
  self->numberings[DERM_NUMBERING_PUBLISHED] = derm_audit_match_numbering (self->model, derm_labels_published ());
  self->numberings[DERM_NUMBERING_CSV] = derm_audit_match_numbering (self->model, derm_labels_csv ());
  if (derm_audit_choice_is_permuted (self->choice, self->choice->found))
    self->numberings[DERM_NUMBERING_FOUND] = g_memdup2 (self->choice->found, sizeof (int) * (gsize) n);
}

static void
measure_all (DermAudit *self)
{
  for (int view = 0; view < AUDIT_N_VIEWS; view++)
    for (int numbering = 0; numbering < DERM_N_NUMBERINGS; numbering++)
      if (self->numberings[numbering] != NULL)
        self->metrics[view][numbering]
            = derm_audit_choice_measure (self->choice, view, self->numberings[numbering], NULL);
}

static void
report (DermAudit *self, GHashTable *trained_on)
{
  AuditReport all = { .model = self->model,
                      .truth = self->truth,
                      .images = self->images,
                      .choice = self->choice,
                      .groups = self->groups,
                      .trained_on = trained_on,
                      .findings = self->findings };

  for (int i = 0; i < DERM_N_NUMBERINGS; i++)
    all.numberings[i] = self->numberings[i];
  derm_audit_report_choice (&all);
  derm_audit_report_leaks (&all);
}

static void
mark_trained_on (DermAudit *self, GHashTable *trained_on)
{
  for (guint i = 0; i < self->images->images->len; i++)
    {
      AuditImage *image = &g_array_index (self->images->images, AuditImage, i);

      image->is_trained_on
          = trained_on != NULL && g_hash_table_contains (trained_on, derm_truth_get_id (self->truth, image->row));
    }
}

static GArray *
find_groups (const AuditImages *images, const AuditRun *run, GError **error)
{
  g_autofree TwinImage *twins = g_new (TwinImage, images->images->len);

  for (guint i = 0; i < images->images->len; i++)
    {
      const AuditImage *image = &g_array_index (images->images, AuditImage, i);

      twins[i] = (TwinImage){ image->sha256, &image->hash };
    }
  return derm_twin_groups_find (twins, images->images->len, run->subject->classifier, run->cancellable, error);
}

/* What was said that the model was trained on, or else its own list. */
static gboolean
read_trained_on (const AuditRun *run, GHashTable **ids, GError **error)
{
  const DermAuditSubject *subject = run->subject;

  return subject->trained_on != NULL ? derm_audit_read_trained_on (subject->trained_on, ids, run->cancellable, error)
                                     : derm_audit_read_trained_on_for_model (
                                         derm_classifier_get_model (subject->classifier), ids, run->cancellable, error);
}

static gboolean
judge (DermAudit *self, const AuditRun *run, GError **error)
{
  g_autoptr (GHashTable) ids = NULL;

  if (!read_trained_on (run, &ids, error))
    return FALSE;
  self->images = derm_audit_images_new (run, error);
  if (self->images == NULL)
    return FALSE;
  self->groups = find_groups (self->images, run, error);
  if (self->groups == NULL)
    return FALSE;
  mark_trained_on (self, ids);
  self->choice = derm_audit_choice_new (self->images, self->truth, self->recipe);
  make_numberings (self);
  measure_all (self);
  report (self, ids);
  return TRUE;
}

/* A label is an index of the model's classes. */
static gboolean
check_labels (const DermAuditSubject *subject, GError **error)
{
  DermModel *model = derm_classifier_get_model (subject->classifier);
  const char *const *labels = derm_truth_get_labels (subject->truth);
  int n = derm_model_get_n_classes (model), i = 0;

  while (i < n && labels[i] != NULL && g_str_equal (labels[i], derm_model_get_label (model, i)))
    i++;
  if (i == n && labels[n] == NULL)
    return TRUE;
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE,
                       _ ("the labels of the truth are not those of the model, in its order"));
  return FALSE;
}

DermAudit *
derm_audit_new_with_progress (const DermAuditSubject *subject, DermAuditProgress progress, gpointer user_data,
                              GCancellable *cancellable, GError **error)
{
  const AuditRun run = { subject, progress, user_data, cancellable };
  g_autoptr (DermAudit) self = NULL;

  g_return_val_if_fail (subject != NULL, NULL);
  g_return_val_if_fail (DERM_IS_CLASSIFIER (subject->classifier), NULL);
  g_return_val_if_fail (DERM_IS_TRUTH (subject->truth), NULL);
  g_return_val_if_fail ((subject->folder != NULL) != (subject->files != NULL), NULL);
  g_return_val_if_fail (subject->trained_on == NULL || G_IS_FILE (subject->trained_on), NULL);

  if (!check_labels (subject, error))
    return NULL;
  self = derm_made_new (DERM_TYPE_AUDIT);
  self->model = g_object_ref (derm_classifier_get_model (subject->classifier));
  self->truth = g_object_ref (subject->truth);
  self->recipe = g_object_ref (subject->recipe != NULL ? subject->recipe : derm_model_get_recipe (self->model));
  return judge (self, &run, error) ? g_steal_pointer (&self) : NULL;
}

DermAudit *
derm_audit_new (DermClassifier *classifier, DermTruth *truth, GFile *folder, GFile *trained_on,
                GCancellable *cancellable, GError **error)
{
  const DermAuditSubject subject = { classifier, truth, folder, trained_on, NULL };

  return derm_audit_new_with_progress (&subject, NULL, NULL, cancellable, error);
}

/* ---- results ---- */

DermModel *
derm_audit_get_model (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  return self->model;
}

DermRecipe *
derm_audit_get_recipe (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  return self->recipe;
}

DermTruth *
derm_audit_get_truth (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  return self->truth;
}

guint
derm_audit_get_n_images (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), 0);
  return self->images->images->len;
}

static const AuditImage *
get_image (DermAudit *self, guint image)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  g_return_val_if_fail (image < self->images->images->len, NULL);
  return &g_array_index (self->images->images, AuditImage, image);
}

const char *
derm_audit_get_path (DermAudit *self, guint image)
{
  const AuditImage *found = get_image (self, image);

  return found != NULL ? found->path : NULL;
}

guint
derm_audit_get_row (DermAudit *self, guint image)
{
  const AuditImage *found = get_image (self, image);

  return found != NULL ? found->row : 0;
}

guint
derm_audit_get_n_failures (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), 0);
  return self->images->failures->len;
}

const char *
derm_audit_get_failure (DermAudit *self, guint index, const char **path)
{
  AuditFailure *failure;

  g_return_val_if_fail (path != NULL, NULL);
  *path = NULL;
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  g_return_val_if_fail (index < self->images->failures->len, NULL);

  failure = &g_array_index (self->images->failures, AuditFailure, index);
  *path = failure->path;
  return failure->reason;
}

guint
derm_audit_get_n_unlabelled (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), 0);
  return self->images->n_unlabelled;
}

guint
derm_audit_get_n_same_id (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), 0);
  return self->images->n_same_id;
}

guint
derm_audit_get_n_missing (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), 0);
  return self->images->n_missing;
}

const char *
derm_audit_get_left_out (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  return self->images->left_out;
}

DermMetrics *
derm_audit_get_metrics (DermAudit *self, DermLayout layout, DermFilter filter, DermNumbering numbering)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  g_return_val_if_fail ((guint) layout < DERM_N_LAYOUTS && (guint) filter < DERM_N_FILTERS, NULL);
  g_return_val_if_fail ((guint) numbering < DERM_N_NUMBERINGS, NULL);
  return self->metrics[audit_view (layout, filter)][numbering];
}

DermMetrics *
derm_audit_get_part_metrics (DermAudit *self, const char *part, gboolean is_trained_on)
{
  g_autofree gboolean *include = NULL;
  gboolean is_any = FALSE;

  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);

  include = g_new (gboolean, self->images->images->len);
  for (guint i = 0; i < self->images->images->len; i++)
    {
      const AuditImage *image = get_image (self, i);

      include[i] = part != NULL ? g_strcmp0 (derm_truth_get_split (self->truth, image->row), part) == 0
                                : image->is_trained_on == is_trained_on;
      is_any |= include[i];
    }
  if (!is_any)
    return NULL;
  return derm_audit_choice_measure (self->choice, audit_view (self->choice->layout, self->choice->filter),
                                    self->choice->found, include);
}

DermLayout
derm_audit_get_layout (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), DERM_LAYOUT_PLANES);
  return self->choice->layout;
}

DermFilter
derm_audit_get_filter (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), DERM_FILTER_NEAREST);
  return self->choice->filter;
}

DermNumbering
derm_audit_get_numbering (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), DERM_NUMBERING_OWN);
  return self->numberings[DERM_NUMBERING_FOUND] != NULL ? DERM_NUMBERING_FOUND : DERM_NUMBERING_OWN;
}

const int *
derm_audit_get_classes (DermAudit *self, DermNumbering numbering)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  g_return_val_if_fail ((guint) numbering < DERM_N_NUMBERINGS, NULL);
  return self->numberings[numbering];
}

guint
derm_audit_get_n_findings (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), 0);
  return self->findings->len;
}

const char *
derm_audit_get_finding (DermAudit *self, guint index, DermFindingKind *kind, DermVerdict *verdict)
{
  const AuditFinding *finding;

  g_return_val_if_fail (kind != NULL && verdict != NULL, NULL);
  *kind = DERM_FINDING_LAYOUT;
  *verdict = DERM_VERDICT_UNKNOWN;
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  g_return_val_if_fail (index < self->findings->len, NULL);

  finding = &g_array_index (self->findings, AuditFinding, index);
  *kind = finding->kind;
  *verdict = finding->verdict;
  return finding->text;
}

guint
derm_audit_get_n_groups (DermAudit *self)
{
  g_return_val_if_fail (DERM_IS_AUDIT (self), 0);
  return self->groups->len;
}

const guint *
derm_audit_get_group (DermAudit *self, guint index, gboolean *is_exact, guint *n_images)
{
  const TwinGroup *group;

  g_return_val_if_fail (is_exact != NULL && n_images != NULL, NULL);
  *is_exact = FALSE;
  *n_images = 0;
  g_return_val_if_fail (DERM_IS_AUDIT (self), NULL);
  g_return_val_if_fail (index < self->groups->len, NULL);

  group = &g_array_index (self->groups, TwinGroup, index);
  *is_exact = group->is_exact;
  *n_images = group->n_images;
  return group->images;
}
