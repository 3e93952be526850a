/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-atlas.h"
#include "lens-chooser.h"
#include "lens-discard-dialog.h"
#include "lens-empty.h"
#include "lens-audit-page.h"
#include "lens-evaluate.h"
#include "lens-explain.h"
#include "lens-header-buttons.h"
#include "lens-learn.h"
#include "lens-message-bars.h"
#include "lens-network.h"
#include "lens-panes.h"
#include "lens-pixels.h"
#include "lens-recent-actions.h"
#include "lens-switcher.h"
#include "lens-trouble.h"
#include "lens-view-bar.h"
#include "lens-window.h"

G_BEGIN_DECLS

/* One class in four files: lens-window.c (which rooms there are), lens-window-layout.c (how they stand, and which page
 * is shown), lens-window-actions.c (the window's own actions, menus and drags), lens-window-settings.c (what is
 * remembered). */

#define LENS_PRESENTER_SCALE 1.5 /* of the type, as in style.css, and what it needs */

struct _LensWindow {
  GtkApplicationWindow parent_instance;

  /* template */
  LensSwitcher *switcher;
  LensHeaderButtons *header_buttons;
  GtkButton *open_button;
  GtkWidget *list_button, *learn_button;
  GMenu *recent_menu;
  LensPanes *panes;
  GtkWidget *footer_separator;
  LensFooter *footer;

  /* borrowed: the rooms that stand in the panes */
  LensBrowser *browser;
  LensViewBar *view_bar;
  LensModelBar *model_bar;
  LensOfferBar *offer_bar;
  GtkStack *stack;
  LensCanvas *canvas;
  LensCompare *compare;
  LensPair *pair;
  LensModelPage *model_page;
  GtkWidget *views[LENS_N_ASPECTS]; /* made later, or when they are seen for the first time; NULL: not yet */
  LensLearn *learn;
  LensNoteBar *note_bar;
  LensResult *result;
  GtkStack *results; /* that, or the figures of all images */

  /* owned */
  LensSession *session;
  LensChooser *chooser;
  GPtrArray *actions;  /* LensActions of the rooms */
  GSettings *settings; /* NULL: nothing is remembered */
  LensHelp *help;      /* weak; NULL: it is not open */
};

/* lens-window.c: (transfer none) the actions of that type */
gpointer lens_window_find_actions (LensWindow *self, GType type);

/* lens-window.c: the view of that aspect, which may be there already; not for the image itself, which has the canvas */
void lens_window_make_view (LensWindow *self, LensAspect aspect);

/* lens-window-layout.c */
void lens_window_set_views_narrow (LensWindow *self);
void lens_window_install_layout (LensWindow *self);
void lens_window_update_list (LensWindow *self);

/* lens-window-actions.c */
void lens_window_install_actions (LensWindow *self);
void lens_window_install_menus (LensWindow *self);
void lens_window_update_actions (LensWindow *self);
void lens_window_close_help (LensWindow *self);

/* lens-window-settings.c */
void lens_window_install_settings (LensWindow *self);
void lens_window_keep_notes_file (LensWindow *self, GFile *file);

G_END_DECLS
