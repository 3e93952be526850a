/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-crop-tool.h"

struct _LensCropTool {
  GObject parent_instance;

  LensCrops *crops;     /* owned */
  LensCropper *cropper; /* borrowed */
};

G_DEFINE_FINAL_TYPE (LensCropTool, lens_crop_tool, G_TYPE_OBJECT)

static void
on_crops_changed (LensCropTool *self)
{
  DermImage *image = lens_crops_get_image (self->crops);

  lens_cropper_set_square (self->cropper, lens_crops_is_square (self->crops));
  if (image != NULL)
    lens_cropper_set (self->cropper, derm_image_get_width (image), derm_image_get_height (image),
                      lens_crops_get_crop (self->crops));
}

static void
on_dragged (LensCropper *cropper, LensCropTool *self)
{
  lens_crops_drag (self->crops, lens_cropper_get_crop (cropper));
}

static void
on_committed (LensCropper *cropper, LensCropTool *self)
{
  lens_crops_commit (self->crops, lens_cropper_get_crop (cropper));
}

static void
on_finish (LensCropTool *self)
{
  lens_cropper_commit (self->cropper);
}

static void
lens_crop_tool_dispose (GObject *object)
{
  g_clear_object (&LENS_CROP_TOOL (object)->crops);

  G_OBJECT_CLASS (lens_crop_tool_parent_class)->dispose (object);
}

static void
lens_crop_tool_class_init (LensCropToolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_crop_tool_dispose;
}

static void
lens_crop_tool_init (LensCropTool *self)
{
}

LensCropTool *
lens_crop_tool_new (LensCrops *crops, LensCropper *cropper)
{
  LensCropTool *self = g_object_new (LENS_TYPE_CROP_TOOL, NULL);

  self->crops = g_object_ref (crops);
  self->cropper = cropper;
  g_signal_connect_object (crops, "changed", G_CALLBACK (on_crops_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crops, "finish", G_CALLBACK (on_finish), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cropper, "changed", G_CALLBACK (on_dragged), self, 0);
  g_signal_connect_object (cropper, "committed", G_CALLBACK (on_committed), self, 0);

  return self;
}
