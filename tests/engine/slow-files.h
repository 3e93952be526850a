/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* A file system that is slow, full, or has no unnamed files: open() and write() of this program stand before the C
 * library's. */

void slow_files_refuse_unnamed (gboolean is_refused);
void slow_files_wait (gulong microseconds); /* before each write() of more than a hundred bytes */
void slow_files_fill_after (int n_bytes);   /* a write() of more gives ENOSPC; -1: none does */
