/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-elsewhere.h"
#include "lens-session.h"

G_BEGIN_DECLS

/* One class in twelve files: lens-session.c (its parts), lens-session-state.c (properties), lens-session-open.c (what
 * is opened, and what fails), lens-session-classes.c (tables and folders that turn out to be the truth),
 * lens-session-select.c (which image is on screen), lens-session-remove.c, lens-session-notes.c, lens-session-find.c
 * (notes whose images have moved), lens-session-leave.c (what Escape leaves), lens-session-filter.c,
 * lens-session-aspect.c (how the image is looked at), lens-session-edits.c (what is painted on it),
 * lens-session-learn.c (what a lesson shows). */

typedef struct _LensBeforeLesson LensBeforeLesson;

struct _LensSession {
  GObject parent_instance;

  /* owned */
  LensReading *reading;
  LensCollection *collection;
  LensFailures *failures;
  LensView *view;
  LensSelection *selection;
  LensHistory *history;
  LensMessages *messages;
  LensOffers *offers;
  LensEntered *entered;
  LensCrops *crops;
  LensEdits *edits;
  LensBrush *brush;
  LensSmallest *smallest;
  LensShown *shown;
  LensWork *work;
  LensTiles *tiles;
  LensTruths *truths;
  LensFigures *figures;
  LensEvaluating *evaluating;
  LensRival *rival;
  LensAuditing *auditing;
  LensPass *pass;
  LensPlaces *places;
  LensDuplicates *duplicates;
  LensElsewhere *elsewhere;
  LensNotes *notes;
  LensLessons *lessons;
  LensBeforeLesson *before_lesson; /* what a lesson will give back; or NULL */
  LensReadout *readout;
  LensExplaining *explaining;
  LensShaking *shaking;
  GCancellable *cancellable;
  LensItem *last_good;   /* to go back to if what is opened next cannot be shown */
  GFile *offered_folder; /* or NULL */
  GHashTable *searched;  /* of GFile: images whose notes were looked for under other paths */
  char *page;            /* or NULL */
  char *page_below;      /* to go back to from there; or NULL */

  gpointer cropped_image; /* on screen when the crops changed last; only compared */
  gpointer read_out;      /* the input that the readout is of; only compared */
  LensAspect aspect;
  int class_index; /* -1: the answer */
  guint n_holds;
  guint last_place; /* in the view, of what was on screen last */
  int way;          /* to which side the user went from there: 1 or -1 */
  gboolean was_idle;
  gboolean is_closed;
  gboolean is_setting_up;   /* a lesson changes what is shown */
  gboolean is_scene_wanted; /* the lesson's, when its image is there */
  gboolean is_cell_wanted;  /* the lesson's, when the pass is there */
  gboolean is_presenting;
  gboolean is_recursive;
  gboolean is_crisp;
  gboolean had_crop;  /* that image */
  gboolean had_aside; /* what is on screen, when the edits changed last */
  gboolean is_learning;
  gboolean was_working;
  gboolean is_selecting;    /* the session itself selects, not the user */
  gboolean is_auto;         /* the selection came that way: another may take its place if it fails */
  gboolean is_select_found; /* what a folder holds is to be shown, not only listed */
};

void lens_session_connect_opening (LensSession *self);
void lens_session_connect_classes (LensSession *self);
void lens_session_connect_selection (LensSession *self);
void lens_session_connect_leaving (LensSession *self);
void lens_session_connect_filter (LensSession *self);
void lens_session_connect_edits (LensSession *self);
void lens_session_connect_lessons (LensSession *self);
void lens_session_forget_before_lesson (LensSession *self);
void lens_session_connect_aspect (LensSession *self);
void lens_session_set_notes (LensSession *self, LensNotes *notes);
void lens_session_apply_note (LensSession *self, LensItem *item);
/* Looks for notes of the images that are open under other paths, and asks. */
void lens_session_find_notes (LensSession *self);
/* Selects and opens the first of what has just been opened. */
void lens_session_show_first (LensSession *self, LensItem *first);
void lens_session_report_failure (LensSession *self, LensItem *item);
/* A folder of which one image was opened; NULL: none. */
void lens_session_offer (LensSession *self, GFile *folder);
/* The start page goes, if it is there. */
void lens_session_leave_start (LensSession *self);
void lens_session_tell_place (LensSession *self);

/* Images that are like one, with it: they come into the list and are its filter. files: of GFile. */
void lens_session_show_elsewhere (LensSession *self, LensItem *item, GPtrArray *files);

G_END_DECLS
