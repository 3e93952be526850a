/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explaining-private.h"

/* The work for explanations: one question after the other, the chosen method's first. */

#define TRAINED (-1) /* in place of a draw: the network's own weights */

struct _LensExplainingJob {
  GWeakRef explaining;       /* LensExplaining */
  DermExplainer *explainer;  /* owned */
  GCancellable *cancellable; /* owned */
  char *key;
  DermMethod method;
  int draw;
  gint64 started;
  gulong partial_id;
};

static void
job_free (gpointer data)
{
  LensExplainingJob *job = data;

  g_clear_signal_handler (&job->partial_id, job->explainer);
  g_weak_ref_clear (&job->explaining);
  g_object_unref (job->explainer);
  g_object_unref (job->cancellable);
  g_free (job->key);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensExplainingJob, job_free)

/* (transfer full) NULL if the work was done for something else. */
static LensExplaining *
get_explaining (LensExplainingJob *job)
{
  LensExplaining *self = g_weak_ref_get (&job->explaining);

  if (self != NULL && self->job != job)
    g_clear_object (&self);

  return self;
}

/* (transfer full) Occlusion answers for all classes at once. */
static DermExplanation *
for_class (LensExplaining *self, DermExplanation *explanation)
{
  const DermExplainOptions *options = derm_explanation_get_options (explanation);

  return options->class_index == self->class_index ? g_object_ref (explanation)
                                                   : derm_explanation_with_class (explanation, self->class_index);
}

static void
take (LensExplaining *self, DermExplanation **place, DermExplanation *explanation)
{
  g_autoptr (DermExplanation) own = for_class (self, explanation);

  g_set_object (place, own);
}

/* What the job found, or finds while it goes on. */
static void
take_result (LensExplaining *self, const LensExplainingJob *job, DermExplanation *explanation)
{
  if (job->draw == TRAINED)
    take (self, &self->results[job->method], explanation);
  else
    take (self, &self->draws[job->draw], explanation);
}

static void
tell_of (LensExplaining *self, const LensExplainingJob *job)
{
  gboolean is_chosen = job->method == self->options.method;

  if (is_chosen && (job->draw == TRAINED || (self->is_random && job->draw == 0)))
    lens_explaining_tell (self);
  if (!is_chosen || job->draw != TRAINED || derm_explanation_is_final (self->results[job->method]))
    lens_explaining_tell_compared (self);
}

static void
on_partial (DermExplainer *explainer, DermExplanation *partial, double share, LensExplainingJob *job)
{
  g_autoptr (LensExplaining) self = get_explaining (job);

  if (self == NULL || job->method != self->options.method)
    return;
  self->share = share;
  take_result (self, job, partial);
  lens_explaining_tell (self);
}

static void
fail (LensExplaining *self, const LensExplainingJob *job, const GError *error)
{
  char **place = job->draw == TRAINED ? &self->errors[job->method] : &self->draw_error;

  g_free (*place);
  *place = g_strdup (error->message);
  if (job->draw == TRAINED)
    g_clear_object (&self->results[job->method]);
  if (job->method == self->options.method)
    lens_explaining_tell (self);
  lens_explaining_tell_compared (self);
}

static void
finish (LensExplaining *self, LensExplainingJob *job, DermExplanation *explanation, const GError *error)
{
  double seconds = (double) (g_get_monotonic_time () - job->started) / G_USEC_PER_SEC;

  self->job = NULL;
  if (explanation == NULL)
    {
      fail (self, job, error);
      return;
    }
  lens_explained_keep (self->known, job->key, explanation, seconds);
  take_result (self, job, explanation);
  if (job->draw == TRAINED)
    self->seconds[job->method] = seconds;
  if (job->method == self->options.method && job->draw == TRAINED)
    self->share = 1.0;
  tell_of (self, job);
}

static void
on_explained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensExplainingJob) job = user_data;
  g_autoptr (LensExplaining) self = get_explaining (job);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplanation) explanation = job->draw == TRAINED
                                                ? derm_explainer_run_finish (job->explainer, result, &error)
                                                : derm_explainer_run_random_finish (job->explainer, result, &error);

  if (self == NULL)
    return;
  finish (self, job, explanation, error);
  lens_explaining_work (self);
}

/* Takes over the key. */
static void
begin (LensExplaining *self, DermMethod method, int draw, char *key)
{
  LensExplainingJob *job = g_new0 (LensExplainingJob, 1);
  DermExplainOptions options = lens_explaining_make_options (self, method);

  g_weak_ref_init (&job->explaining, self);
  job->explainer = derm_explainer_new (self->asked, self->input, &options);
  job->cancellable = g_cancellable_new ();
  job->key = key;
  job->method = method;
  job->draw = draw;
  job->started = g_get_monotonic_time ();
  self->job = job;
  if (draw == TRAINED)
    {
      job->partial_id = g_signal_connect (job->explainer, "partial", G_CALLBACK (on_partial), job);
      derm_explainer_run_async (job->explainer, job->cancellable, on_explained, job);
    }
  else
    derm_explainer_run_random_async (job->explainer, (guint) draw, job->cancellable, on_explained, job);
}

void
lens_explaining_cancel (LensExplaining *self)
{
  if (self->job == NULL)
    return;
  g_cancellable_cancel (self->job->cancellable);
  self->job = NULL;
}

void
lens_explaining_forget (LensExplaining *self)
{
  for (int method = 0; method < DERM_N_METHODS; method++)
    {
      g_clear_object (&self->results[method]);
      g_clear_pointer (&self->errors[method], g_free);
      self->seconds[method] = 0.0;
    }
  for (int draw = 0; draw < LENS_EXPLAINING_N_DRAWS; draw++)
    g_clear_object (&self->draws[draw]);
  g_clear_pointer (&self->draw_error, g_free);
  self->share = 0.0;
}

/* (transfer full) */
static char *
dup_key (LensExplaining *self, DermMethod method, int draw)
{
  DermExplainOptions options = lens_explaining_make_options (self, method);

  return lens_explained_dup_key (derm_classifier_get_model (self->asked), self->input, &options, draw);
}

static gboolean
is_known (DermExplanation *explanation)
{
  return explanation != NULL && derm_explanation_is_final (explanation);
}

/* Whether the answer is there, or takes it from what is remembered. */
static gboolean
recall (LensExplaining *self, DermMethod method, int draw, const char *key)
{
  DermExplanation **place = draw == TRAINED ? &self->results[method] : &self->draws[draw];
  double seconds;
  DermExplanation *found;

  if (is_known (*place))
    return TRUE;
  found = lens_explained_find (self->known, key, &seconds);
  if (found == NULL)
    return FALSE;
  take (self, place, found);
  if (draw == TRAINED)
    self->seconds[method] = seconds;
  if (draw == TRAINED && method == self->options.method)
    self->share = 1.0;

  return TRUE;
}

/* (transfer full) The first question that is still open, or NULL. All that is remembered is taken. */
static char *
find_open (LensExplaining *self, DermMethod *method, int *draw)
{
  const int n = DERM_N_METHODS + LENS_EXPLAINING_N_DRAWS;
  char *open = NULL;

  for (int i = self->is_random ? -2 : -1; i < n; i++)
    {
      DermMethod asked = i >= 0 && i < DERM_N_METHODS ? (DermMethod) i : self->options.method;
      int asked_draw = i == -2 ? 0 : i < DERM_N_METHODS ? TRAINED : i - DERM_N_METHODS;
      const char *error = asked_draw == TRAINED ? self->errors[asked] : self->draw_error;
      g_autofree char *key = dup_key (self, asked, asked_draw);

      if (error != NULL || recall (self, asked, asked_draw, key) || open != NULL)
        continue;
      open = g_steal_pointer (&key);
      *method = asked;
      *draw = asked_draw;
    }

  return open;
}

void
lens_explaining_work (LensExplaining *self)
{
  g_autofree char *key = NULL;
  DermMethod method = self->options.method; /* GCC 16 cannot see that they are set with the key */
  int draw = TRAINED;

  if (self->input != NULL)
    key = find_open (self, &method, &draw);
  if (self->is_stopped || self->is_closed || !self->is_active)
    g_clear_pointer (&key, g_free);
  if (self->job == NULL || g_strcmp0 (self->job->key, key) != 0)
    {
      lens_explaining_cancel (self);
      if (key != NULL)
        begin (self, method, draw, g_steal_pointer (&key));
    }
  lens_explaining_tell_working (self);
}
