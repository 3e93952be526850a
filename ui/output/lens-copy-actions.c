/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-copy-actions.h"

#include <glib/gi18n.h>

#include "lens-command.h"
#include "lens-drag.h"
#include "lens-copy.h"

struct _LensCopyActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  GtkWidget *widget;    /* weak */
};

G_DEFINE_FINAL_TYPE (LensCopyActions, lens_copy_actions, LENS_TYPE_ACTIONS)

static LensShown *
get_shown (LensCopyActions *self)
{
  return lens_session_get_shown (self->session);
}

static GdkClipboard *
get_clipboard (LensCopyActions *self)
{
  return gtk_widget_get_clipboard (self->widget);
}

static void
copy_texture (LensCopyActions *self, GdkTexture *texture)
{
  gdk_clipboard_set_texture (get_clipboard (self), texture);
  g_object_unref (texture);
}

/* Else nothing on screen would tell. */
static void
say (LensCopyActions *self, const char *text)
{
  lens_messages_show_notice (lens_session_get_messages (self->session), text, LENS_NOTICE_DONE);
}

/* Several images go as their files. */
static void
on_copy_image (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensCopyActions *self = user_data;
  g_autoptr (GPtrArray) items = lens_selection_list (lens_session_get_selection (self->session));
  g_autoptr (GdkContentProvider) files = items->len > 1 ? lens_drag_files (items) : NULL;
  g_autofree char *text = NULL;

  if (files != NULL)
    {
      gdk_clipboard_set_content (get_clipboard (self), files);
      text = g_strdup_printf (
          ngettext ("%u selected image is copied as a file", "%u selected images are copied as files", items->len),
          items->len);
      say (self, text);
      return;
    }
  copy_texture (self, lens_copy_image (lens_shown_get_image (get_shown (self))));
  say (self, _ ("The image is copied"));
}

static void
on_copy_chart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensShown *shown = get_shown (user_data);

  copy_texture (user_data,
                lens_copy_chart (lens_shown_get_prediction (shown), lens_shown_get_truth_of_prediction (shown)));
  say (user_data, _ ("The chart is copied"));
}

static void
on_copy_text (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensCopyActions *self = user_data;
  LensShown *shown = get_shown (self);
  g_autoptr (GPtrArray) items = lens_selection_list (lens_session_get_selection (self->session));
  g_autofree char *text
      = items->len > 1 ? lens_drag_dup_text (items)
                       : lens_copy_text (lens_item_get_name (lens_shown_get_item (shown)),
                                         lens_shown_get_prediction (shown), lens_shown_get_truth_of_prediction (shown));
  g_autofree char *notice
      = items->len > 1 ? g_strdup_printf (
            ngettext ("%u result is copied as text", "%u results are copied as text", items->len), items->len)
                       : g_strdup (_ ("The result is copied as text"));

  gdk_clipboard_set_text (get_clipboard (self), text);
  say (self, notice);
}

/* The clipboard keeps what it has, as in other programs: so it is said that this is not what was asked for. */
static void
refuse_command (LensCopyActions *self, LensItem *item, const char *reason)
{
  /* TRANSLATORS: %s is the name of an image; why follows after a colon */
  g_autofree char *what = g_strdup_printf (_ ("Command line of %s not copied"), lens_item_get_name (item));

  lens_messages_show_error (lens_session_get_messages (self->session), what, reason);
}

static void
on_copy_command (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensCopyActions *self = user_data;
  LensShown *shown = get_shown (self);
  LensItem *item = lens_shown_get_item (shown);
  g_autoptr (GError) error = NULL;
  DermExplanation *map = lens_explaining_get_map (lens_session_get_explaining (self->session));
  int layer;
  DermActivations *activations = lens_session_get_activations (self->session, &layer);
  GFile *file = lens_item_get_file (item);
  g_autofree char *text = NULL;

  if (lens_shown_is_edited (shown))
    {
      refuse_command (self, item,
                      _ ("the command would read the file, not the edited input; save the edited input, and open it"));
      return;
    }
  if (map != NULL && derm_explanation_is_random (map, NULL))
    {
      refuse_command (self, item, _ ("derm draws no maps of random weights; --check compares with them"));
      return;
    }
  if (map != NULL)
    text = lens_command_dup_explain (file, lens_shown_get_image (shown), map, &error);
  else if (activations != NULL)
    text = lens_command_dup_activations (file, lens_shown_get_image (shown), activations, layer,
                                         lens_pass_get_cell (lens_session_get_pass (self->session)), &error);
  else
    text = lens_command_dup (file, lens_shown_get_image (shown), lens_shown_get_prediction (shown), &error);

  if (text != NULL)
    {
      gdk_clipboard_set_text (get_clipboard (self), text);
      say (self, _ ("The command line is copied"));
    }
  else
    refuse_command (self, item, error->message);
}

static void
on_print_done (GtkPrintOperation *operation, GtkPrintOperationResult result, LensCopyActions *self)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  lens_messages_show_error (lens_session_get_messages (self->session), _ ("Print"), error->message);
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensCopyActions *self = user_data;
  LensShown *shown = get_shown (self);
  g_autoptr (GtkPrintOperation) operation = lens_copy_print (
      lens_shown_get_image (shown), lens_shown_get_prediction (shown), lens_shown_get_truth_of_prediction (shown));

  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (self->widget)), NULL);
}

static void
lens_copy_actions_update (LensActions *actions)
{
  static const char *const of_result[] = { "copy-image", "copy-chart", "copy-text", "copy-command", "print" };
  LensShown *shown = get_shown (LENS_COPY_ACTIONS (actions));
  gboolean is_covered = lens_lessons_is_covering (lens_session_get_lessons (LENS_COPY_ACTIONS (actions)->session));
  gboolean has_result
      = lens_shown_get_image (shown) != NULL && lens_shown_get_prediction (shown) != NULL && !is_covered;

  for (gsize i = 0; i < G_N_ELEMENTS (of_result); i++)
    lens_actions_set_enabled (actions, of_result[i], has_result);
}

static void
lens_copy_actions_finalize (GObject *object)
{
  LensCopyActions *self = LENS_COPY_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->widget);

  G_OBJECT_CLASS (lens_copy_actions_parent_class)->finalize (object);
}

static void
lens_copy_actions_class_init (LensCopyActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_copy_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_copy_actions_update;
}

static void
lens_copy_actions_init (LensCopyActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy-image", .activate = on_copy_image }, { .name = "copy-chart", .activate = on_copy_chart },
    { .name = "copy-text", .activate = on_copy_text },   { .name = "copy-command", .activate = on_copy_command },
    { .name = "print", .activate = on_print },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensCopyActions *
lens_copy_actions_new (LensSession *session, GtkWidget *widget)
{
  LensCopyActions *self = g_object_new (LENS_TYPE_COPY_ACTIONS, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->widget, widget);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
