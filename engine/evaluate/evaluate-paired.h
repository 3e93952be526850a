/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether one of two answers to the same items is better, or only luckier: a randomisation test of paired differences,
 * two-sided. differences: of each item, what one answer is worth less what the other is, times the item's weight. If
 * neither is better, each difference could as well have the other sign; returned is the share of random signs whose sum
 * is as far from 0 as the real one. With equal weights and answers that are right or wrong this is McNemar's test. At
 * least 1 / 10,001; the same for the same differences on every computer. */
G_GNUC_INTERNAL double derm_paired_test (const double *differences, gsize n);

G_END_DECLS
