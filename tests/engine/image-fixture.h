/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Images of tests/engine/fixtures. */

#include <derm.h>

char *image_fixture_path (const char *name);
GBytes *image_fixture_bytes (const char *name);
DermImage *image_open (const char *path, GError **error);
DermImage *image_decode (gconstpointer data, gsize size, GError **error);
