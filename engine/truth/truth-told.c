/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "truth-private.h"

enum { MAX_LISTED = 30 }; /* words in a sentence */

static const char *
get_code (DermTruth *self, const DermTruthWord *word)
{
  return derm_truth_get_labels (self)[word->label];
}

/* ---- the table ---- */

static void
tell_columns (DermTruth *self)
{
  const char *id = derm_truth_get_id_column (self), *label = derm_truth_get_label_column (self);

  if (label != NULL)
    /* Translators: names of columns of a table */
    derm_truth_take_remark (
        self, g_strdup_printf (_ ("Images are named in the column “%s”, their classes in “%s”."), id, label));
  else
    derm_truth_take_remark (
        self, g_strdup_printf (_ ("Images are named in the column “%s”; each class has a column of its own."), id));
}

void
derm_truth_tell_table (DermTruth *self, DermTable *table)
{
  DermTextEncoding encoding = derm_table_get_encoding (table);

  tell_columns (self);
  if (encoding == DERM_TEXT_WINDOWS_1252)
    derm_truth_take_remark (self, g_strdup_printf (_ ("The text is not UTF-8; it was read as %s."),
                                                   derm_text_encoding_get_name (encoding)));
  if (!derm_table_has_header (table))
    derm_truth_take_remark (self,
                            g_strdup (_ ("The first line names no columns; it is read as a row like all others.")));
}

/* ---- words ---- */

static gboolean
is_other (DermTruth *self, const DermTruthWord *word)
{
  return word->label < 0;
}

/* What stands for a class without being its code. */
static gboolean
is_alias (DermTruth *self, const DermTruthWord *word)
{
  return word->label >= 0 && g_ascii_strcasecmp (word->word, get_code (self, word)) != 0;
}

static char *
describe_other (DermTruth *self, const DermTruthWord *word)
{
  /* Translators: a word of a table, and how many images it is said of */
  return g_strdup_printf (_ ("“%s” (%u)"), word->word, word->n);
}

static char *
describe_alias (DermTruth *self, const DermTruthWord *word)
{
  /* Translators: a word of a table, the class that it stands for, and how many images it is said of */
  return g_strdup_printf (_ ("“%s” = %s (%u)"), word->word, get_code (self, word), word->n);
}

typedef struct {
  gboolean (*is_meant) (DermTruth *, const DermTruthWord *);
  char *(*describe) (DermTruth *, const DermTruthWord *);
} Kind;

/* "“SCC” (628), “UNK” (0)"; NULL if there is none of that kind. */
static char *
list_words (DermTruth *self, const Kind *kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < derm_truth_get_n_words (self); i++)
    {
      const DermTruthWord *word = derm_truth_get_word (self, i);
      g_autofree char *shown = kind->is_meant (self, word) ? kind->describe (self, word) : NULL;

      if (shown != NULL && n++ < MAX_LISTED)
        g_string_append_printf (text, "%s%s", n > 1 ? ", " : "", shown);
    }
  if (n > MAX_LISTED)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", n - MAX_LISTED), n - MAX_LISTED);
  return n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

void
derm_truth_tell_words (DermTruth *self, gboolean is_guessing)
{
  g_autofree char *aliases = is_guessing ? list_words (self, &(Kind){ is_alias, describe_alias }) : NULL;
  g_autofree char *others = list_words (self, &(Kind){ is_other, describe_other });

  if (aliases != NULL)
    /* Translators: a list like "“Nevus” = nv (12), “Melanoma, NOS” = mel (3)", with numbers of images */
    derm_truth_take_remark (self, g_strdup_printf (_ ("Words stand for classes: %s."), aliases));
  if (others != NULL)
    /* Translators: a list like "“SCC” (628), “UNK” (0)", with numbers of images */
    derm_truth_take_remark (self, g_strdup_printf (_ ("Not a class of the model: %s."), others));
}

gboolean
derm_truth_has_guesses (DermTruth *self, const char *const *titles)
{
  for (guint i = 0; i < derm_truth_get_n_words (self); i++)
    {
      const DermTruthWord *word = derm_truth_get_word (self, i);

      if (is_alias (self, word) && (titles == NULL || !derm_name_is_same (word->word, titles[word->label])))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_word (DermTruth *self, const char *text)
{
  for (guint i = 0; i < derm_truth_get_n_words (self); i++)
    if (derm_name_is_same (derm_truth_get_word (self, i)->word, text))
      return TRUE;
  return FALSE;
}

gboolean
derm_truth_check_words (DermTruth *self, GHashTable *words, GError **error)
{
  GHashTableIter iter;
  gpointer word;

  if (words == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (!has_word (self, word))
      {
        g_autoptr (GString) present = g_string_new (NULL);

        for (guint i = 0; i < MIN (derm_truth_get_n_words (self), MAX_LISTED); i++)
          g_string_append_printf (present, "%s%s", i > 0 ? ", " : "", derm_truth_get_word (self, i)->word);
        g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("there is no word “%s”; there are: %s"),
                     (const char *) word, present->str);
        return FALSE;
      }
  return TRUE;
}
