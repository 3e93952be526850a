/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"
#include "lens-strip.h"
#include "lens-truth-summary.h"

G_BEGIN_DECLS

#define LENS_TYPE_BROWSER (lens_browser_get_type ())
G_DECLARE_FINAL_TYPE (LensBrowser, lens_browser, LENS, BROWSER, GtkWidget)

/* The images of a session as list or grid with what sorts and filters them, and how far the work on them is. Its
 * buttons activate win.stop and win.pause. */

void lens_browser_set_session (LensBrowser *self, LensSession *session);
/* order, reverse, grid, find, menu, filter-menu, select-all, select-one: to be inserted as "browse". */
GActionGroup *lens_browser_get_actions (LensBrowser *self);

LensView *lens_browser_get_view (LensBrowser *self);
LensSelection *lens_browser_get_selection (LensBrowser *self);
LensStrip *lens_browser_get_strip (LensBrowser *self);
LensTruthSummary *lens_browser_get_summary (LensBrowser *self);
void lens_browser_scroll_to (LensBrowser *self, guint position);
/* Few columns, for a window of little width. */
void lens_browser_set_narrow (LensBrowser *self, gboolean is_narrow);
/* All images are shown. */
void lens_browser_reset_filter (LensBrowser *self);

G_END_DECLS
