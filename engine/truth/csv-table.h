/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "derm-text.h"

G_BEGIN_DECLS

/* Separated text, row by row: commas, semicolons or tabs (those by which the first rows have as many fields each), or
 * what a first line "sep=" says; quoting as in RFC 4180, any encoding of derm-text.h, any line ends. Fields are
 * stripped of spaces around them; empty lines are left out. */
typedef struct _DermCsv DermCsv;

/* Reads a local file, or bytes, of at most 64 MiB. */
G_GNUC_INTERNAL DermCsv *derm_csv_new (GBytes *bytes, GError **error);
G_GNUC_INTERNAL DermCsv *derm_csv_open (GFile *file, GCancellable *cancellable, GError **error);
G_GNUC_INTERNAL void derm_csv_free (DermCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermCsv, derm_csv_free)

G_GNUC_INTERNAL DermTextEncoding derm_csv_get_encoding (DermCsv *self);

/* The next row, or NULL at the end or with error set (DERM_ERROR_FORMAT, with the line). *line counts from 1. */
G_GNUC_INTERNAL char **derm_csv_next (DermCsv *self, guint *line, GError **error);

/* Before the first row is taken: whether the first rows have as many fields each, and more than one, or a first line
 * "sep=" says that it is a table. */
G_GNUC_INTERNAL gboolean derm_csv_is_regular (DermCsv *self);

G_END_DECLS
