/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A safetensors file, checked: sizes, header, every tensor's type, shape and place. Values are not looked at. */

enum { DERM_TENSOR_MAX_DIMS = 8 };

typedef struct {
  const char *name; /* borrowed from the file */
  const char *dtype;
  int n_dims;
  gint64 shape[DERM_TENSOR_MAX_DIMS];
  gsize begin, end; /* in the data */
  gsize n_values;
  gboolean is_used;
  gboolean is_outside;  /* its name has not the prefix that was stripped */
  gboolean is_left_out; /* it is not written */
} DermTensor;

typedef struct _DermSafetensors DermSafetensors;

/* Reads the bytes of a file. NULL with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL DermSafetensors *derm_safetensors_new (GBytes *bytes, GError **error);
G_GNUC_INTERNAL void derm_safetensors_free (DermSafetensors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermSafetensors, derm_safetensors_free)

/* A value of __metadata__, or NULL; valid until it is set. NULL for a value takes it away. */
G_GNUC_INTERNAL const char *derm_safetensors_get_metadata (DermSafetensors *self, const char *key);
G_GNUC_INTERNAL void derm_safetensors_set_metadata (DermSafetensors *self, const char *key, const char *value);

/* Writes tensors (but those left out) and metadata (with that recipe in the place of its own, if it is not NULL) to a
 * file, which is replaced at once when all is written. */
G_GNUC_INTERNAL gboolean derm_safetensors_save (DermSafetensors *self, const char *recipe, const char *path,
                                                GError **error);

/* The object of all the file's own metadata, or NULL. */
G_GNUC_INTERNAL JsonObject *derm_safetensors_get_all_metadata (DermSafetensors *self);

/* Takes what stands before the names of a network away; tensors without it are found by no name any more. */
G_GNUC_INTERNAL void derm_safetensors_strip (DermSafetensors *self, const char *prefix);

/* The tensor of that name, or NULL. */
G_GNUC_INTERNAL DermTensor *derm_safetensors_find (DermSafetensors *self, const char *name);

/* The values as floats, NULL (with error) for a dtype other than F32, F16, BF16 and F64. They live as long as the file.
 */
G_GNUC_INTERNAL const float *derm_safetensors_get_floats (DermSafetensors *self, DermTensor *tensor, GError **error);

/* All tensors in order of their place; n_tensors of them. */
G_GNUC_INTERNAL DermTensor *derm_safetensors_get_tensors (DermSafetensors *self, guint *n_tensors);

G_END_DECLS
