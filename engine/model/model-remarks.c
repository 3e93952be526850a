/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "file-kind.h"
#include "model-internal.h"

/* What is told of a model that does not say all of it itself. */

enum { MAX_NAMES = 20 };

static char *
join_labels (DermModel *self)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (int i = 0; i < derm_model_get_n_classes (self); i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "", derm_model_get_label (self, i));
  return g_strdup (labels->str);
}

char *
derm_model_describe_labels (DermModel *self)
{
  g_autofree char *labels = NULL;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);

  if (derm_model_get_source (self)->has_own_labels)
    return NULL;
  labels = join_labels (self);
  if (derm_model_has_known_classes (self))
    /* Translators: %s are codes with commas between them */
    return g_strdup_printf (_ ("The labels are assumed, because nothing in the file says which class each output is: "
                               "those of HAM10000 in alphabetical order, %s."),
                            labels);
  /* Translators: %s are codes with commas between them */
  return g_strdup_printf (
      _ ("The labels are assumed, because nothing in the file says which class each output is: %s."), labels);
}

static char *
describe_weights (DermModel *self)
{
  const char *const *keys = derm_model_list_weights (self);
  guint n = g_strv_length ((char **) keys);
  g_autofree char *all = NULL;

  if (n < 2)
    return NULL;
  all = g_strjoinv (", ", (char **) keys);
  /* Translators: how many, their names in the file, and the one that is used */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The file holds %u network: %s. “%s” answers.",
                                       "The file holds %u networks: %s. “%s” answers.", n),
                          n, all, derm_model_get_weights_key (self));
}

/* Whether the name is of another network in the file, of which is spoken elsewhere, or is that of the labels. */
static gboolean
is_told_elsewhere (const DermModelSource *source, const char *name)
{
  if (g_strcmp0 (source->labels_key, name) == 0)
    return TRUE;
  for (char **prefix = source->other_prefixes; prefix != NULL && *prefix != NULL; prefix++)
    if (**prefix != '\0' ? g_str_has_prefix (name, *prefix)
                         : g_str_has_prefix (name, "features.") || g_str_has_prefix (name, "classifier."))
      return TRUE;
  return FALSE;
}

static char *
describe_tensors (DermModel *self)
{
  const DermModelSource *source = derm_model_get_source (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < source->other_tensors->len; i++)
    if (!is_told_elsewhere (source, source->other_tensors->pdata[i]))
      g_ptr_array_add (names, source->other_tensors->pdata[i]);
  if (names->len == 0)
    return NULL;
  for (guint i = 0; i < MIN (names->len, MAX_NAMES); i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", (const char *) names->pdata[i]);
  if (names->len > MAX_NAMES)
    /* Translators: names of tensors, and how many there are besides */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Left out, because no layer has them: %s and %u more.",
                                         "Left out, because no layer has them: %s and %u more.",
                                         names->len - MAX_NAMES),
                            all->str, names->len - MAX_NAMES);
  /* Translators: names of tensors */
  return g_strdup_printf (_ ("Left out, because no layer has it: %s."), all->str);
}

static char *
describe_output (DermModel *self)
{
  if (!derm_model_is_binary (self))
    return NULL;
  /* Translators: two classes */
  return g_strdup_printf (
      _ ("The network has one output. Its sigmoid is the score of “%s”; below 0.5 the answer is “%s”."),
      derm_model_get_label (self, 1), derm_model_get_label (self, 0));
}

static char *
describe_mean (DermModel *self)
{
  const DermModelSource *source = derm_model_get_source (self);
  g_autofree char *name = NULL;

  if (source->mean_key == NULL || source->has_card)
    return NULL;
  return g_strdup_printf (_ ("“%s” in the file, with a standard deviation, is not applied by itself: the recipe "
                             "“normalised-as-in-file” does."),
                          source->mean_key);
}

char *
derm_model_describe_normalisation (DermModel *self)
{
  if (derm_model_has_card (self) || derm_model_is_published (self))
    return NULL;
  return g_strdup (
      _ ("No normalisation is assumed; where a mean was subtracted in training, compare with the recipes that do so."));
}

static void
add (GStrvBuilder *remarks, char *remark)
{
  if (remark != NULL)
    g_strv_builder_add (remarks, remark);
  g_free (remark);
}

char **
derm_model_list_remarks (DermModel *self)
{
  g_autoptr (GStrvBuilder) remarks = g_strv_builder_new ();
  GPtrArray *unused;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);

  unused = derm_model_get_source (self)->remarks;
  add (remarks, describe_weights (self));
  add (remarks, derm_model_describe_labels (self));
  for (guint i = 0; i < unused->len; i++)
    g_strv_builder_add (remarks, unused->pdata[i]);
  add (remarks, describe_output (self));
  add (remarks, describe_mean (self));
  add (remarks, describe_tensors (self));
  return g_strv_builder_end (remarks);
}

gboolean
derm_file_is_model (GFile *file, GCancellable *cancellable)
{
  guint8 bytes[DERM_FILE_KIND_BYTES];
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  gsize n = 0;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (!g_file_is_native (file))
    return FALSE;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) /* opening a pipe would wait for ever */
    return FALSE;
  stream = g_file_read (file, cancellable, NULL);
  return stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, sizeof bytes, &n, cancellable, NULL)
         && derm_file_kind_find (bytes, n) != DERM_FILE_UNKNOWN;
}
