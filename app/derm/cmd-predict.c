/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "derm-cli.h"
#include "predict-fields.h"

enum { JOBS_PER_THREAD = 16 };

typedef struct _Run Run;
typedef struct _Job Job;

/* One recipe of an image. */
typedef struct {
  Job *job;
  DermRecipe *recipe; /* borrowed */
  DermPrediction *prediction;
} Part;

/* One image on its way. A slot of a ring: image i has slot i modulo the ring's size. */
struct _Job {
  Run *run;
  gboolean is_done;
  DermImage *image; /* kept for the figure, and for the recipes after the first */
  Part *parts;      /* owned, one for each recipe */
  guint n_pending;  /* of them */
  GError *error;
};

struct _Run {
  PredictOptions *options;
  Output output;
  GCancellable *cancellable;
  Job *jobs;
  guint n_jobs, n_files;
  guint n_started, n_finished, n_printed, n_failed;
  CliStatus status; /* of output and figure; failed images are counted apart */
};

static void
job_clear (Job *job)
{
  job->is_done = FALSE;
  g_clear_object (&job->image);
  for (guint i = 0; i < job->run->output.recipes->len; i++)
    g_clear_object (&job->parts[i].prediction);
  g_clear_error (&job->error);
}

static gboolean
save_figure (const Job *job, DermPrediction *prediction, const char *path, GError **error)
{
  gboolean (*save) (DermImage *, DermPrediction *, const char *, const char *, GError **);

  *(void **) &save = cli_find_figure ("derm_figure_save", error);
  return save != NULL && save (job->image, prediction, NULL, path, error);
}

static void
write_figure (Run *run, const Job *job, DermPrediction *prediction)
{
  g_autoptr (GError) error = NULL;

  if (run->options->figure == NULL || prediction == NULL)
    return;
  if (save_figure (job, prediction, run->options->figure, &error))
    return;
  cli_error ("%s", error->message);
  run->status = CLI_OUTPUT;
}

/* The prediction with the answer that was asked for; NULL if the image failed. */
static DermPrediction *
decide (const Run *run, const Job *job, const Part *part)
{
  return job->error == NULL ? derm_prediction_with_decision (part->prediction, run->options->decision, NULL) : NULL;
}

/* What the input was made by: the recipe, with its crop as a part of this image. */
static DermRecipe *
take_recipe (const Part *part)
{
  return part->prediction != NULL ? derm_input_get_recipe (derm_prediction_get_input (part->prediction)) : part->recipe;
}

static void
print_job (Run *run, const Job *job)
{
  g_auto (PredictSource) source = { 0 };

  predict_source_look (&source, run->options->chosen, run->options->files[run->n_printed], run->n_printed);
  for (guint i = 0; i < run->output.recipes->len && run->status == CLI_OK; i++)
    {
      g_autoptr (DermPrediction) prediction = decide (run, job, &job->parts[i]);
      DermRecord row = { .file = run->options->files[run->n_printed],
                         .recipe = take_recipe (&job->parts[i]),
                         .prediction = prediction,
                         .error = job->error != NULL ? job->error->message : NULL,
                         .source = &source.source };

      output_row (&run->output, &row, run->n_printed == 0 && i == 0);
      if (!cli_flush ())
        {
          run->status = CLI_OUTPUT;
          g_cancellable_cancel (run->cancellable);
        }
      write_figure (run, job, prediction);
    }
}

/* Results come in any order and go out in the files' order. */
static void
print_ready (Run *run)
{
  while (run->n_printed < run->n_started && run->jobs[run->n_printed % run->n_jobs].is_done)
    {
      Job *job = &run->jobs[run->n_printed % run->n_jobs];

      run->n_failed += job->error != NULL;
      if (run->status == CLI_OK)
        print_job (run, job);
      job_clear (job);
      run->n_printed++;
    }
}

static void
finish_job (Job *job)
{
  job->is_done = TRUE;
  job->run->n_finished++;
}

static void on_opened (GObject *source, GAsyncResult *result, gpointer user_data);

/* Of many images several go through the network at once, but then none is kept. */
static int
choose_priority (const Run *run)
{
  return run->n_files > 1 && run->output.recipes->len == 1 ? G_PRIORITY_LOW : G_PRIORITY_DEFAULT;
}

static void
open_part (Part *part, GFile *file, DermImage *image)
{
  Run *run = part->job->run;

  part->job->n_pending++;
  derm_classifier_open_async (run->output.form.classifier,
                              derm_request_new (file, image, part->recipe, choose_priority (run)), run->cancellable,
                              on_opened, part);
}

/* The image is decoded for the first recipe; the others take it from there. */
static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Part *part = user_data;
  Job *job = part->job;
  guint n_parts = job->run->output.recipes->len;
  gboolean is_first = part == &job->parts[0], keeps_image = job->run->options->figure != NULL || n_parts > 1;

  part->prediction
      = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, keeps_image && is_first ? &job->image : NULL,
                                     job->error == NULL ? &job->error : NULL);
  for (guint i = 1; is_first && part->prediction != NULL && i < n_parts; i++)
    open_part (&job->parts[i], NULL, job->image);
  if (--job->n_pending == 0)
    finish_job (job);
}

static void
open_image (Job *job, GFile *file, DermImage *image)
{
  open_part (&job->parts[0], file, image);
}

static void
read_stdin_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  DermImage *image = cli_read_stdin (&error);

  if (image != NULL)
    g_task_return_pointer (task, image, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_stdin_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (DermImage) image = g_task_propagate_pointer (G_TASK (result), &job->error);

  if (image != NULL)
    open_image (job, NULL, image);
  else
    finish_job (job);
}

static gpointer
decode_in_thread (gpointer path)
{
  g_autoptr (GFile) file = cli_file (path);

  return derm_image_new_from_file (file, NULL, NULL);
}

/* A single image is decoded while the model is loaded and prepared. */
static GThread *
start_decoding (const PredictOptions *options)
{
  gboolean is_single_file = options->files[1] == NULL && !cli_is_stdin (options->files[0]);

  return is_single_file ? g_thread_try_new ("decode", decode_in_thread, options->files[0], NULL) : NULL;
}

/* That image, or NULL: then the file is opened in the ordinary way, which also says what is wrong with it. */
static DermImage *
take_decoded (PredictOptions *options)
{
  GThread *decoding = g_steal_pointer (&options->decoding);

  return decoding != NULL ? g_thread_join (decoding) : NULL;
}

static void
start_job (Run *run)
{
  const char *path = run->options->files[run->n_started];
  Job *job = &run->jobs[run->n_started % run->n_jobs];

  run->n_started++;
  if (cli_is_stdin (path))
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, on_stdin_read, job);

      g_task_run_in_thread (task, read_stdin_in_thread);
    }
  else
    {
      g_autoptr (DermImage) image = take_decoded (run->options);
      g_autoptr (GFile) file = image == NULL ? cli_file (path) : NULL;

      open_image (job, file, image);
    }
}

static gboolean
has_room (const Run *run)
{
  return run->status == CLI_OK && run->n_started < run->n_files && run->n_started - run->n_printed < run->n_jobs;
}

static void
run_jobs (Run *run)
{
  output_begin (&run->output);
  if (!cli_flush ())
    run->status = CLI_OUTPUT;
  while (has_room (run) || run->n_finished < run->n_started)
    {
      while (has_room (run))
        start_job (run);
      g_main_context_iteration (NULL, TRUE);
      print_ready (run);
      if (run->status == CLI_OUTPUT && run->n_printed < run->n_files)
        exit (CLI_OUTPUT); /* it was said; what still runs, reading standard input perhaps, is for nobody */
    }
  output_end (&run->output);
  if (!cli_flush ())
    run->status = CLI_OUTPUT;
}

static void
make_jobs (Run *run)
{
  GPtrArray *recipes = run->output.recipes;

  run->jobs = g_new0 (Job, run->n_jobs);
  for (guint i = 0; i < run->n_jobs; i++)
    {
      Job *job = &run->jobs[i];

      job->run = run;
      job->parts = g_new0 (Part, recipes->len);
      for (guint k = 0; k < recipes->len; k++)
        job->parts[k] = (Part){ job, recipes->pdata[k], NULL };
    }
}

static void
free_jobs (Run *run)
{
  for (guint i = 0; i < run->n_jobs; i++)
    {
      job_clear (&run->jobs[i]);
      g_free (run->jobs[i].parts);
    }
  g_free (run->jobs);
}

static CliStatus
predict (PredictOptions *options, DermClassifier *classifier, GPtrArray *recipes)
{
  Run run = {
    .options = options,
    .output = { .format = options->format,
                .form = { .classifier = classifier,
                          .columns = recipes->pdata[0],
                          .values = options->values,
                          .decision = options->decision,
                          .fields = options->chosen },
                .is_verbose = options->is_verbose,
                .recipes = recipes,
                .files = options->files },
    .n_jobs = (guint) (JOBS_PER_THREAD * derm_classifier_get_n_threads (classifier)),
    .n_files = g_strv_length (options->files),
  };

  run.cancellable = g_cancellable_new ();
  make_jobs (&run);
  run_jobs (&run);
  free_jobs (&run);
  g_object_unref (run.cancellable);
  if (!options->is_quiet)
    cli_put_error ("%s\n", derm_research_line ());
  if (run.status != CLI_OK)
    return run.status;
  return run.n_failed > 0 ? CLI_IMAGES : CLI_OK;
}

static void
options_clear (PredictOptions *options)
{
  g_autoptr (DermImage) G_GNUC_UNUSED unused = take_decoded (options);

  predict_options_clear (options);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PredictOptions, options_clear)

static gpointer
hash_model (gpointer model)
{
  derm_model_get_sha256 (model);
  return NULL;
}

/* All outputs but one name the model's hash, which takes as long as decoding an image: it is made beside the packing of
 * the weights. */
static DermClassifier *
make_classifier (const PredictOptions *options, DermModel *model, CliStatus *status)
{
  GThread *thread = options->format != OUTPUT_PUBLISHED ? g_thread_try_new ("hash", hash_model, model, NULL) : NULL;
  DermClassifier *classifier = cli_make_classifier (model, options->isa, options->n_threads, status);

  if (thread != NULL)
    g_thread_join (thread);
  return classifier;
}

/* What was assumed, where the output does not say it: the table ends with the assumed recipe. Labels that were given
 * are not assumed. */
static void
tell_model (const PredictOptions *options, DermClassifier *classifier, GPtrArray *recipes)
{
  DermModel *model = derm_classifier_get_model (classifier);
  g_autofree char *assumption = options->format != OUTPUT_TABLE ? derm_model_get_assumption (model) : NULL;
  gboolean has_model_labels = FALSE;

  for (guint i = 0; i < recipes->len; i++)
    has_model_labels |= derm_recipe_get_labels (recipes->pdata[i]) == NULL;
  if (derm_classifier_get_n_threads (classifier) < options->n_threads)
    cli_error (_ ("The network takes so much memory that it runs on %d of the %d threads."),
               derm_classifier_get_n_threads (classifier), options->n_threads);
  cli_tell_remarks (model, has_model_labels);
  if (assumption != NULL && options->recipe.name == NULL)
    cli_error ("%s", assumption);
}

CliStatus
cmd_predict (char **argv)
{
  g_auto (PredictOptions) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (GPtrArray) recipes = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!predict_options_parse (&options, argv))
    return CLI_USAGE;
  if (options.shows_fields)
    return predict_fields_show ();
  options.decoding = start_decoding (&options);
  status = recipe_options_open (&options.recipe, &model, &recipes);
  if (status != CLI_OK)
    return status;
  if (!predict_options_calibrate (&options, &model, recipes->pdata[0])
      || !predict_fields_choose (&options, model, recipes->pdata[0]))
    return CLI_USAGE;
  if (!derm_model_check_decision (model, options.decision, &error))
    {
      cli_error ("%s", error->message);
      return CLI_USAGE;
    }
  classifier = make_classifier (&options, model, &status);
  if (classifier == NULL)
    return status;
  tell_model (&options, classifier, recipes);
  return predict (&options, classifier, recipes);
}
