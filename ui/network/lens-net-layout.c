/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-layout.h"

#include <math.h>

#define GAP 4 /* between maps */
#define COLUMN_GAP 10
#define WORD_GAP 4 /* between the words above columns */
#define MARGIN 12
#define END_MARGIN 6
#define PADDING 6 /* in the frame of the open column */
#define BARS 26   /* width of a row of numbers */
#define OPEN_BARS 96
#define LINE_GAP 4

/* ---- columns ---- */

/* The multiple of the grid that comes closest, in doubt the smaller one. */
static int
choose_cell (const LensNetStep *step, int map)
{
  int side = MAX (step->rows, step->columns);

  return MAX (1, (int) ceil ((double) map / side - 0.5));
}

static void
set_maps (LensNetColumn *column, const LensNetSizes *sizes)
{
  const LensNetStep *step = column->step;
  int all = step->channels + (step->kind == LENS_NET_INPUT ? 1 : 0), n_rows;

  column->cell = choose_cell (step, sizes->map);
  column->map_width = column->cell * step->columns;
  column->map_height = column->cell * step->rows;
  column->n_maps = column->is_open ? all : MIN (all, LENS_NET_ROWS);
  column->n_hidden = all - column->n_maps;
  column->per_row = column->is_open ? (all + LENS_NET_ROWS - 1) / LENS_NET_ROWS : 1;
  n_rows = (column->n_maps + column->per_row - 1) / column->per_row;
  column->width = column->per_row * (column->map_width + GAP) - GAP;
  column->height = n_rows * (column->map_height + GAP) - GAP;
}

static void
set_bars (LensNetColumn *column, const LensNetSizes *sizes, int height)
{
  column->n_maps = column->step->channels;
  column->per_row = 1;
  column->width = column->is_logits ? sizes->logits : column->is_open ? OPEN_BARS : BARS * sizes->map / 28;
  column->cell = column->map_width = column->width;
  column->height = MAX (height, column->n_maps);
  column->map_height = column->height / MAX (1, column->n_maps);
}

/* Rows of numbers are as high as ten maps of the usual size. */
static int
find_height (LensPass *pass, const LensNetSizes *sizes)
{
  int height = LENS_NET_ROWS * (sizes->map + GAP) - GAP;

  for (int i = 0; i < lens_pass_get_n_steps (pass); i++)
    if (lens_pass_get_step (pass, i)->kind == LENS_NET_LOGITS)
      height = MAX (height, 2 * sizes->line * lens_pass_get_step (pass, i)->channels);

  return height;
}

static int
get_head (const LensNetSizes *sizes, int step, gboolean is_open)
{
  return is_open ? sizes->open_head : g_array_index (sizes->heads, int, step);
}

/* Columns of a block stand closer together than blocks. */
static int
get_gap (LensPass *pass, int step)
{
  const LensNetStep *one = lens_pass_get_step (pass, step), *next = lens_pass_get_step (pass, step + 1);
  gboolean is_one_group = one->block == next->block && one->kind != LENS_NET_INPUT && next->kind != LENS_NET_LOGITS;

  return is_one_group ? COLUMN_GAP : COLUMN_GAP + 1;
}

static void
add_column (LensNetLayout *self, LensPass *pass, const LensNetSizes *sizes, int step, int height, int *x)
{
  LensNetColumn column = { .step = lens_pass_get_step (pass, step), .y = self->map_top };
  int overhang;

  column.is_open = step == lens_pass_get_open (pass);
  column.is_vector = lens_net_step_is_vector (column.step);
  column.is_logits = column.step->kind == LENS_NET_LOGITS;
  if (column.is_vector)
    set_bars (&column, sizes, height);
  else
    set_maps (&column, sizes);
  column.x = *x + (column.is_open ? PADDING : 0);
  column.words = get_head (sizes, step, column.is_open);
  overhang = MAX (0, column.words - column.width);
  *x = column.x + column.width + overhang + (column.is_open ? PADDING : 0);
  if (step + 1 < lens_pass_get_n_steps (pass))
    *x += MAX (WORD_GAP, get_gap (pass, step) - (column.is_open ? 0 : overhang));
  self->height = MAX (self->height, column.y + column.height);
  g_array_append_val (self->columns, column);
}

LensNetLayout *
lens_net_layout_new (LensPass *pass, const LensNetSizes *sizes)
{
  LensNetLayout *self = g_new0 (LensNetLayout, 1);
  int height = find_height (pass, sizes), x = MARGIN;

  self->is_rtl = sizes->is_rtl;
  self->columns = g_array_new (FALSE, FALSE, sizeof (LensNetColumn));
  self->line = sizes->line;
  self->name_top = sizes->line + 3 * LINE_GAP;
  self->map_top = self->name_top + 2 * sizes->line + PADDING;
  for (int i = 0; i < lens_pass_get_n_steps (pass); i++)
    add_column (self, pass, sizes, i, height, &x);
  self->width = x + END_MARGIN;
  self->height += GAP + sizes->line + PADDING;
  for (guint i = 0; i < self->columns->len && self->is_rtl; i++)
    {
      LensNetColumn *column = &g_array_index (self->columns, LensNetColumn, i);

      column->x = self->width - column->x - column->width;
    }

  return self;
}

void
lens_net_layout_free (LensNetLayout *self)
{
  g_array_unref (self->columns);
  g_free (self);
}

const LensNetColumn *
lens_net_layout_get (const LensNetLayout *self, int step)
{
  g_return_val_if_fail (step >= 0 && step < (int) self->columns->len, NULL);

  return &g_array_index (self->columns, LensNetColumn, step);
}

/* ---- places ---- */

/* Whole pixels that follow each other without a gap, whatever their number. */
static void
get_bar (const LensNetColumn *column, int place, GdkRectangle *box)
{
  int top = place * column->height / column->n_maps, end = (place + 1) * column->height / column->n_maps;

  *box = (GdkRectangle){ column->x, column->y + top, column->width, MAX (1, end - top) };
}

void
lens_net_layout_get_box (const LensNetLayout *self, const LensNetColumn *column, int place, GdkRectangle *box)
{
  int across = place % column->per_row;

  if (column->is_vector)
    {
      get_bar (column, place, box);
      return;
    }
  if (self->is_rtl)
    across = column->per_row - 1 - across;
  *box = (GdkRectangle){ column->x + across * (column->map_width + GAP),
                         column->y + place / column->per_row * (column->map_height + GAP), column->map_width,
                         column->map_height };
}

void
lens_net_layout_get_frame (const LensNetLayout *self, const LensNetColumn *column, GdkRectangle *box)
{
  const int width = MAX (column->width, column->words); /* its words may be wider than its maps */
  const int left = (self->is_rtl ? column->x + column->width - width : column->x) - PADDING;

  box->x = left;
  box->width = width + 2 * PADDING;
  box->y = self->name_top - LINE_GAP;
  box->height = self->height - box->y - 1;
}

static gboolean
find_in_column (const LensNetLayout *self, const LensNetColumn *column, int x, int y, LensNetSpot *spot)
{
  spot->place = -1;
  for (int place = 0; place < column->n_maps; place++)
    {
      GdkRectangle box;

      lens_net_layout_get_box (self, column, place, &box);
      if (x < box.x || x >= box.x + box.width || y < box.y || y >= box.y + box.height)
        continue;
      spot->place = place;
      spot->column = column->is_vector ? 0 : (x - box.x) / column->cell;
      spot->row = column->is_vector ? 0 : (y - box.y) / column->cell;
      return TRUE;
    }

  return y < column->y || y > column->y + column->height; /* its words */
}

gboolean
lens_net_layout_find (const LensNetLayout *self, int x, int y, LensNetSpot *spot)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LensNetColumn *column = &g_array_index (self->columns, LensNetColumn, i);

      if (x < column->x - COLUMN_GAP / 2 || x >= column->x + column->width + COLUMN_GAP / 2)
        continue;
      *spot = (LensNetSpot){ (int) i, -1, 0, 0 };

      return find_in_column (self, column, x, y, spot);
    }

  return FALSE;
}

static int
clamp_to (int value, int n)
{
  return CLAMP (value, 0, n - 1);
}

gboolean
lens_net_layout_move (const LensNetLayout *self, LensNetSpot *spot, int dx, int dy)
{
  const LensNetColumn *column = lens_net_layout_get (self, spot->step);
  int width = column->is_vector ? 1 : column->step->columns, height = column->is_vector ? 1 : column->step->rows;
  int n_rows = (column->n_maps + column->per_row - 1) / column->per_row;
  int across = spot->place % column->per_row, down = spot->place / column->per_row, x, y, place;

  if (self->is_rtl)
    across = column->per_row - 1 - across;
  x = clamp_to (across * width + spot->column + dx, column->per_row * width);
  y = clamp_to (down * height + spot->row + dy, n_rows * height);
  across = self->is_rtl ? column->per_row - 1 - x / width : x / width;
  place = y / height * column->per_row + across;
  if (place >= column->n_maps)
    return FALSE;
  spot->place = place;
  spot->column = x % width;
  spot->row = y % height;

  return TRUE;
}
