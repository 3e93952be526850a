/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-browser.h"
#include "lens-canvas.h"
#include "lens-compare.h"
#include "lens-help.h"
#include "lens-item.h"
#include "lens-model-bar.h"
#include "lens-model-page.h"
#include "lens-note-bar.h"
#include "lens-pair.h"
#include "lens-result.h"

G_BEGIN_DECLS

#define LENS_TYPE_WINDOW (lens_window_get_type ())
G_DECLARE_FINAL_TYPE (LensWindow, lens_window, LENS, WINDOW, GtkApplicationWindow)

/**
 * lens_window_new:
 * @classifier: (nullable): what classifies; without one the window says @model_error instead of opening images
 * @model_error: (nullable): why there is no classifier
 */
LensWindow *lens_window_new (GtkApplication *application, DermClassifier *classifier, const char *model_error);

/**
 * lens_window_open:
 * @items: (element-type LensItem): at least one
 *
 * Where every way of opening ends: button, drop, paste, command line, D-Bus, samples. Adds the images to the list and
 * shows the first that can be shown. What may be a folder is looked at on a worker, and its images are listed.
 */
void lens_window_open (LensWindow *self, GPtrArray *items);

/* Opens a model file, on another thread; all images are read anew with it. The bar says why if that fails. */
void lens_window_open_model (LensWindow *self, GFile *file);
/* Opens a model file beside the one in use: the selected image stands there as both see it. */
void lens_window_compare_model (LensWindow *self, GFile *file);
/* The images of a folder, and of those below it if wanted, are listed and the first is shown. */
void lens_window_open_folder (LensWindow *self, GFile *folder, gboolean is_recursive);
/* Notes are kept in that file from now on. FALSE, and the bar says why, if it cannot be read. */
gboolean lens_window_open_notes (LensWindow *self, const char *path);
/* The same, or the file that was chosen before, if that is remembered and there. */
void lens_window_open_own_notes (LensWindow *self, const char *path);
/* The notes of another window, in one file: each sees what the other notes, and undoes only its own changes. The window
 * is to be new: what can be undone in it can be undone no longer. */
void lens_window_share_notes (LensWindow *self, LensWindow *other);
/* The window is as the last one was, and what the user changes in it is kept; settings: NULL keeps nothing. */
void lens_window_remember (LensWindow *self, GSettings *settings);
/* Reads on a worker what the images are known to show; needs a classifier. */
void lens_window_open_truth (LensWindow *self, GFile *file);

/* Says in the bar above the image what went wrong; name may be NULL. */
void lens_window_show_error (LensWindow *self, const char *name, const char *reason);

/**
 * lens_window_save_figure:
 * @path: ending in .png, .svg or .pdf
 *
 * Saves the figure of what is shown, on a thread; a bar says where, or why not.
 */
void lens_window_save_figure (LensWindow *self, const char *path);

/**
 * lens_window_save_input:
 * @path: ending in .png, .npy or .csv
 *
 * Saves the network's input as it is shown, like derm_input_save(), on a thread; a bar says where, or why not.
 */
void lens_window_save_input (LensWindow *self, const char *path);

/**
 * lens_window_export:
 * @is_all: all images of the list, or the selected ones
 * @path: ending in .csv or .jsonl
 *
 * Saves results as soon as all of them are known; a bar lets the user cancel that, and says how it ended.
 */
void lens_window_export (LensWindow *self, gboolean is_all, const char *path);

DermModel *lens_window_get_model (LensWindow *self); /* in use; NULL if there is none */

/* What the window shows, for tests. */
GListModel *lens_window_get_items (LensWindow *self);
LensBrowser *lens_window_get_browser (LensWindow *self);
gboolean lens_window_is_offering (LensWindow *self); /* the folder of the image */
LensItem *lens_window_get_shown (LensWindow *self);  /* whose image and result are on screen, or NULL */
LensCanvas *lens_window_get_canvas (LensWindow *self);
LensResult *lens_window_get_result (LensWindow *self);
LensCompare *lens_window_get_compare (LensWindow *self);
LensPair *lens_window_get_pair (LensWindow *self);
LensModelBar *lens_window_get_model_bar (LensWindow *self);
LensModelPage *lens_window_get_model_page (LensWindow *self);
LensNoteBar *lens_window_get_note_bar (LensWindow *self);
gboolean lens_window_shows_research_line (LensWindow *self);
LensHelp *lens_window_get_help (LensWindow *self); /* NULL unless it is open */
const char *lens_window_get_provenance (LensWindow *self);
const char *lens_window_get_error (LensWindow *self); /* NULL while the bar is hidden */
const char *lens_window_get_notice (LensWindow *self); /* the same of the bar that tells of saved files */
const char *lens_window_get_page (LensWindow *self);  /* "empty", "image", "failed", "no-model", "compare", "pair" or "model" */
gboolean lens_window_is_idle (LensWindow *self);      /* nothing is being opened */

G_END_DECLS
