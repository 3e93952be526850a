/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_METER (lens_meter_get_type ())
G_DECLARE_FINAL_TYPE (LensMeter, lens_meter, LENS, METER, GtkWidget)

/* What assistive technology sees of one bar, at the place where LensBars draws it. Draws nothing itself but its focus.
 */

GtkWidget *lens_meter_new (void);
/* value: 0..1; value_text: the number as shown, or NULL while there is none. */
void lens_meter_set (LensMeter *self, const char *label, double value, const char *value_text);

G_END_DECLS
