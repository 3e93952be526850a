/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-switcher.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-keys.h"

#define LEAST_CHARS 3 /* of the button's words */

struct _LensSwitcher {
  GtkWidget parent_instance;

  /* template: one of the two is seen */
  GtkWidget *row;
  GtkWidget *button;
  GtkLabel *aspect_label;
  GtkLabel *name_label;

  LensSession *session; /* owned */
  int room;             /* that the row may take, whatever it could get */
};

G_DEFINE_FINAL_TYPE (LensSwitcher, lens_switcher, GTK_TYPE_WIDGET)

/* ---- layout ---- */

/* As narrow as the button may get, as wide as the row. */
static void
lens_switcher_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  LensSwitcher *self = LENS_SWITCHER (widget);
  int row, least, button;

  gtk_widget_measure (self->row, orientation, -1, &row, NULL, NULL, NULL);
  gtk_widget_measure (self->button, orientation, -1, &least, &button, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = MAX (row, button);
      return;
    }
  *minimum = least;
  *natural = row <= self->room ? MAX (row, least) : button; /* what is beside it keeps its place */
}

static void
show_child (GtkWidget *child, gboolean is_shown)
{
  gtk_widget_set_child_visible (child, is_shown);
  lens_accessible_set_hidden (child, !is_shown);
}

static void
lens_switcher_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensSwitcher *self = LENS_SWITCHER (widget);
  int row, button, size;
  gboolean is_row;

  gtk_widget_measure (self->row, GTK_ORIENTATION_HORIZONTAL, -1, &row, NULL, NULL, NULL);
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &button, NULL, NULL);
  is_row = row <= MIN (width, self->room);
  show_child (self->row, is_row);
  show_child (self->button, !is_row);
  if (is_row)
    {
      gtk_widget_measure (self->row, GTK_ORIENTATION_VERTICAL, -1, NULL, &size, NULL, NULL);
      gtk_widget_size_allocate (self->row, &(GtkAllocation){ (width - row) / 2, (height - size) / 2, row, size }, -1);
    }
  else
    {
      size = MIN (button, width);
      gtk_widget_size_allocate (self->button, &(GtkAllocation){ (width - size) / 2, 0, size, height }, -1);
    }
}

void
lens_switcher_set_room (LensSwitcher *self, int room)
{
  g_return_if_fail (LENS_IS_SWITCHER (self));

  if (room == self->room)
    return;
  self->room = room;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
lens_switcher_is_folded (LensSwitcher *self)
{
  g_return_val_if_fail (LENS_IS_SWITCHER (self), FALSE);

  return gtk_widget_get_child_visible (self->button);
}

/* ---- words ---- */

/* (transfer full) What a filter shows of the images, also where the list is folded; NULL if it shows all. */
static char *
dup_count (LensSwitcher *self)
{
  if (lens_view_is_unfiltered (lens_session_get_view (self->session)))
    return NULL;

  return g_strdup_printf (_ ("%'u of %'u shown"),
                          g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_selection (self->session))),
                          lens_collection_get_n_all (lens_session_get_collection (self->session)));
}

static void
update (LensSwitcher *self)
{
  LensItem *item = lens_shown_get_item (lens_session_get_shown (self->session));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *aspect = lens_aspect_get_name (lens_session_get_aspect (self->session));
  g_autofree char *name = NULL, *count = NULL, *title = NULL, *label = NULL;

  if (lens_session_is_closed (self->session))
    return;

  if (lens_aspect_is_of_list (lens_session_get_aspect (self->session)))
    name = lens_session_dup_list_name (self->session);
  else
    name = item != NULL ? lens_session_dup_name (self->session, item) : g_strdup ("Dermlens");
  count = dup_count (self);
  title = count != NULL ? g_strdup_printf ("%s · %s", name, count) : g_strdup (name);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_title (GTK_WINDOW (root), title);
  gtk_label_set_text (self->aspect_label, aspect);
  gtk_label_set_text (self->name_label, name);
  label = g_strdup_printf ("%s, %s", aspect, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* ---- the object ---- */

static void
lens_switcher_dispose (GObject *object)
{
  LensSwitcher *self = LENS_SWITCHER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_switcher_parent_class)->dispose (object);
}

static void
lens_switcher_class_init (LensSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_switcher_dispose;
  widget_class->measure = lens_switcher_measure;
  widget_class->size_allocate = lens_switcher_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "lens-switcher");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, LensSwitcher, row);
  gtk_widget_class_bind_template_child (widget_class, LensSwitcher, button);
  gtk_widget_class_bind_template_child (widget_class, LensSwitcher, aspect_label);
  gtk_widget_class_bind_template_child (widget_class, LensSwitcher, name_label);
}

static void
lens_switcher_init (LensSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->room = G_MAXINT;
  gtk_label_set_width_chars (self->aspect_label, LEAST_CHARS);
  lens_keys_fill_tooltips (GTK_WIDGET (self));
}

void
lens_switcher_set_session (LensSwitcher *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_SWITCHER (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "place-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "notify::filter", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
