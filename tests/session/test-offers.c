/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-offers.h"
#include "session-fixture.h"

static void
on_accept (gpointer data)
{
  g_string_append (data, "done ");
}

static void
on_destroy (gpointer data)
{
  g_string_append (data, "gone ");
}

static void
add (LensOffers *offers, const char *kind, const char *text, GString *told)
{
  lens_offers_add (offers, &(LensOffer){ kind, g_strdup (text), g_strdup ("Yes"), on_accept, told, on_destroy });
}

/* One at a time, in their order; nothing is done that was not accepted. */
static void
test_order (void)
{
  g_autoptr (LensOffers) offers = lens_offers_new ();
  GString *told = fixture_told ();

  fixture_listen (offers, "notify::text", told, "text");
  g_assert_null (lens_offers_get_text (offers));
  g_assert_null (lens_offers_get_button (offers));
  lens_offers_accept (offers);
  lens_offers_dismiss (offers);
  lens_offers_clear (offers);
  fixture_assert_told (told, "");
  add (offers, "a", "first", told);
  fixture_assert_told (told, "text ");
  add (offers, "b", "second", told);
  fixture_assert_told (told, "");
  g_assert_cmpstr (lens_offers_get_text (offers), ==, "first");
  g_assert_cmpstr (lens_offers_get_button (offers), ==, "Yes");
  lens_offers_dismiss (offers);
  fixture_assert_told (told, "gone text ");
  g_assert_cmpstr (lens_offers_get_text (offers), ==, "second");
  lens_offers_accept (offers);
  fixture_assert_told (told, "text done gone ");
  g_assert_null (lens_offers_get_text (offers));
}

static void
test_replace (void)
{
  g_autoptr (LensOffers) offers = lens_offers_new ();
  GString *told = fixture_told ();

  add (offers, "a", "first", told);
  add (offers, "b", "second", told);
  add (offers, "a", "newer", told);
  fixture_assert_told (told, "gone ");
  g_assert_cmpstr (lens_offers_get_text (offers), ==, "newer");
  lens_offers_clear (offers);
  fixture_assert_told (told, "gone gone ");
  g_assert_null (lens_offers_get_text (offers));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/offers/order", test_order);
  g_test_add_func ("/offers/replace", test_replace);
  return g_test_run ();
}
