/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-history.h"

#define MAX_STEPS 1000 /* a few hundred bytes each; nobody goes back farther */

typedef struct {
  LensHistoryFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Step;

struct _LensHistory {
  GObject parent_instance;

  GPtrArray *steps; /* owned Step, oldest first */
  guint n_done;     /* those before it are done, the others undone */
  guint64 serial;
};

G_DEFINE_FINAL_TYPE (LensHistory, lens_history, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
step_free (gpointer data)
{
  Step *step = data;

  if (step->destroy != NULL)
    step->destroy (step->data);
  g_free (step);
}

static void
lens_history_finalize (GObject *object)
{
  g_ptr_array_unref (LENS_HISTORY (object)->steps);

  G_OBJECT_CLASS (lens_history_parent_class)->finalize (object);
}

static void
lens_history_class_init (LensHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_history_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_history_init (LensHistory *self)
{
  self->steps = g_ptr_array_new_with_free_func (step_free);
}

LensHistory *
lens_history_new (void)
{
  return g_object_new (LENS_TYPE_HISTORY, NULL);
}

void
lens_history_push (LensHistory *self, LensHistoryFunc func, gpointer data, GDestroyNotify destroy)
{
  Step *step;

  g_return_if_fail (LENS_IS_HISTORY (self));
  g_return_if_fail (func != NULL);

  step = g_new (Step, 1);
  *step = (Step){ func, data, destroy };
  g_ptr_array_set_size (self->steps, (int) self->n_done);
  if (self->steps->len == MAX_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  g_ptr_array_add (self->steps, step);
  self->n_done = self->steps->len;
  self->serial++;

  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_history_undo (LensHistory *self)
{
  Step *step;

  if (!lens_history_can_undo (self))
    return;

  step = g_ptr_array_index (self->steps, --self->n_done);
  self->serial++;
  step->func (TRUE, step->data);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_history_redo (LensHistory *self)
{
  Step *step;

  if (!lens_history_can_redo (self))
    return;

  step = g_ptr_array_index (self->steps, self->n_done++);
  self->serial++;
  step->func (FALSE, step->data);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint64
lens_history_get_serial (LensHistory *self)
{
  g_return_val_if_fail (LENS_IS_HISTORY (self), 0);

  return self->serial;
}

gboolean
lens_history_can_undo (LensHistory *self)
{
  g_return_val_if_fail (LENS_IS_HISTORY (self), FALSE);

  return self->n_done > 0;
}

gboolean
lens_history_can_redo (LensHistory *self)
{
  g_return_val_if_fail (LENS_IS_HISTORY (self), FALSE);

  return self->n_done < self->steps->len;
}

void
lens_history_clear (LensHistory *self)
{
  g_return_if_fail (LENS_IS_HISTORY (self));

  self->n_done = 0;
  self->serial++;
  g_ptr_array_set_size (self->steps, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_history_forget (LensHistory *self, LensHistoryFunc func, gconstpointer data)
{
  g_return_if_fail (LENS_IS_HISTORY (self));
  g_return_if_fail (func != NULL);

  for (guint i = self->steps->len; i > 0; i--)
    {
      const Step *step = g_ptr_array_index (self->steps, i - 1);

      if (step->func != func || step->data != data)
        continue;
      if (i <= self->n_done)
        self->n_done--;
      g_ptr_array_remove_index (self->steps, i - 1);
    }
  self->serial++;
  g_signal_emit (self, signals[CHANGED], 0);
}
