/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-sum-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-signed-colours.h"
#include "lens-theme.h"

#define BAR_WIDTH 56
#define BAR_HEIGHT 8

struct _LensSumRow {
  GtkListBoxRow parent_instance;

  GtkLabel *name; /* borrowed children, as the next two */
  GtkWidget *bar;
  GtkLabel *value;
  double part;
  gboolean leads; /* a click on the name leads somewhere */
};

G_DEFINE_FINAL_TYPE (LensSumRow, lens_sum_row, GTK_TYPE_LIST_BOX_ROW)

enum { NAME_PRESSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
draw_bar (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  LensSumRow *self = user_data;
  const LensSignedColours *colours = lens_signed_colours_for_widget (GTK_WIDGET (self));
  DermTheme theme = lens_theme_for_widget (GTK_WIDGET (self));
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const double middle = floor (width / 2.0), length = round (self->part * middle * (is_rtl ? -1 : 1));
  const double top = floor ((height - BAR_HEIGHT) / 2.0);
  const GdkRGBA *color = self->part < 0 ? &colours->negative : &colours->positive;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_rectangle (cr, middle + MIN (length, 0), top, fabs (length), BAR_HEIGHT);
  cairo_fill (cr);
  cairo_set_source_rgba (cr, theme.text.r, theme.text.g, theme.text.b, 0.4);
  cairo_rectangle (cr, middle, top - 2, 1, BAR_HEIGHT + 4);
  cairo_fill (cr);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensSumRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[NAME_PRESSED], 0);
}

static void
lens_sum_row_class_init (LensSumRowClass *klass)
{
  signals[NAME_PRESSED] = g_signal_new ("name-pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
lens_sum_row_init (LensSumRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkGesture *click = gtk_gesture_click_new ();

  self->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "can-target", FALSE, NULL);
  self->bar = g_object_new (GTK_TYPE_DRAWING_AREA, "content-width", BAR_WIDTH, "hexpand", TRUE, "accessible-role",
                            GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->value = g_object_new (GTK_TYPE_LABEL, "xalign", 1.0, "width-chars", 6, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "numeric");
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->bar), draw_bar, self, NULL);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->name), GTK_EVENT_CONTROLLER (click));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->value));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

GtkWidget *
lens_sum_row_new (GtkSizeGroup *names)
{
  LensSumRow *self = g_object_new (LENS_TYPE_SUM_ROW, NULL);

  gtk_size_group_add_widget (names, GTK_WIDGET (self->name));

  return GTK_WIDGET (self);
}

/* Only if it changes: a cursor is made anew each time. */
static void
set_leads (LensSumRow *self, gboolean leads)
{
  if (leads == self->leads)
    return;
  self->leads = leads;
  gtk_widget_set_can_target (GTK_WIDGET (self->name), leads);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->name), leads ? "pointer" : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), leads ? _ ("Go to this value") : NULL);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), leads);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), leads);
}

void
lens_sum_row_set (LensSumRow *self, const char *name, double part, const char *value, gboolean leads)
{
  g_autofree char *words = NULL;

  g_return_if_fail (LENS_IS_SUM_ROW (self));

  /* TRANSLATORS: what is added up, like "map 8", and its number */
  words = g_strdup_printf (_ ("%s: %s"), name, value);
  self->part = part;
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->value, value);
  set_leads (self, leads);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (self->bar);
}

void
lens_sum_row_set_total (LensSumRow *self, gboolean is_total)
{
  g_return_if_fail (LENS_IS_SUM_ROW (self));

  if (is_total)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lens-total");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lens-total");
}
