/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "csv.h"
#include "record-table.h"
#include "records-private.h"

/* CSV after RFC 4180. */

static void
append_name (GString *text, const char *name, const RecordField *field, const RecordRow *row)
{
  derm_csv_append_field (text, name);
  g_string_append_c (text, ',');
}

/* In place of the comma behind the last field. */
static void
end_line (GString *text)
{
  g_string_truncate (text, text->len - 1);
  g_string_append (text, "\r\n");
}

void
derm_record_append_csv_header (GString *text, const DermRecordForm *form)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (derm_record_form_is_complete (form, DERM_RECORD_CSV));

  derm_record_each (text, form, DERM_RECORD_CSV, NULL, append_name);
  end_line (text);
}

static void
append_value (GString *text, const RecordField *field, const RecordRow *row)
{
  char buffer[RECORD_BUFFER];
  g_auto (GStrv) texts = NULL;
  g_autofree char *joined = NULL;
  gint64 integer;

  switch (field->type)
    {
    case RECORD_TEXT:
      derm_csv_append_field (text, field->get.text (row, buffer));
      break;
    case RECORD_INTEGER:
      integer = field->get.integer (row);
      if (integer >= 0)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, integer);
      break;
    case RECORD_TEXTS:
      texts = field->get.texts (row);
      joined = texts != NULL ? g_strjoinv (" ", texts) : NULL;
      derm_csv_append_field (text, joined);
      break;
    case RECORD_NUMBER:
    case RECORD_NUMBERS:
    case RECORD_CLASSES: /* is written as the fields that it stands for */
    default:
      field->get.numbers (row, text, ' ');
      break;
    }
}

static void
append_cell (GString *text, const char *name, const RecordField *field, const RecordRow *row)
{
  if (field != NULL)
    append_value (text, field, row);
  else
    derm_record_append_class (row, text, name);
  g_string_append_c (text, ',');
}

void
derm_record_append_csv (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  RecordRow row;

  g_return_if_fail (text != NULL);
  g_return_if_fail (derm_record_form_is_complete (form, DERM_RECORD_CSV));
  g_return_if_fail (derm_record_fits (record, form));

  row = derm_record_row (form, record);
  derm_record_each (text, form, DERM_RECORD_CSV, &row, append_cell);
  end_line (text);
}
