/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-row-words.h"

#include <glib/gi18n.h>

/* The network got a part of it. */
static gboolean
is_cropped (DermPrediction *prediction)
{
  return derm_recipe_get_crop (derm_input_get_recipe (derm_prediction_get_input (prediction))) != NULL;
}

/* What an answer is compared with: the truth and somebody's own label. */
static char *
format_truth (LensItem *item)
{
  const char *truth = lens_item_get_truth (item), *label = lens_item_get_label (item);
  gboolean is_wrong = lens_item_is_wrong (item);

  return g_strdup_printf ("%s%s%s%s",
                          truth == NULL ? ""
                          : is_wrong    ? " ≠ "
                                        : " ✓",
                          is_wrong ? truth : "", label != NULL ? " → " : "", label != NULL ? label : "");
}

char *
lens_row_format_verdict (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);
  g_autofree char *score = NULL, *doubts = NULL, *truth = NULL;
  int top;

  if (lens_item_get_state (item) == LENS_STATE_FAILED)
    return g_strdup (lens_item_get_error (item));
  if (prediction == NULL)
    return g_strdup (C_ ("image", "waiting"));

  top = derm_prediction_get_top (prediction);
  score = derm_score_format (derm_prediction_get_calibrated (prediction)[top]);
  doubts = derm_gate_format_names (derm_prediction_get_gate (prediction));
  truth = format_truth (item);

  return g_strdup_printf ("%s %s%s%s%s%s%s%s%s%s%s", derm_prediction_get_label (prediction, top), score, truth,
                          is_cropped (prediction) ? " · " : "", is_cropped (prediction) ? C_ ("image", "crop") : "",
                          lens_item_is_edited (item) ? " · " : "",
                          lens_item_is_edited (item) ? C_ ("image", "edited") : "", *doubts != '\0' ? " · " : "",
                          doubts, lens_item_is_gone (item) ? " · " : "",
                          lens_item_is_gone (item) ? C_ ("image", "file gone") : "");
}

char *
lens_row_format_short_verdict (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);
  g_autofree char *score = NULL, *truth = NULL;
  gboolean has_score = lens_item_get_truth (item) == NULL || lens_item_get_label (item) == NULL;
  int top;

  if (lens_item_get_state (item) == LENS_STATE_FAILED || prediction == NULL)
    return lens_row_format_verdict (item);

  top = derm_prediction_get_top (prediction);
  score = derm_score_format (derm_prediction_get_calibrated (prediction)[top]);
  truth = format_truth (item);

  return g_strdup_printf ("%s%s%s%s%s%s%s%s", derm_prediction_get_label (prediction, top), has_score ? " " : "",
                          has_score ? score : "", truth, derm_prediction_get_gate (prediction) != 0 ? " ⚠" : "",
                          is_cropped (prediction) ? " ▣" : "", lens_item_is_edited (item) ? " ▦" : "",
                          lens_item_is_gone (item) ? " ✗" : "");
}

char *
lens_row_describe (LensItem *item)
{
  const char *truth = lens_item_get_truth (item), *label = lens_item_get_label (item);
  g_autofree char *name = lens_item_dup_title (item);
  DermPrediction *prediction = lens_item_get_prediction (item);
  GString *text = g_string_new (name);

  if (lens_item_get_state (item) == LENS_STATE_FAILED)
    g_string_printf (text, _ ("%s: %s"), name, lens_item_get_error (item));
  else if (prediction != NULL)
    {
      int top = derm_prediction_get_top (prediction);
      g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (prediction)[top]);

      g_autofree char *doubts = derm_gate_format_names (derm_prediction_get_gate (prediction));

      g_string_append_printf (text, ", %s %s%s%s", derm_prediction_get_label (prediction, top), score,
                              *doubts != '\0' ? ", " : "", doubts);
    }
  else
    g_string_append_printf (text, ", %s", C_ ("image", "waiting"));
  if (prediction != NULL && is_cropped (prediction))
    g_string_append_printf (text, ", %s", C_ ("image", "crop"));
  if (lens_item_is_edited (item))
    g_string_append_printf (text, ", %s", C_ ("image", "edited"));
  if (lens_item_is_gone (item))
    g_string_append_printf (text, ", %s", C_ ("image", "file gone"));
  if (truth != NULL)
    /* TRANSLATORS: the class that the image is known to show */
    g_string_append_printf (text, _ (", truth %s"), truth);
  if (lens_item_get_flag (item) != LENS_FLAG_NONE)
    /* TRANSLATORS: the reason for which the image was put aside */
    g_string_append_printf (text, _ (", flagged: %s"), lens_flag_get_name (lens_item_get_flag (item)));
  if (label != NULL)
    /* TRANSLATORS: the class that somebody has given the image */
    g_string_append_printf (text, _ (", labelled %s"), label);
  if (lens_item_get_text (item) != NULL)
    /* TRANSLATORS: words that somebody has written on the image */
    g_string_append_printf (text, _ (", note: %s"), lens_item_get_text (item));

  return g_string_free (text, FALSE);
}

const char *
lens_row_format_signs (LensItem *item)
{
  static const char *const signs[2][2] = { { "", "✎ " }, { "⚑ ", "⚑✎ " } };

  return signs[lens_item_get_flag (item) != LENS_FLAG_NONE][lens_item_get_text (item) != NULL];
}
