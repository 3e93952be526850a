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

/* By which the networks with these prefixes are chosen: without the dot, "root" for "" and where there is none.
 * (transfer full) */
G_GNUC_INTERNAL char **derm_tensor_names_make_keys (char *const *prefixes);

/* The place of the key among them; for NULL that of the first that is no running average of another (EMA, SWA, a
 * teacher), by its name; -1 with DERM_ERROR_MODEL, which names those there are. */
G_GNUC_INTERNAL int derm_tensor_names_find_key (char *const *keys, const char *key, GError **error);

G_END_DECLS
