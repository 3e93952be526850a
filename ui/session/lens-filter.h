/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-condition.h"
#include "lens-vocabulary.h"

G_BEGIN_DECLS

#define LENS_TYPE_FILTER (lens_filter_get_type ())
typedef struct _LensFilter LensFilter;

/* Which images are shown: those for which all conditions hold and whose words are found; without any of these every
 * one. There is one condition about each topic. */
GType lens_filter_get_type (void);
LensFilter *lens_filter_new (void);
LensFilter *lens_filter_copy (const LensFilter *self);
void lens_filter_free (LensFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensFilter, lens_filter_free)

gboolean lens_filter_is_equal (const LensFilter *self, const LensFilter *other);
gboolean lens_filter_is_empty (const LensFilter *self);

/* Words are found in any order, whatever their case, each anywhere in the name, the note, the folder, or in code or
 * title of answer, truth and label; "in quotes" they stay together. NULL: none. */
void lens_filter_set_text (LensFilter *self, const char *text);
const char *lens_filter_get_text (const LensFilter *self); /* as it was set, or NULL */

/* In the order in which they were added; one that takes another's place stands where that stood. */
guint lens_filter_get_n_conditions (const LensFilter *self);
LensCondition *lens_filter_get_condition (const LensFilter *self, guint place);
LensCondition *lens_filter_find (const LensFilter *self, LensTopic topic); /* or NULL */
void lens_filter_add (LensFilter *self, LensCondition *condition);
/* FALSE if there was none. */
gboolean lens_filter_remove (LensFilter *self, LensTopic topic);

gboolean lens_filter_matches (const LensFilter *self, LensItem *item, LensVocabulary *vocabulary);
/* The same without what it says about one topic: what else could be chosen there. */
gboolean lens_filter_matches_but (const LensFilter *self, LensTopic topic, LensItem *item, LensVocabulary *vocabulary);

/* For other programs: the conditions of lens_condition_format() and text="…", with "; " between them. */
char *lens_filter_format (const LensFilter *self, gboolean is_hiding_names);

G_END_DECLS
