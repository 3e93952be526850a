/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file's name or an id -> the id: without folders, without the ending of an image file. (transfer full) */
G_GNUC_INTERNAL char *derm_image_id (const char *name);

/* The ids that a model was trained on: a table with a column for the id and perhaps one for the part (rows of a test
 * part are left out: "test", "holdout", "held-out"), or one id a line. Set of owned strings. */
G_GNUC_INTERNAL GHashTable *derm_truth_read_ids (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
