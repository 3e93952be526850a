/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The engine's objects are made and filled by their constructors: derm_image_new_from_file() and the like. Python and
 * other languages can call g_object_new() too, and every function would then meet an image without pixels. So each
 * class is abstract, which those languages refuse with an exception, and has derm_made_constructor() for its
 * `constructor`, which refuses subclasses; its own constructors call derm_made_new(). */

/* A new object of a hidden type derived from that one (transfer full). */
G_GNUC_INTERNAL gpointer derm_made_new (GType type);

/* Outside of derm_made_new() it gives a critical warning and an object of no type of ours, which all functions refuse.
 */
G_GNUC_INTERNAL GObject *derm_made_constructor (GType type, guint n_properties, GObjectConstructParam *properties);

G_END_DECLS
