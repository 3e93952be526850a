/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What a pickle says of a tensor and its storage, taken apart: which sizes fit, and which are refused. */

#include "config.h"

#include <derm.h>
#include <string.h>

#include "torch-state.h"

enum { MAX_ITEMS = 12 };

/* One tensor: its place, shape and strides, and the storage that it lies in. */
typedef struct {
  const char *type;
  gint64 n_values, first, shape[MAX_ITEMS], stride[MAX_ITEMS];
  guint n_dims, n_strides;
  const char *reason; /* NULL: it is read */
  gsize n_read;
} Case;

static PickleValue
make_text (PickleKind kind, const char *text)
{
  return (PickleValue){ .kind = kind, .n = (guint) strlen (text), .text = text };
}

static PickleValue
make_tuple (PickleValue **items, guint n)
{
  return (PickleValue){ .kind = PICKLE_TUPLE, .n = n, .items = items };
}

static void
set_sizes (const gint64 *sizes, guint n, PickleValue *values, PickleValue **items)
{
  for (guint i = 0; i < n; i++)
    {
      values[i] = (PickleValue){ .kind = PICKLE_INT, .integer = sizes[i] };
      items[i] = &values[i];
    }
}

static TorchState *
read_state (const Case *tested, GError **error)
{
  PickleValue word = make_text (PICKLE_TEXT, "storage"), type = make_text (PICKLE_GLOBAL, tested->type);
  PickleValue key = make_text (PICKLE_TEXT, "0"), device = make_text (PICKLE_TEXT, "cpu");
  PickleValue n_values = { .kind = PICKLE_INT, .integer = tested->n_values };
  PickleValue storage
      = { .kind = PICKLE_STORAGE, .n = 5, .items = (PickleValue *[]){ &word, &type, &key, &device, &n_values } };
  PickleValue sizes[2 * MAX_ITEMS], *shape_items[MAX_ITEMS], *stride_items[MAX_ITEMS];
  PickleValue first = { .kind = PICKLE_INT, .integer = tested->first }, none = { .kind = PICKLE_NONE };
  PickleValue shape = make_tuple (shape_items, tested->n_dims), stride = make_tuple (stride_items, tested->n_strides);
  PickleValue tensor = { .kind = PICKLE_TENSOR,
                         .n = 6,
                         .items = (PickleValue *[]){ &storage, &first, &shape, &stride, &none, &none } };
  PickleValue name = make_text (PICKLE_TEXT, "f.weight");
  PickleValue root = { .kind = PICKLE_DICT, .n = 2, .items = (PickleValue *[]){ &name, &tensor } };
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  DermPickle pickle = { .root = &root, .values = values };

  set_sizes (tested->shape, tested->n_dims, sizes, shape_items);
  set_sizes (tested->stride, tested->n_strides, sizes + MAX_ITEMS, stride_items);
  g_ptr_array_add (values, &storage);
  return derm_torch_state_new (&pickle, &(TorchWish){ NULL, NULL }, error);
}

static void
test_sizes (void)
{
  static const char floats[] = "torch.FloatStorage";
  static const Case cases[] = {
    { floats, 6, 0, { 2, 3 }, { 3, 1 }, 2, 2, NULL, 6 },
    { floats, 6, 0, { 3, 2 }, { 1, 3 }, 2, 2, NULL, 6 }, /* transposed */
    { floats, 7, 1, { 2, 3 }, { 3, 1 }, 2, 2, NULL, 6 },
    { floats, 6, 1, { 2, 3 }, { 3, 1 }, 2, 2, "outside its storage", 0 },
    { floats, 5, 0, { 2, 3 }, { 3, 1 }, 2, 2, "outside its storage", 0 },
    { floats, 1, 0, { 9 }, { 0 }, 1, 1, NULL, 9 }, /* one value, many times */
    { floats, 1, 0, { 0 }, { 0 }, 0, 0, NULL, 1 }, /* a number */
    { floats, 0, 0, { 0, 5 }, { 5, 1 }, 2, 2, NULL, 0 },
    { floats, 0, 0, { 1 }, { 1 }, 1, 1, "outside its storage", 0 },
    { floats, 6, 0, { 2, 3 }, { 3 }, 2, 1, "no usable shape", 0 },
    { floats, 6, 0, { 2 }, { 3, 1 }, 1, 2, "no usable shape", 0 },
    { floats, 6, 0, { -2, 3 }, { 3, 1 }, 2, 2, "no usable shape", 0 },
    { floats, 6, 0, { 2, 3 }, { -3, 1 }, 2, 2, "no usable shape", 0 },
    { floats, 6, -1, { 2, 3 }, { 3, 1 }, 2, 2, "no usable shape", 0 },
    { floats, 1, 0, { 1, 1, 1, 1, 1, 1, 1, 1 }, { 1, 1, 1, 1, 1, 1, 1, 1 }, 8, 8, NULL, 1 },
    { floats, 1, 0, { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 9, 9, "no usable shape", 0 },
    { floats, 6, 0, { G_MAXINT64, G_MAXINT64 }, { 0, 0 }, 2, 2, "outside its storage", 0 },
    { floats, 6, 0, { 2, 3 }, { G_MAXINT64, 1 }, 2, 2, "outside its storage", 0 },
    { floats, 6, 0, { 3, 3 }, { G_MAXINT64, G_MAXINT64 }, 2, 2, "outside its storage", 0 },
    { floats, -1, 0, { 1 }, { 1 }, 1, 1, "in a way that PyTorch does not", 0 },
    { floats, G_MAXINT64, 0, { 1 }, { 1 }, 1, 1, "no memory can hold", 0 },
    { "torch.FancyStorage", 1, 0, { 1 }, { 1 }, 1, 1, "in a way that PyTorch does not", 0 },
    { "torch.LongStorage", 1, 0, { 1 }, { 1 }, 1, 1, NULL, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TorchState) state = read_state (&cases[i], &error);

      g_test_message ("case %zu: %s", i, error != NULL ? error->message : "read");
      if (cases[i].reason != NULL)
        {
          g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
          g_assert_nonnull (strstr (error->message, cases[i].reason));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (state->tensors->len, ==, 1);
      g_assert_cmpuint (((TorchTensor *) state->tensors->pdata[0])->n_values, ==, cases[i].n_read);
    }
}

/* The same storage under two tensors is one; it cannot be of two kinds. */
static void
test_storages (void)
{
  static const char *const types[]
      = { "torch.FloatStorage", "torch.FloatStorage", "torch.IntStorage", "torch.HalfStorage" };
  static const gint64 sizes[] = { 4, 5, 4, 4 };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      PickleValue word = make_text (PICKLE_TEXT, "storage"), key = make_text (PICKLE_TEXT, "0"),
                  none = { .kind = PICKLE_NONE };
      PickleValue type = make_text (PICKLE_GLOBAL, types[0]), other_type = make_text (PICKLE_GLOBAL, types[i]);
      PickleValue n = { .kind = PICKLE_INT, .integer = sizes[0] },
                  other_n = { .kind = PICKLE_INT, .integer = sizes[i] };
      PickleValue one = { .kind = PICKLE_STORAGE, .n = 5, .items = (PickleValue *[]){ &word, &type, &key, &none, &n } };
      PickleValue other
          = { .kind = PICKLE_STORAGE, .n = 5, .items = (PickleValue *[]){ &word, &other_type, &key, &none, &other_n } };
      PickleValue root = { .kind = PICKLE_DICT };
      g_autoptr (GPtrArray) values = g_ptr_array_new ();
      DermPickle pickle = { .root = &root, .values = values };
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (values, &one);
      g_ptr_array_add (values, &other);
      g_assert_null (derm_torch_state_new (&pickle, &(TorchWish){ NULL, NULL }, &error));
      g_assert_nonnull (strstr (error->message, i == 0 ? "no state_dict" : "one storage in two ways"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/torch-state/sizes", test_sizes);
  g_test_add_func ("/torch-state/storages", test_storages);
  return g_test_run ();
}
