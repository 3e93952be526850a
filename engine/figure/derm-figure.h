/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "derm-activations.h"
#include "derm-explanation.h"
#include "derm-image.h"
#include "derm-prediction.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/* Drawings that the window, the command line and reports share: plain data and a cairo_t in, a drawing out. They need no
 * display and keep nothing. */

typedef struct {
  double r, g, b, a;
} DermColor;

/**
 * DermTheme:
 *
 * Colours of a drawing. A window fills it from its style, or takes one of the four below.
 */
typedef struct {
  DermColor background; /* fully transparent: the caller has painted it */
  DermColor text;
  DermColor dim_text;   /* at least 4.5 : 1 against the background */
  DermColor accent;     /* bar of the top class; the others take it at half strength */
  DermColor track;      /* behind a bar */
  DermColor malignant, pre_malignant, benign; /* signs */
  gboolean  is_high_contrast; /* outlines and full-strength bars */
} DermTheme;

const DermTheme *derm_theme_light (void);
const DermTheme *derm_theme_dark (void);
const DermTheme *derm_theme_high_contrast (gboolean is_dark);
const DermTheme *derm_theme_print (void);

/**
 * DermBar:
 * @label: code, like "mel"
 * @score: 0..1, the length of the bar
 * @value: text at its end
 * @is_signed: @score is -1..1, and the bar goes from the middle of its track towards its sign
 * @mark: (nullable): word of a marker that points at the bar, like "truth"
 * @name: (nullable): what stands behind the label where there is room, like "Melanoma"
 * @hint: (nullable): another value, behind @value; all bars have its room if one has it
 * @has_tick: whether @tick, 0..1, is marked on the track: another score
 * @has_band: whether @band_low to @band_high, 0..1, are marked on the track: between what the score may be
 * @is_ringed: whether the row has a ring: it is the one that is asked about
 * @is_covered: the track is hatched, whatever the score
 *
 * One row of a bar chart. Strings are borrowed.
 */
typedef struct {
  const char *label;
  DermGroup   group;
  double      score;
  const char *value;
  gboolean    is_top;
  gboolean    is_signed;
  const char *mark;
  const char *name;
  const char *hint;
  gboolean    has_tick, has_band, is_ringed;
  double      tick, band_low, band_high;
  gboolean    is_covered;
} DermBar;

/**
 * DermBarStyle:
 * @font: the text's font
 * @is_rtl: sign and label stand on the right, bars grow to the left
 * @theme: the colours
 * @name_share: of the width, that labels with their names may take: with more, or for 0, there are no names
 *
 * What bars look like.
 */
typedef struct {
  const PangoFontDescription *font;
  gboolean is_rtl;
  const DermTheme *theme;
  double name_share;
} DermBarStyle;

/**
 * derm_figure_bars: (skip)
 * @bars: with their label and value
 * @width: finite, as @height
 * @height: that the rows share; derm_figure_bars_height(), or less where room is scarce
 *
 * Draws the bars as rows into @width × @height: sign, label, bar, number.
 */
void derm_figure_bars (cairo_t *cr, const DermBar *bars, int n_bars, double width, double height,
                       const DermBarStyle *style);
double derm_figure_bars_height (cairo_t *cr, int n_bars, const PangoFontDescription *font);

/**
 * DermInputView:
 *
 * Which view of the input: colour, one channel as grey, or the three planes that the network reads, side by side as packed.
 */
typedef enum {
  DERM_INPUT_VIEW_COLOR,
  DERM_INPUT_VIEW_RED,
  DERM_INPUT_VIEW_GREEN,
  DERM_INPUT_VIEW_BLUE,
  DERM_INPUT_VIEW_PACKED,
} DermInputView;

/**
 * derm_figure_input:
 *
 * Draws the input into @width × @height with crisp pixels: nothing between neighbours is mixed.
 */
void derm_figure_input (cairo_t *cr, DermInput *input, DermInputView view, double width, double height);

/**
 * derm_figure_input_plane:
 * @plane: 0 to 2
 * @box: (out caller-allocates): where derm_figure_input() draws that plane of %DERM_INPUT_VIEW_PACKED in @width × @height
 *
 * For a pointer to be found on it.
 */
void derm_figure_input_plane (DermInput *input, int plane, double width, double height, cairo_rectangle_t *box);

/**
 * derm_figure_input_difference:
 * @base: of the same size as @input
 * @largest: the difference that is drawn as the brightest, in grey levels
 *
 * Draws like derm_figure_input() how much each pixel of @input differs from that of @base: the mean over its channels, dark
 * for none, in the colours of derm_figure_difference_color().
 */
void derm_figure_input_difference (cairo_t *cr, DermInput *input, DermInput *base, double largest, double width,
                                   double height);

/**
 * derm_figure_difference_color: (skip)
 * @part: 0 for none to 1 for the largest
 *
 * Returns: a colour from dark over red to light yellow, each lighter than those before, whatever colours an eye can tell apart
 */
DermColor derm_figure_difference_color (double part);

/**
 * derm_figure_result:
 * @image: (nullable): the original, drawn at the left
 * @truth: (nullable): code of the class that the image is known to show, marked among the bars
 *
 * The whole figure: image, input, bars, the sentence in words, legend of the signs, provenance and research line, in
 * @width × derm_figure_result_height().
 */
void derm_figure_result (cairo_t *cr, DermImage *image, DermPrediction *prediction, const char *truth, double width,
                         const DermTheme *theme);
double derm_figure_result_height (double width);

/**
 * derm_figure_chart:
 * @truth: (nullable): as in derm_figure_result()
 *
 * The bars alone with the research line and the provenance below them, in @width × derm_figure_chart_height().
 */
void derm_figure_chart (cairo_t *cr, DermPrediction *prediction, const char *truth, double width, const DermTheme *theme);
double derm_figure_chart_height (cairo_t *cr, DermPrediction *prediction, double width);

/**
 * derm_figure_map:
 * @scale: the value that is drawn as the strongest; derm_explanation_get_scale(), or another to compare maps
 * @opacity: of the strongest colour, 0 to 1; 0.72 as a rule, 0 for the grey input alone
 *
 * Draws the map over its input in grey, in cells of its own grid: purple speaks for the class, green against. What is beyond
 * two fifths of the scale has an outline, solid for, dashed against.
 */
void derm_figure_map (cairo_t *cr, DermExplanation *explanation, double scale, double opacity, double width, double height);

/**
 * derm_figure_explanation:
 * @theme: the colours
 *
 * The whole figure: input, map, legend, what it says in words, how it was made, provenance and research line, in
 * @width × derm_figure_explanation_height().
 */
void derm_figure_explanation (cairo_t *cr, DermExplanation *explanation, double width, const DermTheme *theme);
double derm_figure_explanation_height (double width);

/**
 * derm_figure_explanation_save:
 * @path: (type filename): ending in .png (twice the resolution), .svg or .pdf
 *
 * Writes derm_figure_explanation() atomically in the print theme.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending
 */
gboolean derm_figure_explanation_save (DermExplanation *explanation, const char *path, GError **error);

/**
 * derm_figure_activations_save:
 * @layer: -1 for the input
 * @cell: (nullable): one of @layer, whose largest terms are drawn below
 * @path: (type filename): ending in .png (twice the resolution), .svg or .pdf
 *
 * Writes all values of a layer atomically as a page in the print theme: maps in signed colours on one scale, or a bar for
 * each value of a row; provenance and research line below. The page grows with the layer.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending, %DERM_ERROR_OPTION for no such layer or cell, or a
 *   layer of more values than a page can hold (some tens of thousands)
 */
gboolean derm_figure_activations_save (DermActivations *activations, int layer, const DermCell *cell, const char *path,
                                       GError **error);

/**
 * derm_figure_mix: (skip)
 * @share: of @to, 0 to 1
 *
 * Returns: a colour between two, at equal distances for the eye (in OKLab), opaque
 */
DermColor derm_figure_mix (const DermColor *from, const DermColor *to, double share);

/**
 * derm_figure_provenance:
 *
 * Where a result comes from: program, model and its hash, recipe, decision, hash of the input, CPU level.
 *
 * Returns: (transfer full): one translated line
 */
char *derm_figure_provenance (DermPrediction *prediction);

/**
 * derm_figure_bold_length:
 * @text: what derm_prediction_describe() says, in any language
 *
 * Returns: how many bytes at its start name the leading class, to be drawn in bold: the first sentence, or what stands
 * before a colon; 0 if there is no such part
 */
gsize derm_figure_bold_length (const char *text);

/**
 * derm_figure_save:
 * @image: (nullable): as in derm_figure_result()
 * @truth: (nullable): as in derm_figure_result()
 * @path: (type filename): ending in .png (twice the resolution), .svg or .pdf
 *
 * Writes derm_figure_result() atomically in the print theme.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending
 */
gboolean derm_figure_save (DermImage *image, DermPrediction *prediction, const char *truth, const char *path,
                           GError **error);

#pragma GCC visibility pop
G_END_DECLS
