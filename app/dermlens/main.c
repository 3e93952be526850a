/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <derm.h>
#include <glib/gi18n.h>
#include <locale.h>

#include "lens-application.h"
#include "lens-settings.h"

int
main (int argc, char *argv[])
{
  g_autoptr (LensApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, derm_locale_path ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  lens_settings_choose_backend ();
  g_set_prgname ("dermlens"); /* for --help and messages on options */
  g_set_application_name ("Dermlens");
  application = lens_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
