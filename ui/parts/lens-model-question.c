/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-question.h"

#include <glib/gi18n.h>

void
lens_chooser_ask_for_model (LensChooser *chooser, const char *title, LensChosen chosen, gpointer owner)
{
  const LensFileKind kinds[]
      = { { .name = _ ("Models"), .suffix = "safetensors pth pt ckpt bin" }, { .name = _ ("All files") } };

  lens_chooser_ask (
      chooser,
      &(LensQuestion){
          .title = title, .action = GTK_FILE_CHOOSER_ACTION_OPEN, .kinds = kinds, .n_kinds = G_N_ELEMENTS (kinds) },
      chosen, owner);
}
