/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-toast.h"

#include "lens-accessible.h"

void
lens_toast_install (GtkInfoBar *bar)
{
  g_return_if_fail (GTK_IS_INFO_BAR (bar));

  gtk_widget_add_css_class (GTK_WIDGET (bar), "lens-toast");
  lens_accessible_prepare_bar (bar);
  /* else its old words would make those below it as wide */
  g_object_bind_property (bar, "revealed", bar, "visible", G_BINDING_SYNC_CREATE);
}
