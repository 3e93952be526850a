/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Model files, built here: a good one is read, and each of many that are wrong in one thing is refused for that reason.
 */

#include <derm.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* Replaces the first `from` in a good file's text; the header's length follows. */
typedef struct {
  const char *path; /* of the test */
  const char *from, *to;
  const char *reason; /* part of the message */
} Fault;

/* conv 3 -> 2 on 4 × 4, relu, flatten, linear 32 -> 2: 2·3·9 + 2 + 2·32 + 2 = 122 floats */
enum { N_FLOATS = 122, DATA_SIZE = 4 * N_FLOATS };

static const char good_header[]
    = "{\"__metadata__\":{\"dermlens\":\"1\","
      "\"layers\":\"[{\\\"op\\\":\\\"conv\\\",\\\"name\\\":\\\"f\\\",\\\"out\\\":2},{\\\"op\\\":\\\"relu\\\"},"
      "{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}]\","
      "\"classes\":\"[{\\\"code\\\":\\\"mel\\\",\\\"name\\\":\\\"Melanoma\\\",\\\"group\\\":\\\"malignant\\\"},"
      "{\\\"code\\\":\\\"xx\\\",\\\"name\\\":\\\"Other\\\",\\\"group\\\":\\\"unknown\\\"}]\","
      "\"recipe\":\"{\\\"name\\\":\\\"tiny\\\",\\\"width\\\":4,\\\"height\\\":4,\\\"filter\\\":\\\"box\\\","
      "\\\"layout\\\":\\\"rows\\\",\\\"scale\\\":255}\","
      "\"card\":\"{\\\"name\\\":\\\"Tiny\\\",\\\"version\\\":\\\"0.5\\\",\\\"licence\\\":\\\"CC0\\\"}\"},"
      "\"f.weight\":{\"dtype\":\"F32\",\"shape\":[2,3,3,3],\"data_offsets\":[0,216]},"
      "\"f.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[216,224]},"
      "\"g.weight\":{\"dtype\":\"F32\",\"shape\":[2,32],\"data_offsets\":[224,480]},"
      "\"g.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[480,488]}}";

/* In front of the card. */
#define CALIBRATION(scale, offset, ece) \
  "\"calibration\":\"{\\\"scale\\\":" scale ",\\\"offset\\\":" offset ",\\\"fitted_on\\\":\\\"x\\\",\\\"ece\\\":" ece \
  "}\",\"card\":"

static const Fault faults[] = {
  { "json", "{\"__meta", "{__meta", "not JSON" },
  { "json-array", "{\"__metadata__\":{", "[\"__metadata__\":{", "neither a safetensors nor a PyTorch file" },
  { "metadata-type", "{\"__metadata__\":{", "{\"__metadata__\":7,\"x\":{", "__metadata__" },
  { "version-missing", "\"dermlens\":\"1\"", "\"x\":\"1\"", "does not describe itself" },
  { "version-other", "\"dermlens\":\"1\"", "\"dermlens\":\"2\"", "version “2”" },
  { "twice", "\"f.bias\":{\"dtype\":\"F32\"", "\"f.bias\":{\"dtype\":\"F32\",\"dtype\":\"F32\"", "twice" },
  { "tensor-twice", "\"g.bias\"", "\"f.bias\"", "twice" },
  { "layers-missing", "\"layers\":", "\"layerz\":", "list of layers is missing" },
  { "layers-empty",
    "\"[{\\\"op\\\":\\\"conv\\\",\\\"name\\\":\\\"f\\\",\\\"out\\\":2},{\\\"op\\\":\\\"relu\\\"},"
    "{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}]\"",
    "\"[]\"", "1 to 256" },
  { "layer-kind", "\\\"relu\\\"", "\\\"gelu\\\"", "unknown kind “gelu”" },
  { "layer-type", "{\\\"op\\\":\\\"relu\\\"}", "3", "layer 2 is not" },
  { "layer-out", "\\\"out\\\":2},{", "\\\"out\\\":-2},{", "“out”" },
  { "layer-out-huge", "\\\"out\\\":2},{", "\\\"out\\\":99999999999999999999},{", "“out”" },
  { "layer-out-text", "\\\"out\\\":2},{", "\\\"out\\\":\\\"2\\\"},{", "“out”" },
  { "layer-name", "\\\"name\\\":\\\"f\\\"", "\\\"nam\\\":\\\"f\\\"", "“name”" },
  { "layer-shared", "\\\"name\\\":\\\"g\\\"", "\\\"name\\\":\\\"f\\\"", "two layers" },
  { "layer-pools-away", "{\\\"op\\\":\\\"relu\\\"}",
    "{\\\"op\\\":\\\"maxpool\\\"},{\\\"op\\\":\\\"maxpool\\\"},{\\\"op\\\":\\\"maxpool\\\"}", "leaves nothing" },
  { "no-flatten", "{\\\"op\\\":\\\"flatten\\\"},", "", "g.weight" },
  { "ends-in-maps", "{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}",
    "{\\\"op\\\":\\\"relu\\\"}", "belongs to no layer" },
  { "tensor-missing", "\"f.bias\"", "\"f.b\"", "f.bias is missing" },
  { "tensor-unused", "\\\"op\\\":\\\"conv\\\",\\\"name\\\":\\\"f\\\",\\\"out\\\":2", "\\\"op\\\":\\\"relu\\\"",
    "g.weight" },
  { "tensor-shape", "[2,3,3,3]", "[2,3,9]", "shape that its layer wants" },
  { "tensor-turned", "[2,32]", "[32,2]", "shape that its layer wants" },
  { "shape-size", "[2,3,3,3]", "[2,3,3,4]", "does not fit its size" },
  { "shape-overflow", "[2,3,3,3]", "[4294967296,4294967296,4294967296]", "no usable shape" },
  { "shape-negative", "[2,3,3,3]", "[-2,-27]", "no usable shape" },
  { "shape-deep", "[2,3,3,3]", "[2,1,1,1,1,1,3,3,3]", "no usable shape" },
  { "shape-text", "[2,3,3,3]", "\"54\"", "no usable shape" },
  { "dtype-unknown", "\"dtype\":\"F32\",\"shape\":[2,3", "\"dtype\":\"F8\",\"shape\":[2,3", "number type" },
  { "dtype-size", "\"dtype\":\"F32\",\"shape\":[2,3", "\"dtype\":\"F16\",\"shape\":[2,3", "does not fit its size" },
  { "dtype-other", "\"dtype\":\"F32\",\"shape\":[2,3", "\"dtype\":\"I32\",\"shape\":[2,3", "type I32" },
  { "offsets-outside", "[480,488]", "[480,496]", "outside of the file" },
  { "offsets-huge", "[480,488]", "[480,9223372036854775807]", "outside of the file" },
  { "offsets-negative", "[0,216]", "[-8,216]", "outside of the file" },
  { "offsets-backwards", "[216,224]", "[224,216]", "outside of the file" },
  { "offsets-one", "[216,224]", "[216]", "two numbers" },
  { "offsets-real", "[216,224]", "[216.0,224.5]", "two numbers" },
  { "overlap", "[216,224]", "[208,216]", "overlaps" },
  { "gap", "\"f.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[216,224]},", "", "gap" },
  { "classes-missing", "\"classes\":", "\"klasses\":", "classes is missing" },
  { "classes-few", "{\\\"code\\\":\\\"mel\\\",\\\"name\\\":\\\"Melanoma\\\",\\\"group\\\":\\\"malignant\\\"},", "",
    "1 classes, but the network has 2" },
  { "classes-same", "\\\"xx\\\"", "\\\"mel\\\"", "two classes" },
  { "classes-empty", "\\\"xx\\\"", "\\\"\\\"", "empty" },
  { "classes-group", "\\\"unknown\\\"", "\\\"nice\\\"", "group “nice”" },
  { "classes-line", "Other", "Ot\\\\nher", "not text" },
  { "recipe-missing", "\"recipe\":", "\"rezept\":", "recipe is missing" },
  { "recipe-filter", "\\\"box\\\"", "\\\"cube\\\"", "“cube”" },
  { "recipe-size", "\\\"width\\\":4", "\\\"width\\\":0", "“width”" },
  { "recipe-other-size", "\\\"width\\\":4", "\\\"width\\\":5", "g.weight" },
  { "recipe-scale", "\\\"scale\\\":255", "\\\"scale\\\":0", "scale" },
  { "recipe-json", "{\\\"name\\\":\\\"tiny\\\"", "[\\\"name\\\":\\\"tiny\\\"", "recipe is not JSON" },
  { "recipe-views", "\\\"scale\\\":255", "\\\"scale\\\":255,\\\"views\\\":3", "1 view of the input or 8" },
  { "recipe-views-many", "\\\"scale\\\":255", "\\\"scale\\\":255,\\\"views\\\":99", "“views”" },
  { "recipe-views-text", "\\\"scale\\\":255", "\\\"scale\\\":255,\\\"views\\\":\\\"8\\\"", "“views”" },
  { "share-one", "\\\"malignant\\\"", "\\\"malignant\\\",\\\"share\\\":0.5", "only 1 of 2" },
  { "share-zero", "\\\"malignant\\\"", "\\\"malignant\\\",\\\"share\\\":0", "share of 0" },
  { "share-negative", "\\\"malignant\\\"", "\\\"malignant\\\",\\\"share\\\":-1", "share of -1" },
  { "share-huge", "\\\"malignant\\\"", "\\\"malignant\\\",\\\"share\\\":1e999", "share" },
  { "share-text", "\\\"malignant\\\"", "\\\"malignant\\\",\\\"share\\\":\\\"1\\\"", "“share”" },
  { "share-sum", "\\\"malignant\\\"},{", "\\\"malignant\\\",\\\"share\\\":0.5},{\\\"share\\\":0.4,", "add up to 0.9" },
  { "calibration-json", "\"card\":", "\"calibration\":\"{\",\"card\":", "calibration is not JSON" },
  { "calibration-list", "\"card\":", "\"calibration\":\"[]\",\"card\":", "calibration is not a JSON object" },
  { "calibration-empty", "\"card\":", "\"calibration\":\"{}\",\"card\":", "no list “scale”" },
  { "calibration-short", "\"card\":", CALIBRATION ("[1]", "[0,0]", "0.1"), "“scale” of 2" },
  { "calibration-long", "\"card\":", CALIBRATION ("[1,1]", "[0,0,0]", "0.1"), "“offset” of 2" },
  { "calibration-zero", "\"card\":", CALIBRATION ("[1,0]", "[0,0]", "0.1"), "number 2" },
  { "calibration-huge", "\"card\":", CALIBRATION ("[1,1]", "[1e999,0]", "0.1"), "number 1" },
  { "calibration-text", "\"card\":", CALIBRATION ("[1,true]", "[0,0]", "0.1"), "number 2" },
  { "calibration-nested", "\"card\":", CALIBRATION ("[1,[1]]", "[0,0]", "0.1"), "number 2" },
  { "calibration-ece", "\"card\":", CALIBRATION ("[1,1]", "[0,0]", "1.5"), "how well" },
  { "card-missing", "\"card\":", "\"kard\":", "card is missing" },
  { "card-name", "\\\"name\\\":\\\"Tiny\\\",", "", "“name”" },
  { "card-number", "\\\"licence\\\":\\\"CC0\\\"", "\\\"licence\\\":7", "“licence”" },
  { "card-utf8", "Tiny", "T\xff\xfeny", "UTF-8" },
};

static char *folder;

/* The bytes of a file with that header and weights 1, 2, 3 ... */
static GByteArray *
build (const char *header)
{
  GByteArray *file = g_byte_array_new ();
  guint64 length = GUINT64_TO_LE (strlen (header));

  g_byte_array_append (file, (const guint8 *) &length, 8);
  g_byte_array_append (file, (const guint8 *) header, (guint) strlen (header));
  for (int i = 0; i < N_FLOATS; i++)
    {
      float value = (float) (i % 7) - 3;
      guint32 bits;

      memcpy (&bits, &value, 4);
      bits = GUINT32_TO_LE (bits);
      g_byte_array_append (file, (const guint8 *) &bits, 4);
    }
  return file;
}

static DermModel *
open_bytes (gconstpointer data, gsize size, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "model.safetensors", NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return derm_model_new_from_file (path, error);
}

static DermModel *
open_header (const char *header, GError **error)
{
  g_autoptr (GByteArray) file = build (header);

  return open_bytes (file->data, file->len, error);
}

static void
check_refused (DermModel *model, const GError *error, const char *reason)
{
  g_test_message ("%s", error != NULL ? error->message : "taken!");
  g_assert_null (model);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, reason));
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = open_header (good_header, &error);
  g_autoptr (GByteArray) file = build (good_header);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, file->data, file->len);
  g_autoptr (DermRecipe) found = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_sha256 (model), ==, sha256);
  g_assert_cmpstr (derm_model_get_name (model), ==, "Tiny");
  g_assert_cmpstr (derm_model_get_version (model), ==, "0.5");
  g_assert_cmpstr (derm_model_get_card (model, "licence"), ==, "CC0");
  g_assert_null (derm_model_get_card (model, "citation"));
  g_assert_cmpint (derm_model_get_n_classes (model), ==, 2);
  g_assert_cmpstr (derm_model_get_label (model, 0), ==, "mel");
  g_assert_cmpstr (derm_model_get_class_name (model, 1), ==, "Other");
  g_assert_cmpint (derm_model_get_group (model, 0), ==, DERM_GROUP_MALIGNANT);
  g_assert_cmpint (derm_model_get_group (model, 1), ==, DERM_GROUP_UNKNOWN);
  found = derm_model_find_recipe (model, "tiny", &error);
  g_assert_true (found == derm_model_get_recipe (model));
  g_assert_cmpint (derm_recipe_get_layout (found), ==, DERM_LAYOUT_ROWS);
  g_assert_null (derm_model_find_recipe (model, "nope", &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "tiny"));
}

static char *
replace (const char *from, const char *to)
{
  const char *at = strstr (good_header, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - good_header), good_header, to, at + strlen (from));
}

/* What a file may say besides, and what is so where it does not. */
static void
test_outputs (void)
{
  g_autofree char *header = replace ("\"card\":", CALIBRATION ("[2,0.5]", "[-1,3]", "0.02"));
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  g_autoptr (DermModel) plain = open_header (good_header, NULL);
  g_autoptr (DermModel) calibrated = open_header (header, NULL);
  g_autoptr (DermModel) full = derm_model_new_from_file (path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_model_get_calibration (plain));
  g_assert_null (derm_model_get_shares (plain));
  g_assert_cmpint (derm_recipe_get_views (derm_model_get_recipe (plain)), ==, 1);
  g_assert_true (derm_model_check_decision (plain, DERM_DECISION_LIKELY, NULL));
  g_assert_false (derm_model_check_decision (plain, DERM_DECISION_BALANCED, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_cmpstr (derm_model_get_calibration (calibrated), ==, "x");
  g_assert_cmpfloat (derm_model_get_calibration_error (calibrated), ==, 0.02);
  g_assert_cmpint (derm_recipe_get_views (derm_model_get_recipe (full)), ==, 8);
  g_assert_cmpstr (derm_recipe_get_name (derm_model_get_recipe (full)), ==, "fixture-recipe");
  g_assert_cmpfloat (derm_model_get_shares (full)[0], ==, 0.67);
  g_assert_true (derm_model_check_decision (full, DERM_DECISION_BALANCED, NULL));
}

/* The named recipes are offered where their labels mean something. */
static void
test_recipes (void)
{
  g_autoptr (DermModel) tiny = open_header (good_header, NULL);
  g_autoptr (DermModel) bundled = derm_model_new_bundled (NULL);
  g_autoptr (GPtrArray) few = derm_model_list_recipes (tiny), all = derm_model_list_recipes (bundled);
  g_autoptr (DermRecipe) published = derm_model_find_recipe (bundled, "published", NULL);
  g_autoptr (DermRecipe) trained = derm_model_find_recipe (bundled, "as-trained", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (few->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_true (all->pdata[0] == derm_model_get_recipe (bundled));
  g_assert_cmpint (derm_recipe_get_filter (published), ==, DERM_FILTER_BICUBIC);
  g_assert_cmpint (derm_recipe_get_layout (published), ==, DERM_LAYOUT_PLANES);
  g_assert_cmpstr (derm_recipe_get_labels_id (published), ==, "published");
  g_assert_cmpint (derm_recipe_get_orientation (published), ==, DERM_ORIENTATION_IGNORE);
  g_assert_cmpint (derm_recipe_get_orientation (trained), ==, DERM_ORIENTATION_APPLY);
  g_assert_cmpint (derm_recipe_get_orientation (all->pdata[0]), ==, DERM_ORIENTATION_APPLY);
  g_assert_cmpint (derm_recipe_get_filter (trained), ==, DERM_FILTER_LANCZOS);
  g_assert_cmpint (derm_recipe_get_layout (trained), ==, DERM_LAYOUT_ROWS);
  g_assert_cmpstr (derm_recipe_get_labels_id (trained), ==, "csv");
  g_assert_cmpstr (derm_recipe_get_name (trained), ==, "as-trained");
  g_assert_cmpstr (derm_model_get_label_in (bundled, trained, 6), ==, "mel");
  g_assert_cmpstr (derm_model_get_class_name_in (bundled, trained, 4), ==, "Melanocytic nevi");
  g_assert_true (derm_model_check_recipe (bundled, trained, NULL));
  g_assert_false (derm_model_check_recipe (tiny, trained, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_clear_error (&error);
  g_assert_null (derm_model_find_recipe (bundled, "nope", &error));
  g_assert_nonnull (strstr (error->message, "published, as-trained"));
}

static void
test_layers (void)
{
  g_autoptr (DermModel) model = open_header (good_header, NULL);
  g_autofree char *conv = NULL;
  g_autofree char *linear = NULL;
  guint64 n_parameters, n_macs;
  int shape[3];

  g_assert_cmpint (derm_model_get_n_layers (model), ==, 4);
  conv = derm_model_describe_layer (model, 0, shape, &n_parameters, &n_macs);
  g_assert_cmpstr (conv, ==, "conv 3×3, 3 -> 2");
  g_assert_cmpint (shape[0] * 100 + shape[1] * 10 + shape[2], ==, 244);
  g_assert_cmpuint (n_parameters, ==, 56);
  g_assert_cmpuint (n_macs, ==, 2 * 3 * 9 * 16);
  linear = derm_model_describe_layer (model, 3, NULL, NULL, NULL);
  g_assert_cmpstr (linear, ==, "linear, 32 -> 2");
  g_assert_cmpuint (derm_model_get_n_parameters (model), ==, N_FLOATS);
  g_assert_cmpuint (derm_model_get_n_macs (model), ==, 2 * 3 * 9 * 16 + 64);
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *header = replace (fault->from, fault->to);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = open_header (header, &error);

  check_refused (model, error, fault->reason);
}

static void
test_counter_is_ignored (void)
{
  g_autofree char *header
      = replace ("\"f.bias\"",
                 "\"f.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[0],\"data_offsets\":[216,216]},\"f.bias\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = open_header (header, &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
}

/* The header's length made so that the data start at every residue of 4. */
static void
test_misaligned (void)
{
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *header = g_strdup_printf ("%s%*s", good_header, i, "");
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = open_header (header, &error);

      g_assert_no_error (error);
      g_assert_nonnull (model);
    }
}

static void
test_cuts (void)
{
  g_autoptr (GByteArray) file = build (good_header);

  for (guint size = 0; size < file->len; size += size < 16 || size > file->len - 8 ? 1 : 23)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = open_bytes (file->data, size, &error);

      g_assert_null (model);
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
    }
}

static void
test_trailing (void)
{
  g_autoptr (GByteArray) file = build (good_header);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = NULL;

  g_byte_array_append (file, (const guint8 *) "x", 1);
  model = open_bytes (file->data, file->len, &error);
  check_refused (model, error, "after the last tensor");
}

static void
test_header_length (void)
{
  const guint64 lengths[]
      = { 0, 1, sizeof good_header + DATA_SIZE + 1, (guint64) 1 << 40, G_MAXUINT64, G_MAXUINT64 - 7 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GByteArray) file = build (good_header);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = NULL;
      guint64 length = GUINT64_TO_LE (lengths[i]);

      memcpy (file->data, &length, 8);
      model = open_bytes (file->data, file->len, &error);
      check_refused (model, error, "neither a safetensors nor a PyTorch file");
    }
}

static void
test_nested (void)
{
  g_autofree char *deep = g_strnfill (500000, '[');
  g_autofree char *header = g_strdup_printf ("{\"x\":%s", deep);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = open_header (header, &error);

  check_refused (model, error, "nested");
}

/* json-glib takes the quotation mark for part of a comment; who takes it for a string's sees no depth after it. */
static void
test_nested_behind_comment (void)
{
  static const char *const openings[] = { "{\"x\": /* \" */ ", "{\"x\": // \"\n " };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autofree char *deep = g_strnfill (1000000, '[');
      g_autofree char *header = g_strconcat (openings[i], deep, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = open_header (header, &error);

      check_refused (model, error, "comment");
    }
}

static void
test_not_finite (void)
{
  const guint32 bits[] = { 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001 };

  for (guint i = 0; i < G_N_ELEMENTS (bits) * 2; i++)
    {
      g_autoptr (GByteArray) file = build (good_header);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = NULL;
      guint32 value = GUINT32_TO_LE (bits[i / 2]);

      memcpy (file->data + file->len - (i % 2 != 0 ? 4 : DATA_SIZE), &value, 4);
      model = open_bytes (file->data, file->len, &error);
      check_refused (model, error, "finite");
    }
}

static void
check_no_file (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_model_new_from_file (path, &error));
  g_assert_error (error, G_FILE_ERROR, code);
}

static void
test_no_file (void)
{
  g_autofree char *gone = g_build_filename (folder, "gone", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  check_no_file (gone, G_FILE_ERROR_NOENT);
  check_no_file (folder, G_FILE_ERROR_ISDIR);
  check_no_file (fifo, G_FILE_ERROR_INVAL);
  check_no_file ("/dev/zero", G_FILE_ERROR_INVAL);
  g_remove (fifo);
}

static void
test_bundled (void)
{
  const char *const labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);

  g_assert_no_error (error);
  g_assert_cmpint (derm_model_get_n_classes (model), ==, 7);
  for (int i = 0; i < 7; i++)
    g_assert_cmpstr (derm_model_get_label (model, i), ==, labels[i]);
  g_assert_cmpuint (derm_model_get_n_parameters (model), ==, 1273671);
  g_assert_cmpint (derm_recipe_get_width (derm_model_get_recipe (model)), ==, 28);
  g_assert_cmpstr (derm_group_get_sign (derm_model_get_group (model, 4)), ==, "▲");
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("dermlens-test-XXXXXX", NULL);
  path = g_build_filename (folder, "model.safetensors", NULL);
  g_test_add_func ("/model/good", test_good);
  g_test_add_func ("/model/outputs", test_outputs);
  g_test_add_func ("/model/recipes", test_recipes);
  g_test_add_func ("/model/layers", test_layers);
  g_test_add_func ("/model/counter-is-ignored", test_counter_is_ignored);
  g_test_add_func ("/model/misaligned", test_misaligned);
  g_test_add_func ("/model/cuts", test_cuts);
  g_test_add_func ("/model/trailing", test_trailing);
  g_test_add_func ("/model/header-length", test_header_length);
  g_test_add_func ("/model/nested", test_nested);
  g_test_add_func ("/model/nested-behind-comment", test_nested_behind_comment);
  g_test_add_func ("/model/not-finite", test_not_finite);
  g_test_add_func ("/model/no-file", test_no_file);
  g_test_add_func ("/model/bundled", test_bundled);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strconcat ("/model/fault/", faults[i].path, NULL);

      g_test_add_data_func (name, &faults[i], test_fault);
    }
  status = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  g_free (folder);
  return status;
}
