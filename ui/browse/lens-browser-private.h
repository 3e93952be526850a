/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-browser.h"
#include "lens-filter-bar.h"

G_BEGIN_DECLS

/* Shared by lens-browser.c (the list, what is selected, the line below it) and lens-browser-filter.c (in which order
 * the list is and what it leaves out, by actions and their menus). */

struct _LensBrowser {
  GtkWidget parent_instance;

  /* template */
  GtkSearchEntry *search;
  GtkMenuButton *view_button;
  GtkStack *stack;
  LensStrip *strip;
  GtkWidget *reset_button;
  LensTruthSummary *summary;
  GtkLabel *count_label;
  GtkWidget *stop_button;
  GtkToggleButton *pause_button;
  LensFilterBar *filter_bar;

  GSimpleActionGroup *actions; /* owned */
  LensSession *session;        /* owned */
  LensView *view;              /* owned */
  LensSelection *selection;    /* owned */
  LensItem *last;              /* owned: what is selected, also while the filter hides it */
  LensFilter *filter;          /* owned: as it was last */
  gboolean is_wanting;         /* the first image that a filter shows is to be selected, if none is */
  gboolean is_reveal_due;      /* a filter was set: what is selected is to be in sight */
};

/* After the template is there. */
void lens_browser_install_filter (LensBrowser *self);
/* When the view is there. */
void lens_browser_follow_filter (LensBrowser *self);
/* If a filter has been set that hides what was selected, and the list has been heard by all. */
void lens_browser_select_wanted (LensBrowser *self);
/* After a filter has been set, the same. */
void lens_browser_reveal_selected (LensBrowser *self);
void lens_browser_update_count (LensBrowser *self);

G_END_DECLS
