/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-grid.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "lens-frame.h"
#include "lens-keys.h"
#include "lens-paint.h"
#include "lens-pixel-original.h"
#include "lens-pixel-place.h"
#include "lens-pixel-words.h"
#include "lens-raster.h"

#define LEAST_CELL 4 /* widget units: less cannot be aimed at */
#define USUAL_CELL 10
#define FAR 4  /* pixels that Shift and an arrow go */
#define RING 2 /* width of each of the cursor's two lines */
#define PRESENTED_RING 4

struct _LensPixelGrid {
  GtkWidget parent_instance;

  /* Children without a look of their own, as in LensInputGrid: what gets the focus is what a screen reader speaks. */
  GtkWidget *cells[2];
  int current; /* of the two */

  LensSession *session; /* owned */
  GdkTexture *texture;  /* owned; of the input, or NULL if that has changed */
  int texture_zoom;
  LensPixelOriginal *original; /* owned */
  double pointer_x, pointer_y; /* where it was last */
};

G_DEFINE_FINAL_TYPE (LensPixelGrid, lens_pixel_grid, GTK_TYPE_WIDGET)

static LensEdits *
get_edits (LensPixelGrid *self)
{
  return lens_session_get_edits (self->session);
}

static LensBrush *
get_brush (LensPixelGrid *self)
{
  return lens_session_get_brush (self->session);
}

/* ---- where it is ---- */

static gboolean
find_place (LensPixelGrid *self, LensPixelPlace *place)
{
  return lens_pixel_place_find (self->session, lens_brush_get_original (get_brush (self)),
                                gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
                                place);
}

/* May lie outside; FALSE if there is nothing. */
static gboolean
find_pixel (LensPixelGrid *self, double px, double py, int *x, int *y)
{
  LensPixelPlace place;

  if (!find_place (self, &place))
    return FALSE;
  lens_pixel_place_find_pixel (&place, px, py, x, y);

  return TRUE;
}

static gboolean
is_inside (LensPixelGrid *self, int x, int y)
{
  DermImage *original = lens_brush_get_original (get_brush (self));
  int width = original != NULL ? derm_image_get_width (original) : lens_edits_get_width (get_edits (self));
  int height = original != NULL ? derm_image_get_height (original) : lens_edits_get_height (get_edits (self));

  return x >= 0 && y >= 0 && x < width && y < height;
}

/* What the tool would change, in widget units. */
static gboolean
find_cursor (LensPixelGrid *self, graphene_rect_t *box)
{
  LensTool tool = lens_brush_get_tool (get_brush (self));
  int brush = tool == LENS_TOOL_BRUSH || tool == LENS_TOOL_RESTORE ? lens_brush_get_size (get_brush (self)) : 1;
  LensPixelPlace place;
  int x, y;

  if (!lens_brush_get_cursor (get_brush (self), &x, &y) || !find_place (self, &place))
    return FALSE;
  lens_pixel_place_get_mark (&place, lens_paint_begin_of (x, brush), lens_paint_begin_of (y, brush), brush, box);

  return TRUE;
}

/* ---- drawing ---- */

/* The input by itself. */
static void
draw_input (LensPixelGrid *self, GtkSnapshot *snapshot, const LensPixelPlace *place)
{
  LensEdits *edits = get_edits (self);
  gboolean is_revealing = lens_brush_is_revealing (get_brush (self));
  int columns = lens_edits_get_width (edits), rows = lens_edits_get_height (edits);
  int zoom = (int) place->cell_width * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->texture == NULL || self->texture_zoom != zoom)
    {
      const LensRasterImage image = { is_revealing ? lens_edits_get_untouched_rgb (edits) : lens_edits_get_rgb (edits),
                                      columns, rows, zoom, TRUE };

      g_clear_object (&self->texture);
      self->texture = lens_raster_new_texture (&image, &(LensRasterPart){ 0, 0, zoom * columns, zoom * rows });
      self->texture_zoom = zoom;
    }
  gtk_snapshot_append_texture (snapshot, self->texture, &place->input);
}

/* What is painted on the input itself: it lies over what the recipe makes of the painted original. */
static void
draw_paint (LensPixelGrid *self, GtkSnapshot *snapshot, const LensPixelPlace *place)
{
  const guint8 *now = lens_edits_get_rgb (get_edits (self)), *made = lens_edits_get_made_rgb (get_edits (self));
  int columns = lens_edits_get_width (get_edits (self)), rows = lens_edits_get_height (get_edits (self));

  for (int i = 0; i < columns * rows; i++, now += 3, made += 3)
    {
      const GdkRGBA colour = { (float) now[0] / 255, (float) now[1] / 255, (float) now[2] / 255, 1 };
      graphene_rect_t box;

      if (memcmp (now, made, 3) == 0)
        continue;
      lens_pixel_place_get_box (place, i % columns, i / columns, 1, &box);
      graphene_rect_init (&box, floorf (box.origin.x), floorf (box.origin.y),
                          floorf (box.origin.x + box.size.width) - floorf (box.origin.x),
                          floorf (box.origin.y + box.size.height) - floorf (box.origin.y)); /* no seams between them */
      gtk_snapshot_append_color (snapshot, &colour, &box);
    }
}

/* Of the original what the input is made of. */
static void
draw_crop (GtkSnapshot *snapshot, const LensPixelPlace *place)
{
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };

  if (graphene_rect_equal (&place->picture, &place->input))
    return;
  lens_frame_snapshot (snapshot, &place->input, -2, 1, &black);
  lens_frame_snapshot (snapshot, &place->input, -1, 1, &white);
}

static void
draw_original (LensPixelGrid *self, DermImage *original, GtkSnapshot *snapshot, const LensPixelPlace *place)
{
  const GdkRectangle size = { 0, 0, derm_image_get_width (original), derm_image_get_height (original) };
  gboolean is_revealing = lens_brush_is_revealing (get_brush (self));
  const guint8 *rgb = is_revealing ? g_bytes_get_data (derm_image_get_pixels (original), NULL)
                                   : lens_edits_get_original_rgb (get_edits (self));

  lens_pixel_original_snapshot (self->original, snapshot, rgb, &size, &place->picture,
                                gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  if (!is_revealing)
    draw_paint (self, snapshot, place);
  draw_crop (snapshot, place);
}

static void
draw_ring (LensPixelGrid *self, GtkSnapshot *snapshot, const graphene_rect_t *box)
{
  float width = lens_session_is_presenting (self->session) ? PRESENTED_RING : RING;
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };

  lens_frame_snapshot (snapshot, box, -width - 1, 1, &black);
  lens_frame_snapshot (snapshot, box, -width, width, &white);
  lens_frame_snapshot (snapshot, box, 0, 1, &black);
}

static void
lens_pixel_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensPixelGrid *self = LENS_PIXEL_GRID (widget);
  DermImage *original = lens_brush_get_original (get_brush (self));
  LensPixelPlace place;
  graphene_rect_t box;

  if (!find_place (self, &place))
    return;
  if (original != NULL)
    draw_original (self, original, snapshot, &place);
  else
    draw_input (self, snapshot, &place);
  if (find_cursor (self, &box))
    draw_ring (self, snapshot, &box);
}

static void
lens_pixel_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  LensEdits *edits = get_edits (LENS_PIXEL_GRID (widget));
  int n = orientation == GTK_ORIENTATION_HORIZONTAL ? lens_edits_get_width (edits) : lens_edits_get_height (edits);

  *minimum = MIN (LEAST_CELL * n, LEAST_CELL * 28); /* networks with a larger input have smaller pixels */
  *natural = MIN (USUAL_CELL * n, USUAL_CELL * 28);
}

static void
lens_pixel_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensPixelGrid *self = LENS_PIXEL_GRID (widget);
  graphene_rect_t box = GRAPHENE_RECT_INIT (0, 0, 1, 1);

  find_cursor (self, &box);
  for (int i = 0; i < 2; i++)
    {
      GtkAllocation at = { (int) box.origin.x, (int) box.origin.y, (int) box.size.width, (int) box.size.height };

      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->cells[i], &at, -1);
    }
}

/* ---- what it says ---- */

static void
update_cell (LensPixelGrid *self)
{
  g_autofree char *was = NULL;
  g_autofree char *text = lens_pixel_words_dup_pixel (self->session, &was);
  g_autofree char *label
      = text != NULL ? g_strdup_printf ("%s%s%s", text, was != NULL ? "; " : "", was != NULL ? was : "") : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[self->current]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : _ ("Pixels of the input"), -1);
}

static void
on_edits_changed (LensPixelGrid *self)
{
  g_clear_object (&self->texture);
  gtk_widget_set_focusable (self->cells[self->current], lens_edits_get_rgb (get_edits (self)) != NULL);
  update_cell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_painted (LensPixelGrid *self, const GdkRectangle *part)
{
  lens_pixel_original_invalidate (self->original, part);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_revealing (LensPixelGrid *self)
{
  lens_pixel_original_invalidate (self->original, NULL);
  on_edits_changed (self);
}

/* Another image may be as large as the last one. */
static void
on_shown (LensPixelGrid *self)
{
  on_painted (self, NULL);
}

static void
on_moved (LensPixelGrid *self)
{
  update_cell (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The other cell takes the focus, so that it is spoken. */
static void
speak (LensPixelGrid *self)
{
  GtkWidget *old = self->cells[self->current];

  self->current = 1 - self->current;
  update_cell (self);
  gtk_widget_set_focusable (self->cells[self->current], TRUE);
  gtk_widget_grab_focus (self->cells[self->current]);
  gtk_widget_set_focusable (old, FALSE);
}

/* ---- keys ---- */

static gboolean
find_move (LensPixelGrid *self, guint keyval, int *by_x, int *by_y)
{
  if (lens_keys_find_arrow (keyval, by_x, by_y))
    return TRUE;
  if (keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home)
    *by_x = -FAR * lens_edits_get_width (get_edits (self));
  else if (keyval == GDK_KEY_End || keyval == GDK_KEY_KP_End)
    *by_x = FAR * lens_edits_get_width (get_edits (self)); /* on the original four make one of its pixels */
  else
    return FALSE;

  return TRUE;
}

static void
press_once (LensPixelGrid *self)
{
  lens_brush_press (get_brush (self));
  lens_brush_release (get_brush (self));
  update_cell (self);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensPixelGrid *self)
{
  gboolean is_shift = (state & GDK_SHIFT_MASK) != 0;
  int by_x, by_y, far = is_shift ? FAR : 1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || lens_edits_get_rgb (get_edits (self)) == NULL)
    return GDK_EVENT_PROPAGATE;

  if (find_move (self, keyval, &by_x, &by_y))
    {
      lens_brush_move (get_brush (self), far * by_x, far * by_y);
      speak (self);
    }
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter)
    {
      if (is_shift || lens_brush_is_drawing_line (get_brush (self)))
        lens_brush_toggle_line (get_brush (self));
      else
        press_once (self);
    }
  else if (keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space)
    lens_brush_set_revealing (get_brush (self), TRUE);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
on_key_released (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                 LensPixelGrid *self)
{
  if (keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space)
    lens_brush_set_revealing (get_brush (self), FALSE);
}

/* The cursor is where the keyboard is. */
static void
on_focus_enter (GtkEventControllerFocus *controller, LensPixelGrid *self)
{
  int x, y;

  if (!lens_brush_get_cursor (get_brush (self), &x, &y))
    lens_brush_move (get_brush (self), 0, 0);
}

static void
on_focus_leave (GtkEventControllerFocus *controller, LensPixelGrid *self)
{
  lens_brush_set_revealing (get_brush (self), FALSE);
  lens_brush_point_nowhere (get_brush (self));
}

/* ---- the pointer ---- */

static void
on_motion (GtkEventControllerMotion *controller, double px, double py, LensPixelGrid *self)
{
  gboolean has_moved = !G_APPROX_VALUE (px, self->pointer_x, 0.01) || !G_APPROX_VALUE (py, self->pointer_y, 0.01);
  int x, y;

  if (!has_moved)
    return; /* GTK tells of it again whenever something is laid out anew: the cursor stays where keys have moved it */
  self->pointer_x = px;
  self->pointer_y = py;
  if (lens_edits_is_painting (get_edits (self)) && !lens_brush_is_drawing_line (get_brush (self)))
    return; /* the drag tells */
  if (!find_pixel (self, px, py, &x, &y))
    return;
  if (is_inside (self, x, y))
    lens_brush_point_at (get_brush (self), x, y);
  else if (!lens_brush_is_drawing_line (get_brush (self)))
    lens_brush_point_nowhere (get_brush (self));
}

static void
on_leave (GtkEventControllerMotion *controller, LensPixelGrid *self)
{
  self->pointer_x = self->pointer_y = -1;
  if (!lens_edits_is_painting (get_edits (self)) && !gtk_widget_has_focus (self->cells[self->current]))
    lens_brush_point_nowhere (get_brush (self));
}

static void
on_drag_begin (GtkGestureDrag *gesture, double px, double py, LensPixelGrid *self)
{
  int x, y;

  if (!find_pixel (self, px, py, &x, &y) || !is_inside (self, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (self->cells[self->current]);
  lens_brush_point_at (get_brush (self), x, y);
  if (lens_brush_is_drawing_line (get_brush (self)))
    lens_brush_toggle_line (get_brush (self));
  else
    lens_brush_press (get_brush (self));
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LensPixelGrid *self)
{
  double begin_x, begin_y;
  int x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &begin_x, &begin_y)
      && find_pixel (self, begin_x + dx, begin_y + dy, &x, &y))
    lens_brush_drag_to (get_brush (self), x, y);
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, LensPixelGrid *self)
{
  lens_brush_release (get_brush (self));
}

/* ---- the object ---- */

static void
lens_pixel_grid_dispose (GObject *object)
{
  LensPixelGrid *self = LENS_PIXEL_GRID (object);

  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_object (&self->texture);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_pixel_grid_parent_class)->dispose (object);
}

static void
lens_pixel_grid_finalize (GObject *object)
{
  lens_pixel_original_free (LENS_PIXEL_GRID (object)->original);

  G_OBJECT_CLASS (lens_pixel_grid_parent_class)->finalize (object);
}

/* Keys go to the picture, not to the first button. */
static gboolean
lens_pixel_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LENS_PIXEL_GRID (widget)->cells[LENS_PIXEL_GRID (widget)->current]);
}

static void
lens_pixel_grid_class_init (LensPixelGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pixel_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_pixel_grid_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = lens_pixel_grid_grab_focus;
  widget_class->snapshot = lens_pixel_grid_snapshot;
  widget_class->measure = lens_pixel_grid_measure;
  widget_class->size_allocate = lens_pixel_grid_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "lens-pixel-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
add_controllers (LensPixelGrid *self)
{
  GtkEventController *key = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (key, "key-released", G_CALLBACK (on_key_released), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus_enter), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
lens_pixel_grid_init (LensPixelGrid *self)
{
  self->original = lens_pixel_original_new ();
  for (int i = 0; i < 2; i++)
    {
      self->cells[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_GRID_CELL,
                                     "can-target", FALSE, NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
}

void
lens_pixel_grid_set_session (LensPixelGrid *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_PIXEL_GRID (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  add_controllers (self);
  g_signal_connect_object (get_edits (self), "changed", G_CALLBACK (on_edits_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_brush (self), "notify::is-revealing", G_CALLBACK (on_revealing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_edits (self), "original-painted", G_CALLBACK (on_painted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_brush (self), "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_brush (self), "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  on_edits_changed (self);
}
