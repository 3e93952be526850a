/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-record-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "derm-error.h"
#include "record-table.h"

/* What rows have when nothing is said. Programs read these by their places too: names are added at the end only, before
 * those of the window. */
static const char default_csv[]
    = "file,status,error,index,label,classes,input_sha256,model_sha256,recipe,isa,ms,scores,decision,likely,balanced,"
      "filter,layout,label_map,views,size,scale,crop,version,model,model_version,gate,domain_distance,domain_threshold,"
      "views_agreeing,orientation,exif_orientation,set_90,mean,std,weights_key,margin,entropy,covering_set,coverage,"
      "truth,flag,corrected_label,note,list_filter";
static const char default_json[]
    = "file,status,error,index,label,scores,logits,labels,input_sha256,model_sha256,recipe,isa,ms,calibrated,"
      "calibration,decision,likely,balanced,filter,layout,label_map,orientation,views,width,height,scale,crop,"
      "exif_orientation,version,model,model_version,gate,domain_distance,domain_threshold,views_agreeing,set_90,mean,"
      "std,weights_key,margin,entropy,covering_set,coverage,truth,flag,corrected_label,note,list_filter";

/* What derm_samples_new_from_file() needs of rows, with the reason of those that failed. */
static const char evaluate_csv[]
    = "file,status,error,label,classes,input_sha256,model_sha256,recipe,scores,decision,model,model_version";
static const char evaluate_json[] = "file,status,error,label,logits,labels,input_sha256,model_sha256,recipe,calibrated,"
                                    "decision,model,model_version";

typedef struct {
  const char *name, *lists[2]; /* by format */
} Group;

static const Group groups[] = {
  { "default", { default_csv, default_json } },
  { "evaluate", { evaluate_csv, evaluate_json } },
};

/* ---- the table, for people ---- */

static gboolean
is_in_list (const char *name, const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) names, name);
}

guint
derm_record_n_fields (void)
{
  return derm_record_table_size ();
}

void
derm_record_get_field (guint index, DermRecordField *field)
{
  static const char *const types[]
      = { [RECORD_TEXT] = "text",   [RECORD_INTEGER] = "integer", [RECORD_NUMBER] = "number",
          [RECORD_TEXTS] = "texts", [RECORD_NUMBERS] = "numbers", [RECORD_CLASSES] = "number" };
  const RecordField *own = derm_record_table_get (index);
  const char *name = own != NULL && own->name != NULL ? own->name : RECORD_CLASSES_NAME;

  g_return_if_fail (own != NULL);
  g_return_if_fail (field != NULL);

  *field = (DermRecordField){ .name = own->name,
                              .type = types[own->type],
                              .words = _ (own->words),
                              .in_csv = derm_record_field_fits (own, DERM_RECORD_CSV),
                              .in_json = derm_record_field_fits (own, DERM_RECORD_JSON) };
  field->is_csv_default = field->in_csv && is_in_list (name, default_csv);
  field->is_json_default = field->in_json && is_in_list (name, default_json);
}

gboolean
derm_record_has_field (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return derm_record_find (name, strlen (name), DERM_RECORD_CSV) != NULL
         || derm_record_find (name, strlen (name), DERM_RECORD_JSON) != NULL;
}

/* ---- choosing ---- */

static void
choice_clear (gpointer choice)
{
  g_free (((RecordChoice *) choice)->code);
}

static DermRecordFields *
new_empty (DermRecordFormat format)
{
  DermRecordFields *self = g_new0 (DermRecordFields, 1);

  self->format = format;
  self->choices = g_array_new (FALSE, TRUE, sizeof (RecordChoice));
  g_array_set_clear_func (self->choices, choice_clear);
  return self;
}

void
derm_record_fields_free (DermRecordFields *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->choices);
  g_free (self);
}

static RecordChoice *
find_same (const DermRecordFields *self, const RecordChoice *other)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      RecordChoice *choice = &g_array_index (self->choices, RecordChoice, i);

      if (choice->field == other->field && g_strcmp0 (choice->code, other->code) == 0)
        return choice;
    }
  return NULL;
}

/* Those of a group that are not there yet. */
static void
add_group (DermRecordFields *self, const char *list)
{
  for (const char *name = list; name != NULL; name = strchr (name, ','))
    {
      RecordChoice choice = { 0 };

      name += *name == ',';
      choice.field = derm_record_find (name, strcspn (name, ","), self->format);
      if (find_same (self, &choice) == NULL)
        g_array_append_val (self->choices, choice);
    }
}

static const char *
find_group (const DermRecordFields *self, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (name, groups[i].name))
      return groups[i].lists[self->format];
  return NULL;
}

static void
append_name (GString *text, const char *name)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
}

/* All that can be named: fields, groups, classes. (transfer full) */
static char *
list_known (DermRecordFormat format, DermModel *model, DermRecipe *columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < derm_record_table_size (); i++)
    {
      const RecordField *field = derm_record_table_get (i);

      if (field->name != NULL && derm_record_field_fits (field, format) && field->condition <= RECORD_IF_COVERING)
        append_name (text, field->name);
    }
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    append_name (text, derm_model_get_label_in (model, columns, i));
  append_name (text, RECORD_CLASSES_NAME);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    append_name (text, groups[i].name);
  return g_string_free (text, FALSE);
}

/* The field of a name, or else the class. A field comes before a class that is called like it. */
static gboolean
find_choice (const DermRecordFields *self, const char *name, DermModel *model, DermRecipe *columns,
             RecordChoice *choice)
{
  choice->field = derm_record_find (name, strlen (name), self->format);
  if (choice->field != NULL)
    return choice->field->condition <= RECORD_IF_COVERING;
  for (int i = 0; i < derm_model_get_n_classes (model) && choice->code == NULL; i++)
    if (g_str_equal (derm_model_get_label_in (model, columns, i), name))
      choice->code = g_strdup (name);
  return choice->code != NULL;
}

static gboolean
add_name (DermRecordFields *self, const char *name, DermModel *model, DermRecipe *columns, GError **error)
{
  RecordChoice choice = { .is_named = TRUE }, *same;
  const char *group = find_group (self, name);

  if (group != NULL)
    {
      add_group (self, group);
      return TRUE;
    }
  if (!find_choice (self, name, model, columns, &choice))
    {
      g_autofree char *known = list_known (self->format, model, columns), *valid = g_utf8_make_valid (name, -1);

      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("“%s” is not a field; there are: %s"), valid, known);
      return FALSE;
    }
  same = find_same (self, &choice);
  if (same != NULL && !same->is_named) /* it came with a group, and stays in its place */
    {
      same->is_named = TRUE;
      choice_clear (&choice);
      return TRUE;
    }
  if (same != NULL)
    {
      choice_clear (&choice);
      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the field “%s” is there twice"), name);
      return FALSE;
    }
  g_array_append_val (self->choices, choice);
  return TRUE;
}

DermRecordFields *
derm_record_fields_new (const char *list, DermRecordFormat format, DermModel *model, DermRecipe *columns,
                        GError **error)
{
  g_autoptr (DermRecordFields) self = NULL;
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (list != NULL, NULL);
  g_return_val_if_fail (format == DERM_RECORD_CSV || format == DERM_RECORD_JSON, NULL);
  g_return_val_if_fail (DERM_IS_MODEL (model) && DERM_IS_RECIPE (columns), NULL);

  self = new_empty (format);
  names = g_strsplit (list, ",", -1);
  if (names[0] == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("no field is named"));
      return NULL;
    }
  for (char **name = names; *name != NULL; name++)
    if (!add_name (self, g_strstrip (*name), model, columns, error))
      return NULL;
  return g_steal_pointer (&self);
}

/* ---- the chosen ones ---- */

gboolean
derm_record_fields_has (const DermRecordFields *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const RecordField *field = g_array_index (self->choices, RecordChoice, i).field;

      if (field != NULL && g_strcmp0 (field->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

char **
derm_record_fields_list (const DermRecordFields *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const RecordChoice *choice = &g_array_index (self->choices, RecordChoice, i);

      g_strv_builder_add (names, choice->field == NULL         ? choice->code
                                 : choice->field->name == NULL ? RECORD_CLASSES_NAME
                                                               : choice->field->name);
    }
  return g_strv_builder_end (names);
}

const DermRecordFields *
derm_record_fields_default (DermRecordFormat format)
{
  static DermRecordFields *defaults[2];

  if (g_once_init_enter (&defaults[format]))
    {
      DermRecordFields *all = new_empty (format);

      add_group (all, find_group (all, "default"));
      g_once_init_leave (&defaults[format], all);
    }
  return defaults[format];
}
