/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Where networks are among names of tensors, and which of several answers. */

#include "config.h"

#include <derm.h>
#include <string.h>

#include "tensor-names.h"
#include "torch-networks.h"

static GPtrArray *
split (const char *words)
{
  g_auto (GStrv) names = g_strsplit (words, " ", -1);
  GPtrArray *array = g_ptr_array_new_with_free_func (g_free);

  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add (array, g_strdup (*name));
  return array;
}

static void
test_networks (void)
{
  static const struct {
    const char *names, *anchor, *prefixes;
  } cases[] = {
    { "features.0.weight features.0.bias classifier.1.weight", NULL, "" },
    { "model.features.0.weight model.classifier.12.weight", NULL, "model." },
    { "b.features.0.weight a.features.0.weight a.classifier.0.weight b.classifier.0.weight", NULL, "b. a." },
    { "b.features.0.weight a.features.0.weight a.classifier.0.weight", NULL, "a." },
    { "features.0.bias classifier.0.bias", NULL, NULL },
    { "features.x.weight classifier.0.weight", NULL, NULL },
    { "myfeatures.0.weight myclassifier.0.weight", NULL, NULL },
    { "conv1.weight fc.weight", "conv1", "" },
    { "ema.conv1.weight conv1.weight xconv1.weight", "conv1", "ema. " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) names = split (cases[i].names);
      g_auto (GStrv) found = derm_tensor_names_find_networks (names, cases[i].anchor);
      g_autofree char *joined = found[0] != NULL ? g_strjoinv (" ", found) : NULL;

      g_test_message ("case %zu", i);
      g_assert_cmpstr (joined, ==, cases[i].prefixes);
    }
}

static void
test_wrapper (void)
{
  static const char *const cases[][2] = {
    { "module.a module.b", "module." },
    { "module._orig_mod.a module._orig_mod.b", "module._orig_mod." },
    { "module.a b", "" },
    { "_orig_mod.module.model.a", "_orig_mod.module.model." },
    { "other.a other.b", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) names = split (cases[i][0]);
      g_autofree char *wrapper = derm_tensor_names_find_wrapper (names);

      g_assert_cmpstr (wrapper, ==, cases[i][1]);
    }
}

/* The first that is no running average answers, or simply the first. */
static void
test_choice (void)
{
  static const struct {
    const char *keys;
    int chosen;
  } cases[] = {
    { "root", 0 },          { "ema model", 1 },          { "model ema", 0 },         { "ema swa", 0 },
    { "model_ema net", 1 }, { "emanet net", 1 },         { "schema net", 0 },        { "cinema net", 1 },
    { "teacher.x net", 1 }, { "Model-EMA net", 1 },      { "shadow/a net", 1 },      { "averages net", 0 },
    { "semantic net", 0 },  { "averaged_model net", 1 }, { "avg:model student", 1 }, { "momentum encoder", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) keys = g_strsplit (cases[i].keys, " ", -1);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].keys);
      g_assert_cmpint (derm_tensor_names_find_key (keys, NULL, NULL), ==, cases[i].chosen);
      for (guint k = 0; keys[k] != NULL; k++)
        g_assert_cmpint (derm_tensor_names_find_key (keys, keys[k], NULL), ==, k);
      g_assert_cmpint (derm_tensor_names_find_key (keys, "none", &error), ==, -1);
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
      g_assert_nonnull (strstr (error->message, keys[0]));
    }
}

static void
test_keys (void)
{
  const char *const prefixes[] = { "a.b.", "", "c.", NULL };
  g_auto (GStrv) keys = derm_tensor_names_make_keys ((char *const *) prefixes);
  g_auto (GStrv) none = derm_tensor_names_make_keys ((char *const *) (prefixes + 3));

  g_assert_cmpstrv (keys, ((const char *const[]){ "a.b", "root", "c", NULL }));
  g_assert_cmpstrv (none, ((const char *const[]){ "root", NULL }));
}

/* ---- in a pickle ---- */

static PickleValue weight = { .kind = PICKLE_TENSOR };
static PickleValue weight_name = { .kind = PICKLE_TEXT, .n = 11, .text = "conv.weight" };

/* A dict of one network each under these keys. */
static void
check_order (const char *const *keys, const char *const *expected)
{
  PickleValue *net_items[] = { &weight_name, &weight }, *items[8];
  PickleValue texts[4], nets[4], root = { .kind = PICKLE_DICT, .items = items };
  g_autoptr (GPtrArray) networks = NULL;

  for (guint i = 0; keys[i] != NULL; i++, root.n += 2)
    {
      texts[i] = (PickleValue){ .kind = PICKLE_TEXT, .n = (guint) strlen (keys[i]), .text = keys[i] };
      nets[i] = (PickleValue){ .kind = PICKLE_DICT, .n = 2, .items = net_items };
      items[2 * i] = &texts[i];
      items[2 * i + 1] = &nets[i];
    }
  networks = derm_torch_networks_find (&root, "conv");
  g_assert_cmpuint (networks->len, ==, g_strv_length ((char **) expected));
  for (guint i = 0; i < networks->len; i++)
    {
      const TorchNetwork *network = networks->pdata[i];

      g_assert_cmpstr (network->key, ==, expected[i]);
      g_assert_cmpstr (network->prefix, ==, "");
    }
}

/* In the file's order, but the usual names in front. */
static void
test_order (void)
{
  check_order ((const char *const[]){ "z", "a", "m", NULL }, (const char *const[]){ "z", "a", "m", NULL });
  check_order ((const char *const[]){ "z", "net", "a", "state_dict", NULL },
               (const char *const[]){ "state_dict", "net", "z", "a", NULL });
  check_order ((const char *const[]){ "state_dict_ema", "model", NULL },
               (const char *const[]){ "model", "state_dict_ema", NULL });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tensor-names/networks", test_networks);
  g_test_add_func ("/tensor-names/wrapper", test_wrapper);
  g_test_add_func ("/tensor-names/choice", test_choice);
  g_test_add_func ("/tensor-names/keys", test_keys);
  g_test_add_func ("/tensor-names/order", test_order);
  return g_test_run ();
}
