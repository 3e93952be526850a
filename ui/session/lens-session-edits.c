/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

/* What is painted, and the search for pixels that change the answer: what is said of them, and how Escape leaves
 * them. */

static const char stroke[] = "stroke", search[] = "smallest-change";

static void
on_failed (gpointer part, const char *reason, LensSession *self)
{
  g_autofree char *name = lens_session_dup_name (self, lens_shown_get_item (self->shown));

  lens_messages_show_error (self->messages, name, reason);
}

/* What was undone is to be seen. */
static void
on_wanted (LensEdits *edits, LensItem *item, LensSession *self)
{
  lens_session_reveal (self, item);
}

static void
on_changed (LensSession *self)
{
  gboolean has_aside = lens_edits_has_aside (self->edits);

  lens_entered_set (self->entered, stroke, lens_edits_is_painting (self->edits));
  if (has_aside && !self->had_aside)
    lens_messages_show_notice (
        self->messages,
        _ ("What was painted on another input of this image is put aside. It comes back with that crop and recipe."),
        LENS_NOTICE_DONE);
  self->had_aside = has_aside;
}

static void
leave_stroke (gpointer data)
{
  lens_edits_cancel (LENS_SESSION (data)->edits);
}

static void
on_found (LensSmallest *smallest, int n_pixels, const char *label, LensSession *self)
{
  g_autofree char *text = NULL;

  if (n_pixels > 0)
    text = g_strdup_printf (
        /* TRANSLATORS: %s is the code of a class, like "mel" */
        ngettext ("%d pixel is enough for %s to lead.", "%d pixels are enough for %s to lead.", (gulong) n_pixels),
        n_pixels, label);
  else if (label != NULL)
    text = g_strdup_printf (
        /* TRANSLATORS: %2$s is the code of a class */
        ngettext ("No change of up to %1$d pixel found that makes %2$s lead.",
                  "No change of up to %1$d pixels found that makes %2$s lead.", (gulong) DERM_CHANGE_MAX_PIXELS),
        DERM_CHANGE_MAX_PIXELS, label);
  else
    text = g_strdup_printf (ngettext ("No change of up to %d pixel found.", "No change of up to %d pixels found.",
                                      (gulong) DERM_CHANGE_MAX_PIXELS),
                            DERM_CHANGE_MAX_PIXELS);
  lens_messages_show_notice (self->messages, text, n_pixels > 0 ? LENS_NOTICE_UNDOABLE : LENS_NOTICE_DONE);
}

static void
on_running (LensSession *self)
{
  lens_entered_set (self->entered, search, lens_smallest_is_running (self->smallest));
}

static void
leave_search (gpointer data)
{
  lens_smallest_stop (LENS_SESSION (data)->smallest);
}

guint
lens_session_count_edited (LensSession *self)
{
  g_autoptr (GPtrArray) items = NULL;
  guint n = 0;

  g_return_val_if_fail (LENS_IS_SESSION (self), 0);

  if (self->is_closed)
    return 0;
  lens_edits_settle (self->edits);
  items = lens_collection_list_all (self->collection);
  for (guint i = 0; i < items->len; i++)
    n += lens_edits_has_any (self->edits, items->pdata[i]);

  return n;
}

void
lens_session_connect_edits (LensSession *self)
{
  lens_entered_add (self->entered, stroke, leave_stroke, self);
  lens_entered_add (self->entered, search, leave_search, self);
  g_signal_connect_object (self->edits, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->edits, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->edits, "wanted", G_CALLBACK (on_wanted), self, 0);
  g_signal_connect_object (self->smallest, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (self->smallest, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->smallest, "notify::is-running", G_CALLBACK (on_running), self, G_CONNECT_SWAPPED);
}
