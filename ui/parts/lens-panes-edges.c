/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-panes-private.h"

#include "lens-theme.h"

/* How wide the two panes at the edges are. A width is the user's wish. While nobody moves an edge the list has its
 * position, and the results a size request that no resizing of the window wears away; while an edge is moved, both give
 * way down to what their contents need. */

#define LECTURE_SHARE 0.45 /* of the width, of a lesson with an audience */
#define CANVAS_WIDTH 260   /* that the image keeps */

/* What it contains needs; what is requested of itself does not count, nor whether it is hidden. */
static int
get_least_width (gpointer pane)
{
  int least = 0, minimum;

  if (pane == NULL)
    return 0;

  for (GtkWidget *child = gtk_widget_get_first_child (pane); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      least = MAX (least, minimum);
    }

  return least;
}

int
lens_panes_get_lesson_width (LensPanes *self)
{
  return (int) (LENS_LESSON_WIDTH * self->scale * (0.55 + 0.45 * lens_theme_get_text_scale (GTK_WIDGET (self))));
}

static int
get_list_width (LensPanes *self)
{
  if (self->is_learning)
    return lens_panes_get_lesson_width (self);

  return self->is_grid ? self->grid_width : self->list_width;
}

/* What stands in place of the image may need more beside the results. */
static int
get_canvas_width (LensPanes *self)
{
  gboolean has_result = self->result != NULL && gtk_widget_get_visible (self->result);

  return has_result ? MAX (CANVAS_WIDTH, get_least_width (self->content)) : CANVAS_WIDTH;
}

/* The results keep their room while they are hidden: so the list is as wide beside two images that are compared as
 * beside one. */
void
lens_panes_place_edges (LensPanes *self)
{
  gboolean has_list = gtk_widget_get_visible (GTK_WIDGET (self->sidebar));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int least_list = has_list ? get_least_width (self->sidebar) : 0, least_result = get_least_width (self->result);
  int room = MAX (0, width - get_canvas_width (self) - least_list - least_result);
  int result;

  if (self->is_narrow && !self->is_moving && lens_panes_is_lecture (self))
    gtk_paned_set_position (self->list_paned, MIN (get_list_width (self), (int) (width * LECTURE_SHARE)));
  if (self->is_narrow || self->is_moving || self->result == NULL)
    return;

  result = CLAMP ((int) (self->result_width * self->scale), least_result, least_result + room);
  room -= MAX (0, result - least_result);
  gtk_widget_set_size_request (GTK_WIDGET (self->content), CANVAS_WIDTH, -1);
  gtk_widget_set_size_request (self->result, result, -1);
  g_object_set (self->result_paned, "position-set", FALSE, NULL);
  gtk_paned_set_position (self->list_paned, CLAMP (get_list_width (self), least_list, least_list + room));
}

/* ---- an edge is moved ---- */

static int
get_end_width (GtkPaned *paned)
{
  GtkWidget *handle = gtk_widget_get_next_sibling (gtk_paned_get_start_child (paned));
  int thickness; /* where it takes the pointer it lies over its neighbours */

  gtk_widget_measure (handle, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &thickness, NULL, NULL);

  return gtk_widget_get_width (GTK_WIDGET (paned)) - gtk_paned_get_position (paned) - thickness;
}

static void
begin_move (LensPanes *self)
{
  if (self->is_moving || self->is_narrow)
    return;

  self->is_moving = TRUE;
  self->list_before = gtk_paned_get_position (self->list_paned);
  self->result_before = get_end_width (self->result_paned);
  gtk_paned_set_position (self->result_paned, gtk_paned_get_position (self->result_paned)); /* as it is now */
  gtk_widget_set_size_request (self->result, -1, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->scroller), CANVAS_WIDTH + get_least_width (self->result), -1);
}

/* What has not been moved may have been narrower than wished for, and is so no longer than it must be. */
void
lens_panes_end_move (LensPanes *self)
{
  int list, result;

  if (!self->is_moving)
    return;

  list = gtk_paned_get_position (self->list_paned);
  result = get_end_width (self->result_paned);
  self->is_moving = FALSE;
  gtk_widget_set_size_request (GTK_WIDGET (self->scroller), -1, -1);
  if (list != self->list_before && !self->is_learning) /* a lesson has its own width */
    {
      *(self->is_grid ? &self->grid_width : &self->list_width) = list;
      lens_panes_tell_width (self, self->is_grid ? "grid-width" : "list-width");
    }
  if (result != self->result_before)
    {
      self->result_width = (int) (result / self->scale + 0.5);
      lens_panes_tell_width (self, "result-width");
    }
  lens_panes_lay_out (self);
}

/* ---- by keys ---- */

static void
set_edges_focusable (LensPanes *self, gboolean is_focusable)
{
  gtk_widget_set_focusable (GTK_WIDGET (self->list_paned), is_focusable);
  gtk_widget_set_focusable (GTK_WIDGET (self->result_paned), is_focusable);
}

/* F8; GTK does the rest. At other times the focus of what is hidden would fall to them, and arrow keys would no longer
 * go to the next image. */
static gboolean
on_edge_wanted (GtkPaned *paned, gboolean is_reversed, LensPanes *self)
{
  set_edges_focusable (self, TRUE);

  return FALSE;
}

/* Keys move the edge that has the focus. */
static void
on_focus_changed (LensPanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == GTK_WIDGET (self->list_paned) || focus == GTK_WIDGET (self->result_paned)))
    {
      begin_move (self);
    }
  else
    {
      lens_panes_end_move (self);
      set_edges_focusable (self, FALSE);
    }
}

static void
on_root (LensPanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (on_focus_changed), self, G_CONNECT_SWAPPED);
}

static void
watch_edge (LensPanes *self, GtkPaned *paned)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (paned));

  g_signal_connect_object (paned, "cycle-handle-focus", G_CALLBACK (on_edge_wanted), self, 0);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_PAN (controller))
        continue;
      g_signal_connect_object (controller, "drag-begin", G_CALLBACK (begin_move), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (controller, "drag-end", G_CALLBACK (lens_panes_end_move), self, G_CONNECT_SWAPPED);
    }
}

void
lens_panes_install_edges (LensPanes *self)
{
  watch_edge (self, self->list_paned);
  watch_edge (self, self->result_paned);
  set_edges_focusable (self, FALSE);
  g_signal_connect (self, "notify::root", G_CALLBACK (on_root), NULL);
}
