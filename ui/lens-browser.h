/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-strip.h"
#include "lens-view.h"

G_BEGIN_DECLS

#define LENS_TYPE_BROWSER (lens_browser_get_type ())
G_DECLARE_FINAL_TYPE (LensBrowser, lens_browser, LENS, BROWSER, GtkWidget)

/* The images as list or grid with what sorts and filters them, and how far they are. Emits "item-shown" (LensItem) when
 * a row comes on screen. Its "stop" button activates win.stop. */

/* Once: what is to be shown, a list of LensItem. */
void lens_browser_set_items (LensBrowser *self, GListModel *items);
/* The codes that can be filtered by. */
void lens_browser_set_classes (LensBrowser *self, const char *const *labels);
/* order, reverse, grid, label, flag, wrong-only, find, select-all, select-one: to be inserted as "browse". */
GActionGroup *lens_browser_get_actions (LensBrowser *self);

LensView *lens_browser_get_view (LensBrowser *self);
LensSelection *lens_browser_get_selection (LensBrowser *self);
LensStrip *lens_browser_get_strip (LensBrowser *self);
void lens_browser_scroll_to (LensBrowser *self, guint position);
/* Few columns, for a window of little width. */
void lens_browser_set_narrow (LensBrowser *self, gboolean is_narrow);
/* Whether images can be compared with a truth. */
void lens_browser_set_has_truth (LensBrowser *self, gboolean has_truth);
/* How many images wait. */
void lens_browser_set_n_left (LensBrowser *self, guint n_left, gboolean is_scanning);
/* All images are shown. */
void lens_browser_reset_filter (LensBrowser *self);

G_END_DECLS
