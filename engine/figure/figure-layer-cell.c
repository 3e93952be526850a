/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "derm-text.h"
#include "figure-layer.h"

/* What makes the value of a cell: a sentence, and its parts as bars, the largest first. */

#define N_SUMS 6 /* that are drawn of a convolution: sums of products, one for each map */
#define N_PRODUCTS 12
#define HEAD 72 /* heading and sentence */
#define ROW 22
#define WIDTH 600
#define NAME_WIDTH 160
#define NUMBER_WIDTH 72

typedef struct {
  int channel, row, column;
  double sum;
} Part;

/* The chosen cell, and the one that its layer's name is of: what was summed up before ReLU and norms. */
typedef struct {
  DermActivations *activations;
  DermCell cell, source;
  const char *op; /* of the source's layer */
  GArray *parts;  /* of Part; owned */
  double value, sum, bias;
  gboolean has_bias;
} Account;

static gboolean
is_norm (DermActivations *activations, const DermCell *cell)
{
  return g_str_equal (derm_activations_get_op (activations, cell->layer), "batchnorm");
}

/* One layer back, where each cell is made of one. */
static DermCell
step_back (DermActivations *activations, const DermCell *cell, double *scale, double *shift)
{
  int n = 0;
  g_autofree DermTerm *terms = derm_activations_list_terms (activations, cell, &n);

  g_assert (n > 0);
  *scale = (double) terms[0].weight;
  *shift = n > 1 ? terms[1].product : 0;
  return terms[0].cell;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *first = a, *second = b;

  if (fabs (first->sum) != fabs (second->sum))
    return fabs (first->sum) > fabs (second->sum) ? -1 : 1;
  return first->channel - second->channel;
}

/* Of a convolution the products of one map, which stand one after the other, are one part. */
static void
add_term (Account *account, const DermTerm *term)
{
  Part next = { term->cell.channel, term->cell.row, term->cell.column, term->product };
  Part *last = account->parts->len > 0 ? &g_array_index (account->parts, Part, account->parts->len - 1) : NULL;

  if (term->is_bias)
    {
      account->has_bias = TRUE;
      account->bias = term->product;
    }
  else if (last != NULL && last->channel == next.channel && g_str_equal (account->op, "conv"))
    last->sum += next.sum;
  else
    {
      if (g_str_equal (account->op, "maxpool")) /* all four are seen, not only the one that is taken */
        next.sum = (double) term->value;
      g_array_append_val (account->parts, next);
    }
}

static void
account_init (Account *account, DermActivations *activations, const DermCell *cell)
{
  const int first = derm_figure_layer_find_first (activations, cell->layer);
  g_autofree DermTerm *terms = NULL;
  double scale, shift;
  int n = 0;

  *account = (Account){ .activations = activations, .cell = *cell, .source = *cell };
  while (account->source.layer > first)
    account->source = step_back (activations, &account->source, &scale, &shift);
  account->op = derm_activations_get_op (activations, account->source.layer);
  account->value = (double) derm_activations_get_value (activations, cell);
  account->sum = (double) derm_activations_get_value (activations, &account->source);
  account->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  terms = derm_activations_list_terms (activations, &account->source, &n);
  for (int i = 0; i < n; i++)
    add_term (account, &terms[i]);
  if (account->parts->len > 0 && !g_str_equal (account->op, "maxpool")) /* whose four stand in their places */
    qsort (account->parts->data, account->parts->len, sizeof (Part), compare_parts);
}

static void
account_clear (Account *account)
{
  g_array_unref (account->parts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Account, account_clear)

static guint
count_shown (const Account *account)
{
  guint most = g_str_equal (account->op, "conv") ? N_SUMS : N_PRODUCTS;

  /* one that is left over has a row of its own, too */
  return account->parts->len == most + 1 ? most + 1 : MIN (account->parts->len, most);
}

/* ---- words ---- */

static char *
dup_cell (const Account *account)
{
  g_autofree char *name = derm_figure_layer_dup_name (account->activations, account->cell.layer);
  int shape[3];
  gsize n;

  derm_activations_get_values (account->activations, account->cell.layer, shape, &n);
  if (shape[1] == 1 && shape[2] == 1)
    /* Translators: a layer, and the number of a value in it, from 0 */
    return g_strdup_printf (_ ("%s, value %d"), name, account->cell.channel);
  /* Translators: a layer, the number of one of its maps, from 0, and a column and a row of it */
  return g_strdup_printf (_ ("%s, map %d, x %d, y %d"), name, account->cell.channel, account->cell.column,
                          account->cell.row);
}

static char *
dup_sum (const LayerPage *page, const Account *account)
{
  g_autofree char *sum = derm_figure_layer_format (page, account->sum, FALSE);
  const int n = (int) account->parts->len;

  if (account->source.layer < 0)
    return g_strdup (_ ("It is a number of the input itself: nothing is behind it."));
  if (g_str_equal (account->op, "conv"))
    /* Translators: "32 sums of 9 products and a bias make 2.75." */
    return g_strdup_printf (
        ngettext ("%d sum of 9 products and a bias make %s.", "%d sums of 9 products and a bias make %s.", (gulong) n),
        n, sum);
  if (g_str_equal (account->op, "linear"))
    return g_strdup_printf (ngettext ("%d product and a bias make %s.", "%d products and a bias make %s.", (gulong) n),
                            n, sum);
  if (g_str_equal (account->op, "maxpool"))
    return g_strdup_printf (_ ("The largest of four values is %s."), sum);
  if (g_str_equal (account->op, "avgpool"))
    return g_strdup_printf (ngettext ("The mean of %d value is %s.", "The mean of %d values is %s.", (gulong) n), n,
                            sum);
  return g_strdup_printf (_ ("Scaled and shifted it is %s."), sum);
}

static char *
dup_norm (const LayerPage *page, const Account *account, const DermCell *cell, double scale, double shift)
{
  g_autofree char *factor = derm_figure_layer_format (page, scale, FALSE);
  g_autofree char *plus = derm_figure_layer_format (page, fabs (shift), FALSE);
  g_autofree char *norm = g_strdup_printf ("× %s %s %s", factor, shift < 0 ? "−" : "+", plus);
  g_autofree char *result
      = derm_figure_layer_format (page, (double) derm_activations_get_value (account->activations, cell), FALSE);

  /* Translators: what a batch norm does, like "The norm, × 1.31 − 0.42, makes it 0.77." */
  return g_strdup_printf (_ ("The norm, %s, makes it %s."), norm, result);
}

static char *
dup_relu (const LayerPage *page, double before)
{
  g_autofree char *value = derm_figure_layer_format (page, before, FALSE);

  /* Translators: "It is −0.31, so ReLU makes it 0." */
  return before > 0 ? g_strdup (_ ("It is positive, so ReLU keeps it."))
                    : g_strdup_printf (_ ("It is %s, so ReLU makes it 0."), value);
}

/* The sum, then what each layer behind it does, in their order. */
static char *
dup_sentence (const LayerPage *page, const Account *account)
{
  char *text = dup_sum (page, account);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (g_free);

  for (DermCell at = account->cell, before; at.layer > account->source.layer; at = before)
    {
      const char *op = derm_activations_get_op (account->activations, at.layer);
      double scale, shift;

      before = step_back (account->activations, &at, &scale, &shift);
      if (is_norm (account->activations, &at))
        g_ptr_array_insert (changes, 0, dup_norm (page, account, &at, scale, shift));
      else if (g_str_equal (op, "relu"))
        g_ptr_array_insert (changes, 0,
                            dup_relu (page, (double) derm_activations_get_value (account->activations, &before)));
    }
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *said = text;

      text = derm_text_join_sentences (said, changes->pdata[i]);
    }
  return text;
}

/* ---- rows ---- */

static double
find_scale (const Account *account, double others)
{
  double scale = MAX (fabs (account->sum), MAX (fabs (account->bias), fabs (others)));

  for (guint i = 0; i < count_shown (account); i++)
    scale = MAX (scale, fabs (g_array_index (account->parts, Part, i).sum));
  return scale;
}

static double
add_others (const Account *account)
{
  double others = 0;

  for (guint i = count_shown (account); i < account->parts->len; i++)
    others += g_array_index (account->parts, Part, i).sum;
  return others;
}

/* A row: what it is called, its value, and where it stands. */
typedef struct {
  double y, scale;
  LayerStyle style;
} Row;

static void
draw_row (const LayerPage *page, Row *row, const char *name, double value)
{
  const double length = (WIDTH - NAME_WIDTH - NUMBER_WIDTH) / 2.0;
  g_autofree char *number = derm_figure_layer_format (page, value, TRUE);

  derm_figure_layer_text (page, name,
                          &(LayerLine){ 14, LAYER_MARGIN, row->y, NAME_WIDTH - 8, row->style, PANGO_ALIGN_LEFT, 1 });
  derm_figure_layer_text (
      page, number,
      &(LayerLine){ 14, LAYER_MARGIN + WIDTH - NUMBER_WIDTH, row->y, NUMBER_WIDTH, row->style, PANGO_ALIGN_RIGHT, 1 });
  derm_figure_layer_bar (page, LAYER_MARGIN + NAME_WIDTH + length, row->y + 4, length,
                         row->scale > 0 ? value / row->scale : 0);
  row->y += ROW;
}

static char *
dup_part_name (const Account *account, const Part *part)
{
  const char *op = account->op;

  if (g_str_equal (op, "conv") || g_str_equal (op, "linear"))
    return derm_figure_layer_dup_source (account->activations, account->source.layer - 1, part->channel);
  return g_strdup_printf ("x %d, y %d", part->column, part->row);
}

static void
draw_rows (const LayerPage *page, const Account *account, double y)
{
  const guint n_shown = count_shown (account), n_others = account->parts->len - n_shown;
  const double others = add_others (account);
  Row row = { y, find_scale (account, others), LAYER_PLAIN };

  for (guint i = 0; i < n_shown; i++)
    {
      const Part *part = &g_array_index (account->parts, Part, i);
      g_autofree char *name = dup_part_name (account, part);

      row.style = g_str_equal (account->op, "maxpool") && part->sum >= account->sum ? LAYER_BOLD : LAYER_PLAIN;
      draw_row (page, &row, name, part->sum);
    }
  row.style = LAYER_PLAIN;
  if (n_others > 0)
    {
      g_autofree char *name = g_strdup_printf (ngettext ("%u other", "%u others", n_others), n_others);

      draw_row (page, &row, name, others);
    }
  if (account->has_bias)
    draw_row (page, &row, C_ ("of a sum", "bias"), account->bias);
  row.style = LAYER_BOLD;
  if (!g_str_equal (account->op, "maxpool"))
    draw_row (page, &row, C_ ("of a sum", "sum"), account->sum);
}

/* ---- the section ---- */

double
derm_figure_layer_cell_height (DermActivations *activations, const DermCell *cell)
{
  g_auto (Account) account = { 0 };
  guint n_rows;

  account_init (&account, activations, cell);
  if (account.parts->len == 0)
    return HEAD;
  n_rows = count_shown (&account) + (account.parts->len > count_shown (&account)) + (account.has_bias != FALSE)
           + !g_str_equal (account.op, "maxpool");
  return HEAD + n_rows * ROW;
}

void
derm_figure_layer_cell (const LayerPage *page, double y)
{
  g_auto (Account) account = { 0 };
  g_autofree char *cell = NULL, *value = NULL, *title = NULL, *sentence = NULL;

  account_init (&account, page->activations, page->cell);
  cell = dup_cell (&account);
  value = derm_figure_layer_format (page, account.value, FALSE);
  /* Translators: a cell of the network, and its value */
  title = g_strdup_printf (_ ("%s: %s"), cell, value);
  sentence = dup_sentence (page, &account);
  derm_figure_layer_text (page, title,
                          &(LayerLine){ 17, LAYER_MARGIN, y, LAYER_WIDTH, LAYER_BOLD, PANGO_ALIGN_LEFT, 1 });
  derm_figure_layer_text (page, sentence,
                          &(LayerLine){ 14, LAYER_MARGIN, y + 26, LAYER_WIDTH, LAYER_PLAIN, PANGO_ALIGN_LEFT, 2 });
  if (account.parts->len > 0)
    draw_rows (page, &account, y + HEAD);
}
