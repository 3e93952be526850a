/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "derm-table.h"
#include "truth-private.h"

/* How tables call the classes of HAM10000, and others that are often beside them, in small letters, without signs:
 * exports of the ISIC archive, its challenges of 2016 to 2020, PAD-UFES-20. phrases: mean the class wherever they stand
 * in a cell. whole: mean it only if nothing else stands there. */
typedef struct {
  const char *whole[6], *phrases[20];
} Usual;

static const Usual usual[] = {
  { { "akiec", "ak", "aks", "ack" },
    { "actinic keratosis", "actinic keratoses", "solar keratosis", "solar keratoses", "bowen", "bowens",
      "intraepithelial carcinoma", "intraepidermal carcinoma", "squamous cell carcinoma in situ" } },
  { { "bcc" }, { "basal cell carcinoma", "basal cell carcinomas", "basal cell", "basalioma" } },
  { { "bkl", "sk", "sek", "lplk" },
    { "benign keratosis", "benign keratoses", "pigmented benign keratosis", "seborrheic keratosis",
      "seborrheic keratoses", "seborrhoeic keratosis", "seborrhoeic keratoses", "lichenoid keratosis",
      "lichenoid keratoses", "lichen planus like keratosis", "lichen planus like keratoses", "solar lentigo",
      "solar lentigines", "actinic lentigo", "lentigo simplex", "lentigo nos", "ink spot lentigo" } },
  { { "df" }, { "dermatofibroma", "dermatofibromas", "fibrous histiocytoma" } },
  { { "mel", "mm" }, { "melanoma", "melanomas", "lentigo maligna" } },
  { { "nv", "nev" }, { "nevus", "nevi", "naevus", "naevi", "mole", "moles" } },
  { { "vasc", "vas" },
    { "vascular", "angioma", "angiomas", "hemangioma", "hemangiomas", "haemangioma", "haemangiomas", "angiokeratoma",
      "angiokeratomas", "pyogenic granuloma", "pyogenic granulomas", "hemorrhage", "haemorrhage" } },
  { { "scc" }, { "squamous cell carcinoma", "squamous cell carcinomas" } },
  { { "unk", "unknown" }, { NULL } },
};

/* Called a nevus, but not of melanocytes. */
static const char *const other_nevi[]
    = { "nevus sebaceous", "nevus sebaceus", "sebaceous nevus",         "nevus flammeus",   "nevus lipomatosus",
        "epidermal nevus", "nevus anemicus", "connective tissue nevus", "nevus comedonicus" };

/* Somebody says what it is not, or is not sure. */
static const char *const doubts[]
    = { "no",      "not",      "non", "possible", "probable", "suspected", "suspicion",   "suspicious",
        "exclude", "excluded", "vs",  "versus",   "unlikely", "rule out",  "differential" };

char *
derm_word_fold (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  GString *folded = g_string_new (" ");

  for (const char *p = composed != NULL ? composed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, g_unichar_tolower (c));
      else if (folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->str[folded->len - 1] != ' ')
    g_string_append_c (folded, ' ');
  return g_string_free (folded, FALSE);
}

static gboolean
is_same (const char *folded, const char *text)
{
  g_autofree char *other = derm_word_fold (text);

  return other[1] != '\0' && g_str_equal (folded, other);
}

static gboolean
is_one_of (const char *folded, const char *const *words, gsize max)
{
  for (gsize i = 0; i < max && words[i] != NULL; i++)
    if (is_same (folded, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_phrase (const char *folded, const char *phrase)
{
  g_autofree char *word = g_strdup_printf (" %s ", phrase);

  return strstr (folded, word) != NULL;
}

/* Whether it is one of the names of that usual class, and nothing else. */
static gboolean
is_named (const char *folded, const Usual *class)
{
  return is_one_of (folded, class->whole, G_N_ELEMENTS (class->whole))
         || is_one_of (folded, class->phrases, G_N_ELEMENTS (class->phrases));
}

/* The label of a model for that usual class, or -1. */
static int
find_label (const DermClasses *classes, const Usual *class)
{
  for (int i = 0; classes->labels[i] != NULL; i++)
    {
      g_autofree char *folded = derm_word_fold (classes->labels[i]);

      if (is_named (folded, class))
        return i;
    }
  return -1;
}

static int
find_own (const DermClasses *classes, const char *word, const char *folded)
{
  for (int i = 0; classes->labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (word, classes->labels[i]) == 0 || is_same (folded, classes->labels[i])
        || (classes->titles != NULL && is_same (folded, classes->titles[i])))
      return i;
  return -1;
}

int
derm_classes_find_code (const DermClasses *self, const char *code)
{
  for (int i = 0; self->labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->labels[i], code) == 0)
      return i;
  return DERM_NO_LABEL;
}

/* ---- a word alone ---- */

int
derm_word_find_label (const char *word, const DermClasses *classes)
{
  g_autofree char *folded = derm_word_fold (word);
  int label = find_own (classes, word, folded);

  for (gsize i = 0; i < G_N_ELEMENTS (usual) && label < 0; i++)
    if (is_named (folded, &usual[i]))
      return find_label (classes, &usual[i]);
  return label;
}

/* ---- a text ---- */

/* Length of the longest phrase of the class that stands in the text. */
static gsize
longest_in (const char *folded, const Usual *class, const char **longest)
{
  gsize length = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (class->phrases) && class->phrases[i] != NULL; i++)
    if (strlen (class->phrases[i]) > length && has_phrase (folded, class->phrases[i]))
      {
        *longest = class->phrases[i];
        length = strlen (*longest);
      }
  return length;
}

static gboolean
is_doubtful (const char *folded)
{
  gboolean is_doubtful = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (doubts) && !is_doubtful; i++)
    is_doubtful = has_phrase (folded, doubts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (other_nevi) && !is_doubtful; i++)
    is_doubtful = has_phrase (folded, other_nevi[i]);
  return is_doubtful;
}

/* The usual class whose phrase stands in the text. NULL if none does, or those of two classes do, unless one is a part
 * of the other: "squamous cell carcinoma in situ" is the second class only. */
static const Usual *
find_usual (const char *folded)
{
  const char *words[G_N_ELEMENTS (usual)] = { NULL };
  gsize longest = 0, best = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      gsize length = longest_in (folded, &usual[i], &words[i]);

      if (length > longest)
        best = i;
      longest = MAX (longest, length);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (usual) && longest > 0; i++)
    if (i != best && words[i] != NULL && strstr (words[best], words[i]) == NULL)
      return NULL;
  return longest > 0 ? &usual[best] : NULL;
}

int
derm_word_guess (const char *word, const DermClasses *classes)
{
  g_autofree char *folded = derm_word_fold (word);
  int label = strchr (word, '?') == NULL ? derm_word_find_label (word, classes) : -1;
  const Usual *class;

  if (label >= 0 || strchr (word, '?') != NULL || is_doubtful (folded))
    return label;
  class = find_usual (folded);
  return class != NULL ? find_label (classes, class) : -1;
}

int
derm_word_guess_label (const char *word, const char *const *labels, const char *const *titles)
{
  const DermClasses classes = { labels, titles };

  g_return_val_if_fail (word != NULL && labels != NULL && g_utf8_validate (word, -1, NULL), -1);
  g_return_val_if_fail (titles == NULL || g_strv_length ((char **) titles) >= g_strv_length ((char **) labels), -1);

  return derm_word_guess (word, &classes);
}

gboolean
derm_word_is_usual (const char *word)
{
  g_autofree char *folded = derm_word_fold (word);

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (is_named (folded, &usual[i]))
      return TRUE;
  return find_usual (folded) != NULL && !is_doubtful (folded);
}
