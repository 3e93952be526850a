/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-score.h"

#include "lens-theme.h"

#define THICKNESS 4

struct _LensScore
{
  GtkWidget parent_instance;

  double value; /* 0..1 */
};

G_DEFINE_FINAL_TYPE (LensScore, lens_score, GTK_TYPE_WIDGET)

static void
lens_score_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? THICKNESS : 40;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? THICKNESS : 100;
}

static GdkRGBA
to_rgba (const DermColor *color)
{
  return (GdkRGBA){ (float) color->r, (float) color->g, (float) color->b, (float) color->a };
}

static void
lens_score_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensScore *self = LENS_SCORE (widget);
  float width = (float) gtk_widget_get_width (widget), filled = width * (float) self->value;
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  DermTheme theme = lens_theme_for_widget (widget);
  GdkRGBA accent = to_rgba (&theme.accent), track = to_rgba (&theme.text);
  GskRoundedRect outline;

  track.alpha = 0.12f; /* of the text, so that it is seen on a selected row too */
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, THICKNESS), THICKNESS / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &track, &GRAPHENE_RECT_INIT (0, 0, width, THICKNESS));
  gtk_snapshot_pop (snapshot);
  if (filled < 1.0f)
    return;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (is_rtl ? width - filled : 0, 0, filled, THICKNESS),
                                   THICKNESS / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &accent, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
lens_score_class_init (LensScoreClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = lens_score_measure;
  widget_class->snapshot = lens_score_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "lens-score");
}

static void
lens_score_init (LensScore *self)
{
}

void
lens_score_set_value (LensScore *self, double value)
{
  g_return_if_fail (LENS_IS_SCORE (self));

  self->value = CLAMP (value, 0.0, 1.0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
