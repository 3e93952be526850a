/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "session-fixture.h"

/* Explanations of what is shown, outside a session. */
typedef struct {
  LensReading *reading;
  LensHistory *history;
  LensCrops *crops;
  LensEdits *edits;
  LensShown *shown;
  LensExplaining *explaining;
  GPtrArray *items; /* without files */
  GString *told;
  int n_partial; /* maps that were seen before the final one */
} ExplainingFixture;

/* Nothing is open, and nobody looks. */
void fixture_set_up_explaining (ExplainingFixture *fixture, gconstpointer data);
/* A sample, which has something to say, is explained; one view. */
void fixture_set_up_explained (ExplainingFixture *fixture, gconstpointer data);
void fixture_tear_down_explaining (ExplainingFixture *fixture, gconstpointer data);
/* One view, and so many steps and copies: the tests need not wait for more. */
void fixture_explain_quickly (LensExplaining *explaining, int n);
/* Whether the map is there. For fixture_wait(): takes the LensExplaining, as the next does. */
gboolean fixture_is_explained (gpointer explaining);
/* Whether no work goes on: all methods and draws are there, or failed. */
gboolean fixture_is_done_explaining (gpointer explaining);
