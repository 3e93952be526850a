/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-error.h"
#include "derm-version.h"
#include "figure-layer.h"

/* A layer of a pass as a page: its name, its scale, all of its values, the chosen cell, where it comes from. */

#define TITLE_Y 24
#define FACT_Y 58
#define LEGEND_Y 90
#define LEGEND_HEIGHT 12
#define LEGEND_WIDTH 240
#define END_WIDTH 48 /* of a number beside it */
#define TOP 124
#define GAP 20
#define FOOTER 84
#define MAX_HEIGHT 16000 /* what cairo draws into an image, at two pixels for a unit */

/* ---- the head ---- */

static char *
dup_title (const LayerPage *page)
{
  g_autofree char *name = derm_figure_layer_dup_name (page->activations, page->layer), *maps = NULL;
  int shape[3];
  gsize n;

  derm_activations_get_values (page->activations, page->layer, shape, &n);
  if (shape[1] == 1 && shape[2] == 1)
    maps = g_strdup_printf (ngettext ("%d value", "%d values", (gulong) shape[0]), shape[0]);
  else
    /* Translators: how many maps a layer makes, then their width and height */
    maps = g_strdup_printf (ngettext ("%d map of %d × %d", "%d maps of %d × %d", (gulong) shape[0]), shape[0], shape[2],
                            shape[1]);
  return g_strdup_printf ("%s · %s", name, maps);
}

static char *
dup_fact (const LayerPage *page)
{
  DermModel *model = derm_activations_get_model (page->activations);
  DermRecipe *recipe = derm_input_get_recipe (derm_activations_get_input (page->activations));
  int shape[3];
  guint64 n_parameters, n_macs;
  g_autofree char *words
      = page->layer < 0 ? NULL : derm_model_describe_layer (model, page->layer, shape, &n_parameters, &n_macs);
  /* Translators: in the figure of a layer: its number in the network's list, from 0, and what it does, like "relu" */
  g_autofree char *layer = page->layer < 0 ? g_strdup (_ ("what the network reads: red, green, blue"))
                                           : g_strdup_printf (_ ("layer %d: %s"), page->layer, words);
  /* Translators: which of the views of an input, from 1, and how many there are */
  g_autofree char *view = g_strdup_printf (_ ("view %d of %d"), derm_activations_get_view (page->activations) + 1,
                                           derm_recipe_get_views (recipe));

  return g_strdup_printf ("%s %s · %s · %s", derm_model_get_name (model), derm_model_get_version (model), layer, view);
}

/* From the most negative to the most positive, an axis in every language; of the input from black to white. */
static void
draw_legend (const LayerPage *page)
{
  const double scale = (double) derm_activations_get_scale (page->activations, page->layer);
  const double left = derm_figure_layer_place (page, LAYER_MARGIN, 2 * END_WIDTH + LEGEND_WIDTH) + END_WIDTH;
  const gboolean is_input = page->layer < 0;
  g_autofree char *least = is_input ? g_strdup ("0") : derm_figure_layer_format_end (-scale);
  g_autofree char *most = is_input ? g_strdup ("255") : derm_figure_layer_format_end (scale);
  LayerPage axis = *page;

  for (int i = 0; i < LEGEND_WIDTH; i++)
    {
      const double part = i / (LEGEND_WIDTH - 1.0);
      const DermColor color = is_input ? (DermColor){ part, part, part, 1 } : derm_figure_layer_color (2 * part - 1);

      cairo_rectangle (page->cr, left + i, LEGEND_Y, 1, LEGEND_HEIGHT);
      derm_figure_set_color (page->cr, &color, 1);
      cairo_fill (page->cr);
    }
  axis.is_rtl = FALSE;
  derm_figure_layer_text (
      &axis, least,
      &(LayerLine){ 13, left - END_WIDTH, LEGEND_Y - 4, END_WIDTH - 8, LAYER_PLAIN, PANGO_ALIGN_LEFT, 1 });
  derm_figure_layer_text (
      &axis, most,
      &(LayerLine){ 13, left + LEGEND_WIDTH + 8, LEGEND_Y - 4, END_WIDTH - 8, LAYER_PLAIN, PANGO_ALIGN_LEFT, 1 });
  derm_figure_layer_text (page, _ ("one scale per layer"),
                          &(LayerLine){ 13, LAYER_MARGIN + 2 * END_WIDTH + LEGEND_WIDTH + 8, LEGEND_Y - 4, 400,
                                        LAYER_DIM, PANGO_ALIGN_LEFT, 1 });
}

static void
draw_head (const LayerPage *page)
{
  g_autofree char *title = dup_title (page), *fact = dup_fact (page);

  derm_figure_layer_text (page, title,
                          &(LayerLine){ 23, LAYER_MARGIN, TITLE_Y, LAYER_WIDTH, LAYER_BOLD, PANGO_ALIGN_LEFT, 1 });
  derm_figure_layer_text (page, fact,
                          &(LayerLine){ 14, LAYER_MARGIN, FACT_Y, LAYER_WIDTH, LAYER_DIM, PANGO_ALIGN_LEFT, 1 });
  draw_legend (page);
}

/* ---- the foot ---- */

static void
draw_foot (const LayerPage *page, double y)
{
  g_autofree char *origin = derm_figure_dup_origin (derm_activations_get_model (page->activations),
                                                    derm_activations_get_input (page->activations));

  derm_figure_layer_text (page, derm_research_line (),
                          &(LayerLine){ 14, LAYER_MARGIN, y, LAYER_WIDTH, LAYER_BOLD, PANGO_ALIGN_LEFT, 1 });
  derm_figure_layer_text (page, origin,
                          &(LayerLine){ 13, LAYER_MARGIN, y + 22, LAYER_WIDTH, LAYER_DIM, PANGO_ALIGN_LEFT, 2 });
}

/* ---- the page ---- */

static double
find_height (const LayerPage *page)
{
  const double maps = derm_figure_layer_maps_height (page->activations, page->layer);

  return ceil (TOP + maps + GAP
               + (page->cell != NULL ? derm_figure_layer_cell_height (page->activations, page->cell) + GAP : 0)
               + FOOTER);
}

/* Where the translations are read from right to left. */
static gboolean
is_mirrored (cairo_t *cr)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (14);
  g_autoptr (PangoLayout) layout = derm_figure_text (cr, font, FALSE, derm_research_line ());

  return pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
}

static void
draw_page (cairo_t *cr, double width, gpointer data)
{
  LayerPage *page = data;
  const double height = find_height (page);

  page->cr = cr;
  page->is_rtl = is_mirrored (cr);
  cairo_save (cr);
  cairo_scale (cr, width / LAYER_PAGE_WIDTH, width / LAYER_PAGE_WIDTH);
  derm_figure_set_color (cr, &page->theme->background, 1);
  cairo_paint (cr);
  draw_head (page);
  derm_figure_layer_maps (page, TOP);
  if (page->cell != NULL)
    derm_figure_layer_cell (page, TOP + derm_figure_layer_maps_height (page->activations, page->layer) + GAP);
  draw_foot (page, height - FOOTER);
  cairo_restore (cr);
}

static gboolean
check (DermActivations *activations, int layer, const DermCell *cell, GError **error)
{
  const int n_layers = derm_activations_get_n_layers (activations);

  if (layer < -1 || layer >= n_layers)
    g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("there is no layer %d: the network has %d, counted from 0"),
                 layer, n_layers);
  else if (cell != NULL && (cell->layer != layer || isnan (derm_activations_get_value (activations, cell))))
    g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("layer %d has no such cell"), layer);
  else
    return TRUE;
  return FALSE;
}

gboolean
derm_figure_activations_save (DermActivations *activations, int layer, const DermCell *cell, const char *path,
                              GError **error)
{
  LayerPage page = { NULL, activations, layer, cell, derm_theme_print (), FALSE };
  double height;

  g_return_val_if_fail (DERM_IS_ACTIVATIONS (activations), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!check (activations, layer, cell, error))
    return FALSE;
  height = find_height (&page);
  if (height > MAX_HEIGHT)
    {
      gsize n;

      derm_activations_get_values (activations, layer, NULL, &n);
      g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("layer %d has %d values: too many for a figure"), layer,
                   (int) n);
      return FALSE;
    }
  return derm_figure_write (&(FigurePage){ draw_page, &page, height }, path, error);
}
