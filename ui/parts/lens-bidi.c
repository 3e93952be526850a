/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-bidi.h"

/* Pango takes the direction of a line from its first letter: this one is not seen. */
#define RIGHT_TO_LEFT_MARK "\u200F"
#define LEFT_TO_RIGHT_ISOLATE "\u2066"
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

static gboolean
is_rtl (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

char *
lens_bidi_line (const char *text)
{
  return g_strconcat (is_rtl () ? RIGHT_TO_LEFT_MARK : "", text, NULL);
}

char *
lens_bidi_part (const char *text)
{
  return is_rtl () ? g_strconcat (RIGHT_TO_LEFT_MARK FIRST_STRONG_ISOLATE, text, POP_ISOLATE, NULL) : g_strdup (text);
}

char *
lens_bidi_isolate (const char *text)
{
  return is_rtl () ? g_strconcat (LEFT_TO_RIGHT_ISOLATE, text, POP_ISOLATE, NULL) : g_strdup (text);
}

char *
lens_bidi_size (int width, int height)
{
  return g_strdup_printf (is_rtl () ? LEFT_TO_RIGHT_ISOLATE "%d × %d" POP_ISOLATE : "%d × %d", width, height);
}

char *
lens_bidi_recipe (DermRecipe *recipe)
{
  g_auto (GStrv) parts = NULL;
  GString *line;

  if (!is_rtl ())
    return derm_recipe_describe (recipe);

  line = g_string_new (RIGHT_TO_LEFT_MARK);
  parts = derm_recipe_list_parameters (recipe);
  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (line, "%s" FIRST_STRONG_ISOLATE "%s" POP_ISOLATE, i > 0 ? " · " : "", parts[i]);

  return g_string_free (line, FALSE);
}
