/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* Several predictions that are asked for at once and belong together, each with a number. A new batch makes what is
 * still under way of the one before come to nothing. */

typedef struct _LensBatch LensBatch;

/* One of them is there: prediction, or else error. Not called once the owner is being disposed of. */
typedef void (*LensBatchFunc) (gpointer owner, guint index, DermPrediction *prediction, const GError *error);

/* owner: a GObject that frees it, at the latest when it is finalized. */
LensBatch *lens_batch_new (gpointer owner, LensBatchFunc on_done);
void lens_batch_free (LensBatch *self);

/* Ends what is under way; what is added from now on is the next batch. */
void lens_batch_stop (LensBatch *self);
/* request: (transfer full), as derm_classifier_open_async() takes it */
void lens_batch_add (LensBatch *self, guint index, DermClassifier *classifier, DermRequest *request);
/* How many are under way; the one that on_done is called for is not. */
guint lens_batch_get_n_running (LensBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensBatch, lens_batch_free)

G_END_DECLS
