/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What is opened on workers: the same bits, the order, cancelling, leaving during work. */

#include <string.h>

#include "classifier-fixture.h"

enum { N_MANY = 200 };

static void
test_async (void)
{
  g_autoptr (DermClassifier) classifier = classifier_make (2);
  g_autoptr (DermPrediction) expected = classifier_predict_sync (classifier, NULL, "jpeg-orientation-6.jpg");
  g_autoptr (GFile) file = classifier_fixture_file ("jpeg-orientation-6.jpg");
  g_auto (Results) results = { .n_waiting = 2 };

  derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, G_PRIORITY_DEFAULT), NULL,
                              results_on_open, &results);
  derm_classifier_preview_async (classifier, derm_request_new (file, NULL, NULL, G_PRIORITY_DEFAULT), 7, NULL,
                                 results_on_preview, &results);
  g_assert_cmpint (results.n_waiting, ==, 2); /* never from within the call */
  results_wait (&results);
  g_assert_cmpint (results.n_done, ==, 2);
  assert_same_prediction (expected, results.last);
}

static void
test_image_at_hand (void)
{
  g_autoptr (DermClassifier) classifier = classifier_make (1);
  g_autoptr (DermPrediction) expected = classifier_predict_sync (classifier, NULL, "png-rgb.png");
  g_autoptr (GFile) file = classifier_fixture_file ("png-rgb.png");
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_auto (Results) results = { .n_waiting = 1 };

  derm_classifier_open_async (classifier, derm_request_new (NULL, image, NULL, 0), NULL, results_on_open, &results);
  results_wait (&results);
  g_assert_true (results.last_image == image);
  assert_same_prediction (expected, results.last);
  results.n_waiting = 1;
  derm_classifier_preview_async (classifier, derm_request_new (NULL, image, NULL, 0), 8, NULL, results_on_preview,
                                 &results);
  results_wait (&results);
  g_assert_cmpint (derm_image_get_width (results.last_image), ==, 8);
  g_assert_cmpint (derm_image_get_width (image), ==, 37); /* the caller's is untouched */
}

static void
test_errors (void)
{
  const char *const names[] = { "jpeg-cut-60.jpg", "no-such-file.jpg", "expected.txt" };
  g_autoptr (DermClassifier) classifier = classifier_make (2);
  g_auto (Results) results = { .n_waiting = G_N_ELEMENTS (names) + 1 };
  g_autoptr (GFile) good = classifier_fixture_file ("jpeg-420.jpg");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = classifier_fixture_file (names[i]);

      derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, 0), NULL, results_on_open, &results);
    }
  derm_classifier_open_async (classifier, derm_request_new (good, NULL, NULL, 0), NULL, results_on_open, &results);
  results_wait (&results);
  g_assert_cmpint (results.n_failed, ==, G_N_ELEMENTS (names));
  g_assert_cmpint (results.n_done, ==, 1);
}

static void
test_cancel (void)
{
  g_autoptr (DermClassifier) classifier = classifier_make (1);
  g_autoptr (GFile) file = classifier_fixture_file ("jpeg-420.jpg");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Results) results = { .n_waiting = 50 };

  for (int i = 0; i < 49; i++)
    derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, 0), cancellable, results_on_open,
                                &results);
  derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, 0), NULL, results_on_open, &results);
  g_cancellable_cancel (cancellable);
  results_wait (&results);
  g_assert_cmpint (results.n_cancelled, ==, 49); /* done ones too: nobody wants them any more */
  g_assert_cmpint (results.n_done, ==, 1);
}

static void
test_many (void)
{
  g_autoptr (DermClassifier) classifier = classifier_make (4);
  g_autoptr (DermRecipe) recipe = classifier_make_one_view (derm_classifier_get_model (classifier));
  g_autoptr (DermPrediction) expected = classifier_predict_sync (classifier, recipe, "jpeg-420.jpg");
  g_autoptr (GFile) file = classifier_fixture_file ("jpeg-420.jpg");
  g_auto (Results) results = { .n_waiting = N_MANY };

  for (int i = 0; i < N_MANY; i++)
    derm_classifier_preview_async (classifier, derm_request_new (file, NULL, recipe, 0), 96, NULL, results_on_preview,
                                   &results);
  while (results.n_waiting > 0)
    {
      g_main_context_iteration (NULL, TRUE);
      assert_same_prediction (expected, results.last);
    }
  g_assert_cmpint (results.n_done, ==, N_MANY);
}

/* Keeps the only worker busy until the queue is filled. */
static void
on_folder (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction
      = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, &image, &error);

  results_count (user_data, prediction, error);
  g_assert_null (image); /* of many, none is kept */
}

/* Inputs of a folder wait for each other; whatever their number, none is forgotten, and a broken one harms no other. */
static void
test_together (void)
{
  const int sizes[] = { 1, 7, 8, 9, 30 };
  g_autoptr (GFile) good = classifier_fixture_file ("jpeg-420.jpg"), bad = classifier_fixture_file ("jpeg-cut-60.jpg");

  for (int n_threads = 1; n_threads <= 3; n_threads++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autoptr (DermClassifier) classifier = classifier_make (n_threads);
        g_autoptr (DermRecipe) recipe = classifier_make_one_view (derm_classifier_get_model (classifier));
        g_autoptr (DermPrediction) expected = classifier_predict_sync (classifier, recipe, "jpeg-420.jpg");
        g_auto (Results) results = { .n_waiting = sizes[i] };

        for (int k = 0; k < sizes[i]; k++)
          derm_classifier_open_async (classifier,
                                      derm_request_new (k % 5 == 4 ? bad : good, NULL, recipe, G_PRIORITY_LOW), NULL,
                                      on_folder, &results);
        while (results.n_waiting > 0)
          {
            g_main_context_iteration (NULL, TRUE);
            if (results.last != NULL)
              assert_same_prediction (expected, results.last);
          }
        g_assert_cmpint (results.n_failed, ==, sizes[i] / 5);
        g_assert_cmpint (results.n_done, ==, sizes[i] - sizes[i] / 5);
      }
}

static DermImage *
make_large_image (void)
{
  gsize size = (gsize) 3 * 6000 * 6000;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);

  return derm_image_new_from_pixels (bytes, 6000, 6000, "", NULL);
}

static void
test_priority (void)
{
  const int priorities[] = { 200, 0, 200, -100, 0, 250 };
  g_autoptr (DermClassifier) classifier = classifier_make (1);
  g_autoptr (DermImage) large = make_large_image ();
  g_autoptr (GBytes) pixel = g_bytes_new_static ("abc", 3);
  g_auto (Results) results = { .n_waiting = G_N_ELEMENTS (priorities) + 1, .order = g_string_new (NULL) };

  derm_classifier_open_async (classifier, derm_request_new (NULL, large, NULL, -1000), NULL, results_on_open, &results);
  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    {
      const char name[2] = { (char) ('a' + i), '\0' };
      g_autoptr (DermImage) image = derm_image_new_from_pixels (pixel, 1, 1, name, NULL);

      derm_classifier_open_async (classifier, derm_request_new (NULL, image, NULL, priorities[i]), NULL,
                                  results_on_open, &results);
    }
  results_wait (&results);
  g_assert_cmpstr (results.order->str, ==, "dbeacf"); /* lower first, then in order of asking */
}

static void
test_leave_during_work (void)
{
  g_autoptr (GFile) file = classifier_fixture_file ("jpeg-420.jpg");

  for (int round = 0; round < 20; round++)
    {
      DermClassifier *classifier = classifier_make (3);
      g_auto (Results) results = { .n_waiting = 12 };
      DermClassifier *gone = classifier;
      g_autoptr (DermRecipe) recipe = classifier_make_one_view (derm_classifier_get_model (classifier));

      g_object_add_weak_pointer (G_OBJECT (classifier), (gpointer *) &gone);
      for (int i = 0; i < results.n_waiting; i++)
        derm_classifier_open_async (classifier, derm_request_new (file, NULL, recipe, 0), NULL, results_on_open,
                                    &results);
      g_object_unref (classifier);
      results_wait (&results);
      g_assert_cmpint (results.n_done, ==, 12);
      while (g_atomic_pointer_get (&gone) != NULL) /* a worker may hold the last reference for a moment */
        g_usleep (100);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classifier-jobs/async", test_async);
  g_test_add_func ("/classifier-jobs/image-at-hand", test_image_at_hand);
  g_test_add_func ("/classifier-jobs/errors", test_errors);
  g_test_add_func ("/classifier-jobs/cancel", test_cancel);
  g_test_add_func ("/classifier-jobs/many", test_many);
  g_test_add_func ("/classifier-jobs/together", test_together);
  g_test_add_func ("/classifier-jobs/priority", test_priority);
  g_test_add_func ("/classifier-jobs/leave-during-work", test_leave_during_work);
  return g_test_run ();
}
