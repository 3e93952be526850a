/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-chooser.h"

G_BEGIN_DECLS

#define LENS_TYPE_SAVE_ACTIONS (lens_save_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensSaveActions, lens_save_actions, LENS, SAVE_ACTIONS, LensActions)

/* What goes into files: save-figure, save-input, export-all, export-selected, export-filtered, hide-names (of files,
 * in exports). The messages say where it was saved, or why not. */

LensSaveActions *lens_save_actions_new (LensSession *session, LensChooser *chooser);

typedef enum {
  LENS_EXPORTED_ALL,
  LENS_EXPORTED_SELECTED,
  LENS_EXPORTED_FILTERED, /* those that the list shows now, in its order; each row names the filter */
} LensExported;

/* The results of these images, as soon as all of them are known. path: ending in .csv or .jsonl. */
void lens_save_actions_export (LensSaveActions *self, LensExported which, const char *path);

G_END_DECLS
