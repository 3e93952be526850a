/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

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

/* A program that was not installed shall find the data of its own source tree, whatever is installed beside it. */
static gboolean
is_run_from_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, DERM_BUILD_ROOT G_DIR_SEPARATOR_S);
}

char *
derm_data_path (const char *name)
{
  const char *folder = g_getenv ("DERMLENS_DATA");

  g_return_val_if_fail (name != NULL, NULL);

  if (folder == NULL || *folder == '\0')
    folder = is_run_from_build_folder () ? DERM_SOURCE_DATADIR : DERM_DATADIR;
  return g_build_filename (folder, name, NULL);
}

const char *
derm_locale_path (void)
{
  return is_run_from_build_folder () ? DERM_BUILD_ROOT "/po" : LOCALEDIR;
}
