/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Lessons, which anybody may have written: read, and all that they say asked for. */

#include "config.h"

#include "derm-lesson.h"
#include "fuzz.h"

static void
read_step (DermLesson *lesson, int step)
{
  g_auto (GStrv) paragraphs = derm_lesson_list_paragraphs (lesson, step);
  g_auto (GStrv) answers = derm_lesson_list_answers (lesson, step);
  g_autofree char *reveal = derm_lesson_dup_reveal (lesson, step);

  g_assert (paragraphs != NULL && paragraphs[0] != NULL);
  g_assert (derm_lesson_get_scene (lesson, step) != NULL);
  g_assert (derm_lesson_is_same_sight (lesson, step, step));
  derm_lesson_is_covered (lesson, step, "dermlens");
  if (derm_lesson_is_question (lesson, step))
    g_assert (derm_lesson_get_right (lesson, step) < (int) g_strv_length (answers) && reveal != NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermLesson) lesson = derm_lesson_new_from_bytes (bytes, "/nowhere/lesson.ini", &error);
  g_autofree char *title = lesson != NULL ? derm_lesson_dup_title (lesson) : NULL;

  g_assert ((lesson == NULL) == (error != NULL));
  for (int i = 0; lesson != NULL && i < derm_lesson_get_n_steps (lesson); i++)
    read_step (lesson, i);
  return 0;
}
