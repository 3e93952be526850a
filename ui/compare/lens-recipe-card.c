/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-recipe-card.h"

#include <glib/gi18n.h>

#include "lens-bars.h"
#include "lens-bidi.h"
#include "lens-accessible.h"

#define INPUT_SIDE 84
#define DETAILED_WIDTH 222 /* of the three planes */
#define INPUT_GAP 8
#define N_NUMBERS 8 /* that are written out */

struct _LensRecipeCard {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *name_label;
  GtkBox *parameters_box;
  GtkWidget *input_box;
  GtkDrawingArea *area;
  GtkLabel *numbers_label;
  GtkLabel *answer_label;
  LensBars *bars;
  GtkWidget *buttons_box;
  GtkButton *use_button;
  GtkButton *beside_button;

  GtkLabel *parameters[LENS_RECIPE_N_ROWS]; /* borrowed children of the box */
  char **words;                             /* owned; of the parameters */

  DermRecipe *recipe;         /* owned */
  DermPrediction *prediction; /* owned */
  gboolean is_covered, is_detailed;
};

G_DEFINE_FINAL_TYPE (LensRecipeCard, lens_recipe_card, GTK_TYPE_WIDGET)

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  LensRecipeCard *self = user_data;

  DermInput *input;

  if (self->prediction == NULL)
    return;

  /* In colour, and below it as packed: there a wrong layout shows. */
  input = derm_prediction_get_input (self->prediction);
  derm_figure_input (cr, input, DERM_INPUT_VIEW_COLOR, MIN (width, INPUT_SIDE), MIN (width, INPUT_SIDE));
  cairo_translate (cr, 0, height - width / 3);
  derm_figure_input (cr, input, DERM_INPUT_VIEW_PACKED, width, width / 3);
}

static void
lens_recipe_card_dispose (GObject *object)
{
  LensRecipeCard *self = LENS_RECIPE_CARD (object);
  GtkWidget *child;

  if (self->area != NULL)
    gtk_drawing_area_set_draw_func (self->area, NULL, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->recipe);
  g_clear_object (&self->prediction);

  G_OBJECT_CLASS (lens_recipe_card_parent_class)->dispose (object);
}

static void
lens_recipe_card_finalize (GObject *object)
{
  g_strfreev (LENS_RECIPE_CARD (object)->words);

  G_OBJECT_CLASS (lens_recipe_card_parent_class)->finalize (object);
}

static void
lens_recipe_card_class_init (LensRecipeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_recipe_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_recipe_card_finalize;
  g_type_ensure (LENS_TYPE_BARS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "lens-recipe-card");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-recipe-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, parameters_box);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, input_box);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, area);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, numbers_label);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, answer_label);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, bars);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, buttons_box);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, use_button);
  gtk_widget_class_bind_template_child (widget_class, LensRecipeCard, beside_button);
}

static void
lens_recipe_card_init (LensRecipeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->area, draw, self, NULL);
}

static void
add_parameters (LensRecipeCard *self)
{
  self->words = lens_recipe_list_rows (self->recipe);
  for (int i = 0; i < LENS_RECIPE_N_ROWS; i++)
    {
      g_autofree char *text = lens_bidi_part (*self->words[i] != '\0' ? self->words[i] : "–");

      self->parameters[i]
          = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "yalign", 0.0, "wrap", TRUE, "wrap-mode",
                          PANGO_WRAP_WORD_CHAR, "width-chars", 20, "max-width-chars", 22, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->parameters[i]), "caption");
      gtk_box_append (self->parameters_box, GTK_WIDGET (self->parameters[i]));
    }
}

GtkWidget *
lens_recipe_card_new (DermModel *model, DermRecipe *recipe, DermRecipe *order)
{
  LensRecipeCard *self = g_object_new (LENS_TYPE_RECIPE_CARD, NULL);
  const char *name = derm_recipe_get_name (recipe);
  g_autofree char *description = lens_bidi_recipe (recipe);

  self->recipe = g_object_ref (recipe);
  gtk_label_set_text (self->name_label, name);
  add_parameters (self);
  lens_bars_set_model (self->bars, model);
  lens_bars_set_order (self->bars, model, order);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->use_button), "s", name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->beside_button), "s", name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);

  return GTK_WIDGET (self);
}

GtkWidget *
lens_recipe_card_get_row (LensRecipeCard *self, guint row)
{
  GtkWidget *others[] = { GTK_WIDGET (self->name_label), self->input_box, GTK_WIDGET (self->bars), self->buttons_box };

  if (row == 0)
    return others[0];
  if (row <= LENS_RECIPE_N_ROWS)
    return GTK_WIDGET (self->parameters[row - 1]);

  return row - LENS_RECIPE_N_ROWS < G_N_ELEMENTS (others) ? others[row - LENS_RECIPE_N_ROWS] : NULL;
}

const char *const *
lens_recipe_card_get_parameters (LensRecipeCard *self)
{
  return (const char *const *) self->words;
}

static void
set_css_class (gpointer widget, const char *name, gboolean has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
lens_recipe_card_show_parameters (LensRecipeCard *self, const gboolean *is_shown, LensRecipeCard *other)
{
  g_return_if_fail (LENS_IS_RECIPE_CARD (self));

  for (int i = 0; i < LENS_RECIPE_N_ROWS; i++)
    {
      gboolean is_different = !g_str_equal (self->words[i], other->words[i]);

      gtk_widget_set_visible (GTK_WIDGET (self->parameters[i]), is_shown[i]);
      set_css_class (self->parameters[i], "lens-dim", !is_different);
      set_css_class (self->parameters[i], "lens-differs", is_different);
    }
}

DermRecipe *
lens_recipe_card_get_recipe (LensRecipeCard *self)
{
  return self->recipe;
}

LensBars *
lens_recipe_card_get_bars (LensRecipeCard *self)
{
  return self->bars;
}

DermPrediction *
lens_recipe_card_get_prediction (LensRecipeCard *self)
{
  return self->prediction;
}

/* "R 140  G 95  B 93": what stands first in the long row, whatever the network takes it for. */
static void
show_numbers (LensRecipeCard *self)
{
  static const char letters[] = "RGB";
  DermInput *input = derm_prediction_get_input (self->prediction);
  DermRecipe *recipe = derm_input_get_recipe (input);
  gsize n, n_pixels = (gsize) (derm_input_get_width (input) * derm_input_get_height (input));
  g_autofree float *values = derm_input_list_values (input, 0, &n, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_rows = derm_recipe_get_layout (recipe) == DERM_LAYOUT_ROWS;

  if (values == NULL || derm_recipe_get_mean (recipe) != NULL) /* then they are no colours */
    return;
  /* TRANSLATORS: of the numbers that the network gets, which follow */
  g_string_printf (text, _ ("First %1$d of %2$'d numbers:"), N_NUMBERS, (int) n);
  for (gsize i = 0; i < N_NUMBERS && i < n; i++)
    g_string_append_printf (text, "  <b>%c</b>\u00a0%.0f", letters[is_rows ? i % 3 : i / n_pixels],
                            (double) values[i] * derm_recipe_get_scale (recipe));
  gtk_label_set_markup (self->numbers_label, text->str);
}

static void
show_answer (LensRecipeCard *self)
{
  int top = derm_prediction_get_top (self->prediction);
  g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (self->prediction)[top]);
  g_autofree char *answer = NULL;

  if (self->is_covered)
    answer = g_strdup (_ ("<b>Covered</b> until you have guessed."));
  else
    answer = g_markup_printf_escaped ("<b>%s</b>\n%s", derm_prediction_get_class_name (self->prediction, top), score);
  gtk_label_set_markup (self->answer_label, answer);
}

void
lens_recipe_card_set_prediction (LensRecipeCard *self, DermPrediction *prediction)
{
  g_autofree char *label = NULL;

  g_return_if_fail (LENS_IS_RECIPE_CARD (self));

  g_set_object (&self->prediction, prediction);
  show_answer (self);
  if (self->is_detailed)
    show_numbers (self);
  lens_bars_set_prediction (self->bars, prediction);
  /* TRANSLATORS: %s is the name of a recipe */
  label = g_strdup_printf (_ ("Network input by recipe %s"), derm_recipe_get_name (self->recipe));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

void
lens_recipe_card_set_error (LensRecipeCard *self, const char *reason)
{
  g_return_if_fail (LENS_IS_RECIPE_CARD (self));

  gtk_label_set_text (self->answer_label, reason);
}

void
lens_recipe_card_set_detailed (LensRecipeCard *self)
{
  g_return_if_fail (LENS_IS_RECIPE_CARD (self));

  self->is_detailed = TRUE;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->input_box), GTK_ORIENTATION_VERTICAL);
  gtk_drawing_area_set_content_width (self->area, DETAILED_WIDTH);
  gtk_drawing_area_set_content_height (self->area, INPUT_SIDE + INPUT_GAP + DETAILED_WIDTH / 3);
  gtk_label_set_max_width_chars (self->answer_label, 30);
  gtk_widget_set_visible (GTK_WIDGET (self->numbers_label), TRUE);
  gtk_widget_set_visible (self->buttons_box, FALSE); /* the model's list does not have the lessons' own recipes */
}

void
lens_recipe_card_set_covered (LensRecipeCard *self, gboolean is_covered)
{
  g_return_if_fail (LENS_IS_RECIPE_CARD (self));

  if (is_covered == self->is_covered)
    return;

  self->is_covered = is_covered;
  lens_bars_set_covered (self->bars, is_covered);
  if (self->prediction != NULL)
    show_answer (self);
}

void
lens_recipe_card_set_current (LensRecipeCard *self, gboolean is_current)
{
  g_autofree char *label = NULL;

  g_return_if_fail (LENS_IS_RECIPE_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self->beside_button), !is_current);
  gtk_button_set_label (self->use_button, is_current ? _ ("✓ In Use") : _ ("Use This Recipe"));
  /* TRANSLATORS: what the button says, and the name of a recipe */
  label = g_strdup_printf (_ ("%s: %s"), is_current ? _ ("In use") : _ ("Use this recipe"),
                           derm_recipe_get_name (self->recipe));
  lens_accessible_set_name (GTK_WIDGET (self->use_button), label);
  set_css_class (self, "lens-current", is_current);
}
