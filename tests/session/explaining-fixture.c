/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "explaining-fixture.h"

static void
on_changed (LensExplaining *explaining, ExplainingFixture *fixture)
{
  if (lens_explaining_get_state (explaining) == LENS_EXPLAINING_REFINING)
    fixture->n_partial++;
}

void
fixture_set_up_explaining (ExplainingFixture *fixture, gconstpointer data)
{
  fixture->reading = lens_reading_new (fixture_classifier (), NULL);
  fixture->history = lens_history_new ();
  fixture->crops = lens_crops_new (fixture->reading, fixture->history);
  fixture->edits = lens_edits_new (fixture->reading, fixture->history);
  fixture->shown = lens_shown_new (fixture->reading, fixture->crops, fixture->edits);
  fixture->items = fixture_pasted (2);
  fixture->explaining = lens_explaining_new (fixture->reading, fixture->shown);
  fixture->told = fixture_told ();
  fixture_listen (fixture->explaining, "cursor-changed", fixture->told, "cursor");
  g_signal_connect (fixture->explaining, "changed", G_CALLBACK (on_changed), fixture);
}

void
fixture_set_up_explained (ExplainingFixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_sample (7);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  fixture_set_up_explaining (fixture, data);
  fixture_explain_quickly (fixture->explaining, 2);
  lens_explaining_set_active (fixture->explaining, TRUE);
  lens_shown_open (fixture->shown, items->pdata[0]);
  fixture_wait (fixture_is_explained, fixture->explaining, "the map");
}

void
fixture_tear_down_explaining (ExplainingFixture *fixture, gconstpointer data)
{
  lens_explaining_close (fixture->explaining);
  g_assert_false (lens_explaining_is_working (fixture->explaining));
  g_object_unref (fixture->explaining);
  g_object_unref (fixture->shown);
  g_object_unref (fixture->edits);
  g_object_unref (fixture->crops);
  g_object_unref (fixture->history);
  g_object_unref (fixture->reading);
  g_ptr_array_unref (fixture->items);
}

void
fixture_explain_quickly (LensExplaining *explaining, int n)
{
  DermExplainOptions options = *lens_explaining_get_options (explaining);

  options.views = 1;
  options.steps = options.copies = n;
  lens_explaining_set_options (explaining, &options);
}

gboolean
fixture_is_explained (gpointer explaining)
{
  return lens_explaining_get_state (explaining) == LENS_EXPLAINING_DONE;
}

gboolean
fixture_is_done_explaining (gpointer explaining)
{
  return !lens_explaining_is_working (explaining);
}
