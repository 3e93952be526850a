/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"
#include "safetensors.h"

G_BEGIN_DECLS

typedef struct {
  char *code;
  char *name; /* as in the file */
  DermGroup group;
} DermClass;

/* The file's "classes" list, one entry for each of the net's outputs. Array of DermClass, or NULL with
 * DERM_ERROR_MODEL. */
G_GNUC_INTERNAL GArray *derm_classes_read (DermSafetensors *file, int n_outputs, GError **error);

/* Translated where the name is one of HAM10000's, else as the file has it. */
G_GNUC_INTERNAL const char *derm_class_get_title (const DermClass *class);
G_GNUC_INTERNAL const char *derm_class_get_name_in_sentence (const DermClass *class);
G_GNUC_INTERNAL gboolean derm_class_is_plural (const DermClass *class);

G_END_DECLS
