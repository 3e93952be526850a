/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edits-words.h"

#include <glib/gi18n.h>

#include "lens-paint.h"

char *
lens_edits_format_count (LensEdits *edits)
{
  guint n = lens_edits_count_changed (edits);
  guint all = (guint) lens_edits_get_width (edits) * (guint) lens_edits_get_height (edits);

  /* TRANSLATORS: how many of all pixels of the input are painted on */
  return g_strdup_printf (ngettext ("%'u of %'u pixel changed", "%'u of %'u pixels changed", all), n, all);
}

static void
append_record (GString *text, const char *name, DermClassifier *classifier, DermPrediction *prediction)
{
  DermRecipe *recipe = derm_input_get_recipe (derm_prediction_get_input (prediction));
  const DermRecordForm form
      = { .classifier = classifier, .columns = recipe, .decision = derm_prediction_get_decision (prediction) };
  const DermRecord record = { .file = name, .recipe = recipe, .prediction = prediction };

  derm_record_append_json (text, &form, &record);
}

char *
lens_edits_format_json (const char *name, DermClassifier *classifier, DermPrediction *edited, DermPrediction *untouched)
{
  DermInput *now = derm_prediction_get_input (edited), *before = derm_prediction_get_input (untouched);
  gsize n = (gsize) derm_input_get_width (now) * (gsize) derm_input_get_height (now);
  GString *text = g_string_new ("{\"is_edited\":true,");

  g_string_append_printf (text, "\"n_changed_pixels\":%u,\"n_pixels\":%" G_GSIZE_FORMAT ",\n \"edited\":",
                          lens_paint_count_different (derm_input_get_rgb (now), derm_input_get_rgb (before), n), n);
  append_record (text, name, classifier, edited);
  g_string_append (text, ",\n \"untouched\":");
  append_record (text, name, classifier, untouched);
  g_string_append (text, "}\n");

  return g_string_free (text, FALSE);
}
