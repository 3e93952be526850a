/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-offers.h"

struct _LensOffers {
  GObject parent_instance;

  GPtrArray *offers; /* owned LensOffer; the first is asked */
};

G_DEFINE_FINAL_TYPE (LensOffers, lens_offers, G_TYPE_OBJECT)

enum { PROP_TEXT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
offer_free (gpointer data)
{
  LensOffer *offer = data;

  g_free (offer->text);
  g_free (offer->button);
  if (offer->destroy != NULL)
    offer->destroy (offer->data);
  g_free (offer);
}

static LensOffer *
get_first (LensOffers *self)
{
  return self->offers->len > 0 ? g_ptr_array_index (self->offers, 0) : NULL;
}

static void
notify (LensOffers *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
lens_offers_finalize (GObject *object)
{
  g_ptr_array_unref (LENS_OFFERS (object)->offers);

  G_OBJECT_CLASS (lens_offers_parent_class)->finalize (object);
}

static void
lens_offers_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TEXT)
    g_value_set_string (value, lens_offers_get_text (LENS_OFFERS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_offers_class_init (LensOffersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lens_offers_finalize;
  object_class->get_property = lens_offers_get_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", "Text", "The question that is asked", NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lens_offers_init (LensOffers *self)
{
  self->offers = g_ptr_array_new_with_free_func (offer_free);
}

LensOffers *
lens_offers_new (void)
{
  return g_object_new (LENS_TYPE_OFFERS, NULL);
}

void
lens_offers_add (LensOffers *self, const LensOffer *offer)
{
  LensOffer *added;
  guint place = 0;

  g_return_if_fail (LENS_IS_OFFERS (self));

  added = g_new (LensOffer, 1);
  *added = *offer;
  while (place < self->offers->len
         && !g_str_equal (((LensOffer *) g_ptr_array_index (self->offers, place))->kind, offer->kind))
    place++;
  if (place < self->offers->len)
    g_ptr_array_remove_index (self->offers, place);
  g_ptr_array_insert (self->offers, (int) place, added);
  if (place == 0)
    notify (self);
}

const char *
lens_offers_get_text (LensOffers *self)
{
  g_return_val_if_fail (LENS_IS_OFFERS (self), NULL);

  return get_first (self) != NULL ? get_first (self)->text : NULL;
}

const char *
lens_offers_get_button (LensOffers *self)
{
  g_return_val_if_fail (LENS_IS_OFFERS (self), NULL);

  return get_first (self) != NULL ? get_first (self)->button : NULL;
}

void
lens_offers_accept (LensOffers *self)
{
  LensOffer *offer;

  g_return_if_fail (LENS_IS_OFFERS (self));

  if (get_first (self) == NULL)
    return;
  offer = g_ptr_array_steal_index (self->offers, 0);
  notify (self);
  offer->accept (offer->data);
  offer_free (offer);
}

void
lens_offers_dismiss (LensOffers *self)
{
  g_return_if_fail (LENS_IS_OFFERS (self));

  if (get_first (self) == NULL)
    return;
  g_ptr_array_remove_index (self->offers, 0);
  notify (self);
}

void
lens_offers_clear (LensOffers *self)
{
  g_return_if_fail (LENS_IS_OFFERS (self));

  if (get_first (self) == NULL)
    return;
  g_ptr_array_set_size (self->offers, 0);
  notify (self);
}
