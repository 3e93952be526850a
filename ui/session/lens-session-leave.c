/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

/* What Escape leaves, as far as the session knows of it. */

static const char work[] = "work", crop[] = "crop", page[] = "page", presenting[] = "presenting", error[] = "error";

/* ---- work ---- */

/* Once it is stopped or paused it is left, though the last of it may still be running. */
static void
on_work (LensSession *self)
{
  gboolean is_reading = lens_work_get_n_left (self->work) > 0 && !lens_work_is_paused (self->work);
  gboolean is_working = is_reading || lens_work_is_scanning (self->work);

  if (is_working != self->was_working)
    lens_entered_set (self->entered, work, is_working);
  self->was_working = is_working;
}

static void
leave_work (gpointer data)
{
  lens_work_stop (LENS_SESSION (data)->work);
}

/* What was not read is said, and can be gone on with. */
static void
on_stopped (LensWork *stopped, guint n, LensSession *self)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("Stopped: %'u image is not read.", "Stopped: %'u images are not read.", n), n);
  lens_messages_show_notice (self->messages, text, LENS_NOTICE_STOPPED);
}

static void
on_paused (LensSession *self)
{
  if (!lens_work_is_paused (self->work))
    lens_messages_clear_kind (self->messages, LENS_NOTICE_STOPPED);
}

/* ---- a crop ---- */

/* That of the image on screen is entered when it is made, not when an image comes that has one. */
static void
on_crop (LensSession *self)
{
  DermImage *image = lens_crops_get_image (self->crops);
  gboolean has_crop = lens_crops_get_crop (self->crops) != NULL, is_same = image == self->cropped_image;

  lens_entered_set (self->entered, crop,
                    has_crop && is_same && (!self->had_crop || lens_entered_is_in (self->entered, crop)));
  self->cropped_image = image;
  self->had_crop = has_crop;
}

/* It may have been placed with care: that is said, and can be undone. */
static void
leave_crop (gpointer data)
{
  LensSession *self = data;

  lens_crops_finish (self->crops);
  lens_crops_set_on (self->crops, FALSE);
  lens_messages_show_notice (self->messages, _ ("The network gets the whole image again."), LENS_NOTICE_UNDOABLE);
}

/* ---- a page ---- */

/* A comparison of two is over when another page is opened; the others can be gone back to. */
static void
on_page (LensSession *self)
{
  if (self->page != NULL)
    lens_entered_raise (self->entered, page);
  else
    lens_entered_set (self->entered, page, FALSE);
}

void
lens_session_leave_page (LensSession *self)
{
  g_autofree char *below = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));

  below = g_steal_pointer (&self->page_below);
  lens_session_set_page (self, below);
  g_clear_pointer (&self->page_below, g_free); /* not what has just been left */
}

static void
leave_page (gpointer data)
{
  lens_session_leave_page (data);
}

/* ---- a presentation ---- */

static void
on_presenting (LensSession *self)
{
  lens_entered_set (self->entered, presenting, self->is_presenting);
}

static void
leave_presenting (gpointer data)
{
  lens_session_set_presenting (data, FALSE);
}

/* ---- an error ---- */

/* It lies over the image, and came last. */
static void
on_error (LensSession *self)
{
  lens_entered_set (self->entered, error, FALSE);
  lens_entered_set (self->entered, error, lens_messages_get_error (self->messages) != NULL);
}

static void
leave_error (gpointer data)
{
  lens_messages_clear_error (LENS_SESSION (data)->messages);
}

void
lens_session_connect_leaving (LensSession *self)
{
  lens_entered_add (self->entered, work, leave_work, self);
  lens_entered_add (self->entered, crop, leave_crop, self);
  lens_entered_add (self->entered, page, leave_page, self);
  lens_entered_add (self->entered, presenting, leave_presenting, self);
  lens_entered_add (self->entered, error, leave_error, self);
  g_signal_connect_object (self->work, "notify", G_CALLBACK (on_work), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "stopped", G_CALLBACK (on_stopped), self, 0);
  g_signal_connect_object (self->work, "notify::is-paused", G_CALLBACK (on_paused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->crops, "changed", G_CALLBACK (on_crop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->messages, "notify::error", G_CALLBACK (on_error), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::page", G_CALLBACK (on_page), NULL);
  g_signal_connect (self, "notify::is-presenting", G_CALLBACK (on_presenting), NULL);
}
