/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-grid.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-input-value.h"

#define DEFAULT_CELL_SIZE 9
#define DEFAULT_SIDE 28 /* cells, before there is an input */
#define MAX_SIDE 600    /* widget units, for networks with a larger input */
#define COPY_CELL_SIZE 16
#define MIN_LINED_CELL 4.0 /* smaller ones would be all lines */
#define PAGE 5             /* cells that Page Up and Down go */

struct _LensInputGrid {
  GtkWidget parent_instance;

  /* Children without a look of their own. The cursor goes from the one to the other: what gets the focus is what a
   * screen reader speaks, on every version of GTK. */
  GtkWidget *cells[2];
  int current; /* of the two */

  DermInput *input; /* owned */
  DermInputView view;
  int cell_size;
  gboolean has_lines;

  gboolean has_cursor;
  int column, row;             /* of the cursor */
  double pointer_x, pointer_y; /* -1 while it is elsewhere */
};

G_DEFINE_FINAL_TYPE (LensInputGrid, lens_input_grid, GTK_TYPE_WIDGET)

enum { POINTED_AT, N_SIGNALS };

static guint signals[N_SIGNALS];

static int
n_columns (LensInputGrid *self)
{
  return lens_input_value_get_n_columns (self->input, self->view);
}

static int
n_rows (LensInputGrid *self)
{
  return lens_input_value_get_n_rows (self->input, self->view);
}

/* Where plane i is drawn; views of one plane fill it all. */
static cairo_rectangle_t
plane_box (LensInputGrid *self, int i, double width, double height)
{
  cairo_rectangle_t box = { 0, 0, width, height };

  if (self->view == DERM_INPUT_VIEW_PACKED)
    derm_figure_input_plane (self->input, i, width, height, &box);

  return box;
}

static int
n_planes (LensInputGrid *self)
{
  return self->view == DERM_INPUT_VIEW_PACKED ? 3 : 1;
}

static graphene_rect_t
cell_box (LensInputGrid *self, int column, int row, double width, double height)
{
  int in_width = derm_input_get_width (self->input), in_height = derm_input_get_height (self->input);
  cairo_rectangle_t plane = plane_box (self, column / in_width, width, height);
  double w = plane.width / in_width, h = plane.height / in_height;

  return GRAPHENE_RECT_INIT ((float) (plane.x + column % in_width * w), (float) (plane.y + row * h), (float) w,
                             (float) h);
}

static gboolean
find_cell (LensInputGrid *self, double x, double y, int *column, int *row)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  for (int i = 0; self->input != NULL && i < n_planes (self); i++)
    {
      cairo_rectangle_t plane = plane_box (self, i, width, height);
      int in_width = derm_input_get_width (self->input), in_height = derm_input_get_height (self->input);

      if (x >= plane.x && y >= plane.y && x < plane.x + plane.width && y < plane.y + plane.height)
        {
          *column = i * in_width + (int) ((x - plane.x) / plane.width * in_width);
          *row = (int) ((y - plane.y) / plane.height * in_height);
          return TRUE;
        }
    }

  return FALSE;
}

static void
point_at (LensInputGrid *self)
{
  g_autofree char *text = NULL;
  int column, row;

  if (self->pointer_x >= 0.0 && find_cell (self, self->pointer_x, self->pointer_y, &column, &row))
    text = lens_input_value_dup_text (self->input, self->view, column, row);
  else if (self->has_cursor)
    text = lens_input_value_dup_text (self->input, self->view, self->column, self->row);

  g_signal_emit (self, signals[POINTED_AT], 0, text);
}

/* What the cell under the cursor says. */
static void
update_cell (LensInputGrid *self)
{
  GtkWidget *cell = self->cells[self->current];
  g_autofree char *text = NULL;

  if (self->has_cursor)
    text = lens_input_value_dup_text (self->input, self->view, self->column, self->row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : _ ("Pixels of the input"), -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
move_to (LensInputGrid *self, int column, int row)
{
  GtkWidget *old = self->cells[self->current];

  self->has_cursor = TRUE;
  self->column = CLAMP (column, 0, n_columns (self) - 1);
  self->row = CLAMP (row, 0, n_rows (self) - 1);
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
  int column = self->column, row = self->row;

  if (self->input == NULL || (state & (GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    column--;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    column++;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    row--;
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    row++;
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

  self->has_cursor = TRUE;
  self->column = CLAMP (self->column, 0, n_columns (self) - 1);
  self->row = CLAMP (self->row, 0, n_rows (self) - 1);
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
  self->pointer_x = x;
  self->pointer_y = y;
  point_at (self);
}

static void
on_leave (GtkEventControllerMotion *controller, LensInputGrid *self)
{
  self->pointer_x = self->pointer_y = -1.0;
  point_at (self);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensInputGrid *self)
{
  int column, row;

  if (find_cell (self, x, y, &column, &row))
    move_to (self, column, row);
}

/* Thin enough to leave the colours, and seen on dark and on light ones. */
static void
draw_lines (LensInputGrid *self, cairo_t *cr, double width, double height)
{
  int in_width = derm_input_get_width (self->input), in_height = derm_input_get_height (self->input);

  cairo_set_line_width (cr, 1);
  for (int i = 0; i < n_planes (self); i++)
    {
      cairo_rectangle_t box = plane_box (self, i, width, height);

      if (box.width / in_width < MIN_LINED_CELL)
        return;
      for (int x = 1; x < in_width; x++)
        {
          cairo_move_to (cr, floor (box.x + x * box.width / in_width) + 0.5, box.y);
          cairo_rel_line_to (cr, 0, box.height);
        }
      for (int y = 1; y < in_height; y++)
        {
          cairo_move_to (cr, box.x, floor (box.y + y * box.height / in_height) + 0.5);
          cairo_rel_line_to (cr, box.width, 0);
        }
    }
  cairo_set_source_rgba (cr, 0, 0, 0, 0.35);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.15);
  cairo_stroke (cr);
}

static void
draw_cursor (LensInputGrid *self, cairo_t *cr, double width, double height)
{
  graphene_rect_t box = cell_box (self, self->column, self->row, width, height);

  cairo_rectangle (cr, box.origin.x - 1, box.origin.y - 1, box.size.width + 2, box.size.height + 2);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.8);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
lens_input_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensInputGrid *self = LENS_INPUT_GRID (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->input == NULL)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  derm_figure_input (cr, self->input, self->view, width, height);
  if (self->has_lines)
    draw_lines (self, cr, width, height);
  if (self->has_cursor)
    draw_cursor (self, cr, width, height);
  cairo_destroy (cr);
}

static void
lens_input_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  LensInputGrid *self = LENS_INPUT_GRID (widget);
  int width = self->input != NULL ? derm_input_get_width (self->input) : DEFAULT_SIDE;
  int height = self->input != NULL ? derm_input_get_height (self->input) : DEFAULT_SIDE;
  int size = CLAMP (MAX_SIDE / MAX (width, height), 1, self->cell_size);

  *minimum = *natural = size * (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height);
}

static void
lens_input_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensInputGrid *self = LENS_INPUT_GRID (widget);
  graphene_rect_t box = GRAPHENE_RECT_INIT (0, 0, 1, 1);

  if (self->has_cursor)
    box = cell_box (self, self->column, self->row, width, height);
  for (int i = 0; i < 2; i++)
    {
      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->cells[i],
                                &(GtkAllocation){ (int) box.origin.x, (int) box.origin.y, MAX (1, (int) box.size.width),
                                                  MAX (1, (int) box.size.height) },
                                -1);
    }
}

static void
lens_input_grid_dispose (GObject *object)
{
  LensInputGrid *self = LENS_INPUT_GRID (object);

  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_object (&self->input);

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
  self->view = view;
  gtk_widget_set_focusable (self->cells[self->current], input != NULL);
  self->has_cursor = self->has_cursor && input != NULL;
  if (self->has_cursor)
    {
      self->column = CLAMP (self->column, 0, n_columns (self) - 1);
      self->row = CLAMP (self->row, 0, n_rows (self) - 1);
    }
  update_cell (self);
  point_at (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
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
  int width, height;
  cairo_surface_t *surface;
  cairo_t *cr;
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  g_return_val_if_fail (LENS_IS_INPUT_GRID (self), NULL);

  if (self->input == NULL)
    return NULL;

  width = COPY_CELL_SIZE * n_columns (self);
  width += n_planes (self) > 1 ? (int) (2 * round (width / 38.0)) : 0; /* the gaps between the planes */
  height = COPY_CELL_SIZE * n_rows (self);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  derm_figure_input (cr, self->input, self->view, width, height);
  if (self->has_lines)
    draw_lines (self, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes
      = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface) * height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);

  return texture;
}
