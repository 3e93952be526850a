/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The labels.json that lies beside published weights: {"0": "akiec", "1": "bcc", ...}, a code for each output;
 * ["akiec", "bcc", ...] is taken too. */

/* The codes in the order of their numbers, ended by NULL; NULL with DERM_ERROR_MODEL, which does not name the file. */
G_GNUC_INTERNAL char **derm_labels_parse (GBytes *bytes, GError **error);

/* Reads the file. Errors (DERM_ERROR_MODEL, G_FILE_ERROR) name it. */
G_GNUC_INTERNAL char **derm_labels_read (const char *path, GError **error);

G_END_DECLS
