/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The classifier and its workers: same bits on every way, order, cancelling, leaving during work. */

#include <derm.h>
#include <string.h>

enum { N_MANY = 200 };

typedef struct {
  int n_waiting;
  int n_done, n_cancelled, n_failed;
  GString *order;        /* of the callbacks */
  DermPrediction *last;  /* owned */
  DermImage *last_image; /* owned */
} Results;

static void
results_clear (Results *results)
{
  if (results->order != NULL)
    g_string_free (results->order, TRUE);
  g_clear_object (&results->last);
  g_clear_object (&results->last_image);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Results, results_clear)

static char *
fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "engine", "fixtures", name, NULL);
}

static GFile *
fixture_file (const char *name)
{
  g_autofree char *path = fixture (name);

  return g_file_new_for_path (path);
}

static DermClassifier *
make_classifier (int n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);
  DermClassifier *classifier;

  g_assert_no_error (error);
  classifier = derm_classifier_new (model, NULL, n_threads, &error);
  g_assert_no_error (error);
  return classifier;
}

static void
count (Results *results, DermPrediction *prediction, const GError *error)
{
  results->n_waiting--;
  g_assert_true ((prediction == NULL) == (error != NULL));
  if (prediction != NULL)
    results->n_done++;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    results->n_cancelled++;
  else
    results->n_failed++;
  g_set_object (&results->last, prediction);
}

static void
on_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Results *results = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction
      = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, &image, &error);

  count (results, prediction, error);
  g_assert_true ((image == NULL) == (prediction == NULL));
  g_set_object (&results->last_image, image);
  if (results->order != NULL && image != NULL)
    g_string_append (results->order, derm_image_get_name (image));
}

static void
on_preview (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Results *results = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction
      = derm_classifier_preview_finish (DERM_CLASSIFIER (source), result, &image, &error);

  count (results, prediction, error);
  g_set_object (&results->last_image, image);
}

static void
wait_for (Results *results)
{
  while (results->n_waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The model's own recipe without the mean over eight views: what is about many images is no better tested with eight
 * times the work, which an emulator takes minutes for. */
static DermRecipe *
make_one_view (DermModel *model)
{
  g_autoptr (GError) error = NULL;
  DermRecipe *recipe = derm_recipe_with_views (derm_model_get_recipe (model), 1, &error);

  g_assert_no_error (error);
  return recipe;
}

/* recipe: NULL: the model's own. */
static DermPrediction *
predict_sync (DermClassifier *classifier, DermRecipe *recipe, const char *name)
{
  g_autoptr (GFile) file = fixture_file (name);
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermInput) input = derm_input_new (
      image, recipe != NULL ? recipe : derm_model_get_recipe (derm_classifier_get_model (classifier)), NULL);
  g_autoptr (GError) error = NULL;
  DermPrediction *prediction = derm_classifier_predict (classifier, input, &error);

  g_assert_no_error (error);
  return prediction;
}

static void
assert_same (DermPrediction *a, DermPrediction *b)
{
  gsize size = sizeof (float) * (gsize) derm_prediction_get_n_classes (a);

  g_assert_cmpmem (derm_prediction_get_logits (a), size, derm_prediction_get_logits (b), size);
  g_assert_cmpmem (derm_prediction_get_scores (a), size, derm_prediction_get_scores (b), size);
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (a)), ==,
                   derm_input_get_sha256 (derm_prediction_get_input (b)));
}

static void
test_prediction (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier (1);
  g_autoptr (DermPrediction) prediction = predict_sync (classifier, NULL, "jpeg-420.jpg");
  const float *scores = derm_prediction_get_calibrated (prediction);
  int top = derm_prediction_get_top (prediction), second = derm_prediction_get_second (prediction);
  g_autofree char *words = derm_prediction_describe (prediction);
  double sum = 0;

  for (int i = 0; i < 7; i++)
    {
      sum += scores[i];
      g_assert_cmpfloat (scores[i], <=, scores[top]);
      g_assert_true (i == top || scores[i] <= scores[second]);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
  g_assert_cmpint (top, !=, second);
  g_assert_cmpfloat (derm_prediction_get_margin (prediction), ==, (double) (scores[top] - scores[second]));
  g_assert_cmpfloat (derm_prediction_get_entropy (prediction), >, 0);
  g_assert_cmpfloat (derm_prediction_get_entropy (prediction), <=, 1);
  g_assert_cmpfloat (derm_prediction_get_ms (prediction), >, 0);
  g_assert_cmpstr (derm_prediction_get_isa (prediction), ==, derm_classifier_get_isa (classifier));
  g_assert_true (g_str_has_suffix (words, "."));
}

static void
test_levels (void)
{
  const char *const names[] = { "plain", "avx2", "avx512", "neon" };
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  g_autoptr (DermPrediction) first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermClassifier) classifier = derm_classifier_new (model, names[i], 1, &error);
      g_autoptr (DermPrediction) prediction = NULL;

      if (classifier == NULL)
        {
          g_assert_error (error, DERM_ERROR, DERM_ERROR_LEVEL);
          continue;
        }
      g_assert_cmpstr (derm_classifier_get_isa (classifier), ==, names[i]);
      prediction = predict_sync (classifier, NULL, "jpeg-420.jpg");
      if (first == NULL)
        first = g_object_ref (prediction);
      assert_same (first, prediction);
    }
  g_assert_nonnull (first);
}

static void
test_unknown_level (void)
{
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_classifier_new (model, "mmx", 1, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_LEVEL);
  g_assert_nonnull (strstr (error->message, "mmx"));
  g_assert_nonnull (strstr (error->message, "avx512"));
  g_clear_error (&error);
  g_setenv ("NN_ISA", "mmx", TRUE);
  g_assert_null (derm_classifier_new (model, NULL, 1, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_LEVEL);
  g_unsetenv ("NN_ISA");
}

static void
test_wrong_size (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier (1);
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("other", 27, 28, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  g_autoptr (GFile) file = fixture_file ("jpeg-420.jpg");
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_classifier_predict (classifier, input, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
}

static void
test_async (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier (2);
  g_autoptr (DermPrediction) expected = predict_sync (classifier, NULL, "jpeg-orientation-6.jpg");
  g_autoptr (GFile) file = fixture_file ("jpeg-orientation-6.jpg");
  g_auto (Results) results = { .n_waiting = 2 };

  derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, G_PRIORITY_DEFAULT), NULL, on_open,
                              &results);
  derm_classifier_preview_async (classifier, derm_request_new (file, NULL, NULL, G_PRIORITY_DEFAULT), 7, NULL,
                                 on_preview, &results);
  g_assert_cmpint (results.n_waiting, ==, 2); /* never from within the call */
  wait_for (&results);
  g_assert_cmpint (results.n_done, ==, 2);
  assert_same (expected, results.last);
}

static void
test_image_at_hand (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier (1);
  g_autoptr (DermPrediction) expected = predict_sync (classifier, NULL, "png-rgb.png");
  g_autoptr (GFile) file = fixture_file ("png-rgb.png");
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_auto (Results) results = { .n_waiting = 1 };

  derm_classifier_open_async (classifier, derm_request_new (NULL, image, NULL, 0), NULL, on_open, &results);
  wait_for (&results);
  g_assert_true (results.last_image == image);
  assert_same (expected, results.last);
  results.n_waiting = 1;
  derm_classifier_preview_async (classifier, derm_request_new (NULL, image, NULL, 0), 8, NULL, on_preview, &results);
  wait_for (&results);
  g_assert_cmpint (derm_image_get_width (results.last_image), ==, 8);
  g_assert_cmpint (derm_image_get_width (image), ==, 37); /* the caller's is untouched */
}

static void
test_errors (void)
{
  const char *const names[] = { "jpeg-cut-60.jpg", "no-such-file.jpg", "expected.txt" };
  g_autoptr (DermClassifier) classifier = make_classifier (2);
  g_auto (Results) results = { .n_waiting = G_N_ELEMENTS (names) + 1 };
  g_autoptr (GFile) good = fixture_file ("jpeg-420.jpg");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = fixture_file (names[i]);

      derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, 0), NULL, on_open, &results);
    }
  derm_classifier_open_async (classifier, derm_request_new (good, NULL, NULL, 0), NULL, on_open, &results);
  wait_for (&results);
  g_assert_cmpint (results.n_failed, ==, G_N_ELEMENTS (names));
  g_assert_cmpint (results.n_done, ==, 1);
}

static void
test_cancel (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier (1);
  g_autoptr (GFile) file = fixture_file ("jpeg-420.jpg");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Results) results = { .n_waiting = 50 };

  for (int i = 0; i < 49; i++)
    derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, 0), cancellable, on_open, &results);
  derm_classifier_open_async (classifier, derm_request_new (file, NULL, NULL, 0), NULL, on_open, &results);
  g_cancellable_cancel (cancellable);
  wait_for (&results);
  g_assert_cmpint (results.n_cancelled, ==, 49); /* done ones too: nobody wants them any more */
  g_assert_cmpint (results.n_done, ==, 1);
}

static void
test_many (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier (4);
  g_autoptr (DermRecipe) recipe = make_one_view (derm_classifier_get_model (classifier));
  g_autoptr (DermPrediction) expected = predict_sync (classifier, recipe, "jpeg-420.jpg");
  g_autoptr (GFile) file = fixture_file ("jpeg-420.jpg");
  g_auto (Results) results = { .n_waiting = N_MANY };

  for (int i = 0; i < N_MANY; i++)
    derm_classifier_preview_async (classifier, derm_request_new (file, NULL, recipe, 0), 96, NULL, on_preview,
                                   &results);
  while (results.n_waiting > 0)
    {
      g_main_context_iteration (NULL, TRUE);
      assert_same (expected, results.last);
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

  count (user_data, prediction, error);
  g_assert_null (image); /* of many, none is kept */
}

/* Inputs of a folder wait for each other; whatever their number, none is forgotten, and a broken one harms no other. */
static void
test_together (void)
{
  const int sizes[] = { 1, 7, 8, 9, 30 };
  g_autoptr (GFile) good = fixture_file ("jpeg-420.jpg"), bad = fixture_file ("jpeg-cut-60.jpg");

  for (int n_threads = 1; n_threads <= 3; n_threads++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autoptr (DermClassifier) classifier = make_classifier (n_threads);
        g_autoptr (DermRecipe) recipe = make_one_view (derm_classifier_get_model (classifier));
        g_autoptr (DermPrediction) expected = predict_sync (classifier, recipe, "jpeg-420.jpg");
        g_auto (Results) results = { .n_waiting = sizes[i] };

        for (int k = 0; k < sizes[i]; k++)
          derm_classifier_open_async (classifier,
                                      derm_request_new (k % 5 == 4 ? bad : good, NULL, recipe, G_PRIORITY_LOW), NULL,
                                      on_folder, &results);
        while (results.n_waiting > 0)
          {
            g_main_context_iteration (NULL, TRUE);
            if (results.last != NULL)
              assert_same (expected, results.last);
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
  g_autoptr (DermClassifier) classifier = make_classifier (1);
  g_autoptr (DermImage) large = make_large_image ();
  g_autoptr (GBytes) pixel = g_bytes_new_static ("abc", 3);
  g_auto (Results) results = { .n_waiting = G_N_ELEMENTS (priorities) + 1, .order = g_string_new (NULL) };

  derm_classifier_open_async (classifier, derm_request_new (NULL, large, NULL, -1000), NULL, on_open, &results);
  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    {
      const char name[2] = { (char) ('a' + i), '\0' };
      g_autoptr (DermImage) image = derm_image_new_from_pixels (pixel, 1, 1, name, NULL);

      derm_classifier_open_async (classifier, derm_request_new (NULL, image, NULL, priorities[i]), NULL, on_open,
                                  &results);
    }
  wait_for (&results);
  g_assert_cmpstr (results.order->str, ==, "dbeacf"); /* lower first, then in order of asking */
}

static void
test_leave_during_work (void)
{
  g_autoptr (GFile) file = fixture_file ("jpeg-420.jpg");

  for (int round = 0; round < 20; round++)
    {
      DermClassifier *classifier = make_classifier (3);
      g_auto (Results) results = { .n_waiting = 12 };
      DermClassifier *gone = classifier;
      g_autoptr (DermRecipe) recipe = make_one_view (derm_classifier_get_model (classifier));

      g_object_add_weak_pointer (G_OBJECT (classifier), (gpointer *) &gone);
      for (int i = 0; i < results.n_waiting; i++)
        derm_classifier_open_async (classifier, derm_request_new (file, NULL, recipe, 0), NULL, on_open, &results);
      g_object_unref (classifier);
      wait_for (&results);
      g_assert_cmpint (results.n_done, ==, 12);
      while (g_atomic_pointer_get (&gone) != NULL) /* a worker may hold the last reference for a moment */
        g_usleep (100);
    }
}

static void
test_score_format (void)
{
  const struct {
    double score;
    const char *text;
  } cases[] = { { 0, "< 0.01" },  { 1e-9, "< 0.01" },    { 0.00999, "< 0.01" },   { 0.01, "0.01" }, { 0.5, "0.50" },
                { 0.99, "0.99" }, { 0.99001, "> 0.99" }, { 0.9999999, "> 0.99" }, { 1, "> 0.99" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = derm_score_format (cases[i].score);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* n different inputs. */
static GPtrArray *
make_inputs (DermRecipe *recipe, int n)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    {
      g_autofree guint8 *pixels = g_malloc (28 * 28 * 3);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (DermImage) image = NULL;

      for (int k = 0; k < 28 * 28 * 3; k++)
        pixels[k] = (guint8) ((k * 7 + i * 31 + k * k % 13 * i) % 256);
      bytes = g_bytes_new (pixels, 28 * 28 * 3);
      image = derm_image_new_from_pixels (bytes, 28, 28, "made", NULL);
      g_ptr_array_add (inputs, derm_input_new (image, recipe, NULL));
    }
  return inputs;
}

/* alone: of each of the inputs by itself. */
static void
check_batch (DermClassifier *classifier, GPtrArray *inputs, GPtrArray *alone, int n)
{
  g_autoptr (GPtrArray) together
      = derm_classifier_predict_batch (classifier, (DermInput *const *) inputs->pdata, n, NULL);

  g_assert_cmpint (together->len, ==, n);
  for (int i = 0; i < n; i++)
    g_assert_cmpmem (derm_prediction_get_logits (together->pdata[i]), 7 * sizeof (float),
                     derm_prediction_get_logits (alone->pdata[i]), 7 * sizeof (float));
}

/* Batches of these sizes, the last the largest, on one to eight threads: the same bits, in order. */
static void
check_batches (DermModel *model, const int *sizes, guint n_sizes)
{
  g_autoptr (DermRecipe) recipe = make_one_view (model);
  g_autoptr (DermClassifier) one = derm_classifier_new (model, NULL, 1, NULL);
  g_autoptr (GPtrArray) inputs = make_inputs (recipe, sizes[n_sizes - 1]);
  g_autoptr (GPtrArray) alone = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < inputs->len; i++)
    g_ptr_array_add (alone, derm_classifier_predict (one, inputs->pdata[i], NULL));
  for (int threads = 1; threads <= 8; threads++)
    {
      g_autoptr (DermClassifier) classifier = derm_classifier_new (model, NULL, threads, NULL);

      for (guint i = 0; i < n_sizes; i++)
        check_batch (classifier, inputs, alone, sizes[i]);
    }
}

/* The bundled net, with fewer inputs than threads, with as many as one thread takes at a time, 24, and with more. */
static void
test_batch (void)
{
  const int sizes[] = { 0, 1, 2, 7, 8, 9, 24, 25, 65 };
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);

  check_batches (model, sizes, G_N_ELEMENTS (sizes));
}

/* Every number, with a net that is small enough for it under an emulator too. */
static void
test_batch_numbers (void)
{
  g_autofree char *path = fixture ("audit-clean.safetensors");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  int sizes[66];

  g_assert_no_error (error);
  for (int i = 0; i < 66; i++)
    sizes[i] = i;
  check_batches (model, sizes, G_N_ELEMENTS (sizes));
}

int
main (int argc, char **argv)
{
  g_unsetenv ("NN_ISA");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classifier/prediction", test_prediction);
  g_test_add_func ("/classifier/levels", test_levels);
  g_test_add_func ("/classifier/unknown-level", test_unknown_level);
  g_test_add_func ("/classifier/wrong-size", test_wrong_size);
  g_test_add_func ("/classifier/async", test_async);
  g_test_add_func ("/classifier/image-at-hand", test_image_at_hand);
  g_test_add_func ("/classifier/errors", test_errors);
  g_test_add_func ("/classifier/cancel", test_cancel);
  g_test_add_func ("/classifier/many", test_many);
  g_test_add_func ("/classifier/together", test_together);
  g_test_add_func ("/classifier/batch", test_batch);
  g_test_add_func ("/classifier/batch-numbers", test_batch_numbers);
  g_test_add_func ("/classifier/priority", test_priority);
  g_test_add_func ("/classifier/leave-during-work", test_leave_during_work);
  g_test_add_func ("/classifier/score-format", test_score_format);
  return g_test_run ();
}
