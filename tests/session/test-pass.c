/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "session-fixture.h"

/* The layers as a person counts them, of all kinds of networks; the pass of the image on screen and no other. */

/* ---- layers ---- */

/* A letter for each layer's kind, its number, the block behind it, and the maps. */
static char *
describe_steps (GArray *steps)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const LensNetStep *step = &g_array_index (steps, LensNetStep, i);

      g_string_append_printf (text, "%s%c%d/%d:%dx%dx%d", i > 0 ? " " : "", "INCPDL"[step->kind], step -> number,
                              step -> block, step -> channels, step -> rows, step -> columns);
    }

  return g_string_free (text, FALSE);
}

typedef struct {
  const char *name; /* NULL: the bundled one */
  const char *expected;
} Case;

static const Case cases[] = {
  { NULL, "I1/0:3x28x28 C1/1:32x28x28 P1/1:32x14x14 C2/2:64x14x14 C3/2:64x14x14 P2/2:64x7x7 C4/3:128x7x7 C5/3:128x7x7 "
          "P3/3:128x3x3 C6/4:256x3x3 C7/4:256x3x3 P4/4:256x1x1 D1/0:256x1x1 D2/0:128x1x1 D3/0:64x1x1 D4/0:32x1x1 "
          "L1/0:7x1x1" },
  { "nn-odd.safetensors",
    "I1/0:3x29x23 N1/0:3x29x23 C1/1:5x29x23 P1/1:5x14x11 C2/2:12x14x11 P2/2:12x7x5 C3/3:20x7x5 C4/3:7x7x5 "
    "P3/3:7x3x2 D1/0:33x1x1 L1/0:5x1x1" },
  { "nn-plain.safetensors",
    "I1/0:3x28x28 C1/1:16x28x28 P1/1:16x14x14 C2/2:32x14x14 P2/2:32x7x7 C3/3:31x7x7 P3/3:31x3x3 "
    "P4/3:31x1x1 D1/0:64x1x1 L1/0:2x1x1" },
  { "nn-half.safetensors",
    "I1/0:3x28x28 C1/1:8x28x28 P1/1:8x14x14 C2/2:16x14x14 P2/2:16x7x7 P3/2:16x2x2 D1/0:20x1x1 L1/0:7x1x1" },
  { "nn-square64.safetensors",
    "I1/0:3x64x64 C1/1:8x64x64 P1/1:8x32x32 C2/2:24x32x32 P2/2:24x16x16 C3/3:17x16x16 P3/3:17x3x3 "
    "D1/0:40x1x1 L1/0:9x1x1" },
};

static DermActivations *
run_net (const Case *c)
{
  g_autofree char *path = c->name != NULL ? fixture_model_path (c->name) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = path != NULL ? derm_model_new_from_file (path, &error) : NULL;
  g_autoptr (DermClassifier) own = model != NULL ? derm_classifier_new (model, NULL, 1, &error) : NULL;
  DermClassifier *classifier = own != NULL ? own : fixture_classifier ();
  g_autoptr (DermImage) image = fixture_image (60, 50, 7);
  g_autoptr (DermInput) input
      = derm_input_new (image, derm_model_get_recipe (derm_classifier_get_model (classifier)), &error);
  DermActivations *activations = derm_activations_new (classifier, input, 0, &error);

  g_assert_no_error (error);

  return activations;
}

static void
test_steps (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (DermActivations) activations = run_net (c);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);
  g_autofree char *text = describe_steps (steps);

  g_assert_cmpstr (text, ==, c->expected);
  for (int layer = -1; layer < derm_activations_get_n_layers (activations); layer++)
    {
      const LensNetStep *step = &g_array_index (steps, LensNetStep, lens_net_steps_find (steps, layer));

      g_assert_cmpint (layer, >=, step->first);
      g_assert_cmpint (layer, <=, step->last);
    }
}

/* What the parts, the bias, norm and ReLU make is the very value that is shown, in every layer; and each part leads to
 * a cell of the layer before. */
static void
check_account (GArray *steps, DermActivations *activations, const LensNetStep *step, const DermCell *cell)
{
  g_autoptr (LensAccount) account = lens_account_new (activations, step, cell);
  double sum = lens_account_add_up (account, 0) + account->bias;
  double tolerance = 1e-4 * fmax (1, fabs ((double) derm_activations_get_scale (activations, step->first)));

  g_assert_cmpfloat (account->value, ==, (double) derm_activations_get_value (activations, cell));
  if (step->kind == LENS_NET_INPUT)
    {
      g_assert_cmpint (account->kind, ==, LENS_ACCOUNT_INPUT);
      g_assert_cmpuint (account->parts->len, ==, 0);
      return;
    }
  g_assert_cmpuint (account->parts->len, >, 0);
  g_assert_cmpfloat_with_epsilon (account->sum, sum, tolerance);
  for (guint i = 0; i < account->changes->len; i++)
    {
      const LensAccountChange *change = &g_array_index (account->changes, LensAccountChange, i);

      sum = change->is_relu ? fmax (sum, 0) : sum * change->scale + change->shift;
      g_assert_cmpfloat_with_epsilon (change->result, sum, 2 * tolerance * fmax (1, fabs (change->scale)));
    }
  g_assert_cmpfloat_with_epsilon (account->value, sum, 1e-3 * fmax (1, fabs (sum)));
  for (guint i = 0; i < account->parts->len; i++)
    {
      const LensAccountPart *part = lens_account_get_part (account, i);
      DermCell from = lens_net_steps_resolve (steps, activations, &part->from);

      g_assert_true (&g_array_index (steps, LensNetStep, lens_net_steps_find (steps, from.layer)) == step - 1);
      g_assert_cmpint (from.layer, ==, (step - 1)->shown);
    }
}

static void
test_account (gconstpointer data)
{
  g_autoptr (DermActivations) activations = run_net (data);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);

  for (guint i = 0; i < steps->len; i++)
    {
      const LensNetStep *step = &g_array_index (steps, LensNetStep, i);
      const DermCell cells[] = {
        { step->shown, 0, 0, 0 },
        { step->shown, step->channels - 1, step->rows - 1, step->columns - 1 },
        { step->shown, step->channels / 2, step->rows / 2, step->columns / 2 },
      };

      for (gsize j = 0; j < G_N_ELEMENTS (cells); j++)
        check_account (steps, activations, step, &cells[j]);
    }
}

/* At the border there are values for four or six of the nine weights; all nine weights are known all the same, and are
 * those that a cell in the middle has. */
static void
test_border (void)
{
  g_autoptr (DermActivations) activations = run_net (&cases[0]);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);
  const LensNetStep *step = &g_array_index (steps, LensNetStep, 3);
  g_autoptr (LensAccount) corner = lens_account_new (activations, step, &(DermCell){ step->shown, 26, 0, 0 });
  g_autoptr (LensAccount) middle = lens_account_new (activations, step, &(DermCell){ step->shown, 26, 6, 6 });

  for (int channel = 0; channel < 32; channel++)
    {
      const LensAccountPart *at_corner = lens_account_get_part (corner, (guint) lens_account_find (corner, channel));
      const LensAccountPart *in_middle = lens_account_get_part (middle, (guint) lens_account_find (middle, channel));

      for (int tap = 0; tap < LENS_ACCOUNT_TAPS; tap++)
        {
          g_assert_true (isnan (at_corner->values[tap]) == (tap < 3 || tap % 3 == 0));
          g_assert_false (isnan (in_middle->values[tap]));
          g_assert_cmpfloat (at_corner->weights[tap], ==, in_middle->weights[tap]);
        }
    }
}

/* The order of the maps, and the largest cell of the first. */
static void
test_strength (void)
{
  g_autoptr (DermActivations) activations = run_net (&cases[0]);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);
  const LensNetStep *step = &g_array_index (steps, LensNetStep, 3);
  g_autofree int *by_number = lens_net_step_list_maps (step, activations, FALSE);
  g_autofree int *by_strength = lens_net_step_list_maps (step, activations, TRUE);
  DermCell largest = lens_net_step_find_largest (step, activations, by_strength[0]);
  gboolean seen[64] = { FALSE };
  double last = INFINITY;
  gsize n;
  const float *values = derm_activations_get_values (activations, step->shown, NULL, &n);

  for (int i = 0; i < 64; i++)
    {
      double strength = 0;

      g_assert_cmpint (by_number[i], ==, i);
      g_assert_false (seen[by_strength[i]]);
      seen[by_strength[i]] = TRUE;
      for (int j = 0; j < 196; j++)
        {
          strength += fabs ((double) values[by_strength[i] * 196 + j]);
          if (i == 0)
            g_assert_cmpfloat (values[by_strength[0] * 196 + j], <=,
                               derm_activations_get_value (activations, &largest));
        }
      g_assert_cmpfloat (strength, <=, last);
      last = strength;
    }
}

/* ---- the pass ---- */

static LensPass *
get_pass (FixtureSession *fixture)
{
  return lens_session_get_pass (fixture->session);
}

static void
assert_pass_of_shown (FixtureSession *fixture)
{
  DermActivations *activations = lens_pass_get_activations (get_pass (fixture));
  LensShown *shown = lens_session_get_shown (fixture->session);

  g_assert_nonnull (activations);
  g_assert_true (derm_activations_get_input (activations) == lens_shown_get_input (shown));
  g_assert_cmpint (derm_activations_get_view (activations), ==, lens_pass_get_view (get_pass (fixture)));
}

/* Nothing is computed until somebody looks; then what is on screen, with the numbers of the prediction. */
static void
test_active (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  DermPrediction *prediction = lens_shown_get_prediction (lens_session_get_shown (fixture->session));
  gsize n;

  g_assert_null (lens_pass_get_activations (pass));
  g_assert_cmpint (lens_pass_get_n_steps (pass), ==, 0);
  lens_pass_set_active (pass, TRUE);
  g_assert_false (lens_session_is_idle (fixture->session));
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_assert_cmpint (lens_pass_get_n_steps (pass), ==, 17);
  g_assert_cmpint (lens_pass_get_open (pass), ==, 1);
  derm_activations_get_values (lens_pass_get_activations (pass), lens_pass_get_step (pass, 16)->shown, NULL, &n);
  g_assert_cmpint ((int) n, ==, derm_model_get_n_classes (derm_prediction_get_model (prediction)));
  lens_pass_set_active (pass, FALSE);
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture); /* it is still true */
  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_pass_get_activations (pass));
}

static void
on_activations (LensPass *pass, GParamSpec *pspec, FixtureSession *fixture)
{
  if (lens_pass_get_activations (pass) != NULL)
    assert_pass_of_shown (fixture);
}

/* However fast images and views are changed: what is there is of the image on screen, and the last one comes. */
static void
test_late (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  gulong id = g_signal_connect (pass, "notify::activations", G_CALLBACK (on_activations), fixture);

  lens_pass_set_active (pass, TRUE);
  for (int i = 0; i < 12; i++)
    {
      lens_session_step (fixture->session, i % 4 < 2 ? 1 : -1);
      lens_pass_set_view (pass, i % lens_pass_get_n_views (pass));
      if (i % 3 == 0)
        fixture_run_for (1);
    }
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_signal_handler_disconnect (pass, id);
}

/* Eight views are eight passes; a recipe with one leaves the first. */
static void
test_views (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  LensReading *reading = lens_session_get_reading (fixture->session);
  g_autoptr (DermRecipe) one = NULL;
  gsize n;
  float first;

  lens_pass_set_active (pass, TRUE);
  fixture_wait_session (fixture->session);
  g_assert_cmpint (lens_pass_get_n_views (pass), ==, 8);
  first = derm_activations_get_values (lens_pass_get_activations (pass), 0, NULL, &n)[40];
  lens_pass_set_view (pass, 5);
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_assert_cmpfloat (derm_activations_get_values (lens_pass_get_activations (pass), 0, NULL, &n)[40], !=, first);
  lens_pass_set_view (pass, 99);
  g_assert_cmpint (lens_pass_get_view (pass), ==, 7);
  one = derm_recipe_with_views (lens_reading_get_recipe (reading), 1, NULL);
  lens_reading_set_recipe (reading, one);
  fixture_wait_session (fixture->session);
  g_assert_cmpint (lens_pass_get_view (pass), ==, 0);
  assert_pass_of_shown (fixture);
}

/* Another network: its own layers, and none of the cells that were chosen. */
static void
test_model (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  g_autofree char *path = fixture_model_path ("nn-half.safetensors");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_pass_set_active (pass, TRUE);
  fixture_wait_session (fixture->session);
  lens_pass_choose (pass, &(DermCell){ lens_pass_get_step (pass, 12)->shown, 200, 0, 0 });
  g_assert_cmpint (lens_pass_get_open (pass), ==, 12);
  lens_session_open_model (fixture->session, file);
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_assert_cmpint (lens_pass_get_n_steps (pass), ==, 8);
  g_assert_cmpint (lens_pass_get_open (pass), ==, 1);
  g_assert_null (lens_pass_get_cell (pass));
  g_assert_false (lens_pass_can_go (pass, -1));
}

static gboolean
has_stopped (gpointer pass)
{
  return !lens_pass_is_playing (pass);
}

/* One layer after the other up to the last; once more from the beginning. */
static void
test_play (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  GString *told = fixture_told ();

  lens_pass_set_active (pass, TRUE);
  fixture_wait_session (fixture->session);
  lens_pass_set_seconds (pass, 0.01);
  g_assert_cmpfloat (lens_pass_get_seconds (pass), ==, LENS_PASS_MIN_SECONDS);
  lens_pass_open (pass, 14);
  fixture_listen (pass, "notify::open", told, "open");
  lens_pass_set_playing (pass, TRUE);
  g_assert_true (lens_pass_is_playing (pass));
  fixture_wait (has_stopped, pass, "the last layer");
  g_assert_cmpint (lens_pass_get_open (pass), ==, 16);
  fixture_assert_told (told, "open open ");
  lens_pass_set_playing (pass, TRUE);
  g_assert_cmpint (lens_pass_get_open (pass), ==, 0);
  lens_pass_set_active (pass, FALSE);
  g_assert_false (lens_pass_is_playing (pass));
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *steps
          = g_strdup_printf ("/net-steps/layers/%s", cases[i].name != NULL ? cases[i].name : "bundled");
      g_autofree char *account
          = g_strdup_printf ("/cell-account/sum/%s", cases[i].name != NULL ? cases[i].name : "bundled");

      g_test_add_data_func (steps, &cases[i], test_steps);
      g_test_add_data_func (account, &cases[i], test_account);
    }
  g_test_add_func ("/cell-account/border", test_border);
  g_test_add_func ("/net-steps/strength", test_strength);
#define ADD(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GUINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)
  ADD ("/pass/active", 2, test_active);
  ADD ("/pass/late", 4, test_late);
  ADD ("/pass/views", 1, test_views);
  ADD ("/pass/model", 1, test_model);
  ADD ("/pass/play", 1, test_play);

  return g_test_run ();
}
