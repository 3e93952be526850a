/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"
#include "engine/nn/nn.h"
#include "model-calibration.h"
#include "model-classes.h"
#include "model-domain.h"
#include "model-source.h"

G_BEGIN_DECLS

/* A model whose bytes are in memory. */
G_GNUC_INTERNAL DermModel *derm_model_new_from_bytes (GBytes *bytes, const DermModelFiles *files, GError **error);

/* The same model once more, with that calibration in place of its own (transfer full). */
G_GNUC_INTERNAL DermModel *derm_model_recalibrate (DermModel *self, DermCalibration *calibration, GError **error);

/* How it was opened. */
G_GNUC_INTERNAL const DermModelSource *derm_model_get_source (DermModel *self);

/* Whether the network has a single output, whose sigmoid is the score of the second of its two classes. */
G_GNUC_INTERNAL gboolean derm_model_is_binary (DermModel *self);

/* In words, what must be known of normalisation where the file does not say it; NULL if nothing. (transfer full) */
G_GNUC_INTERNAL char *derm_model_describe_normalisation (DermModel *self);

/* The checked network; lives as long as the model. */
G_GNUC_INTERNAL const NnNet *derm_model_get_net (DermModel *self);
/* What goes into each layer, and last what comes out. */
G_GNUC_INTERNAL const NnShape *derm_model_get_shapes (DermModel *self);

/* Output `index` as the file names it, or as `code` (nullable) does. The strings belong to model and code. */
G_GNUC_INTERNAL DermClass derm_model_find_class (DermModel *self, int index, const char *code);

/* Whether the outputs are the classes of HAM10000, in any order. */
G_GNUC_INTERNAL gboolean derm_model_has_known_classes (DermModel *self);

/* Whether the weights are the published model's very file. */
G_GNUC_INTERNAL gboolean derm_model_is_published (DermModel *self);

/* NULL: there is none. */
G_GNUC_INTERNAL const DermCalibration *derm_model_get_calibration_values (DermModel *self);
G_GNUC_INTERNAL const DermDomain *derm_model_get_domain_values (DermModel *self);

G_END_DECLS
