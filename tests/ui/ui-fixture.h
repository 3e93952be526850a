/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

#include "lens-window.h"
#include "session-fixture.h"

/* What tests of widgets share, besides what they share with those of the session: a window, and what is drawn. */

/* As gtk_test_init(), a warning ends the test; but not for a locale that is not there, nor for what GTK 4.24 says of its
 * frames in any program under Xvfb. */
void fixture_init (int *argc, char ***argv);

/* A window in which such a folder is opened, for g_test_add(): data is the number of images. */
typedef struct {
  char *folder;
  LensWindow *window;
} FixtureFolder;

void fixture_set_up_folder (FixtureFolder *fixture, gconstpointer data);
void fixture_tear_down_folder (FixtureFolder *fixture, gconstpointer data);

LensWindow *fixture_window (void);
/* … in which two samples are opened. */
LensWindow *fixture_window_with_samples (void);
/* Closes it, and fails if something, whatever was running, still holds it after two seconds. */
void fixture_close_window (LensWindow *window);
/* A window around one widget, shown. */
GtkWidget *fixture_show (GtkWidget *child, int width, int height);

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
LensItem *fixture_shown (LensWindow *window);
GListModel *fixture_items_of (LensWindow *window);
DermModel *fixture_model (LensWindow *window);
gboolean fixture_is_idle (LensWindow *window);
/* What its rooms show. */
gboolean fixture_is_offering (LensWindow *window);
const char *fixture_provenance (LensWindow *window);
gboolean fixture_shows_research_line (LensWindow *window);
