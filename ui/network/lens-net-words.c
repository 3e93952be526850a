/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-bidi.h"

/* ---- numbers ---- */

/* The sign stands in front of the digits in every language. */
static char *
format (double value, const char *plus)
{
  g_autofree char *digits = g_strdup_printf ("%.2f", fabs (value));
  gboolean is_zero = fabs (value) < 0.005;
  g_autofree char *number = g_strconcat (is_zero ? "" : value < 0 ? "−" : plus, digits, NULL);

  return lens_bidi_isolate (number);
}

char *
lens_net_format (double value)
{
  return format (value, "");
}

char *
lens_net_format_signed (double value)
{
  return format (value, "+");
}

char *
lens_net_format_end (double value)
{
  const double size = fabs (value);
  const int digits = size >= 100 || size == 0 ? 0 : size >= 0.95 ? 1 : 2;
  g_autofree char *number = g_strdup_printf ("%s%.*f", value < 0 ? "−" : "", digits, size);

  return lens_bidi_isolate (number);
}

/* ---- layers ---- */

char *
lens_net_dup_name (const LensNetStep *step)
{
  switch (step->kind)
    {
    case LENS_NET_INPUT:
      return g_strdup (C_ ("layer", "input"));
    case LENS_NET_NORM:
      /* TRANSLATORS: these name a layer of the network with its number, in as few letters as the field uses */
      return g_strdup_printf (C_ ("layer", "norm %d"), step->number);
    case LENS_NET_CONV:
      return g_strdup_printf (C_ ("layer", "conv %d"), step->number);
    case LENS_NET_POOL:
      return g_strdup_printf (C_ ("layer", "pool %d"), step->number);
    case LENS_NET_DENSE:
      return g_strdup_printf (C_ ("layer", "dense %d"), step->number);
    case LENS_NET_LOGITS:
    default:
      return g_strdup (C_ ("layer", "logits"));
    }
}

char *
lens_net_dup_size (const LensNetStep *step)
{
  if (lens_net_step_is_vector (step))
    return g_strdup_printf ("%d", step->channels);
  if (step->rows == step->columns)
    return g_strdup_printf ("%d²", step->rows);

  return g_strdup_printf ("%d×%d", step->columns, step->rows);
}

char *
lens_net_dup_maps (const LensNetStep *step)
{
  if (lens_net_step_is_vector (step))
    return g_strdup_printf (ngettext ("%d value", "%d values", (gulong) step->channels), step->channels);

  /* TRANSLATORS: how many maps a layer makes, then their width and height */
  return g_strdup_printf (ngettext ("%d map of %d × %d", "%d maps of %d × %d", (gulong) step->channels), step->channels,
                          step->columns, step->rows);
}

char *
lens_net_dup_heading (const LensNetStep *step)
{
  if (step->block > 0)
    /* TRANSLATORS: layers of a network that work on maps of one size */
    return g_strdup_printf (_ ("Block %d"), step->block);

  return step->kind == LENS_NET_DENSE ? g_strdup (C_ ("layers", "Dense")) : NULL;
}

static void
append (GString *text, char *words)
{
  if (words != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
  g_free (words);
}

static char *
dup_what (DermActivations *activations, const LensNetStep *step, const LensNetStep *before)
{
  const char *op = step->kind == LENS_NET_INPUT ? "input" : derm_activations_get_op (activations, step->first);

  if (g_str_equal (op, "conv"))
    return g_strdup_printf (_ ("3 × 3 kernels, %d maps in, %d out"), before->channels, step->channels);
  if (g_str_equal (op, "maxpool"))
    return g_strdup (_ ("the largest of 2 × 2"));
  if (g_str_equal (op, "avgpool"))
    return g_strdup (_ ("means"));
  if (g_str_equal (op, "linear"))
    return g_strdup_printf (_ ("%d values in, %d out"), before->channels * before->rows * before->columns,
                            step->channels);
  if (g_str_equal (op, "input"))
    return g_strdup (_ ("what the network reads: red, green, blue"));

  return g_strdup (_ ("scaled and shifted"));
}

static char *
dup_macs (guint64 n)
{
  if (n >= 1000000)
    return g_strdup_printf (_ ("%.1f million multiply-adds"), (double) n / 1e6);

  return g_strdup_printf (ngettext ("%'d multiply-add", "%'d multiply-adds", (gulong) n), (int) n);
}

char *
lens_net_dup_fact (DermActivations *activations, const LensNetStep *step, const LensNetStep *before)
{
  DermModel *model = derm_activations_get_model (activations);
  GString *text = g_string_new (NULL);
  guint64 parameters = 0, macs = 0;
  gboolean has_norm = FALSE;

  for (int layer = MAX (0, step->first); layer <= step->last; layer++)
    {
      guint64 n_parameters, n_macs;
      g_autofree char *unused = derm_model_describe_layer (model, layer, NULL, &n_parameters, &n_macs);

      parameters += n_parameters;
      macs += n_macs;
      has_norm = has_norm
                 || (layer > step->first && layer <= step->shown
                     && g_str_equal (derm_activations_get_op (activations, layer), "batchnorm"));
    }
  append (text, dup_what (activations, step, before));
  append (text, has_norm ? g_strdup (_ ("a norm")) : NULL);
  append (text, parameters > 0 ? g_strdup_printf (ngettext ("%'d parameter", "%'d parameters", (gulong) parameters),
                                                  (int) parameters)
                               : NULL);
  append (text, macs > 0 ? dup_macs (macs) : NULL);

  return g_string_free (text, FALSE);
}

char *
lens_net_dup_place (LensPass *pass)
{
  int n = lens_pass_get_n_steps (pass) - 1, open = lens_pass_get_open (pass);

  if (n <= 0)
    return g_strdup (_ ("Layer"));
  if (open == 0)
    return g_strdup (_ ("Input"));

  /* TRANSLATORS: which of the network's layers is open, like "Layer 3 of 16" */
  return g_strdup_printf (_ ("Layer %d of %d"), open, n);
}

/* ---- cells ---- */

char *
lens_net_dup_cell (const LensNetStep *step, const DermCell *cell)
{
  g_autofree char *name = lens_net_dup_name (step);

  if (lens_net_step_is_vector (step))
    /* TRANSLATORS: a layer, and the number of a value in it, from 0 */
    return g_strdup_printf (_ ("%s, value %d"), name, cell->channel);

  /* TRANSLATORS: a layer, the number of one of its maps, from 0, and a column and a row of it */
  return g_strdup_printf (_ ("%s, map %d, x %d, y %d"), name, cell->channel, cell->column, cell->row);
}

char *
lens_net_dup_summary (DermActivations *activations, const LensNetStep *step, int channel)
{
  g_autofree char *name = lens_net_dup_name (step);
  DermCell largest = lens_net_step_find_largest (step, activations, channel);
  g_autofree char *value = lens_net_format ((double) derm_activations_get_value (activations, &largest));

  if (lens_net_step_is_vector (step))
    return g_strdup_printf (_ ("%s, %d values. Value %d is %s"), name, step->channels, channel, value);

  /* TRANSLATORS: for a screen reader: a layer, the number of its maps, their width and height; one of them, its largest
   * value and where that is */
  return g_strdup_printf (_ ("%s, %d maps, %d by %d. Map %d, largest %s at x %d, y %d"), name, step->channels,
                          step->columns, step->rows, channel, value, largest.column, largest.row);
}

char *
lens_net_dup_source (DermActivations *activations, const LensNetStep *before, const LensAccount *account,
                     const LensAccountPart *part)
{
  static const char *const colours[] = { N_ ("red"), N_ ("green"), N_ ("blue") };
  DermRecipe *recipe = derm_input_get_recipe (derm_activations_get_input (activations));

  if (before->kind == LENS_NET_INPUT && account->kind == LENS_ACCOUNT_CONV)
    {
      if (derm_recipe_get_layout (recipe) == DERM_LAYOUT_PLANES && part->from.channel < 3)
        return g_strdup (_ (colours[part->from.channel]));
      /* TRANSLATORS: one of the three planes that the network reads, which are not the colours of the image */
      return g_strdup_printf (_ ("plane %d"), part->from.channel + 1);
    }
  if (account->kind == LENS_ACCOUNT_DENSE)
    return g_strdup_printf (_ ("value %d"), part->from.channel);

  return g_strdup_printf (_ ("map %d"), part->from.channel);
}

char *
lens_net_dup_norm (const LensAccountChange *change)
{
  g_autofree char *scale = lens_net_format (change->scale);
  g_autofree char *shift = lens_net_format (fabs (change->shift));
  g_autofree char *text = g_strdup_printf ("× %s %s %s", scale, change->shift < 0 ? "−" : "+", shift);

  return lens_bidi_isolate (text);
}

static char *
dup_sum (const LensAccount *account)
{
  g_autofree char *sum = lens_net_format (account->sum);
  int n = (int) account->parts->len;

  switch (account->kind)
    {
    case LENS_ACCOUNT_CONV:
      /* TRANSLATORS: "32 sums of 9 products and a bias make 2.75." */
      return g_strdup_printf (ngettext ("%d sum of 9 products and a bias make %s.",
                                        "%d sums of 9 products and a bias make %s.", (gulong) n),
                              n, sum);
    case LENS_ACCOUNT_DENSE:
      return g_strdup_printf (
          ngettext ("%d product and a bias make %s.", "%d products and a bias make %s.", (gulong) n), n, sum);
    case LENS_ACCOUNT_LARGEST:
      return g_strdup_printf (_ ("The largest of four values is %s."), sum);
    case LENS_ACCOUNT_MEAN:
      return g_strdup_printf (ngettext ("The mean of %d value is %s.", "The mean of %d values is %s.", (gulong) n), n,
                              sum);
    case LENS_ACCOUNT_NORM:
      return g_strdup_printf (_ ("Scaled and shifted it is %s."), sum);
    case LENS_ACCOUNT_INPUT:
    default:
      return g_strdup (_ ("It is a number of the input itself: nothing is behind it."));
    }
}

static char *
dup_change (const LensAccountChange *change, double before)
{
  g_autofree char *value = lens_net_format (before), *result = lens_net_format (change->result);
  g_autofree char *norm = NULL;

  if (change->is_relu)
    return before > 0 ? g_strdup (_ ("It is positive, so ReLU keeps it."))
                      /* TRANSLATORS: "It is −0.31, so ReLU makes it 0." */
                      : g_strdup_printf (_ ("It is %s, so ReLU makes it 0."), value);
  norm = lens_net_dup_norm (change);

  /* TRANSLATORS: what a batch norm does, like "The norm, × 1.31 − 0.42, makes it 0.77." */
  return g_strdup_printf (_ ("The norm, %s, makes it %s."), norm, result);
}

char *
lens_net_dup_account (const LensAccount *account)
{
  GString *text = g_string_new (NULL);
  g_autofree char *sum = dup_sum (account);
  double before = account->sum;

  g_string_append (text, sum);
  for (guint i = 0; i < account->changes->len; i++)
    {
      const LensAccountChange *change = &g_array_index (account->changes, LensAccountChange, i);
      g_autofree char *words = dup_change (change, before);

      g_string_append_printf (text, " %s", words);
      before = change->result;
    }

  return g_string_free (text, FALSE);
}

char *
lens_net_dup_field (const guint8 *field, int width, int height)
{
  int left = width, right = -1, top = height, bottom = -1, n = 0;

  for (int i = 0; i < width * height; i++)
    if (field[i])
      {
        left = MIN (left, i % width);
        right = MAX (right, i % width);
        top = MIN (top, i / width);
        bottom = MAX (bottom, i / width);
        n++;
      }
  if (n == width * height)
    return g_strdup_printf (_ ("it sees the whole input: %d × %d pixels"), width, height);
  if (n == (right - left + 1) * (bottom - top + 1))
    /* TRANSLATORS: columns and rows of the input that a cell depends on, then their number and that of all */
    return g_strdup_printf (_ ("it sees x %d–%d, y %d–%d: %d × %d of %d × %d pixels"), left, right, top, bottom,
                            right - left + 1, bottom - top + 1, width, height);

  /* TRANSLATORS: of a network that reads rows for planes: what a cell depends on lies scattered */
  return g_strdup_printf (
      ngettext ("it sees %d of %d pixels, which lie apart", "it sees %d of %d pixels, which lie apart", (gulong) n), n,
      width * height);
}

const char *
lens_net_get_view_name (int view)
{
  static const char *const names[] = {
    N_ ("the image as it is"),
    N_ ("the image turned by 90°"),
    N_ ("the image turned by 180°"),
    N_ ("the image turned by 270°"),
    N_ ("its mirror image"),
    N_ ("its mirror image turned by 90°"),
    N_ ("its mirror image turned by 180°"),
    N_ ("its mirror image turned by 270°"),
  };

  return _ (names[CLAMP (view, 0, (int) G_N_ELEMENTS (names) - 1)]);
}
