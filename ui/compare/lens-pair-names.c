/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pair-names.h"

#include <glib/gi18n.h>

#include "lens-files.h"
#include "lens-model-name.h"

/* What tells the image from another one of the same name: its place in the list. */
static char *
dup_name_with_place (LensSession *session, LensItem *item)
{
  const char *name = lens_item_get_name (item);
  guint place;

  if (!lens_collection_find_place (lens_session_get_collection (session), item, &place))
    return g_strdup (name);

  /* TRANSLATORS: name of a picture that several have, and its place in the list */
  return g_strdup_printf (_ ("%s (image %u)"), name, place + 1);
}

void
lens_pair_name_images (LensSession *session, LensItem *first, LensItem *second, char **a, char **b)
{
  *a = lens_session_dup_name (session, first);
  *b = lens_session_dup_name (session, second);
  if (first == second || !g_str_equal (*a, *b))
    return;

  g_free (*a);
  g_free (*b);
  *a = dup_name_with_place (session, first);
  *b = dup_name_with_place (session, second);
}

void
lens_pair_name_models (DermModel *first, DermModel *second, char **a, char **b)
{
  g_autoptr (GFile) file = g_file_new_for_path (derm_model_get_path (first));
  g_autoptr (GFile) other = g_file_new_for_path (derm_model_get_path (second));
  g_autofree char *name = lens_model_format_name (first), *other_name = lens_model_format_name (second);
  g_autofree char *file_a = NULL, *file_b = NULL;

  if (!g_str_equal (name, other_name))
    {
      *a = g_steal_pointer (&name);
      *b = g_steal_pointer (&other_name);
      return;
    }
  lens_files_tell_apart (file, other, &file_a, &file_b);
  if (g_file_equal (file, other)) /* one of several networks in it, or written anew meanwhile */
    {
      *a = g_strdup_printf ("%s · %s · %.8s", name, derm_model_get_weights_key (first), derm_model_get_sha256 (first));
      *b = g_strdup_printf ("%s · %s · %.8s", name, derm_model_get_weights_key (second),
                            derm_model_get_sha256 (second));
      return;
    }
  /* weights alone are called after their file */
  *a = g_str_has_suffix (file_a, name) ? g_strdup (file_a) : g_strdup_printf ("%s · %s", name, file_a);
  *b = g_str_has_suffix (file_b, name) ? g_strdup (file_b) : g_strdup_printf ("%s · %s", name, file_b);
}
