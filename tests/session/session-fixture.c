/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdlib.h>

#include "../remove-tree.h"

void
fixture_init_session (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL)
    g_error ("unset DISPLAY and WAYLAND_DISPLAY: this program shows that no display is needed");
}

/* ---- images and predictions ---- */

DermClassifier *
fixture_classifier (void)
{
  static DermClassifier *classifier;
  g_autoptr (GError) error = NULL;

  if (classifier == NULL)
    {
      g_autoptr (DermModel) model = derm_model_new_bundled (&error);

      g_assert_no_error (error);
      classifier = derm_classifier_new (model, NULL, 2, &error);
      g_assert_no_error (error);
    }

  return classifier;
}

static DermImage *
make_image (int width, int height, guint seed, const char *name)
{
  gsize size = 3 * (gsize) width * height;
  guint8 *rgb = g_malloc (size);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  DermImage *image;

  for (gsize i = 0; i < size; i++)
    rgb[i] = (guint8) g_rand_int (rand);
  bytes = g_bytes_new_take (rgb, size);
  image = derm_image_new_from_pixels (bytes, width, height, name, &error);
  g_assert_no_error (error);

  return image;
}

DermImage *
fixture_image (int width, int height, guint seed)
{
  return make_image (width, height, seed, "fixture");
}

DermPrediction *
fixture_prediction (guint seed)
{
  g_autoptr (DermImage) image = fixture_image (40, 30, seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermInput) input = NULL;
  DermPrediction *prediction;

  input = derm_input_new (image, derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ())), &error);
  g_assert_no_error (error);
  prediction = derm_classifier_predict (fixture_classifier (), input, &error);
  g_assert_no_error (error);

  return prediction;
}

char *
fixture_sample (int number)
{
  g_autofree char *name = g_strdup_printf ("samples/drawn-%02d.jpg", number);

  return derm_data_path (name);
}

char *
fixture_model_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
}

DermActivations *
fixture_activations (const char *name)
{
  g_autofree char *path = name != NULL ? fixture_model_path (name) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = path != NULL ? derm_model_new_from_file (path, &error) : NULL;
  g_autoptr (DermClassifier) own = model != NULL ? derm_classifier_new (model, NULL, 1, &error) : NULL;
  DermClassifier *classifier = own != NULL ? own : fixture_classifier ();
  g_autoptr (DermImage) image = fixture_image (60, 50, 7);
  g_autoptr (DermInput) input
      = derm_input_new (image, derm_model_get_recipe (derm_classifier_get_model (classifier)), &error);
  DermActivations *activations = derm_activations_new (classifier, input, 0, &error);

  g_assert_no_error (error);

  return activations;
}

char *
fixture_folder (int n)
{
  char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);

  for (int i = 1; i <= n; i++)
    {
      g_autofree char *sample = fixture_sample (i);
      g_autofree char *path = g_strdup_printf ("%s/photo %d.jpg", folder, i == n ? 10 : i);
      g_autoptr (GFile) from = g_file_new_for_path (sample);
      g_autoptr (GFile) to = g_file_new_for_path (path);

      g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
    }
  return folder;
}

void
fixture_remove_folder (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

GFile *
fixture_write (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

GPtrArray *
fixture_items (const char *path, ...)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  va_list paths;

  va_start (paths, path);
  for (; path != NULL; path = va_arg (paths, const char *))
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  va_end (paths);

  return items;
}

GPtrArray *
fixture_pasted (guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("image %u", i + 1);
      g_autoptr (DermImage) image = make_image (40, 30, i, name);

      g_ptr_array_add (items, lens_item_new_for_image (image));
    }

  return items;
}

/* ---- waiting ---- */

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

void
fixture_run_for (guint ms)
{
  gboolean is_over = FALSE;

  g_timeout_add (ms, on_timeout, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

int
fixture_patience (void)
{
  const char *timeouts = g_getenv ("TIMEOUTS");

  return timeouts != NULL ? MAX (atoi (timeouts), 1) : 1;
}

void
fixture_wait (FixtureTest test, gpointer data, const char *what)
{
  gint64 end = g_get_monotonic_time () + fixture_patience () * 20 * G_USEC_PER_SEC;

  while (!test (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("waited in vain for: %s", what);
      fixture_run_for (5);
    }
}

/* ---- listening ---- */

typedef struct {
  GString *told; /* borrowed */
  char *word;
} Ear;

static void
ear_free (gpointer data, GClosure *closure)
{
  g_free (((Ear *) data)->word);
  g_free (data);
}

static void
on_told (Ear *ear)
{
  g_string_append_printf (ear->told, "%s ", ear->word);
}

GString *
fixture_told (void)
{
  static GPtrArray *kept;
  GString *told = g_string_new (NULL);

  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, told);

  return told;
}

void
fixture_listen (gpointer object, const char *signal, GString *told, const char *word)
{
  Ear *ear = g_new (Ear, 1);

  *ear = (Ear){ told, g_strdup (word) };
  g_signal_connect_data (object, signal, G_CALLBACK (on_told), ear, ear_free, G_CONNECT_SWAPPED);
}

void
fixture_assert_told (GString *told, const char *expected)
{
  g_assert_cmpstr (told->str, ==, expected);
  g_string_truncate (told, 0);
}

/* ---- a session ---- */

void
fixture_set_up_session (FixtureSession *fixture, gconstpointer data)
{
  int n = GPOINTER_TO_INT (data);

  fixture->folder = fixture_folder (n);
  fixture->session = lens_session_new (fixture_classifier (), NULL);
  if (n > 0)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

      lens_session_open_folder (fixture->session, folder, FALSE);
    }
  fixture_wait_session (fixture->session);
}

void
fixture_tear_down_session (FixtureSession *fixture, gconstpointer data)
{
  fixture_close_session (fixture->session);
  fixture_remove_folder (fixture->folder);
}

static gboolean
is_idle (gpointer session)
{
  return lens_session_is_idle (session);
}

void
fixture_wait_session (LensSession *session)
{
  fixture_wait (is_idle, session, "the session to finish");
}

static gboolean
is_gone (gpointer weak)
{
  return *(gpointer *) weak == NULL;
}

void
fixture_close_session (LensSession *session)
{
  gpointer weak = session;

  g_object_add_weak_pointer (G_OBJECT (session), &weak);
  lens_session_close (session);
  g_object_unref (session);
  fixture_wait (is_gone, &weak, "the session to go");
}

LensItem *
fixture_item_at (LensSession *session, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (lens_view_get_model (lens_session_get_view (session)), place);

  return item; /* the list holds it */
}

const char *
fixture_shown_name (LensSession *session)
{
  LensItem *item = lens_shown_get_item (lens_session_get_shown (session));

  return item != NULL ? lens_item_get_name (item) : NULL;
}

void
fixture_open_in (FixtureSession *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
}
