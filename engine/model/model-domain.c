/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "model-domain.h"
#include "weights-json.h"
#include "model-metadata.h"

#define MAX_THRESHOLD 1e9 /* far beyond what a fit gives */

enum { MAX_WORDS = 500 };

void
derm_domain_free (DermDomain *self)
{
  if (self == NULL)
    return;
  g_free (self->fitted_on);
  g_free (self);
}

static gboolean
read_words (JsonObject *object, DermDomain *self, GError **error)
{
  const char *what = _ ("the training domain");
  const char *words = derm_json_get_string (object, "fitted_on", what, error);

  if (words == NULL || !derm_json_get_double (object, "threshold", what, &self->threshold, error))
    return FALSE;
  if (*words == '\0' || g_utf8_strlen (words, -1) > MAX_WORDS
      || !(self->threshold > 0 && self->threshold < MAX_THRESHOLD))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL,
                           _ ("the training domain does not say in a few words what it was fitted on, or its threshold "
                              "is no distance"));
      return FALSE;
    }
  self->fitted_on = g_strdup (words);
  return TRUE;
}

static gboolean
read_layer (DermSafetensors *file, DermDomain *self, GError **error)
{
  DermTensor *weight = derm_safetensors_find (file, "domain.weight"),
             *bias = derm_safetensors_find (file, "domain.bias");
  char why[200] = "";

  if (weight == NULL || bias == NULL || weight->n_dims != 2 || bias->n_dims != 1 || weight->shape[0] != bias->shape[0]
      || weight->shape[0] > NN_MAX_CHANNELS || weight->shape[1] > NN_MAX_CHANNELS)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL,
                           _ ("the training domain has no tensors domain.weight and domain.bias that fit together"));
      return FALSE;
    }
  self->layer = (NnLayer){ .op = NN_LINEAR, .out = (int) weight->shape[0] };
  if ((self->layer.weight = derm_safetensors_get_floats (file, weight, error)) == NULL
      || (self->layer.bias = derm_safetensors_get_floats (file, bias, error)) == NULL)
    return FALSE;
  weight->is_used = bias->is_used = TRUE;
  self->net = (NnNet){ .input = { (int) weight->shape[1], 1, 1 }, .n_layers = 1, .layers = &self->layer };
  self->net.is_checked = nn_net_check (&self->net, NULL, why, sizeof why);
  if (!self->net.is_checked)
    g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the training domain is wrong: %s"), why);
  return self->net.is_checked;
}

gboolean
derm_domain_read (DermSafetensors *file, DermDomain **domain, GError **error)
{
  static const char *const members[] = { "fitted_on", "threshold", NULL };
  g_autoptr (DermDomain) self = NULL;
  g_autoptr (JsonNode) root = NULL;

  *domain = NULL;
  if (derm_safetensors_get_metadata (file, "domain") == NULL)
    return TRUE;
  root = derm_metadata_read_object (file, "domain", _ ("the training domain"), error);
  if (root == NULL
      || !derm_metadata_check_members (json_node_get_object (root), members, _ ("the training domain"), error))
    return FALSE;
  self = g_new0 (DermDomain, 1);
  if (!read_words (json_node_get_object (root), self, error) || !read_layer (file, self, error))
    return FALSE;
  *domain = g_steal_pointer (&self);
  return TRUE;
}

/* What nn_plan_n_features() says of a plan. */
static int
count_features (const NnNet *net, const NnShape *shapes)
{
  for (int i = 0; i < net->n_layers; i++)
    if (net->layers[i].op == NN_LINEAR)
      return shapes[i].c;
  return 0;
}

gboolean
derm_domain_check (const DermDomain *self, const NnNet *net, const NnShape *shapes, GError **error)
{
  int n = count_features (net, shapes);

  if (self == NULL || self->net.input.c == n)
    return TRUE;
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
               _ ("the training domain has %d features, but the network has %d before its first linear layer"),
               self->net.input.c, n);
  return FALSE;
}

double
derm_domain_measure (const DermDomain *self, int n_views, const float *whitened)
{
  gsize n = (gsize) n_views * (gsize) self->layer.out;
  double sum = 0;

  /* the square of a float is exact in double: whether it is fused with the sum changes no bit */
  for (gsize i = 0; i < n; i++)
    sum += (double) whitened[i] * (double) whitened[i];
  sum = sqrt (sum / n_views);
  return isnan (sum) ? HUGE_VAL : sum;
}
