/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-trouble.h"

#include <glib/gi18n.h>

struct _LensTrouble {
  GtkWidget parent_instance;

  /* template */
  GtkImage *image;
  GtkLabel *title_label;
  GtkLabel *reason_label;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensTrouble, lens_trouble, GTK_TYPE_WIDGET)

static void
set (LensTrouble *self, const char *icon_name, const char *title, const char *reason)
{
  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->reason_label, reason);
}

static void
update (LensTrouble *self)
{
  LensShown *shown = lens_session_get_shown (self->session);

  if (lens_shown_get_state (shown) == LENS_SHOWN_FAILED)
    {
      LensItem *item = lens_shown_get_item (shown);
      g_autofree char *name = lens_session_dup_name (self->session, item);
      /* TRANSLATORS: name of a file, and why it could not be opened */
      g_autofree char *reason = g_strdup_printf (_ ("%s: %s"), name, lens_item_get_error (item));

      if (lens_item_is_gone (item))
        {
          g_autofree char *text = g_strdup_printf ("%s\n%s", reason, _ ("The list keeps the scores that it had."));

          set (self, "dialog-warning-symbolic", _ ("The file of this image is gone"), text);
          return;
        }
      set (self, "dialog-warning-symbolic", _ ("This image cannot be shown"), reason);
    }
  else if (lens_shown_get_state (shown) == LENS_SHOWN_NO_MODEL)
    {
      const char *reason = lens_reading_get_model_error (lens_session_get_reading (self->session));

      set (self, "dialog-error-symbolic", _ ("The model cannot be loaded"),
           reason != NULL ? reason : _ ("No reason is known"));
    }
}

static void
lens_trouble_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_TROUBLE (object)->session);

  G_OBJECT_CLASS (lens_trouble_parent_class)->dispose (object);
}

static void
lens_trouble_class_init (LensTroubleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_trouble_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-trouble.ui");
  gtk_widget_class_bind_template_child (widget_class, LensTrouble, image);
  gtk_widget_class_bind_template_child (widget_class, LensTrouble, title_label);
  gtk_widget_class_bind_template_child (widget_class, LensTrouble, reason_label);
}

static void
lens_trouble_init (LensTrouble *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_trouble_set_session (LensTrouble *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_TROUBLE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
