/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-figure.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/* Drawings of how good answers are, for window and report: plain data in, a drawing out. Numbers and strings are
 * borrowed. Charts read from left to right in every language. */

/**
 * DermChartStyle:
 * @font: the text's font
 * @theme: the colours
 *
 * What charts look like.
 */
typedef struct {
  const PangoFontDescription *font;
  const DermTheme *theme;
} DermChartStyle;

/**
 * DermMatrixShares:
 * @DERM_MATRIX_COUNTS: images
 * @DERM_MATRIX_OF_ROWS: per cent of the images of the class
 * @DERM_MATRIX_OF_COLUMNS: per cent of the answers with the class
 *
 * What the numbers in a matrix are.
 */
typedef enum { DERM_MATRIX_COUNTS, DERM_MATRIX_OF_ROWS, DERM_MATRIX_OF_COLUMNS } DermMatrixShares;

/**
 * DermMatrix:
 * @n_classes: at least 1
 * @labels: (array length=n_classes): codes of the classes
 * @groups: (array length=n_classes): their groups
 * @counts: @n_classes × @n_classes, truths in rows, answers in columns
 * @shares: what the numbers are
 * @bold: the class whose names are bold, -1 for none
 * @answers: (nullable): word before the sums of columns
 * @images: (nullable): word above the sums of rows
 *
 * A confusion matrix with its sums.
 */
typedef struct {
  int n_classes;
  const char *const *labels;
  const DermGroup *groups;
  const guint *counts;
  DermMatrixShares shares;
  int bold;
  const char *answers, *images;
} DermMatrix;

/**
 * DermMatrixLayout:
 * @head: width of the names at the left
 * @cell_width: of all cells, and of the sums of columns
 * @cell_height: of these, of the names above them and of the sums below them
 * @sum: width of the sums of rows
 * @width: of all
 * @height: of all
 *
 * Where the parts of a matrix are.
 */
typedef struct {
  double head, cell_width, cell_height, sum, width, height;
} DermMatrixLayout;

/**
 * derm_figure_matrix_layout: (skip)
 * @width: that there is; cells are no wider than their numbers need to look well
 *
 * Returns: how the matrix is laid out there; wider than @width if that leaves no room for the numbers
 */
DermMatrixLayout derm_figure_matrix_layout (cairo_t *cr, const DermMatrix *matrix, double width,
                                            const DermChartStyle *style);

/**
 * derm_figure_matrix_box: (skip)
 * @truth: a row, -1 for the names above it, @n_classes for the sums below
 * @answer: a column, -1 for the names before it, @n_classes for the sums behind
 *
 * Returns: where that cell is
 */
cairo_rectangle_t derm_figure_matrix_box (const DermMatrixLayout *layout, int n_classes, int truth, int answer);

/**
 * derm_figure_matrix: (skip)
 *
 * Draws the matrix, each cell on a tint that is darker the larger its share of its row (or of its column).
 */
void derm_figure_matrix (cairo_t *cr, const DermMatrix *matrix, const DermMatrixLayout *layout,
                         const DermChartStyle *style);

/**
 * derm_figure_matrix_format: (skip)
 *
 * Returns: (transfer full): what stands in a cell: a count or per cent; "–" for a share of nothing
 */
char *derm_figure_matrix_format (const DermMatrix *matrix, int truth, int answer);

/**
 * DermRoc:
 * @n_points: of the curve
 * @false_alarms: (array length=n_points): rising, 0 … 1
 * @found: (array length=n_points): rising, 0 … 1
 * @n_steps: of the band, evenly over the false alarms; 0: none
 * @low: (array length=n_steps): its lower end
 * @high: (array length=n_steps): its upper end
 * @has_mark: whether one point is marked
 * @mark_x: its false alarms
 * @mark_y: what it finds
 * @group: of the class, which gives colour and sign of the mark
 * @x_title: (nullable): below
 * @y_title: (nullable): beside
 *
 * A ROC curve.
 */
typedef struct {
  int n_points;
  const double *false_alarms, *found;
  int n_steps;
  const double *low, *high;
  gboolean has_mark;
  double mark_x, mark_y;
  DermGroup group;
  const char *x_title, *y_title;
} DermRoc;

/**
 * derm_figure_roc: (skip)
 *
 * Draws the curve with its band, the diagonal of chance and axes from 0 to 1 into @width × @height.
 */
void derm_figure_roc (cairo_t *cr, const DermRoc *roc, double width, double height, const DermChartStyle *style);

/**
 * DermReliabilityDot:
 * @score: mean score of the answers
 * @share: of right answers
 * @low: of its interval
 * @high: of its interval
 * @n: images
 *
 * One dot of a reliability diagram.
 */
typedef struct {
  double score, share, low, high;
  guint n;
} DermReliabilityDot;

#define DERM_RELIABILITY_FEW 20 /* images: fewer are drawn pale */

/**
 * DermReliability:
 * @n_dots: how many
 * @dots: (array length=n_dots): those without an image are left out
 * @x_title: (nullable): below
 * @y_title: (nullable): beside
 *
 * A reliability diagram.
 */
typedef struct {
  int n_dots;
  const DermReliabilityDot *dots;
  const char *x_title, *y_title;
} DermReliability;

/**
 * derm_figure_reliability: (skip)
 *
 * Draws dots whose area grows with their images, their intervals, and the diagonal of perfect calibration.
 */
void derm_figure_reliability (cairo_t *cr, const DermReliability *reliability, double width, double height,
                              const DermChartStyle *style);

/**
 * DermClassRow:
 * @label: code of the class
 * @group: of the class
 * @n: (nullable): images, as text
 * @value: 0 … 1, or NaN: not defined
 * @text: what stands for the value
 * @low: of its interval, or NaN
 * @high: of its interval, or NaN
 * @interval: (nullable): the interval as text
 * @is_few: whether the bar is hatched: too few images
 * @is_chosen: whether it is the class that is asked about
 *
 * One class and its figure.
 */
typedef struct {
  const char *label;
  DermGroup group;
  const char *n;
  double value;
  const char *text;
  double low, high;
  const char *interval;
  gboolean is_few, is_chosen;
} DermClassRow;

/**
 * derm_figure_class_rows: (skip)
 * @is_rtl: whether names stand on the right and bars grow to the left
 *
 * Draws a row for each class: sign, code, images, bar with its interval, figure, interval.
 */
void derm_figure_class_rows (cairo_t *cr, const DermClassRow *rows, int n_rows, double width, gboolean is_rtl,
                             const DermChartStyle *style);
double derm_figure_class_row_height (cairo_t *cr, const PangoFontDescription *font);

/**
 * DermFigureLine:
 * @name: of a figure
 * @value: as text
 * @interval: (nullable): as text
 * @is_dim: whether it is only there to compare with
 *
 * A figure of merit.
 */
typedef struct {
  const char *name, *value, *interval;
  gboolean is_dim;
} DermFigureLine;

/**
 * DermEvaluationPage:
 * @is_rtl: whether its text is read from the right: then so are its columns
 * @title: what was evaluated
 * @subtitle: (nullable): how many images, which of them, which decision
 * @heading: (nullable): "TRAINING DATA: …", over everything
 * @warnings: (nullable) (array zero-terminated=1): sentences
 * @figures_title: (nullable): above the figures
 * @n_figures: figures of merit
 * @figures: (array length=n_figures): these
 * @matrix_title: (nullable): above the matrix
 * @matrix: the matrix
 * @roc_title: (nullable): above the curve
 * @roc: (nullable): a curve
 * @roc_words: (nullable): below it
 * @reliability_title: (nullable): above the dots
 * @reliability: (nullable): the dots
 * @reliability_words: (nullable): below them
 * @rows_title: (nullable): above the classes
 * @n_rows: classes
 * @rows: (array length=n_rows): these
 * @sentence: (nullable): what is missed
 * @origin: program, model, recipe and the like
 *
 * A report on one page.
 */
typedef struct {
  gboolean is_rtl;
  const char *title, *subtitle, *heading;
  const char *const *warnings;
  const char *figures_title;
  int n_figures;
  const DermFigureLine *figures;
  const char *matrix_title;
  const DermMatrix *matrix;
  const char *roc_title;
  const DermRoc *roc;
  const char *roc_words;
  const char *reliability_title;
  const DermReliability *reliability;
  const char *reliability_words;
  const char *rows_title;
  int n_rows;
  const DermClassRow *rows;
  const char *sentence;
  const char *origin;
} DermEvaluationPage;

/**
 * derm_figure_evaluation: (skip)
 *
 * Draws the report with the research line, in @width × derm_figure_evaluation_height().
 */
void derm_figure_evaluation (cairo_t *cr, const DermEvaluationPage *page, double width, const DermTheme *theme);
double derm_figure_evaluation_height (const DermEvaluationPage *page, double width);

/**
 * derm_figure_evaluation_save: (skip)
 * @path: (type filename): ending in .png (twice the resolution), .svg or .pdf
 *
 * Writes derm_figure_evaluation() atomically in the print theme.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending
 */
gboolean derm_figure_evaluation_save (const DermEvaluationPage *page, const char *path, GError **error);

#pragma GCC visibility pop
G_END_DECLS
