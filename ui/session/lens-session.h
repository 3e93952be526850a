/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-aspect.h"
#include "lens-auditing.h"
#include "lens-brush.h"
#include "lens-collection.h"
#include "lens-crops.h"
#include "lens-duplicates.h"
#include "lens-edits.h"
#include "lens-entered.h"
#include "lens-evaluating.h"
#include "lens-explaining.h"
#include "lens-failures.h"
#include "lens-figures.h"
#include "lens-history.h"
#include "lens-lessons.h"
#include "lens-messages.h"
#include "lens-notes.h"
#include "lens-offers.h"
#include "lens-pass.h"
#include "lens-places.h"
#include "lens-reading.h"
#include "lens-rival.h"
#include "lens-readout.h"
#include "lens-selection.h"
#include "lens-shaking.h"
#include "lens-shown.h"
#include "lens-smallest.h"
#include "lens-tiles.h"
#include "lens-truths.h"
#include "lens-view.h"
#include "lens-work.h"

G_BEGIN_DECLS

typedef enum { LENS_DEPARTURE_NONE, LENS_DEPARTURE_IMAGE, LENS_DEPARTURE_RECIPE } LensDeparture;

#define LENS_TYPE_SESSION (lens_session_get_type ())
G_DECLARE_FINAL_TYPE (LensSession, lens_session, LENS, SESSION, GObject)

/* All that is open and known in one window, without a widget: rooms take a session, listen to it and change it by its
 * functions.
 *
 * Properties: "is-idle": nothing is being opened, read or loaded; "is-presenting" (writable): names of files are
 * hidden; "is-crisp" (writable): pixels of originals are not smoothed; "is-recursive" (writable): folders are opened
 * with those below them; "page" (writable): the page that stands in place of the image, NULL for the image;
 * "offered-folder": a folder of which one image was opened; "notes"; "aspect", "class", "is-learning" (writable).
 * Signals: "place-changed": another place of the image on screen, or another number of images; "reveal" (guint): the
 * row at that place is to be seen; "remember" (GFile): the user has opened it. */

/**
 * lens_session_new:
 * @classifier: (nullable): the bundled model
 * @model_error: (nullable): why there is none
 */
LensSession *lens_session_new (DermClassifier *classifier, const char *model_error);
/* The window is closed: nothing comes any more, and notes are written. Blocks for these. */
void lens_session_close (LensSession *self);
gboolean lens_session_is_closed (LensSession *self);
/* Cancelled when the window is closed. */
GCancellable *lens_session_get_cancellable (LensSession *self);

/* Its parts; they live as long as the session. */
LensReading *lens_session_get_reading (LensSession *self);
LensCollection *lens_session_get_collection (LensSession *self);
LensFailures *lens_session_get_failures (LensSession *self);
LensView *lens_session_get_view (LensSession *self);
LensSelection *lens_session_get_selection (LensSession *self);
LensCrops *lens_session_get_crops (LensSession *self);
LensEdits *lens_session_get_edits (LensSession *self);
LensBrush *lens_session_get_brush (LensSession *self);
LensSmallest *lens_session_get_smallest (LensSession *self);
/* Images of the list whose edits are lost when it is closed. A stroke that is under way ends. */
guint lens_session_count_edited (LensSession *self);
LensShown *lens_session_get_shown (LensSession *self);
LensWork *lens_session_get_work (LensSession *self);
LensTiles *lens_session_get_tiles (LensSession *self);
LensTruths *lens_session_get_truths (LensSession *self);
LensFigures *lens_session_get_figures (LensSession *self);
/* Works while Evaluate is looked at. */
LensEvaluating *lens_session_get_evaluating (LensSession *self);
/* With what the evaluation is compared. */
LensRival *lens_session_get_rival (LensSession *self);
LensAuditing *lens_session_get_auditing (LensSession *self);
LensNotes *lens_session_get_notes (LensSession *self);
LensHistory *lens_session_get_history (LensSession *self);
LensMessages *lens_session_get_messages (LensSession *self);
LensOffers *lens_session_get_offers (LensSession *self);
LensPass *lens_session_get_pass (LensSession *self);
/* What Escape leaves; a room adds what only it knows of. */
LensEntered *lens_session_get_entered (LensSession *self);
/* Works while Explain is looked at. */
LensExplaining *lens_session_get_explaining (LensSession *self);
LensShaking *lens_session_get_shaking (LensSession *self);
/* Works while the atlas is looked at. */
LensPlaces *lens_session_get_places (LensSession *self);
LensDuplicates *lens_session_get_duplicates (LensSession *self);

/* ---- opening ---- */

/**
 * lens_session_open:
 * @items: (element-type LensItem): at least one
 *
 * Where every way of opening ends. Images enter the list, and the first of them is shown; a model is used, a table is
 * taken for the truth; of what remains it is found out on a worker whether it is an image or a folder of images.
 */
void lens_session_open (LensSession *self, GPtrArray *items);
/**
 * lens_session_open_around:
 * @items: (element-type LensItem): images
 * @chosen: one of them
 *
 * The same, but @chosen is shown, and what is in the list already stays as it is.
 */
void lens_session_open_around (LensSession *self, GPtrArray *items, LensItem *chosen);
void lens_session_open_folder (LensSession *self, GFile *folder, gboolean is_recursive);
void lens_session_open_model (LensSession *self, GFile *file);
/* A file of `derm evaluate --fit-calibration`. */
void lens_session_open_calibration (LensSession *self, GFile *file);
/* Another of the networks in the file of the model that is in use. */
void lens_session_choose_weights (LensSession *self, const char *key);
/* The other images in the folder of the one on screen, which stays there. */
void lens_session_open_siblings (LensSession *self);
gboolean lens_session_can_open_siblings (LensSession *self);
GFile *lens_session_get_offered_folder (LensSession *self);
void lens_session_dismiss_offer (LensSession *self);
gboolean lens_session_is_recursive (LensSession *self);
void lens_session_set_recursive (LensSession *self, gboolean is_recursive);

/* ---- what is selected ---- */

/* The image at that place of the view, and no other. */
void lens_session_select (LensSession *self, guint place);
/* The same for an image, which then is seen in the list; FALSE if the filter hides it. */
gboolean lens_session_reveal (LensSession *self, LensItem *item);
/* To the next image (1) or to the one before (-1). */
void lens_session_step (LensSession *self, int by);
/* To the first image (-1) or to the last (1) of those that are listed. */
void lens_session_go_to_end (LensSession *self, int end);
gboolean lens_session_can_step (LensSession *self, int by);
/* What is selected is opened again, with the reading as it is now. */
void lens_session_show_selected (LensSession *self);
/* Takes the selected images off the list, which can be undone. */
void lens_session_remove_selected (LensSession *self);
/* Ends what is being dragged first. */
void lens_session_undo (LensSession *self);
void lens_session_redo (LensSession *self);

/* Which images are listed is up to the filter of the view: lens_session_get_view(). (transfer full) Why one of its
 * conditions holds for no image, whatever there is: its table or class is not there any more; NULL if it may. */
char *lens_session_dup_filter_problem (LensSession *self, LensCondition *condition);

/* ---- chosen by what the network makes of them ---- */

/* Images that are listed beside one that they are most like. */
#define LENS_SESSION_N_SIMILAR 24

/* (nullable) The condition of the filter: images that were enclosed on the atlas. */
LensCondition *lens_session_get_lasso (LensSession *self);
/* items: (element-type LensItem); of none the condition is removed. is_adding: those that were in it stay. */
void lens_session_set_lasso (LensSession *self, GPtrArray *items, gboolean is_adding);
void lens_session_clear_lasso (LensSession *self);
/* The images that the network finds most like the current one become the list's filter, with that one. On a thread. */
void lens_session_find_similar (LensSession *self);
gboolean lens_session_can_find_similar (LensSession *self);
/* The same among the images of a folder that need not be open, in it and below: they are opened. */
void lens_session_find_similar_in_folder (LensSession *self, GFile *folder);
gboolean lens_session_can_find_similar_in_folder (LensSession *self);

/* ---- names ---- */

/* (transfer full) Name of an image, with its folder if others have the same name; its place in the list while names are
 * hidden. */
char *lens_session_dup_name (LensSession *self, LensItem *item);
/* (transfer full) What all open images are called together: their folder; "Images" if they have none, or while names
 * are hidden. */
char *lens_session_dup_list_name (LensSession *self);
/* (transfer full) "2,197 images" */
char *lens_session_dup_list_size (LensSession *self);
/* (transfer full) What failed in the last opening, a line each. */
char *lens_session_dup_failures (LensSession *self);
/* Whether enlarged originals show their pixels instead of being smoothed. */
gboolean lens_session_is_crisp (LensSession *self);
void lens_session_set_crisp (LensSession *self, gboolean is_crisp);
gboolean lens_session_is_presenting (LensSession *self);
void lens_session_set_presenting (LensSession *self, gboolean is_presenting);

/* ---- notes ---- */

/* Notes are kept in that file from now on. FALSE, and the messages say why, if it cannot be read. */
gboolean lens_session_open_notes (LensSession *self, const char *path);
/* The notes of another session, in one file: each sees what the other notes, and undoes only its own changes. */
void lens_session_share_notes (LensSession *self, LensSession *other);
/* (transfer full) (element-type LensItem) What is noted is noted of each of them: the selected ones, last the one on
 * screen. */
GPtrArray *lens_session_list_noted (LensSession *self);
/* The same flag for all of these, as one change; of several a notice says so, and undoes it. */
void lens_session_note_flag (LensSession *self, GPtrArray *items, LensFlag flag);
/* label: empty for none. */
void lens_session_note_label (LensSession *self, GPtrArray *items, const char *label);

/* ---- pages ---- */

/* What stands in place of the image on screen: "compare", "pair", "model", "audit", "start" (which an image that is
 * chosen or opened takes away again), or NULL. */
const char *lens_session_get_page (LensSession *self);
void lens_session_set_page (LensSession *self, const char *page);
/* Back to where it was opened from. */
void lens_session_leave_page (LensSession *self);

/* ---- how the image is looked at ---- */

/* Stays when another image is shown. To set it leaves the page that stands in place of the image. */
LensAspect lens_session_get_aspect (LensSession *self);
void lens_session_set_aspect (LensSession *self, LensAspect aspect);
/* (transfer none) The pass whose numbers are looked at; else NULL. layer: NULL, or which of its layers that is. */
DermActivations *lens_session_get_activations (LensSession *self, int *layer);
/* The class that is asked about: its place in the model; -1: the answer, whatever the image. */
int lens_session_get_class (LensSession *self);
void lens_session_set_class (LensSession *self, int class_index);
/* The same, but the answer of the image on screen in place of -1, which stays where there is none. */
int lens_session_find_class (LensSession *self);
/* Whether a lesson stands in the list's place. */
gboolean lens_session_is_learning (LensSession *self);
void lens_session_set_learning (LensSession *self, gboolean is_learning);
/* Which lesson that is, and how far it has come. */
LensLessons *lens_session_get_lessons (LensSession *self);
/* Shows again what the lesson speaks of, whatever the user has changed meanwhile. */
void lens_session_set_up_lesson (LensSession *self);
/* Whether aspect and page change for it, and not by the user's hand. */
gboolean lens_session_is_setting_up (LensSession *self);
/* What the text of the lesson speaks of, and the window shows no longer. */
LensDeparture lens_session_get_departure (LensSession *self);
/* (transfer full) (element-type DermRecipe) Recipes that the lesson compares; NULL: all there are. */
GPtrArray *lens_session_list_compared (LensSession *self);
/* Whether the scores are covered until the user has guessed; FALSE for NULL. It may be another with each "changed" of
 * the lessons. */
gboolean lens_session_is_covered (LensSession *self, DermPrediction *prediction);
/* With a clicker: the next step of the lesson, or the next image; -1: the one before. */
void lens_session_turn_page (LensSession *self, int by);
/* What the room of the aspect adds to input and scores. */
LensReadout *lens_session_get_readout (LensSession *self);

/* ---- idleness ---- */

gboolean lens_session_is_idle (LensSession *self);
/* A room has begun work of its own, and has ended it. */
void lens_session_hold (LensSession *self);
void lens_session_release (LensSession *self);
/* The same for a room that only knows whether it works: holds or releases when that changes. is_holding: its own, FALSE
 * at first. */
void lens_session_set_working (LensSession *self, gboolean *is_holding, gboolean is_working);

G_END_DECLS
