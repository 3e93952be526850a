/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

#include "lens-file-hash.h"

/* Notes whose images have moved: in a folder that was renamed, or on another computer. By its path such an image has no
 * note; by what is in it, it has. */

typedef struct {
  GFile *from, *to; /* owned */
  gboolean is_copy; /* from is there, too */
} Match;

typedef struct {
  GPtrArray *notes; /* owned LensHashedNote, of images that are not open */
  GPtrArray *files; /* owned GFile, open and without a note */
} Search;

typedef struct {
  LensSession *session; /* borrowed: its offers hold this */
  GPtrArray *matches;   /* owned */
} Found;

static void
match_free (gpointer data)
{
  Match *match = data;

  g_object_unref (match->from);
  g_object_unref (match->to);
  g_free (match);
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_ptr_array_unref (search->notes);
  g_ptr_array_unref (search->files);
  g_free (search);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_ptr_array_unref (found->matches);
  g_free (found);
}

/* ---- on the worker ---- */

static gboolean
has_same_name (GFile *a, GFile *b)
{
  g_autofree char *first = g_file_get_basename (a), *second = g_file_get_basename (b);

  return g_strcmp0 (first, second) == 0;
}

/* Of several notes on the same bytes the one of a file of that name. Returns its place, or -1. */
static int
find_note (GPtrArray *notes, GFile *file, const char *sha256)
{
  int found = -1;

  for (guint i = 0; i < notes->len; i++)
    {
      const LensHashedNote *note = g_ptr_array_index (notes, i);

      if (g_ascii_strcasecmp (note->sha256, sha256) != 0)
        continue;
      if (has_same_name (note->file, file))
        return (int) i;
      found = found < 0 ? (int) i : found;
    }

  return found;
}

static gboolean
has_size (GPtrArray *notes, GFile *file, GCancellable *cancellable)
{
  goffset size = lens_file_hash_get_size (file, cancellable);
  g_autofree char *text = g_strdup_printf ("%" G_GOFFSET_FORMAT, size);

  for (guint i = 0; i < notes->len; i++)
    if (g_str_equal (((LensHashedNote *) g_ptr_array_index (notes, i))->size, text))
      return TRUE;

  return FALSE;
}

static Match *
match_new (const LensHashedNote *note, GFile *file, GCancellable *cancellable)
{
  Match *match = g_new (Match, 1);

  match->from = g_object_ref (note->file);
  match->to = g_object_ref (file);
  match->is_copy = g_file_query_exists (note->file, cancellable);

  return match;
}

/* Files of another size than any that was noted are not read. */
static void
search_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GPtrArray *matches = g_ptr_array_new_with_free_func (match_free);

  for (guint i = 0; i < search->files->len && search->notes->len > 0 && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GFile *file = g_ptr_array_index (search->files, i);
      g_autofree char *sha256
          = has_size (search->notes, file, cancellable) ? lens_file_hash_get_sha256 (file, cancellable) : NULL;
      int note = sha256 != NULL ? find_note (search->notes, file, sha256) : -1;

      if (note < 0)
        continue;
      g_ptr_array_add (matches, match_new (g_ptr_array_index (search->notes, note), file, cancellable));
      g_ptr_array_remove_index (search->notes, (guint) note);
    }
  g_task_return_pointer (task, matches, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- the question ---- */

static gboolean
has_note (LensSession *self, GFile *file)
{
  return lens_notes_get (self->notes, file) != NULL;
}

/* One act, to be undone as one. */
static void
on_accepted (gpointer data)
{
  Found *found = data;
  LensSession *self = found->session;

  lens_notes_begin (self->notes);
  for (guint i = 0; i < found->matches->len; i++)
    {
      const Match *match = g_ptr_array_index (found->matches, i);

      if (has_note (self, match->to))
        continue; /* noted meanwhile */
      if (match->is_copy)
        lens_notes_copy (self->notes, match->from, match->to);
      else
        lens_notes_move (self->notes, match->from, match->to);
    }
  lens_notes_end (self->notes);
}

static void
ask (LensSession *self, GPtrArray *matches)
{
  Found *found = g_new (Found, 1);

  found->session = self;
  found->matches = g_ptr_array_ref (matches);
  lens_offers_add (
      self->offers,
      &(LensOffer){
          .kind = "notes",
          .text = g_strdup_printf (ngettext ("%u note belongs to an image that was under another path. Use it?",
                                             "%u notes belong to images of this folder under another path. Use them?",
                                             matches->len),
                                   matches->len),
          /* TRANSLATORS: a button: notes that were found become those of the images */
          .button = g_strdup (_ ("Use Notes")),
          .accept = on_accepted,
          .data = found,
          .destroy = found_free,
      });
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensSession *self = LENS_SESSION (source);
  g_autoptr (GPtrArray) matches = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!self->is_closed && matches != NULL)
    {
      for (guint i = matches->len; i > 0; i--)
        if (has_note (self, ((Match *) g_ptr_array_index (matches, i - 1))->to))
          g_ptr_array_remove_index (matches, i - 1);
      if (matches->len > 0)
        ask (self, matches);
    }
  lens_session_release (self);
}

/* ---- what to search for ---- */

/* Of images that are not open. */
static GPtrArray *
list_notes (LensSession *self)
{
  GPtrArray *notes = lens_notes_list_hashed (self->notes);

  for (guint i = notes->len; i > 0; i--)
    if (lens_collection_find (self->collection, ((LensHashedNote *) g_ptr_array_index (notes, i - 1))->file) != NULL)
      g_ptr_array_remove_index_fast (notes, i - 1);

  return notes;
}

/* Each file is asked about once. */
static GPtrArray *
list_files (LensSession *self)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->collection);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      GFile *file = lens_item_get_file (g_ptr_array_index (items, i));

      if (file != NULL && !has_note (self, file) && g_hash_table_add (self->searched, g_object_ref (file)))
        g_ptr_array_add (files, g_object_ref (file));
    }

  return files;
}

void
lens_session_find_notes (LensSession *self)
{
  g_autoptr (GPtrArray) notes = list_notes (self);
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (self->is_closed || notes->len == 0)
    return;
  search = g_new (Search, 1);
  search->notes = g_steal_pointer (&notes);
  search->files = list_files (self);
  task = g_task_new (self, self->cancellable, on_searched, NULL);
  g_task_set_source_tag (task, lens_session_find_notes);
  g_task_set_task_data (task, search, search_free);
  lens_session_hold (self);
  g_task_run_in_thread (task, search_in_thread);
}
