/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-browser.h"
#include "ui-fixture.h"

/* A browser alone in a window, with images that have no files: they are listed, sorted and selected as any other, and
 * nothing has to be decoded. Somebody listens to it as a list view does, and ends the test if a selection is told of
 * while a list still tells of a change. */
typedef struct {
  GtkWidget *window;
  LensBrowser *browser;     /* borrowed */
  LensSession *session;     /* owned; without a model */
  LensCollection *items;    /* borrowed from the session */
  LensSelection *selection; /* owned */
  guint n_made;             /* items, ever */
  guint n_telling;          /* lists that tell of a change now */
  guint n_told;             /* times that the selection said something else */
  GListStore *shown;        /* owned: by what was told */
  GtkBitset *selected;      /* owned: by what was told */
  LensItem *current;        /* owned: by what was told */
} FixtureBrowser;

/* data: the number of images. */
void fixture_set_up_browser (FixtureBrowser *fixture, gconstpointer data);
void fixture_tear_down_browser (FixtureBrowser *fixture, gconstpointer data);

/* More images, behind the others: "image 1.jpg", "image 2.jpg" and so on. */
void fixture_add_images (FixtureBrowser *fixture, guint n);
/* Takes one off the list; returns its place in the order of opening. And puts it back there. */
guint fixture_remove_image (FixtureBrowser *fixture, LensItem *item);
void fixture_restore_image (FixtureBrowser *fixture, LensItem *item, guint place);
/* A result for one of them. */
void fixture_add_result (LensItem *item, guint seed);
/* (transfer none) */
LensItem *fixture_image_at (FixtureBrowser *fixture, guint place);
/* "order", "grid" … */
void fixture_change (FixtureBrowser *fixture, const char *action, GVariant *state);
/* As if it had been typed a moment ago. */
void fixture_search (LensBrowser *browser, const char *text);
/* What the browser says, what it was heard to say and what its rows show are the same. */
void fixture_check_browser (FixtureBrowser *fixture);
