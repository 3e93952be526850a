/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-actions.h"

#include <glib/gi18n.h>

struct _LensResultActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  LensResult *result;   /* weak */
};

G_DEFINE_FINAL_TYPE (LensResultActions, lens_result_actions, LENS_TYPE_ACTIONS)

static void
on_sort_bars (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_bars_set_sorted (lens_result_get_bars (LENS_RESULT_ACTIONS (user_data)->result), g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
on_scores (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensReading *reading = lens_session_get_reading (LENS_RESULT_ACTIONS (user_data)->session);
  LensScores scores;

  if (lens_scores_from_id (g_variant_get_string (value, NULL), &scores))
    lens_reading_set_scores (reading, scores);
}

static void
on_decision (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensReading *reading = lens_session_get_reading (LENS_RESULT_ACTIONS (user_data)->session);
  DermDecision decision;

  if (derm_decision_from_id (g_variant_get_string (value, NULL), &decision))
    lens_reading_set_decision (reading, decision);
}

/* The engine says that the scores should not be trusted: they are grey until the user wants them. */
static void
on_trust_image (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensResultActions *self = user_data;
  GtkWidget *result = GTK_WIDGET (self->result);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (result));

  /* the button goes: the keyboard stays with the scores that it showed */
  if (focus != NULL && gtk_widget_is_ancestor (focus, result))
    gtk_widget_child_focus (GTK_WIDGET (lens_result_get_bars (self->result)), GTK_DIR_TAB_FORWARD);
  lens_shown_trust (lens_session_get_shown (self->session));
}

static void
on_input_grid (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_input_view_set_grid (lens_result_get_input_view (LENS_RESULT_ACTIONS (user_data)->result),
                            g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
on_copy_input (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensResultActions *self = user_data;

  lens_input_view_copy (lens_result_get_input_view (self->result));
  lens_messages_show_notice (lens_session_get_messages (self->session), _ ("The view of the input is copied"),
                             LENS_NOTICE_DONE);
}

static gboolean
is_doubted (LensShown *shown)
{
  DermPrediction *prediction = lens_shown_get_prediction (shown);

  return prediction != NULL && derm_prediction_get_gate (prediction) != 0 && !lens_shown_is_trusted (shown);
}

static void
lens_result_actions_update (LensActions *actions)
{
  LensSession *session = LENS_RESULT_ACTIONS (actions)->session;
  LensReading *reading = lens_session_get_reading (session);
  LensShown *shown = lens_session_get_shown (session);
  DermModel *model = lens_reading_get_model (reading);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_collection (session)));
  gboolean has_input = lens_shown_get_input (shown) != NULL;

  lens_actions_set_enabled (actions, "sort-bars", n > 0);
  lens_actions_set_enabled (actions, "scores", model != NULL);
  lens_actions_set_enabled (actions, "decision", model != NULL && derm_model_get_shares (model) != NULL);
  lens_actions_set_enabled (actions, "trust-image", is_doubted (shown));
  lens_actions_set_enabled (actions, "input-grid", has_input);
  lens_actions_set_enabled (actions, "copy-input", has_input);
  lens_actions_set_state (actions, "scores",
                          g_variant_new_string (lens_scores_get_id (lens_reading_get_scores (reading))));
  lens_actions_set_state (actions, "decision",
                          g_variant_new_string (derm_decision_get_id (lens_reading_get_decision (reading))));
}

static void
lens_result_actions_finalize (GObject *object)
{
  LensResultActions *self = LENS_RESULT_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->result);

  G_OBJECT_CLASS (lens_result_actions_parent_class)->finalize (object);
}

static void
lens_result_actions_class_init (LensResultActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_result_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_result_actions_update;
}

static void
lens_result_actions_init (LensResultActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "sort-bars", .state = "false", .change_state = on_sort_bars },
    { .name = "scores", .parameter_type = "s", .state = "'calibrated'", .change_state = on_scores },
    { .name = "decision", .parameter_type = "s", .state = "'likely'", .change_state = on_decision },
    { .name = "trust-image", .activate = on_trust_image },
    { .name = "input-grid", .state = "false", .change_state = on_input_grid },
    { .name = "copy-input", .activate = on_copy_input },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensResultActions *
lens_result_actions_new (LensSession *session, LensResult *result)
{
  LensResultActions *self = g_object_new (LENS_TYPE_RESULT_ACTIONS, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->result, result);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
