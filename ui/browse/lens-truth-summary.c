/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truth-summary.h"

#include <glib/gi18n.h>

#include "lens-figures-words.h"

struct _LensTruthSummary {
  GtkWidget parent_instance;

  /* template */
  GtkButton *button;
  GtkPopover *popover;
  GtkLabel *warning;
  GtkLabel *lines;
  GtkLabel *details;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensTruthSummary, lens_truth_summary, GTK_TYPE_WIDGET)

/* text: NULL hides the label. */
static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
update (LensTruthSummary *self)
{
  LensFigures *figures = lens_session_get_figures (self->session);
  g_autofree char *words = NULL, *warning = NULL, *lines = NULL, *details = NULL, *name = NULL;

  if (lens_figures_get_n_known (figures) == 0)
    {
      gtk_popover_popdown (self->popover);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  words = lens_figures_words_warning (figures);
  warning = words != NULL ? g_strdup_printf ("⚠ %s", words) : NULL;
  lines = lens_figures_words_lines (figures);
  details = lens_figures_words_details (figures);
  /* TRANSLATORS: %s is what was found out, in sentences */
  name = g_strdup_printf (_ ("Answers and truth. %s"), details);
  show_text (self->warning, warning);
  show_text (self->lines, lines != NULL || warning != NULL ? lines : _ ("No result yet"));
  gtk_label_set_text (self->details, details);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), details);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
on_clicked (LensTruthSummary *self)
{
  gtk_popover_popup (self->popover);
}

/* As high as the lines are at the width of the list. */
static GtkSizeRequestMode
lens_truth_summary_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lens_truth_summary_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (LENS_TRUTH_SUMMARY (widget)->button), orientation, for_size, minimum, natural, NULL,
                      NULL);
}

static void
lens_truth_summary_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensTruthSummary *self = LENS_TRUTH_SUMMARY (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->button), &(GtkAllocation){ 0, 0, width, height }, -1);
  gtk_popover_present (self->popover);
}

static void
lens_truth_summary_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_TRUTH_SUMMARY (object)->session);

  G_OBJECT_CLASS (lens_truth_summary_parent_class)->dispose (object);
}

static void
lens_truth_summary_class_init (LensTruthSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_truth_summary_dispose;
  widget_class->get_request_mode = lens_truth_summary_get_request_mode;
  widget_class->measure = lens_truth_summary_measure;
  widget_class->size_allocate = lens_truth_summary_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "lens-truth-summary");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-truth-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, button);
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, popover);
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, warning);
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, lines);
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, details);
}

static void
lens_truth_summary_init (LensTruthSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
}

void
lens_truth_summary_set_session (LensTruthSummary *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_TRUTH_SUMMARY (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_figures (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static const char *
get_text (GtkLabel *label)
{
  return gtk_widget_get_visible (GTK_WIDGET (label)) ? gtk_label_get_text (label) : NULL;
}

const char *
lens_truth_summary_get_warning (LensTruthSummary *self)
{
  return get_text (self->warning);
}

const char *
lens_truth_summary_get_lines (LensTruthSummary *self)
{
  return get_text (self->lines);
}

const char *
lens_truth_summary_get_details (LensTruthSummary *self)
{
  return gtk_label_get_text (self->details);
}
