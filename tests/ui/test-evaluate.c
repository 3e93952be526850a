/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-class-rows.h"
#include "lens-evaluate-figures.h"
#include "lens-evaluate-warnings.h"
#include "lens-evaluate.h"
#include "lens-meter.h"
#include "lens-save-report.h"
#include "lens-vocabulary.h"
#include "derm-fixture.h"
#include "ui-fixture.h"

/* The view of all answers, with the samples and a table: 01 nv, 02 bkl, 03 mel, 04 vasc, 05 bcc, 07 nv. */

static const char table[] = "image_id,dx,sex\n"
                            "drawn-01,nv,female\ndrawn-02,nv,male\ndrawn-03,mel,female\ndrawn-04,mel,male\n"
                            "drawn-05,bcc,female\ndrawn-07,mel,male\n";

typedef struct {
  LensWindow *window;
  LensSession *session;
  LensEvaluating *evaluating;
  LensEvaluate *view;
  LensMatrix *matrix;
} Fixture;

static void
open_table (Fixture *fixture)
{
  g_autofree char *path = fixture_scratch_path ("truth.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  lens_truths_open (lens_session_get_truths (fixture->session), file, FALSE);
  fixture_wait_idle (fixture->window);
}

static void
open_samples (LensWindow *window)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int number = 1; number <= 7; number++)
    {
      g_autofree char *path = fixture_sample (number);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  fixture_open (window, items);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window ();
  open_samples (fixture->window);
  fixture->session = lens_window_get_session (fixture->window);
  fixture->evaluating = lens_session_get_evaluating (fixture->session);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_idle (fixture->window);
  fixture->view = LENS_EVALUATE (fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_EVALUATE));
  fixture->matrix = lens_evaluate_get_matrix (fixture->view);
  if (data == NULL)
    return;
  open_table (fixture);
  fixture_run_for (100);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static int
find (Fixture *fixture, const char *label)
{
  return lens_labels_find (lens_evaluating_get_labels (fixture->evaluating), label);
}

/* Without a truth it says what is needed; with one the figures come by themselves. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  GtkWidget *figures = lens_evaluate_get_figures (fixture->view);

  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "evaluate");
  g_assert_cmpstr (lens_evaluate_get_page (fixture->view), ==, "no-truth");
  g_assert_false (gtk_widget_get_mapped (figures)); /* there are none */
  open_table (fixture);
  fixture_run_for (300);
  g_assert_true (gtk_widget_get_mapped (figures));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (lens_window_get_result (fixture->window))));
  g_assert_cmpstr (lens_evaluate_get_page (fixture->view), ==, "figures");
  lens_session_undo (fixture->session);
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_evaluate_get_page (fixture->view), ==, "no-truth");
  fixture_activate (fixture->window, "leave", NULL);
  g_assert_false (gtk_widget_get_mapped (figures));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (lens_window_get_result (fixture->window))));
}

static void
press (Fixture *fixture, guint key, int n)
{
  for (int i = 0; i < n; i++)
    fixture_press (GTK_WIDGET (fixture->matrix), key, 0);
}

/* Arrows walk over heads and cells, Enter chooses; the list shows these images. */
static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  int mel = find (fixture, "mel"), vasc = find (fixture, "vasc"), truth, answer;
  graphene_rect_t cell, head;

  gtk_widget_grab_focus (GTK_WIDGET (fixture->matrix));
  press (fixture, GDK_KEY_Down, mel);
  press (fixture, GDK_KEY_Right, vasc);
  press (fixture, GDK_KEY_Return, 1);
  fixture_wait_idle (fixture->window);
  g_assert_true (lens_evaluating_get_choice (fixture->evaluating, &truth, &answer));
  g_assert_cmpint (truth, ==, mel);
  g_assert_cmpint (answer, ==, vasc);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 1);
  g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, 0)), ==, "drawn-04.jpg");
  press (fixture, GDK_KEY_Home, 1);
  press (fixture, GDK_KEY_space, 1);
  fixture_wait_idle (fixture->window);
  g_assert_true (lens_evaluating_get_choice (fixture->evaluating, &truth, &answer));
  g_assert_cmpint (answer, ==, LENS_ANY_CLASS);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 3);
  press (fixture, GDK_KEY_Left, 3); /* it stays inside */
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (fixture->matrix)));
  g_assert_true (lens_matrix_get_bounds (fixture->matrix, mel, vasc, &cell));
  g_assert_true (lens_matrix_get_bounds (fixture->matrix, mel, LENS_ANY_CLASS, &head));
  g_assert_cmpfloat (cell.origin.x, >, head.origin.x);
  g_assert_cmpfloat (cell.origin.y, ==, head.origin.y);
}

/* (transfer none) The row of cells of that truth, and the cell in it. */
static GtkWidget *
find_cell (Fixture *fixture, int truth, int answer)
{
  GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (fixture->matrix));

  for (int i = -1; i < truth; i++)
    cell = gtk_widget_get_next_sibling (cell);
  cell = gtk_widget_get_first_child (cell);
  for (int i = -1; i < answer; i++)
    cell = gtk_widget_get_next_sibling (cell);

  return cell;
}

/* What a screen reader says. */
static void
test_spoken (Fixture *fixture, gconstpointer data)
{
  int mel = find (fixture, "mel"), vasc = find (fixture, "vasc");
  GtkWidget *cell = find_cell (fixture, mel, vasc), *head = find_cell (fixture, mel, LENS_ANY_CLASS);
  GtkWidget *rows = fixture_find (lens_evaluate_get_figures (fixture->view), LENS_TYPE_CLASS_ROWS);
  GtkWidget *meter = gtk_widget_get_first_child (rows);

  gtk_test_accessible_assert_role (fixture->matrix, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_role (head, GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "truth mel, answer vasc: 1 of 3");
  gtk_test_accessible_assert_property (head, GTK_ACCESSIBLE_PROPERTY_LABEL, "truth mel: 3");
  for (int i = 0; i < mel; i++)
    meter = gtk_widget_get_next_sibling (meter);
  gtk_test_accessible_assert_role (meter, GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (meter, GTK_ACCESSIBLE_PROPERTY_LABEL, "mel, 3 images, recall");
  gtk_test_accessible_assert_property (meter, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0 / 3.0);
}

static GtkWidget *
find_button (GtkWidget *box, const char *action)
{
  for (GtkWidget *line = gtk_widget_get_first_child (box); line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *button = gtk_widget_get_last_child (line);

      if (g_str_equal (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action))
        return button;
    }

  return NULL;
}

/* They say what is the matter, and have a way out and none to be closed. */
static void
test_warnings (Fixture *fixture, gconstpointer data)
{
  GtkWidget *warnings = fixture_find (GTK_WIDGET (fixture->view), LENS_TYPE_EVALUATE_WARNINGS);
  GtkWidget *line = gtk_widget_get_first_child (warnings);
  GtkWidget *label = gtk_widget_get_next_sibling (gtk_widget_get_first_child (line));

  g_assert_true (gtk_widget_get_mapped (warnings));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==,
                   "bcc 1, mel 3 and nv 2 images: too few for a firm figure; read the intervals.");
  g_assert_null (find_button (warnings, "win.evaluate-show"));
  g_assert_null (gtk_widget_get_next_sibling (line));
  g_signal_emit_by_name (find_button (warnings, "win.help"), "clicked");
  fixture_run_for (50);
  g_assert_cmpstr (lens_help_get_page (lens_window_get_help (fixture->window)), ==, "evaluate");
}

/* Keys, rows and the list of parts. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (fixture->window);
  GtkWidget *rows = fixture_find (lens_evaluate_get_figures (fixture->view), LENS_TYPE_CLASS_ROWS);
  int mel = find (fixture, "mel");

  g_assert_cmpint (lens_evaluating_get_class (fixture->evaluating), ==, mel);
  g_action_group_activate_action (actions, "evaluate-class-step", g_variant_new_int32 (1));
  g_assert_cmpint (lens_evaluating_get_class (fixture->evaluating), ==, mel + 1);
  gtk_widget_grab_focus (gtk_widget_get_first_child (rows));
  fixture_press (rows, GDK_KEY_Return, 0);
  g_assert_cmpint (lens_evaluating_get_class (fixture->evaluating), ==, 0);
  g_action_group_change_action_state (actions, "evaluate-shares", g_variant_new_string ("columns"));
  g_assert_cmpint (lens_evaluating_get_shares (fixture->evaluating), ==, DERM_MATRIX_OF_COLUMNS);
  g_action_group_change_action_state (actions, "evaluate-measure", g_variant_new_string ("f1"));
  g_assert_cmpint (lens_evaluating_get_measure (fixture->evaluating), ==, DERM_MEASURE_F1);
  g_action_group_change_action_state (actions, "evaluate-only", g_variant_new_string ("column[sex]=male"));
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (lens_evaluating_get_n_known (fixture->evaluating), ==, 3);
  g_action_group_change_action_state (actions, "evaluate-only", g_variant_new_string (""));
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (lens_evaluating_get_n_known (fixture->evaluating), ==, 6);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_IMAGE);
  g_assert_false (fixture_is_enabled (fixture->window, "evaluate-class-step"));
}

/* What is done with the images of a cell. */
static void
test_members (Fixture *fixture, gconstpointer data)
{
  int mel = find (fixture, "mel");

  g_assert_false (fixture_is_enabled (fixture->window, "evaluate-review"));
  lens_evaluating_choose (fixture->evaluating, mel, LENS_ANY_CLASS);
  fixture_wait_idle (fixture->window);
  fixture_activate (fixture->window, "evaluate-flag", "poor");
  fixture_wait_idle (fixture->window);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (lens_item_get_flag (fixture_listed (fixture->window, i)), ==, LENS_FLAG_POOR);
  fixture_activate (fixture->window, "evaluate-show-threshold", "missed");
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 2);
  fixture_activate (fixture->window, "evaluate-review", NULL);
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
  g_assert_true (fixture_shown (fixture->window) == fixture_listed (fixture->window, 0));
}

/* (transfer full) */
static char *
save (Fixture *fixture, const char *name, gboolean is_hiding)
{
  g_autofree char *path = fixture_scratch_path (name);

  lens_messages_clear_kind (lens_session_get_messages (fixture->session), LENS_NOTICE_DONE);
  lens_save_report (fixture->session, path, is_hiding);
  fixture_wait (fixture_has_saved, fixture->window, name);

  return fixture_read_file (path);
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = save (fixture, "report.txt", FALSE), *csv = save (fixture, "report.csv", FALSE);
  g_autofree char *json = save (fixture, "report.json", FALSE), *svg = save (fixture, "report.svg", FALSE);
  g_autofree char *hidden = save (fixture, "hidden.txt", TRUE);

  g_assert_nonnull (strstr (text, "samples"));
  g_assert_nonnull (strstr (text, "recall"));
  g_assert_nonnull (strstr (text, "too few for a firm figure"));
  g_assert_nonnull (strstr (text, "female"));
  g_assert_nonnull (strstr (csv, "balanced_accuracy"));
  g_assert_nonnull (strstr (json, "\"balanced_accuracy\""));
  g_assert_nonnull (strstr (svg, "<svg"));
  g_assert_null (strstr (hidden, "samples"));
}

#define add(path, has_truth, test) g_test_add (path, Fixture, GINT_TO_POINTER (has_truth), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  add ("/evaluate/states", FALSE, test_states);
  add ("/evaluate/matrix", TRUE, test_matrix);
  add ("/evaluate/spoken", TRUE, test_spoken);
  add ("/evaluate/warnings", TRUE, test_warnings);
  add ("/evaluate/settings", TRUE, test_settings);
  add ("/evaluate/members", TRUE, test_members);
  add ("/evaluate/report", TRUE, test_report);

  return g_test_run ();
}
