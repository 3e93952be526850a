/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* What two that are compared are called: never the same, unless they are the same. a, b: (out) (transfer full) */

/* Two files of one name with the folder in which they differ; pictures without a file with their place in the list. */
void lens_pair_name_images (LensSession *session, LensItem *first, LensItem *second, char **a, char **b);
/* Two models of one name with their files: "SkinCNN 2.1 · run1/model.pth". */
void lens_pair_name_models (DermModel *first, DermModel *second, char **a, char **b);

G_END_DECLS
