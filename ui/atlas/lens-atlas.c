/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas.h"

#include <glib/gi18n.h>

#include "lens-atlas-card.h"
#include "lens-atlas-chart.h"
#include "lens-atlas-controls.h"
#include "lens-atlas-groups.h"
#include "lens-atlas-legend.h"
#include "lens-atlas-strip.h"
#include "lens-context-menu.h"
#include "lens-places-words.h"
#include "lens-theme.h"

#define NARROW_HEIGHT 280 /* where this and the scores scroll as one */
#define GAP 16            /* of the card from its point */

struct _LensAtlas {
  GtkWidget parent_instance;

  /* template */
  LensAtlasControls *controls; /* stands in the view bar */
  GtkOverlay *overlay;
  LensAtlasChart *chart;
  GtkLabel *state_label, *progress_label, *tag;
  GtkWidget *card_box, *legend_box;
  LensAtlasGroups *groups;
  LensAtlasStrip *strip;
  GMenuModel *image_menu;

  GtkWidget *card;         /* borrowed child of the box */
  LensAtlasLegend *legend; /* owned: it stands over the map or below it */
  LensSession *session;    /* owned */
  int pointed_at;          /* place of the image that the card shows, or -1 */
  gboolean is_narrow, is_flat;
};

G_DEFINE_FINAL_TYPE (LensAtlas, lens_atlas, GTK_TYPE_WIDGET)

static LensPlaces *
get_places (LensAtlas *self)
{
  return lens_session_get_places (self->session);
}

/* ---- what it adds to the scores ---- */

static void
fill (LensAtlas *self)
{
  LensReadout *readout = lens_session_get_readout (self->session);
  g_autofree char *remark = NULL, *footer = NULL;

  if (lens_session_is_closed (self->session) || lens_session_get_aspect (self->session) != LENS_ASPECT_ATLAS)
    return;
  remark = lens_places_dup_remark (self->session);
  footer = lens_places_dup_footer (self->session);
  lens_readout_set_words (readout, NULL, remark);
  lens_readout_set_footer (readout, footer);
}

/* ---- the map ---- */

static void
show_tag (LensAtlas *self)
{
  LensCondition *lasso = lens_session_get_lasso (self->session);
  guint n = lasso != NULL ? lens_condition_get_n_items (lasso) : 0;
  graphene_rect_t place;
  /* TRANSLATORS: images that were enclosed on the map */
  g_autofree char *text = g_strdup_printf (ngettext ("%'u chosen", "%'u chosen", n), n);

  gtk_label_set_text (self->tag, text);
  gtk_widget_set_visible (GTK_WIDGET (self->tag), n > 0 && lens_atlas_chart_find_lasso (self->chart, &place));
  gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
}

static void
on_filter (LensAtlas *self)
{
  if (lens_session_is_closed (self->session))
    return;
  show_tag (self);
  fill (self);
}

/* Over the map, but below the card. */
static void
add_legend (LensAtlas *self)
{
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->legend));
  g_object_ref (self->card_box);
  gtk_overlay_remove_overlay (self->overlay, self->card_box);
  gtk_overlay_add_overlay (self->overlay, self->card_box);
  g_object_unref (self->card_box);
}

/* Where it is narrow, or the text large, it would cover the map: it stands below. */
static void
move_legend (LensAtlas *self)
{
  gboolean is_flat = self->is_narrow || lens_theme_get_text_scale (GTK_WIDGET (self)) >= LENS_LARGE_TEXT;

  if (is_flat != self->is_flat)
    {
      self->is_flat = is_flat;
      lens_atlas_legend_set_flat (self->legend, is_flat);
      gtk_widget_set_hexpand (GTK_WIDGET (self->legend), is_flat);
      if (is_flat)
        {
          gtk_overlay_remove_overlay (self->overlay, GTK_WIDGET (self->legend));
          gtk_box_append (GTK_BOX (self->legend_box), GTK_WIDGET (self->legend));
        }
      else
        {
          gtk_box_remove (GTK_BOX (self->legend_box), GTK_WIDGET (self->legend));
          add_legend (self);
        }
    }
  gtk_widget_set_visible (self->legend_box, is_flat && gtk_widget_get_visible (GTK_WIDGET (self->legend)));
}

static void
on_changed (LensAtlas *self)
{
  g_autofree char *state = NULL, *progress = NULL;
  gboolean has_map;

  if (lens_session_is_closed (self->session))
    return;
  state = lens_places_dup_state (self->session);
  progress = lens_places_dup_progress (self->session);
  has_map = state == NULL;
  gtk_label_set_text (self->state_label, has_map ? "" : state);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), !has_map);
  gtk_widget_set_opacity (GTK_WIDGET (self->chart), has_map ? 1 : 0);
  gtk_label_set_text (self->progress_label, progress != NULL ? progress : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress_label), progress != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), has_map);
  move_legend (self);
  on_filter (self);
}

static void
on_pointed_at (LensAtlasChart *chart, int place, LensAtlas *self)
{
  LensItem *item = NULL;

  if (place >= 0 && (guint) place < lens_places_get_n (get_places (self)))
    item = lens_places_get_item (get_places (self), (guint) place);
  self->pointed_at = item != NULL ? place : -1;
  lens_atlas_card_set (LENS_ATLAS_CARD (self->card), self->session, item, NULL);
  gtk_widget_set_visible (self->card_box, item != NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
}

/* Beside the point, where there is more room. */
static gboolean
place_card (LensAtlas *self, GdkRectangle *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->chart)),
      height = gtk_widget_get_height (GTK_WIDGET (self->chart));
  graphene_point_t point;
  GtkRequisition size;

  if (!lens_atlas_chart_find_point (self->chart, self->pointed_at, &point))
    return FALSE;
  gtk_widget_get_preferred_size (self->card_box, NULL, &size);
  place->width = MIN (size.width, width);
  place->height = MIN (size.height, height);
  place->x = (int) point.x + GAP;
  if (place->x + place->width > width)
    place->x = MAX ((int) point.x - GAP - place->width, 0);
  place->y = CLAMP ((int) point.y - place->height / 2, 4, MAX (height - place->height - 4, 4));

  return TRUE;
}

static gboolean
place_tag (LensAtlas *self, GdkRectangle *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->chart));
  graphene_rect_t lasso;
  GtkRequisition size;

  if (!lens_atlas_chart_find_lasso (self->chart, &lasso))
    return FALSE;
  gtk_widget_get_preferred_size (GTK_WIDGET (self->tag), NULL, &size);
  *place = (GdkRectangle){ (int) (lasso.origin.x + lasso.size.width * 0.8f), (int) lasso.origin.y - size.height / 2,
                           size.width, size.height };
  place->x = CLAMP (place->x, 0, MAX (width - size.width, 0));
  place->y = MAX (place->y, 2);

  return TRUE;
}

/* In the corner that has the fewest points; of equals at the end, below. */
static gboolean
place_legend (LensAtlas *self, GdkRectangle *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->chart)),
      height = gtk_widget_get_height (GTK_WIDGET (self->chart));
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint fewest = G_MAXUINT;
  GtkRequisition size;

  gtk_widget_get_preferred_size (GTK_WIDGET (self->legend), NULL, &size);
  for (int corner = 0; corner < 4; corner++)
    {
      gboolean is_left = (corner >= 2) != is_rtl;
      int x = is_left ? 0 : MAX (width - size.width, 0), y = corner % 2 == 0 ? MAX (height - size.height, 0) : 0;
      guint n = lens_atlas_chart_count_points (
          self->chart, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) size.width, (float) size.height));

      if (n >= fewest)
        continue;
      fewest = n;
      *place = (GdkRectangle){ x, y, MIN (size.width, width), MIN (size.height, height) };
    }

  return TRUE;
}

static gboolean
on_child_position (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *place, LensAtlas *self)
{
  if (self->session == NULL)
    return FALSE;
  if (child == self->card_box)
    return place_card (self, place);
  if (child == GTK_WIDGET (self->tag))
    return place_tag (self, place);
  if (child == GTK_WIDGET (self->legend))
    return place_legend (self, place);

  return FALSE;
}

/* The menu is about the image under the pointer. */
static gboolean
select_under_pointer (GtkWidget *chart, double x, double y, gpointer user_data)
{
  LensAtlas *self = user_data;
  int place = self->session != NULL ? lens_atlas_chart_find_at (self->chart, x, y) : -1;

  return place >= 0 && lens_session_reveal (self->session, lens_places_get_item (get_places (self), (guint) place));
}

/* ---- the object ---- */

/* Keys go to the map, not to the first button. */
static gboolean
lens_atlas_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LENS_ATLAS (widget)->chart));
}

static void
lens_atlas_dispose (GObject *object)
{
  LensAtlas *self = LENS_ATLAS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->legend);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_atlas_parent_class)->dispose (object);
}

static void
lens_atlas_class_init (LensAtlasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_atlas_dispose;
  widget_class->grab_focus = lens_atlas_grab_focus;
  g_type_ensure (LENS_TYPE_ATLAS_CHART);
  g_type_ensure (LENS_TYPE_ATLAS_CONTROLS);
  g_type_ensure (LENS_TYPE_ATLAS_GROUPS);
  g_type_ensure (LENS_TYPE_ATLAS_STRIP);
  gtk_widget_class_set_css_name (widget_class, "lens-atlas");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-atlas.ui");
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, controls);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, overlay);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, chart);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, state_label);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, progress_label);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, tag);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, card_box);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, legend_box);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, groups);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, strip);
  gtk_widget_class_bind_template_child (widget_class, LensAtlas, image_menu);
}

static void
lens_atlas_init (LensAtlas *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pointed_at = -1;
  self->card = lens_atlas_card_new (FALSE);
  gtk_box_append (GTK_BOX (self->card_box), self->card);
  self->legend = g_object_ref_sink (g_object_new (LENS_TYPE_ATLAS_LEGEND, NULL));
  add_legend (self);
  lens_context_menu_attach (GTK_WIDGET (self->chart), self->image_menu, select_under_pointer, self);
  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (on_child_position), self, 0);
  g_signal_connect_object (self->chart, "pointed-at", G_CALLBACK (on_pointed_at), self, 0);
}

void
lens_atlas_set_session (LensAtlas *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_ATLAS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  lens_atlas_chart_set_session (self->chart, session);
  lens_atlas_legend_set_session (self->legend, session);
  lens_atlas_groups_set_session (self->groups, session);
  lens_atlas_strip_set_session (self->strip, session);
  lens_atlas_controls_set_session (self->controls, session);
  g_signal_connect_object (get_places (self), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "notify::filter", G_CALLBACK (on_filter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_shown (session), "predicted", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

GtkWidget *
lens_atlas_get_controls (LensAtlas *self)
{
  g_return_val_if_fail (LENS_IS_ATLAS (self), NULL);

  return GTK_WIDGET (self->controls);
}

void
lens_atlas_set_narrow (LensAtlas *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_ATLAS (self));

  self->is_narrow = is_narrow;
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, is_narrow ? NARROW_HEIGHT : -1);
  lens_atlas_controls_set_narrow (self->controls, is_narrow);
  move_legend (self);
}
