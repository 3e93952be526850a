/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lesson-private.h"

/* Texts in several languages. A number in them is the {name} of a claim. */

static LessonTexts *
texts_new (void)
{
  LessonTexts *self = g_new0 (LessonTexts, 1);

  self->languages = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
lesson_texts_free (LessonTexts *self)
{
  g_ptr_array_unref (self->languages);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/* (transfer none) NULL if there is none. */
static GPtrArray *
find_language (const LessonTexts *self, const char *language)
{
  for (guint i = 0; i < self->languages->len; i++)
    if (g_str_equal (self->languages->pdata[i], language))
      return self->texts->pdata[i];
  return NULL;
}

static GPtrArray *
ensure_language (LessonTexts *self, const char *language)
{
  GPtrArray *found = find_language (self, language);

  if (found != NULL)
    return found;
  g_ptr_array_add (self->languages, g_strdup (language));
  found = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->texts, found);
  return found;
}

guint
lesson_texts_get_n (const LessonTexts *self)
{
  return self->texts->len > 0 ? ((GPtrArray *) self->texts->pdata[0])->len : 0;
}

/* As many in each language. */
static gboolean
is_complete (const LessonTexts *self, const LessonSection *section, const char *key, GError **error)
{
  for (guint i = 1; i < self->languages->len; i++)
    {
      const char *language = self->languages->pdata[i];
      guint n = ((GPtrArray *) self->texts->pdata[i])->len;

      if (n == lesson_texts_get_n (self))
        continue;
      lesson_set_error (error, section->line, _ ("%1$s is there %2$u times, but %1$s[%3$s] %4$u times."), key,
                        lesson_texts_get_n (self), language, n);
      return FALSE;
    }
  return TRUE;
}

LessonTexts *
lesson_texts_read (const LessonSection *section, const char *key, guint most, GError **error)
{
  g_autoptr (LessonTexts) self = texts_new ();

  ensure_language (self, "");
  for (guint i = 0; i < section->entries->len; i++)
    {
      const LessonEntry *entry = section->entries->pdata[i];
      GPtrArray *texts;

      if (!g_str_equal (entry->key, key))
        continue;
      texts = ensure_language (self, entry->language != NULL ? entry->language : "");
      if (texts->len == most)
        {
          lesson_set_error (
              error, entry->line,
              ngettext ("“%1$s” is there more than %2$u time.", "“%1$s” is there more than %2$u times.", most), key,
              most);
          return NULL;
        }
      g_ptr_array_add (texts, g_strdup (entry->value));
    }
  if (lesson_texts_get_n (self) == 0)
    {
      lesson_set_error (error, section->line, _ ("the section has no “%s”."), key);
      return NULL;
    }
  return is_complete (self, section, key, error) ? g_steal_pointer (&self) : NULL;
}

/* The next {name} from *text on (transfer full), which then is behind it; NULL: none. The text before it goes into
 * plain. */
static char *
take_name (const char **text, GString *plain)
{
  const char *open = strchr (*text, '{'), *close = open != NULL ? strchr (open, '}') : NULL;
  char *name;

  if (close == NULL)
    {
      g_string_append (plain, *text);
      *text += strlen (*text);
      return NULL;
    }
  g_string_append_len (plain, *text, open - *text);
  name = g_strndup (open + 1, (gsize) (close - open - 1));
  *text = close + 1;
  return name;
}

/* "0.94" as it stands there, or NULL. */
static char *
find_number (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      {
        const char *end = p;

        while (g_unichar_isdigit (g_utf8_get_char (end)) || ((*end == '.' || *end == ',') && g_ascii_isdigit (end[1])))
          end = g_utf8_next_char (end);
        return g_strndup (p, (gsize) (end - p));
      }
  return NULL;
}

/* names: set of the names in it. */
static gboolean
check_text (const char *text, GPtrArray *claims, GHashTable *names, int line, GError **error)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *number = NULL;
  char *name;

  while ((name = take_name (&text, plain)) != NULL)
    {
      gboolean is_known = lesson_claim_find (claims, name) != NULL;

      if (!is_known)
        lesson_set_error (error, line, _ ("there is no claim “%s”."), name);
      g_hash_table_add (names, name);
      if (!is_known)
        return FALSE;
    }
  number = find_number (plain->str);
  if (number == NULL)
    return TRUE;
  lesson_set_error (error, line, _ ("the number “%s” in the text is not backed by a claim."), number);
  return FALSE;
}

static gboolean
is_same_set (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (b, name))
      return FALSE;
  return g_hash_table_size (a) == g_hash_table_size (b);
}

gboolean
lesson_texts_check (const LessonTexts *self, GPtrArray *claims, int line, GError **error)
{
  g_autoptr (GHashTable) first = NULL;

  for (guint i = 0; i < self->languages->len; i++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      GPtrArray *texts = self->texts->pdata[i];

      for (guint j = 0; j < texts->len; j++)
        if (!check_text (texts->pdata[j], claims, names, line, error))
          return FALSE;
      if (first != NULL && !is_same_set (first, names))
        {
          lesson_set_error (error, line, _ ("the translation “%s” states other claims than the text."),
                            (char *) self->languages->pdata[i]);
          return FALSE;
        }
      if (first == NULL)
        first = g_steal_pointer (&names);
    }
  return TRUE;
}

/* In the user's language. */
static GPtrArray *
choose (const LessonTexts *self)
{
  for (const char *const *language = g_get_language_names (); *language != NULL; language++)
    {
      GPtrArray *found = find_language (self, *language);

      if (found != NULL)
        return found;
      if (g_str_equal (*language, "C") || g_str_has_prefix (*language, "en"))
        break;
    }
  return self->texts->pdata[0];
}

char *
lesson_texts_dup (const LessonTexts *self, guint index, GPtrArray *claims)
{
  const char *text = g_ptr_array_index (choose (self), index);
  GString *out = g_string_new (NULL);
  char *name;

  while ((name = take_name (&text, out)) != NULL)
    {
      g_autofree char *value = lesson_claim_format (lesson_claim_find (claims, name));

      g_string_append (out, value);
      g_free (name);
    }
  return g_string_free (out, FALSE);
}

char **
lesson_texts_list (const LessonTexts *self, GPtrArray *claims)
{
  guint n = lesson_texts_get_n (self);
  char **list = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    list[i] = lesson_texts_dup (self, i, claims);
  return list;
}
