/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_LESSON (derm_lesson_get_type ())
G_DECLARE_FINAL_TYPE (DermLesson, derm_lesson, DERM, LESSON, GObject)

/* One lesson: a page of text and questions, what the window shows meanwhile, and the claims behind its numbers. Read
 * from one file, which data/lessons/README.md describes. Immutable, to be used from any thread. Texts are in the user's
 * language where the file has it; words between ** and ** are meant to stand out. */

/**
 * DERM_LESSON_MAX_BYTES:
 *
 * Of a lesson's file.
 */
#define DERM_LESSON_MAX_BYTES (256 * 1024)

/**
 * DermLessonScene:
 * @view: "image", "explain", "pixels", "network", "recipes" or "model"
 * @image: (nullable): a file for derm_lesson_find_image(); %NULL leaves what is shown
 * @recipe: (nullable): for derm_lesson_find_recipe(); %NULL is the model's own
 * @compared: (array zero-terminated=1) (nullable): recipes that are shown side by side, in the view "recipes"
 * @code: (nullable): of the class that is looked at; %NULL is the answer
 * @method: (nullable): of the explanation, for derm_method_from_id()
 * @paint: (nullable): for derm_lesson_paint()
 * @layer: of the cell that is looked at, as #DermActivations numbers them; -1 for none
 * @channel: of the cell
 * @column: of the cell
 * @row: of the cell
 *
 * What the window shows beside a step.
 */
typedef struct {
  char *view, *image, *recipe, **compared, *code, *method, *paint;
  int layer, channel, column, row;
} DermLessonScene;

#define DERM_TYPE_LESSON_SCENE (derm_lesson_scene_get_type ())
GType derm_lesson_scene_get_type (void);

/**
 * derm_lesson_scene_copy: (skip)
 *
 * Returns: (transfer full): a copy
 */
DermLessonScene *derm_lesson_scene_copy (const DermLessonScene *self);

/**
 * derm_lesson_scene_free: (skip)
 */
void derm_lesson_scene_free (DermLessonScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermLessonScene, derm_lesson_scene_free)

/**
 * derm_lesson_list_files:
 *
 * The lessons that come with Dermlens, then those in dermlens/lessons in the user's data folder, each sorted by name.
 *
 * Returns: (transfer full) (array zero-terminated=1) (element-type filename): paths of files that end in .ini
 */
char **derm_lesson_list_files (void);

/**
 * derm_lesson_new_from_file:
 * @path: (type filename): the file
 *
 * Returns: (transfer full): the lesson, or %NULL with @error set: a %DERM_ERROR, which names the line ("line 17: no
 * view is called “Explian”."), or %G_FILE_ERROR
 */
DermLesson *derm_lesson_new_from_file (const char *path, GError **error);

/**
 * derm_lesson_new_from_bytes:
 * @path: (type filename): where they are from; images that the lesson brings along lie in that folder
 *
 * Returns: (transfer full): as derm_lesson_new_from_file()
 */
DermLesson *derm_lesson_new_from_bytes (GBytes *bytes, const char *path, GError **error);

/**
 * derm_lesson_get_path:
 *
 * Returns: (type filename): the file
 */
const char *derm_lesson_get_path (DermLesson *self);

/**
 * derm_lesson_dup_title:
 *
 * Returns: (transfer full): what it is called
 */
char *derm_lesson_dup_title (DermLesson *self);
int derm_lesson_get_n_steps (DermLesson *self); /* at least one */
int derm_lesson_get_n_questions (DermLesson *self);
int derm_lesson_get_n_claims (DermLesson *self);
gboolean derm_lesson_is_question (DermLesson *self, int step);

/**
 * derm_lesson_list_paragraphs:
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): the text of a step, or what the question asks; %NULL
 * for no such step
 */
char **derm_lesson_list_paragraphs (DermLesson *self, int step);

/**
 * derm_lesson_list_answers:
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): from which the viewer chooses; %NULL if the step is no
 * question
 */
char **derm_lesson_list_answers (DermLesson *self, int step);

/* Which of them is right, from 0; -1 if the step is no question. */
int derm_lesson_get_right (DermLesson *self, int step);

/**
 * derm_lesson_dup_reveal:
 *
 * Returns: (transfer full) (nullable): what is said once the viewer has answered; %NULL if the step is no question
 */
char *derm_lesson_dup_reveal (DermLesson *self, int step);

/**
 * derm_lesson_is_covered:
 * @recipe: name of the recipe by which something was predicted
 *
 * Returns: whether scores by that recipe are covered while this is the step, until the question is answered
 */
gboolean derm_lesson_is_covered (DermLesson *self, int step, const char *recipe);

/* Whether the step covers any scores. */
gboolean derm_lesson_is_covering (DermLesson *self, int step);

/**
 * derm_lesson_is_same_sight:
 * @step: of two steps
 * @other: the other one
 *
 * Returns: whether both have the same scene, and cover the same
 */
gboolean derm_lesson_is_same_sight (DermLesson *self, int step, int other);

/**
 * derm_lesson_get_scene:
 *
 * Returns: (transfer none) (nullable): what the window shows beside the step; %NULL for no such step
 */
const DermLessonScene *derm_lesson_get_scene (DermLesson *self, int step);

/**
 * derm_lesson_find_image:
 * @name: of a scene, like "drawn-03.jpg"
 *
 * Returns: (transfer full) (nullable) (type filename): the file beside the lesson, or else the sample of that name;
 * %NULL if there is neither
 */
char *derm_lesson_find_image (DermLesson *self, const char *name);

/**
 * derm_lesson_find_recipe:
 * @name: (nullable): a recipe of the model, and what is changed in it: "dermlens+rows+1view+csv-labels", as such a
 * recipe is called; %NULL is the model's own
 *
 * Returns: (transfer full): the recipe, or %NULL with %DERM_ERROR_RECIPE
 */
DermRecipe *derm_lesson_find_recipe (DermModel *model, const char *name, GError **error);

/**
 * derm_lesson_paint:
 * @name: of a scene
 *
 * Returns: (transfer full): the input with the lesson's strokes on it, or %NULL with %DERM_ERROR_OPTION: there are no
 * strokes of that name, or they reach beyond the input
 */
DermInput *derm_lesson_paint (DermLesson *self, const char *name, DermInput *input, GError **error);

/**
 * derm_lesson_check:
 * @cancellable: (nullable): looked at before each claim
 *
 * Measures all that the lesson states, and whether its scenes can be set up with that classifier. Blocks, for some
 * seconds.
 *
 * Returns: (transfer full) (array zero-terminated=1): a sentence for each fault ("line 12: …"), none if all is right;
 * %NULL with %G_IO_ERROR_CANCELLED
 */
char **derm_lesson_check (DermLesson *self, DermClassifier *classifier, GCancellable *cancellable, GError **error);

#pragma GCC visibility pop
G_END_DECLS
