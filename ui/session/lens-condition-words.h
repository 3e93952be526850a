/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-condition.h"
#include "lens-vocabulary.h"

G_BEGIN_DECLS

/* Conditions in translated words. */

/* "Truth", "Score of mel", the column's name. (transfer full) */
char *lens_topic_dup_title (LensTopic topic);
/* What a value of it is called: "mel", "no flag", "train/mel". (transfer full) */
char *lens_value_dup_words (LensTopic topic, const char *value, LensVocabulary *vocabulary);
/* The same with the full name of a class where there is one: "mel, Melanoma". (transfer full) */
char *lens_value_dup_long_words (LensTopic topic, const char *value, LensVocabulary *vocabulary);
/* A number of it, in the user's locale. (transfer full) */
char *lens_number_dup_words (double number);

/* The whole in few words: "mel › akiec", "Truth: mel", "age: 40–60". is_hiding_names: nothing in them tells of files
 * and folders. (transfer full) */
char *lens_condition_dup_words (LensCondition *self, LensVocabulary *vocabulary, gboolean is_hiding_names);

G_END_DECLS
