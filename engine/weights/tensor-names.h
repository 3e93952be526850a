/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where networks are among the names of tensors. A wrapper puts its own name before all those of the network that it
 * holds ("module.", "model."), and a training program keeps other tensors beside it: the loss function's, an averaged
 * copy of the network. */

/**
 * derm_tensor_names_find_networks:
 * @names: (element-type utf8): borrowed
 * @anchor: (nullable): a layer that a network has; NULL: it has layers "features.N" and "classifier.N"
 *
 * Returns: (transfer full): what stands before the names of each network, in the order of the names; "" for nothing
 */
G_GNUC_INTERNAL char **derm_tensor_names_find_networks (GPtrArray *names, const char *anchor);

/* The longest prefix of the usual wrappers that all names have; "" if there is none. (transfer full) */
G_GNUC_INTERNAL char *derm_tensor_names_find_wrapper (GPtrArray *names);

/* Whether the name of a network is that of a running average of another (EMA, SWA, a teacher). */
G_GNUC_INTERNAL gboolean derm_tensor_names_is_average (const char *key);

/* The network to take where nobody has said which: the first that is no average, by its name. */
G_GNUC_INTERNAL guint derm_tensor_names_choose (char *const *keys);

/* The place of the key among them, all for NULL; -1 with DERM_ERROR_MODEL, which names those there are. */
G_GNUC_INTERNAL int derm_tensor_names_find_key (char *const *keys, const char *key, GError **error);

G_END_DECLS
