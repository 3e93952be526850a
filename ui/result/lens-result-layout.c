/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-private.h"

#define LEAST_HEIGHT 120 /* of what scrolls above the answer */
#define LEAST_CELL_SIZE 7

/* The answer is always seen: right below the rest, which scrolls where it has not enough room. */
void
lens_result_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  LensResult *self = LENS_RESULT (widget);
  gboolean is_vertical = orientation == GTK_ORIENTATION_VERTICAL;
  GtkWidget *body = is_vertical ? GTK_WIDGET (self->body) : GTK_WIDGET (self->scroller);
  int least = 0, normal = 0, answer_least = 0, answer_normal = 0;

  gtk_widget_measure (GTK_WIDGET (self->scroller), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (body, orientation, for_size, &least, &normal, NULL, NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self->answer)))
    gtk_widget_measure (GTK_WIDGET (self->answer), orientation, for_size, &answer_least, &answer_normal, NULL, NULL);
  if (is_vertical)
    {
      *natural = normal + answer_normal;
      *minimum = self->is_narrow ? *natural : MIN (least, LEAST_HEIGHT) + answer_least;
    }
  else
    {
      *natural = MAX (normal, answer_normal);
      *minimum = MAX (least, answer_least);
    }
}

/* At the end of what scrolls, or in the answer. */
static void
place_certainty (LensResult *self)
{
  GtkWidget *certainty = GTK_WIDGET (self->certainty);
  GtkBox *box = self->fit.certainty_scrolls ? self->details : self->answer;

  if (gtk_widget_get_parent (certainty) == GTK_WIDGET (box))
    return;

  g_object_ref (certainty);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (certainty)), certainty);
  gtk_box_append (box, certainty);
  g_object_unref (certainty);
}

static gboolean
on_fit (gpointer user_data)
{
  LensResult *self = user_data;

  self->fit_id = 0;
  self->fit = self->fitting;
  lens_result_update_legend (self);
  place_certainty (self);
  lens_input_view_set_cell_size (self->input_view, self->fit.cell_size);

  return G_SOURCE_REMOVE;
}

/* The label's least height with the room above it, or 0 while it is not seen. */
static int
measure_label (GtkLabel *label, GtkBox *box, int width)
{
  int height;

  if (!gtk_widget_get_visible (GTK_WIDGET (label)))
    return 0;

  gtk_widget_measure (GTK_WIDGET (label), GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height + gtk_box_get_spacing (box);
}

static LensResultRoom
measure_room (LensResult *self, int width, int height, int answer_height)
{
  int inner = width - gtk_widget_get_margin_start (GTK_WIDGET (self->answer))
              - gtk_widget_get_margin_end (GTK_WIDGET (self->answer));
  int legend = measure_label (self->legend, self->details, inner);
  LensResultRoom room = { .pane = height, .sentence = answer_height, .best_cell = self->wanted_cell_size };

  room.side = lens_input_view_measure_side (self->input_view);
  room.least_cell = MAX (LEAST_CELL_SIZE, lens_input_view_measure_views (self->input_view) / MAX (1, room.side) + 1);
  gtk_widget_measure (GTK_WIDGET (self->body), GTK_ORIENTATION_VERTICAL, width, &room.body, NULL, NULL, NULL);
  room.body -= legend + room.side * self->fit.cell_size;
  if (legend > 0)
    self->legend_height = legend;
  room.legend = self->legend_height;
  room.certainty = measure_label (self->certainty, self->answer, inner);
  *(self->fit.certainty_scrolls ? &room.body : &room.sentence) -= room.certainty;

  return room;
}

static void
fit (LensResult *self, int width, int height, int answer_height)
{
  LensResultFit fitting = { .cell_size = self->wanted_cell_size, .has_legend = TRUE };

  if (!self->is_narrow)
    {
      LensResultRoom room = measure_room (self, width, height, answer_height);

      fitting = lens_result_fit (&room);
    }
  if (fitting.cell_size == self->fit.cell_size && fitting.has_legend == self->fit.has_legend
      && fitting.certainty_scrolls == self->fit.certainty_scrolls)
    {
      g_clear_handle_id (&self->fit_id, g_source_remove);
      return;
    }

  self->fitting = fitting;
  if (self->fit_id == 0) /* not while it is being placed */
    self->fit_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_fit, self, NULL);
}

void
lens_result_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensResult *self = LENS_RESULT (widget);
  gboolean has_answer = gtk_widget_get_visible (GTK_WIDGET (self->answer));
  int body_height = height, answer_height = 0;

  if (has_answer)
    {
      gtk_widget_measure (GTK_WIDGET (self->answer), GTK_ORIENTATION_VERTICAL, width, &answer_height, NULL, NULL, NULL);
      gtk_widget_measure (GTK_WIDGET (self->body), GTK_ORIENTATION_VERTICAL, width, NULL, &body_height, NULL, NULL);
      fit (self, width, height, answer_height);
      body_height = MAX (0, MIN (body_height, height - answer_height));
    }
  gtk_widget_size_allocate (GTK_WIDGET (self->scroller), &(GtkAllocation){ 0, 0, width, body_height }, -1);
  if (has_answer)
    gtk_widget_size_allocate (GTK_WIDGET (self->answer), &(GtkAllocation){ 0, body_height, width, answer_height }, -1);
}
