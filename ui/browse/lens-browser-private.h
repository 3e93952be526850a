/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-browser.h"

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
  GtkLabel *count_label;
  GtkWidget *stop_button;
  GtkToggleButton *pause_button;
  GMenu *class_menu;
  GMenu *flag_menu;

  GSimpleActionGroup *actions; /* owned */
  LensSession *session;        /* owned */
  LensView *view;              /* owned */
  LensSelection *selection;    /* owned */
  LensItem *last;              /* owned: what is selected, also while the filter hides it */
};

/* After the template is there. */
void lens_browser_install_filter (LensBrowser *self);
void lens_browser_apply_filter (LensBrowser *self);
void lens_browser_update_count (LensBrowser *self);
void lens_browser_set_classes (LensBrowser *self, const char *const *labels); /* codes that can be filtered by */
void lens_browser_set_has_truth (LensBrowser *self, gboolean has_truth); /* whether images can be compared with it */

G_END_DECLS
