/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-step-page.h"

#include <math.h>

#define SIDE 224 /* of the picture, in widget units */

struct _LensStepPage {
  GtkWidget parent_instance;

  /* borrowed children */
  GtkBox *body;
  GtkPicture *picture;
  GtkLabel *words;
  LensChoices *choices; /* or NULL */

  GdkTexture *texture; /* owned, or NULL */
  LensStage stage;
};

G_DEFINE_FINAL_TYPE (LensStepPage, lens_step_page, GTK_TYPE_WIDGET)

static void
lens_step_page_dispose (GObject *object)
{
  LensStepPage *self = LENS_STEP_PAGE (object);
  GtkWidget *child;

  self->choices = NULL;
  g_clear_object (&self->texture);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_step_page_parent_class)->dispose (object);
}

static void
lens_step_page_class_init (LensStepPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_step_page_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-step-page");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
lens_step_page_init (LensStepPage *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
}

static void
add_heading (LensStepPage *self)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label",
                                     lens_stage_get_title (self->stage), "xalign", 0.0, NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_parent (heading, GTK_WIDGET (self));
}

GtkWidget *
lens_step_page_new (LensStage stage)
{
  LensStepPage *self = g_object_new (LENS_TYPE_STEP_PAGE, NULL);
  GtkBox *image_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  LensStep step;

  self->stage = stage;
  add_heading (self);
  self->body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16));
  gtk_widget_set_parent (GTK_WIDGET (self->body), GTK_WIDGET (self));
  gtk_box_append (self->body, GTK_WIDGET (image_box));
  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->picture), GTK_ALIGN_START);
  gtk_box_append (image_box, GTK_WIDGET (self->picture));
  self->words
      = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "width-chars", 28, "max-width-chars", 28, NULL);
  gtk_box_append (image_box, GTK_WIDGET (self->words));
  if (lens_stage_get_step (stage, &step))
    {
      self->choices = LENS_CHOICES (lens_choices_new (step));
      gtk_widget_set_hexpand (GTK_WIDGET (self->choices), TRUE);
      gtk_box_append (self->body, GTK_WIDGET (self->choices));
    }

  return GTK_WIDGET (self);
}

/* In the shape of the input once it is squeezed, before that in its own. */
static void
show_texture (LensStepPage *self, DermInput *input)
{
  double width = gdk_texture_get_width (self->texture), height = gdk_texture_get_height (self->texture), scale;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkPaintable) paintable = NULL;

  if (self->stage == LENS_STAGE_SQUEEZED)
    {
      width = derm_input_get_width (input);
      height = derm_input_get_height (input);
    }
  scale = SIDE / MAX (width, height);
  width = MAX (1.0, floor (width * scale));
  height = MAX (1.0, floor (height * scale));
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  paintable = gtk_snapshot_free_to_paintable (snapshot, &GRAPHENE_SIZE_INIT ((float) width, (float) height));
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), (int) width, (int) height);
  gtk_picture_set_paintable (self->picture, paintable);
}

void
lens_step_page_set (LensStepPage *self, DermClassifier *classifier, DermImage *image, DermPrediction *prediction)
{
  DermInput *input = prediction != NULL ? derm_prediction_get_input (prediction) : NULL;

  g_return_if_fail (LENS_IS_STEP_PAGE (self));

  gtk_picture_set_paintable (self->picture, NULL);
  g_clear_object (&self->texture);
  if (image != NULL && input != NULL)
    {
      g_autofree char *words = lens_stage_describe (self->stage, image, input);

      self->texture = lens_stage_make_texture (self->stage, image, input);
      if (self->texture != NULL)
        show_texture (self, input);
      gtk_label_set_text (self->words, words);
      gtk_picture_set_alternative_text (self->picture, words);
    }
  if (self->choices != NULL)
    lens_choices_set (self->choices, classifier, image, prediction);
}

void
lens_step_page_set_narrow (LensStepPage *self, gboolean is_narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

const char *
lens_step_page_get_text (LensStepPage *self)
{
  return gtk_label_get_text (self->words);
}

GdkTexture *
lens_step_page_get_texture (LensStepPage *self)
{
  return self->texture;
}

LensChoices *
lens_step_page_get_choices (LensStepPage *self)
{
  return self->choices;
}
