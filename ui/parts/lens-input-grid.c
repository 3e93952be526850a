/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-grid.h"

#include <glib/gi18n.h>

#include "lens-input-cells.h"
#include "lens-keys.h"

#define DEFAULT_CELL_SIZE 9
#define DEFAULT_SIDE 28 /* cells, before there has been an input */
#define MAX_SIDE 600    /* widget units, for networks with a larger input */
#define PAGE 5          /* cells that Page Up and Down go */

struct _LensInputGrid {
  GtkWidget parent_instance;

  /* Children without a look of their own. The cursor goes from the one to the other: what gets the focus is what a
   * screen reader speaks, on every version of GTK. */
  GtkWidget *cells[2];
  int current; /* of the two */

  DermInput *input; /* owned */
  DermInput *base;  /* owned; NULL: no difference is shown */
  double largest;   /* difference that is drawn as the brightest */
  LensLayer *layer; /* owned; or NULL */
  DermInputView view;
  int cell_size;
  int width, height; /* cells of the last input, whose room is kept */
  gboolean has_lines;

  gboolean has_cursor;
  int column, row;             /* of the cursor */
  double pointer_x, pointer_y; /* -1 while it is elsewhere */
  gboolean is_pointer_last;    /* it was moved since keys moved the cursor */
};

G_DEFINE_FINAL_TYPE (LensInputGrid, lens_input_grid, GTK_TYPE_WIDGET)

enum { POINTED_AT, N_SIGNALS };

static guint signals[N_SIGNALS];

static int
n_columns (LensInputGrid *self)
{
  return lens_input_cells_get_n_columns (self->input, self->view);
}

static int
n_rows (LensInputGrid *self)
{
  return lens_input_cells_get_n_rows (self->input, self->view);
}

static gboolean
find_cell (LensInputGrid *self, double x, double y, int *column, int *row)
{
  const LensInputDrawing drawing = { self->input, self->view, gtk_widget_get_width (GTK_WIDGET (self)),
                                     gtk_widget_get_height (GTK_WIDGET (self)) };

  return self->input != NULL && lens_input_cells_find (&drawing, x, y, column, row);
}

static char *
dup_text (LensInputGrid *self, int column, int row)
{
  if (self->base != NULL)
    return lens_input_cells_dup_difference_text (self->input, self->base, column, row);

  return lens_input_cells_dup_text (self->input, self->view, column, row);
}

static cairo_rectangle_t
cursor_box (LensInputGrid *self, double width, double height)
{
  const LensInputDrawing drawing = { self->input, self->view, width, height };
  cairo_rectangle_t box;

  lens_input_cells_get_box (&drawing, self->column, self->row, &box);

  return box;
}

/* Of pointer and cursor the one that was moved last is the one that is asked about. */
static void
point_at (LensInputGrid *self)
{
  gboolean is_pointer = self->pointer_x >= 0.0 && (self->is_pointer_last || !self->has_cursor);
  g_autofree char *text = NULL;
  int column, row;

  if (is_pointer && find_cell (self, self->pointer_x, self->pointer_y, &column, &row))
    text = dup_text (self, column, row);
  else if (self->has_cursor)
    text = dup_text (self, self->column, self->row);

  g_signal_emit (self, signals[POINTED_AT], 0, text);
}

/* What the cell under the cursor says. */
static void
update_cell (LensInputGrid *self)
{
  GtkWidget *cell = self->cells[self->current];
  g_autofree char *text = NULL;

  if (self->has_cursor)
    text = dup_text (self, self->column, self->row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : _ ("Pixels of the input"), -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
put_cursor (LensInputGrid *self, int column, int row)
{
  self->has_cursor = TRUE;
  self->column = CLAMP (column, 0, n_columns (self) - 1);
  self->row = CLAMP (row, 0, n_rows (self) - 1);
}

static void
move_to (LensInputGrid *self, int column, int row)
{
  GtkWidget *old = self->cells[self->current];

  put_cursor (self, column, row);
  self->is_pointer_last = FALSE;
  self->current = 1 - self->current;
  update_cell (self);
  gtk_widget_set_focusable (self->cells[self->current], TRUE);
  gtk_widget_grab_focus (self->cells[self->current]);
  gtk_widget_set_focusable (old, FALSE);
  point_at (self);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensInputGrid *self)
{
  gboolean is_control = (state & GDK_CONTROL_MASK) != 0;
  int column = self->column, row = self->row, dx, dy;

  if (self->input == NULL || (state & (GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  if (lens_keys_find_arrow (keyval, &dx, &dy))
    column += dx, row += dy;
  else if (keyval == GDK_KEY_Page_Up)
    row -= PAGE;
  else if (keyval == GDK_KEY_Page_Down)
    row += PAGE;
  else if (keyval == GDK_KEY_Home)
    column = 0, row = is_control ? 0 : row;
  else if (keyval == GDK_KEY_End)
    column = n_columns (self) - 1, row = is_control ? n_rows (self) - 1 : row;
  else
    return GDK_EVENT_PROPAGATE;

  move_to (self, column, row);

  return GDK_EVENT_STOP;
}

/* The cursor is where the keyboard is. */
static void
on_focus_enter (GtkEventControllerFocus *controller, LensInputGrid *self)
{
  if (self->input == NULL || self->has_cursor)
    return;

  put_cursor (self, self->column, self->row);
  self->is_pointer_last = FALSE;
  update_cell (self);
  point_at (self);
}

static void
on_focus_leave (GtkEventControllerFocus *controller, LensInputGrid *self)
{
  self->has_cursor = FALSE;
  update_cell (self);
  point_at (self);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LensInputGrid *self)
{
  if (x == self->pointer_x && y == self->pointer_y)
    return; /* it rests: something was laid out under it */

  self->pointer_x = x;
  self->pointer_y = y;
  self->is_pointer_last = x >= 0.0;
  point_at (self);
}

static void
on_leave (GtkEventControllerMotion *controller, LensInputGrid *self)
{
  on_motion (controller, -1.0, -1.0, self);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensInputGrid *self)
{
  int column, row;

  if (find_cell (self, x, y, &column, &row))
    move_to (self, column, row);
}

static void
draw_input (LensInputGrid *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  double width = place->size.width, height = place->size.height;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, place);

  if (self->base != NULL)
    derm_figure_input_difference (cr, self->input, self->base, self->largest, width, height);
  else
    derm_figure_input (cr, self->input, self->view, width, height);
  if (self->has_lines)
    lens_input_cells_draw_lines (cr, self->input, self->view, width, height);
  cairo_destroy (cr);
}

static void
draw_cursor (LensInputGrid *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  cairo_rectangle_t box;
  cairo_t *cr;

  if (!self->has_cursor)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, place);
  box = cursor_box (self, place->size.width, place->size.height);
  lens_input_cells_draw_cursor (cr, &box);
  cairo_destroy (cr);
}

static void
lens_input_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensInputGrid *self = LENS_INPUT_GRID (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const graphene_rect_t place = GRAPHENE_RECT_INIT (0, 0, width, height);
  LensLayer *layer = self->view != DERM_INPUT_VIEW_PACKED ? self->layer : NULL; /* which has no place for each pixel */

  if (self->input == NULL)
    return;

  lens_layer_push_grey (layer, snapshot);
  draw_input (self, snapshot, &place);
  lens_layer_pop_grey (layer, snapshot);
  lens_layer_snapshot (layer, snapshot, &place);
  draw_cursor (self, snapshot, &place);
}

static void
lens_input_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  LensInputGrid *self = LENS_INPUT_GRID (widget);
  int size = CLAMP (MAX_SIDE / MAX (self->width, self->height), 1, self->cell_size);

  *minimum = *natural = size * (orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height);
}

static void
lens_input_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensInputGrid *self = LENS_INPUT_GRID (widget);
  cairo_rectangle_t box = { 0, 0, 1, 1 };

  if (self->has_cursor)
    box = cursor_box (self, width, height);
  for (int i = 0; i < 2; i++)
    {
      GtkAllocation place = { (int) box.x, (int) box.y, MAX (1, (int) box.width), MAX (1, (int) box.height) };

      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->cells[i], &place, -1);
    }
}

static void
lens_input_grid_dispose (GObject *object)
{
  LensInputGrid *self = LENS_INPUT_GRID (object);

  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_object (&self->input);
  g_clear_object (&self->base);
  lens_layer_put (&self->layer, NULL, GTK_WIDGET (self));

  G_OBJECT_CLASS (lens_input_grid_parent_class)->dispose (object);
}

static void
lens_input_grid_class_init (LensInputGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_input_grid_dispose;
  widget_class->snapshot = lens_input_grid_snapshot;
  widget_class->measure = lens_input_grid_measure;
  widget_class->size_allocate = lens_input_grid_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "lens-input-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);

  signals[POINTED_AT] = g_signal_new ("pointed-at", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
add_controllers (LensInputGrid *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus_enter), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
lens_input_grid_init (LensInputGrid *self)
{
  self->cell_size = DEFAULT_CELL_SIZE;
  self->width = self->height = DEFAULT_SIDE;
  self->pointer_x = self->pointer_y = -1.0;
  for (int i = 0; i < 2; i++)
    {
      self->cells[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_GRID_CELL,
                                     "can-target", FALSE, NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  add_controllers (self);
  update_cell (self);
}

void
lens_input_grid_set (LensInputGrid *self, DermInput *input, DermInputView view)
{
  g_return_if_fail (LENS_IS_INPUT_GRID (self));

  g_set_object (&self->input, input);
  if (input != NULL)
    {
      self->width = derm_input_get_width (input);
      self->height = derm_input_get_height (input);
    }
  self->view = view;
  gtk_widget_set_focusable (self->cells[self->current], input != NULL);
  /* there may have been none for a moment, while the next image was read */
  self->has_cursor = input != NULL && (self->has_cursor || gtk_widget_has_focus (self->cells[self->current]));
  if (self->has_cursor)
    put_cursor (self, self->column, self->row);
  update_cell (self);
  point_at (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lens_input_grid_set_base (LensInputGrid *self, DermInput *base, double largest)
{
  g_return_if_fail (LENS_IS_INPUT_GRID (self));

  g_set_object (&self->base, base);
  self->largest = largest;
  update_cell (self);
}

void
lens_input_grid_set_layer (LensInputGrid *self, LensLayer *layer)
{
  g_return_if_fail (LENS_IS_INPUT_GRID (self));

  lens_layer_put (&self->layer, layer, GTK_WIDGET (self));
}

void
lens_input_grid_set_lines (LensInputGrid *self, gboolean has_lines)
{
  g_return_if_fail (LENS_IS_INPUT_GRID (self));

  self->has_lines = has_lines;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_input_grid_set_cell_size (LensInputGrid *self, int cell_size)
{
  g_return_if_fail (LENS_IS_INPUT_GRID (self));

  if (cell_size == self->cell_size)
    return;

  self->cell_size = cell_size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
lens_input_grid_get_cursor (LensInputGrid *self, int *column, int *row)
{
  g_return_val_if_fail (LENS_IS_INPUT_GRID (self), FALSE);

  *column = self->column;
  *row = self->row;

  return self->has_cursor;
}

GdkTexture *
lens_input_grid_make_texture (LensInputGrid *self)
{
  g_return_val_if_fail (LENS_IS_INPUT_GRID (self), NULL);

  return self->input != NULL ? lens_input_cells_make_texture (self->input, self->view, self->has_lines) : NULL;
}
