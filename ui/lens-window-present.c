/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

/* What shows names of files, apart from the title. */
static void
hide_names (LensWindow *self)
{
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  gtk_info_bar_set_revealed (self->notice_bar, self->exporting != NULL); /* it may be wanted to cancel that */
  if (g_str_equal (lens_window_get_page (self), "failed"))
    lens_window_show_selected (self);
}

/* Left by the window manager's own key, it is left for good. */
static void
on_fullscreened (LensWindow *self, GParamSpec *pspec, gpointer user_data)
{
  if (self->is_presenting && !gtk_window_is_fullscreen (GTK_WINDOW (self)))
    g_action_group_change_action_state (G_ACTION_GROUP (self), "present", g_variant_new_boolean (FALSE));
}

void
lens_window_set_presenting (LensWindow *self, gboolean is_presenting)
{
  if (is_presenting == self->is_presenting)
    return;

  g_signal_handlers_disconnect_by_func (self, on_fullscreened, NULL);
  self->is_presenting = is_presenting;
  if (is_presenting)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "lens-presenter");
      gtk_window_fullscreen (GTK_WINDOW (self));
      hide_names (self);
      g_signal_connect (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), NULL);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "lens-presenter");
      gtk_window_unfullscreen (GTK_WINDOW (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->provenance_label),
                          !is_presenting && *gtk_label_get_text (self->provenance_label) != '\0');
  gtk_widget_set_visible (self->footer_separator, !is_presenting);
  lens_window_show_note (self);
  lens_window_update_layout (self);
  lens_window_update_sidebar (self);
  lens_window_update_recent (self);
  lens_window_show_place (self);
  lens_window_show_pair (self); /* it shows names too */
}

char *
lens_window_dup_display_name (LensWindow *self, LensItem *item)
{
  guint place;

  if (!self->is_presenting)
    return g_strdup (lens_item_get_name (item));
  if (g_list_store_find (self->items, item, &place))
    /* TRANSLATORS: instead of a name that is not to be seen: place of the image in the list */
    return g_strdup_printf (_ ("Image %u"), place + 1);

  return g_strdup (_ ("Image"));
}
