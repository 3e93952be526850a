/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-aspect.h"

#include <glib/gi18n.h>

static const struct {
  const char *id, *name;
} aspects[LENS_N_ASPECTS] = {
  /* TRANSLATORS: these are buttons beside each other: what is shown of the image; the last two are of all images */
  [LENS_ASPECT_IMAGE] = { "image", NC_ ("view", "Image") },
  [LENS_ASPECT_EXPLAIN] = { "explain", NC_ ("view", "Explain") },
  [LENS_ASPECT_PIXELS] = { "pixels", NC_ ("view", "Pixels") },
  [LENS_ASPECT_NETWORK] = { "network", NC_ ("view", "Network") },
  /* TRANSLATORS: the images as points of a map: those that look alike to the network lie together */
  [LENS_ASPECT_ATLAS] = { "atlas", NC_ ("view", "Atlas") },
  /* TRANSLATORS: how good the answers are, compared with the truth */
  [LENS_ASPECT_EVALUATE] = { "evaluate", NC_ ("view", "Evaluate") },
};

const char *
lens_aspect_get_id (LensAspect aspect)
{
  g_return_val_if_fail ((guint) aspect < LENS_N_ASPECTS, NULL);

  return aspects[aspect].id;
}

gboolean
lens_aspect_from_id (const char *id, LensAspect *aspect)
{
  for (int i = 0; i < LENS_N_ASPECTS; i++)
    if (g_strcmp0 (id, aspects[i].id) == 0)
      {
        *aspect = (LensAspect) i;
        return TRUE;
      }

  return FALSE;
}

const char *
lens_aspect_get_name (LensAspect aspect)
{
  g_return_val_if_fail ((guint) aspect < LENS_N_ASPECTS, NULL);

  return g_dpgettext2 (NULL, "view", aspects[aspect].name);
}

gboolean
lens_aspect_is_of_list (LensAspect aspect)
{
  return aspect == LENS_ASPECT_ATLAS || aspect == LENS_ASPECT_EVALUATE;
}
