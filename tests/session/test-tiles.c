/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-tiles.h"
#include "session-fixture.h"

/* Pictures for large tiles. */

#define MAX_BYTES (48 << 20) /* as in lens-tiles.c */

typedef struct {
  LensReading *reading;
  LensTiles *tiles;
  GPtrArray *items;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->reading = lens_reading_new (fixture_classifier (), NULL);
  fixture->tiles = lens_tiles_new (fixture->reading);
  fixture->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *path = fixture_sample (i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (fixture->items, lens_item_new_for_file (file));
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->tiles);
  g_object_unref (fixture->reading);
  g_ptr_array_unref (fixture->items);
}

static gboolean
is_made (gpointer tiles)
{
  return !lens_tiles_is_making (tiles);
}

static void
want (Fixture *fixture, GPtrArray *items, int side)
{
  lens_tiles_want (fixture->tiles, items, side);
  fixture_wait (is_made, fixture->tiles, "the tiles");
}

static int
width_of (LensItem *item)
{
  return lens_item_get_tile (item) != NULL ? gdk_paintable_get_intrinsic_width (lens_item_get_tile (item)) : 0;
}

/* As large as they are wanted, made anew when they are wanted larger, and given up when thumbnails will do. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const int sides[] = { 200, 300, 250 }, widths[] = { 200, 300, 300 };

  for (gsize size = 0; size < G_N_ELEMENTS (sides); size++)
    {
      want (fixture, fixture->items, sides[size]);
      for (guint i = 0; i < fixture->items->len; i++)
        g_assert_cmpint (width_of (fixture->items->pdata[i]), ==, widths[size]);
    }
  g_assert_cmpuint (lens_tiles_get_n_bytes (fixture->tiles), ==, 4 * 3 * 300 * 225);
  want (fixture, fixture->items, 0);
  g_assert_cmpint (width_of (fixture->items->pdata[0]), ==, 0);
  g_assert_cmpuint (lens_tiles_get_n_bytes (fixture->tiles), ==, 0);
}

/* Of what is out of sight again only the one that was being made is made. */
static void
test_scrolled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) last = g_ptr_array_new ();

  g_ptr_array_add (last, fixture->items->pdata[3]);
  lens_tiles_want (fixture->tiles, fixture->items, 300);
  want (fixture, last, 300);
  g_assert_cmpint (width_of (fixture->items->pdata[0]), ==, 300);
  g_assert_cmpint (width_of (fixture->items->pdata[1]), ==, 0);
  g_assert_cmpint (width_of (fixture->items->pdata[3]), ==, 300);
}

/* What cannot be read is tried once and keeps others from nothing. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) gone = fixture_items ("/nowhere/a.jpg", NULL);

  g_ptr_array_insert (fixture->items, 0, g_object_ref (gone->pdata[0]));
  want (fixture, fixture->items, 300);
  g_assert_cmpint (width_of (fixture->items->pdata[0]), ==, 0);
  g_assert_cmpint (width_of (fixture->items->pdata[4]), ==, 300);
}

/* However many are looked at, the pictures of all stay below a bound; those in sight are there. */
static void
test_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 24; i++)
    {
      g_autoptr (DermImage) image = fixture_image (1024, 1024, i);

      g_ptr_array_add (many, lens_item_new_for_image (image));
    }
  for (guint first = 0; first < many->len; first += 4)
    {
      g_autoptr (GPtrArray) seen = g_ptr_array_new ();

      for (guint i = first; i < first + 4; i++)
        g_ptr_array_add (seen, many->pdata[i]);
      want (fixture, seen, 1024); /* 3 MiB each */
      for (guint i = 0; i < seen->len; i++)
        g_assert_cmpint (width_of (seen->pdata[i]), ==, 1024);
      g_assert_cmpuint (lens_tiles_get_n_bytes (fixture->tiles), <=, MAX_BYTES);
    }
  g_assert_cmpint (width_of (many->pdata[0]), ==, 0);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/tiles/sizes", test_sizes);
  add ("/tiles/scrolled", test_scrolled);
  add ("/tiles/broken", test_broken);
  add ("/tiles/memory", test_memory);

  return g_test_run ();
}
