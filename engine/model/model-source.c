/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "model-description.h"
#include "model-labels.h"
#include "model-source.h"
#include "torch-file.h"

static const char safetensors_format[] = "safetensors";

static gboolean
read_tensors (DermModelSource *source, GError **error)
{
  g_autoptr (GBytes) tensors = NULL;
  gboolean is_script = FALSE;

  if (derm_torch_is_zip (source->bytes))
    {
      tensors = derm_torch_read_zip (source->bytes, &is_script, error);
      source->format = is_script ? "torchscript" : "pytorch";
    }
  else if (derm_torch_is_legacy (source->bytes))
    {
      tensors = derm_torch_read_legacy (source->bytes, error);
      source->format = "pytorch-legacy";
    }
  else
    {
      tensors = g_bytes_ref (source->bytes);
      source->format = safetensors_format;
    }
  source->file = tensors != NULL ? derm_safetensors_new (tensors, error) : NULL;
  return source->file != NULL;
}

static gboolean
read_labels (DermModelSource *source, const char *path, const char *labels_path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *beside = g_build_filename (folder, "labels.json", NULL);
  g_auto (GStrv) codes = NULL;
  gboolean has_classes = derm_safetensors_get_metadata (source->file, "classes") != NULL;

  if (labels_path == NULL && (has_classes || !g_file_test (beside, G_FILE_TEST_EXISTS)))
    return TRUE;
  source->labels_path = g_strdup (labels_path != NULL ? labels_path : beside);
  codes = derm_labels_read (source->labels_path, error);
  if (codes == NULL)
    return FALSE;
  derm_description_set_codes (source->file, (const char *const *) codes);
  return TRUE;
}

static gboolean
read_card (DermModelSource *source, const char *card_path, GError **error)
{
  g_autoptr (JsonNode) card = card_path != NULL ? derm_description_read (card_path, error) : NULL;

  return card_path == NULL || (card != NULL && derm_description_override (source->file, card, error));
}

gboolean
derm_model_source_open (DermModelSource *source, GBytes *bytes, const char *path, const char *card_path,
                        const char *labels_path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  gboolean is_described;

  source->bytes = g_bytes_ref (bytes);
  if (!read_tensors (source, error))
    return FALSE;
  is_described = derm_safetensors_get_metadata (source->file, "dermlens") != NULL;
  source->has_card = is_described || card_path != NULL;
  if (!read_card (source, card_path, error))
    return FALSE;
  /* tensors alone, in our own format: nobody has said that they are meant as a model */
  if (!source->has_card && source->format == safetensors_format)
    return TRUE;
  if (!read_labels (source, path, labels_path, error))
    return FALSE;
  source->assumed = is_described ? NULL : derm_description_complete (source->file, name, error);
  return is_described || source->assumed != NULL;
}

void
derm_model_source_clear (DermModelSource *source)
{
  g_clear_pointer (&source->file, derm_safetensors_free);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_clear_pointer (&source->labels_path, g_free);
  g_clear_pointer (&source->assumed, g_free);
}
