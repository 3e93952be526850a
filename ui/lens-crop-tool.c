/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-crop-tool.h"

struct _LensCropTool {
  GObject parent_instance;

  DermClassifier *classifier; /* owned */
  LensCropper *cropper;       /* borrowed; whoever made the tool outlives it */
  LensHistory *history;       /* owned */
  GHashTable *crops;          /* owned GObject -> owned DermRecipe that has the crop: images that have one */

  GObject *key;       /* owned; of the image on screen, or NULL */
  DermImage *image;   /* owned */
  DermRecipe *recipe; /* owned; its crop does not matter */

  GCancellable *running; /* owned; of the one request, or NULL */
  gboolean is_newer;     /* the crop has changed since that was sent */
};

G_DEFINE_FINAL_TYPE (LensCropTool, lens_crop_tool, G_TYPE_OBJECT)

enum { PREDICTED, FAILED, CHANGED, WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* A crop that one image had before a change, and after it: recipes that have it, or NULL. */
typedef struct {
  LensCropTool *tool;
  GObject *key;
  DermRecipe *before, *after;
} Change;

typedef struct {
  LensCropTool *tool;
  GCancellable *cancellable;
} Request;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->tool);
  g_object_unref (change->key);
  g_clear_object (&change->before);
  g_clear_object (&change->after);
  g_free (change);
}

static void
request_free (Request *request)
{
  g_object_unref (request->tool);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* The recipe on screen with that crop of the image on screen, or NULL if there is none. */
static DermRecipe *
make_cropped (LensCropTool *self, const LensCrop *crop)
{
  double fractions[4];

  if (crop == NULL)
    return NULL;

  lens_crop_to_fractions (crop, derm_image_get_width (self->image), derm_image_get_height (self->image), fractions);

  return derm_recipe_with_crop (self->recipe, fractions);
}

/* Where the crop of that recipe is in the image on screen. */
static LensCrop
find_crop (LensCropTool *self, DermRecipe *cropped)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_with_crop_of (self->recipe, cropped);
  g_autoptr (DermRecipe) placed = derm_recipe_place_crop (recipe, self->image, NULL);

  return lens_crop_from_fractions (derm_recipe_get_crop (placed), derm_image_get_width (self->image),
                                   derm_image_get_height (self->image));
}

static void send_request (LensCropTool *self);

static void
on_predicted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (DermPrediction) prediction = NULL;
  g_autoptr (GError) error = NULL;
  LensCropTool *self = request->tool;

  prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &error);
  if (self->running != request->cancellable)
    return; /* another image is on screen */

  g_clear_object (&self->running);
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
send_request (LensCropTool *self)
{
  const LensCrop *crop = lens_cropper_get_crop (self->cropper);
  g_autoptr (DermRecipe) recipe = NULL;
  Request *request;

  if (self->running != NULL)
    {
      self->is_newer = TRUE;
      return;
    }

  recipe = crop != NULL ? make_cropped (self, crop) : derm_recipe_with_crop (self->recipe, NULL);
  self->is_newer = FALSE;
  self->running = g_cancellable_new ();
  request = g_new (Request, 1);
  *request = (Request){ g_object_ref (self), g_object_ref (self->running) };
  derm_classifier_open_async (self->classifier, NULL, self->image, recipe, G_PRIORITY_HIGH, self->running, on_predicted,
                              request);
}

static void
stop_request (LensCropTool *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->is_newer = FALSE;
}

static void
remember (LensCropTool *self, GObject *key, DermRecipe *cropped)
{
  if (cropped != NULL)
    g_hash_table_insert (self->crops, g_object_ref (key), g_object_ref (cropped));
  else
    g_hash_table_remove (self->crops, key);
}

/* The crop of an image becomes that one; undo and redo end here too. */
static void
apply (LensCropTool *self, GObject *key, DermRecipe *cropped)
{
  LensCrop crop;

  remember (self, key, cropped);
  if (key != self->key)
    {
      g_signal_emit (self, signals[WANTED], 0, key);
      return;
    }

  if (cropped != NULL)
    crop = find_crop (self, cropped);
  lens_cropper_set (self->cropper, derm_image_get_width (self->image), derm_image_get_height (self->image),
                    cropped != NULL ? &crop : NULL);
  send_request (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_history (gboolean is_undo, gpointer data)
{
  Change *change = data;

  apply (change->tool, change->key, is_undo ? change->before : change->after);
}

/* after: NULL for no crop. */
static void
push_change (LensCropTool *self, DermRecipe *after)
{
  Change *change = g_new0 (Change, 1);

  change->tool = g_object_ref (self);
  change->key = g_object_ref (self->key);
  g_set_object (&change->before, g_hash_table_lookup (self->crops, self->key));
  g_set_object (&change->after, after);
  lens_history_push (self->history, on_history, change, change_free);
}

static void
change_to (LensCropTool *self, const LensCrop *crop)
{
  g_autoptr (DermRecipe) cropped = make_cropped (self, crop);

  push_change (self, cropped);
  apply (self, self->key, cropped);
}

static void
on_dragged (LensCropper *cropper, LensCropTool *self)
{
  if (self->key != NULL)
    send_request (self);
}

static void
on_committed (LensCropper *cropper, LensCropTool *self)
{
  const LensCrop *crop = lens_cropper_get_crop (cropper);
  g_autoptr (DermRecipe) cropped = NULL;

  if (self->key == NULL || crop == NULL)
    return;

  cropped = make_cropped (self, crop);
  push_change (self, cropped);
  remember (self, self->key, cropped);
}

static void
lens_crop_tool_dispose (GObject *object)
{
  LensCropTool *self = LENS_CROP_TOOL (object);

  stop_request (self);
  g_clear_object (&self->key);
  g_clear_object (&self->image);
  g_clear_object (&self->recipe);
  g_clear_object (&self->history);
  g_clear_object (&self->classifier);

  G_OBJECT_CLASS (lens_crop_tool_parent_class)->dispose (object);
}

static void
lens_crop_tool_finalize (GObject *object)
{
  g_hash_table_unref (LENS_CROP_TOOL (object)->crops);

  G_OBJECT_CLASS (lens_crop_tool_parent_class)->finalize (object);
}

static guint
add_signal (LensCropToolClass *klass, const char *name, GType type)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       type != G_TYPE_NONE ? 1 : 0, type);
}

static void
lens_crop_tool_class_init (LensCropToolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_crop_tool_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_crop_tool_finalize;

  signals[PREDICTED] = add_signal (klass, "predicted", DERM_TYPE_PREDICTION);
  signals[FAILED] = add_signal (klass, "failed", G_TYPE_STRING);
  signals[CHANGED] = add_signal (klass, "changed", G_TYPE_NONE);
  signals[WANTED] = add_signal (klass, "wanted", G_TYPE_OBJECT);
}

static void
lens_crop_tool_init (LensCropTool *self)
{
  self->crops = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

LensCropTool *
lens_crop_tool_new (DermClassifier *classifier, LensCropper *cropper, LensHistory *history)
{
  LensCropTool *self = g_object_new (LENS_TYPE_CROP_TOOL, NULL);

  self->classifier = g_object_ref (classifier);
  self->cropper = cropper;
  self->history = g_object_ref (history);
  g_signal_connect_object (cropper, "changed", G_CALLBACK (on_dragged), self, 0);
  g_signal_connect_object (cropper, "committed", G_CALLBACK (on_committed), self, 0);

  return self;
}

void
lens_crop_tool_set_classifier (LensCropTool *self, DermClassifier *classifier)
{
  g_return_if_fail (LENS_IS_CROP_TOOL (self));

  stop_request (self);
  g_set_object (&self->classifier, classifier);
}

void
lens_crop_tool_set_subject (LensCropTool *self, GObject *key, DermImage *image, DermRecipe *recipe)
{
  g_return_if_fail (LENS_IS_CROP_TOOL (self));

  if (recipe == NULL || image == NULL)
    {
      key = NULL;
      image = NULL;
      recipe = NULL;
    }
  stop_request (self);
  g_set_object (&self->key, key);
  g_set_object (&self->image, image);
  g_set_object (&self->recipe, recipe);
  g_signal_emit (self, signals[CHANGED], 0);
}

DermRecipe *
lens_crop_tool_dup_recipe (LensCropTool *self, GObject *key, DermRecipe *recipe)
{
  DermRecipe *cropped;

  g_return_val_if_fail (LENS_IS_CROP_TOOL (self), NULL);

  cropped = g_hash_table_lookup (self->crops, key);

  return cropped != NULL ? derm_recipe_with_crop_of (recipe, cropped) : g_object_ref (recipe);
}

void
lens_crop_tool_set_on (LensCropTool *self, gboolean is_on)
{
  LensCrop crop;

  g_return_if_fail (LENS_IS_CROP_TOOL (self));

  if (self->key == NULL || is_on == lens_crop_tool_is_on (self))
    return;

  crop = lens_crop_square_of (derm_image_get_width (self->image), derm_image_get_height (self->image));
  change_to (self, is_on ? &crop : NULL);
  if (is_on)
    gtk_widget_grab_focus (GTK_WIDGET (self->cropper));
}

gboolean
lens_crop_tool_is_on (LensCropTool *self)
{
  g_return_val_if_fail (LENS_IS_CROP_TOOL (self), FALSE);

  return self->key != NULL && lens_cropper_get_crop (self->cropper) != NULL;
}

void
lens_crop_tool_set_square (LensCropTool *self, gboolean is_square)
{
  const LensCrop *crop;

  g_return_if_fail (LENS_IS_CROP_TOOL (self));

  lens_cropper_set_square (self->cropper, is_square);
  crop = lens_cropper_get_crop (self->cropper);
  if (self->key != NULL && crop != NULL && is_square && crop->width != crop->height)
    {
      LensCrop square
          = lens_crop_make_square (crop, derm_image_get_width (self->image), derm_image_get_height (self->image));

      change_to (self, &square);
    }
}

void
lens_crop_tool_finish (LensCropTool *self)
{
  g_return_if_fail (LENS_IS_CROP_TOOL (self));

  lens_cropper_commit (self->cropper);
}

gboolean
lens_crop_tool_is_idle (LensCropTool *self)
{
  g_return_val_if_fail (LENS_IS_CROP_TOOL (self), TRUE);

  return self->running == NULL;
}
