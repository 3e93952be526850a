/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli-names.h"
#include "cli-write.h"
#include "derm-cli.h"

void
cli_sources_clear (CliSources *sources)
{
  g_clear_pointer (&sources->arguments, g_strfreev);
  g_clear_pointer (&sources->files_from, g_free);
  g_clear_pointer (&sources->files0_from, g_free);
}

static gboolean
is_stdin_list (const char *path)
{
  return path != NULL && cli_is_stdin (path);
}

gboolean
cli_sources_check (const CliSources *sources, const char *nothing)
{
  gboolean has_arguments = sources->arguments != NULL && sources->arguments[0] != NULL;
  int n_stdin = is_stdin_list (sources->files_from) + is_stdin_list (sources->files0_from);

  if (!has_arguments && sources->files_from == NULL && sources->files0_from == NULL)
    {
      cli_error ("%s", nothing);
      return FALSE;
    }
  for (char **argument = sources->arguments; has_arguments && *argument != NULL; argument++)
    n_stdin += cli_is_stdin (*argument);
  if (n_stdin > 1)
    cli_error (_ ("Standard input (-) can be read once only."));
  return n_stdin <= 1;
}

gboolean
cli_sources_has_folder (char *const *arguments)
{
  for (; arguments != NULL && *arguments != NULL; arguments++)
    if (!cli_is_stdin (*arguments) && g_file_test (*arguments, G_FILE_TEST_IS_DIR))
      return TRUE;
  return FALSE;
}

gboolean
cli_sources_is_single (const CliSources *sources)
{
  return sources->files_from == NULL && sources->files0_from == NULL && sources->arguments[1] == NULL
         && !cli_sources_has_folder (sources->arguments);
}

/* Names in a list that can be read twice; -1 if it cannot. */
static gint64
count_list (const char *path, int delimiter)
{
  g_autofree char *block = g_malloc (1 << 16);
  FILE *file = path != NULL && !cli_is_stdin (path) && g_file_test (path, G_FILE_TEST_IS_REGULAR)
                   ? cli_open_to_read (path)
                   : NULL;
  gint64 n = 0;
  gsize n_read, n_here = 0; /* bytes of the name that is being read */

  if (path == NULL || file == NULL)
    return path == NULL ? 0 : -1;
  while ((n_read = fread (block, 1, 1 << 16, file)) > 0)
    for (gsize i = 0; i < n_read; i++)
      if (block[i] == delimiter)
        {
          n += n_here > 0;
          n_here = 0;
        }
      else
        n_here += delimiter == '\0' || block[i] != '\r';
  fclose (file);
  return n + (n_here > 0);
}

gint64
cli_sources_count (const CliSources *sources)
{
  gint64 n = sources->arguments != NULL ? (gint64) g_strv_length (sources->arguments) : 0;
  gint64 n_lines = count_list (sources->files_from, '\n'), n_names = count_list (sources->files0_from, '\0');

  return n_lines < 0 || n_names < 0 || cli_sources_has_folder (sources->arguments) ? -1 : n + n_lines + n_names;
}
