/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-controls.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-drop-down.h"
#include "lens-flow.h"
#include "lens-keys.h"
#include "lens-net-words.h"

struct _LensNetControls {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *view_box;
  GtkDropDown *views;
  GtkDropDown *maps;
  GtkLabel *place;
  GtkButton *play;
  GtkWidget *speed_box;
  GtkScale *speed;

  LensPass *pass;       /* owned */
  gboolean is_updating; /* it is not the user who chooses */
};

G_DEFINE_FINAL_TYPE (LensNetControls, lens_net_controls, GTK_TYPE_WIDGET)

/* "1 of 8", with what the view is for whoever opens the list. */
static void
fill_views (LensNetControls *self, int n)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GListModel *old = gtk_drop_down_get_model (self->views);

  if (old != NULL && (int) g_list_model_get_n_items (old) == n)
    return;
  for (int i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf (_ ("%u of %u"), (guint) i + 1, (guint) n);

      gtk_string_list_append (list, text);
    }
  gtk_drop_down_set_model (self->views, G_LIST_MODEL (list));
}

static void
update (LensNetControls *self)
{
  g_autofree char *place = lens_net_dup_place (self->pass);
  gboolean is_playing = lens_pass_is_playing (self->pass);

  self->is_updating = TRUE;
  fill_views (self, lens_pass_get_n_views (self->pass));
  gtk_drop_down_set_selected (self->views, (guint) lens_pass_get_view (self->pass));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->views), lens_net_get_view_name (lens_pass_get_view (self->pass)));
  gtk_widget_set_visible (self->view_box, lens_pass_get_n_views (self->pass) > 1);
  gtk_drop_down_set_selected (self->maps, (guint) lens_pass_get_maps (self->pass));
  gtk_label_set_text (self->place, place);
  gtk_button_set_icon_name (self->play, is_playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_range_set_value (GTK_RANGE (self->speed), LENS_PASS_MAX_SECONDS - lens_pass_get_seconds (self->pass));
  self->is_updating = FALSE;
}

static void
on_view (LensNetControls *self)
{
  if (!self->is_updating)
    lens_pass_set_view (self->pass, (int) gtk_drop_down_get_selected (self->views));
}

static void
on_maps (LensNetControls *self)
{
  if (!self->is_updating)
    lens_pass_set_maps (self->pass, (LensMaps) gtk_drop_down_get_selected (self->maps));
}

/* Faster is farther along. */
static void
on_speed (LensNetControls *self)
{
  if (!self->is_updating)
    lens_pass_set_seconds (self->pass, LENS_PASS_MAX_SECONDS - gtk_range_get_value (GTK_RANGE (self->speed)));
}

/* Whoever wants no motion steps. */
static void
on_animations (LensNetControls *self)
{
  gboolean has_animations;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &has_animations, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->play), has_animations);
  gtk_widget_set_visible (self->speed_box, has_animations);
  if (!has_animations && self->pass != NULL)
    lens_pass_set_playing (self->pass, FALSE);
}

/* ---- the object ---- */

static void
lens_net_controls_dispose (GObject *object)
{
  LensNetControls *self = LENS_NET_CONTROLS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->pass);

  G_OBJECT_CLASS (lens_net_controls_parent_class)->dispose (object);
}

static void
lens_net_controls_class_init (LensNetControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_net_controls_dispose;
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_css_name (widget_class, "lens-net-controls");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-net-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, LensNetControls, view_box);
  gtk_widget_class_bind_template_child (widget_class, LensNetControls, views);
  gtk_widget_class_bind_template_child (widget_class, LensNetControls, maps);
  gtk_widget_class_bind_template_child (widget_class, LensNetControls, place);
  gtk_widget_class_bind_template_child (widget_class, LensNetControls, play);
  gtk_widget_class_bind_template_child (widget_class, LensNetControls, speed_box);
  gtk_widget_class_bind_template_child (widget_class, LensNetControls, speed);
}

static void
lens_net_controls_init (LensNetControls *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  lens_drop_down_set_name (self->views, C_ ("of an input", "View"));
  lens_drop_down_set_name (self->maps, _ ("Maps"));
  gtk_range_set_range (GTK_RANGE (self->speed), 0, LENS_PASS_MAX_SECONDS - LENS_PASS_MIN_SECONDS);
  gtk_range_set_increments (GTK_RANGE (self->speed), 0.25, 0.5);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-enable-animations",
                           G_CALLBACK (on_animations), self, G_CONNECT_SWAPPED);
  on_animations (self);
}

void
lens_net_controls_set_pass (LensNetControls *self, LensPass *pass)
{
  g_return_if_fail (LENS_IS_NET_CONTROLS (self));
  g_return_if_fail (self->pass == NULL);

  self->pass = g_object_ref (pass);
  g_signal_connect_object (pass, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_signal_connect_swapped (self->views, "notify::selected", G_CALLBACK (on_view), self);
  g_signal_connect_swapped (self->maps, "notify::selected", G_CALLBACK (on_maps), self);
  g_signal_connect_swapped (self->speed, "value-changed", G_CALLBACK (on_speed), self);
}
