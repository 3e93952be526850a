/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-meter.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"

struct _LensMeter {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LensMeter, lens_meter, GTK_TYPE_WIDGET)

static void
lens_meter_class_init (LensMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (widget_class, "lens-meter");
}

static void
lens_meter_init (LensMeter *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, -1);
}

GtkWidget *
lens_meter_new (void)
{
  return g_object_new (LENS_TYPE_METER, NULL);
}

void
lens_meter_set (LensMeter *self, const char *label, double value, const char *value_text)
{
  const char *text = value_text != NULL ? value_text : _ ("no score");
  g_autofree char *line = lens_bidi_line (label);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), line); /* first: it becomes the description too */
  /* The description again, because GTK 4.8 does not hand the value's text on to AT-SPI. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  value < 0.0 ? -1.0 : 0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}
