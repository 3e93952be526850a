/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-records.h"

G_BEGIN_DECLS

/* What JSON and CSV write alike. */

/* (transfer full) NULL for what is not finite: neither has a word for it. */
G_GNUC_INTERNAL char *derm_record_format_distance (double distance);

/* The code that the decision answers; NULL if it cannot be taken or the image failed. */
G_GNUC_INTERNAL const char *derm_record_get_answer (DermPrediction *prediction, DermDecision decision);

/* Which of several networks in the model's file answers; NULL if there is but one. */
G_GNUC_INTERNAL const char *derm_record_get_weights_key (DermModel *model);
/* Whether nothing is missing, and whether the record's prediction has as many classes as the form. */
G_GNUC_INTERNAL gboolean derm_record_form_is_complete (const DermRecordForm *form);
G_GNUC_INTERNAL gboolean derm_record_fits (const DermRecord *record, const DermRecordForm *form);

/* The time of the pass. */
G_GNUC_INTERNAL void derm_record_append_ms (GString *text, DermPrediction *prediction);

G_END_DECLS
