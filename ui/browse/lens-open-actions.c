/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-open-actions.h"

#include <derm.h>
#include <glib/gi18n.h>

#include "lens-files.h"
#include "lens-transfer.h"
#include "lens-truth-dialog.h"

struct _LensOpenActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  LensChooser *chooser; /* owned */
  GtkWidget *target;    /* weak */
};

G_DEFINE_FINAL_TYPE (LensOpenActions, lens_open_actions, LENS_TYPE_ACTIONS)

/* ---- dialogs ---- */

static void
on_images_chosen (gpointer owner, GListModel *files)
{
  LensOpenActions *self = owner;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  lens_session_open (self->session, items);
}

/* The engine's endings, not those that the system happens to know: a folder lists the same files. */
static char *
join_endings (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_formats;
  const DermImageFormat *formats = derm_image_format_list (&n_formats);

  for (gsize i = 0; i < n_formats; i++)
    for (const char *const *ending = formats[i].endings; *ending != NULL; ending++)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", *ending + 1); /* without the dot */
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensOpenActions *self = user_data;
  g_autofree char *endings = join_endings ();
  const LensFileKind kinds[] = { { .name = _ ("Images"), .suffix = endings }, { .name = _ ("All files") } };

  lens_chooser_ask (self->chooser,
                    &(LensQuestion){ .title = _ ("Open Images"),
                                     .action = GTK_FILE_CHOOSER_ACTION_OPEN,
                                     .is_multiple = TRUE,
                                     .kinds = kinds,
                                     .n_kinds = G_N_ELEMENTS (kinds) },
                    on_images_chosen, self);
}

static void
on_folder_chosen (gpointer owner, GListModel *files)
{
  LensOpenActions *self = owner;
  g_autoptr (GFile) folder = lens_chooser_get_first (files);

  lens_session_open_folder (self->session, folder, lens_session_is_recursive (self->session));
}

static void
on_open_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensOpenActions *self = user_data;

  lens_chooser_ask (self->chooser,
                    &(LensQuestion){ .title = _ ("Open a Folder"), .action = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER },
                    on_folder_chosen, self);
}

static void
on_other_folder_chosen (gpointer owner, GListModel *files)
{
  g_autoptr (GFile) folder = lens_chooser_get_first (files);

  lens_session_find_similar_in_folder (LENS_OPEN_ACTIONS (owner)->session, folder);
}

static void
on_similar_in_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensOpenActions *self = user_data;

  lens_chooser_ask (
      self->chooser,
      &(LensQuestion){ .title = _ ("Similar Images in a Folder"), .action = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER },
      on_other_folder_chosen, self);
}

static void
on_open_siblings (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_open_siblings (LENS_OPEN_ACTIONS (user_data)->session);
}

static void
on_start_page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_set_page (LENS_OPEN_ACTIONS (user_data)->session, "start");
}

static void
on_recursive (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_session_set_recursive (LENS_OPEN_ACTIONS (user_data)->session, g_variant_get_boolean (value));
}

/* ---- truth ---- */

static void
on_truth_chosen (gpointer owner, GListModel *files)
{
  LensOpenActions *self = owner;
  g_autoptr (GFile) file = lens_chooser_get_first (files);

  lens_truths_open (lens_session_get_truths (self->session), file, FALSE);
}

static void
on_open_truth (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensOpenActions *self = user_data;

  lens_chooser_ask (self->chooser,
                    &(LensQuestion){ .title = _ ("Open a Table of Truth"), .action = GTK_FILE_CHOOSER_ACTION_OPEN },
                    on_truth_chosen, self);
}

/* Of the table that was read last. */
static void
on_truth_columns (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensTruths *truths = lens_session_get_truths (LENS_OPEN_ACTIONS (user_data)->session);

  lens_truths_open (truths, lens_truths_get_file (truths), TRUE);
}

static void
on_columns_chosen (LensTruthDialog *dialog, DermTruth *truth, LensOpenActions *self)
{
  lens_truths_take (lens_session_get_truths (self->session), truth, g_object_get_data (G_OBJECT (dialog), "file"));
}

static void
on_truth_asked (LensTruths *truths, DermTable *table, GFile *file, LensOpenActions *self)
{
  g_autofree char *name = lens_file_dup_name (file);
  LensTruthDialog *dialog;

  if (self->target == NULL)
    return;

  dialog = lens_truth_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->target)), table, name,
                                  lens_reading_get_model (lens_session_get_reading (self->session)),
                                  G_LIST_MODEL (lens_session_get_collection (self->session)));
  g_object_set_data_full (G_OBJECT (dialog), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_columns_chosen), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- clipboard and drop ---- */

static void
open_transfer (LensOpenActions *self, GObject *source, GAsyncResult *result, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = lens_transfer_read_finish (source, result, &error);

  if (GDK_IS_DROP (source))
    gdk_drop_finish (GDK_DROP (source), items != NULL ? GDK_ACTION_COPY : 0);
  if (lens_session_is_closed (self->session))
    return;

  if (items != NULL)
    lens_session_open (self->session, items);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lens_messages_show_error (lens_session_get_messages (self->session), what, error->message);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensOpenActions) self = user_data;

  open_transfer (self, source, result, _ ("Clipboard"));
}

/* What is written goes where one writes: an accelerator is heard before the entry that has the focus. */
static gboolean
paste_text (LensOpenActions *self)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (self->target));
  GtkRoot *root = gtk_widget_get_root (self->target);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!GTK_IS_TEXT (focus) || !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)
      || gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
      || gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    return FALSE;

  return gtk_widget_activate_action (focus, "clipboard.paste", NULL);
}

static void
on_paste (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensOpenActions *self = user_data;

  if (self->target != NULL && !paste_text (self))
    lens_transfer_read_async (G_OBJECT (gtk_widget_get_clipboard (self->target)),
                              lens_session_get_cancellable (self->session), on_pasted, g_object_ref (self));
}

static void
on_drop_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensOpenActions) self = user_data;

  open_transfer (self, source, result, _ ("Drop"));
}

/* What is dragged within the window is open already. */
static gboolean
on_drop_accept (GtkDropTargetAsync *target, GdkDrop *drop, gpointer user_data)
{
  return gdk_drop_get_drag (drop) == NULL
         && gdk_content_formats_match (gtk_drop_target_async_get_formats (target), gdk_drop_get_formats (drop));
}

static gboolean
on_drop (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, LensOpenActions *self)
{
  gtk_widget_remove_css_class (self->target, "lens-drop");
  lens_transfer_read_async (G_OBJECT (drop), lens_session_get_cancellable (self->session), on_drop_read,
                            g_object_ref (self));

  return TRUE;
}

static GdkDragAction
on_drag_enter (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, LensOpenActions *self)
{
  gtk_widget_add_css_class (self->target, "lens-drop");

  return GDK_ACTION_COPY;
}

static void
on_drag_leave (GtkDropTargetAsync *target, GdkDrop *drop, LensOpenActions *self)
{
  gtk_widget_remove_css_class (self->target, "lens-drop");
}

/* Anything that is dropped on the window is meant for it. */
static void
install_drop (LensOpenActions *self)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (lens_transfer_dup_formats (), GDK_ACTION_COPY);

  g_signal_connect_object (target, "accept", G_CALLBACK (on_drop_accept), self, 0);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (on_drag_enter), self, 0);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (on_drag_leave), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (self->target)), GTK_EVENT_CONTROLLER (target));
}

/* ---- the object ---- */

static void
lens_open_actions_update (LensActions *actions)
{
  LensOpenActions *self = LENS_OPEN_ACTIONS (actions);
  gboolean has_model = lens_reading_get_model (lens_session_get_reading (self->session)) != NULL;
  LensTruths *truths = lens_session_get_truths (self->session);

  lens_actions_set_enabled (actions, "open", has_model);
  lens_actions_set_enabled (actions, "open-folder", has_model);
  lens_actions_set_enabled (actions, "open-siblings", lens_session_can_open_siblings (self->session));
  lens_actions_set_enabled (actions, "similar-in-folder", lens_session_can_find_similar_in_folder (self->session));
  lens_actions_set_enabled (actions, "start-page",
                            lens_shown_get_item (lens_session_get_shown (self->session)) != NULL);
  lens_actions_set_enabled (actions, "paste", has_model);
  lens_actions_set_enabled (actions, "open-truth", has_model);
  lens_actions_set_enabled (actions, "truth-columns", has_model && lens_truths_get_file (truths) != NULL);
  lens_actions_set_state (actions, "recursive", g_variant_new_boolean (lens_session_is_recursive (self->session)));
}

static void
lens_open_actions_finalize (GObject *object)
{
  LensOpenActions *self = LENS_OPEN_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->chooser);
  g_clear_weak_pointer (&self->target);

  G_OBJECT_CLASS (lens_open_actions_parent_class)->finalize (object);
}

static void
lens_open_actions_class_init (LensOpenActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_open_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_open_actions_update;
}

static void
lens_open_actions_init (LensOpenActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = on_open },
    { .name = "open-folder", .activate = on_open_folder },
    { .name = "similar-in-folder", .activate = on_similar_in_folder },
    { .name = "open-siblings", .activate = on_open_siblings },
    { .name = "start-page", .activate = on_start_page },
    { .name = "recursive", .state = "false", .change_state = on_recursive },
    { .name = "paste", .activate = on_paste },
    { .name = "open-truth", .activate = on_open_truth },
    { .name = "truth-columns", .activate = on_truth_columns },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensOpenActions *
lens_open_actions_new (LensSession *session, LensChooser *chooser, GtkWidget *target)
{
  LensOpenActions *self = g_object_new (LENS_TYPE_OPEN_ACTIONS, NULL);

  self->session = g_object_ref (session);
  self->chooser = g_object_ref (chooser);
  g_set_weak_pointer (&self->target, target);
  install_drop (self);
  g_signal_connect_object (lens_session_get_truths (session), "asked", G_CALLBACK (on_truth_asked), self, 0);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
