/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/* The columns of CSV and the members of JSON that rows of results have: one table names and describes them all. */

/**
 * DERM_RECORD_SCHEMA:
 *
 * The version of that table. A later version may add fields, and never gives another meaning to a name.
 */
#define DERM_RECORD_SCHEMA 1

/**
 * DermRecordFormat:
 *
 * How a row is written.
 */
typedef enum {
  DERM_RECORD_CSV,
  DERM_RECORD_JSON,
} DermRecordFormat;

/**
 * DermRecordField:
 * @name: of the column or member; %NULL in place of the columns that have the codes of the classes as names
 * @type: "text", "integer", "number", "texts" or "numbers"
 * @words: what it is, translated
 * @in_csv: whether CSV can have it
 * @in_json: whether JSON can have it
 * @is_csv_default: whether rows of CSV have it when nothing is said
 * @is_json_default: the same of JSON
 *
 * One field, for people. In CSV lists have spaces between their parts.
 */
typedef struct {
  const char *name;
  const char *type;
  const char *words;
  gboolean in_csv;
  gboolean in_json;
  gboolean is_csv_default;
  gboolean is_json_default;
} DermRecordField;

guint derm_record_n_fields (void);

/**
 * derm_record_get_field: (skip)
 * @index: below derm_record_n_fields()
 * @field: (out): filled in; its texts live for ever
 */
void derm_record_get_field (guint index, DermRecordField *field);

/* Whether a field has that name. */
gboolean derm_record_has_field (const char *name);

/**
 * DermRecordFields: (skip)
 *
 * Chosen fields, in an order. Immutable.
 */
typedef struct _DermRecordFields DermRecordFields;

/**
 * derm_record_fields_new: (skip)
 * @list: names between commas. The codes of classes are names too, of the score that the form's values say; so are
 *   "classes", all that are not named by themselves, and groups: "default", all that a row has when nothing is said;
 *   "evaluate", what `derm evaluate` needs. Of a group comes what is not there yet.
 * @model: whose classes there are
 * @columns: that names them
 *
 * Returns: (transfer full): the fields, or %NULL with %DERM_ERROR_FORMAT: no name, one that there is not (the message
 *   lists those that there are), or one twice
 */
DermRecordFields *derm_record_fields_new (const char *list, DermRecordFormat format, DermModel *model,
                                          DermRecipe *columns, GError **error);
/**
 * derm_record_fields_free: (skip)
 */
void derm_record_fields_free (DermRecordFields *self);

/**
 * derm_record_fields_has: (skip)
 *
 * Returns: whether the field of that name is among them
 */
gboolean derm_record_fields_has (const DermRecordFields *self, const char *name);

/**
 * derm_record_fields_list: (skip)
 *
 * Returns: (transfer full): the names in order; "classes" for all classes
 */
char **derm_record_fields_list (const DermRecordFields *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermRecordFields, derm_record_fields_free)

#pragma GCC visibility pop
G_END_DECLS
