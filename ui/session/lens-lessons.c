/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-lessons.h"

#include <glib/gi18n.h>

typedef struct {
  char *name;         /* owned; of its file */
  DermLesson *lesson; /* owned; NULL: it cannot be read */
  char *problem;      /* owned; why */
} Entry;

struct _LensLessons {
  GObject parent_instance;

  GPtrArray *entries; /* owned, of Entry */
  GKeyFile *guesses;  /* owned; by name and step */
  guint index;
  int step, marked;
  gboolean is_open, is_listing;
};

G_DEFINE_FINAL_TYPE (LensLessons, lens_lessons, G_TYPE_OBJECT)

enum { CHANGED, MOVED, GUESSED, TURNING, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
entry_free (Entry *entry)
{
  g_free (entry->name);
  g_clear_object (&entry->lesson);
  g_free (entry->problem);
  g_free (entry);
}

/* ---- the object ---- */

static void
lens_lessons_finalize (GObject *object)
{
  LensLessons *self = LENS_LESSONS (object);

  g_ptr_array_unref (self->entries);
  g_key_file_unref (self->guesses);

  G_OBJECT_CLASS (lens_lessons_parent_class)->finalize (object);
}

static void
lens_lessons_class_init (LensLessonsClass *klass)
{
  static const char *const names[] = { "changed", "moved", "guessed" };

  G_OBJECT_CLASS (klass)->finalize = lens_lessons_finalize;
  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
    signals[i]
        = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TURNING] = g_signal_new ("turning", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_INT);
}

static void
lens_lessons_init (LensLessons *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->guesses = g_key_file_new ();
  self->marked = LENS_GUESS_NONE;
}

LensLessons *
lens_lessons_new (void)
{
  return g_object_new (LENS_TYPE_LESSONS, NULL);
}

static void
tell (LensLessons *self, gboolean is_moved)
{
  g_signal_emit (self, signals[CHANGED], 0);
  if (is_moved)
    g_signal_emit (self, signals[MOVED], 0);
}

/* ---- the files ---- */

static Entry *
read_entry (const char *path)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autoptr (GError) error = NULL;

  entry->name = g_path_get_basename (path);
  entry->lesson = derm_lesson_new_from_file (path, &error);
  if (entry->lesson == NULL)
    /* TRANSLATORS: name of a file, and where in it what is wrong: "lesson-04.ini, line 17: …" */
    entry->problem = g_strdup_printf (_ ("%1$s, %2$s"), entry->name, error->message);

  return entry;
}

static const Entry *
get_entry (LensLessons *self, guint index)
{
  return index < self->entries->len ? self->entries->pdata[index] : NULL;
}

void
lens_lessons_load (LensLessons *self, const char *const *paths)
{
  g_autofree char *before = NULL;
  g_auto (GStrv) all = NULL;

  g_return_if_fail (LENS_IS_LESSONS (self));

  before = get_entry (self, self->index) != NULL ? g_strdup (get_entry (self, self->index)->name) : NULL;
  all = paths == NULL ? derm_lesson_list_files () : NULL;
  g_ptr_array_set_size (self->entries, 0);
  for (char **path = paths != NULL ? (char **) paths : all; *path != NULL; path++)
    g_ptr_array_add (self->entries, read_entry (*path));
  for (self->index = 0; self->index < self->entries->len; self->index++)
    if (g_strcmp0 (get_entry (self, self->index)->name, before) == 0)
      break;
  if (self->index < self->entries->len && lens_lessons_get_current (self) != NULL
      && self->step < derm_lesson_get_n_steps (lens_lessons_get_current (self)))
    tell (self, FALSE);
  else
    lens_lessons_choose (self, self->index < self->entries->len ? self->index : 0);
}

guint
lens_lessons_get_n (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), 0);

  return self->entries->len;
}

char *
lens_lessons_dup_title (LensLessons *self, guint index)
{
  const Entry *entry;

  g_return_val_if_fail (LENS_IS_LESSONS (self), NULL);

  entry = get_entry (self, index);
  if (entry == NULL)
    return NULL;

  return entry->lesson != NULL ? derm_lesson_dup_title (entry->lesson) : g_strdup (entry->name);
}

DermLesson *
lens_lessons_get_lesson (LensLessons *self, guint index)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), NULL);

  return get_entry (self, index) != NULL ? get_entry (self, index)->lesson : NULL;
}

const char *
lens_lessons_get_problem (LensLessons *self, guint index)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), NULL);

  return get_entry (self, index) != NULL ? get_entry (self, index)->problem : NULL;
}

/* ---- guesses ---- */

static int
get_guess (LensLessons *self, const Entry *entry, int step)
{
  g_autofree char *key = g_strdup_printf ("step-%d", step);
  g_autoptr (GError) error = NULL;
  int guess = g_key_file_get_integer (self->guesses, entry->name, key, &error);
  g_auto (GStrv) answers = NULL;

  if (error != NULL || !derm_lesson_is_question (entry->lesson, step))
    return LENS_GUESS_NONE;
  answers = derm_lesson_list_answers (entry->lesson, step); /* the file may be another one now */

  return guess >= 0 && guess < (int) g_strv_length (answers) ? guess : LENS_GUESS_SKIPPED;
}

int
lens_lessons_get_guess (LensLessons *self, int step)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), LENS_GUESS_NONE);

  return lens_lessons_get_current (self) != NULL ? get_guess (self, get_entry (self, self->index), step)
                                                 : LENS_GUESS_NONE;
}

double
lens_lessons_get_progress (LensLessons *self, guint index)
{
  const Entry *entry;
  int n = 0, n_questions;

  g_return_val_if_fail (LENS_IS_LESSONS (self), 0.0);

  entry = get_entry (self, index);
  if (entry == NULL || entry->lesson == NULL)
    return 0.0;
  n_questions = derm_lesson_get_n_questions (entry->lesson);
  for (int i = 0; i < derm_lesson_get_n_steps (entry->lesson); i++)
    n += get_guess (self, entry, i) != LENS_GUESS_NONE;

  return n_questions > 0 ? (double) n / n_questions : (index == self->index ? 1.0 : 0.0);
}

int
lens_lessons_count_answered (LensLessons *self, guint index)
{
  const Entry *entry;
  int n = 0;

  g_return_val_if_fail (LENS_IS_LESSONS (self), 0);

  entry = get_entry (self, index);
  for (int i = 0; entry != NULL && entry->lesson != NULL && i < derm_lesson_get_n_steps (entry->lesson); i++)
    n += get_guess (self, entry, i) >= 0;

  return n;
}

int
lens_lessons_count_guesses (LensLessons *self, int *n_right)
{
  DermLesson *lesson;
  int n = 0;

  g_return_val_if_fail (LENS_IS_LESSONS (self), 0);
  g_return_val_if_fail (n_right != NULL, 0);

  *n_right = 0;
  lesson = lens_lessons_get_current (self);
  for (int i = 0; lesson != NULL && i < derm_lesson_get_n_steps (lesson); i++)
    {
      int guess = lens_lessons_get_guess (self, i);

      n += guess >= 0;
      *n_right += guess >= 0 && guess == derm_lesson_get_right (lesson, i);
    }

  return n;
}

char *
lens_lessons_dup_guesses (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), NULL);

  return g_key_file_to_data (self->guesses, NULL, NULL);
}

void
lens_lessons_set_guesses (LensLessons *self, const char *text)
{
  g_return_if_fail (LENS_IS_LESSONS (self));
  g_return_if_fail (text != NULL);

  g_key_file_unref (self->guesses);
  self->guesses = g_key_file_new ();
  g_key_file_load_from_data (self->guesses, text, (gsize) -1, G_KEY_FILE_NONE, NULL); /* damaged: none are known */
  if (self->entries->len > 0)
    lens_lessons_choose (self, self->index);
}

/* ---- where it is ---- */

DermLesson *
lens_lessons_get_current (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), NULL);

  return lens_lessons_get_lesson (self, self->index);
}

guint
lens_lessons_get_index (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), 0);

  return self->index;
}

int
lens_lessons_get_step (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), 0);

  return self->step;
}

const DermLessonScene *
lens_lessons_get_scene (LensLessons *self)
{
  DermLesson *lesson = lens_lessons_get_current (self);

  return lesson != NULL && self->is_open ? derm_lesson_get_scene (lesson, self->step) : NULL;
}

static gboolean
is_asking (LensLessons *self, int step)
{
  return derm_lesson_is_question (lens_lessons_get_current (self), step)
         && lens_lessons_get_guess (self, step) == LENS_GUESS_NONE;
}

gboolean
lens_lessons_is_asking (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), FALSE);

  return lens_lessons_get_current (self) != NULL && is_asking (self, self->step);
}

/* From the step on to where the viewer has something to do or to look at. */
static int
find_stop (LensLessons *self, int step)
{
  DermLesson *lesson = lens_lessons_get_current (self);
  int last = derm_lesson_get_n_steps (lesson) - 1;

  while (step < last && !is_asking (self, step) && derm_lesson_is_same_sight (lesson, step, step + 1))
    step++;

  return MIN (step, last);
}

static void
move_to (LensLessons *self, int step)
{
  self->step = step;
  self->marked = LENS_GUESS_NONE;
  tell (self, TRUE);
}

void
lens_lessons_choose (LensLessons *self, guint index)
{
  int n, step = 0;

  g_return_if_fail (LENS_IS_LESSONS (self));

  self->index = index;
  self->is_listing = FALSE;
  n = lens_lessons_get_current (self) != NULL ? derm_lesson_get_n_steps (lens_lessons_get_current (self)) : 0;
  for (int i = 0; i < n && !is_asking (self, i); i++)
    if (derm_lesson_is_question (lens_lessons_get_current (self), i))
      step = MIN (i + 1, n - 1); /* behind the last answer */
  move_to (self, n > 0 ? find_stop (self, step) : 0);
}

/* Stops before the step, or -1. */
static int
find_stop_before (LensLessons *self, int step)
{
  DermLesson *lesson = lens_lessons_get_current (self);

  for (int i = step - 1; i >= 0; i--)
    if (derm_lesson_is_question (lesson, i) || !derm_lesson_is_same_sight (lesson, i, i + 1))
      return i;

  return -1;
}

gboolean
lens_lessons_can_go (LensLessons *self, int by)
{
  DermLesson *lesson = lens_lessons_get_current (self);

  if (lesson != NULL && by > 0 && (lens_lessons_is_asking (self) || self->step < derm_lesson_get_n_steps (lesson) - 1))
    return TRUE;
  if (lesson != NULL && by < 0 && find_stop_before (self, self->step) >= 0)
    return TRUE;

  return by > 0 ? self->index + 1 < self->entries->len : self->index > 0;
}

void
lens_lessons_go (LensLessons *self, int by)
{
  DermLesson *lesson = lens_lessons_get_current (self);

  g_return_if_fail (LENS_IS_LESSONS (self));

  if (!lens_lessons_can_go (self, by))
    return;
  if (by > 0 && lens_lessons_is_asking (self))
    lens_lessons_answer (self);
  else if (by > 0 && lesson != NULL && self->step < derm_lesson_get_n_steps (lesson) - 1)
    move_to (self, find_stop (self, self->step + 1));
  else if (by < 0 && lesson != NULL && find_stop_before (self, self->step) >= 0)
    move_to (self, find_stop_before (self, self->step));
  else
    lens_lessons_choose (self, self->index + (guint) by);
}

void
lens_lessons_turn (LensLessons *self, int by)
{
  gboolean is_handled = FALSE;

  g_return_if_fail (LENS_IS_LESSONS (self));

  g_signal_emit (self, signals[TURNING], 0, by, &is_handled);
  if (!is_handled)
    lens_lessons_go (self, by);
}

void
lens_lessons_set_open (LensLessons *self, gboolean is_open)
{
  g_return_if_fail (LENS_IS_LESSONS (self));

  if (is_open == self->is_open)
    return;
  self->is_open = is_open;
  tell (self, is_open);
}

gboolean
lens_lessons_is_open (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), FALSE);

  return self->is_open;
}

void
lens_lessons_set_listing (LensLessons *self, gboolean is_listing)
{
  g_return_if_fail (LENS_IS_LESSONS (self));

  if (is_listing == self->is_listing)
    return;
  self->is_listing = is_listing;
  tell (self, FALSE);
}

gboolean
lens_lessons_is_listing (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), FALSE);

  return self->is_listing;
}

/* ---- to guess ---- */

void
lens_lessons_mark (LensLessons *self, int answer)
{
  g_return_if_fail (LENS_IS_LESSONS (self));

  if (answer == self->marked || !lens_lessons_is_asking (self))
    return;
  self->marked = answer;
  tell (self, FALSE);
}

int
lens_lessons_get_marked (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), LENS_GUESS_NONE);

  return self->marked;
}

/* Goes on at once where nothing is uncovered that was to be looked at. */
static void
take_guess (LensLessons *self, int guess)
{
  g_autofree char *key = g_strdup_printf ("step-%d", self->step);
  int stop;

  if (!lens_lessons_is_asking (self))
    return;
  g_key_file_set_integer (self->guesses, get_entry (self, self->index)->name, key, guess);
  self->marked = LENS_GUESS_NONE;
  stop = find_stop (self, self->step);
  g_signal_emit (self, signals[GUESSED], 0);
  if (stop == self->step)
    tell (self, FALSE);
  else
    move_to (self, stop);
}

void
lens_lessons_answer (LensLessons *self)
{
  g_return_if_fail (LENS_IS_LESSONS (self));

  take_guess (self, self->marked >= 0 ? self->marked : LENS_GUESS_SKIPPED);
}

void
lens_lessons_skip (LensLessons *self)
{
  g_return_if_fail (LENS_IS_LESSONS (self));

  take_guess (self, LENS_GUESS_SKIPPED);
}

void
lens_lessons_restart (LensLessons *self)
{
  g_return_if_fail (LENS_IS_LESSONS (self));

  if (lens_lessons_get_current (self) == NULL)
    return;
  g_key_file_remove_group (self->guesses, get_entry (self, self->index)->name, NULL);
  g_signal_emit (self, signals[GUESSED], 0);
  lens_lessons_choose (self, self->index);
}

/* ---- what is covered ---- */

/* A text covers while it is the last one, a question until it is answered. */
static gboolean
is_covering (LensLessons *self)
{
  DermLesson *lesson = lens_lessons_get_current (self);

  return self->is_open && lesson != NULL
         && (!derm_lesson_is_question (lesson, self->step) || is_asking (self, self->step));
}

gboolean
lens_lessons_is_covered (LensLessons *self, DermRecipe *recipe)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), FALSE);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), FALSE);

  return is_covering (self)
         && derm_lesson_is_covered (lens_lessons_get_current (self), self->step, derm_recipe_get_name (recipe));
}

gboolean
lens_lessons_is_covering (LensLessons *self)
{
  g_return_val_if_fail (LENS_IS_LESSONS (self), FALSE);

  return is_covering (self) && derm_lesson_is_covering (lens_lessons_get_current (self), self->step);
}
