/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pair.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-decision.h"

#define CELL_SIZE 6        /* of the difference, in widget units */
#define NARROW_CELL_SIZE 4 /* of the inputs, so that the scores have room beside them at 360 */

struct _LensPair {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *heading_label;
  GtkScrolledWindow *scroller;
  GtkBox *sides_box;
  LensPairSide *side_a;
  LensPairSide *side_b;
  GtkBox *difference;
  GtkBox *difference_box;
  GtkLabel *sentence;
  GtkWidget *map_box;
  LensInputGrid *grid;
  GtkDrawingArea *legend;
  GtkLabel *legend_label;
  GtkLabel *value_label;
  LensBars *bars;
  GtkLabel *scale_label;

  LensPairSide *sides[2]; /* borrowed: the two above */
  GCancellable *cancellable; /* owned; of what is to be shown: a result that carries another one is late */
  struct Result {
    DermImage *image;           /* owned */
    DermPrediction *prediction; /* owned; NULL: not known yet, or failed */
    char *title, *subtitle, *truth, *error;
  } results[2];
  LensScores scores;
  DermDecision decision;
  guint n_running;
  gboolean is_linked;
  gboolean is_following; /* one picture is being put where the other is */
};

G_DEFINE_FINAL_TYPE (LensPair, lens_pair, GTK_TYPE_WIDGET)

typedef struct {
  GWeakRef pair; /* LensPair */
  GCancellable *cancellable;
  int index; /* of the side */
} Job;

static void
job_free (Job *job)
{
  g_weak_ref_clear (&job->pair);
  g_object_unref (job->cancellable);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
clear_result (struct Result *result)
{
  g_clear_object (&result->image);
  g_clear_object (&result->prediction);
  g_clear_pointer (&result->title, g_free);
  g_clear_pointer (&result->subtitle, g_free);
  g_clear_pointer (&result->truth, g_free);
  g_clear_pointer (&result->error, g_free);
}

static void
stop (LensPair *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_running = 0;
  for (int i = 0; i < 2; i++)
    clear_result (&self->results[i]);
}

/* ---- both originals in step ---- */

static void
follow (LensPair *self, LensPicture *leader)
{
  LensPicture *pictures[2];
  LensPictureView view;

  if (self->is_following || !self->is_linked)
    return;

  for (int i = 0; i < 2; i++)
    pictures[i] = lens_pair_side_get_picture (self->sides[i]);
  if (lens_picture_get_image (leader) == NULL)
    return;

  self->is_following = TRUE;
  lens_picture_get_view (leader, &view);
  lens_picture_set_view (leader == pictures[0] ? pictures[1] : pictures[0], &view);
  self->is_following = FALSE;
}

static void
on_view_changed (LensPicture *picture, LensPair *self)
{
  /* A picture without focus or pointer changes with its size only, and then the other does too. */
  follow (self, picture);
}

/* ---- the difference ---- */

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
show_map (LensPair *self, DermInput *a, DermInput *b, double largest)
{
  double scale = choose_scale (largest);
  g_autofree char *text = NULL;

  lens_input_grid_set (self->grid, NULL, DERM_INPUT_VIEW_COLOR); /* first: the two must be of one size */
  lens_input_grid_set_base (self->grid, a, scale);
  lens_input_grid_set (self->grid, b, DERM_INPUT_VIEW_COLOR);
  /* TRANSLATORS: below a band of colours from dark to light */
  text = g_strdup_printf (_ ("0 (dark) to %.0f grey levels (light)"), scale);
  gtk_label_set_text (self->legend_label, text);
}

static gboolean
are_packed_alike (DermInput *a, DermInput *b)
{
  return derm_recipe_get_layout (derm_input_get_recipe (a)) == derm_recipe_get_layout (derm_input_get_recipe (b));
}

/* Shows the difference of the inputs and says what it is. */
static char *
compare_inputs (LensPair *self, DermInput *a, DermInput *b)
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
    return g_strdup_printf (_ ("The inputs differ by %.1f grey levels on average, and most by %.1f at x %d, y %d."), mean,
                            largest, x, y);
  if (!are_packed_alike (a, b))
    return g_strdup (_ ("The inputs have the same pixels, packed differently."));

  return g_strdup (_ ("The inputs are the same, byte for byte."));
}

/* The class whose scores differ most; -1 if none differs by as much as is shown. */
static int
find_most_different (LensPair *self, DermPrediction *a, DermPrediction *b)
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
compare_scores (LensPair *self, DermPrediction *a, DermPrediction *b)
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
      g_autofree char *number
          = lens_scores_format_difference (lens_scores_get_difference (self->scores, b, a, most));

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
show_difference (LensPair *self)
{
  DermPrediction *a = lens_bars_get_prediction (lens_pair_side_get_bars (self->side_a));
  DermPrediction *b = lens_bars_get_prediction (lens_pair_side_get_bars (self->side_b));
  gboolean has_both = a != NULL && b != NULL;
  g_autofree char *inputs = NULL;
  g_autofree char *scores = NULL;
  g_autofree char *text = NULL;
  g_autofree char *scale = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->difference), has_both);
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

/* ---- what is shown ---- */

static void
show_results (LensPair *self)
{
  LensPictureView views[2];
  gboolean is_linked = self->is_linked;

  self->is_linked = FALSE; /* until both have their images */
  for (int i = 0; i < 2; i++)
    {
      struct Result *result = &self->results[i];
      LensPicture *picture = lens_pair_side_get_picture (self->sides[i]);

      lens_picture_get_view (picture, &views[i]);
      lens_pair_side_set (self->sides[i], result->title, result->subtitle, result->image, result->prediction,
                          result->truth);
      if (result->error != NULL)
        lens_pair_side_set_error (self->sides[i], result->error);
      lens_picture_set_view (picture, &views[i]); /* the next image is seen as closely as the one before */
    }
  self->is_linked = is_linked;
  follow (self, lens_pair_side_get_picture (self->side_a));
  show_difference (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LensPair) self = g_weak_ref_get (&job->pair);
  g_autoptr (DermPrediction) prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &error);

  if (self == NULL || self->cancellable != job->cancellable)
    return;

  if (prediction != NULL)
    self->results[job->index].prediction = lens_decide (prediction, self->decision);
  else
    self->results[job->index].error = g_strdup (error->message);
  if (--self->n_running == 0)
    show_results (self);
}

static void
start (LensPair *self, int index, const LensSubject *subject)
{
  Job *job = g_new0 (Job, 1);

  self->results[index] = (struct Result){ .image = g_object_ref (subject->image),
                                          .title = g_strdup (subject->title),
                                          .subtitle = g_strdup (subject->subtitle),
                                          .truth = g_strdup (subject->truth) };
  g_weak_ref_init (&job->pair, self);
  job->cancellable = g_object_ref (self->cancellable);
  job->index = index;
  self->n_running++;
  derm_classifier_open_async (subject->classifier, NULL, subject->image, subject->recipe, G_PRIORITY_DEFAULT,
                              self->cancellable, on_opened, job);
}

static void
lens_pair_dispose (GObject *object)
{
  LensPair *self = LENS_PAIR (object);
  GtkWidget *child;

  stop (self);
  if (self->legend != NULL)
    gtk_drawing_area_set_draw_func (self->legend, NULL, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_pair_parent_class)->dispose (object);
}

static void
lens_pair_class_init (LensPairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pair_dispose;
  g_type_ensure (LENS_TYPE_PAIR_SIDE);
  gtk_widget_class_set_css_name (widget_class, "lens-pair");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pair.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPair, heading_label);
  gtk_widget_class_bind_template_child (widget_class, LensPair, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensPair, sides_box);
  gtk_widget_class_bind_template_child (widget_class, LensPair, side_a);
  gtk_widget_class_bind_template_child (widget_class, LensPair, side_b);
  gtk_widget_class_bind_template_child (widget_class, LensPair, difference);
  gtk_widget_class_bind_template_child (widget_class, LensPair, difference_box);
  gtk_widget_class_bind_template_child (widget_class, LensPair, sentence);
  gtk_widget_class_bind_template_child (widget_class, LensPair, map_box);
  gtk_widget_class_bind_template_child (widget_class, LensPair, grid);
  gtk_widget_class_bind_template_child (widget_class, LensPair, legend);
  gtk_widget_class_bind_template_child (widget_class, LensPair, legend_label);
  gtk_widget_class_bind_template_child (widget_class, LensPair, value_label);
  gtk_widget_class_bind_template_child (widget_class, LensPair, bars);
  gtk_widget_class_bind_template_child (widget_class, LensPair, scale_label);
}

static void
on_pointed_at (LensInputGrid *grid, const char *text, LensPair *self)
{
  gtk_label_set_text (self->value_label, text != NULL ? text : "");
}

static void
lens_pair_init (LensPair *self)
{
  self->is_linked = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sides[0] = self->side_a;
  self->sides[1] = self->side_b;
  /* TRANSLATORS: the letters of two that are compared */
  lens_pair_side_set_letter (self->side_a, C_ ("compared", "A"));
  lens_pair_side_set_letter (self->side_b, C_ ("compared", "B"));
  for (int i = 0; i < 2; i++)
    g_signal_connect_object (lens_pair_side_get_picture (self->sides[i]), "view-changed",
                             G_CALLBACK (on_view_changed), self, 0);
  lens_input_grid_set_cell_size (self->grid, CELL_SIZE);
  g_signal_connect_object (self->grid, "pointed-at", G_CALLBACK (on_pointed_at), self, 0);
  gtk_drawing_area_set_draw_func (self->legend, draw_legend, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Difference of the inputs, pixel by pixel"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bars), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Differences of the scores"), -1);
}

void
lens_pair_set_heading (LensPair *self, const char *heading)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  gtk_label_set_text (self->heading_label, heading);
}

void
lens_pair_set (LensPair *self, const LensSubject *a, const LensSubject *b, DermDecision decision,
               const char *placeholder)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  stop (self);
  self->decision = decision;
  lens_pair_side_set_placeholder (self->side_b, placeholder != NULL ? placeholder : "");
  if (a != NULL && a->image != NULL)
    {
      self->cancellable = g_cancellable_new ();
      start (self, 0, a);
      if (b != NULL && b->image != NULL)
        start (self, 1, b);
    }
  else
    {
      show_results (self);
    }
}

void
lens_pair_set_scores (LensPair *self, LensScores scores)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  self->scores = scores;
  for (int i = 0; i < 2; i++)
    lens_bars_set_scores (lens_pair_side_get_bars (self->sides[i]), scores);
  lens_bars_set_scores (self->bars, scores);
  show_difference (self);
}

void
lens_pair_set_crisp (LensPair *self, gboolean is_crisp)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  for (int i = 0; i < 2; i++)
    lens_picture_set_crisp (lens_pair_side_get_picture (self->sides[i]), is_crisp);
}

void
lens_pair_set_linked (LensPair *self, gboolean is_linked)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  self->is_linked = is_linked;
  follow (self, lens_pair_get_picture (self));
}

void
lens_pair_set_narrow (LensPair *self, gboolean is_narrow)
{
  GtkOrientation along = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  for (int i = 0; i < 2; i++)
    lens_input_grid_set_cell_size (lens_pair_side_get_grid (self->sides[i]), is_narrow ? NARROW_CELL_SIZE : CELL_SIZE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides_box), along);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->difference_box), along);
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
}

LensPicture *
lens_pair_get_picture (LensPair *self)
{
  LensPicture *second = lens_pair_side_get_picture (self->side_b);

  return gtk_widget_has_focus (GTK_WIDGET (second)) ? second : lens_pair_side_get_picture (self->side_a);
}

LensPairSide *
lens_pair_get_side (LensPair *self, int index)
{
  return self->sides[index];
}

LensInputGrid *
lens_pair_get_difference_grid (LensPair *self)
{
  return self->grid;
}

LensBars *
lens_pair_get_difference_bars (LensPair *self)
{
  return self->bars;
}

const char *
lens_pair_get_text (LensPair *self)
{
  return gtk_label_get_text (self->sentence);
}

gboolean
lens_pair_is_idle (LensPair *self)
{
  return self->n_running == 0;
}
