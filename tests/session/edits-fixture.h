/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "session-fixture.h"

/* Edits of images that are not read from files. */
typedef struct {
  LensReading *reading;
  LensHistory *history;
  LensEdits *edits;
  GPtrArray *items;
  GString *told;
  DermPrediction *predicted; /* owned; the last that was told, or NULL */
  guint n_predicted;
  LensItem *wanted; /* borrowed */
} EditsFixture;

extern const guint8 fixture_ink[3];

void fixture_set_up_edits (EditsFixture *fixture, gconstpointer data);
void fixture_tear_down_edits (EditsFixture *fixture, gconstpointer data);
/* The image of that number is on screen, by the recipe of the reading, with its pixels or a crop of them. */
void fixture_show_for_edits (EditsFixture *fixture, guint number, const LensCrop *crop);
void fixture_wait_edits (EditsFixture *fixture);
/* One stroke with the ink, one pixel wide. */
void fixture_stroke (EditsFixture *fixture, int from_x, int from_y, int to_x, int to_y);
