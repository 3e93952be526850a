/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

/* Dialogs for a file to save, and the end of all file dialogs. GTK's own (where there is no portal) puts what was chosen
 * into the list of recent files that all programs share and the desktop shows; patients' images are not to be found
 * there, see lens-window-recent.c. It does so before or soon after its end, and writes the list a quarter of a second
 * later: what is taken out in between is never written. */

#define LOOK_MS 100
#define N_LOOKS 30

typedef struct {
  GListModel *files; /* owned */
  guint n_left;
} Forgetting;

static void
forgetting_free (gpointer data)
{
  Forgetting *forgetting = data;

  g_object_unref (forgetting->files);
  g_free (forgetting);
}

static void
take_from_shared_list (GFile *file)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentInfo *info = gtk_recent_manager_lookup_item (manager, uri, NULL);
  g_auto (GStrv) programs = info != NULL ? gtk_recent_info_get_applications (info, NULL) : NULL;

  /* What another program has put there stays. */
  if (programs != NULL && g_strv_length (programs) == 1 && g_strcmp0 (programs[0], g_get_application_name ()) == 0)
    gtk_recent_manager_remove_item (manager, uri, NULL);
  g_clear_pointer (&info, gtk_recent_info_unref);
}

static void
take_all (GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      take_from_shared_list (file);
    }
}

static gboolean
on_look (gpointer user_data)
{
  Forgetting *forgetting = user_data;

  take_all (forgetting->files);

  return --forgetting->n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
forget (GListModel *files)
{
  Forgetting *forgetting = g_new (Forgetting, 1);

  take_all (files);
  forgetting->files = g_object_ref (files);
  forgetting->n_left = N_LOOKS;
  g_timeout_add_full (G_PRIORITY_HIGH, LOOK_MS, on_look, forgetting, forgetting_free);
}

/* Until the window is closed; it is not written down, as recent files are not. */
static void
keep_folder (LensWindow *self, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  g_clear_object (&self->save_folder);
  self->save_folder = file != NULL ? g_file_get_parent (file) : NULL;
}

/* Where the last file was saved, or else where the image on screen is. */
static void
propose_folder (LensWindow *self)
{
  GFile *shown = self->shown != NULL && !lens_item_is_sample (self->shown) ? lens_item_get_file (self->shown) : NULL;
  g_autoptr (GFile) folder = NULL;

  if (self->save_folder != NULL)
    folder = g_object_ref (self->save_folder);
  else if (shown != NULL && !lens_window_is_lent (shown))
    folder = g_file_get_parent (shown);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
}

GListModel *
lens_window_end_chooser (LensWindow *self, int response)
{
  GListModel *files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
  if (files != NULL && gtk_file_chooser_get_action (GTK_FILE_CHOOSER (self->chooser)) == GTK_FILE_CHOOSER_ACTION_SAVE)
    keep_folder (self, files);
  if (files != NULL)
    forget (files);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);

  return files;
}

GFile *
lens_window_end_chooser_for_one (LensWindow *self, int response)
{
  g_autoptr (GListModel) files = lens_window_end_chooser (self, response);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}

char *
lens_window_end_chooser_for_path (LensWindow *self, int response)
{
  g_autoptr (GFile) file = lens_window_end_chooser_for_one (self, response);
  char *path = NULL;

  if (file != NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      path = g_file_get_path (file);
      if (path == NULL)
        lens_window_show_error (self, name, _ ("it is not in a folder of this computer"));
    }

  return path;
}

void
lens_window_add_filter (LensWindow *self, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
}

gboolean
lens_window_ask_for_file (LensWindow *self, const char *title, const char *name, GCallback on_answer)
{
  if (self->chooser != NULL)
    return FALSE;

  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                               _ ("_Cancel"));
  propose_folder (self);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", on_answer, self, 0);

  return TRUE;
}
