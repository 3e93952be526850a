/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

#include "lens-files.h"

/* How the window is used, apart from what is open in it. */

gboolean
lens_session_is_recursive (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);

  return self->is_recursive;
}

void
lens_session_set_recursive (LensSession *self, gboolean is_recursive)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  if (is_recursive == self->is_recursive)
    return;
  self->is_recursive = is_recursive;
  g_object_notify (G_OBJECT (self), "is-recursive");
}

gboolean
lens_session_is_crisp (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), TRUE);

  return self->is_crisp;
}

void
lens_session_set_crisp (LensSession *self, gboolean is_crisp)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  if (is_crisp == self->is_crisp)
    return;
  self->is_crisp = is_crisp;
  g_object_notify (G_OBJECT (self), "is-crisp");
}

gboolean
lens_session_is_presenting (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);

  return self->is_presenting;
}

void
lens_session_set_presenting (LensSession *self, gboolean is_presenting)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  if (is_presenting == self->is_presenting)
    return;
  self->is_presenting = is_presenting;
  g_object_notify (G_OBJECT (self), "is-presenting");
}

const char *
lens_session_get_page (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return self->page;
}

void
lens_session_set_page (LensSession *self, const char *page)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  if (g_strcmp0 (page, self->page) == 0)
    return;
  g_free (self->page_below);
  self->page_below = page != NULL && g_strcmp0 (self->page, "pair") != 0 ? g_strdup (self->page) : NULL;
  g_free (self->page);
  self->page = g_strdup (page);
  g_object_notify (G_OBJECT (self), "page");
}

GFile *
lens_session_get_offered_folder (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return self->offered_folder;
}

void
lens_session_offer (LensSession *self, GFile *folder)
{
  if (folder == NULL && self->offered_folder == NULL)
    return;
  g_set_object (&self->offered_folder, folder);
  g_object_notify (G_OBJECT (self), "offered-folder");
}

void
lens_session_dismiss_offer (LensSession *self)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  lens_session_offer (self, NULL);
}

char *
lens_session_dup_name (LensSession *self, LensItem *item)
{
  guint place;

  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  if (!self->is_presenting)
    return lens_item_dup_title (item);
  if (lens_collection_find_place (self->collection, item, &place))
    /* TRANSLATORS: instead of a name that is not to be seen: place of the image in the list */
    return g_strdup_printf (_ ("Image %u"), place + 1);

  return g_strdup (_ ("Image"));
}

char *
lens_session_dup_list_name (LensSession *self)
{
  GFile *folder;

  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  folder = lens_collection_get_folder (self->collection);

  return folder != NULL && !self->is_presenting ? lens_file_dup_name (folder) : g_strdup (_ ("Images"));
}

char *
lens_session_dup_list_size (LensSession *self)
{
  guint n;

  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  n = lens_collection_get_n_all (self->collection);

  return g_strdup_printf (ngettext ("%'u image", "%'u images", n), n);
}
