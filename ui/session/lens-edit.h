/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/**
 * LensEditKind:
 * @LENS_EDIT_UNTOUCHED: the input as the recipe makes it
 * @LENS_EDIT_BRUSH: a stroke that paints
 * @LENS_EDIT_RESTORE: a stroke that brings the untouched pixels back
 * @LENS_EDIT_FILL: neighbours of like colour
 * @LENS_EDIT_CHANGE: the few pixels that derm_change_find() found
 */
typedef enum {
  LENS_EDIT_UNTOUCHED,
  LENS_EDIT_BRUSH,
  LENS_EDIT_RESTORE,
  LENS_EDIT_FILL,
  LENS_EDIT_CHANGE,
} LensEditKind;

/**
 * LensEditStep:
 * @rgb: all pixels of the input after it
 * @made: those that the recipe makes of the original with what is painted on that; where @rgb differs, the input itself
 *   was painted on
 * @strokes: (nullable) (element-type LensPaintStroke): all that is painted on the original; never changed
 * @prediction: (nullable): of these; %NULL until it is known
 *
 * One step of a painting. Counted references; but for the prediction it never changes.
 */
typedef struct {
  LensEditKind kind;
  GBytes *rgb;
  GBytes *made;
  GPtrArray *strokes;
  DermPrediction *prediction;
} LensEditStep;

LensEditStep *lens_edit_step_new (LensEditKind kind, GBytes *rgb, GBytes *made, GPtrArray *strokes);
LensEditStep *lens_edit_step_ref (LensEditStep *self);
void lens_edit_step_unref (LensEditStep *self);

/**
 * LensEdit:
 * @steps: (element-type LensEditStep): the untouched input first; never changed, another array takes its place
 * @place: which of them the input is at
 *
 * What was painted on one input of an image: another recipe or crop makes another input.
 */
typedef struct {
  GPtrArray *steps;
  guint place;
} LensEdit;

/* rgb: the untouched pixels. */
LensEdit *lens_edit_new (GBytes *rgb);
void lens_edit_free (LensEdit *self);
LensEditStep *lens_edit_get_step (const LensEdit *self, guint place);
GBytes *lens_edit_get_untouched (const LensEdit *self);
/* Whether the step that it is at shows other pixels than the untouched ones. */
gboolean lens_edit_is_edited (const LensEdit *self);
/* Whether there is any paint at it, if only some on the original that is too little to be seen in the input. */
gboolean lens_edit_is_painted (const LensEdit *self);
/* (transfer full) The steps up to the place, and that one: what came after is not among them. */
GPtrArray *lens_edit_list_with (const LensEdit *self, LensEditStep *step);
void lens_edit_set (LensEdit *self, GPtrArray *steps, guint place);

G_END_DECLS
