/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "lens-application.h"

#include <derm.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "lens-about.h"
#include "lens-appearance.h"
#include "lens-keys.h"
#include "lens-settings.h"
#include "lens-shortcuts.h"
#include "lens-timing.h"
#include "lens-window.h"

#define RECURSIVE_HINT "recursive"

struct _LensApplication {
  GtkApplication parent_instance;

  DermClassifier *classifier; /* owned; NULL if there is no model */
  char *model_error;
  GSettings *settings;        /* owned; NULL: nothing is remembered */
  LensAppearance *appearance; /* owned */
};

G_DEFINE_FINAL_TYPE (LensApplication, lens_application, GTK_TYPE_APPLICATION)

/* Before there is a window that could stand still: the file is small and is read once. */
static void
load_model (LensApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);

  if (model != NULL)
    self->classifier = derm_classifier_new (model, NULL, 0, &error);
  if (self->classifier == NULL)
    self->model_error = g_strdup (error->message);
}

/* NULL if there is none. */
static LensWindow *
find_window (LensApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  /* A dialog may be the active one. */
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL && !LENS_IS_WINDOW (window);
       l = l->next)
    window = l->data;

  return LENS_IS_WINDOW (window) ? LENS_WINDOW (window) : NULL;
}

/* All windows have the same notes: two files' worth of them would overwrite each other. */
static LensWindow *
add_window (LensApplication *self)
{
  LensWindow *other = find_window (self);
  LensWindow *window = lens_window_new (GTK_APPLICATION (self), self->classifier, self->model_error);
  g_autofree char *notes = g_build_filename (g_get_user_data_dir (), "dermlens", "notes.jsonl", NULL);

  lens_timing_watch (GTK_WIDGET (window), lens_window_get_session (window));
  lens_window_remember (window, self->settings);
  if (other != NULL)
    lens_session_share_notes (lens_window_get_session (window), lens_window_get_session (other));
  else
    lens_window_open_own_notes (window, notes);

  return window;
}

static LensWindow *
get_window (LensApplication *self)
{
  LensWindow *window = find_window (self);

  return window != NULL ? window : add_window (self);
}

static void
lens_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (LENS_APPLICATION (application))));
}

static void
lens_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  LensWindow *window = get_window (LENS_APPLICATION (application));

  if (g_str_equal (hint, RECURSIVE_HINT))
    g_action_group_change_action_state (G_ACTION_GROUP (window), "recursive", g_variant_new_boolean (TRUE));
  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (items, lens_item_new_for_file (files[i]));
  lens_session_open (lens_window_get_session (window), items);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensApplication *self = user_data;

  gtk_window_present (lens_shortcuts_new (GTK_WINDOW (get_window (self))));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *window = get_window (user_data);

  lens_about_show (GTK_WINDOW (window), lens_reading_get_model (lens_session_get_reading (lens_window_get_session (window))));
}

static void
on_style (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensApplication *self = user_data;

  lens_appearance_set_style (self->appearance, g_variant_get_string (value, NULL));
  g_simple_action_set_state (action, value);
}

/* parameter: the address of a model file. */
static void
on_open_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *window = get_window (user_data);
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  lens_session_open_model (lens_window_get_session (window), file);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (add_window (user_data)));
}

/* parameter: the window's id, which a notification has; it may be closed by now. */
static void
on_show_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_window_by_id (user_data, g_variant_get_uint32 (parameter));

  gtk_window_present (window != NULL ? window : GTK_WINDOW (get_window (user_data)));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Closing the last one ends the program; each may clean up. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
set_up_style (LensApplication *self)
{
  if (g_getenv ("GTK_THEME") != NULL) /* somebody who sets it means it */
    {
      g_action_map_remove_action (G_ACTION_MAP (self), "style");
      return;
    }

  self->appearance = lens_appearance_new (gtk_settings_get_default ());
  lens_settings_bind_action (self->settings, "style", G_ACTION_GROUP (self), "style", self);
}

static void
lens_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "shortcuts", .activate = on_shortcuts },
    { .name = "about", .activate = on_about },
    { .name = "style", .parameter_type = "s", .state = "'system'", .change_state = on_style },
    { .name = "open-model", .activate = on_open_model, .parameter_type = "s" },
    { .name = "new-window", .activate = on_new_window },
    { .name = "show-window", .activate = on_show_window, .parameter_type = "u" },
    { .name = "quit", .activate = on_quit },
  };
  LensApplication *self = LENS_APPLICATION (application);

  if (!gtk_init_check ()) /* GTK would end the program too, and say less */
    {
      g_printerr (_ ("dermlens: there is no display to open a window on; the program derm works without one\n"));
      exit (EXIT_FAILURE);
    }
  G_APPLICATION_CLASS (lens_application_parent_class)->startup (application);

  load_model (self);
  self->settings = lens_settings_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_up_style (self);
  lens_keys_install_accels (GTK_APPLICATION (self));
}

/* The window that is open already, maybe another process's, opens the model. */
static int
open_model (GApplication *application, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GError) error = NULL;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("dermlens: %s\n", error->message);
      return EXIT_FAILURE;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-model", g_variant_new_string (uri));

  return -1;
}

/* What is to be opened goes, with a hint, to whichever instance opens it. */
static gboolean
open_files (GApplication *application, GVariantDict *options)
{
  g_autofree const char **names = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &names))
    for (int i = 0; names[i] != NULL; i++)
      g_ptr_array_add (files, g_file_new_for_commandline_arg (names[i]));
  if (files->len == 0)
    return TRUE;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("dermlens: %s\n", error->message);
      return FALSE;
    }
  g_application_open (application, (GFile **) files->pdata, (int) files->len,
                      g_variant_dict_contains (options, "recursive") ? RECURSIVE_HINT : "");

  return TRUE;
}

static int
lens_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  const char *path = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("dermlens %s\n", derm_version ());
      return 0;
    }
  g_set_prgname (APPLICATION_ID); /* the window's class, by which a desktop finds its icon */

  if (g_variant_dict_lookup (options, "model", "^&ay", &path) && open_model (application, path) != -1)
    return EXIT_FAILURE;

  return open_files (application, options) ? -1 : EXIT_FAILURE;
}

static void
lens_application_finalize (GObject *object)
{
  LensApplication *self = LENS_APPLICATION (object);

  g_clear_object (&self->appearance);
  g_clear_object (&self->settings);
  g_clear_object (&self->classifier);
  g_free (self->model_error);

  G_OBJECT_CLASS (lens_application_parent_class)->finalize (object);
}

static void
lens_application_class_init (LensApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lens_application_finalize;
  application_class->activate = lens_application_activate;
  application_class->open = lens_application_open;
  application_class->startup = lens_application_startup;
  application_class->handle_local_options = lens_application_handle_local_options;
}

static void
lens_application_init (LensApplication *self)
{
  static const GOptionEntry options[] = {
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Use the model of this file instead of the bundled one"),
      N_ ("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { "recursive", 'r', 0, G_OPTION_ARG_NONE, NULL, N_ ("Open folders with all that is below them"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[IMAGE|FOLDER…]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self), derm_research_line ());
}

LensApplication *
lens_application_new (void)
{
  return g_object_new (LENS_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/dermlens/Dermlens", NULL);
}
