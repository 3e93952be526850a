/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

/* Where the class of that code stands among them, whatever its case; -1: nowhere. labels: NULL at the end. */
int lens_labels_find (const char *const *labels, const char *label);

/* What classes and folders are called where words are looked for: classes by code and title, folders by their path
 * below the one that all images of a list are in. */
typedef struct _LensVocabulary LensVocabulary;

LensVocabulary *lens_vocabulary_new (GListModel *items);
void lens_vocabulary_free (LensVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensVocabulary, lens_vocabulary_free)

/* One title for each label; both with NULL at the end. */
void lens_vocabulary_set_classes (LensVocabulary *self, const char *const *labels, const char *const *titles);
/* NULL for a class that the model does not have. */
const char *lens_vocabulary_get_title (LensVocabulary *self, const char *label);
const char *const *lens_vocabulary_get_labels (LensVocabulary *self);
/* Whether the class is called so: a word that is the code of a class means that class and no other; any other may stand
 * anywhere in code or title. word: lens_fold(); label: NULL is called nothing. */
gboolean lens_vocabulary_has_class (LensVocabulary *self, const char *label, const char *word);

/* The list has other images: the folder that all are in may be another. */
void lens_vocabulary_update (LensVocabulary *self);
/* Path of the folder that all files are in, or NULL. */
const char *lens_vocabulary_get_root (LensVocabulary *self);
/* For people: below the one that all files are in, or the name of that one. (transfer full) */
char *lens_vocabulary_dup_folder (LensVocabulary *self, const char *folder);
/* folder: NULL is called nothing. */
gboolean lens_vocabulary_has_folder (LensVocabulary *self, const char *folder, const char *word);

G_END_DECLS
