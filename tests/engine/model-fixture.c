/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "model-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

const char model_good_header[]
    = "{\"__metadata__\":{\"dermlens\":\"1\","
      "\"layers\":\"[{\\\"op\\\":\\\"conv\\\",\\\"name\\\":\\\"f\\\",\\\"out\\\":2},{\\\"op\\\":\\\"relu\\\"},"
      "{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}]\","
      "\"classes\":\"[{\\\"code\\\":\\\"mel\\\",\\\"name\\\":\\\"Melanoma\\\",\\\"group\\\":\\\"malignant\\\"},"
      "{\\\"code\\\":\\\"xx\\\",\\\"name\\\":\\\"Other\\\",\\\"group\\\":\\\"unknown\\\"}]\","
      "\"recipe\":\"{\\\"name\\\":\\\"tiny\\\",\\\"width\\\":4,\\\"height\\\":4,\\\"filter\\\":\\\"box\\\","
      "\\\"layout\\\":\\\"rows\\\",\\\"scale\\\":255}\","
      "\"card\":\"{\\\"name\\\":\\\"Tiny\\\",\\\"version\\\":\\\"0.5\\\",\\\"licence\\\":\\\"CC0\\\"}\"},"
      "\"f.weight\":{\"dtype\":\"F32\",\"shape\":[2,3,3,3],\"data_offsets\":[0,216]},"
      "\"f.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[216,224]},"
      "\"g.weight\":{\"dtype\":\"F32\",\"shape\":[2,32],\"data_offsets\":[224,480]},"
      "\"g.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[480,488]}}";

char *model_folder;

void
model_fixture_init (void)
{
  model_folder = g_dir_make_tmp ("dermlens-test-XXXXXX", NULL);
}

void
model_fixture_clear (void)
{
  g_autofree char *path = g_build_filename (model_folder, "model.safetensors", NULL);

  g_remove (path);
  g_rmdir (model_folder);
  g_clear_pointer (&model_folder, g_free);
}

GByteArray *
model_build (const char *header)
{
  GByteArray *file = g_byte_array_new ();
  guint64 length = GUINT64_TO_LE (strlen (header));

  g_byte_array_append (file, (const guint8 *) &length, 8);
  g_byte_array_append (file, (const guint8 *) header, (guint) strlen (header));
  for (int i = 0; i < N_FLOATS; i++)
    {
      float value = (float) (i % 7) - 3;
      guint32 bits;

      memcpy (&bits, &value, 4);
      bits = GUINT32_TO_LE (bits);
      g_byte_array_append (file, (const guint8 *) &bits, 4);
    }
  return file;
}

DermModel *
model_open_bytes (gconstpointer data, gsize size, GError **error)
{
  g_autofree char *path = g_build_filename (model_folder, "model.safetensors", NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return derm_model_new_from_file (path, error);
}

DermModel *
model_open_header (const char *header, GError **error)
{
  g_autoptr (GByteArray) file = model_build (header);

  return model_open_bytes (file->data, file->len, error);
}

void
model_check_refused (DermModel *model, const GError *error, const char *reason)
{
  g_test_message ("%s", error != NULL ? error->message : "taken!");
  g_assert_null (model);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, reason));
}

char *
model_replace (const char *from, const char *to)
{
  const char *at = strstr (model_good_header, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - model_good_header), model_good_header, to, at + strlen (from));
}
