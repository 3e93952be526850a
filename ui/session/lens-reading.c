/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-reading.h"

#include <glib/gi18n.h>

#include "lens-loader.h"

struct _LensReading {
  GObject parent_instance;

  DermClassifier *classifier; /* owned; NULL: there is no model */
  DermClassifier *bundled;    /* owned; NULL: there was none */
  DermClassifier *plain;      /* owned; with its own calibration, while it has one of a file; else NULL */
  DermRecipe *recipe;         /* owned; NULL: the model's own */
  DermRecipe *calibrating;    /* owned; of the calibration that is loaded; NULL: none has been */
  char *model_error;
  LensLoader *loader; /* owned */
  DermDecision decision;
  LensScores scores;
};

G_DEFINE_FINAL_TYPE (LensReading, lens_reading, G_TYPE_OBJECT)

enum { PROP_CLASSIFIER = 1, PROP_RECIPE, PROP_DECISION, PROP_SCORES, PROP_IS_LOADING, N_PROPS };
enum { CHANGED, FAILED, CALIBRATED, UNCALIBRATED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
fail (LensReading *self, const char *name, const char *reason)
{
  g_signal_emit (self, signals[FAILED], 0, name, reason);
}

/* Its own recipe goes with a model, and a calibration from a file. */
static void
set_classifier (LensReading *self, DermClassifier *classifier)
{
  g_clear_object (&self->plain);
  if (!g_set_object (&self->classifier, classifier))
    return;

  g_clear_object (&self->recipe);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASSIFIER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECIPE]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_loaded (LensLoader *loader, DermClassifier *classifier, LensReading *self)
{
  set_classifier (self, classifier);
}

/* The same model, which keeps the recipe. */
static void
on_calibrated (LensLoader *loader, DermClassifier *classifier, LensReading *self)
{
  if (self->calibrating != lens_reading_get_recipe (self))
    {
      g_signal_emit (self, signals[UNCALIBRATED], 0);
      return;
    }
  if (self->plain == NULL)
    self->plain = g_object_ref (self->classifier);
  g_set_object (&self->classifier, classifier);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASSIFIER]);
  g_signal_emit (self, signals[CALIBRATED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_load_failed (LensLoader *loader, const char *name, const char *reason, LensReading *self)
{
  DermModel *model = lens_reading_get_model (self);
  /* TRANSLATORS: why a model could not be opened, then the name of the one that is in use */
  g_autofree char *text = model != NULL ? g_strdup_printf (_ ("%1$s. The answers are still those of %2$s."), reason,
                                                           derm_model_get_name (model))
                                        : g_strdup (reason);

  fail (self, name, text);
}

static void
on_loading (LensReading *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

static void
lens_reading_finalize (GObject *object)
{
  LensReading *self = LENS_READING (object);

  g_clear_object (&self->classifier);
  g_clear_object (&self->bundled);
  g_clear_object (&self->plain);
  g_clear_object (&self->recipe);
  g_clear_object (&self->calibrating);
  g_clear_object (&self->loader);
  g_free (self->model_error);

  G_OBJECT_CLASS (lens_reading_parent_class)->finalize (object);
}

static void
lens_reading_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensReading *self = LENS_READING (object);

  switch (id)
    {
    case PROP_CLASSIFIER:
      g_value_set_object (value, self->classifier);
      break;
    case PROP_RECIPE:
      g_value_set_object (value, lens_reading_get_recipe (self));
      break;
    case PROP_DECISION:
      g_value_set_int (value, (int) self->decision);
      break;
    case PROP_SCORES:
      g_value_set_int (value, (int) self->scores);
      break;
    case PROP_IS_LOADING:
      g_value_set_boolean (value, lens_reading_is_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_reading_class_init (LensReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lens_reading_finalize;
  object_class->get_property = lens_reading_get_property;

  properties[PROP_CLASSIFIER]
      = g_param_spec_object ("classifier", "Classifier", "What classifies", DERM_TYPE_CLASSIFIER, flags);
  properties[PROP_RECIPE]
      = g_param_spec_object ("recipe", "Recipe", "How images become inputs", DERM_TYPE_RECIPE, flags);
  properties[PROP_DECISION]
      = g_param_spec_int ("decision", "Decision", "How an answer is taken, a DermDecision", 0, G_MAXINT, 0, flags);
  properties[PROP_SCORES]
      = g_param_spec_int ("scores", "Scores", "Which scores are shown, a LensScores", 0, G_MAXINT, 0, flags);
  properties[PROP_IS_LOADING]
      = g_param_spec_boolean ("is-loading", "Loading", "Whether a model is being opened", FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[CALIBRATED]
      = g_signal_new ("calibrated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UNCALIBRATED] = g_signal_new ("uncalibrated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
lens_reading_init (LensReading *self)
{
  self->loader = lens_loader_new ();
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (on_loaded), self, 0);
  g_signal_connect_object (self->loader, "calibrated", G_CALLBACK (on_calibrated), self, 0);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (on_load_failed), self, 0);
  g_signal_connect_object (self->loader, "notify::is-loading", G_CALLBACK (on_loading), self, G_CONNECT_SWAPPED);
}

LensReading *
lens_reading_new (DermClassifier *classifier, const char *model_error)
{
  LensReading *self = g_object_new (LENS_TYPE_READING, NULL);

  g_set_object (&self->classifier, classifier);
  g_set_object (&self->bundled, classifier);
  self->model_error = g_strdup (model_error);

  return self;
}

DermClassifier *
lens_reading_get_classifier (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), NULL);

  return self->classifier;
}

DermModel *
lens_reading_get_model (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), NULL);

  return self->classifier != NULL ? derm_classifier_get_model (self->classifier) : NULL;
}

DermRecipe *
lens_reading_get_recipe (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), NULL);

  if (self->recipe != NULL || self->classifier == NULL)
    return self->recipe;

  return derm_model_get_recipe (lens_reading_get_model (self));
}

const char *
lens_reading_get_model_error (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), NULL);

  return self->model_error;
}

gboolean
lens_reading_can_go_back (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), FALSE);

  return self->bundled != NULL && (self->plain != NULL ? self->plain : self->classifier) != self->bundled;
}

static GStrv
dup_classes (LensReading *self, const char *(*get_name) (DermModel *, int) )
{
  DermModel *model = lens_reading_get_model (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; model != NULL && i < derm_model_get_n_classes (model); i++)
    g_strv_builder_add (builder, get_name (model, i));

  return g_strv_builder_end (builder);
}

GStrv
lens_reading_dup_labels (LensReading *self)
{
  return dup_classes (self, derm_model_get_label);
}

GStrv
lens_reading_dup_titles (LensReading *self)
{
  return dup_classes (self, derm_model_get_class_name);
}

void
lens_reading_open_model (LensReading *self, GFile *file)
{
  g_return_if_fail (LENS_IS_READING (self));

  lens_loader_load (self->loader, file);
}

void
lens_reading_open_weights (LensReading *self, GFile *file, const char *key)
{
  g_return_if_fail (LENS_IS_READING (self));

  lens_loader_load_weights (self->loader, file, key);
}

void
lens_reading_use_bundled (LensReading *self)
{
  g_return_if_fail (LENS_IS_READING (self));
  g_return_if_fail (self->bundled != NULL);

  lens_loader_cancel (self->loader);
  set_classifier (self, self->bundled);
}

/* ---- calibration ---- */

void
lens_reading_open_calibration (LensReading *self, GFile *file)
{
  g_return_if_fail (LENS_IS_READING (self));
  g_return_if_fail (self->classifier != NULL);

  g_set_object (&self->calibrating, lens_reading_get_recipe (self));
  lens_loader_calibrate (self->loader, file,
                         derm_classifier_get_model (self->plain != NULL ? self->plain : self->classifier),
                         lens_reading_get_recipe (self));
}

gboolean
lens_reading_is_calibrated (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), FALSE);

  return self->plain != NULL;
}

/* FALSE: there was none. */
static gboolean
take_plain (LensReading *self)
{
  g_autoptr (DermClassifier) plain = g_steal_pointer (&self->plain);

  if (plain == NULL)
    return FALSE;
  g_set_object (&self->classifier, plain);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASSIFIER]);

  return TRUE;
}

void
lens_reading_drop_calibration (LensReading *self)
{
  g_return_if_fail (LENS_IS_READING (self));

  lens_loader_cancel (self->loader);
  if (take_plain (self))
    g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
lens_reading_is_loading (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), FALSE);

  return lens_loader_is_loading (self->loader);
}

void
lens_reading_close (LensReading *self)
{
  g_return_if_fail (LENS_IS_READING (self));

  lens_loader_cancel (self->loader);
}

void
lens_reading_set_recipe (LensReading *self, DermRecipe *recipe)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LENS_IS_READING (self));
  g_return_if_fail (self->classifier != NULL);

  if (!derm_model_check_recipe (lens_reading_get_model (self), recipe, &error))
    {
      fail (self, derm_recipe_get_name (recipe), error->message);
      return;
    }
  if (g_str_equal (derm_recipe_get_name (recipe), derm_recipe_get_name (lens_reading_get_recipe (self))))
    return;

  g_set_object (&self->recipe, recipe);
  if (take_plain (self))
    g_signal_emit (self, signals[UNCALIBRATED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECIPE]);
  g_signal_emit (self, signals[CHANGED], 0);
}

DermDecision
lens_reading_get_decision (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), DERM_DECISION_LIKELY);

  return self->decision;
}

void
lens_reading_set_decision (LensReading *self, DermDecision decision)
{
  DermModel *model = lens_reading_get_model (self);
  g_autoptr (GError) error = NULL;

  if (decision == self->decision)
    return;
  if (model == NULL || !derm_model_check_decision (model, decision, &error))
    {
      if (model != NULL)
        fail (self, derm_model_get_name (model), error->message);
      return;
    }

  self->decision = decision;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DECISION]);
  g_signal_emit (self, signals[CHANGED], 0);
}

LensScores
lens_reading_get_scores (LensReading *self)
{
  g_return_val_if_fail (LENS_IS_READING (self), LENS_SCORES_CALIBRATED);

  return self->scores;
}

void
lens_reading_set_scores (LensReading *self, LensScores scores)
{
  g_return_if_fail (LENS_IS_READING (self));

  if (scores == self->scores)
    return;
  self->scores = scores;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCORES]);
}
