/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-words.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
format_was (const guint8 *rgb)
{
  /* TRANSLATORS: red, green and blue of a pixel before it was painted on */
  return g_strdup_printf (_ ("was R %d, G %d, B %d"), rgb[0], rgb[1], rgb[2]);
}

static char *
format_pixel (gboolean is_original, int x, int y, const guint8 *rgb)
{
  return g_strdup_printf (is_original ? _ ("original x %d, y %d: R %d, G %d, B %d")
                                      : _ ("x %d, y %d: R %d, G %d, B %d"),
                          x, y, rgb[0], rgb[1], rgb[2]);
}

char *
lens_pixel_words_dup_pixel (LensSession *session, char **was)
{
  LensEdits *edits = lens_session_get_edits (session);
  DermImage *original = lens_brush_get_original (lens_session_get_brush (session));
  const guint8 *now = original != NULL ? lens_edits_get_original_rgb (edits) : lens_edits_get_rgb (edits);
  const guint8 *before = original != NULL ? g_bytes_get_data (derm_image_get_pixels (original), NULL)
                                          : lens_edits_get_untouched_rgb (edits);
  int x, y, width = original != NULL ? derm_image_get_width (original) : lens_edits_get_width (edits);
  gsize at;

  *was = NULL;
  if (now == NULL || !lens_brush_get_cursor (lens_session_get_brush (session), &x, &y))
    return NULL;

  at = 3 * ((gsize) y * (gsize) width + (gsize) x);
  if (memcmp (now + at, before + at, 3) != 0)
    *was = format_was (before + at);

  return format_pixel (original != NULL, x, y, now + at);
}

char *
lens_pixel_words_dup_longest (LensSession *session, char **was)
{
  static const guint8 white[3] = { 255, 255, 255 };
  LensEdits *edits = lens_session_get_edits (session);
  DermImage *original = lens_brush_get_original (lens_session_get_brush (session));

  *was = NULL;
  if (lens_edits_get_rgb (edits) == NULL)
    return NULL;
  *was = format_was (white);

  return format_pixel (original != NULL,
                       original != NULL ? derm_image_get_width (original) : lens_edits_get_width (edits),
                       original != NULL ? derm_image_get_height (original) : lens_edits_get_height (edits), white);
}

char *
lens_pixel_words_dup_step (LensEdits *edits, guint place)
{
  static const char *const names[] = {
    [LENS_EDIT_UNTOUCHED] = N_ ("Untouched"),        [LENS_EDIT_BRUSH] = NC_ ("pixels", "Brush"),
    [LENS_EDIT_RESTORE] = NC_ ("pixels", "Restore"), [LENS_EDIT_FILL] = NC_ ("pixels", "Fill"),
    [LENS_EDIT_CHANGE] = N_ ("Smallest change"),
  };
  LensEditKind kind = lens_edits_get_kind (edits, place);
  const char *name = kind == LENS_EDIT_UNTOUCHED || kind == LENS_EDIT_CHANGE
                         ? _ (names[kind])
                         : g_dpgettext2 (NULL, "pixels", names[kind]);

  return place == 0 ? g_strdup (name) : g_strdup_printf ("%u %s", place, name);
}

char *
lens_pixel_words_dup_answer (LensSession *session, DermPrediction *prediction)
{
  g_autofree char *score = NULL;
  int top;

  if (prediction == NULL)
    return g_strdup ("…");
  if (lens_session_is_covered (session, prediction))
    return g_strdup ("?");

  top = derm_prediction_get_top (prediction);
  score = derm_score_format (derm_prediction_get_calibrated (prediction)[top]);

  return g_strdup_printf ("%s %s", derm_prediction_get_label (prediction, top), score);
}

static char *
format_score (DermPrediction *prediction, int class_index)
{
  return derm_score_format (derm_prediction_get_calibrated (prediction)[class_index]);
}

/* Codes, whose number does not matter to a sentence: names are in the singular or in the plural. */
static char *
dup_changed (DermPrediction *before, DermPrediction *now, guint n)
{
  int old = derm_prediction_get_top (before), new = derm_prediction_get_top (now);
  g_autofree char *leading = format_score (now, new), *from = format_score (before, old), *to = format_score (now, old);
  g_autofree char *head = g_strdup_printf (
      ngettext ("%u painted pixel changed the answer:", "%u painted pixels changed the answer:", n), n);
  gboolean is_rise = derm_prediction_get_calibrated (now)[old] > derm_prediction_get_calibrated (before)[old];
  g_autofree char *leads = NULL, *fell = NULL;

  /* TRANSLATORS: the code of a class, like "mel", and its score */
  leads = g_markup_printf_escaped (_ ("%s now leads with %s."), derm_prediction_get_label (now, new), leading);
  /* TRANSLATORS: the code of a class, its score before the input was painted on, and its score now */
  fell = g_markup_printf_escaped (is_rise ? _ ("%s rose from %s to %s.") : _ ("%s fell from %s to %s."),
                                  derm_prediction_get_label (before, old), from, to);

  return g_strdup_printf ("<b>%s</b> %s %s", head, leads, fell);
}

char *
lens_pixel_words_dup_sentence (LensSession *session)
{
  LensShown *shown = lens_session_get_shown (session);
  DermPrediction *before = lens_shown_get_untouched (shown), *now = lens_shown_get_prediction (shown);
  guint n = lens_edits_count_changed (lens_session_get_edits (session));
  g_autofree char *from = NULL, *to = NULL, *rest = NULL;
  int top;

  if (!lens_shown_is_edited (shown) || n == 0 || lens_session_is_covered (session, now))
    return NULL;
  top = derm_prediction_get_top (now);
  if (derm_prediction_get_top (before) != top)
    return dup_changed (before, now, n);

  from = format_score (before, top);
  to = format_score (now, top);
  /* TRANSLATORS: the code of a class, its score now, and its score before the input was painted on */
  rest = g_markup_printf_escaped (_ ("%s still leads, with %s instead of %s."), derm_prediction_get_label (now, top),
                                  to, from);

  return g_strdup_printf ("<b>%s</b> %s", _ ("The answer holds:"), rest);
}
