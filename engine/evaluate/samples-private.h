/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-error.h"
#include "derm-samples.h"

G_BEGIN_DECLS

enum { SAMPLES_MAX_ITEMS = 2000000 };

typedef struct {
  char *name, *lesion, *split, *input_sha256; /* owned; all but the first may be NULL */
  int truth, answer;           /* -1: none */
} Sample;

struct _DermSamples {
  GObject parent_instance;

  DermSamplesKind kind;
  char *sha256;            /* owned */
  char **labels;           /* owned */
  gboolean has_own_labels; /* the file is to say them */
  GArray *items;           /* owned, of Sample */
  GPtrArray *remarks;      /* owned */

  GByteArray *pixels; /* owned, [item][height][width][3] */
  int width, height;

  GArray *scores;                                          /* owned, of float, [item][class] */
  GArray *logits;                                          /* the same, or empty */
  char *model, *model_sha256, *recipe, *decision, *values; /* owned, or NULL */
  guint n_errors;
};

/* Sets DERM_ERROR_FORMAT (or code) and returns FALSE. */
G_GNUC_INTERNAL gboolean derm_samples_refuse (GError **error, int code, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The label's place, -1 if there is none. */
G_GNUC_INTERNAL int derm_samples_find_label (DermSamples *self, const char *code);

/* The place in the labels of each code of a numbering; NULL with an error if one is missing. (transfer full) */
G_GNUC_INTERNAL int *derm_samples_map_labels (DermSamples *self, const char *const *codes, GError **error);

/* Says how the file numbers its classes. */
G_GNUC_INTERNAL void derm_samples_note_numbering (DermSamples *self, const char *file, const char *const *codes);

/* Adds an item; takes the strings. */
G_GNUC_INTERNAL void derm_samples_add (DermSamples *self, char *name, char *lesion, char *split, int truth, int answer);

/* samples-npz.c, samples-pixels.c, samples-results.c, samples-jsonl.c: all of the file, or FALSE with an error. */
G_GNUC_INTERNAL gboolean derm_samples_read_npz (DermSamples *self, GBytes *bytes, GError **error);
G_GNUC_INTERNAL gboolean derm_samples_is_pixel_table (const char *text, gsize size);
G_GNUC_INTERNAL gboolean derm_samples_read_pixel_table (DermSamples *self, const char *text, gsize size,
                                                        GError **error);
G_GNUC_INTERNAL gboolean derm_samples_read_csv (DermSamples *self, GBytes *bytes, GError **error);
G_GNUC_INTERNAL gboolean derm_samples_read_jsonl (DermSamples *self, GBytes *bytes, GError **error);

/* ---- results, of either form ---- */

/* A row as it was read. Strings are borrowed and may be NULL. */
typedef struct {
  guint line;
  const char *file, *answer, *truth, *input_sha256;
  const char *model_sha256, *recipe, *decision, *values;
  char *model;         /* owned by the caller */
  const float *scores; /* by the file's columns */
  const float *logits; /* or NULL */
} SampleRow;

/* Adds it, with its numbers in the order of the labels: column k of the file is class order[k]. FALSE with an error
 * that names the line. */
G_GNUC_INTERNAL gboolean derm_samples_add_row (DermSamples *self, const SampleRow *row, const int *order,
                                               GError **error);
/* After the last row: names by id where these differ, remarks. */
G_GNUC_INTERNAL gboolean derm_samples_finish_rows (DermSamples *self, GError **error);

G_END_DECLS
