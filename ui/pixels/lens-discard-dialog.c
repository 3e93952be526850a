/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-discard-dialog.h"

#include <glib/gi18n.h>

#include "lens-keys.h"

struct _LensDiscardDialog {
  GtkWindow parent_instance;

  /* template */
  GtkLabel *question_label;
  GtkLabel *words_label;
  GtkWidget *cancel_button;
  GtkWidget *discard_button;
};

G_DEFINE_FINAL_TYPE (LensDiscardDialog, lens_discard_dialog, GTK_TYPE_WINDOW)

static void
on_discard (LensDiscardDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_set_transient_for (GTK_WINDOW (self), NULL); /* this one is kept until its button is done */
  gtk_window_destroy (GTK_WINDOW (self));
  gtk_window_destroy (parent);
}

static void
lens_discard_dialog_class_init (LensDiscardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-discard-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LensDiscardDialog, question_label);
  gtk_widget_class_bind_template_child (widget_class, LensDiscardDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, LensDiscardDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, LensDiscardDialog, discard_button);
}

static void
lens_discard_dialog_init (LensDiscardDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->cancel_button, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->discard_button, "clicked", G_CALLBACK (on_discard), self, G_CONNECT_SWAPPED);
}

static void
say (LensDiscardDialog *self, guint n_images)
{
  g_autofree char *question = g_strdup_printf (
      ngettext ("Discard the edits of %'u image?", "Discard the edits of %'u images?", n_images), n_images);
  g_autofree char *key = lens_keys_dup_label ("win.save-figure");
  /* TRANSLATORS: %s is a key, like "Ctrl+S" */
  g_autofree char *words = g_strdup_printf (
      _ ("Edits stay with their images only until the window is closed. In Pixels, %s saves the edited input."), key);

  gtk_label_set_text (self->question_label, question);
  gtk_label_set_text (self->words_label, words);
  gtk_window_set_title (GTK_WINDOW (self), question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, question,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* That of the window, or NULL. */
static GtkWindow *
find_open (GtkWindow *parent)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (LENS_IS_DISCARD_DIALOG (window) && gtk_window_get_transient_for (window) == parent)
        return window; /* the list keeps it */
    }

  return NULL;
}

void
lens_discard_dialog_ask (GtkWindow *parent, guint n_images)
{
  GtkWindow *window = find_open (parent);

  g_return_if_fail (GTK_IS_WINDOW (parent));

  if (window == NULL)
    window = g_object_new (LENS_TYPE_DISCARD_DIALOG, "transient-for", parent, NULL);
  say (LENS_DISCARD_DIALOG (window), n_images);
  gtk_window_present (window);
}
