/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-condition.h"

#include <math.h>
#include <string.h>

struct _LensCondition {
  grefcount n_references;
  LensAbout about;
  char *name;        /* owned */
  GPtrArray *values; /* owned, sorted, NULL at the end; or NULL */
  double from, to;
  GHashTable *keys; /* owned, of GFile; or NULL */
};

G_DEFINE_BOXED_TYPE (LensCondition, lens_condition, lens_condition_ref, lens_condition_unref)

LensCondition *
lens_condition_ref (LensCondition *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->n_references);

  return self;
}

void
lens_condition_unref (LensCondition *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->n_references))
    return;
  g_free (self->name);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_free (self);
}

static LensCondition *
new_condition (LensTopic topic)
{
  LensCondition *self = g_new0 (LensCondition, 1);

  g_ref_count_init (&self->n_references);
  self->about = topic.about;
  self->name = g_strdup (topic.name != NULL ? topic.name : "");

  return self;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

LensCondition *
lens_condition_new (LensTopic topic, const char *const *values)
{
  LensCondition *self;

  g_return_val_if_fail (!lens_about_is_range (topic.about) && topic.about != LENS_ABOUT_ITEMS, NULL);
  g_return_val_if_fail (values != NULL && values[0] != NULL, NULL);

  self = new_condition (topic);
  self->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; values[i] != NULL; i++)
    if (!g_strv_contains (values + i + 1, values[i]))
      g_ptr_array_add (self->values, g_strdup (values[i]));
  g_ptr_array_sort (self->values, compare_values);
  g_ptr_array_add (self->values, NULL);

  return self;
}

LensCondition *
lens_condition_new_value (LensTopic topic, const char *value)
{
  return lens_condition_new (topic, (const char *const[]){ value, NULL });
}

LensCondition *
lens_condition_new_range (LensTopic topic, double from, double to)
{
  LensCondition *self;

  g_return_val_if_fail (lens_about_is_range (topic.about), NULL);

  if (!(from <= to))
    return NULL;
  self = new_condition (topic);
  self->from = from;
  self->to = to;

  return self;
}

LensCondition *
lens_condition_new_items (const char *name, GPtrArray *items)
{
  LensCondition *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  self = new_condition ((LensTopic){ LENS_ABOUT_ITEMS, name });
  self->keys = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);
  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (self->keys, g_object_ref (lens_item_get_key (items->pdata[i])));

  return self;
}

LensTopic
lens_condition_get_topic (LensCondition *self)
{
  return (LensTopic){ self->about, self->name };
}

gboolean
lens_condition_is_about (LensCondition *self, LensTopic topic)
{
  return lens_topic_is_equal (lens_condition_get_topic (self), topic);
}

static gboolean
has_same_keys (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (b, key))
      return FALSE;

  return TRUE;
}

gboolean
lens_condition_is_equal (LensCondition *self, LensCondition *other)
{
  if (self == other)
    return TRUE;
  if (!lens_condition_is_about (self, lens_condition_get_topic (other)))
    return FALSE;
  if (self->keys != NULL)
    return has_same_keys (self->keys, other->keys);
  if (self->values != NULL)
    return g_strv_equal (lens_condition_get_values (self), lens_condition_get_values (other));

  return self->from == other->from && self->to == other->to;
}

const char *const *
lens_condition_get_values (LensCondition *self)
{
  return self->values != NULL ? (const char *const *) self->values->pdata : NULL;
}

/* Codes of classes count whatever their case. */
static gboolean
is_same_value (LensAbout about, const char *a, const char *b)
{
  if (about == LENS_ABOUT_TRUTH || about == LENS_ABOUT_ANSWER || about == LENS_ABOUT_PAIR)
    return g_ascii_strcasecmp (a, b) == 0;

  return g_str_equal (a, b);
}

gboolean
lens_condition_has_value (LensCondition *self, const char *value)
{
  for (guint i = 0; self->values != NULL && i + 1 < self->values->len; i++)
    if (is_same_value (self->about, self->values->pdata[i], value))
      return TRUE;

  return FALSE;
}

static gboolean
has_folder (LensCondition *self, const char *folder)
{
  for (guint i = 0; i + 1 < self->values->len; i++)
    if (lens_folder_is_in (folder, self->values->pdata[i]))
      return TRUE;

  return FALSE;
}

void
lens_condition_get_range (LensCondition *self, double *from, double *to)
{
  *from = self->from;
  *to = self->to;
}

guint
lens_condition_get_n_items (LensCondition *self)
{
  return self->keys != NULL ? g_hash_table_size (self->keys) : 0;
}

gboolean
lens_condition_matches (LensCondition *self, LensItem *item)
{
  const char *values[LENS_MAX_VALUES];
  LensTopic topic = lens_condition_get_topic (self);
  double number;
  guint n;

  if (self->keys != NULL)
    return g_hash_table_contains (self->keys, lens_item_get_key (item));
  if (self->values == NULL)
    return lens_topic_get_number (topic, item, &number) && number >= self->from && number <= self->to;

  n = lens_topic_list_values (topic, item, values);
  for (guint i = 0; i < n; i++)
    if (self->about == LENS_ABOUT_FOLDER ? has_folder (self, values[i]) : lens_condition_has_value (self, values[i]))
      return TRUE;

  return FALSE;
}

/* ---- for other programs ---- */

static void
append_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (number))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.10g", number));
}

void
lens_append_quoted (GString *text, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  g_string_append_printf (text, "\"%s\"", doubled);
}

/* A comma, a semicolon or a sign of this format in a value does not end it. */
static void
append_value (GString *text, const char *value)
{
  if (*value != '\0' && strpbrk (value, ",;=\"") == NULL)
    g_string_append (text, value);
  else
    lens_append_quoted (text, value);
}

static void
append_values (GString *text, LensCondition *self)
{
  for (guint i = 0; i + 1 < self->values->len; i++)
    {
      g_autofree char *truth = NULL, *answer = NULL;

      g_string_append (text, i > 0 ? "," : "");
      if (self->about == LENS_ABOUT_PAIR && lens_pair_split (self->values->pdata[i], &truth, &answer))
        g_string_append_printf (text, "%s>%s", truth, answer);
      else
        append_value (text, self->values->pdata[i]);
    }
}

char *
lens_condition_format (LensCondition *self, gboolean is_hiding_names)
{
  static const char *const ids[LENS_N_ABOUTS] = { "truth", "answer", "truth>answer", "verdict", "score", "gate",
                                                  "flag",  "folder", "column",       "column",  "images" };
  GString *text = g_string_new (ids[self->about]);

  if (self->keys != NULL)
    g_string_append_printf (text, "=%u", g_hash_table_size (self->keys));
  if (is_hiding_names && (self->about == LENS_ABOUT_FOLDER || self->about == LENS_ABOUT_ITEMS))
    return g_string_free (text, FALSE);
  if (*self->name != '\0')
    g_string_append_printf (text, "[%s]", self->name);
  if (self->keys != NULL)
    return g_string_free (text, FALSE);
  g_string_append_c (text, '=');
  if (self->values != NULL)
    append_values (text, self);
  else
    {
      append_number (text, self->from);
      g_string_append (text, "..");
      append_number (text, self->to);
    }

  return g_string_free (text, FALSE);
}
