/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figure-layer.h"

/* All maps of a layer by their numbers, or of a row of values a bar for each. The page grows with them. */

#define GAP 12        /* between maps */
#define MAX_SIDE 280  /* of a map */
#define NUMBER 18     /* below a map */
#define ROW 20        /* of a bar */
#define COLUMN_GAP 28 /* between columns of bars */
#define LONE_WIDTH 600
#define NUMBER_WIDTH 64 /* at the end of a bar */

typedef struct {
  int n, columns, rows; /* maps; cells of each */
  int per_row, n_rows;
  gboolean is_vector;
  double width, height; /* of a map, or of a column of bars */
  double step, down;    /* from one to the next */
} Grid;

/* Of maps whole cells, as long as there is room for them. */
static void
set_maps (Grid *grid)
{
  const int most = grid->n <= 64 ? 8 : grid->n <= 256 ? 16 : 24, longest = MAX (grid->columns, grid->rows);
  double side, cell;

  grid->per_row = MIN (grid->n, most);
  grid->n_rows = (grid->n + most - 1) / most;
  side = MIN (MAX_SIDE, floor ((double) (LAYER_WIDTH + GAP) / grid->per_row) - GAP);
  cell = floor (2 * side / longest) / 2;
  if (cell == 0)
    cell = side / longest;
  grid->width = cell * grid->columns;
  grid->height = cell * grid->rows;
  grid->step = side + GAP;
  grid->down = grid->height + NUMBER + GAP;
}

static void
set_bars (Grid *grid)
{
  const int n = grid->n, n_columns = n <= 32 ? 1 : n <= 64 ? 2 : n <= 1024 ? 4 : 6;

  grid->n_rows = (n + n_columns - 1) / n_columns;
  grid->per_row = n_columns;
  grid->width = n_columns == 1 ? LONE_WIDTH : (double) (LAYER_WIDTH - (n_columns - 1) * COLUMN_GAP) / n_columns;
  grid->height = grid->n_rows * ROW;
  grid->step = grid->width + COLUMN_GAP;
  grid->down = ROW;
}

static Grid
make_grid (DermActivations *activations, int layer)
{
  Grid grid = { 0 };
  int shape[3];
  gsize n;

  derm_activations_get_values (activations, layer, shape, &n);
  grid.n = shape[0];
  grid.rows = shape[1];
  grid.columns = shape[2];
  grid.is_vector = grid.rows == 1 && grid.columns == 1;
  if (grid.is_vector)
    set_bars (&grid);
  else
    set_maps (&grid);
  return grid;
}

/* ---- maps ---- */

static DermColor
grey_of (DermActivations *activations, int channel, double value)
{
  DermRecipe *recipe = derm_input_get_recipe (derm_activations_get_input (activations));
  double grey;

  if (derm_recipe_get_mean (recipe) != NULL)
    value = value * derm_recipe_get_std (recipe)[channel] + derm_recipe_get_mean (recipe)[channel];
  grey = CLAMP (value * derm_recipe_get_scale (recipe) / 255, 0, 1);
  return (DermColor){ grey, grey, grey, 1 };
}

static void
draw_cells (const LayerPage *page, const Grid *grid, int channel, const cairo_rectangle_t *box)
{
  const gsize n_cells = (gsize) grid->rows * (gsize) grid->columns;
  const double scale = (double) derm_activations_get_scale (page->activations, page->layer);
  gsize n;
  const float *values = derm_activations_get_values (page->activations, page->layer, NULL, &n) + channel * n_cells;
  g_autofree guint8 *rgb = g_malloc (3 * n_cells);

  for (gsize i = 0; i < n_cells; i++)
    {
      DermColor color = page->layer < 0 ? grey_of (page->activations, channel, (double) values[i])
                                        : derm_figure_layer_color (scale > 0 ? (double) values[i] / scale : 0);

      rgb[3 * i] = (guint8) lround (255 * color.r);
      rgb[3 * i + 1] = (guint8) lround (255 * color.g);
      rgb[3 * i + 2] = (guint8) lround (255 * color.b);
    }
  derm_figure_pixels (page->cr, rgb, grid->columns, grid->rows, box);
}

static void
frame (const LayerPage *page, const cairo_rectangle_t *box, double width, const DermColor *color)
{
  cairo_rectangle (page->cr, box->x - width / 2, box->y - width / 2, box->width + width, box->height + width);
  cairo_set_line_width (page->cr, width);
  derm_figure_set_color (page->cr, color, 1);
  cairo_stroke (page->cr);
}

/* Around the map, and around the cell in it: light on dark, to be seen on every colour. */
static void
draw_cell_frame (const LayerPage *page, const Grid *grid, const cairo_rectangle_t *box)
{
  const double width = grid->width / grid->columns, height = grid->height / grid->rows;
  const cairo_rectangle_t cell
      = { box->x + page->cell->column * width, box->y + page->cell->row * height, width, height };
  const DermColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  frame (page, box, 3, &page->theme->accent);
  frame (page, &cell, 2.5, &black);
  frame (page, &cell, 1, &white);
}

static void
draw_map (const LayerPage *page, const Grid *grid, int channel, double top)
{
  const double x = LAYER_MARGIN + channel % grid->per_row * grid->step, y = top + channel / grid->per_row * grid->down;
  const cairo_rectangle_t box = { derm_figure_layer_place (page, x, grid->width), y, grid->width, grid->height };
  const gboolean is_chosen = page->cell != NULL && page->cell->channel == channel;
  g_autofree char *name
      = page->layer < 0 ? derm_figure_layer_dup_plane (page->activations, channel) : g_strdup_printf ("%d", channel);

  draw_cells (page, grid, channel, &box);
  frame (page, &box, 0.5, &page->theme->dim_text);
  if (is_chosen)
    draw_cell_frame (page, grid, &box);
  derm_figure_layer_text (page, name,
                          &(LayerLine){ 12, x - GAP / 2.0, y + grid->height + 3, grid->width + GAP,
                                        is_chosen ? LAYER_BOLD : LAYER_DIM, PANGO_ALIGN_CENTER, 1 });
}

/* ---- bars ---- */

static char *
dup_label (const LayerPage *page, int channel)
{
  DermModel *model = derm_activations_get_model (page->activations);
  DermRecipe *recipe = derm_input_get_recipe (derm_activations_get_input (page->activations));
  const int n_classes = derm_model_get_n_classes (model);
  int shape[3];
  gsize n;

  derm_activations_get_values (page->activations, page->layer, shape, &n);
  if (page->layer != derm_activations_get_n_layers (page->activations) - 1 || shape[0] > n_classes)
    return g_strdup_printf ("%d", channel);
  /* a single output is that of the second class */
  return g_strdup (derm_model_get_label_in (model, recipe, shape[0] == 1 ? n_classes - 1 : channel));
}

static gboolean
has_negative (const LayerPage *page)
{
  gsize n;
  const float *values = derm_activations_get_values (page->activations, page->layer, NULL, &n);

  for (gsize i = 0; i < n; i++)
    if (values[i] < 0)
      return TRUE;
  return FALSE;
}

static void
draw_value (const LayerPage *page, const Grid *grid, int channel, double top)
{
  const DermCell cell = { page->layer, channel, 0, 0 };
  const double value = (double) derm_activations_get_value (page->activations, &cell);
  const double scale = (double) derm_activations_get_scale (page->activations, page->layer);
  const double x = LAYER_MARGIN + channel / grid->n_rows * grid->step, y = top + channel % grid->n_rows * ROW;
  const double label_width = grid->width > 300 ? 120 : 40;
  const double length = grid->width - label_width - NUMBER_WIDTH;
  const double axis = x + label_width + (has_negative (page) ? length / 2 : 0);
  const gboolean is_chosen = page->cell != NULL && page->cell->channel == channel;
  const LayerStyle style = is_chosen ? LAYER_BOLD : LAYER_PLAIN;
  g_autofree char *label = dup_label (page, channel), *number = derm_figure_layer_format (page, value, FALSE);

  derm_figure_layer_text (page, label, &(LayerLine){ 13, x, y, label_width - 6, style, PANGO_ALIGN_LEFT, 1 });
  derm_figure_layer_text (
      page, number, &(LayerLine){ 13, x + grid->width - NUMBER_WIDTH, y, NUMBER_WIDTH, style, PANGO_ALIGN_RIGHT, 1 });
  derm_figure_layer_bar (page, axis, y + 3, has_negative (page) ? length / 2 : length, scale > 0 ? value / scale : 0);
}

/* ---- both ---- */

double
derm_figure_layer_maps_height (DermActivations *activations, int layer)
{
  Grid grid = make_grid (activations, layer);

  return grid.n_rows * grid.down - (grid.is_vector ? 0 : GAP);
}

void
derm_figure_layer_maps (const LayerPage *page, double y)
{
  Grid grid = make_grid (page->activations, page->layer);

  for (int channel = 0; channel < grid.n; channel++)
    if (grid.is_vector)
      draw_value (page, &grid, channel, y);
    else
      draw_map (page, &grid, channel, y);
}
