/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Rows of CSV as Arrow or Parquet, where Dermlens was built with Arrow GLib. */

#include "app/arrow/arrow-rows.h"
#include "predict-output.h"

/* Whether they can be written. FALSE after saying why they cannot. */
gboolean cli_arrow_check (void);

/* What becomes of the rows that are appended to one another: the first line is their heading. fd: borrowed, open for
 * writing; name: of the file that it is, borrowed, for errors. NULL after saying what is wrong. */
CliArrow *cli_arrow_new (ArrowKind kind, int fd, const char *name);

/* Adds whole lines. FALSE after saying why they could not be written: then there can be no more. */
gboolean cli_arrow_add (CliArrow *self, const char *lines, gsize length);

/* Writes what is left, and the end. FALSE as before. */
gboolean cli_arrow_end (CliArrow *self);

void cli_arrow_free (CliArrow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliArrow, cli_arrow_free)
