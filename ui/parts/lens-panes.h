/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_PANES (lens_panes_get_type ())
G_DECLARE_FINAL_TYPE (LensPanes, lens_panes, LENS, PANES, GtkWidget)

#define LENS_LIST_WIDTH 212 /* unless the user wants another */
#define LENS_GRID_WIDTH 436
#define LENS_RESULT_WIDTH 372
#define LENS_LESSON_WIDTH 372

/* List, image and results side by side, from 360 pixels to a projector. In a narrow window the results stand below the
 * image and scroll with it, the note below the results, and the list lies over both.
 *
 * Properties: "is-narrow"; "list-width", "grid-width" and "result-width" (writable): what the user wants;
 * "is-list-wanted" and "is-result-wanted" (writable), of a wide window. Signal "laid-out": the size or the text has
 * changed, and whatever depends on it should follow. */

/* What stands where. Once each; NULL leaves the place empty. */
void lens_panes_set_list (LensPanes *self, GtkWidget *list);
/* Stands in place of the list while lens_panes_set_learning() says so. */
void lens_panes_set_lesson (LensPanes *self, GtkWidget *lesson);
void lens_panes_set_centre (LensPanes *self, GtkWidget *head, GtkWidget *middle);
void lens_panes_set_note (LensPanes *self, GtkWidget *note);
void lens_panes_set_result (LensPanes *self, GtkWidget *result);
/* Lies over the top of the middle, and over the lower end of a narrow window, below those that were added before. */
void lens_panes_add_message (LensPanes *self, GtkWidget *message);

/* Whether there is anything to list, and results to show; they are shown if the user wants them, too. */
void lens_panes_set_has_list (LensPanes *self, gboolean has_list);
void lens_panes_set_has_result (LensPanes *self, gboolean has_result);
void lens_panes_set_learning (LensPanes *self, gboolean is_learning);
/* Whether the list is away until the user shows it: what stands in the middle needs its room. */
void lens_panes_set_list_folded (LensPanes *self, gboolean is_folded);
/* Whether the list is a grid, which has a width of its own. */
void lens_panes_set_grid (LensPanes *self, gboolean is_grid);
/* How much larger text and results are than usual. */
void lens_panes_set_scale (LensPanes *self, double scale);
/* Something that is measured has changed. */
void lens_panes_lay_out (LensPanes *self);

/* Of what scrolls as one in a narrow window: another page starts with its title. */
void lens_panes_scroll_to_top (LensPanes *self);
gboolean lens_panes_is_narrow (LensPanes *self);
/* Whether the text of a lesson stands beside all the rest, which may be narrow then. */
gboolean lens_panes_is_lecture (LensPanes *self);
gboolean lens_panes_is_list_shown (LensPanes *self);
/* The list of a narrow window is shown until it is narrow no longer. */
void lens_panes_show_list (LensPanes *self, gboolean is_shown);

G_END_DECLS
