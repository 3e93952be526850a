/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-decision.h"
#include "lens-window-private.h"

#include <glib/gi18n.h>

static LensPicture *
picture (LensWindow *self)
{
  return lens_canvas_get_picture (self->canvas);
}

static LensInputView *
input_view (LensWindow *self)
{
  return lens_result_get_input_view (self->result);
}

static void
on_crop (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_crop_tool_set_on (self->crop_tool, g_variant_get_boolean (value)); /* which sets the state, if it can */
}

static void
on_crop_square (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  g_simple_action_set_state (action, value);
  lens_crop_tool_set_square (self->crop_tool, g_variant_get_boolean (value));
}

static void
on_crisp (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_picture_set_crisp (picture (self), g_variant_get_boolean (value));
  lens_pair_set_crisp (self->pair, g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_crop_tool_finish (self->crop_tool);
  lens_history_undo (self->history);
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_crop_tool_finish (self->crop_tool);
  lens_history_redo (self->history);
}

static void
on_input_grid (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_input_view_set_grid (input_view (user_data), g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
on_copy_input (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_input_view_copy (input_view (user_data));
}

static void
on_present (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_window_set_presenting (self, g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
on_stop_presenting (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_action_group_change_action_state (G_ACTION_GROUP (user_data), "present", g_variant_new_boolean (FALSE));
}

static void
on_cropped (LensCropTool *tool, DermPrediction *prediction, LensWindow *self)
{
  g_autoptr (DermPrediction) decided = lens_decide (prediction, self->decision);

  lens_window_show_prediction (self, decided);
}

static void
on_crop_failed (LensCropTool *tool, const char *reason, LensWindow *self)
{
  g_autofree char *name = lens_window_dup_display_name (self, self->shown);

  lens_window_show_error (self, name, reason);
}

/* What was undone is to be seen. */
static void
on_crop_wanted (LensCropTool *tool, GObject *item, LensWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (other == item)
        {
          lens_selection_set_current (self->selection, i);
          return;
        }
    }
}

void
lens_window_install_see (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "crop", .state = "false", .change_state = on_crop },
    { .name = "crop-square", .state = "true", .change_state = on_crop_square },
    { .name = "crisp", .state = "true", .change_state = on_crisp },
    { .name = "undo", .activate = on_undo },
    { .name = "redo", .activate = on_redo },
    { .name = "input-grid", .state = "false", .change_state = on_input_grid },
    { .name = "copy-input", .activate = on_copy_input },
    { .name = "present", .state = "false", .change_state = on_present },
    { .name = "stop-presenting", .activate = on_stop_presenting },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->history = lens_history_new ();
  g_signal_connect_object (self->history, "changed", G_CALLBACK (lens_window_update_actions), self, G_CONNECT_SWAPPED);
}

void
lens_window_install_crop (LensWindow *self)
{
  self->crop_tool = lens_crop_tool_new (self->classifier, lens_picture_get_cropper (picture (self)), self->history);
  g_signal_connect_object (self->crop_tool, "predicted", G_CALLBACK (on_cropped), self, 0);
  g_signal_connect_object (self->crop_tool, "failed", G_CALLBACK (on_crop_failed), self, 0);
  g_signal_connect_object (self->crop_tool, "wanted", G_CALLBACK (on_crop_wanted), self, 0);
  g_signal_connect_object (self->crop_tool, "changed", G_CALLBACK (lens_window_update_actions), self,
                           G_CONNECT_SWAPPED);
}

void
lens_window_update_see_actions (LensWindow *self)
{
  gboolean has_image = lens_picture_get_image (picture (self)) != NULL;
  gboolean has_input = lens_input_view_get_input (input_view (self)) != NULL;
  gboolean is_pairing = g_strcmp0 (self->detour, "pair") == 0; /* the original with the crop is not on screen */
  GAction *crop = g_action_map_lookup_action (G_ACTION_MAP (self), "crop");

  lens_window_set_enabled (self, "crop", has_image && has_input && !is_pairing);
  lens_window_set_enabled (self, "crop-square", has_image && has_input && !is_pairing);
  lens_window_set_enabled (self, "crisp", has_image);
  lens_window_set_enabled (self, "undo", lens_history_can_undo (self->history));
  lens_window_set_enabled (self, "redo", lens_history_can_redo (self->history));
  lens_window_set_enabled (self, "input-grid", has_input);
  lens_window_set_enabled (self, "copy-input", has_input);
  lens_window_set_enabled (self, "stop-presenting", self->is_presenting);
  g_simple_action_set_state (G_SIMPLE_ACTION (crop),
                             g_variant_new_boolean (self->crop_tool != NULL && lens_crop_tool_is_on (self->crop_tool)));
}
