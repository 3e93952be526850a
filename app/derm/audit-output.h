/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What `derm audit` prints, for people (audit-text.c) and for programs (audit-json.c). */

#include <derm.h>

void audit_append_text (GString *text, DermAudit *audit);
void audit_append_json (GString *text, DermAudit *audit);

/* Parts of the truth's split that scored images are in, in order of appearance; (transfer full). */
char **audit_list_parts (DermAudit *audit);

/* Where the labels are: in a table, or in the names of folders. */
typedef struct {
  const char *images;
  const char *table;        /* NULL: the folders of the images */
  const char *split_table;  /* or NULL */
  const char *const *words; /* "Nevus=nv" ..., or NULL */
  const char *const *names; /* of the images, by which their column is found; NULL: those in the folder */
  DermTruthHints hints;     /* the columns that somebody names */
  gboolean is_quiet;
} AuditTruth;

/* NULL after saying what is wrong. What was guessed is said on standard error. */
DermTruth *audit_load_truth (const AuditTruth *request, DermModel *model);
