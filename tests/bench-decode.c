/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Decoding and resizing for tests/bench.py.
 *
 * bench-decode folder THREADS FILE…   reads and decodes all files by bare TurboJPEG into reused buffers, on that many
 *                                     threads: what a folder costs at the least. Prints images and nanoseconds.
 * bench-decode turns FILE…            reads lines from standard input, "decode", "resize" or "both", each a pass over
 *                                     the files that lie in memory, and answers with nanoseconds of CPU time per image
 * and a sum of the bytes that came out. "bare" decodes by TurboJPEG alone, "gate" looks for faults of the image. */

#include <derm.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

enum { SIDE = 28 };

static void
fail (const char *file, const char *reason)
{
  fprintf (stderr, "bench-decode: %s: %s\n", file, reason);
  exit (1);
}

static gint64
now_ns (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return 1000000000 * (gint64) now.tv_sec + now.tv_nsec;
}

/* Grown when a file needs more, never freed between files. */
typedef struct {
  tjhandle handle;
  guint8 *jpeg, *pixels;
  gsize jpeg_room, pixels_room;
} Decoder;

static void
decode_bare (Decoder *decoder, const char *file, const guint8 *jpeg, gsize size)
{
  int width, height, subsampling, colorspace;
  gsize n;

  if (tjDecompressHeader3 (decoder->handle, jpeg, size, &width, &height, &subsampling, &colorspace) != 0)
    fail (file, tjGetErrorStr2 (decoder->handle));
  n = 3 * (gsize) width * (gsize) height;
  if (n > decoder->pixels_room)
    decoder->pixels = g_realloc (decoder->pixels, decoder->pixels_room = n);
  if (tjDecompress2 (decoder->handle, jpeg, size, decoder->pixels, width, 0, height, TJPF_RGB, TJFLAG_ACCURATEDCT) != 0)
    fail (file, tjGetErrorStr2 (decoder->handle));
}

static gsize
read_file (Decoder *decoder, const char *file)
{
  FILE *stream = fopen (file, "rb");
  gsize size = 0, n;

  if (stream == NULL)
    fail (file, g_strerror (errno));
  setvbuf (stream, NULL, _IONBF, 0);
  do
    {
      if (size == decoder->jpeg_room)
        decoder->jpeg = g_realloc (decoder->jpeg, decoder->jpeg_room = MAX (1 << 18, 2 * decoder->jpeg_room));
      n = fread (decoder->jpeg + size, 1, decoder->jpeg_room - size, stream);
      size += n;
  } while (n > 0);
  fclose (stream);
  return size;
}

/* ---- a folder ---- */

typedef struct {
  char **files;
  int n_files;
  int next; /* atomic */
} Folder;

static gpointer
decode_files (gpointer data)
{
  Folder *folder = data;
  Decoder decoder = { .handle = tjInitDecompress () };
  int i;

  while ((i = g_atomic_int_add (&folder->next, 1)) < folder->n_files)
    {
      gsize size = read_file (&decoder, folder->files[i]);

      decode_bare (&decoder, folder->files[i], decoder.jpeg, size);
    }
  tjDestroy (decoder.handle);
  g_free (decoder.jpeg);
  g_free (decoder.pixels);
  return NULL;
}

static void
run_folder (int n_threads, char **files)
{
  Folder folder = { files, (int) g_strv_length (files), 0 };
  g_autofree GThread **threads = g_new (GThread *, n_threads);
  gint64 start = now_ns (CLOCK_MONOTONIC);

  for (int i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("decode", decode_files, &folder);
  for (int i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
  printf ("%d %" G_GINT64_FORMAT "\n", folder.n_files, now_ns (CLOCK_MONOTONIC) - start);
}

/* ---- turns ---- */

typedef struct {
  char **files;
  guint n;
  GBytes **jpegs;
  DermImage **images;
  DermRecipe *recipe;
  Decoder decoder;
} Turns;

static DermImage *
decode (const Turns *turns, guint i)
{
  g_autoptr (GError) error = NULL;
  DermImage *image = derm_image_new_from_bytes (turns->jpegs[i], turns->files[i], NULL, &error);

  if (image == NULL)
    fail (turns->files[i], error->message);
  return image;
}

/* The sum of the input's bytes, to be compared with Pillow's. */
static guint64
resize (const Turns *turns, guint i, DermImage *image)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermInput) input = derm_input_new (image, turns->recipe, &error);
  guint64 sum = 0;

  if (input == NULL)
    fail (turns->files[i], error->message);
  for (int k = 0; k < 3 * SIDE * SIDE; k++)
    sum += derm_input_get_rgb (input)[k];
  return sum;
}

/* Of the pixels as those of a new image: what is found is kept with it. */
static guint64
check (const Turns *turns, guint i)
{
  DermImage *image = turns->images[i];
  g_autoptr (DermImage) other
      = derm_image_new_from_pixels (derm_image_get_pixels (image), derm_image_get_width (image),
                                    derm_image_get_height (image), turns->files[i], NULL);

  return derm_gate_check_image (other, turns->recipe);
}

static guint64
take_turn (Turns *turns, const char *what)
{
  guint64 sum = 0;

  for (guint i = 0; i < turns->n; i++)
    if (strcmp (what, "resize") == 0)
      sum += resize (turns, i, turns->images[i]);
    else if (strcmp (what, "gate") == 0)
      sum += check (turns, i);
    else if (strcmp (what, "bare") == 0)
      {
        gsize size;
        const guint8 *jpeg = g_bytes_get_data (turns->jpegs[i], &size);

        decode_bare (&turns->decoder, turns->files[i], jpeg, size);
      }
    else
      {
        g_autoptr (DermImage) image = decode (turns, i);

        if (strcmp (what, "both") == 0)
          sum += resize (turns, i, image);
      }
  return sum;
}

static void
run_turns (char **files)
{
  Turns turns = { .files = files, .n = g_strv_length (files), .decoder = { .handle = tjInitDecompress () } };
  char line[64];

  turns.jpegs = g_new0 (GBytes *, turns.n);
  turns.images = g_new0 (DermImage *, turns.n);
  turns.recipe = derm_recipe_new ("bench", SIDE, SIDE, DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, 255);
  for (guint i = 0; i < turns.n; i++)
    {
      gsize size = read_file (&turns.decoder, files[i]);

      turns.jpegs[i] = g_bytes_new (turns.decoder.jpeg, size);
      turns.images[i] = decode (&turns, i);
    }
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      gint64 start = now_ns (CLOCK_PROCESS_CPUTIME_ID);
      guint64 sum = take_turn (&turns, g_strchomp (line));

      printf ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT "\n", (now_ns (CLOCK_PROCESS_CPUTIME_ID) - start) / turns.n,
              sum);
      fflush (stdout);
    }
}

int
main (int argc, char *argv[])
{
  int n_threads = argc > 3 && strcmp (argv[1], "folder") == 0 ? atoi (argv[2]) : 0;

  if (n_threads >= 1 && n_threads <= 256)
    run_folder (n_threads, argv + 3);
  else if (argc > 2 && strcmp (argv[1], "turns") == 0)
    run_turns (argv + 2);
  else
    {
      fprintf (stderr, "usage: bench-decode folder THREADS FILE... | turns FILE...\n");
      return 1;
    }
  return 0;
}
