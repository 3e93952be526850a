/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include <derm.h>

G_BEGIN_DECLS

/* Whether the file's name ends like that of a model: .safetensors, .pth, .pt. Its content is not looked at. */
gboolean lens_model_loader_is_model (GFile *file);

/**
 * lens_model_loader_load_async:
 * @file: a local file that derm_model_new_from_file() reads
 *
 * Reads, checks, hashes and compiles a model on another thread.
 */
void lens_model_loader_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* (transfer full) What classifies with it, or NULL with the reason. */
DermClassifier *lens_model_loader_load_finish (GAsyncResult *result, GError **error);

/* What whoever asks for a model needs to know when it comes: whether there is still somebody, and whether it is still
 * this one that is wanted. */
typedef struct {
  GWeakRef owner;
  GFile *file;               /* owned */
  GCancellable *cancellable; /* owned */
} LensModelLoad;

LensModelLoad *lens_model_load_new (gpointer owner, GFile *file, GCancellable *cancellable);
void lens_model_load_free (LensModelLoad *load);
/* (transfer full) The file's name, to be shown. */
char *lens_model_load_dup_name (LensModelLoad *load);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensModelLoad, lens_model_load_free)

G_END_DECLS
