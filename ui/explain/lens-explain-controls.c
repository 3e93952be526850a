/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-controls.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-accessible.h"
#include "lens-explain-settings.h"
#include "lens-flow.h"
#include "lens-menu.h"

#define BROAD_SCALE 76
#define NARROW_SCALE 60

struct _LensExplainControls {
  GtkBox parent_instance;

  /* template */
  GtkWidget *class_title, *setting_title, *overlay_title;
  GtkMenuButton *class_button, *setting_button;
  GtkWidget *overlay_scale;
  GtkAdjustment *overlay_adjustment;
  GtkLabel *overlay_label;

  LensSession *session; /* owned */
  char **classes;       /* owned; that the menu has */
  DermMethod method;    /* whose menu there is */
  DermModel *model;     /* owned; the same */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (LensExplainControls, lens_explain_controls, GTK_TYPE_BOX)

static DermModel *
get_model (LensExplainControls *self)
{
  return lens_reading_get_model (lens_session_get_reading (self->session));
}

/* A screen reader says what is chosen for what. */
static void
set_choice (GtkMenuButton *button, const char *title, const char *value)
{
  /* TRANSLATORS: what is chosen, like "Flag", and the choice */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), title, value);

  gtk_menu_button_set_label (button, value);
  lens_accessible_set_name (GTK_WIDGET (button), text);
}

/* ---- class ---- */

/* (transfer full) */
static char *
dup_class (LensExplainControls *self, int class)
{
  DermPrediction *prediction = lens_shown_get_prediction (lens_session_get_shown (self->session));
  const char *sign;

  if (prediction == NULL || class < 0 || class >= derm_prediction_get_n_classes (prediction))
    return g_strdup ("–");
  sign = derm_group_get_sign (derm_prediction_get_group (prediction, class));

  return g_strconcat (sign, *sign != '\0' ? " " : "", derm_prediction_get_label (prediction, class), NULL);
}

/* (transfer full) As the menu calls them. */
static char **
list_classes (LensExplainControls *self)
{
  DermPrediction *prediction = lens_shown_get_prediction (lens_session_get_shown (self->session));
  int n = prediction != NULL ? derm_prediction_get_n_classes (prediction) : 0;
  char **classes = g_new0 (char *, n + 1);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *code = dup_class (self, i);

      classes[i] = g_strdup_printf ("%s   %s", code, derm_prediction_get_class_name (prediction, i));
    }

  return classes;
}

/* Another recipe may call the classes otherwise; for the next image of the same one there is nothing to make. */
static void
make_class_menu (LensExplainControls *self)
{
  g_auto (GStrv) classes = list_classes (self);
  g_autoptr (GMenu) menu = NULL;

  if (self->classes != NULL && g_strv_equal ((const char *const *) classes, (const char *const *) self->classes))
    return;
  menu = g_menu_new ();
  for (int i = 0; classes[i] != NULL; i++)
    lens_menu_append_number (menu, classes[i], "win.explain-class", i);
  gtk_menu_button_set_menu_model (self->class_button, G_MENU_MODEL (menu));
  g_strfreev (self->classes);
  self->classes = g_steal_pointer (&classes);
}

static void
update_class (LensExplainControls *self)
{
  g_autofree char *class = NULL;

  if (lens_session_is_closed (self->session))
    return;
  class = dup_class (self, lens_explaining_is_covered (lens_session_get_explaining (self->session))
                               ? -1
                               : lens_session_find_class (self->session));
  set_choice (self->class_button, _ ("Class"), class);
}

static void
on_shown (LensExplainControls *self)
{
  if (lens_session_is_closed (self->session))
    return;
  make_class_menu (self);
  update_class (self);
}

/* ---- the method's own setting ---- */

static void
update_setting (LensExplainControls *self)
{
  LensExplaining *explaining = lens_session_get_explaining (self->session);
  const char *title = lens_explain_settings_get_title (explaining);
  g_autofree char *value = NULL;

  if (lens_session_is_closed (self->session) || get_model (self) == NULL)
    return;
  value = lens_explain_settings_dup_value (explaining, get_model (self));
  gtk_widget_set_visible (GTK_WIDGET (self->setting_button), title != NULL);
  gtk_widget_set_visible (self->setting_title, title != NULL && !self->is_narrow);
  if (self->model != get_model (self) || self->method != lens_explaining_get_method (explaining))
    {
      g_autoptr (GMenuModel) menu = lens_explain_settings_make_menu (explaining, get_model (self));

      g_set_object (&self->model, get_model (self));
      self->method = lens_explaining_get_method (explaining);
      gtk_menu_button_set_menu_model (self->setting_button, menu);
    }
  if (title == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->setting_title), title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->setting_button), title);
  set_choice (self->setting_button, title, value);
}

/* ---- overlay ---- */

static void
on_overlay (GtkAdjustment *adjustment, LensExplainControls *self)
{
  lens_explaining_set_overlay (lens_session_get_explaining (self->session),
                               gtk_adjustment_get_value (adjustment) / 100.0);
}

static void
on_settings (LensExplainControls *self)
{
  double percent = round (100.0 * lens_explaining_get_overlay (lens_session_get_explaining (self->session)));
  /* TRANSLATORS: %% is a percent sign */
  g_autofree char *text = g_strdup_printf (_ ("%.0f %%"), percent);

  gtk_adjustment_set_value (self->overlay_adjustment, percent);
  gtk_label_set_text (self->overlay_label, text);
  update_setting (self);
}

/* ---- the object ---- */

static void
lens_explain_controls_dispose (GObject *object)
{
  LensExplainControls *self = LENS_EXPLAIN_CONTROLS (object);

  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_explain_controls_parent_class)->dispose (object);
}

static void
lens_explain_controls_finalize (GObject *object)
{
  g_strfreev (LENS_EXPLAIN_CONTROLS (object)->classes);

  G_OBJECT_CLASS (lens_explain_controls_parent_class)->finalize (object);
}

static void
lens_explain_controls_class_init (LensExplainControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_explain_controls_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_explain_controls_finalize;
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-explain-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, class_title);
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, setting_title);
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, overlay_title);
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, class_button);
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, setting_button);
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, overlay_scale);
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, overlay_adjustment);
  gtk_widget_class_bind_template_child (widget_class, LensExplainControls, overlay_label);
}

static void
lens_explain_controls_init (LensExplainControls *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* In large type there is no room for what can be seen from the slider. */
static void
show_titles (LensExplainControls *self)
{
  gboolean is_presenting = self->session != NULL && lens_session_is_presenting (self->session);

  gtk_widget_set_visible (self->class_title, !self->is_narrow);
  gtk_widget_set_visible (self->overlay_title, !self->is_narrow && !is_presenting);
  gtk_widget_set_visible (GTK_WIDGET (self->overlay_label), !self->is_narrow && !is_presenting);
}

void
lens_explain_controls_set_session (LensExplainControls *self, LensSession *session)
{
  LensExplaining *explaining = lens_session_get_explaining (session);

  g_return_if_fail (LENS_IS_EXPLAIN_CONTROLS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::class", G_CALLBACK (update_class), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "changed", G_CALLBACK (update_class), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "settings-changed", G_CALLBACK (on_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "compared", G_CALLBACK (update_setting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (show_titles), self, G_CONNECT_SWAPPED);
  on_settings (self);
  on_shown (self);
  show_titles (self);
  g_signal_connect_object (self->overlay_adjustment, "value-changed", G_CALLBACK (on_overlay), self, 0);
}

void
lens_explain_controls_set_narrow (LensExplainControls *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EXPLAIN_CONTROLS (self));

  self->is_narrow = is_narrow;
  gtk_widget_set_size_request (self->overlay_scale, is_narrow ? NARROW_SCALE : BROAD_SCALE, -1);
  show_titles (self);
  if (self->session != NULL)
    update_setting (self);
}
