/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-browser.h"
#include "lens-canvas.h"
#include "lens-compare-actions.h"
#include "lens-compare.h"
#include "lens-footer.h"
#include "lens-help.h"
#include "lens-model-bar.h"
#include "lens-model-page.h"
#include "lens-note-bar.h"
#include "lens-offer-bar.h"
#include "lens-pair.h"
#include "lens-result.h"
#include "lens-save-actions.h"
#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_WINDOW (lens_window_get_type ())
G_DECLARE_FINAL_TYPE (LensWindow, lens_window, LENS, WINDOW, GtkApplicationWindow)

/**
 * lens_window_new:
 * @classifier: (nullable): what classifies; without one the window says @model_error instead of opening images
 * @model_error: (nullable): why there is no classifier
 *
 * Places the rooms around a session of its own. All that can be done is an action of the window or a function of the
 * session.
 */
LensWindow *lens_window_new (GtkApplication *application, DermClassifier *classifier, const char *model_error);
LensSession *lens_window_get_session (LensWindow *self);

/* The window is as the last one was, and what the user changes in it is kept; settings: NULL keeps nothing. */
void lens_window_remember (LensWindow *self, GSettings *settings);
/* Notes are kept in that file, or in the one that was chosen before, if that is remembered and there. */
void lens_window_open_own_notes (LensWindow *self, const char *path);

/* The rooms. */
LensBrowser *lens_window_get_browser (LensWindow *self);
LensOfferBar *lens_window_get_offer_bar (LensWindow *self);
LensCanvas *lens_window_get_canvas (LensWindow *self);
LensResult *lens_window_get_result (LensWindow *self);
LensCompare *lens_window_get_compare (LensWindow *self);
LensPair *lens_window_get_pair (LensWindow *self);
LensModelBar *lens_window_get_model_bar (LensWindow *self);
LensModelPage *lens_window_get_model_page (LensWindow *self);
LensNoteBar *lens_window_get_note_bar (LensWindow *self);
LensFooter *lens_window_get_footer (LensWindow *self);
LensSaveActions *lens_window_get_save_actions (LensWindow *self);
LensCompareActions *lens_window_get_compare_actions (LensWindow *self);
LensHelp *lens_window_get_help (LensWindow *self); /* NULL unless it is open */
/* "empty", "image", "failed", "no-model", "compare", "pair" or "model". */
const char *lens_window_get_page (LensWindow *self);

G_END_DECLS
