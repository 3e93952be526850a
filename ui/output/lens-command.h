/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/**
 * lens_command_dup:
 * @file: (nullable): of the image
 * @image: as it is decoded: a crop is written in its pixels
 *
 * Returns: (transfer full): the `derm predict` call, quoted for a shell, that makes the numbers of @prediction; or
 * %NULL with the reason: there is no file, or its name is not text
 */
char *lens_command_dup (GFile *file, DermImage *image, DermPrediction *prediction, GError **error);

/* The same for a map: derm explain with its method and all of its settings. */
char *lens_command_dup_explain (GFile *file, DermImage *image, DermExplanation *explanation, GError **error);

/**
 * lens_command_dup_activations:
 * @layer: of the engine
 * @cell: (nullable): of that layer, whose terms are listed
 *
 * The same for the numbers of a pass: derm activations.
 */
char *lens_command_dup_activations (GFile *file, DermImage *image, DermActivations *activations, int layer,
                                    const DermCell *cell, GError **error);

G_END_DECLS
