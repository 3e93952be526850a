/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-offer-bar.h"

#include <glib/gi18n.h>

#include "lens-files.h"
#include "lens-timed-bar.h"
#include "lens-toast.h"

#define SECONDS 20

struct _LensOfferBar {
  GtkWidget parent_instance;

  /* template */
  GtkInfoBar *bar;
  GtkLabel *label;
  GtkButton *button;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensOfferBar, lens_offer_bar, GTK_TYPE_WIDGET)

/* A folder of which one image was opened. */
static char *
describe_folder (LensOfferBar *self)
{
  GFile *folder = lens_session_get_offered_folder (self->session);
  g_autofree char *name = folder != NULL ? lens_file_dup_name (folder) : NULL;

  return name != NULL ? g_strdup_printf (_ ("There may be more images in the folder “%s”."), name) : NULL;
}

/* Questions go first, and stay until they are answered. */
static void
on_offered (LensOfferBar *self)
{
  LensOffers *offers = lens_session_get_offers (self->session);
  const char *question = lens_offers_get_text (offers);
  g_autofree char *text = question != NULL ? g_strdup (question) : describe_folder (self);

  if (text == NULL)
    {
      gtk_info_bar_set_revealed (self->bar, FALSE);
      return;
    }
  gtk_button_set_label (self->button, question != NULL ? lens_offers_get_button (offers) : _ ("Open Folder"));
  lens_timed_bar_show (self->bar, self->label, text, question != NULL ? 0 : SECONDS);
}

static void
on_response (GtkInfoBar *bar, int response, LensOfferBar *self)
{
  LensOffers *offers = lens_session_get_offers (self->session);
  gboolean is_question = lens_offers_get_text (offers) != NULL, is_accepted = response == GTK_RESPONSE_ACCEPT;

  if (is_question && is_accepted)
    lens_offers_accept (offers);
  else if (is_question)
    lens_offers_dismiss (offers);
  else if (is_accepted)
    lens_session_open_siblings (self->session);
  else
    lens_session_dismiss_offer (self->session);
}

static void
lens_offer_bar_dispose (GObject *object)
{
  LensOfferBar *self = LENS_OFFER_BAR (object);

  if (self->bar != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->bar));
  self->bar = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_offer_bar_parent_class)->dispose (object);
}

static void
lens_offer_bar_class_init (LensOfferBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_offer_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-offer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LensOfferBar, bar);
  gtk_widget_class_bind_template_child (widget_class, LensOfferBar, label);
  gtk_widget_class_bind_template_child (widget_class, LensOfferBar, button);
}

static void
lens_offer_bar_init (LensOfferBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_toast_install (self->bar);
  g_signal_connect_object (self->bar, "response", G_CALLBACK (on_response), self, 0);
}

void
lens_offer_bar_set_session (LensOfferBar *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_OFFER_BAR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::offered-folder", G_CALLBACK (on_offered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_offers (session), "notify::text", G_CALLBACK (on_offered), self,
                           G_CONNECT_SWAPPED);
}

gboolean
lens_offer_bar_is_offering (LensOfferBar *self)
{
  g_return_val_if_fail (LENS_IS_OFFER_BAR (self), FALSE);

  return gtk_info_bar_get_revealed (self->bar);
}
