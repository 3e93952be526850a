/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-roc-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-accessible.h"
#include "lens-chart.h"
#include "lens-evaluating-rows.h"
#include "lens-evaluating-words.h"
#include "lens-flow.h"
#include "lens-keys.h"
#include "lens-menu.h"

struct _LensRocView {
  GtkBox parent_instance;

  /* template */
  GtkMenuButton *class_button;
  LensChart *chart;
  GtkLabel *auc_label, *missed_label, *alarms_label, *threshold_label;
  GtkWidget *scale;
  GtkAdjustment *adjustment;

  LensEvaluating *evaluating; /* owned */
  LensRocData *data;          /* owned, or NULL */
  DermModel *model;           /* owned: whose classes are in the menu; or NULL */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (LensRocView, lens_roc_view, GTK_TYPE_BOX)

static void
draw (cairo_t *cr, double width, double height, const DermChartStyle *style, gpointer data)
{
  LensRocView *self = data;

  if (self->data != NULL)
    derm_figure_roc (cr, &self->data->roc, width, height, style);
}

/* ---- words ---- */

/* (transfer full) For whoever does not see the curve: five of its points. */
static char *
dup_points (LensRocView *self)
{
  const DermRoc *roc = &self->data->roc;
  GString *text = g_string_new (NULL);

  for (int i = 1; i <= 5; i++)
    {
      double alarms = 0.05 * i * i - 0.05 * i + 0.02; /* 0.02 … 1 */
      int point = 0;

      while (point + 1 < roc->n_points && roc->false_alarms[point + 1] <= alarms)
        point++;
      if (roc->n_points > 0)
        /* TRANSLATORS: two shares in per cent: of false alarms, and of what is found */
        g_string_append_printf (text, _ (" False alarms %.0f %%: %.0f %% found."), 100.0 * roc->false_alarms[point],
                                100.0 * roc->found[point]);
    }

  return g_string_free (text, FALSE);
}

static void
update_words (LensRocView *self)
{
  g_autofree char *label = lens_evaluating_dup_class_name (self->evaluating);
  g_autofree char *auc = lens_evaluating_words_auc (self->evaluating, "\n"),
                  *words = lens_evaluating_words_threshold (self->evaluating);
  g_auto (GStrv) lines = g_strsplit (words, "\n", 2);
  g_autofree char *threshold = g_strdup_printf (_ ("Threshold %.2f"), lens_evaluating_get_threshold (self->evaluating));
  g_autofree char *points = dup_points (self);
  /* TRANSLATORS: code of a class, and what its ROC curve is like */
  g_autofree char *all = g_strdup_printf (_ ("ROC curve of %s, %s.%s"), label, auc, points);

  gtk_label_set_text (self->auc_label, auc);
  gtk_label_set_text (self->missed_label, lines[0]);
  gtk_label_set_text (self->alarms_label, lines[1]);
  gtk_label_set_text (self->threshold_label, threshold);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  lens_chart_update (self->chart, all);
}

/* ---- the class ---- */

static void
update_menu (LensRocView *self)
{
  DermModel *model = lens_evaluating_get_model (self->evaluating);
  g_autoptr (GMenu) menu = NULL;

  if (model == self->model)
    return;
  g_set_object (&self->model, model);
  menu = g_menu_new ();
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      const char *sign = derm_group_get_sign (derm_model_get_group (model, i));
      g_autofree char *label
          = g_strdup_printf ("%s %s   %s", sign, derm_model_get_label (model, i), derm_model_get_class_name (model, i));

      lens_menu_append_number (menu, label, "win.evaluate-class", i);
    }
  if (lens_evaluating_has_malignant (self->evaluating))
    {
      g_autoptr (GMenu) group = g_menu_new ();
      g_autofree char *label = g_strdup_printf ("%s %s", derm_group_get_sign (DERM_GROUP_MALIGNANT),
                                                derm_group_get_name (DERM_GROUP_MALIGNANT));

      lens_menu_append_number (group, label, "win.evaluate-class", LENS_MALIGNANT);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (group));
    }
  gtk_menu_button_set_menu_model (self->class_button, G_MENU_MODEL (menu));
}

static void
update_class (LensRocView *self)
{
  g_autofree char *label = lens_evaluating_dup_class_name (self->evaluating);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), _ ("Class"), label);

  update_menu (self);
  gtk_menu_button_set_label (self->class_button, label);
  lens_accessible_set_name (GTK_WIDGET (self->class_button), name);
}

static void
update (LensRocView *self)
{
  g_clear_pointer (&self->data, lens_roc_data_free);
  if (lens_evaluating_get_curve (self->evaluating) == NULL)
    return;
  self->data = lens_roc_data_new (self->evaluating);
  self->is_updating = TRUE;
  gtk_adjustment_set_value (self->adjustment, CLAMP (lens_evaluating_get_threshold (self->evaluating), 0.0, 1.0));
  self->is_updating = FALSE;
  update_class (self);
  update_words (self);
}

static void
on_value_changed (LensRocView *self)
{
  if (!self->is_updating)
    lens_evaluating_set_threshold (self->evaluating, gtk_adjustment_get_value (self->adjustment));
}

/* ---- the object ---- */

static void
lens_roc_view_dispose (GObject *object)
{
  LensRocView *self = LENS_ROC_VIEW (object);

  g_clear_pointer (&self->data, lens_roc_data_free);
  g_clear_object (&self->model);
  g_clear_object (&self->evaluating);

  G_OBJECT_CLASS (lens_roc_view_parent_class)->dispose (object);
}

static void
lens_roc_view_class_init (LensRocViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_roc_view_dispose;
  g_type_ensure (LENS_TYPE_CHART);
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_css_name (widget_class, "lens-roc-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-roc-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LensRocView, class_button);
  gtk_widget_class_bind_template_child (widget_class, LensRocView, chart);
  gtk_widget_class_bind_template_child (widget_class, LensRocView, auc_label);
  gtk_widget_class_bind_template_child (widget_class, LensRocView, missed_label);
  gtk_widget_class_bind_template_child (widget_class, LensRocView, alarms_label);
  gtk_widget_class_bind_template_child (widget_class, LensRocView, threshold_label);
  gtk_widget_class_bind_template_child (widget_class, LensRocView, scale);
  gtk_widget_class_bind_template_child (widget_class, LensRocView, adjustment);
}

static void
lens_roc_view_init (LensRocView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  lens_chart_set_draw (self->chart, draw, self);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_value_changed), self, G_CONNECT_SWAPPED);
}

void
lens_roc_view_set_evaluating (LensRocView *self, LensEvaluating *evaluating)
{
  g_return_if_fail (LENS_IS_ROC_VIEW (self));
  g_return_if_fail (self->evaluating == NULL);

  self->evaluating = g_object_ref (evaluating);
  g_signal_connect_object (evaluating, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (evaluating, "settings-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
