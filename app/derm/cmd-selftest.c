/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "derm-cli.h"

/* derm selftest: the model on the samples at every CPU level that this computer has, with one view and with eight. The
 * first level, plain, is what the others are held to, bit by bit. */

enum { MIN_PASSES = 25, MAX_MS = 400, MAX_SAMPLES = 1000, MAX_VIEWED = 2 };

typedef struct {
  const char *isa;
  double ms;          /* median of a pass */
  GPtrArray *differs; /* borrowed names of samples with other bits */
} Level;

typedef struct {
  DermModel *model;
  gboolean is_jsonl;
  GPtrArray *inputs;   /* DermInput, one per sample; then some again with eight views, if the input is square */
  GPtrArray *names;    /* of the samples */
  GPtrArray *expected; /* GBytes: the first level's logits; empty before it has run */
} SelfTest;

static void
self_test_clear (SelfTest *test)
{
  g_clear_object (&test->model);
  g_clear_pointer (&test->inputs, g_ptr_array_unref);
  g_clear_pointer (&test->names, g_ptr_array_unref);
  g_clear_pointer (&test->expected, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SelfTest, self_test_clear)

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* ---- samples ---- */

static gboolean
list_samples (SelfTest *test, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    {
      cli_error (_ ("The samples could not be read: %s"), error->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL && test->names->len < MAX_SAMPLES)
    if (derm_image_format_find (name) != NULL)
      g_ptr_array_add (test->names, g_strdup (name));
  g_ptr_array_sort (test->names, compare_names);
  if (test->names->len == 0)
    {
      g_autofree char *shown = cli_printable (folder);

      cli_error (_ ("There are no samples in %s."), shown);
    }
  return test->names->len > 0;
}

static gboolean
load_sample (SelfTest *test, const char *path, DermRecipe *recipe)
{
  g_autoptr (GFile) file = cli_file (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  DermInput *input = image != NULL ? derm_input_new (image, recipe, &error) : NULL;

  if (input == NULL)
    {
      cli_file_error (path, error);
      return FALSE;
    }
  g_ptr_array_add (test->inputs, input);
  return TRUE;
}

/* The first n samples with that many views; none if the recipe cannot have them. */
static gboolean
load_views (SelfTest *test, const char *folder, int views, guint n)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (derm_model_get_recipe (test->model), views, NULL);

  for (guint i = 0; recipe != NULL && i < n; i++)
    {
      g_autofree char *path = g_build_filename (folder, test->names->pdata[i], NULL);

      if (!load_sample (test, path, recipe))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_samples (SelfTest *test)
{
  g_autofree char *folder = derm_data_path ("samples");

  return list_samples (test, folder) && load_views (test, folder, 1, test->names->len)
         && load_views (test, folder, DERM_RECIPE_MAX_VIEWS, MIN (test->names->len, MAX_VIEWED));
}

/* ---- one level ---- */

/* One pass; the sample's name is noted if its bits are not the first level's. */
static gboolean
run_pass (SelfTest *test, DermClassifier *classifier, guint number, GPtrArray *differs, double *ms, GError **error)
{
  g_autoptr (DermPrediction) prediction = derm_classifier_predict (classifier, test->inputs->pdata[number], error);
  char *name = test->names->pdata[number % test->names->len];
  gsize size;
  const void *logits;

  if (prediction == NULL)
    return FALSE;
  *ms = derm_prediction_get_ms (prediction);
  logits = derm_prediction_get_logits (prediction);
  size = sizeof (float) * (gsize) derm_prediction_get_n_classes (prediction);
  if (number == test->expected->len)
    g_ptr_array_add (test->expected, g_bytes_new (logits, size));
  else if (memcmp (logits, g_bytes_get_data (test->expected->pdata[number], NULL), size) != 0
           && !g_ptr_array_find (differs, name, NULL))
    g_ptr_array_add (differs, name);
  return TRUE;
}

/* Every input once at least; those of one view are timed, again and again until the median is worth its name; slow
 * levels take no more than MAX_MS. */
static gboolean
run_level (SelfTest *test, DermClassifier *classifier, Level *level, GError **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double spent = 0, ms;

  do
    for (guint i = 0; i < test->names->len; i++)
      {
        if (!run_pass (test, classifier, i, level->differs, &ms, error))
          return FALSE;
        g_array_append_val (times, ms);
        spent += ms;
      }
  while (times->len < MIN_PASSES && spent < MAX_MS);
  for (guint i = test->names->len; i < test->inputs->len; i++)
    if (!run_pass (test, classifier, i, level->differs, &ms, error))
      return FALSE;
  g_array_sort (times, compare_times);
  level->isa = derm_classifier_get_isa (classifier);
  level->ms = g_array_index (times, double, times->len / 2);
  return TRUE;
}

/* ---- output ---- */

static void
put_table (const Level *level)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *ms = g_strdup_printf (level->ms < 10 ? "%.3f ms" : "%.1f ms", level->ms);

  cli_append_padded (line, level->isa, 8, FALSE);
  cli_append_padded (line, ms, 12, TRUE);
  g_string_append_printf (line, "  %s", level->differs->len == 0 ? _ ("same bits") : _ ("differs"));
  for (guint i = 0; i < level->differs->len; i++)
    {
      g_autofree char *shown = cli_printable (level->differs->pdata[i]);

      g_string_append_printf (line, "%s %s", i == 0 ? ":" : ",", shown);
    }
  g_string_append_c (line, '\n');
  cli_put (line->str);
}

static void
append_json_string (GString *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

static void
put_jsonl (const SelfTest *test, const Level *level)
{
  g_autoptr (GString) line = g_string_new ("{\"isa\":");
  char ms[G_ASCII_DTOSTR_BUF_SIZE];

  append_json_string (line, level->isa);
  g_string_append_printf (line, ",\"ms\":%s,\"samples\":%u,\"same_bits\":%s,\"differs\":[",
                          g_ascii_formatd (ms, sizeof ms, "%.3f", level->ms), test->names->len,
                          level->differs->len == 0 ? "true" : "false");
  for (guint i = 0; i < level->differs->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      append_json_string (line, level->differs->pdata[i]);
    }
  g_string_append_printf (line, "],\"model_sha256\":\"%s\",\"views\":[1%s]}\n", derm_model_get_sha256 (test->model),
                          test->inputs->len > test->names->len ? ",8" : "");
  cli_put (line->str);
}

/* ---- the command ---- */

/* Runs the level of that name if this computer has it. */
static CliStatus
test_level (SelfTest *test, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermClassifier) classifier = derm_classifier_new (test->model, name, 1, &error);
  g_autoptr (GPtrArray) differs = g_ptr_array_new ();
  Level level = { .differs = differs };

  if (g_error_matches (error, DERM_ERROR, DERM_ERROR_LEVEL))
    return CLI_OK;
  if (classifier == NULL || !run_level (test, classifier, &level, &error))
    {
      cli_error ("%s: %s", name, error->message);
      return CLI_MODEL;
    }
  if (test->is_jsonl)
    put_jsonl (test, &level);
  else
    put_table (&level);
  if (!cli_flush ())
    return CLI_OUTPUT;
  return differs->len == 0 ? CLI_OK : CLI_MODEL;
}

static gboolean
parse_options (SelfTest *test, char **model, char **argv)
{
  g_autofree char *format = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, model, N_ ("Model file (default: the bundled one)"), N_ ("FILE") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("table (default) or jsonl"), N_ ("FORMAT") },
    { NULL },
  };

  if (!cli_parse (&(CliCommand){ "selftest", NULL,
                                 _ ("Runs the model on the samples at every CPU level and compares the bits."),
                                 entries },
                  argv, &rest))
    return FALSE;
  if (rest != NULL)
    cli_error (_ ("The self-test takes no files: it runs on the samples."));
  else if (format != NULL && strcmp (format, "table") != 0 && strcmp (format, "jsonl") != 0)
    cli_error (_ ("“%s” is not a format: table or jsonl."), format);
  else
    {
      test->is_jsonl = g_strcmp0 (format, "jsonl") == 0;
      return TRUE;
    }
  return FALSE;
}

CliStatus
cmd_selftest (char **argv)
{
  static const char *const names[] = { "plain", "avx2", "avx512", "neon" };
  g_auto (SelfTest) test = { 0 };
  g_autofree char *model = NULL;
  CliStatus status = CLI_OK;

  if (!parse_options (&test, &model, argv))
    return CLI_USAGE;
  test.model = cli_load_model (model, NULL);
  if (test.model == NULL)
    return CLI_MODEL;
  test.inputs = g_ptr_array_new_with_free_func (g_object_unref);
  test.names = g_ptr_array_new_with_free_func (g_free);
  test.expected = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (!load_samples (&test))
    return CLI_MODEL;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && status != CLI_OUTPUT; i++)
    {
      CliStatus level_status = test_level (&test, names[i]);

      status = MAX (status, level_status); /* the worst counts */
    }
  return status;
}
