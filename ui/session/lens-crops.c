/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-crops.h"

struct _LensCrops {
  GObject parent_instance;

  LensReading *reading; /* owned */
  LensHistory *history; /* owned */
  GHashTable *crops;    /* owned LensItem -> owned DermRecipe that has the crop */

  LensItem *item;     /* owned; on screen, or NULL */
  DermImage *image;   /* owned */
  DermRecipe *recipe; /* owned; its crop does not matter */
  LensCrop crop;      /* of the image on screen, also while it is dragged */
  gboolean has_crop;
  gboolean is_square;

  GCancellable *running; /* owned; of the one request, or NULL */
  gboolean is_newer;     /* the crop has changed since that was sent */
};

G_DEFINE_FINAL_TYPE (LensCrops, lens_crops, G_TYPE_OBJECT)

enum { PROP_IS_RUNNING = 1, N_PROPS };
enum { CHANGED, PREDICTED, FAILED, WANTED, FINISH, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* The crop that one image had before a change, and after it: recipes that have it, or NULL. */
typedef struct {
  LensCrops *crops; /* borrowed: its history holds this */
  LensItem *item;
  DermRecipe *before, *after;
} Change;

typedef struct {
  LensCrops *crops;
  GCancellable *cancellable;
} Request;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->item);
  g_clear_object (&change->before);
  g_clear_object (&change->after);
  g_free (change);
}

static void
request_free (Request *request)
{
  g_object_unref (request->crops);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* ---- the crop of the image on screen ---- */

/* The recipe on screen with that crop of the image on screen, or NULL if there is none. */
static DermRecipe *
make_cropped (LensCrops *self, const LensCrop *crop)
{
  double fractions[4];

  if (crop == NULL)
    return NULL;

  lens_crop_to_fractions (crop, derm_image_get_width (self->image), derm_image_get_height (self->image), fractions);

  return derm_recipe_with_crop (self->recipe, fractions);
}

/* Where the crop of that recipe is in the image on screen. */
static LensCrop
find_crop (LensCrops *self, DermRecipe *cropped)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_with_crop_of (self->recipe, cropped);
  g_autoptr (DermRecipe) placed = derm_recipe_place_crop (recipe, self->image, NULL);

  return lens_crop_from_fractions (derm_recipe_get_crop (placed), derm_image_get_width (self->image),
                                   derm_image_get_height (self->image));
}

static void
set_crop (LensCrops *self, const LensCrop *crop)
{
  self->has_crop = crop != NULL;
  if (crop != NULL)
    self->crop = *crop;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- requests ---- */

static void
set_running (LensCrops *self, GCancellable *running)
{
  if (g_set_object (&self->running, running))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

static void send_request (LensCrops *self);

static void
on_predicted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (DermPrediction) prediction = NULL;
  g_autoptr (GError) error = NULL;
  LensCrops *self = request->crops;

  prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &error);
  if (self->running != request->cancellable)
    return; /* another image is on screen */

  set_running (self, NULL);
  if (self->is_newer)
    send_request (self);
  /* Also when a newer one has been sent: it is the newest that is known, and while the crop is being dragged there is
   * always a newer one. */
  if (prediction != NULL)
    g_signal_emit (self, signals[PREDICTED], 0, prediction);
  else
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
send_request (LensCrops *self)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  Request *request;

  if (self->running != NULL)
    {
      self->is_newer = TRUE;
      return;
    }

  recipe = self->has_crop ? make_cropped (self, &self->crop) : derm_recipe_with_crop (self->recipe, NULL);
  self->is_newer = FALSE;
  cancellable = g_cancellable_new ();
  set_running (self, cancellable);
  request = g_new (Request, 1);
  *request = (Request){ g_object_ref (self), g_object_ref (cancellable) };
  derm_classifier_open_async (lens_reading_get_classifier (self->reading),
                              derm_request_new (NULL, self->image, recipe, G_PRIORITY_HIGH), cancellable, on_predicted,
                              request);
}

static void
stop_request (LensCrops *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  set_running (self, NULL);
  self->is_newer = FALSE;
}

/* ---- changes ---- */

static void
remember (LensCrops *self, LensItem *item, DermRecipe *cropped)
{
  if (cropped != NULL)
    g_hash_table_insert (self->crops, g_object_ref (item), g_object_ref (cropped));
  else
    g_hash_table_remove (self->crops, item);
}

/* The crop of an image becomes that one; undo and redo end here too. */
static void
apply (LensCrops *self, LensItem *item, DermRecipe *cropped)
{
  LensCrop crop;

  remember (self, item, cropped);
  if (item != self->item)
    {
      g_signal_emit (self, signals[WANTED], 0, item);
      return;
    }

  if (cropped != NULL)
    crop = find_crop (self, cropped);
  set_crop (self, cropped != NULL ? &crop : NULL);
  send_request (self);
}

static void
on_history (gboolean is_undo, gpointer data)
{
  Change *change = data;

  apply (change->crops, change->item, is_undo ? change->before : change->after);
}

/* after: NULL for no crop. */
static void
push_change (LensCrops *self, DermRecipe *after)
{
  Change *change = g_new0 (Change, 1);

  change->crops = self;
  change->item = g_object_ref (self->item);
  g_set_object (&change->before, g_hash_table_lookup (self->crops, self->item));
  g_set_object (&change->after, after);
  lens_history_push (self->history, on_history, change, change_free);
}

static void
change_to (LensCrops *self, const LensCrop *crop)
{
  g_autoptr (DermRecipe) cropped = make_cropped (self, crop);

  push_change (self, cropped);
  apply (self, self->item, cropped);
}

/* ---- the object ---- */

static void
lens_crops_dispose (GObject *object)
{
  LensCrops *self = LENS_CROPS (object);

  stop_request (self);
  g_hash_table_remove_all (self->crops);
  g_clear_object (&self->item);
  g_clear_object (&self->image);
  g_clear_object (&self->recipe);
  g_clear_object (&self->history);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (lens_crops_parent_class)->dispose (object);
}

static void
lens_crops_finalize (GObject *object)
{
  g_hash_table_unref (LENS_CROPS (object)->crops);

  G_OBJECT_CLASS (lens_crops_parent_class)->finalize (object);
}

static void
lens_crops_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_RUNNING)
    g_value_set_boolean (value, lens_crops_is_running (LENS_CROPS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static guint
add_signal (LensCropsClass *klass, const char *name, GType type)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       type != G_TYPE_NONE ? 1 : 0, type);
}

static void
lens_crops_class_init (LensCropsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_crops_dispose;
  object_class->finalize = lens_crops_finalize;
  object_class->get_property = lens_crops_get_property;

  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", "Running", "Whether a request runs", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = add_signal (klass, "changed", G_TYPE_NONE);
  signals[PREDICTED] = add_signal (klass, "predicted", DERM_TYPE_PREDICTION);
  signals[FAILED] = add_signal (klass, "failed", G_TYPE_STRING);
  signals[WANTED] = add_signal (klass, "wanted", LENS_TYPE_ITEM);
  signals[FINISH] = add_signal (klass, "finish", G_TYPE_NONE);
}

static void
lens_crops_init (LensCrops *self)
{
  self->is_square = TRUE;
  self->crops = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

LensCrops *
lens_crops_new (LensReading *reading, LensHistory *history)
{
  LensCrops *self = g_object_new (LENS_TYPE_CROPS, NULL);

  self->reading = g_object_ref (reading);
  self->history = g_object_ref (history);
  g_signal_connect_object (reading, "notify::classifier", G_CALLBACK (stop_request), self, G_CONNECT_SWAPPED);

  return self;
}

void
lens_crops_set_subject (LensCrops *self, LensItem *item, DermImage *image, DermRecipe *recipe)
{
  gboolean has_subject = item != NULL && image != NULL && recipe != NULL;
  const double *fractions = has_subject ? derm_recipe_get_crop (recipe) : NULL;
  LensCrop crop;

  g_return_if_fail (LENS_IS_CROPS (self));

  if (!has_subject)
    {
      item = NULL;
      image = NULL;
      recipe = NULL;
    }
  stop_request (self);
  g_set_object (&self->item, item);
  g_set_object (&self->image, image);
  g_set_object (&self->recipe, recipe);
  if (fractions != NULL)
    crop = lens_crop_from_fractions (fractions, derm_image_get_width (image), derm_image_get_height (image));
  set_crop (self, fractions != NULL ? &crop : NULL);
}

DermImage *
lens_crops_get_image (LensCrops *self)
{
  g_return_val_if_fail (LENS_IS_CROPS (self), NULL);

  return self->image;
}

const LensCrop *
lens_crops_get_crop (LensCrops *self)
{
  g_return_val_if_fail (LENS_IS_CROPS (self), NULL);

  return self->has_crop ? &self->crop : NULL;
}

DermRecipe *
lens_crops_dup_recipe (LensCrops *self, LensItem *item, DermRecipe *recipe)
{
  DermRecipe *cropped;

  g_return_val_if_fail (LENS_IS_CROPS (self), NULL);

  cropped = g_hash_table_lookup (self->crops, item);

  return cropped != NULL ? derm_recipe_with_crop_of (recipe, cropped) : g_object_ref (recipe);
}

void
lens_crops_set_on (LensCrops *self, gboolean is_on)
{
  LensCrop crop;

  g_return_if_fail (LENS_IS_CROPS (self));

  if (self->item == NULL || is_on == self->has_crop)
    return;

  crop = lens_crop_square_of (derm_image_get_width (self->image), derm_image_get_height (self->image));
  change_to (self, is_on ? &crop : NULL);
}

void
lens_crops_set_square (LensCrops *self, gboolean is_square)
{
  g_return_if_fail (LENS_IS_CROPS (self));

  self->is_square = is_square;
  if (self->has_crop && is_square && self->crop.width != self->crop.height)
    {
      LensCrop square = lens_crop_make_square (&self->crop, derm_image_get_width (self->image),
                                               derm_image_get_height (self->image));

      change_to (self, &square);
      return;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
lens_crops_is_square (LensCrops *self)
{
  g_return_val_if_fail (LENS_IS_CROPS (self), TRUE);

  return self->is_square;
}

void
lens_crops_drag (LensCrops *self, const LensCrop *crop)
{
  g_return_if_fail (LENS_IS_CROPS (self));

  if (self->item == NULL || crop == NULL)
    return;
  self->crop = *crop; /* whoever drags knows it already */
  self->has_crop = TRUE;
  send_request (self);
}

void
lens_crops_commit (LensCrops *self, const LensCrop *crop)
{
  g_autoptr (DermRecipe) cropped = NULL;

  g_return_if_fail (LENS_IS_CROPS (self));

  if (self->item == NULL || crop == NULL)
    return;

  cropped = make_cropped (self, crop);
  push_change (self, cropped);
  remember (self, self->item, cropped);
}

void
lens_crops_finish (LensCrops *self)
{
  g_return_if_fail (LENS_IS_CROPS (self));

  g_signal_emit (self, signals[FINISH], 0);
}

gboolean
lens_crops_is_running (LensCrops *self)
{
  g_return_val_if_fail (LENS_IS_CROPS (self), FALSE);

  return self->running != NULL;
}
