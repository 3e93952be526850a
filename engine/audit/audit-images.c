/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "audit-private.h"
#include "classifier-internal.h"
#include "derm-error.h"
#include "derm-walk.h"
#include "model-internal.h"
#include "image-file.h"
#include "derm-sha256.h"
#include "truth-ids.h"

enum { MAX_BATCH = 32, MAX_BATCH_BYTES = 64 << 20 };

/* A file that has a label. */
typedef struct {
  GFile *file; /* owned */
  char *path;  /* owned, below the folder */
  guint row;
} Found;

static void
found_clear (gpointer data)
{
  Found *found = data;

  g_clear_object (&found->file);
  g_free (found->path);
}

static void
image_clear (gpointer data)
{
  AuditImage *image = data;

  g_free (image->path);
  g_free (image->sha256);
}

static void
failure_clear (gpointer data)
{
  AuditFailure *failure = data;

  g_free (failure->path);
  g_free (failure->reason);
}

void
derm_audit_images_free (AuditImages *self)
{
  g_array_unref (self->images);
  g_array_unref (self->logits);
  g_array_unref (self->failures);
  g_free (self->left_out);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuditImages, derm_audit_images_free)

static AuditImages *
images_new (void)
{
  AuditImages *self = g_new0 (AuditImages, 1);

  self->images = g_array_new (FALSE, FALSE, sizeof (AuditImage));
  g_array_set_clear_func (self->images, image_clear);
  self->logits = g_array_new (FALSE, FALSE, sizeof (float));
  self->failures = g_array_new (FALSE, FALSE, sizeof (AuditFailure));
  g_array_set_clear_func (self->failures, failure_clear);
  return self;
}

static void
add_failure (AuditImages *self, const char *path, const char *reason)
{
  AuditFailure failure = { g_filename_display_name (path), g_strdup (reason) };

  g_array_append_val (self->failures, failure);
}

/* ---- finding ---- */

typedef struct {
  AuditImages *images;
  DermTruth *truth;
  GFile *folder;
  GArray *found; /* of Found */
} Scan;

static void
add_file (Scan *scan, GFile *file)
{
  int row = derm_truth_find_file (scan->truth, file);
  Found found;

  if (row < 0 || derm_truth_get_label (scan->truth, (guint) row) < 0)
    {
      scan->images->n_unlabelled++;
      return;
    }
  found = (Found){ g_object_ref (file),
                   scan->folder != NULL ? g_file_get_relative_path (scan->folder, file) : g_file_get_path (file),
                   (guint) row };
  g_array_append_val (scan->found, found);
}

/* Folders below the first that were not entered. */
static void
add_folder_failure (Scan *scan, GFile *folder, const char *reason)
{
  g_autofree char *path = g_file_get_relative_path (scan->folder, folder);

  add_failure (scan->images, path, reason);
}

/* A folder below the first that may not be read is a failure like an image that may not. */
static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  Scan *scan = user_data;

  for (guint i = 0; i < batch->n_files; i++)
    add_file (scan, batch->files[i].file);
  if (batch->error != NULL)
    add_folder_failure (scan, batch->folder, batch->error->message);
}

static gboolean
scan_folder (Scan *scan, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermWalk) walk = derm_walk_new (scan->folder, DERM_WALK_RECURSIVE | DERM_WALK_HIDDEN);
  GPtrArray *deep, *links;

  if (!derm_walk_run (walk, on_batch, scan, cancellable, error))
    return FALSE;
  deep = derm_walk_get_deep_folders (walk);
  for (guint i = 0; i < deep->len; i++)
    add_folder_failure (scan, deep->pdata[i], _ ("this folder is nested too deeply to be searched"));
  links = derm_walk_get_links (walk);
  for (guint i = 0; i < links->len; i++)
    add_folder_failure (scan, links->pdata[i], _ ("this is a link to a folder elsewhere, which was not searched"));
  scan->images->left_out = derm_walk_describe_left_out (walk);
  return TRUE;
}

static gboolean
find_images (Scan *scan, const AuditRun *run, GError **error)
{
  GPtrArray *files = run->subject->files;

  for (guint i = 0; files != NULL && i < files->len; i++)
    add_file (scan, files->pdata[i]);

  return files != NULL || scan_folder (scan, run->cancellable, error);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Found *) a)->path, ((const Found *) b)->path);
}

/* Of several files with one id the first counts. */
static void
drop_same_ids (Scan *scan)
{
  g_autofree gboolean *is_taken = g_new0 (gboolean, derm_truth_get_n_images (scan->truth));
  guint n = 0;

  g_array_sort (scan->found, compare_found);
  while (n < scan->found->len)
    {
      guint row = g_array_index (scan->found, Found, n).row;

      scan->images->n_same_id += is_taken[row];
      if (is_taken[row])
        g_array_remove_index (scan->found, n);
      else
        n++;
      is_taken[row] = TRUE;
    }
  for (guint i = 0; i < derm_truth_get_n_images (scan->truth); i++)
    scan->images->n_missing += !is_taken[i] && derm_truth_get_label (scan->truth, i) >= 0;
}

/* ---- decoding and scoring, a batch at a time ---- */

/* What becomes of one file: an image and its inputs, or an error. */
typedef struct {
  const Found *found;
  AuditImage image;
  DermInput *inputs[AUDIT_N_VIEWS]; /* owned */
  GError *error;                    /* owned */
} Slot;

typedef struct {
  DermClassifier *classifier;
  DermRecipe *recipes[AUDIT_N_VIEWS]; /* owned */
  Slot slots[MAX_BATCH];
  int n_slots, n_classes;
  GCancellable *cancellable;
} Batch;

static void
decode_slot (int part, gpointer data)
{
  Batch *batch = data;
  Slot *slot = &batch->slots[part];
  g_autoptr (GBytes) content = NULL;
  g_autoptr (DermImage) image = derm_image_open (slot->found->file, &content, batch->cancellable, &slot->error);

  if (image == NULL)
    return;
  slot->image.path = g_strdup (slot->found->path);
  slot->image.row = slot->found->row;
  slot->image.sha256 = derm_sha256 (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  derm_hash_make (image, &slot->image.hash);
  for (int view = 0; view < AUDIT_N_VIEWS && slot->error == NULL; view++)
    slot->inputs[view] = derm_input_new (image, batch->recipes[view], &slot->error);
}

static void
slot_clear (Slot *slot)
{
  image_clear (&slot->image);
  for (int view = 0; view < AUDIT_N_VIEWS; view++)
    g_clear_object (&slot->inputs[view]);
  g_clear_error (&slot->error);
  memset (slot, 0, sizeof *slot);
}

static void
keep_slot (AuditImages *self, Slot *slot, DermPrediction *const *predictions, int n_classes)
{
  for (int view = 0; view < AUDIT_N_VIEWS; view++)
    {
      DermModel *model = derm_prediction_get_model (predictions[view]);
      guint n = self->logits->len;

      g_array_set_size (self->logits, n + (guint) n_classes);
      derm_calibration_move (derm_model_get_calibration_values (model), n_classes,
                             derm_prediction_get_logits (predictions[view]), &g_array_index (self->logits, float, n));
    }
  g_array_append_val (self->images, slot->image);
  memset (&slot->image, 0, sizeof slot->image); /* given away */
}

/* All inputs of the batch together; if that fails, for infinite sums perhaps, image by image, to know whose they are.
 */
static void
score_slots (AuditImages *self, Batch *batch, Slot *const *slots, int n_slots)
{
  g_autofree DermInput **inputs = g_new (DermInput *, n_slots * AUDIT_N_VIEWS + 1);
  g_autoptr (GPtrArray) predictions = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n_slots; i++)
    memcpy (inputs + i * AUDIT_N_VIEWS, slots[i]->inputs, sizeof slots[i]->inputs);
  predictions = derm_classifier_predict_batch (batch->classifier, inputs, n_slots * AUDIT_N_VIEWS, &error);
  for (int i = 0; i < n_slots; i++)
    if (predictions != NULL)
      keep_slot (self, slots[i], (DermPrediction **) predictions->pdata + i * AUDIT_N_VIEWS, batch->n_classes);
    else if (n_slots > 1)
      score_slots (self, batch, slots + i, 1);
    else
      add_failure (self, slots[i]->found->path, error->message);
}

static void
run_batch (AuditImages *self, Batch *batch)
{
  Slot *slots[MAX_BATCH];
  int n_slots = 0;

  derm_classifier_run_parts (batch->classifier, batch->n_slots, decode_slot, batch);
  for (int i = 0; i < batch->n_slots; i++)
    if (batch->slots[i].error == NULL)
      slots[n_slots++] = &batch->slots[i];
    else
      add_failure (self, batch->slots[i].found->path, batch->slots[i].error->message);
  score_slots (self, batch, slots, n_slots);
  for (int i = 0; i < batch->n_slots; i++)
    slot_clear (&batch->slots[i]);
}

static int
fill_batch (Batch *batch, const GArray *found, guint first)
{
  DermRecipe *recipe = batch->recipes[0];
  gsize bytes = (gsize) derm_recipe_get_width (recipe) * (gsize) derm_recipe_get_height (recipe) * 3 * sizeof (float)
                * AUDIT_N_VIEWS;
  int most = (int) CLAMP (MAX_BATCH_BYTES / bytes, 1, MAX_BATCH / (gsize) derm_recipe_get_views (recipe));

  batch->n_slots = MIN (most, (int) (found->len - first));
  for (int i = 0; i < batch->n_slots; i++)
    batch->slots[i].found = &g_array_index (found, Found, first + (guint) i);
  return batch->n_slots;
}

static void
tell_progress (const AuditRun *run, guint n_done, guint n_images)
{
  if (run->progress != NULL)
    run->progress (n_done, n_images, run->user_data);
}

static gboolean
score_all (AuditImages *self, Batch *batch, const GArray *found, const AuditRun *run, GError **error)
{
  guint done = 0;

  while (done < found->len)
    {
      tell_progress (run, done, found->len);
      done += (guint) fill_batch (batch, found, done);
      run_batch (self, batch);
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
    }
  tell_progress (run, done, found->len);
  return TRUE;
}

/* The own one in all but layout and filter: what the model says here is what it says elsewhere. */
static void
make_recipes (Batch *batch, DermRecipe *own)
{
  for (int layout = 0; layout < DERM_N_LAYOUTS; layout++)
    for (int filter = 0; filter < DERM_N_FILTERS; filter++)
      {
        g_autoptr (DermRecipe) packed = derm_recipe_with_layout (own, (DermLayout) layout);

        batch->recipes[audit_view ((DermLayout) layout, (DermFilter) filter)]
            = derm_recipe_with_filter (packed, (DermFilter) filter);
      }
}

static gboolean
score_found (AuditImages *self, const AuditRun *run, const GArray *found, GError **error)
{
  DermModel *model = derm_classifier_get_model (run->subject->classifier);
  Batch *batch = g_new0 (Batch, 1);
  gboolean is_done;

  batch->classifier = run->subject->classifier;
  batch->n_classes = derm_model_get_n_classes (model);
  batch->cancellable = run->cancellable;
  make_recipes (batch, run->subject->recipe != NULL ? run->subject->recipe : derm_model_get_recipe (model));
  is_done = score_all (self, batch, found, run, error);
  for (int view = 0; view < AUDIT_N_VIEWS; view++)
    g_object_unref (batch->recipes[view]);
  g_free (batch);
  return is_done;
}

static void
set_nothing_found (const AuditImages *self, DermTruth *truth, GError **error)
{
  g_set_error (error, DERM_ERROR, DERM_ERROR_EMPTY,
               _ ("none of the %u images in the folder has a label in the truth, which has %u"), self->n_unlabelled,
               self->n_missing);
  if (error != NULL && self->left_out != NULL)
    {
      g_autofree char *before = g_steal_pointer (&(*error)->message);

      /* Translators: an error, then a list like "2 .csv, 1 .txt" */
      (*error)->message = g_strdup_printf (_ ("%s; their names are not those of images: %s"), before, self->left_out);
    }
  if (error != NULL && derm_truth_get_n_problems (truth) > 0)
    {
      g_autofree char *before = g_steal_pointer (&(*error)->message);

      /* Translators: an error, then the first of several problems */
      (*error)->message = g_strdup_printf (_ ("%s (%s)"), before, derm_truth_get_problem (truth, 0));
    }
}

AuditImages *
derm_audit_images_new (const AuditRun *run, GError **error)
{
  g_autoptr (AuditImages) self = images_new ();
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  Scan scan = { self, run->subject->truth, run->subject->folder, found };

  g_array_set_clear_func (found, found_clear);
  if (!find_images (&scan, run, error))
    return NULL;
  drop_same_ids (&scan);
  if (found->len == 0)
    {
      set_nothing_found (self, scan.truth, error);
      return NULL;
    }
  if (!score_found (self, run, found, error))
    return NULL;
  if (self->images->len == 0)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("none of the %u images could be used; %s: %s"), found->len,
                   g_array_index (self->failures, AuditFailure, 0).path,
                   g_array_index (self->failures, AuditFailure, 0).reason);
      return NULL;
    }
  return g_steal_pointer (&self);
}
