/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Separated text, row by row: commas, semicolons or tabs (whichever the first line has most of), quoting as in RFC
 * 4180, a byte order mark, any line ends. Fields are stripped of spaces around them; empty lines are left out. */
typedef struct _DermCsv DermCsv;

/* Reads a local file of at most 64 MiB and its first line. Bytes that are not UTF-8 become U+FFFD. */
G_GNUC_INTERNAL DermCsv *derm_csv_open (GFile *file, GCancellable *cancellable, GError **error);
G_GNUC_INTERNAL void derm_csv_free (DermCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermCsv, derm_csv_free)

/* The first line. */
G_GNUC_INTERNAL const char *const *derm_csv_get_header (DermCsv *self);
/* Its fields for a message: "a, b, c"; (transfer full) */
G_GNUC_INTERNAL char *derm_csv_list_columns (DermCsv *self);

/* The column of that name whatever its case, or -1; of the first of several names that there is. */
G_GNUC_INTERNAL int derm_csv_find_column (DermCsv *self, const char *name);
G_GNUC_INTERNAL int derm_csv_find_any_column (DermCsv *self, const char *const *names);

/* The next row, or NULL at the end or with error set (DERM_ERROR_FORMAT, with the line). *line counts from 1, the
 * header's. */
G_GNUC_INTERNAL char **derm_csv_next (DermCsv *self, guint *line, GError **error);

G_END_DECLS
