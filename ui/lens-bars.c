/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-bars.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-meter.h"
#include "lens-motion.h"
#include "lens-theme.h"

#define TIGHT 0.8 /* of the height of a row, where room is scarce */

struct _LensBars {
  GtkWidget parent_instance;

  DermModel *model;           /* owned */
  DermPrediction *prediction; /* owned */
  DermPrediction *base;       /* owned; NULL: scores are shown, not differences */
  double scale;               /* of the differences */
  char *truth;                /* or NULL */
  gboolean is_sorted;
  gboolean is_muted;
  LensScores scores;

  GPtrArray *meters;  /* borrowed children, one per row */
  int *order;         /* row -> class */
  LensMotion *motion; /* owned; what is drawn now, by class */
};

G_DEFINE_FINAL_TYPE (LensBars, lens_bars, GTK_TYPE_WIDGET)

static int
n_classes (LensBars *self)
{
  return self->model != NULL ? derm_model_get_n_classes (self->model) : 0;
}

static double
get_difference (LensBars *self, int index)
{
  return lens_scores_get_difference (self->scores, self->prediction, self->base, index);
}

static double
get_target (LensBars *self, int index)
{
  if (self->prediction == NULL)
    return 0.0;
  if (self->base == NULL)
    return lens_scores_get_length (self->scores, self->prediction, index);

  return isnan (get_difference (self, index)) ? 0.0 : get_difference (self, index) / self->scale;
}

/* The first of 0.1, 0.2, 0.5, 1, 2, 5, ... that none of the differences exceeds. */
static void
update_scale (LensBars *self)
{
  static const double steps[] = { 2.0, 2.5, 2.0 };

  self->scale = 0.1;
  for (int i = 0; self->prediction != NULL && self->base != NULL && i < n_classes (self); i++)
    for (int step = 0; fabs (get_difference (self, i)) > self->scale; step = (step + 1) % 3)
      self->scale *= steps[step];
}

/* (transfer full) The number at the end of a bar; NULL without a prediction. */
static char *
format_value (LensBars *self, int index)
{
  if (self->prediction == NULL)
    return NULL;
  if (self->base != NULL)
    return lens_scores_format_difference (get_difference (self, index));

  return lens_scores_format (self->scores, self->prediction, index);
}

/* The recipe decides what an output is called: that of the prediction, or the model's own while there is none. */
static DermRecipe *
get_recipe (LensBars *self)
{
  return self->prediction != NULL ? derm_input_get_recipe (derm_prediction_get_input (self->prediction))
                                  : derm_model_get_recipe (self->model);
}

static void
begin_move (LensBars *self)
{
  g_autofree double *targets = g_new (double, MAX (1, n_classes (self)));

  for (int i = 0; i < n_classes (self); i++)
    targets[i] = get_target (self, i);
  lens_motion_go (self->motion, targets);
}

static int
compare_scores (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const float *scores = user_data;
  int i = *(const int *) a, j = *(const int *) b;

  if (scores[i] != scores[j])
    return scores[i] > scores[j] ? -1 : 1;

  return i - j;
}

static void
update_order (LensBars *self)
{
  for (int i = 0; i < n_classes (self); i++)
    self->order[i] = i;
  if (self->is_sorted && self->prediction != NULL)
    g_qsort_with_data (self->order, n_classes (self), sizeof (int), compare_scores,
                       (gpointer) lens_scores_get_numbers (self->scores, self->prediction));
}

static gboolean
is_truth (LensBars *self, int index)
{
  return self->truth != NULL && self->base == NULL
         && g_str_equal (derm_model_get_label_in (self->model, get_recipe (self), index), self->truth);
}

static void
update_meters (LensBars *self)
{
  for (int row = 0; row < n_classes (self); row++)
    {
      int index = self->order[row];
      const char *group = derm_group_get_name (derm_model_get_group_in (self->model, get_recipe (self), index));
      g_autofree char *value = format_value (self, index);
      g_autofree char *label = NULL;
      g_autofree char *marked = NULL;

      /* TRANSLATORS: code, name and group of a class, like "mel, Melanoma, malignant" */
      label = g_strdup_printf (*group != '\0' ? _ ("%s, %s, %s") : "%s, %s",
                               derm_model_get_label_in (self->model, get_recipe (self), index),
                               derm_model_get_class_name_in (self->model, get_recipe (self), index), group);
      if (is_truth (self, index))
        /* TRANSLATORS: %s is code, name and group of the class that the image is known to show */
        marked = g_strdup_printf (_ ("%s, the truth"), label);
      lens_meter_set (g_ptr_array_index (self->meters, row), marked != NULL ? marked : label,
                      get_target (self, index), value);
    }
}

/* What there is to show has changed. */
static void
update (LensBars *self)
{
  update_scale (self);
  update_order (self);
  update_meters (self);
  begin_move (self);
}

static double
get_rows_height (LensBars *self)
{
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  double height = derm_figure_bars_height (cr, n_classes (self), font);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return height;
}

static void
lens_bars_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = 180;
    }
  else
    {
      *natural = (int) get_rows_height (LENS_BARS (widget));
      *minimum = (int) (*natural * TIGHT);
    }
}

/* In whole pixels, so that text and bars are sharp. */
static int
get_row_height (LensBars *self, int height)
{
  return MIN ((int) get_rows_height (self), height) / MAX (1, n_classes (self));
}

static void
lens_bars_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensBars *self = LENS_BARS (widget);
  int n = n_classes (self);
  int row = get_row_height (self, height);

  for (int i = 0; i < n; i++)
    {
      GtkAllocation place = { 0, i * row, width, row };

      gtk_widget_measure (g_ptr_array_index (self->meters, i), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (g_ptr_array_index (self->meters, i), &place, -1);
    }
}

static void
mute (DermTheme *theme)
{
  theme->accent = theme->malignant = theme->pre_malignant = theme->benign = theme->dim_text;
}

static void
lens_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensBars *self = LENS_BARS (widget);
  int n = n_classes (self), width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (widget);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree DermBar *bars = g_new0 (DermBar, MAX (n, 1));
  DermTheme theme = lens_theme_for_widget (widget);
  cairo_t *cr;

  if (self->is_muted)
    mute (&theme);
  for (int row = 0; row < n; row++)
    {
      int index = self->order[row];
      char *value = self->prediction != NULL ? format_value (self, index) : g_strdup ("–");

      g_ptr_array_add (values, value);
      bars[row] = (DermBar){
        .label = derm_model_get_label_in (self->model, get_recipe (self), index),
        .group = derm_model_get_group_in (self->model, get_recipe (self), index),
        .score = lens_motion_get (self->motion, index),
        .value = value,
        .is_top = self->prediction != NULL && self->base == NULL && !self->is_muted
                  && index == derm_prediction_get_top (self->prediction),
        .is_signed = self->base != NULL,
        /* TRANSLATORS: the class that the image is known to show, beside its bar */
        .mark = is_truth (self, index) ? _ ("truth") : NULL,
      };
    }

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  derm_figure_bars (cr, bars, n, width, n * get_row_height (self, height), font,
                    gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL, &theme);
  cairo_destroy (cr);

  GTK_WIDGET_CLASS (lens_bars_parent_class)->snapshot (widget, snapshot);
}

static void
lens_bars_dispose (GObject *object)
{
  LensBars *self = LENS_BARS (object);
  GtkWidget *child;

  lens_motion_stop (self->motion);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->meters, 0);
  g_clear_object (&self->prediction);
  g_clear_object (&self->base);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (lens_bars_parent_class)->dispose (object);
}

static void
lens_bars_finalize (GObject *object)
{
  LensBars *self = LENS_BARS (object);

  g_ptr_array_unref (self->meters);
  g_free (self->truth);
  g_free (self->order);
  lens_motion_free (self->motion);

  G_OBJECT_CLASS (lens_bars_parent_class)->finalize (object);
}

static void
lens_bars_class_init (LensBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_bars_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_bars_finalize;
  widget_class->measure = lens_bars_measure;
  widget_class->size_allocate = lens_bars_size_allocate;
  widget_class->snapshot = lens_bars_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "lens-bars");
}

static void
lens_bars_init (LensBars *self)
{
  self->meters = g_ptr_array_new ();
  self->motion = lens_motion_new (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Scores"), -1);
}

void
lens_bars_set_model (LensBars *self, DermModel *model)
{
  int n;

  g_return_if_fail (LENS_IS_BARS (self));

  if (!g_set_object (&self->model, model))
    return;

  g_clear_object (&self->prediction);
  for (guint i = 0; i < self->meters->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->meters, i));
  g_ptr_array_set_size (self->meters, 0);

  n = n_classes (self);
  self->order = g_renew (int, self->order, n);
  lens_motion_reset (self->motion, n);
  for (int i = 0; i < n; i++)
    {
      GtkWidget *meter = lens_meter_new ();

      gtk_widget_set_parent (meter, GTK_WIDGET (self));
      g_ptr_array_add (self->meters, meter);
    }
  update_order (self);
  update_meters (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lens_bars_set_prediction (LensBars *self, DermPrediction *prediction)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (prediction != NULL)
    lens_bars_set_model (self, derm_prediction_get_model (prediction));
  g_set_object (&self->prediction, prediction);
  update (self);
}

void
lens_bars_set_truth (LensBars *self, const char *truth)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (g_strcmp0 (self->truth, truth) == 0)
    return;

  g_free (self->truth);
  self->truth = g_strdup (truth);
  update_meters (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_base (LensBars *self, DermPrediction *base)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (g_set_object (&self->base, base))
    update (self);
}

double
lens_bars_get_difference_scale (LensBars *self)
{
  g_return_val_if_fail (LENS_IS_BARS (self), 0.0);

  return self->scale;
}

void
lens_bars_set_sorted (LensBars *self, gboolean is_sorted)
{
  self->is_sorted = is_sorted;
  update_order (self);
  update_meters (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_muted (LensBars *self, gboolean is_muted)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (is_muted == self->is_muted)
    return;

  self->is_muted = is_muted;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_muted ? _ ("Scores, not to be trusted") : _ ("Scores"), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_scores (LensBars *self, LensScores scores)
{
  g_return_if_fail (LENS_IS_BARS (self));

  self->scores = scores;
  update (self);
}

int
lens_bars_get_n_rows (LensBars *self)
{
  return (int) self->meters->len;
}

int
lens_bars_get_class_of_row (LensBars *self, int row)
{
  return self->order[row];
}

DermPrediction *
lens_bars_get_prediction (LensBars *self)
{
  return self->prediction;
}

gboolean
lens_bars_is_muted (LensBars *self)
{
  return self->is_muted;
}

double
lens_bars_get_shown_score (LensBars *self, int index)
{
  return lens_motion_get (self->motion, index);
}
