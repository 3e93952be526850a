/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Against NumPy, in fixtures/atlas.json by make_atlas_fixture.py; and what must hold for any features. */

#include <derm.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

typedef struct {
  guint n_images;
  int n_features;
  float *values; /* owned */
} Features;

static void
features_clear (Features *features)
{
  g_free (features->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Features, features_clear)

/* Other numbers for each seed, of a few directions more than of others. */
static Features
make_features (guint n_images, int n_features, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Features features = { n_images, n_features, g_new (float, (gsize) n_images *(gsize) n_features) };

  for (guint image = 0; image < n_images; image++)
    {
      double common = g_rand_double_range (random, -3, 3), other = g_rand_double_range (random, -2, 2);

      for (int i = 0; i < n_features; i++)
        {
          double value = common * (i % 3) + other * (i % 5 - 2) + g_rand_double_range (random, -1, 1);

          features.values[(gsize) image * n_features + i] = (float) (round (value * 64) / 64);
        }
    }
  return features;
}

static DermAtlas *
make_atlas (const Features *features, int n_threads)
{
  g_autoptr (GBytes) bytes
      = g_bytes_new (features->values, sizeof (float) * features->n_images * (gsize) features->n_features);
  g_autoptr (GError) error = NULL;
  DermAtlas *atlas = derm_atlas_new (bytes, features->n_features, n_threads, NULL, &error);

  g_assert_no_error (error);
  return atlas;
}

/* ---- NumPy ---- */

static void
assert_list (JsonObject *entry, const char *member, guint offset, const double *values, guint n)
{
  JsonArray *list = json_object_get_array_member (entry, member);

  g_assert_nonnull (values);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (values[i], json_array_get_double_element (list, offset + i), 1e-10);
}

static void
check_components (DermAtlas *atlas, JsonObject *entry)
{
  guint n_components = json_array_get_length (json_object_get_array_member (entry, "shares"));
  guint n_images = derm_atlas_get_n_images (atlas), n_features = (guint) derm_atlas_get_n_features (atlas), n;

  g_assert_cmpint (derm_atlas_get_n_components (atlas), ==, (int) json_object_get_int_member (entry, "rank"));
  for (guint c = 0; c < n_components; c++)
    {
      g_autofree double *coordinates = derm_atlas_list_coordinates (atlas, (int) c, &n);
      g_autofree double *direction = derm_atlas_list_direction (atlas, (int) c, &n);
      double share = derm_atlas_get_share (atlas, (int) c);

      assert_list (entry, "shares", c, &share, 1);
      assert_list (entry, "coordinates", c * n_images, coordinates, n_images);
      assert_list (entry, "directions", c * n_features, direction, n_features);
    }
}

static void
check_nearest (DermAtlas *atlas, JsonObject *entry)
{
  JsonArray *nearest = json_object_get_array_member (entry, "nearest");

  for (guint image = 0; image < derm_atlas_get_n_images (atlas); image++)
    {
      guint n;
      g_autofree guint *images = derm_atlas_list_nearest (atlas, image, 5, &n);

      g_assert_cmpuint (n, ==, 5);
      for (guint i = 0; i < n; i++)
        {
          double distance = derm_atlas_get_distance (atlas, image, images[i]);

          g_assert_cmpint ((int) images[i], ==, (int) json_array_get_int_element (nearest, image * 5 + i));
          assert_list (entry, "distances", image * 5 + i, &distance, 1);
        }
    }
}

static void
check_entry (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node);
  JsonArray *list = json_object_get_array_member (entry, "features");
  int n_features = (int) json_object_get_int_member (entry, "n_features");
  guint n_values = json_array_get_length (list);
  g_auto (Features) features = { n_values / (guint) n_features, n_features, g_new (float, n_values) };
  g_autoptr (DermAtlas) atlas = NULL;

  g_test_message ("%s", json_object_get_string_member (entry, "name"));
  for (guint i = 0; i < n_values; i++)
    features.values[i] = (float) json_array_get_double_element (list, i);
  atlas = make_atlas (&features, 1);
  check_components (atlas, entry);
  check_nearest (atlas, entry);
}

static void
test_numpy (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "atlas.json", NULL);
  JsonArray *cases;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), ==, 3);
  json_array_foreach_element (cases, check_entry, NULL);
}

/* ---- what must hold ---- */

static void
assert_same_places (DermAtlas *a, DermAtlas *b, const guint *order, double epsilon)
{
  g_assert_cmpint (derm_atlas_get_n_components (a), ==, derm_atlas_get_n_components (b));
  for (int c = 0; c < 2; c++)
    {
      guint n, n_b;
      g_autofree double *of_a = derm_atlas_list_coordinates (a, c, &n),
                        *of_b = derm_atlas_list_coordinates (b, c, &n_b);

      g_assert_cmpuint (n, ==, n_b);
      g_assert_cmpfloat_with_epsilon (derm_atlas_get_share (a, c), derm_atlas_get_share (b, c), epsilon);
      for (guint i = 0; i < n; i++)
        g_assert_cmpfloat_with_epsilon (of_a[order != NULL ? order[i] : i], of_b[i], epsilon);
    }
}

/* Any number of threads, more than there is work for too: the same bits. */
static void
test_threads (void)
{
  g_auto (Features) features = make_features (150, 37, 1);
  g_autoptr (DermAtlas) one = make_atlas (&features, 1);

  for (int n_threads = 2; n_threads <= 16; n_threads++)
    {
      g_autoptr (DermAtlas) other = make_atlas (&features, n_threads);

      for (int c = 0; c < derm_atlas_get_n_components (one); c++)
        {
          guint n, n_other;
          g_autofree double *of_one = derm_atlas_list_coordinates (one, c, &n);
          g_autofree double *of_other = derm_atlas_list_coordinates (other, c, &n_other);

          g_assert_cmpmem (of_one, n * sizeof (double), of_other, n_other * sizeof (double));
        }
    }
}

static void
test_order (void)
{
  g_auto (Features) features = make_features (101, 24, 2), turned = make_features (101, 24, 3);
  g_autofree guint *order = g_new (guint, 101);
  g_autoptr (DermAtlas) atlas = NULL, other = NULL;

  for (guint i = 0; i < 101; i++)
    {
      order[i] = i * 37 % 101;
      memcpy (turned.values + i * 24, features.values + order[i] * 24, 24 * sizeof (float));
    }
  atlas = make_atlas (&features, 2);
  other = make_atlas (&turned, 2);
  assert_same_places (atlas, other, order, 1e-9);
  for (guint i = 0; i < 101; i++)
    for (guint k = 0; k < 101; k++)
      g_assert_cmpfloat (derm_atlas_get_distance (other, i, k), ==,
                         derm_atlas_get_distance (atlas, order[i], order[k]));
}

static void
test_constant (void)
{
  g_auto (Features) features = make_features (80, 20, 4), moved = make_features (80, 20, 4);
  g_autoptr (DermAtlas) atlas = make_atlas (&features, 1), other = NULL;

  for (guint i = 0; i < 80 * 20; i++)
    moved.values[i] += 16 * (float) (i % 20);
  other = make_atlas (&moved, 1);
  assert_same_places (atlas, other, NULL, 1e-9);
  g_assert_cmpfloat (derm_atlas_get_distance (atlas, 3, 70), ==, derm_atlas_get_distance (other, 3, 70));
}

/* Directions are of length 1, at right angles, with their largest coefficient positive; shares fall and make the whole.
 */
static void
test_directions (void)
{
  g_auto (Features) features = make_features (60, 18, 5);
  g_autoptr (DermAtlas) atlas = make_atlas (&features, 1);
  int n_components = derm_atlas_get_n_components (atlas);
  double whole = 0;

  g_assert_cmpint (n_components, ==, 18);
  for (int c = 0; c < n_components; c++)
    {
      guint n;
      g_autofree double *direction = derm_atlas_list_direction (atlas, c, &n);
      double smallest = 0, largest = 0;

      whole += derm_atlas_get_share (atlas, c);
      if (c > 0)
        g_assert_cmpfloat (derm_atlas_get_share (atlas, c), <=, derm_atlas_get_share (atlas, c - 1));
      for (int d = 0; d <= c; d++)
        {
          g_autofree double *other = derm_atlas_list_direction (atlas, d, &n);
          double product = 0;

          for (guint i = 0; i < n; i++)
            product += direction[i] * other[i];
          g_assert_cmpfloat_with_epsilon (product, c == d, 1e-12);
        }
      for (guint i = 0; i < n; i++)
        {
          smallest = MIN (smallest, direction[i]);
          largest = MAX (largest, direction[i]);
        }
      g_assert_cmpfloat (largest, >=, -smallest);
    }
  g_assert_cmpfloat_with_epsilon (whole, 1, 1e-12);
}

/* None, one, two images; all the same; none that is a number. */
static void
test_few (void)
{
  g_auto (Features) features = make_features (4, 6, 6);
  guint n;

  for (guint n_images = 0; n_images <= 2; n_images++)
    {
      g_autoptr (DermAtlas) atlas = make_atlas (&(Features){ n_images, 6, features.values }, 1);
      g_autofree guint *nearest = derm_atlas_list_nearest (atlas, 0, 3, &n);

      g_assert_cmpuint (derm_atlas_get_n_images (atlas), ==, n_images);
      g_assert_cmpint (derm_atlas_get_n_components (atlas), ==, n_images == 2);
      g_assert_cmpuint (n, ==, n_images == 2);
    }
  for (int i = 0; i < 4 * 6; i++)
    features.values[i] = (float) (i % 6);
  {
    g_autoptr (DermAtlas) atlas = make_atlas (&features, 1);

    g_assert_cmpint (derm_atlas_get_n_components (atlas), ==, 0);
    g_assert_cmpfloat (derm_atlas_get_share (atlas, 0), ==, 0);
    g_assert_null (derm_atlas_list_coordinates (atlas, 0, &n));
    g_assert_cmpfloat (derm_atlas_get_distance (atlas, 0, 3), ==, 0);
  }
  for (int i = 0; i < 4 * 6; i++)
    features.values[i] = NAN;
  {
    g_autoptr (DermAtlas) atlas = make_atlas (&features, 1);

    g_assert_cmpuint (derm_atlas_get_n_placed (atlas), ==, 0);
    g_assert_null (derm_atlas_list_nearest (atlas, 0, 3, &n));
  }
}

/* An image with a feature that is no number changes nothing for the others. */
static void
test_not_finite (void)
{
  g_auto (Features) features = make_features (41, 9, 7), without = make_features (40, 9, 8);
  g_autoptr (DermAtlas) atlas = NULL, other = NULL;
  g_autofree double *places = NULL;
  g_autofree guint *nearest = NULL;
  guint order[40], n;

  for (guint i = 0; i < 40; i++)
    {
      order[i] = i < 17 ? i : i + 1;
      memcpy (without.values + i * 9, features.values + order[i] * 9, 9 * sizeof (float));
    }
  features.values[17 * 9 + 4] = INFINITY;
  atlas = make_atlas (&features, 1);
  other = make_atlas (&without, 1);
  g_assert_cmpuint (derm_atlas_get_n_placed (atlas), ==, 40);
  g_assert_false (derm_atlas_has_place (atlas, 17));
  g_assert_true (isnan (derm_atlas_get_distance (atlas, 17, 2)));
  places = derm_atlas_list_coordinates (atlas, 0, &n);
  g_assert_cmpuint (n, ==, 41);
  g_assert_true (isnan (places[17]));
  nearest = derm_atlas_list_nearest (atlas, 2, 100, &n);
  g_assert_cmpuint (n, ==, 39);
  for (guint i = 0; i < n; i++)
    g_assert_true (nearest[i] != 17 && nearest[i] != 2);
  for (int c = 0; c < 2; c++)
    {
      g_autofree double *of_all = derm_atlas_list_coordinates (atlas, c, &n);
      g_autofree double *of_others = derm_atlas_list_coordinates (other, c, &n);

      for (guint i = 0; i < 40; i++)
        g_assert_cmpfloat (of_all[order[i]], ==, of_others[i]);
    }
}

/* Bytes that do not lie as floats do, and bytes that are no rows; and somebody who does not want to wait. */
static void
test_bytes (void)
{
  g_auto (Features) features = make_features (12, 5, 9);
  g_autofree char *shifted = g_malloc (12 * 5 * sizeof (float) + 1);
  g_autoptr (DermAtlas) atlas = make_atlas (&features, 1), other = NULL;
  g_autoptr (GBytes) bytes = NULL, odd = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  memcpy (shifted + 1, features.values, 12 * 5 * sizeof (float));
  bytes = g_bytes_new_static (shifted + 1, 12 * 5 * sizeof (float));
  other = derm_atlas_new (bytes, 5, 1, NULL, &error);
  g_assert_no_error (error);
  assert_same_places (atlas, other, NULL, G_MINDOUBLE);
  odd = g_bytes_new (features.values, 12 * 5 * sizeof (float) - 4);
  g_assert_null (derm_atlas_new (odd, 5, 1, NULL, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (derm_atlas_new (bytes, 5, 2, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_outside (void)
{
  g_auto (Features) features = make_features (50, 11, 10);
  g_autoptr (DermAtlas) atlas = make_atlas (&features, 1);
  const float *query = features.values + 20 * 11;
  guint n, n_known;
  g_autofree guint *nearest = derm_atlas_list_nearest_to (atlas, query, 11, 4, &n);
  g_autofree guint *known = derm_atlas_list_nearest (atlas, 20, 3, &n_known);

  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (nearest[0], ==, 20);
  g_assert_cmpmem (nearest + 1, 3 * sizeof (guint), known, n_known * sizeof (guint));
  g_assert_cmpfloat (derm_atlas_measure (atlas, query, 11, nearest[3]), ==,
                     derm_atlas_get_distance (atlas, 20, nearest[3]));
}

/* With -m perf: what 10,015 images take. */
static void
test_speed (void)
{
  g_auto (Features) features = make_features (10015, 256, 12);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (DermAtlas) atlas = make_atlas (&features, 2);
  double seconds = (double) (g_get_monotonic_time () - start) / 1e6;

  g_assert_nonnull (atlas);
  g_test_minimized_result (seconds, "layout of 10,015 images on two threads: %.3f s", seconds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/atlas/numpy", test_numpy);
  g_test_add_func ("/atlas/threads", test_threads);
  g_test_add_func ("/atlas/order", test_order);
  g_test_add_func ("/atlas/constant", test_constant);
  g_test_add_func ("/atlas/directions", test_directions);
  g_test_add_func ("/atlas/few", test_few);
  g_test_add_func ("/atlas/not-finite", test_not_finite);
  g_test_add_func ("/atlas/bytes", test_bytes);
  g_test_add_func ("/atlas/outside", test_outside);
  if (g_test_perf ())
    g_test_add_func ("/atlas/speed", test_speed);
  return g_test_run ();
}
