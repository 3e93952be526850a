/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

/* What a lesson shows in the window, and what stood there before. */

/* Another step has its say; when the lesson is left all this comes back. */
struct _LensBeforeLesson {
  LensItem *item;     /* owned; or NULL */
  DermRecipe *recipe; /* owned; or NULL */
  char *page;         /* owned; or NULL */
  LensAspect aspect;
  int class_index;
  GHashTable *added;     /* owned, of LensItem: images that only the lessons opened */
  LensItem *painted;     /* owned; what the step has painted on; or NULL */
  guint unpainted_place; /* in its steps, before that */
};

void
lens_session_forget_before_lesson (LensSession *self)
{
  LensBeforeLesson *before = g_steal_pointer (&self->before_lesson);

  if (before == NULL)
    return;
  g_clear_object (&before->item);
  g_clear_object (&before->recipe);
  g_clear_object (&before->painted);
  g_free (before->page);
  g_hash_table_unref (before->added);
  g_free (before);
}

static void
remember (LensSession *self)
{
  LensBeforeLesson *before = g_new0 (LensBeforeLesson, 1);
  DermRecipe *recipe = lens_reading_get_recipe (self->reading);

  g_set_object (&before->item, lens_shown_get_item (self->shown));
  g_set_object (&before->recipe, recipe);
  before->page = g_strdup (self->page);
  before->aspect = self->aspect;
  before->class_index = self->class_index;
  before->added = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->before_lesson = before;
}

/* ---- the scene ---- */

static void
show_view (LensSession *self, const DermLessonScene *scene)
{
  LensAspect aspect;

  self->is_setting_up = TRUE;
  if (lens_aspect_from_id (scene->view, &aspect))
    {
      lens_session_set_aspect (self, aspect);
    }
  else
    {
      if (self->aspect != LENS_ASPECT_IMAGE) /* below a page nothing is to be worked at that nobody sees */
        lens_session_set_aspect (self, LENS_ASPECT_IMAGE);
      lens_session_set_page (self, g_str_equal (scene->view, "recipes") ? "compare" : "model");
    }
  self->is_setting_up = FALSE;
}

/* What the step before has painted. */
static void
undo_paint (LensSession *self)
{
  LensBeforeLesson *before = self->before_lesson;

  if (before->painted != NULL && before->painted == lens_shown_get_item (self->shown)
      && before->unpainted_place < lens_edits_get_n_steps (self->edits))
    lens_edits_set_place (self->edits, before->unpainted_place);
  g_clear_object (&before->painted);
}

static void
show_paint (LensSession *self, const char *name)
{
  DermPrediction *untouched = lens_edits_get_untouched (self->edits);
  g_autoptr (DermInput) painted = NULL;
  guint place = lens_edits_get_place (self->edits);

  if (name == NULL || untouched == NULL)
    return;
  painted = derm_lesson_paint (lens_lessons_get_current (self->lessons), name, derm_prediction_get_input (untouched),
                               NULL); /* another model may have a smaller input */
  if (painted == NULL || !lens_edits_paint_input (self->edits, painted))
    return;
  g_set_object (&self->before_lesson->painted, lens_shown_get_item (self->shown));
  self->before_lesson->unpainted_place = place;
}

/* A cell can be chosen when its value is known. */
static void
show_cell (LensSession *self)
{
  const DermLessonScene *scene = lens_lessons_get_scene (self->lessons);
  DermCell cell;

  if (!self->is_cell_wanted || scene == NULL || lens_pass_get_activations (self->pass) == NULL
      || lens_pass_is_running (self->pass))
    return;
  self->is_cell_wanted = FALSE;
  cell = (DermCell){ scene->layer, scene->channel, scene->row, scene->column };
  /* the room shows it behind its norm and ReLU, which have the same cells */
  cell.layer = lens_pass_get_step (self->pass, lens_pass_find_step (self->pass, cell.layer))->shown;
  lens_pass_choose (self->pass, &cell);
}

/* What the rooms are to show of it. */
static void
show_details (LensSession *self, const DermLessonScene *scene)
{
  DermMethod method;

  if (scene->method != NULL && derm_method_from_id (scene->method, &method))
    lens_explaining_set_method (self->explaining, method);
  self->is_cell_wanted = scene->layer >= 0;
  show_cell (self);
}

/* What can only be shown of an image waits until that is there. */
static void
show_when_ready (LensSession *self)
{
  const DermLessonScene *scene = lens_lessons_get_scene (self->lessons);

  if (!self->is_scene_wanted || scene == NULL || lens_shown_is_opening (self->shown)
      || lens_shown_get_state (self->shown) != LENS_SHOWN_IMAGE
      || (scene->paint != NULL && lens_edits_get_untouched (self->edits) == NULL))
    return;
  self->is_scene_wanted = FALSE;
  show_view (self, scene);
  show_details (self, scene);
  show_paint (self, scene->paint);
}

static void
show_image (LensSession *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LensItem *item = lens_collection_find (self->collection, file);

  if (item == NULL)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (items, lens_item_new_for_file (file));
      item = lens_collection_add (self->collection, items, FALSE);
      g_hash_table_add (self->before_lesson->added, g_object_ref (item));
      lens_session_show_first (self, item);
      lens_session_tell_place (self);
    }
  else if (item != lens_shown_get_item (self->shown) && !lens_session_reveal (self, item))
    {
      lens_view_clear_filter (self->view); /* a lesson is about that image, whatever was looked for before */
      lens_session_reveal (self, item);
    }
}

/* (transfer full) That of the scene if it is not in use; else NULL. */
static DermRecipe *
find_other_recipe (LensSession *self, const DermLessonScene *scene)
{
  g_autoptr (DermRecipe) recipe = derm_lesson_find_recipe (lens_reading_get_model (self->reading), scene->recipe, NULL);

  if (recipe == NULL
      || g_str_equal (derm_recipe_get_name (recipe), derm_recipe_get_name (lens_reading_get_recipe (self->reading))))
    return NULL;

  return g_steal_pointer (&recipe);
}

static void
use_recipe (LensSession *self, const DermLessonScene *scene)
{
  g_autoptr (DermRecipe) recipe = find_other_recipe (self, scene);

  if (recipe != NULL)
    lens_reading_set_recipe (self->reading, recipe);
}

/* (transfer full) The file of its image; NULL if it is about any. */
static char *
dup_image (LensSession *self, const DermLessonScene *scene)
{
  return scene->image != NULL ? derm_lesson_find_image (lens_lessons_get_current (self->lessons), scene->image) : NULL;
}

/* -1: the answer; also for what another model does not know. */
static int
find_class (LensSession *self, const char *code)
{
  DermModel *model = lens_reading_get_model (self->reading);

  for (int i = 0; code != NULL && i < derm_model_get_n_classes (model); i++)
    if (g_str_equal (derm_model_get_label_in (model, lens_reading_get_recipe (self->reading), i), code))
      return i;

  return -1;
}

void
lens_session_set_up_lesson (LensSession *self)
{
  const DermLessonScene *scene;
  g_autofree char *path = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));

  scene = lens_lessons_get_scene (self->lessons);
  if (scene == NULL || lens_reading_get_model (self->reading) == NULL || self->is_closed)
    return;
  undo_paint (self);
  use_recipe (self, scene);
  lens_session_set_class (self, find_class (self, scene->code));
  path = dup_image (self, scene);
  self->is_scene_wanted = TRUE;
  self->is_cell_wanted = FALSE;
  if (path != NULL)
    show_image (self, path);
  show_when_ready (self);
}

gboolean
lens_session_is_setting_up (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);

  return self->is_setting_up;
}

LensDeparture
lens_session_get_departure (LensSession *self)
{
  const DermLessonScene *scene;
  LensItem *item;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (LENS_IS_SESSION (self), LENS_DEPARTURE_NONE);

  scene = lens_lessons_get_scene (self->lessons);
  item = lens_shown_get_item (self->shown);
  if (scene == NULL || self->is_scene_wanted || !self->is_learning || item == NULL
      || lens_reading_get_model (self->reading) == NULL)
    return LENS_DEPARTURE_NONE;

  path = dup_image (self, scene);
  file = path != NULL ? g_file_new_for_path (path) : NULL;
  if (file != NULL && (lens_item_get_file (item) == NULL || !g_file_equal (file, lens_item_get_file (item))))
    return LENS_DEPARTURE_IMAGE;
  recipe = find_other_recipe (self, scene);

  return recipe != NULL ? LENS_DEPARTURE_RECIPE : LENS_DEPARTURE_NONE;
}

GPtrArray *
lens_session_list_compared (LensSession *self)
{
  const DermLessonScene *scene;
  DermModel *model;
  g_autoptr (GPtrArray) recipes = NULL;

  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  scene = lens_lessons_get_scene (self->lessons);
  model = lens_reading_get_model (self->reading);
  if (scene == NULL || scene->compared == NULL || model == NULL)
    return NULL;
  recipes = g_ptr_array_new_with_free_func (g_object_unref);
  for (char **name = scene->compared; *name != NULL; name++)
    {
      DermRecipe *recipe = derm_lesson_find_recipe (model, *name, NULL);

      if (recipe == NULL)
        return NULL; /* another model has not these */
      g_ptr_array_add (recipes, recipe);
    }

  return g_steal_pointer (&recipes);
}

/* ---- in and out ---- */

static const char listing[] = "lessons-list";

/* The list stands in place of the text, and is left before anything else. */
static void
on_listing (LensSession *self)
{
  lens_entered_set (self->entered, listing,
                    lens_lessons_is_open (self->lessons) && lens_lessons_is_listing (self->lessons));
}

static void
leave_listing (gpointer data)
{
  lens_lessons_set_listing (LENS_SESSION (data)->lessons, FALSE);
}

/* Images that the user had open before stay. */
static void
remove_added (LensSession *self, GHashTable *added)
{
  GArray *placed;

  if (g_hash_table_size (added) == 0)
    return;
  g_clear_object (&self->last_good); /* it may be one of them */
  placed = lens_collection_remove (self->collection, added);
  g_array_unref (placed);
  lens_work_update (self->work);
}

static void
give_back (LensSession *self)
{
  LensBeforeLesson *before = self->before_lesson;
  g_autofree char *page = g_strdup (before->page);

  undo_paint (self);
  lens_session_set_aspect (self, before->aspect);
  if (before->recipe != NULL && lens_reading_get_model (self->reading) != NULL
      && derm_model_check_recipe (lens_reading_get_model (self->reading), before->recipe, NULL))
    lens_reading_set_recipe (self->reading, before->recipe);
  lens_session_set_class (self, before->class_index);
  remove_added (self, before->added);
  if (before->item != NULL)
    lens_session_reveal (self, before->item);
  else
    lens_session_show_selected (self);
  lens_session_tell_place (self);
  lens_session_set_page (self, page);
}

static void
on_learning (LensSession *self)
{
  if (self->is_learning)
    {
      remember (self);
      lens_lessons_load (self->lessons, NULL);
      lens_lessons_set_open (self->lessons, TRUE);
    }
  else
    {
      self->is_scene_wanted = self->is_cell_wanted = FALSE;
      lens_lessons_set_open (self->lessons, FALSE);
      if (self->before_lesson != NULL && !self->is_closed)
        give_back (self);
      lens_session_forget_before_lesson (self);
    }
}

LensLessons *
lens_session_get_lessons (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return self->lessons;
}

gboolean
lens_session_is_covered (LensSession *self, DermPrediction *prediction)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);

  return prediction != NULL
         && lens_lessons_is_covered (self->lessons, derm_input_get_recipe (derm_prediction_get_input (prediction)));
}

void
lens_session_turn_page (LensSession *self, int by)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  if (self->is_learning)
    lens_lessons_turn (self->lessons, by);
  else
    lens_session_step (self, by);
}

void
lens_session_connect_lessons (LensSession *self)
{
  g_signal_connect_object (self, "notify::is-learning", G_CALLBACK (on_learning), self, G_CONNECT_SWAPPED);
  lens_entered_add (self->entered, listing, leave_listing, self);
  g_signal_connect_object (self->lessons, "changed", G_CALLBACK (on_listing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pass, "notify::activations", G_CALLBACK (show_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lessons, "moved", G_CALLBACK (lens_session_set_up_lesson), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "changed", G_CALLBACK (show_when_ready), self, G_CONNECT_SWAPPED);
}
