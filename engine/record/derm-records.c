/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "records-private.h"

/* Rows as JSON. */

static void
append_texts (GString *text, char **texts)
{
  for (char **one = texts; one != NULL && *one != NULL; one++)
    {
      g_string_append_c (text, one > texts ? ',' : '[');
      derm_json_append_string (text, *one);
    }
  g_string_append (text, texts == NULL ? "" : *texts == NULL ? "[]" : "]");
}

/* Nothing if there are none. */
static void
append_numbers (GString *text, const RecordField *field, const RecordRow *row)
{
  gsize before = text->len;

  field->get.numbers (row, text, ',');
  if (field->type == RECORD_NUMBERS && text->len > before)
    {
      g_string_insert_c (text, (gssize) before, '[');
      g_string_append_c (text, ']');
    }
}

/* Nothing for what there is not. */
static void
append_value (GString *text, const RecordField *field, const RecordRow *row)
{
  char buffer[RECORD_BUFFER];
  g_auto (GStrv) texts = NULL;
  gint64 integer;

  switch (field->type)
    {
    case RECORD_TEXT:
      derm_json_append_string (text, field->get.text (row, buffer));
      break;
    case RECORD_INTEGER:
      integer = field->get.integer (row);
      if (integer >= 0)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, integer);
      break;
    case RECORD_TEXTS:
      texts = field->get.texts (row);
      append_texts (text, texts);
      break;
    case RECORD_NUMBER:
    case RECORD_NUMBERS:
    case RECORD_CLASSES: /* is written as the fields that it stands for */
    default:
      append_numbers (text, field, row);
      break;
    }
}

static void
append_member (GString *text, const char *name, const RecordField *field, const RecordRow *row)
{
  gsize before;

  g_string_append (text, text->str[text->len - 1] == '{' ? "" : ",");
  derm_json_append_string (text, name);
  g_string_append_c (text, ':');
  before = text->len;
  if (field != NULL)
    append_value (text, field, row);
  else
    derm_record_append_class (row, text, name);
  if (text->len == before)
    g_string_append (text, "null");
}

void
derm_record_append_json (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  RecordRow row;

  g_return_if_fail (text != NULL);
  g_return_if_fail (derm_record_form_is_complete (form, DERM_RECORD_JSON));
  g_return_if_fail (derm_record_fits (record, form));

  row = derm_record_row (form, record);
  g_string_append_c (text, '{');
  derm_record_each (text, form, DERM_RECORD_JSON, &row, append_member);
  g_string_append_c (text, '}');
}
