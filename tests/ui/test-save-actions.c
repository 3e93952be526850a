/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "derm-fixture.h"
#include "ui-fixture.h"

/* Figures and inputs that the window saves, against what derm writes of the same files. */

static gboolean
has_error (gpointer window)
{
  return fixture_error (window) != NULL;
}

static gboolean
can_export (gpointer window)
{
  return fixture_is_enabled (window, "export-filtered");
}

/* What the filter shows, in the order of the list; each row says so at its end. There is nothing to export without one.
 */
static void
test_filtered (void)
{
  static const char *const names[] = { "filtered.csv", "filtered.jsonl" };
  static const char *const ends[] = { ",\"text=\"\"drawn\"\"\"\r\n", ",\"list_filter\":\"text=\\\"drawn\\\"\"}\n" };
  LensWindow *window = fixture_window ();
  LensView *view = lens_session_get_view (lens_window_get_session (window));
  g_autofree char *one = fixture_sample (1), *two = fixture_sample (2),
                  *odd = fixture_scratch_path ("it's, \"odd\".jpg");
  g_autoptr (GPtrArray) items = fixture_items (one, odd, two, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_false (fixture_is_enabled (window, "export-filtered"));
  lens_view_set_text (view, "drawn");
  lens_view_set_order (view, LENS_ORDER_NAME, TRUE);
  g_assert_true (fixture_is_enabled (window, "export-filtered"));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_scratch_path (names[i]), *text = NULL;

      lens_save_actions_export (lens_window_get_save_actions (window), LENS_EXPORTED_FILTERED, path);
      fixture_wait (can_export, window, "the export");
      text = fixture_read_file (path);
      g_assert_null (strstr (text, "odd"));
      g_assert_nonnull (strstr (text, two));
      g_assert_true (strstr (text, two) < strstr (text, one));
      g_assert_true (g_str_has_suffix (text, ends[i]));
    }
  lens_view_clear_filter (view);
  g_assert_false (fixture_is_enabled (window, "export-filtered"));
  fixture_close_window (window);
}

static void
test_save_figure (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *svg = fixture_scratch_path ("figure.svg"), *text = NULL;
  g_autofree char *nowhere = fixture_scratch_path ("not/figure.svg");
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_save_figure (window, svg);
  fixture_wait (fixture_has_saved, window, "the figure");
  text = fixture_read_file (svg);
  g_assert_nonnull (strstr (text, "<svg"));
  fixture_save_figure (window, nowhere);
  fixture_wait (has_error, window, "the error");
  g_assert_true (g_str_has_prefix (fixture_error (window), nowhere));
  g_assert_true (g_str_has_suffix (fixture_error (window), "could not be written: No such file or directory"));
  fixture_close_window (window);
}

/* Of the network it is the open layer with the chosen cell: the very file that derm writes. */
static void
test_save_layer (void)
{
  LensWindow *window = fixture_window ();
  LensSession *session = lens_window_get_session (window);
  g_autofree char *one = fixture_sample (1), *own = fixture_scratch_path ("layer.png"),
                  *other = fixture_scratch_path ("derm-layer.png"), *written = NULL, *said = NULL, *plain = NULL;
  g_autofree char *command = g_strdup_printf ("derm activations --layer 5 --cell 26,4,8 -o '%s' '%s'", other, one),
                  *output = fixture_run_derm (command);
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);
  gsize n_written, n_said;

  g_assert_cmpstr (output, !=, ""); /* the terms of the cell */
  fixture_open (window, items);
  lens_session_set_aspect (session, LENS_ASPECT_NETWORK);
  fixture_wait_idle (window);
  lens_pass_choose (lens_session_get_pass (session), &(DermCell){ 5, 26, 8, 4 });
  fixture_save_figure (window, own);
  fixture_wait (fixture_has_saved, window, "the layer");
  g_assert_true (g_file_get_contents (own, &written, &n_written, NULL));
  g_assert_true (g_file_get_contents (other, &said, &n_said, NULL));
  g_assert_true (n_written == n_said && memcmp (written, said, n_said) == 0);
  lens_pass_close_cell (lens_session_get_pass (session));
  lens_messages_clear_kind (lens_session_get_messages (session), LENS_NOTICE_DONE);
  fixture_save_figure (window, own);
  fixture_wait (fixture_has_saved, window, "the layer alone");
  g_assert_true (g_file_get_contents (own, &plain, &n_said, NULL));
  g_assert_cmpuint (n_said, <, n_written);
  fixture_close_window (window);
}

typedef struct {
  LensWindow *window;
  const char *text; /* in the bar of notices or of errors */
} Said;

static gboolean
is_said (gpointer data)
{
  const Said *said = data;

  return g_strcmp0 (fixture_notice (said->window), said->text) == 0
         || g_strcmp0 (fixture_error (said->window), said->text) == 0;
}

/* The very file that derm writes of the same image, in all three formats. */
static void
check_input (LensWindow *window, const char *image, const char *ending)
{
  g_autofree char *name = g_strconcat ("input", ending, NULL), *own = fixture_scratch_path (name), *written = NULL,
                  *said = NULL;
  g_autofree char *other_name = g_strconcat ("derm", ending, NULL), *other = fixture_scratch_path (other_name);
  g_autofree char *command = g_strdup_printf ("derm preprocess '%s' -o '%s'", image, other),
                  *output = fixture_run_derm (command);
  g_autofree char *notice = g_strdup_printf ("The input is saved in %s", name);
  gsize n_written, n_said;

  fixture_save_input (window, own);
  fixture_wait (is_said, &(Said){ window, notice }, notice);
  g_assert_true (g_file_get_contents (own, &written, &n_written, NULL));
  g_assert_true (g_file_get_contents (other, &said, &n_said, NULL));
  g_assert_cmpmem (written, n_written, said, n_said);
  g_assert_cmpstr (output, ==, ""); /* derm says nothing when all is well */
}

static void
test_save_input (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *one = fixture_sample (1), *nowhere = fixture_scratch_path ("not/input.npy"),
                  *other = fixture_scratch_path ("input.gif");
  g_autoptr (GPtrArray) items = fixture_items (one, NULL);

  g_assert_false (fixture_is_enabled (window, "save-input"));
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_true (fixture_is_enabled (window, "save-input"));
  check_input (window, one, ".png");
  check_input (window, one, ".npy");
  check_input (window, one, ".csv");
  fixture_save_input (window, nowhere);
  fixture_wait (has_error, window, "the error");
  g_assert_true (g_str_has_prefix (fixture_error (window), nowhere));
  g_assert_true (g_str_has_suffix (fixture_error (window), "could not be written: No such file or directory"));
  fixture_save_input (window, other);
  fixture_wait (is_said, &(Said){ window, "input.gif: the name must end in .png, .npy or .csv" }, "the other error");
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  int status;

  fixture_init (&argc, &argv);
  g_test_add_func ("/save-actions/export-filtered", test_filtered);
  g_test_add_func ("/save-actions/figure", test_save_figure);
  g_test_add_func ("/save-actions/layer", test_save_layer);
  g_test_add_func ("/save-actions/input", test_save_input);
  status = g_test_run ();
  fixture_remove_scratch ();

  return status;
}
