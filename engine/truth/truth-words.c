/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "derm-table.h"

/* Words by which tables call the classes of HAM10000, in small letters, without signs. The class of the longest word that
 * stands in a cell is meant: "benign keratosis" and not "keratosis". */
static const struct {
  const char *code, *words[14];
} usual[] = {
  { "akiec", { "actinic keratosis", "actinic keratoses", "solar keratosis", "ak", "aks", "bowen", "bowens disease",
               "bowen s disease", "bowen disease", "intraepithelial carcinoma" } },
  { "bcc", { "basal cell carcinoma", "basal cell carcinomas", "basal cell", "basalioma" } },
  { "bkl", { "benign keratosis", "benign keratoses", "seborrheic keratosis", "seborrheic keratoses",
             "seborrhoeic keratosis", "solar lentigo", "lentigo simplex", "lichenoid keratosis",
             "lichen planus like keratosis", "lplk", "sk", "pigmented benign keratosis" } },
  { "df", { "dermatofibroma", "dermatofibromas" } },
  { "mel", { "melanoma", "melanomas", "malignant melanoma", "mm" } },
  { "nv", { "nevus", "nevi", "naevus", "naevi", "melanocytic nevus", "melanocytic nevi", "melanocytic naevus", "mole",
            "common nevus", "atypical nevus", "clark nevus", "nev" } },
  { "vasc", { "vascular lesion", "vascular lesions", "vascular", "angioma", "hemangioma", "haemangioma", "angiokeratoma",
              "pyogenic granuloma" } },
};

/* In small letters, each run of other signs one space, one at both ends. */
static char *
fold (const char *text)
{
  GString *folded = g_string_new (" ");

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
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
  g_autofree char *other = fold (text);

  return g_str_equal (folded, other);
}

static int
find_label (const char *const *labels, const char *code)
{
  for (int i = 0; labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (labels[i], code) == 0)
      return i;
  return -1;
}

/* Length of the longest of the words that stands in the text as a whole word. */
static gsize
longest_word_in (const char *folded, const char *const *words)
{
  gsize longest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (usual[0].words) && words[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", words[i]);

      if (strstr (folded, word) != NULL)
        longest = MAX (longest, strlen (words[i]));
    }
  return longest;
}

int
derm_word_guess_label (const char *word, const char *const *labels, const char *const *titles)
{
  g_autofree char *folded = NULL;
  gsize longest = 0;
  int best = -1;

  g_return_val_if_fail (word != NULL && labels != NULL, -1);

  folded = fold (word);
  for (int i = 0; labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (word, labels[i]) == 0 || (titles != NULL && is_same (folded, titles[i])))
      return i;
  if (strstr (folded, " no ") != NULL || strstr (folded, " not ") != NULL || strstr (folded, " non ") != NULL)
    return -1; /* "not melanoma" */
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      gsize length = longest_word_in (folded, usual[i].words);

      if (length > longest && find_label (labels, usual[i].code) >= 0)
        best = find_label (labels, usual[i].code);
      longest = MAX (longest, length);
    }
  return best;
}
