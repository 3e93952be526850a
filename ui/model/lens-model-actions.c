/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-actions.h"

#include <glib/gi18n.h>

#include "lens-model-question.h"

struct _LensModelActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  LensChooser *chooser; /* owned */
};

G_DEFINE_FINAL_TYPE (LensModelActions, lens_model_actions, LENS_TYPE_ACTIONS)

static void
on_model_chosen (gpointer owner, GListModel *files)
{
  LensModelActions *self = owner;
  g_autoptr (GFile) file = lens_chooser_get_first (files);

  lens_session_open_model (self->session, file);
}

static void
on_open_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensModelActions *self = user_data;

  lens_chooser_ask_for_model (self->chooser, _ ("Open a Model"), on_model_chosen, self);
}

static void
on_bundled_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_reading_use_bundled (lens_session_get_reading (LENS_MODEL_ACTIONS (user_data)->session));
}

static void
on_calibration_chosen (gpointer owner, GListModel *files)
{
  LensModelActions *self = owner;
  g_autoptr (GFile) file = lens_chooser_get_first (files);

  lens_session_open_calibration (self->session, file);
}

static void
on_open_calibration (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensModelActions *self = user_data;
  const LensFileKind kinds[] = { { .name = _ ("Calibrations"), .suffix = "json" }, { .name = _ ("All files") } };

  lens_chooser_ask (self->chooser,
                    &(LensQuestion){ .title = _ ("Open a Calibration"),
                                     .action = GTK_FILE_CHOOSER_ACTION_OPEN,
                                     .kinds = kinds,
                                     .n_kinds = G_N_ELEMENTS (kinds) },
                    on_calibration_chosen, self);
}

static void
on_model_calibration (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_reading_drop_calibration (lens_session_get_reading (LENS_MODEL_ACTIONS (user_data)->session));
}

static void
on_weights (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_session_choose_weights (LENS_MODEL_ACTIONS (user_data)->session, g_variant_get_string (value, NULL));
}

/* The key that opened it closes it. */
static void
on_model_card (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensSession *session = LENS_MODEL_ACTIONS (user_data)->session;

  if (g_strcmp0 (lens_session_get_page (session), "model") == 0)
    lens_session_leave_page (session);
  else
    lens_session_set_page (session, "model");
}

static void
lens_model_actions_update (LensActions *actions)
{
  LensReading *reading = lens_session_get_reading (LENS_MODEL_ACTIONS (actions)->session);
  DermModel *model = lens_reading_get_model (reading);

  lens_actions_set_enabled (actions, "bundled-model", lens_reading_can_go_back (reading));
  lens_actions_set_enabled (actions, "model-card", model != NULL);
  lens_actions_set_enabled (actions, "open-calibration", model != NULL);
  lens_actions_set_enabled (actions, "model-calibration", lens_reading_is_calibrated (reading));
  lens_actions_set_enabled (actions, "weights", model != NULL);
  if (model != NULL)
    lens_actions_set_state (actions, "weights", g_variant_new_string (derm_model_get_weights_key (model)));
}

static void
lens_model_actions_finalize (GObject *object)
{
  LensModelActions *self = LENS_MODEL_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (lens_model_actions_parent_class)->finalize (object);
}

static void
lens_model_actions_class_init (LensModelActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_model_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_model_actions_update;
}

static void
lens_model_actions_init (LensModelActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-model", .activate = on_open_model },
    { .name = "bundled-model", .activate = on_bundled_model },
    { .name = "model-card", .activate = on_model_card },
    { .name = "open-calibration", .activate = on_open_calibration },
    { .name = "model-calibration", .activate = on_model_calibration },
    { .name = "weights", .parameter_type = "s", .state = "''", .change_state = on_weights },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensModelActions *
lens_model_actions_new (LensSession *session, LensChooser *chooser)
{
  LensModelActions *self = g_object_new (LENS_TYPE_MODEL_ACTIONS, NULL);

  self->session = g_object_ref (session);
  self->chooser = g_object_ref (chooser);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
