/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-language.h"

#include <derm.h>
#include <libintl.h>
#include <locale.h>

#include "../remove-tree.h"

#define LOCALE "en_US.UTF-8"

void
figure_language_init (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL), *path = g_build_filename (folder, LOCALE, NULL);
  const char *argv[] = { "localedef", "-i", "en_US", "-f", "UTF-8", path, NULL };

  setlocale (LC_ALL, "C.UTF-8");
  if (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL))
    {
      g_setenv ("LOCPATH", folder, TRUE);
      setlocale (LC_MESSAGES, LOCALE);
      g_unsetenv ("LOCPATH");
    }
  remove_tree (folder); /* it is in memory now */
  bindtextdomain ("dermlens", derm_locale_path ());
  bind_textdomain_codeset ("dermlens", "UTF-8");
}
