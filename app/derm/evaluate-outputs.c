/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "cli-output.h"
#include "evaluate.h"

/* What a report is not written over. */

static gboolean
is_image (const char *output, const GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const char *path = g_array_index (items, EvaluateItem, i).path;

      if (cli_output_is_input (output, &path, 1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_one (const char *output, const EvaluateSource *source)
{
  const EvaluateOptions *options = source->options;
  const char *const inputs[] = { options->set,
                                 options->truth,
                                 options->split_table,
                                 options->ids,
                                 options->trained_on,
                                 options->compare,
                                 options->compare_model,
                                 options->lists.files_from,
                                 options->lists.files0_from,
                                 options->recipe.model,
                                 options->recipe.labels };

  return output == NULL
         || (cli_output_check (output, inputs, G_N_ELEMENTS (inputs)) && !is_image (output, source->items));
}

gboolean
evaluate_check_outputs (const EvaluateSource *source)
{
  const EvaluateOptions *options = source->options;
  g_autoptr (GFile) report = options->output != NULL ? cli_file (options->output) : NULL;
  g_autoptr (GFile) calibration = options->fit_calibration != NULL ? cli_file (options->fit_calibration) : NULL;

  if (report != NULL && calibration != NULL && g_file_equal (report, calibration))
    {
      cli_error (_ ("--output and --fit-calibration name the same file."));
      return FALSE;
    }
  return check_one (options->output, source) && check_one (options->fit_calibration, source);
}
