/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Explanations to be drawn. */

#include <derm.h>

/* Of a drawn input, by the bundled model. labels: what its classes are called, or NULL for their own codes. */
DermExplanation *figure_explain (const DermExplainOptions *options, const char *const *labels);
