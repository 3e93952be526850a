/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_EXPLAIN_CARD (lens_explain_card_get_type ())
G_DECLARE_FINAL_TYPE (LensExplainCard, lens_explain_card, LENS, EXPLAIN_CARD, GtkToggleButton)

/* A method with its own small map, whose largest value has the full colour: its shape is seen, not its size. */

GtkWidget *lens_explain_card_new (const char *name);
/* map: NULL while there is none. words: below the name. */
void lens_explain_card_set (LensExplainCard *self, DermExplanation *map, const char *words, gboolean is_chosen);

G_END_DECLS
