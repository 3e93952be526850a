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
  double share; /* of the training images, 0 if the file does not say */
} DermClass;

/* The file's "classes" list, one entry for each of the net's outputs; for a single output two: what it speaks against
 * and what it speaks for, of which the first may be left out. Array of DermClass, or NULL with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL GArray *derm_classes_read (DermSafetensors *file, int n_outputs, GError **error);

/* The class of that code: of the list, else of HAM10000's, else one that is called by its code. The strings are
 * borrowed. */
G_GNUC_INTERNAL DermClass derm_classes_find (GArray *classes, const char *code);

/* Whether all the codes of HAM10000 are in the list, and no others. */
G_GNUC_INTERNAL gboolean derm_classes_are_known (GArray *classes);

/* A "classes" list as in a file, for classes of which only the codes are known. */
G_GNUC_INTERNAL JsonNode *derm_classes_describe (const char *const *codes, int n_codes);

/* Codes where nobody has given any: those of HAM10000 in the order in which the published model's labels.json numbers
 * them, "negative" and "positive" for a single output, else plain numbers. (transfer full) */
G_GNUC_INTERNAL char **derm_classes_default_codes (int n_codes);

/* Translated where the name is one of HAM10000's, else as the file has it. */
G_GNUC_INTERNAL const char *derm_class_get_title (const DermClass *class);
G_GNUC_INTERNAL const char *derm_class_get_name_in_sentence (const DermClass *class);
G_GNUC_INTERNAL gboolean derm_class_is_plural (const DermClass *class);

G_END_DECLS
