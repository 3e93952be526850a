/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_NOTE_BAR (lens_note_bar_get_type ())
G_DECLARE_FINAL_TYPE (LensNoteBar, lens_note_bar, LENS, NOTE_BAR, GtkWidget)

/* Below the image: its flag, the right class and a note, to be read and changed, and the truth where it is known. The
 * menus activate win.flag and win.label. Hidden while there is no image, and for a presenter;
 * beside another aspect of the image it comes when it is asked for, and goes with the focus. */

void lens_note_bar_set_session (LensNoteBar *self, LensSession *session);
/* The note stands below the buttons. */
void lens_note_bar_set_narrow (LensNoteBar *self, gboolean is_narrow);
void lens_note_bar_popup_flag (LensNoteBar *self);
void lens_note_bar_popup_label (LensNoteBar *self);
void lens_note_bar_focus_text (LensNoteBar *self);

G_END_DECLS
