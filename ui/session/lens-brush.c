/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-brush.h"

#include <string.h>

#include "lens-paint.h"

#define QUARTERS 4 /* of an input's pixel that an arrow key goes on the original */

static const int sizes[] = { 1, 2, 3, 4, 6, LENS_PAINT_MAX_SIZE, 0 };
/* From a fine hair to a ruler. */
static const int original_sizes[] = { 1, 2, 4, 8, 16, 32, 64, 128, LENS_PAINT_MAX_ORIGINAL_SIZE, 0 };

struct _LensBrush {
  GObject parent_instance;

  LensEdits *edits; /* owned */
  LensTool tool;
  int size, original_size;
  guint8 colour[3];
  int x, y;
  gboolean has_cursor;
  gboolean is_line; /* the stroke that is under way */
  gboolean is_revealing;
  gboolean is_original;
};

G_DEFINE_FINAL_TYPE (LensBrush, lens_brush, G_TYPE_OBJECT)

enum { PROP_TOOL = 1, PROP_SIZE, PROP_COLOUR, PROP_IS_REVEALING, PROP_IS_ORIGINAL, N_PROPS };
enum { MOVED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (LensBrush *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Of what is painted on; 0 if there is nothing. */
static void
find_extent (LensBrush *self, int *width, int *height)
{
  DermImage *original = lens_brush_get_original (self);

  *width = original != NULL ? derm_image_get_width (original) : lens_edits_get_width (self->edits);
  *height = original != NULL ? derm_image_get_height (original) : lens_edits_get_height (self->edits);
}

/* Another input may be smaller, and a stroke may have been ended by whoever left it. */
static void
on_edits_changed (LensBrush *self)
{
  int width, height;

  find_extent (self, &width, &height);
  if (!lens_edits_is_painting (self->edits))
    self->is_line = FALSE;
  if (!self->has_cursor || (self->x < width && self->y < height))
    return;
  self->has_cursor = FALSE;
  g_signal_emit (self, signals[MOVED], 0);
}

static void
lens_brush_finalize (GObject *object)
{
  g_object_unref (LENS_BRUSH (object)->edits);

  G_OBJECT_CLASS (lens_brush_parent_class)->finalize (object);
}

static void
lens_brush_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensBrush *self = LENS_BRUSH (object);

  switch (id)
    {
    case PROP_TOOL:
      g_value_set_int (value, (int) self->tool);
      break;
    case PROP_SIZE:
      g_value_set_int (value, lens_brush_get_size (self));
      break;
    case PROP_COLOUR:
      g_value_take_boxed (value,
                          gdk_rgba_copy (&(GdkRGBA){ (float) self->colour[0] / 255, (float) self->colour[1] / 255,
                                                     (float) self->colour[2] / 255, 1 }));
      break;
    case PROP_IS_REVEALING:
      g_value_set_boolean (value, self->is_revealing);
      break;
    case PROP_IS_ORIGINAL:
      g_value_set_boolean (value, self->is_original);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_brush_class_init (LensBrushClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lens_brush_finalize;
  object_class->get_property = lens_brush_get_property;
  properties[PROP_TOOL] = g_param_spec_int ("tool", "Tool", "A LensTool", 0, LENS_TOOL_FILL, 0, flags);
  properties[PROP_SIZE]
      = g_param_spec_int ("size", "Size", "Of the brush, in pixels", 1, LENS_PAINT_MAX_ORIGINAL_SIZE, 1, flags);
  properties[PROP_COLOUR] = g_param_spec_boxed ("colour", "Colour", "Of the brush", GDK_TYPE_RGBA, flags);
  properties[PROP_IS_REVEALING]
      = g_param_spec_boolean ("is-revealing", "Revealing", "Whether the untouched input is shown", FALSE, flags);
  properties[PROP_IS_ORIGINAL]
      = g_param_spec_boolean ("is-original", "Original", "Whether the original is painted on", FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MOVED]
      = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* A pen's blue-violet, as of the ink with which surgeons mark the skin. */
static void
lens_brush_init (LensBrush *self)
{
  static const guint8 ink[3] = { 72, 58, 130 };

  self->size = 2;
  self->original_size = 8;
  memcpy (self->colour, ink, sizeof ink);
}

LensBrush *
lens_brush_new (LensEdits *edits)
{
  LensBrush *self = g_object_new (LENS_TYPE_BRUSH, NULL);

  self->edits = g_object_ref (edits);
  g_signal_connect_object (edits, "changed", G_CALLBACK (on_edits_changed), self, G_CONNECT_SWAPPED);

  return self;
}

LensTool
lens_brush_get_tool (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), LENS_TOOL_BRUSH);

  return self->tool;
}

void
lens_brush_set_tool (LensBrush *self, LensTool tool)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (self->tool == tool)
    return;
  lens_edits_finish (self->edits);
  self->tool = tool;
  notify (self, PROP_TOOL);
}

static int *
get_size (LensBrush *self)
{
  return lens_brush_get_original (self) != NULL ? &self->original_size : &self->size;
}

int
lens_brush_get_size (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), 1);

  return *get_size (self);
}

void
lens_brush_set_size (LensBrush *self, int size)
{
  g_return_if_fail (LENS_IS_BRUSH (self));
  g_return_if_fail (
      size >= 1
      && size <= (lens_brush_get_original (self) != NULL ? LENS_PAINT_MAX_ORIGINAL_SIZE : LENS_PAINT_MAX_SIZE));

  if (*get_size (self) == size)
    return;
  *get_size (self) = size;
  notify (self, PROP_SIZE);
}

const int *
lens_brush_list_sizes (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), sizes);

  return lens_brush_get_original (self) != NULL ? original_sizes : sizes;
}

void
lens_brush_step_size (LensBrush *self, int by)
{
  const int *all = lens_brush_list_sizes (self);
  int i = 0;

  g_return_if_fail (LENS_IS_BRUSH (self));

  while (all[i + 1] != 0 && all[i] < lens_brush_get_size (self))
    i++;
  if (i + by >= 0 && all[i + by] != 0)
    lens_brush_set_size (self, all[i + by]);
}

const guint8 *
lens_brush_get_colour (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), NULL);

  return self->colour;
}

void
lens_brush_set_colour (LensBrush *self, const guint8 *colour)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (memcmp (self->colour, colour, sizeof self->colour) == 0)
    return;
  memcpy (self->colour, colour, sizeof self->colour);
  notify (self, PROP_COLOUR);
}

gboolean
lens_brush_is_revealing (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), FALSE);

  return self->is_revealing;
}

void
lens_brush_set_revealing (LensBrush *self, gboolean is_revealing)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (self->is_revealing == is_revealing)
    return;
  self->is_revealing = is_revealing;
  notify (self, PROP_IS_REVEALING);
}

gboolean
lens_brush_is_original (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), FALSE);

  return self->is_original;
}

void
lens_brush_set_original (LensBrush *self, gboolean is_original)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (self->is_original == is_original)
    return;
  lens_edits_finish (self->edits);
  lens_brush_point_nowhere (self); /* its pixels are others */
  self->is_original = is_original;
  notify (self, PROP_IS_ORIGINAL);
  notify (self, PROP_SIZE);
}

DermImage *
lens_brush_get_original (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), NULL);

  return self->is_original ? lens_edits_get_original (self->edits) : NULL;
}

/* ---- the cursor ---- */

gboolean
lens_brush_get_cursor (LensBrush *self, int *x, int *y)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), FALSE);

  if (self->has_cursor)
    {
      *x = self->x;
      *y = self->y;
    }

  return self->has_cursor;
}

void
lens_brush_point_at (LensBrush *self, int x, int y)
{
  int width, height;

  g_return_if_fail (LENS_IS_BRUSH (self));

  find_extent (self, &width, &height);
  if (width == 0)
    return;
  x = CLAMP (x, 0, width - 1);
  y = CLAMP (y, 0, height - 1);
  if (self->has_cursor && self->x == x && self->y == y)
    return;
  self->x = x;
  self->y = y;
  self->has_cursor = TRUE;
  if (self->is_line)
    lens_edits_draw_line (self->edits, x, y);
  g_signal_emit (self, signals[MOVED], 0);
}

void
lens_brush_point_nowhere (LensBrush *self)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (!self->has_cursor)
    return;
  self->has_cursor = FALSE;
  g_signal_emit (self, signals[MOVED], 0);
}

/* Pixels by which the cursor goes at a time. */
static int
find_stride (LensBrush *self, int extent, int n_cells)
{
  return lens_brush_get_original (self) != NULL ? MAX (1, extent / (QUARTERS * MAX (1, n_cells))) : 1;
}

/* Without a cursor it appears in the middle. */
void
lens_brush_move (LensBrush *self, int by_x, int by_y)
{
  int width, height;

  g_return_if_fail (LENS_IS_BRUSH (self));

  find_extent (self, &width, &height);
  if (self->has_cursor)
    lens_brush_point_at (self, self->x + by_x * find_stride (self, width, lens_edits_get_width (self->edits)),
                         self->y + by_y * find_stride (self, height, lens_edits_get_height (self->edits)));
  else
    lens_brush_point_at (self, width / 2, height / 2);
}

/* ---- what the tool does ---- */

static void
begin (LensBrush *self)
{
  LensEditKind kind = self->tool == LENS_TOOL_RESTORE ? LENS_EDIT_RESTORE : LENS_EDIT_BRUSH;

  if (lens_brush_get_original (self) != NULL)
    lens_edits_begin_on_original (self->edits, kind, self->colour, self->original_size);
  else
    lens_edits_begin (self->edits, kind, self->colour, self->size);
}

static void
pick (LensBrush *self)
{
  DermImage *original = lens_brush_get_original (self);
  const guint8 *rgb = original != NULL ? lens_edits_get_original_rgb (self->edits) : lens_edits_get_rgb (self->edits);
  int width = original != NULL ? derm_image_get_width (original) : lens_edits_get_width (self->edits);

  lens_brush_set_colour (self, rgb + 3 * ((gsize) self->y * (gsize) width + (gsize) self->x));
  lens_brush_set_tool (self, LENS_TOOL_BRUSH);
}

static void
fill (LensBrush *self)
{
  if (lens_brush_get_original (self) != NULL)
    lens_edits_fill_original (self->edits, self->colour, self->x, self->y);
  else
    lens_edits_fill (self->edits, self->colour, self->x, self->y);
}

void
lens_brush_press (LensBrush *self)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (!self->has_cursor || self->is_line)
    return;
  switch (self->tool)
    {
    case LENS_TOOL_PICK:
      pick (self);
      return;
    case LENS_TOOL_FILL:
      fill (self);
      return;
    default:
      begin (self);
      lens_edits_paint_to (self->edits, self->x, self->y);
    }
}

/* A stroke may leave the picture and come back. */
void
lens_brush_drag_to (LensBrush *self, int x, int y)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (lens_edits_is_painting (self->edits) && !self->is_line)
    lens_edits_paint_to (self->edits, x, y);
  lens_brush_point_at (self, x, y);
}

void
lens_brush_release (LensBrush *self)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (!self->is_line)
    lens_edits_finish (self->edits);
}

void
lens_brush_toggle_line (LensBrush *self)
{
  g_return_if_fail (LENS_IS_BRUSH (self));

  if (self->is_line)
    {
      self->is_line = FALSE;
      lens_edits_finish (self->edits);
      return;
    }
  if (!self->has_cursor || (self->tool != LENS_TOOL_BRUSH && self->tool != LENS_TOOL_RESTORE))
    return;
  begin (self);
  self->is_line = lens_edits_is_painting (self->edits);
  lens_edits_draw_line (self->edits, self->x, self->y);
}

gboolean
lens_brush_is_drawing_line (LensBrush *self)
{
  g_return_val_if_fail (LENS_IS_BRUSH (self), FALSE);

  return self->is_line;
}
