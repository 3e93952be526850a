/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Model files that are wrong in one thing: each is refused for that reason. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "model-fixture.h"

/* Replaces the first `from` in a good file's text; the header's length follows. */
typedef struct {
  const char *path; /* of the test */
  const char *from, *to;
  const char *reason; /* part of the message */
} Fault;

static const Fault faults[] = {
  { "json", "{\"__meta", "{__meta", "not JSON" },
  { "json-array", "{\"__metadata__\":{", "[\"__metadata__\":{", "neither a safetensors nor a PyTorch file" },
  { "metadata-type", "{\"__metadata__\":{", "{\"__metadata__\":7,\"x\":{", "__metadata__" },
  { "version-missing", "\"dermlens\":\"1\"", "\"x\":\"1\"", "has no Dermlens model description" },
  { "version-other", "\"dermlens\":\"1\"", "\"dermlens\":\"2\"", "version “2”" },
  { "twice", "\"f.bias\":{\"dtype\":\"F32\"", "\"f.bias\":{\"dtype\":\"F32\",\"dtype\":\"F32\"", "twice" },
  { "tensor-twice", "\"g.bias\"", "\"f.bias\"", "twice" },
  { "layers-missing", "\"layers\":", "\"layerz\":", "list of layers is missing" },
  { "layers-empty",
    "\"[{\\\"op\\\":\\\"conv\\\",\\\"name\\\":\\\"f\\\",\\\"out\\\":2},{\\\"op\\\":\\\"relu\\\"},"
    "{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}]\"",
    "\"[]\"", "1 to 256" },
  { "layer-kind", "\\\"relu\\\"", "\\\"gelu\\\"", "unknown type “gelu”" },
  { "layer-type", "{\\\"op\\\":\\\"relu\\\"}", "3", "layer 2 is not" },
  { "layer-out", "\\\"out\\\":2},{", "\\\"out\\\":-2},{", "“out”" },
  { "layer-out-huge", "\\\"out\\\":2},{", "\\\"out\\\":99999999999999999999},{", "“out”" },
  { "layer-out-text", "\\\"out\\\":2},{", "\\\"out\\\":\\\"2\\\"},{", "“out”" },
  { "layer-name", "\\\"name\\\":\\\"f\\\"", "\\\"nam\\\":\\\"f\\\"", "“nam”" },
  { "layer-shared", "\\\"name\\\":\\\"g\\\"", "\\\"name\\\":\\\"f\\\"", "two layers" },
  { "layer-pools-away", "{\\\"op\\\":\\\"relu\\\"}",
    "{\\\"op\\\":\\\"maxpool\\\"},{\\\"op\\\":\\\"maxpool\\\"},{\\\"op\\\":\\\"maxpool\\\"}",
    "gives an output that is empty" },
  { "no-flatten", "{\\\"op\\\":\\\"flatten\\\"},", "", "g.weight" },
  { "ends-in-maps", "{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}",
    "{\\\"op\\\":\\\"relu\\\"}", "belongs to no layer" },
  { "tensor-missing", "\"f.bias\"", "\"f.b\"", "f.bias is missing" },
  { "tensor-unused", "\\\"op\\\":\\\"conv\\\",\\\"name\\\":\\\"f\\\",\\\"out\\\":2", "\\\"op\\\":\\\"relu\\\"",
    "g.weight" },
  { "tensor-shape", "[2,3,3,3]", "[2,3,9]", "the shape that its layer needs" },
  { "tensor-turned", "[2,32]", "[32,2]", "the shape that its layer needs" },
  { "shape-size", "[2,3,3,3]", "[2,3,3,4]", "does not fit its size" },
  { "shape-overflow", "[2,3,3,3]", "[4294967296,4294967296,4294967296]", "no usable shape" },
  { "shape-negative", "[2,3,3,3]", "[-2,-27]", "no usable shape" },
  { "shape-deep", "[2,3,3,3]", "[2,1,1,1,1,1,3,3,3]", "no usable shape" },
  { "shape-text", "[2,3,3,3]", "\"54\"", "no usable shape" },
  { "dtype-unknown", "\"dtype\":\"F32\",\"shape\":[2,3", "\"dtype\":\"F8\",\"shape\":[2,3", "number type" },
  { "dtype-size", "\"dtype\":\"F32\",\"shape\":[2,3", "\"dtype\":\"F16\",\"shape\":[2,3", "does not fit its size" },
  { "dtype-other", "\"dtype\":\"F32\",\"shape\":[2,3", "\"dtype\":\"I32\",\"shape\":[2,3", "type I32" },
  { "offsets-outside", "[480,488]", "[480,496]", "outside the file" },
  { "offsets-huge", "[480,488]", "[480,9223372036854775807]", "outside the file" },
  { "offsets-negative", "[0,216]", "[-8,216]", "outside the file" },
  { "offsets-backwards", "[216,224]", "[224,216]", "outside the file" },
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
  { "share-over-one", "\\\"malignant\\\"", "\\\"malignant\\\",\\\"share\\\":1.5", "share of 1.5" },
  { "share-tiny", "\\\"malignant\\\"", "\\\"malignant\\\",\\\"share\\\":9e-7", "share of 9e-07" },
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

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *header = model_replace (fault->from, fault->to);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = model_open_header (header, &error);

  model_check_refused (model, error, fault->reason);
}

static void
test_counter_is_ignored (void)
{
  g_autofree char *header = model_replace (
      "\"f.bias\"",
      "\"f.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[0],\"data_offsets\":[216,216]},\"f.bias\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = model_open_header (header, &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
}

/* The header's length made so that the data start at every residue of 4. */
static void
test_misaligned (void)
{
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *header = g_strdup_printf ("%s%*s", model_good_header, i, "");
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = model_open_header (header, &error);

      g_assert_no_error (error);
      g_assert_nonnull (model);
    }
}

static void
test_cuts (void)
{
  g_autoptr (GByteArray) file = model_build (model_good_header);

  for (guint size = 0; size < file->len; size += size < 16 || size > file->len - 8 ? 1 : 23)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = model_open_bytes (file->data, size, &error);

      g_assert_null (model);
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
    }
}

static void
test_trailing (void)
{
  g_autoptr (GByteArray) file = model_build (model_good_header);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = NULL;

  g_byte_array_append (file, (const guint8 *) "x", 1);
  model = model_open_bytes (file->data, file->len, &error);
  model_check_refused (model, error, "after the last tensor");
}

static void
test_header_length (void)
{
  const guint64 lengths[]
      = { 0, 1, strlen (model_good_header) + 1 + DATA_SIZE + 1, (guint64) 1 << 40, G_MAXUINT64, G_MAXUINT64 - 7 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GByteArray) file = model_build (model_good_header);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = NULL;
      guint64 length = GUINT64_TO_LE (lengths[i]);

      memcpy (file->data, &length, 8);
      model = model_open_bytes (file->data, file->len, &error);
      model_check_refused (model, error, "neither a safetensors nor a PyTorch file");
    }
}

static void
test_nested (void)
{
  g_autofree char *deep = g_strnfill (500000, '[');
  g_autofree char *header = g_strdup_printf ("{\"x\":%s", deep);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = model_open_header (header, &error);

  model_check_refused (model, error, "nested");
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
      g_autoptr (DermModel) model = model_open_header (header, &error);

      model_check_refused (model, error, "comment");
    }
}

static void
test_not_finite (void)
{
  const guint32 bits[] = { 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001 };

  for (guint i = 0; i < G_N_ELEMENTS (bits) * 2; i++)
    {
      g_autoptr (GByteArray) file = model_build (model_good_header);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = NULL;
      guint32 value = GUINT32_TO_LE (bits[i / 2]);

      memcpy (file->data + file->len - (i % 2 != 0 ? 4 : DATA_SIZE), &value, 4);
      model = model_open_bytes (file->data, file->len, &error);
      model_check_refused (model, error, "finite");
    }
}

/* A large file that is no model is not read to its end. */
static void
test_large (void)
{
  struct rlimit limit = { (rlim_t) 700 << 20, (rlim_t) 700 << 20 };
  g_autofree char *folder = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory needs the whole address space */
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
#else
  (void) limit;
#endif
  folder = g_dir_make_tmp ("derm-model-XXXXXX", NULL);
  path = g_build_filename (folder, "film.mkv", NULL);
  fd = g_open (path, O_CREAT | O_WRONLY, 0600);
  g_assert_cmpint ((int) write (fd, "\x1a\x45\xdf\xa3 and so on", 14), ==, 14);
  g_assert_cmpint (ftruncate (fd, (off_t) 1 << 30), ==, 0); /* a hole: takes no room */
  close (fd);
  g_assert_null (derm_model_new_from_file (path, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_assert_null (strstr (error->message, "memory"));
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  model_fixture_init ();
  g_test_add_func ("/model-faults/counter-is-ignored", test_counter_is_ignored);
  g_test_add_func ("/model-faults/misaligned", test_misaligned);
  g_test_add_func ("/model-faults/cuts", test_cuts);
  g_test_add_func ("/model-faults/trailing", test_trailing);
  g_test_add_func ("/model-faults/header-length", test_header_length);
  g_test_add_func ("/model-faults/nested", test_nested);
  g_test_add_func ("/model-faults/nested-behind-comment", test_nested_behind_comment);
  g_test_add_func ("/model-faults/not-finite", test_not_finite);
  g_test_add_func ("/model-faults/large", test_large);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strconcat ("/model-faults/", faults[i].path, NULL);

      g_test_add_data_func (name, &faults[i], test_fault);
    }
  status = g_test_run ();
  model_fixture_clear ();
  return status;
}
