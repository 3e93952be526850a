/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-explanation.h"

/* Methods and their options, by their names in files and on the command line. */

static const char *const method_ids[] = { "occlusion", "gradient", "integrated", "smoothgrad", "gradcam" };
static const char *const target_ids[] = { "score", "raw", "logit" };
static const char *const baseline_ids[] = { "mean", "blur", "black", "white" };

G_DEFINE_BOXED_TYPE (DermExplainOptions, derm_explain_options, derm_explain_options_copy, derm_explain_options_free)

/* -1 if it is not there. */
static int
find_id (const char *const *ids, gsize n, const char *id)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (ids[i], id) == 0)
      return (int) i;
  return -1;
}

const char *
derm_method_get_id (DermMethod method)
{
  g_return_val_if_fail ((guint) method < G_N_ELEMENTS (method_ids), NULL);
  return method_ids[method];
}

const char *
derm_target_get_id (DermTarget target)
{
  g_return_val_if_fail ((guint) target < G_N_ELEMENTS (target_ids), NULL);
  return target_ids[target];
}

const char *
derm_baseline_get_id (DermBaseline baseline)
{
  g_return_val_if_fail ((guint) baseline < G_N_ELEMENTS (baseline_ids), NULL);
  return baseline_ids[baseline];
}

gboolean
derm_method_from_id (const char *id, DermMethod *method)
{
  int found = find_id (method_ids, G_N_ELEMENTS (method_ids), id);

  g_return_val_if_fail (method != NULL, FALSE);
  *method = (DermMethod) MAX (found, 0);
  return found >= 0;
}

gboolean
derm_target_from_id (const char *id, DermTarget *target)
{
  int found = find_id (target_ids, G_N_ELEMENTS (target_ids), id);

  g_return_val_if_fail (target != NULL, FALSE);
  *target = (DermTarget) MAX (found, 0);
  return found >= 0;
}

gboolean
derm_baseline_from_id (const char *id, DermBaseline *baseline)
{
  int found = find_id (baseline_ids, G_N_ELEMENTS (baseline_ids), id);

  g_return_val_if_fail (baseline != NULL, FALSE);
  *baseline = (DermBaseline) MAX (found, 0);
  return found >= 0;
}

DermExplainOptions *
derm_explain_options_new (DermMethod method)
{
  const DermExplainOptions usual = {
    .method = method,
    .target = DERM_TARGET_SCORE,
    .class_index = -1,
    .patch = 4,
    .baseline = method == DERM_METHOD_INTEGRATED ? DERM_BASELINE_BLACK : DERM_BASELINE_MEAN,
    .steps = 32,
    .copies = 32,
    .noise = 0.1,
    .layer = -1,
  };

  return derm_explain_options_copy (&usual);
}

DermExplainOptions *
derm_explain_options_copy (const DermExplainOptions *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_memdup2 (self, sizeof *self);
}

void
derm_explain_options_free (DermExplainOptions *self)
{
  g_free (self);
}
