/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-chooser.h"

#include <glib/gi18n.h>

#include "lens-files.h"

/* GTK's own dialog (where there is no portal) puts what was chosen into the list of recent files that all programs
 * share and the desktop shows; patients' images are not to be found there. It does so before or soon after its end, and
 * writes the list a quarter of a second later: what is taken out in between is never written. */

#define LOOK_MS 100
#define N_LOOKS 30

struct _LensChooser {
  GObject parent_instance;

  GtkWindow *parent;            /* borrowed */
  GtkFileChooserNative *dialog; /* owned, or NULL */
  GFile *save_folder;           /* owned; of the last file that was saved, or NULL */
  GSettings *settings;          /* owned, or NULL */
  LensChosen chosen;
  gboolean is_apart; /* as in LensQuestion */
  GWeakRef owner;
};

G_DEFINE_FINAL_TYPE (LensChooser, lens_chooser, G_TYPE_OBJECT)

/* ---- the list that all programs share ---- */

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
forget_file (GFile *file)
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
forget_all (GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      forget_file (file);
    }
}

static gboolean
on_look (gpointer user_data)
{
  Forgetting *forgetting = user_data;

  forget_all (forgetting->files);

  return --forgetting->n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
forget (GListModel *files)
{
  Forgetting *forgetting = g_new (Forgetting, 1);

  forget_all (files);
  forgetting->files = g_object_ref (files);
  forgetting->n_left = N_LOOKS;
  g_timeout_add_full (G_PRIORITY_HIGH, LOOK_MS, on_look, forgetting, forgetting_free);
}

/* ---- the dialog ---- */

/* Of what is chosen nothing is written down unless the user wants it. */
static gboolean
is_remembering (LensChooser *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "remember-recent");
}

void
lens_chooser_keep_save_folder (LensChooser *self, GFile *folder)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (LENS_IS_CHOOSER (self));
  g_return_if_fail (G_IS_FILE (folder));

  g_set_object (&self->save_folder, folder);
  uri = g_file_get_uri (folder);
  if (is_remembering (self))
    g_settings_set_string (self->settings, "save-folder", uri);
}

GFile *
lens_chooser_dup_save_folder (LensChooser *self)
{
  g_autofree char *uri = NULL;
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  g_return_val_if_fail (LENS_IS_CHOOSER (self), NULL);

  if (self->save_folder != NULL)
    return g_object_ref (self->save_folder);
  uri = is_remembering (self) ? g_settings_get_string (self->settings, "save-folder") : g_strdup ("");
  if (*uri != '\0')
    return g_file_new_for_uri (uri);

  return documents != NULL ? g_file_new_for_path (documents) : NULL;
}

/* The document portal gives each file a folder of its own, in which nothing else can be saved. */
static void
keep_folder (LensChooser *self, GListModel *files)
{
  g_autoptr (GFile) file = lens_chooser_get_first (files);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  if (folder != NULL && !lens_file_is_lent (file))
    lens_chooser_keep_save_folder (self, folder);
}

static void
on_response (GtkNativeDialog *dialog, int response, LensChooser *self)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  if (files != NULL && !self->is_apart
      && gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE)
    keep_folder (self, files);
  if (files != NULL)
    forget (files);
  lens_chooser_close (self);
  if (files != NULL && g_list_model_get_n_items (files) > 0 && owner != NULL)
    self->chosen (owner, files);
}

static void
add_kind (GtkFileChooser *dialog, const LensFileKind *kind)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, kind->name);
  if (kind->suffix != NULL)
    {
      g_auto (GStrv) suffixes = g_strsplit (kind->suffix, " ", -1);

      for (int i = 0; suffixes[i] != NULL; i++)
        gtk_file_filter_add_suffix (filter, suffixes[i]);
    }
  else
    {
      gtk_file_filter_add_pattern (filter, "*");
    }
  gtk_file_chooser_add_filter (dialog, filter);
}

static void
set_up (LensChooser *self, const LensQuestion *question)
{
  GtkFileChooser *dialog = GTK_FILE_CHOOSER (self->dialog);
  g_autoptr (GFile) folder = lens_chooser_dup_save_folder (self);

  if (question->action == GTK_FILE_CHOOSER_ACTION_SAVE && folder != NULL)
    gtk_file_chooser_set_current_folder (dialog, folder, NULL);
  if (question->name != NULL)
    gtk_file_chooser_set_current_name (dialog, question->name);
  for (gsize i = 0; i < question->n_kinds; i++)
    add_kind (dialog, &question->kinds[i]);
  gtk_file_chooser_set_select_multiple (dialog, question->is_multiple);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
}

void
lens_chooser_ask (LensChooser *self, const LensQuestion *question, LensChosen chosen, gpointer owner)
{
  gboolean is_saving;

  g_return_if_fail (LENS_IS_CHOOSER (self));
  g_return_if_fail (question != NULL && chosen != NULL);

  if (self->dialog != NULL)
    return;

  is_saving = question->action == GTK_FILE_CHOOSER_ACTION_SAVE;
  self->chosen = chosen;
  self->is_apart = question->is_apart;
  g_weak_ref_set (&self->owner, owner);
  self->dialog = gtk_file_chooser_native_new (question->title, self->parent, question->action,
                                              question->accept != NULL ? question->accept
                                              : is_saving              ? _ ("_Save")
                                                                       : _ ("_Open"),
                                              _ ("_Cancel"));
  set_up (self, question);
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (on_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

void
lens_chooser_close (LensChooser *self)
{
  g_return_if_fail (LENS_IS_CHOOSER (self));

  if (self->dialog != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->dialog));
  g_clear_object (&self->dialog);
}

GFile *
lens_chooser_get_first (GListModel *files)
{
  return g_list_model_get_item (files, 0);
}

/* ---- the object ---- */

static void
lens_chooser_dispose (GObject *object)
{
  LensChooser *self = LENS_CHOOSER (object);

  lens_chooser_close (self);
  g_clear_object (&self->save_folder);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lens_chooser_parent_class)->dispose (object);
}

static void
lens_chooser_finalize (GObject *object)
{
  g_weak_ref_clear (&LENS_CHOOSER (object)->owner);

  G_OBJECT_CLASS (lens_chooser_parent_class)->finalize (object);
}

static void
lens_chooser_class_init (LensChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_chooser_finalize;
}

static void
lens_chooser_init (LensChooser *self)
{
  g_weak_ref_init (&self->owner, NULL);
}

LensChooser *
lens_chooser_new (GtkWindow *parent)
{
  LensChooser *self = g_object_new (LENS_TYPE_CHOOSER, NULL);

  self->parent = parent;

  return self;
}

/* What is forgotten there is forgotten here. */
static void
on_save_folder_changed (LensChooser *self)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "save-folder");

  if (*uri == '\0')
    g_clear_object (&self->save_folder);
}

void
lens_chooser_set_settings (LensChooser *self, GSettings *settings)
{
  g_return_if_fail (LENS_IS_CHOOSER (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::save-folder", G_CALLBACK (on_save_folder_changed), self,
                           G_CONNECT_SWAPPED);
  on_save_folder_changed (self); /* settings tell only of what was read */
}
