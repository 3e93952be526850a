/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-image.h"
#include "derm-recipe.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermGate:
 * @DERM_GATE_TINY: fewer pixels along a side than the network's input has
 * @DERM_GATE_BLANK: next to no differences in brightness
 * @DERM_GATE_BLURRED: no sharp edge; sharpness is that of the image shrunk to 160 pixels, so it does not depend on its size
 * @DERM_GATE_ODD_ASPECT: one side more than three times as long as the other, which training never showed squeezed
 * @DERM_GATE_OUTSIDE: what the network makes of it is further from what it made of its training images than they are
 *   from each other: perhaps no lesion, perhaps another camera
 *
 * Reasons not to trust an answer, flags to be combined; 0 is none. They are about an image, or the crop of it that becomes the
 * input. An image that passes them all can still be anything.
 */
typedef enum {
  DERM_GATE_TINY = 1 << 0,
  DERM_GATE_BLANK = 1 << 1,
  DERM_GATE_BLURRED = 1 << 2,
  DERM_GATE_ODD_ASPECT = 1 << 3,
  DERM_GATE_OUTSIDE = 1 << 4,
} DermGate;

/**
 * derm_gate_check_image:
 * @recipe: its crop is what is looked at, its size the network's input
 *
 * All reasons but %DERM_GATE_OUTSIDE, which only the network knows. The result has the same bits everywhere.
 *
 * Returns: the reasons, 0 for none
 */
DermGate derm_gate_check_image (DermImage *image, DermRecipe *recipe);

/**
 * derm_gate_format:
 *
 * For files: "tiny", "blank", "blurred", "odd-aspect", "outside", in this order and with spaces between them.
 *
 * Returns: (transfer full): the codes, "" for none
 */
char *derm_gate_format (DermGate gate);

/**
 * derm_gate_format_names:
 *
 * Returns: (transfer full): the same in the user's language and with commas, "blurred, too long"; "" for none
 */
char *derm_gate_format_names (DermGate gate);

/**
 * derm_gate_describe:
 *
 * Returns: (transfer full): one translated sentence a reason, "" for none
 */
char *derm_gate_describe (DermGate gate);

#pragma GCC visibility pop
G_END_DECLS
