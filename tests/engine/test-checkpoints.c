/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Checkpoints as training programs save them (tests/fixtures/make_checkpoint_fixtures.py): the network in them, what
 * its outputs are called, and what is said of the rest. */

#include "config.h"

#include <derm.h>
#include <glib/gstdio.h>
#include <string.h>

#include "expected.h"
#include "model-internal.h"
#include "model-names.h"

#define OWN "nv,mel,bkl,bcc,akiec,vasc,df"
#define ALPHABET "akiec,bcc,bkl,df,mel,nv,vasc"
#define ASSUMED "The labels are assumed"

typedef struct {
  const char *file, *labels;
  const char *labels_key;  /* NULL: nobody has named the classes */
  const char *remarks[5];  /* parts of them, in order; no others */
  const char *weights_key; /* that answers by itself */
} Checkpoint;

static const Checkpoint checkpoints[] = {
  { "class-to-idx.pth", OWN, "class_to_idx", { NULL }, "state_dict" },
  { "idx-to-class.pth", OWN, "idx_to_class", { NULL }, "model_state_dict" },
  { "yolo-names.pth", OWN, "names", { NULL }, "model" },
  { "namespace.pth", OWN, "args.class_names", { NULL }, "model" },
  { "beside-tensors.pth", OWN, "classes", { NULL }, "root" },
  { "meta-classes.pth", OWN, "meta.CLASSES", { NULL }, "state_dict" },
  { "misfit.pth",
    ALPHABET,
    NULL,
    { ASSUMED, "“class_to_idx” in the file is not used", "“labels” in the file is not used" },
    "state_dict" },
  { "disagree.pth",
    OWN,
    "class_to_idx",
    { "“classes” in the file is not used: “class_to_idx” contradicts it" },
    "state_dict" },
  { "normalised.pth", ALPHABET, NULL, { ASSUMED, "“config.mean”" }, "state_dict" },
  { "lightning.ckpt",
    OWN,
    "hyper_parameters.class_names",
    { "Left out, because no layer has it: criterion.weight, metric.count, spectrum, auxiliary.0.weight." },
    "state_dict" },
  { "ema-member.pth",
    ALPHABET,
    NULL,
    { "2 networks: state_dict, state_dict_ema. “state_dict” answers.", ASSUMED },
    "state_dict" },
  { "ema-nested.pth", ALPHABET, NULL, { "2 networks: model, ema.module. “model” answers.", ASSUMED }, "model" },
  { "ema-prefix.pth", ALPHABET, NULL, { "“state_dict.model” answers.", ASSUMED }, "state_dict.model" },
  { "swa.pth", ALPHABET, NULL, { ASSUMED, "n_averaged." }, "root" },
  { "parameters.pth", ALPHABET, NULL, { ASSUMED }, "root" },
  { "hub.safetensors", ALPHABET, NULL, { ASSUMED }, "module.model" },
  { "hub-f64.safetensors", ALPHABET, NULL, { ASSUMED }, "root" },
  { "hub-id2label.safetensors", OWN, "id2label", { NULL }, "root" },
  { "hub-python.safetensors", OWN, "classes", { NULL }, "root" },
  { "hub-lines.safetensors", OWN, "class_names", { NULL }, "root" },
  { "hub-ema.safetensors", ALPHABET, NULL, { "2 networks: ema, root. “root” answers.", ASSUMED }, "root" },
};

static char *folder;

static char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "checkpoints", name, NULL);
}

static DermModel *
open_fixture (const char *name, const char *weights_key)
{
  g_autofree char *path = fixture_path (name);
  g_autoptr (GError) error = NULL;
  DermModel *model = derm_model_new_from_weights (path, NULL, NULL, weights_key, &error);

  g_assert_no_error (error);
  return model;
}

static char *
join_labels (DermModel *model)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    g_strv_builder_add (labels, derm_model_get_label (model, i));
  all = g_strv_builder_end (labels);
  return g_strjoinv (",", all);
}

/* The network of torch/zip.pth, to PyTorch's logits. */
static void
check_logits (DermModel *model)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "torch", "narrow.expected.safetensors", NULL);
  g_autoptr (DermSafetensors) expected = expected_open (path);
  gsize n_in = 0, n_out = 0;
  const float *x = expected_get (expected, "input", &n_in), *logits = expected_get (expected, "logits", &n_out);
  g_autofree float *y = g_new (float, n_out);
  gsize n_images = n_out / 7;

  for (gsize i = 0; i < n_images; i++)
    g_assert_true (nn_reference_forward (derm_model_get_net (model), x + i * (n_in / n_images), y + i * 7));
  expected_check_close (y, logits, n_out, 1, "logits");
}

static void
check_remarks (DermModel *model, const char *const *expected)
{
  g_auto (GStrv) remarks = derm_model_list_remarks (model);
  guint n = 0;

  for (char **remark = remarks; *remark != NULL; remark++)
    {
      g_test_message ("%s", *remark);
      g_assert_nonnull (expected[n]);
      g_assert_nonnull (strstr (*remark, expected[n++]));
    }
  g_assert_null (expected[n]);
}

static void
test_checkpoint (gconstpointer data)
{
  const Checkpoint *checkpoint = data;
  g_autoptr (DermModel) model = open_fixture (checkpoint->file, NULL), again = NULL;
  g_autofree char *labels = join_labels (model), *saved = g_build_filename (folder, "saved.safetensors", NULL);
  g_autofree char *saved_labels = NULL, *assumed = derm_model_describe_labels (model);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (labels, ==, checkpoint->labels);
  g_assert_cmpstr (derm_model_get_labels_key (model), ==, checkpoint->labels_key);
  g_assert_cmpint (assumed == NULL, ==, checkpoint->labels_key != NULL);
  g_assert_cmpstr (derm_model_get_weights_key (model), ==, checkpoint->weights_key);
  check_remarks (model, checkpoint->remarks);
  check_logits (model);

  /* what is left out is not written, and all else is as it was */
  g_assert_true (derm_model_save (model, saved, &error));
  again = derm_model_new_from_file (saved, &error);
  g_assert_no_error (error);
  saved_labels = join_labels (again);
  g_assert_cmpstr (saved_labels, ==, labels);
  check_logits (again);
  g_remove (saved);
}

/* The second network in a file can be taken, and only one that there is. */
static void
test_weights_key (void)
{
  static const struct {
    const char *file, *key;
  } others[] = { { "ema-member.pth", "state_dict_ema" },
                 { "ema-nested.pth", "ema.module" },
                 { "ema-prefix.pth", "state_dict.ema_model" },
                 { "hub-ema.safetensors", "ema" } };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (DermModel) model = open_fixture (others[i].file, NULL);
      g_autoptr (DermModel) other = open_fixture (others[i].file, others[i].key);
      g_autofree char *path = fixture_path (others[i].file);
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (derm_model_get_weights_key (other), ==, others[i].key);
      /* all its values are twice as large */
      g_assert_cmpfloat (derm_model_get_net (other)->layers[0].weight[5], ==,
                         2 * derm_model_get_net (model)->layers[0].weight[5]);
      g_assert_null (derm_model_new_from_weights (path, NULL, NULL, "nothing", &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
      g_assert_nonnull (strstr (error->message, "“nothing”"));
      g_assert_nonnull (strstr (error->message, others[i].key));
    }
}

/* A list beside the file does not overrule the file, and that is said. */
static void
test_labels_beside (void)
{
  g_autofree char *from = fixture_path ("class-to-idx.pth"), *to = g_build_filename (folder, "model.pth", NULL);
  g_autofree char *beside = g_build_filename (folder, "labels.json", NULL), *content = NULL, *labels = NULL,
                  *given = NULL;
  g_autoptr (DermModel) model = NULL, with_labels = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (to, content, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (beside, "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]", -1, NULL));
  model = derm_model_new_from_file (to, NULL);
  labels = join_labels (model);
  g_assert_cmpstr (labels, ==, OWN);
  g_assert_null (derm_model_get_labels_path (model));
  check_remarks (model, (const char *const[]){ "labels.json beside the file is not used", NULL });
  with_labels = derm_model_new_from_files (to, NULL, beside, NULL); /* named, it does */
  given = join_labels (with_labels);
  g_assert_cmpstr (given, ==, "a,b,c,d,e,f,g");
  check_remarks (with_labels, (const char *const[]){ NULL });
  g_remove (to);
  g_remove (beside);
}

/* ---- names ---- */

static char *
read_names (const char *text, int n_outputs)
{
  g_autoptr (JsonNode) node = derm_notes_parse (text);
  g_auto (DermNotes) notes = { 0 };

  g_assert_nonnull (node);
  derm_notes_read (&notes, json_node_get_object (node), n_outputs);
  return notes.codes != NULL ? g_strjoinv (",", notes.codes) : NULL;
}

static void
test_forms (void)
{
  static const struct {
    const char *text;
    int n_outputs;
    const char *names;
  } forms[] = {
    { "{\"class_to_idx\": {\"b\": 1, \"a\": 0}}", 2, "a,b" },
    { "{\"label2id\": {\"b\": \"1\", \"a\": \"0\"}}", 2, "a,b" },
    { "{\"config\": {\"id2label\": {\"1\": \"b\", \"0\": \"a\"}}}", 2, "a,b" },
    { "{\"categories\": [{\"id\": 1, \"name\": \"b\"}, {\"id\": 0, \"name\": \"a\"}]}", 2, "a,b" },
    { "{\"hyper_parameters\": {\"dm\": {\"target_names\": [\"a\", \"b\"]}}}", 2, "a,b" },
    { "{'classes': ('a', 'b'), 'x': None, 'y': [True, 1.5,],}", 2, "a,b" },
    { "{'names': {0: 'a\\'s', 1: 'b \"c\"'}}", 2, "a's,b \"c\"" },
    { "{\"classes\": \"['a', 'b']\"}", 2, "a,b" },
    { "{\"labels\": \"a\\nb\\n\"}", 2, "a,b" },
    { "{\"classes\": [\"benign\", \"malignant\"]}", 1, "benign,malignant" },
    { "{\"classes\": [\"melanoma\"]}", 1, "melanoma" },
    { "{\"table\": {\"a\": 0, \"b\": 1, \"c\": 2, \"d\": 3}}", 4, "a,b,c,d" },
    /* none of these */
    { "{\"table\": {\"a\": 0, \"b\": 1}}", 2, NULL },
    { "{\"steps\": [\"flip\", \"turn\"]}", 2, NULL },
    { "{\"classes\": [\"a\", \"a\"]}", 2, NULL },
    { "{\"classes\": [\"a\", \"\"]}", 2, NULL },
    { "{\"classes\": [\"a\", \"\\u001b[31m\"]}", 2, NULL },
    { "{\"class_to_idx\": {\"a\": 1, \"b\": 2}}", 2, NULL },
    { "{\"class_to_idx\": {\"a\": 0, \"b\": 0}}", 2, NULL },
    { "{\"class_weights\": [0.5, 0.5]}", 2, NULL },
    { "{\"classifier\": [\"relu\", \"linear\"]}", 2, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *names = read_names (forms[i].text, forms[i].n_outputs);

      g_test_message ("%s", forms[i].text);
      g_assert_cmpstr (names, ==, forms[i].names);
    }
}

static void
test_mean (void)
{
  static const char *const texts[] = { "{\"a\": {\"mean\": [0.5, 0.25, 0.125], \"std\": [0.5, 0.5, 1]}}",
                                       "{'pixel_mean': (127.5, 63.75, 31.875), 'pixel_std': (127.5, 127.5, 255)}",
                                       "{\"image_mean\": [0.5, 0.25], \"image_std\": [1, 1]}",
                                       "{\"mean\": [0.5, 0.25, 0.125], \"std\": [0.5, 0, 1]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = derm_notes_parse (texts[i]);
      g_auto (DermNotes) notes = { 0 };

      derm_notes_read (&notes, json_node_get_object (node), 2);
      g_assert_cmpint (notes.mean_key != NULL, ==, i < 2);
      if (i < 2)
        g_assert_cmpfloat (notes.mean[1], ==, 0.25);
      if (i < 2)
        g_assert_cmpfloat (notes.std[2], ==, 1);
    }
}

/* The recipes to compare: what is in the file first. */
static void
test_recipes (void)
{
  g_autoptr (DermModel) model = open_fixture ("normalised.pth", NULL), bundled = derm_model_new_bundled (NULL);
  g_autoptr (DermRecipe) as_in_file = derm_model_find_recipe (model, "normalised-as-in-file", NULL);
  g_autoptr (DermRecipe) imagenet = derm_model_find_recipe (model, "normalised-imagenet", NULL);
  g_autoptr (DermRecipe) ham10000 = derm_model_find_recipe (model, "normalised-ham10000", NULL);
  g_autofree char *assumption = derm_model_get_assumption (model);

  g_assert_cmpfloat (derm_recipe_get_mean (as_in_file)[1], ==, 0.55);
  g_assert_cmpfloat (derm_recipe_get_std (imagenet)[0], ==, 0.229);
  g_assert_cmpstr (derm_recipe_get_normalisation_id (ham10000), ==, "ham10000");
  g_assert_null (derm_recipe_get_mean (derm_model_get_recipe (model)));
  g_assert_nonnull (strstr (assumption, "No normalisation is assumed"));
  g_assert_nonnull (strstr (assumption, "normalised-imagenet"));
  g_assert_null (derm_model_find_recipe (bundled, "normalised-imagenet", NULL));
}

/* What a file is is known by its bytes. */
static void
test_is_model (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    const char *reason; /* why it cannot be opened */
  } files[] = {
    { "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", 56, "Git LFS pointer" },
    { "\x89HDF\r\n\x1a\n....", 12, "HDF5" },
    { "....TFL3....", 12, "TensorFlow Lite" },
    { "GGUF....", 8, "GGUF" },
    { "\x80\x02}q\1.", 6, "" },
    { "\2\0\0\0\0\0\0\0{}", 10, "" },
  };
  static const char *const others[]
      = { "image_id,dx\n", "\xff\xd8\xff\xe0", "PK\3\4 no archive of PyTorch's is this one", "" };
  g_autofree char *path = g_build_filename (folder, "some.bin", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, files[i].bytes, (gssize) files[i].size, NULL));
      g_assert_true (derm_file_is_model (file, NULL));
      g_assert_null (derm_model_new_from_file (path, &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
      g_assert_nonnull (strstr (error->message, files[i].reason));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_true (g_file_set_contents (path, others[i], -1, NULL));
      g_assert_false (derm_file_is_model (file, NULL));
    }
  g_remove (path);
  g_assert_false (derm_file_is_model (file, NULL));
}

static void
test_are_models (void)
{
  static const char *const names[] = { "lightning.ckpt", "case-19.pth.tar", "hub.safetensors", "class-to-idx.pth" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_path (names[i]);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_assert_true (derm_file_is_model (file, NULL));
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("dermlens-test-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (checkpoints); i++)
    {
      g_autofree char *path = g_strconcat ("/checkpoints/", checkpoints[i].file, NULL);

      g_test_add_data_func (path, &checkpoints[i], test_checkpoint);
    }
  g_test_add_func ("/checkpoints/weights-key", test_weights_key);
  g_test_add_func ("/checkpoints/labels-beside", test_labels_beside);
  g_test_add_func ("/checkpoints/forms", test_forms);
  g_test_add_func ("/checkpoints/mean", test_mean);
  g_test_add_func ("/checkpoints/recipes", test_recipes);
  g_test_add_func ("/checkpoints/is-model", test_is_model);
  g_test_add_func ("/checkpoints/are-models", test_are_models);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
