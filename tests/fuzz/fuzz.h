/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One target for each reader of files that come from anywhere: libFuzzer calls it with bytes of its own making (make
 * fuzz), replay.c with those of the corpus (the test suite). */

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
