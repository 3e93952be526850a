/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-recipe.h"
#include "safetensors.h"

G_BEGIN_DECLS

/* What stands in a model file beside the tensors and concerns neither layers nor outputs. All errors are
 * DERM_ERROR_MODEL. */

/* The JSON object under that key; `what` names it in errors, of which one is that it is missing. (transfer full) */
G_GNUC_INTERNAL JsonNode *derm_metadata_read_object (DermSafetensors *file, const char *key, const char *what,
                                                     GError **error);

/* Whether the object has no member but those (NULL-terminated): a setting that is not known is not passed over. */
G_GNUC_INTERNAL gboolean derm_metadata_check_members (JsonObject *object, const char *const *known, const char *what,
                                                      GError **error);

/* Whether the description is of the version that is known here. */
G_GNUC_INTERNAL gboolean derm_metadata_check_version (DermSafetensors *file, GError **error);

/* (transfer full) */
G_GNUC_INTERNAL DermRecipe *derm_metadata_read_recipe (DermSafetensors *file, GError **error);

/* An object of strings that has a name and a version. (transfer full) */
G_GNUC_INTERNAL JsonNode *derm_metadata_read_card (DermSafetensors *file, GError **error);

G_END_DECLS
