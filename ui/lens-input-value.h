/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* Cells of a view of the input: one for each pixel, or for each number of the three planes, which stand side by side.
 */

int lens_input_value_get_n_columns (DermInput *input, DermInputView view);
int lens_input_value_get_n_rows (DermInput *input, DermInputView view);

/**
 * lens_input_value_dup_text:
 *
 * Returns: (transfer full): place and value of a cell in words, like "x 3, y 4: R 203, G 150, B 128", and for the
 * planes also of which pixel and colour the number is, which differs from its place when rows are taken for planes
 */
char *lens_input_value_dup_text (DermInput *input, DermInputView view, int column, int row);

G_END_DECLS
