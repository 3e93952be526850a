/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "file-kind.h"
#include "model-description.h"
#include "model-labels.h"
#include "model-names.h"
#include "model-source.h"
#include "tensor-names.h"
#include "torch-file.h"

static const char safetensors_format[] = "safetensors";

/* Members of a description. Those of a file that does not say that it is one are another program's. */
static const char *const description[] = { "layers", "classes", "recipe", "calibration", "domain", "card" };

/* ---- tensors ---- */

static GPtrArray *
list_tensor_names (DermSafetensors *file)
{
  GPtrArray *names = g_ptr_array_new ();
  guint n;
  const DermTensor *tensors = derm_safetensors_get_tensors (file, &n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer) tensors[i].name);
  return names;
}

/* Takes what stands before the chosen network's names away, and keeps what stands before those of others. */
static void
strip (DermModelSource *source, const TorchWish *wish, const char *prefix)
{
  g_autoptr (GPtrArray) names = list_tensor_names (source->file);
  g_auto (GStrv) prefixes = derm_tensor_names_find_networks (names, wish->anchor);
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();

  for (char **other = prefixes; *other != NULL; other++)
    if (!g_str_equal (*other, prefix))
      g_strv_builder_add (others, *other);
  source->other_prefixes = g_strv_builder_end (others);
  derm_safetensors_strip (source->file, prefix);
}

/* The networks in a safetensors file, by what stands before their names. */
static gboolean
choose_network (DermModelSource *source, const TorchWish *wish, GError **error)
{
  g_autoptr (GPtrArray) names = list_tensor_names (source->file);
  g_auto (GStrv) prefixes = derm_tensor_names_find_networks (names, wish->anchor);
  g_autofree char *prefix = NULL;
  int chosen;

  source->weights_keys = derm_tensor_names_make_keys (prefixes);
  chosen = derm_tensor_names_find_key (source->weights_keys, wish->key, error);
  if (chosen < 0)
    return FALSE;
  source->weights_chosen = (guint) chosen;
  prefix = *prefixes != NULL ? g_strdup (prefixes[chosen]) : derm_tensor_names_find_wrapper (names);
  strip (source, wish, prefix);
  return TRUE;
}

/* A file that describes itself has one network, under the names that it says. */
static gboolean
choose_only (DermModelSource *source, const TorchWish *wish, GError **error)
{
  static const char *const whole[] = { "root", NULL };

  source->weights_keys = g_strdupv ((char **) whole);
  return derm_tensor_names_find_key (source->weights_keys, wish->key, error) >= 0;
}

/* Metadata of a file of tensors alone: texts, of which some hold values. (transfer full) */
static JsonNode *
read_metadata (DermSafetensors *file)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *metadata = derm_safetensors_get_all_metadata (file), *notes = json_object_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (metadata != NULL)
    {
      json_object_iter_init_ordered (&iter, metadata);
      while (json_object_iter_next_ordered (&iter, &key, &value))
        json_object_set_member (notes, key, json_node_ref (value));
    }
  json_node_take_object (node, notes);
  return node;
}

static gboolean
open_safetensors (DermModelSource *source, const TorchWish *wish, JsonNode **notes, GError **error)
{
  source->format = safetensors_format;
  source->file = derm_safetensors_new (source->bytes, error);
  if (source->file == NULL)
    return FALSE;
  source->is_described = derm_safetensors_get_metadata (source->file, "dermlens") != NULL
                         || derm_safetensors_get_metadata (source->file, "layers") != NULL;
  if (source->is_described)
    return choose_only (source, wish, error);
  *notes = read_metadata (source->file);
  for (guint i = 0; i < G_N_ELEMENTS (description); i++)
    derm_safetensors_set_metadata (source->file, description[i], NULL);
  return choose_network (source, wish, error);
}

static gboolean
open_torch (DermModelSource *source, const TorchWish *wish, JsonNode **notes, GError **error)
{
  gboolean is_zip = derm_torch_is_zip (source->bytes);
  g_auto (TorchContent) content = { 0 };

  if (is_zip ? !derm_torch_read_zip (source->bytes, wish, &content, error)
             : !derm_torch_read_legacy (source->bytes, wish, &content, error))
    return FALSE;
  source->format = !is_zip ? "pytorch-legacy" : content.is_script ? "torchscript" : "pytorch";
  source->file = derm_safetensors_new (content.tensors, error);
  if (source->file == NULL)
    return FALSE;
  strip (source, wish, content.prefix);
  source->weights_keys = g_steal_pointer (&content.keys);
  source->weights_chosen = content.chosen;
  for (char **name = content.others; name != NULL && *name != NULL; name++)
    g_ptr_array_add (source->other_tensors, g_strdup (*name));
  *notes = g_steal_pointer (&content.notes);
  return TRUE;
}

static gboolean
open_tensors (DermModelSource *source, const TorchWish *wish, JsonNode **notes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (source->bytes, &size);
  const char *reason = derm_file_kind_get_reason (derm_file_kind_find (data, size));

  if (reason != NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, reason);
      return FALSE;
    }
  if (derm_torch_is_zip (source->bytes) || derm_torch_is_legacy (source->bytes))
    return open_torch (source, wish, notes, error);
  return open_safetensors (source, wish, notes, error);
}

/* ---- labels ---- */

static gboolean
take_labels_file (DermModelSource *source, const char *path, GError **error)
{
  g_auto (GStrv) codes = derm_labels_read (path, error);

  if (codes == NULL)
    return FALSE;
  source->labels_path = g_strdup (path);
  derm_description_set_codes (source->file, (const char *const *) codes);
  return TRUE;
}

/* The list beside the file contradicts the file itself, which wins. */
static void
compare_with (DermModelSource *source, const char *path, char **codes)
{
  g_auto (GStrv) others = derm_labels_read (path, NULL);
  g_autofree char *name = g_filename_display_basename (path);

  if (others == NULL || !g_strv_equal ((const char *const *) others, (const char *const *) codes))
    /* Translators: the name of a file beside the model's, and the member of the model's file that holds its labels */
    g_ptr_array_add (source->remarks,
                     g_strdup_printf (_ ("%s beside the file is not used: “%s” in the file contradicts it."), name,
                                      source->labels_key));
}

/* From what the file says itself, or from the list beside it. */
static gboolean
find_labels (DermModelSource *source, const char *path, DermNotes *notes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *beside = g_build_filename (folder, "labels.json", NULL);
  gboolean is_beside = g_file_test (beside, G_FILE_TEST_EXISTS);

  if (notes->codes == NULL)
    return !is_beside || take_labels_file (source, beside, error);
  source->labels_key = g_strdup (notes->codes_key);
  derm_description_set_codes (source->file, (const char *const *) notes->codes);
  if (is_beside)
    compare_with (source, beside, notes->codes);
  return TRUE;
}

/* Of weights whose file does not describe them. */
static gboolean
read_notes (DermModelSource *source, const DermModelFiles *files, JsonNode *members, GError **error)
{
  gboolean has_classes = derm_safetensors_get_metadata (source->file, "classes") != NULL;
  g_auto (DermNotes) notes = { 0 };

  derm_notes_read (&notes, members != NULL ? json_node_get_object (members) : NULL,
                   derm_description_count_outputs (source->file));
  if (notes.mean_key != NULL)
    {
      source->mean_key = g_steal_pointer (&notes.mean_key);
      memcpy (source->mean, notes.mean, sizeof notes.mean);
      memcpy (source->std, notes.std, sizeof notes.std);
    }
  if (files->labels_path != NULL)
    return take_labels_file (source, files->labels_path, error);
  if (has_classes) /* of the card */
    return TRUE;
  for (guint i = 0; i < notes.remarks->len; i++)
    g_ptr_array_add (source->remarks, g_strdup (notes.remarks->pdata[i]));
  return find_labels (source, files->path, &notes, error);
}

/* ---- all together ---- */

/* A layer that the network has, by the card. */
static char *
find_anchor (JsonNode *card)
{
  JsonNode *layers = card != NULL ? json_object_get_member (json_node_get_object (card), "layers") : NULL;
  g_autofree char *text = NULL;

  if (layers == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (layers) && json_node_get_value_type (layers) == G_TYPE_STRING)
    return derm_description_find_anchor (json_node_get_string (layers));
  text = json_to_string (layers, FALSE);
  return derm_description_find_anchor (text);
}

static gboolean
complete (DermModelSource *source, const DermModelFiles *files, JsonNode *notes, GError **error)
{
  g_autofree char *name = g_filename_display_basename (files->path);

  source->assumed = derm_description_complete_layers (source->file, error);
  if (source->assumed == NULL || !read_notes (source, files, notes, error))
    return FALSE;
  source->has_own_labels = derm_safetensors_get_metadata (source->file, "classes") != NULL;
  derm_description_complete (source->file, name);
  return TRUE;
}

gboolean
derm_model_source_open (DermModelSource *source, GBytes *bytes, const DermModelFiles *files, GError **error)
{
  g_autoptr (JsonNode) card = NULL, notes = NULL;
  g_autofree char *anchor = NULL;

  source->bytes = g_bytes_ref (bytes);
  source->other_tensors = g_ptr_array_new_with_free_func (g_free);
  source->remarks = g_ptr_array_new_with_free_func (g_free);
  if (files->card_path != NULL && (card = derm_description_read (files->card_path, error)) == NULL)
    return FALSE;
  anchor = find_anchor (card);
  if (!open_tensors (source, &(TorchWish){ anchor, files->weights_key }, &notes, error)
      || (card != NULL && !derm_description_override (source->file, card, error)))
    return FALSE;
  source->has_card = source->is_described || card != NULL;
  if (!source->is_described)
    return complete (source, files, notes, error);
  source->has_own_labels = TRUE;
  return files->labels_path == NULL || take_labels_file (source, files->labels_path, error);
}

void
derm_model_source_clear (DermModelSource *source)
{
  g_clear_pointer (&source->file, derm_safetensors_free);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_clear_pointer (&source->labels_path, g_free);
  g_clear_pointer (&source->labels_key, g_free);
  g_clear_pointer (&source->assumed, g_free);
  g_clear_pointer (&source->weights_keys, g_strfreev);
  g_clear_pointer (&source->other_prefixes, g_strfreev);
  g_clear_pointer (&source->other_tensors, g_ptr_array_unref);
  g_clear_pointer (&source->remarks, g_ptr_array_unref);
  g_clear_pointer (&source->mean_key, g_free);
}
