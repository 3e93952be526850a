/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "derm-explanation.h"
#include "lesson-private.h"

/* From sections to a lesson. */

enum { MOST_STEPS = 32, MOST_CLAIMS = 128, MOST_PAINTS = 16, MOST_PARAGRAPHS = 8, MOST_ANSWERS = 8 };

static const char *const scene_keys[] = { "View", "Image", "Recipe", "Compare", "Class", "Method", "Cell", "Paint" };

void
lesson_step_free (LessonStep *self)
{
  g_clear_pointer (&self->texts, lesson_texts_free);
  g_clear_pointer (&self->answers, lesson_texts_free);
  g_clear_pointer (&self->reveal, lesson_texts_free);
  g_strfreev (self->covers);
  g_clear_pointer (&self->scene, derm_lesson_scene_free);
  g_free (self);
}

LessonPaint *
lesson_find_paint (DermLesson *self, const char *name)
{
  for (guint i = 0; i < self->paints->len; i++)
    if (g_str_equal (((LessonPaint *) self->paints->pdata[i])->name, name))
      return self->paints->pdata[i];
  return NULL;
}

/* NULL, or the first entry of that key. */
static const LessonEntry *
find_entry (const LessonSection *section, const char *key)
{
  for (guint i = 0; i < section->entries->len; i++)
    {
      const LessonEntry *entry = section->entries->pdata[i];

      if (entry->language == NULL && g_str_equal (entry->key, key))
        return entry;
    }
  return NULL;
}

/* texts: keys that may be translated and be there several times, NULL at the end. The others are those of a scene. */
static gboolean
check_keys (const LessonSection *section, const char *const *texts, const char *const *others, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < section->entries->len; i++)
    {
      const LessonEntry *entry = section->entries->pdata[i];
      gboolean is_scene = FALSE;

      for (gsize j = 0; j < G_N_ELEMENTS (scene_keys); j++)
        is_scene = is_scene || g_str_equal (entry->key, scene_keys[j]);
      if (g_strv_contains (texts, entry->key))
        continue;
      if ((!is_scene && !g_strv_contains (others, entry->key)) || entry->language != NULL)
        lesson_set_error (error, entry->line, _ ("“%s” does not belong here."), entry->key);
      else if (!g_hash_table_add (seen, entry->key))
        lesson_set_error (error, entry->line, _ ("“%s” is there twice."), entry->key);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

/* ---- scenes ---- */

static gboolean
take_view (DermLessonScene *scene, const LessonEntry *entry, GError **error)
{
  static const char *const views[] = { "image", "explain", "pixels", "network", "recipes", "model", NULL };
  g_autofree char *view = g_ascii_strdown (entry->value, -1);

  if (!g_strv_contains (views, view))
    {
      lesson_set_error (error, entry->line, _ ("no view is called “%s”."), entry->value);
      return FALSE;
    }
  g_free (scene->view);
  scene->view = g_steal_pointer (&view);
  return TRUE;
}

static gboolean
take_image (DermLesson *self, DermLessonScene *scene, const LessonEntry *entry, GError **error)
{
  gboolean is_none = g_str_equal (entry->value, "none");
  g_autofree char *path = is_none ? NULL : derm_lesson_find_image (self, entry->value);

  if (path == NULL && !is_none)
    {
      lesson_set_error (error, entry->line, _ ("there is no image “%s” beside the lesson or among the samples."),
                        entry->value);
      return FALSE;
    }
  g_free (scene->image);
  scene->image = is_none ? NULL : g_strdup (entry->value);
  return TRUE;
}

/* "4 26 4,8": layer, channel, column and row. */
static gboolean
take_cell (DermLessonScene *scene, const LessonEntry *entry, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (entry->value, " ,", 5);
  int *numbers[] = { &scene->layer, &scene->channel, &scene->column, &scene->row };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint64 number;

      if (g_strv_length (words) != G_N_ELEMENTS (numbers)
          || !g_ascii_string_to_unsigned (words[i], 10, 0, 9999, &number, NULL))
        {
          lesson_set_error (error, entry->line, _ ("“%s” is no cell: layer, channel, column,row."), entry->value);
          return FALSE;
        }
      *numbers[i] = (int) number;
    }
  return TRUE;
}

/* Of what only a model can tell, derm_lesson_check() makes sure. */
static gboolean
take_word (DermLesson *self, DermLessonScene *scene, const LessonEntry *entry, GError **error)
{
  DermMethod method;

  if (g_str_equal (entry->key, "Method") && !derm_method_from_id (entry->value, &method))
    lesson_set_error (error, entry->line, _ ("no method is called “%s”."), entry->value);
  else if (g_str_equal (entry->key, "Paint") && !g_str_equal (entry->value, "none")
           && lesson_find_paint (self, entry->value) == NULL)
    lesson_set_error (error, entry->line, _ ("above this line nothing is painted by the name “%s”."), entry->value);
  else
    {
      char **place = g_str_equal (entry->key, "Recipe")   ? &scene->recipe
                     : g_str_equal (entry->key, "Class")  ? &scene->code
                     : g_str_equal (entry->key, "Method") ? &scene->method
                                                          : &scene->paint;

      g_free (*place);
      *place = g_str_equal (entry->value, "none") ? NULL : g_strdup (entry->value);
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_entry (DermLesson *self, DermLessonScene *scene, const LessonEntry *entry, GError **error)
{
  if (g_str_equal (entry->key, "View"))
    return take_view (scene, entry, error);
  if (g_str_equal (entry->key, "Image"))
    return take_image (self, scene, entry, error);
  if (g_str_equal (entry->key, "Cell"))
    return take_cell (scene, entry, error);
  if (!g_str_equal (entry->key, "Compare"))
    return take_word (self, scene, entry, error);
  g_strfreev (scene->compared);
  scene->compared = g_strsplit (entry->value, " ", 8);
  return TRUE;
}

/* What the section does not say stays as it was before. */
static DermLessonScene *
read_scene (DermLesson *self, const DermLessonScene *before, const LessonSection *section, GError **error)
{
  g_autoptr (DermLessonScene) scene = derm_lesson_scene_copy (before);

  for (gsize i = 0; i < G_N_ELEMENTS (scene_keys); i++)
    {
      const LessonEntry *entry = find_entry (section, scene_keys[i]);

      if (entry != NULL && !take_entry (self, scene, entry, error))
        return NULL;
    }
  return g_steal_pointer (&scene);
}

/* ---- steps ---- */

/* In the languages of the title. */
static LessonTexts *
read_texts (DermLesson *self, const LessonSection *section, const char *key, guint most, GError **error)
{
  g_autoptr (LessonTexts) texts = lesson_texts_read (section, key, most, error);
  const LessonTexts *title = self->title != NULL ? self->title : texts;

  if (texts == NULL || !lesson_texts_check (texts, self->claims, section->line, error))
    return NULL;
  for (guint i = 0; i < title->languages->len; i++)
    {
      const char *language = title->languages->pdata[i];

      if (!g_ptr_array_find_with_equal_func (texts->languages, language, g_str_equal, NULL))
        {
          lesson_set_error (error, section->line, _ ("“%1$s” has no translation “%2$s”, but the title has."), key,
                            language);
          return NULL;
        }
    }
  if (texts->languages->len > title->languages->len)
    {
      lesson_set_error (error, section->line, _ ("“%s” has a translation that the title has not."), key);
      return NULL;
    }
  return g_steal_pointer (&texts);
}

static gboolean
read_right (LessonStep *step, const LessonSection *section, GError **error)
{
  const LessonEntry *entry = find_entry (section, "Right");
  guint n = lesson_texts_get_n (step->answers);
  guint64 number;

  if (n < 2)
    lesson_set_error (error, section->line, _ ("a question has two answers or more."));
  else if (entry == NULL)
    lesson_set_error (error, section->line, _ ("the section has no “%s”."), "Right");
  else if (!g_ascii_string_to_unsigned (entry->value, 10, 1, n, &number, NULL))
    lesson_set_error (error, entry->line, _ ("the right answer is one of 1 to %u."), n);
  else
    {
      step->right = (int) number - 1;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_question (DermLesson *self, LessonStep *step, const LessonSection *section, GError **error)
{
  static const char *const texts[] = { "Ask", "Answer", "Reveal", NULL }, *const others[] = { "Right", "Covers", NULL };

  return check_keys (section, texts, others, error)
         && (step->texts = read_texts (self, section, "Ask", MOST_PARAGRAPHS, error)) != NULL
         && (step->answers = read_texts (self, section, "Answer", MOST_ANSWERS, error)) != NULL
         && (step->reveal = read_texts (self, section, "Reveal", 1, error)) != NULL
         && read_right (step, section, error);
}

static gboolean
read_text (DermLesson *self, LessonStep *step, const LessonSection *section, GError **error)
{
  static const char *const texts[] = { "Text", NULL }, *const others[] = { "Covers", NULL };

  return check_keys (section, texts, others, error)
         && (step->texts = read_texts (self, section, "Text", MOST_PARAGRAPHS, error)) != NULL;
}

static gboolean
read_step (DermLesson *self, const DermLessonScene *before, const LessonSection *section, GError **error)
{
  const LessonEntry *covers = find_entry (section, "Covers");
  LessonStep *step = g_new0 (LessonStep, 1);

  g_ptr_array_add (self->steps, step);
  step->right = -1;
  step->line = section->line;
  step->covers = covers != NULL ? g_strsplit (covers->value, " ", 8) : NULL;
  if (self->steps->len > MOST_STEPS)
    {
      lesson_set_error (error, section->line, _ ("the lesson is too long."));
      return FALSE;
    }
  step->scene = read_scene (self, before, section, error);
  if (step->scene == NULL)
    return FALSE;
  return g_str_equal (section->kind, "Question") ? read_question (self, step, section, error)
                                                 : read_text (self, step, section, error);
}

/* ---- sections ---- */

/* [Claim name] and [Paint name]: a name that is not taken. */
static gboolean
check_name (DermLesson *self, const LessonSection *section, GError **error)
{
  gboolean is_claim = g_str_equal (section->kind, "Claim");
  guint n = is_claim ? self->claims->len : self->paints->len;

  if (section->name == NULL || !lesson_is_name (section->name))
    lesson_set_error (error, section->line, _ ("[%s] takes a name of letters, digits and dashes."), section->kind);
  else if (is_claim ? lesson_claim_find (self->claims, section->name) != NULL
                    : lesson_find_paint (self, section->name) != NULL)
    lesson_set_error (error, section->line, _ ("“%s” is there twice."), section->name);
  else if (n == (is_claim ? MOST_CLAIMS : MOST_PAINTS))
    lesson_set_error (error, section->line, _ ("the lesson is too long."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_named (DermLesson *self, const LessonSection *section, GError **error)
{
  gboolean is_claim = g_str_equal (section->kind, "Claim");
  gpointer made;

  if (!check_name (self, section, error))
    return FALSE;
  made = is_claim ? (gpointer) lesson_claim_read (section, self->claims, error) : lesson_paint_read (section, error);
  if (made != NULL)
    g_ptr_array_add (is_claim ? self->claims : self->paints, made);
  return made != NULL;
}

static gboolean
read_head (DermLesson *self, const LessonSection *section, DermLessonScene **scene, GError **error)
{
  static const char *const texts[] = { "Title", NULL }, *const others[] = { NULL };
  const DermLessonScene usual = { .view = (char *) "image", .layer = -1 };

  if (!g_str_equal (section->kind, "Lesson"))
    {
      lesson_set_error (error, section->line, _ ("a lesson begins with the section [Lesson]."));
      return FALSE;
    }
  if (!check_keys (section, texts, others, error))
    return FALSE;
  self->title = read_texts (self, section, "Title", 1, error);
  if (self->title == NULL)
    return FALSE;
  *scene = read_scene (self, &usual, section, error);
  return *scene != NULL;
}

static gboolean
read_section (DermLesson *self, const LessonSection *section, const DermLessonScene *first, GError **error)
{
  const LessonStep *last = self->steps->len > 0 ? self->steps->pdata[self->steps->len - 1] : NULL;

  if (g_str_equal (section->kind, "Claim") || g_str_equal (section->kind, "Paint"))
    return read_named (self, section, error);
  if (g_str_equal (section->kind, "Text") || g_str_equal (section->kind, "Question"))
    return read_step (self, last != NULL ? last->scene : first, section, error);
  lesson_set_error (error, section->line, _ ("no section is called “%s”."), section->kind);
  return FALSE;
}

gboolean
lesson_build (DermLesson *self, GPtrArray *sections, GError **error)
{
  g_autoptr (DermLessonScene) scene = NULL;

  if (sections->len == 0)
    {
      lesson_set_error (error, 1, _ ("a lesson begins with the section [Lesson]."));
      return FALSE;
    }
  if (!read_head (self, sections->pdata[0], &scene, error))
    return FALSE;
  for (guint i = 1; i < sections->len; i++)
    if (!read_section (self, sections->pdata[i], scene, error))
      return FALSE;
  if (self->steps->len > 0)
    return TRUE;
  lesson_set_error (error, 1, _ ("the lesson has neither a text nor a question."));
  return FALSE;
}
