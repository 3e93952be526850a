/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Both set DERM_ERROR_MODEL and return FALSE. */
G_GNUC_INTERNAL gboolean derm_weights_set_wrong (GError **error, const char *reason);
G_GNUC_INTERNAL gboolean derm_weights_set_wrong_tensor (GError **error, const char *name, const char *reason);

G_END_DECLS
