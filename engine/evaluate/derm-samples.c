/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-metrics.h"
#include "image-file.h"
#include "made.h"
#include "samples-private.h"
#include "derm-sha256.h"

G_DEFINE_ABSTRACT_TYPE (DermSamples, derm_samples, G_TYPE_OBJECT)

static void
sample_clear (gpointer data)
{
  Sample *sample = data;

  g_free (sample->name);
  g_free (sample->lesion);
  g_free (sample->split);
  g_free (sample->input_sha256);
}

static void
derm_samples_finalize (GObject *object)
{
  DermSamples *self = DERM_SAMPLES (object);

  g_free (self->sha256);
  g_strfreev (self->labels);
  g_array_unref (self->items);
  g_ptr_array_unref (self->remarks);
  g_byte_array_unref (self->pixels);
  g_array_unref (self->scores);
  g_array_unref (self->logits);
  g_free (self->model);
  g_free (self->model_sha256);
  g_free (self->recipe);
  g_free (self->decision);
  g_free (self->values);
  G_OBJECT_CLASS (derm_samples_parent_class)->finalize (object);
}

static void
derm_samples_class_init (DermSamplesClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_samples_finalize;
}

static void
derm_samples_init (DermSamples *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (Sample));
  g_array_set_clear_func (self->items, sample_clear);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->pixels = g_byte_array_new ();
  self->scores = g_array_new (FALSE, FALSE, sizeof (float));
  self->logits = g_array_new (FALSE, FALSE, sizeof (float));
}

/* ---- while it is read ---- */

gboolean
derm_samples_refuse (GError **error, int code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (DERM_ERROR, code, format, arguments);
  va_end (arguments);
  return FALSE;
}

int
derm_samples_find_label (DermSamples *self, const char *code)
{
  for (int i = 0; code != NULL && self->labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->labels[i], code) == 0)
      return i;
  return -1;
}

int *
derm_samples_map_labels (DermSamples *self, const char *const *codes, GError **error)
{
  guint n = g_strv_length ((char **) codes);
  g_autofree int *map = g_new (int, n);

  for (guint k = 0; k < n; k++)
    {
      map[k] = derm_samples_find_label (self, codes[k]);
      if (map[k] < 0)
        {
          derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("the set has the class “%s”, which the model has not"),
                               codes[k]);
          return NULL;
        }
    }
  return g_steal_pointer (&map);
}

void
derm_samples_note_numbering (DermSamples *self, const char *file, const char *const *codes)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int k = 0; codes[k] != NULL; k++)
    g_string_append_printf (list, "%s%d %s", k > 0 ? ", " : "", k, codes[k]);
  /* TRANSLATORS: a data set like "MedMNIST"; then a list like "0 akiec, 1 bcc" */
  g_ptr_array_add (self->remarks,
                   g_strdup_printf (_ ("The classes are taken by the numbers of %s: %s."), file, list->str));
}

void
derm_samples_add (DermSamples *self, char *name, char *lesion, char *split, int truth, int answer)
{
  const Sample sample = { name, lesion, split, NULL, truth, answer };

  g_array_append_val (self->items, sample);
}

/* A zip archive, JSON, or a table. */
static gboolean
read_bytes (DermSamples *self, GBytes *bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gsize start = 0;

  if (size == 0)
    return derm_samples_refuse (error, DERM_ERROR_EMPTY, "%s", _ ("the file is empty"));
  if (size >= 4 && memcmp (text, "PK\3\4", 4) == 0)
    return derm_samples_read_npz (self, bytes, error);
  if (size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) /* a byte order mark */
    start = 3;
  if (derm_samples_is_pixel_table (text + start, size - start))
    return derm_samples_read_pixel_table (self, text + start, size - start, error);
  while (start < size && g_ascii_isspace (text[start]))
    start++;
  if (start < size && (text[start] == '{' || text[start] == '['))
    return derm_samples_read_jsonl (self, bytes, error);
  return derm_samples_read_csv (self, bytes, error);
}

static gboolean
set_labels (DermSamples *self, const char *const *labels, GError **error)
{
  self->has_own_labels = labels == NULL;
  self->labels = g_strdupv ((char **) (labels != NULL ? labels : derm_labels_published ()));
  if (self->labels[0] == NULL || g_strv_length (self->labels) > DERM_METRICS_MAX_CLASSES)
    return derm_samples_refuse (error, DERM_ERROR_OPTION, "%s", _ ("there are no classes, or too many"));
  return TRUE;
}

DermSamples *
derm_samples_new_from_file (GFile *file, const char *const *labels, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermSamples) self = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = derm_made_new (DERM_TYPE_SAMPLES);
  if (!set_labels (self, labels, error))
    return NULL;
  bytes = derm_file_read (file, &name, cancellable, error);
  if (bytes == NULL || !read_bytes (self, bytes, error))
    return NULL;
  self->sha256 = derm_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (self->items->len == 0)
    {
      derm_samples_refuse (error, DERM_ERROR_EMPTY, "%s", _ ("there is no image in the file"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* ---- afterwards ---- */

guint
derm_samples_join (DermSamples *self, DermTruth *truth)
{
  guint n_found = 0;

  g_return_val_if_fail (DERM_IS_SAMPLES (self), 0);
  g_return_val_if_fail (DERM_IS_TRUTH (truth), 0);

  for (guint i = 0; i < self->items->len; i++)
    {
      Sample *sample = &g_array_index (self->items, Sample, i);
      int row = derm_truth_find (truth, sample->name);

      sample->truth = row >= 0 ? derm_truth_get_label (truth, (guint) row) : -1;
      n_found += sample->truth >= 0;
      if (row < 0)
        continue;
      g_free (sample->lesion);
      g_free (sample->split);
      sample->lesion = g_strdup (derm_truth_get_lesion (truth, (guint) row));
      sample->split = g_strdup (derm_truth_get_split (truth, (guint) row));
    }
  return n_found;
}

gboolean
derm_samples_has_truth (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), FALSE);

  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, Sample, i).truth >= 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_pixels (DermSamples *self, DermRecipe *recipe, GError **error)
{
  if (derm_recipe_get_width (recipe) != self->width || derm_recipe_get_height (recipe) != self->height)
    return derm_samples_refuse (
        error, DERM_ERROR_RECIPE,
        _ ("the pictures are %d × %d, and the network's input is %d × %d: such a set is taken as it is, "
           "without resizing"),
        self->width, self->height, derm_recipe_get_width (recipe), derm_recipe_get_height (recipe));
  if (derm_recipe_get_crop (recipe) != NULL || derm_recipe_get_pixel_crop (recipe) != NULL)
    return derm_samples_refuse (error, DERM_ERROR_RECIPE, "%s",
                                _ ("pixels that are taken as they are cannot be cropped"));
  return TRUE;
}

DermInput *
derm_samples_make_input (DermSamples *self, guint item, DermRecipe *recipe, GError **error)
{
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (DermImage) image = NULL;
  gsize size;

  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  g_return_val_if_fail (item < self->items->len && self->kind == DERM_SAMPLES_PIXELS, NULL);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), NULL);

  if (!check_pixels (self, recipe, error))
    return NULL;
  size = (gsize) 3 * (gsize) self->width * (gsize) self->height;
  pixels = g_bytes_new (self->pixels->data + size * item, size);
  image = derm_image_new_from_pixels (pixels, self->width, self->height, g_array_index (self->items, Sample, item).name,
                                      error);
  return image != NULL ? derm_input_new (image, recipe, error) : NULL; /* a resize to the same size is a copy */
}

/* ---- getters ---- */

static const Sample *
get_sample (DermSamples *self, guint item)
{
  static const Sample none = { .name = NULL, .truth = -1, .answer = -1 };

  g_return_val_if_fail (DERM_IS_SAMPLES (self) && item < self->items->len, &none);
  return &g_array_index (self->items, Sample, item);
}

DermSamplesKind
derm_samples_get_kind (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), DERM_SAMPLES_PIXELS);
  return self->kind;
}

const char *
derm_samples_get_sha256 (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return self->sha256;
}

const char *const *
derm_samples_get_labels (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return (const char *const *) self->labels;
}

guint
derm_samples_get_n_items (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), 0);
  return self->items->len;
}

const char *
derm_samples_get_name (DermSamples *self, guint item)
{
  return get_sample (self, item)->name;
}

int
derm_samples_get_truth (DermSamples *self, guint item)
{
  return get_sample (self, item)->truth;
}

const char *
derm_samples_get_lesion (DermSamples *self, guint item)
{
  return get_sample (self, item)->lesion;
}

const char *
derm_samples_get_split (DermSamples *self, guint item)
{
  return get_sample (self, item)->split;
}

const char *
derm_samples_get_input_sha256 (DermSamples *self, guint item)
{
  return get_sample (self, item)->input_sha256;
}

int
derm_samples_get_answer (DermSamples *self, guint item)
{
  return get_sample (self, item)->answer;
}

guint
derm_samples_get_n_remarks (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), 0);
  return self->remarks->len;
}

const char *
derm_samples_get_remark (DermSamples *self, guint index)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self) && index < self->remarks->len, NULL);
  return self->remarks->pdata[index];
}

int
derm_samples_get_width (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), 0);
  return self->width;
}

int
derm_samples_get_height (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), 0);
  return self->height;
}

static const float *
get_numbers (DermSamples *self, GArray *numbers, guint item)
{
  guint n_classes = g_strv_length (self->labels);

  g_return_val_if_fail (item < self->items->len, NULL);
  return numbers->len > 0 ? &g_array_index (numbers, float, item *n_classes) : NULL;
}

const float *
derm_samples_get_scores (DermSamples *self, guint item)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return get_numbers (self, self->scores, item);
}

const float *
derm_samples_get_logits (DermSamples *self, guint item)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return get_numbers (self, self->logits, item);
}

guint
derm_samples_get_n_errors (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), 0);
  return self->n_errors;
}

const char *
derm_samples_get_model (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return self->model;
}

const char *
derm_samples_get_model_sha256 (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return self->model_sha256;
}

const char *
derm_samples_get_recipe (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return self->recipe;
}

const char *
derm_samples_get_decision (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return self->decision;
}

const char *
derm_samples_get_values (DermSamples *self)
{
  g_return_val_if_fail (DERM_IS_SAMPLES (self), NULL);
  return self->values;
}
