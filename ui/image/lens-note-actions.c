/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-note-actions.h"

#include <glib/gi18n.h>

struct _LensNoteActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  LensChooser *chooser; /* owned */
  LensNoteBar *bar;     /* weak */
};

G_DEFINE_FINAL_TYPE (LensNoteActions, lens_note_actions, LENS_TYPE_ACTIONS)

enum { FILE_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

/* One image was judged, and more may wait: the next one's turn. value: what it was given; empty: that was taken back.
 */
static void
go_on (LensNoteActions *self, GPtrArray *items, const char *value)
{
  LensItem *shown = lens_shown_get_item (lens_session_get_shown (self->session));

  if (lens_actions_is_on (LENS_ACTIONS (self), "go-on") && items->len == 1 && *value != '\0'
      && lens_selection_get_current_item (lens_session_get_selection (self->session))
             == shown) /* a filter may hide it */
    lens_session_step (self->session, 1);
}

static void
on_go_on (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
}

static void
on_flag (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensNoteActions *self = user_data;
  g_autoptr (GPtrArray) items = lens_session_list_noted (self->session);
  LensFlag flag;

  if (!lens_flag_from_id (g_variant_get_string (value, NULL), &flag))
    return;
  lens_session_note_flag (self->session, items, flag);
  go_on (self, items, g_variant_get_string (value, NULL));
}

static void
on_label (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensNoteActions *self = user_data;
  g_autoptr (GPtrArray) items = lens_session_list_noted (self->session);
  const char *label = g_variant_get_string (value, NULL);

  lens_session_note_label (self->session, items, label);
  go_on (self, items, label);
}

static void
on_edit_flag (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_note_bar_popup_flag (LENS_NOTE_ACTIONS (user_data)->bar);
}

static void
on_edit_label (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_note_bar_popup_label (LENS_NOTE_ACTIONS (user_data)->bar);
}

static void
on_edit_note (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_note_bar_focus_text (LENS_NOTE_ACTIONS (user_data)->bar);
}

static void
on_file_chosen (gpointer owner, GListModel *files)
{
  LensNoteActions *self = owner;
  g_autoptr (GFile) file = lens_chooser_get_first (files);
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    lens_messages_show_error (lens_session_get_messages (self->session), _ ("Notes"),
                              _ ("notes can only be kept in a local file"));
  else if (lens_session_open_notes (self->session, path))
    g_signal_emit (self, signals[FILE_CHOSEN], 0, file);
}

static void
on_notes_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensNoteActions *self = user_data;

  lens_chooser_ask (self->chooser,
                    &(LensQuestion){ .title = _ ("Keep Notes in a File"),
                                     .action = GTK_FILE_CHOOSER_ACTION_SAVE,
                                     .accept = _ ("_Use This File"),
                                     .name = "dermlens-notes.jsonl",
                                     .is_apart = TRUE },
                    on_file_chosen, self);
}

static void
lens_note_actions_update (LensActions *actions)
{
  LensSession *session = LENS_NOTE_ACTIONS (actions)->session;
  gboolean is_start = g_strcmp0 (lens_session_get_page (session), "start") == 0; /* there no image is seen */
  LensItem *item = is_start ? NULL : lens_shown_get_item (lens_session_get_shown (session));
  gboolean has_bar = item != NULL && !lens_session_is_presenting (session);
  const char *label = item != NULL ? lens_item_get_label (item) : NULL;
  const char *flag = item != NULL ? lens_flag_get_id (lens_item_get_flag (item)) : "";

  lens_actions_set_enabled (actions, "flag", item != NULL);
  lens_actions_set_enabled (actions, "label", item != NULL);
  lens_actions_set_enabled (actions, "edit-flag", has_bar);
  lens_actions_set_enabled (actions, "edit-label", has_bar);
  lens_actions_set_enabled (actions, "edit-note", has_bar);
  lens_actions_set_state (actions, "flag", g_variant_new_string (flag));
  lens_actions_set_state (actions, "label", g_variant_new_string (label != NULL ? label : ""));
}

static void
lens_note_actions_finalize (GObject *object)
{
  LensNoteActions *self = LENS_NOTE_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->chooser);
  g_clear_weak_pointer (&self->bar);

  G_OBJECT_CLASS (lens_note_actions_parent_class)->finalize (object);
}

static void
lens_note_actions_class_init (LensNoteActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_note_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_note_actions_update;

  signals[FILE_CHOSEN] = g_signal_new ("file-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_FILE);
}

static void
lens_note_actions_init (LensNoteActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "notes-file", .activate = on_notes_file },
    { .name = "flag", .parameter_type = "s", .state = "''", .change_state = on_flag },
    { .name = "label", .parameter_type = "s", .state = "''", .change_state = on_label },
    { .name = "go-on", .state = "false", .change_state = on_go_on },
    { .name = "edit-flag", .activate = on_edit_flag },
    { .name = "edit-label", .activate = on_edit_label },
    { .name = "edit-note", .activate = on_edit_note },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensNoteActions *
lens_note_actions_new (LensSession *session, LensChooser *chooser, LensNoteBar *bar)
{
  LensNoteActions *self = g_object_new (LENS_TYPE_NOTE_ACTIONS, NULL);

  self->session = g_object_ref (session);
  self->chooser = g_object_ref (chooser);
  g_set_weak_pointer (&self->bar, bar);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
