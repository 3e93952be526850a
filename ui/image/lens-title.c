/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-title.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"

struct _LensTitle {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *title_label;
  GtkLabel *subtitle_label;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensTitle, lens_title, GTK_TYPE_WIDGET)

/* What the filter shows, also where the list is folded; the image may be hidden by it. */
static void
append_filtered (LensTitle *self, LensItem *item, GString *text)
{
  LensSelection *selection = lens_session_get_selection (self->session);
  guint n = lens_collection_get_n_all (lens_session_get_collection (self->session));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (selection));

  if (text->len > 0)
    g_string_append (text, " · ");
  if (lens_selection_get_current_item (selection) == item)
    /* TRANSLATORS: place of the image among those that the filter of the list shows, and their number; number of all
     * images, like "3 of 13 shown, 2,260 in all" */
    g_string_append_printf (text, _ ("%'u of %'u shown, %'u in all"), lens_selection_get_current (selection) + 1,
                            n_shown, n);
  else
    g_string_append_printf (text, _ ("%'u of %'u shown"), n_shown, n);
}

/* "3 of 42" */
static void
append_place (LensTitle *self, LensItem *item, GString *text)
{
  LensSelection *selection = lens_session_get_selection (self->session);
  guint n = lens_collection_get_n_all (lens_session_get_collection (self->session));

  if (!lens_view_is_unfiltered (lens_session_get_view (self->session)))
    {
      append_filtered (self, item, text);
      return;
    }
  if (n <= 1 || lens_selection_get_current_item (selection) != item)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  /* TRANSLATORS: place of the image in the list, like "3 of 42" */
  g_string_append_printf (text, _ ("%u of %u"), lens_selection_get_current (selection) + 1, n);
}

static char *
format_subtitle (LensTitle *self, LensItem *item)
{
  DermImage *image = lens_shown_get_image (lens_session_get_shown (self->session));
  GString *text = g_string_new (NULL);

  if (image != NULL)
    {
      g_autofree char *size = lens_bidi_size (derm_image_get_width (image), derm_image_get_height (image));

      g_string_append (text, size);
    }
  append_place (self, item, text);
  if (lens_item_is_sample (item))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ ("drawn by a program"));

  return g_string_free (text, FALSE);
}

static void
update (LensTitle *self)
{
  LensItem *item = lens_shown_get_item (lens_session_get_shown (self->session));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = NULL, *subtitle = NULL;

  if (lens_session_is_closed (self->session))
    return;

  title = item != NULL ? lens_session_dup_name (self->session, item) : g_strdup ("Dermlens");
  subtitle = item != NULL ? format_subtitle (self, item) : g_strdup ("");
  if (GTK_IS_WINDOW (root))
    gtk_window_set_title (GTK_WINDOW (root), title);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->subtitle_label, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), *subtitle != '\0');
}

/* The list may be longer or shorter around what is on screen; a filter may hide that. */
static void
on_place_changed (LensTitle *self)
{
  if (lens_shown_get_item (lens_session_get_shown (self->session)) != NULL)
    update (self);
}

static void
lens_title_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_TITLE (object)->session);

  G_OBJECT_CLASS (lens_title_parent_class)->dispose (object);
}

static void
lens_title_class_init (LensTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_title_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-title.ui");
  gtk_widget_class_bind_template_child (widget_class, LensTitle, title_label);
  gtk_widget_class_bind_template_child (widget_class, LensTitle, subtitle_label);
}

static void
lens_title_init (LensTitle *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_title_set_session (LensTitle *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_TITLE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "place-changed", G_CALLBACK (on_place_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "notify::filter", G_CALLBACK (on_place_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_collection (session), "notify::n-waiting", G_CALLBACK (on_place_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
