/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "explain-fixture.h"

static DermInput *
make_input (DermModel *model, int views, guint seed)
{
  enum { SIDE = 28 };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree guint8 *pixels = g_new (guint8, 3 * SIDE * SIDE);
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (derm_model_get_recipe (model), views, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;

  for (int i = 0; i < 3 * SIDE * SIDE; i++) /* a dark spot on skin, and some noise */
    {
      double x = i / 3 % SIDE - 12, y = i / 3 / SIDE - 15;

      pixels[i] = (guint8) (g_rand_int_range (random, 0, 20) + (x * x + y * y < 40 ? 60 : 180) - 20 * (i % 3));
    }
  bytes = g_bytes_new (pixels, 3 * SIDE * SIDE);
  image = derm_image_new_from_pixels (bytes, SIDE, SIDE, "spot", NULL);
  return derm_input_new (image, recipe, NULL);
}

void
explain_set_up (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  f->model = derm_model_new_bundled (&error);
  g_assert_no_error (error);
  f->classifier = derm_classifier_new (f->model, NULL, 2, &error);
  g_assert_no_error (error);
  f->input = make_input (f->model, 8, 1);
}

void
explain_tear_down (ExplainFixture *f, gconstpointer unused)
{
  g_object_unref (f->input);
  g_object_unref (f->classifier);
  g_object_unref (f->model);
}

DermExplanation *
explain_run (ExplainFixture *f, const DermExplainOptions *options, GError **error)
{
  g_autoptr (DermExplainer) explainer = derm_explainer_new (f->classifier, f->input, options);

  return derm_explainer_run (explainer, NULL, error);
}

DermExplanation *
explain_one_view (ExplainFixture *f, DermMethod method)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (method);
  g_autoptr (GError) error = NULL;
  DermExplanation *explanation;

  options->views = 1;
  explanation = explain_run (f, options, &error);
  g_assert_no_error (error);
  return explanation;
}

void
explain_answer_init (ExplainAnswer *answer)
{
  *answer = (ExplainAnswer){ .context = g_main_context_new (), .thread = g_thread_self () };
  g_main_context_push_thread_default (answer->context);
}

void
explain_answer_clear (ExplainAnswer *answer)
{
  g_clear_object (&answer->result);
  g_main_context_pop_thread_default (answer->context);
  g_main_context_unref (answer->context);
}

void
explain_on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  ExplainAnswer *answer = data;

  g_assert_true (g_thread_self () == answer->thread);
  g_assert_null (answer->result);
  answer->source = source;
  answer->result = g_object_ref (result);
}

GAsyncResult *
explain_wait (ExplainAnswer *answer)
{
  g_assert_null (answer->result); /* never before the call that asked has returned */
  while (answer->result == NULL)
    g_main_context_iteration (answer->context, TRUE);
  return answer->result;
}
