/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Images of a list that are one: by file, by picture, by features. */

#include <derm.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "../remove-tree.h"

enum { N_FEATURES = 3 };

static char *folder;

static DermClassifier *
make_classifier (void)
{
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);

  return derm_classifier_new (model, NULL, 2, NULL);
}

/* A picture of blobs, another for each seed. (transfer full) */
static GFile *
make_picture (const char *name, guint32 seed, int side, const char *kind)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 240, 240), saved = NULL;
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  int blobs[12][3];

  for (int i = 0; i < 12; i++)
    {
      blobs[i][0] = g_rand_int_range (random, 0, 240);
      blobs[i][1] = g_rand_int_range (random, 0, 240);
      blobs[i][2] = g_rand_int_range (random, 20, 60);
    }
  for (int y = 0; y < 240; y++)
    for (int x = 0; x < 240; x++)
      {
        int value = 220;

        for (int i = 0; i < 12; i++)
          {
            int dx = x - blobs[i][0], dy = y - blobs[i][1], square = dx * dx + dy * dy;

            if (square < blobs[i][2] * blobs[i][2])
              value -= 30;
          }
        memset (pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + 3 * x, MAX (value, 0), 3);
      }
  saved = gdk_pixbuf_scale_simple (pixbuf, side, side, GDK_INTERP_BILINEAR);
  g_assert_true (gdk_pixbuf_save (saved, path, kind, NULL, NULL));
  return g_file_new_for_path (path);
}

static GFile *
copy_picture (GFile *file, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GFile *copy = g_file_new_for_path (path);

  g_assert_true (g_file_copy (file, copy, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
  return copy;
}

static void
assert_group (DermTwins *twins, guint index, DermTwinKind kind, guint first, guint second)
{
  DermTwinKind got;
  guint n;
  const guint *images = derm_twins_get_group (twins, index, &got, &n);

  g_assert_cmpint (got, ==, kind);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (images[0], ==, first);
  g_assert_cmpuint (images[1], ==, second);
}

/* 0 and 3 are one file, 1 and 4 one picture, 2 and 5 have nearly the same features, and 0 and 3 the very same; 6 is no
 * image, 7 no file. */
static void
test_kinds (void)
{
  static const float features[][N_FEATURES] = { { 1, 0, 0 },    { 2, 0, 0 },     { 3, 0, 0 }, { 1, 0, 0 },
                                                { 2, 0.5f, 0 }, { 3, 0.05f, 0 }, { 4, 0, 0 }, { 5, 0, 0 } };
  g_autoptr (DermClassifier) classifier = make_classifier ();
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (features, sizeof features);
  g_autoptr (DermAtlas) atlas = derm_atlas_new (bytes, N_FEATURES, 1, NULL, NULL);
  g_autofree char *broken = g_build_filename (folder, "broken.png", NULL);
  g_autoptr (GFile) a = make_picture ("a.png", 1, 240, "png"), b = make_picture ("b.png", 2, 240, "png");
  g_autoptr (GFile) c = make_picture ("c.png", 3, 240, "png"), d = copy_picture (a, "d.png");
  g_autoptr (GFile) e = make_picture ("e.jpg", 2, 150, "jpeg"), f = make_picture ("f.png", 4, 240, "png");
  g_autoptr (GFile) g = g_file_new_for_path (broken);
  g_autoptr (DermTwins) twins = NULL;
  g_autoptr (GError) error = NULL;
  GFile *all[] = { a, b, c, d, e, f, g, NULL };

  g_assert_true (g_file_set_contents (broken, "no image", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_ptr_array_add (files, all[i]);
  twins = derm_twins_new (classifier, files, atlas, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (derm_twins_get_n_groups (twins), ==, 3);
  g_assert_cmpuint (derm_twins_get_n_failures (twins), ==, 1);
  assert_group (twins, 0, DERM_TWINS_FILE, 0, 3);
  assert_group (twins, 1, DERM_TWINS_PICTURE, 1, 4);
  assert_group (twins, 2, DERM_TWINS_FEATURES, 2, 5);
}

/* Near by features is near through others, too, and what is as far as most is not near. */
static void
test_near (void)
{
  enum { N = 40, NEAR = 12 };
  float features[N][N_FEATURES];
  g_autoptr (DermClassifier) classifier = make_classifier ();
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermAtlas) atlas = NULL;
  g_autoptr (DermTwins) twins = NULL;
  const guint *images;
  DermTwinKind kind;
  guint n;

  for (int i = 0; i < N; i++)
    for (int k = 0; k < N_FEATURES; k++)
      features[i][k] = (float) (k == 0 ? 10 * i : g_rand_double_range (random, -0.1, 0.1));
  for (int i = N - NEAR; i < N; i++) /* the others are 10 apart, these 4, of a limit of about 7 */
    features[i][0] = (float) (300 + 4 * (i - (N - NEAR)));
  bytes = g_bytes_new (features, sizeof features);
  atlas = derm_atlas_new (bytes, N_FEATURES, 1, NULL, NULL);
  for (int i = 0; i < N; i++)
    g_ptr_array_add (files, NULL);
  twins = derm_twins_new (classifier, files, atlas, NULL, NULL);
  g_assert_cmpuint (derm_twins_get_n_groups (twins), ==, 1);
  images = derm_twins_get_group (twins, 0, &kind, &n);
  g_assert_cmpint (kind, ==, DERM_TWINS_FEATURES);
  g_assert_cmpuint (n, ==, NEAR);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (images[i], ==, N - NEAR + i);
}

/* Images that are all one to the network are one group, however many there are. */
static void
test_alike (void)
{
  enum { N = 3000 };
  g_autofree float *features = g_new0 (float, N *N_FEATURES);
  g_autoptr (DermClassifier) classifier = make_classifier ();
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermAtlas) atlas = NULL;
  g_autoptr (DermTwins) twins = NULL;
  DermTwinKind kind;
  guint n;

  for (int i = 0; i < N * N_FEATURES; i++)
    features[i] = 0.1f;
  bytes = g_bytes_new (features, sizeof (float) * N * N_FEATURES);
  atlas = derm_atlas_new (bytes, N_FEATURES, 1, NULL, NULL);
  for (int i = 0; i < N; i++)
    g_ptr_array_add (files, NULL);
  twins = derm_twins_new (classifier, files, atlas, NULL, NULL);
  g_assert_cmpuint (derm_twins_get_n_groups (twins), ==, 1);
  g_assert_nonnull (derm_twins_get_group (twins, 0, &kind, &n));
  g_assert_cmpint (kind, ==, DERM_TWINS_FEATURES);
  g_assert_cmpuint (n, ==, N);
}

static void
test_none (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier ();
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (DermTwins) twins = derm_twins_new (classifier, files, NULL, NULL, NULL);

  g_assert_cmpuint (derm_twins_get_n_groups (twins), ==, 0);
}

static void
test_errors (void)
{
  static const float features[2][N_FEATURES] = { { 1, 2, 3 }, { 4, 5, 6 } };
  g_autoptr (DermClassifier) classifier = make_classifier ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (features, sizeof features);
  g_autoptr (DermAtlas) atlas = derm_atlas_new (bytes, N_FEATURES, 1, NULL, NULL);
  g_autoptr (GFile) file = make_picture ("one.png", 9, 60, "png");
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, file);
  g_assert_null (derm_twins_new (classifier, files, atlas, NULL, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (derm_twins_new (classifier, files, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
count_progress (guint n_done, guint n_images, gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (n_done, >, *last);
  g_assert_cmpuint (n_images, ==, 70);
  *last = n_done;
}

static void
test_progress (void)
{
  g_autoptr (DermClassifier) classifier = make_classifier ();
  g_autoptr (GFile) file = make_picture ("many.png", 5, 60, "png");
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (DermTwins) twins = NULL;
  guint last = 0, n;
  DermTwinKind kind;

  for (int i = 0; i < 70; i++)
    g_ptr_array_add (files, file);
  twins = derm_twins_new_with_progress (&(DermTwinsSubject){ classifier, files, NULL }, count_progress, &last, NULL,
                                        NULL);
  g_assert_cmpuint (last, ==, 70);
  g_assert_cmpuint (derm_twins_get_n_groups (twins), ==, 1);
  derm_twins_get_group (twins, 0, &kind, &n);
  g_assert_cmpuint (n, ==, 70);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("derm-twins-XXXXXX", NULL);
  g_test_add_func ("/twins/kinds", test_kinds);
  g_test_add_func ("/twins/near", test_near);
  g_test_add_func ("/twins/alike", test_alike);
  g_test_add_func ("/twins/none", test_none);
  g_test_add_func ("/twins/errors", test_errors);
  g_test_add_func ("/twins/progress", test_progress);
  status = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return status;
}
