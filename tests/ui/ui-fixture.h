/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

#include "lens-window.h"
#include "session-fixture.h"

/* What tests of widgets share, besides what they share with those of the session: a window, and what is drawn. */

/* As gtk_test_init(), a warning ends the test; but not for a locale that is not there, nor for what GTK 4.24 says of
 * its frames in any program under Xvfb. */
void fixture_init (int *argc, char ***argv);

/* A window in which a folder of copies of samples is opened, for g_test_add(): data is the number of images. */
typedef struct {
  char *folder;
  LensWindow *window;
} FixtureFolder;

void fixture_set_up_folder (FixtureFolder *fixture, gconstpointer data);
void fixture_tear_down_folder (FixtureFolder *fixture, gconstpointer data);

LensWindow *fixture_window (void);
/* … in which two samples are opened. */
LensWindow *fixture_window_with_samples (void);
/* … the first of which is explained by occlusion; one view, for the tests need not wait for eight. */
LensWindow *fixture_window_with_explanation (void);
/* Closes it, and fails if something, whatever was running, still holds it after two seconds. */
void fixture_close_window (LensWindow *window);
/* A window around one widget, shown. */
GtkWidget *fixture_show (GtkWidget *child, int width, int height);

/* The first widget of that type, it or within it; or NULL. */
GtkWidget *fixture_find (GtkWidget *widget, GType type);
/* Whether a label that is seen has these words in its text. */
gboolean fixture_says (GtkWidget *widget, const char *words);

/* Until the window has nothing left to do. */
void fixture_wait_idle (LensWindow *window);
/* Kilobytes: the most that this program has ever held. */
gint64 fixture_peak_memory (void);
/* Microseconds that this thread has worked. */
gint64 fixture_thread_time (void);

/* (transfer full) What the widget draws, as an ARGB32 surface of its size. */
cairo_surface_t *fixture_draw (GtkWidget *widget);
/* 0xRRGGBB at that place. */
guint32 fixture_pixel (cairo_surface_t *surface, int x, int y);

/* What a window's session is told to do. */
void fixture_open (LensWindow *window, GPtrArray *items);
void fixture_open_folder (LensWindow *window, GFile *folder, gboolean is_recursive);
void fixture_open_model (LensWindow *window, GFile *file);
void fixture_compare_model (LensWindow *window, GFile *file);
void fixture_open_truth (LensWindow *window, GFile *file);
gboolean fixture_open_notes (LensWindow *window, const char *path);
void fixture_share_notes (LensWindow *window, LensWindow *other);
void fixture_save_figure (LensWindow *window, const char *path);
void fixture_save_input (LensWindow *window, const char *path);
void fixture_export (LensWindow *window, gboolean is_all, const char *path);
void fixture_show_error (LensWindow *window, const char *name, const char *reason);
/* What it says; each NULL if it is silent. */
const char *fixture_error (LensWindow *window);
const char *fixture_notice (LensWindow *window);
/* For fixture_wait(): the window says that something is saved; there is a file with that path. */
gboolean fixture_has_saved (gpointer window);
gboolean fixture_is_file (gpointer path);
LensItem *fixture_shown (LensWindow *window);
GListModel *fixture_items_of (LensWindow *window);
DermModel *fixture_model (LensWindow *window);
gboolean fixture_is_idle (LensWindow *window);
/* (transfer none) Of the image at that place in the order of opening, which has been read. */
DermPrediction *fixture_prediction_of (LensWindow *window, guint place);
const char *fixture_recipe_name (DermPrediction *prediction);
/* Every image is read with that model and recipe. */
void fixture_assert_read (LensWindow *window, DermModel *model, const char *recipe);
/* Name of the image on screen, which is the window's title too. */
void fixture_assert_shown (LensWindow *window, const char *name);
/* (transfer none) The image at that place of the list as it is sorted and filtered, and how many there are. */
LensItem *fixture_listed (LensWindow *window, guint place);
guint fixture_n_listed (LensWindow *window);

/* Its actions. parameter: of one that takes a string, else NULL. */
void fixture_activate (LensWindow *window, const char *action, const char *parameter);
/* … and waits until the window has nothing left to do. */
void fixture_run_action (LensWindow *window, const char *action, const char *parameter);
gboolean fixture_is_enabled (LensWindow *window, const char *action);
/* Whether the state of an action is TRUE. */
gboolean fixture_is_on (LensWindow *window, const char *action);
/* "order", "grid" and so on, of the list. */
void fixture_change_list (LensWindow *window, const char *action, GVariant *state);
/* As if a key were pressed while the widget has the focus; the widget handles it. */
void fixture_press (GtkWidget *widget, guint key, GdkModifierType state);

/* What its rooms show. */
gboolean fixture_is_offering (LensWindow *window);
const char *fixture_provenance (LensWindow *window);
gboolean fixture_shows_research_line (LensWindow *window);
