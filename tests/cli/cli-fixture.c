/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

#include "../remove-tree.h"

static char *folder;

/* ---- the process ---- */

void
cli_run_free (CliRun *run)
{
  g_free (run->out);
  g_free (run->err);
  g_free (run);
}

static char *
take_text (GBytes *bytes, gsize *length)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  char *text = g_malloc (size + 1);

  memcpy (text, size > 0 ? data : "", size);
  text[size] = '\0';
  if (length != NULL)
    *length = size;
  return text;
}

CliRun *
cli_run_full (GBytes *input, const char *const *environment, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new ((input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0) | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                   | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL, err = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  CliRun *run = g_new0 (CliRun, 1);

  g_strv_builder_add (builder, g_getenv ("DERM"));
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  g_subprocess_launcher_set_cwd (launcher, folder);
  for (; environment != NULL && *environment != NULL; environment++)
    {
      g_auto (GStrv) pair = g_strsplit (*environment, "=", 2);

      g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
    }
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, input, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process)); /* not by a signal */
  run->status = g_subprocess_get_exit_status (process);
  run->out = take_text (out, &run->out_length);
  run->err = take_text (err, NULL);
  return run;
}

CliRun *
cli_run (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  va_list list;

  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  return cli_run_full (NULL, NULL, (const char *const *) arguments->pdata);
}

/* ---- files ---- */

void
cli_fixture_init (void)
{
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("derm-cli-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_getenv ("DERM"));
}

void
cli_fixture_clear (void)
{
  remove_tree (folder);
  g_clear_pointer (&folder, g_free);
}

char *
cli_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

const char *
cli_folder (void)
{
  return folder;
}

static void
paint (GdkPixbuf *pixbuf, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  double cx = g_rand_double_range (rand, 0.3, 0.7), cy = g_rand_double_range (rand, 0.3, 0.7);
  double size = g_rand_double_range (rand, 0.1, 0.4);
  guint8 skin[3], lesion[3];

  for (int i = 0; i < 3; i++)
    {
      skin[i] = (guint8) g_rand_int_range (rand, 130, 250);
      lesion[i] = (guint8) g_rand_int_range (rand, 10, 130);
    }
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double part = 1 / (1 + exp (20 * (hypot ((double) x / width - cx, (double) y / height - cy) - size)));
        guint8 *p = gdk_pixbuf_get_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf) + 3 * (gsize) x;

        for (int i = 0; i < 3; i++)
          p[i] = (guint8) (skin[i] * (1 - part) + lesion[i] * part);
      }
}

char *
cli_make_image (const char *name, int width, int height, guint32 seed)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;
  char *path = cli_path (name);

  paint (pixbuf, seed);
  gdk_pixbuf_save (pixbuf, path, g_str_has_suffix (name, ".png") ? "png" : "jpeg", &error, NULL);
  g_assert_no_error (error);
  return path;
}

char *
cli_make_file (const char *name, const void *content, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *path = cli_path (name);

  g_file_set_contents (path, content, (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

char *
cli_make_png_header (const char *name, guint32 width, guint32 height)
{
  guint8 png[] = { 137, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0,   0,   0,   0,
                   0,   0,   0,   0,   8,    2,    0,  0,    0, 0, 0, 0,  0,   0,   0,   0,   'I', 'D', 'A', 'T' };
  guint32 values[2] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) }, crc;

  memcpy (png + 16, values, 8);
  crc = GUINT32_TO_BE ((guint32) crc32 (crc32 (0, NULL, 0), png + 12, 17));
  memcpy (png + 29, &crc, 4);
  return cli_make_file (name, png, sizeof png);
}

/* ---- what comes out ---- */

JsonParser *
cli_parse_json (const CliRun *run)
{
  JsonParser *parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, run->out, (gssize) run->out_length, &error);
  g_assert_no_error (error);
  return parser;
}

JsonObject *
cli_object (JsonParser *parser)
{
  JsonNode *root = json_parser_get_root (parser);

  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  return json_node_get_object (root);
}

static const char *
read_field (const char *p, GPtrArray *row)
{
  GString *field = g_string_new (NULL);
  gboolean is_quoted = *p == '"';

  if (!is_quoted)
    for (; strchr (",\r\n", *p) == NULL; p++) /* the end of the text too */
      {
        g_assert_cmpint (*p, !=, '"');
        g_string_append_c (field, *p);
      }
  else
    for (p++;; p++)
      {
        g_assert_cmpint (*p, !=, '\0');
        if (*p == '"' && *++p != '"')
          break;
        g_string_append_c (field, *p);
      }
  g_ptr_array_add (row, g_string_free (field, FALSE));
  return p;
}

GPtrArray *
cli_parse_csv (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (*text != '\0')
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

      for (text = read_field (text, row); *text == ','; text = read_field (text + 1, row))
        continue;
      g_assert_cmpint (text[0], ==, '\r');
      g_assert_cmpint (text[1], ==, '\n');
      text += 2;
      g_ptr_array_add (rows, row);
    }
  return rows;
}

char *
cli_pixels_sha256 (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (path, &error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_n_channels (pixbuf), ==, 3);
  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    g_checksum_update (checksum, gdk_pixbuf_get_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf),
                       3 * gdk_pixbuf_get_width (pixbuf));
  return g_strdup (g_checksum_get_string (checksum));
}

JsonParser *
cli_predict (const char *model, const char *image, ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (CliRun) run = NULL;
  va_list list;

  g_strv_builder_add_many (builder, "predict", "-q", "-f", "jsonl", "-m", model, image, NULL);
  va_start (list, image);
  for (const char *argument = va_arg (list, const char *); argument != NULL; argument = va_arg (list, const char *))
    g_strv_builder_add (builder, argument);
  va_end (list);
  arguments = g_strv_builder_end (builder);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments);
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpint (run->status, ==, 0);
  return cli_parse_json (run);
}

void
cli_assert_string (JsonParser *parser, const char *member, const char *value)
{
  g_assert_cmpstr (json_object_get_string_member (cli_object (parser), member), ==, value);
}

void
cli_assert_same_array (JsonParser *a, JsonParser *b, const char *member)
{
  JsonArray *one = json_object_get_array_member (cli_object (a), member);
  JsonArray *other = json_object_get_array_member (cli_object (b), member);

  g_assert_cmpuint (json_array_get_length (one), ==, 7);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpfloat (json_array_get_double_element (one, i), ==, json_array_get_double_element (other, i));
}
