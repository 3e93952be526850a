/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "ui-fixture.h"

#include <string.h>

#include "lens-save-shown.h"

/* ---- what a window's session says ---- */

static LensShown *
get_shown (LensWindow *window)
{
  return lens_session_get_shown (lens_window_get_session (window));
}

void
fixture_open (LensWindow *window, GPtrArray *items)
{
  lens_session_open (lens_window_get_session (window), items);
}

void
fixture_open_folder (LensWindow *window, GFile *folder, gboolean is_recursive)
{
  lens_session_open_folder (lens_window_get_session (window), folder, is_recursive);
}

void
fixture_open_model (LensWindow *window, GFile *file)
{
  lens_session_open_model (lens_window_get_session (window), file);
}

void
fixture_compare_model (LensWindow *window, GFile *file)
{
  lens_compare_actions_open_model (lens_window_get_compare_actions (window), file);
}

void
fixture_open_truth (LensWindow *window, GFile *file)
{
  lens_truths_open (lens_session_get_truths (lens_window_get_session (window)), file, FALSE);
}

gboolean
fixture_open_notes (LensWindow *window, const char *path)
{
  return lens_session_open_notes (lens_window_get_session (window), path);
}

void
fixture_share_notes (LensWindow *window, LensWindow *other)
{
  lens_session_share_notes (lens_window_get_session (window), lens_window_get_session (other));
}

void
fixture_save_figure (LensWindow *window, const char *path)
{
  lens_save_shown_figure (lens_window_get_session (window), path);
}

void
fixture_save_input (LensWindow *window, const char *path)
{
  lens_save_shown_input (lens_window_get_session (window), path);
}

void
fixture_export (LensWindow *window, gboolean is_all, const char *path)
{
  lens_save_actions_export (lens_window_get_save_actions (window), is_all ? LENS_EXPORTED_ALL : LENS_EXPORTED_SELECTED,
                            path);
}

void
fixture_show_error (LensWindow *window, const char *name, const char *reason)
{
  lens_messages_show_error (lens_session_get_messages (lens_window_get_session (window)), name, reason);
}

const char *
fixture_error (LensWindow *window)
{
  return lens_messages_get_error (lens_session_get_messages (lens_window_get_session (window)));
}

const char *
fixture_notice (LensWindow *window)
{
  return lens_messages_get_notice (lens_session_get_messages (lens_window_get_session (window)));
}

gboolean
fixture_has_saved (gpointer window)
{
  const char *notice = fixture_notice (window);

  return notice != NULL && strstr (notice, "saved in") != NULL;
}

gboolean
fixture_is_file (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

LensItem *
fixture_shown (LensWindow *window)
{
  return lens_shown_get_item (get_shown (window));
}

GListModel *
fixture_items_of (LensWindow *window)
{
  return G_LIST_MODEL (lens_session_get_collection (lens_window_get_session (window)));
}

DermModel *
fixture_model (LensWindow *window)
{
  return lens_reading_get_model (lens_session_get_reading (lens_window_get_session (window)));
}

gboolean
fixture_is_idle (LensWindow *window)
{
  return lens_session_is_idle (lens_window_get_session (window));
}

DermPrediction *
fixture_prediction_of (LensWindow *window, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (fixture_items_of (window), place);

  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_DONE);

  return lens_item_get_prediction (item); /* the item stays in the list */
}

const char *
fixture_recipe_name (DermPrediction *prediction)
{
  return derm_recipe_get_name (derm_input_get_recipe (derm_prediction_get_input (prediction)));
}

void
fixture_assert_read (LensWindow *window, DermModel *model, const char *recipe)
{
  for (guint i = 0; i < g_list_model_get_n_items (fixture_items_of (window)); i++)
    {
      DermPrediction *prediction = fixture_prediction_of (window, i);

      g_assert_true (derm_prediction_get_model (prediction) == model);
      g_assert_cmpstr (fixture_recipe_name (prediction), ==, recipe);
    }
}

void
fixture_assert_shown (LensWindow *window, const char *name)
{
  g_auto (GStrv) title = g_strsplit (gtk_window_get_title (GTK_WINDOW (window)), " · ", 2); /* what a filter shows */

  g_assert_cmpstr (fixture_shown_name (lens_window_get_session (window)), ==, name);
  g_assert_cmpstr (title[0], ==, name);
}

LensItem *
fixture_listed (LensWindow *window, guint place)
{
  return fixture_item_at (lens_window_get_session (window), place);
}

guint
fixture_n_listed (LensWindow *window)
{
  return g_list_model_get_n_items (lens_view_get_model (lens_session_get_view (lens_window_get_session (window))));
}

/* ---- its actions ---- */

void
fixture_activate (LensWindow *window, const char *action, const char *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), action,
                                  parameter != NULL ? g_variant_new_string (parameter) : NULL);
}

void
fixture_run_action (LensWindow *window, const char *action, const char *parameter)
{
  fixture_activate (window, action, parameter);
  fixture_wait_idle (window);
}

gboolean
fixture_is_enabled (LensWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

gboolean
fixture_is_on (LensWindow *window, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (window), action);

  return g_variant_get_boolean (state);
}

void
fixture_change_list (LensWindow *window, const char *action, GVariant *state)
{
  g_action_group_change_action_state (lens_browser_get_actions (lens_window_get_browser (window)), action, state);
}

void
fixture_press (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      gboolean is_handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, state, &is_handled);
      g_assert_true (is_handled);
      g_signal_emit_by_name (controller, "key-released", key, 0u, state);
    }
}

/* ---- what its rooms show ---- */

gboolean
fixture_is_offering (LensWindow *window)
{
  return lens_offer_bar_is_offering (lens_window_get_offer_bar (window));
}

const char *
fixture_provenance (LensWindow *window)
{
  return lens_footer_get_provenance (lens_window_get_footer (window));
}

gboolean
fixture_shows_research_line (LensWindow *window)
{
  return lens_footer_shows_research_line (lens_window_get_footer (window));
}
