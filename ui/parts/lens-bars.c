/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-bars.h"

#include <glib/gi18n.h>

#include "lens-bar-rows.h"
#include "lens-meter.h"
#include "lens-motion.h"
#include "lens-theme.h"

#define TIGHT 0.8           /* of the height of a row, where room is scarce */
#define LARGE_TIGHT 0.7     /* the same with large text */
#define FEW_CHARS 42        /* of the width, in which the word beside the truth would leave no room for bars */
#define SIGN_ALONE "\u200a" /* a word that is nothing but a hair wide: the sign before it is drawn */
/* of the width, that the names of classes may take */
#define NAME_SHARE 0.45
#define WANTED_NAME_SHARE 0.65

struct _LensBars {
  GtkWidget parent_instance;

  LensBarRows rows;
  GArray *others, *lows, *highs; /* owned, of double, by class; empty: there are none */
  gboolean is_before;            /* the others are what the scores were */
  int ringed;                    /* class; or -1 */
  gboolean is_muted;
  gboolean has_names; /* wherever they fit at all */

  GPtrArray *meters;  /* borrowed children, one per row */
  LensMotion *motion; /* owned; what is drawn now, by class */
};

G_DEFINE_FINAL_TYPE (LensBars, lens_bars, GTK_TYPE_WIDGET)

enum { CLASS_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

/* ---- other scores ---- */

static double
get_value (GArray *array, int index)
{
  return g_array_index (array, double, index);
}

/* They may be of a model that is no longer shown. */
static gboolean
has_values (LensBars *self, GArray *array)
{
  return self->rows.prediction != NULL && self->rows.base == NULL && !self->rows.is_covered
         && array->len == (guint) lens_bar_rows_get_n (&self->rows);
}

/* (transfer full) What stands behind the score: "→ 0.94", "−0.87"; NULL for nothing: most scores change little. */
static char *
dup_hint (LensBars *self, int index)
{
  g_autofree char *value = NULL, *other = NULL;

  if (!has_values (self, self->others))
    return NULL;
  value = lens_scores_format (self->rows.scores, self->rows.prediction, index);
  other = lens_scores_format_number (self->rows.scores, get_value (self->others, index));
  if (self->is_before)
    return lens_scores_format_difference (lens_scores_get_numbers (self->rows.scores, self->rows.prediction)[index]
                                          - get_value (self->others, index));
  if (g_str_equal (value, other))
    return NULL;

  /* TRANSLATORS: what the score would be; text that runs from right to left wants the other arrow */
  return g_strdup_printf (_ ("→ %s"), other);
}

static void
begin_move (LensBars *self)
{
  g_autofree double *targets = g_new (double, MAX (1, lens_bar_rows_get_n (&self->rows)));

  for (int i = 0; i < lens_bar_rows_get_n (&self->rows); i++)
    targets[i] = lens_bar_rows_get_length (&self->rows, i);
  lens_motion_go (self->motion, targets);
}

static void
update_meters (LensBars *self)
{
  for (int row = 0; row < lens_bar_rows_get_n (&self->rows); row++)
    {
      int index = self->rows.order[row];
      g_autofree char *value = lens_bar_rows_format_value (&self->rows, index);
      g_autofree char *label = lens_bar_rows_format_label (&self->rows, index);
      g_autofree char *hint = dup_hint (self, index);
      g_autofree char *text = hint != NULL ? g_strdup_printf ("%s  %s", value, hint) : g_strdup (value);

      lens_meter_set (g_ptr_array_index (self->meters, row), label, lens_bar_rows_get_length (&self->rows, index),
                      self->rows.is_covered ? _ ("Covered until you have guessed.") : text);
    }
}

/* What there is to show has changed. */
static void
update (LensBars *self)
{
  lens_bar_rows_update (&self->rows);
  update_meters (self);
  begin_move (self);
}

static double
get_rows_height (LensBars *self)
{
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  double height = derm_figure_bars_height (cr, lens_bar_rows_get_n (&self->rows), font);

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
      *minimum = (int) (*natural * (lens_theme_get_text_scale (widget) >= LENS_LARGE_TEXT ? LARGE_TIGHT : TIGHT));
    }
}

/* In whole pixels, so that text and bars are sharp. */
static int
get_row_height (LensBars *self, int height)
{
  return MIN ((int) get_rows_height (self), height) / MAX (1, lens_bar_rows_get_n (&self->rows));
}

static void
lens_bars_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensBars *self = LENS_BARS (widget);
  int n = lens_bar_rows_get_n (&self->rows);
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

/* What stands beside the bar of the truth. */
static const char *
get_mark (GtkWidget *widget, PangoFontDescription *font)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), font, NULL);
  int width = PANGO_PIXELS (FEW_CHARS * pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);

  /* TRANSLATORS: the class that the image is known to show, beside its bar */
  return gtk_widget_get_width (widget) < width ? SIGN_ALONE : _ ("truth");
}

/* Where the other scores are on the track. */
static void
add_others (LensBars *self, int index, DermBar *bar)
{
  LensScores scores = self->rows.scores;

  bar->has_tick = has_values (self, self->others);
  if (bar->has_tick)
    bar->tick = lens_scores_place (scores, self->rows.prediction, get_value (self->others, index));
  bar->has_band = has_values (self, self->lows);
  if (bar->has_band)
    {
      bar->band_low = lens_scores_place (scores, self->rows.prediction, get_value (self->lows, index));
      bar->band_high = lens_scores_place (scores, self->rows.prediction, get_value (self->highs, index));
    }
}

static void
lens_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensBars *self = LENS_BARS (widget);
  int n = lens_bar_rows_get_n (&self->rows), width = gtk_widget_get_width (widget),
      height = gtk_widget_get_height (widget);
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (widget);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree DermBar *bars = g_new0 (DermBar, MAX (n, 1));
  DermTheme theme = lens_theme_for_widget (widget);
  cairo_t *cr;

  if (self->is_muted)
    mute (&theme);
  for (int row = 0; row < n; row++)
    {
      int index = self->rows.order[row];
      char *value = self->rows.prediction != NULL ? lens_bar_rows_format_value (&self->rows, index) : g_strdup ("–");
      char *hint = dup_hint (self, index);

      g_ptr_array_add (values, value);
      g_ptr_array_add (values, hint);
      bars[row] = (DermBar){
        .label = lens_bar_rows_get_code (&self->rows, index),
        .group = lens_bar_rows_get_group (&self->rows, index),
        .score = lens_motion_get (self->motion, index),
        .value = value,
        .is_top = self->rows.prediction != NULL && self->rows.base == NULL && !self->is_muted && !self->rows.is_covered
                  && index == derm_prediction_get_top (self->rows.prediction),
        .is_signed = self->rows.base != NULL,
        .mark = lens_bar_rows_is_truth (&self->rows, index) ? get_mark (widget, font) : NULL,
        .name = lens_bar_rows_get_name (&self->rows, index),
        .hint = hint,
        .is_ringed = self->ringed == index,
        .is_covered = self->rows.is_covered,
      };
      add_others (self, index, &bars[row]);
    }

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  derm_figure_bars (cr, bars, n, width, n * get_row_height (self, height),
                    &(DermBarStyle){ font, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL, &theme,
                                     self->has_names ? WANTED_NAME_SHARE : NAME_SHARE });
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
  g_clear_object (&self->rows.prediction);
  g_clear_object (&self->rows.base);
  g_clear_object (&self->rows.model);

  G_OBJECT_CLASS (lens_bars_parent_class)->dispose (object);
}

static void
lens_bars_finalize (GObject *object)
{
  LensBars *self = LENS_BARS (object);

  g_ptr_array_unref (self->meters);
  g_array_unref (self->others);
  g_array_unref (self->lows);
  g_array_unref (self->highs);
  g_free (self->rows.truth);
  g_strfreev (self->rows.codes);
  g_free (self->rows.order);
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
  signals[CLASS_CHOSEN] = g_signal_new ("class-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

/* ---- a class is chosen ---- */

static void
choose_row (LensBars *self, int row)
{
  if (self->rows.prediction != NULL && row >= 0 && row < lens_bar_rows_get_n (&self->rows))
    g_signal_emit (self, signals[CLASS_CHOSEN], 0, self->rows.order[row]);
}

/* When the button is let go: a drag takes the chart away. */
static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, LensBars *self)
{
  int row = get_row_height (self, gtk_widget_get_height (GTK_WIDGET (self)));

  choose_row (self, y >= 0 && row > 0 ? (int) (y / row) : -1);
}

static gboolean
on_key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, LensBars *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  for (guint row = 0; row < self->meters->len; row++)
    if (gtk_widget_has_focus (g_ptr_array_index (self->meters, row)))
      choose_row (self, (int) row);

  return GDK_EVENT_STOP;
}

static void
add_controllers (LensBars *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
lens_bars_init (LensBars *self)
{
  self->others = g_array_new (FALSE, FALSE, sizeof (double));
  self->lows = g_array_new (FALSE, FALSE, sizeof (double));
  self->highs = g_array_new (FALSE, FALSE, sizeof (double));
  self->ringed = -1;
  add_controllers (self);
  self->meters = g_ptr_array_new ();
  self->motion = lens_motion_new (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Scores"), -1);
}

void
lens_bars_set_model (LensBars *self, DermModel *model)
{
  int n;

  g_return_if_fail (LENS_IS_BARS (self));

  if (!g_set_object (&self->rows.model, model))
    return;

  g_clear_object (&self->rows.prediction);
  for (guint i = 0; i < self->meters->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->meters, i));
  g_ptr_array_set_size (self->meters, 0);

  n = lens_bar_rows_get_n (&self->rows);
  self->rows.order = g_renew (int, self->rows.order, n);
  lens_motion_reset (self->motion, n);
  for (int i = 0; i < n; i++)
    {
      GtkWidget *meter = lens_meter_new ();

      gtk_widget_set_parent (meter, GTK_WIDGET (self));
      g_ptr_array_add (self->meters, meter);
    }
  lens_bar_rows_update (&self->rows);
  update_meters (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lens_bars_set_prediction (LensBars *self, DermPrediction *prediction)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (prediction != NULL)
    lens_bars_set_model (self, derm_prediction_get_model (prediction));
  g_set_object (&self->rows.prediction, prediction);
  update (self);
}

void
lens_bars_set_truth (LensBars *self, const char *truth)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (g_strcmp0 (self->rows.truth, truth) == 0)
    return;

  g_free (self->rows.truth);
  self->rows.truth = g_strdup (truth);
  update_meters (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_base (LensBars *self, DermPrediction *base)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (g_set_object (&self->rows.base, base))
    update (self);
}

double
lens_bars_get_difference_scale (LensBars *self)
{
  g_return_val_if_fail (LENS_IS_BARS (self), 0.0);

  return self->rows.scale;
}

void
lens_bars_set_order (LensBars *self, DermModel *model, DermRecipe *recipe)
{
  g_return_if_fail (LENS_IS_BARS (self));

  g_clear_pointer (&self->rows.codes, g_strfreev);
  if (model != NULL)
    {
      int n = derm_model_get_n_classes (model);

      self->rows.codes = g_new0 (char *, n + 1);
      for (int i = 0; i < n; i++)
        self->rows.codes[i] = g_strdup (derm_model_get_label_in (model, recipe, i));
    }
  lens_bar_rows_update (&self->rows);
  update_meters (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_sorted (LensBars *self, gboolean is_sorted)
{
  self->rows.is_sorted = is_sorted;
  lens_bar_rows_update (&self->rows);
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

/* At once: what moves away would tell what it was. */
void
lens_bars_set_covered (LensBars *self, gboolean is_covered)
{
  g_return_if_fail (LENS_IS_BARS (self));

  if (is_covered == self->rows.is_covered)
    return;

  self->rows.is_covered = is_covered;
  if (is_covered)
    lens_motion_reset (self->motion, lens_bar_rows_get_n (&self->rows));
  update (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lens_bars_is_covered (LensBars *self)
{
  g_return_val_if_fail (LENS_IS_BARS (self), FALSE);

  return self->rows.is_covered;
}

void
lens_bars_set_names (LensBars *self, gboolean has_names)
{
  g_return_if_fail (LENS_IS_BARS (self));

  self->has_names = has_names;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_scores (LensBars *self, LensScores scores)
{
  g_return_if_fail (LENS_IS_BARS (self));

  self->rows.scores = scores;
  update (self);
}

static void
set_values (GArray *array, const double *values, int n)
{
  g_array_set_size (array, 0);
  if (values != NULL)
    g_array_append_vals (array, values, (guint) n);
}

void
lens_bars_set_others (LensBars *self, gboolean is_before, const double *values, int n)
{
  g_return_if_fail (LENS_IS_BARS (self));

  self->is_before = is_before;
  set_values (self->others, values, n);
  update_meters (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_bands (LensBars *self, const double *lows, const double *highs, int n)
{
  g_return_if_fail (LENS_IS_BARS (self));
  g_return_if_fail ((lows == NULL) == (highs == NULL));

  set_values (self->lows, lows, n);
  set_values (self->highs, highs, n);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_bars_set_ringed (LensBars *self, int index)
{
  g_return_if_fail (LENS_IS_BARS (self));

  self->ringed = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
lens_bars_get_n_rows (LensBars *self)
{
  return (int) self->meters->len;
}

int
lens_bars_get_class_of_row (LensBars *self, int row)
{
  return self->rows.order[row];
}

DermPrediction *
lens_bars_get_prediction (LensBars *self)
{
  return self->rows.prediction;
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
