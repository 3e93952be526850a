/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-edits.h"

G_BEGIN_DECLS

/* (transfer full) "58 of 784 pixels changed" */
char *lens_edits_format_count (LensEdits *edits);
/* (transfer full) What is saved of a painted input beside its pixels: an object in JSON with what the network says of
 * it, and of the untouched one. name: of the image. */
char *lens_edits_format_json (const char *name, DermClassifier *classifier, DermPrediction *edited,
                              DermPrediction *untouched);

G_END_DECLS
