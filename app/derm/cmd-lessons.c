/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "derm-cli.h"

typedef struct {
  char *model, *weights_key, *isa; /* owned, or NULL */
  gboolean is_checked;
  char **files;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->model);
  g_free (options->weights_key);
  g_free (options->isa);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "check", 'c', 0, G_OPTION_ARG_NONE, &options->is_checked,
      N_ ("Check these files: whether they can be read, and whether the model says what they state"), NULL },
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->model, N_ ("Model file (default: the bundled one)"),
      N_ ("FILE") },
    { "weights-key", 0, 0, G_OPTION_ARG_STRING, &options->weights_key, N_ ("Which of the networks in the model file"),
      N_ ("KEY") },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512 or neon"), N_ ("LEVEL") },
    { NULL },
  };

  return cli_parse (
      &(CliCommand){ "lessons", _ ("[FILE…]"), _ ("Lists the lessons, or checks what they state."), entries }, argv,
      &options->files);
}

static void
file_error (const char *path, const char *reason)
{
  g_autofree char *shown = cli_printable (path);

  /* Translators: a file, and where in it what is wrong: “lesson.ini, line 17: …” */
  cli_error (_ ("%1$s, %2$s"), shown, reason);
}

/* One line: its file, its size, what it is called. */
static void
list_lesson (const char *path, DermLesson *lesson)
{
  g_autofree char *title = derm_lesson_dup_title (lesson), *name = g_path_get_basename (path), *words = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  int n_questions = derm_lesson_get_n_questions (lesson), n_claims = derm_lesson_get_n_claims (lesson);

  cli_append_padded (line, name, 28, FALSE);
  g_string_append (line, "  ");
  words = g_strdup_printf (ngettext ("%d question", "%d questions", (guint) n_questions), n_questions);
  cli_append_padded (line, words, 12, FALSE);
  g_string_append (line, "  ");
  g_clear_pointer (&words, g_free);
  words = g_strdup_printf (ngettext ("%d claim", "%d claims", (guint) n_claims), n_claims);
  cli_append_padded (line, words, 10, FALSE);
  g_string_append_printf (line, "  %s\n", title);
  cli_put (line->str);
}

/* classifier: NULL: the file is only read. */
static gboolean
take_file (const char *path, DermClassifier *classifier)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermLesson) lesson = derm_lesson_new_from_file (path, &error);
  g_auto (GStrv) faults = NULL;

  if (lesson == NULL && error->domain == DERM_ERROR)
    file_error (path, error->message);
  else if (lesson == NULL)
    cli_file_error (path, error);
  if (lesson == NULL)
    return FALSE;
  if (classifier != NULL)
    faults = derm_lesson_check (lesson, classifier, NULL, NULL);
  for (char **fault = faults; fault != NULL && *fault != NULL; fault++)
    file_error (path, *fault);
  if (faults == NULL || *faults == NULL)
    list_lesson (path, lesson);
  return faults == NULL || *faults == NULL;
}

CliStatus
cmd_lessons (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  CliStatus status = CLI_OK;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  if (options.is_checked)
    {
      model = cli_load_model (options.model, options.weights_key);
      if (model == NULL)
        return CLI_MODEL;
      classifier = cli_make_classifier (model, options.isa, 0, &status);
      if (classifier == NULL)
        return status;
    }
  if (options.files == NULL)
    options.files = derm_lesson_list_files ();
  for (char **file = options.files; *file != NULL; file++)
    if (!take_file (*file, classifier))
      status = CLI_IMAGES;
  return cli_flush () ? status : CLI_OUTPUT;
}
