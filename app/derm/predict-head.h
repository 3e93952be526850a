/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What the rows of a run are made by, for its journal. */

#include "cli-journal.h"
#include "predict-options.h"

/* Fills in an empty head. FALSE after saying what is wrong. */
gboolean predict_head_make (CliJournalHead *head, const PredictOptions *options, const Output *output);
