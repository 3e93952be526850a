/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The assignment of n rows to n columns, one to one, with the greatest sum of values[row * n + column]. column_of gets
 * the column of each row. Of equal sums it is not said which is found. */
G_GNUC_INTERNAL void derm_assignment_find (const double *values, int n, int *column_of);

G_END_DECLS
