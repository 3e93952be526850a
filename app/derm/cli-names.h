/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The names of many images, one after the other: however many there are, a few are in memory at a time. */

#include <derm.h>

/* Where names come from, as options say it; in this order. */
typedef struct {
  char **arguments;  /* files, "-" for standard input, and folders; NULL: none */
  char *files_from;  /* a list with a name a line, "-" for standard input; or NULL */
  char *files0_from; /* a list with a NUL behind each name; or NULL */
} CliSources;

/* Of all commands that take such lists. */
#define CLI_SOURCE_ENTRIES(sources)                                                                                    \
  { "files-from",                                                                                                      \
    0,                                                                                                                 \
    0,                                                                                                                 \
    G_OPTION_ARG_FILENAME,                                                                                             \
    &(sources)->files_from,                                                                                            \
    N_ ("Also the images that this file names, one a line; - for standard input, blank lines are skipped"),            \
    N_ ("FILE") },                                                                                                     \
  {                                                                                                                    \
    "files0-from", 0, 0, G_OPTION_ARG_FILENAME, &(sources)->files0_from,                                               \
        N_ ("The same with a NUL behind each name, as “find -print0” writes it"), N_ ("FILE")                          \
  }

void cli_sources_clear (CliSources *sources);

/* Whether there is any, and standard input is read once at most. FALSE after saying what is wrong; nothing is the
 * message if there is none. */
gboolean cli_sources_check (const CliSources *sources, const char *nothing);

/* Whether that is one image and no more. */
gboolean cli_sources_is_single (const CliSources *sources);

/* Whether one of them is a folder. NULL: none. */
gboolean cli_sources_has_folder (char *const *arguments);

typedef struct _CliNames CliNames;

/* Begins. Lists are opened here; NULL after saying which cannot be. A folder stands for all images in it and below,
 * hidden ones too, in natural order. A list's names are files and never folders; its "-" is the file of that name,
 * "./-". */
CliNames *cli_names_new (const CliSources *sources);

typedef enum {
  CLI_NAMES_NEXT,
  CLI_NAMES_WAIT, /* there is none yet; the main context wakes when that changes */
  CLI_NAMES_END,  /* there is no more, or the rest cannot be read */
} CliNamesState;

/* *name is for the caller to free, in any bytes but NUL. */
CliNamesState cli_names_try_next (CliNames *names, char **name);

/* The same, waiting. NULL at the end. */
char *cli_names_next (CliNames *names);

/* At the end: how many folders could not be read or had no image, which was said. */
guint cli_names_get_n_failed (CliNames *names);

/* At the end: whether a list could not be read to its end or had no name, which was said. */
gboolean cli_names_is_broken (CliNames *names);

/* How many names there are, if that can be told before they are read; -1 otherwise. */
gint64 cli_sources_count (const CliSources *sources);

void cli_names_free (CliNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliNames, cli_names_free)

/* All of them at once, for commands that need them so; *n_failed is raised by the folders that failed. NULL
 * after saying what is wrong with a list. (transfer full) (element-type filename) */
GPtrArray *cli_names_list (const CliSources *sources, guint *n_failed);
