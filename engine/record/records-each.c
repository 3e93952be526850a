/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "records-private.h"

/* Goes through the fields of a form. */

RecordRow
derm_record_row (const DermRecordForm *form, const DermRecord *record)
{
  return (RecordRow){ form, record, derm_classifier_get_model (form->classifier), record->prediction };
}

/* What was named is there always, other fields by their condition. */
static gboolean
is_shown (const DermRecordForm *form, const RecordChoice *choice)
{
  RecordCondition condition = choice->is_named || choice->field == NULL ? RECORD_ALWAYS : choice->field->condition;

  switch (condition)
    {
    case RECORD_IF_COVERING:
      return derm_model_get_coverage (derm_classifier_get_model (form->classifier)) > 0;
    case RECORD_IF_NOTED:
      return form->has_noted;
    case RECORD_IF_FILTERED:
      return form->list_filter != NULL;
    case RECORD_ALWAYS:
    default:
      return TRUE;
    }
}

static gboolean
has_class (const DermRecordFields *fields, const char *code)
{
  for (guint i = 0; i < fields->choices->len; i++)
    if (g_strcmp0 (g_array_index (fields->choices, RecordChoice, i).code, code) == 0)
      return TRUE;
  return FALSE;
}

void
derm_record_each (GString *text, const DermRecordForm *form, DermRecordFormat format, const RecordRow *row,
                  RecordWrite write)
{
  const DermRecordFields *fields = form->fields != NULL ? form->fields : derm_record_fields_default (format);
  int n = derm_model_get_n_classes (derm_classifier_get_model (form->classifier));

  for (guint i = 0; i < fields->choices->len; i++)
    {
      const RecordChoice *choice = &g_array_index (fields->choices, RecordChoice, i);
      gboolean is_classes = choice->field != NULL && choice->field->type == RECORD_CLASSES;

      if (!is_shown (form, choice))
        continue;
      if (!is_classes)
        write (text, choice->field != NULL ? choice->field->name : choice->code, choice->field, row);
      for (int k = 0; is_classes && k < n; k++)
        if (!has_class (fields, derm_record_form_get_column (form, k)))
          write (text, derm_record_form_get_column (form, k), NULL, row);
    }
}
