/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <dlfcn.h>

#include <glib/gi18n.h>
#include <stdlib.h>

#include "derm-cli.h"
#include "predict-output.h"

enum { JOBS_PER_THREAD = 4, MAX_THREADS = 256 };

typedef struct {
  char *model, *recipe, *isa, *figure;
  GThread *decoding; /* owned, of the only image, or NULL */
  char **files;
  int n_threads;
  gboolean is_quiet;
  OutputFormat format;
} Options;

typedef struct _Run Run;

/* One image on its way. A slot of a ring: image i has slot i modulo the ring's size. */
typedef struct {
  Run *run;
  gboolean is_done;
  DermImage *image; /* kept for the figure only */
  DermPrediction *prediction;
  GError *error;
} Job;

struct _Run {
  Options *options;
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
  g_clear_object (&job->prediction);
  g_clear_error (&job->error);
}

/* derm_figure_save() from the library of figures, which is loaded only here: drawing text brings forty libraries along.
 */
static gboolean
save_figure (const Job *job, const char *path, GError **error)
{
  gboolean (*save) (DermImage *, DermPrediction *, const char *, GError **);
  void *library = dlopen (DERM_FIGURE_LIBRARY, RTLD_LAZY); /* not GModule: the search starts from who calls dlopen() */

  *(void **) &save = library != NULL ? dlsym (library, "derm_figure_save") : NULL;
  if (save == NULL)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, dlerror ());
      return FALSE;
    }
  return save (job->image, job->prediction, path, error);
}

static void
write_figure (Run *run, const Job *job)
{
  g_autoptr (GError) error = NULL;

  if (run->options->figure == NULL || job->prediction == NULL)
    return;
  if (save_figure (job, run->options->figure, &error))
    return;
  cli_error ("%s", error->message);
  run->status = CLI_OUTPUT;
}

static void
print_job (Run *run, const Job *job)
{
  OutputRow row
      = { run->options->files[run->n_printed], job->prediction, job->error != NULL ? job->error->message : NULL };

  output_row (&run->output, &row, run->n_printed == 0);
  if (!cli_flush ())
    {
      run->status = CLI_OUTPUT;
      g_cancellable_cancel (run->cancellable);
    }
  write_figure (run, job);
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

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  gboolean keeps_image = job->run->options->figure != NULL;

  job->prediction
      = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, keeps_image ? &job->image : NULL, &job->error);
  finish_job (job);
}

static void
open_image (Job *job, GFile *file, DermImage *image)
{
  derm_classifier_open_async (job->run->output.classifier, file, image, job->run->output.recipe, G_PRIORITY_DEFAULT,
                              job->run->cancellable, on_opened, job);
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
start_decoding (const Options *options)
{
  gboolean is_single_file = options->files[1] == NULL && !cli_is_stdin (options->files[0]);

  return is_single_file ? g_thread_try_new ("decode", decode_in_thread, options->files[0], NULL) : NULL;
}

/* That image, or NULL: then the file is opened in the ordinary way, which also says what is wrong with it. */
static DermImage *
take_decoded (Options *options)
{
  GThread *decoding = g_steal_pointer (&options->decoding);

  return decoding != NULL ? g_thread_join (decoding) : NULL;
}

static void
start_job (Run *run)
{
  const char *path = run->options->files[run->n_started];
  Job *job = &run->jobs[run->n_started % run->n_jobs];

  job->run = run;
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

static CliStatus
predict (Options *options, DermClassifier *classifier, DermRecipe *recipe)
{
  Run run = {
    .options = options,
    .output = { .format = options->format, .classifier = classifier, .recipe = recipe, .files = options->files },
    .n_jobs = (guint) (JOBS_PER_THREAD * derm_classifier_get_n_threads (classifier)),
    .n_files = g_strv_length (options->files),
  };

  run.cancellable = g_cancellable_new ();
  run.jobs = g_new0 (Job, run.n_jobs);
  run_jobs (&run);
  for (guint i = 0; i < run.n_jobs; i++)
    job_clear (&run.jobs[i]);
  g_free (run.jobs);
  g_object_unref (run.cancellable);
  if (!options->is_quiet)
    g_printerr ("%s\n", derm_research_line ());
  if (run.status != CLI_OK)
    return run.status;
  return run.n_failed > 0 ? CLI_IMAGES : CLI_OK;
}

/* ---- options ---- */

static gboolean
check_figure (const Options *options)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", NULL };

  if (options->figure == NULL)
    return TRUE;
  if (options->files[1] != NULL)
    cli_error (_ ("--figure takes exactly one image."));
  else if (!cli_has_ending (options->figure, endings))
    cli_error (_ ("A figure's name ends in .png, .svg or .pdf."));
  else if (cli_is_same_file (options->figure, options->files[0]))
    cli_error (_ ("The figure would replace the image it is made of."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_files (char **files)
{
  int n_stdin = 0;

  if (files == NULL || files[0] == NULL)
    {
      cli_error (_ ("Name at least one image, or - for standard input."));
      return FALSE;
    }
  for (char **file = files; *file != NULL; file++)
    n_stdin += cli_is_stdin (*file);
  if (n_stdin > 1)
    cli_error (_ ("Standard input (-) can be read once only."));
  return n_stdin <= 1;
}

static gboolean
check_options (Options *options, const char *format)
{
  if (format != NULL && !output_format_from_id (format, &options->format))
    {
      cli_error (_ ("“%s” is not a format: table, csv, json or jsonl."), format);
      return FALSE;
    }
  if (options->n_threads < 0 || options->n_threads > MAX_THREADS)
    {
      cli_error (_ ("--threads takes a number from 0 (all processors) to %d."), MAX_THREADS);
      return FALSE;
    }
  return check_files (options->files) && check_figure (options);
}

static gboolean
parse_options (Options *options, char **argv)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->model, N_ ("Model file (default: the bundled one)"),
      N_ ("FILE") },
    { "recipe", 'r', 0, G_OPTION_ARG_STRING, &options->recipe,
      N_ ("How images become the input (default: the model's)"), N_ ("NAME") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("table (default), csv, json or jsonl"), N_ ("FORMAT") },
    { "figure", 'F', 0, G_OPTION_ARG_FILENAME, &options->figure,
      N_ ("Also draw the result of one image: .png, .svg, .pdf"), N_ ("OUT") },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512, neon (default: the best)"),
      N_ ("LEVEL") },
    { "threads", 't', 0, G_OPTION_ARG_INT, &options->n_threads, N_ ("Worker threads (default: as many as processors)"),
      N_ ("N") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->is_quiet, N_ ("Leave out the research-only line"), NULL },
    { NULL },
  };

  return cli_parse ("predict", _ ("FILE…"),
                    _ ("Shows the network's scores of images; - reads one from standard input."), entries, argv,
                    &options->files)
         && check_options (options, format);
}

static void
options_clear (Options *options)
{
  g_autoptr (DermImage) unused = take_decoded (options);

  g_free (options->model);
  g_free (options->recipe);
  g_free (options->isa);
  g_free (options->figure);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gpointer
hash_model (gpointer model)
{
  derm_model_get_sha256 (model);
  return NULL;
}

/* Rows for machines name the model's hash, which takes as long as decoding an image: it is made beside the packing of
 * the weights. */
static DermClassifier *
make_classifier (const Options *options, DermModel *model, GError **error)
{
  GThread *thread = options->format != OUTPUT_TABLE ? g_thread_try_new ("hash", hash_model, model, NULL) : NULL;
  DermClassifier *classifier = derm_classifier_new (model, options->isa, options->n_threads, error);

  if (thread != NULL)
    g_thread_join (thread);
  return classifier;
}

CliStatus
cmd_predict (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  options.decoding = start_decoding (&options);
  model = cli_load_model (options.model);
  if (model == NULL)
    return CLI_MODEL;
  recipe = derm_model_find_recipe (model, options.recipe, &error);
  if (recipe != NULL)
    classifier = make_classifier (&options, model, &error);
  if (classifier == NULL)
    {
      cli_error ("%s", error->message);
      return g_error_matches (error, DERM_ERROR, DERM_ERROR_MODEL) ? CLI_MODEL : CLI_USAGE;
    }
  return predict (&options, classifier, recipe);
}
