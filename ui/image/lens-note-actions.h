/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-chooser.h"
#include "lens-note-bar.h"

G_BEGIN_DECLS

#define LENS_TYPE_NOTE_ACTIONS (lens_note_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensNoteActions, lens_note_actions, LENS, NOTE_ACTIONS, LensActions)

/* What is noted of the selected images: flag, label, go-on (to the next image after each), edit-flag, edit-label,
 * edit-note, notes-file. Emits "file-chosen" (GFile) when notes are kept in another file. */

LensNoteActions *lens_note_actions_new (LensSession *session, LensChooser *chooser, LensNoteBar *bar);

G_END_DECLS
