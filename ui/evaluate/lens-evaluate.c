/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluate.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-evaluate-controls.h"
#include "lens-evaluate-figures.h"
#include "lens-evaluate-warnings.h"
#include "lens-evaluating-words.h"
#include "lens-flow.h"
#include "lens-reliability-view.h"
#include "lens-roc-view.h"
#include "lens-scroller.h"

#define NARROW_HEIGHT 280 /* without figures, where this and the scores scroll as one */

struct _LensEvaluate {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *controls; /* stands in the view bar */
  LensEvaluateWarnings *warnings;
  GtkWidget *progress;
  GtkLabel *progress_label;
  GtkToggleButton *pause_button;
  GtkStack *stack;
  GtkWidget *truth_button;
  GtkLabel *nothing_label;
  GtkScrolledWindow *scroller, *matrix_scroller;
  LensMatrix *matrix;
  GtkLabel *cell_label, *names_label;
  GtkWidget *review_button, *flag_button;
  LensRocView *roc;
  LensReliabilityView *reliability;

  GtkWidget *figures;   /* owned: stands among the results */
  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensEvaluate, lens_evaluate, GTK_TYPE_WIDGET)

static LensEvaluating *
get_evaluating (LensEvaluate *self)
{
  return lens_session_get_evaluating (self->session);
}

/* ---- the chosen cell ---- */

static void
set_label (GtkLabel *label, const char *bold, const char *text)
{
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>%s", bold != NULL ? bold : "", text != NULL ? text : "");

  gtk_label_set_markup (label, markup);
}

static void
set_buttons (LensEvaluate *self, guint n)
{
  /* TRANSLATORS: a button: looks at that many images one after the other */
  g_autofree char *review = g_strdup_printf (ngettext ("Review the %'u", "Review the %'u", n), n);
  /* TRANSLATORS: a button: gives that many images a flag */
  g_autofree char *flag = g_strdup_printf (ngettext ("Flag the %'u…", "Flag the %'u…", n), n);

  gtk_button_set_label (GTK_BUTTON (self->review_button), review);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->flag_button), flag);
}

static void
update_cell (LensEvaluate *self)
{
  LensEvaluating *evaluating = get_evaluating (self);
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char *bold = NULL, *text = NULL, *names = NULL;
  int truth, answer;
  gboolean has_cell;

  if (lens_session_is_closed (self->session) || lens_evaluating_get_evaluation (evaluating) == NULL)
    return;
  has_cell = lens_evaluating_get_choice (evaluating, &truth, &answer);
  gtk_widget_set_visible (self->review_button, has_cell);
  gtk_widget_set_visible (self->flag_button, has_cell);
  gtk_widget_set_visible (GTK_WIDGET (self->names_label), has_cell);
  if (!has_cell)
    {
      gtk_label_set_text (self->cell_label, _ ("Choose a cell, a row or a column: the list shows its images."));
      return;
    }
  text = lens_evaluating_words_cell (evaluating, truth, answer, &bold);
  names = lens_evaluating_words_names (evaluating, truth, answer);
  members = lens_evaluating_list_members (evaluating, truth, answer);
  set_label (self->cell_label, bold, text);
  gtk_label_set_text (self->names_label, names);
  set_buttons (self, members->len);
  if (members->len == 0)
    {
      gtk_widget_set_visible (self->review_button, FALSE);
      gtk_widget_set_visible (self->flag_button, FALSE);
    }
}

/* ---- the whole ---- */

/* Nothing can be said yet, or at all. */
static void
say_nothing (LensEvaluate *self)
{
  LensWork *work = lens_session_get_work (self->session);
  guint n_left = lens_work_get_n_left (work);
  guint n_known = lens_figures_get_n_known (lens_session_get_figures (self->session));
  const char *text = n_left > 0     ? _ ("No image with a truth has an answer yet.")
                     : n_known == 0 ? _ ("No open image is in the truth.")
                                    : _ ("No image with a truth could be answered.");

  gtk_label_set_text (self->nothing_label, text);
}

static void
update_progress (LensEvaluate *self)
{
  LensWork *work = lens_session_get_work (self->session);
  g_autofree char *words = lens_evaluating_words_progress (get_evaluating (self), work);
  gboolean is_working = lens_work_get_n_left (work) > 0;

  gtk_widget_set_visible (self->progress, is_working && words != NULL);
  if (words != NULL)
    gtk_label_set_text (self->progress_label, words);
  gtk_button_set_label (GTK_BUTTON (self->pause_button), lens_work_is_paused (work) ? _ ("Go On") : _ ("Pause"));
}

static const char *
find_page (LensEvaluate *self)
{
  if (lens_evaluating_get_evaluation (get_evaluating (self)) != NULL)
    return "figures";

  return lens_truths_has_truth (lens_session_get_truths (self->session)) ? "nothing" : "no-truth";
}

/* Keys go on where they were when another page comes. */
static void
show_page (LensEvaluate *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_focus = gtk_widget_is_focus (widget) || gtk_widget_get_focus_child (widget) == GTK_WIDGET (self->stack);
  const char *page = find_page (self);

  if (g_str_equal (page, lens_evaluate_get_page (self)))
    return;
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_focusable (widget, g_str_equal (page, "nothing")); /* there is nothing in it to walk on */
  if (has_focus)
    gtk_widget_grab_focus (widget);
}

static void
update (LensEvaluate *self)
{
  if (lens_session_is_closed (self->session))
    return;
  say_nothing (self);
  show_page (self);
  gtk_widget_set_visible (self->controls, lens_truths_has_truth (lens_session_get_truths (self->session)));
  update_progress (self);
  update_cell (self);
}

/* ---- the object ---- */

static gboolean
lens_evaluate_grab_focus (GtkWidget *widget)
{
  LensEvaluate *self = LENS_EVALUATE (widget);
  const char *page = lens_evaluate_get_page (self);

  if (g_str_equal (page, "figures"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->matrix));
  if (g_str_equal (page, "no-truth"))
    return gtk_widget_grab_focus (self->truth_button);

  return GTK_WIDGET_CLASS (lens_evaluate_parent_class)->grab_focus (widget);
}

static void
lens_evaluate_dispose (GObject *object)
{
  LensEvaluate *self = LENS_EVALUATE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->figures);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_evaluate_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-evaluate.ui");
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, controls);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, warnings);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, progress);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, progress_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, pause_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, stack);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, truth_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, matrix_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, matrix);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, cell_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, names_label);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, review_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, flag_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, roc);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, reliability);
}

static void
lens_evaluate_class_init (LensEvaluateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_evaluate_dispose;
  widget_class->grab_focus = lens_evaluate_grab_focus;
  g_type_ensure (LENS_TYPE_EVALUATE_CONTROLS);
  g_type_ensure (LENS_TYPE_EVALUATE_WARNINGS);
  g_type_ensure (LENS_TYPE_FLOW);
  g_type_ensure (LENS_TYPE_MATRIX);
  g_type_ensure (LENS_TYPE_ROC_VIEW);
  g_type_ensure (LENS_TYPE_RELIABILITY_VIEW);
  gtk_widget_class_set_css_name (widget_class, "lens-evaluate");
  bind_template (widget_class);
}

static void
lens_evaluate_init (LensEvaluate *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->figures = g_object_ref_sink (g_object_new (LENS_TYPE_EVALUATE_FIGURES, NULL));
  lens_accessible_follow_stack (self->stack);
  lens_scroller_set_sideways (self->matrix_scroller);
}

void
lens_evaluate_set_session (LensEvaluate *self, LensSession *session)
{
  LensEvaluating *evaluating = lens_session_get_evaluating (session);
  const struct {
    gpointer part;
    const char *signal;
    GCallback func;
  } followed[] = {
    { evaluating, "changed", G_CALLBACK (update) },
    { evaluating, "settings-changed", G_CALLBACK (update_cell) },
    { lens_session_get_truths (session), "changed", G_CALLBACK (update) },
    { lens_session_get_work (session), "notify::n-left", G_CALLBACK (update) },
    { lens_session_get_work (session), "notify::is-paused", G_CALLBACK (update) },
  };

  g_return_if_fail (LENS_IS_EVALUATE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  lens_evaluate_controls_set_session (LENS_EVALUATE_CONTROLS (self->controls), session);
  lens_evaluate_warnings_set_session (self->warnings, session);
  lens_evaluate_figures_set_session (LENS_EVALUATE_FIGURES (self->figures), session);
  lens_matrix_set_evaluating (self->matrix, evaluating);
  lens_roc_view_set_evaluating (self->roc, evaluating);
  lens_reliability_view_set_evaluating (self->reliability, evaluating);
  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (followed[i].part, followed[i].signal, followed[i].func, self, G_CONNECT_SWAPPED);
  update (self);
}

GtkWidget *
lens_evaluate_get_controls (LensEvaluate *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATE (self), NULL);

  return self->controls;
}

GtkWidget *
lens_evaluate_get_figures (LensEvaluate *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATE (self), NULL);

  return self->figures;
}

void
lens_evaluate_set_narrow (LensEvaluate *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EVALUATE (self));

  gtk_widget_set_size_request (GTK_WIDGET (self->stack), -1, is_narrow ? NARROW_HEIGHT : -1);
  lens_scroller_set_scrolls (self->scroller, !is_narrow);
  lens_evaluate_figures_set_narrow (LENS_EVALUATE_FIGURES (self->figures), is_narrow);
}

LensMatrix *
lens_evaluate_get_matrix (LensEvaluate *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATE (self), NULL);

  return self->matrix;
}

const char *
lens_evaluate_get_page (LensEvaluate *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
