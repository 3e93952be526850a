/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-row.h"

#include <glib/gi18n.h>

#include "lens-score.h"
#include "lens-thumb.h"

struct _LensRow
{
  GtkWidget parent_instance;

  /* template */
  LensThumb *thumb;
  GtkLabel *name;
  GtkWidget *sign;
  GtkLabel *verdict;
  LensScore *bar;

  LensItem *item; /* owned */
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (LensRow, lens_row, GTK_TYPE_WIDGET)

/* "nv 0.93", the reason of a failure, or nothing yet. */
static char *
format_verdict (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);
  g_autofree char *score = NULL;
  int top;

  if (lens_item_get_state (item) == LENS_STATE_FAILED)
    return g_strdup (lens_item_get_error (item));
  if (prediction == NULL)
    return g_strdup ("");

  top = derm_prediction_get_top (prediction);
  score = derm_score_format (derm_prediction_get_scores (prediction)[top]);

  return g_strdup_printf ("%s %s", derm_model_get_label (derm_prediction_get_model (prediction), top), score);
}

static void
update (LensRow *self)
{
  DermPrediction *prediction = lens_item_get_prediction (self->item);
  gboolean is_failed = lens_item_get_state (self->item) == LENS_STATE_FAILED;
  g_autofree char *verdict = format_verdict (self->item);

  lens_thumb_set_paintable (self->thumb, lens_item_get_thumbnail (self->item));
  gtk_label_set_text (self->name, lens_item_get_name (self->item));
  gtk_label_set_text (self->verdict, verdict);
  gtk_widget_set_visible (self->sign, is_failed);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !is_failed);
  lens_score_set_value (
      self->bar, prediction != NULL ? derm_prediction_get_scores (prediction)[derm_prediction_get_top (prediction)] : 0.0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), is_failed ? verdict : lens_item_get_name (self->item));
}

static void
lens_row_dispose (GObject *object)
{
  GtkWidget *child;

  lens_row_set_item (LENS_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_row_parent_class)->dispose (object);
}

static void
lens_row_class_init (LensRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_row_dispose;
  g_type_ensure (LENS_TYPE_SCORE);
  g_type_ensure (LENS_TYPE_THUMB);
  gtk_widget_class_set_css_name (widget_class, "lens-row");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LensRow, thumb);
  gtk_widget_class_bind_template_child (widget_class, LensRow, name);
  gtk_widget_class_bind_template_child (widget_class, LensRow, sign);
  gtk_widget_class_bind_template_child (widget_class, LensRow, verdict);
  gtk_widget_class_bind_template_child (widget_class, LensRow, bar);
}

static void
lens_row_init (LensRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lens_row_new (void)
{
  return g_object_new (LENS_TYPE_ROW, NULL);
}

void
lens_row_set_item (LensRow *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_ROW (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
  update (self);
}
