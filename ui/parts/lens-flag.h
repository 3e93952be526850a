/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LensFlag:
 *
 * Why somebody has put an image aside.
 */
typedef enum {
  LENS_FLAG_NONE,
  LENS_FLAG_WRONG,
  LENS_FLAG_POOR,
  LENS_FLAG_ARTEFACT,
  LENS_FLAG_DUPLICATE,
  LENS_FLAG_NOT_SKIN,
  LENS_N_FLAGS
} LensFlag;

/* "wrong", "poor", ... as files have it. */
const char *lens_flag_get_id (LensFlag flag);
const char *lens_flag_get_name (LensFlag flag); /* translated */
/* FALSE if there is no such flag. */
gboolean lens_flag_from_id (const char *id, LensFlag *flag);

G_END_DECLS
