/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dladdr() */
#endif
#include "config.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-version.h"

const char *
derm_version (void)
{
  return DERM_VERSION;
}

const char *
derm_research_line (void)
{
  return _ ("Research and teaching only, not a diagnosis");
}

/* The folder that this library was loaded from, or that of the program that it is linked into. */
static char *
find_own_folder (void)
{
  g_autofree char *program = NULL;
  char *path = NULL, *folder;
  Dl_info info;

  if (dladdr ((void *) derm_data_path, &info) != 0 && info.dli_fname != NULL && strchr (info.dli_fname, '/') != NULL)
    path = realpath (info.dli_fname, NULL);
  if (path == NULL) /* for a program it is what it was called by, which may be anything */
    {
      program = g_file_read_link ("/proc/self/exe", NULL);
      return program != NULL ? g_path_get_dirname (program) : g_strdup ("");
    }
  folder = g_path_get_dirname (path);
  free (path);
  return folder;
}

/* Without the part at its end, or NULL if that is not there. */
static char *
strip_end (const char *path, const char *end)
{
  g_autofree char *whole = g_strconcat ("/", end, NULL);

  return g_str_has_suffix (path, whole) ? g_strndup (path, strlen (path) - strlen (whole)) : NULL;
}

/* A folder of the prefix that the library lies in, wherever somebody has moved it to; else of the prefix that it was built
 * for. What was not installed finds the data of its own source tree, whatever is installed beside it. */
static char *
find_folder (const char *in_tree, const char *below_prefix, const char *as_built)
{
  g_autofree char *own = find_own_folder (), *prefix = NULL, *moved = NULL;

  if (g_str_has_prefix (own, DERM_BUILD_ROOT G_DIR_SEPARATOR_S))
    return g_strdup (in_tree);
  prefix = strip_end (own, DERM_LIBDIR);
  if (prefix == NULL)
    prefix = strip_end (own, DERM_BINDIR);
  if (prefix != NULL && !g_path_is_absolute (below_prefix))
    moved = g_build_filename (prefix, below_prefix, NULL);
  return moved != NULL && g_file_test (moved, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&moved) : g_strdup (as_built);
}

char *
derm_data_path (const char *name)
{
  const char *told = g_getenv ("DERMLENS_DATA");
  g_autofree char *folder = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (told != NULL && *told != '\0')
    return g_build_filename (told, name, NULL);
  folder = find_folder (DERM_SOURCE_DATADIR, DERM_DATADIR_BELOW, DERM_DATADIR);
  return g_build_filename (folder, name, NULL);
}

const char *
derm_locale_path (void)
{
  static char *folder;

  if (g_once_init_enter (&folder))
    g_once_init_leave (&folder, find_folder (DERM_BUILD_ROOT "/po", LOCALEDIR_BELOW, LOCALEDIR));
  return folder;
}
