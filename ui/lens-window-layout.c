/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-theme.h"

/* How the parts of the window stand, from 360 pixels to a projector. */

/* Below this the pane goes under the image and the list lies over it; larger text needs more. */
#define NARROW_WIDTH 860
#define NARROW_CANVAS_HEIGHT 280
#define LOW_CANVAS_HEIGHT 160 /* in a low window: what comes below the image is to be seen, and scrolled to */
#define CELL_SIZE 9           /* of the input view */
#define LARGE_CELL_SIZE 13    /* for a presenter, if all scores are still seen below it */
#define LARGE_CELL_HEIGHT 960 /* of such a window */

/* The list stands beside the content in a wide window and lies over it in a narrow one. */
static void
place_sidebar (LensWindow *self)
{
  GtkWidget *sidebar = GTK_WIDGET (self->sidebar);

  g_object_ref (sidebar);
  if (self->is_narrow)
    {
      gtk_paned_set_start_child (self->list_paned, NULL);
      gtk_overlay_add_overlay (self->overlay, sidebar);
      gtk_widget_set_halign (sidebar, GTK_ALIGN_START);
    }
  else
    {
      gtk_overlay_remove_overlay (self->overlay, sidebar);
      gtk_widget_set_halign (sidebar, GTK_ALIGN_FILL);
      gtk_paned_set_start_child (self->list_paned, sidebar);
    }
  gtk_widget_set_visible (self->list_edge, self->is_narrow); /* beside the content that of the panes is there */
  g_object_unref (sidebar);
}

/* The results stand beside the image, and in a narrow window below it. */
static void
place_result (LensWindow *self)
{
  GtkWidget *result = GTK_WIDGET (self->result);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean has_focus = focus != NULL && gtk_widget_is_ancestor (focus, result);

  g_object_ref (result);
  if (self->is_narrow)
    {
      gtk_paned_set_end_child (self->result_paned, NULL);
      gtk_widget_set_size_request (result, -1, -1);
      gtk_widget_set_size_request (GTK_WIDGET (self->content), -1, -1);
      gtk_box_append (self->content, result);
    }
  else
    {
      gtk_box_remove (self->content, result);
      gtk_paned_set_end_child (self->result_paned, result);
    }
  g_object_unref (result);
  if (has_focus)
    gtk_widget_grab_focus (focus);
}

/* The note stands below the image, and in a narrow window below the scores: those come first. */
static void
place_note_bar (LensWindow *self)
{
  GtkWidget *bar = GTK_WIDGET (self->note_bar);
  GtkBox *below = self->is_narrow ? self->content : GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->stack)));

  g_object_ref (bar);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (bar)), bar);
  gtk_box_append (below, bar);
  g_object_unref (bar);
}

/* In a narrow window image and scores scroll as one; the image leaves room for what follows. */
static void
set_canvas_height (LensWindow *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)) * 4 / 10;

  gtk_widget_set_size_request (GTK_WIDGET (self->canvas), -1,
                               self->is_narrow ? CLAMP (height, LOW_CANVAS_HEIGHT, NARROW_CANVAS_HEIGHT) : -1);
}

static void
set_cell_size (LensWindow *self)
{
  gboolean is_large = self->is_presenting && gtk_widget_get_height (GTK_WIDGET (self)) >= LARGE_CELL_HEIGHT;

  lens_result_set_cell_size (self->result, is_large ? LARGE_CELL_SIZE : CELL_SIZE);
}

static void
set_narrow (LensWindow *self, gboolean is_narrow)
{
  GtkOrientation along = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->footer), along);
  gtk_box_set_spacing (self->footer, is_narrow ? 0 : 12);
  gtk_label_set_xalign (self->provenance_label, is_narrow ? 0.0f : 1.0f);
  gtk_scrolled_window_set_policy (self->scroller, is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  is_narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  lens_compare_set_narrow (self->compare, is_narrow);
  lens_pair_set_narrow (self->pair, is_narrow);
  lens_model_page_set_narrow (self->model_page, is_narrow);
  lens_browser_set_narrow (self->browser, is_narrow);
  gtk_widget_set_visible (self->header_buttons, !is_narrow); /* the main menu has what is in them */
  if (is_narrow)
    gtk_button_set_icon_name (self->open_button, "document-open-symbolic");
  else
    gtk_button_set_label (self->open_button, _ ("Open"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open"), -1);
  place_sidebar (self);
  place_result (self);
  lens_window_show_result (self);
  place_note_bar (self);
  self->is_sidebar_wanted = !is_narrow && self->is_sidebar_kept;
  lens_window_update_sidebar (self);
}

static gboolean
is_width_narrow (LensWindow *self, int width)
{
  double scale = lens_theme_get_text_scale (GTK_WIDGET (self)) * (self->is_presenting ? LENS_PRESENTER_SCALE : 1.0);

  return width > 0 && width < NARROW_WIDTH * (0.5 + 0.5 * scale);
}

void
lens_window_update_layout (LensWindow *self)
{
  gboolean is_narrow = is_width_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  if (is_narrow != self->is_narrow)
    set_narrow (self, is_narrow);
  lens_result_set_narrow (self->result, is_narrow); /* the text may have grown */
  lens_note_bar_set_narrow (self->note_bar, is_narrow);
  lens_canvas_set_tight (self->canvas,
                         is_narrow && lens_theme_get_text_scale (GTK_WIDGET (self)) >= LENS_LARGE_TEXT);
  lens_window_place_panes (self);
  set_cell_size (self);
  set_canvas_height (self);
}

static gboolean
on_size_changed (gpointer user_data)
{
  LensWindow *self = user_data;
  self->size_id = 0;
  lens_window_update_layout (self);

  return G_SOURCE_REMOVE;
}

/* Widgets cannot move while they are being placed. */
void
lens_window_lay_out_soon (LensWindow *self)
{
  if (self->size_id == 0)
    self->size_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_size_changed, self, NULL);
}

void
lens_window_follow_size (LensWindow *self, int width, int height)
{
  if (width != self->width || height != self->height)
    lens_window_lay_out_soon (self);
  self->width = width;
  self->height = height;
}

void
lens_window_update_sidebar (LensWindow *self)
{
  gboolean has_several = g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 1;

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), has_several && self->is_sidebar_wanted && !self->is_presenting);
  lens_window_place_panes (self);
  lens_window_update_actions (self);
}
