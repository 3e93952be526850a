/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-title.h"

#include <glib/gi18n.h>

#include "lens-files.h"

struct _LensTitle {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *title_label;
  GtkLabel *subtitle_label;

  LensSession *session; /* owned */
  GFile *folder;        /* owned; of all images so far; NULL: none, or several */
  LensItem *first;      /* owned; the first of these images */
  guint n_seen;
};

G_DEFINE_FINAL_TYPE (LensTitle, lens_title, GTK_TYPE_WIDGET)

/* ---- the collection ---- */

/* Looks at an image once, however long the list is and however often it grows. */
static void
find_folder (LensTitle *self)
{
  GListModel *items = G_LIST_MODEL (lens_session_get_collection (self->session));
  guint n = g_list_model_get_n_items (items);
  g_autoptr (LensItem) first = g_list_model_get_item (items, 0);

  if (n < self->n_seen || first != self->first)
    {
      g_clear_object (&self->folder);
      self->n_seen = 0;
    }
  g_set_object (&self->first, first);
  for (guint i = self->n_seen; i < n && (i == 0 || self->folder != NULL); i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (items, i);
      GFile *file = lens_item_is_sample (item) ? NULL : lens_item_get_file (item);
      g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

      if (i == 0)
        g_set_object (&self->folder, folder);
      else if (folder == NULL || !g_file_equal (folder, self->folder))
        g_clear_object (&self->folder);
    }
  self->n_seen = n;
}

/* (transfer full) */
static char *
dup_heading (LensTitle *self)
{
  if (self->folder == NULL || lens_session_is_presenting (self->session))
    return g_strdup ("Dermlens");

  return lens_file_dup_name (self->folder);
}

/* (transfer full) How many there are, and what a filter shows of them, also where the list is folded. */
static char *
dup_count (LensTitle *self)
{
  guint n = lens_collection_get_n_all (lens_session_get_collection (self->session));

  if (lens_view_is_unfiltered (lens_session_get_view (self->session)))
    return g_strdup_printf (ngettext ("%'u image", "%'u images", n), n);

  return g_strdup_printf (_ ("%'u of %'u shown"),
                          g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_selection (self->session))), n);
}

static void
update_heading (LensTitle *self)
{
  g_autofree char *title = NULL, *subtitle = NULL;

  if (lens_session_is_closed (self->session))
    return;

  find_folder (self);
  title = dup_heading (self);
  subtitle = dup_count (self);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->subtitle_label, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), title); /* it may be cut */
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label),
                          lens_collection_get_n_all (lens_session_get_collection (self->session)) > 0);
}

/* ---- the window's title, which the shell shows ---- */

static void
update (LensTitle *self)
{
  LensItem *item = lens_shown_get_item (lens_session_get_shown (self->session));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = NULL;

  if (lens_session_is_closed (self->session) || !GTK_IS_WINDOW (root))
    return;

  title = item != NULL ? lens_session_dup_name (self->session, item) : g_strdup ("Dermlens");
  gtk_window_set_title (GTK_WINDOW (root), title);
}

static void
on_changed (LensTitle *self)
{
  update (self);
  update_heading (self);
}

static void
lens_title_dispose (GObject *object)
{
  LensTitle *self = LENS_TITLE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->folder);
  g_clear_object (&self->first);
  g_clear_object (&self->session);

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
  g_signal_connect_object (session, "place-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "notify::filter", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_collection (session), "settled", G_CALLBACK (update_heading), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}
