/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* `derm predict --fields`: which fields rows have. */

#include "predict-options.h"

/* Lists all fields. */
CliStatus predict_fields_show (void);

/* Reads the options' list of fields into options->chosen; nothing if there is none. FALSE after saying what is wrong.
 */
gboolean predict_fields_choose (PredictOptions *options, DermModel *model, DermRecipe *columns);
