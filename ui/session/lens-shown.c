/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-shown.h"

#include "lens-decision.h"

/* Milliseconds: work that ends sooner shows nothing of itself. */
#define BUSY_DELAY 100

struct _LensShown {
  GObject parent_instance;

  LensReading *reading; /* owned */
  LensCrops *crops;     /* owned */
  LensEdits *edits;     /* owned */
  LensAhead *ahead;     /* owned */

  LensShownState state;
  LensItem *item;             /* owned */
  DermImage *image;           /* owned */
  DermPrediction *prediction; /* owned */
  DermPrediction *untouched;  /* owned; the same one unless the input is painted on */
  gulong item_id;

  LensItem *wanted;      /* owned; being opened */
  GCancellable *opening; /* owned; a result that carries another one is late */
  guint busy_id;
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (LensShown, lens_shown, G_TYPE_OBJECT)

enum {
  PROP_STATE = 1,
  PROP_ITEM,
  PROP_IMAGE,
  PROP_PREDICTION,
  PROP_INPUT,
  PROP_IS_EDITED,
  PROP_TRUTH,
  PROP_IS_TRUSTED,
  PROP_IS_BUSY,
  PROP_IS_OPENING,
  N_PROPS
};
enum { CHANGED, PREDICTED, ITEM_CHANGED, OPENED, FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

typedef struct {
  GWeakRef shown; /* LensShown */
  LensItem *item;
  GCancellable *cancellable;
  gint64 stamp; /* of the item's file before it was read */
} Request;

static void
request_free (Request *request)
{
  g_weak_ref_clear (&request->shown);
  g_object_unref (request->item);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
notify (LensShown *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* ---- what is on screen ---- */

static void
on_item_changed (LensShown *self)
{
  notify (self, PROP_TRUTH);
  notify (self, PROP_IS_TRUSTED);
  g_signal_emit (self, signals[ITEM_CHANGED], 0);
}

static void
set_item (LensShown *self, LensItem *item)
{
  if (item == self->item)
    return;
  if (self->item != NULL)
    g_clear_signal_handler (&self->item_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->item_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (on_item_changed), self);
}

/* What the network says of the painted input; of the untouched one until that is known. */
static void
take_edited (LensShown *self)
{
  DermPrediction *edited = lens_edits_get_prediction (self->edits);

  if (edited == NULL)
    edited = self->untouched;
  g_set_object (&self->prediction, edited);
}

/* Everything on screen belongs to one item, always: name, image and scores change in one go. */
static void
show (LensShown *self, LensShownState state, LensItem *item, DermImage *image, DermPrediction *prediction)
{
  DermRecipe *recipe = prediction != NULL ? derm_input_get_recipe (derm_prediction_get_input (prediction)) : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  set_item (self, item);
  g_set_object (&self->image, image);
  g_set_object (&self->untouched, prediction);
  lens_edits_set_image (self->edits, image);
  lens_edits_set_subject (self->edits, item, prediction);
  take_edited (self);
  for (int i = PROP_STATE; i <= PROP_IS_TRUSTED; i++)
    notify (self, i);
  lens_crops_set_subject (self->crops, item, image, recipe);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tell_predicted (LensShown *self)
{
  notify (self, PROP_PREDICTION);
  notify (self, PROP_INPUT);
  notify (self, PROP_IS_EDITED);
  g_signal_emit (self, signals[PREDICTED], 0);
}

static void
on_cropped (LensCrops *crops, DermPrediction *prediction, LensShown *self)
{
  g_autoptr (DermPrediction) decided = lens_decide (prediction, lens_reading_get_decision (self->reading));

  lens_edits_finish (self->edits);
  g_set_object (&self->untouched, decided);
  lens_item_succeed (self->item, NULL, decided);
  lens_edits_set_subject (self->edits, self->item, decided);
  take_edited (self);
  tell_predicted (self);
}

static void
on_edited (LensEdits *edits, DermPrediction *prediction, LensShown *self)
{
  if (g_set_object (&self->prediction, prediction))
    tell_predicted (self);
}

/* ---- opening ---- */

static void
set_busy (LensShown *self, gboolean is_busy)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  if (self->is_busy == is_busy)
    return;
  self->is_busy = is_busy;
  notify (self, PROP_IS_BUSY);
}

static gboolean
on_slow (gpointer user_data)
{
  LensShown *self = user_data;

  self->busy_id = 0;
  show (self, LENS_SHOWN_IMAGE, self->wanted, NULL, NULL);
  set_busy (self, TRUE);

  return G_SOURCE_REMOVE;
}

static void
set_opening (LensShown *self, GCancellable *opening, LensItem *wanted)
{
  g_set_object (&self->wanted, wanted);
  if (g_set_object (&self->opening, opening))
    notify (self, PROP_IS_OPENING);
}

void
lens_shown_stop (LensShown *self)
{
  g_return_if_fail (LENS_IS_SHOWN (self));

  g_clear_handle_id (&self->busy_id, g_source_remove);
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  set_opening (self, NULL, NULL);
}

static void
show_failure (LensShown *self, LensItem *item, const GError *error)
{
  gboolean is_news = lens_item_fail (item, error), is_handled = FALSE;

  g_signal_emit (self, signals[FAILED], 0, item, is_news, &is_handled);
  if (!is_handled)
    show (self, LENS_SHOWN_FAILED, item, NULL, NULL);
}

static void
show_opened (LensShown *self, LensItem *item, DermImage *image, DermPrediction *prediction)
{
  g_autoptr (DermPrediction) decided = lens_decide (prediction, lens_reading_get_decision (self->reading));

  set_busy (self, FALSE);
  lens_item_succeed (item, NULL, decided);
  g_signal_emit (self, signals[OPENED], 0, item);
  show (self, LENS_SHOWN_IMAGE, item, image, decided);
}

/* Whether it had been read. */
static gboolean
show_ahead (LensShown *self, LensItem *item)
{
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction = NULL;

  if (!lens_ahead_find (self->ahead, item, &image, &prediction))
    return FALSE;
  show_opened (self, item, image, prediction);

  return TRUE;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  g_autoptr (LensShown) self = g_weak_ref_get (&request->shown);

  prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, &image, &error);
  if (self == NULL || self->opening != request->cancellable)
    return; /* closed, or another image was chosen meanwhile */

  set_opening (self, NULL, NULL);
  if (prediction == NULL)
    {
      set_busy (self, FALSE);
      show_failure (self, request->item, error);
      return;
    }
  lens_ahead_keep (self->ahead, request->item, request->stamp, image, prediction);
  show_opened (self, request->item, image, prediction);
}

static void
open (LensShown *self, LensItem *item)
{
  g_autoptr (GCancellable) opening = g_cancellable_new ();
  g_autoptr (DermRecipe) recipe = lens_crops_dup_recipe (self->crops, item, lens_reading_get_recipe (self->reading));
  Request *request = g_new0 (Request, 1);

  g_weak_ref_init (&request->shown, self);
  request->item = g_object_ref (item);
  request->cancellable = g_object_ref (opening);
  request->stamp = lens_ahead_stamp (item);
  set_opening (self, opening, item);
  if (!self->is_busy)
    self->busy_id = g_timeout_add (BUSY_DELAY, on_slow, self);
  else
    on_slow (self);
  derm_classifier_open_async (
      lens_reading_get_classifier (self->reading),
      derm_request_new (lens_item_get_file (item), lens_item_get_image (item), recipe, G_PRIORITY_DEFAULT), opening,
      on_opened, request);
}

void
lens_shown_open (LensShown *self, LensItem *item)
{
  gboolean has_model;

  g_return_if_fail (LENS_IS_SHOWN (self));

  has_model = lens_reading_get_classifier (self->reading) != NULL;
  lens_shown_stop (self);
  lens_crops_finish (self->crops);
  lens_edits_finish (self->edits);
  if (item != NULL && has_model)
    {
      if (show_ahead (self, item))
        return;
      lens_ahead_yield (self->ahead);
      open (self, item);
      return;
    }
  set_busy (self, FALSE);
  show (self, has_model ? LENS_SHOWN_NOTHING : LENS_SHOWN_NO_MODEL, NULL, NULL, NULL);
}

/* ---- the object ---- */

static void
lens_shown_dispose (GObject *object)
{
  LensShown *self = LENS_SHOWN (object);

  lens_shown_stop (self);
  set_item (self, NULL);
  g_clear_object (&self->image);
  g_clear_object (&self->prediction);
  g_clear_object (&self->untouched);

  G_OBJECT_CLASS (lens_shown_parent_class)->dispose (object);
}

static void
lens_shown_finalize (GObject *object)
{
  LensShown *self = LENS_SHOWN (object);

  g_clear_object (&self->ahead);
  g_clear_object (&self->edits);
  g_clear_object (&self->crops);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (lens_shown_parent_class)->finalize (object);
}

static void
lens_shown_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensShown *self = LENS_SHOWN (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    case PROP_IMAGE:
      g_value_set_object (value, self->image);
      break;
    case PROP_PREDICTION:
      g_value_set_object (value, self->prediction);
      break;
    case PROP_INPUT:
      g_value_set_object (value, lens_shown_get_input (self));
      break;
    case PROP_IS_EDITED:
      g_value_set_boolean (value, lens_shown_is_edited (self));
      break;
    case PROP_TRUTH:
      g_value_set_string (value, lens_shown_get_truth (self));
      break;
    case PROP_IS_TRUSTED:
      g_value_set_boolean (value, lens_shown_is_trusted (self));
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    case PROP_IS_OPENING:
      g_value_set_boolean (value, self->opening != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_STATE] = g_param_spec_int ("state", "State", "A LensShownState", 0, G_MAXINT, 0, flags);
  properties[PROP_ITEM] = g_param_spec_object ("item", "Item", "Row of the image", LENS_TYPE_ITEM, flags);
  properties[PROP_IMAGE] = g_param_spec_object ("image", "Image", "Its pixels", DERM_TYPE_IMAGE, flags);
  properties[PROP_PREDICTION]
      = g_param_spec_object ("prediction", "Prediction", "What the network says of it", DERM_TYPE_PREDICTION, flags);
  properties[PROP_INPUT] = g_param_spec_object ("input", "Input", "What the network gets", DERM_TYPE_INPUT, flags);
  properties[PROP_IS_EDITED]
      = g_param_spec_boolean ("is-edited", "Edited", "Whether the input is painted on", FALSE, flags);
  properties[PROP_TRUTH] = g_param_spec_string ("truth", "Truth", "Code of the class that it shows", NULL, flags);
  properties[PROP_IS_TRUSTED] = g_param_spec_boolean ("is-trusted", "Trusted",
                                                      "Whether the user wants doubtful scores in colour", FALSE, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", "Busy", "Whether opening takes long", FALSE, flags);
  properties[PROP_IS_OPENING]
      = g_param_spec_boolean ("is-opening", "Opening", "Whether an image is being opened", FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lens_shown_class_init (LensShownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = lens_shown_dispose;
  object_class->finalize = lens_shown_finalize;
  object_class->get_property = lens_shown_get_property;
  install_properties (object_class);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PREDICTED] = g_signal_new ("predicted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ITEM_CHANGED] = g_signal_new ("item-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED]
      = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, LENS_TYPE_ITEM);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL,
                                  G_TYPE_BOOLEAN, 2, LENS_TYPE_ITEM, G_TYPE_BOOLEAN);
}

static void
lens_shown_init (LensShown *self)
{
}

LensShown *
lens_shown_new (LensReading *reading, LensCrops *crops, LensEdits *edits)
{
  LensShown *self = g_object_new (LENS_TYPE_SHOWN, NULL);

  self->reading = g_object_ref (reading);
  self->crops = g_object_ref (crops);
  self->edits = g_object_ref (edits);
  self->ahead = lens_ahead_new (reading, crops);
  self->state = lens_reading_get_classifier (reading) != NULL ? LENS_SHOWN_NOTHING : LENS_SHOWN_NO_MODEL;
  g_signal_connect_object (crops, "predicted", G_CALLBACK (on_cropped), self, 0);
  g_signal_connect_object (edits, "predicted", G_CALLBACK (on_edited), self, 0);

  return self;
}

LensAhead *
lens_shown_get_ahead (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), NULL);

  return self->ahead;
}

LensShownState
lens_shown_get_state (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), LENS_SHOWN_NOTHING);

  return self->state;
}

LensItem *
lens_shown_get_item (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), NULL);

  return self->item;
}

DermImage *
lens_shown_get_image (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), NULL);

  return self->image;
}

DermPrediction *
lens_shown_get_prediction (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), NULL);

  return self->prediction;
}

DermInput *
lens_shown_get_input (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), NULL);

  return self->prediction != NULL ? derm_prediction_get_input (self->prediction) : NULL;
}

gboolean
lens_shown_is_edited (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), FALSE);

  return self->prediction != self->untouched;
}

DermPrediction *
lens_shown_get_untouched (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), NULL);

  return self->untouched;
}

const char *
lens_shown_get_truth (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), NULL);

  return self->item != NULL ? lens_item_get_truth (self->item) : NULL;
}

const char *
lens_shown_get_truth_of_prediction (LensShown *self)
{
  return lens_shown_is_edited (self) ? NULL : lens_shown_get_truth (self);
}

gboolean
lens_shown_is_trusted (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), FALSE);

  return self->item != NULL && lens_item_is_trusted (self->item);
}

void
lens_shown_trust (LensShown *self)
{
  g_return_if_fail (LENS_IS_SHOWN (self));

  if (self->item != NULL)
    lens_item_trust (self->item);
}

gboolean
lens_shown_is_busy (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), FALSE);

  return self->is_busy;
}

gboolean
lens_shown_is_opening (LensShown *self)
{
  g_return_val_if_fail (LENS_IS_SHOWN (self), FALSE);

  return self->opening != NULL;
}
