/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-message-bars.h"

#include "lens-timed-bar.h"
#include "lens-toast.h"

#define LIST_HEIGHT 320
#define LIST_CHARS 60 /* in a line */

struct _LensMessageBars {
  GtkWidget parent_instance;

  /* template */
  GtkInfoBar *error_bar;
  GtkLabel *error_label;
  GtkMenuButton *list_button;
  GtkInfoBar *notice_bar;
  GtkLabel *notice_label;
  GtkWidget *cancel_button;
  GtkWidget *go_on_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;

  LensSession *session; /* owned */
  guint64 serial;       /* of the history, when the notice came */
};

G_DEFINE_FINAL_TYPE (LensMessageBars, lens_message_bars, GTK_TYPE_WIDGET)

/* ---- errors ---- */

static void
on_error (LensMessageBars *self, GParamSpec *pspec, LensMessages *messages)
{
  const char *error = lens_messages_get_error (messages);

  gtk_widget_set_visible (GTK_WIDGET (self->list_button),
                          lens_messages_has_more (messages) || lens_messages_get_n_errors (messages) > 1);
  gtk_info_bar_set_revealed (self->error_bar, error != NULL); /* before it says something: only then is it announced */
  if (error != NULL)
    gtk_label_set_text (self->error_label, error);
}

static void
on_error_closed (LensMessageBars *self)
{
  lens_messages_clear_error (lens_session_get_messages (self->session));
}

/* (transfer full) What waits to be closed, and all files that failed. */
static char *
dup_list (LensMessageBars *self)
{
  g_autofree char *errors = lens_messages_dup_errors (lens_session_get_messages (self->session));
  g_autofree char *failures = lens_session_dup_failures (self->session);
  gboolean has_both = *errors != '\0' && *failures != '\0';

  return g_strconcat (errors, has_both ? "\n" : "", failures, NULL);
}

/* As it is when it is asked for. */
static void
on_list_wanted (GtkMenuButton *button, gpointer user_data)
{
  LensMessageBars *self = user_data;
  g_autofree char *text = dup_list (self);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "selectable", TRUE, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "max-width-chars", LIST_CHARS, "xalign", 0.0, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new (), *popover = gtk_popover_new ();

  g_object_set (scroller, "child", label, "hscrollbar-policy", GTK_POLICY_NEVER, "max-content-height", LIST_HEIGHT,
                "propagate-natural-height", TRUE, "propagate-natural-width", TRUE, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

/* ---- notices ---- */

/* To see it, to read it without haste, and to press what there is to press; 0: until that is done or closed. What is
 * only said does not lie over the image longer than that takes. */
static guint
seconds_for (const char *text, LensNoticeKind kind)
{
  guint reading = (guint) g_utf8_strlen (text, -1) / 15;

  if (kind == LENS_NOTICE_RUNNING)
    return 0;

  return (kind == LENS_NOTICE_DONE ? 3 : 8) + reading;
}

static void
on_notice (LensMessageBars *self, GParamSpec *pspec, LensMessages *messages)
{
  const char *text = lens_messages_get_notice (messages);
  LensNoticeKind kind = lens_messages_get_notice_kind (messages);
  LensHistory *history = lens_session_get_history (self->session);

  if (text == NULL)
    {
      gtk_info_bar_set_revealed (self->notice_bar, FALSE);
      return;
    }
  if (kind == LENS_NOTICE_UNDOABLE || kind == LENS_NOTICE_REDOABLE)
    self->serial = lens_history_get_serial (history);
  gtk_widget_set_visible (self->undo_button, kind == LENS_NOTICE_UNDOABLE && lens_history_can_undo (history));
  gtk_widget_set_visible (self->redo_button, kind == LENS_NOTICE_REDOABLE && lens_history_can_redo (history));
  gtk_widget_set_visible (self->cancel_button, kind == LENS_NOTICE_RUNNING);
  gtk_widget_set_visible (self->go_on_button, kind == LENS_NOTICE_STOPPED);
  gtk_info_bar_set_show_close_button (self->notice_bar, kind != LENS_NOTICE_RUNNING);
  lens_timed_bar_show (self->notice_bar, self->notice_label, text, seconds_for (text, kind));
}

static void
on_cancel (LensMessageBars *self)
{
  lens_messages_cancel (lens_session_get_messages (self->session));
  lens_messages_clear_kind (lens_session_get_messages (self->session), LENS_NOTICE_RUNNING);
}

/* Which takes the notice away. */
static void
on_go_on (LensMessageBars *self)
{
  lens_work_set_paused (lens_session_get_work (self->session), FALSE);
}

/* Takes back what it says, or does that again; which may be told in turn. */
static void
on_undo (LensMessageBars *self)
{
  lens_messages_clear_kind (lens_session_get_messages (self->session), LENS_NOTICE_UNDOABLE);
  lens_session_undo (self->session);
}

static void
on_redo (LensMessageBars *self)
{
  lens_messages_clear_kind (lens_session_get_messages (self->session), LENS_NOTICE_REDOABLE);
  lens_session_redo (self->session);
}

static void
on_notice_closed (LensMessageBars *self)
{
  lens_messages_clear_notice (lens_session_get_messages (self->session));
}

/* Its time is over. */
static void
on_notice_revealed (LensMessageBars *self)
{
  if (self->session != NULL && !gtk_info_bar_get_revealed (self->notice_bar))
    lens_messages_clear_notice (lens_session_get_messages (self->session));
}

/* The words are of what was done before, or undone. */
static void
on_history_changed (LensMessageBars *self)
{
  LensMessages *messages = lens_session_get_messages (self->session);

  if (self->serial == lens_history_get_serial (lens_session_get_history (self->session)))
    return;
  lens_messages_clear_kind (messages, LENS_NOTICE_UNDOABLE);
  lens_messages_clear_kind (messages, LENS_NOTICE_REDOABLE);
}

/* What shows names of files goes; but it may be wanted to cancel what is running. */
static void
on_presenting (LensMessageBars *self)
{
  LensMessages *messages = lens_session_get_messages (self->session);

  if (!lens_session_is_presenting (self->session))
    return;
  lens_messages_clear_errors (messages);
  lens_messages_clear_kind (messages, LENS_NOTICE_DONE);
  lens_messages_clear_kind (messages, LENS_NOTICE_UNDOABLE);
  lens_messages_clear_kind (messages, LENS_NOTICE_REDOABLE);
}

/* ---- the object ---- */

static void
lens_message_bars_dispose (GObject *object)
{
  LensMessageBars *self = LENS_MESSAGE_BARS (object);
  GtkWidget *child;

  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_message_bars_parent_class)->dispose (object);
}

static void
lens_message_bars_class_init (LensMessageBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_message_bars_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-message-bars.ui");
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, error_bar);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, error_label);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, list_button);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, notice_label);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, go_on_button);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, undo_button);
  gtk_widget_class_bind_template_child (widget_class, LensMessageBars, redo_button);
}

static void
lens_message_bars_init (LensMessageBars *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_toast_install (self->error_bar);
  lens_toast_install (self->notice_bar);
  gtk_menu_button_set_create_popup_func (self->list_button, on_list_wanted, self, NULL);
  g_signal_connect_object (self->error_bar, "response", G_CALLBACK (on_error_closed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notice_bar, "response", G_CALLBACK (on_notice_closed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notice_bar, "notify::revealed", G_CALLBACK (on_notice_revealed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cancel_button, "clicked", G_CALLBACK (on_cancel), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->go_on_button, "clicked", G_CALLBACK (on_go_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->undo_button, "clicked", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->redo_button, "clicked", G_CALLBACK (on_redo), self, G_CONNECT_SWAPPED);
}

void
lens_message_bars_set_session (LensMessageBars *self, LensSession *session)
{
  LensMessages *messages = lens_session_get_messages (session);

  g_return_if_fail (LENS_IS_MESSAGE_BARS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (messages, "notify::error", G_CALLBACK (on_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (messages, "notify::notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_history (session), "changed", G_CALLBACK (on_history_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (on_presenting), self, G_CONNECT_SWAPPED);
}
