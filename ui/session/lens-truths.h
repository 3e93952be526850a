/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-collection.h"
#include "lens-history.h"
#include "lens-messages.h"
#include "lens-reading.h"
#include "lens-work.h"

G_BEGIN_DECLS

#define LENS_TYPE_TRUTHS (lens_truths_get_type ())
G_DECLARE_FINAL_TYPE (LensTruths, lens_truths, LENS, TRUTHS, GObject)

/* What the images are known to show, from one table at a time. Each table that is taken takes the place of the one
 * before, and that can be undone.
 *
 * Properties: "has-truth"; "file": the table that was read last, NULL if it was a folder; "is-reading". Signals:
 * "changed" when the images have other truths; "asked" (DermTable, GFile) when somebody must say which of its columns
 * mean what: lens_truths_take() is the answer. */

typedef struct {
  LensCollection *collection;
  LensReading *reading;
  LensWork *work;
  LensHistory *history;
  LensMessages *messages;
} LensTruthsParts;

LensTruths *lens_truths_new (const LensTruthsParts *parts);

/* Reads a table on a worker. is_asking: its columns are asked for in any case. */
void lens_truths_open (LensTruths *self, GFile *file, gboolean is_asking);
/* The folders in this folder, or in train, test and the like in it, are called like classes: images in them have these.
 * Read on a worker. */
void lens_truths_open_folders (LensTruths *self, GFile *folder);
/* Whether its folders are the truth already, or being read for it. */
gboolean lens_truths_is_of_folder (LensTruths *self, GFile *folder);
/* What the columns of a table were said to mean. */
void lens_truths_take (LensTruths *self, DermTruth *truth, GFile *file);
/* All folders have been searched: a table that was taken meanwhile may turn out to name no image of them. */
void lens_truths_check (LensTruths *self);
/* The image gets the truth that is known of it. */
void lens_truths_apply (LensTruths *self, LensItem *item);
/* What is being read never comes: the window is closed. */
void lens_truths_close (LensTruths *self);

gboolean lens_truths_has_truth (LensTruths *self);
DermTruth *lens_truths_get_truth (LensTruths *self); /* NULL if none is known */
GFile *lens_truths_get_file (LensTruths *self);      /* NULL if none was read */
gboolean lens_truths_is_reading (LensTruths *self);

G_END_DECLS
