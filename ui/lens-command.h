/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/**
 * lens_command_dup:
 * @file: (nullable): of the image
 *
 * Returns: (transfer full): the `derm predict` call, quoted for a shell, that makes the numbers of @prediction; or %NULL
 *   with the reason: there is no file, its name is not text, or the recipe has a crop, which derm has no option for
 */
char *lens_command_dup (GFile *file, DermPrediction *prediction, GError **error);

G_END_DECLS
