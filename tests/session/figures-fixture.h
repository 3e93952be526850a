/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "session-fixture.h"

/* Figures of a session whose folder has "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel) and so on. */

LensFigures *fixture_figures (FixtureSession *fixture);
/* Writes a table of truth into the folder, and reads it. */
void fixture_open_table (FixtureSession *fixture, const char *name, const char *text);
/* A copy of the first sample under that name. */
void fixture_open_copy (FixtureSession *fixture, const char *name);
void fixture_assert_counts (FixtureSession *fixture, guint n_known, guint n_counted, guint n_failed,
                            guint n_trained_on);
void fixture_assert_lines (FixtureSession *fixture, const char *expected);
void fixture_assert_warning (FixtureSession *fixture, const char *expected);
