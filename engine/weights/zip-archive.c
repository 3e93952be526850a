/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <dlfcn.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "zip-archive.h"

gboolean
derm_zip_walk (GBytes *bytes, const DermArchiveVisitor *visitor, gpointer data, GError **error)
{
  void *library
      = dlopen (DERM_ARCHIVE_LIBRARY, RTLD_LAZY | RTLD_NODELETE); /* searched for from here, unlike GModule's */
  DermArchiveWalk *walk;
  g_autofree char *reason = NULL;

  *(void **) &walk = library != NULL ? dlsym (library, "derm_archive_walk") : NULL;
  if (walk == NULL)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the reader of zip archives could not be loaded: %s"),
                   dlerror ());
      return FALSE;
    }
  reason = walk (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), visitor, data);
  dlclose (library);
  if (reason != NULL)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, reason);
  return reason == NULL;
}
