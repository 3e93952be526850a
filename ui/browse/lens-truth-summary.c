/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truth-summary.h"

#include <glib/gi18n.h>

#include "lens-figures-words.h"

struct _LensTruthSummary {
  GtkWidget parent_instance;

  /* template */
  GtkMenuButton *button;
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
      gtk_menu_button_popdown (self->button);
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
lens_truth_summary_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_TRUTH_SUMMARY (object)->session);

  G_OBJECT_CLASS (lens_truth_summary_parent_class)->dispose (object);
}

static void
lens_truth_summary_class_init (LensTruthSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_truth_summary_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-truth-summary");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-truth-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, button);
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, warning);
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, lines);
  gtk_widget_class_bind_template_child (widget_class, LensTruthSummary, details);
}

static void
lens_truth_summary_init (LensTruthSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* what GTK puts around the child would stand in the middle */
  for (GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (self->lines)); around != GTK_WIDGET (self->button);
       around = gtk_widget_get_parent (around))
    gtk_widget_set_halign (around, GTK_ALIGN_FILL);
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
