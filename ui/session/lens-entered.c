/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-entered.h"

typedef struct {
  char *name;
  LensLeave leave;
  gpointer data; /* borrowed */
} Way;

struct _LensEntered {
  GObject parent_instance;

  GPtrArray *ways;  /* of Way: all that can be entered */
  GPtrArray *order; /* of Way, borrowed from ways: what is entered, last at the end */
  guint n_changes;
};

G_DEFINE_FINAL_TYPE (LensEntered, lens_entered, G_TYPE_OBJECT)

enum { PROP_LAST = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
way_free (gpointer data)
{
  Way *way = data;

  g_free (way->name);
  g_free (way);
}

static void
lens_entered_finalize (GObject *object)
{
  LensEntered *self = LENS_ENTERED (object);

  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->ways);

  G_OBJECT_CLASS (lens_entered_parent_class)->finalize (object);
}

static void
lens_entered_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LAST)
    g_value_set_string (value, lens_entered_get_last (LENS_ENTERED (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_entered_class_init (LensEnteredClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lens_entered_finalize;
  object_class->get_property = lens_entered_get_property;
  properties[PROP_LAST]
      = g_param_spec_string ("last", "Last", "What is left first", NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lens_entered_init (LensEntered *self)
{
  self->ways = g_ptr_array_new_with_free_func (way_free);
  self->order = g_ptr_array_new ();
}

static Way *
find (LensEntered *self, const char *name)
{
  for (guint i = 0; i < self->ways->len; i++)
    {
      Way *way = self->ways->pdata[i];

      if (g_str_equal (way->name, name))
        return way;
    }

  return NULL;
}

static void
tell (LensEntered *self)
{
  self->n_changes++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST]);
}

LensEntered *
lens_entered_new (void)
{
  return g_object_new (LENS_TYPE_ENTERED, NULL);
}

void
lens_entered_add (LensEntered *self, const char *name, LensLeave leave, gpointer data)
{
  Way *way;

  g_return_if_fail (LENS_IS_ENTERED (self));
  g_return_if_fail (name != NULL && leave != NULL);
  g_return_if_fail (find (self, name) == NULL);

  way = g_new (Way, 1);
  *way = (Way){ g_strdup (name), leave, data };
  g_ptr_array_add (self->ways, way);
}

void
lens_entered_set (LensEntered *self, const char *name, gboolean is_entered)
{
  Way *way;

  g_return_if_fail (LENS_IS_ENTERED (self));

  way = find (self, name);
  g_return_if_fail (way != NULL);

  if (is_entered == g_ptr_array_find (self->order, way, NULL))
    return;
  if (is_entered)
    g_ptr_array_add (self->order, way);
  else
    g_ptr_array_remove (self->order, way);
  tell (self);
}

void
lens_entered_raise (LensEntered *self, const char *name)
{
  Way *way;

  g_return_if_fail (LENS_IS_ENTERED (self));

  way = find (self, name);
  g_return_if_fail (way != NULL);

  g_ptr_array_remove (self->order, way);
  g_ptr_array_add (self->order, way);
  tell (self);
}

const char *
lens_entered_get_last (LensEntered *self)
{
  Way *way;

  g_return_val_if_fail (LENS_IS_ENTERED (self), NULL);

  if (self->order->len == 0)
    return NULL;
  way = self->order->pdata[self->order->len - 1];

  return way->name;
}

gboolean
lens_entered_is_in (LensEntered *self, const char *name)
{
  g_return_val_if_fail (LENS_IS_ENTERED (self), FALSE);

  return g_ptr_array_find (self->order, find (self, name), NULL);
}

/* What cannot be left, because it is gone already, does not stand in the way of what was entered before. */
void
lens_entered_leave_last (LensEntered *self)
{
  guint n_changes;
  Way *way;

  g_return_if_fail (LENS_IS_ENTERED (self));

  if (self->order->len == 0)
    return;
  n_changes = self->n_changes;
  way = self->order->pdata[self->order->len - 1];
  way->leave (way->data);
  if (self->n_changes == n_changes)
    lens_entered_set (self, way->name, FALSE);
}
