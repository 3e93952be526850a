/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-session.h"

/* What all tests of the user interface share: the classifier, test images, folders of them, waiting for what happens,
 * and listening to signals. Needs no display. */

/* For programs that run without a display; ends the program if there is one. */
void fixture_init_session (int *argc, char ***argv);

/* ---- images and predictions ---- */

/* (transfer none) One for the whole program. */
DermClassifier *fixture_classifier (void);
/* (transfer full) Drawn pixels, different for each seed. */
DermImage *fixture_image (int width, int height, guint seed);
/* (transfer full) A prediction of such an image. */
DermPrediction *fixture_prediction (guint seed);
/* (transfer full) Path of a sample. */
char *fixture_sample (int number);
/* (transfer full) Path of a file in tests/fixtures. */
char *fixture_model_path (const char *name);
/* (transfer full) A pass of drawn pixels by that network of tests/fixtures; NULL: by the bundled one. */
DermActivations *fixture_activations (const char *name);
/* (transfer full) A folder with "photo 1.jpg" and so on, copies of the first n samples; the last is "photo 10.jpg". */
char *fixture_folder (int n);
/* With all that is in it; takes over the string. */
void fixture_remove_folder (char *folder);
/* (transfer full) Writes text into a file of the folder. */
GFile *fixture_write (const char *folder, const char *name, const char *text);

/* (transfer full) Items of these paths; the list ends with NULL. */
GPtrArray *fixture_items (const char *path, ...) G_GNUC_NULL_TERMINATED;
/* (transfer full) n items of images without a file: "image 1", "image 2" and so on. */
GPtrArray *fixture_pasted (guint n);

/* ---- waiting ---- */

typedef gboolean (*FixtureTest) (gpointer data);
/* How many times longer than usual things may take here: TIMEOUTS of the environment, as for .ci/suite. */
int fixture_patience (void);
/* Runs the main loop until test (data) is true; fails after 20 seconds, or more with patience. */
void fixture_wait (FixtureTest test, gpointer data, const char *what);
void fixture_run_for (guint ms);

/* ---- listening ---- */

/* (transfer none) An empty string that is kept until the program ends: objects may go on to tell when a test is over.
 */
GString *fixture_told (void);
/* Each emission of the signal, which returns nothing, appends the word and a space to told. */
void fixture_listen (gpointer object, const char *signal, GString *told, const char *word);
/* What was told since the last time. */
void fixture_assert_told (GString *told, const char *expected);

/* ---- a session ---- */

/* A session in which a folder of copies of samples is opened, for g_test_add(): data is the number of images, 0 for
 * none. */
typedef struct {
  LensSession *session;
  char *folder;
} FixtureSession;

void fixture_set_up_session (FixtureSession *fixture, gconstpointer data);
void fixture_tear_down_session (FixtureSession *fixture, gconstpointer data);

/* Until it has nothing left to do. */
void fixture_wait_session (LensSession *session);
/* Closes it, drops the reference, and fails if something still holds it after two seconds. */
void fixture_close_session (LensSession *session);
/* (transfer none) The image at that place of the view. */
LensItem *fixture_item_at (LensSession *session, guint place);
/* Name of the image on screen, or NULL. */
const char *fixture_shown_name (LensSession *session);
/* Opens the file of that name in the folder, and waits. */
void fixture_open_in (FixtureSession *fixture, const char *name);
