/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-rival.h"

G_BEGIN_DECLS

/* What another model or recipe is like beside the one in use. All (transfer full). */

/* "Compared with published" */
char *lens_rival_words_title (LensRival *self);
/* "+0.06 (+0.01 to +0.11)" */
char *lens_rival_words_difference (LensRival *self, DermMeasure measure, int class_index);
/* Of McNemar's test. */
char *lens_rival_words_test (LensRival *self);
/* Lines of all of it, of the figures that are shown; NULL: there is no comparison. */
char *lens_rival_words_all (LensRival *self, LensEvaluating *evaluating);

G_END_DECLS
