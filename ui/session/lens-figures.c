/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-figures.h"

#include "lens-vocabulary.h"

#define UPDATE_MS 300 /* between two countings while results come in */
#define SOON_MS 10    /* several changes at once are one */

/* What is known, and what has been computed of it. On the worker while that is done. */
typedef struct {
  DermModel *model; /* owned */
  GStrv labels;
  GPtrArray *names; /* of the images with a truth */
  GArray *truth;    /* int: classes of the images that are counted */
  GArray *answers;  /* int: what the model says of them */
  guint n_failed;

  DermTrainedOn *trained_on; /* owned; NULL: to be looked for */
  DermMetrics *metrics;      /* owned, or NULL */
  guint n_trained_on, n_ham10000;
  GError *error; /* of the list */
} Count;

struct _LensFigures {
  GObject parent_instance;

  LensFiguresParts parts; /* owned */

  Count *count;     /* owned, or NULL */
  DermModel *asked; /* owned: the model whose list has been looked for */
  guint update_id;
  gboolean is_counting, is_due;
  gboolean was_working;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (LensFigures, lens_figures, G_TYPE_OBJECT)

enum { PROP_N_KNOWN = 1, PROP_N_COUNTED, PROP_N_FAILED, PROP_N_TRAINED_ON, PROP_METRICS, PROP_IS_WORKING, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
count_free (gpointer data)
{
  Count *count = data;

  g_clear_object (&count->model);
  g_strfreev (count->labels);
  g_ptr_array_unref (count->names);
  g_array_unref (count->truth);
  g_array_unref (count->answers);
  g_clear_object (&count->trained_on);
  g_clear_object (&count->metrics);
  g_clear_error (&count->error);
  g_free (count);
}

/* ---- what is there to count ---- */

static void
add_item (Count *count, LensItem *item)
{
  const char *const *labels = (const char *const *) count->labels;
  const char *label = lens_item_get_truth (item);
  const char *leading = lens_item_get_state (item) == LENS_STATE_DONE ? lens_item_get_answer (item) : NULL;
  int truth = label != NULL ? lens_labels_find (labels, label) : -1, answer;

  if (truth < 0)
    return;

  g_ptr_array_add (count->names, g_strdup (lens_item_get_name (item)));
  count->n_failed += lens_item_get_state (item) == LENS_STATE_FAILED;
  answer = leading != NULL ? lens_labels_find (labels, leading) : -1;
  if (answer < 0)
    return;
  g_array_append_val (count->truth, truth);
  g_array_append_val (count->answers, answer);
}

static Count *
collect (LensFigures *self)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);
  DermModel *model = lens_reading_get_model (self->parts.reading);
  Count *count = g_new0 (Count, 1);

  g_set_object (&count->model, model);
  count->labels = lens_reading_dup_labels (self->parts.reading);
  count->names = g_ptr_array_new_with_free_func (g_free);
  count->truth = g_array_new (FALSE, FALSE, sizeof (int));
  count->answers = g_array_new (FALSE, FALSE, sizeof (int));
  if (self->count != NULL && self->count->model == model)
    g_set_object (&count->trained_on, self->count->trained_on);
  for (guint i = 0; i < items->len; i++)
    add_item (count, g_ptr_array_index (items, i));

  return count;
}

/* ---- on the worker ---- */

/* Answers are taken by the decision, not always by the highest score: each is the only score of its row. */
static void
measure (Count *count)
{
  int n_classes = (int) g_strv_length (count->labels);
  gsize n_scores = (gsize) count->truth->len * (gsize) n_classes;
  g_autofree double *scores = g_new0 (double, MAX (1, n_scores));
  g_autoptr (GError) error = NULL;

  if (count->truth->len == 0)
    return;
  for (guint i = 0; i < count->answers->len; i++)
    scores[i * (guint) n_classes + (guint) g_array_index (count->answers, int, i)] = 1.0;
  count->metrics
      = derm_metrics_new (scores, n_scores, (const int *) count->truth->data, count->truth->len, n_classes, &error);
  if (count->metrics == NULL)
    g_warning ("%s", error->message);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Count *count = data;

  if (count->trained_on == NULL && count->model != NULL)
    count->trained_on = derm_trained_on_new_for_model (count->model, NULL, &count->error);
  for (guint i = 0; i < count->names->len; i++)
    {
      const char *name = g_ptr_array_index (count->names, i);

      count->n_ham10000 += derm_trained_on_is_ham10000 (name) != 0;
      count->n_trained_on += count->trained_on != NULL && derm_trained_on_contains (count->trained_on, name);
    }
  measure (count);
  g_task_return_boolean (task, TRUE);
}

/* ---- when ---- */

static void
tell_working (LensFigures *self)
{
  if (self->was_working == lens_figures_is_working (self))
    return;
  self->was_working = !self->was_working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

/* Takes it. */
static void
set_count (LensFigures *self, Count *count)
{
  Count *before = self->count;

  if (before == NULL && count == NULL)
    return;

  self->count = count;
  g_clear_pointer (&before, count_free);
  for (int i = PROP_N_KNOWN; i <= PROP_METRICS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Once for each model. */
static void
report_list (LensFigures *self, const Count *count)
{
  if (count->error == NULL || !g_set_object (&self->asked, count->model))
    return;
  lens_messages_show_error (self->parts.messages, NULL, count->error->message);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensFigures *self = LENS_FIGURES (source); /* held by the task */
  Count *count = user_data;
  gboolean is_late = self->is_closed || count->model != lens_reading_get_model (self->parts.reading)
                     || !lens_truths_has_truth (self->parts.truths);

  self->is_counting = FALSE;
  if (is_late)
    {
      count_free (count);
    }
  else
    {
      report_list (self, count);
      set_count (self, count);
    }
  if (self->is_due)
    lens_figures_update (self);
  tell_working (self);
}

static void
on_update (gpointer user_data)
{
  LensFigures *self = user_data;
  Count *count = collect (self);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_counted, count); /* freed there, on this thread */

  self->update_id = 0;
  self->is_counting = TRUE;
  self->is_due = FALSE;
  g_task_set_source_tag (task, on_update);
  g_task_set_task_data (task, count, NULL);
  g_task_run_in_thread (task, count_in_thread);
}

void
lens_figures_update (LensFigures *self)
{
  g_return_if_fail (LENS_IS_FIGURES (self));

  if (self->is_closed)
    return;
  if (!lens_truths_has_truth (self->parts.truths))
    {
      g_clear_handle_id (&self->update_id, g_source_remove);
      self->is_due = FALSE;
      set_count (self, NULL);
    }
  else if (self->is_counting)
    {
      self->is_due = TRUE;
    }
  else if (self->update_id == 0)
    {
      self->update_id = g_timeout_add_once (
          lens_work_get_n_left (self->parts.work) > 0 && self->count != NULL ? UPDATE_MS : SOON_MS, on_update, self);
    }
  tell_working (self);
}

/* ---- the object ---- */

void
lens_figures_close (LensFigures *self)
{
  g_return_if_fail (LENS_IS_FIGURES (self));

  self->is_closed = TRUE;
  g_clear_handle_id (&self->update_id, g_source_remove);
}

static void
lens_figures_dispose (GObject *object)
{
  LensFigures *self = LENS_FIGURES (object);

  lens_figures_close (self);
  g_clear_pointer (&self->count, count_free);
  g_clear_object (&self->asked);
  g_clear_object (&self->parts.collection);
  g_clear_object (&self->parts.reading);
  g_clear_object (&self->parts.work);
  g_clear_object (&self->parts.truths);
  g_clear_object (&self->parts.messages);

  G_OBJECT_CLASS (lens_figures_parent_class)->dispose (object);
}

static void
lens_figures_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensFigures *self = LENS_FIGURES (object);

  switch (id)
    {
    case PROP_N_KNOWN:
      g_value_set_uint (value, lens_figures_get_n_known (self));
      break;
    case PROP_N_COUNTED:
      g_value_set_uint (value, lens_figures_get_n_counted (self));
      break;
    case PROP_N_FAILED:
      g_value_set_uint (value, lens_figures_get_n_failed (self));
      break;
    case PROP_N_TRAINED_ON:
      g_value_set_uint (value, lens_figures_get_n_trained_on (self));
      break;
    case PROP_METRICS:
      g_value_set_object (value, lens_figures_get_metrics (self));
      break;
    case PROP_IS_WORKING:
      g_value_set_boolean (value, lens_figures_is_working (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static GParamSpec *
number (const char *name, const char *nick, const char *blurb)
{
  return g_param_spec_uint (name, nick, blurb, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
lens_figures_class_init (LensFiguresClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lens_figures_dispose;
  object_class->get_property = lens_figures_get_property;

  properties[PROP_N_KNOWN] = number ("n-known", "Known", "Images with a truth");
  properties[PROP_N_COUNTED] = number ("n-counted", "Counted", "Images with a truth and a result");
  properties[PROP_N_FAILED] = number ("n-failed", "Failed", "Images with a truth that cannot be opened");
  properties[PROP_N_TRAINED_ON] = number ("n-trained-on", "Trained on", "Images with a truth that the model has seen");
  properties[PROP_METRICS]
      = g_param_spec_object ("metrics", "Metrics", "How well the answers agree", DERM_TYPE_METRICS, flags);
  properties[PROP_IS_WORKING]
      = g_param_spec_boolean ("is-working", "Working", "Whether the figures are to follow", FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_figures_init (LensFigures *self)
{
}

LensFigures *
lens_figures_new (const LensFiguresParts *parts)
{
  LensFigures *self = g_object_new (LENS_TYPE_FIGURES, NULL);
  const struct {
    gpointer part;
    const char *signal;
  } watched[] = {
    { parts->truths, "changed" },
    { parts->reading, "changed" },
    { parts->work, "progressed" },
    { parts->work, "failed" },
    { parts->collection, "items-changed" },
    { parts->work, "notify::is-working" },
    { parts->collection, "notify::n-waiting" },
  };

  self->parts = *parts;
  g_object_ref (self->parts.collection);
  g_object_ref (self->parts.reading);
  g_object_ref (self->parts.work);
  g_object_ref (self->parts.truths);
  g_object_ref (self->parts.messages);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (watched[i].part, watched[i].signal, G_CALLBACK (lens_figures_update), self,
                             G_CONNECT_SWAPPED);

  return self;
}

guint
lens_figures_get_n_known (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), 0);

  return self->count != NULL ? self->count->names->len : 0;
}

guint
lens_figures_get_n_counted (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), 0);

  return self->count != NULL ? self->count->truth->len : 0;
}

guint
lens_figures_get_n_failed (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), 0);

  return self->count != NULL ? self->count->n_failed : 0;
}

guint
lens_figures_get_n_trained_on (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), 0);

  return self->count != NULL ? self->count->n_trained_on : 0;
}

guint
lens_figures_get_n_ham10000 (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), 0);

  return self->count != NULL ? self->count->n_ham10000 : 0;
}

gboolean
lens_figures_is_working (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), FALSE);

  return self->update_id != 0 || self->is_counting;
}

DermMetrics *
lens_figures_get_metrics (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), NULL);

  return self->count != NULL ? self->count->metrics : NULL;
}

const char *const *
lens_figures_get_labels (LensFigures *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (LENS_IS_FIGURES (self), none);

  return self->count != NULL ? (const char *const *) self->count->labels : none;
}

DermTrainedOn *
lens_figures_get_trained_on (LensFigures *self)
{
  g_return_val_if_fail (LENS_IS_FIGURES (self), NULL);

  return self->count != NULL ? self->count->trained_on : NULL;
}
