/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explained-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-signed-map.h"

/* Of the cells: nearly all. */
#define NEARLY_ALL 0.9

const char *
lens_explained_get_method_name (DermMethod method)
{
  static const char *const names[DERM_N_METHODS] = {
    [DERM_METHOD_OCCLUSION] = NC_ ("method", "Occlusion"),
    [DERM_METHOD_GRADIENT] = NC_ ("method", "Gradient × input"),
    [DERM_METHOD_INTEGRATED] = NC_ ("method", "Integrated"),
    [DERM_METHOD_SMOOTHGRAD] = NC_ ("method", "SmoothGrad"),
    [DERM_METHOD_GRADCAM] = NC_ ("method", "Grad-CAM"),
  };

  g_return_val_if_fail ((guint) method < DERM_N_METHODS, NULL);

  return g_dpgettext2 (NULL, "method", names[method]);
}

/* ---- numbers ---- */

char *
lens_explained_format (double value, double scale)
{
  return derm_text_format_signed (value, scale);
}

void
lens_explained_find_pixels (DermExplanation *map, int x, int y, int pixels[4])
{
  DermInput *input = derm_explanation_get_input (map);
  int columns = derm_explanation_get_width (map), rows = derm_explanation_get_height (map);
  int width = derm_input_get_width (input), height = derm_input_get_height (input);

  if (derm_explanation_get_patch (map, x, y, pixels))
    return;
  pixels[0] = x * width / columns;
  pixels[1] = y * height / rows;
  pixels[2] = MAX (1, (x + 1) * width / columns - pixels[0]);
  pixels[3] = MAX (1, (y + 1) * height / rows - pixels[1]);
}

/* ---- the map ---- */

/* The strongest place of a sign. */
typedef struct {
  double value;
  char place[32]; /* of its upper left pixel: "x 11, y 12", which no line divides */
  double hidden;  /* occlusion: the class's number with it hidden */
} Peak;

static Peak
find_peak (DermExplanation *map, gboolean is_for)
{
  Peak peak = { 0 };
  int x, y, pixels[4], n;
  const float *hidden;

  peak.value = (double) derm_explanation_find_strongest (map, is_for, &x, &y);
  if (x < 0)
    return peak;
  lens_explained_find_pixels (map, x, y, pixels);
  g_snprintf (peak.place, sizeof peak.place, "x %d, y %d", pixels[0], pixels[1]);
  hidden = derm_explanation_get_hidden (map, x, y, &n);
  if (hidden != NULL)
    peak.hidden = (double) hidden[derm_explanation_get_options (map)->class_index];

  return peak;
}

/* The stronger one first; whether that speaks against the class. */
static gboolean
find_peaks (DermExplanation *map, Peak *first, Peak *second)
{
  Peak is_for = find_peak (map, TRUE), against = find_peak (map, FALSE);
  gboolean is_against = -against.value > is_for.value;

  *first = is_against ? against : is_for;
  *second = is_against ? is_for : against;

  return is_against;
}

/* (transfer full) Markup: how many places speak for or against the class. */
static char *
dup_places (DermExplanation *map, gboolean is_for)
{
  double scale = derm_explanation_get_scale (map);
  int n = lens_signed_map_count_places (derm_explanation_get_map (map, NULL), derm_explanation_get_width (map),
                                        derm_explanation_get_height (map), scale, is_for ? 1 : -1);
  g_autofree char *class = g_markup_escape_text (derm_explanation_get_label (map), -1);

  n = MAX (n, 1);
  if (n == 1)
    /* TRANSLATORS: %s is a class; a sentence about where follows */
    return g_strdup_printf (is_for ? _ ("One place speaks for %s:") : _ ("One place speaks against %s:"), class);
  if (is_for)
    return g_strdup_printf (ngettext ("%d place speaks for %s:", "%d places speak for %s:", (gulong) n), n, class);

  return g_strdup_printf (ngettext ("%d place speaks against %s:", "%d places speak against %s:", (gulong) n), n,
                          class);
}

static char *
dup_occlusion (LensExplaining *self, DermExplanation *map)
{
  gboolean is_logit = lens_explaining_get_target (self) == DERM_TARGET_LOGIT;
  double scale = derm_explanation_get_scale (map);
  Peak first, second;
  gboolean is_against = find_peaks (map, &first, &second);
  g_autofree char *places = dup_places (map, !is_against);
  g_autofree char *hidden = lens_explained_format_plain (first.hidden),
                  *base = lens_explained_format_plain (derm_explanation_get_base (map));
  g_autofree char *more = NULL, *other = lens_explained_format_plain (second.hidden);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "<b>%s</b> ", places);
  /* TRANSLATORS: columns and rows, then the score of the class and what it is else */
  g_string_append_printf (text,
                          is_logit ? _ ("with the patch at %s hidden its logit is %s instead of %s.")
                                   : _ ("with the patch at %s hidden its score is %s instead of %s."),
                          first.place, hidden, base);
  if (fabs (second.value) >= LENS_SIGNED_MAP_STRONG * scale)
    {
      more = g_strdup_printf (_ ("Without the patch at %s it is %s."), second.place, other);
      g_string_append_printf (text, " %s", more);
    }

  return g_string_free (text, FALSE);
}

static double
get_share_for (DermExplanation *map)
{
  int n, n_for = 0;
  const float *values = derm_explanation_get_map (map, &n);

  for (int i = 0; i < n; i++)
    n_for += values[i] > 0;

  return (double) n_for / n;
}

/* The other methods only say where. */
static char *
dup_where (DermExplanation *map)
{
  double scale = derm_explanation_get_scale (map);
  Peak first, second;
  gboolean is_against = find_peaks (map, &first, &second);
  g_autofree char *places = dup_places (map, !is_against);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "<b>%s</b> ", places);
  g_string_append_printf (text, _ ("most of all that at %s."), first.place);
  if (fabs (second.value) >= LENS_SIGNED_MAP_STRONG * scale)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, is_against ? _ ("Strongest for it is %s.") : _ ("Strongest against it is %s."),
                              second.place);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_gradcam (DermExplanation *map)
{
  int cell = derm_input_get_width (derm_explanation_get_input (map)) / derm_explanation_get_width (map);
  g_autofree char *class = g_markup_escape_text (derm_explanation_get_label (map), -1), *where = NULL, *cells = NULL;
  double share = get_share_for (map);

  if (share == 0.0)
    where = g_strdup_printf (_ ("All evidence of this layer is against %s."), class);
  else if (share >= NEARLY_ALL)
    where = g_strdup_printf (_ ("Nearly all of this map speaks for %s."), class);
  if (cell > 1)
    cells = g_strdup_printf (ngettext ("Its cells are %d pixel wide, so it shows no borders.",
                                       "Its cells are %d pixels wide, so it shows no borders.", (gulong) cell),
                             cell);
  if (where == NULL)
    where = dup_where (map);
  else
    {
      char *bold = g_strdup_printf ("<b>%s</b>", where);

      g_free (where);
      where = bold;
    }

  return cells != NULL ? g_strdup_printf ("%s %s", where, cells) : g_steal_pointer (&where);
}

char *
lens_explained_dup_flat (DermExplanation *map)
{
  const DermExplainOptions *options;
  g_autofree char *least = NULL;

  if (!lens_explaining_says_nothing (map))
    return NULL;
  options = derm_explanation_get_options (map);
  if (options->method != DERM_METHOD_OCCLUSION)
    /* TRANSLATORS: %s is a class */
    return g_strdup_printf (_ ("This map says nothing for or against %s."), derm_explanation_get_label (map));
  least = lens_explained_format_plain (derm_explanation_get_scale (map)); /* the least one, of a flat map */

  /* TRANSLATORS: the size of a patch, a class, a number */
  return g_strdup_printf (_ ("Hiding any %d × %d patch changes %s by less than %s."), options->patch, options->patch,
                          derm_explanation_get_label (map), least);
}

char *
lens_explained_dup_sentence (LensExplaining *self)
{
  DermExplanation *map = lens_explaining_get_map (self);
  g_autofree char *flat = lens_explained_dup_flat (lens_explaining_get_map (self));

  /* The numbers of a map that is not of all views are none that the scores beside it can be compared with. */
  if (map == NULL || !derm_explanation_is_final (map))
    return NULL;
  if (lens_explaining_is_random (self))
    return g_strdup (_ ("<b>These weights are random:</b> what the map shows is the image and the method, not what was "
                        "learned."));
  if (flat != NULL)
    return g_markup_printf_escaped ("<b>%s</b>", flat);
  switch (lens_explaining_get_method (self))
    {
    case DERM_METHOD_OCCLUSION:
      return dup_occlusion (self, map);
    case DERM_METHOD_GRADCAM:
      return dup_gradcam (map);
    case DERM_METHOD_GRADIENT:
    case DERM_METHOD_INTEGRATED:
    case DERM_METHOD_SMOOTHGRAD:
    default:
      return dup_where (map);
    }
}

char *
lens_explained_dup_beyond (LensExplaining *self, gboolean is_for)
{
  double value = lens_explaining_get_beyond (self, is_for);
  g_autofree char *number = lens_explained_format (value, lens_explaining_get_scale (self));

  /* TRANSLATORS: in the legend of a map, when a value is larger than what is drawn as the strongest; %s is a number
   * with its sign */
  return value != 0.0 ? g_strdup_printf (_ ("beyond the scale: %s"), number) : NULL;
}

const char *
lens_explained_get_edited (LensExplaining *self)
{
  DermExplanation *map = lens_explaining_get_map (self);

  if (map == NULL || !derm_input_is_painted (derm_explanation_get_input (map)))
    return NULL;

  return _ ("The map is of the edited input, not of the image that it lies on.");
}

/* ---- the cell that is asked about ---- */

static char *
dup_span (const char *axis, int first, int n)
{
  return n > 1 ? g_strdup_printf ("%s %d–%d", axis, first, first + n - 1) : g_strdup_printf ("%s %d", axis, first);
}

char *
lens_explained_dup_cell (LensExplaining *self, int x, int y)
{
  DermExplanation *map = lens_explaining_get_map (self);
  g_autofree char *columns = NULL, *rows = NULL, *before = NULL, *after = NULL, *value = NULL;
  const char *class;
  const float *hidden;
  int pixels[4], n;

  if (map == NULL || x < 0 || y < 0 || x >= derm_explanation_get_width (map) || y >= derm_explanation_get_height (map))
    return NULL;
  lens_explained_find_pixels (map, x, y, pixels);
  columns = dup_span ("x", pixels[0], pixels[2]);
  rows = dup_span ("y", pixels[1], pixels[3]);
  class = derm_explanation_get_label (map);
  hidden = derm_explanation_get_hidden (map, x, y, &n);
  if (hidden == NULL || !derm_explanation_is_final (map)) /* of fewer views: only the difference says something */
    {
      value = lens_explained_format ((double) derm_explanation_get_value (map, x, y), derm_explanation_get_scale (map));
      return g_strdup_printf ("%s, %s   %s %s", columns, rows, class, value);
    }
  before = lens_explained_format_plain (derm_explanation_get_base (map));
  after = lens_explained_format_plain ((double) hidden[derm_explanation_get_options (map)->class_index]);

  /* TRANSLATORS: columns and rows, a class, its score, and its score without them */
  return g_strdup_printf (_ ("%s, %s   hidden: %s %s → %s"), columns, rows, class, before, after);
}

/* ---- read aloud ---- */

static void
append_peak (GString *text, DermExplanation *map, gboolean is_for)
{
  Peak peak = find_peak (map, is_for);
  g_autofree char *value = lens_explained_format (peak.value, derm_explanation_get_scale (map)), *after = NULL;
  g_autofree char *before = lens_explained_format_plain (derm_explanation_get_base (map)), *change = NULL;

  if (peak.value == 0.0)
    return;
  after = lens_explained_format_plain (peak.hidden);
  if (derm_explanation_get_options (map)->method == DERM_METHOD_OCCLUSION && derm_explanation_is_final (map))
    /* TRANSLATORS: a score becomes another */
    change = g_strdup_printf (_ ("%s to %s"), before, after);
  g_string_append_c (text, ' ');
  g_string_append_printf (text, is_for ? _ ("Strongest for: %s, %s.") : _ ("Strongest against: %s, %s."), peak.place,
                          change != NULL ? change : value);
}

static void
append_beyond (GString *text, LensExplaining *self, gboolean is_for)
{
  g_autofree char *beyond = lens_explained_dup_beyond (self, is_for);

  if (beyond != NULL)
    g_string_append_printf (text, " (%s)", beyond);
}

char *
lens_explained_dup_aloud (LensExplaining *self)
{
  DermExplanation *map = lens_explaining_get_map (self);
  g_autofree char *flat = lens_explained_dup_flat (map), *draws = NULL;
  const char *edited = lens_explained_get_edited (self);
  GString *text = g_string_new (NULL);

  if (map == NULL)
    return g_string_free (text, FALSE);
  g_string_append (text, lens_explaining_is_random (self)
                             ? _ ("Random weights")
                             : lens_explained_get_method_name (lens_explaining_get_method (self)));
  g_string_append_printf (text, ", %s.", derm_explanation_get_label (map));
  if (edited != NULL)
    g_string_append_printf (text, " %s", edited);
  if (flat != NULL)
    {
      g_string_append_printf (text, " %s", flat);
      return g_string_free (text, FALSE);
    }
  append_peak (text, map, TRUE);
  append_beyond (text, self, TRUE);
  append_peak (text, map, FALSE);
  append_beyond (text, self, FALSE);
  draws = lens_explained_dup_draws_aloud (self);
  if (draws != NULL)
    g_string_append_printf (text, " %s", draws);

  return g_string_free (text, FALSE);
}

char *
lens_explained_dup_passes (LensExplaining *self)
{
  DermExplanation *map = lens_explaining_get_map (self);
  double seconds = lens_explaining_get_seconds (self);
  int n;

  if (map == NULL || seconds == 0.0 || !derm_explanation_is_final (map))
    return NULL;
  n = derm_explanation_get_n_passes (map);

  /* TRANSLATORS: how often the network was asked, and how many seconds that took */
  return g_strdup_printf (ngettext ("%'d pass in %.2f s", "%'d passes in %.2f s", (gulong) n), n, seconds);
}
