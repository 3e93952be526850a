/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-lesson-progress.h"

#include <glib/gi18n.h>

#include "lens-theme.h"

#define HEIGHT 5
#define GAP 4

struct _LensLessonProgress {
  GtkWidget parent_instance;

  LensLessons *lessons; /* owned; NULL until it is set */
};

G_DEFINE_FINAL_TYPE (LensLessonProgress, lens_lesson_progress, GTK_TYPE_WIDGET)

static void
append_piece (GtkSnapshot *snapshot, const graphene_rect_t *place, const DermColor *color, double alpha)
{
  const GdkRGBA rgba = { (float) color->r, (float) color->g, (float) color->b, (float) alpha };

  gtk_snapshot_append_color (snapshot, &rgba, place);
}

static void
lens_lesson_progress_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensLessonProgress *self = LENS_LESSON_PROGRESS (widget);
  guint n = self->lessons != NULL ? lens_lessons_get_n (self->lessons) : 0;
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  float piece = n > 0 ? (width - GAP * (float) (n - 1)) / (float) n : 0.0f;
  DermTheme theme = lens_theme_for_widget (widget);

  for (guint i = 0; i < n && piece > 0.0f; i++)
    {
      float x = (float) (is_rtl ? n - 1 - i : i) * (piece + GAP);
      float filled = piece * (float) lens_lessons_get_progress (self->lessons, i);

      append_piece (snapshot, &GRAPHENE_RECT_INIT (x, 0, piece, HEIGHT), &theme.track, 1.0);
      if (i == lens_lessons_get_index (self->lessons)) /* the one that is open, before anything is answered too */
        append_piece (snapshot, &GRAPHENE_RECT_INIT (x, HEIGHT - 1, piece, 1), &theme.text, 0.6);
      if (filled > 0.0f)
        append_piece (snapshot, &GRAPHENE_RECT_INIT (is_rtl ? x + piece - filled : x, 0, filled, HEIGHT), &theme.accent,
                      1.0);
    }
}

static void
lens_lesson_progress_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
lens_lesson_progress_dispose (GObject *object)
{
  g_clear_object (&LENS_LESSON_PROGRESS (object)->lessons);

  G_OBJECT_CLASS (lens_lesson_progress_parent_class)->dispose (object);
}

static void
lens_lesson_progress_class_init (LensLessonProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_lesson_progress_dispose;
  widget_class->snapshot = lens_lesson_progress_snapshot;
  widget_class->measure = lens_lesson_progress_measure;
  gtk_widget_class_set_css_name (widget_class, "lens-lesson-progress");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lens_lesson_progress_init (LensLessonProgress *self)
{
}

void
lens_lesson_progress_set (LensLessonProgress *self, LensLessons *lessons)
{
  g_autofree char *words = NULL;
  guint n, n_done = 0;

  g_return_if_fail (LENS_IS_LESSON_PROGRESS (self));

  g_set_object (&self->lessons, lessons);
  n = lens_lessons_get_n (lessons);
  for (guint i = 0; i < n; i++)
    n_done += lens_lessons_get_progress (lessons, i) >= 1.0;
  words = g_strdup_printf (ngettext ("%1$u of %2$u lesson done", "%1$u of %2$u lessons done", n), n_done, n);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
