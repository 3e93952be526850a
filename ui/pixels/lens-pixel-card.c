/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-card.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-pixel-words.h"
#include "lens-raster.h"

#define PICTURE 56 /* widget units, at most */

struct _LensPixelCard {
  GtkToggleButton parent_instance;

  /* template */
  GtkPicture *picture;
  GtkLabel *name_label;
  GtkLabel *answer_label;

  const guint8 *rgb; /* that the picture shows; only compared */
  guint place;
};

G_DEFINE_FINAL_TYPE (LensPixelCard, lens_pixel_card, GTK_TYPE_TOGGLE_BUTTON)

static void
lens_pixel_card_class_init (LensPixelCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pixel-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPixelCard, picture);
  gtk_widget_class_bind_template_child (widget_class, LensPixelCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, LensPixelCard, answer_label);
}

static void
lens_pixel_card_init (LensPixelCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lens_pixel_card_new (void)
{
  return g_object_new (LENS_TYPE_PIXEL_CARD, NULL);
}

/* At a whole multiple, if it is small enough for one. */
static void
show_picture (LensPixelCard *self, LensEdits *edits, const guint8 *rgb)
{
  int width = lens_edits_get_width (edits), height = lens_edits_get_height (edits), longer = MAX (width, height);
  double zoom = longer <= PICTURE ? PICTURE / longer : (double) PICTURE / longer;
  const LensRasterImage image = { rgb, width, height, zoom, TRUE };
  const LensRasterPart part = { 0, 0, MAX (1, (int) (zoom * width)), MAX (1, (int) (zoom * height)) };
  g_autoptr (GdkTexture) texture = NULL;

  if (rgb == self->rgb)
    return;
  self->rgb = rgb;
  texture = lens_raster_new_texture (&image, &part);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
}

void
lens_pixel_card_set (LensPixelCard *self, LensSession *session, guint place)
{
  LensEdits *edits = lens_session_get_edits (session);
  g_autofree char *name = NULL, *answer = NULL, *words = NULL;
  DermPrediction *prediction;
  gboolean is_now, is_covered;

  g_return_if_fail (LENS_IS_PIXEL_CARD (self));

  self->place = place;
  is_now = place == lens_edits_get_place (edits);
  name = lens_pixel_words_dup_step (edits, place);
  prediction = lens_edits_get_step_prediction (edits, place);
  answer = lens_pixel_words_dup_answer (session, prediction);
  is_covered = prediction != NULL && lens_session_is_covered (session, prediction);
  words = g_strdup_printf ("%s, %s", name, is_covered ? _ ("Covered until you have guessed.") : answer);
  show_picture (self, edits, lens_edits_get_step_rgb (edits, place));
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->answer_label, answer);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), is_now);
  if (is_now)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_label), "heading");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  lens_accessible_set_name (GTK_WIDGET (self), words);
}

guint
lens_pixel_card_get_place (LensPixelCard *self)
{
  g_return_val_if_fail (LENS_IS_PIXEL_CARD (self), 0);

  return self->place;
}
