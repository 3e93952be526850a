/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-chart-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-places-words.h"

G_DEFINE_FINAL_TYPE (LensAtlasChart, lens_atlas_chart, GTK_TYPE_WIDGET)

enum { POINTED_AT, N_SIGNALS };

static guint signals[N_SIGNALS];

LensPlaces *
lens_atlas_chart_get_places (LensAtlasChart *self)
{
  return lens_session_get_places (self->session);
}

void
lens_atlas_chart_tell_pointed_at (LensAtlasChart *self)
{
  g_signal_emit (self, signals[POINTED_AT], 0, self->hovered);
}

/* ---- what a screen reader says ---- */

static void
describe (LensAtlasChart *self)
{
  g_autofree char *all = lens_places_dup_aloud (self->session);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

static void
describe_cell (LensAtlasChart *self)
{
  g_autofree char *one = lens_places_dup_image_aloud (self->session);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[self->current]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  one != NULL ? one : _ ("Images as points of a map"), -1);
}

/* What gets the focus is what a screen reader speaks. */
static void
focus_cell (LensAtlasChart *self)
{
  GtkWidget *old = self->cells[self->current];

  if (!gtk_widget_has_focus (old))
    {
      describe_cell (self);
      return;
    }
  self->current = 1 - self->current;
  describe_cell (self);
  gtk_widget_set_focusable (self->cells[self->current], TRUE);
  gtk_widget_grab_focus (self->cells[self->current]);
  gtk_widget_set_focusable (old, FALSE);
}

/* ---- what follows the session ---- */

void
lens_atlas_chart_select (LensAtlasChart *self, int place)
{
  LensItem *item = lens_places_get_item (lens_atlas_chart_get_places (self), (guint) place);

  if (!lens_session_reveal (self->session, item))
    lens_messages_show_notice (lens_session_get_messages (self->session),
                               _ ("The filter of the list hides this image."), LENS_NOTICE_DONE);
}

/* Lines around images that lie elsewhere now mean nothing any more. */
static void
forget_places (LensAtlasChart *self)
{
  LensPlaces *places = lens_atlas_chart_get_places (self);
  int x, y;

  lens_places_get_axes (places, &x, &y);
  if (!g_set_object (&self->atlas, lens_places_get_atlas (places)) && x == self->axes[0] && y == self->axes[1])
    return;
  self->axes[0] = x;
  self->axes[1] = y;
  self->cursor = -1;
  g_ptr_array_set_size (self->lassos, 0);
}

static void
on_changed (LensAtlasChart *self)
{
  if (lens_session_is_closed (self->session))
    return;
  lens_atlas_chart_set_hovered (self, -1);
  forget_places (self);
  g_clear_pointer (&self->is_listed, g_free);
  lens_atlas_chart_place_points (self);
  lens_atlas_chart_invalidate (self);
  describe (self);
  describe_cell (self);
}

static void
on_settings (LensAtlasChart *self)
{
  lens_atlas_chart_set_hovered (self, -1);
  lens_atlas_chart_invalidate (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   lens_places_is_lasso (lens_atlas_chart_get_places (self)) ? "crosshair" : NULL);
}

static void
on_filter (LensAtlasChart *self)
{
  if (lens_session_is_closed (self->session))
    return;
  if (lens_session_get_lasso (self->session) == NULL)
    g_ptr_array_set_size (self->lassos, 0);
  g_clear_pointer (&self->is_listed, g_free);
  lens_atlas_chart_invalidate (self);
}

static void
on_current (LensAtlasChart *self)
{
  if (lens_session_is_closed (self->session))
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  focus_cell (self);
}

/* ---- the object ---- */

static void
lens_atlas_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensAtlasChart *self = LENS_ATLAS_CHART (widget);

  for (int i = 0; i < 2; i++)
    gtk_widget_size_allocate (self->cells[i], &(GtkAllocation){ 0, 0, width, height }, -1);
  if (self->session != NULL)
    lens_atlas_chart_place_points (self);
  if (self->texture != NULL
      && (gdk_texture_get_width (self->texture) != width * gtk_widget_get_scale_factor (widget)
          || gdk_texture_get_height (self->texture) != height * gtk_widget_get_scale_factor (widget)))
    lens_atlas_chart_invalidate (self);
}

static void
lens_atlas_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lens_atlas_chart_parent_class)->css_changed (widget, change);
  if (LENS_ATLAS_CHART (widget)->session != NULL)
    lens_atlas_chart_invalidate (LENS_ATLAS_CHART (widget));
}

static gboolean
lens_atlas_chart_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (lens_atlas_chart_get_cell (LENS_ATLAS_CHART (widget)));
}

static void
lens_atlas_chart_dispose (GObject *object)
{
  LensAtlasChart *self = LENS_ATLAS_CHART (object);

  g_clear_handle_id (&self->hover_id, g_source_remove);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_object (&self->texture);
  g_clear_object (&self->atlas);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_atlas_chart_parent_class)->dispose (object);
}

static void
lens_atlas_chart_finalize (GObject *object)
{
  LensAtlasChart *self = LENS_ATLAS_CHART (object);

  g_array_unref (self->points);
  g_free (self->is_listed);
  g_ptr_array_unref (self->lassos);
  g_clear_pointer (&self->drawn, g_array_unref);

  G_OBJECT_CLASS (lens_atlas_chart_parent_class)->finalize (object);
}

static void
lens_atlas_chart_class_init (LensAtlasChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_atlas_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_atlas_chart_finalize;
  widget_class->snapshot = lens_atlas_chart_snapshot;
  widget_class->size_allocate = lens_atlas_chart_size_allocate;
  widget_class->css_changed = lens_atlas_chart_css_changed;
  widget_class->grab_focus = lens_atlas_chart_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "lens-atlas-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[POINTED_AT] = g_signal_new ("pointed-at", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
lens_atlas_chart_init (LensAtlasChart *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  self->lassos = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->zoom = 1;
  self->hovered = self->cursor = -1;
  for (int i = 0; i < 2; i++)
    {
      self->cells[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                     "can-target", FALSE, "focusable", i == 0, NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  lens_atlas_chart_add_controllers (self);
}

void
lens_atlas_chart_set_session (LensAtlasChart *self, LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);

  g_return_if_fail (LENS_IS_ATLAS_CHART (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (places, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (places, "settings-changed", G_CALLBACK (on_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "changed", G_CALLBACK (on_filter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "notify::filter", G_CALLBACK (on_filter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_truths (session), "changed", G_CALLBACK (on_filter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_selection (session), "current-changed", G_CALLBACK (on_current), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (lens_atlas_chart_invalidate), self,
                           G_CONNECT_SWAPPED);
  on_changed (self);
}

gboolean
lens_atlas_chart_find_point (LensAtlasChart *self, int place, graphene_point_t *point)
{
  g_return_val_if_fail (LENS_IS_ATLAS_CHART (self), FALSE);

  if (place < 0 || (guint) place >= self->points->len)
    return FALSE;
  *point = g_array_index (self->points, graphene_point_t, place);

  return !isnan (point->x) && point->x >= 0 && point->y >= 0
         && point->x < (float) gtk_widget_get_width (GTK_WIDGET (self))
         && point->y < (float) gtk_widget_get_height (GTK_WIDGET (self));
}

gboolean
lens_atlas_chart_find_lasso (LensAtlasChart *self, graphene_rect_t *place)
{
  double left = INFINITY, right = -INFINITY, top = -INFINITY, x0, y0, x1, y1;
  double scale;

  g_return_val_if_fail (LENS_IS_ATLAS_CHART (self), FALSE);

  for (guint i = 0; i < self->lassos->len; i++)
    {
      const GArray *line = self->lassos->pdata[i];

      for (guint k = 0; k + 1 < line->len; k += 2)
        {
          left = fmin (left, g_array_index (line, double, k));
          right = fmax (right, g_array_index (line, double, k));
          top = fmax (top, g_array_index (line, double, k + 1));
        }
    }
  if (!(left <= right) || !lens_atlas_chart_to_map (self, 0, 0, &x0, &y0)
      || !lens_atlas_chart_to_map (self, 1, 1, &x1, &y1))
    return FALSE;
  scale = 1 / (x1 - x0);
  *place = GRAPHENE_RECT_INIT ((float) ((left - x0) * scale), (float) ((y0 - top) * scale),
                               (float) ((right - left) * scale), 0);

  return TRUE;
}

guint
lens_atlas_chart_count_points (LensAtlasChart *self, const graphene_rect_t *part)
{
  guint n = 0;

  g_return_val_if_fail (LENS_IS_ATLAS_CHART (self), 0);

  for (guint i = 0; i < self->points->len; i++)
    n += graphene_rect_contains_point (part, &g_array_index (self->points, graphene_point_t, i));

  return n;
}

GtkWidget *
lens_atlas_chart_get_cell (LensAtlasChart *self)
{
  g_return_val_if_fail (LENS_IS_ATLAS_CHART (self), NULL);

  return self->cells[self->current];
}
