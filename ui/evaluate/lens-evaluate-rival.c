/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluate-rival.h"

#include <glib/gi18n.h>

#include "lens-evaluating-rows.h"
#include "lens-evaluating-words.h"
#include "lens-rival-words.h"

struct _LensEvaluateRival {
  GtkBox parent_instance;

  /* template */
  GtkLabel *title, *progress, *test, *trained;
  GtkGrid *grid;
  GtkButton *different;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensEvaluateRival, lens_evaluate_rival, GTK_TYPE_BOX)

static LensRival *
get_rival (LensEvaluateRival *self)
{
  return lens_session_get_rival (self->session);
}

static void
attach_label (LensEvaluateRival *self, const char *text, int column, int row)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", column == 0 ? 0.0f : 1.0f, "hexpand",
                                   column == 0, "wrap", column == 0, NULL);

  gtk_widget_add_css_class (label, "numeric");
  if (column == 2)
    gtk_widget_add_css_class (label, "lens-dim");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
attach_figure (LensEvaluateRival *self, int row, const char *name, DermMeasure measure, int class_index)
{
  DermComparison *comparison = lens_rival_get_comparison (get_rival (self));
  g_autofree char *value
      = lens_figure_dup_words (derm_evaluation_get (derm_comparison_get_other (comparison), measure, class_index));
  g_autofree char *words = lens_rival_words_difference (get_rival (self), measure, class_index);

  attach_label (self, name, 0, row);
  attach_label (self, value, 1, row);
  attach_label (self, words, 2, row);
}

static void
update_grid (LensEvaluateRival *self)
{
  g_autoptr (LensFigureData) data = lens_figure_data_new (lens_session_get_evaluating (self->session));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (int row = 0; lens_rival_get_comparison (get_rival (self)) != NULL && row < data->n; row++)
    if (!data->lines[row].is_dim)
      attach_figure (self, row, data->lines[row].name, data->measures[row], data->classes[row]);
}

static void
update_test (LensEvaluateRival *self)
{
  DermComparison *comparison = lens_rival_get_comparison (get_rival (self));
  g_autofree char *text = NULL, *button = NULL;
  guint n = 0;

  if (comparison != NULL)
    {
      g_free (derm_comparison_list_different (comparison, &n));
      text = lens_rival_words_test (get_rival (self));
    }
  /* TRANSLATORS: a button: lists the images that two models answer differently */
  button = g_strdup_printf (ngettext ("They Differ in %'u Image", "They Differ in %'u Images", n), n);
  gtk_label_set_text (self->test, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->test), text != NULL);
  gtk_button_set_label (self->different, button);
  gtk_widget_set_visible (GTK_WIDGET (self->different), n > 0);
}

static void
update_words (LensEvaluateRival *self)
{
  LensRival *rival = get_rival (self);
  const guint n = lens_rival_get_n_trained_on (rival);
  g_autofree char *title = lens_rival_words_title (rival);
  g_autofree char *progress
      = g_strdup_printf (_ ("%'u of %'u"), lens_rival_get_n_done (rival), lens_rival_get_n (rival));
  g_autofree char *trained = g_strdup_printf (ngettext ("The other model was trained on %u of the images.",
                                                        "The other model was trained on %u of the images.", n),
                                              n);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->progress, progress);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), lens_rival_get_comparison (rival) == NULL);
  gtk_label_set_text (self->trained, trained);
  gtk_widget_set_visible (GTK_WIDGET (self->trained), n > 0);
}

static void
update (LensEvaluateRival *self)
{
  gboolean has_rival;

  if (lens_session_is_closed (self->session))
    return;
  has_rival = lens_rival_get_name (get_rival (self)) != NULL;
  if (has_rival)
    {
      update_words (self);
      update_grid (self);
      update_test (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), has_rival);
}

static void
lens_evaluate_rival_dispose (GObject *object)
{
  g_clear_object (&LENS_EVALUATE_RIVAL (object)->session);

  G_OBJECT_CLASS (lens_evaluate_rival_parent_class)->dispose (object);
}

static void
lens_evaluate_rival_class_init (LensEvaluateRivalClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_evaluate_rival_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-evaluate-rival.ui");
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateRival, title);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateRival, progress);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateRival, grid);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateRival, test);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateRival, different);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateRival, trained);
}

static void
lens_evaluate_rival_init (LensEvaluateRival *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_evaluate_rival_set_session (LensEvaluateRival *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_EVALUATE_RIVAL (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_rival (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
