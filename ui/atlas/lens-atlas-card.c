/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-card.h"

#include "lens-atlas-marks.h"
#include "lens-places-words.h"
#include "lens-thumb.h"

#define WIDTH 90
#define HEIGHT 62

struct _LensAtlasCard {
  GtkWidget parent_instance;

  GtkWidget *box, *thumb, *mark; /* children of it; the first is owned */
  GtkLabel *name_label, *answer_label, *number_label;

  LensItem *item; /* owned, or NULL */
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (LensAtlasCard, lens_atlas_card, GTK_TYPE_WIDGET)

static void
show_thumbnail (LensAtlasCard *self)
{
  lens_thumb_set_paintable (LENS_THUMB (self->thumb), self->item != NULL ? lens_item_get_thumbnail (self->item) : NULL);
}

static void
take (LensAtlasCard *self, LensItem *item)
{
  if (item == self->item)
    return;
  if (self->item != NULL)
    {
      g_clear_signal_handler (&self->changed_id, self->item);
      lens_item_remove_viewer (self->item);
    }
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  lens_item_add_viewer (item); /* its picture is kept */
  self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_thumbnail), self);
}

static void
lens_atlas_card_dispose (GObject *object)
{
  LensAtlasCard *self = LENS_ATLAS_CARD (object);

  take (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (lens_atlas_card_parent_class)->dispose (object);
}

static void
lens_atlas_card_class_init (LensAtlasCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_atlas_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lens_atlas_card_init (LensAtlasCard *self)
{
  self->thumb = lens_thumb_new (WIDTH, HEIGHT);
  self->mark = lens_mark_widget_new ();
  self->name_label = GTK_LABEL (gtk_label_new (NULL));
  self->answer_label = GTK_LABEL (gtk_label_new (NULL));
  self->number_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name_label, 0);
  gtk_label_set_ellipsize (self->name_label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (self->name_label, 22);
  gtk_label_set_xalign (self->answer_label, 0);
  gtk_label_set_xalign (self->number_label, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->number_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->answer_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->number_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->answer_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->number_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->number_label), "lens-dim");
}

GtkWidget *
lens_atlas_card_new (gboolean is_upright)
{
  LensAtlasCard *self = g_object_new (LENS_TYPE_ATLAS_CARD, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->box = gtk_box_new (is_upright ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, is_upright ? 3 : 8);
  gtk_box_append (GTK_BOX (line), self->mark);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->answer_label));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->number_label));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->name_label));
  gtk_box_append (GTK_BOX (words), line);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), self->thumb);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), !is_upright);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/* The mark is that of the map, which may be of the truth or of the flag. */
static void
show_mark (LensAtlasCard *self, LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);
  g_auto (GStrv) classes = lens_places_list_classes (places);
  int place = lens_places_find (places, self->item);
  const char *class = place >= 0 ? lens_places_get_class (places, (guint) place) : "";
  guint found = 0;

  while (classes[found] != NULL && !g_str_equal (classes[found], class))
    found++;
  lens_mark_widget_set (self->mark, class, found, TRUE);
}

void
lens_atlas_card_set (LensAtlasCard *self, LensSession *session, LensItem *item, const char *number)
{
  g_autofree char *answer = NULL, *name = NULL, *verdict = NULL;

  g_return_if_fail (LENS_IS_ATLAS_CARD (self));

  take (self, item);
  show_thumbnail (self);
  if (item == NULL)
    return;
  lens_work_prefer (lens_session_get_work (session), item);
  answer = lens_places_dup_answer (session, item);
  name = lens_session_dup_name (session, item);
  gtk_label_set_text (self->name_label, name);
  if (number == NULL && *answer != '\0' && lens_item_is_wrong (item))
    verdict = g_strdup_printf ("%s ≠ %s", answer, lens_item_get_truth (item));
  gtk_label_set_text (self->answer_label, verdict != NULL ? verdict : answer);
  gtk_label_set_text (self->number_label, number != NULL ? number : "");
  show_mark (self, session);
}

LensItem *
lens_atlas_card_get_item (LensAtlasCard *self)
{
  g_return_val_if_fail (LENS_IS_ATLAS_CARD (self), NULL);

  return self->item;
}
