/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LensNoticeKind:
 * @LENS_NOTICE_DONE: something has been done
 * @LENS_NOTICE_RUNNING: something is being done, and can be cancelled
 * @LENS_NOTICE_STOPPED: the reading was stopped, and can go on
 * @LENS_NOTICE_UNDOABLE: something has been done that the history can undo
 * @LENS_NOTICE_REDOABLE: something has been undone that the history can do again
 */
typedef enum {
  LENS_NOTICE_DONE,
  LENS_NOTICE_RUNNING,
  LENS_NOTICE_STOPPED,
  LENS_NOTICE_UNDOABLE,
  LENS_NOTICE_REDOABLE,
  LENS_N_NOTICE_KINDS, /*< skip >*/
} LensNoticeKind;

#define LENS_TYPE_MESSAGES (lens_messages_get_type ())
G_DECLARE_FINAL_TYPE (LensMessages, lens_messages, LENS, MESSAGES, GObject)

/* What the user is told, one error and one notice at a time. Errors wait below newer ones until each is closed. So do
 * notices with something to press, one of each kind; a notice that something is done is gone when a newer one comes.
 *
 * Properties: "error" and "notice", NULL for none; both notify also when the same words are said again. Signal
 * "cancelled": the user wants what is running to stop. */

LensMessages *lens_messages_new (void);

/* name: what the reason is about, usually a file; NULL if the reason says it. */
void lens_messages_show_error (LensMessages *self, const char *name, const char *reason);
/* The same for the last of several failures; has_more: there is a list of all of them to look at. */
void lens_messages_show_failures (LensMessages *self, const char *text, gboolean has_more);
/* What the error that was shown last is about, usually an image: when that is seen to be well, or is gone, the error is
 * taken back. about is only compared. */
void lens_messages_tie_error (LensMessages *self, gconstpointer about);
void lens_messages_take_back (LensMessages *self, gconstpointer about);
/* That which is shown; the one before it comes back. */
void lens_messages_clear_error (LensMessages *self);
void lens_messages_clear_errors (LensMessages *self);
const char *lens_messages_get_error (LensMessages *self);
gboolean lens_messages_has_more (LensMessages *self);
guint lens_messages_get_n_errors (LensMessages *self);
/* (transfer full) All that wait, the newest first, a line each, but for those of which there is a list. */
char *lens_messages_dup_errors (LensMessages *self);

void lens_messages_show_notice (LensMessages *self, const char *text, LensNoticeKind kind);
/* That which is shown; the one before it comes back. */
void lens_messages_clear_notice (LensMessages *self);
/* Also below another. */
void lens_messages_clear_kind (LensMessages *self, LensNoticeKind kind);
const char *lens_messages_get_notice (LensMessages *self);
LensNoticeKind lens_messages_get_notice_kind (LensMessages *self);
void lens_messages_cancel (LensMessages *self);

G_END_DECLS
