/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-menu.h"

char *
lens_menu_escape (const char *words)
{
  GString *label = g_string_new (words);

  g_string_replace (label, "_", "__", 0);

  return g_string_free (label, FALSE);
}

void
lens_menu_append_choice (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

void
lens_menu_append_number (GMenu *menu, const char *label, const char *action, int target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "i", target);
  g_menu_append_item (menu, item);
}
