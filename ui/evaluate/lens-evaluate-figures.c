/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluate-figures.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-class-rows.h"
#include "lens-evaluating-rows.h"
#include "lens-evaluating-words.h"
#include "lens-flow.h"
#include "lens-input-grid.h"
#include "lens-scores.h"
#include "lens-scroller.h"
#include "lens-thumb.h"

#define INPUT_CELL 3 /* of the chosen image's input */
#define N_SCORES 3

struct _LensEvaluateFigures {
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkWidget *page;
  GtkLabel *heading, *intervals_label;
  GtkGrid *grid;
  GtkMenuButton *measure_button;
  LensClassRows *rows;
  GtkWidget *missed_separator;
  GtkLabel *missed_label, *few_label, *name_label;
  LensThumb *thumb;
  LensInputGrid *input;
  GtkLabel *scores_label;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensEvaluateFigures, lens_evaluate_figures, GTK_TYPE_WIDGET)

static LensEvaluating *
get_evaluating (LensEvaluateFigures *self)
{
  return lens_session_get_evaluating (self->session);
}

/* ---- figures ---- */

static void
attach_label (LensEvaluateFigures *self, const char *text, int column, int row, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", column == 0 ? 0.0f : 1.0f, "hexpand",
                                   column == 0, "wrap", column == 0, NULL);

  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* What a figure is can be read where it stands, and in the help. */
static void
explain_row (LensEvaluateFigures *self, int row, DermMeasure measure)
{
  for (int column = 0; column < 3; column++)
    {
      GtkWidget *label = gtk_grid_get_child_at (self->grid, column, row);

      if (label != NULL)
        gtk_widget_set_tooltip_text (label, derm_measure_get_definition (measure));
    }
}

static void
update_grid (LensEvaluateFigures *self)
{
  g_autoptr (LensFigureData) data = lens_figure_data_new (get_evaluating (self));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (int row = 0; row < data->n; row++)
    {
      const DermFigureLine *line = &data->lines[row];

      attach_label (self, line->name, 0, row, line->is_dim ? "lens-dim" : row == 0 ? "heading" : NULL);
      attach_label (self, line->value, 1, row, line->is_dim ? "lens-dim" : row == 0 ? "heading" : NULL);
      if (line->interval != NULL)
        attach_label (self, line->interval, 2, row, "lens-dim");
      if (!line->is_dim)
        explain_row (self, row, data->measures[row]);
    }
}

static void
update_intervals (LensEvaluateFigures *self)
{
  DermIntervals *intervals = lens_evaluating_get_intervals (get_evaluating (self));

  gtk_label_set_text (self->intervals_label, intervals == NULL ? _ ("intervals to come")
                                             : derm_intervals_is_by_lesion (intervals)
                                                 ? /* xgettext:no-c-format */ _ ("95 % intervals, by lesion")
                                                 : /* xgettext:no-c-format */ _ ("95 % intervals, by image"));
}

/* As the menu calls it. */
static const char *
get_name (DermMeasure measure)
{
  switch (measure)
    {
    case DERM_MEASURE_PRECISION:
      return C_ ("figure", "Precision");
    case DERM_MEASURE_F1:
      return C_ ("figure", "F1");
    case DERM_MEASURE_ROC_AUC:
      return C_ ("figure", "ROC AUC");
    case DERM_MEASURE_RECALL:
    default:
      return C_ ("figure", "Recall");
    }
}

static void
update_measure (LensEvaluateFigures *self)
{
  const char *name = get_name (lens_evaluating_get_measure (get_evaluating (self)));
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), _ ("By class"), name);

  gtk_menu_button_set_label (self->measure_button, name);
  lens_accessible_set_name (GTK_WIDGET (self->measure_button), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->measure_button),
                               derm_measure_get_definition (lens_evaluating_get_measure (get_evaluating (self))));
}

static void
update_missed (LensEvaluateFigures *self)
{
  g_autofree char *bold = NULL, *text = lens_evaluating_words_missed (get_evaluating (self), &bold);
  g_autofree char *markup = text != NULL ? g_markup_printf_escaped ("<b>%s</b> %s", bold, text) : NULL;

  gtk_label_set_markup (self->missed_label, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missed_label), markup != NULL);
  gtk_widget_set_visible (self->missed_separator, markup != NULL);
}

static void
update (LensEvaluateFigures *self)
{
  LensEvaluating *evaluating;
  g_autofree char *heading = NULL, *few = NULL;

  if (lens_session_is_closed (self->session))
    return;
  evaluating = get_evaluating (self);
  heading = lens_evaluating_words_heading (evaluating);
  few = lens_evaluating_words_few (evaluating);
  gtk_widget_set_visible (self->page, lens_evaluating_get_evaluation (evaluating) != NULL);
  gtk_label_set_text (self->heading, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->few_label), few != NULL);
  update_grid (self);
  update_intervals (self);
  update_measure (self);
  update_missed (self);
}

static void
on_settings (LensEvaluateFigures *self)
{
  if (lens_session_is_closed (self->session))
    return;
  update_measure (self);
  update_missed (self);
}

/* ---- the chosen image ---- */

static int
compare_scores (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const float *scores = user_data;
  int i = *(const int *) a, j = *(const int *) b;

  return scores[i] != scores[j] ? (scores[i] > scores[j] ? -1 : 1) : i - j;
}

/* (transfer full) Markup. */
static char *
dup_scores (DermPrediction *prediction, const char *truth)
{
  const float *scores = derm_prediction_get_calibrated (prediction);
  int n = derm_prediction_get_n_classes (prediction);
  g_autofree int *order = g_new (int, n);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, n, sizeof *order, compare_scores, (gpointer) scores);
  for (int i = 0; i < MIN (n, N_SCORES); i++)
    {
      const char *sign = derm_group_get_sign (derm_prediction_get_group (prediction, order[i]));
      g_autofree char *line = g_markup_printf_escaped (
          "%s %s %.2f", sign, derm_prediction_get_label (prediction, order[i]), (double) scores[order[i]]);

      g_string_append_printf (text, order[i] == derm_prediction_get_top (prediction) ? "<b>%s</b>\n" : "%s\n", line);
    }
  if (truth != NULL)
    {
      /* TRANSLATORS: code of a class */
      g_autofree char *line = g_strdup_printf (_ ("truth %s"), truth);
      g_autofree char *escaped = g_markup_escape_text (line, -1);

      g_string_append_printf (text, "<small>%s</small>", escaped);
    }

  return g_string_free (text, FALSE);
}

static void
update_image (LensEvaluateFigures *self)
{
  LensShown *shown = lens_session_get_shown (self->session);
  LensItem *item = lens_shown_get_item (shown);
  DermPrediction *prediction = lens_shown_get_prediction (shown);
  g_autofree char *name = NULL, *scores = NULL;

  if (lens_session_is_closed (self->session) || item == NULL)
    return;
  name = lens_session_dup_name (self->session, item);
  scores = prediction != NULL ? dup_scores (prediction, lens_item_get_truth (item)) : g_strdup ("");
  gtk_label_set_text (self->name_label, name);
  lens_thumb_set_paintable (self->thumb, lens_item_get_thumbnail (item));
  lens_input_grid_set (self->input, lens_shown_get_input (shown), DERM_INPUT_VIEW_COLOR);
  gtk_label_set_markup (self->scores_label, scores);
}

/* ---- the object ---- */

static void
lens_evaluate_figures_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_EVALUATE_FIGURES (object)->session);

  G_OBJECT_CLASS (lens_evaluate_figures_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-evaluate-figures.ui");
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, page);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, heading);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, intervals_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, grid);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, measure_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, rows);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, missed_separator);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, missed_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, few_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, name_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, thumb);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, input);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateFigures, scores_label);
}

static void
lens_evaluate_figures_class_init (LensEvaluateFiguresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_evaluate_figures_dispose;
  g_type_ensure (LENS_TYPE_CLASS_ROWS);
  g_type_ensure (LENS_TYPE_FLOW);
  g_type_ensure (LENS_TYPE_INPUT_GRID);
  g_type_ensure (LENS_TYPE_THUMB);
  gtk_widget_class_set_css_name (widget_class, "lens-evaluate-figures");
  bind_template (widget_class);
}

static void
lens_evaluate_figures_init (LensEvaluateFigures *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_input_grid_set_cell_size (self->input, INPUT_CELL);
}

void
lens_evaluate_figures_set_session (LensEvaluateFigures *self, LensSession *session)
{
  const struct {
    gpointer part;
    const char *signal;
    GCallback func;
  } followed[] = {
    { lens_session_get_evaluating (session), "changed", G_CALLBACK (update) },
    { lens_session_get_evaluating (session), "settings-changed", G_CALLBACK (on_settings) },
    { lens_session_get_shown (session), "changed", G_CALLBACK (update_image) },
    { lens_session_get_shown (session), "predicted", G_CALLBACK (update_image) },
    { session, "notify::is-presenting", G_CALLBACK (update_image) },
  };

  g_return_if_fail (LENS_IS_EVALUATE_FIGURES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  lens_class_rows_set_evaluating (self->rows, lens_session_get_evaluating (session));
  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (followed[i].part, followed[i].signal, followed[i].func, self, G_CONNECT_SWAPPED);
  update (self);
  update_image (self);
}

void
lens_evaluate_figures_set_narrow (LensEvaluateFigures *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EVALUATE_FIGURES (self));

  lens_scroller_set_scrolls (self->scroller, !is_narrow);
}
