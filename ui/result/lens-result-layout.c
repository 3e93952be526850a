/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-private.h"

#define REMARK_LINES "1\n2\n3\n4"

#define LEAST_HEIGHT 120 /* of what scrolls above the answer */
#define LEAST_CELL_SIZE 7
#define COMPACT_CELL_SIZE 3 /* the least then */

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
  gtk_widget_measure (GTK_WIDGET (self->answer_scroller), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (body, orientation, for_size, &least, &normal, NULL, NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self->answer_scroller)))
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

/* The three pictures of an edited input need the width. */
void
lens_result_place_numbers (LensResult *self)
{
  GtkBox *box
      = self->is_beside && !gtk_widget_get_visible (GTK_WIDGET (self->edited_view)) ? self->made : self->details;

  if (gtk_widget_get_parent (self->numbers) == GTK_WIDGET (box))
    return;

  g_object_ref (self->numbers);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->numbers)), self->numbers);
  gtk_box_insert_child_after (box, self->numbers,
                              box == self->made ? GTK_WIDGET (self->input_view) : GTK_WIDGET (self->steps_scroller));
  g_object_unref (self->numbers);
}

/* Where few lines of text fit, the steps are one line that is scrolled sideways. */
static void
place_steps (LensResult *self)
{
  GtkWidget *steps = GTK_WIDGET (self->steps);
  gboolean is_compact = self->fit.is_compact;

  if (gtk_widget_get_visible (GTK_WIDGET (self->steps_scroller)) == is_compact)
    return;

  g_object_ref (steps);
  lens_steps_set_one_line (self->steps, is_compact);
  if (is_compact)
    {
      gtk_box_remove (self->details, steps);
      gtk_viewport_set_child (self->steps_viewport, steps);
    }
  else
    {
      gtk_viewport_set_child (self->steps_viewport, NULL);
      gtk_box_insert_child_after (self->details, steps, GTK_WIDGET (self->made));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->steps_scroller), is_compact);
  g_object_unref (steps);
}

/* Beside the heading, or beside the picture where the heading may need the whole line. */
static void
place_size (LensResult *self)
{
  GtkWidget *size = GTK_WIDGET (self->input_size);
  gboolean is_compact = self->fit.is_compact;
  GtkBox *box = is_compact ? lens_input_view_get_folded_box (self->input_view) : self->input_header;

  if (gtk_widget_get_parent (size) == GTK_WIDGET (box))
    return;

  g_object_ref (size);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (size)), size);
  gtk_box_append (box, size);
  gtk_label_set_xalign (self->input_size, is_compact ? 0.0f : 1.0f);
  gtk_widget_set_visible (self->input_heading, TRUE);
  g_object_unref (size);
}

static gboolean
on_fit (gpointer user_data)
{
  LensResult *self = user_data;

  self->fit_id = 0;
  self->fit = self->fitting;
  lens_result_update_legend (self);
  place_certainty (self);
  place_steps (self);
  place_size (self);
  lens_input_view_set_compact (self->input_view, self->is_beside || self->fit.is_compact);
  gtk_widget_set_margin_top (GTK_WIDGET (self->certainty), self->fit.certainty_gap);
  lens_input_view_set_cell_size (self->input_view, self->fit.cell_size);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* The widget's least height with the room above it, or 0 while it is not seen. */
static int
measure_part (GtkWidget *part, GtkBox *box, int width)
{
  int height;

  if (!gtk_widget_get_visible (part))
    return 0;

  gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height + gtk_box_get_spacing (box);
}

/* Of a text in the style of the label. */
static int
measure_text (GtkLabel *label, const char *markup, int width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (label), NULL);
  int height;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_markup (layout, markup, -1);
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

static int
get_inner_width (LensResult *self, int width)
{
  return width - gtk_widget_get_margin_start (GTK_WIDGET (self->answer))
         - gtk_widget_get_margin_end (GTK_WIDGET (self->answer));
}

/* With the button, as it is or would be. */
static int
measure_doubt (LensResult *self, int width)
{
  gboolean is_above = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->verdict)) == GTK_ORIENTATION_VERTICAL;
  int spacing = gtk_box_get_spacing (self->verdict), button_width, button_height, height;

  gtk_widget_measure (self->trust_button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &button_width, NULL, NULL);
  gtk_widget_measure (self->trust_button, GTK_ORIENTATION_VERTICAL, -1, NULL, &button_height, NULL, NULL);
  height = measure_text (self->sentence, self->longest_doubt, is_above ? width : width - button_width - spacing);

  return is_above ? height + spacing + button_height : MAX (height, button_height);
}

/* The rooms in the middle have more to say, whatever it is at the moment. */
static int
measure_remark (LensResult *self, int width)
{
  if (self->session == NULL || lens_session_get_aspect (self->session) == LENS_ASPECT_IMAGE)
    return 0;

  return measure_text (self->certainty, REMARK_LINES, width);
}

/* What the answer needs at most as a rule, so that nothing moves from one image to the next. With more it scrolls. */
static void
measure_answer (LensResult *self, int width, int *sentence, int *certainty)
{
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->answer));
  int spacing = gtk_box_get_spacing (self->answer), inner = get_inner_width (self, width);

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, inner, sentence, NULL, NULL, NULL);
  *sentence += spacing + gtk_widget_get_margin_bottom (GTK_WIDGET (self->answer));
  *certainty = 0;
  if (self->longest_answer != NULL)
    *sentence += MAX (measure_text (self->sentence, self->longest_answer, inner), measure_doubt (self, inner));
  if (self->longest_certainty != NULL)
    *certainty
        = MAX (measure_text (self->certainty, self->longest_certainty, inner), measure_remark (self, inner)) + spacing;
}

static LensResultRoom
measure_room (LensResult *self, int width, int height)
{
  int inner = get_inner_width (self, width), legend = measure_part (GTK_WIDGET (self->legend), self->details, inner);
  LensResultRoom room = { .pane = height, .best_cell = self->wanted_cell_size };

  measure_answer (self, width, &room.sentence, &room.certainty);
  room.spare = measure_text (self->sentence, "x", inner);
  room.side = lens_input_view_measure_side (self->input_view);
  room.least_cell = MAX (self->fit.is_compact ? COMPACT_CELL_SIZE : LEAST_CELL_SIZE,
                         lens_input_view_measure_views (self->input_view) / MAX (1, room.side) + 1);
  gtk_widget_measure (GTK_WIDGET (self->body), GTK_ORIENTATION_VERTICAL, width, &room.body, NULL, NULL, NULL);
  room.body -= legend + room.side * self->fit.cell_size;
  if (legend > 0)
    self->legend_height = legend;
  room.legend = self->legend_height;
  if (self->fit.certainty_scrolls)
    room.body -= measure_part (GTK_WIDGET (self->certainty), self->details, inner);

  return room;
}

static void
fit (LensResult *self, const LensResultRoom *room)
{
  LensResultFit fitting = { .cell_size = self->wanted_cell_size, .has_legend = TRUE };

  if (!self->is_narrow)
    fitting = lens_result_fit (room);
  if (fitting.cell_size == self->fit.cell_size && fitting.has_legend == self->fit.has_legend
      && fitting.certainty_scrolls == self->fit.certainty_scrolls
      && fitting.sentence_yields == self->fit.sentence_yields && fitting.certainty_gap == self->fit.certainty_gap
      && fitting.is_compact == self->fit.is_compact)
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
  int body_height = height;

  if (gtk_widget_get_visible (GTK_WIDGET (self->answer_scroller)))
    {
      LensResultRoom room = measure_room (self, width, height);
      int kept = room.sentence + (self->fit.certainty_scrolls ? 0 : room.certainty)
                 - (self->fit.sentence_yields ? room.spare : 0);

      gtk_widget_measure (GTK_WIDGET (self->body), GTK_ORIENTATION_VERTICAL, width, NULL, &body_height, NULL, NULL);
      fit (self, &room);
      body_height = self->is_narrow ? MIN (body_height, height) : MAX (0, MIN (body_height, height - kept));
      gtk_widget_size_allocate (GTK_WIDGET (self->answer_scroller),
                                &(GtkAllocation){ 0, body_height, width, height - body_height }, -1);
    }
  gtk_widget_size_allocate (GTK_WIDGET (self->scroller), &(GtkAllocation){ 0, 0, width, body_height }, -1);
}
