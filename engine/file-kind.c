/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "file-kind.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static gboolean
has_bytes (const guint8 *data, gsize size, gsize at, const char *bytes, gsize length)
{
  return size >= at + length && memcmp (data + at, bytes, length) == 0;
}

/* The name in a zip archive's first header: PyTorch's archives begin with NAME/data.pkl or one of a few others. */
static gboolean
is_torch_zip (const guint8 *data, gsize size)
{
  static const char *const entries[]
      = { "data.pkl",      "version",        "byteorder",    ".format_version",       ".storage_alignment",
          "constants.pkl", "attributes.pkl", "bytecode.pkl", ".data/serialization_id" };
  g_autofree char *name = NULL;
  const char *rest;
  gsize length;

  if (!has_bytes (data, size, 0, "PK\3\4", 4) || size < 30)
    return FALSE;
  length = (gsize) data[26] | (gsize) data[27] << 8;
  name = g_strndup ((const char *) data + 30, MIN (length, size - 30));
  rest = strchr (name, '/');
  if (rest == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_str_equal (rest + 1, entries[i]))
      return TRUE;
  return g_str_has_prefix (rest + 1, "code/") || g_str_has_prefix (rest + 1, "data/")
         || g_str_has_prefix (rest + 1, "constants/") || g_str_has_prefix (rest + 1, "extra/");
}

/* Eight bytes of length, then JSON: an object of tensors or metadata by their names. */
static gboolean
is_safetensors (const guint8 *data, gsize size)
{
  guint64 length = 0;
  gsize at = 9;

  if (size < 10 || data[8] != '{')
    return FALSE;
  for (int i = 0; i < 8; i++)
    length |= (guint64) data[i] << 8 * i;
  while (at < size && g_ascii_isspace (data[at]))
    at++;
  return length >= 2 && length <= (guint64) 100 << 20 && at < size && (data[at] == '"' || data[at] == '}');
}

/* The protocol, then what a pickle can begin with: a frame, a number, a dict, a list, a name. */
static gboolean
is_pickle (const guint8 *data, gsize size)
{
  return size >= 4 && data[0] == 0x80 && data[1] >= 2 && data[1] <= 5
         && strchr ("\x95\x8a}]()cNKMJXU\x8c", data[2]) != NULL && data[2] != '\0';
}

DermFileKind
derm_file_kind_find (const guint8 *data, gsize size)
{
  static const struct {
    DermFileKind kind;
    gsize at;
    const char *bytes;
    gsize length;
  } magics[] = {
    { DERM_FILE_LFS_POINTER, 0, "version https://git-lfs.github.com/spec/", 40 },
    { DERM_FILE_LFS_POINTER, 0, "version https://hawser.github.com/spec/", 39 },
    { DERM_FILE_HDF5, 0, "\x89HDF\r\n\x1a\n", 8 },
    { DERM_FILE_TFLITE, 4, "TFL3", 4 },
    { DERM_FILE_GGUF, 0, "GGUF", 4 },
    { DERM_FILE_TAR, 257, "ustar", 5 },
  };

  if (is_torch_zip (data, size))
    return DERM_FILE_TORCH_ZIP;
  if (is_pickle (data, size))
    return DERM_FILE_PICKLE;
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (has_bytes (data, size, magics[i].at, magics[i].bytes, magics[i].length))
      return magics[i].kind;
  return is_safetensors (data, size) ? DERM_FILE_SAFETENSORS : DERM_FILE_UNKNOWN;
}

const char *
derm_file_kind_get_reason (DermFileKind kind)
{
  switch (kind)
    {
    case DERM_FILE_LFS_POINTER:
      return _ ("this is a Git LFS pointer: the file that it stands for was not fetched (git lfs pull)");
    case DERM_FILE_TAR:
      return _ ("this is a tar archive; models are read from safetensors files and from what PyTorch saves");
    case DERM_FILE_HDF5:
      return _ ("this is an HDF5 file, as Keras saves models; only safetensors files and those of PyTorch are read");
    case DERM_FILE_TFLITE:
      return _ ("this is a model of TensorFlow Lite; only safetensors files and those of PyTorch are read");
    case DERM_FILE_GGUF:
      return _ ("this is a GGUF model; only safetensors files and those of PyTorch are read");
    case DERM_FILE_UNKNOWN:
    case DERM_FILE_SAFETENSORS:
    case DERM_FILE_TORCH_ZIP:
    case DERM_FILE_PICKLE:
    default:
      return NULL;
    }
}
