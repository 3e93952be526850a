/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "classifier-internal.h"
#include "derm-classifier-private.h"
#include "derm-error.h"
#include "made.h"
#include "model-internal.h"

/* Passes for explanations: rows that are no image's own input, and traces. */

enum { LEAST_COPIES = 6 };    /* fewer rows are sooner done than what is kept of their original is made */
enum { TRACED_TOGETHER = 8 }; /* rows: more do not make it faster, and take the more memory */

/* One call. */
typedef struct {
  DermClassifier *classifier;
  const DermRows *rows;
  const DermTraced *traced; /* NULL: outputs only */
  const NnTracePlan *trace_plan;
  float *outputs;       /* [n_rows][outputs], or NULL */
  NnOriginal *original; /* owned; NULL: whole passes */
  GAsyncQueue *copies;  /* owned, NnCopies that no part uses now; NULL with `original` */
  GCancellable *cancellable;
  int n_parts;
  int n_together;
  int n_failed;   /* atomic: parts that had no memory */
  int n_infinite; /* atomic: parts whose outputs are not finite */
} Call;

static gsize
n_values (NnShape shape)
{
  return (gsize) shape.c * shape.h * shape.w;
}

static int
first_row (const Call *call, int part)
{
  return (int) ((gint64) call->rows->n_rows * part / call->n_parts);
}

static void
check_outputs (Call *call, const float *outputs, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (outputs[i]))
      {
        g_atomic_int_inc (&call->n_infinite);
        return;
      }
}

static void
fill_rows (const Call *call, int first, int n, float *values)
{
  gsize size = n_values (nn_plan_input (call->classifier->plan));

  for (int i = 0; i < n; i++)
    call->rows->fill (first + i, values + (gsize) i * size, call->rows->data);
}

/* Changed copies of one row, unless there is no memory for what is kept of it. Returns whether they are done. */
static gboolean
pass_copies (Call *call, NnScratch *scratch, int n, const float *values, float *outputs)
{
  NnCopies *copies = call->original != NULL ? g_async_queue_try_pop (call->copies) : NULL;

  if (copies == NULL && call->original != NULL)
    copies = nn_copies_new (call->original);
  if (copies == NULL)
    return FALSE;
  nn_forward_copies (copies, scratch, n, values, outputs);
  g_async_queue_push_front (call->copies, copies);
  return TRUE;
}

static void
pass_part (int part, gpointer data)
{
  Call *call = data;
  DermClassifier *self = call->classifier;
  gsize n_outputs = n_values (nn_plan_output (self->plan));
  int first = first_row (call, part), n = first_row (call, part + 1) - first;
  g_autofree float *values = NULL;
  NnScratch *scratch;

  if (g_cancellable_is_cancelled (call->cancellable))
    return;
  scratch = derm_classifier_take_scratch (self, self->scratches, self->plan, &self->n_scratches);
  values = g_try_new (float, n_values (nn_plan_input (self->plan)) * (gsize) n);
  if (scratch != NULL && values != NULL)
    {
      float *outputs = call->outputs + (gsize) first * n_outputs;

      fill_rows (call, first, n, values);
      if (!pass_copies (call, scratch, n, values, outputs))
        nn_forward (self->plan, scratch, n, values, outputs);
      check_outputs (call, outputs, (gsize) n * n_outputs);
    }
  else
    g_atomic_int_inc (&call->n_failed);
  if (scratch != NULL)
    g_async_queue_push_front (self->scratches, scratch);
}

/* Some rows of a part, there and back. */
static void
trace_some (Call *call, NnTrace *trace, int first, int n, float *values)
{
  const DermTraced *traced = call->traced;
  NnShape output = nn_plan_output (call->classifier->plan);
  int last = derm_model_get_net (call->classifier->model)->n_layers - 1;
  g_autofree float *outputs = g_new (float, n_values (output));

  fill_rows (call, first, n, values);
  nn_trace_forward (call->trace_plan, trace, n, values);
  for (int i = 0; i < n; i++)
    {
      nn_trace_values (call->trace_plan, trace, i, last, outputs);
      check_outputs (call, outputs, n_values (output));
    }
  if (traced->seeds != NULL)
    nn_trace_backward (call->trace_plan, trace, last, traced->seeds + (gsize) first * n_values (output), traced->to);
  for (int i = 0; i < n; i++)
    traced->take (first + i, call->trace_plan, trace, i, call->rows->data);
}

static void
trace_part (int part, gpointer data)
{
  Call *call = data;
  int end = first_row (call, part + 1);
  NnTrace *trace = nn_trace_new (call->trace_plan, call->n_together);
  g_autofree float *values
      = g_try_new (float, n_values (nn_plan_input (call->classifier->plan)) * (gsize) call->n_together);

  if (trace == NULL || values == NULL)
    g_atomic_int_inc (&call->n_failed);
  for (int row = first_row (call, part); row < end && trace != NULL && values != NULL; row += call->n_together)
    {
      if (g_cancellable_is_cancelled (call->cancellable))
        break;
      trace_some (call, trace, row, MIN (call->n_together, end - row), values);
    }
  nn_trace_free (trace);
}

static gboolean
check_call (const Call *call, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (call->cancellable, error))
    return FALSE;
  if (call->n_failed > 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("there is not enough memory for the network"));
  else if (call->n_infinite > 0)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the network's outputs are not finite numbers"));
  return call->n_failed == 0 && call->n_infinite == 0;
}

/* What is kept of the original, if whole passes would be more work. */
static void
make_original (Call *call)
{
  DermClassifier *self = call->classifier;
  NnScratch *scratch;

  if (call->rows->original == NULL || call->rows->n_rows < LEAST_COPIES || !nn_plan_has_copies (self->plan)
      || nn_copies_size (self->plan) > DERM_CLASSIFIER_MAX_BYTES / 4 / (gsize) self->n_threads)
    return;
  scratch = derm_classifier_take_scratch (self, self->scratches, self->plan, &self->n_scratches);
  if (scratch == NULL)
    return;
  call->original = nn_original_new (self->plan, scratch, NULL, call->rows->original);
  g_async_queue_push_front (self->scratches, scratch);
  if (call->original != NULL)
    call->copies = g_async_queue_new_full ((GDestroyNotify) nn_copies_free);
}

gboolean
derm_classifier_pass_rows (DermClassifier *self, const DermRows *rows, float *outputs, GCancellable *cancellable,
                           GError **error)
{
  Call call = { .classifier = self, .rows = rows, .outputs = outputs, .cancellable = cancellable };
  int most = CLASSIFIER_MAX_ROWS;

  call.n_parts = (rows->n_rows + most - 1) / most;
  call.n_parts = MIN ((call.n_parts + self->n_threads - 1) / self->n_threads * self->n_threads, rows->n_rows);
  make_original (&call);
  derm_team_run (self->team, call.n_parts, pass_part, &call);
  g_clear_pointer (&call.copies, g_async_queue_unref);
  nn_original_free (call.original);
  return check_call (&call, error);
}

/* The plan for traces, made when it is first wanted: it holds all weights once more. NULL if memory is out. */
static const NnTracePlan *
get_trace_plan (DermClassifier *self)
{
  const NnTracePlan *plan;

  g_mutex_lock (&self->lock);
  if (self->trace_plan == NULL)
    self->trace_plan = nn_trace_plan_new (self->plan, self->net, NULL);
  plan = self->trace_plan;
  g_mutex_unlock (&self->lock);
  return plan;
}

/* So many rows at once, and so many threads, that all traces stay below DERM_CLASSIFIER_MAX_BYTES. */
static gboolean
limit_traces (Call *call, GError **error)
{
  int n_rows = call->rows->n_rows;
  gsize most = DERM_CLASSIFIER_MAX_BYTES;

  call->n_parts = MAX (MIN (call->classifier->n_threads, n_rows), 1);
  call->n_together = MIN ((int) TRACED_TOGETHER, MAX ((n_rows + call->n_parts - 1) / call->n_parts, 1));
  while (call->n_together > 1 && nn_trace_size (call->trace_plan, call->n_together) > most / (gsize) call->n_parts)
    call->n_together--;
  while (call->n_parts > 1 && nn_trace_size (call->trace_plan, call->n_together) > most / (gsize) call->n_parts)
    call->n_parts--;
  if (nn_trace_size (call->trace_plan, call->n_together) <= most / (gsize) call->n_parts)
    return TRUE;
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL,
                       _ ("the network is too large: there is no memory to keep all of its activations"));
  return FALSE;
}

gboolean
derm_classifier_trace_rows (DermClassifier *self, const DermRows *rows, const DermTraced *traced,
                            GCancellable *cancellable, GError **error)
{
  Call call = { .classifier = self, .rows = rows, .traced = traced, .cancellable = cancellable };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  call.trace_plan = get_trace_plan (self);
  if (call.trace_plan == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("there is not enough memory for the network"));
      return FALSE;
    }
  if (!limit_traces (&call, error))
    return FALSE;
  derm_team_run (self->team, rows->n_rows > 0 ? call.n_parts : 0, trace_part, &call);
  return check_call (&call, error);
}

DermClassifier *
derm_classifier_new_like (DermClassifier *self, const NnNet *net, GError **error)
{
  g_autoptr (DermClassifier) other = derm_made_new (DERM_TYPE_CLASSIFIER);
  char why[200] = "";

  other->model = g_object_ref (self->model);
  other->net = net;
  other->n_threads = self->n_threads;
  other->max_scratches = self->max_scratches;
  other->team = derm_team_new (other->n_threads);
  other->plan = nn_plan_new (net, nn_plan_level (self->plan), why, sizeof why);
  if (other->plan != NULL)
    return g_steal_pointer (&other);
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the network cannot be prepared: %s"), why);
  return NULL;
}
