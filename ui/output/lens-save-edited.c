/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-save-edited.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-edits-words.h"
#include "lens-save.h"

typedef struct {
  DermClassifier *classifier;
  DermPrediction *edited, *untouched;
  char *name; /* of the image */
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->classifier);
  g_object_unref (copy->edited);
  g_object_unref (copy->untouched);
  g_free (copy->name);
  g_free (copy);
}

gboolean
lens_save_edited_is_wanted (LensSession *session)
{
  return lens_session_get_aspect (session) == LENS_ASPECT_PIXELS
         && lens_shown_is_edited (lens_session_get_shown (session));
}

/* (transfer full) "x.json" of "x.png" */
static char *
dup_json_path (const char *path)
{
  const char *dot = strrchr (path, '.'), *slash = strrchr (path, G_DIR_SEPARATOR);
  gsize length = dot != NULL && (slash == NULL || dot > slash) ? (gsize) (dot - path) : strlen (path);

  return g_strdup_printf ("%.*s.json", (int) length, path);
}

/* The dialog has asked whether the picture may be replaced; nobody was asked about the other file, unless the two were
 * saved together before. */
static gboolean
save (gpointer data, const char *path, GError **error)
{
  const Copy *copy = data;
  g_autofree char *json_path = dup_json_path (path);
  g_autofree char *json_name = g_filename_display_basename (json_path);
  g_autofree char *json = NULL;

  if (g_file_test (json_path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _ ("not saved: the scores would replace %s, which is there already"), json_name);
      return FALSE;
    }
  json = lens_edits_format_json (copy->name, copy->classifier, copy->edited, copy->untouched);

  return derm_input_save (derm_prediction_get_input (copy->edited), path, error)
         && derm_file_replace_text (json_path, json, (gssize) strlen (json), 0666, error);
}

void
lens_save_edited (LensSession *session, const char *path)
{
  LensShown *shown;
  g_autofree char *json_path = NULL, *name = NULL, *json_name = NULL;
  Copy *copy;

  g_return_if_fail (LENS_IS_SESSION (session));
  g_return_if_fail (path != NULL);

  shown = lens_session_get_shown (session);
  if (!lens_shown_is_edited (shown))
    return; /* another image was chosen while the dialog was open */

  copy = g_new (Copy, 1);
  *copy = (Copy){ g_object_ref (lens_reading_get_classifier (lens_session_get_reading (session))),
                  g_object_ref (lens_shown_get_prediction (shown)), g_object_ref (lens_shown_get_untouched (shown)),
                  g_strdup (lens_item_get_name (lens_shown_get_item (shown))) };
  json_path = dup_json_path (path);
  name = g_filename_display_basename (path);
  json_name = g_filename_display_basename (json_path);
  lens_save_async (session, path, save, copy, copy_free,
                   /* TRANSLATORS: names of two files */
                   g_strdup_printf (_ ("The edited input is saved in %s, its scores in %s"), name, json_name));
}
