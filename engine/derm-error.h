/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_ERROR (derm_error_quark ())

/**
 * DermError:
 * @DERM_ERROR_EMPTY: the file has no bytes
 * @DERM_ERROR_FORMAT: not an image, or of a format that is not read here
 * @DERM_ERROR_BROKEN: of a known format, but damaged
 * @DERM_ERROR_TOO_LARGE: over the limits on bytes, pixels or frames
 * @DERM_ERROR_MODEL: a model file that is not understood or wrong
 * @DERM_ERROR_LEVEL: a CPU level that is not known or not to be had here
 * @DERM_ERROR_RECIPE: a recipe that is not known or does not fit the model
 * @DERM_ERROR_OPTION: an option that is out of its range
 *
 * Errors of reading files come as %G_IO_ERROR, cancellation as %G_IO_ERROR_CANCELLED. Messages are translated, one
 * sentence without the file's name: whoever shows them says which file it was.
 */
typedef enum {
  DERM_ERROR_EMPTY,
  DERM_ERROR_FORMAT,
  DERM_ERROR_BROKEN,
  DERM_ERROR_TOO_LARGE,
  DERM_ERROR_MODEL,
  DERM_ERROR_LEVEL,
  DERM_ERROR_RECIPE,
  DERM_ERROR_OPTION,
} DermError;

GQuark derm_error_quark (void);

#pragma GCC visibility pop
G_END_DECLS
