/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_LESSONS (lens_lessons_get_type ())
G_DECLARE_FINAL_TYPE (LensLessons, lens_lessons, LENS, LESSONS, GObject)

/* The lessons: which is open, how far it has come, what was guessed, what is covered. It knows of no window: the
 * session sets up what a step shows.
 *
 * Signals: "changed": any of it; "moved": another step or lesson is shown, whose scene is to be set up; "guessed": what
 * was guessed is to be kept; "turning" (by): a clicker asks for the next step; who has something of this one to be seen
 * first returns TRUE. */

/**
 * LENS_GUESS_NONE:
 *
 * The question has not been answered.
 */
#define LENS_GUESS_NONE -1
/**
 * LENS_GUESS_SKIPPED:
 *
 * The answer was shown without a guess.
 */
#define LENS_GUESS_SKIPPED -2

LensLessons *lens_lessons_new (void);

/* Reads these files, in place of all that there are; the place where it is is kept if that lesson is there again.
 * paths: NULL: derm_lesson_list_files(). */
void lens_lessons_load (LensLessons *self, const char *const *paths);

guint lens_lessons_get_n (LensLessons *self);
/* (transfer full) What it is called; its file for one that cannot be read. */
char *lens_lessons_dup_title (LensLessons *self, guint index);
/* NULL for one that cannot be read, … */
DermLesson *lens_lessons_get_lesson (LensLessons *self, guint index);
/* … and why: "lesson-04.ini, line 17: no view is called “Explian”." */
const char *lens_lessons_get_problem (LensLessons *self, guint index);
/* How many of its questions were answered or skipped, as a share; 1 for one that was gone through without questions. */
double lens_lessons_get_progress (LensLessons *self, guint index);
/* How many were answered by a guess. */
int lens_lessons_count_answered (LensLessons *self, guint index);

/* Whether a lesson is gone through; else none covers anything. */
void lens_lessons_set_open (LensLessons *self, gboolean is_open);
gboolean lens_lessons_is_open (LensLessons *self);
/* The list of all lessons stands in place of the text. */
void lens_lessons_set_listing (LensLessons *self, gboolean is_listing);
gboolean lens_lessons_is_listing (LensLessons *self);

/* ---- where it is ---- */

guint lens_lessons_get_index (LensLessons *self);
/* The lesson that is open; NULL for one that cannot be read, or if there is none. */
DermLesson *lens_lessons_get_current (LensLessons *self);
/* Goes to another lesson, at the first step without an answer, or at the last. */
void lens_lessons_choose (LensLessons *self, guint index);
/* The last step that is shown; all before it are, too. */
int lens_lessons_get_step (LensLessons *self);
/* What the window is to show; NULL: nothing of its own. */
const DermLessonScene *lens_lessons_get_scene (LensLessons *self);

gboolean lens_lessons_can_go (LensLessons *self, int by);
/* On to the next step, which may be the next lesson's, or back (-1). An open question is answered without a guess
 * first. */
void lens_lessons_go (LensLessons *self, int by);
/* The same by a clicker, which cannot scroll: what of the step is out of sight comes first. */
void lens_lessons_turn (LensLessons *self, int by);

/* ---- guesses ---- */

/* The answer that is marked and not given yet; LENS_GUESS_NONE for none. */
void lens_lessons_mark (LensLessons *self, int answer);
int lens_lessons_get_marked (LensLessons *self);
/* What is marked is the guess, and the answer is shown. */
void lens_lessons_answer (LensLessons *self);
void lens_lessons_skip (LensLessons *self);
/* Whether the question of the last step is to be answered. */
gboolean lens_lessons_is_asking (LensLessons *self);
/* LENS_GUESS_NONE, LENS_GUESS_SKIPPED or an answer. */
int lens_lessons_get_guess (LensLessons *self, int step);
/* Of the lesson that is open. */
int lens_lessons_count_guesses (LensLessons *self, int *n_right);
/* Forgets what was guessed in this lesson, and begins it anew. */
void lens_lessons_restart (LensLessons *self);

/* Whether what is predicted by that recipe is covered until the question is answered. */
gboolean lens_lessons_is_covered (LensLessons *self, DermRecipe *recipe);
gboolean lens_lessons_is_covering (LensLessons *self);

/* (transfer full) All guesses as text to be kept, and back again. */
char *lens_lessons_dup_guesses (LensLessons *self);
void lens_lessons_set_guesses (LensLessons *self, const char *text);

G_END_DECLS
