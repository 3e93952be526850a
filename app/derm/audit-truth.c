/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "audit-output.h"
#include "derm-cli.h"

/* ---- words ---- */

static const char *
find_label (DermModel *model, const char *code)
{
  for (int k = 0; k < derm_model_get_n_classes (model); k++)
    if (g_ascii_strcasecmp (derm_model_get_label (model, k), code) == 0)
      return derm_model_get_label (model, k);
  return NULL;
}

static void
refuse_label (DermModel *model, const char *word, const char *code)
{
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *shown = cli_printable (word), *shown_code = cli_printable (code);

  for (int k = 0; k < derm_model_get_n_classes (model); k++)
    g_string_append_printf (labels, "%s%s", k > 0 ? ", " : "", derm_model_get_label (model, k));
  cli_error (_ ("--word %s: the model has no class “%s”; it has: %s"), shown, shown_code, labels->str);
}

/* "Nevus=nv" */
static gboolean
add_word (GHashTable *words, const char *option, DermModel *model)
{
  const char *sign = strrchr (option, '=');
  g_autofree char *word = sign != NULL ? g_strstrip (g_strndup (option, (gsize) (sign - option))) : NULL;
  g_autofree char *code = sign != NULL ? g_strstrip (g_strdup (sign + 1)) : NULL;
  g_autofree char *shown = cli_printable (option);
  const char *label;

  if (word == NULL || *word == '\0')
    {
      cli_error (_ ("--word %s: write a word, =, and the label of a class, like --word 'Nevus=nv'."), shown);
      return FALSE;
    }
  label = *code != '\0' ? find_label (model, code) : "";
  if (label == NULL)
    {
      refuse_label (model, option, code);
      return FALSE;
    }
  if (g_hash_table_contains (words, word) && !g_str_equal (g_hash_table_lookup (words, word), label))
    {
      cli_error (_ ("--word %s: another --word contradicts it."), shown);
      return FALSE;
    }
  g_hash_table_insert (words, g_steal_pointer (&word), g_strdup (label));
  return TRUE;
}

static GHashTable *
read_words (const char *const *options, DermModel *model)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; options != NULL && *options != NULL; options++)
    if (!add_word (words, *options, model))
      return NULL;
  return g_steal_pointer (&words);
}

/* ---- images ---- */

static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  for (guint i = 0; i < batch->n_files; i++)
    g_ptr_array_add (user_data, g_file_get_basename (batch->files[i].file));
}

/* By their names the right column is found. What cannot be read is told by the audit itself. */
static GPtrArray *
list_images (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile) folder = cli_file (path);
  g_autoptr (DermWalk) walk = derm_walk_new (folder, DERM_WALK_RECURSIVE | DERM_WALK_HIDDEN);

  derm_walk_run (walk, on_batch, names, NULL, NULL);
  g_ptr_array_add (names, NULL);
  return names;
}

/* ---- the truth ---- */

typedef const char *(*GetName) (DermModel *, int);

static char **
list_classes (DermModel *model, GetName get_name)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (int k = 0; k < derm_model_get_n_classes (model); k++)
    g_strv_builder_add (names, get_name (model, k));
  return g_strv_builder_end (names);
}

static DermTruth *
read_truth (const AuditTruth *request, const DermTruthHints *hints, const char *const *labels)
{
  g_autoptr (GFile) file = cli_file (request->table != NULL ? request->table : request->images);
  g_autoptr (GFile) split = request->split_table != NULL ? cli_file (request->split_table) : NULL;
  g_autoptr (GError) error = NULL;
  DermTruth *truth = request->table != NULL ? derm_truth_new_from_file (file, labels, hints, split, NULL, &error)
                                            : derm_truth_new_from_folders (file, labels, hints, NULL, &error);

  if (truth == NULL)
    cli_file_error (request->table != NULL ? request->table : request->images, error);
  return truth;
}

static gboolean
has_label (DermTruth *truth)
{
  for (guint i = 0; i < derm_truth_get_n_images (truth); i++)
    if (derm_truth_get_label (truth, i) >= 0)
      return TRUE;
  return FALSE;
}

static void
refuse_without_labels (const AuditTruth *request, DermTruth *truth)
{
  g_autoptr (GString) text = g_string_new (_ ("no image has a class of the model."));
  g_autofree char *name = cli_printable (request->table != NULL ? request->table : request->images);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < derm_truth_get_n_remarks (truth); i++)
    g_string_append_printf (text, " %s", derm_truth_get_remark (truth, i));
  if (derm_truth_get_n_problems (truth) > 0)
    g_string_append_printf (text, " (%s)", derm_truth_get_problem (truth, 0));
  shown = cli_printable (text->str);
  /* TRANSLATORS: name of a file; what is wrong with it */
  cli_error (_ ("%s: %s --word says which class a word stands for, --label-column which column holds them."), name,
             shown);
}

/* Whether something was found out that may be wrong. That a table has a column for the classes may not. */
static gboolean
has_guesses (DermTruth *truth)
{
  return derm_truth_is_guessed (truth) || derm_truth_get_n_remarks (truth) > (derm_truth_get_id_column (truth) != NULL);
}

static void
tell_guesses (DermTruth *truth)
{
  for (guint i = 0; has_guesses (truth) && i < derm_truth_get_n_remarks (truth); i++)
    {
      g_autofree char *shown = cli_printable (derm_truth_get_remark (truth, i));

      cli_error ("%s", shown);
    }
}

DermTruth *
audit_load_truth (const AuditTruth *request, DermModel *model)
{
  g_auto (GStrv) labels = list_classes (model, derm_model_get_label);
  g_auto (GStrv) titles = list_classes (model, derm_model_get_class_name);
  g_autoptr (GHashTable) words = read_words (request->words, model);
  /* which column names them; folders are walked by themselves */
  gboolean lists_images = words != NULL && request->table != NULL && request->names == NULL;
  g_autoptr (GPtrArray) names = lists_images ? list_images (request->images) : NULL;
  DermTruthHints hints = request->hints;
  g_autoptr (DermTruth) truth = NULL;

  if (words == NULL)
    return NULL;
  hints.titles = (const char *const *) titles;
  hints.names = names != NULL ? (const char *const *) names->pdata : request->names;
  hints.words = words;
  truth = read_truth (request, &hints, (const char *const *) labels);
  if (truth == NULL)
    return NULL;
  if (!has_label (truth))
    {
      refuse_without_labels (request, truth);
      return NULL;
    }
  if (!request->is_quiet)
    tell_guesses (truth);
  return g_steal_pointer (&truth);
}
