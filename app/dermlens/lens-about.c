/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "lens-about.h"

#include <glib/gi18n.h>

#define CREDIT_CHARS 62 /* in a line of the dialog */

/* The dialog's credits do not wrap by themselves: a long line would widen it beyond the screen. */
static char *
wrap_text (const char *text, glong max_chars)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  GString *wrapped = g_string_new (NULL);
  glong length = 0;

  for (int i = 0; words[i] != NULL; i++)
    {
      glong word = g_utf8_strlen (words[i], -1);
      gboolean is_full = length + 1 + word > max_chars;

      if (i > 0)
        g_string_append_c (wrapped, is_full ? '\n' : ' ');
      length = i > 0 && !is_full ? length + 1 + word : word;
      g_string_append (wrapped, words[i]);
    }

  return g_string_free (wrapped, FALSE);
}

static void
add_credit (GtkAboutDialog *about, const char *title, const char *text)
{
  g_autofree char *wrapped = text != NULL ? wrap_text (text, CREDIT_CHARS) : NULL;
  const char *people[] = { wrapped, NULL };

  if (wrapped != NULL)
    gtk_about_dialog_add_credit_section (about, title, people);
}

/* Licences and citation are the model's own words, so that they stay true with another model. */
static void
credit_model (GtkAboutDialog *about, DermModel *model)
{
  add_credit (about, _ ("Citation"), derm_model_get_card (model, "citation"));
  add_credit (about, _ ("Trained on"), derm_model_get_card (model, "trained_on"));
}

static char *
format_licence (DermModel *model)
{
  const char *licence = model != NULL ? derm_model_get_card (model, "licence") : NULL;
  g_autofree char *weights
      = licence != NULL ? g_strdup_printf (_ ("The licence of the model's weights: %s."), licence) : g_strdup ("");

  return g_strdup_printf ("%s\n\n%s\n\n%s.",
                          _ ("The program is free software under the MIT licence; it comes without any warranty."),
                          weights, derm_research_line ());
}

void
lens_about_show (GtkWindow *parent, DermModel *model)
{
  GtkAboutDialog *about = GTK_ABOUT_DIALOG (gtk_about_dialog_new ());
  g_autofree char *licence = format_licence (model);
  g_autofree char *comments = NULL;
  const char *authors[] = { _ ("The Dermlens developers"), NULL };

  comments = g_strdup_printf ("%s\n%s", _ ("Shows what a small neural network sees in a dermatoscopic image."),
                              derm_research_line ());
  gtk_about_dialog_set_program_name (about, "Dermlens");
  gtk_about_dialog_set_version (about, derm_version ());
  gtk_about_dialog_set_logo_icon_name (about, APPLICATION_ID);
  gtk_about_dialog_set_comments (about, comments);
  gtk_about_dialog_set_authors (about, authors);
  gtk_about_dialog_set_license (about, licence);
  gtk_about_dialog_set_wrap_license (about, TRUE);
  gtk_about_dialog_set_translator_credits (about, _ ("translator-credits"));
  if (model != NULL)
    credit_model (about, model);
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
}
