/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-bar.h"

#include "lens-accessible.h"

struct _LensModelBar {
  GtkWidget parent_instance;

  /* template */
  GtkInfoBar *bar;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (LensModelBar, lens_model_bar, GTK_TYPE_WIDGET)

static void
on_closed (GtkInfoBar *bar, int response, LensModelBar *self)
{
  gtk_info_bar_set_revealed (bar, FALSE);
}

static void
lens_model_bar_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_model_bar_parent_class)->dispose (object);
}

static void
lens_model_bar_class_init (LensModelBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_model_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-model-bar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-model-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LensModelBar, bar);
  gtk_widget_class_bind_template_child (widget_class, LensModelBar, label);
}

static void
lens_model_bar_init (LensModelBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_accessible_prepare_bar (self->bar);
  g_signal_connect_object (self->bar, "response", G_CALLBACK (on_closed), self, 0);
}

/* The assumed recipe, and whatever else has to be known to read the answers rightly, a line each; NULL: nothing. */
static char *
dup_text (DermModel *model)
{
  g_autofree char *assumption = derm_model_get_assumption (model);
  g_auto (GStrv) remarks = derm_model_list_remarks (model);
  g_autofree char *all = g_strjoinv ("\n", remarks);

  if (assumption == NULL || *all == '\0')
    return assumption != NULL ? g_steal_pointer (&assumption) : *all != '\0' ? g_steal_pointer (&all) : NULL;

  return g_strdup_printf ("%s\n%s", all, assumption);
}

void
lens_model_bar_set_model (LensModelBar *self, DermModel *model)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LENS_IS_MODEL_BAR (self));

  text = model != NULL ? dup_text (model) : NULL;
  if (text != NULL)
    gtk_label_set_text (self->label, text);
  gtk_info_bar_set_revealed (self->bar, text != NULL);
}

const char *
lens_model_bar_get_text (LensModelBar *self)
{
  return gtk_info_bar_get_revealed (self->bar) ? gtk_label_get_text (self->label) : NULL;
}

static void
on_classifier (LensModelBar *self, GParamSpec *pspec, LensReading *reading)
{
  lens_model_bar_set_model (self, lens_reading_get_model (reading));
}

void
lens_model_bar_set_session (LensModelBar *self, LensSession *session)
{
  LensReading *reading = lens_session_get_reading (session);

  g_return_if_fail (LENS_IS_MODEL_BAR (self));

  g_signal_connect_object (reading, "notify::classifier", G_CALLBACK (on_classifier), self, G_CONNECT_SWAPPED);
  on_classifier (self, NULL, reading);
}
