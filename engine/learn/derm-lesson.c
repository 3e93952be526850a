/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "derm-error.h"
#include "derm-version.h"
#include "lesson-private.h"
#include "made.h"

G_DEFINE_ABSTRACT_TYPE (DermLesson, derm_lesson, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (DermLessonScene, derm_lesson_scene, derm_lesson_scene_copy, derm_lesson_scene_free)

DermLessonScene *
derm_lesson_scene_copy (const DermLessonScene *self)
{
  DermLessonScene *copy;

  g_return_val_if_fail (self != NULL, NULL);
  copy = g_memdup2 (self, sizeof *self);
  copy->view = g_strdup (self->view);
  copy->image = g_strdup (self->image);
  copy->recipe = g_strdup (self->recipe);
  copy->compared = g_strdupv (self->compared);
  copy->code = g_strdup (self->code);
  copy->method = g_strdup (self->method);
  copy->paint = g_strdup (self->paint);
  return copy;
}

void
derm_lesson_scene_free (DermLessonScene *self)
{
  g_return_if_fail (self != NULL);
  g_free (self->view);
  g_free (self->image);
  g_free (self->recipe);
  g_strfreev (self->compared);
  g_free (self->code);
  g_free (self->method);
  g_free (self->paint);
  g_free (self);
}

static void
derm_lesson_finalize (GObject *object)
{
  DermLesson *self = DERM_LESSON (object);

  g_free (self->path);
  g_clear_pointer (&self->title, lesson_texts_free);
  g_ptr_array_unref (self->claims);
  g_ptr_array_unref (self->paints);
  g_ptr_array_unref (self->steps);
  G_OBJECT_CLASS (derm_lesson_parent_class)->finalize (object);
}

static void
derm_lesson_class_init (DermLessonClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_lesson_finalize;
}

static void
derm_lesson_init (DermLesson *self)
{
  self->claims = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_claim_free);
  self->paints = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_paint_free);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_step_free);
}

/* ---- files ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Takes over folder, which may be NULL. */
static void
list_folder (GPtrArray *files, char *folder)
{
  g_autofree char *owned = folder;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".ini") && *name != '.')
      g_ptr_array_add (names, g_build_filename (owned, name, NULL));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_extend_and_steal (files, g_steal_pointer (&names));
}

char **
derm_lesson_list_files (void)
{
  GPtrArray *files = g_ptr_array_new ();

  list_folder (files, derm_data_path ("lessons"));
  list_folder (files, g_build_filename (g_get_user_data_dir (), "dermlens", "lessons", NULL));
  g_ptr_array_add (files, NULL);
  return (char **) g_ptr_array_free (files, FALSE);
}

/* (transfer full) NULL with the line where it stops being text. */
static char *
read_text (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size), *end;
  int line = 1;

  if (size > DERM_LESSON_MAX_BYTES)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("the lesson is longer than %d KiB"),
                   DERM_LESSON_MAX_BYTES / 1024);
      return NULL;
    }
  if (size == 0)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("the file is empty"));
      return NULL;
    }
  if (g_utf8_validate (data, (gssize) size, &end))
    return g_strndup (data, size);
  for (const char *p = data; p < end; p++)
    line += *p == '\n';
  lesson_set_error (error, line, _ ("this is no text in UTF-8."));
  return NULL;
}

DermLesson *
derm_lesson_new_from_bytes (GBytes *bytes, const char *path, GError **error)
{
  g_autoptr (DermLesson) self = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) sections = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  text = read_text (bytes, error);
  if (text == NULL)
    return NULL;
  sections = lesson_read_sections (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, error);
  if (sections == NULL)
    return NULL;
  self = derm_made_new (DERM_TYPE_LESSON);
  self->path = g_strdup (path);
  return lesson_build (self, sections, error) ? g_steal_pointer (&self) : NULL;
}

/* No more than needed to see that it is too long, whatever is at the path. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_vfs_get_file_for_path (g_vfs_get_local (), path);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (GFileInputStream) stream = NULL;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("this is not a regular file"));
      return NULL;
    }
  stream = g_file_read (file, NULL, error);
  return stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), DERM_LESSON_MAX_BYTES + 1, NULL, error)
                        : NULL;
}

DermLesson *
derm_lesson_new_from_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = read_file (path, error);
  return bytes != NULL ? derm_lesson_new_from_bytes (bytes, path, error) : NULL;
}

char *
derm_lesson_find_image (DermLesson *self, const char *name)
{
  g_autofree char *folder = NULL, *beside = NULL, *samples = NULL, *sample = NULL;

  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (*name == '.' || strchr (name, '/') != NULL) /* nothing beyond these two folders */
    return NULL;
  folder = g_path_get_dirname (self->path);
  beside = g_build_filename (folder, name, NULL);
  if (g_file_test (beside, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&beside);
  samples = derm_data_path ("samples");
  sample = samples != NULL ? g_build_filename (samples, name, NULL) : NULL;
  return sample != NULL && g_file_test (sample, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&sample) : NULL;
}

/* ---- what it says ---- */

const char *
derm_lesson_get_path (DermLesson *self)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  return self->path;
}

char *
derm_lesson_dup_title (DermLesson *self)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  return lesson_texts_dup (self->title, 0, self->claims);
}

int
derm_lesson_get_n_steps (DermLesson *self)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), 0);
  return (int) self->steps->len;
}

int
derm_lesson_get_n_questions (DermLesson *self)
{
  int n = 0;

  g_return_val_if_fail (DERM_IS_LESSON (self), 0);
  for (guint i = 0; i < self->steps->len; i++)
    n += ((LessonStep *) self->steps->pdata[i])->answers != NULL;
  return n;
}

int
derm_lesson_get_n_claims (DermLesson *self)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), 0);
  return (int) self->claims->len;
}

/* NULL: there is none. */
static const LessonStep *
get_step (DermLesson *self, int step)
{
  return step >= 0 && step < (int) self->steps->len ? self->steps->pdata[step] : NULL;
}

gboolean
derm_lesson_is_question (DermLesson *self, int step)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), FALSE);
  return get_step (self, step) != NULL && get_step (self, step)->answers != NULL;
}

char **
derm_lesson_list_paragraphs (DermLesson *self, int step)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  return get_step (self, step) != NULL ? lesson_texts_list (get_step (self, step)->texts, self->claims) : NULL;
}

char **
derm_lesson_list_answers (DermLesson *self, int step)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  return derm_lesson_is_question (self, step) ? lesson_texts_list (get_step (self, step)->answers, self->claims) : NULL;
}

int
derm_lesson_get_right (DermLesson *self, int step)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), -1);
  return derm_lesson_is_question (self, step) ? get_step (self, step)->right : -1;
}

char *
derm_lesson_dup_reveal (DermLesson *self, int step)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  return derm_lesson_is_question (self, step) ? lesson_texts_dup (get_step (self, step)->reveal, 0, self->claims)
                                              : NULL;
}

gboolean
derm_lesson_is_covered (DermLesson *self, int step, const char *recipe)
{
  const LessonStep *found;

  g_return_val_if_fail (DERM_IS_LESSON (self), FALSE);
  g_return_val_if_fail (recipe != NULL, FALSE);

  found = get_step (self, step);
  return found != NULL && found->covers != NULL
         && (g_strv_contains ((const char *const *) found->covers, "scores")
             || g_strv_contains ((const char *const *) found->covers, recipe));
}

gboolean
derm_lesson_is_covering (DermLesson *self, int step)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), FALSE);
  return get_step (self, step) != NULL && get_step (self, step)->covers != NULL;
}

/* Either may be NULL. */
static gboolean
is_same_list (char **a, char **b)
{
  return a == NULL || b == NULL ? a == b : g_strv_equal ((const char *const *) a, (const char *const *) b);
}

static gboolean
is_same_scene (const DermLessonScene *a, const DermLessonScene *b)
{
  return g_str_equal (a->view, b->view) && g_strcmp0 (a->image, b->image) == 0 && g_strcmp0 (a->recipe, b->recipe) == 0
         && is_same_list (a->compared, b->compared) && g_strcmp0 (a->code, b->code) == 0
         && g_strcmp0 (a->method, b->method) == 0 && g_strcmp0 (a->paint, b->paint) == 0 && a->layer == b->layer
         && a->channel == b->channel && a->column == b->column && a->row == b->row;
}

gboolean
derm_lesson_is_same_sight (DermLesson *self, int step, int other)
{
  const LessonStep *a, *b;

  g_return_val_if_fail (DERM_IS_LESSON (self), FALSE);

  a = get_step (self, step);
  b = get_step (self, other);
  return a != NULL && b != NULL && is_same_list (a->covers, b->covers) && is_same_scene (a->scene, b->scene);
}

const DermLessonScene *
derm_lesson_get_scene (DermLesson *self, int step)
{
  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  return get_step (self, step) != NULL ? get_step (self, step)->scene : NULL;
}

DermInput *
derm_lesson_paint (DermLesson *self, const char *name, DermInput *input, GError **error)
{
  const LessonPaint *paint;

  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);

  paint = lesson_find_paint (self, name);
  if (paint != NULL)
    return lesson_paint_apply (paint, input, error);
  g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("nothing is painted by the name “%s”"), name);
  return NULL;
}
