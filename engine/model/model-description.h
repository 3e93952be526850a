/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "safetensors.h"

G_BEGIN_DECLS

/* A file's description (data/model/README.md), taken from other files where it has none. */

/* The object in a card file: the members are those of a model file's metadata, as JSON or as text that is JSON. Errors
 * name the file. */
G_GNUC_INTERNAL JsonNode *derm_description_read (const char *path, GError **error);

/* Puts the members of the card file in the place of the file's own; a recipe need not be whole. A member that is not
 * known is refused. */
G_GNUC_INTERNAL gboolean derm_description_override (DermSafetensors *file, JsonNode *card, GError **error);

/* The layers and the size of the input of a file that holds nothing but tensors, where the card file has not said them:
 * inferred from the tensors. Returns, in words, what was taken for granted of them ("" if nothing was), or NULL with
 * DERM_ERROR_MODEL. */
G_GNUC_INTERNAL char *derm_description_complete_layers (DermSafetensors *file, GError **error);

/* Outputs of the last layer of the list that says how many it has; 0 if none does, which the reader of layers will not
 * like. */
G_GNUC_INTERNAL int derm_description_count_outputs (DermSafetensors *file);

/* All the rest that a description has; `name` is what the model is called. */
G_GNUC_INTERNAL void derm_description_complete (DermSafetensors *file, const char *name);

/* The first layer with tensors of a list of layers, by its name; NULL for no such list. (transfer full) */
G_GNUC_INTERNAL char *derm_description_find_anchor (const char *layers);

/* (transfer full) The file's recipe with that mean and standard deviation, three numbers each, as a file has it. */
G_GNUC_INTERNAL char *derm_description_normalise (DermSafetensors *file, const double *mean, const double *std,
                                                  GError **error);

/* Makes these the codes of the classes. */
G_GNUC_INTERNAL void derm_description_set_codes (DermSafetensors *file, const char *const *codes);

G_END_DECLS
