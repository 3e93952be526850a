/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Audits of two small nets on drawn pictures. */

#include <derm.h>

enum { UNSEEN = 1000 }; /* the first seed of pictures that the nets were not trained on */

/* A folder of images, and the text of their truth. */
typedef struct {
  char *folder;
  GString *truth, *trained_on;
} AuditSet;

/* What is told how far an audit is, and what may stop it. */
typedef struct {
  DermAuditProgress progress;
  gpointer data;
  GCancellable *cancellable;
} AuditWatch;

void audit_set_up (AuditSet *set, gconstpointer data);
void audit_tear_down (AuditSet *set, gconstpointer data);
/* One image with a lesion of its own if none is given. */
void audit_add_image (AuditSet *set, const char *id, int class, guint32 seed, double brightness, const char *lesion);
void audit_add_images (AuditSet *set, int n_each, guint32 first_seed, int first_class, int end_class);
char *audit_save_text (AuditSet *set, const char *name, const GString *text);
DermClassifier *audit_load (const char *name);
DermAudit *audit_run_full (AuditSet *set, const char *model, GFile *trained_on, AuditWatch watch, GError **error);
DermAudit *audit_run (AuditSet *set, const char *model, gboolean has_list);
void audit_assert_verdict (DermAudit *audit, DermFindingKind wanted, DermVerdict want, const char *part);
void audit_add_test (const char *path, void (*func) (AuditSet *, gconstpointer));
