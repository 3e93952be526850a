/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes states of some bytes to files, in threads or at once: one at a time, and never an older state after a newer
 * one. It is used from one thread, and may be freed while others still write. */
typedef struct _LensNotesWriter LensNotesWriter;

LensNotesWriter *lens_notes_writer_new (void);
void lens_notes_writer_free (LensNotesWriter *self);

/* content: (transfer full). Whole and on the disk, or not at all. The error names the file. */
gboolean lens_notes_writer_write (LensNotesWriter *self, const char *path, GBytes *content, GError **error);

/* The same in a thread. callback gets `source`, which stays alive until then. */
void lens_notes_writer_write_async (LensNotesWriter *self, GObject *source, const char *path, GBytes *content,
                                    GAsyncReadyCallback callback, gpointer user_data);

gboolean lens_notes_writer_write_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensNotesWriter, lens_notes_writer_free)

G_END_DECLS
