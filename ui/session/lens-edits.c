/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edits-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (LensEdits, lens_edits, G_TYPE_OBJECT)

enum { PROP_IS_RUNNING = 1, N_PROPS };
enum { CHANGED, ORIGINAL_PAINTED, PREDICTED, FAILED, WANTED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* The steps of one input before a change, and after it. */
typedef struct {
  LensEdits *edits; /* borrowed: its history holds this */
  LensItem *item;   /* owned */
  LensEdit *edit;   /* borrowed from the edits, which keep it */
  GPtrArray *before, *after;
  guint place_before, place_after;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->item);
  g_ptr_array_unref (change->before);
  g_ptr_array_unref (change->after);
  g_free (change);
}

/* ---- telling ---- */

void
lens_edits_tell_changed (LensEdits *self)
{
  lens_edits_update_painted (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_edits_tell_painted (LensEdits *self, const GdkRectangle *part)
{
  g_signal_emit (self, signals[ORIGINAL_PAINTED], 0, part);
}

/* With nothing changed the input is the untouched one, whoever was asked about it. */
void
lens_edits_tell_predicted (LensEdits *self, DermPrediction *prediction)
{
  const guint8 *rgb = derm_input_get_rgb (derm_prediction_get_input (prediction));
  gboolean is_untouched = memcmp (rgb, lens_edits_get_untouched_rgb (self), lens_edits_get_n_bytes (self)) == 0;

  g_signal_emit (self, signals[PREDICTED], 0, is_untouched ? self->untouched : prediction);
}

void
lens_edits_tell_failed (LensEdits *self, const char *reason)
{
  g_signal_emit (self, signals[FAILED], 0, reason);
}

void
lens_edits_set_running (LensEdits *self, GCancellable *running)
{
  if (g_set_object (&self->running, running))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

/* ---- the edits of an image ---- */

static GPtrArray *
list_edits (LensEdits *self, LensItem *item)
{
  return item != NULL ? g_hash_table_lookup (self->items, item) : NULL;
}

/* The input that the image's answer is of: another recipe or crop may make another than the one that was painted on. */
static DermInput *
find_input (LensEdits *self, LensItem *item)
{
  DermPrediction *prediction = item == self->item ? self->untouched : lens_item_get_prediction (item);

  return prediction != NULL ? derm_prediction_get_input (prediction) : NULL;
}

static gboolean
holds (const LensEdit *edit, DermInput *input)
{
  GBytes *rgb = lens_edit_get_untouched (edit);
  g_autoptr (GBytes) now = input != NULL ? derm_input_get_bytes (input) : NULL;

  return now != NULL && g_bytes_equal (rgb, now);
}

static LensEdit *
find_edit (LensEdits *self)
{
  GPtrArray *edits = list_edits (self, self->item);

  for (guint i = 0; edits != NULL && i < edits->len; i++)
    if (holds (edits->pdata[i], lens_edits_get_input (self)))
      return edits->pdata[i];

  return NULL;
}

/* The row says of its answer that there is an edited one beside it: paint that is put aside has none. */
static void
update_item (LensEdits *self, LensItem *item)
{
  GPtrArray *edits = list_edits (self, item);
  gboolean is_edited = FALSE;

  for (guint i = 0; edits != NULL && i < edits->len; i++)
    is_edited
        = is_edited || (lens_edit_is_edited (edits->pdata[i]) && holds (edits->pdata[i], find_input (self, item)));
  lens_item_set_edited (item, is_edited);
}

static void
on_item_changed (LensItem *item, LensEdits *self)
{
  update_item (self, item);
}

static LensEdit *
ensure_edit (LensEdits *self)
{
  GPtrArray *edits = list_edits (self, self->item);
  g_autoptr (GBytes) rgb = NULL;

  if (self->edit != NULL)
    return self->edit;
  if (edits == NULL)
    {
      edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lens_edit_free);
      g_hash_table_insert (self->items, g_object_ref (self->item), edits);
      g_signal_connect_object (self->item, "changed", G_CALLBACK (on_item_changed), self, 0);
    }
  rgb = derm_input_get_bytes (lens_edits_get_input (self));
  self->edit = lens_edit_new (rgb);
  g_ptr_array_add (edits, self->edit);

  return self->edit;
}

/* The input on screen is at another step. */
static void
announce (LensEdits *self)
{
  update_item (self, self->item);
  lens_edits_tell_changed (self);
  if (lens_edits_get_prediction (self) != NULL)
    lens_edits_tell_predicted (self, lens_edits_get_prediction (self));
  lens_edits_request (self);
}

/* Steps that follow on those stay: one sees what can be done again. */
static gboolean
begins_with (const GPtrArray *steps, const GPtrArray *others)
{
  return steps->len >= others->len && memcmp (steps->pdata, others->pdata, others->len * sizeof (gpointer)) == 0;
}

static void
on_history (gboolean is_undo, gpointer data)
{
  Change *change = data;
  LensEdits *self = change->edits;

  GPtrArray *steps = is_undo ? change->before : change->after;

  lens_edit_set (change->edit, begins_with (change->edit->steps, steps) ? change->edit->steps : steps,
                 is_undo ? change->place_before : change->place_after);
  if (change->edit == self->edit)
    {
      announce (self);
      return;
    }
  update_item (self, change->item);
  if (change->item == self->item)
    lens_edits_tell_changed (self); /* what is aside is another */
  else
    g_signal_emit (self, signals[WANTED], 0, change->item);
}

static void
change_to (LensEdits *self, GPtrArray *steps, guint place)
{
  LensEdit *edit = ensure_edit (self);
  Change *change = g_new0 (Change, 1);

  change->edits = self;
  change->item = g_object_ref (self->item);
  change->edit = edit;
  change->before = g_ptr_array_ref (edit->steps);
  change->place_before = edit->place;
  change->after = g_ptr_array_ref (steps);
  change->place_after = place;
  lens_edit_set (edit, steps, place);
  lens_history_push (self->history, on_history, change, change_free);
  announce (self);
}

void
lens_edits_add_step (LensEdits *self, LensEditKind kind, GBytes *rgb)
{
  const LensEdit *edit = ensure_edit (self);
  const LensEditStep *now = lens_edit_get_step (edit, kind == LENS_EDIT_UNTOUCHED ? 0 : edit->place);

  lens_edits_push_step (self, lens_edit_step_new (kind, rgb, now->made, now->strokes));
}

void
lens_edits_push_step (LensEdits *self, LensEditStep *step)
{
  g_autoptr (GPtrArray) steps = NULL;

  if (self->latest != NULL
      && memcmp (derm_input_get_rgb (derm_prediction_get_input (self->latest)), g_bytes_get_data (step->rgb, NULL),
                 lens_edits_get_n_bytes (self))
             == 0)
    step->prediction = g_object_ref (self->latest);
  steps = lens_edit_list_with (ensure_edit (self), step);
  lens_edit_step_unref (step);
  change_to (self, steps, steps->len - 1);
}

/* ---- the object ---- */

/* What was said of the painted pixels is outdated. */
static void
on_reading_changed (LensEdits *self)
{
  GHashTableIter iter;
  gpointer value;

  lens_edits_stop_request (self);
  g_clear_object (&self->latest);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const GPtrArray *edits = value;

      for (guint i = 0; i < edits->len; i++)
        {
          const LensEdit *edit = edits->pdata[i];

          for (guint j = 0; j < edit->steps->len; j++)
            g_clear_object (&lens_edit_get_step (edit, j)->prediction);
        }
    }
}

static void
lens_edits_dispose (GObject *object)
{
  LensEdits *self = LENS_EDITS (object);

  lens_edits_stop_request (self);
  self->edit = NULL;
  g_hash_table_remove_all (self->items);
  lens_edits_leave_stroke (self);
  g_clear_object (&self->image);
  g_clear_object (&self->original);
  lens_edits_drop_painted (self);
  g_clear_object (&self->item);
  g_clear_object (&self->untouched);
  g_clear_object (&self->history);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (lens_edits_parent_class)->dispose (object);
}

static void
lens_edits_finalize (GObject *object)
{
  g_hash_table_unref (LENS_EDITS (object)->items);

  G_OBJECT_CLASS (lens_edits_parent_class)->finalize (object);
}

static void
lens_edits_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_RUNNING)
    g_value_set_boolean (value, lens_edits_is_running (LENS_EDITS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static guint
add_signal (LensEditsClass *klass, const char *name, GType type)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       type != G_TYPE_NONE ? 1 : 0, type);
}

static void
lens_edits_class_init (LensEditsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_edits_dispose;
  object_class->finalize = lens_edits_finalize;
  object_class->get_property = lens_edits_get_property;

  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", "Running", "Whether a request runs", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = add_signal (klass, "changed", G_TYPE_NONE);
  signals[ORIGINAL_PAINTED] = add_signal (klass, "original-painted", GDK_TYPE_RECTANGLE);
  signals[PREDICTED] = add_signal (klass, "predicted", DERM_TYPE_PREDICTION);
  signals[FAILED] = add_signal (klass, "failed", G_TYPE_STRING);
  signals[WANTED] = add_signal (klass, "wanted", LENS_TYPE_ITEM);
}

static void
lens_edits_init (LensEdits *self)
{
  self->items = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_ptr_array_unref);
}

LensEdits *
lens_edits_new (LensReading *reading, LensHistory *history)
{
  LensEdits *self = g_object_new (LENS_TYPE_EDITS, NULL);

  self->reading = g_object_ref (reading);
  self->history = g_object_ref (history);
  g_signal_connect_object (reading, "changed", G_CALLBACK (on_reading_changed), self, G_CONNECT_SWAPPED);

  return self;
}

/* ---- what is on screen ---- */

void
lens_edits_set_subject (LensEdits *self, LensItem *item, DermPrediction *untouched)
{
  gboolean has_subject = item != NULL && untouched != NULL;
  g_autoptr (LensItem) left = NULL;

  g_return_if_fail (LENS_IS_EDITS (self));

  lens_edits_settle (self);
  lens_edits_stop_request (self);
  if (!has_subject)
    {
      item = NULL;
      untouched = NULL;
    }
  g_set_object (&left, self->item);
  g_set_object (&self->item, item);
  g_set_object (&self->untouched, untouched);
  self->edit = find_edit (self);
  if (left != NULL && left != item)
    update_item (self, left);
  if (item != NULL)
    update_item (self, item);
  lens_edits_tell_changed (self);
  lens_edits_request (self);
}

DermInput *
lens_edits_get_input (LensEdits *self)
{
  return self->untouched != NULL ? derm_prediction_get_input (self->untouched) : NULL;
}

gsize
lens_edits_get_n_bytes (LensEdits *self)
{
  return (gsize) 3 * (gsize) lens_edits_get_width (self) * (gsize) lens_edits_get_height (self);
}

DermPrediction *
lens_edits_get_untouched (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), NULL);

  return self->untouched;
}

DermPrediction *
lens_edits_get_prediction (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), NULL);

  if (self->stroke != NULL && self->latest != NULL)
    return self->latest;

  return self->edit != NULL ? lens_edits_get_step_prediction (self, self->edit->place) : self->untouched;
}

const guint8 *
lens_edits_get_rgb (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), NULL);

  if (self->stroke != NULL)
    return self->stroke;
  if (self->edit != NULL)
    return g_bytes_get_data (lens_edit_get_step (self->edit, self->edit->place)->rgb, NULL);

  return lens_edits_get_untouched_rgb (self);
}

const guint8 *
lens_edits_get_untouched_rgb (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), NULL);

  return self->untouched != NULL ? derm_input_get_rgb (lens_edits_get_input (self)) : NULL;
}

int
lens_edits_get_width (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), 0);

  return self->untouched != NULL ? derm_input_get_width (lens_edits_get_input (self)) : 0;
}

int
lens_edits_get_height (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), 0);

  return self->untouched != NULL ? derm_input_get_height (lens_edits_get_input (self)) : 0;
}

guint
lens_edits_count_changed (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), 0);

  if (self->untouched == NULL)
    return 0;

  return lens_paint_count_different (lens_edits_get_rgb (self), lens_edits_get_untouched_rgb (self),
                                     lens_edits_get_n_bytes (self) / 3);
}

gboolean
lens_edits_has_aside (LensEdits *self)
{
  GPtrArray *edits;

  g_return_val_if_fail (LENS_IS_EDITS (self), FALSE);

  edits = list_edits (self, self->item);
  for (guint i = 0; edits != NULL && i < edits->len; i++)
    if (edits->pdata[i] != self->edit && lens_edit_is_edited (edits->pdata[i]))
      return TRUE;

  return FALSE;
}

gboolean
lens_edits_has_any (LensEdits *self, LensItem *item)
{
  GPtrArray *edits;

  g_return_val_if_fail (LENS_IS_EDITS (self), FALSE);

  edits = list_edits (self, item);
  for (guint i = 0; edits != NULL && i < edits->len; i++)
    if (lens_edit_is_painted (edits->pdata[i]))
      return TRUE;

  return FALSE;
}

/* ---- steps ---- */

guint
lens_edits_get_n_steps (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), 0);

  return self->edit != NULL ? self->edit->steps->len : self->untouched != NULL;
}

guint
lens_edits_get_place (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), 0);

  return self->edit != NULL ? self->edit->place : 0;
}

void
lens_edits_set_place (LensEdits *self, guint place)
{
  g_return_if_fail (LENS_IS_EDITS (self));

  lens_edits_settle (self);
  if (self->edit == NULL || place == self->edit->place || place >= self->edit->steps->len)
    return;
  change_to (self, self->edit->steps, place);
}

LensEditKind
lens_edits_get_kind (LensEdits *self, guint place)
{
  g_return_val_if_fail (place < lens_edits_get_n_steps (self), LENS_EDIT_UNTOUCHED);

  return self->edit != NULL ? lens_edit_get_step (self->edit, place)->kind : LENS_EDIT_UNTOUCHED;
}

const guint8 *
lens_edits_get_step_rgb (LensEdits *self, guint place)
{
  g_return_val_if_fail (place < lens_edits_get_n_steps (self), NULL);

  if (self->edit == NULL)
    return lens_edits_get_untouched_rgb (self);

  return g_bytes_get_data (lens_edit_get_step (self->edit, place)->rgb, NULL);
}

DermPrediction *
lens_edits_get_step_prediction (LensEdits *self, guint place)
{
  const LensEditStep *step;

  g_return_val_if_fail (place < lens_edits_get_n_steps (self), NULL);

  if (self->edit == NULL)
    return self->untouched;
  step = lens_edit_get_step (self->edit, place);

  return g_bytes_equal (step->rgb, lens_edit_get_untouched (self->edit)) ? self->untouched : step->prediction;
}

gboolean
lens_edits_is_running (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), FALSE);

  return self->running != NULL;
}
