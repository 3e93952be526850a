/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-failures.h"

#include <glib/gi18n.h>

/* TRANSLATORS: name of a file, and why it could not be opened */
#define REASON_FORMAT _ ("%s: %s")

struct _LensFailures {
  GObject parent_instance;

  GHashTable *expected; /* set of owned LensItem: of this opening */
  GPtrArray *failed;    /* owned LensItem, some of them */
  GPtrArray *refused;   /* owned char *, name and reason */
};

G_DEFINE_FINAL_TYPE (LensFailures, lens_failures, G_TYPE_OBJECT)

static void
lens_failures_finalize (GObject *object)
{
  LensFailures *self = LENS_FAILURES (object);

  g_hash_table_unref (self->expected);
  g_ptr_array_unref (self->failed);
  g_ptr_array_unref (self->refused);

  G_OBJECT_CLASS (lens_failures_parent_class)->finalize (object);
}

static void
lens_failures_class_init (LensFailuresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_failures_finalize;
}

static void
lens_failures_init (LensFailures *self)
{
  self->expected = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->failed = g_ptr_array_new_with_free_func (g_object_unref);
  self->refused = g_ptr_array_new_with_free_func (g_free);
}

LensFailures *
lens_failures_new (void)
{
  return g_object_new (LENS_TYPE_FAILURES, NULL);
}

void
lens_failures_begin (LensFailures *self)
{
  g_return_if_fail (LENS_IS_FAILURES (self));

  g_hash_table_remove_all (self->expected);
  g_ptr_array_set_size (self->failed, 0);
  g_ptr_array_set_size (self->refused, 0);
}

void
lens_failures_expect (LensFailures *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_FAILURES (self));

  g_hash_table_add (self->expected, g_object_ref (item));
}

gboolean
lens_failures_add (LensFailures *self, LensItem *item)
{
  g_return_val_if_fail (LENS_IS_FAILURES (self), FALSE);

  if (!g_hash_table_contains (self->expected, item))
    return FALSE;
  if (!g_ptr_array_find (self->failed, item, NULL))
    g_ptr_array_add (self->failed, g_object_ref (item));

  return TRUE;
}

void
lens_failures_refuse (LensFailures *self, const char *name, const char *reason)
{
  g_return_if_fail (LENS_IS_FAILURES (self));

  g_ptr_array_add (self->refused, g_strdup_printf (REASON_FORMAT, name, reason));
}

void
lens_failures_forget (LensFailures *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_FAILURES (self));

  g_ptr_array_remove (self->failed, item);
  g_hash_table_remove (self->expected, item);
}

guint
lens_failures_get_n (LensFailures *self)
{
  g_return_val_if_fail (LENS_IS_FAILURES (self), 0);

  return self->failed->len + self->refused->len;
}

char *
lens_failures_format (LensItem *item, LensNameFunc name_of, gpointer data)
{
  g_autofree char *name = name_of (item, data);

  return g_strdup_printf (REASON_FORMAT, name, lens_item_get_error (item));
}

char *
lens_failures_dup_list (LensFailures *self, LensNameFunc name_of, gpointer data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (LENS_IS_FAILURES (self), NULL);

  for (guint i = 0; i < self->failed->len; i++)
    {
      g_autofree char *line = lens_failures_format (g_ptr_array_index (self->failed, i), name_of, data);

      g_strv_builder_add (builder, line);
    }
  for (guint i = 0; i < self->refused->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->refused, i));
  lines = g_strv_builder_end (builder);

  return g_strjoinv ("\n", lines);
}
