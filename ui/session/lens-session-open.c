/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

#include "lens-files.h"
#include "lens-loader.h"
#include "lens-scan.h"

#define N_REMEMBERED 10 /* more than these nobody looks for in a menu */

/* ---- what fails ---- */

static char *
dup_name (LensItem *item, gpointer session)
{
  return lens_session_dup_name (session, item);
}

char *
lens_session_dup_failures (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return lens_failures_dup_list (self->failures, dup_name, self);
}

static void
report (LensSession *self, const char *last)
{
  guint n = lens_failures_get_n (self->failures);
  g_autofree char *text = NULL;

  if (n > 1)
    text = g_strdup_printf (
        ngettext ("%u file could not be opened. The last: %s", "%u files could not be opened. The last: %s", n), n,
        last);
  lens_messages_show_failures (self->messages, text != NULL ? text : last, n > 1);
}

void
lens_session_report_failure (LensSession *self, LensItem *item)
{
  g_autofree char *last = lens_failures_format (item, dup_name, self);

  if (lens_failures_add (self->failures, item))
    report (self, last);
  else if (lens_messages_get_error (self->messages) == NULL) /* of an earlier opening: its row says it too */
    lens_messages_show_error (self->messages, NULL, last);
  else
    return;
  if (!lens_messages_has_more (self->messages)) /* it is about this one alone */
    lens_messages_tie_error (self->messages, item);
}

static void
on_failed (LensWork *work, LensItem *item, LensSession *self)
{
  lens_session_report_failure (self, item);
}

static void
on_refused (LensWork *work, const char *name, const char *reason, LensSession *self)
{
  /* TRANSLATORS: name of a file, and why it could not be opened */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), name, reason);

  lens_failures_refuse (self->failures, name, reason);
  report (self, text);
}

/* Said, for a folder may hold images of a kind that is known by no name here; but no failure, for it may hold a table
 * too. */
static void
on_left_out (LensWork *work, const char *name, const char *left_out, LensSession *self)
{
  /* TRANSLATORS: name of a folder, then a list like "2 .csv, 1 .txt" */
  g_autofree char *text
      = g_strdup_printf (_ ("%s: left out, because their names are not those of images: %s"), name, left_out);

  lens_messages_show_notice (self->messages, text, LENS_NOTICE_DONE);
}

static void
begin_opening (LensSession *self)
{
  lens_failures_begin (self->failures);
  lens_messages_clear_error (self->messages);
  lens_session_offer (self, NULL);
  lens_offers_clear (self->offers);
}

/* ---- images ---- */

/* A file that is in the list already is opened again in its place, if is_again. Returns the first of items. */
static LensItem *
add_items (LensSession *self, GPtrArray *items, gboolean is_again)
{
  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      LensItem *known = lens_collection_find (self->collection, lens_item_get_key (item));

      lens_failures_expect (self->failures, known != NULL ? known : item);
    }

  return lens_collection_add (self->collection, items, is_again);
}

static void
on_found (LensWork *work, GPtrArray *items, LensSession *self)
{
  LensItem *first;

  if (items->len == 0)
    return;
  first = add_items (self, items, FALSE);
  if (self->is_select_found)
    {
      self->is_select_found = FALSE;
      lens_session_show_first (self, first);
    }
  lens_session_tell_place (self);
}

static void
on_scanned (LensSession *self)
{
  lens_truths_check (self->truths);
  lens_session_find_notes (self);
}

static void
on_progressed (LensWork *work, LensItem *item, LensSession *self)
{
  if (lens_item_get_state (item) == LENS_STATE_DONE)
    {
      lens_failures_forget (self->failures, item); /* its file is back */
      lens_messages_take_back (self->messages, item);
    }
  lens_view_touch (self->view);
}

static gboolean
is_calibration (LensItem *item)
{
  g_autofree char *name = g_ascii_strdown (lens_item_get_name (item), -1);

  return lens_item_get_file (item) != NULL && g_str_has_suffix (name, ".json");
}

/* Of what is opened together, the files of models and calibrations; of several the last. Returns the rest (transfer
 * full). */
static GPtrArray *
open_models (LensSession *self, GPtrArray *items)
{
  GPtrArray *others = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      GFile *file = lens_item_get_file (items->pdata[i]);

      if (file != NULL && lens_loader_is_model (file))
        lens_session_open_model (self, file);
      else if (is_calibration (items->pdata[i]))
        lens_session_open_calibration (self, file);
      else
        g_ptr_array_add (others, g_object_ref (items->pdata[i]));
    }

  return others;
}

/* Without a model nothing else can be opened than one, whatever it is called. */
static void
try_models (LensSession *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      GFile *file = lens_item_get_file (item);

      if (file != NULL && !lens_scan_is_image_name (lens_item_get_name (item)) && derm_file_is_model (file, NULL))
        lens_session_open_model (self, file);
    }
}

/* Of items those that are images by their names; a table is the truth, and the others are to be looked at. */
static GPtrArray *
pick_images (LensSession *self, GPtrArray *items)
{
  GPtrArray *images = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      GFile *file = lens_item_get_file (item);

      if (file == NULL || lens_scan_is_image_name (lens_item_get_name (item)))
        g_ptr_array_add (images, g_object_ref (item));
      else if (lens_file_is_table_name (lens_item_get_name (item)))
        lens_truths_open (self->truths, file, FALSE);
      else
        lens_work_scan (self->work, file, self->is_recursive);
    }

  return images;
}

/* From the last to the first, which is what the user looks at and comes first in a menu. */
static void
remember (LensSession *self, GPtrArray *items)
{
  for (guint i = MIN (items->len, N_REMEMBERED); i > 0; i--)
    {
      LensItem *item = g_ptr_array_index (items, i - 1);

      if (lens_item_get_file (item) != NULL && !lens_item_is_sample (item))
        g_signal_emit_by_name (self, "remember", lens_item_get_file (item));
    }
}

/* One image of a folder was opened: the others may be wanted. */
static void
offer_folder_of (LensSession *self, LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  if (folder != NULL && !lens_item_is_sample (item) && g_file_is_native (file) && !lens_file_is_lent (file))
    lens_session_offer (self, folder);
}

static gboolean
are_tables (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (!lens_file_is_table_name (lens_item_get_name (items->pdata[i])))
      return FALSE;

  return TRUE;
}

/* What every opening of files begins with; FALSE, and an error is shown, if only a model can be opened now. Puts into
 * @images those of @items that are images by their names. */
static gboolean
begin_files (LensSession *self, GPtrArray *items, GPtrArray **images)
{
  g_autoptr (GPtrArray) given = open_models (self, items);

  if (lens_reading_get_classifier (self->reading) == NULL || given->len == 0)
    {
      try_models (self, given); /* the error is shown already */
      return FALSE;
    }

  remember (self, given);
  begin_opening (self);
  if (!are_tables (given))
    lens_view_clear_filter (self->view); /* what is opened is to be seen */
  *images = pick_images (self, given);
  self->is_select_found = (*images)->len == 0;

  return TRUE;
}

void
lens_session_open (LensSession *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) images = NULL;
  LensItem *first;

  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (items != NULL);

  if (!begin_files (self, items, &images) || images->len == 0)
    return;

  first = add_items (self, images, TRUE);
  lens_session_show_first (self, first);
  lens_session_tell_place (self);
  lens_work_update (self->work);
  if (items->len == 1)
    offer_folder_of (self, first);
  lens_session_find_notes (self);
}

void
lens_session_open_around (LensSession *self, GPtrArray *items, LensItem *chosen)
{
  g_autoptr (GPtrArray) images = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (items != NULL);
  g_return_if_fail (LENS_IS_ITEM (chosen));

  if (!begin_files (self, items, &images) || images->len == 0)
    return;

  add_items (self, images, FALSE);
  lens_session_show_first (self, lens_collection_find (self->collection, lens_item_get_key (chosen)));
  lens_session_tell_place (self);
  lens_work_update (self->work);
  lens_session_find_notes (self);
}

/* ---- folders and models ---- */

void
lens_session_open_folder (LensSession *self, GFile *folder, gboolean is_recursive)
{
  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (folder));

  if (lens_reading_get_classifier (self->reading) == NULL)
    return; /* the error is shown already */

  begin_opening (self);
  lens_view_clear_filter (self->view);
  self->is_select_found = TRUE;
  g_signal_emit_by_name (self, "remember", folder);
  lens_work_scan (self->work, folder, is_recursive);
}

gboolean
lens_session_can_open_siblings (LensSession *self)
{
  LensItem *item = lens_shown_get_item (self->shown);
  GFile *file = item != NULL ? lens_item_get_file (item) : NULL;

  return file != NULL && g_file_is_native (file) && !lens_item_is_sample (item);
}

void
lens_session_open_siblings (LensSession *self)
{
  LensItem *item = lens_shown_get_item (self->shown);
  GFile *file = item != NULL ? lens_item_get_file (item) : NULL;
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  lens_session_offer (self, NULL);
  if (folder == NULL)
    return;
  self->is_select_found = FALSE; /* the image stays on screen */
  lens_work_scan (self->work, folder, self->is_recursive);
}

void
lens_session_open_model (LensSession *self, GFile *file)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  lens_messages_clear_error (self->messages);
  lens_reading_open_model (self->reading, file);
}

void
lens_session_open_calibration (LensSession *self, GFile *file)
{
  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file));

  lens_messages_clear_error (self->messages);
  if (lens_reading_get_classifier (self->reading) != NULL) /* the error is shown already */
    lens_reading_open_calibration (self->reading, file);
}

void
lens_session_choose_weights (LensSession *self, const char *key)
{
  DermModel *model = lens_reading_get_model (self->reading);
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (key != NULL);

  if (model == NULL || g_str_equal (key, derm_model_get_weights_key (model)))
    return;
  file = g_file_new_for_path (derm_model_get_path (model));
  lens_messages_clear_error (self->messages);
  lens_reading_open_weights (self->reading, file, key);
}

static void
on_model (LensWork *work, GFile *file, LensSession *self)
{
  lens_session_open_model (self, file);
}

void
lens_session_connect_opening (LensSession *self)
{
  g_signal_connect_object (self->work, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->work, "refused", G_CALLBACK (on_refused), self, 0);
  g_signal_connect_object (self->work, "left-out", G_CALLBACK (on_left_out), self, 0);
  g_signal_connect_object (self->work, "model", G_CALLBACK (on_model), self, 0);
  g_signal_connect_object (self->work, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (self->work, "scanned", G_CALLBACK (on_scanned), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "progressed", G_CALLBACK (on_progressed), self, 0);
}
