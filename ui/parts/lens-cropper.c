/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cropper.h"

#include <glib/gi18n.h>

#include "lens-frame.h"
#include "lens-keys.h"

#define REACH 10.0 /* widget units around an edge in which it is taken hold of */
#define HANDLE 8.0 /* side of the squares in the corners and on the edges */
#define SMALL_STEP 1
#define LARGE_STEP 10

struct _LensCropper {
  GtkWidget parent_instance;

  int image_width, image_height;
  LensCrop crop;
  gboolean has_crop;
  gboolean is_square;

  double scale, left, top;

  LensCropPart part; /* that is dragged */
  LensCrop from;     /* the crop when that began */
  gboolean is_dirty; /* changed, and not yet committed */
};

G_DEFINE_FINAL_TYPE (LensCropper, lens_cropper, GTK_TYPE_WIDGET)

enum { CHANGED, COMMITTED, N_SIGNALS };

static guint signals[N_SIGNALS];

char *
lens_cropper_dup_text (LensCropper *self)
{
  g_return_val_if_fail (LENS_IS_CROPPER (self), NULL);

  if (!self->has_crop)
    return NULL;

  /* TRANSLATORS: width and height of the crop, and its distance from the image's left and upper edge, in pixels */
  return g_strdup_printf (_ ("%d × %d at %d, %d"), self->crop.width, self->crop.height, self->crop.x, self->crop.y);
}

static void
update (LensCropper *self)
{
  g_autofree char *text = lens_cropper_dup_text (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : _ ("No crop"), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
change_to (LensCropper *self, LensCrop crop)
{
  if (lens_crop_equal (&crop, &self->crop))
    return;

  self->crop = crop;
  self->is_dirty = TRUE;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_cropper_commit (LensCropper *self)
{
  g_return_if_fail (LENS_IS_CROPPER (self));

  self->part = LENS_CROP_NONE;
  if (!self->is_dirty)
    return;

  self->is_dirty = FALSE;
  g_signal_emit (self, signals[COMMITTED], 0);
}

static LensCropPart
find_part (LensCropper *self, double x, double y)
{
  if (!self->has_crop || self->scale <= 0.0)
    return LENS_CROP_NONE;

  return lens_crop_find (&self->crop, (x - self->left) / self->scale, (y - self->top) / self->scale,
                         REACH / self->scale);
}

/* What is not part of the crop belongs to the picture below. */
static gboolean
lens_cropper_contains (GtkWidget *widget, double x, double y)
{
  LensCropper *self = LENS_CROPPER (widget);

  return self->part != LENS_CROP_NONE || find_part (self, x, y) != LENS_CROP_NONE;
}

static const char *
cursor_for (LensCropPart part)
{
  gboolean is_left = (part & LENS_CROP_LEFT) != 0, is_right = (part & LENS_CROP_RIGHT) != 0;

  if (part == LENS_CROP_MOVE)
    return "move";
  if (part & LENS_CROP_UPPER)
    return is_left ? "nw-resize" : is_right ? "ne-resize" : "n-resize";
  if (part & LENS_CROP_LOWER)
    return is_left ? "sw-resize" : is_right ? "se-resize" : "s-resize";

  return is_left ? "w-resize" : is_right ? "e-resize" : NULL;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LensCropper *self)
{
  if (self->part == LENS_CROP_NONE)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor_for (find_part (self, x, y)));
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LensCropper *self)
{
  self->part = find_part (self, x, y);
  if (self->part == LENS_CROP_NONE)
    return;

  self->from = self->crop;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED); /* the picture does not move with it */
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LensCropper *self)
{
  const LensCropDrag drag = { dx / self->scale, dy / self->scale, self->is_square };

  if (self->part != LENS_CROP_NONE)
    change_to (self, lens_crop_drag (&self->from, self->part, &drag, self->image_width, self->image_height));
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, LensCropper *self)
{
  lens_cropper_commit (self);
}

/* Escape while dragging: as if nothing had happened. */
static gboolean
give_up (LensCropper *self)
{
  if (self->part == LENS_CROP_NONE)
    return FALSE;

  self->part = LENS_CROP_NONE;
  change_to (self, self->from);
  self->is_dirty = FALSE;

  return TRUE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensCropper *self)
{
  gboolean is_resize = (state & GDK_SHIFT_MASK) != 0;
  int step = (state & GDK_CONTROL_MASK) != 0 ? LARGE_STEP : SMALL_STEP;
  int dx, dy;
  LensCropPart part = LENS_CROP_MOVE;

  if (keyval == GDK_KEY_Escape)
    return give_up (self);
  if (!self->has_crop || (state & GDK_ALT_MASK) != 0 || !lens_keys_find_arrow (keyval, &dx, &dy))
    return GDK_EVENT_PROPAGATE;

  if (is_resize)
    part = dx != 0 ? LENS_CROP_RIGHT : LENS_CROP_LOWER;
  change_to (self, lens_crop_drag (&self->crop, part, &(LensCropDrag){ dx * step, dy * step, self->is_square },
                                   self->image_width, self->image_height));

  return GDK_EVENT_STOP;
}

/* However long a key repeats, it is one change. */
static void
on_key_released (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                 LensCropper *self)
{
  if (self->part == LENS_CROP_NONE)
    lens_cropper_commit (self);
}

static void
on_focus_changed (GtkEventControllerFocus *controller, LensCropper *self)
{
  if (self->part == LENS_CROP_NONE)
    lens_cropper_commit (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
snapshot_veil (LensCropper *self, GtkSnapshot *snapshot, const graphene_rect_t *in)
{
  const GdkRGBA veil = { 0, 0, 0, 0.3f };
  float left = (float) self->left, top = (float) self->top;
  float width = (float) (self->image_width * self->scale), height = (float) (self->image_height * self->scale);
  float x0 = in->origin.x, y0 = in->origin.y, x1 = x0 + in->size.width, y1 = y0 + in->size.height;

  gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (left, top, width, y0 - top));
  gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (left, y1, width, top + height - y1));
  gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (left, y0, x0 - left, y1 - y0));
  gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (x1, y0, left + width - x1, y1 - y0));
}

/* Small squares where it can be taken hold of, only while somebody may want to: the image is what is to be seen. */
static void
snapshot_handles (GtkSnapshot *snapshot, const graphene_rect_t *in)
{
  const GdkRGBA dark = { 0, 0, 0, 0.7f }, light = { 1, 1, 1, 1 };

  for (int i = 0; i < 9; i++)
    {
      float x = in->origin.x + in->size.width * (float) (i % 3) / 2,
            y = in->origin.y + in->size.height * (float) (i / 3) / 2;
      graphene_rect_t box = GRAPHENE_RECT_INIT (x - (float) HANDLE / 2, y - (float) HANDLE / 2, HANDLE, HANDLE);

      if (i == 4)
        continue; /* the middle */
      gtk_snapshot_append_color (snapshot, &light, &box);
      lens_frame_snapshot (snapshot, &box, -1, 1, &dark);
    }
}

static void
lens_cropper_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensCropper *self = LENS_CROPPER (widget);
  const GdkRGBA dark = { 0, 0, 0, 0.7f }, light = { 1, 1, 1, 1 };
  gboolean has_focus = gtk_widget_has_visible_focus (widget);
  graphene_rect_t inside;

  if (!self->has_crop)
    return;

  inside = GRAPHENE_RECT_INIT ((float) (self->left + self->crop.x * self->scale),
                               (float) (self->top + self->crop.y * self->scale),
                               (float) (self->crop.width * self->scale), (float) (self->crop.height * self->scale));
  snapshot_veil (self, snapshot, &inside);
  lens_frame_snapshot (snapshot, &inside, has_focus ? -2 : -1, has_focus ? 2 : 1, &dark);
  lens_frame_snapshot (snapshot, &inside, 0, has_focus ? 2 : 1, &light);
  if (lens_cropper_is_used (self))
    snapshot_handles (snapshot, &inside);
}

static void
lens_cropper_class_init (LensCropperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = lens_cropper_snapshot;
  widget_class->contains = lens_cropper_contains;

  gtk_widget_class_set_css_name (widget_class, "lens-cropper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMITTED]
      = g_signal_new ("committed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_controllers (LensCropper *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (key, "key-released", G_CALLBACK (on_key_released), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus_changed), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_changed), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
lens_cropper_init (LensCropper *self)
{
  self->scale = 1.0;
  self->is_square = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Crop"), -1);
  add_controllers (self);
  lens_cropper_set (self, 0, 0, NULL);
}

void
lens_cropper_set_view (LensCropper *self, double scale, double left, double top)
{
  g_return_if_fail (LENS_IS_CROPPER (self));

  self->scale = scale;
  self->left = left;
  self->top = top;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_cropper_set (LensCropper *self, int image_width, int image_height, const LensCrop *crop)
{
  g_return_if_fail (LENS_IS_CROPPER (self));

  self->image_width = image_width;
  self->image_height = image_height;
  self->has_crop = crop != NULL;
  self->crop = crop != NULL ? *crop : (LensCrop){ 0, 0, 0, 0 };
  self->part = LENS_CROP_NONE; /* what was dragged is another crop now */
  self->is_dirty = FALSE;
  if (crop == NULL && gtk_widget_has_focus (GTK_WIDGET (self)))
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self))); /* the keyboard stays near */
  gtk_widget_set_focusable (GTK_WIDGET (self), self->has_crop);
  gtk_widget_set_visible (GTK_WIDGET (self), self->has_crop);
  update (self);
}

const LensCrop *
lens_cropper_get_crop (LensCropper *self)
{
  g_return_val_if_fail (LENS_IS_CROPPER (self), NULL);

  return self->has_crop ? &self->crop : NULL;
}

void
lens_cropper_set_square (LensCropper *self, gboolean is_square)
{
  g_return_if_fail (LENS_IS_CROPPER (self));

  self->is_square = is_square;
}

gboolean
lens_cropper_is_used (LensCropper *self)
{
  g_return_val_if_fail (LENS_IS_CROPPER (self), FALSE);

  return self->has_crop && (self->part != LENS_CROP_NONE || gtk_widget_has_focus (GTK_WIDGET (self)));
}
