/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "engine/nn/nn.h"
#include "torch-layers.h"

#define BATCH_NORM_EPS 1e-5 /* PyTorch's default; no state_dict says it */

typedef enum { CONV, LINEAR, NORM } Kind;

/* A layer that has tensors. */
typedef struct {
  int place; /* its number in features or classifier */
  Kind kind;
  int in, out; /* channels or values; those of a norm are the same */
} Module;

typedef struct {
  DermSafetensors *file;
  GArray *features, *classifier; /* owned, of Module, by place */
  JsonBuilder *builder;          /* owned */
  int n_pools;                   /* in features */
  gboolean
      is_open; /* nothing tells what follows the last layer of features: ReLU and, as in SkinCNN, a pool, or none */
} Inference;

static void
inference_clear (Inference *self)
{
  g_clear_pointer (&self->features, g_array_unref);
  g_clear_pointer (&self->classifier, g_array_unref);
  g_clear_object (&self->builder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inference, inference_clear)

static gboolean
ask (GError **error, const char *what)
{
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
               _ ("the tensors do not tell the whole network: %s Say it in a card file (derm convert --card)"), what);
  return FALSE;
}

/* ---- which layers have tensors ---- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return ((const Module *) a)->place - ((const Module *) b)->place;
}

/* "features.12.weight" -> 12; -1 for any other name. */
static int
read_place (const char *name, const char *group)
{
  gsize length = strlen (group);
  char *end = NULL;
  guint64 place;

  if (strncmp (name, group, length) != 0 || !g_ascii_isdigit (name[length]))
    return -1;
  place = g_ascii_strtoull (name + length, &end, 10);
  return place < NN_MAX_LAYERS && g_str_equal (end, ".weight") ? (int) place : -1;
}

static gboolean
read_module (Inference *self, const DermTensor *weight, Module *module)
{
  g_autofree char *mean = g_strndup (weight->name, strlen (weight->name) - strlen ("weight"));
  g_autofree char *mean_name = g_strconcat (mean, "running_mean", NULL);

  for (int i = 0; i < weight->n_dims; i++)
    {
      if (weight->shape[i] < 1 || weight->shape[i] > (gint64) NN_MAX_VALUES)
        return FALSE;
    }
  module->out = weight->n_dims > 0 ? (int) weight->shape[0] : 0;
  module->in = weight->n_dims > 1 ? (int) weight->shape[1] : module->out;
  module->kind = weight->n_dims == 4 ? CONV : weight->n_dims == 2 ? LINEAR : NORM;
  if (module->kind == CONV)
    return weight->shape[2] == 3 && weight->shape[3] == 3;
  return module->kind == LINEAR || (weight->n_dims == 1 && derm_safetensors_find (self->file, mean_name) != NULL);
}

static gboolean
read_modules (Inference *self, GError **error)
{
  guint n_tensors;
  const DermTensor *tensors = derm_safetensors_get_tensors (self->file, &n_tensors);

  self->features = g_array_new (FALSE, FALSE, sizeof (Module));
  self->classifier = g_array_new (FALSE, FALSE, sizeof (Module));
  for (guint i = 0; i < n_tensors; i++)
    {
      int features = read_place (tensors[i].name, "features."),
          place = MAX (features, read_place (tensors[i].name, "classifier."));
      Module module = { .place = place };
      gboolean is_known = place < 0 || read_module (self, &tensors[i], &module);

      if (tensors[i].is_outside)
        continue;
      if (!is_known || (place >= 0 && module.kind == (features >= 0 ? LINEAR : CONV)))
        {
          g_autofree char *what = g_strdup_printf (_ ("no known layer has a tensor like %s."), tensors[i].name);

          return ask (error, what);
        }
      if (place >= 0)
        g_array_append_val (features >= 0 ? self->features : self->classifier, module);
    }
  g_array_sort (self->features, compare_places);
  g_array_sort (self->classifier, compare_places);
  if (self->features->len == 0 || self->classifier->len == 0)
    return ask (error, _ ("their names are not SkinCNN's (features.0.weight … classifier.14.bias), so their layers and "
                          "the order of these are not known."));
  return TRUE;
}

/* ---- what lies between ---- */

static void
add_op (Inference *self, NnOp op)
{
  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, "op");
  json_builder_add_string_value (self->builder, nn_op_name (op));
  json_builder_end_object (self->builder);
  self->n_pools += op == NN_MAXPOOL;
}

static void
add_module (Inference *self, const char *group, const Module *module)
{
  NnOp op = module->kind == CONV ? NN_CONV : module->kind == LINEAR ? NN_LINEAR : NN_BATCHNORM;
  g_autofree char *name = g_strdup_printf ("%s%d", group, module->place);

  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, "op");
  json_builder_add_string_value (self->builder, nn_op_name (op));
  json_builder_set_member_name (self->builder, "name");
  json_builder_add_string_value (self->builder, name);
  json_builder_set_member_name (self->builder, module->kind == NORM ? "eps" : "out");
  if (module->kind == NORM)
    json_builder_add_double_value (self->builder, BATCH_NORM_EPS);
  else
    json_builder_add_int_value (self->builder, module->out);
  json_builder_end_object (self->builder);
}

static gboolean
ask_between (const char *group, const Module *module, int n_free, GError **error)
{
  g_autofree char *what = n_free == 1 ? g_strdup_printf (_ ("the layer %s%d is not known."), group, module->place + 1)
                                      : g_strdup_printf (_ ("the layers %s%d to %s%d are not known."), group,
                                                         module->place + 1, group, module->place + n_free);

  return ask (error, what);
}

/* The places between a layer and the next one with tensors. After a convolution or linear layer, or the batch norm
 * right behind it: ReLU, then in features a pool, in the classifier a dropout, which does nothing here. A batch norm
 * after the ReLU is followed by at most a dropout. */
static gboolean
fill_gap (Inference *self, const char *group, const Module *module, gboolean is_activated, int n_free, GError **error)
{
  gboolean is_features = *group == 'f';

  if (n_free == 0)
    return TRUE;
  if (n_free > (is_activated ? 1 : 2) || (is_activated && is_features))
    return ask_between (group, module, n_free, error);
  if (is_activated)
    return TRUE;
  add_op (self, NN_RELU);
  if (n_free == 2 && is_features)
    add_op (self, NN_MAXPOOL);
  return TRUE;
}

/* Layers of one group; *is_activated: whether a ReLU is known to stand behind the last convolution or linear layer. */
static gboolean
add_group (Inference *self, const char *group, GArray *modules, gboolean *is_activated, GError **error)
{
  *is_activated = FALSE;
  for (guint i = 0; i < modules->len; i++)
    {
      const Module *module = &g_array_index (modules, Module, i);
      int n_free = i + 1 < modules->len ? g_array_index (modules, Module, i + 1).place - module->place - 1 : 0;

      if (n_free < 0)
        return ask_between (group, module, 1, error);
      add_module (self, group, module);
      if (module->kind != NORM)
        *is_activated = FALSE;
      if (!fill_gap (self, group, module, *is_activated, n_free, error))
        return FALSE;
      *is_activated |= n_free > 0;
    }
  return TRUE;
}

/* ---- the size of the input ---- */

static gboolean
fits (int width, int height, int n_pools, gint64 area)
{
  return n_pools < 31 && (gint64) (width >> n_pools) * (height >> n_pools) == area;
}

/* The usual sizes that end in so many values per channel; SkinCNN's own comes first. 0 with the error set if there is
 * none, or more than one: a wrong size would be wrong without anybody noticing. */
static int
choose_side (const Inference *self, gint64 area, GError **error)
{
  static const int usual[] = { 28, 32, 48, 56, 64, 96, 112, 128, 160, 192, 224, 256 };
  g_autoptr (GString) candidates = g_string_new (NULL);
  g_autofree char *what = NULL;
  int n_pools = self->n_pools + self->is_open, side = 0, n = 0;

  if (fits (usual[0], usual[0], n_pools, area))
    return usual[0];
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (!fits (usual[i], usual[i], n_pools, area))
        continue;
      side = usual[i];
      g_string_append_printf (candidates, "%s%d × %d", n++ > 0 ? ", " : "", side, side);
    }
  if (self->is_open && fits (usual[0], usual[0], self->n_pools, area))
    {
      g_string_append (candidates, n++ > 0 ? ", " : "");
      g_string_append_printf (candidates, _ ("%d × %d without a pool at the end"), usual[0], usual[0]);
    }
  if (n == 1)
    return side;
  what = n > 1 ? g_strdup_printf (_ ("several input sizes are possible (%s)."), candidates->str)
               : g_strdup (_ ("neither the input size nor the pooling can be told."));
  ask (error, what);
  return 0;
}

/* Values per channel that the first linear layer takes of the last convolution. */
static gint64
find_area (Inference *self, GError **error)
{
  const Module *last = &g_array_index (self->features, Module, self->features->len - 1);
  const Module *first = &g_array_index (self->classifier, Module, 0);

  if (first->kind == LINEAR && first->in % last->out == 0)
    return first->in / last->out;
  ask (error, _ ("the first linear layer does not fit the output of the last convolution."));
  return 0;
}

static gboolean
find_size (Inference *self, TorchLayers *layers, gboolean *has_last_pool, GError **error)
{
  gint64 area = find_area (self, error);

  if (area == 0)
    return FALSE;
  *has_last_pool = self->is_open;
  if (layers->width == 0 || layers->height == 0)
    return (layers->width = layers->height = choose_side (self, area, error)) != 0;
  for (int more = self->is_open; more >= 0; more--)
    {
      *has_last_pool = more != 0;
      if (fits (layers->width, layers->height, self->n_pools + more, area))
        return TRUE;
    }
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
               _ ("images of %d × %d pixels do not give the number of inputs of the first linear layer."),
               layers->width, layers->height);
  return FALSE;
}

/* ---- all together ---- */

static char *
describe (const Inference *self, const TorchLayers *layers, gboolean is_size_given)
{
  g_autofree char *size = g_strdup_printf ("%d × %d", layers->width, layers->height);

  /* Translators: what was assumed of a network of which only the weights are known */
  return g_strdup_printf (
      is_size_given ? _ ("ReLU and %d max pools where no weights are stored, batch norm with ε = 10⁻⁵; images of %s")
                    : _ ("ReLU and %d max pools where no weights are stored, batch norm with ε = 10⁻⁵; images of %s, "
                         "which fits the shapes"),
      self->n_pools, size);
}

static gboolean
infer (Inference *self, TorchLayers *layers, GError **error)
{
  gboolean is_size_given = layers->width != 0 && layers->height != 0, is_activated, has_last_pool;

  if (!read_modules (self, error))
    return FALSE;
  self->builder = json_builder_new ();
  json_builder_begin_array (self->builder);
  if (!add_group (self, "features.", self->features, &is_activated, error))
    return FALSE;
  self->is_open = !is_activated;
  if (!find_size (self, layers, &has_last_pool, error))
    return FALSE;
  if (self->is_open)
    add_op (self, NN_RELU);
  if (has_last_pool)
    add_op (self, NN_MAXPOOL);
  add_op (self, NN_FLATTEN);
  if (g_array_index (self->classifier, Module, 0).place > 2)
    {
      const Module before = { .place = -1 };

      return ask_between ("classifier.", &before, g_array_index (self->classifier, Module, 0).place, error);
    }
  if (!add_group (self, "classifier.", self->classifier, &is_activated, error))
    return FALSE;
  json_builder_end_array (self->builder);
  layers->layers = json_builder_get_root (self->builder);
  layers->n_outputs = g_array_index (self->classifier, Module, self->classifier->len - 1).out;
  layers->assumed = describe (self, layers, is_size_given);
  return TRUE;
}

gboolean
derm_torch_layers_infer (DermSafetensors *file, int width, int height, TorchLayers *layers, GError **error)
{
  g_auto (Inference) self = { .file = file };

  layers->width = width;
  layers->height = height;
  return infer (&self, layers, error);
}

void
derm_torch_layers_clear (TorchLayers *layers)
{
  g_clear_pointer (&layers->layers, json_node_unref);
  g_clear_pointer (&layers->assumed, g_free);
}
