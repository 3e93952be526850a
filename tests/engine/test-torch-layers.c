/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What is told by the names and shapes of tensors alone, and which question is asked where they do not tell. */

#include "config.h"

#include <derm.h>
#include <string.h>

#include "torch-layers.h"

typedef struct {
  const char *path;    /* of the test */
  const char *tensors; /* "name:4,3,3,3 ..." of weights; "name:4" is a batch norm's */
  int side;            /* that a card says, or 0 */
  const char *layers;  /* in short; NULL: it is asked */
  int size;            /* of the input; or NULL: */
  const char *question;
} Inferred;

/* c convolution, l linear, n batch norm, r ReLU, p pool, f flatten */
static const Inferred cases[] = {
  { "skincnn",
    "features.0:32,3,3,3 features.3:32 features.4:64,32,3,3 features.6:64,64,3,3 features.9:64 features.10:128,64,3,3 "
    "features.12:128,128,3,3 features.15:128 features.16:256,128,3,3 features.18:256,256,3,3 classifier.2:256,256 "
    "classifier.4:256 classifier.5:128,256 classifier.7:128 classifier.8:64,128 classifier.10:64 classifier.11:32,64 "
    "classifier.13:32 classifier.14:7,32",
    0, "crpncrcrpncrcrpncrcrpflrnlrnlrnlrnl", 28, NULL },
  { "no-norms", "features.0:4,3,3,3 features.3:5,4,3,3 features.5:6,5,3,3 classifier.1:7,294", 0, "crpcrcrpfl", 28,
    NULL },
  { "norm-first", "features.0:4,3,3,3 features.1:4 features.4:5,4,3,3 features.5:5 classifier.0:7,245", 0, "cnrpcnrpfl",
    28, NULL },
  { "no-classifier-relu", "features.0:2,3,3,3 classifier.1:5,392 classifier.2:3,5", 0, "crpfll", 28, NULL },
  { "norm-last", "features.0:2,3,3,3 features.3:2 classifier.1:5,392", 0, "crpnfl", 28, NULL },
  { "dropout-between", "features.0:2,3,3,3 classifier.2:5,392 classifier.5:3,5", 0, "crpflrl", 28, NULL },
  { "dropout-after-norm", "features.0:2,3,3,3 classifier.2:5,392 classifier.4:5 classifier.6:3,5", 0, "crpflrnl", 28,
    NULL },
  { "side-32", "features.0:2,3,3,3 features.3:2,2,3,3 classifier.1:7,128", 0, "crpcrpfl", 32, NULL },
  { "side-asked", "features.0:2,3,3,3 features.3:2,2,3,3 features.6:2,2,3,3 features.9:2,2,3,3 classifier.1:7,18", 0,
    NULL, 0, "48 × 48, 56 × 56, 28 × 28 without a pool at the end" },
  { "side-said", "features.0:2,3,3,3 features.3:2,2,3,3 features.6:2,2,3,3 features.9:2,2,3,3 classifier.1:7,18", 56,
    "crpcrpcrpcrpfl", 56, NULL },
  { "no-last-pool-said",
    "features.0:2,3,3,3 features.3:2,2,3,3 features.6:2,2,3,3 features.9:2,2,3,3 classifier.1:7,18", 28,
    "crpcrpcrpcrfl", 28, NULL },
  { "side-wrong", "features.0:2,3,3,3 classifier.1:7,392", 40, NULL, 0, "images of 40 × 40 pixels do not give" },
  { "side-unusual", "features.0:2,3,3,3 classifier.1:7,1458", 0, NULL, 0, "neither the input size nor the pooling" },
  { "not-square", "features.0:2,3,3,3 classifier.1:7,10", 0, NULL, 0, "neither the input size nor the pooling" },
  { "not-a-multiple", "features.0:2,3,3,3 classifier.1:7,393", 0, NULL, 0,
    "does not fit the output of the last convolution." },
  { "gap", "features.0:2,3,3,3 features.4:2,2,3,3 classifier.1:7,98", 0, NULL, 0,
    "the layers features.1 to features.3 are not known." },
  { "gap-after-norm", "features.0:2,3,3,3 features.2:2 features.4:2,2,3,3 classifier.1:7,98", 0, NULL, 0,
    "the layer features.3 is not known." },
  { "gap-before-linear", "features.0:2,3,3,3 classifier.4:7,392", 0, NULL, 0,
    "the layers classifier.0 to classifier.3 are not known." },
  { "kernel", "features.0:2,3,5,5 classifier.1:7,392", 0, NULL, 0, "no known layer has a tensor like features.0.weight." },
  { "linear-in-features", "features.0:2,3 classifier.1:7,392", 0, NULL, 0,
    "no known layer has a tensor like features.0.weight." },
  { "other-names", "conv1:2,3,3,3 fc:7,392", 0, NULL, 0, "their names are not SkinCNN's" },
  { "no-classifier", "features.0:2,3,3,3", 0, NULL, 0, "their names are not SkinCNN's" },
};

static void
append_tensor (GString *header, const char *name, const char *leaf, const char *shape, gsize *end)
{
  g_auto (GStrv) sides = g_strsplit (shape, ",", -1);
  gsize begin = *end, size = 4;

  for (char **side = sides; *side != NULL; side++)
    size *= (gsize) g_ascii_strtoull (*side, NULL, 10);
  *end += size;
  g_string_append_printf (header, "%s\"%s.%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%zu,%zu]}",
                          header->len > 8 + 1 ? "," : "", name, leaf, shape, (size_t) begin, (size_t) *end);
}

/* A file with those tensors, all zero. */
static DermSafetensors *
make_file (const char *tensors)
{
  g_auto (GStrv) entries = g_strsplit (tensors, " ", -1);
  GString *file = g_string_new_len ("\0\0\0\0\0\0\0\0{", 9);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  DermSafetensors *read;
  guint64 length;
  gsize size = 0;

  for (char **entry = entries; *entry != NULL; entry++)
    {
      g_auto (GStrv) parts = g_strsplit (*entry, ":", 2);

      append_tensor (file, parts[0], "weight", parts[1], &size);
      if (strchr (parts[1], ',') == NULL)
        append_tensor (file, parts[0], "running_mean", parts[1], &size);
    }
  g_string_append_c (file, '}');
  length = GUINT64_TO_LE (file->len - 8);
  memcpy (file->str, &length, 8);
  length = file->len;
  g_string_set_size (file, length + size);
  memset (file->str + length, 0, size);
  bytes = g_string_free_to_bytes (file);
  read = derm_safetensors_new (bytes, &error);
  g_assert_no_error (error);
  return read;
}

static char *
in_short (JsonNode *layers)
{
  JsonArray *array = json_node_get_array (layers);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *op = json_object_get_string_member (json_array_get_object_element (array, i), "op");

      g_string_append_c (text, g_str_equal (op, "batchnorm") ? 'n' : g_str_equal (op, "maxpool") ? 'p' : *op);
    }
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Inferred *c = data;
  g_autoptr (DermSafetensors) file = make_file (c->tensors);
  g_auto (TorchLayers) layers = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean is_told = derm_torch_layers_infer (file, c->side, c->side, &layers, &error);
  g_autofree char *text = is_told ? in_short (layers.layers) : NULL;

  if (error != NULL)
    g_test_message ("%s", error->message);
  g_assert_cmpint (is_told, ==, error == NULL);
  g_assert_cmpstr (text, ==, c->layers);
  if (is_told)
    {
      g_assert_cmpint (layers.width, ==, c->size);
      g_assert_cmpint (layers.height, ==, c->size);
      g_assert_nonnull (layers.assumed);
      return;
    }
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, c->question));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/torch-layers/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
