/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui-fixture.h"

/* The pages of the steps from the file to the network, and how much the answer depends on them. */

typedef struct {
  LensWindow *window;
  LensSteps *steps;
} Fixture;

static void
open_file (Fixture *fixture, const char *path)
{
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_sample (1);

  fixture->window = fixture_window ();
  fixture->steps = lens_result_get_steps (lens_window_get_result (fixture->window));
  open_file (fixture, path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static gboolean
is_page_idle (gpointer data)
{
  LensStepPage *page = lens_steps_get_page (data);

  return page != NULL
         && (lens_step_page_get_choices (page) == NULL || lens_choices_is_idle (lens_step_page_get_choices (page)));
}

static LensStepPage *
open_page (Fixture *fixture, LensStage stage)
{
  lens_steps_open (fixture->steps, stage);
  fixture_wait (is_page_idle, fixture->steps, "the page of a step");

  return lens_steps_get_page (fixture->steps);
}

static void
close_page (LensStepPage *page)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (page), GTK_TYPE_POPOVER)));
  fixture_run_for (300);
}

static DermImage *
shown_image (Fixture *fixture)
{
  return lens_picture_get_image (lens_canvas_get_picture (lens_window_get_canvas (fixture->window)));
}

static DermInput *
shown_input (Fixture *fixture)
{
  return lens_input_view_get_input (lens_result_get_input_view (lens_window_get_result (fixture->window)));
}

/* (transfer full) Pixels of what a page shows, 0x..RRGGBB. */
static guint32 *
download (LensStepPage *page, int *width, int *height)
{
  GdkTexture *texture = lens_step_page_get_texture (page);
  guint32 *pixels;

  *width = gdk_texture_get_width (texture);
  *height = gdk_texture_get_height (texture);
  pixels = g_new (guint32, *width * *height);
  gdk_texture_download (texture, (guchar *) pixels, (gsize) *width * 4);

  return pixels;
}

static guint32
pack (const guint8 *p)
{
  return (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
}

/* Every step has its own words and its own picture, which is made of real pixels. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_sample (1);
  g_autofree char *content = NULL;
  g_autofree char *size = NULL;
  g_autofree char *hash = g_strdup_printf ("SHA-256 %.12s", derm_input_get_sha256 (shown_input (fixture)));
  g_autoptr (GError) error = NULL;
  const guint8 *rgb = derm_input_get_rgb (shown_input (fixture));
  guint8 low = 255, high = 0;
  g_autofree char *range = NULL;
  const char *words[LENS_N_STAGES] = { NULL };
  int width, height;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  size = g_format_size (length);
  for (int i = 0; i < 3 * 28 * 28; i++)
    {
      low = MIN (low, rgb[i]);
      high = MAX (high, rgb[i]);
    }
  range = g_strdup_printf ("from %.3f to %.3f", low / 255.0, high / 255.0);
  words[LENS_STAGE_FILE] = size;
  words[LENS_STAGE_RGB] = "600 × 450 pixels of three bytes";
  words[LENS_STAGE_SQUEEZED] = "600 × 450 pixels are squeezed";
  words[LENS_STAGE_RESIZED] = hash;
  words[LENS_STAGE_SCALED] = range;
  words[LENS_STAGE_PACKED] = "First all of red";

  for (int stage = 0; stage < LENS_N_STAGES; stage++)
    {
      LensStepPage *page;
      g_autofree guint32 *pixels = NULL;

      if (words[stage] == NULL) /* there is no such step here */
        continue;
      page = open_page (fixture, (LensStage) stage);
      if (strstr (lens_step_page_get_text (page), words[stage]) == NULL)
        g_error ("no “%s” in “%s”", words[stage], lens_step_page_get_text (page));
      pixels = download (page, &width, &height);
      if (stage == LENS_STAGE_RESIZED)
        for (int i = 0; i < 28 * 28; i++)
          g_assert_cmphex (pixels[(i / 28 * 16 + 8) * width + i % 28 * 16 + 8] & 0xffffff, ==, pack (rgb + 3 * i));
      close_page (page);
      g_assert_null (lens_steps_get_page (fixture->steps));
    }
}

/* Only the part of the image that is used, and all of it. */
static void
test_crop (Fixture *fixture, gconstpointer data)
{
  const guint8 *rgb;
  LensStepPage *page;
  g_autofree guint32 *pixels = NULL;
  int width, height;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "crop", NULL);
  fixture_wait_idle (fixture->window);
  rgb = g_bytes_get_data (derm_image_get_pixels (shown_image (fixture)), NULL);
  page = open_page (fixture, LENS_STAGE_CROP);
  g_assert_cmpstr (lens_step_page_get_text (page), ==, "450 × 450 pixels from x 75, y 0 on.");
  pixels = download (page, &width, &height);
  g_assert_cmpint (width, ==, 450);
  g_assert_cmpint (height, ==, 450);
  for (int i = 0; i < width * height; i++)
    g_assert_cmphex (pixels[i] & 0xffffff, ==, pack (rgb + 3 * (i / 450 * 600 + 75 + i % 450)));
  close_page (page);
}

/* A file whose rows are stored in another order than they are seen: its page shows them as they are stored. */
static void
test_turned (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "jpeg-orientation-6.jpg", NULL);
  const guint8 *rgb;
  LensStepPage *page;
  g_autofree guint32 *pixels = NULL;
  int width, height, upright_width, upright_height;

  open_file (fixture, path);
  rgb = g_bytes_get_data (derm_image_get_pixels (shown_image (fixture)), NULL);
  upright_width = derm_image_get_width (shown_image (fixture));
  upright_height = derm_image_get_height (shown_image (fixture));
  page = open_page (fixture, LENS_STAGE_TURNED);
  g_assert_nonnull (strstr (lens_step_page_get_text (page), "EXIF orientation 6: turned to the right"));
  close_page (page);
  page = open_page (fixture, LENS_STAGE_FILE);
  pixels = download (page, &width, &height);
  g_assert_cmpint (width, ==, upright_height);
  g_assert_cmpint (height, ==, upright_width);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) /* turned to the right, the stored column x is the upright row x */
      g_assert_cmphex (pixels[y * width + x] & 0xffffff, ==,
                       pack (rgb + 3 * (x * upright_width + upright_width - 1 - y)));
  close_page (page);
}

/* (transfer full) What derm says of the sample by that filter: "nv 0.94427764". */
static char *
run_derm (const char *option, const char *value)
{
  g_autofree char *path = fixture_sample (1);
  const char *argv[] = { g_getenv ("DERM"), "predict", option, value, "--format", "csv", path, NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) fields = NULL;
  g_autofree char *output = NULL;
  const char *label = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (output, "\n", 0);
  g_assert_cmpuint (g_strv_length (lines), >=, 2);
  names = g_strsplit (lines[0], ",", 0);
  fields = g_strsplit (lines[1], ",", 0);
  for (guint i = 0; names[i] != NULL && fields[i] != NULL; i++)
    if (g_str_equal (names[i], "label"))
      label = fields[i];
  g_assert_nonnull (label);
  for (guint i = 0; names[i] != NULL && fields[i] != NULL; i++)
    if (g_str_equal (names[i], label)) /* the column of its score, which is calibrated */
      return g_strdup_printf ("%s %.6f", label, g_ascii_strtod (fields[i], NULL));
  g_error ("no score of %s in %s", label, lines[0]);
}

static const char *
get_state (Fixture *fixture, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), action);

  return g_intern_string (g_variant_get_string (state, NULL));
}

static void
set_orientation (Fixture *fixture, const char *id)
{
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "orientation", g_variant_new_string (id));
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (get_state (fixture, "orientation"), ==, id);
}

/* As upstream's program reads it: what is seen and what the network gets is as it is stored, a crop stays on the same
 * pixels, and all of it comes back. */
static void
test_orientation_ignored (Fixture *fixture, gconstpointer data)
{
  g_autofree char *turned = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "jpeg-orientation-6.jpg", NULL);
  g_autofree char *stored = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "jpeg-orientation-1.jpg", NULL);
  g_autofree char *whole = NULL, *upright = NULL, *cropped = NULL;
  int width, height;

  open_file (fixture, stored);
  whole = g_strdup (derm_input_get_sha256 (shown_input (fixture)));
  open_file (fixture, turned);
  upright = g_strdup (derm_input_get_sha256 (shown_input (fixture)));
  g_assert_cmpstr (upright, !=, whole);
  width = derm_image_get_width (shown_image (fixture));
  height = derm_image_get_height (shown_image (fixture));
  g_assert_cmpint (width, !=, height);

  set_orientation (fixture, "ignore");
  g_assert_cmpint (derm_image_get_width (shown_image (fixture)), ==, height);
  g_assert_cmpint (derm_image_get_height (shown_image (fixture)), ==, width);
  g_assert_cmpstr (derm_input_get_sha256 (shown_input (fixture)), ==, whole);
  g_assert_nonnull (
      strstr (lens_step_page_get_text (open_page (fixture, LENS_STAGE_TURNED)), "This recipe ignores it"));
  close_page (lens_steps_get_page (fixture->steps));

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "crop", NULL);
  fixture_wait_idle (fixture->window);
  cropped = g_strdup (derm_input_get_sha256 (shown_input (fixture)));
  g_assert_cmpstr (cropped, !=, whole);
  set_orientation (fixture, "apply");
  g_assert_cmpint (derm_image_get_width (shown_image (fixture)), ==, width);
  set_orientation (fixture, "ignore");
  g_assert_cmpstr (derm_input_get_sha256 (shown_input (fixture)), ==, cropped);
}

static void
test_sensitivity (Fixture *fixture, gconstpointer data)
{
  static const struct {
    LensStage stage;
    LensStep step;
    const char *option;
  } cases[]
      = { { LENS_STAGE_RESIZED, LENS_STEP_FILTER, "--filter" }, { LENS_STAGE_PACKED, LENS_STEP_LAYOUT, "--layout" } };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      LensStepPage *page = open_page (fixture, cases[c].stage);
      LensChoices *choices = lens_step_page_get_choices (page);
      const char *id, *name, *own = NULL;
      gboolean is_dependent = FALSE;
      guint n = 0;

      for (; lens_step_get_choice (cases[c].step, n, &id, &name); n++)
        {
          DermPrediction *prediction = lens_choices_get_prediction (choices, n);
          int top = derm_prediction_get_top (prediction);
          g_autofree char *expected = run_derm (cases[c].option, id);
          g_autofree char *found = g_strdup_printf ("%s %.6f", derm_prediction_get_label (prediction, top),
                                                    (double) derm_prediction_get_calibrated (prediction)[top]);

          g_assert_cmpstr (found, ==, expected);
          own = derm_prediction_get_label (
              lens_item_get_prediction (fixture_shown (fixture->window)),
              derm_prediction_get_top (lens_item_get_prediction (fixture_shown (fixture->window))));
          is_dependent = is_dependent || !g_str_has_prefix (expected, own);
        }
      g_assert_cmpuint (lens_choices_get_n (choices), ==, n);
      g_assert_cmpuint (n, ==, cases[c].step == LENS_STEP_FILTER ? 6 : 2);
      g_assert_true (
          g_str_has_prefix (lens_choices_get_text (choices), is_dependent ? "The answer depends on this step."
                                                                          : "The answer does not depend on this step"));
      close_page (page);
    }
}

/* The page stays open when a value is chosen on it, and follows. */
static void
test_choose (Fixture *fixture, gconstpointer data)
{
  LensStepPage *page = open_page (fixture, LENS_STAGE_RESIZED);
  g_autoptr (GVariant) state = NULL;

  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "filter", g_variant_new_string ("nearest"));
  fixture_wait_idle (fixture->window);
  fixture_wait (is_page_idle, fixture->steps, "the page of the other filter");
  g_assert_true (lens_steps_get_page (fixture->steps) == page);
  g_assert_nonnull (strstr (lens_step_page_get_text (page), "Nearest"));
  state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), "filter");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "nearest");
  close_page (page);
}

/* Closed on the way, nothing comes in late. */
static void
test_close_early (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    {
      LensStepPage *page;

      lens_steps_open (fixture->steps, LENS_STAGE_RESIZED);
      page = lens_steps_get_page (fixture->steps);
      g_assert_nonnull (page);
      gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (page), GTK_TYPE_POPOVER)));
      g_assert_true (lens_choices_is_idle (lens_step_page_get_choices (page)));
    }
  lens_steps_open (fixture->steps, LENS_STAGE_RESIZED); /* and left to the window's end */
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/steps/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/steps/crop", Fixture, NULL, set_up, test_crop, tear_down);
  g_test_add ("/steps/turned", Fixture, NULL, set_up, test_turned, tear_down);
  g_test_add ("/steps/orientation-ignored", Fixture, NULL, set_up, test_orientation_ignored, tear_down);
  g_test_add ("/steps/sensitivity", Fixture, NULL, set_up, test_sensitivity, tear_down);
  g_test_add ("/steps/choose", Fixture, NULL, set_up, test_choose, tear_down);
  g_test_add ("/steps/close-early", Fixture, NULL, set_up, test_close_early, tear_down);

  return g_test_run ();
}
