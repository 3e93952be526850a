/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-version.h"
#include "figure-private.h"

#define CHART_MARGIN 16
#define LINE_GAP 10

PangoFontDescription *
derm_figure_font_new (double pixels)
{
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Noto Sans, Sans");

  pango_font_description_set_absolute_size (font, pixels * PANGO_SCALE);
  return font;
}

DermBar *
derm_figure_bars_new (DermPrediction *prediction, const char *truth, GStrvBuilder *values)
{
  int n = derm_prediction_get_n_classes (prediction);
  DermBar *bars = g_new0 (DermBar, n);

  for (int i = 0; i < n; i++)
    {
      double score = derm_prediction_get_calibrated (prediction)[i];
      g_autofree char *value = derm_score_format (score);

      g_strv_builder_add (values, value);
      bars[i] = (DermBar){
        .label = derm_prediction_get_label (prediction, i),
        .group = derm_prediction_get_group (prediction, i),
        .score = score,
        .is_top = i == derm_prediction_get_top (prediction),
        /* Translators: the class that the image is known to show, beside its bar */
        .mark = truth != NULL && i == derm_prediction_find_label (prediction, truth) ? _ ("truth") : NULL,
      };
    }
  return bars;
}

char *
derm_figure_provenance (DermPrediction *prediction)
{
  DermModel *model;
  DermInput *input;
  g_autofree char *made = NULL, *recipe = NULL;

  g_return_val_if_fail (DERM_IS_PREDICTION (prediction), NULL);

  model = derm_prediction_get_model (prediction);
  input = derm_prediction_get_input (prediction);
  made = derm_recipe_describe (derm_input_get_recipe (input));
  recipe = derm_input_note_painted (input, made);
  /* Translators: where a result comes from; the sha256 sums are cut to twelve digits */
  return g_strdup_printf (
      _ ("Dermlens %s · model %s %s, sha256 %.12s · recipe %s (%s) · decision %s · input sha256 %.12s · CPU level %s"),
      derm_version (), derm_model_get_name (model), derm_model_get_version (model), derm_model_get_sha256 (model),
      derm_recipe_get_name (derm_input_get_recipe (input)), recipe,
      derm_decision_get_id (derm_prediction_get_decision (prediction)), derm_input_get_sha256 (input),
      derm_prediction_get_isa (prediction));
}

/* The lines under the bars, as wide as those. */
static PangoLayout *
words_new (cairo_t *cr, DermPrediction *prediction, double width)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (11);
  g_autofree char *provenance = derm_figure_provenance (prediction);
  g_autofree char *text = g_strconcat (derm_research_line (), "\n", provenance, NULL);
  PangoLayout *layout = derm_figure_text (cr, font, FALSE, text);

  pango_layout_set_width (layout, (int) ((width - 2 * CHART_MARGIN) * PANGO_SCALE));
  pango_layout_set_single_paragraph_mode (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

double
derm_figure_chart_height (cairo_t *cr, DermPrediction *prediction, double width)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (15);
  g_autoptr (PangoLayout) words = NULL;
  int height;

  g_return_val_if_fail (cr != NULL, 0);
  g_return_val_if_fail (DERM_IS_PREDICTION (prediction), 0);
  g_return_val_if_fail (isfinite (width), 0);

  words = words_new (cr, prediction, width);
  pango_layout_get_pixel_size (words, NULL, &height);
  return ceil (derm_figure_bars_height (cr, derm_prediction_get_n_classes (prediction), font)) + LINE_GAP + height
         + 2 * CHART_MARGIN;
}

void
derm_figure_chart (cairo_t *cr, DermPrediction *prediction, const char *truth, double width, const DermTheme *theme)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (15);
  g_autoptr (PangoLayout) words = NULL;
  g_autofree DermBar *bars = NULL;
  g_auto (GStrv) values = NULL;
  double height;
  int n;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (DERM_IS_PREDICTION (prediction));
  g_return_if_fail (theme != NULL);
  g_return_if_fail (isfinite (width));

  n = derm_prediction_get_n_classes (prediction);
  bars = derm_figure_bars_new (prediction, truth, builder);
  values = g_strv_builder_end (builder);
  for (int i = 0; i < n; i++)
    bars[i].value = values[i];
  height = derm_figure_bars_height (cr, n, font);
  words = words_new (cr, prediction, width);
  cairo_save (cr);
  if (theme->background.a > 0)
    {
      derm_figure_set_color (cr, &theme->background, 1);
      cairo_paint (cr);
    }
  cairo_translate (cr, CHART_MARGIN, CHART_MARGIN);
  derm_figure_bars (cr, bars, n, width - 2 * CHART_MARGIN, height,
                    &(DermBarStyle){ font, pango_layout_get_direction (words, 0) == PANGO_DIRECTION_RTL, theme });
  derm_figure_set_color (cr, &theme->dim_text, 1);
  cairo_move_to (cr, 0, ceil (height) + LINE_GAP);
  pango_cairo_show_layout (cr, words);
  cairo_restore (cr);
}
