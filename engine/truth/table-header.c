/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "derm-image-format.h"
#include "truth-private.h"

/* Whether the first row names the columns, or is one of the others. */

enum { N_LOOKED_AT = 50 }; /* rows by which it is told */

static const char *
get_cell (const DermCells *self, guint row, guint column)
{
  return self->cells[row * self->n_columns + column];
}

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
count_rows (const DermCells *self)
{
  return MIN (self->n_rows, N_LOOKED_AT);
}

static gboolean
is_image_name (const char *text)
{
  return derm_image_format_find_ending (text) != NULL;
}

/* Whether at least half of the rows below the first have something of that kind in the column. */
static gboolean
is_kind_of_column (const DermCells *self, guint column, gboolean (*is_kind) (const char *))
{
  guint n_rows = count_rows (self), n = 0;

  for (guint row = 1; row < n_rows; row++)
    n += is_kind (get_cell (self, row, column));
  return 2 * n >= n_rows - 1;
}

static gboolean
has_shape_of_column (const DermCells *self, guint column)
{
  g_autofree char *shape = make_shape (get_cell (self, 0, column));
  guint n_rows = count_rows (self), n = 0;

  if (strchr (shape, '0') == NULL || n_rows < 2)
    return FALSE;
  for (guint row = 1; row < n_rows; row++)
    {
      g_autofree char *other = make_shape (get_cell (self, row, column));

      n += g_str_equal (shape, other);
    }
  return 2 * n >= n_rows - 1;
}

static gboolean
looks_like_data (const DermCells *self, guint column)
{
  const char *cell = get_cell (self, 0, column);

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
names_classes (const DermCells *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_columns; i++)
    n += derm_word_is_usual (get_cell (self, 0, i)) && is_kind_of_column (self, i, is_zero_or_one);
  return n >= 2;
}

static gboolean
has_usual_name (const DermCells *self)
{
  for (int which = 0; which < DERM_N_COLUMNS; which++)
    for (const char *const *name = derm_truth_get_usual_names ((DermColumn) which); *name != NULL; name++)
      for (guint i = 0; i < self->n_columns; i++)
        if (derm_name_is_same (*name, get_cell (self, 0, i)))
          return TRUE;
  return FALSE;
}

gboolean
derm_cells_have_names (const DermCells *self)
{
  if (has_usual_name (self) || names_classes (self))
    return TRUE;
  for (guint i = 0; i < self->n_columns; i++)
    if (looks_like_data (self, i))
      return FALSE;
  return TRUE;
}
