/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-collection.h"
#include "lens-messages.h"
#include "lens-reading.h"
#include "lens-view.h"

G_BEGIN_DECLS

#define LENS_TYPE_DUPLICATES (lens_duplicates_get_type ())
G_DECLARE_FINAL_TYPE (LensDuplicates, lens_duplicates, LENS, DUPLICATES, GObject)

/* Images of the list that are one, in groups to be looked at: the files are the same, the pictures, or what the network
 * makes of them. They are looked for on a thread, when somebody asks; then they are the filter of the list, all of them
 * or one group.
 *
 * Property "is-working". Signal "changed": the groups, or which of them is shown. */

typedef struct {
  LensCollection *collection;
  LensReading *reading;
  LensView *view;
  LensMessages *messages;
} LensDuplicatesParts;

LensDuplicates *lens_duplicates_new (const LensDuplicatesParts *parts);
/* The window is closed. */
void lens_duplicates_close (LensDuplicates *self);

gboolean lens_duplicates_can_find (LensDuplicates *self);
void lens_duplicates_find (LensDuplicates *self);
gboolean lens_duplicates_is_working (LensDuplicates *self);

/* Those that were found last. */
guint lens_duplicates_get_n_groups (LensDuplicates *self);
/* (transfer none) (element-type LensItem) Images of a group. */
GPtrArray *lens_duplicates_get_group (LensDuplicates *self, guint group, DermTwinKind *kind);
/* Whether they are the filter of the list. */
gboolean lens_duplicates_is_shown (LensDuplicates *self);
/* One group is the filter; -1: all. */
void lens_duplicates_show (LensDuplicates *self, int group);
int lens_duplicates_get_shown (LensDuplicates *self);
/* The filter does without them. */
void lens_duplicates_hide (LensDuplicates *self);

G_END_DECLS
