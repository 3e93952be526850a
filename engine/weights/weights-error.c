/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "weights-error.h"

gboolean
derm_weights_set_wrong (GError **error, const char *reason)
{
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, reason);
  return FALSE;
}

gboolean
derm_weights_set_wrong_tensor (GError **error, const char *name, const char *reason)
{
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("tensor %s: %s"), name, reason);
  return FALSE;
}
