/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figures-fixture.h"
#include "lens-figures-words.h"

/* Figures over "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel) and so on, in words. */

static void
test_counts (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  g_autofree char *details = NULL;

  fixture_listen (fixture_figures (fixture), "notify::metrics", told, "metrics");
  fixture_open_table (fixture, "one.csv", "image_id,dx\nphoto 1,nv\nphoto 2,mel\nphoto 3,mel\nelsewhere,df\n");
  fixture_assert_counts (fixture, 3, 3, 0, 0);
  fixture_assert_lines (fixture, "2 of 3 right\nBalanced accuracy 0.75\n1 of 2 melanomas found");
  fixture_assert_warning (fixture, NULL);
  fixture_assert_told (told, "metrics ");
  details = lens_figures_words_details (fixture_figures (fixture));
  g_assert_cmpstr (details, ==,
                   "None of the images is one of the 8788 that the model was trained on or chosen by.\n"
                   "Right: 2 of 3, 0.67 (95 % interval 0.21 to 0.94). Always answering mel would give 0.67.\n"
                   "Balanced accuracy: 0.75 (95 % interval 0.30 to 0.95), the mean of the recalls of 2 classes. Left "
                   "out, as no counted image is of them: akiec, bcc, bkl, df, vasc.\n"
                   "Melanomas found: 1 of 2, 0.50 (95 % interval 0.09 to 0.91).\n"
                   "Counted are all images with a truth and a result, whatever the filter shows.");
}

/* An image that cannot be opened is not waited for. */
static void
test_failed (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, "broken.jpg", "no image");
  g_autofree char *details = NULL;

  fixture_open_in (fixture, "broken.jpg");
  fixture_open_table (fixture, "one.csv", "image_id,dx\nphoto 1,nv\nbroken,nv\n");
  fixture_assert_counts (fixture, 2, 1, 1, 0);
  fixture_assert_lines (fixture, "1 of 1 right\nBalanced accuracy 1.00");
  details = lens_figures_words_details (fixture_figures (fixture));
  g_assert_true (g_str_has_suffix (details, "1 image could not be opened and is not counted."));
}

/* Images that the model has seen are said before anything else. */
static void
test_trained_on (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *details = NULL, *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) other = g_file_new_for_path (path);

  fixture_open_copy (fixture, "ISIC_0024306.jpg");
  fixture_open_table (fixture, "one.csv", "image_id,dx\nphoto 1,nv\nphoto 2,bkl\nISIC_0024306,nv\n");
  fixture_assert_counts (fixture, 3, 3, 0, 1);
  fixture_assert_warning (fixture, "1 of 3 images are training data: the figures look too good.");
  details = lens_figures_words_details (fixture_figures (fixture));
  g_assert_true (g_str_has_prefix (details, "The model was trained on, or chosen by, 1 of the 3 images: "));
  fixture_open_table (fixture, "two.csv", "image_id,dx\nISIC_0024306,nv\n");
  fixture_assert_warning (fixture, "TRAINING DATA: these figures are not an estimate.");

  lens_session_open_model (fixture->session, other);
  fixture_wait_session (fixture->session);
  g_assert_false (derm_trained_on_is_known (lens_figures_get_trained_on (fixture_figures (fixture))));
  fixture_assert_warning (fixture, "1 of 1 image may be training data.");
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (4), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/figures-words/counts", test_counts);
  add ("/figures-words/failed", test_failed);
  add ("/figures-words/trained-on", test_trained_on);

  return g_test_run ();
}
