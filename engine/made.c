/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "made.h"

/* The type that this thread's derm_made_new() is making an object of. */
static _Thread_local GType making = G_TYPE_INVALID;

static GType
register_hidden (GType type)
{
  g_autofree char *name = g_strconcat (g_type_name (type), "Made", NULL);
  GTypeQuery query;

  g_type_query (type, &query);
  return g_type_register_static_simple (type, g_intern_string (name), query.class_size, NULL, query.instance_size, NULL,
                                        G_TYPE_FLAG_FINAL);
}

static GType
find_hidden (GType type)
{
  static GMutex lock;
  const GQuark quark = g_quark_from_static_string ("derm-made");
  GType hidden;

  g_mutex_lock (&lock);
  hidden = GPOINTER_TO_SIZE (g_type_get_qdata (type, quark));
  if (hidden == 0)
    {
      hidden = register_hidden (type);
      g_type_set_qdata (type, quark, GSIZE_TO_POINTER (hidden));
    }
  g_mutex_unlock (&lock);
  return hidden;
}

gpointer
derm_made_new (GType type)
{
  making = find_hidden (type);
  return g_object_new (making, NULL);
}

GObject *
derm_made_constructor (GType type, guint n_properties, GObjectConstructParam *properties)
{
  GObjectClass *parent = g_type_class_peek (G_TYPE_OBJECT);

  if (type != making)
    {
      g_critical ("a %s is made by its constructors, not by g_object_new()", g_type_name (type));
      return g_object_new (G_TYPE_OBJECT, NULL);
    }
  making = G_TYPE_INVALID;
  return parent->constructor (type, n_properties, properties);
}
