/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

/* Files of the last opening that could not be opened: how many they are, and each with its reason. */

#define LIST_HEIGHT 320
#define LIST_CHARS 60 /* in a line */

/* TRANSLATORS: name of a file, and why it could not be opened */
#define REASON_FORMAT _ ("%s: %s")

static char *
dup_failure (LensWindow *self, LensItem *item)
{
  g_autofree char *name = lens_window_dup_display_name (self, item);

  return g_strdup_printf (REASON_FORMAT, name, lens_item_get_error (item));
}

static void
report (LensWindow *self, const char *last)
{
  guint n = self->failed->len + self->refused->len;
  g_autofree char *text = NULL;

  if (n > 1)
    text = g_strdup_printf (
        ngettext ("%u file could not be opened. The last: %s", "%u files could not be opened. The last: %s", n), n,
        last);
  lens_window_show_error (self, NULL, text != NULL ? text : last);
  gtk_widget_set_visible (self->failures_button, n > 1);
}

void
lens_window_report_failure (LensWindow *self, LensItem *item)
{
  g_autofree char *last = dup_failure (self, item);

  if (!g_hash_table_contains (self->last_opened, item)) /* of an earlier opening: its row says it */
    {
      if (!gtk_info_bar_get_revealed (self->error_bar))
        lens_window_show_error (self, NULL, last);
      return;
    }
  if (!g_ptr_array_find (self->failed, item, NULL))
    g_ptr_array_add (self->failed, g_object_ref (item));
  report (self, last);
}

void
lens_window_refuse_file (LensWindow *self, const char *name, const char *reason)
{
  char *text = g_strdup_printf (REASON_FORMAT, name, reason);

  g_ptr_array_add (self->refused, text);
  report (self, text);
}

void
lens_window_forget_failure (LensWindow *self, LensItem *item)
{
  g_hash_table_remove (self->last_opened, item);
  g_ptr_array_remove (self->failed, item);
}

void
lens_window_forget_failures (LensWindow *self)
{
  g_hash_table_remove_all (self->last_opened);
  g_ptr_array_set_size (self->failed, 0);
  g_ptr_array_set_size (self->refused, 0);
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
}

static char *
dup_list (LensWindow *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->failed->len; i++)
    {
      g_autofree char *line = dup_failure (self, g_ptr_array_index (self->failed, i));

      g_string_append_printf (text, "%s\n", line);
    }
  for (guint i = 0; i < self->refused->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (self->refused, i));
  g_string_truncate (text, text->len > 0 ? text->len - 1 : 0);

  return g_string_free (text, FALSE);
}

/* As it is when it is asked for. */
static void
on_list_wanted (GtkMenuButton *button, gpointer user_data)
{
  g_autofree char *text = dup_list (user_data);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "selectable", TRUE, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "max-width-chars", LIST_CHARS, "xalign", 0.0, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new (), *popover = gtk_popover_new ();

  g_object_set (scroller, "child", label, "hscrollbar-policy", GTK_POLICY_NEVER, "max-content-height", LIST_HEIGHT,
                "propagate-natural-height", TRUE, "propagate-natural-width", TRUE, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

void
lens_window_install_failures (LensWindow *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->last_opened = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->failed = g_ptr_array_new_with_free_func (g_object_unref);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->failures_button = button;
  /* TRANSLATORS: button beside the last of several files that could not be opened: shows the others too */
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("All of Them"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_list_wanted, self, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  gtk_info_bar_add_child (self->error_bar, button);
}
