/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-recipe-menu.h"

G_BEGIN_DECLS

/**
 * LensStage:
 *
 * Where an image is on its way from the file to the network, after each step.
 */
typedef enum {
  LENS_STAGE_FILE,     /* as it is stored */
  LENS_STAGE_TURNED,   /* upright, or as stored */
  LENS_STAGE_RGB,      /* three bytes a pixel */
  LENS_STAGE_CROP,     /* the part that is used */
  LENS_STAGE_SQUEEZED, /* in the input's shape */
  LENS_STAGE_RESIZED,  /* in its size: the very bytes */
  LENS_STAGE_SCALED,   /* as numbers */
  LENS_STAGE_PACKED,   /* in the order in which the network reads them */
  LENS_N_STAGES
} LensStage;

const char *lens_stage_get_title (LensStage stage); /* translated */

/* Whether there is something to choose at that stage, and what. */
gboolean lens_stage_get_step (LensStage stage, LensStep *step);

/* (transfer full) The image at that stage: its own pixels, of a large one fewer; NULL if memory is out. */
GdkTexture *lens_stage_make_texture (LensStage stage, DermImage *image, DermInput *input);

/* (transfer full) What was done, with the numbers that hold here. */
char *lens_stage_describe (LensStage stage, DermImage *image, DermInput *input);

G_END_DECLS
