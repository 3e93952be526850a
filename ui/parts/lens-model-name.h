/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* (transfer full) Name and version of a model as people write them. */
char *lens_model_format_name (DermModel *model);

G_END_DECLS
