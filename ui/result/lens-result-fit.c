/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-fit.h"

#define COMPACT_LINES 30 /* of text, that a pane for the usual layout has room for */

/* Whether the legend is seen whole, or has to be scrolled to with more than itself; cut in two it would only look
 * broken. */
static gboolean
is_whole_or_away (int legend, int missing)
{
  return missing <= 0 || missing > legend;
}

LensResultFit
lens_result_fit (const LensResultRoom *room)
{
  int least = MIN (room->least_cell, room->best_cell), available = room->pane - room->sentence - room->certainty;
  LensResultFit fit = { .cell_size = room->best_cell, .has_legend = TRUE };
  int with_legend = room->body + room->legend;

  fit.is_compact = room->pane < COMPACT_LINES * room->spare;
  fit.sentence_yields = room->body + least * room->side > available;
  if (fit.sentence_yields)
    available += room->spare;
  fit.certainty_scrolls = room->body + least * room->side > available;
  if (fit.certainty_scrolls)
    available += room->certainty - room->spare;
  fit.sentence_yields &= !fit.certainty_scrolls;
  if (room->side > 0)
    fit.cell_size = CLAMP ((available - with_legend) / room->side, least, room->best_cell);
  if (fit.cell_size <= room->least_cell)
    fit.has_legend = is_whole_or_away (room->legend, with_legend + fit.cell_size * room->side - available);

  if (fit.certainty_scrolls)
    {
      int left = available - room->body - fit.cell_size * room->side - (fit.has_legend ? room->legend : 0);

      fit.certainty_gap = left < room->certainty ? MAX (0, left) : 0;
    }

  return fit;
}
