/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <time.h>

#include "lens-names.h"
#include "session-fixture.h"

/* What the names in a list have in common. The files need not be there. */

#define N_MANY 10000
#define MAX_TIME CLOCKS_PER_SEC /* for all of them, of this thread; it takes a thirtieth of that */

typedef struct {
  LensCollection *collection;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->collection = lens_collection_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lens_collection_close (fixture->collection);
  g_object_unref (fixture->collection);
}

static LensItem *
find (Fixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LensItem *item = lens_collection_find (fixture->collection, file);

  g_assert_nonnull (item);
  return item;
}

/* Adds one image and returns its folder as it is shown. */
static LensItem *
add_path (Fixture *fixture, const char *path)
{
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  return lens_collection_add (fixture->collection, items, FALSE);
}

static void
assert_folder (Fixture *fixture, const char *path, const char *folder)
{
  g_assert_cmpstr (lens_item_get_folder_part (find (fixture, path)), ==, folder);
}

/* Of the folder only what differs; nothing while a name is alone. */
static void
test_folders (Fixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;

  add_path (fixture, "/data/2019/images/a.jpg");
  add_path (fixture, "/data/2019/images/b.jpg");
  assert_folder (fixture, "/data/2019/images/a.jpg", NULL);
  add_path (fixture, "/data/2020/images/a.jpg");
  assert_folder (fixture, "/data/2019/images/a.jpg", "2019");
  assert_folder (fixture, "/data/2020/images/a.jpg", "2020");
  assert_folder (fixture, "/data/2019/images/b.jpg", NULL);
  title = lens_item_dup_title (find (fixture, "/data/2020/images/a.jpg"));
  g_assert_cmpstr (title, ==, "2020/a.jpg");
  add_path (fixture, "/data/2020/raw/a.jpg"); /* now more of it is needed of all */
  assert_folder (fixture, "/data/2019/images/a.jpg", "2019/images");
  assert_folder (fixture, "/data/2020/images/a.jpg", "2020/images");
  assert_folder (fixture, "/data/2020/raw/a.jpg", "2020/raw");
}

/* One folder may lie in the other, and one path may repeat a part of the other. */
static void
test_nested (Fixture *fixture, gconstpointer data)
{
  add_path (fixture, "/data/a.jpg");
  add_path (fixture, "/data/more/a.jpg");
  assert_folder (fixture, "/data/a.jpg", "data");
  assert_folder (fixture, "/data/more/a.jpg", "data/more");
  add_path (fixture, "/x/y/b.jpg");
  add_path (fixture, "/x/y/y/b.jpg");
  assert_folder (fixture, "/x/y/b.jpg", "y");
  assert_folder (fixture, "/x/y/y/b.jpg", "y/y");
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) placed = NULL;

  add_path (fixture, "/data/1/a.jpg");
  add_path (fixture, "/data/2/a.jpg");
  g_hash_table_add (gone, find (fixture, "/data/2/a.jpg"));
  placed = lens_collection_remove (fixture->collection, gone);
  assert_folder (fixture, "/data/1/a.jpg", NULL);
  lens_collection_restore (fixture->collection, placed);
  assert_folder (fixture, "/data/1/a.jpg", "1");
  assert_folder (fixture, "/data/2/a.jpg", "2");
}

/* Those without a file have no folder; those of one file are one image. */
static void
test_pasted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermImage) one = derm_image_make_thumbnail (fixture_image (30, 30, 1), 30, 30);
  g_autoptr (DermImage) other = derm_image_make_thumbnail (fixture_image (30, 30, 2), 30, 30);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, lens_item_new_for_image (one));
  g_ptr_array_add (items, lens_item_new_for_image (other));
  lens_collection_add (fixture->collection, items, FALSE);
  g_assert_null (lens_item_get_folder_part (items->pdata[0]));
  add_path (fixture, "/data/1/a.jpg");
  add_path (fixture, "/data/1/a.jpg");
  assert_folder (fixture, "/data/1/a.jpg", NULL);
}

static void
assert_end (Fixture *fixture, const char *end, const char *path, ...)
{
  LensItem *item = add_path (fixture, path);
  va_list others;

  va_start (others, path);
  for (const char *other = va_arg (others, const char *); other != NULL; other = va_arg (others, const char *))
    add_path (fixture, other);
  va_end (others);
  g_assert_cmpstr (lens_names_get_end (lens_item_get_names (item)), ==, end);
}

/* What all names end with, in whole words; the ending of the format alone is no such end. */
static void
test_ends (Fixture *fixture, gconstpointer data)
{
  assert_end (fixture, NULL, "/d/ISIC_0034320_small.jpg", NULL);
  assert_end (fixture, "_small.jpg", "/d/ISIC_0034321_small.jpg", "/d/ISIC_0034331_small.jpg", NULL);
  assert_end (fixture, "_small.jpg", "/d/Fuß_small.jpg", "/d/Gruß_small.jpg", NULL);
  assert_end (fixture, NULL, "/d/all.jpg", NULL);
  assert_end (fixture, NULL, "/d/other.png", NULL);
}

/* A long name is cut at that end, whose place dots take. */
static void
test_start (Fixture *fixture, gconstpointer data)
{
  LensItem *first = add_path (fixture, "/d/ISIC_0034320_small.jpg");
  g_autofree char *start = NULL;

  g_assert_null (lens_names_dup_start (first));
  add_path (fixture, "/d/ISIC_0034321_small.jpg");
  start = lens_names_dup_start (first);
  g_assert_cmpstr (start, ==, "ISIC_0034320…");
}

static void
assert_common (LensCollection *collection, const char *path)
{
  GFile *folder = lens_collection_get_folder (collection);
  g_autofree char *is = folder != NULL ? g_file_get_path (folder) : NULL;

  g_assert_cmpstr (is, ==, path);
}

/* What all files are in; it only grows, until there is none left. */
static void
test_common (Fixture *fixture, gconstpointer data)
{
  assert_common (fixture->collection, NULL);
  add_path (fixture, "/data/held/mel/a.jpg");
  assert_common (fixture->collection, "/data/held/mel");
  add_path (fixture, "/data/held/mel/more/b.jpg");
  assert_common (fixture->collection, "/data/held/mel");
  add_path (fixture, "/data/held/melting/c.jpg");
  assert_common (fixture->collection, "/data/held");
  add_path (fixture, "/elsewhere/d.jpg");
  assert_common (fixture->collection, "/");
}

/* As many as there may be, all of one name, each in a folder of its own. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LensNames) names = lens_names_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  clock_t began, took;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("/data/patient %u/lesion/image.jpg", i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  began = clock ();
  for (guint i = 0; i < N_MANY; i++)
    lens_names_add (names, items->pdata[i]);
  took = clock () - began;
  g_test_message ("%d images in %.1f ms", N_MANY, 1000.0 * (double) took / CLOCKS_PER_SEC);
  g_assert_cmpint (took, <, MAX_TIME);
  g_assert_cmpstr (lens_item_get_folder_part (items->pdata[N_MANY - 1]), ==, "patient 9999");
  g_assert_cmpstr (lens_item_get_folder_part (items->pdata[0]), ==, "patient 0");
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/names/folders", test_folders);
  add ("/names/nested", test_nested);
  add ("/names/removed", test_removed);
  add ("/names/pasted", test_pasted);
  add ("/names/ends", test_ends);
  add ("/names/start", test_start);
  add ("/names/common", test_common);
  add ("/names/many", test_many);

  return g_test_run ();
}
