/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include "derm-image-format.h"
#include "truth-private.h"

enum { N_LOOKED_AT = 50 }; /* rows by which it is told whether the first is one of them */

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

/* ---- whether the first row names the columns ---- */

/* The kinds of signs in it: "ISIC_0024306" and "ISIC_12" are both "A_0". */
static char *
make_shape (const char *text)
{
  GString *shape = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar kind = g_unichar_isdigit (c) ? '0' : g_unichar_isalpha (c) ? 'A' : c;

      if (shape->len == 0 || (kind != '0' && kind != 'A') || shape->str[shape->len - 1] != (char) kind)
        g_string_append_unichar (shape, kind);
    }
  return g_string_free (shape, FALSE);
}

static guint
count_rows (DermTable *self)
{
  return MIN (derm_table_get_n_rows (self), N_LOOKED_AT);
}

static gboolean
is_image_name (const char *text)
{
  return derm_image_format_find_ending (text) != NULL;
}

/* Whether at least half of the rows below the first have something of that kind in the column. */
static gboolean
is_kind_of_column (DermTable *self, guint column, gboolean (*is_kind) (const char *))
{
  guint n_rows = count_rows (self), n = 0;

  for (guint row = 1; row < n_rows; row++)
    n += is_kind (derm_table_get_cell (self, row, column));
  return 2 * n >= n_rows - 1;
}

static gboolean
has_shape_of_column (DermTable *self, guint column)
{
  g_autofree char *shape = make_shape (derm_table_get_cell (self, 0, column));
  guint n_rows = count_rows (self), n = 0;

  if (strchr (shape, '0') == NULL || n_rows < 2)
    return FALSE;
  for (guint row = 1; row < n_rows; row++)
    {
      g_autofree char *other = make_shape (derm_table_get_cell (self, row, column));

      n += g_str_equal (shape, other);
    }
  return 2 * n >= n_rows - 1;
}

static gboolean
looks_like_data (DermTable *self, guint column)
{
  const char *cell = derm_table_get_cell (self, 0, column);

  return is_image_name (cell) || has_shape_of_column (self, column)
         || (derm_word_is_usual (cell) && is_kind_of_column (self, column, derm_word_is_usual));
}

static gboolean
is_zero_or_one (const char *text)
{
  return derm_cell_read (text) != DERM_CELL_OTHER;
}

/* Columns that are called like different classes and hold 0 and 1. */
static gboolean
names_classes (DermTable *self)
{
  guint n = 0;

  for (guint i = 0; i < derm_table_get_n_columns (self); i++)
    n += derm_word_is_usual (derm_table_get_cell (self, 0, i)) && is_kind_of_column (self, i, is_zero_or_one);
  return n >= 2;
}

static gboolean
has_usual_name (DermTable *self)
{
  for (int which = 0; which < DERM_N_COLUMNS; which++)
    for (const char *const *name = derm_truth_get_usual_names ((DermColumn) which); *name != NULL; name++)
      for (guint i = 0; i < derm_table_get_n_columns (self); i++)
        if (derm_name_is_same (*name, derm_table_get_cell (self, 0, i)))
          return TRUE;
  return FALSE;
}

gboolean
derm_table_has_names (DermTable *self)
{
  if (has_usual_name (self) || names_classes (self))
    return TRUE;
  for (guint i = 0; i < derm_table_get_n_columns (self); i++)
    if (looks_like_data (self, i))
      return FALSE;
  return TRUE;
}
