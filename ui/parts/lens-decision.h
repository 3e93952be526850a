/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* (transfer full) The prediction with its answer taken so; as it is where the model does not allow that decision. */
DermPrediction *lens_decide (DermPrediction *prediction, DermDecision decision);

/* Both answers by the names of the decisions, the one that is shown in bold; NULL where they do not differ. Markup. */
char *lens_decision_format_both (DermPrediction *prediction);

G_END_DECLS
