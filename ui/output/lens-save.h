/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* Runs on a thread. */
typedef gboolean (*LensSaveFunc) (gpointer what, const char *path, GError **error);

/**
 * lens_save_async:
 * @what: (transfer full): given to @save, then to @free_what
 * @said: (transfer full): what the messages say when the file is there
 *
 * Writes a file on a thread; the messages say how it went.
 */
void lens_save_async (LensSession *session, const char *path, LensSaveFunc save, gpointer what,
                      GDestroyNotify free_what, char *said);
/* In the messages. name: of the file; an error of a file that could not be written has it already. */
void lens_save_show_failure (LensSession *session, const char *name, const GError *error);

G_END_DECLS
