/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "truth-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

const char *const truth_labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };

DermTruth *
truth_read_full (const char *text, gssize length, const DermTruthHints *hints, const char *split, GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL, split_stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("truth-XXXXXX.csv", &stream, NULL);
  g_autoptr (GFile) split_file = split != NULL ? g_file_new_tmp ("split-XXXXXX.csv", &split_stream, NULL) : NULL;
  DermTruth *truth;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, length, NULL));
  if (split != NULL)
    g_assert_true (g_file_set_contents (g_file_peek_path (split_file), split, -1, NULL));
  truth = derm_truth_new_from_file (file, truth_labels, hints, split_file, NULL, error);
  g_unlink (g_file_peek_path (file));
  if (split != NULL)
    g_unlink (g_file_peek_path (split_file));
  return truth;
}

DermTruth *
truth_read (const char *text)
{
  g_autoptr (GError) error = NULL;
  DermTruth *truth = truth_read_full (text, -1, NULL, NULL, &error);

  g_assert_no_error (error);
  return truth;
}

void
truth_assert_image (DermTruth *truth, const char *name, int label, const char *lesion, const char *split)
{
  int image = derm_truth_find (truth, name);

  g_assert_cmpint (image, >=, 0);
  g_assert_cmpint (derm_truth_get_label (truth, (guint) image), ==, label);
  g_assert_cmpstr (derm_truth_get_lesion (truth, (guint) image), ==, lesion);
  g_assert_cmpstr (derm_truth_get_split (truth, (guint) image), ==, split);
}

void
truth_assert_problem (DermTruth *truth, guint index, const char *line, const char *part)
{
  const char *problem = derm_truth_get_problem (truth, index);

  g_assert_nonnull (problem);
  g_assert_true (g_str_has_prefix (problem, line));
  g_assert_nonnull (strstr (problem, part));
}

DermTable *
truth_read_table (const char *text, gssize length, GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("table-XXXXXX.csv", &stream, NULL);
  DermTable *table;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, length, NULL));
  table = derm_table_new_from_file (file, NULL, error);
  g_unlink (g_file_peek_path (file));
  return table;
}

gboolean
truth_has_remark (DermTruth *truth, const char *part)
{
  for (guint i = 0; i < derm_truth_get_n_remarks (truth); i++)
    if (strstr (derm_truth_get_remark (truth, i), part) != NULL)
      return TRUE;
  return FALSE;
}

void
truth_assert_word (DermTruth *truth, const char *text, int label, guint n)
{
  for (guint i = 0; i < derm_truth_get_n_words (truth); i++)
    {
      const DermTruthWord *word = derm_truth_get_word (truth, i);

      if (!g_str_equal (word->word, text))
        continue;
      g_assert_cmpint (word->label, ==, label);
      g_assert_cmpuint (word->n, ==, n);
      return;
    }
  g_error ("there is no word %s", text);
}
