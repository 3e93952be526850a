/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lesson-private.h"

/* What a lesson states: a number, and how it is measured. */

enum { MOST_WORDS = 16, MOST_DIGITS = 15 };

void
lesson_claim_free (LessonClaim *self)
{
  g_free (self->name);
  g_strfreev (self->words);
  g_free (self->is);
  g_free (self);
}

LessonClaim *
lesson_claim_find (GPtrArray *claims, const char *name)
{
  for (guint i = 0; i < claims->len; i++)
    if (g_str_equal (((LessonClaim *) claims->pdata[i])->name, name))
      return claims->pdata[i];
  return NULL;
}

/* Decimals of "-0.94": 2; -1 if that is no number. */
static int
count_decimals (const char *text)
{
  const char *p = text + (*text == '-'), *dot = strchr (text, '.');

  for (const char *q = p; *q != '\0'; q++)
    if (!g_ascii_isdigit (*q) && q != dot)
      return -1;
  if (!g_ascii_isdigit (*p) || strlen (p) > MOST_DIGITS || (dot != NULL && dot[1] == '\0'))
    return -1;
  return dot != NULL ? (int) strlen (dot + 1) : 0;
}

char *
lesson_claim_format (const LessonClaim *self)
{
  if (self->is_text)
    return g_strdup (self->is);
  return g_strdup_printf ("%s%'.*f", self->value < 0 ? "−" : "", count_decimals (self->is), fabs (self->value));
}

/* The number in Within, or half of the last digit that is stated. */
static gboolean
read_within (LessonClaim *self, const LessonEntry *within, GError **error)
{
  if (within == NULL)
    {
      self->within = 0.5 * pow (10, -count_decimals (self->is));
      return TRUE;
    }
  if (count_decimals (within->value) < 0 || *within->value == '-')
    {
      lesson_set_error (error, within->line, _ ("“%s” is no number."), within->value);
      return FALSE;
    }
  self->within = g_ascii_strtod (within->value, NULL);
  return TRUE;
}

static gboolean
read_is (LessonClaim *self, const LessonKind *kind, const LessonEntry *is, const LessonEntry *within, GError **error)
{
  self->is_text = kind->is_text;
  self->is = g_strdup (is->value);
  if (self->is_text)
    return TRUE;
  if (count_decimals (self->is) < 0)
    {
      lesson_set_error (error, is->line, _ ("“%s” is no number."), is->value);
      return FALSE;
    }
  self->value = g_ascii_strtod (self->is, NULL);
  return read_within (self, within, error);
}

static gboolean
is_known (char **names, GPtrArray *before, int line, GError **error)
{
  for (; *names != NULL; names++)
    {
      const LessonClaim *claim = lesson_claim_find (before, *names);

      if (claim != NULL && !claim->is_text)
        continue;
      lesson_set_error (error, line, _ ("above this line there is no claim “%s” of a number."), *names);
      return FALSE;
    }
  return TRUE;
}

/* "score mel drawn-03.jpg recipe=dermlens+rows" */
static const LessonKind *
read_words (LessonClaim *self, const LessonEntry *of, GPtrArray *before, GError **error)
{
  static const char *const options[] = { "recipe=", "paint=", "patch=", "view=" };
  const LessonKind *kind;
  int n_words = 0;

  self->words = g_strsplit (of->value, " ", MOST_WORDS);
  kind = lesson_kind_find (self->words[0]);
  if (kind == NULL)
    {
      lesson_set_error (error, of->line, _ ("“%s” is nothing that can be measured."), self->words[0]);
      return NULL;
    }
  for (char **word = self->words + 1; *word != NULL; word++)
    {
      gboolean is_option = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
        is_option = is_option || g_str_has_prefix (*word, options[i]);
      n_words += !is_option;
      if (is_option && n_words < kind->n_words)
        n_words = kind->n_words + 1; /* options stand behind */
    }
  if (n_words != kind->n_words)
    {
      lesson_set_error (error, of->line,
                        ngettext ("“%1$s” takes %2$d word, then options like recipe=.",
                                  "“%1$s” takes %2$d words, then options like recipe=.", (guint) kind->n_words),
                        kind->name, kind->n_words);
      return NULL;
    }
  return !kind->is_derived || is_known (self->words + 1, before, of->line, error) ? kind : NULL;
}

/* The three keys of a claim, each once. */
static gboolean
find_keys (const LessonSection *section, const LessonEntry **found, GError **error)
{
  static const char *const keys[] = { "Of", "Is", "Within" };

  for (guint i = 0; i < section->entries->len; i++)
    {
      const LessonEntry *entry = section->entries->pdata[i];
      gboolean is_taken = FALSE;

      for (int key = 0; key < 3; key++)
        if (entry->language == NULL && g_str_equal (entry->key, keys[key]) && found[key] == NULL)
          {
            found[key] = entry;
            is_taken = TRUE;
          }
      if (!is_taken)
        {
          lesson_set_error (error, entry->line, _ ("“%s” does not belong here."), entry->key);
          return FALSE;
        }
    }
  for (int key = 0; key < 2; key++)
    if (found[key] == NULL)
      {
        lesson_set_error (error, section->line, _ ("the section has no “%s”."), keys[key]);
        return FALSE;
      }
  return TRUE;
}

LessonClaim *
lesson_claim_read (const LessonSection *section, GPtrArray *before, GError **error)
{
  const LessonEntry *found[3] = { NULL };
  LessonClaim *self;
  const LessonKind *kind;

  if (!find_keys (section, found, error))
    return NULL;
  self = g_new0 (LessonClaim, 1);
  self->name = g_strdup (section->name);
  self->line = section->line;
  kind = read_words (self, found[0], before, error);
  if (kind == NULL || !read_is (self, kind, found[1], found[2], error))
    g_clear_pointer (&self, lesson_claim_free);
  return self;
}
