/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-collection.h"
#include "lens-reading.h"
#include "lens-truths.h"

G_BEGIN_DECLS

#define LENS_TYPE_AUDITING (lens_auditing_get_type ())
G_DECLARE_FINAL_TYPE (LensAuditing, lens_auditing, LENS, AUDITING, GObject)

/* Whether something is wrong with the model in use, or with the images that it is judged by: what `derm audit` asks, of
 * the open images with a truth. It takes minutes for thousands of images, so it is done when somebody asks for it; what
 * was found goes with the model, the recipe and the truth that it is of.
 *
 * Property "is-working". Signal "changed": it has begun, is further on, has ended, or its result is gone. */

typedef struct {
  LensCollection *collection;
  LensReading *reading;
  LensTruths *truths;
} LensAuditingParts;

LensAuditing *lens_auditing_new (const LensAuditingParts *parts);
/* Nothing comes any more: the window is closed. */
void lens_auditing_close (LensAuditing *self);

/* Whether there is a model, and a truth. */
gboolean lens_auditing_can_start (LensAuditing *self);
/* Anew, if it was done already. */
void lens_auditing_start (LensAuditing *self);
void lens_auditing_stop (LensAuditing *self);
gboolean lens_auditing_is_working (LensAuditing *self);
/* Of so many images so many are read; 0 of 0 before the first. */
guint lens_auditing_get_n_done (LensAuditing *self);
guint lens_auditing_get_n (LensAuditing *self);

/* (transfer none) NULL: not known, or not yet. */
DermAudit *lens_auditing_get_audit (LensAuditing *self);
const char *lens_auditing_get_error (LensAuditing *self); /* why there is none; or NULL */

G_END_DECLS
