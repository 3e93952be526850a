/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LensAspect:
 * @LENS_ASPECT_IMAGE: the original
 * @LENS_ASPECT_EXPLAIN: what changes a score
 * @LENS_ASPECT_PIXELS: the input, to be painted on
 * @LENS_ASPECT_NETWORK: every number of the pass
 * @LENS_ASPECT_ATLAS: which images look alike to the network
 * @LENS_ASPECT_EVALUATE: how good the answers are
 *
 * What the middle of the window shows: the first four the image on screen, the others all images that are open.
 */
typedef enum {
  LENS_ASPECT_IMAGE,
  LENS_ASPECT_EXPLAIN,
  LENS_ASPECT_PIXELS,
  LENS_ASPECT_NETWORK,
  LENS_ASPECT_ATLAS,
  LENS_ASPECT_EVALUATE,
} LensAspect;

enum { LENS_N_ASPECTS = LENS_ASPECT_EVALUATE + 1 };

/* "image", "explain", "pixels", "network", "atlas", "evaluate": for actions and files. */
const char *lens_aspect_get_id (LensAspect aspect);
gboolean lens_aspect_from_id (const char *id, LensAspect *aspect);
/* As people read it. */
const char *lens_aspect_get_name (LensAspect aspect);
/* Whether it looks at all images rather than at the one on screen. */
gboolean lens_aspect_is_of_list (LensAspect aspect);

G_END_DECLS
