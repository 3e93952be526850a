/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EXPLAIN_CARDS (lens_explain_cards_get_type ())
G_DECLARE_FINAL_TYPE (LensExplainCards, lens_explain_cards, LENS, EXPLAIN_CARDS, GtkWidget)

/* The methods side by side, and apart from them random weights: a click or an arrow key chooses. It scrolls sideways,
 * with the chosen one in view. */

/* Once. */
void lens_explain_cards_set_session (LensExplainCards *self, LensSession *session);

G_END_DECLS
