/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"

/* Images like one of "photo 1.jpg", "photo 2.jpg" … in another folder, of copies of samples. */

enum { N_OTHERS = 6 };

static char *
make_other_folder (void)
{
  char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (folder, "below", NULL);

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  for (int i = 1; i <= N_OTHERS; i++)
    {
      g_autofree char *sample = fixture_sample (i);
      g_autofree char *path = g_strdup_printf ("%s/other %d.jpg", i % 2 == 0 ? below : folder, i);
      g_autoptr (GFile) from = g_file_new_for_path (sample), to = g_file_new_for_path (path);

      g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
    }
  return folder;
}

static void
search (FixtureSession *fixture, const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  lens_session_select (fixture->session, 1);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_session_can_find_similar_in_folder (fixture->session));
  lens_session_find_similar_in_folder (fixture->session, folder);
  fixture_wait_session (fixture->session);
}

static guint
count_shown (FixtureSession *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_selection (fixture->session)));
}

static gboolean
is_shown (FixtureSession *fixture, const char *name)
{
  for (guint i = 0; i < count_shown (fixture); i++)
    {
      g_autoptr (LensItem) item
          = g_list_model_get_item (G_LIST_MODEL (lens_session_get_selection (fixture->session)), i);

      if (g_str_equal (lens_item_get_name (item), name))
        return TRUE;
    }
  return FALSE;
}

/* They are opened, those of folders below too; the list shows them and the one that they are like, which stays. */
static void
test_found (FixtureSession *fixture, gconstpointer data)
{
  char *folder = make_other_folder ();
  LensCollection *collection = lens_session_get_collection (fixture->session);
  guint before = lens_collection_get_n_all (collection);

  search (fixture, folder);
  g_assert_cmpuint (lens_collection_get_n_all (collection), ==, before + N_OTHERS);
  g_assert_cmpuint (count_shown (fixture), ==, 1 + N_OTHERS);
  g_assert_true (is_shown (fixture, "photo 2.jpg"));
  g_assert_true (is_shown (fixture, "other 2.jpg"));
  g_assert_cmpstr (lens_item_get_name (lens_selection_get_current_item (lens_session_get_selection (fixture->session))),
                   ==, "photo 2.jpg");
  /* what is there already does not come twice */
  search (fixture, folder);
  g_assert_cmpuint (lens_collection_get_n_all (collection), ==, before + N_OTHERS);
  fixture_remove_folder (folder);
}

/* The own folder: the others of it. */
static void
test_own (FixtureSession *fixture, gconstpointer data)
{
  search (fixture, fixture->folder);
  g_assert_cmpuint (lens_collection_get_n_all (lens_session_get_collection (fixture->session)), ==, 4);
  g_assert_cmpuint (count_shown (fixture), ==, 4);
}

static void
test_failures (FixtureSession *fixture, gconstpointer data)
{
  char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "broken.jpg", NULL);
  LensMessages *messages = lens_session_get_messages (fixture->session);

  search (fixture, folder);
  g_assert_nonnull (strstr (lens_messages_get_error (messages), "no image was found"));
  g_assert_true (g_file_set_contents (path, "no image", -1, NULL));
  search (fixture, folder);
  g_assert_nonnull (strstr (lens_messages_get_error (messages), "1 image could not be read"));
  g_assert_cmpuint (count_shown (fixture), ==, 4);
  search (fixture, "/nonexistent");
  g_assert_nonnull (strstr (lens_messages_get_error (messages), "nonexistent"));
  fixture_remove_folder (folder);
}

/* A search that is cancelled finds nothing, and lets go of everything. */
static void
test_cancel (FixtureSession *fixture, gconstpointer data)
{
  char *path = make_other_folder ();
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  lens_session_select (fixture->session, 0);
  lens_session_find_similar_in_folder (fixture->session, folder);
  lens_messages_cancel (lens_session_get_messages (fixture->session));
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_collection_get_n_all (lens_session_get_collection (fixture->session)), ==, 4);
  fixture_remove_folder (path);
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/elsewhere/found", 4, test_found);
  add ("/elsewhere/own", 4, test_own);
  add ("/elsewhere/failures", 4, test_failures);
  add ("/elsewhere/cancel", 4, test_cancel);

  return g_test_run ();
}
