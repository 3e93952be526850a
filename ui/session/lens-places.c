/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-places-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (LensPlaces, lens_places, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { CHANGED, SETTINGS_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const colours[LENS_N_PLACES_COLOURS] = { "answer", "truth", "flag" };

void
lens_places_tell (LensPlaces *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
  lens_places_tell_working (self);
}

void
lens_places_tell_working (LensPlaces *self)
{
  gboolean is_working = lens_places_is_working (self);

  if (is_working == self->was_working)
    return;
  self->was_working = is_working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

static void
tell_settings (LensPlaces *self)
{
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
}

/* ---- how it is looked at ---- */

void
lens_places_set_axes (LensPlaces *self, int x, int y)
{
  g_return_if_fail (LENS_IS_PLACES (self));
  g_return_if_fail (x >= 0 && y >= 0 && x != y);

  if (x == self->axes[0] && y == self->axes[1])
    return;
  self->axes[0] = x;
  self->axes[1] = y;
  lens_places_place (self);
  tell_settings (self);
  lens_places_tell (self);
}

void
lens_places_get_axes (LensPlaces *self, int *x, int *y)
{
  *x = self->axes[0];
  *y = self->axes[1];
}

void
lens_places_set_colour (LensPlaces *self, LensPlacesColour colour)
{
  g_return_if_fail (LENS_IS_PLACES (self));
  g_return_if_fail ((guint) colour < LENS_N_PLACES_COLOURS);

  if (colour == self->colour)
    return;
  self->colour = colour;
  g_hash_table_remove_all (self->hidden); /* they were of other classes */
  tell_settings (self);
}

LensPlacesColour
lens_places_get_colour (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), LENS_PLACES_BY_ANSWER);

  return self->colour;
}

void
lens_places_set_covered (LensPlaces *self, gboolean is_covered)
{
  g_return_if_fail (LENS_IS_PLACES (self));

  if (is_covered == self->is_covered)
    return;
  self->is_covered = is_covered;
  tell_settings (self);
}

const char *
lens_places_colour_get_id (LensPlacesColour colour)
{
  g_return_val_if_fail ((guint) colour < LENS_N_PLACES_COLOURS, NULL);

  return colours[colour];
}

gboolean
lens_places_colour_from_id (const char *id, LensPlacesColour *colour)
{
  for (int i = 0; i < LENS_N_PLACES_COLOURS; i++)
    if (g_strcmp0 (id, colours[i]) == 0)
      {
        *colour = (LensPlacesColour) i;
        return TRUE;
      }

  return FALSE;
}

void
lens_places_set_lasso (LensPlaces *self, gboolean is_lasso)
{
  g_return_if_fail (LENS_IS_PLACES (self));

  if (is_lasso == self->is_lasso)
    return;
  self->is_lasso = is_lasso;
  tell_settings (self);
}

gboolean
lens_places_is_lasso (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), FALSE);

  return self->is_lasso;
}

static const char *
get_class (LensPlaces *self, LensItem *item)
{
  const char *class = NULL;

  if (self->colour == LENS_PLACES_BY_ANSWER)
    class = self->is_covered ? NULL : lens_item_get_answer (item);
  else if (self->colour == LENS_PLACES_BY_TRUTH)
    class = lens_item_get_truth (item);
  else
    class = lens_flag_get_id (lens_item_get_flag (item));

  return class != NULL ? class : "";
}

const char *
lens_places_get_class (LensPlaces *self, guint place)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), "");
  g_return_val_if_fail (place < lens_places_get_n (self), "");

  return get_class (self, self->items->pdata[place]);
}

static void
add_class (GStrvBuilder *classes, GHashTable *found, const char *class)
{
  if (g_hash_table_remove (found, class))
    g_strv_builder_add (classes, class);
}

GStrv
lens_places_list_classes (LensPlaces *self)
{
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  gboolean has_none;

  g_return_val_if_fail (LENS_IS_PLACES (self), NULL);

  for (guint i = 0; i < lens_places_get_n (self); i++)
    g_hash_table_add (found, (char *) lens_places_get_class (self, i));
  has_none = g_hash_table_remove (found, "");
  labels = lens_reading_dup_labels (self->parts.reading);
  for (guint i = 0; labels[i] != NULL; i++)
    add_class (classes, found, labels[i]);
  for (int flag = 1; flag < LENS_N_FLAGS; flag++)
    add_class (classes, found, lens_flag_get_id ((LensFlag) flag));
  for (guint i = 0; i < lens_places_get_n (self) && g_hash_table_size (found) > 0;
       i++) /* that the model does not have */
    add_class (classes, found, lens_places_get_class (self, i));
  if (has_none)
    g_strv_builder_add (classes, "");

  return g_strv_builder_end (classes);
}

void
lens_places_set_class_shown (LensPlaces *self, const char *code, gboolean is_shown)
{
  gboolean is_news;

  g_return_if_fail (LENS_IS_PLACES (self));
  g_return_if_fail (code != NULL);

  is_news = is_shown ? g_hash_table_remove (self->hidden, code) : g_hash_table_add (self->hidden, g_strdup (code));
  if (is_news)
    tell_settings (self);
}

gboolean
lens_places_is_class_shown (LensPlaces *self, const char *code)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), TRUE);

  return !g_hash_table_contains (self->hidden, code);
}

gboolean
lens_places_is_shown (LensPlaces *self, guint place)
{
  return !isnan (self->x[place]) && lens_places_is_class_shown (self, lens_places_get_class (self, place));
}

/* ---- what is known ---- */

LensPlacesState
lens_places_get_state (LensPlaces *self)
{
  guint n;

  g_return_val_if_fail (LENS_IS_PLACES (self), LENS_PLACES_NOTHING);

  n = lens_collection_get_n_all (self->parts.collection);
  if (!self->is_active || n == 0)
    return LENS_PLACES_NOTHING;
  if (self->error != NULL)
    return LENS_PLACES_REFUSED;
  if (self->atlas != NULL && self->is_final)
    return self->items->len < LENS_PLACES_LEAST ? LENS_PLACES_FEW : LENS_PLACES_DONE;
  if (self->atlas == NULL || self->items->len < LENS_PLACES_LEAST)
    return LENS_PLACES_WORKING;

  return LENS_PLACES_GROWING;
}

const char *
lens_places_get_error (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), NULL);

  return self->error;
}

gboolean
lens_places_is_working (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), FALSE);

  return self->update_id != 0 || self->cancellable != NULL;
}

DermAtlas *
lens_places_get_atlas (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), NULL);

  return self->atlas;
}

guint
lens_places_get_n (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), 0);

  return self->items != NULL ? self->items->len : 0;
}

LensItem *
lens_places_get_item (LensPlaces *self, guint place)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), NULL);
  g_return_val_if_fail (place < lens_places_get_n (self), NULL);

  return self->items->pdata[place];
}

int
lens_places_find (LensPlaces *self, LensItem *item)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), -1);

  if (item == NULL || self->indices == NULL)
    return -1;

  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, item)) - 1;
}

const double *
lens_places_get_x (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), NULL);

  return self->x;
}

const double *
lens_places_get_y (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), NULL);

  return self->y;
}

double
lens_places_get_share (LensPlaces *self)
{
  g_return_val_if_fail (LENS_IS_PLACES (self), 0);

  if (self->atlas == NULL)
    return 0;

  return derm_atlas_get_share (self->atlas, self->axes[0]) + derm_atlas_get_share (self->atlas, self->axes[1]);
}

/* ---- the object ---- */

static void
cancel (LensPlaces *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
lens_places_set_active (LensPlaces *self, gboolean is_active)
{
  g_return_if_fail (LENS_IS_PLACES (self));

  if (is_active == self->is_active || self->is_closed)
    return;
  self->is_active = is_active;
  cancel (self);
  if (is_active)
    lens_places_update (self);
  lens_places_tell (self);
}

void
lens_places_close (LensPlaces *self)
{
  g_return_if_fail (LENS_IS_PLACES (self));

  self->is_closed = TRUE;
  cancel (self);
  lens_places_tell_working (self);
}

static void
lens_places_dispose (GObject *object)
{
  LensPlaces *self = LENS_PLACES (object);

  cancel (self);
  lens_places_forget (self);
  g_clear_object (&self->parts.collection);
  g_clear_object (&self->parts.reading);
  g_clear_object (&self->parts.work);

  G_OBJECT_CLASS (lens_places_parent_class)->dispose (object);
}

static void
lens_places_finalize (GObject *object)
{
  g_free (LENS_PLACES (object)->error);
  g_hash_table_unref (LENS_PLACES (object)->hidden);

  G_OBJECT_CLASS (lens_places_parent_class)->finalize (object);
}

static void
lens_places_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, lens_places_is_working (LENS_PLACES (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_places_class_init (LensPlacesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = lens_places_dispose;
  object_class->finalize = lens_places_finalize;
  object_class->get_property = lens_places_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether places are worked out", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTINGS_CHANGED]
      = g_signal_new ("settings-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_places_init (LensPlaces *self)
{
  self->axes[1] = 1;
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

LensPlaces *
lens_places_new (const LensPlacesParts *parts)
{
  LensPlaces *self = g_object_new (LENS_TYPE_PLACES, NULL);
  const struct {
    gpointer part;
    const char *signal;
  } watched[] = {
    { parts->reading, "changed" },
    { parts->work, "progressed" },
    { parts->work, "failed" },
    { parts->collection, "items-changed" },
    { parts->work, "notify::is-working" },
    { parts->collection, "notify::n-waiting" },
  };

  self->parts = *parts;
  g_object_ref (self->parts.collection);
  g_object_ref (self->parts.reading);
  g_object_ref (self->parts.work);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (watched[i].part, watched[i].signal, G_CALLBACK (lens_places_update), self,
                             G_CONNECT_SWAPPED);

  return self;
}
