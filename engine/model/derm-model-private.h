/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"
#include "engine/nn/nn.h"

G_BEGIN_DECLS

/* A model whose bytes are in memory; `path` is where they are from. Else as derm_model_new_from_files(). */
G_GNUC_INTERNAL DermModel *derm_model_new_from_bytes (GBytes *bytes, const char *path, const char *card_path,
                                                      const char *labels_path, GError **error);

/* The checked network; lives as long as the model. */
G_GNUC_INTERNAL const NnNet *derm_model_get_net (DermModel *self);

/* Name of the class as it stands inside a sentence, and whether a verb after it is in the plural. */
G_GNUC_INTERNAL const char *derm_model_get_name_in_sentence (DermModel *self, int index);
G_GNUC_INTERNAL gboolean derm_model_is_name_plural (DermModel *self, int index);

G_END_DECLS
