/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-lesson-words.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>

char *
lens_lesson_words_markup (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "**", -1);
  /* a sentence may begin with a code in Latin letters */
  gboolean is_rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  GString *markup = g_string_new (is_rtl && *text != '\0' ? "\u200f" : NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (parts[i], -1);
      gboolean is_bold = i % 2 == 1 && parts[i + 1] != NULL;

      g_string_append_printf (markup, is_bold ? "<b>%s</b>" : "%s", escaped);
    }

  return g_string_free (markup, FALSE);
}

/* Without the full stop of a sentence: it is quoted. */
static char *
quote (const char *answer)
{
  gsize length = strlen (answer);

  if (g_str_has_suffix (answer, "."))
    length -= 1;
  else if (g_str_has_suffix (answer, "。"))
    length -= strlen ("。");

  return g_strndup (answer, length);
}

/* (transfer full) "You said “mel, as before”."; what is right the lesson itself says. Empty without a guess. */
static char *
judge (DermLesson *lesson, int step, int guess)
{
  g_auto (GStrv) answers = derm_lesson_list_answers (lesson, step);
  g_autofree char *own = guess >= 0 ? quote (answers[guess]) : NULL;

  if (own == NULL)
    return g_strdup ("");
  if (guess == derm_lesson_get_right (lesson, step))
    /* TRANSLATORS: %s is what the user has guessed */
    return g_strdup_printf (_ ("You said “%s”. That is right."), own);

  /* TRANSLATORS: %s is what the user has guessed, wrongly */
  return g_strdup_printf (_ ("You said “%s”."), own);
}

char *
lens_lesson_words_revealed (LensLessons *lessons, int step)
{
  DermLesson *lesson = lens_lessons_get_current (lessons);
  g_auto (GStrv) asked = derm_lesson_list_paragraphs (lesson, step);
  g_autofree char *verdict = judge (lesson, step, lens_lessons_get_guess (lessons, step));
  g_autofree char *reveal = derm_lesson_dup_reveal (lesson, step);
  g_autofree char *question = lens_lesson_words_markup (asked[g_strv_length (asked) - 1]);
  g_autofree char *judged = lens_lesson_words_markup (verdict), *revealed = lens_lesson_words_markup (reveal);

  return g_strdup_printf ("<b>%s</b> %s%s%s", question, judged, *judged != '\0' ? " " : "", revealed);
}

char *
lens_lesson_words_foot (LensLessons *lessons)
{
  int n_right, n = lens_lessons_count_guesses (lessons, &n_right);

  if (n == 0)
    return g_strdup (_ ("Your guesses are kept on this computer only."));

  return g_strdup_printf (ngettext ("%1$d of %2$d guess right. Kept on this computer only.",
                                    "%1$d of %2$d guesses right. Kept on this computer only.", (guint) n),
                          n_right, n);
}

char *
lens_lesson_words_progress (LensLessons *lessons, guint index)
{
  DermLesson *lesson = lens_lessons_get_lesson (lessons, index);
  int n;

  if (lesson == NULL)
    return g_markup_escape_text (lens_lessons_get_problem (lessons, index), -1);
  n = derm_lesson_get_n_questions (lesson);

  return g_strdup_printf (ngettext ("%1$d of %2$d question answered", "%1$d of %2$d questions answered", (guint) n),
                          lens_lessons_count_answered (lessons, index), n);
}
