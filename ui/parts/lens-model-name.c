/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-name.h"

char *
lens_model_format_name (DermModel *model)
{
  const char *version = derm_model_get_version (model);

  if (*version == '\0') /* weights alone have none */
    return g_strdup (derm_model_get_name (model));

  return g_strdup_printf ("%s %s", derm_model_get_name (model), version);
}
