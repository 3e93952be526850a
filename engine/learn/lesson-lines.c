/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "derm-error.h"
#include "lesson-private.h"

/* The lines of a lesson's file: [Kind name], Key=value, Key[language]=value, # comment. Not GKeyFile: that knows
 * neither the line of an error nor a key that is there several times. */

enum { MOST_SECTIONS = 256, MOST_ENTRIES = 4096 };

void
lesson_set_error (GError **error, int line, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: where in a file something is wrong, and what */
  g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("line %1$d: %2$s"), line, reason);
}

static void
entry_free (LessonEntry *self)
{
  g_free (self->key);
  g_free (self->language);
  g_free (self->value);
  g_free (self);
}

static void
section_free (LessonSection *self)
{
  g_free (self->kind);
  g_free (self->name);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

gboolean
lesson_is_name (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;
  return *text != '\0' && strlen (text) <= 64;
}

/* "[Claim mel]" */
static LessonSection *
read_section (char *line, int number, GError **error)
{
  char *end = strchr (line, ']'), *space;
  LessonSection *self;

  if (end == NULL || end[1] != '\0')
    {
      lesson_set_error (error, number, _ ("a section is one word or two between [ and ], and nothing behind."));
      return NULL;
    }
  *end = '\0';
  self = g_new0 (LessonSection, 1);
  self->line = number;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  space = strchr (line + 1, ' ');
  if (space != NULL)
    {
      *space = '\0';
      self->name = g_strdup (g_strstrip (space + 1));
    }
  self->kind = g_strdup (line + 1);
  return self;
}

/* Takes the language out of "Text[de]". */
static gboolean
split_key (LessonEntry *entry, char *key)
{
  char *open = strchr (key, '[');
  gsize length;

  if (open != NULL)
    {
      length = strlen (open);
      if (length < 3 || open[length - 1] != ']')
        return FALSE;
      entry->language = g_strndup (open + 1, length - 2);
      *open = '\0';
      for (const char *p = entry->language; *p != '\0'; p++)
        if (!g_ascii_isalnum (*p) && *p != '_' && *p != '@')
          return FALSE;
    }
  entry->key = g_strdup (key);
  return lesson_is_name (key);
}

static gboolean
read_entry (LessonSection *section, char *line, int number, GError **error)
{
  char *equals = strchr (line, '=');
  LessonEntry *entry;
  gboolean is_key;

  if (equals == NULL)
    {
      lesson_set_error (error, number, _ ("this is neither a section nor a key with “=”."));
      return FALSE;
    }
  *equals = '\0';
  entry = g_new0 (LessonEntry, 1);
  entry->line = number;
  is_key = split_key (entry, g_strstrip (line));
  entry->value = g_strdup (g_strstrip (equals + 1));
  g_ptr_array_add (section->entries, entry);
  if (!is_key)
    lesson_set_error (error, number, _ ("“%s” is no key."), line);
  else if (*entry->value == '\0')
    lesson_set_error (error, number, _ ("nothing stands behind the “=”."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_line (GPtrArray *sections, char *line, int number, GError **error)
{
  if (*line == '\0' || *line == '#')
    return TRUE;
  if (*line == '[')
    {
      LessonSection *section = read_section (line, number, error);

      if (section != NULL)
        g_ptr_array_add (sections, section);
      return section != NULL;
    }
  if (sections->len == 0)
    {
      lesson_set_error (error, number, _ ("a lesson begins with the section [Lesson]."));
      return FALSE;
    }
  return read_entry (sections->pdata[sections->len - 1], line, number, error);
}

GPtrArray *
lesson_read_sections (const char *text, GError **error)
{
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    {
      if (!read_line (sections, g_strstrip (lines[i]), i + 1, error))
        return NULL;
      if (sections->len > MOST_SECTIONS || i > MOST_ENTRIES)
        {
          lesson_set_error (error, i + 1, _ ("the lesson is too long."));
          return NULL;
        }
    }
  return g_steal_pointer (&sections);
}
