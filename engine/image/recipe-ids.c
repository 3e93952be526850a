/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-recipe.h"
#include "engine/nn/nn.h"

/* The words for a recipe's steps in files and options; those for filters are nn's. */

static const char *const layout_ids[] = { "planes", "rows", NULL };
static const char *const orientation_ids[] = { "apply", "ignore", NULL };

/* The place of the word in the list, or -1. */
static int
find_id (const char *id, const char *const *ids)
{
  for (int i = 0; ids[i] != NULL; i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      return i;
  return -1;
}

const char *
derm_filter_get_id (DermFilter filter)
{
  g_return_val_if_fail ((guint) filter < DERM_N_FILTERS, NULL);
  return nn_filter_name ((NnFilter) filter);
}

gboolean
derm_filter_from_id (const char *id, DermFilter *filter)
{
  NnFilter found;

  g_return_val_if_fail (filter != NULL, FALSE);

  if (id == NULL || !nn_filter_parse (id, &found))
    return FALSE;
  *filter = (DermFilter) found;
  return TRUE;
}

const char *
derm_layout_get_id (DermLayout layout)
{
  g_return_val_if_fail ((guint) layout < G_N_ELEMENTS (layout_ids) - 1, NULL);
  return layout_ids[layout];
}

gboolean
derm_layout_from_id (const char *id, DermLayout *layout)
{
  int found = find_id (id, layout_ids);

  g_return_val_if_fail (layout != NULL, FALSE);

  if (found >= 0)
    *layout = (DermLayout) found;
  return found >= 0;
}

const char *
derm_orientation_get_id (DermOrientation orientation)
{
  g_return_val_if_fail ((guint) orientation < G_N_ELEMENTS (orientation_ids) - 1, NULL);
  return orientation_ids[orientation];
}

gboolean
derm_orientation_from_id (const char *id, DermOrientation *orientation)
{
  int found = find_id (id, orientation_ids);

  g_return_val_if_fail (orientation != NULL, FALSE);

  if (found >= 0)
    *orientation = (DermOrientation) found;
  return found >= 0;
}
