/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pair-side.h"

#include <glib/gi18n.h>

/* Least height of an original for that of the input: what is drawn has a margin around it. */
#define ORIGINAL_SCALE 1.25

struct _LensPairSide {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *head;
  GtkLabel *letter_label;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkStack *stack;
  GtkLabel *placeholder;
  LensPicture *picture;
  GtkWidget *answer_box;
  GtkWidget *scores_box;
  LensInputGrid *grid;
  GtkLabel *value_label;
  GtkLabel *answer_label;
  LensBars *bars;
};

G_DEFINE_FINAL_TYPE (LensPairSide, lens_pair_side, GTK_TYPE_WIDGET)

static void
on_pointed_at (LensInputGrid *grid, const char *text, LensPairSide *self)
{
  gtk_label_set_text (self->value_label, text != NULL ? text : "");
}

static void
lens_pair_side_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_pair_side_parent_class)->dispose (object);
}

static void
lens_pair_side_class_init (LensPairSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pair_side_dispose;
  g_type_ensure (LENS_TYPE_BARS);
  g_type_ensure (LENS_TYPE_INPUT_GRID);
  g_type_ensure (LENS_TYPE_PICTURE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "lens-pair-side");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pair-side.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, head);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, letter_label);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, title_label);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, stack);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, placeholder);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, picture);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, answer_box);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, scores_box);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, grid);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, value_label);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, answer_label);
  gtk_widget_class_bind_template_child (widget_class, LensPairSide, bars);
}

static void
lens_pair_side_init (LensPairSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_can_target (GTK_WIDGET (lens_picture_get_cropper (self->picture)), FALSE); /* it is shown only */
  gtk_widget_set_can_focus (GTK_WIDGET (lens_picture_get_cropper (self->picture)), FALSE);
  g_signal_connect_object (self->grid, "pointed-at", G_CALLBACK (on_pointed_at), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Original image"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Network input"), -1);
}

void
lens_pair_side_set_letter (LensPairSide *self, const char *letter)
{
  g_return_if_fail (LENS_IS_PAIR_SIDE (self));

  gtk_label_set_text (self->letter_label, letter);
}

void
lens_pair_side_set_placeholder (LensPairSide *self, const char *text)
{
  g_return_if_fail (LENS_IS_PAIR_SIDE (self));

  gtk_label_set_text (self->placeholder, text);
}

/* The original is never drawn smaller than the input. */
static void
make_room (LensPairSide *self)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self->grid), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), -1, (int) (height * ORIGINAL_SCALE));
}

void
lens_pair_side_set_cell_size (LensPairSide *self, int cell_size)
{
  g_return_if_fail (LENS_IS_PAIR_SIDE (self));

  lens_input_grid_set_cell_size (self->grid, cell_size);
  make_room (self);
}

void
lens_pair_side_join (LensPairSide *self, GtkSizeGroup *headings, GtkSizeGroup *answers, GtkSizeGroup *bars)
{
  g_return_if_fail (LENS_IS_PAIR_SIDE (self));

  gtk_size_group_add_widget (headings, self->head);
  gtk_size_group_add_widget (answers, self->answer_box);
  gtk_size_group_add_widget (bars, self->scores_box);
}

/* With the frame of the crop that the network got, unless the image lies otherwise on screen than in the input. */
static void
show_image (LensPairSide *self, DermImage *image, DermInput *input)
{
  DermRecipe *recipe = input != NULL ? derm_input_get_recipe (input) : NULL;
  const double *crop = recipe != NULL ? derm_recipe_get_crop (recipe) : NULL;

  if (crop != NULL && derm_recipe_get_orientation (recipe) != DERM_ORIENTATION_APPLY
      && derm_image_get_exif_orientation (image) != 1)
    crop = NULL;
  lens_picture_set_image (self->picture, image, crop);
}

/* "Melanoma 0.54", and the truth below: the sign at its bar may stand without a word. */
static void
show_answer (LensPairSide *self, DermPrediction *prediction, const char *truth)
{
  g_autofree char *markup = NULL;

  if (prediction != NULL && lens_bars_is_covered (self->bars))
    {
      markup = g_strdup (_ ("<b>Covered</b> until you have guessed."));
    }
  else if (prediction != NULL)
    {
      int top = derm_prediction_get_top (prediction);
      g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (prediction)[top]);

      markup = g_markup_printf_escaped ("<b>%s</b>  %s", derm_prediction_get_class_name (prediction, top), score);
      if (truth != NULL)
        {
          gboolean is_right = g_strcmp0 (truth, derm_prediction_get_label (prediction, top)) == 0;
          g_autofree char *line = g_strdup_printf (_ ("Truth: %s%s"), truth, is_right ? " ✓" : " ✗");
          g_autofree char *both = g_markup_printf_escaped ("\n%s", line), *answer = g_steal_pointer (&markup);

          markup = g_strconcat (answer, both, NULL);
        }
    }
  gtk_label_set_markup (self->answer_label, markup != NULL ? markup : "");
}

void
lens_pair_side_set_covered (LensPairSide *self, gboolean is_covered)
{
  g_return_if_fail (LENS_IS_PAIR_SIDE (self));

  lens_bars_set_covered (self->bars, is_covered);
}

void
lens_pair_side_set (LensPairSide *self, const char *title, const char *subtitle, DermImage *image,
                    DermPrediction *prediction, const char *truth)
{
  g_autofree char *name = NULL;

  g_return_if_fail (LENS_IS_PAIR_SIDE (self));

  gtk_label_set_text (self->title_label, title != NULL ? title : "");
  gtk_label_set_text (self->subtitle_label, subtitle != NULL ? subtitle : "");
  show_image (self, image, prediction != NULL ? derm_prediction_get_input (prediction) : NULL);
  lens_input_grid_set (self->grid, prediction != NULL ? derm_prediction_get_input (prediction) : NULL,
                       DERM_INPUT_VIEW_COLOR);
  make_room (self);
  lens_bars_set_truth (self->bars, truth);
  lens_bars_set_prediction (self->bars, prediction);
  show_answer (self, prediction, truth);
  gtk_stack_set_visible_child_name (self->stack, image != NULL ? "content" : "placeholder");

  /* TRANSLATORS: a letter that stands for one of two, and its name */
  name = g_strdup_printf (_ ("%s: %s"), gtk_label_get_text (self->letter_label), title != NULL ? title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_text (self->answer_label), -1);
}

void
lens_pair_side_set_error (LensPairSide *self, const char *reason)
{
  g_return_if_fail (LENS_IS_PAIR_SIDE (self));

  gtk_label_set_text (self->answer_label, reason);
}

const char *
lens_pair_side_get_title (LensPairSide *self)
{
  return gtk_label_get_text (self->title_label);
}

LensPicture *
lens_pair_side_get_picture (LensPairSide *self)
{
  return self->picture;
}

LensInputGrid *
lens_pair_side_get_grid (LensPairSide *self)
{
  return self->grid;
}

LensBars *
lens_pair_side_get_bars (LensPairSide *self)
{
  return self->bars;
}
