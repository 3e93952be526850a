/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "record-table.h"

#include <string.h>

/* All fields: the tables of record-origin.c, record-answer.c, record-doubt.c and record-recipe.c as one. */

typedef struct {
  const RecordField *fields;
  const guint *n;
} Part;

static const Part parts[] = {
  { derm_record_origin_fields, &derm_record_n_origin_fields },
  { derm_record_answer_fields, &derm_record_n_answer_fields },
  { derm_record_doubt_fields, &derm_record_n_doubt_fields },
  { derm_record_recipe_fields, &derm_record_n_recipe_fields },
};

guint
derm_record_table_size (void)
{
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    n += *parts[i].n;
  return n;
}

const RecordField *
derm_record_table_get (guint index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (index < *parts[i].n)
      return &parts[i].fields[index];
    else
      index -= *parts[i].n;
  return NULL;
}

static gboolean
is_named (const RecordField *field, const char *name, gsize length)
{
  const char *own = field->name != NULL ? field->name : RECORD_CLASSES_NAME;

  return strlen (own) == length && memcmp (own, name, length) == 0;
}

gboolean
derm_record_field_fits (const RecordField *field, DermRecordFormat format)
{
  return !(format == DERM_RECORD_CSV ? field->is_only_json : field->is_only_csv);
}

const RecordField *
derm_record_find (const char *name, gsize length, DermRecordFormat format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint k = 0; k < *parts[i].n; k++)
      {
        const RecordField *field = &parts[i].fields[k];

        if (is_named (field, name, length) && derm_record_field_fits (field, format))
          return field;
      }
  return NULL;
}
