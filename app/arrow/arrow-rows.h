/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Rows of CSV as Arrow and Parquet, by Arrow GLib. A module of its own, libderm-arrow, which is there only where that
 * library was when Dermlens was built, and which a program loads when it is asked for such a file: cli-arrow.c. Values
 * are those of the CSV, with types; an empty cell is null. */

#include <glib.h>

#define ARROW_LIBRARY "libderm-arrow.so.0"

typedef enum {
  ARROW_STREAM, /* Arrow IPC's stream format, for pipes */
  ARROW_FILE,   /* Arrow IPC's file format, which is also Feather's second version */
  ARROW_PARQUET,
} ArrowKind;

typedef struct _ArrowRows ArrowRows;

typedef struct {
  int fd;               /* borrowed, open for writing, empty; it is not synced */
  const char *heading;  /* the CSV's first line */
  GHashTable *types;    /* of columns: "integer" or "text"; those that have none are numbers */
  GHashTable *metadata; /* texts by their keys, for the schema */
  ArrowKind kind;
} ArrowOptions;

/* NULL with an error set. */
ArrowRows *arrow_rows_new (const ArrowOptions *options, GError **error);

/* Adds whole lines. Some megabytes are kept until they are written. FALSE with an error set: nothing more can be. */
gboolean arrow_rows_add (ArrowRows *rows, const char *lines, gsize length, GError **error);

/* Writes what is left, and the file's end. */
gboolean arrow_rows_end (ArrowRows *rows, GError **error);

void arrow_rows_free (ArrowRows *rows);

/* What is looked up in the module. */
#define ARROW_ROWS_TABLE "arrow_rows_table"

typedef struct {
  ArrowRows *(*new) (const ArrowOptions *options, GError **error);
  gboolean (*add) (ArrowRows *rows, const char *lines, gsize length, GError **error);
  gboolean (*end) (ArrowRows *rows, GError **error);
  void (*free) (ArrowRows *rows);
} ArrowRowsTable;
