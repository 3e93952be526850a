/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

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
 * Where an installed or, when run from the build folder, a source-tree data file is. The environment variable
 * DERMLENS_DATA names another data folder.
 *
 * Returns: (transfer full) (type filename): the path; the file need not exist
 */
char *derm_data_path (const char *name);

/**
 * derm_locale_path:
 *
 * Where an installed or, when run from the build folder, a just built program finds its translations: for
 * bindtextdomain().
 *
 * Returns: (type filename): the folder
 */
const char *derm_locale_path (void);

G_END_DECLS
