/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

#include "lens-window.h"

/* What tests of widgets share: the classifier, test images, a window, and waiting for what happens. */

/* As gtk_test_init(), a warning ends the test; but not for a locale that is not there, nor for what GTK 4.24 says of its
 * frames in any program under Xvfb. */
void fixture_init (int *argc, char ***argv);
/* (transfer none) One for the whole program. */
DermClassifier *fixture_classifier (void);
/* (transfer full) Drawn pixels, different for each seed. */
DermImage *fixture_image (int width, int height, guint seed);
/* (transfer full) A prediction of such an image. */
DermPrediction *fixture_prediction (guint seed);
/* (transfer full) Path of a sample. */
char *fixture_sample (int number);
/* (transfer full) A folder with "photo 1.jpg" and so on, copies of the first n samples; the last is "photo 10.jpg". */
char *fixture_folder (int n);
/* With all files in it; takes over the string. */
void fixture_remove_folder (char *folder);

/* A window in which such a folder is opened, for g_test_add(): data is the number of images. */
typedef struct {
  char *folder;
  LensWindow *window;
} FixtureFolder;

void fixture_set_up_folder (FixtureFolder *fixture, gconstpointer data);
void fixture_tear_down_folder (FixtureFolder *fixture, gconstpointer data);

/* (transfer full) Items of these paths; the list ends with NULL. */
GPtrArray *fixture_items (const char *path, ...) G_GNUC_NULL_TERMINATED;

LensWindow *fixture_window (void);
/* … in which two samples are opened. */
LensWindow *fixture_window_with_samples (void);
/* Closes it, and fails if something, whatever was running, still holds it after two seconds. */
void fixture_close_window (LensWindow *window);
/* A window around one widget, shown. */
GtkWidget *fixture_show (GtkWidget *child, int width, int height);

typedef gboolean (*FixtureTest) (gpointer data);
/* How many times longer than usual things may take here: TIMEOUTS of the environment, as for .ci/suite. */
int fixture_patience (void);
/* Runs the main loop until test (data) is true; fails after 20 seconds, or more with patience. */
void fixture_wait (FixtureTest test, gpointer data, const char *what);
/* Until the window has nothing left to do. */
void fixture_wait_idle (LensWindow *window);
void fixture_run_for (guint ms);
/* Kilobytes: the most that this program has ever held. */
gint64 fixture_peak_memory (void);
/* Microseconds that this thread has worked. */
gint64 fixture_thread_time (void);

/* (transfer full) What the widget draws, as an ARGB32 surface of its size. */
cairo_surface_t *fixture_draw (GtkWidget *widget);
/* 0xRRGGBB at that place. */
guint32 fixture_pixel (cairo_surface_t *surface, int x, int y);
