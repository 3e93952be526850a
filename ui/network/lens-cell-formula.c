/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cell-formula.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-flow.h"
#include "lens-net-words.h"
#include "lens-number-grid.h"

#define SIDE 3 /* of a kernel */

struct _LensCellFormula {
  GtkWidget parent_instance;

  /* borrowed children */
  LensNumberGrid *values, *kernel, *products;
  GtkWidget *times, *equals; /* the sign and what follows it */
  GtkLabel *norm;            /* what is done to the value that a pool takes */

  LensPass *pass; /* owned */
};

G_DEFINE_FINAL_TYPE (LensCellFormula, lens_cell_formula, GTK_TYPE_WIDGET)

static void
set_product (LensCellFormula *self, gboolean is_shown)
{
  gtk_widget_set_visible (self->times, is_shown);
  gtk_widget_set_visible (self->equals, is_shown);
}

static char *
dup_products_caption (double sum)
{
  g_autofree char *number = lens_net_format_signed (sum);

  /* TRANSLATORS: markup: over the products of values and kernel, with their sum */
  return g_strdup_printf (_ ("products: <b>%s</b>"), number);
}

static void
show_conv (LensCellFormula *self, const LensAccountPart *part, const char *source)
{
  g_autofree char *caption = g_strdup_printf (_ ("values of %s"), source), *sum = dup_products_caption (part->sum);
  double products[LENS_ACCOUNT_TAPS];

  for (int i = 0; i < LENS_ACCOUNT_TAPS; i++)
    products[i] = part->values[i] * part->weights[i];
  lens_number_grid_set (self->values, caption, part->values, LENS_ACCOUNT_TAPS, SIDE, -1);
  lens_number_grid_set (self->kernel, _ ("kernel"), part->weights, LENS_ACCOUNT_TAPS, SIDE, -1);
  lens_number_grid_set (self->products, sum, products, LENS_ACCOUNT_TAPS, SIDE, -1);
}

/* One value, as of a dense layer. */
static void
show_single (LensCellFormula *self, const LensAccountPart *part, const char *source)
{
  lens_number_grid_set (self->values, source, &part->value, 1, 1, -1);
  lens_number_grid_set (self->kernel, _ ("weight"), &part->weight, 1, 1, -1);
  lens_number_grid_set (self->products, _ ("product"), &part->sum, 1, 1, -1);
}

static void
show_pool (LensCellFormula *self, const LensAccount *account)
{
  g_autofree double *values = g_new (double, account->parts->len);
  int taken = -1;

  for (guint i = 0; i < account->parts->len; i++)
    {
      values[i] = lens_account_get_part (account, i)->value;
      taken = lens_account_get_part (account, i)->is_taken ? (int) i : taken;
    }
  lens_number_grid_set (self->values, account->kind == LENS_ACCOUNT_MEAN ? _ ("their mean") : _ ("the largest of"),
                        values, (int) account->parts->len, account->n_columns, taken);
}

/* "0.91 × 1.31 − 0.42 = 0.77": from the value that is taken to the one that is shown. */
static void
show_changes (LensCellFormula *self, const LensAccount *account)
{
  g_autofree char *sum = lens_net_format (account->sum), *value = lens_net_format (account->value);
  g_autoptr (GString) text = g_string_new (sum);

  for (guint i = 0; i < account->changes->len; i++)
    {
      const LensAccountChange *change = &g_array_index (account->changes, LensAccountChange, i);
      g_autofree char *norm = change->is_relu ? g_strdup ("→ ReLU") : lens_net_dup_norm (change);

      g_string_append_printf (text, " %s", norm);
    }
  if (account->changes->len > 0)
    g_string_append_printf (text, " = %s", value);
  gtk_label_set_text (self->norm, text->str);
}

static void
update (LensCellFormula *self)
{
  const LensAccount *account = lens_pass_get_account (self->pass);
  const LensAccountPart *part;
  g_autofree char *source = NULL;

  if (account == NULL) /* none is chosen, or the next one comes at once */
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), account->parts->len > 0);
  if (account->parts->len == 0)
    return;
  part = lens_account_get_part (account, (guint) lens_pass_get_part (self->pass));
  source = lens_net_dup_source (
      lens_pass_get_activations (self->pass),
      lens_pass_get_step (self->pass, lens_pass_find_step (self->pass, account->cell.layer) - 1), account, part);
  set_product (self, account->kind != LENS_ACCOUNT_LARGEST && account->kind != LENS_ACCOUNT_MEAN);
  gtk_widget_set_visible (GTK_WIDGET (self->norm), !gtk_widget_get_visible (self->times));
  if (account->kind == LENS_ACCOUNT_CONV)
    show_conv (self, part, source);
  else if (account->kind == LENS_ACCOUNT_DENSE || account->kind == LENS_ACCOUNT_NORM)
    show_single (self, part, source);
  else
    show_pool (self, account);
  show_changes (self, account);
}

/* Into what was multiplied. */
static void
on_cell_pressed (LensNumberGrid *grid, int place, LensCellFormula *self)
{
  const LensAccount *account = lens_pass_get_account (self->pass);
  DermCell cell;

  if (account == NULL)
    return;
  if (account->kind == LENS_ACCOUNT_LARGEST || account->kind == LENS_ACCOUNT_MEAN)
    cell = lens_account_get_part (account, (guint) place)->from;
  else
    cell = lens_account_get_part (account, (guint) lens_pass_get_part (self->pass))->from;
  if (account->kind == LENS_ACCOUNT_CONV)
    {
      cell.row += place / SIDE - 1;
      cell.column += place % SIDE - 1;
    }
  lens_pass_choose (self->pass, &cell);
}

/* ---- the object ---- */

static void
lens_cell_formula_dispose (GObject *object)
{
  LensCellFormula *self = LENS_CELL_FORMULA (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->pass);

  G_OBJECT_CLASS (lens_cell_formula_parent_class)->dispose (object);
}

static void
lens_cell_formula_class_init (LensCellFormulaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_cell_formula_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, LENS_TYPE_FLOW);
  gtk_widget_class_set_css_name (widget_class, "lens-cell-formula");
}

/* A sign and a grid stay on one line. */
static GtkWidget *
add_signed (LensCellFormula *self, const char *sign, LensNumberGrid **grid)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  *grid = g_object_new (LENS_TYPE_NUMBER_GRID, NULL);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "label", sign, NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*grid));
  gtk_widget_set_parent (box, GTK_WIDGET (self));

  return box;
}

/* What is multiplied stands in the order of arithmetic in every language. */
static void
lens_cell_formula_init (LensCellFormula *self)
{
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  self->values = g_object_new (LENS_TYPE_NUMBER_GRID, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->values), GTK_WIDGET (self));
  self->times = add_signed (self, "×", &self->kernel);
  self->equals = add_signed (self, "=", &self->products);
  self->norm = g_object_new (GTK_TYPE_LABEL, "margin-start", 12, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->norm), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->norm), "numeric");
  g_signal_connect (self->values, "cell-pressed", G_CALLBACK (on_cell_pressed), self);
}

void
lens_cell_formula_set_pass (LensCellFormula *self, LensPass *pass)
{
  g_return_if_fail (LENS_IS_CELL_FORMULA (self));
  g_return_if_fail (self->pass == NULL);

  self->pass = g_object_ref (pass);
  g_signal_connect_object (pass, "cell-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "part-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
