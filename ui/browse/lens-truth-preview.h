/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The first rows of a table in a grid, with what each column is taken for above it. */

void lens_truth_preview_fill (GtkGrid *preview, DermTable *table);
/* id, label: columns; label is -1 if there is a column for each of the labels. titles: of the labels. */
typedef struct {
  guint id;
  int label;
  const char *const *labels, *const *titles;
} LensTruthColumns;

void lens_truth_preview_mark (GtkGrid *preview, DermTable *table, const LensTruthColumns *columns);

G_END_DECLS
