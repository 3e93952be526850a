/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Eigenvalues and eigenvectors of a symmetric matrix, [n][n], of finite numbers: Householder's reduction to three
 * diagonals, then QL with implicit shifts. `matrix` becomes the vectors, one a row, of length 1; values: [n], the
 * largest first. Addition, multiplication, division and square root only, in a fixed order: the same bits everywhere.
 */
G_GNUC_INTERNAL void derm_eigen_solve (int n, double *matrix, double *values);

G_END_DECLS
