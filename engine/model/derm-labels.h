/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * derm_labels_from_text:
 * @text: (type filename): "csv", "published", codes with commas between them, or the name of a .json file:
 * {"0":"akiec", …} or ["akiec", …]
 *
 * Returns: (transfer full) (array zero-terminated=1): the codes in the order of the outputs, or %NULL with @error set
 */
char **derm_labels_from_text (const char *text, GError **error);

#pragma GCC visibility pop
G_END_DECLS
