/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluate-controls.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-condition-words.h"
#include "lens-flow.h"
#include "lens-menu.h"

#define MAX_LABEL 22 /* characters of what is chosen */

struct _LensEvaluateControls {
  GtkBox parent_instance;

  /* template */
  GtkMenuButton *answer_button, *only_button, *rival_button;
  GtkWidget *only_box, *report_button;

  LensSession *session; /* owned */
  DermTruth *truth;     /* owned: whose parts are in the menu; or NULL */
  guint n_known;        /* of how many images they are */
};

G_DEFINE_FINAL_TYPE (LensEvaluateControls, lens_evaluate_controls, GTK_TYPE_BOX)

static LensEvaluating *
get_evaluating (LensEvaluateControls *self)
{
  return lens_session_get_evaluating (self->session);
}

static void
set_choice (GtkMenuButton *button, const char *title, const char *value)
{
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), title, value);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", value, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars",
                                   MAX_LABEL, NULL);

  gtk_menu_button_set_child (button, label);
  gtk_menu_button_set_always_show_arrow (button, TRUE);
  lens_accessible_set_name (GTK_WIDGET (button), text);
}

/* ---- parts ---- */

/* (transfer full) */
static char *
dup_part (LensEvaluateControls *self, const LensPart *part)
{
  g_autofree char *words = lens_condition_dup_words (
      part->condition, lens_view_get_vocabulary (lens_session_get_view (self->session)), FALSE);

  return part->n < LENS_EVALUATING_FEW
             /* TRANSLATORS: what some images are, and how many there are: too few for a firm figure */
             ? g_strdup_printf (_ ("%s   %'u, few"), words, part->n)
             : g_strdup_printf ("%s   %'u", words, part->n);
}

static void
append_part (LensEvaluateControls *self, GMenu *menu, const LensPart *part)
{
  g_autofree char *words = dup_part (self, part), *label = lens_menu_escape (words);
  g_autofree char *id = lens_condition_format (part->condition, FALSE);

  lens_menu_append_choice (menu, label, "win.evaluate-only", id);
}

/* A section for each column, folded behind its name. */
static GMenuModel *
make_menu (LensEvaluateControls *self)
{
  g_autoptr (GPtrArray) parts = lens_evaluating_list_parts (get_evaluating (self));
  GMenu *menu = g_menu_new (), *column = NULL;
  const char *name = NULL;

  lens_menu_append_choice (menu, _ ("All Images"), "win.evaluate-only", "");
  for (guint i = 0; i < parts->len; i++)
    {
      const LensPart *part = parts->pdata[i];
      const char *own = lens_condition_get_topic (part->condition).name;

      if (g_strcmp0 (own, name) != 0)
        {
          g_autofree char *label = lens_menu_escape (own);

          g_clear_object (&column);
          column = g_menu_new ();
          g_menu_append_submenu (menu, label, G_MENU_MODEL (column));
          name = own;
        }
      append_part (self, column, part);
    }
  g_clear_object (&column);

  return G_MENU_MODEL (menu);
}

/* Not for every result that comes in: only for another table, or other images with a truth. */
static void
update_menu (LensEvaluateControls *self)
{
  DermTruth *truth = lens_truths_get_truth (lens_session_get_truths (self->session));
  guint n_known = lens_figures_get_n_known (lens_session_get_figures (self->session));
  g_autoptr (GMenuModel) menu = NULL;

  if (truth == self->truth && n_known == self->n_known)
    return;
  g_set_object (&self->truth, truth);
  self->n_known = n_known;
  menu = make_menu (self);
  gtk_menu_button_set_menu_model (self->only_button, menu);
  gtk_widget_set_visible (self->only_box, g_menu_model_get_n_items (menu) > 1);
}

/* ---- what it is compared with ---- */

static void
update_rivals (LensEvaluateControls *self)
{
  LensReading *reading = lens_session_get_reading (self->session);
  DermModel *model = lens_reading_get_model (reading);
  g_autoptr (GPtrArray) recipes = model != NULL ? derm_model_list_recipes (model) : g_ptr_array_new ();
  g_autoptr (GMenu) menu = g_menu_new (), section = g_menu_new (), others = g_menu_new ();

  lens_menu_append_choice (section, _ ("Nothing"), "win.evaluate-rival", "");
  for (guint i = 0; i < recipes->len; i++)
    {
      const char *name = derm_recipe_get_name (recipes->pdata[i]);
      g_autofree char *escaped = lens_menu_escape (name);
      /* TRANSLATORS: name of a recipe */
      g_autofree char *label = g_strdup_printf (_ ("Recipe %s"), escaped);

      if (recipes->pdata[i] != lens_reading_get_recipe (reading))
        lens_menu_append_choice (section, label, "win.evaluate-rival", name);
    }
  g_menu_append (others, _ ("_Model…"), "win.evaluate-rival-model");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (self->rival_button, G_MENU_MODEL (menu));
}

/* ---- what is chosen ---- */

static void
update (LensEvaluateControls *self)
{
  LensReading *reading = lens_session_get_reading (self->session);
  LensCondition *only = lens_evaluating_get_only (get_evaluating (self));
  g_autofree char *words = NULL;

  if (lens_session_is_closed (self->session))
    return;
  update_menu (self);
  words = only != NULL
              ? lens_condition_dup_words (only, lens_view_get_vocabulary (lens_session_get_view (self->session)), FALSE)
              : g_strdup (_ ("All Images"));
  set_choice (self->only_button, _ ("Only"), words);
  set_choice (self->answer_button, _ ("Answer"),
              lens_reading_get_decision (reading) == DERM_DECISION_BALANCED ? C_ ("answer", "balanced")
                                                                            : C_ ("answer", "likely"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->rival_button),
                            lens_evaluating_get_evaluation (get_evaluating (self)) != NULL);
  gtk_widget_set_sensitive (self->report_button, lens_evaluating_get_evaluation (get_evaluating (self)) != NULL);
}

static void
lens_evaluate_controls_dispose (GObject *object)
{
  g_clear_object (&LENS_EVALUATE_CONTROLS (object)->truth);
  g_clear_object (&LENS_EVALUATE_CONTROLS (object)->session);

  G_OBJECT_CLASS (lens_evaluate_controls_parent_class)->dispose (object);
}

static void
lens_evaluate_controls_class_init (LensEvaluateControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_evaluate_controls_dispose;
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-evaluate-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateControls, answer_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateControls, only_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateControls, only_box);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateControls, rival_button);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluateControls, report_button);
}

static void
lens_evaluate_controls_init (LensEvaluateControls *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_evaluate_controls_set_session (LensEvaluateControls *self, LensSession *session)
{
  const struct {
    gpointer part;
    const char *signal;
  } followed[] = {
    { lens_session_get_evaluating (session), "changed" },
    { lens_session_get_evaluating (session), "settings-changed" },
    { lens_session_get_truths (session), "changed" },
    { lens_session_get_figures (session), "changed" },
    { lens_session_get_reading (session), "notify::decision" },
  };

  g_return_if_fail (LENS_IS_EVALUATE_CONTROLS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (followed[i].part, followed[i].signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_reading (session), "notify::classifier", G_CALLBACK (update_rivals), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_reading (session), "notify::recipe", G_CALLBACK (update_rivals), self,
                           G_CONNECT_SWAPPED);
  update_rivals (self);
  update (self);
}
