/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-record-fields.h"
#include "derm-records.h"

G_BEGIN_DECLS

/* What a value is asked by. */
typedef struct {
  const DermRecordForm *form;
  const DermRecord *record;
  DermModel *model;
  DermPrediction *prediction; /* NULL: the image failed */
} RecordRow;

enum { RECORD_BUFFER = 64 };

/* Getters: a value that there is not is NULL, negative, or nothing appended. */
typedef const char *(*RecordGetText) (const RecordRow *row, char *buffer); /* the buffer is for what has to be made */
typedef gint64 (*RecordGetInteger) (const RecordRow *row);
typedef void (*RecordAppendNumbers) (const RecordRow *row, GString *text, char separator);
typedef char **(*RecordListTexts) (const RecordRow *row); /* (transfer full) */

typedef enum {
  RECORD_TEXT,
  RECORD_INTEGER,
  RECORD_NUMBER,
  RECORD_TEXTS,
  RECORD_NUMBERS,
  RECORD_CLASSES, /* one number for each class, in fields of their own */
} RecordType;

/* When rows have a field that nobody named. */
typedef enum {
  RECORD_ALWAYS,
  RECORD_IF_COVERING, /* the model was calibrated for covering sets */
  RECORD_IF_NOTED,    /* the form has what people noted: the window's; never to be named */
  RECORD_IF_FILTERED, /* the form has a filter: the window's */
} RecordCondition;

typedef struct {
  const char *name;
  RecordType type;
  union {
    RecordGetText text;
    RecordGetInteger integer;
    RecordAppendNumbers numbers; /* one or several */
    RecordListTexts texts;
  } get;
  const char *words; /* untranslated */
  RecordCondition condition;
  gboolean is_only_csv, is_only_json;
} RecordField;

/* The parts of the table, each in the file of its name. */
G_GNUC_INTERNAL extern const RecordField derm_record_origin_fields[], derm_record_answer_fields[],
    derm_record_doubt_fields[], derm_record_recipe_fields[];
G_GNUC_INTERNAL extern const guint derm_record_n_origin_fields, derm_record_n_answer_fields, derm_record_n_doubt_fields,
    derm_record_n_recipe_fields;

/* All of it. */
G_GNUC_INTERNAL guint derm_record_table_size (void);
G_GNUC_INTERNAL const RecordField *derm_record_table_get (guint index);

/* What stands for the classes in lists of names. */
#define RECORD_CLASSES_NAME "classes"

/* Whether rows of that format can have it. */
G_GNUC_INTERNAL gboolean derm_record_field_fits (const RecordField *field, DermRecordFormat format);

/* NULL if that format has none of that name. */
G_GNUC_INTERNAL const RecordField *derm_record_find (const char *name, gsize length, DermRecordFormat format);

/* One chosen field: of the table, or a class. */
typedef struct {
  const RecordField *field; /* NULL: a class */
  char *code;               /* owned, or NULL */
  gboolean is_named;        /* not only one of a group */
} RecordChoice;

struct _DermRecordFields {
  DermRecordFormat format;
  GArray *choices; /* owned, of RecordChoice */
};

/* All that there are when nothing is said. */
G_GNUC_INTERNAL const DermRecordFields *derm_record_fields_default (DermRecordFormat format);

/* The output with that code in the row's prediction, and its number; nothing is appended if the image failed. */
G_GNUC_INTERNAL void derm_record_append_class (const RecordRow *row, GString *text, const char *code);

G_END_DECLS
