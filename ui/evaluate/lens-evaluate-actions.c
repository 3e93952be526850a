/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluate-actions.h"

#include <glib/gi18n.h>

#include "lens-model-question.h"

struct _LensEvaluateActions {
  LensActions parent_instance;

  LensChooser *chooser; /* owned */
};

G_DEFINE_FINAL_TYPE (LensEvaluateActions, lens_evaluate_actions, LENS_TYPE_ACTIONS)

static const char *const shares_ids[] = { "counts", "rows", "columns" }; /* as DermMatrixShares */

static LensSession *
get_session (gpointer self)
{
  return lens_actions_get_session (LENS_ACTIONS (self));
}

static LensEvaluating *
get_evaluating (gpointer self)
{
  return lens_session_get_evaluating (get_session (self));
}

static void
on_shares (GSimpleAction *action, GVariant *value, gpointer self)
{
  for (guint i = 0; i < G_N_ELEMENTS (shares_ids); i++)
    if (g_str_equal (g_variant_get_string (value, NULL), shares_ids[i]))
      lens_evaluating_set_shares (get_evaluating (self), (DermMatrixShares) i);
}

static void
on_measure (GSimpleAction *action, GVariant *value, gpointer self)
{
  DermMeasure measure;

  if (derm_measure_from_id (g_variant_get_string (value, NULL), &measure) && derm_measure_is_of_class (measure))
    lens_evaluating_set_measure (get_evaluating (self), measure);
}

static void
on_class (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_evaluating_set_class (get_evaluating (self), g_variant_get_int32 (value));
}

static void
on_step_class (GSimpleAction *action, GVariant *value, gpointer self)
{
  LensEvaluating *evaluating = get_evaluating (self);
  int n_classes = (int) g_strv_length ((char **) lens_evaluating_get_labels (evaluating));
  int n = n_classes + lens_evaluating_has_malignant (evaluating), shown = lens_evaluating_get_class (evaluating);

  if (n_classes == 0)
    return;
  shown = ((shown == LENS_MALIGNANT ? n_classes : shown) + n + g_variant_get_int32 (value)) % n;
  lens_evaluating_set_class (evaluating, shown == n_classes ? LENS_MALIGNANT : shown);
}

/* By the words of a part's condition; empty: all images. */
static void
on_only (GSimpleAction *action, GVariant *value, gpointer self)
{
  g_autoptr (GPtrArray) parts = lens_evaluating_list_parts (get_evaluating (self));

  if (*g_variant_get_string (value, NULL) == '\0')
    lens_evaluating_set_only (get_evaluating (self), NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      LensCondition *condition = ((LensPart *) parts->pdata[i])->condition;
      g_autofree char *id = lens_condition_format (condition, FALSE);

      if (g_str_equal (id, g_variant_get_string (value, NULL)))
        lens_evaluating_set_only (get_evaluating (self), condition);
    }
}

/* (transfer full) What is to be listed, and what it is called. */
static GPtrArray *
list_shown (gpointer self, const char *id, const char **name)
{
  if (g_str_equal (id, "twice"))
    {
      *name = C_ ("filter", "more than once");
      return lens_evaluating_list_twice (get_evaluating (self));
    }
  if (g_str_equal (id, "different"))
    {
      /* TRANSLATORS: names of images in the filter of the list: two models answer them differently */
      *name = C_ ("filter", "answered differently");
      return lens_rival_list_different (lens_session_get_rival (get_session (self)));
    }
  *name = C_ ("filter", "training data");

  return lens_evaluating_list_left_out (get_evaluating (self));
}

/* Images that a warning or a comparison is about. */
static void
on_show (GSimpleAction *action, GVariant *value, gpointer self)
{
  const char *name;
  g_autoptr (GPtrArray) items = list_shown (self, g_variant_get_string (value, NULL), &name);

  if (items->len > 0)
    lens_evaluating_show_items (get_evaluating (self), name, items);
}

/* What the curve misses, or calls so wrongly, at the threshold. */
static void
on_show_threshold (GSimpleAction *action, GVariant *value, gpointer self)
{
  LensEvaluating *evaluating = get_evaluating (self);
  DermCurve *curve = lens_evaluating_get_curve (evaluating);
  gboolean is_missed = g_str_equal (g_variant_get_string (value, NULL), "missed");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree guint *members = NULL;
  g_autofree char *name = NULL, *class_name = NULL;
  double threshold = lens_evaluating_get_threshold (evaluating);
  guint n = 0;

  if (curve == NULL)
    return;
  members = is_missed ? derm_curve_list_missed (curve, threshold, &n) : derm_curve_list_false (curve, threshold, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_object_ref (lens_evaluating_get_item (evaluating, members[i])));
  class_name = lens_evaluating_dup_class_name (evaluating);
  /* TRANSLATORS: names of images in the filter of the list; code of a class, a threshold */
  name = g_strdup_printf (is_missed ? C_ ("filter", "%s missed at %.2f") : C_ ("filter", "called %s at %.2f"),
                          class_name, threshold);
  if (n > 0)
    lens_evaluating_show_items (evaluating, name, items);
}

/* ---- another model or recipe ---- */

/* By the name of a recipe; empty: none. */
static void
on_rival (GSimpleAction *action, GVariant *value, gpointer self)
{
  const char *name = g_variant_get_string (value, NULL);
  DermModel *model = lens_reading_get_model (lens_session_get_reading (get_session (self)));
  g_autoptr (GPtrArray) recipes = model != NULL ? derm_model_list_recipes (model) : g_ptr_array_new ();

  if (*name == '\0')
    lens_rival_clear (lens_session_get_rival (get_session (self)));
  for (guint i = 0; i < recipes->len; i++)
    if (g_str_equal (derm_recipe_get_name (recipes->pdata[i]), name))
      lens_rival_ask_recipe (lens_session_get_rival (get_session (self)), recipes->pdata[i]);
}

static void
on_rival_chosen (gpointer owner, GListModel *files)
{
  g_autoptr (GFile) file = lens_chooser_get_first (files);

  lens_rival_ask_model (lens_session_get_rival (get_session (owner)), file);
}

static void
on_rival_model (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  lens_chooser_ask_for_model (LENS_EVALUATE_ACTIONS (self)->chooser, _ ("Compare with a Model"), on_rival_chosen, self);
}

/* ---- faults ---- */

static void
on_audit (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  lens_session_set_page (get_session (self), "audit");
}

static void
on_audit_start (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  lens_auditing_start (lens_session_get_auditing (get_session (self)));
}

static void
on_audit_stop (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  lens_auditing_stop (lens_session_get_auditing (get_session (self)));
}

/* The list has them already: one after the other, large. */
static void
on_review (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  lens_view_refresh (lens_session_get_view (get_session (self)));
  lens_session_go_to_end (get_session (self), -1);
  lens_session_set_aspect (get_session (self), LENS_ASPECT_IMAGE);
}

static void
on_flag (GSimpleAction *action, GVariant *value, gpointer self)
{
  g_autoptr (GPtrArray) members = NULL;
  int truth, answer;
  LensFlag flag;

  if (!lens_evaluating_get_choice (get_evaluating (self), &truth, &answer)
      || !lens_flag_from_id (g_variant_get_string (value, NULL), &flag))
    return;
  members = lens_evaluating_list_members (get_evaluating (self), truth, answer);
  lens_session_note_flag (get_session (self), members, flag);
}

/* ---- what follows ---- */

static void
update_states (LensActions *actions)
{
  LensEvaluating *evaluating = get_evaluating (actions);
  LensCondition *only = lens_evaluating_get_only (evaluating);
  g_autofree char *id = only != NULL ? lens_condition_format (only, FALSE) : g_strdup ("");
  DermRecipe *rival = lens_rival_get_recipe (lens_session_get_rival (get_session (actions)));

  lens_actions_set_state (actions, "evaluate-shares",
                          g_variant_new_string (shares_ids[lens_evaluating_get_shares (evaluating)]));
  lens_actions_set_state (actions, "evaluate-measure",
                          g_variant_new_string (derm_measure_get_id (lens_evaluating_get_measure (evaluating))));
  lens_actions_set_state (actions, "evaluate-class", g_variant_new_int32 (lens_evaluating_get_class (evaluating)));
  lens_actions_set_state (actions, "evaluate-only", g_variant_new_string (id));
  lens_actions_set_state (actions, "evaluate-rival",
                          g_variant_new_string (rival != NULL ? derm_recipe_get_name (rival) : ""));
}

static void
lens_evaluate_actions_update (LensActions *actions)
{
  static const char *const of_figures[] = { "evaluate-shares",     "evaluate-measure",        "evaluate-class",
                                            "evaluate-class-step", "evaluate-show-threshold", "evaluate-rival-model" };
  LensSession *session = get_session (actions);
  LensEvaluating *evaluating = lens_session_get_evaluating (session);
  gboolean is_shown
      = lens_session_get_aspect (session) == LENS_ASPECT_EVALUATE && lens_session_get_page (session) == NULL;
  gboolean has_figures = is_shown && lens_evaluating_get_evaluation (evaluating) != NULL;
  int truth, answer;

  for (gsize i = 0; i < G_N_ELEMENTS (of_figures); i++)
    lens_actions_set_enabled (actions, of_figures[i], has_figures);
  lens_actions_set_enabled (actions, "evaluate-review", is_shown && lens_evaluating_has_choice (evaluating));
  lens_actions_set_enabled (actions, "evaluate-flag",
                            is_shown && lens_evaluating_get_choice (evaluating, &truth, &answer));
  lens_actions_set_enabled (actions, "audit", lens_auditing_can_start (lens_session_get_auditing (session)));
  lens_actions_set_enabled (actions, "audit-start", lens_auditing_can_start (lens_session_get_auditing (session)));
  lens_actions_set_enabled (actions, "audit-stop", lens_auditing_is_working (lens_session_get_auditing (session)));
  update_states (actions);
}

static void
lens_evaluate_actions_finalize (GObject *object)
{
  g_clear_object (&LENS_EVALUATE_ACTIONS (object)->chooser);

  G_OBJECT_CLASS (lens_evaluate_actions_parent_class)->finalize (object);
}

static void
lens_evaluate_actions_class_init (LensEvaluateActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_evaluate_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_evaluate_actions_update;
}

static void
lens_evaluate_actions_init (LensEvaluateActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "evaluate-shares", .parameter_type = "s", .state = "'counts'", .change_state = on_shares },
    { .name = "evaluate-measure", .parameter_type = "s", .state = "'recall'", .change_state = on_measure },
    { .name = "evaluate-class", .parameter_type = "i", .state = "-1", .change_state = on_class },
    { .name = "evaluate-class-step", .parameter_type = "i", .activate = on_step_class },
    { .name = "evaluate-only", .parameter_type = "s", .state = "''", .change_state = on_only },
    { .name = "evaluate-show", .parameter_type = "s", .activate = on_show },
    { .name = "evaluate-show-threshold", .parameter_type = "s", .activate = on_show_threshold },
    { .name = "evaluate-review", .activate = on_review },
    { .name = "audit", .activate = on_audit },
    { .name = "audit-start", .activate = on_audit_start },
    { .name = "audit-stop", .activate = on_audit_stop },
    { .name = "evaluate-rival", .parameter_type = "s", .state = "''", .change_state = on_rival },
    { .name = "evaluate-rival-model", .activate = on_rival_model },
    { .name = "evaluate-flag", .parameter_type = "s", .activate = on_flag },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensEvaluateActions *
lens_evaluate_actions_new (LensSession *session, LensChooser *chooser)
{
  LensEvaluateActions *self = g_object_new (LENS_TYPE_EVALUATE_ACTIONS, NULL);
  LensEvaluating *evaluating = lens_session_get_evaluating (session);

  self->chooser = g_object_ref (chooser);
  lens_actions_follow (LENS_ACTIONS (self), session);
  g_signal_connect_object (evaluating, "changed", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (evaluating, "settings-changed", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_auditing (session), "changed", G_CALLBACK (lens_actions_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_rival (session), "changed", G_CALLBACK (lens_actions_update), self,
                           G_CONNECT_SWAPPED);

  return self;
}
