/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-picture.h"
#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EXPLAIN (lens_explain_get_type ())
G_DECLARE_FINAL_TYPE (LensExplain, lens_explain, LENS, EXPLAIN, GtkWidget)

/* What changes a score: a map over the image, its legend, and the methods to compare. */

/* Once. */
void lens_explain_set_session (LensExplain *self, LensSession *session);
/* (transfer none) What belongs into the view bar while it is shown; NULL for nothing. */
GtkWidget *lens_explain_get_controls (LensExplain *self);
/* The picture of the same image whose part that is seen is seen here, too. */
void lens_explain_follow (LensExplain *self, LensPicture *original);
/* (transfer none) The one that keys zoom and move. */
LensPicture *lens_explain_get_picture (LensExplain *self);
void lens_explain_set_narrow (LensExplain *self, gboolean is_narrow);
/* Also in a window that is not narrow: the legend takes as little width as it can. */
void lens_explain_set_tight (LensExplain *self, gboolean is_tight);

G_END_DECLS
