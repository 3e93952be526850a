/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-shortcuts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-keys.h"

/* GTK 4.8 has no function that puts a section into such a window, and later releases deprecate the window's functions:
 * GtkBuilder makes it in all of them. */

#define MAX_HEIGHT "13" /* lines of a column */

static void
open_object (GString *ui, const char *type)
{
  g_string_append_printf (ui, "<child><object class='%s'>", type);
}

static void
close_object (GString *ui)
{
  g_string_append (ui, "</object></child>");
}

static void
append_property (GString *ui, const char *name, const char *value)
{
  g_autofree char *element = g_markup_printf_escaped ("<property name='%s'>%s</property>", name, value);

  g_string_append (ui, element);
}

/* The accelerators of an entry, separated by spaces; @is_rtl: for text that runs from right to left. */
static void
append_keys (GString *accels, const LensKeys *keys, gboolean is_rtl)
{
  const LensKeys *named = keys->scope == LENS_KEYS_AGAIN ? lens_keys_find (keys->action) : keys;
  g_autofree char *text = g_strdelimit (g_strdup (named->keys), "|", ' ');

  if (accels->len > 0)
    g_string_append_c (accels, ' ');
  if (keys->is_mirrored && is_rtl)
    g_string_append (accels, g_str_equal (text, "Left") ? "Right" : "Left");
  else
    g_string_append (accels, text);
}

/* A line of the list: the entries from @first to before @end. */
static void
append_line (GString *ui, guint first, guint end, const char *direction)
{
  g_autoptr (GString) accels = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    append_keys (accels, &lens_keys[i], g_strcmp0 (direction, "rtl") == 0);
  open_object (ui, "GtkShortcutsShortcut");
  if (direction != NULL)
    append_property (ui, "direction", direction);
  append_property (ui, "title", _ (lens_keys[first].title));
  append_property (ui, "accelerator", accels->str);
  close_object (ui);
}

/* Returns the entry after the line that starts with @first. */
static guint
append_lines (GString *ui, guint first)
{
  gboolean is_mirrored = lens_keys[first].is_mirrored;
  guint end = first + 1;

  for (; end < lens_n_keys && lens_keys[end].group == lens_keys[first].group
         && g_str_equal (lens_keys[end].title, lens_keys[first].title);
       end++)
    is_mirrored = is_mirrored || lens_keys[end].is_mirrored;
  append_line (ui, first, end, is_mirrored ? "ltr" : NULL);
  if (is_mirrored)
    append_line (ui, first, end, "rtl");

  return end;
}

static void
append_group (GString *ui, LensKeysGroup group)
{
  open_object (ui, "GtkShortcutsGroup");
  append_property (ui, "title", _ (lens_keys_groups[group].title));
  for (guint i = 0; i < lens_n_keys;)
    i = lens_keys[i].group == group ? append_lines (ui, i) : i + 1;
  close_object (ui);
}

/* Sections are the runs of groups with one id. */
static char *
dup_ui (void)
{
  g_autoptr (GString) ui = g_string_new ("<interface><object class='GtkShortcutsWindow' id='shortcuts'>");

  append_property (ui, "modal", "True");
  for (int i = LENS_KEYS_UNLISTED + 1; i < LENS_KEYS_N_GROUPS; i++)
    {
      const LensKeysGroupWords *words = &lens_keys_groups[i];

      if (g_strcmp0 (words->section_id, words[-1].section_id) != 0)
        {
          open_object (ui, "GtkShortcutsSection");
          append_property (ui, "section-name", words->section_id);
          append_property (ui, "title", _ (words->section_title));
          append_property (ui, "max-height", MAX_HEIGHT);
        }
      append_group (ui, (LensKeysGroup) i);
      if (i + 1 == LENS_KEYS_N_GROUPS || g_strcmp0 (words->section_id, words[1].section_id) != 0)
        close_object (ui);
    }
  g_string_append (ui, "</object></interface>");

  return g_strdup (ui->str);
}

/* GTK names some keys as programs do: "Page_Down". */
static void
tidy_key_names (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tidy_key_names (child);

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "keycap"))
    {
      const char *key = gtk_label_get_text (GTK_LABEL (widget));

      if (strlen (key) > 1 && strchr (key, '_') != NULL)
        {
          g_autofree char *name = g_strdelimit (g_strdup (key), "_", ' ');

          gtk_label_set_text (GTK_LABEL (widget), name);
        }
    }
}

GtkWindow *
lens_shortcuts_new (GtkWindow *parent)
{
  g_autofree char *ui = dup_ui ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (ui, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  tidy_key_names (GTK_WIDGET (window));
  /* The first; GTK shows another. */
  g_object_set (window, "section-name", lens_keys_groups[LENS_KEYS_UNLISTED + 1].section_id, NULL);
  gtk_window_set_transient_for (window, parent);

  return window;
}
