/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-actions.h"
#include "session-fixture.h"

/* A room's actions as small as can be: "go" while an image is on screen, "light" on or off, "pick" with a name. */

#define TEST_TYPE_ACTIONS (test_actions_get_type ())
G_DECLARE_FINAL_TYPE (TestActions, test_actions, TEST, ACTIONS, LensActions)

struct _TestActions {
  LensActions parent_instance;

  guint n_updates, n_gone;
};

G_DEFINE_FINAL_TYPE (TestActions, test_actions, LENS_TYPE_ACTIONS)

static void
test_actions_update (LensActions *actions)
{
  LensShown *shown = lens_session_get_shown (lens_actions_get_session (actions));

  TEST_ACTIONS (actions)->n_updates++;
  lens_actions_set_enabled (actions, "go", lens_shown_get_image (shown) != NULL);
  lens_actions_set_state (actions, "pick", g_variant_new_string (lens_shown_get_image (shown) != NULL ? "one" : ""));
}

static void
test_actions_class_init (TestActionsClass *klass)
{
  LENS_ACTIONS_CLASS (klass)->update = test_actions_update;
}

static void
on_go (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TEST_ACTIONS (user_data)->n_gone++;
}

static void
test_actions_init (TestActions *self)
{
  static const GActionEntry entries[] = { { "go", on_go, NULL, NULL, NULL, { 0 } },
                                          { "light", NULL, NULL, "false", NULL, { 0 } },
                                          { "pick", NULL, "s", "''", NULL, { 0 } } };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

typedef struct {
  LensSession *session;
  TestActions *own;
  LensActions *actions; /* the same */
  guint n_updates;      /* of which the test knows */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = lens_session_new (fixture_classifier (), NULL);
  fixture->own = g_object_new (TEST_TYPE_ACTIONS, NULL);
  fixture->actions = LENS_ACTIONS (fixture->own);
  lens_actions_follow (fixture->actions, fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->actions);
  fixture_close_session (fixture->session);
}

static void
open_pasted (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) items = fixture_pasted (n);

  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
}

static gboolean
can_go (Fixture *fixture)
{
  return g_action_group_get_action_enabled (lens_actions_get_group (fixture->actions), "go");
}

/* What can be done follows what is on screen, from the beginning on. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  g_assert_true (lens_actions_get_session (fixture->actions) == fixture->session);
  g_assert_cmpuint (fixture->own->n_updates, ==, 1);
  g_assert_false (can_go (fixture));
  open_pasted (fixture, 2);
  g_assert_true (can_go (fixture));
  g_action_group_activate_action (lens_actions_get_group (fixture->actions), "go", NULL);
  g_assert_cmpuint (fixture->own->n_gone, ==, 1);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session)));
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_false (can_go (fixture));
  g_action_group_activate_action (lens_actions_get_group (fixture->actions), "go", NULL);
  g_assert_cmpuint (fixture->own->n_gone, ==, 1);
}

/* … at least once since the last time. */
static void
assert_updated (Fixture *fixture)
{
  g_assert_cmpuint (fixture->own->n_updates, >, fixture->n_updates);
  fixture->n_updates = fixture->own->n_updates;
}

/* Whatever of the session changes. */
static void
test_updates (Fixture *fixture, gconstpointer data)
{
  LensSession *session = fixture->session;
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (lens_session_get_selection (session));

  open_pasted (fixture, 4);
  assert_updated (fixture);
  lens_session_set_presenting (session, TRUE);
  assert_updated (fixture);
  lens_session_set_page (session, "model");
  assert_updated (fixture);
  lens_item_set_note (lens_shown_get_item (lens_session_get_shown (session)), LENS_FLAG_POOR, NULL, NULL);
  assert_updated (fixture);
  lens_session_select (session, 3); /* no neighbour, which would be shown at once */
  assert_updated (fixture);
  fixture_wait_session (session);
  assert_updated (fixture);
  gtk_selection_model_select_item (selection, 0, FALSE);
  assert_updated (fixture);
  lens_reading_set_scores (lens_session_get_reading (session), LENS_SCORES_LOGITS);
  assert_updated (fixture);
  lens_crops_set_square (lens_session_get_crops (session), FALSE);
  assert_updated (fixture);
  lens_work_set_paused (lens_session_get_work (session), TRUE);
  assert_updated (fixture);
  lens_notes_set_flag (lens_session_get_notes (session), lens_item_get_key (fixture_item_at (session, 0)),
                       LENS_FLAG_WRONG);
  assert_updated (fixture);
  lens_session_undo (session);
  assert_updated (fixture);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) on = g_variant_ref_sink (g_variant_new_boolean (TRUE));
  g_autoptr (GVariant) pick = NULL;

  g_assert_false (lens_actions_is_on (fixture->actions, "light"));
  lens_actions_set_state (fixture->actions, "light", on); /* not floating */
  g_assert_true (lens_actions_is_on (fixture->actions, "light"));
  lens_actions_set_state (fixture->actions, "light", g_variant_new_boolean (FALSE));
  g_assert_false (lens_actions_is_on (fixture->actions, "light"));
  open_pasted (fixture, 1);
  pick = g_action_get_state (G_ACTION (lens_actions_find (fixture->actions, "pick")));
  g_assert_cmpstr (g_variant_get_string (pick, NULL), ==, "one");
}

/* The window shows them as its own: what it says of them follows. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) window = g_simple_action_group_new ();
  g_auto (GStrv) names = NULL;

  lens_actions_export (fixture->actions, G_ACTION_MAP (window));
  names = g_action_group_list_actions (G_ACTION_GROUP (window));
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "go"));
  open_pasted (fixture, 1);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "go"));
  g_action_group_activate_action (G_ACTION_GROUP (window), "go", NULL);
  g_assert_cmpuint (fixture->own->n_gone, ==, 1);
}

/* After the session is closed its parts say nothing that could be followed. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  guint n;

  open_pasted (fixture, 1);
  lens_session_close (fixture->session);
  n = fixture->own->n_updates;
  lens_session_set_presenting (fixture->session, TRUE);
  lens_actions_update (fixture->actions);
  g_assert_cmpuint (fixture->own->n_updates, ==, n);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/actions/follow", test_follow);
  add ("/actions/updates", test_updates);
  add ("/actions/states", test_states);
  add ("/actions/export", test_export);
  add ("/actions/closed", test_closed);

  return g_test_run ();
}
