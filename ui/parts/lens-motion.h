/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Numbers that move to new values in 120 ms, and at once where motion is not wanted or not seen. */
typedef struct _LensMotion LensMotion;

/* (transfer full) Of the widget that draws the numbers; free it before the widget is gone. */
LensMotion *lens_motion_new (GtkWidget *widget);
void lens_motion_free (LensMotion *self);
/* As many numbers, all zero. */
void lens_motion_reset (LensMotion *self, int n);
void lens_motion_stop (LensMotion *self);
/* What changes faster than the motion lasts is shown at once. */
void lens_motion_go (LensMotion *self, const double *targets);
double lens_motion_get (LensMotion *self, int index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensMotion, lens_motion_free)

G_END_DECLS
