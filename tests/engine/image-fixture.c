/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "image-fixture.h"

char *
image_fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "engine", "fixtures", name, NULL);
}

GBytes *
image_fixture_bytes (const char *name)
{
  g_autofree char *path = image_fixture_path (name);
  g_autoptr (GError) error = NULL;
  char *content;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, size);
}

DermImage *
image_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return derm_image_new_from_file (file, NULL, error);
}

DermImage *
image_decode (gconstpointer data, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return derm_image_new_from_bytes (bytes, "test", NULL, error);
}
