/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-controls.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-flow.h"
#include "lens-menu.h"

struct _LensAtlasControls {
  GtkBox parent_instance;

  /* template */
  GtkWidget *colour_title, *axes_title;
  GtkMenuButton *colour_button, *axes_button;

  LensSession *session; /* owned */
  int n_axes;           /* pairs that the menu has */
};

G_DEFINE_FINAL_TYPE (LensAtlasControls, lens_atlas_controls, GTK_TYPE_BOX)

static const char *const colours[LENS_N_PLACES_COLOURS]
    = { NC_ ("atlas", "by answer"), NC_ ("atlas", "by truth"), NC_ ("atlas", "by flag") };

/* A screen reader says what is chosen for what. */
static void
set_choice (GtkMenuButton *button, const char *title, const char *value)
{
  /* TRANSLATORS: what is chosen, like "Flag", and the choice */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), title, value);

  gtk_menu_button_set_label (button, value);
  lens_accessible_set_name (GTK_WIDGET (button), text);
}

/* (transfer full) */
static char *
dup_axes (int x, int y)
{
  /* TRANSLATORS: the two components that are shown, like "1 and 2" */
  return g_strdup_printf (_ ("%d and %d"), x + 1, y + 1);
}

static void
make_axes_menu (LensAtlasControls *self)
{
  int n = lens_places_get_n_axes (lens_session_get_places (self->session));
  g_autoptr (GMenu) menu = NULL;

  if (n == self->n_axes)
    return;
  self->n_axes = n;
  menu = g_menu_new ();
  for (int i = 0; i < n; i++)
    {
      g_autofree char *label = NULL, *target = NULL;
      int x, y;

      lens_places_list_axes (i, &x, &y);
      label = dup_axes (x, y);
      target = g_strdup_printf ("%d,%d", x, y);
      lens_menu_append_choice (menu, label, "win.atlas-axes", target);
    }
  gtk_menu_button_set_menu_model (self->axes_button, G_MENU_MODEL (menu));
}

static void
update (LensAtlasControls *self)
{
  LensPlaces *places = lens_session_get_places (self->session);
  g_autofree char *axes = NULL;
  int x, y;

  if (lens_session_is_closed (self->session))
    return;
  lens_places_get_axes (places, &x, &y);
  axes = dup_axes (x, y);
  make_axes_menu (self);
  set_choice (self->colour_button, _ ("Colour"),
              g_dpgettext2 (NULL, "atlas", colours[lens_places_get_colour (places)]));
  set_choice (self->axes_button, _ ("Axes"), axes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->axes_button), self->n_axes > 1);
}

static void
lens_atlas_controls_dispose (GObject *object)
{
  g_clear_object (&LENS_ATLAS_CONTROLS (object)->session);

  G_OBJECT_CLASS (lens_atlas_controls_parent_class)->dispose (object);
}

static void
lens_atlas_controls_class_init (LensAtlasControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_atlas_controls_dispose;
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-atlas-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, LensAtlasControls, colour_title);
  gtk_widget_class_bind_template_child (widget_class, LensAtlasControls, axes_title);
  gtk_widget_class_bind_template_child (widget_class, LensAtlasControls, colour_button);
  gtk_widget_class_bind_template_child (widget_class, LensAtlasControls, axes_button);
}

static void
lens_atlas_controls_init (LensAtlasControls *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_atlas_controls_set_session (LensAtlasControls *self, LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);

  g_return_if_fail (LENS_IS_ATLAS_CONTROLS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (places, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (places, "settings-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lens_atlas_controls_set_narrow (LensAtlasControls *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_ATLAS_CONTROLS (self));

  gtk_widget_set_visible (self->colour_title, !is_narrow);
  gtk_widget_set_visible (self->axes_title, !is_narrow);
}
