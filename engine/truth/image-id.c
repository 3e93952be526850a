/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "derm-image-format.h"
#include "truth-ids.h"

/* Names of one person's files may be composed in a table and decomposed on a disk: ä is one letter or two. */
char *
derm_image_id (const char *name)
{
  const char *slash = strrchr (name, '/'), *backslash = strrchr (name, '\\');
  const char *base = MAX (slash, backslash) != NULL ? MAX (slash, backslash) + 1 : name;
  const char *ending = derm_image_format_find_ending (base);
  g_autofree char *id = ending != NULL ? g_strndup (base, (gsize) (ending - base)) : g_strdup (base);
  char *composed = g_utf8_normalize (id, -1, G_NORMALIZE_NFC); /* NULL if it is not UTF-8 */

  return composed != NULL ? composed : g_steal_pointer (&id);
}
