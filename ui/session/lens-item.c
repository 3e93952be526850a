/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-item.h"

#include <glib/gi18n.h>

#include "lens-files.h"
#include "lens-names.h"

struct _LensItem {
  GObject parent_instance;

  GFile *file;      /* owned; one of file and image */
  DermImage *image; /* owned */
  GFile *key;       /* owned */
  char *name;
  char *folder_part;
  LensNames *names; /* owned, or NULL */
  gboolean is_sample;

  LensState state;
  GdkPaintable *thumbnail; /* owned */
  GdkPaintable *tile;      /* owned */
  int tile_side;
  DermPrediction *prediction; /* owned */
  char *error;
  gboolean is_trusted;
  gboolean is_edited;
  guint n_viewers;

  char *sort_key;      /* made when it is asked for */
  char *folded_name;   /* likewise */
  char *folder;        /* owned, interned GRefString, or NULL; likewise */
  gboolean has_folder; /* it was looked for */
  gint64 date;
  LensFlag flag;
  char *label;
  char *text;
  char *truth;
  DermTruth *table; /* owned, or NULL */
  int row;          /* in it */
};

G_DEFINE_FINAL_TYPE (LensItem, lens_item, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
lens_item_finalize (GObject *object)
{
  LensItem *self = LENS_ITEM (object);

  g_clear_object (&self->file);
  g_clear_object (&self->image);
  g_clear_object (&self->key);
  g_clear_object (&self->thumbnail);
  g_clear_object (&self->tile);
  g_clear_object (&self->prediction);
  g_clear_object (&self->names);
  g_free (self->name);
  g_free (self->folder_part);
  g_free (self->error);
  g_free (self->sort_key);
  g_free (self->folded_name);
  g_clear_pointer (&self->folder, g_ref_string_release);
  g_clear_object (&self->table);
  g_free (self->label);
  g_free (self->text);
  g_free (self->truth);

  G_OBJECT_CLASS (lens_item_parent_class)->finalize (object);
}

static void
lens_item_class_init (LensItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_item_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_item_init (LensItem *self)
{
}

/* The folder is looked for once: there may be thousands of files. */
static gboolean
is_in_samples (GFile *file)
{
  static GFile *samples = NULL;

  if (g_once_init_enter (&samples))
    {
      g_autofree char *path = derm_data_path ("samples");

      g_once_init_leave (&samples, g_file_new_for_path (path));
    }

  return g_file_has_parent (file, samples);
}

LensItem *
lens_item_new_for_file (GFile *file)
{
  LensItem *self = g_object_new (LENS_TYPE_ITEM, NULL);

  g_return_val_if_fail (G_IS_FILE (file), self);

  self->file = g_object_ref (file);
  self->key = g_object_ref (file);
  self->name = lens_file_dup_name (file);
  self->is_sample = is_in_samples (file);

  return self;
}

/* The same picture pasted another day is the same image. */
static GFile *
key_of_image (DermImage *image)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *size = g_strdup_printf ("%dx%d\n", derm_image_get_width (image), derm_image_get_height (image));
  GBytes *pixels = derm_image_get_pixels (image);
  g_autofree char *address = NULL;

  g_checksum_update (checksum, (const guchar *) size, -1);
  g_checksum_update (checksum, g_bytes_get_data (pixels, NULL), (gssize) g_bytes_get_size (pixels));
  address = g_strconcat (LENS_ITEM_HASH_SCHEME ":", g_checksum_get_string (checksum), NULL);

  return g_file_new_for_uri (address);
}

LensItem *
lens_item_new_for_image (DermImage *image)
{
  LensItem *self = g_object_new (LENS_TYPE_ITEM, NULL);

  self->image = g_object_ref (image);
  self->key = key_of_image (image);
  self->name = g_strdup (derm_image_get_name (image));

  return self;
}

const char *
lens_item_get_name (LensItem *self)
{
  return self->name;
}

GFile *
lens_item_get_file (LensItem *self)
{
  return self->file;
}

GFile *
lens_item_get_key (LensItem *self)
{
  return self->key;
}

DermImage *
lens_item_get_image (LensItem *self)
{
  return self->image;
}

gboolean
lens_item_is_sample (LensItem *self)
{
  return self->is_sample;
}

LensState
lens_item_get_state (LensItem *self)
{
  return self->state;
}

GdkPaintable *
lens_item_get_thumbnail (LensItem *self)
{
  return self->thumbnail;
}

DermPrediction *
lens_item_get_prediction (LensItem *self)
{
  return self->prediction;
}

const char *
lens_item_get_answer (LensItem *self)
{
  DermPrediction *prediction = self->prediction;

  return prediction != NULL ? derm_prediction_get_label (prediction, derm_prediction_get_top (prediction)) : NULL;
}

const char *
lens_item_get_error (LensItem *self)
{
  return self->error;
}

const char *
lens_item_get_sort_key (LensItem *self)
{
  if (self->sort_key == NULL)
    self->sort_key = g_utf8_collate_key_for_filename (self->name, -1);

  return self->sort_key;
}

char *
lens_fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);
}

const char *
lens_item_get_folded_name (LensItem *self)
{
  if (self->folded_name == NULL)
    self->folded_name = lens_fold (self->name);

  return self->folded_name;
}

const char *
lens_item_get_folder (LensItem *self)
{
  g_autoptr (GFile) folder = self->file != NULL && !self->has_folder ? g_file_get_parent (self->file) : NULL;
  g_autofree char *path = NULL;

  self->has_folder = TRUE;
  if (folder == NULL)
    return self->folder;
  path = g_file_get_path (folder);
  if (path == NULL)
    path = g_file_get_uri (folder);
  self->folder = g_ref_string_new_intern (path);

  return self->folder;
}

gint64
lens_item_get_date (LensItem *self)
{
  return self->date;
}

void
lens_item_set_date (LensItem *self, gint64 date)
{
  self->date = date;
}

LensFlag
lens_item_get_flag (LensItem *self)
{
  return self->flag;
}

const char *
lens_item_get_label (LensItem *self)
{
  return self->label;
}

const char *
lens_item_get_text (LensItem *self)
{
  return self->text;
}

static gboolean
replace_string (char **string, const char *value)
{
  if (g_strcmp0 (*string, value) == 0)
    return FALSE;

  g_free (*string);
  *string = g_strdup (value);

  return TRUE;
}

void
lens_item_set_note (LensItem *self, LensFlag flag, const char *label, const char *text)
{
  gboolean is_new = flag != self->flag;

  g_return_if_fail (LENS_IS_ITEM (self));

  is_new |= replace_string (&self->label, label);
  is_new |= replace_string (&self->text, text);
  self->flag = flag;
  if (is_new)
    g_signal_emit (self, signals[CHANGED], 0);
}

const char *
lens_item_get_folder_part (LensItem *self)
{
  return self->folder_part;
}

void
lens_item_set_folder_part (LensItem *self, const char *part)
{
  g_return_if_fail (LENS_IS_ITEM (self));

  if (replace_string (&self->folder_part, part))
    g_signal_emit (self, signals[CHANGED], 0);
}

LensNames *
lens_item_get_names (LensItem *self)
{
  return self->names;
}

void
lens_item_set_names (LensItem *self, LensNames *names)
{
  g_set_object (&self->names, names);
}

char *
lens_item_dup_title (LensItem *self)
{
  return self->folder_part != NULL ? g_build_filename (self->folder_part, self->name, NULL) : g_strdup (self->name);
}

const char *
lens_item_get_truth (LensItem *self)
{
  return self->truth;
}

void
lens_item_set_truth (LensItem *self, const char *label)
{
  g_return_if_fail (LENS_IS_ITEM (self));

  if (replace_string (&self->truth, label))
    g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_item_set_row (LensItem *self, DermTruth *table, int image)
{
  g_return_if_fail (LENS_IS_ITEM (self));
  g_return_if_fail ((table != NULL) == (image >= 0));

  g_set_object (&self->table, table);
  self->row = image;
}

const char *
lens_item_get_cell (LensItem *self, const char *column)
{
  guint n = self->table != NULL ? derm_truth_get_n_columns (self->table) : 0;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (derm_truth_get_column (self->table, i), column))
      return derm_truth_get_cell (self->table, (guint) self->row, i);

  return NULL;
}

gboolean
lens_item_is_wrong (LensItem *self)
{
  return self->prediction != NULL && self->truth != NULL
         && g_ascii_strcasecmp (lens_item_get_answer (self), self->truth) != 0;
}

gboolean
lens_item_is_trusted (LensItem *self)
{
  return self->is_trusted;
}

gboolean
lens_item_is_doubtful (LensItem *self)
{
  return !self->is_trusted && self->prediction != NULL && derm_prediction_get_gate (self->prediction) != 0;
}

void
lens_item_trust (LensItem *self)
{
  g_return_if_fail (LENS_IS_ITEM (self));

  if (self->is_trusted)
    return;

  self->is_trusted = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
lens_item_is_edited (LensItem *self)
{
  return self->is_edited;
}

void
lens_item_set_edited (LensItem *self, gboolean is_edited)
{
  g_return_if_fail (LENS_IS_ITEM (self));

  if (self->is_edited == is_edited)
    return;

  self->is_edited = is_edited;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_item_add_viewer (LensItem *self)
{
  self->n_viewers++;
}

void
lens_item_remove_viewer (LensItem *self)
{
  g_return_if_fail (self->n_viewers > 0);

  self->n_viewers--;
}

gboolean
lens_item_is_viewed (LensItem *self)
{
  return self->n_viewers > 0;
}

void
lens_item_drop_thumbnail (LensItem *self)
{
  g_clear_object (&self->thumbnail); /* nobody looks at it: nothing to tell */
}

static GdkPaintable *
paintable_of_image (DermImage *image)
{
  int width = derm_image_get_width (image);
  int height = derm_image_get_height (image);

  return GDK_PAINTABLE (
      gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, derm_image_get_pixels (image), (gsize) width * 3));
}

GdkPaintable *
lens_item_get_tile (LensItem *self)
{
  return self->tile;
}

int
lens_item_get_tile_side (LensItem *self)
{
  return self->tile_side;
}

gsize
lens_item_get_tile_bytes (LensItem *self)
{
  return self->tile != NULL ? 3 * (gsize) gdk_paintable_get_intrinsic_width (self->tile)
                                  * (gsize) gdk_paintable_get_intrinsic_height (self->tile)
                            : 0;
}

void
lens_item_set_tile (LensItem *self, DermImage *tile, int side)
{
  g_return_if_fail (LENS_IS_ITEM (self));

  g_clear_object (&self->tile);
  self->tile_side = side;
  if (tile != NULL)
    self->tile = paintable_of_image (tile);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_item_reset (LensItem *self)
{
  g_return_if_fail (LENS_IS_ITEM (self));

  g_clear_pointer (&self->error, g_free);
  self->state = LENS_STATE_WAITING;

  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_item_succeed (LensItem *self, DermImage *thumbnail, DermPrediction *prediction)
{
  g_return_if_fail (LENS_IS_ITEM (self));

  if (thumbnail != NULL)
    {
      g_clear_object (&self->thumbnail);
      self->thumbnail = paintable_of_image (thumbnail);
    }
  g_set_object (&self->prediction, prediction);
  g_clear_pointer (&self->error, g_free);
  self->state = LENS_STATE_DONE;

  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_of_missing_file (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

gboolean
lens_item_is_gone (LensItem *self)
{
  return self->state == LENS_STATE_DONE && self->error != NULL;
}

/* What was known of it before stays true. */
static gboolean
lose_file (LensItem *self, const GError *error)
{
  gboolean is_news = self->error == NULL;

  g_free (self->error);
  self->error = g_strdup (error->message);
  if (is_news)
    g_signal_emit (self, signals[CHANGED], 0);

  return is_news;
}

gboolean
lens_item_fail (LensItem *self, const GError *error)
{
  g_return_val_if_fail (LENS_IS_ITEM (self), FALSE);

  if (self->state == LENS_STATE_FAILED)
    return FALSE;
  if (self->state == LENS_STATE_DONE && is_of_missing_file (error))
    return lose_file (self, error);

  /* What a file manager hands over may be a folder; only reading it tells. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    self->error = g_strdup (_ ("this is a folder; open the images in it instead"));
  else
    self->error = g_strdup (error->message);
  self->state = LENS_STATE_FAILED;
  g_clear_object (&self->prediction);
  g_clear_object (&self->thumbnail);

  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}
