/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_FOOTER (lens_footer_get_type ())
G_DECLARE_FINAL_TYPE (LensFooter, lens_footer, LENS, FOOTER, GtkWidget)

/* Says for what the program is not made, and where the numbers on screen come from; to a class, which image it is. */

void lens_footer_set_session (LensFooter *self, LensSession *session);
/* One below the other. */
void lens_footer_set_narrow (LensFooter *self, gboolean is_narrow);
const char *lens_footer_get_provenance (LensFooter *self);
gboolean lens_footer_shows_research_line (LensFooter *self);

G_END_DECLS
