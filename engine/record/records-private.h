/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "record-table.h"

G_BEGIN_DECLS

/* What JSON and CSV write alike. */

/* Whether nothing is missing, with fields of that format if any; and whether the record's prediction has as many
 * classes as the form. */
G_GNUC_INTERNAL gboolean derm_record_form_is_complete (const DermRecordForm *form, DermRecordFormat format);
G_GNUC_INTERNAL gboolean derm_record_fits (const DermRecord *record, const DermRecordForm *form);

G_GNUC_INTERNAL RecordRow derm_record_row (const DermRecordForm *form, const DermRecord *record);

/* Writes one field of a row, or its name if the row is NULL. field: NULL for the class of that code. */
typedef void (*RecordWrite) (GString *text, const char *name, const RecordField *field, const RecordRow *row);

/* All that rows of the form have, in order, a field for each class among them. */
G_GNUC_INTERNAL void derm_record_each (GString *text, const DermRecordForm *form, DermRecordFormat format,
                                       const RecordRow *row, RecordWrite write);

G_END_DECLS
