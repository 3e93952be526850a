/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

/* What tests share that compare the window with derm: files to write, and derm's own words. */

/* (transfer full) A path in a folder that belongs to this program alone, until fixture_remove_scratch(). */
char *fixture_scratch_path (const char *name);
void fixture_remove_scratch (void);
/* (transfer full) Paths of three samples, one of them under a name with a comma, a quote and a space, and of a file
 * that is no image. */
char **fixture_scratch_files (void);
/* (transfer full) (element-type LensItem) */
GPtrArray *fixture_items_of_paths (char **paths);
/* (transfer full) */
char *fixture_read_file (const char *path);

/* (transfer full) Standard output of a shell's command line in which `derm` is the one of the build. */
char *fixture_run_derm (const char *command);
/* (transfer full) The text with each match of the regular expression replaced. */
char *fixture_replace (const char *text, const char *pattern, const char *replacement);
/* The time of the pass, which is the only thing that two runs differ in. */
#define JSON_TIME "\"ms\":[0-9.]+"
#define CSV_TIME ",[0-9]+\\.[0-9]{4},calibrated,"
