/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The one rule for all files that a command writes: what is there is replaced, whole, when the new content is complete,
 * but never a file that the same command reads, nor one that belongs to a run of `derm predict --output` or `derm
 * merge`: those two begin such a file anew only when they are told to. */

#include <glib.h>

/* Whether the command may write to that path. inputs: names of the files that it reads; those that are NULL, "-" or not
 * there do not count. FALSE after saying why not; nothing is opened for writing. */
gboolean cli_output_check (const char *output, const char *const *inputs, gsize n_inputs);

/* Whether it would replace one of them, which is said. */
gboolean cli_output_is_input (const char *output, const char *const *inputs, gsize n_inputs);

/* The same for a file of rows, which take long to make: there must be none of that name, but for one that an earlier
 * run wrote if `replaces`. */
gboolean cli_output_check_rows (const char *output, gboolean replaces);

/* Whether the file is there and has rows of a run, by the journal beside it. */
gboolean cli_output_has_journal (const char *output);
