/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-elsewhere.h"

#include <glib/gi18n.h>

#define PROGRESS_MS 250

enum { JOBS_PER_THREAD = 8 };

typedef struct {
  double square; /* of the distance */
  GFile *file;   /* owned */
} Near;

typedef struct {
  LensElsewhere *owner;       /* owned */
  LensItem *item;             /* owned */
  DermPrediction *prediction; /* owned: of that */
  GFile *folder;              /* owned */
  DermClassifier *classifier; /* owned */
  DermRecipe *recipe;         /* owned */
  GCancellable *cancellable;  /* owned */
  GPtrArray *files;           /* owned, of GFile; NULL until they are listed */
  GArray *nearest;            /* owned, of Near, the nearest first */
  guint n_started, n_done, n_failed;
} Search;

struct _LensElsewhere {
  GObject parent_instance;

  LensReading *reading;   /* owned */
  LensMessages *messages; /* owned */
  Search *search;         /* borrowed: what is under way, or NULL */
  guint progress_id;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (LensElsewhere, lens_elsewhere, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { FOUND, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
near_clear (gpointer data)
{
  g_object_unref (((Near *) data)->file);
}

static void
search_free (Search *search)
{
  g_object_unref (search->owner);
  g_object_unref (search->item);
  g_object_unref (search->prediction);
  g_object_unref (search->folder);
  g_object_unref (search->classifier);
  g_object_unref (search->recipe);
  g_object_unref (search->cancellable);
  g_clear_pointer (&search->files, g_ptr_array_unref);
  g_array_unref (search->nearest);
  g_free (search);
}

static gboolean
is_current (const Search *search)
{
  return search->owner->search == search;
}

/* Nothing more is said of it. */
static void
end (LensElsewhere *self)
{
  self->search = NULL;
  g_clear_handle_id (&self->progress_id, g_source_remove);
  lens_messages_clear_kind (self->messages, LENS_NOTICE_RUNNING);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

static gboolean
on_tell_progress (gpointer user_data)
{
  LensElsewhere *self = user_data;
  const Search *search = self->search;
  g_autofree char *name = g_file_get_basename (search->folder), *shown = g_filename_display_name (name);
  /* TRANSLATORS: name of a folder, number of images, of all */
  g_autofree char *text = g_strdup_printf (_ ("Looking in %s: %'u of %'u"), shown, search->n_done,
                                           search->files != NULL ? search->files->len : 0);

  lens_messages_show_notice (self->messages, text, LENS_NOTICE_RUNNING);

  return G_SOURCE_CONTINUE;
}

/* ---- which are near ---- */

static double
measure_square (const Search *search, DermPrediction *prediction)
{
  int n = 0, n_other = 0;
  const float *features = derm_prediction_get_features (search->prediction, &n);
  const float *other = derm_prediction_get_features (prediction, &n_other);
  double square = 0;

  g_return_val_if_fail (n == n_other, G_MAXDOUBLE);
  for (int i = 0; i < n; i++)
    square += ((double) features[i] - (double) other[i]) * ((double) features[i] - (double) other[i]);

  return square;
}

/* Of equal ones the first in the folder's order comes first, in whatever order they are done. */
static void
keep_near (Search *search, GFile *file, double square)
{
  Near near = { square, file };
  guint place = 0;

  while (place < search->nearest->len)
    {
      const Near *other = &g_array_index (search->nearest, Near, place);

      if (square < other->square
          || (square == other->square && g_strcmp0 (g_file_peek_path (file), g_file_peek_path (other->file)) < 0))
        break;
      place++;
    }
  if (place >= LENS_ELSEWHERE_N_FOUND)
    return;
  g_object_ref (file);
  g_array_insert_val (search->nearest, place, near);
  if (search->nearest->len > LENS_ELSEWHERE_N_FOUND)
    g_array_set_size (search->nearest, LENS_ELSEWHERE_N_FOUND);
}

/* ---- through the network ---- */

typedef struct {
  Search *search; /* borrowed */
  GFile *file;    /* owned */
} Job;

static void go_on (Search *search);

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  Search *search = job->search;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermPrediction) prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &error);

  search->n_done++;
  if (prediction != NULL)
    keep_near (search, job->file, measure_square (search, prediction));
  else
    search->n_failed++;
  g_object_unref (job->file);
  g_free (job);
  go_on (search);
}

static void
start_job (Search *search)
{
  Job *job = g_new (Job, 1);

  *job = (Job){ search, g_object_ref (search->files->pdata[search->n_started++]) };
  derm_classifier_open_async (search->classifier, derm_request_new (job->file, NULL, search->recipe, G_PRIORITY_LOW),
                              search->cancellable, on_opened, job);
}

static void
tell_found (Search *search)
{
  LensElsewhere *self = search->owner;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autofree char *failed = NULL, *name = g_file_get_parse_name (search->folder);
  guint n = search->n_failed;

  for (guint i = 0; i < search->nearest->len; i++)
    g_ptr_array_add (files, g_array_index (search->nearest, Near, i).file);
  if (n > 0)
    {
      failed = g_strdup_printf (ngettext ("%'u image could not be read", "%'u images could not be read", n), n);
      lens_messages_show_error (self->messages, name, failed);
    }
  else if (files->len == 0)
    lens_messages_show_error (self->messages, name, _ ("no image was found in it"));
  if (files->len > 0)
    g_signal_emit (self, signals[FOUND], 0, search->item, files);
}

static void
go_on (Search *search)
{
  const guint most = JOBS_PER_THREAD * (guint) derm_classifier_get_n_threads (search->classifier);

  while (is_current (search) && search->n_started < search->files->len && search->n_started - search->n_done < most)
    start_job (search);
  if (search->n_done < search->n_started)
    return;
  if (is_current (search))
    {
      end (search->owner);
      tell_found (search);
    }
  search_free (search);
}

/* ---- what there is ---- */

static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  for (guint i = 0; i < batch->n_files; i++)
    g_ptr_array_add (user_data, g_object_ref (batch->files[i].file));
}

static void
list_in_thread (GTask *task, gpointer source, gpointer folder, GCancellable *cancellable)
{
  g_autoptr (DermWalk) walk = derm_walk_new (folder, DERM_WALK_RECURSIVE);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;

  if (derm_walk_run (walk, on_batch, files, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&files), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* The image itself is no finding. */
static void
drop_own (const Search *search)
{
  GFile *own = lens_item_get_file (search->item);

  for (guint i = search->files->len; own != NULL && i-- > 0;)
    if (g_file_equal (search->files->pdata[i], own))
      g_ptr_array_remove_index (search->files, i);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *name = g_file_get_parse_name (search->folder);
  g_autoptr (GError) error = NULL;

  search->files = g_task_propagate_pointer (G_TASK (result), &error);
  if (search->files != NULL)
    {
      drop_own (search);
      go_on (search);
      return;
    }
  if (is_current (search))
    {
      end (search->owner);
      lens_messages_show_error (search->owner->messages, name, error->message);
    }
  search_free (search);
}

/* ---- the object ---- */

static void
cancel (LensElsewhere *self)
{
  if (self->search == NULL)
    return;
  g_cancellable_cancel (self->search->cancellable);
  end (self);
}

gboolean
lens_elsewhere_can_find (LensElsewhere *self, LensItem *item)
{
  DermPrediction *prediction;
  int n = 0;

  g_return_val_if_fail (LENS_IS_ELSEWHERE (self), FALSE);

  prediction = item != NULL ? lens_item_get_prediction (item) : NULL;

  return !self->is_closed && prediction != NULL
         && derm_prediction_get_model (prediction) == lens_reading_get_model (self->reading)
         && derm_prediction_get_features (prediction, &n) != NULL;
}

void
lens_elsewhere_find (LensElsewhere *self, LensItem *item, GFile *folder)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (LENS_IS_ELSEWHERE (self));
  g_return_if_fail (G_IS_FILE (folder));

  if (!lens_elsewhere_can_find (self, item))
    return;
  cancel (self);
  search = g_new0 (Search, 1);
  search->owner = g_object_ref (self);
  search->item = g_object_ref (item);
  search->prediction = g_object_ref (lens_item_get_prediction (item));
  search->folder = g_object_ref (folder);
  search->classifier = g_object_ref (lens_reading_get_classifier (self->reading));
  search->recipe = g_object_ref (lens_reading_get_recipe (self->reading));
  search->cancellable = g_cancellable_new ();
  search->nearest = g_array_new (FALSE, FALSE, sizeof (Near));
  g_array_set_clear_func (search->nearest, near_clear);
  self->search = search;
  self->progress_id = g_timeout_add (PROGRESS_MS, on_tell_progress, self);
  task = g_task_new (self, search->cancellable, on_listed, search);
  g_task_set_source_tag (task, lens_elsewhere_find);
  g_task_set_task_data (task, g_object_ref (folder), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

gboolean
lens_elsewhere_is_working (LensElsewhere *self)
{
  g_return_val_if_fail (LENS_IS_ELSEWHERE (self), FALSE);

  return self->search != NULL;
}

void
lens_elsewhere_close (LensElsewhere *self)
{
  g_return_if_fail (LENS_IS_ELSEWHERE (self));

  self->is_closed = TRUE;
  cancel (self);
}

static void
lens_elsewhere_dispose (GObject *object)
{
  LensElsewhere *self = LENS_ELSEWHERE (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->reading);
  g_clear_object (&self->messages);

  G_OBJECT_CLASS (lens_elsewhere_parent_class)->dispose (object);
}

static void
lens_elsewhere_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, lens_elsewhere_is_working (LENS_ELSEWHERE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_elsewhere_class_init (LensElsewhereClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_elsewhere_dispose;
  object_class->get_property = lens_elsewhere_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether a folder is searched", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, LENS_TYPE_ITEM, G_TYPE_PTR_ARRAY);
}

static void
lens_elsewhere_init (LensElsewhere *self)
{
}

LensElsewhere *
lens_elsewhere_new (LensReading *reading, LensMessages *messages)
{
  LensElsewhere *self = g_object_new (LENS_TYPE_ELSEWHERE, NULL);

  self->reading = g_object_ref (reading);
  self->messages = g_object_ref (messages);
  g_signal_connect_object (messages, "cancelled", G_CALLBACK (cancel), self, G_CONNECT_SWAPPED);

  return self;
}
