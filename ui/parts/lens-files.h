/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be told of a file by its name alone. */

/* Its name for people: that in its folder, or its whole address where it has none. The file system is not asked: that
 * could block the window. (transfer full) */
char *lens_file_dup_name (GFile *file);

/* Names of two files for people. Where they are the same, with the folder in which the files differ, and what is between:
 * "run1/…/a.jpg" and "run2/…/a.jpg". a, b: (out) (transfer full) */
void lens_files_tell_apart (GFile *first, GFile *second, char **a, char **b);

/* Whether the document portal has given it to a sandboxed program: single files, each in a folder of its own without a
 * name. */
gboolean lens_file_is_lent (GFile *file);
/* Whether the name is that of a table. */
gboolean lens_file_is_table_name (const char *name);

G_END_DECLS
