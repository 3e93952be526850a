/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "csv-table.h"
#include "derm-table.h"
#include "derm-truth.h"

G_BEGIN_DECLS

/* What derm-truth.c keeps of an image, as truth-reader.c finds it in a row. lesion, split: nullable. */
typedef struct {
  const char *id, *lesion, *split;
  int label; /* or DERM_NO_LABEL */
  guint line;
} DermTruthRow;

enum { DERM_NO_LABEL = -1 };

/* A truth without images. */
G_GNUC_INTERNAL DermTruth *derm_truth_new (const char *const *labels);
/* What is said of an image twice is checked, and what is contradicted becomes a problem. */
G_GNUC_INTERNAL void derm_truth_add (DermTruth *self, const DermTruthRow *row);
G_GNUC_INTERNAL void derm_truth_add_problem (DermTruth *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The column of that name, or of a usual one for NULL; what: "id", "label" ... for the error. -1 with error set if a
 * named column is not there, without error if no usual one is. */
typedef enum { DERM_COLUMN_ID, DERM_COLUMN_LABEL, DERM_COLUMN_LESION, DERM_COLUMN_SPLIT } DermColumn;
G_GNUC_INTERNAL gboolean derm_truth_find_column (DermCsv *csv, DermColumn which, const char *name, int *column,
                                                 GError **error);

/* Usual names of such a column, the most usual first, NULL at the end. */
G_GNUC_INTERNAL const char *const *derm_truth_get_usual_names (DermColumn which);

/* More different words than these are not classes. */
enum { DERM_MAX_WORDS = 64 };

typedef struct {
  guint line;     /* of the file */
  guint n_fields; /* that it has, which should be those of the first line */
} DermTableRow;

G_GNUC_INTERNAL const DermTableRow *derm_table_get_row (DermTable *self, guint row);
G_GNUC_INTERNAL guint derm_table_get_n_fields (DermTable *self);                /* of the first line */
G_GNUC_INTERNAL int derm_table_find_column (DermTable *self, const char *name); /* whatever its case, or -1 */
G_GNUC_INTERNAL int derm_table_find_usual_column (DermTable *self, DermColumn which);

/* id -> part, owned strings. */
G_GNUC_INTERNAL GHashTable *derm_truth_read_split (GFile *file, const DermTruthColumns *columns,
                                                   GCancellable *cancellable, GError **error);

G_END_DECLS
