/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explained.h"

typedef struct {
  char *key;
  DermExplanation *explanation; /* owned */
  double seconds;
} Entry;

struct _LensExplained {
  GHashTable *links; /* char *, borrowed from the entry -> GList * in entries */
  GQueue entries;    /* of Entry, asked for last first */
  guint max;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_object_unref (entry->explanation);
  g_free (entry);
}

LensExplained *
lens_explained_new (guint max)
{
  LensExplained *self = g_new0 (LensExplained, 1);

  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->entries);
  self->max = max;

  return self;
}

void
lens_explained_free (LensExplained *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->links);
  g_queue_clear_full (&self->entries, entry_free);
  g_free (self);
}

/* What the method does not use makes no other answer. */
static void
append_settings (GString *key, const DermExplainOptions *options)
{
  switch (options->method)
    {
    case DERM_METHOD_OCCLUSION:
      g_string_append_printf (key, "|patch %d %d", options->patch, options->baseline);
      break;
    case DERM_METHOD_INTEGRATED:
      g_string_append_printf (key, "|steps %d %d %d", options->steps, options->baseline,
                              options->baseline == DERM_BASELINE_BLUR ? options->patch : 0);
      break;
    case DERM_METHOD_SMOOTHGRAD:
      g_string_append_printf (key, "|copies %d %g %u", options->copies, options->noise, options->seed);
      break;
    case DERM_METHOD_GRADCAM:
      g_string_append_printf (key, "|layer %d", options->layer);
      break;
    case DERM_METHOD_GRADIENT:
    default:
      break;
    }
}

char *
lens_explained_dup_key (DermModel *model, DermInput *input, const DermExplainOptions *options, int draw)
{
  g_autofree char *recipe = NULL;
  GString *key = g_string_new (NULL);

  g_return_val_if_fail (options != NULL, NULL);

  recipe = derm_recipe_describe (derm_input_get_recipe (input));
  g_string_append_printf (key, "%s|%s|%s|%d %d %d %d", derm_model_get_sha256 (model), derm_input_get_sha256 (input),
                          recipe, options->method, options->target, options->views, draw);
  if (options->method != DERM_METHOD_OCCLUSION)
    g_string_append_printf (key, "|class %d", options->class_index);
  append_settings (key, options);

  return g_string_free (key, FALSE);
}

DermExplanation *
lens_explained_find (LensExplained *self, const char *key, double *seconds)
{
  GList *link;
  Entry *entry;

  g_return_val_if_fail (self != NULL, NULL);

  link = g_hash_table_lookup (self->links, key);
  if (link == NULL)
    return NULL;
  g_queue_unlink (&self->entries, link);
  g_queue_push_head_link (&self->entries, link);
  entry = link->data;
  if (seconds != NULL)
    *seconds = entry->seconds;

  return entry->explanation;
}

void
lens_explained_keep (LensExplained *self, const char *key, DermExplanation *explanation, double seconds)
{
  Entry *entry;

  g_return_if_fail (self != NULL);
  g_return_if_fail (DERM_IS_EXPLANATION (explanation));

  if (lens_explained_find (self, key, NULL) != NULL)
    return;
  entry = g_new (Entry, 1);
  *entry = (Entry){ g_strdup (key), g_object_ref (explanation), seconds };
  g_queue_push_head (&self->entries, entry);
  g_hash_table_insert (self->links, entry->key, self->entries.head);
  if (self->entries.length > self->max)
    {
      entry = g_queue_pop_tail (&self->entries);
      g_hash_table_remove (self->links, entry->key);
      entry_free (entry);
    }
}

guint
lens_explained_get_n (LensExplained *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries.length;
}
