/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "truth-private.h"

const char *const *
derm_truth_get_usual_names (DermColumn which)
{
  static const char *const usual[][20] = {
    [DERM_COLUMN_ID] = { "image_id", "image", "isic_id", "image_name", "img_id", "filename", "file_name",
                         "bcn_filename", "image_path", "path", "file", "id" },
    /* of the archive's five levels the third is the one of our classes */
    [DERM_COLUMN_LABEL] = { "dx", "label", "diagnosis", "diagnosis_3", "iddx_3", "diagnosis_4", "iddx_4", "diagnosis_5",
                            "iddx_5", "diagnosis_2", "iddx_2", "diagnosis_1", "iddx_1", "class", "diagnostic", "target",
                            "truth", "benign_malignant" },
    [DERM_COLUMN_LESION] = { "lesion_id", "lesion" },
    [DERM_COLUMN_SPLIT] = { "split", "part", "set", "subset", "partition" },
  };

  return usual[which];
}

gboolean
derm_name_is_same (const char *a, const char *b)
{
  g_autofree char *first = derm_word_fold (a), *second = derm_word_fold (b);

  return g_ascii_strcasecmp (a, b) == 0 || (first[1] != '\0' && g_str_equal (first, second));
}

gboolean
derm_table_is_usual_name (const char *name)
{
  for (int which = 0; which < DERM_N_COLUMNS; which++)
    for (const char *const *usual = derm_truth_get_usual_names ((DermColumn) which); *usual != NULL; usual++)
      if (derm_name_is_same (name, *usual))
        return TRUE;
  return derm_word_is_usual (name);
}

/* ---- 0 and 1 ---- */

static DermCell
read_number (const char *text)
{
  g_autofree char *number = g_strdelimit (g_strdup (text), ",", '.'); /* 1,0 beside semicolons */
  char *end;
  double value = g_ascii_strtod (number, &end);

  if (end == number || *end != '\0' || !isfinite (value) || value < 0 || value > 1)
    return DERM_CELL_OTHER;
  return value == 0 ? DERM_CELL_NO : value == 1 ? DERM_CELL_YES : value < 0.5 ? DERM_CELL_LESS : DERM_CELL_MORE;
}

DermCell
derm_cell_read (const char *text)
{
  static const struct {
    const char *word;
    DermCell cell;
  } words[] = {
    { "", DERM_CELL_NO },   { "false", DERM_CELL_NO }, { "no", DERM_CELL_NO },   { "f", DERM_CELL_NO },
    { "n", DERM_CELL_NO },  { "true", DERM_CELL_YES }, { "yes", DERM_CELL_YES }, { "t", DERM_CELL_YES },
    { "y", DERM_CELL_YES }, { "x", DERM_CELL_YES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i].word) == 0)
      return words[i].cell;
  return read_number (text);
}
