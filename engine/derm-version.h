/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * derm_version:
 *
 * Returns: the engine's version, like "0.1.0"
 */
const char *derm_version (void);

/**
 * derm_research_line:
 *
 * Returns: the translated line that stands under every result: research and teaching only, not a diagnosis
 */
const char *derm_research_line (void);

/**
 * derm_data_path:
 * @name: (type filename): a path below the data folder, like "model/skincnn.safetensors" or "samples"
 *
 * Where an installed data file is, from where the library itself lies: an installation may be moved as a whole. A library
 * in its build folder takes the source tree's data. The environment variable DERMLENS_DATA names another data folder.
 *
 * Returns: (transfer full) (nullable) (type filename): the path; the file need not exist
 */
char *derm_data_path (const char *name);

/**
 * derm_locale_path:
 *
 * Where the translations are, by the same rule: for bindtextdomain().
 *
 * Returns: (transfer none) (type filename): the folder
 */
const char *derm_locale_path (void);

#pragma GCC visibility pop
G_END_DECLS
