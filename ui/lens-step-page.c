/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-step-page.h"

#define SIDE 224 /* of the picture, in widget units: half of what a copied input has */

struct _LensStepPage {
  GtkWidget parent_instance;

  /* borrowed children */
  GtkPicture *picture;
  GtkLabel *words;
  LensChoices *choices; /* or NULL */

  LensStage stage;
};

G_DEFINE_FINAL_TYPE (LensStepPage, lens_step_page, GTK_TYPE_WIDGET)

static void
lens_step_page_dispose (GObject *object)
{
  LensStepPage *self = LENS_STEP_PAGE (object);
  GtkWidget *child;

  self->choices = NULL;
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

  self->stage = stage;
  add_heading (self);
  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->picture), GTK_ALIGN_START);
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_FILL); /* its size is that of the stage */
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));
  self->words = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "width-chars", 30, "max-width-chars", 30, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->words), GTK_WIDGET (self));
  if (stage == LENS_STAGE_RESIZED || stage == LENS_STAGE_PACKED)
    {
      self->choices
          = LENS_CHOICES (lens_choices_new (stage == LENS_STAGE_RESIZED ? LENS_STEP_FILTER : LENS_STEP_LAYOUT));
      gtk_widget_set_parent (GTK_WIDGET (self->choices), GTK_WIDGET (self));
    }

  return GTK_WIDGET (self);
}

/* From the squeeze on it has the shape of the input, before that its own. */
static void
show_texture (LensStepPage *self, GdkTexture *texture, DermInput *input)
{
  double width = texture != NULL ? gdk_texture_get_width (texture) : 1;
  double height = texture != NULL ? gdk_texture_get_height (texture) : 1;
  double scale;

  if (self->stage == LENS_STAGE_SQUEEZED)
    {
      width = derm_input_get_width (input);
      height = derm_input_get_height (input);
    }
  scale = SIDE / MAX (width, height);
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)));
  gtk_picture_set_paintable (self->picture, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
}

void
lens_step_page_set (LensStepPage *self, DermClassifier *classifier, DermImage *image, DermPrediction *prediction)
{
  DermInput *input = prediction != NULL ? derm_prediction_get_input (prediction) : NULL;

  g_return_if_fail (LENS_IS_STEP_PAGE (self));

  if (image != NULL && input != NULL)
    {
      g_autoptr (GdkTexture) texture = lens_stage_make_texture (self->stage, image, input);
      g_autofree char *words = lens_stage_describe (self->stage, image, input);

      show_texture (self, texture, input);
      gtk_label_set_text (self->words, words);
      gtk_picture_set_alternative_text (self->picture, words);
    }
  else
    {
      gtk_picture_set_paintable (self->picture, NULL);
    }
  if (self->choices != NULL)
    lens_choices_set (self->choices, classifier, image, prediction);
}

const char *
lens_step_page_get_text (LensStepPage *self)
{
  return gtk_label_get_text (self->words);
}

GdkPaintable *
lens_step_page_get_paintable (LensStepPage *self)
{
  return gtk_picture_get_paintable (self->picture);
}

LensChoices *
lens_step_page_get_choices (LensStepPage *self)
{
  return self->choices;
}
