/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* PyTorch's files, written by PyTorch (tests/fixtures/make_torch_fixtures.py), to the logits that it gives with them;
 * and files that mean harm, each with its reason, in bounded time. */

#include "config.h"

#include <derm.h>
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "model-internal.h"
#include "expected.h"
#include "weights-file.h"

typedef struct {
  const char *file, *expected, *format;
  const char *card; /* what a card file says, or NULL */
  int side;
} Good;

static const Good goods[] = {
  { "zip.pth", "narrow", "pytorch", NULL, 28 },
  { "deflated.pth", "narrow", "pytorch", NULL, 28 },
  { "protocol-3.pth", "narrow", "pytorch", NULL, 28 },
  { "protocol-4.pth", "narrow", "pytorch", NULL, 28 },
  { "protocol-5.pth", "narrow", "pytorch", NULL, 28 },
  { "strides.pth", "narrow", "pytorch", NULL, 28 },
  { "shared.pth", "narrow", "pytorch", NULL, 28 },
  { "f64.pth", "narrow", "pytorch", NULL, 28 },
  { "parallel.pth", "narrow", "pytorch", NULL, 28 },
  { "legacy.pth", "narrow", "pytorch-legacy", NULL, 28 },
  { "legacy-protocol-4.pth", "narrow", "pytorch-legacy", NULL, 28 },
  { "legacy-shared.pth", "narrow", "pytorch-legacy", NULL, 28 },
  { "script.pt", "narrow", "torchscript", NULL, 28 },
  { "trace.pt", "narrow", "torchscript", NULL, 28 },
  { "f16.pth", "f16", "pytorch", NULL, 28 },
  { "bf16.pth", "bf16", "pytorch", NULL, 28 },
  { "checkpoint.pth", "checkpoint", "pytorch", NULL, 28 },
  { "plain.pth", "plain", "pytorch", NULL, 28 },
  { "norm-relu.pth", "norm-relu", "pytorch", NULL, 28 },
  { "three-stages.pth", "three-stages", "pytorch", NULL, 28 },
  { "side-64.pth", "side-64", "pytorch", NULL, 64 },
  { "side-56.pth", "side-56", "pytorch", "{\"recipe\":{\"width\":56,\"height\":56}}", 56 },
  { "no-last-pool.pth", "no-last-pool", "pytorch", "{\"recipe\":{\"width\":28,\"height\":28}}", 28 },
};

static const struct {
  const char *file, *reason;
} hostiles[] = {
  { "hostile-system.pth", "“posix.system”" },
  { "hostile-eval.pth", "“__builtin__.eval”" },
  { "hostile-module.pth", "“torch.nn.modules.linear.Linear”" },
  { "hostile-endian.pth", "big-endian" },
  { "hostile-endian-legacy.pth", "big-endian" },
  { "hostile-nan.pth", "not a finite number" },
  { "hostile-ints.pth", "classifier.8.bias" },
  { "hostile-expanded.pth", "more memory" },
  { "hostile-bomb.pth", "no state_dict" },
  { "hostile-bomb-pickle.pth", "longer than 2 MiB" },
  { "hostile-bomb-storage.pth", "more memory" },
  { "hostile-overlap.pth", "overlap" },
  { "hostile-path.pth", "path to elsewhere" },
  { "hostile-twice.pth", "two entries" },
  { "hostile-crc.pth", "damaged" },
  { "hostile-short.pth", "should have" },
  { "hostile-missing.pth", "is missing" },
  { "hostile-outside.pth", "outside its storage" },
  { "hostile-no-pickle.pth", "no data.pkl" },
  { "hostile-cycle.pt", "nested too deeply" },
  { "hostile-tree.pt", "too many modules" },
  { "side-56.pth", "48 × 48, 56 × 56" },
};

static char *folder; /* for files that are made here */

static char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "torch", name, NULL);
}

static char *
write_text (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
check_logits (DermModel *model, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".expected.safetensors", NULL), *path = fixture_path (file);
  g_autoptr (DermSafetensors) expected = expected_open (path);
  gsize n_in = 0, n_out = 0, n_classes = (gsize) derm_model_get_n_classes (model);
  const float *x = expected_get (expected, "input", &n_in), *logits = expected_get (expected, "logits", &n_out);
  g_autofree float *y = g_new (float, n_out);
  gsize n_images = n_out / n_classes;

  g_assert_cmpuint (n_images, >=, 2);
  for (gsize i = 0; i < n_images; i++)
    g_assert_true (nn_reference_forward (derm_model_get_net (model), x + i * (n_in / n_images), y + i * n_classes));
  expected_check_close (y, logits, n_out, 1, name);
}

static void
test_good (gconstpointer data)
{
  const Good *good = data;
  g_autofree char *path = fixture_path (good->file), *saved = g_build_filename (folder, "saved.safetensors", NULL);
  g_autofree char *card = good->card != NULL ? write_text ("card.json", good->card) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_files (path, card, NULL, &error), again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_format (model), ==, good->format);
  g_assert_cmpint (derm_model_has_card (model), ==, card != NULL);
  g_assert_nonnull (derm_model_get_assumed (model));
  g_assert_cmpint (derm_recipe_get_width (derm_model_get_recipe (model)), ==, good->side);
  check_logits (model, good->expected);

  g_assert_true (derm_model_save (model, saved, &error));
  again = derm_model_new_from_file (saved, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_format (again), ==, "safetensors");
  g_assert_null (derm_model_get_assumed (again));
  check_logits (again, good->expected);
  g_remove (saved);
}

static void
test_hostile (gconstpointer data)
{
  const char *const *entry = data;
  g_autofree char *path = fixture_path (entry[0]);
  g_autoptr (GError) error = NULL;
  clock_t begin = clock (); /* of the processor: the computer may be busy */
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);

  g_assert_cmpint (clock () - begin, <, CLOCKS_PER_SEC);
  g_assert_null (model);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, entry[1]));
}

/* A file that is cut anywhere, or has one byte changed, is refused or, where the byte does not count, read; it never
 * takes long. (The test runs under the sanitizers too.) */
static void
test_broken (gconstpointer name)
{
  g_autofree char *path = fixture_path (name);
  g_autoptr (GBytes) bytes = derm_weights_file_read (path, NULL);
  const DermModelFiles files = { .path = path };
  gsize size = g_bytes_get_size (bytes);

  for (gsize i = 0; i < size; i += 37)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, i), changed = NULL;
      g_autoptr (DermModel) short_model = derm_model_new_from_bytes (cut, &files, NULL), model = NULL;

      g_assert_null (short_model);
      copy[i] ^= 0x55;
      changed = g_bytes_new_take (g_steal_pointer (&copy), size);
      model = derm_model_new_from_bytes (changed, &files, NULL);
    }
}

/* ---- labels and cards ---- */

static DermModel *
open_with (const char *card, const char *labels, GError **error)
{
  g_autofree char *path = fixture_path ("zip.pth");
  g_autofree char *card_path = card != NULL ? write_text ("card.json", card) : NULL;
  g_autofree char *labels_path = labels != NULL ? write_text ("some-labels.json", labels) : NULL;

  return derm_model_new_from_files (path, card_path, labels_path, error);
}

static void
test_labels (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) plain = open_with (NULL, NULL, &error);
  g_autoptr (DermModel) labelled = open_with (
      NULL, "{\"0\":\"mel\",\"2\":\"df\",\"1\":\"odd\",\"3\":\"nv\",\"4\":\"bcc\",\"5\":\"bkl\",\"6\":\"vasc\"}",
      &error);

  g_assert_no_error (error);
  g_assert_null (derm_model_get_labels_path (plain));
  g_assert_cmpstr (derm_model_get_label (plain, 4), ==, "mel");
  g_assert_cmpstr (derm_model_get_label (plain, 6), ==, "vasc");
  g_assert_cmpint (derm_model_get_group (plain, 4), ==, DERM_GROUP_MALIGNANT);
  g_assert_nonnull (derm_model_get_labels_path (labelled));
  g_assert_cmpstr (derm_model_get_label (labelled, 0), ==, "mel");
  g_assert_cmpint (derm_model_get_group (labelled, 0), ==, DERM_GROUP_MALIGNANT);
  g_assert_cmpstr (derm_model_get_label (labelled, 1), ==, "odd");
  g_assert_cmpint (derm_model_get_group (labelled, 1), ==, DERM_GROUP_UNKNOWN);
}

/* A labels.json beside the weights is taken by itself; seven numbers stand for what has no names. */
static void
test_labels_beside (void)
{
  g_autofree char *from = fixture_path ("three-stages.pth"), *path = g_build_filename (folder, "model.pth", NULL),
                  *labels = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) alone = NULL, model = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  alone = derm_model_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_label (alone, 1), ==, "1");
  labels = write_text ("labels.json", "{\"0\": \"no\", \"1\": \"mel\"}");
  model = derm_model_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_label (model, 1), ==, "mel");
  g_assert_cmpstr (derm_model_get_labels_path (model), ==, labels);
  g_remove (labels);
  g_remove (path);
}

static void
check_refused (const char *card, const char *labels, const char *file, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = open_with (card, labels, &error);

  g_assert_null (model);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, file));
  g_assert_nonnull (strstr (error->message, reason));
}

static void
test_labels_refused (void)
{
  check_refused (NULL, "", "some-labels.json", "empty");
  check_refused (NULL, "{}", "some-labels.json", "1 to");
  check_refused (NULL, "[1]", "some-labels.json", "output 0");
  check_refused (NULL, "{\"0\":\"a\",\"1\":\"b\"}", "some-labels.json", "2 classes, but the network has 7");
  check_refused (NULL, "{\"0\":\"a\",\"2\":\"b\"}", "some-labels.json", "output 1");
  check_refused (NULL, "{\"0\":7}", "some-labels.json", "output 0");
  check_refused (NULL, "{\"0\":\"a\",\"0\":\"b\"}", "some-labels.json", "twice");
  check_refused (NULL, "{\"0\":\"a\",\"1\":\"a\",\"2\":\"c\",\"3\":\"d\",\"4\":\"e\",\"5\":\"f\",\"6\":\"g\"}",
                 "some-labels.json", "two classes");
}

static void
test_card (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model
      = open_with ("{\"recipe\":{\"name\":\"mine\",\"filter\":\"lanczos\",\"layout\":\"rows\"},"
                   "\"card\":\"{\\\"name\\\":\\\"Mine\\\",\\\"version\\\":\\\"2\\\",\\\"licence\\\":\\\"CC0\\\"}\"}",
                   NULL, &error);

  g_assert_no_error (error);
  g_assert_true (derm_model_has_card (model));
  g_assert_cmpstr (derm_model_get_name (model), ==, "Mine");
  g_assert_cmpstr (derm_model_get_card (model, "licence"), ==, "CC0");
  g_assert_cmpstr (derm_recipe_get_name (derm_model_get_recipe (model)), ==, "mine");
  g_assert_cmpint (derm_recipe_get_layout (derm_model_get_recipe (model)), ==, DERM_LAYOUT_ROWS);
  g_assert_cmpint (derm_recipe_get_width (derm_model_get_recipe (model)), ==, 28);
  check_refused ("[]", NULL, "card.json", "not a JSON object");
  check_refused ("{", NULL, "card.json", "not JSON");
  check_refused ("{\"recipe\":{\"width\":40,\"height\":40}}", NULL, "", "images of 40 × 40");
  check_refused ("{\"layers\":[{\"op\":\"flatten\"}]}", NULL, "", "width");
  check_refused ("{\"layers\":[{\"op\":\"linear\",\"out\":-3}]}", NULL, "", "width"); /* found by the fuzzer */
}

int
main (int argc, char **argv)
{
  static const char *const broken[] = { "zip.pth", "deflated.pth", "legacy.pth", "script.pt" };
  g_autofree char *card = NULL, *labels = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("dermlens-test-XXXXXX", NULL);
  card = g_build_filename (folder, "card.json", NULL);
  labels = g_build_filename (folder, "some-labels.json", NULL);
  g_test_add_func ("/torch/labels", test_labels);
  g_test_add_func ("/torch/labels-beside", test_labels_beside);
  g_test_add_func ("/torch/labels-refused", test_labels_refused);
  g_test_add_func ("/torch/card", test_card);
  for (guint i = 0; i < G_N_ELEMENTS (goods) + G_N_ELEMENTS (hostiles) + G_N_ELEMENTS (broken); i++)
    {
      guint hostile = i - G_N_ELEMENTS (goods), cut = hostile - G_N_ELEMENTS (hostiles);
      gboolean is_good = i < G_N_ELEMENTS (goods), is_hostile = !is_good && hostile < G_N_ELEMENTS (hostiles);
      g_autofree char *path = g_strconcat (is_good      ? "/torch/good/"
                                           : is_hostile ? "/torch/hostile/"
                                                        : "/torch/broken/",
                                           is_good      ? goods[i].file
                                           : is_hostile ? hostiles[hostile].file
                                                        : broken[cut],
                                           NULL);

      g_test_add_data_func (path,
                            is_good      ? (gconstpointer) &goods[i]
                            : is_hostile ? (gconstpointer) &hostiles[hostile]
                                         : broken[cut],
                            is_good      ? test_good
                            : is_hostile ? test_hostile
                                         : test_broken);
    }
  status = g_test_run ();
  g_remove (card);
  g_remove (labels);
  g_rmdir (folder);
  g_free (folder);
  return status;
}
