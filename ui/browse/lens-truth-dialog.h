/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_TRUTH_DIALOG (lens_truth_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LensTruthDialog, lens_truth_dialog, LENS, TRUTH_DIALOG, GtkWindow)

/* Asks which columns of a table name the images and their classes, and which class each word stands for. Shows the
 * first rows and what would come of it. Emits "chosen" (DermTruth) and closes itself. */

/* images: a list of LensItem, whose names are looked for in the table. */
LensTruthDialog *lens_truth_dialog_new (GtkWindow *parent, DermTable *table, const char *name, DermModel *model,
                                        GListModel *images);

/* What comes of the choice, in words. */
const char *lens_truth_dialog_get_status (LensTruthDialog *self);

G_END_DECLS
