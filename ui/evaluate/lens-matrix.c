/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-matrix.h"

#include <glib/gi18n.h>

#include "lens-evaluating-rows.h"
#include "lens-evaluating-words.h"
#include "lens-theme.h"

#define RING 2.5f

/* ---- cells, which are only there to have the focus and to be read ---- */

#define LENS_TYPE_MATRIX_CELL (lens_matrix_cell_get_type ())
G_DECLARE_FINAL_TYPE (LensMatrixCell, lens_matrix_cell, LENS, MATRIX_CELL, GtkWidget)

struct _LensMatrixCell {
  GtkWidget parent_instance;

  int truth, answer; /* -1: it is a head */
};

G_DEFINE_FINAL_TYPE (LensMatrixCell, lens_matrix_cell, GTK_TYPE_WIDGET)

static void
lens_matrix_cell_class_init (LensMatrixCellClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-matrix-cell");
}

static void
lens_matrix_cell_init (LensMatrixCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/* ---- the matrix ---- */

struct _LensMatrix {
  GtkWidget parent_instance;

  LensEvaluating *evaluating; /* owned */
  GPtrArray *rows;            /* GtkWidget, borrowed: boxes of cells, the heads first */
  DermMatrixLayout layout;
  int n_classes;
  int truth, answer; /* the cell that the keys are on */
};

G_DEFINE_FINAL_TYPE (LensMatrix, lens_matrix, GTK_TYPE_WIDGET)

static gboolean
has_data (LensMatrix *self)
{
  return self->evaluating != NULL && self->n_classes > 0 && lens_evaluating_get_evaluation (self->evaluating) != NULL
         && derm_evaluation_set_get_n_classes (
                derm_evaluation_get_set (lens_evaluating_get_evaluation (self->evaluating)))
                == self->n_classes;
}

static DermMatrixLayout
lay_out (LensMatrix *self, int width)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  DermTheme theme = lens_theme_for_widget (GTK_WIDGET (self));
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (GTK_WIDGET (self));
  g_autoptr (LensMatrixData) data = lens_matrix_data_new (self->evaluating);
  DermMatrixLayout layout = derm_figure_matrix_layout (cr, &data->matrix, width, &(DermChartStyle){ font, &theme });

  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return layout;
}

static LensMatrixCell *
find_cell (LensMatrix *self, int truth, int answer)
{
  GtkWidget *row = (guint) (truth + 1) < self->rows->len ? self->rows->pdata[truth + 1] : NULL;

  for (GtkWidget *cell = row != NULL ? gtk_widget_get_first_child (row) : NULL; cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    if (LENS_MATRIX_CELL (cell)->answer == answer)
      return LENS_MATRIX_CELL (cell);

  return NULL;
}

/* ---- layout ---- */

static void
lens_matrix_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  LensMatrix *self = LENS_MATRIX (widget);
  DermMatrixLayout narrow, wide;

  *minimum = *natural = 0;
  if (!has_data (self))
    return;
  narrow = lay_out (self, 1);
  wide = lay_out (self, G_MAXINT);
  *minimum = (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? narrow.width : narrow.height);
  *natural = (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? wide.width : wide.height);
}

static void
allocate_row (LensMatrix *self, int truth)
{
  cairo_rectangle_t first = derm_figure_matrix_box (&self->layout, self->n_classes, truth, -1);
  GtkWidget *row = self->rows->pdata[truth + 1];

  gtk_widget_size_allocate (
      row, &(GtkAllocation){ 0, (int) first.y, (int) (self->layout.width - self->layout.sum), (int) first.height }, -1);
  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      cairo_rectangle_t box
          = derm_figure_matrix_box (&self->layout, self->n_classes, truth, LENS_MATRIX_CELL (cell)->answer);

      gtk_widget_size_allocate (cell, &(GtkAllocation){ (int) box.x, 0, (int) box.width, (int) box.height }, -1);
    }
}

static void
lens_matrix_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensMatrix *self = LENS_MATRIX (widget);

  if (!has_data (self))
    return;
  self->layout = lay_out (self, width);
  for (int truth = -1; truth < self->n_classes; truth++)
    allocate_row (self, truth);
}

/* ---- drawing ---- */

static void
draw_ring (LensMatrix *self, GtkSnapshot *snapshot, int truth, int answer, const GdkRGBA *color)
{
  graphene_rect_t bounds;
  GskRoundedRect ring;

  if (!lens_matrix_get_bounds (self, truth, answer, &bounds))
    return;
  gsk_rounded_rect_init_from_rect (&ring, &bounds, 5);
  gtk_snapshot_append_border (snapshot, &ring, (const float[4]){ RING, RING, RING, RING },
                              (const GdkRGBA[4]){ *color, *color, *color, *color });
}

static void
lens_matrix_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensMatrix *self = LENS_MATRIX (widget);
  DermTheme theme = lens_theme_for_widget (widget);
  const GdkRGBA accent = { (float) theme.accent.r, (float) theme.accent.g, (float) theme.accent.b, 1 };
  const GdkRGBA text = { (float) theme.text.r, (float) theme.text.g, (float) theme.text.b, 1 };
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  g_autoptr (LensMatrixData) data = NULL;
  int truth, answer;
  cairo_t *cr;

  if (!has_data (self))
    return;
  data = lens_matrix_data_new (self->evaluating);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) self->layout.width, (float) self->layout.height));
  derm_figure_matrix (cr, &data->matrix, &self->layout, &(DermChartStyle){ font, &theme });
  cairo_destroy (cr);
  if (lens_evaluating_get_choice (self->evaluating, &truth, &answer))
    draw_ring (self, snapshot, truth, answer, &accent);
  if (focus != NULL && gtk_window_get_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget))))
    draw_ring (self, snapshot, self->truth, self->answer, &text);
}

/* ---- what is read aloud ---- */

static void
name_cell (LensMatrix *self, LensMatrixCell *cell)
{
  g_autofree char *words = NULL;

  if (cell->truth < 0 && cell->answer < 0)
    words = g_strdup (_ ("Truth in rows, answers in columns"));
  else
    words = lens_evaluating_words_spoken (self->evaluating, cell->truth, cell->answer);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkAccessibleRole
find_role (int truth, int answer)
{
  return truth < 0    ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
         : answer < 0 ? GTK_ACCESSIBLE_ROLE_ROW_HEADER
                      : GTK_ACCESSIBLE_ROLE_GRID_CELL;
}

static void
make_cells (LensMatrix *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (int truth = -1; truth < self->n_classes; truth++)
    {
      GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, NULL);

      gtk_widget_set_layout_manager (row, NULL);
      for (int answer = -1; answer < self->n_classes; answer++)
        {
          LensMatrixCell *cell
              = g_object_new (LENS_TYPE_MATRIX_CELL, "accessible-role", find_role (truth, answer), NULL);

          cell->truth = truth;
          cell->answer = answer;
          gtk_widget_set_focusable (GTK_WIDGET (cell), truth >= 0 || answer >= 0);
          gtk_widget_set_parent (GTK_WIDGET (cell), row);
        }
      gtk_widget_set_parent (row, GTK_WIDGET (self));
      g_ptr_array_add (self->rows, row);
    }
}

static void
update (LensMatrix *self)
{
  int n = (int) g_strv_length ((char **) lens_evaluating_get_labels (self->evaluating));

  if (lens_evaluating_get_evaluation (self->evaluating) == NULL)
    return;
  if (n != self->n_classes)
    {
      self->n_classes = n;
      self->truth = self->answer = 0;
      make_cells (self);
    }
  for (int truth = -1; truth < n; truth++)
    for (int answer = -1; answer < n; answer++)
      name_cell (self, find_cell (self, truth, answer));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_settings (LensMatrix *self)
{
  int truth, answer;

  if (!has_data (self))
    return;
  if (lens_evaluating_get_choice (self->evaluating, &truth, &answer)
      && gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    {
      self->truth = truth;
      self->answer = answer;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self)); /* per cent need more room */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- keys and clicks ---- */

static gboolean
go_to (LensMatrix *self, int truth, int answer)
{
  LensMatrixCell *cell = truth < 0 && answer < 0 ? NULL : find_cell (self, truth, answer);

  if (cell == NULL)
    return FALSE;
  self->truth = truth;
  self->answer = answer;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return gtk_widget_grab_focus (GTK_WIDGET (cell));
}

/* One stop of Tab; arrows walk, and stay inside at its edges. */
static gboolean
lens_matrix_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LensMatrix *self = LENS_MATRIX (widget);
  gboolean is_inside = gtk_widget_get_focus_child (widget) != NULL;
  int down = direction == GTK_DIR_DOWN ? 1 : direction == GTK_DIR_UP ? -1 : 0;
  int right = direction == GTK_DIR_RIGHT ? 1 : direction == GTK_DIR_LEFT ? -1 : 0;

  if (!is_inside)
    return has_data (self) && go_to (self, self->truth, self->answer);
  if (down == 0 && right == 0)
    return FALSE;
  go_to (self, self->truth + down, self->answer + right);

  return TRUE;
}

static gboolean
lens_matrix_grab_focus (GtkWidget *widget)
{
  LensMatrix *self = LENS_MATRIX (widget);

  return has_data (self) && go_to (self, self->truth, self->answer);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LensMatrix *self)
{
  GtkDirectionType direction;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      lens_evaluating_choose (self->evaluating, self->truth, self->answer);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_End:
      go_to (self, self->truth, keyval == GDK_KEY_Home ? (self->truth < 0 ? 0 : -1) : self->n_classes - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      direction = GTK_DIR_UP;
      break;
    case GDK_KEY_Down:
      direction = GTK_DIR_DOWN;
      break;
    case GDK_KEY_Left:
      direction = GTK_DIR_LEFT;
      break;
    case GDK_KEY_Right:
      direction = GTK_DIR_RIGHT;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  lens_matrix_focus (GTK_WIDGET (self), direction);

  return GDK_EVENT_STOP;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensMatrix *self)
{
  GtkWidget *cell = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (cell == NULL || !LENS_IS_MATRIX_CELL (cell))
    return;
  go_to (self, LENS_MATRIX_CELL (cell)->truth, LENS_MATRIX_CELL (cell)->answer);
  lens_evaluating_choose (self->evaluating, LENS_MATRIX_CELL (cell)->truth, LENS_MATRIX_CELL (cell)->answer);
}

/* ---- the object ---- */

static void
lens_matrix_dispose (GObject *object)
{
  LensMatrix *self = LENS_MATRIX (object);

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->evaluating);

  G_OBJECT_CLASS (lens_matrix_parent_class)->dispose (object);
}

static void
lens_matrix_finalize (GObject *object)
{
  g_ptr_array_unref (LENS_MATRIX (object)->rows);

  G_OBJECT_CLASS (lens_matrix_parent_class)->finalize (object);
}

static void
lens_matrix_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lens_matrix_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
lens_matrix_class_init (LensMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_matrix_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_matrix_finalize;
  widget_class->measure = lens_matrix_measure;
  widget_class->size_allocate = lens_matrix_size_allocate;
  widget_class->snapshot = lens_matrix_snapshot;
  widget_class->focus = lens_matrix_focus;
  widget_class->grab_focus = lens_matrix_grab_focus;
  widget_class->css_changed = lens_matrix_css_changed;
  gtk_widget_class_set_css_name (widget_class, "lens-matrix");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
lens_matrix_init (LensMatrix *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->rows = g_ptr_array_new ();
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Truth in rows, answers in columns"), -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
lens_matrix_set_evaluating (LensMatrix *self, LensEvaluating *evaluating)
{
  g_return_if_fail (LENS_IS_MATRIX (self));
  g_return_if_fail (self->evaluating == NULL);

  self->evaluating = g_object_ref (evaluating);
  g_signal_connect_object (evaluating, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (evaluating, "settings-changed", G_CALLBACK (on_settings), self, G_CONNECT_SWAPPED);
  update (self);
}

gboolean
lens_matrix_get_bounds (LensMatrix *self, int truth, int answer, graphene_rect_t *bounds)
{
  cairo_rectangle_t box;

  g_return_val_if_fail (LENS_IS_MATRIX (self), FALSE);

  if (!has_data (self) || find_cell (self, truth, answer) == NULL)
    return FALSE;
  box = derm_figure_matrix_box (&self->layout, self->n_classes, truth, answer);
  graphene_rect_init (bounds, (float) box.x, (float) box.y, (float) box.width, (float) box.height);

  return TRUE;
}
