/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_MODEL_BAR (lens_model_bar_get_type ())
G_DECLARE_FINAL_TYPE (LensModelBar, lens_model_bar, LENS, MODEL_BAR, GtkWidget)

/* Says which recipe and labels are assumed for a model that does not say them itself, and what in its file is not used; hidden
 * where there is nothing to say. */

/* From now on it is about the model that is in use. */
void lens_model_bar_set_session (LensModelBar *self, LensSession *session);
void lens_model_bar_set_model (LensModelBar *self, DermModel *model);
/* What it says, or NULL while it is hidden. */
const char *lens_model_bar_get_text (LensModelBar *self);

G_END_DECLS
