/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-strip.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-atlas-card.h"
#include "lens-places-words.h"

#define N_CARDS LENS_PLACES_NEAREST

struct _LensAtlasStrip {
  GtkWidget parent_instance;

  GtkWidget *box; /* owned child */
  GtkWidget *row;
  GtkLabel *title_label, *remark_label;
  GtkWidget *buttons[N_CARDS];

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensAtlasStrip, lens_atlas_strip, GTK_TYPE_WIDGET)

static void
on_clicked (GtkButton *button, LensAtlasStrip *self)
{
  LensItem *item = lens_atlas_card_get_item (LENS_ATLAS_CARD (gtk_button_get_child (button)));

  if (item != NULL && !lens_session_reveal (self->session, item))
    lens_messages_show_notice (lens_session_get_messages (self->session),
                               _ ("The filter of the list hides this image."), LENS_NOTICE_DONE);
}

static void
show_card (LensAtlasStrip *self, guint card, guint current, guint place)
{
  LensPlaces *places = lens_session_get_places (self->session);
  LensItem *item = lens_places_get_item (places, place);
  double distance = derm_atlas_get_distance (lens_places_get_atlas (places), current, place);
  g_autofree char *number = g_strdup_printf ("%.1f", distance), *name = lens_session_dup_name (self->session, item);
  g_autofree char *answer = lens_places_dup_answer (self->session, item), *spoken = NULL;

  lens_atlas_card_set (LENS_ATLAS_CARD (gtk_button_get_child (GTK_BUTTON (self->buttons[card]))), self->session, item,
                       number);
  gtk_widget_set_tooltip_text (self->buttons[card], name);
  /* TRANSLATORS: an image, its answer and how far it is */
  spoken = g_strdup_printf (_ ("%s, %s, distance %s"), name, answer, number);
  lens_accessible_set_name (self->buttons[card], spoken);
}

static void
show_title (LensAtlasStrip *self, LensItem *item)
{
  DermAtlas *atlas = lens_places_get_atlas (lens_session_get_places (self->session));
  g_autofree char *name = lens_session_dup_name (self->session, item);
  /* TRANSLATORS: name of an image; those that the network finds most like it follow */
  g_autofree char *title = g_strdup_printf (_ ("Most like %s"), name);
  /* TRANSLATORS: by what images are alike; %d is a number like 256 */
  g_autofree char *remark = g_strdup_printf (_ ("by all %d features, not by this map; distance at the right"),
                                             derm_atlas_get_n_features (atlas));

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->remark_label, remark);
}

static void
update (LensAtlasStrip *self)
{
  LensPlaces *places = lens_session_get_places (self->session);
  g_autofree char *state = lens_places_dup_state (self->session);
  LensItem *item = lens_selection_get_current_item (lens_session_get_selection (self->session));
  int current = state == NULL ? lens_places_find (places, item) : -1;
  g_autofree guint *nearest = NULL;
  guint n = 0;

  if (lens_session_is_closed (self->session))
    return;
  if (current >= 0)
    nearest = lens_places_list_nearest (places, (guint) current, &n);
  for (guint i = 0; i < N_CARDS; i++)
    {
      gtk_widget_set_visible (self->buttons[i], i < n);
      if (i < n)
        show_card (self, i, (guint) current, nearest[i]);
    }
  /* few are no wider than many */
  gtk_widget_set_halign (self->row, n < N_CARDS ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  if (n > 0)
    show_title (self, item);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
lens_atlas_strip_dispose (GObject *object)
{
  LensAtlasStrip *self = LENS_ATLAS_STRIP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_atlas_strip_parent_class)->dispose (object);
}

static void
lens_atlas_strip_class_init (LensAtlasStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_atlas_strip_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-atlas-strip");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_heading (LensAtlasStrip *self)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->title_label = GTK_LABEL (gtk_label_new (NULL));
  self->remark_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->title_label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_ellipsize (self->remark_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->title_label, 0);
  gtk_label_set_xalign (self->remark_label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->remark_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->remark_label), "lens-dim");
  gtk_box_append (GTK_BOX (heading), GTK_WIDGET (self->title_label));
  gtk_box_append (GTK_BOX (heading), GTK_WIDGET (self->remark_label));

  return heading;
}

static void
lens_atlas_strip_init (LensAtlasStrip *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->row), TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (self->box), make_heading (self));
  for (guint i = 0; i < N_CARDS; i++)
    {
      self->buttons[i] = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->buttons[i]), lens_atlas_card_new (TRUE));
      gtk_widget_add_css_class (self->buttons[i], "flat");
      gtk_widget_add_css_class (self->buttons[i], "lens-atlas-card");
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (on_clicked), self, 0);
      gtk_box_append (GTK_BOX (self->row), self->buttons[i]);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->row);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
lens_atlas_strip_set_session (LensAtlasStrip *self, LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);

  g_return_if_fail (LENS_IS_ATLAS_STRIP (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (places, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (places, "settings-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_selection (session), "current-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
