/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether each is a code that may head a column, and none is there twice; DERM_ERROR_RECIPE otherwise. */
G_GNUC_INTERNAL gboolean derm_labels_check (const char *const *labels, GError **error);

/* Both may be NULL, which equals only NULL. */
G_GNUC_INTERNAL gboolean derm_labels_are_equal (char **a, char **b);

G_END_DECLS
