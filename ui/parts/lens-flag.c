/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-flag.h"

#include <glib/gi18n.h>

static const struct {
  const char *id, *name;
} flags[LENS_N_FLAGS] = {
  [LENS_FLAG_NONE] = { "", N_ ("No flag") },
  [LENS_FLAG_WRONG] = { "wrong", N_ ("Wrong answer") },
  [LENS_FLAG_POOR] = { "poor", N_ ("Poor image") },
  [LENS_FLAG_ARTEFACT] = { "artefact", N_ ("Artefact") },
  [LENS_FLAG_DUPLICATE] = { "duplicate", N_ ("Duplicate") },
  [LENS_FLAG_NOT_SKIN] = { "not-skin", N_ ("Not skin") },
};

const char *
lens_flag_get_id (LensFlag flag)
{
  return flags[flag].id;
}

const char *
lens_flag_get_name (LensFlag flag)
{
  return _ (flags[flag].name);
}

gboolean
lens_flag_from_id (const char *id, LensFlag *flag)
{
  for (int i = 0; i < LENS_N_FLAGS; i++)
    if (g_strcmp0 (id, flags[i].id) == 0)
      {
        *flag = (LensFlag) i;
        return TRUE;
      }

  return FALSE;
}
