/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explaining-private.h"

#include <string.h>

/* Two or three hundred images with all of their maps: about 25 kB for each of occlusion's, which has all classes. */
#define MAX_KNOWN 400

G_DEFINE_FINAL_TYPE (LensExplaining, lens_explaining, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { CHANGED, COMPARED, SETTINGS_CHANGED, CURSOR_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- telling ---- */

void
lens_explaining_tell (LensExplaining *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_explaining_tell_compared (LensExplaining *self)
{
  g_signal_emit (self, signals[COMPARED], 0);
}

void
lens_explaining_tell_settings (LensExplaining *self)
{
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
}

void
lens_explaining_tell_cursor (LensExplaining *self)
{
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

void
lens_explaining_tell_working (LensExplaining *self)
{
  gboolean is_working = lens_explaining_is_working (self);

  if (is_working == self->was_working)
    return;
  self->was_working = is_working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

/* ---- what is asked ---- */

DermTarget
lens_explaining_get_target (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), DERM_TARGET_SCORE);

  switch (lens_reading_get_scores (self->reading))
    {
    case LENS_SCORES_LOGITS:
      return DERM_TARGET_LOGIT;
    case LENS_SCORES_PLAIN:
      return DERM_TARGET_RAW;
    case LENS_SCORES_CALIBRATED:
    default:
      return DERM_TARGET_SCORE;
    }
}

DermExplainOptions
lens_explaining_make_options (LensExplaining *self, DermMethod method)
{
  DermExplainOptions options = self->options;

  options.method = method;
  options.class_index = self->class_index;
  options.target = lens_explaining_get_target (self);
  /* The menu of occlusion is no choice for it: the way from black is the usual one. */
  if (method == DERM_METHOD_INTEGRATED)
    options.baseline = DERM_BASELINE_BLACK;

  return options;
}

/* (transfer full) What occlusion is asked, of whatever class; NULL for nothing. */
static char *
dup_occlusion (LensExplaining *self)
{
  DermExplainOptions options;

  if (self->input == NULL)
    return NULL;
  options = lens_explaining_make_options (self, DERM_METHOD_OCCLUSION);

  return lens_explained_dup_key (derm_classifier_get_model (self->asked), self->input, &options, -1);
}

/* Takes what is on screen. */
static void
update_subject (LensExplaining *self)
{
  DermClassifier *classifier = lens_reading_get_classifier (self->reading);
  DermPrediction *prediction = self->is_active ? lens_shown_get_prediction (self->shown) : NULL;
  DermInput *input;

  if (prediction != NULL && derm_prediction_get_model (prediction) != derm_classifier_get_model (classifier))
    prediction = NULL; /* of the model before: what is on screen is read again at once */
  if (g_set_object (&self->asked, classifier))
    {
      lens_explained_free (self->known);
      self->known = lens_explained_new (MAX_KNOWN);
    }
  input = prediction != NULL ? derm_prediction_get_input (prediction) : NULL;
  if (g_set_object (&self->input, input))
    self->cursor_x = self->cursor_y = -1;
  self->class_index = -1;
  if (prediction != NULL)
    self->class_index = self->wanted_class >= 0 ? self->wanted_class : derm_prediction_get_top (prediction);
}

/* Something else is asked, or may be. A map of occlusion that is on its way is that of another class, too. */
static void
ask (LensExplaining *self)
{
  char *question;
  g_autoptr (DermExplanation) kept = NULL;
  double share = self->share;

  update_subject (self);
  question = dup_occlusion (self);
  if (question != NULL && g_strcmp0 (question, self->question) == 0)
    kept = g_steal_pointer (&self->results[DERM_METHOD_OCCLUSION]);
  g_free (self->question);
  self->question = question;
  lens_explaining_forget (self);
  if (kept != NULL)
    {
      self->results[DERM_METHOD_OCCLUSION] = derm_explanation_with_class (kept, self->class_index);
      if (self->options.method == DERM_METHOD_OCCLUSION)
        self->share = share;
    }
  self->is_stopped = FALSE;
  lens_explaining_work (self);
  lens_explaining_tell (self);
  lens_explaining_tell_compared (self);
}

/* The crop that is dragged, or another image or reading; what stands in the list besides does not matter. Nor does all
 * of it while nothing is explained: then there is neither a question nor a map. */
static void
on_shown (LensExplaining *self)
{
  if (self->is_active)
    ask (self);
}

void
lens_explaining_set_active (LensExplaining *self, gboolean is_active)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  if (is_active == self->is_active || self->is_closed)
    return;
  self->is_active = is_active;
  ask (self);
}

void
lens_explaining_set_class (LensExplaining *self, int class_index)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  if (class_index == self->wanted_class)
    return;
  self->wanted_class = class_index;
  ask (self);
}

int
lens_explaining_get_class (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), -1);

  return self->class_index;
}

/* The cells of another method are others. */
static void
choose (LensExplaining *self, DermMethod method, gboolean is_random)
{
  if (method == self->options.method && is_random == self->is_random)
    return;
  if (method != self->options.method)
    self->cursor_x = self->cursor_y = -1;
  self->options.method = method;
  self->is_random = is_random;
  lens_explaining_tell_settings (self);
  ask (self);
}

void
lens_explaining_set_method (LensExplaining *self, DermMethod method)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));
  g_return_if_fail ((guint) method < DERM_N_METHODS);

  choose (self, method, FALSE);
}

DermMethod
lens_explaining_get_method (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), DERM_METHOD_OCCLUSION);

  return self->options.method;
}

void
lens_explaining_set_random (LensExplaining *self, gboolean is_random)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  choose (self, self->options.method, is_random);
}

gboolean
lens_explaining_is_random (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), FALSE);

  return self->is_random;
}

void
lens_explaining_set_options (LensExplaining *self, const DermExplainOptions *options)
{
  DermExplainOptions own;

  g_return_if_fail (LENS_IS_EXPLAINING (self));
  g_return_if_fail (options != NULL);

  own = *options;
  own.method = self->options.method;
  own.class_index = -1;
  own.target = self->options.target;
  if (memcmp (&own, &self->options, sizeof own) == 0)
    return;
  if (own.layer != self->options.layer)
    self->cursor_x = self->cursor_y = -1;
  self->options = own;
  lens_explaining_tell_settings (self);
  ask (self);
}

const DermExplainOptions *
lens_explaining_get_options (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), NULL);

  return &self->options;
}

/* Layers are those of one network. */
static void
on_classifier (LensExplaining *self)
{
  self->options.layer = -1;
  self->wanted_class = -1;
  memset (self->locked, 0, sizeof self->locked);
  lens_explaining_tell_settings (self);
  ask (self);
}

/* ---- the object ---- */

static void
lens_explaining_dispose (GObject *object)
{
  LensExplaining *self = LENS_EXPLAINING (object);

  lens_explaining_cancel (self);
  lens_explaining_forget (self);
  g_clear_object (&self->input);

  G_OBJECT_CLASS (lens_explaining_parent_class)->dispose (object);
}

static void
lens_explaining_finalize (GObject *object)
{
  LensExplaining *self = LENS_EXPLAINING (object);

  lens_explained_free (self->known);
  g_free (self->question);
  g_clear_object (&self->asked);
  g_clear_object (&self->shown);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (lens_explaining_parent_class)->finalize (object);
}

static void
lens_explaining_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, lens_explaining_is_working (LENS_EXPLAINING (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_explaining_class_init (LensExplainingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_explaining_dispose;
  object_class->finalize = lens_explaining_finalize;
  object_class->get_property = lens_explaining_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether a map is being made", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPARED]
      = g_signal_new ("compared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTINGS_CHANGED] = g_signal_new ("settings-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
lens_explaining_init (LensExplaining *self)
{
  g_autoptr (DermExplainOptions) usual = derm_explain_options_new (DERM_METHOD_OCCLUSION);

  self->options = *usual;
  self->known = lens_explained_new (MAX_KNOWN);
  self->wanted_class = self->class_index = -1;
  self->overlay = 0.72;
  self->cursor_x = self->cursor_y = -1;
}

LensExplaining *
lens_explaining_new (LensReading *reading, LensShown *shown)
{
  LensExplaining *self = g_object_new (LENS_TYPE_EXPLAINING, NULL);

  self->reading = g_object_ref (reading);
  self->shown = g_object_ref (shown);
  g_set_object (&self->asked, lens_reading_get_classifier (reading));
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "predicted", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::classifier", G_CALLBACK (on_classifier), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::scores", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);

  return self;
}

void
lens_explaining_close (LensExplaining *self)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  self->is_closed = TRUE;
  lens_explaining_cancel (self);
  lens_explaining_tell_working (self);
}
