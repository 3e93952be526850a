/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-prediction.h"

G_BEGIN_DECLS

/* logits: finite, one a class, copied. isa: static. */
G_GNUC_INTERNAL DermPrediction *derm_prediction_new (DermModel *model, DermInput *input, const float *logits,
                                                     const char *isa, double ms);

G_END_DECLS
