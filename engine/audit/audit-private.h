/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-audit.h"
#include "image-hash.h"
#include "twin-groups.h"

G_BEGIN_DECLS

/* The steps of an audit, one file each: images -> scores -> choice and groups -> findings. */

enum { AUDIT_N_VIEWS = DERM_N_LAYOUTS * DERM_N_FILTERS }; /* what the network is shown of an image */

typedef struct {
  char *path;   /* owned */
  char *sha256; /* owned, of the file */
  DermHash hash;
  guint row; /* in the truth */
  gboolean is_trained_on;
} AuditImage;

typedef struct {
  char *path, *reason; /* owned */
} AuditFailure;

typedef struct {
  GArray *images;   /* owned, of AuditImage, by path */
  GArray *logits;   /* owned, of float, [image][view][output], calibrated */
  GArray *failures; /* owned, of AuditFailure */
  guint n_unlabelled, n_same_id, n_missing;
  char *left_out; /* owned; files that are no images by their names, in words, or NULL */
} AuditImages;

static inline int
audit_view (DermLayout layout, DermFilter filter)
{
  return (int) layout * DERM_N_FILTERS + (int) filter;
}

/* What all steps of a run ask for. */
typedef struct {
  const DermAuditSubject *subject;
  DermAuditProgress progress; /* nullable */
  gpointer user_data;
  GCancellable *cancellable;
} AuditRun;

/* audit-images.c: finds, decodes and scores the images. */
G_GNUC_INTERNAL AuditImages *derm_audit_images_new (const AuditRun *run, GError **error);
G_GNUC_INTERNAL void derm_audit_images_free (AuditImages *self);

/* audit-choice.c: which view and numbering is best, and how sure that is. */
typedef struct {
  int n_images, n_classes;
  int *truth;      /* owned, of each image */
  double *weights; /* owned, of each image: classes weigh the same, all together 1 */
  double *scores;  /* owned, [view][image][output], softmax of the calibrated logits: what answers go by */

  DermLayout layout;
  DermFilter filter;          /* the recipe's, if that is not surely worse than the best */
  int *found;                 /* owned, class of each output; what is sure only */
  int *assigned;              /* owned, by best assignment, sure or not */
  gboolean is_maybe_permuted; /* more answers would be right with a cycle of the assignment, sure or not */
  double order_p;             /* that the outputs are no better tests for their classes (those found) than chance */
  double layout_p;            /* the best layout against the other */
  double filter_ps[DERM_N_FILTERS]; /* the filter with the best scores against the others */
} AuditChoice;

G_GNUC_INTERNAL AuditChoice *derm_audit_choice_new (const AuditImages *images, DermTruth *truth, DermRecipe *own);
G_GNUC_INTERNAL void derm_audit_choice_free (AuditChoice *self);

G_GNUC_INTERNAL double *derm_audit_choice_get_scores (const AuditChoice *self, int view, int image);
G_GNUC_INTERNAL int derm_audit_choice_find_output (const AuditChoice *self, int view, int image);
G_GNUC_INTERNAL gboolean derm_audit_choice_is_right (const AuditChoice *self, int view, int image, const int *classes);

/* audit-order.c: two views, each with the classes of its outputs, by the mean AUC of the classes that include says
 * (NULL: all) and that have one: of the first, what it is more than of the other, or than chance for NULL, and p of
 * that. */
typedef struct {
  double auc, gain, p;
  int n_classes; /* that have an AUC */
} AuditOrder;

/* A view, and the class of each of its outputs. */
typedef struct {
  int view;
  const int *classes;
} AuditReading;

G_GNUC_INTERNAL AuditOrder derm_audit_compare_order (const AuditChoice *self, AuditReading one, AuditReading other,
                                                     const gboolean *include);

/* audit-numbering.c: the best assignment of outputs to classes in a view; those of its cycles that are sure -> found.
 */
G_GNUC_INTERNAL void derm_audit_assign (const AuditChoice *self, int view, int *classes);
G_GNUC_INTERNAL void derm_audit_find_numbering (AuditChoice *self, int view);
/* Class of each output if the outputs are those of HAM10000 in the order of codes; NULL if the model has other classes.
 */
G_GNUC_INTERNAL int *derm_audit_match_numbering (DermModel *model, const char *const *codes);

#define AUDIT_ALPHA 0.01 /* what happens by chance less often than that is no chance */

G_GNUC_INTERNAL gboolean derm_audit_choice_is_filter_worse (const AuditChoice *self, DermFilter filter);
G_GNUC_INTERNAL gboolean derm_audit_choice_is_permuted (const AuditChoice *self, const int *classes);
/* Over the images for which include says so (all for NULL); (transfer full) */
G_GNUC_INTERNAL DermMetrics *derm_audit_choice_measure (const AuditChoice *self, int view, const int *classes,
                                                        const gboolean *include);

/* audit-leaks.c and audit-words.c: what is wrong, in words. */
typedef struct {
  DermFindingKind kind;
  DermVerdict verdict;
  char *text; /* owned */
} AuditFinding;

typedef struct {
  DermModel *model;
  DermTruth *truth;
  const AuditImages *images;
  const AuditChoice *choice;
  const GArray *groups;                     /* of TwinGroup */
  GHashTable *trained_on;                   /* ids, or NULL */
  gboolean has_sides;                       /* set by derm_audit_report_leaks() */
  const int *numberings[DERM_N_NUMBERINGS]; /* class of each output, or NULL */
  GArray *findings;                         /* of AuditFinding */
} AuditReport;

/* How many of the images a model has seen, as far as that is known. */
typedef struct {
  gboolean is_known; /* by a list */
  guint n_ids;       /* of the list */
  guint n_images, n_trained_on, n_ham10000;
} AuditSeen;

/* derm-trained-on.c: the set of ids, left alone for no file; FALSE with an error that names the file. */
G_GNUC_INTERNAL gboolean derm_audit_read_trained_on (GFile *file, GHashTable **ids, GCancellable *cancellable,
                                                     GError **error);
/* The same from the model's own list, where it has one. */
G_GNUC_INTERNAL gboolean derm_audit_read_trained_on_for_model (DermModel *model, GHashTable **ids,
                                                               GCancellable *cancellable, GError **error);
/* (transfer full) */
G_GNUC_INTERNAL char *derm_audit_describe_trained_on (const AuditSeen *seen);

/* Takes the text. */
G_GNUC_INTERNAL void derm_audit_report_add (AuditReport *self, DermFindingKind kind, DermVerdict verdict, char *text);
G_GNUC_INTERNAL void derm_audit_report_choice (AuditReport *self);
G_GNUC_INTERNAL void derm_audit_report_leaks (AuditReport *self);

G_END_DECLS
