/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* `derm predict --fields`: which fields rows have, and what they tell of the images' files. */

#include "predict-options.h"

/* Lists all fields. */
CliStatus predict_fields_show (void);

/* Reads the options' list of fields into options->chosen; nothing if there is none. FALSE after saying what is wrong.
 */
gboolean predict_fields_choose (PredictOptions *options, DermModel *model, DermRecipe *columns);

/* What rows tell of one image's file. */
typedef struct {
  DermRecordSource source;
  char *sha256; /* owned, or NULL */
} PredictSource;

/* Looks at the file for as much as the chosen fields need; what it cannot find is not known. */
void predict_source_look (PredictSource *source, const DermRecordFields *chosen, const char *path, gint64 index);
void predict_source_clear (PredictSource *source);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PredictSource, predict_source_clear)
