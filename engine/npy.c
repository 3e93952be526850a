/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "derm-file.h"
#include "npy.h"

/* "3, 28, 28", or "5," for one dimension: a Python tuple without its parentheses. */
static char *
format_shape (const int *shape, int n_dims)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < n_dims; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", shape[i]);
  return g_strdup_printf ("%s%s", text->str, n_dims == 1 ? "," : "");
}

/* Magic, version, length of the header, the header padded so that the values start at 64·n. */
static void
append_header (GByteArray *file, const int *shape, int n_dims)
{
  g_autofree char *dimensions = format_shape (shape, n_dims);
  g_autofree char *words = g_strdup_printf ("{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }", dimensions);
  g_autofree char *header = NULL;
  guint8 prefix[10] = { 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 0, 0 };
  gsize length = (sizeof prefix + strlen (words) + 1 + 63) / 64 * 64 - sizeof prefix;

  header = g_strdup_printf ("%-*s\n", (int) length - 1, words);
  prefix[8] = (guint8) (length & 0xff);
  prefix[9] = (guint8) (length >> 8);
  g_byte_array_append (file, prefix, sizeof prefix);
  g_byte_array_append (file, (const guint8 *) header, (guint) length);
}

static GByteArray *
make_file (const int *shape, int n_dims, const float *values)
{
  GByteArray *file = g_byte_array_new ();
  gsize n = 1;

  for (int i = 0; i < n_dims; i++)
    n *= (gsize) shape[i];
  append_header (file, shape, n_dims);
  for (gsize i = 0; i < n; i++)
    {
      guint32 bits;

      memcpy (&bits, &values[i], sizeof bits);
      bits = GUINT32_TO_LE (bits);
      g_byte_array_append (file, (const guint8 *) &bits, sizeof bits);
    }
  return file;
}

gboolean
derm_npy_save (const char *path, const int *shape, int n_dims, const float *values, const char *about, GError **error)
{
  g_autoptr (GByteArray) file = make_file (shape, n_dims, values);
  g_autofree char *beside = g_strconcat (path, ".json", NULL);

  return derm_file_replace_text (path, (const char *) file->data, file->len, 0666, error)
         && (about == NULL || derm_file_replace_text (beside, about, -1, 0666, error));
}
