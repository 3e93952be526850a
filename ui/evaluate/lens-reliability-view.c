/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-reliability-view.h"

#include <glib/gi18n.h>

#include "lens-chart.h"
#include "lens-evaluating-rows.h"
#include "lens-evaluating-words.h"
#include "lens-flow.h"

struct _LensReliabilityView {
  GtkBox parent_instance;

  /* template */
  LensChart *chart;
  GtkLabel *label;

  LensEvaluating *evaluating; /* owned */
  DermReliability *data;      /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (LensReliabilityView, lens_reliability_view, GTK_TYPE_BOX)

static void
draw (cairo_t *cr, double width, double height, const DermChartStyle *style, gpointer data)
{
  LensReliabilityView *self = data;

  if (self->data != NULL)
    derm_figure_reliability (cr, self->data, width, height, style);
}

/* (transfer full) For whoever does not see the dots. */
static char *
dup_dots (LensReliabilityView *self)
{
  GString *text = g_string_new (_ ("Reliability."));

  for (int i = 0; i < self->data->n_dots; i++)
    if (self->data->dots[i].n > 0)
      g_string_append_printf (text,
                              /* TRANSLATORS: mean score of some answers, share that is right, number of images */
                              ngettext (" Score %.2f: %.2f right, %'u image.", " Score %.2f: %.2f right, %'u images.",
                                        self->data->dots[i].n),
                              self->data->dots[i].score, self->data->dots[i].share, self->data->dots[i].n);

  return g_string_free (text, FALSE);
}

static void
update (LensReliabilityView *self)
{
  g_autofree char *words = NULL, *markup = NULL, *dots = NULL;

  g_clear_pointer (&self->data, lens_reliability_free);
  if (lens_evaluating_get_evaluation (self->evaluating) == NULL)
    return;
  self->data = lens_reliability_new (self->evaluating);
  words = lens_evaluating_words_reliability (self->evaluating);
  markup = g_markup_printf_escaped ("%s\n\n<small>%s</small>", words,
                                    _ ("Dots: bins of equal width, larger with more images. Pale: below 20 images."));
  dots = dup_dots (self);
  gtk_label_set_markup (self->label, markup);
  lens_chart_update (self->chart, dots);
}

static void
lens_reliability_view_dispose (GObject *object)
{
  LensReliabilityView *self = LENS_RELIABILITY_VIEW (object);

  g_clear_pointer (&self->data, lens_reliability_free);
  g_clear_object (&self->evaluating);

  G_OBJECT_CLASS (lens_reliability_view_parent_class)->dispose (object);
}

static void
lens_reliability_view_class_init (LensReliabilityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_reliability_view_dispose;
  g_type_ensure (LENS_TYPE_CHART);
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_css_name (widget_class, "lens-reliability-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-reliability-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LensReliabilityView, chart);
  gtk_widget_class_bind_template_child (widget_class, LensReliabilityView, label);
}

static void
lens_reliability_view_init (LensReliabilityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_chart_set_draw (self->chart, draw, self);
}

void
lens_reliability_view_set_evaluating (LensReliabilityView *self, LensEvaluating *evaluating)
{
  g_return_if_fail (LENS_IS_RELIABILITY_VIEW (self));
  g_return_if_fail (self->evaluating == NULL);

  self->evaluating = g_object_ref (evaluating);
  g_signal_connect_object (evaluating, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
