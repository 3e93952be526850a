/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The bytes as a file in memory, for readers that open one by its path. */

#include <gio/gio.h>
#include <stdint.h>

/* (transfer none) The same file each time, with these bytes now. */
GFile *fuzz_file (const uint8_t *data, size_t size);
