/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The resampler against Pillow's own results (tests/fixtures/make_resample_fixtures.py), every kernel on all of them.
 */

#include "resample-kernel.h"

#include <glib.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- Reading the fixtures ------------------------------------------------------------------------------------------
 */

typedef struct {
  const uint8_t *at;
  size_t left;
} Reader;

typedef struct {
  uint32_t w, h;
  const uint8_t *pixels;
} Image;

typedef struct {
  uint32_t source, filter, has_box, out_w, out_h;
  double box[4];
  const uint8_t *expected;
} Case;

typedef struct {
  GBytes *bytes;
  uint32_t n_sources, n_cases;
  Image *sources;
  Case *cases;
} Fixtures;

static const uint8_t *
take (Reader *reader, size_t n)
{
  const uint8_t *at = reader->at;

  if (n > reader->left)
    g_error ("resample.bin is cut off");
  reader->at += n;
  reader->left -= n;
  return at;
}

static uint32_t
take_u32 (Reader *reader)
{
  uint32_t v;

  memcpy (&v, take (reader, sizeof v), sizeof v);
  return GUINT32_FROM_LE (v);
}

static double
take_f64 (Reader *reader)
{
  uint64_t bits;
  double v;

  memcpy (&bits, take (reader, sizeof bits), sizeof bits);
  bits = GUINT64_FROM_LE (bits);
  memcpy (&v, &bits, sizeof v);
  return v;
}

static void
take_case (Reader *reader, Case *c)
{
  c->source = take_u32 (reader);
  c->filter = take_u32 (reader);
  c->has_box = take_u32 (reader);
  for (int i = 0; i < 4; i++)
    c->box[i] = take_f64 (reader);
  c->out_w = take_u32 (reader);
  c->out_h = take_u32 (reader);
  c->expected = take (reader, (size_t) 3 * c->out_w * c->out_h);
}

static void
fixtures_load (Fixtures *f)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "resample.bin", NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  size_t length;
  Reader reader;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  f->bytes = g_bytes_new_take (contents, length);
  reader = (Reader){ (const uint8_t *) contents, length };
  g_assert_cmpmem (take (&reader, 4), 4, "DLRS", 4);
  f->n_sources = take_u32 (&reader);
  f->sources = g_new (Image, f->n_sources);
  for (uint32_t i = 0; i < f->n_sources; i++)
    {
      f->sources[i].w = take_u32 (&reader);
      f->sources[i].h = take_u32 (&reader);
      f->sources[i].pixels = take (&reader, (size_t) 3 * f->sources[i].w * f->sources[i].h);
    }
  f->n_cases = take_u32 (&reader);
  f->cases = g_new (Case, f->n_cases);
  for (uint32_t i = 0; i < f->n_cases; i++)
    take_case (&reader, &f->cases[i]);
  g_assert_cmpuint (reader.left, ==, 0);
}

static void
fixtures_clear (Fixtures *f)
{
  g_free (f->sources);
  g_free (f->cases);
  g_bytes_unref (f->bytes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixtures, fixtures_clear)

/* ---- Comparing -----------------------------------------------------------------------------------------------------
 */

/* Fails the test and names the case at the first byte that differs. */
static bool
is_as_expected (const Case *c, const Image *source, const uint8_t *got, const char *what)
{
  for (size_t i = 0; i < (size_t) 3 * c->out_w * c->out_h; i++)
    if (got[i] != c->expected[i])
      {
        g_test_message ("%s: %ux%u -> %ux%u %s box %s(%.17g, %.17g, %.17g, %.17g): x %zu y %zu %c: got %u, expected %u",
                        what, source->w, source->h, c->out_w, c->out_h, nn_filter_name (c->filter),
                        c->has_box ? "" : "whole ", c->box[0], c->box[1], c->box[2], c->box[3], i / 3 % c->out_w,
                        i / 3 / c->out_w, "RGB"[i % 3], got[i], c -> expected[i]);
        g_test_fail ();
        return false;
      }
  return true;
}

/* Runs one case with a guard byte behind the result. */
static bool
check_case (const NnResampleKernels *kernels, const Case *c, const Image *source, const uint8_t *pixels, size_t stride,
            const char *what)
{
  size_t n = (size_t) 3 * c->out_w * c->out_h;
  g_autofree uint8_t *got = g_malloc (n + 16);

  /* what no pixel was written to shows as a wrong byte */
  for (size_t i = 0; i < n; i++)
    got[i] = (uint8_t) ~c->expected[i];
  memset (got + n, 0xa5, 16);
  g_assert_true (nn_resample_rgb8_with (kernels, &(NnImage){ pixels, (int) source->w, (int) source->h, stride },
                                        c->has_box ? c->box : NULL, (NnFilter) c->filter,
                                        &(NnImageOut){ got, (int) c->out_w, (int) c->out_h }));
  for (int i = 0; i < 16; i++)
    g_assert_cmpuint (got[n + (size_t) i], ==, 0xa5);
  return is_as_expected (c, source, got, what);
}

static void
test_pillow (gconstpointer data)
{
  NnLevel level = GPOINTER_TO_INT (data);
  const NnResampleKernels *kernels = nn_resample_kernels (level);
  g_auto (Fixtures) f = { 0 };
  int n_bad = 0;

  if (kernels == NULL)
    {
      g_test_skip ("not on this CPU");
      return;
    }
  fixtures_load (&f);
  g_assert_cmpuint (f.n_cases, >=, 500);
  for (uint32_t i = 0; i < f.n_cases && n_bad < 10; i++)
    {
      const Case *c = &f.cases[i];
      const Image *source = &f.sources[c->source];

      n_bad += !check_case (kernels, c, source, source->pixels, (size_t) 3 * source->w, nn_level_name (level));
    }
}

/* The public function, and rows with other bytes between them. */
static void
test_stride (void)
{
  g_auto (Fixtures) f = { 0 };

  fixtures_load (&f);
  for (uint32_t i = 0; i < f.n_cases; i += 3)
    {
      const Case *c = &f.cases[i];
      const Image *source = &f.sources[c->source];
      size_t row = (size_t) 3 * source->w, stride = row + 1 + i % 61, n = (size_t) 3 * c->out_w * c->out_h;
      g_autofree uint8_t *pixels = g_malloc (stride * source->h);
      g_autofree uint8_t *got = g_malloc (n);

      memset (pixels, 0x5a, stride * source->h);
      for (size_t y = 0; y < source->h; y++)
        memcpy (pixels + y * stride, source->pixels + y * row, row);
      g_assert_true (nn_resample_rgb8 (&(NnImage){ pixels, (int) source->w, (int) source->h, stride },
                                       c->has_box ? c->box : NULL, (NnFilter) c->filter,
                                       &(NnImageOut){ got, (int) c->out_w, (int) c->out_h }));
      if (!is_as_expected (c, source, got, "stride"))
        return;
    }
}

/* ---- Reading and writing nothing but the pixels
 * ---------------------------------------------------------------------- */

/* n bytes between two pages that may not be touched: right behind the first, or right before the last. */
typedef struct {
  uint8_t *pages, *bytes;
  size_t size;
} Guarded;

static void
guarded_init (Guarded *guarded, size_t n, bool at_end)
{
  size_t page = (size_t) sysconf (_SC_PAGESIZE), inner = (n + page - 1) / page * page;

  guarded->size = inner + 2 * page;
  guarded->pages = mmap (NULL, guarded->size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true (guarded->pages != MAP_FAILED);
  g_assert_cmpint (mprotect (guarded->pages + page, inner, PROT_READ | PROT_WRITE), ==, 0);
  guarded->bytes = guarded->pages + page + (at_end ? inner - n : 0);
}

static void
guarded_clear (Guarded *guarded)
{
  munmap (guarded->pages, guarded->size);
}

static void
check_guarded (const NnResampleKernels *kernels, const Case *c, const Image *source, bool at_end)
{
  size_t n_in = (size_t) 3 * source->w * source->h, n_out = (size_t) 3 * c->out_w * c->out_h;
  Guarded in, out;

  guarded_init (&in, n_in, at_end);
  guarded_init (&out, n_out, at_end);
  memcpy (in.bytes, source->pixels, n_in);
  g_assert_true (nn_resample_rgb8_with (
      kernels, &(NnImage){ in.bytes, (int) source->w, (int) source->h, (size_t) 3 * source->w },
      c->has_box ? c->box : NULL, (NnFilter) c->filter, &(NnImageOut){ out.bytes, (int) c->out_w, (int) c->out_h }));
  is_as_expected (c, source, out.bytes, at_end ? "before a guard page" : "behind a guard page");
  guarded_clear (&in);
  guarded_clear (&out);
}

static void
test_guard_pages (void)
{
  g_auto (Fixtures) f = { 0 };

  fixtures_load (&f);
  for (int level = 0; level < NN_N_LEVELS; level++)
    {
      const NnResampleKernels *kernels = nn_resample_kernels ((NnLevel) level);

      for (uint32_t i = 0; kernels != NULL && i < f.n_cases; i++)
        {
          check_guarded (kernels, &f.cases[i], &f.sources[f.cases[i].source], true);
          check_guarded (kernels, &f.cases[i], &f.sources[f.cases[i].source], false);
        }
    }
}

/* ---- The levels against each other, in sizes that the fixtures do not reach
 * -------------------------------------------- */

static void
fill (uint8_t *bytes, size_t n, bool is_extreme)
{
  for (size_t i = 0; i < n; i++)
    bytes[i] = is_extreme ? (uint8_t) (g_test_rand_bit () ? 255 : 0) : (uint8_t) g_test_rand_int_range (0, 256);
}

static void
test_levels (void)
{
  static const int sizes[][4] = { { 600, 450, 28, 28 }, { 1, 3000, 5, 1 },  { 3001, 1, 1, 7 }, { 1037, 771, 333, 129 },
                                  { 17, 33, 400, 301 }, { 16, 16, 15, 17 }, { 2600, 3, 4, 2 } };
  const NnResampleKernels *plain = nn_resample_kernels (NN_LEVEL_PLAIN);

  for (size_t i = 0; i < 2 * G_N_ELEMENTS (sizes); i++)
    {
      const int *s = sizes[i / 2];
      size_t n_in = 3 * (size_t) s[0] * (size_t) s[1], n_out = 3 * (size_t) s[2] * (size_t) s[3];
      g_autofree uint8_t *in = g_malloc (n_in), *expected = g_malloc (n_out), *got = g_malloc (n_out);

      fill (in, n_in, i % 2 != 0);
      for (int filter = NN_FILTER_BOX; filter < NN_N_FILTERS; filter++)
        for (int level = NN_LEVEL_PLAIN + 1; level < NN_N_LEVELS; level++)
          {
            const NnResampleKernels *kernels = nn_resample_kernels ((NnLevel) level);

            if (kernels == NULL)
              continue;
            g_assert_true (nn_resample_rgb8_with (plain, &(NnImage){ in, s[0], s[1], 3 * (size_t) s[0] }, NULL,
                                                  (NnFilter) filter, &(NnImageOut){ expected, s[2], s[3] }));
            g_assert_true (nn_resample_rgb8_with (kernels, &(NnImage){ in, s[0], s[1], 3 * (size_t) s[0] }, NULL,
                                                  (NnFilter) filter, &(NnImageOut){ got, s[2], s[3] }));
            if (memcmp (got, expected, n_out) != 0)
              g_error ("%s differs from plain: %dx%d -> %dx%d %s", nn_level_name ((NnLevel) level), s[0], s[1], s[2],
                       s[3], nn_filter_name (filter));
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (int level = 0; level < NN_N_LEVELS; level++)
    {
      g_autofree char *path = g_strconcat ("/resample/pillow/", nn_level_name ((NnLevel) level), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (level), test_pillow);
    }
  g_test_add_func ("/resample/stride", test_stride);
  g_test_add_func ("/resample/guard-pages", test_guard_pages);
  g_test_add_func ("/resample/levels", test_levels);
  return g_test_run ();
}
