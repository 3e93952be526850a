/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Small files that ask for much, of every format: refused, or read in no more time and memory than their size allows.
 * The hostile ones are read by a process of their own, whose memory is limited. */

#include <string.h>
#include <sys/resource.h>

#include "image-file.h"
#include "image-fixture.h"
#include "derm-walk.h"
#include "image-memory.h"

/* ---- files ---- */

static void
add (GByteArray *file, gconstpointer data, gsize size)
{
  g_byte_array_append (file, data, (guint) size);
}

static void
add_le (GByteArray *file, guint32 value, int n_bytes)
{
  for (int i = 0; i < n_bytes; i++)
    g_byte_array_append (file, &(guint8){ (guint8) (value >> 8 * i) }, 1);
}

static void
add_be (GByteArray *file, guint32 value, int n_bytes)
{
  for (int i = n_bytes - 1; i >= 0; i--)
    g_byte_array_append (file, &(guint8){ (guint8) (value >> 8 * i) }, 1);
}

/* An animated WebP of that canvas, with no frame in it that has pixels. */
static GByteArray *
make_webp (guint32 width, guint32 height)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) inner = image_fixture_bytes ("webp-lossless.webp");
  gsize size = g_bytes_get_size (inner) - 12;

  add (file, "RIFF", 4);
  add_le (file, (guint32) (4 + 18 + 14 + 8 + 16 + size), 4);
  add (file, "WEBPVP8X\12\0\0\0\2\0\0\0", 16);
  add_le (file, width - 1, 3);
  add_le (file, height - 1, 3);
  add (file, "ANIM\6\0\0\0\0\0\0\0\0\0", 14);
  add (file, "ANMF", 4);
  add_le (file, (guint32) (16 + size), 4);
  add (file, "\0\0\0\0\0\0\22\0\0\14\0\0\0\0\0\0", 16); /* 19 × 13 at the corner */
  add (file, (const guint8 *) g_bytes_get_data (inner, NULL) + 12, size);
  return file;
}

/* A BMP of run-length codes, of which it has none. */
static GByteArray *
make_bmp (guint32 width, guint32 height)
{
  GByteArray *file = g_byte_array_new ();
  static const guint8 palette[1024];

  add (file, "BM", 2);
  add_le (file, 1080, 4);
  add_le (file, 0, 4);
  add_le (file, 1078, 4);
  add_le (file, 40, 4);
  add_le (file, width, 4);
  add_le (file, height, 4);
  add_le (file, 1 | 8 << 16, 4);
  add_le (file, 1, 4);
  for (int i = 0; i < 5; i++)
    add_le (file, 0, 4);
  add (file, palette, sizeof palette);
  add (file, "\0\1", 2);
  return file;
}

/* A GIF of that many frames, and a comment in that many blocks before them. */
static GByteArray *
make_gif (int n)
{
  GByteArray *file = g_byte_array_new ();

  add (file, "GIF89ad\0d\0\x80\0\0\0\0\0\xff\xff\xff!\xfe", 21);
  for (int i = 0; i < n; i++)
    add (file, "\1x", 2);
  add_le (file, 0, 1);
  for (int i = 0; i < n; i++)
    add (file, "!\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2\x4c\1\0", 23);
  add (file, ";", 1);
  return file;
}

static void
add_segment (GByteArray *file, guint8 marker, gconstpointer data, gsize size)
{
  add_be (file, 0xff00 | marker, 2);
  add_be (file, (guint32) size + 2, 2);
  add (file, data, size);
}

/* Runs of blocks without a coefficient, in codes of one bit and 14 bits of length. */
static void
add_empty_scan (GByteArray *file, gsize n_blocks)
{
  guint64 bits = 0;
  int n_bits = 0;

  while (n_blocks > 0)
    {
      gsize run = CLAMP (n_blocks, 16384, 32767);

      bits = bits << 15 | (run - 16384);
      for (n_bits += 15; n_bits >= 8; n_bits -= 8)
        {
          guint8 byte = (guint8) (bits >> (n_bits - 8));

          add (file, byte == 0xff ? "\xff\0" : (const char *) &byte, byte == 0xff ? 2 : 1);
        }
      n_blocks -= MIN (n_blocks, run);
    }
  if (n_bits > 0)
    add_le (file, (guint32) (bits << (8 - n_bits)) & 0xff, 1);
}

/* A progressive JPEG of one component: a scan of zeros, then n that add nothing. */
static GByteArray *
make_jpeg (guint32 width, guint32 height, int n_scans)
{
  GByteArray *file = g_byte_array_new ();
  gsize n_blocks = (gsize) ((width + 7) / 8) * ((height + 7) / 8);
  g_autofree guint8 *zeros = g_malloc0 (n_blocks / 8 + 1);
  guint8 frame[] = { 8, (guint8) (height >> 8), (guint8) height, (guint8) (width >> 8), (guint8) width, 1, 1, 0x11, 0 };
  guint8 table[65] = { 0 };

  memset (table + 1, 16, 64);
  add (file, "\xff\xd8", 2);
  add_segment (file, 0xdb, table, sizeof table);
  add_segment (file, 0xc2, frame, sizeof frame);
  add_segment (file, 0xc4, "\x00\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 18);
  add_segment (file, 0xc4, "\x10\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xe0", 18);
  add_segment (file, 0xda, "\1\1\0\0\0\0", 6);
  add (file, zeros, (n_blocks + 7) / 8);
  for (int i = 0; i < n_scans; i++)
    {
      guint8 band = (guint8) (1 + i % 63);
      guint8 low = (guint8) (13 - i / 63);
      guint8 scan[] = { 1, 1, 0, band, band, (guint8) ((i < 63 ? 0 : low + 1) << 4 | low) };

      add_segment (file, 0xda, scan, sizeof scan);
      add_empty_scan (file, n_blocks);
    }
  add (file, "\xff\xd9", 2);
  return file;
}

/* A grey TIFF in one strip, or in tiles of that side, whose bytes are not there. */
static GByteArray *
make_tiff (guint32 width, guint32 height, guint32 tile)
{
  GByteArray *file = g_byte_array_new ();
  const guint32 tags[][2]
      = { { 256, width },  { 257, height }, { 258, 8 },    { 259, 8 },    { 262, 1 }, { 273, 8 },  { 277, 1 },
          { 278, height }, { 279, 100 },    { 322, tile }, { 323, tile }, { 324, 8 }, { 325, 100 } };
  guint32 n = tile > 0 ? G_N_ELEMENTS (tags) - 3 : 9;

  add (file, "II*\0\10\0\0\0", 8);
  add_le (file, n, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      gboolean is_of_strips = tags[i][0] == 273 || tags[i][0] == 278 || tags[i][0] == 279;

      if (tile > 0 ? is_of_strips : tags[i][0] >= 322)
        continue;
      add_le (file, tags[i][0], 2);
      add_le (file, 4, 2);
      add_le (file, 1, 4);
      add_le (file, tags[i][1], 4);
    }
  add_le (file, 0, 4);
  return file;
}

static GByteArray *
make_pnm (const char *header)
{
  GByteArray *file = g_byte_array_new ();

  add (file, header, strlen (header));
  return file;
}

/* ---- in a process of its own ---- */

static void
limit_memory (void)
{
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory needs the whole address space */
  struct rlimit limit = { (rlim_t) 1 << 30, (rlim_t) 1 << 30 };

  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
#endif
}

static double
cpu_seconds (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6;
}

/* Takes the file. code: -1 if it is to be read. */
static void
check (GByteArray *file, int code)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (file);
  g_autoptr (GError) error = NULL;
  double before = cpu_seconds ();
  g_autoptr (DermImage) image = derm_image_new_from_bytes (bytes, "hostile", NULL, &error);

  g_test_message ("%zu bytes, %.2f s: %s", g_bytes_get_size (bytes), cpu_seconds () - before,
                  error != NULL ? error->message : "read");
  g_assert_cmpfloat (cpu_seconds () - before, <, 20); /* seconds where nothing holds it up; minutes were usual */
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, DERM_ERROR, code);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, 0);
}

static void
test_hostile (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  limit_memory ();
  check (make_webp (16384, 8192), DERM_ERROR_TOO_LARGE);
  check (make_webp (1 << 24, 120), DERM_ERROR_TOO_LARGE);
  check (make_webp (19, 13), -1);
  check (make_webp (18, 13), DERM_ERROR_BROKEN); /* a frame that is larger */
  check (make_bmp (10000, 10000), DERM_ERROR_BROKEN);
  check (make_bmp (10001, 10000), DERM_ERROR_TOO_LARGE);
  check (make_gif (200000), -1);
  check (make_jpeg (5000, 5000, 100), DERM_ERROR_TOO_LARGE);
  check (make_jpeg (500, 500, 400), -1);
  check (make_tiff (10000, 10000, 0), DERM_ERROR_BROKEN);
  check (make_tiff (10001, 10000, 0), DERM_ERROR_TOO_LARGE);
  check (make_tiff (100, 100, 65520), DERM_ERROR_TOO_LARGE);
  check (make_pnm ("P6 10000 10000 255\n"), DERM_ERROR_BROKEN);
  check (make_pnm ("P3 10000 10000 255\n1 2 3"), DERM_ERROR_BROKEN);
  check (make_pnm ("P4 10000 10000\n"), DERM_ERROR_BROKEN);
  check (make_pnm ("P5 10001 10000 255\n"), DERM_ERROR_TOO_LARGE);
}

/* ---- memory over all threads ---- */

typedef struct {
  GBytes *bytes;
  gint n_running; /* atomic */
} Crowd;

static gpointer
decode_one (gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_bytes (crowd->bytes, "crowd", NULL, &error);

  g_assert_no_error (error);
  g_atomic_int_dec_and_test (&crowd->n_running);
  return NULL;
}

/* Six images that take more than half of what there is are decoded one after the other. */
static void
test_crowd (void)
{
  Crowd crowd = { NULL, 6 };
  GThread *threads[6];
  gsize most = 0;

  crowd.bytes = g_byte_array_free_to_bytes (make_jpeg (9500, 9500, 1));
  for (int i = 0; i < 6; i++)
    threads[i] = g_thread_new ("crowd", decode_one, &crowd);
  while (g_atomic_int_get (&crowd.n_running) > 0)
    {
      most = MAX (most, derm_memory_get_taken (DERM_MEMORY_PIXELS));
      g_usleep (1000);
    }
  for (int i = 0; i < 6; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (most, >, (gsize) 9500 * 9500 * 3);
  g_assert_cmpuint (most, <=, DERM_IMAGE_MAX_MEMORY_PIXELS);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, 0);
  g_bytes_unref (crowd.bytes);
}

/* Nothing is left taken after an image, a damaged one, one that is turned or one that was cancelled. */
static void
test_given_back (void)
{
  static const char *const names[]
      = { "jpeg-orientation-6.jpg",  "png-cut-30.png", "tiff-orientation-8.tif", "gif-cut.gif",
          "webp-orientation-8.webp", "expected.txt" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = image_fixture_path (names[i]);
      g_autoptr (DermImage) image = image_open (path, NULL);

      g_assert_true ((image != NULL) == (i % 2 == 0));
      g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, 0);
      g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_FILES), ==, 0);
    }
}

/* The image of a worker counts until it is gone or handed over. */
static void
test_held (void)
{
  g_autofree char *path = image_fixture_path ("png-rgb.png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (DermImage) one = derm_image_open (file, &content, NULL, NULL);
  g_autoptr (DermImage) other = derm_image_open (file, NULL, NULL, NULL);
  gsize n_bytes = g_bytes_get_size (derm_image_get_pixels (one));

  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, 2 * n_bytes);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_FILES), ==, g_bytes_get_size (content));
  derm_image_settle (other);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, n_bytes);
  g_clear_object (&one);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, 0);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_FILES), ==, 0);
}

/* The man page has the table of derm-image.h. */
static void
test_documented (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "man", "derm.1", NULL);
  g_autofree char *text = NULL;
  char *const rows[] = {
    g_strdup_printf (".It %d MiB\na file\n", (int) (DERM_IMAGE_MAX_BYTES >> 20)),
    g_strdup_printf (".It %d million pixels\nan image", (int) (DERM_IMAGE_MAX_PIXELS / 1000000)),
    g_strdup_printf ("at most %d wide", DERM_IMAGE_MAX_SIDE),
    g_strdup_printf (".It %d million pixels\na progressive", (int) (DERM_IMAGE_MAX_SCANNED_PIXELS / 1000000)),
    g_strdup_printf (".It %d MiB\npixels of all", (int) (DERM_IMAGE_MAX_MEMORY_PIXELS >> 20)),
    g_strdup_printf (".It %d MiB\nfiles of all", (int) (DERM_IMAGE_MAX_MEMORY_FILES >> 20)),
    g_strdup_printf (".It %d folders\n", DERM_WALK_MAX_DEPTH),
  };
  gsize n_formats;
  const DermImageFormat *formats = derm_image_format_list (&n_formats);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i]);
      g_assert_nonnull (strstr (text, rows[i]));
      g_free (rows[i]);
    }
  for (gsize i = 0; i < n_formats; i++)
    for (const char *const *ending = formats[i].endings; *ending != NULL; ending++)
      g_assert_nonnull (strstr (text, *ending));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-limits/hostile", test_hostile);
  g_test_add_func ("/image-limits/crowd", test_crowd);
  g_test_add_func ("/image-limits/given-back", test_given_back);
  g_test_add_func ("/image-limits/held", test_held);
  g_test_add_func ("/image-limits/documented", test_documented);
  return g_test_run ();
}
