/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

/* What classes and folders are called where words are looked for: classes by code and title, folders by their path
 * below the one that all images of a list are in. */
typedef struct _LensNames LensNames;

LensNames *lens_names_new (GListModel *items);
void lens_names_free (LensNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensNames, lens_names_free)

/* One title for each label; both with NULL at the end. */
void lens_names_set_classes (LensNames *self, const char *const *labels, const char *const *titles);
/* NULL for a class that the model does not have. */
const char *lens_names_get_title (LensNames *self, const char *label);
const char *const *lens_names_get_labels (LensNames *self);
/* Whether the class is called so: a word that is the code of a class means that class and no other; any other may stand
 * anywhere in code or title. word: lens_fold(); label: NULL is called nothing. */
gboolean lens_names_has_class (LensNames *self, const char *label, const char *word);

/* The list has other images: the folder that all are in may be another. */
void lens_names_update (LensNames *self);
/* Path of the folder that all files are in, or NULL. */
const char *lens_names_get_root (LensNames *self);
/* For people: below the one that all files are in, or the name of that one. (transfer full) */
char *lens_names_dup_folder (LensNames *self, const char *folder);
/* folder: NULL is called nothing. */
gboolean lens_names_has_folder (LensNames *self, const char *folder, const char *word);

G_END_DECLS
