/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "safetensors.h"

G_BEGIN_DECLS

/* A file's description (data/model/README.md), taken from other files where it has none. */

/* The object in a card file: the members are those of a model file's metadata, as JSON or as text that is JSON. Errors
 * name the file. */
G_GNUC_INTERNAL JsonNode *derm_description_read (const char *path, GError **error);

/* Puts the members of the card file in the place of the file's own; a recipe need not be whole. */
G_GNUC_INTERNAL gboolean derm_description_override (DermSafetensors *file, JsonNode *card, GError **error);

/* Describes a file that holds nothing but tensors: what the card file has not said is inferred or taken for granted;
 * `name` is what the model is called. Returns, in words, what was taken for granted of the layers ("" if nothing was),
 * or NULL with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL char *derm_description_complete (DermSafetensors *file, const char *name, GError **error);

/* Makes these the codes of the classes. */
G_GNUC_INTERNAL void derm_description_set_codes (DermSafetensors *file, const char *const *codes);

G_END_DECLS
