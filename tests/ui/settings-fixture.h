/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "ui-fixture.h"

/* What tests share of windows that remember. */

/* (transfer full) All at their defaults. */
GSettings *fixture_fresh_settings (void);
/* settings: NULL if there is no schema. */
LensWindow *fixture_window_that_remembers (GSettings *settings);
/* Opens one image, and waits. */
void fixture_open_path (LensWindow *window, const char *path);
/* (transfer full) Path of a copy in that folder: a patient's image, as it were. */
char *fixture_copy_sample (const char *folder, int number);
