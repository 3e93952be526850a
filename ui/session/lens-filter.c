/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-filter.h"

#include <string.h>

struct _LensFilter {
  char *text;            /* owned, or NULL */
  GPtrArray *words;      /* owned, of folded strings */
  GPtrArray *conditions; /* owned, of LensCondition */
};

G_DEFINE_BOXED_TYPE (LensFilter, lens_filter, lens_filter_copy, lens_filter_free)

LensFilter *
lens_filter_new (void)
{
  LensFilter *self = g_new0 (LensFilter, 1);

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) lens_condition_unref);

  return self;
}

LensFilter *
lens_filter_copy (const LensFilter *self)
{
  LensFilter *copy = lens_filter_new ();

  lens_filter_set_text (copy, self->text);
  for (guint i = 0; i < self->conditions->len; i++)
    g_ptr_array_add (copy->conditions, lens_condition_ref (self->conditions->pdata[i]));

  return copy;
}

void
lens_filter_free (LensFilter *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->conditions);
  g_free (self);
}

gboolean
lens_filter_is_equal (const LensFilter *self, const LensFilter *other)
{
  if (g_strcmp0 (self->text, other->text) != 0 || self->conditions->len != other->conditions->len)
    return FALSE;
  for (guint i = 0; i < self->conditions->len; i++)
    {
      LensCondition *like = lens_filter_find (other, lens_condition_get_topic (self->conditions->pdata[i]));

      if (like == NULL || !lens_condition_is_equal (self->conditions->pdata[i], like))
        return FALSE;
    }

  return TRUE;
}

gboolean
lens_filter_is_empty (const LensFilter *self)
{
  return self->words->len == 0 && self->conditions->len == 0;
}

/* ---- words ---- */

static void
take_word (LensFilter *self, GString *word)
{
  if (word->len > 0)
    g_ptr_array_add (self->words, lens_fold (word->str));
  g_string_truncate (word, 0);
}

/* A quote that is not closed runs to the end: it is still being typed. */
static void
split (LensFilter *self, const char *text)
{
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '"')
        is_quoted = !is_quoted;
      if (c == '"' || (!is_quoted && g_unichar_isspace (c)))
        take_word (self, word);
      else
        g_string_append_unichar (word, c);
    }
  take_word (self, word);
}

void
lens_filter_set_text (LensFilter *self, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  g_ptr_array_set_size (self->words, 0);
  g_free (self->text);
  self->text = NULL;
  if (valid == NULL || *valid == '\0')
    return;
  split (self, valid);
  self->text = g_steal_pointer (&valid);
}

const char *
lens_filter_get_text (const LensFilter *self)
{
  return self->text;
}

static gboolean
has_word (LensItem *item, const char *word, LensVocabulary *vocabulary)
{
  const char *note = lens_item_get_text (item);
  g_autofree char *folded = note != NULL ? lens_fold (note) : NULL;

  return strstr (lens_item_get_folded_name (item), word) != NULL || (folded != NULL && strstr (folded, word) != NULL)
         || lens_vocabulary_has_class (vocabulary, lens_item_get_answer (item), word)
         || lens_vocabulary_has_class (vocabulary, lens_item_get_truth (item), word)
         || lens_vocabulary_has_class (vocabulary, lens_item_get_label (item), word)
         || lens_vocabulary_has_folder (vocabulary, lens_item_get_folder (item), word);
}

/* ---- conditions ---- */

guint
lens_filter_get_n_conditions (const LensFilter *self)
{
  return self->conditions->len;
}

LensCondition *
lens_filter_get_condition (const LensFilter *self, guint place)
{
  g_return_val_if_fail (place < self->conditions->len, NULL);

  return self->conditions->pdata[place];
}

static int
find_place (const LensFilter *self, LensTopic topic)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (lens_condition_is_about (self->conditions->pdata[i], topic))
      return (int) i;

  return -1;
}

LensCondition *
lens_filter_find (const LensFilter *self, LensTopic topic)
{
  int place = find_place (self, topic);

  return place >= 0 ? self->conditions->pdata[place] : NULL;
}

void
lens_filter_add (LensFilter *self, LensCondition *condition)
{
  int place = find_place (self, lens_condition_get_topic (condition));

  lens_condition_ref (condition);
  if (place < 0)
    {
      g_ptr_array_add (self->conditions, condition);
      return;
    }
  lens_condition_unref (self->conditions->pdata[place]);
  self->conditions->pdata[place] = condition;
}

gboolean
lens_filter_remove (LensFilter *self, LensTopic topic)
{
  int place = find_place (self, topic);

  if (place >= 0)
    g_ptr_array_remove_index (self->conditions, (guint) place);

  return place >= 0;
}

/* besides: that topic may be anything; or NULL. */
static gboolean
matches (const LensFilter *self, const LensTopic *besides, LensItem *item, LensVocabulary *vocabulary)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if ((besides == NULL || !lens_condition_is_about (self->conditions->pdata[i], *besides))
        && !lens_condition_matches (self->conditions->pdata[i], item))
      return FALSE;
  for (guint i = 0; i < self->words->len; i++)
    if (!has_word (item, self->words->pdata[i], vocabulary))
      return FALSE;

  return TRUE;
}

gboolean
lens_filter_matches (const LensFilter *self, LensItem *item, LensVocabulary *vocabulary)
{
  return matches (self, NULL, item, vocabulary);
}

gboolean
lens_filter_matches_but (const LensFilter *self, LensTopic topic, LensItem *item, LensVocabulary *vocabulary)
{
  return matches (self, &topic, item, vocabulary);
}

char *
lens_filter_format (const LensFilter *self, gboolean is_hiding_names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->conditions->len; i++)
    {
      g_autofree char *words = lens_condition_format (self->conditions->pdata[i], is_hiding_names);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", words);
    }
  if (self->words->len == 0)
    return g_string_free (text, FALSE);
  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append (text, is_hiding_names ? "text" : "text=");
  if (!is_hiding_names)
    lens_append_quoted (text, self->text);

  return g_string_free (text, FALSE);
}
