/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-view-private.h"

#include <glib/gi18n.h>

#include "lens-net-words.h"

G_DEFINE_FINAL_TYPE (LensNetView, lens_net_view, GTK_TYPE_WIDGET)

/* ---- words ---- */

PangoLayout *
lens_net_view_make_text (LensNetView *self, const char *text, gboolean is_bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  if (is_bold)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }

  return layout;
}

/* Dense layers that are not open have their number alone: there is no room for more, and a heading above them. */
char *
lens_net_view_dup_name (LensNetView *self, const LensNetColumn *column)
{
  if (column->step->kind == LENS_NET_DENSE && !column->is_open)
    return g_strdup_printf ("%d", column->step->number);

  return lens_net_dup_name (column->step);
}

char *
lens_net_view_dup_size (LensNetView *self, const LensNetColumn *column)
{
  return column->is_open && column->step->kind != LENS_NET_INPUT && column->step->kind != LENS_NET_LOGITS
             ? lens_net_dup_maps (column->step)
             : lens_net_dup_size (column->step);
}

char *
lens_net_view_dup_label (LensNetView *self, int index)
{
  DermActivations *activations = lens_pass_get_activations (self->pass);
  DermModel *model = derm_activations_get_model (activations);

  if (index >= derm_model_get_n_classes (model))
    return g_strdup ("");
  if (lens_pass_get_step (self->pass, lens_pass_get_n_steps (self->pass) - 1)->channels == 1)
    index = derm_model_get_n_classes (model) - 1; /* a single output is that of the second class */

  return g_strdup (
      derm_model_get_label_in (model, derm_input_get_recipe (derm_activations_get_input (activations)), index));
}

/* ---- places ---- */

/* The input has its colours in front of its channels. */
static int *
list_places (LensNetView *self, const LensNetStep *step, int i)
{
  gboolean is_input = step->kind == LENS_NET_INPUT;
  gboolean is_by_strength
      = lens_pass_get_maps (self->pass) == LENS_MAPS_STRONGEST && !is_input && !lens_net_step_is_vector (step);
  g_autofree int *channels = lens_net_step_list_maps (step, lens_pass_get_activations (self->pass), is_by_strength);
  int *places = g_new (int, step->channels + 1);

  places[0] = -1;
  for (int c = 0; c < step->channels; c++)
    places[c + (is_input ? 1 : 0)] = channels[c];

  return places;
}

int
lens_net_view_get_channel (LensNetView *self, int step, int place)
{
  return MAX (0, ((int *) self->orders->pdata[step])[place]);
}

int
lens_net_view_find_place (LensNetView *self, int step, int channel)
{
  const LensNetColumn *column = lens_net_layout_get (self->layout, step);

  for (int place = 0; place < column->n_maps; place++)
    if (((int *) self->orders->pdata[step])[place] == channel)
      return place;

  return -1;
}

gboolean
lens_net_view_find_cursor (LensNetView *self, LensNetSpot *spot)
{
  const DermCell *cell = self->layout != NULL ? lens_pass_get_cursor (self->pass) : NULL;

  if (cell == NULL)
    return FALSE;
  spot->step = lens_pass_get_open (self->pass);
  spot->place = lens_net_view_find_place (self, spot->step, cell->channel);
  spot->column = cell->column;
  spot->row = cell->row;

  return spot->place >= 0;
}

/* ---- what a screen reader hears ---- */

static char *
dup_cell_words (LensNetView *self)
{
  const DermCell *cell = lens_pass_get_cursor (self->pass);
  DermActivations *activations = lens_pass_get_activations (self->pass);
  const LensNetStep *step;
  g_autofree char *words = NULL, *value = NULL;

  if (cell == NULL || activations == NULL)
    return NULL;
  step = lens_pass_get_step (self->pass, lens_pass_get_open (self->pass));
  words = lens_net_dup_cell (step, cell);
  value = lens_net_format ((double) derm_activations_get_value (activations, cell));

  /* TRANSLATORS: a cell of the network, and its value */
  return g_strdup_printf (_ ("%s: %s"), words, value);
}

static char *
dup_summary (LensNetView *self)
{
  DermActivations *activations = lens_pass_get_activations (self->pass);
  const DermCell *cell = lens_pass_get_cursor (self->pass);
  int open = lens_pass_get_open (self->pass);

  if (activations == NULL)
    return g_strdup (_ ("The network"));

  if (lens_pass_is_covered (self->pass) && lens_pass_get_step (self->pass, open)->kind == LENS_NET_LOGITS)
    return g_strdup (_ ("Covered until you have guessed."));

  return lens_net_dup_summary (activations, lens_pass_get_step (self->pass, open),
                               cell != NULL ? cell->channel : lens_net_view_get_channel (self, open, 0));
}

/* The cell that says where the cursor is; without one, the open layer's words. */
static void
update_words (LensNetView *self)
{
  g_autofree char *summary = dup_summary (self), *words = dup_cell_words (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[self->current]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : summary, -1);
}

static void
on_cell_changed (LensNetView *self)
{
  GtkWidget *old = self->cells[self->current];
  gboolean had_focus = gtk_widget_has_focus (old);

  if (had_focus) /* the other one takes it, so that the new words are heard */
    self->current = 1 - self->current;
  update_words (self);
  if (had_focus)
    {
      gtk_widget_set_focusable (self->cells[self->current], TRUE);
      gtk_widget_grab_focus (self->cells[self->current]);
      gtk_widget_set_focusable (old, FALSE);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- layout ---- */

/* All that depends on pass, open layer, order or type. */
static void
rebuild (LensNetView *self)
{
  int n = lens_pass_get_activations (self->pass) != NULL ? lens_pass_get_n_steps (self->pass) : 0;

  g_ptr_array_set_size (self->orders, 0);
  g_ptr_array_set_size (self->textures, 0);
  g_clear_pointer (&self->layout, lens_net_layout_free);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (self->orders, list_places (self, lens_pass_get_step (self->pass, i), i));
  g_ptr_array_set_size (self->textures, n);
  if (n > 0)
    lens_net_view_make_layout (self);
  update_words (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lens_net_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  LensNetView *self = LENS_NET_VIEW (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height;
}

static void
lens_net_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensNetView *self = LENS_NET_VIEW (widget);
  GdkRectangle box = { 0, 0, 1, 1 };

  lens_net_view_find_cursor_box (self, &box);
  for (int i = 0; i < 2; i++)
    {
      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->cells[i], &box, -1);
    }
}

static void
lens_net_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LensNetView *self = LENS_NET_VIEW (widget);

  GTK_WIDGET_CLASS (lens_net_view_parent_class)->css_changed (widget, change);
  if (self->pass != NULL)
    rebuild (self);
}

static void
lens_net_view_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  LensNetView *self = LENS_NET_VIEW (widget);

  if (self->pass != NULL)
    rebuild (self);
}

/* ---- the object ---- */

static void
lens_net_view_dispose (GObject *object)
{
  LensNetView *self = LENS_NET_VIEW (object);

  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_object (&self->pass);

  G_OBJECT_CLASS (lens_net_view_parent_class)->dispose (object);
}

static void
lens_net_view_finalize (GObject *object)
{
  LensNetView *self = LENS_NET_VIEW (object);

  g_clear_pointer (&self->layout, lens_net_layout_free);
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->textures);

  G_OBJECT_CLASS (lens_net_view_parent_class)->finalize (object);
}

static void
lens_net_view_class_init (LensNetViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_net_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_net_view_finalize;
  widget_class->snapshot = lens_net_view_snapshot;
  widget_class->measure = lens_net_view_measure;
  widget_class->size_allocate = lens_net_view_size_allocate;
  widget_class->css_changed = lens_net_view_css_changed;
  widget_class->direction_changed = lens_net_view_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "lens-net-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
free_texture (gpointer texture)
{
  if (texture != NULL)
    g_object_unref (texture);
}

static void
lens_net_view_init (LensNetView *self)
{
  self->class_index = -1;
  self->orders = g_ptr_array_new_with_free_func (g_free);
  self->textures = g_ptr_array_new_with_free_func (free_texture);
  for (int i = 0; i < 2; i++)
    {
      self->cells[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_GRID_CELL,
                                     "can-target", FALSE, NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  gtk_widget_set_focusable (self->cells[self->current], TRUE);
  lens_net_view_add_controllers (self);
}

void
lens_net_view_set_pass (LensNetView *self, LensPass *pass)
{
  g_return_if_fail (LENS_IS_NET_VIEW (self));
  g_return_if_fail (self->pass == NULL);

  self->pass = g_object_ref (pass);
  g_signal_connect_object (pass, "notify::activations", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "notify::maps", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "notify::is-covered", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "notify::open", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "cell-changed", G_CALLBACK (on_cell_changed), self, G_CONNECT_SWAPPED);
  rebuild (self);
}

void
lens_net_view_set_class (LensNetView *self, int class_index)
{
  g_return_if_fail (LENS_IS_NET_VIEW (self));

  self->class_index = class_index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_net_view_set_large (LensNetView *self, gboolean is_large)
{
  g_return_if_fail (LENS_IS_NET_VIEW (self));

  if (is_large == self->is_large)
    return;
  self->is_large = is_large;
  rebuild (self);
}

const LensNetLayout *
lens_net_view_get_layout (LensNetView *self)
{
  g_return_val_if_fail (LENS_IS_NET_VIEW (self), NULL);

  return self->layout;
}

gboolean
lens_net_view_find_cursor_box (LensNetView *self, GdkRectangle *box)
{
  LensNetSpot spot;

  g_return_val_if_fail (LENS_IS_NET_VIEW (self), FALSE);

  if (!lens_net_view_find_cursor (self, &spot))
    return FALSE;
  lens_net_layout_get_box (self->layout, lens_net_layout_get (self->layout, spot.step), spot.place, box);

  return TRUE;
}
