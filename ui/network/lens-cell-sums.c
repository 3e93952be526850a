/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cell-sums.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-flow.h"
#include "lens-net-words.h"
#include "lens-sum-row.h"

#define N_SUMS 6      /* of a convolution */
#define N_PRODUCTS 12 /* of a dense layer */
#define MAX_ROWS (N_PRODUCTS + 3)
#define N_FIRST 9 /* rows of the first list; a longer account goes on beside it */

struct _LensCellSums {
  GtkWidget parent_instance;

  GtkListBox *lists[2];      /* borrowed children */
  GtkSizeGroup *names;       /* owned */
  GtkWidget *rows[MAX_ROWS]; /* borrowed */
  LensPass *pass;            /* owned */
  gboolean is_updating;      /* it is not the user who selects */
};

G_DEFINE_FINAL_TYPE (LensCellSums, lens_cell_sums, GTK_TYPE_WIDGET)

/* ---- rows ---- */

static guint
count_parts (const LensAccount *account)
{
  guint most = account->kind == LENS_ACCOUNT_DENSE ? N_PRODUCTS : N_SUMS;

  /* one that is left over has a row of its own, too */
  return account->parts->len == most + 1 ? most + 1 : MIN (account->parts->len, most);
}

typedef struct {
  int next; /* row */
  double scale;
} Filling;

static void
fill_row (LensCellSums *self, Filling *filling, const char *name, double value, gboolean leads)
{
  g_autofree char *text = lens_net_format_signed (value);
  GtkWidget *row = self->rows[filling->next++];

  lens_sum_row_set (LENS_SUM_ROW (row), name, filling->scale > 0 ? value / filling->scale : 0, text, leads);
  lens_sum_row_set_total (LENS_SUM_ROW (row), FALSE);
  gtk_widget_set_visible (row, TRUE);
}

static double
find_scale (const LensAccount *account, guint n)
{
  double scale = MAX (fabs (account->sum), MAX (fabs (account->bias), fabs (lens_account_add_up (account, n))));

  for (guint i = 0; i < n; i++)
    scale = MAX (scale, fabs (lens_account_get_part (account, i)->sum));

  return scale;
}

static void
fill_rows (LensCellSums *self, const LensAccount *account)
{
  DermActivations *activations = lens_pass_get_activations (self->pass);
  const LensNetStep *before
      = lens_pass_get_step (self->pass, lens_pass_find_step (self->pass, account->cell.layer) - 1);
  guint n = count_parts (account), n_others = account->parts->len - n;
  Filling filling = { 0, find_scale (account, n) };

  for (guint i = 0; i < n; i++)
    {
      const LensAccountPart *part = lens_account_get_part (account, i);
      g_autofree char *name = lens_net_dup_source (activations, before, account, part);

      fill_row (self, &filling, name, part->sum, TRUE);
    }
  if (n_others > 0)
    {
      g_autofree char *name = g_strdup_printf (ngettext ("%u other", "%u others", n_others), n_others);

      fill_row (self, &filling, name, lens_account_add_up (account, n), FALSE);
    }
  if (account->has_bias)
    fill_row (self, &filling, C_ ("of a sum", "bias"), account->bias, FALSE);
  fill_row (self, &filling, C_ ("of a sum", "sum"), account->sum, FALSE);
  lens_sum_row_set_total (LENS_SUM_ROW (self->rows[filling.next - 1]), TRUE);
  for (int i = filling.next; i < MAX_ROWS; i++)
    gtk_widget_set_visible (self->rows[i], FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->lists[1]), filling.next > N_FIRST);
}

/* Of the two lists only one has a row that is selected. */
static void
select_row (LensCellSums *self, int i)
{
  self->is_updating = TRUE;
  for (int k = 0; k < 2; k++)
    if (i >= 0 && k == (i >= N_FIRST))
      gtk_list_box_select_row (self->lists[k], GTK_LIST_BOX_ROW (self->rows[i]));
    else
      gtk_list_box_unselect_all (self->lists[k]);
  self->is_updating = FALSE;
}

static void
select_part (LensCellSums *self)
{
  const LensAccount *account = lens_pass_get_account (self->pass);
  int part = lens_pass_get_part (self->pass);

  select_row (self, account != NULL && part < (int) count_parts (account) ? part : -1);
}

static void
update (LensCellSums *self)
{
  const LensAccount *account = lens_pass_get_account (self->pass);
  gboolean has_sums;

  if (account == NULL) /* none is chosen, or the next one comes at once */
    return;
  has_sums = account->kind == LENS_ACCOUNT_CONV || account->kind == LENS_ACCOUNT_DENSE;
  gtk_widget_set_visible (GTK_WIDGET (self), has_sums);
  if (!has_sums)
    return;
  self->is_updating = TRUE;
  fill_rows (self, account);
  select_part (self);
}

/* ---- what the user does ---- */

static void
go_to (LensCellSums *self, int i)
{
  const LensAccount *account = lens_pass_get_account (self->pass);
  DermCell cell;

  if (account == NULL || i >= (int) count_parts (account))
    return;
  cell = lens_account_get_part (account, (guint) i)->from;
  lens_pass_choose (self->pass, &cell);
}

static int
find_row (LensCellSums *self, gpointer row)
{
  for (int i = 0; i < MAX_ROWS; i++)
    if (self->rows[i] == row)
      return i;

  return -1;
}

static void
on_selected (GtkListBox *list, GtkListBoxRow *row, LensCellSums *self)
{
  if (self->is_updating || row == NULL)
    return;
  select_row (self, find_row (self, row));
  lens_pass_set_part (self->pass, find_row (self, row));
}

static void
on_activated (GtkListBox *list, GtkListBoxRow *row, LensCellSums *self)
{
  go_to (self, find_row (self, row));
}

static void
on_name_pressed (GtkListBoxRow *row, LensCellSums *self)
{
  go_to (self, find_row (self, row));
}

/* Down from the end of the first list, up from the start of the second. */
static gboolean
on_edge (GtkListBox *list, GtkDirectionType direction, LensCellSums *self)
{
  gboolean is_down = direction == GTK_DIR_DOWN && list == self->lists[0];
  gboolean is_up = direction == GTK_DIR_UP && list == self->lists[1];
  int i = is_down ? N_FIRST : N_FIRST - 1;

  if ((!is_down && !is_up) || !gtk_widget_get_visible (GTK_WIDGET (self->lists[1])))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (self->rows[i]);
  if (gtk_list_box_row_get_selectable (GTK_LIST_BOX_ROW (self->rows[i])))
    gtk_list_box_select_row (self->lists[is_down], GTK_LIST_BOX_ROW (self->rows[i]));

  return GDK_EVENT_STOP;
}

/* ---- the object ---- */

static void
lens_cell_sums_dispose (GObject *object)
{
  LensCellSums *self = LENS_CELL_SUMS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->names);
  g_clear_object (&self->pass);

  G_OBJECT_CLASS (lens_cell_sums_parent_class)->dispose (object);
}

static void
lens_cell_sums_class_init (LensCellSumsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_cell_sums_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, LENS_TYPE_FLOW);
  gtk_widget_class_set_css_name (widget_class, "lens-cell-sums");
}

static GtkListBox *
add_list (LensCellSums *self)
{
  GtkListBox *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_SINGLE,
                                   "activate-on-single-click", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is added up, the largest first"), -1);
  gtk_widget_set_parent (GTK_WIDGET (list), GTK_WIDGET (self));
  g_signal_connect (list, "row-selected", G_CALLBACK (on_selected), self);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_activated), self);
  g_signal_connect (list, "keynav-failed", G_CALLBACK (on_edge), self);

  return list;
}

static void
lens_cell_sums_init (LensCellSums *self)
{
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  for (int k = 0; k < 2; k++)
    self->lists[k] = add_list (self);
  for (int i = 0; i < MAX_ROWS; i++)
    {
      self->rows[i] = lens_sum_row_new (self->names);
      g_signal_connect_object (self->rows[i], "name-pressed", G_CALLBACK (on_name_pressed), self, 0);
      gtk_list_box_append (self->lists[i >= N_FIRST], self->rows[i]);
    }
}

void
lens_cell_sums_set_pass (LensCellSums *self, LensPass *pass)
{
  g_return_if_fail (LENS_IS_CELL_SUMS (self));
  g_return_if_fail (self->pass == NULL);

  self->pass = g_object_ref (pass);
  g_signal_connect_object (pass, "cell-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "part-changed", G_CALLBACK (select_part), self, G_CONNECT_SWAPPED);
  update (self);
}
