/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "torch-file.h"
#include "torch-image.h"
#include "zip-archive.h"

/* Entries of NAME.pth are NAME/data.pkl, NAME/data/0, NAME/data/1 ... (a storage each), NAME/version, NAME/byteorder; a
 * TorchScript archive has NAME/constants.pkl and NAME/code/ too. */

enum { MAX_PICKLE = 2 << 20, MAX_BYTEORDER = 16, MAX_EXTRAS = 16, MAX_EXTRA = 1 << 16 };

/* A file that a program added to a TorchScript archive: "extra/classes.txt". */
typedef struct {
  char *name; /* owned, "classes" */
  char *text; /* owned */
} Extra;

typedef struct {
  GHashTable *names; /* all entries' */
  GArray *extras;    /* of Extra */
  char *prefix;      /* "NAME/" */
  guint8 *pickle;
  gsize pickle_size;
  char byteorder[MAX_BYTEORDER + 1];
  gboolean is_script;
  GError *error;
} Contents;

typedef struct {
  const char *prefix; /* "NAME/data/" */
  TorchState *state;
  guint8 *buffer; /* of the storage that is read */
  GError *error;
} Filling;

G_GNUC_PRINTF (2, 3)
static DermArchiveChoice
stop (GError **error, const char *format, ...)
{
  va_list arguments;

  if (*error == NULL)
    {
      va_start (arguments, format);
      *error = g_error_new_valist (DERM_ERROR, DERM_ERROR_MODEL, format, arguments);
      va_end (arguments);
    }
  return DERM_ARCHIVE_STOP;
}

/* ---- first look: the pickle ---- */

static DermArchiveChoice
enter_pickle (Contents *contents, const char *name, const char *end, gsize size, guint8 **memory)
{
  if (contents->pickle != NULL)
    return stop (&contents->error, _ ("the zip archive has two files data.pkl"));
  if (size > MAX_PICKLE)
    return stop (&contents->error, _ ("its data.pkl is longer than %d MiB"), MAX_PICKLE >> 20);
  contents->prefix = g_strndup (name, (gsize) (end - name));
  contents->pickle = *memory = g_malloc (size + 1);
  contents->pickle_size = size;
  return DERM_ARCHIVE_READ;
}

static void
extra_clear (gpointer data)
{
  Extra *extra = data;

  g_free (extra->name);
  g_free (extra->text);
}

static DermArchiveChoice
enter_extra (Contents *contents, const char *name, gsize size, guint8 **memory)
{
  const char *dot = strrchr (name, '.');
  Extra extra = { g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name)), g_malloc0 (size + 1) };

  g_array_append_val (contents->extras, extra);
  *memory = (guint8 *) extra.text;
  return DERM_ARCHIVE_READ;
}

static DermArchiveChoice
enter_content (const char *name, gsize size, guint8 **memory, gpointer data)
{
  Contents *contents = data;
  const char *slash = strchr (name, '/'), *rest = slash != NULL ? slash + 1 : name;

  if (!g_hash_table_add (contents->names, g_strdup (name)))
    {
      g_autofree char *shown = derm_pickle_printable (name, strlen (name));

      return stop (&contents->error, _ ("the zip archive has two entries “%s”"), shown);
    }
  if (g_str_equal (rest, "data.pkl"))
    return enter_pickle (contents, name, rest, size, memory);
  contents->is_script |= g_str_equal (rest, "constants.pkl") || g_str_has_prefix (rest, "code/");
  if (g_str_equal (rest, "byteorder") && contents->byteorder[0] == '\0' && size <= MAX_BYTEORDER)
    {
      *memory = (guint8 *) contents->byteorder;
      return DERM_ARCHIVE_READ;
    }
  if (g_str_has_prefix (rest, "extra/") && rest[6] != '\0' && size > 0 && size <= MAX_EXTRA
      && contents->extras->len < MAX_EXTRAS)
    return enter_extra (contents, rest + strlen ("extra/"), size, memory);
  return DERM_ARCHIVE_SKIP;
}

static gboolean
leave_content (const char *name, guint8 *memory, gsize size, gpointer data)
{
  return TRUE;
}

static gboolean
read_contents (Contents *contents, GBytes *file, GError **error)
{
  static const DermArchiveVisitor visitor = { enter_content, leave_content };

  contents->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  contents->extras = g_array_new (FALSE, FALSE, sizeof (Extra));
  g_array_set_clear_func (contents->extras, extra_clear);
  if (!derm_zip_walk (file, &visitor, contents, error))
    return FALSE;
  if (contents->error == NULL && contents->pickle == NULL)
    stop (&contents->error, _ ("the zip archive is not PyTorch's: it has no data.pkl"));
  if (contents->error == NULL && contents->byteorder[0] != '\0' && !g_str_equal (contents->byteorder, "little"))
    stop (&contents->error, _ ("its numbers are big-endian, which is not supported"));
  if (contents->error != NULL)
    g_propagate_error (error, g_steal_pointer (&contents->error));
  else
    return TRUE;
  return FALSE;
}

static void
contents_clear (Contents *contents)
{
  g_clear_pointer (&contents->names, g_hash_table_unref);
  g_clear_pointer (&contents->extras, g_array_unref);
  g_free (contents->prefix);
  g_free (contents->pickle);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Contents, contents_clear)

/* ---- second look: the storages ---- */

static DermArchiveChoice
enter_storage (const char *name, gsize size, guint8 **memory, gpointer data)
{
  Filling *filling = data;
  TorchStorage *storage = NULL;

  if (g_str_has_prefix (name, filling->prefix))
    storage = g_hash_table_lookup (filling->state->storages, name + strlen (filling->prefix));
  if (storage == NULL || storage->tensors->len == 0)
    return DERM_ARCHIVE_SKIP;
  if (size != storage->n_values * storage->value_size)
    return stop (&filling->error, _ ("storage “%s” has %zu bytes, but should have %zu"), storage->key, (size_t) size,
                 (size_t) (storage->n_values * storage->value_size));
  filling->buffer = *memory = g_try_malloc (MAX (size, 1));
  if (*memory == NULL)
    return stop (&filling->error, _ ("there is not enough memory"));
  return DERM_ARCHIVE_READ;
}

static gboolean
leave_storage (const char *name, guint8 *memory, gsize size, gpointer data)
{
  Filling *filling = data;

  derm_torch_image_fill (g_hash_table_lookup (filling->state->storages, name + strlen (filling->prefix)), memory);
  g_clear_pointer (&filling->buffer, g_free);
  return TRUE;
}

static gboolean
fill (GBytes *file, const char *prefix, TorchState *state, GError **error)
{
  static const DermArchiveVisitor visitor = { enter_storage, leave_storage };
  g_autofree char *folder = g_strconcat (prefix, "data/", NULL);
  Filling filling = { .prefix = folder, .state = state };
  gboolean is_read = derm_zip_walk (file, &visitor, &filling, error);

  g_free (filling.buffer);
  if (filling.error == NULL)
    return is_read;
  g_propagate_error (error, filling.error);
  return FALSE;
}

gboolean
derm_torch_is_zip (GBytes *file)
{
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);

  return size >= 4 && memcmp (bytes, "PK\3\4", 4) == 0;
}

/* Files that were saved with a TorchScript module say something of it too, by their names. */
static void
add_extras (TorchContent *content, const Contents *contents)
{
  JsonObject *notes = json_node_get_object (content->notes);

  for (guint i = 0; i < contents->extras->len; i++)
    {
      const Extra *extra = &g_array_index (contents->extras, Extra, i);

      if (g_utf8_validate (extra->text, -1, NULL))
        json_object_set_string_member (notes, extra->name, extra->text);
    }
}

gboolean
derm_torch_read_zip (GBytes *file, const TorchWish *wish, TorchContent *content, GError **error)
{
  g_auto (Contents) contents = { 0 };
  g_autoptr (DermPickle) pickle = NULL;
  g_autoptr (TorchState) state = NULL;
  TorchImage image = { 0 };

  if (!read_contents (&contents, file, error))
    return FALSE;
  content->is_script = contents.is_script;
  pickle = derm_pickle_read (contents.pickle, contents.pickle_size, contents.is_script, error);
  state = pickle != NULL ? derm_torch_state_new (pickle, wish, error) : NULL;
  if (state == NULL || !derm_torch_image_begin (&image, state, g_bytes_get_size (file), error))
    return FALSE;
  if (fill (file, contents.prefix, state, error))
    content->tensors = derm_torch_image_end (&image, state, error);
  g_free (image.bytes);
  if (content->tensors == NULL)
    return FALSE;
  derm_torch_content_take (content, state, pickle);
  add_extras (content, &contents);
  return TRUE;
}
