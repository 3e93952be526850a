/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_TRAINED_ON (derm_trained_on_get_type ())
G_DECLARE_FINAL_TYPE (DermTrainedOn, derm_trained_on, DERM, TRAINED_ON, GObject)

/* What a model was trained on or chosen by, as far as that is known: the ids of the images. Figures over such images
 * say little about others. Immutable, to be used from any thread. */

/**
 * derm_trained_on_new_for_model:
 *
 * Reads the list that the training program writes beside the weights, split.csv: a column image_id, and one for the
 * part, whose rows of a test part do not count. It is looked for beside a model that describes itself, as the bundled
 * one does; of all others nothing is known. Blocks.
 *
 * Returns: (transfer full): what is known, perhaps nothing, or %NULL with @error set, which names the list: it is there
 *   and cannot be read
 */
DermTrainedOn *derm_trained_on_new_for_model (DermModel *model, GCancellable *cancellable, GError **error);

/**
 * derm_trained_on_new_from_file:
 * @file: a table of ids as above, or one id a line
 *
 * What somebody says that a model was trained on. Blocks.
 *
 * Returns: (transfer full): the list, or %NULL with @error set, which names the file
 */
DermTrainedOn *derm_trained_on_new_from_file (GFile *file, GCancellable *cancellable, GError **error);

gboolean derm_trained_on_is_known (DermTrainedOn *self); /* whether there is a list */
guint derm_trained_on_get_n_ids (DermTrainedOn *self);   /* in the list */

/**
 * derm_trained_on_contains:
 * @name: (type filename): an id, or a file's name or path
 *
 * Returns: whether the list has that id
 */
gboolean derm_trained_on_contains (DermTrainedOn *self, const char *name);

/**
 * derm_trained_on_is_ham10000:
 * @name: (type filename): an id, or a file's name or path
 *
 * Returns: whether it is one of HAM10000's, which most models of these classes have seen
 */
gboolean derm_trained_on_is_ham10000 (const char *name);

/**
 * derm_trained_on_describe:
 * @n_images: over which there are figures
 * @n_trained_on: of these, those in the list
 * @n_ham10000: of these, those of HAM10000
 *
 * Returns: (transfer full): whether the model has seen these images, in one or two translated sentences, those of an
 *   audit
 */
char *derm_trained_on_describe (DermTrainedOn *self, guint n_images, guint n_trained_on, guint n_ham10000);

#pragma GCC visibility pop
G_END_DECLS
