/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LensNoticeKind:
 * @LENS_NOTICE_DONE: something has been done
 * @LENS_NOTICE_RUNNING: something is being done, and can be cancelled
 * @LENS_NOTICE_UNDOABLE: something has been done that the history can undo
 * @LENS_NOTICE_REDOABLE: something has been undone that the history can do again
 */
typedef enum {
  LENS_NOTICE_DONE,
  LENS_NOTICE_RUNNING,
  LENS_NOTICE_UNDOABLE,
  LENS_NOTICE_REDOABLE,
} LensNoticeKind;

#define LENS_TYPE_MESSAGES (lens_messages_get_type ())
G_DECLARE_FINAL_TYPE (LensMessages, lens_messages, LENS, MESSAGES, GObject)

/* What the user is told: one error and one notice at a time, until they are cleared.
 *
 * Properties: "error" and "notice", NULL for none; both notify also when the same words are said again. Signal
 * "cancelled": the user wants what is running to stop. */

LensMessages *lens_messages_new (void);

/* name: what the reason is about, usually a file; NULL if the reason says it. */
void lens_messages_show_error (LensMessages *self, const char *name, const char *reason);
/* The same for the last of several failures; has_more: there is a list of all of them to look at. */
void lens_messages_show_failures (LensMessages *self, const char *text, gboolean has_more);
void lens_messages_clear_error (LensMessages *self);
const char *lens_messages_get_error (LensMessages *self);
gboolean lens_messages_has_more (LensMessages *self);

void lens_messages_show_notice (LensMessages *self, const char *text, LensNoticeKind kind);
void lens_messages_clear_notice (LensMessages *self);
const char *lens_messages_get_notice (LensMessages *self);
LensNoticeKind lens_messages_get_notice_kind (LensMessages *self);
void lens_messages_cancel (LensMessages *self);

G_END_DECLS
