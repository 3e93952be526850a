/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-class-rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-evaluating-rows.h"
#include "lens-meter.h"
#include "lens-theme.h"

#define LEAST_WIDTH 30 /* characters */

struct _LensClassRows {
  GtkWidget parent_instance;

  LensEvaluating *evaluating; /* owned */
  LensClassData *data;        /* owned, or NULL */
  GPtrArray *meters;          /* GtkWidget, borrowed: one for each row */
};

G_DEFINE_FINAL_TYPE (LensClassRows, lens_class_rows, GTK_TYPE_WIDGET)

static int
get_row_height (LensClassRows *self)
{
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  int height = (int) derm_figure_class_row_height (cr, font);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return height;
}

static void
lens_class_rows_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  LensClassRows *self = LENS_CLASS_ROWS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH * lens_theme_get_char_width (widget) / PANGO_SCALE;
  else
    *minimum = *natural = (int) self->meters->len * get_row_height (self);
}

static void
lens_class_rows_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensClassRows *self = LENS_CLASS_ROWS (widget);
  int row = get_row_height (self);

  for (guint i = 0; i < self->meters->len; i++)
    gtk_widget_size_allocate (self->meters->pdata[i], &(GtkAllocation){ 0, (int) i * row, width, row }, -1);
}

static void
lens_class_rows_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensClassRows *self = LENS_CLASS_ROWS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (PangoFontDescription) font = lens_theme_dup_font (widget);
  DermTheme theme = lens_theme_for_widget (widget);
  cairo_t *cr;

  if (self->data == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  derm_figure_class_rows (cr, self->data->rows, self->data->n, width,
                          gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL, &(DermChartStyle){ font, &theme });
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (lens_class_rows_parent_class)->snapshot (widget, snapshot);
}

/* ---- rows ---- */

static void
set_meter (LensClassRows *self, int row)
{
  const DermClassRow *data = &self->data->rows[row];
  const char *name = derm_measure_get_name (lens_evaluating_get_measure (self->evaluating));
  /* TRANSLATORS: code of a class, number of its images, name of a figure */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s images, %s"), data->label, data->n, name);
  g_autofree char *text
      /* TRANSLATORS: a figure and its interval */
      = data->interval != NULL ? g_strdup_printf (_ ("%s, %s"), data->text, data->interval) : g_strdup (data->text);

  lens_meter_set (self->meters->pdata[row], label, isnan (data->value) ? 0.0 : data->value, text);
}

static void
update (LensClassRows *self)
{
  g_clear_pointer (&self->data, lens_class_data_free);
  if (lens_evaluating_get_evaluation (self->evaluating) != NULL)
    self->data = lens_class_data_new (self->evaluating);
  while (self->data != NULL && (int) self->meters->len < self->data->n)
    {
      GtkWidget *meter = lens_meter_new ();

      gtk_widget_set_parent (meter, GTK_WIDGET (self));
      g_ptr_array_add (self->meters, meter);
    }
  while (self->meters->len > (self->data != NULL ? (guint) self->data->n : 0))
    gtk_widget_unparent (g_ptr_array_steal_index (self->meters, self->meters->len - 1));
  for (int i = 0; self->data != NULL && i < self->data->n; i++)
    set_meter (self, i);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensClassRows *self)
{
  int row = (int) y / MAX (1, get_row_height (self));

  if (row < (int) self->meters->len)
    lens_evaluating_set_class (self->evaluating, row);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensClassRows *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint row;

  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_space)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0 || !g_ptr_array_find (self->meters, focus, &row))
    return GDK_EVENT_PROPAGATE;
  lens_evaluating_set_class (self->evaluating, (int) row);

  return GDK_EVENT_STOP;
}

/* ---- the object ---- */

static void
lens_class_rows_dispose (GObject *object)
{
  LensClassRows *self = LENS_CLASS_ROWS (object);

  while (self->meters->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->meters, self->meters->len - 1));
  g_clear_pointer (&self->data, lens_class_data_free);
  g_clear_object (&self->evaluating);

  G_OBJECT_CLASS (lens_class_rows_parent_class)->dispose (object);
}

static void
lens_class_rows_finalize (GObject *object)
{
  g_ptr_array_unref (LENS_CLASS_ROWS (object)->meters);

  G_OBJECT_CLASS (lens_class_rows_parent_class)->finalize (object);
}

static void
lens_class_rows_class_init (LensClassRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_class_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_class_rows_finalize;
  widget_class->measure = lens_class_rows_measure;
  widget_class->size_allocate = lens_class_rows_size_allocate;
  widget_class->snapshot = lens_class_rows_snapshot;
  gtk_widget_class_set_css_name (widget_class, "lens-class-rows");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lens_class_rows_init (LensClassRows *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->meters = g_ptr_array_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
lens_class_rows_set_evaluating (LensClassRows *self, LensEvaluating *evaluating)
{
  g_return_if_fail (LENS_IS_CLASS_ROWS (self));
  g_return_if_fail (self->evaluating == NULL);

  self->evaluating = g_object_ref (evaluating);
  g_signal_connect_object (evaluating, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (evaluating, "settings-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
