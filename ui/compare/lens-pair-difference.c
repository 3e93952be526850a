/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pair-difference.h"

#include <glib/gi18n.h>
#include <math.h>

struct _LensPairDifference {
  GtkBox parent_instance;

  /* template */
  GtkBox *content_box;
  GtkLabel *sentence;
  GtkWidget *map_box;
  LensInputGrid *grid;
  GtkDrawingArea *legend;
  GtkLabel *legend_label;
  GtkLabel *value_label;
  LensBars *bars;
  GtkLabel *scale_label;

  LensScores scores;
};

G_DEFINE_FINAL_TYPE (LensPairDifference, lens_pair_difference, GTK_TYPE_BOX)

static void
draw_legend (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  for (int x = 0; x < width; x++)
    {
      DermColor color = derm_figure_difference_color ((x + 0.5) / width);

      cairo_set_source_rgb (cr, color.r, color.g, color.b);
      cairo_rectangle (cr, x, 0, 1, height);
      cairo_fill (cr);
    }
}

/* The first of these grey levels that no pixel exceeds. */
static double
choose_scale (double largest)
{
  double scale = 8.0;

  while (scale < largest && scale < 256.0)
    scale *= 2.0;

  return MIN (scale, 255.0);
}

static void
show_map (LensPairDifference *self, DermInput *a, DermInput *b, double largest)
{
  double scale = choose_scale (largest);
  g_autofree char *text = NULL;

  lens_input_grid_set (self->grid, NULL, DERM_INPUT_VIEW_COLOR); /* first: the two must be of one size */
  lens_input_grid_set_base (self->grid, a, scale);
  lens_input_grid_set (self->grid, b, DERM_INPUT_VIEW_COLOR);
  /* TRANSLATORS: below a band of colours from dark to light */
  text = g_strdup_printf (_ ("Dark: no difference. Light: %.0f grey levels."), scale);
  gtk_label_set_text (self->legend_label, text);
}

static gboolean
are_packed_alike (DermInput *a, DermInput *b)
{
  return derm_recipe_get_layout (derm_input_get_recipe (a)) == derm_recipe_get_layout (derm_input_get_recipe (b));
}

/* Shows the difference of the inputs and says what it is. */
static char *
compare_inputs (LensPairDifference *self, DermInput *a, DermInput *b)
{
  double mean = 0.0, largest = 0.0;
  int x = 0, y = 0;
  gboolean is_comparable = derm_input_compare (b, a, &mean, &largest, &x, &y);

  gtk_widget_set_visible (self->map_box, is_comparable);
  if (!is_comparable)
    {
      lens_input_grid_set (self->grid, NULL, DERM_INPUT_VIEW_COLOR);
      return g_strdup_printf (_ ("The inputs cannot be subtracted: one is %d × %d, the other %d × %d pixels."),
                              derm_input_get_width (a), derm_input_get_height (a), derm_input_get_width (b),
                              derm_input_get_height (b));
    }

  show_map (self, a, b, largest);
  if (largest > 0.0)
    /* TRANSLATORS: both numbers are grey levels from 0 to 255; then column and row of a pixel */
    return g_strdup_printf (_ ("The inputs differ by %.1f grey levels on average, and most by %.1f at x %d, y %d."),
                            mean, largest, x, y);
  if (!are_packed_alike (a, b))
    return g_strdup (_ ("The inputs have the same pixels, packed differently."));

  return g_strdup (_ ("The inputs are the same, byte for byte."));
}

/* The class whose scores differ most; -1 if none differs by as much as is shown. */
static int
find_most_different (LensPairDifference *self, DermPrediction *a, DermPrediction *b)
{
  double most = LENS_LEAST_DIFFERENCE;
  int found = -1;

  for (int i = 0; i < derm_prediction_get_n_classes (b); i++)
    {
      double difference = fabs (lens_scores_get_difference (self->scores, b, a, i));

      if (difference >= most) /* false for NAN */
        {
          most = difference;
          found = i;
        }
    }

  return found;
}

static char *
compare_scores (LensPairDifference *self, DermPrediction *a, DermPrediction *b)
{
  const char *name_a = derm_prediction_get_class_name (a, derm_prediction_get_top (a));
  const char *name_b = derm_prediction_get_class_name (b, derm_prediction_get_top (b));
  int most = find_most_different (self, a, b);
  GString *text = g_string_new (NULL);

  lens_bars_set_base (self->bars, a);
  lens_bars_set_prediction (self->bars, b);
  if (g_strcmp0 (derm_prediction_get_label (a, derm_prediction_get_top (a)),
                 derm_prediction_get_label (b, derm_prediction_get_top (b)))
      == 0)
    /* TRANSLATORS: %s is a class, like "Melanoma" */
    g_string_append_printf (text, _ ("Both answer: %s."), name_a);
  else
    /* TRANSLATORS: A and B are the letters of two that are compared; then the class that each answers */
    g_string_append_printf (text, _ ("A: %1$s. B: %2$s."), name_a, name_b);
  g_string_append_c (text, ' ');
  if (most >= 0)
    {
      g_autofree char *number = lens_scores_format_difference (lens_scores_get_difference (self->scores, b, a, most));

      /* TRANSLATORS: code of a class, and a number with its sign */
      g_string_append_printf (text, _ ("The scores differ most for %1$s: %2$s."), derm_prediction_get_label (b, most),
                              number);
    }
  else
    {
      g_string_append (text, _ ("No score differs by more than rounding."));
    }

  return g_string_free (text, FALSE);
}

static void
on_pointed_at (LensInputGrid *grid, const char *text, LensPairDifference *self)
{
  gtk_label_set_text (self->value_label, text != NULL ? text : "");
}

static void
lens_pair_difference_class_init (LensPairDifferenceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LENS_TYPE_INPUT_GRID);
  g_type_ensure (LENS_TYPE_BARS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pair-difference.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, content_box);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, sentence);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, map_box);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, grid);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, legend);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, legend_label);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, value_label);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, bars);
  gtk_widget_class_bind_template_child (widget_class, LensPairDifference, scale_label);
}

static void
lens_pair_difference_init (LensPairDifference *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->grid, "pointed-at", G_CALLBACK (on_pointed_at), self, 0);
  gtk_drawing_area_set_draw_func (self->legend, draw_legend, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Difference of the inputs, pixel by pixel"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bars), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Differences of the scores"), -1);
}

void
lens_pair_difference_set (LensPairDifference *self, DermPrediction *a, DermPrediction *b)
{
  gboolean has_both = a != NULL && b != NULL;
  g_autofree char *inputs = NULL;
  g_autofree char *scores = NULL;
  g_autofree char *text = NULL;
  g_autofree char *scale = NULL;

  g_return_if_fail (LENS_IS_PAIR_DIFFERENCE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), has_both);
  if (has_both)
    {
      inputs = compare_inputs (self, derm_prediction_get_input (a), derm_prediction_get_input (b));
      scores = compare_scores (self, a, b);
      text = g_strdup_printf ("%s %s", scores, inputs);
      /* TRANSLATORS: the ends of bars to both sides, the same number twice */
      scale = g_strdup_printf (_ ("Bars from −%.2g to +%.2g"), lens_bars_get_difference_scale (self->bars),
                               lens_bars_get_difference_scale (self->bars));
      gtk_label_set_text (self->scale_label, scale);
    }
  gtk_label_set_text (self->sentence, has_both ? text : "");
}

void
lens_pair_difference_set_scores (LensPairDifference *self, LensScores scores)
{
  g_return_if_fail (LENS_IS_PAIR_DIFFERENCE (self));

  self->scores = scores;
  lens_bars_set_scores (self->bars, scores);
}

void
lens_pair_difference_set_column (LensPairDifference *self, gboolean is_column)
{
  g_return_if_fail (LENS_IS_PAIR_DIFFERENCE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content_box),
                                  is_column ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

void
lens_pair_difference_set_cell_size (LensPairDifference *self, int cell_size)
{
  int width;

  g_return_if_fail (LENS_IS_PAIR_DIFFERENCE (self));

  lens_input_grid_set_cell_size (self->grid, cell_size);
  gtk_widget_measure (GTK_WIDGET (self->grid), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_drawing_area_set_content_width (self->legend, width);
}

int
lens_pair_difference_get_least_width (LensPairDifference *self)
{
  int least = 0, minimum;

  g_return_val_if_fail (LENS_IS_PAIR_DIFFERENCE (self), 0);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->content_box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      least = MAX (least, minimum);
    }

  return least;
}

LensInputGrid *
lens_pair_difference_get_grid (LensPairDifference *self)
{
  return self->grid;
}

LensBars *
lens_pair_difference_get_bars (LensPairDifference *self)
{
  return self->bars;
}

const char *
lens_pair_difference_get_text (LensPairDifference *self)
{
  return gtk_label_get_text (self->sentence);
}
