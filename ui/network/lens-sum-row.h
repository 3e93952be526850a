/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_SUM_ROW (lens_sum_row_get_type ())
G_DECLARE_FINAL_TYPE (LensSumRow, lens_sum_row, LENS, SUM_ROW, GtkListBoxRow)

/* One of the numbers that are added up: a name, a bar from the middle towards its sign, the number. Emits "name-pressed". */

GtkWidget *lens_sum_row_new (GtkSizeGroup *names);

/**
 * lens_sum_row_set:
 * @part: of the largest that is shown, -1 to 1
 * @value: as text
 * @leads: whether a click on its name leads somewhere
 */
void lens_sum_row_set (LensSumRow *self, const char *name, double part, const char *value, gboolean leads);
/* The sum of all others. */
void lens_sum_row_set_total (LensSumRow *self, gboolean is_total);

G_END_DECLS
