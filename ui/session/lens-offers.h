/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LENS_TYPE_OFFERS (lens_offers_get_type ())
G_DECLARE_FINAL_TYPE (LensOffers, lens_offers, LENS, OFFERS, GObject)

/* What the user may want to do, one question at a time. Nothing is done unless it is accepted.
 *
 * Property: "text": of the question that is asked now, NULL for none. */

/**
 * LensOffer:
 * @kind: another offer of the same kind takes its place
 * @text: the question; owned, as all that follows
 * @button: what accepts it
 * @accept: does it, with @data, which @destroy frees
 */
typedef struct {
  const char *kind;
  char *text, *button;
  void (*accept) (gpointer data);
  gpointer data;
  GDestroyNotify destroy;
} LensOffer;

LensOffers *lens_offers_new (void);

/* Takes what it owns. */
void lens_offers_add (LensOffers *self, const LensOffer *offer);
/* Of the first; the next one comes after it. */
const char *lens_offers_get_text (LensOffers *self);
const char *lens_offers_get_button (LensOffers *self);
void lens_offers_accept (LensOffers *self);
void lens_offers_dismiss (LensOffers *self);
void lens_offers_clear (LensOffers *self);

G_END_DECLS
