/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-readout.h"

#include <string.h>

struct _LensReadout {
  GObject parent_instance;

  LensReadoutKind kind;
  char *heading;                 /* owned, or NULL */
  GArray *values, *lows, *highs; /* owned, of double; empty: none */
  char *sentence, *remark;       /* owned, or NULL */
  LensLayer *layer;              /* owned, or NULL */
  char *footer;                  /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (LensReadout, lens_readout, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
lens_readout_finalize (GObject *object)
{
  LensReadout *self = LENS_READOUT (object);

  g_free (self->heading);
  g_array_unref (self->values);
  g_array_unref (self->lows);
  g_array_unref (self->highs);
  g_free (self->sentence);
  g_free (self->remark);
  g_clear_object (&self->layer);
  g_free (self->footer);

  G_OBJECT_CLASS (lens_readout_parent_class)->finalize (object);
}

static void
lens_readout_class_init (LensReadoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_readout_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_readout_init (LensReadout *self)
{
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->lows = g_array_new (FALSE, FALSE, sizeof (double));
  self->highs = g_array_new (FALSE, FALSE, sizeof (double));
}

LensReadout *
lens_readout_new (void)
{
  return g_object_new (LENS_TYPE_READOUT, NULL);
}

static gboolean
set_text (char **text, const char *new_text)
{
  if (g_strcmp0 (*text, new_text) == 0)
    return FALSE;
  g_free (*text);
  *text = g_strdup (new_text);

  return TRUE;
}

static gboolean
set_values (GArray *array, const double *values, int n)
{
  guint length = values != NULL ? (guint) n : 0;

  if (array->len == length && (length == 0 || memcmp (array->data, values, length * sizeof (double)) == 0))
    return FALSE;
  g_array_set_size (array, 0);
  if (length > 0)
    g_array_append_vals (array, values, length);

  return TRUE;
}

static void
tell (LensReadout *self, gboolean is_changed)
{
  if (is_changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static const double *
peek (GArray *array)
{
  return array->len > 0 ? (const double *) (gpointer) array->data : NULL;
}

void
lens_readout_clear (LensReadout *self)
{
  gboolean is_changed = FALSE;

  g_return_if_fail (LENS_IS_READOUT (self));

  is_changed |= set_text (&self->heading, NULL);
  is_changed |= set_values (self->values, NULL, 0);
  is_changed |= set_values (self->lows, NULL, 0);
  is_changed |= set_values (self->highs, NULL, 0);
  is_changed |= set_text (&self->sentence, NULL);
  is_changed |= set_text (&self->remark, NULL);
  is_changed |= g_set_object (&self->layer, NULL);
  is_changed |= set_text (&self->footer, NULL);
  tell (self, is_changed);
}

void
lens_readout_set_scores (LensReadout *self, LensReadoutKind kind, const char *heading, const double *values, int n)
{
  gboolean is_changed;

  g_return_if_fail (LENS_IS_READOUT (self));

  is_changed = self->kind != kind;
  self->kind = kind;
  is_changed |= set_text (&self->heading, heading);
  is_changed |= set_values (self->values, values, n);
  tell (self, is_changed);
}

LensReadoutKind
lens_readout_get_kind (LensReadout *self)
{
  return self->kind;
}

const char *
lens_readout_get_heading (LensReadout *self)
{
  return self->heading;
}

const double *
lens_readout_get_values (LensReadout *self, int *n)
{
  *n = (int) self->values->len;

  return peek (self->values);
}

void
lens_readout_set_bands (LensReadout *self, const double *lows, const double *highs, int n)
{
  gboolean is_changed;

  g_return_if_fail (LENS_IS_READOUT (self));
  g_return_if_fail ((lows == NULL) == (highs == NULL));

  is_changed = set_values (self->lows, lows, n);
  is_changed |= set_values (self->highs, highs, n);
  tell (self, is_changed);
}

gboolean
lens_readout_get_bands (LensReadout *self, const double **lows, const double **highs, int *n)
{
  *lows = peek (self->lows);
  *highs = peek (self->highs);
  *n = (int) self->lows->len;

  return *n > 0;
}

void
lens_readout_set_words (LensReadout *self, const char *sentence, const char *remark)
{
  gboolean is_changed;

  g_return_if_fail (LENS_IS_READOUT (self));

  is_changed = set_text (&self->sentence, sentence);
  is_changed |= set_text (&self->remark, remark);
  tell (self, is_changed);
}

const char *
lens_readout_get_sentence (LensReadout *self)
{
  return self->sentence;
}

const char *
lens_readout_get_remark (LensReadout *self)
{
  return self->remark;
}

void
lens_readout_set_layer (LensReadout *self, LensLayer *layer)
{
  g_return_if_fail (LENS_IS_READOUT (self));

  tell (self, g_set_object (&self->layer, layer));
}

LensLayer *
lens_readout_get_layer (LensReadout *self)
{
  return self->layer;
}

void
lens_readout_set_footer (LensReadout *self, const char *text)
{
  g_return_if_fail (LENS_IS_READOUT (self));

  tell (self, set_text (&self->footer, text));
}

const char *
lens_readout_get_footer (LensReadout *self)
{
  return self->footer;
}
