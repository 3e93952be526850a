/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LENS_TYPE_HISTORY (lens_history_get_type ())
G_DECLARE_FINAL_TYPE (LensHistory, lens_history, LENS, HISTORY, GObject)

/* What was changed, to be undone and done again. Emits "changed" when there is something else to undo or redo. */

/**
 * LensHistoryFunc:
 * @is_undo: %FALSE: the change is done again
 */
typedef void (*LensHistoryFunc) (gboolean is_undo, gpointer data);

LensHistory *lens_history_new (void);

/* A change that has been made just now. What was undone before can no longer be redone. destroy frees data. */
void lens_history_push (LensHistory *self, LensHistoryFunc func, gpointer data, GDestroyNotify destroy);
void lens_history_undo (LensHistory *self);
void lens_history_redo (LensHistory *self);
/* Grows with each change, before its function is called: words about one that say another number are outdated. */
guint64 lens_history_get_serial (LensHistory *self);
gboolean lens_history_can_undo (LensHistory *self);
gboolean lens_history_can_redo (LensHistory *self);
void lens_history_clear (LensHistory *self);

/* Drops the steps pushed with these: what they would undo is gone. */
void lens_history_forget (LensHistory *self, LensHistoryFunc func, gconstpointer data);

G_END_DECLS
