/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

/* Which image is selected, and therefore on screen. */

void
lens_session_tell_place (LensSession *self)
{
  g_signal_emit_by_name (self, "place-changed");
}

void
lens_session_show_selected (LensSession *self)
{
  LensItem *item;

  g_return_if_fail (LENS_IS_SESSION (self));

  item = lens_selection_get_current_item (self->selection);
  lens_shown_open (self->shown, item);
  if (item != NULL)
    lens_work_prefer (self->work, item);
}

/* An image was chosen or opened: it is to be seen. The other pages are about the image, whichever it is. */
void
lens_session_leave_start (LensSession *self)
{
  if (g_strcmp0 (self->page, "start") == 0)
    lens_session_set_page (self, NULL);
}

static void
on_selected (LensSelection *selection, LensSession *self)
{
  LensItem *item = lens_selection_get_current_item (selection);
  gboolean is_shown = item != NULL && item == lens_shown_get_item (self->shown);

  if (self->is_closed)
    return;

  if (item != NULL && !self->is_selecting)
    lens_session_leave_start (self);
  /* A filter may hide what is on screen, and show it again. */
  if ((item == NULL && g_list_model_get_n_items (G_LIST_MODEL (self->collection)) > 0)
      || (is_shown && !lens_shown_is_opening (self->shown)))
    {
      lens_session_tell_place (self);
      return;
    }
  if (!self->is_selecting && lens_shown_get_item (self->shown) != NULL) /* its row says why it cannot be shown */
    lens_messages_take_back (self->messages, lens_shown_get_item (self->shown));
  self->is_auto = self->is_selecting;
  lens_session_show_selected (self);
}

/* By the session itself, not by the user. */
static void
select_automatically (LensSession *self, guint place)
{
  self->is_selecting = TRUE;
  lens_session_select (self, place);
  self->is_selecting = FALSE;
}

void
lens_session_select (LensSession *self, guint place)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  lens_selection_set_current (self->selection, place);
}

static gboolean
reveal (LensSession *self, LensItem *item, void (*select) (LensSession *self, guint place))
{
  guint place = lens_view_find (self->view, item);

  if (place == GTK_INVALID_LIST_POSITION)
    return FALSE;
  select (self, place);
  g_signal_emit_by_name (self, "reveal", place);

  return TRUE;
}

gboolean
lens_session_reveal (LensSession *self, LensItem *item)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (LENS_IS_ITEM (item), FALSE);

  return reveal (self, item, lens_session_select);
}

void
lens_session_show_first (LensSession *self, LensItem *first)
{
  lens_session_leave_start (self);
  if (lens_selection_get_current_item (self->selection) == first)
    lens_session_show_selected (self);
  reveal (self, first, select_automatically);
}

gboolean
lens_session_can_step (LensSession *self, int by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint place = lens_selection_get_current (self->selection); /* INVALID, which is -1: the filter hides it */

  return place + (guint) by < n; /* also before the first: the sum wraps */
}

void
lens_session_step (LensSession *self, int by)
{
  guint place = lens_selection_get_current (self->selection) + (guint) by;

  g_return_if_fail (LENS_IS_SESSION (self));

  if (!lens_session_can_step (self, by))
    return;
  lens_session_select (self, place);
  g_signal_emit_by_name (self, "reveal", place);
}

void
lens_session_go_to_end (LensSession *self, int end)
{
  guint n, place;

  g_return_if_fail (LENS_IS_SESSION (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  if (n == 0)
    return;
  place = end < 0 ? 0 : n - 1;
  lens_session_select (self, place);
  g_signal_emit_by_name (self, "reveal", place);
}

/* ---- what comes next ---- */

/* The neighbours of what is on screen are read ahead, first the one on the side to which the user goes. */
static void
read_ahead (LensSession *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  LensItem *shown = lens_shown_get_item (self->shown);
  guint place = lens_selection_get_current (self->selection);
  g_autoptr (LensItem) first = NULL;
  g_autoptr (LensItem) second = NULL;
  LensItem *wanted[3] = { shown };
  guint n = 1;

  if (self->is_closed || lens_shown_is_opening (self->shown))
    return;
  if (shown == NULL || lens_shown_get_image (self->shown) == NULL)
    {
      lens_ahead_want (lens_shown_get_ahead (self->shown), NULL, 0);
      return;
    }

  if (lens_selection_get_current_item (self->selection) == shown)
    {
      if (place != self->last_place || self->way == 0)
        self->way = place < self->last_place ? -1 : 1;
      self->last_place = place;
      first = g_list_model_get_item (model, place + (guint) self->way);
      second = g_list_model_get_item (model, place - (guint) self->way);
    }
  if (first != NULL)
    wanted[n++] = first;
  if (second != NULL)
    wanted[n++] = second;
  lens_ahead_want (lens_shown_get_ahead (self->shown), wanted, n);
}

/* ---- what cannot be shown ---- */

/* Another image instead of the one that was chosen automatically and cannot be shown: the next of the list, or the one
 * before it all. Returns whether there was one. */
static gboolean
select_other (LensSession *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n = g_list_model_get_n_items (model), current = lens_selection_get_current (self->selection), place;

  for (guint i = current + 1; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (model, i);

      if (lens_item_get_state (item) != LENS_STATE_FAILED && !lens_item_is_gone (item))
        {
          select_automatically (self, i);
          return TRUE;
        }
    }
  place = self->last_good != NULL ? lens_view_find (self->view, self->last_good) : GTK_INVALID_LIST_POSITION;
  if (place == GTK_INVALID_LIST_POSITION || place == current
      || lens_item_get_state (self->last_good) == LENS_STATE_FAILED || lens_item_is_gone (self->last_good))
    return FALSE;
  select_automatically (self, place);

  return TRUE;
}

static gboolean
on_failed (LensShown *shown, LensItem *item, gboolean is_news, LensSession *self)
{
  if (is_news)
    lens_session_report_failure (self, item);

  return self->is_auto && select_other (self);
}

static void
on_opened (LensShown *shown, LensItem *item, LensSession *self)
{
  g_set_object (&self->last_good, item);
  lens_messages_take_back (self->messages, item);
}

/* ---- crops ---- */

static void
on_crop_failed (LensCrops *crops, const char *reason, LensSession *self)
{
  g_autofree char *name = lens_session_dup_name (self, lens_shown_get_item (self->shown));

  lens_messages_show_error (self->messages, name, reason);
}

/* What was undone is to be seen. */
static void
on_crop_wanted (LensCrops *crops, LensItem *item, LensSession *self)
{
  lens_session_reveal (self, item);
}

void
lens_session_undo (LensSession *self)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  lens_crops_finish (self->crops);
  lens_edits_settle (self->edits);
  lens_history_undo (self->history);
}

void
lens_session_redo (LensSession *self)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  lens_crops_finish (self->crops);
  lens_edits_settle (self->edits);
  lens_history_redo (self->history);
}

void
lens_session_connect_selection (LensSession *self)
{
  g_signal_connect_object (self->selection, "current-changed", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (self->selection, "clicked", G_CALLBACK (lens_session_leave_start), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "settled", G_CALLBACK (lens_session_tell_place), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "place-changed", G_CALLBACK (read_ahead), NULL);
  g_signal_connect_object (self->shown, "changed", G_CALLBACK (read_ahead), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->shown, "opened", G_CALLBACK (on_opened), self, 0);
  g_signal_connect_object (self->crops, "failed", G_CALLBACK (on_crop_failed), self, 0);
  g_signal_connect_object (self->crops, "wanted", G_CALLBACK (on_crop_wanted), self, 0);
}
