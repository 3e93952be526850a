/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-groups.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"

struct _LensAtlasGroups {
  GtkWidget parent_instance;

  GtkWidget *box; /* owned child */
  GtkLabel *label;
  GtkWidget *previous, *next;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensAtlasGroups, lens_atlas_groups, GTK_TYPE_WIDGET)

static LensDuplicates *
get_duplicates (LensAtlasGroups *self)
{
  return lens_session_get_duplicates (self->session);
}

static const char *
get_kind_words (DermTwinKind kind)
{
  switch (kind)
    {
    case DERM_TWINS_FILE:
      return _ ("the files are the same");
    case DERM_TWINS_PICTURE:
      return _ ("the pictures are the same");
    case DERM_TWINS_FEATURES:
    default:
      return _ ("to the network they are nearly the same");
    }
}

/* (transfer full) */
static char *
dup_words (LensAtlasGroups *self)
{
  guint n = lens_duplicates_get_n_groups (get_duplicates (self));
  int shown = lens_duplicates_get_shown (get_duplicates (self));
  DermTwinKind kind;

  if (shown < 0)
    return g_strdup_printf (ngettext ("%'u group of images that are one.", "%'u groups of images that are one.", n), n);
  lens_duplicates_get_group (get_duplicates (self), (guint) shown, &kind);

  /* TRANSLATORS: which of several groups of images, and why they are one */
  return g_strdup_printf (_ ("Group %d of %u: %s"), shown + 1, n, get_kind_words (kind));
}

static void
update (LensAtlasGroups *self)
{
  g_autofree char *words = NULL;
  gboolean is_shown;
  int n, shown;

  if (lens_session_is_closed (self->session))
    return;
  n = (int) lens_duplicates_get_n_groups (get_duplicates (self));
  shown = lens_duplicates_get_shown (get_duplicates (self));
  is_shown = n > 0 && lens_duplicates_is_shown (get_duplicates (self));
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
  if (!is_shown)
    return;
  words = dup_words (self);
  gtk_label_set_text (self->label, words);
  gtk_widget_set_sensitive (self->previous, shown >= 0);
  gtk_widget_set_sensitive (self->next, shown + 1 < n);
}

/* Before the first stand all of them. */
static void
on_previous (LensAtlasGroups *self)
{
  lens_duplicates_show (get_duplicates (self), lens_duplicates_get_shown (get_duplicates (self)) - 1);
}

static void
on_next (LensAtlasGroups *self)
{
  lens_duplicates_show (get_duplicates (self), lens_duplicates_get_shown (get_duplicates (self)) + 1);
}

static void
on_close (LensAtlasGroups *self)
{
  lens_duplicates_hide (get_duplicates (self));
}

static void
lens_atlas_groups_dispose (GObject *object)
{
  LensAtlasGroups *self = LENS_ATLAS_GROUPS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_atlas_groups_parent_class)->dispose (object);
}

static void
lens_atlas_groups_class_init (LensAtlasGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_atlas_groups_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-atlas-groups");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
add_button (LensAtlasGroups *self, const char *icon, const char *words, GCallback on_clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  lens_accessible_set_name (button, words);
  g_signal_connect_object (button, "clicked", on_clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), button);

  return button;
}

static void
lens_atlas_groups_init (LensAtlasGroups *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  self->previous = add_button (self, "go-previous-symbolic", _ ("The Group Before"), G_CALLBACK (on_previous));
  self->next = add_button (self, "go-next-symbolic", _ ("The Next Group"), G_CALLBACK (on_next));
  add_button (self, "window-close-symbolic", _ ("Show All Images Again"), G_CALLBACK (on_close));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
lens_atlas_groups_set_session (LensAtlasGroups *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_ATLAS_GROUPS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (get_duplicates (self), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
