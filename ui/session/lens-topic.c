/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-condition.h"

#include <math.h>
#include <string.h>

/* What images are like: what conditions are about. */

#define BETWEEN '>' /* in a pair; no code of a class has it */

gboolean
lens_about_is_range (LensAbout about)
{
  return about == LENS_ABOUT_SCORE || about == LENS_ABOUT_NUMBER;
}

gboolean
lens_topic_is_equal (LensTopic a, LensTopic b)
{
  return a.about == b.about && g_strcmp0 (a.name != NULL ? a.name : "", b.name != NULL ? b.name : "") == 0;
}

const char *
lens_pair (const char *truth, const char *answer)
{
  g_autofree char *pair = g_strdup_printf ("%s%c%s", truth, BETWEEN, answer);

  return g_intern_string (pair);
}

gboolean
lens_pair_split (const char *pair, char **truth, char **answer)
{
  const char *between = strrchr (pair, BETWEEN);

  if (between == NULL)
    return FALSE;
  *truth = g_strndup (pair, (gsize) (between - pair));
  *answer = g_strdup (between + 1);

  return TRUE;
}

gboolean
lens_folder_is_in (const char *folder, const char *above)
{
  gsize n = strlen (above);

  if (n == 0 || !g_str_has_prefix (folder, above))
    return n == 0 && *folder == '\0'; /* "": no folder */

  return folder[n] == '\0' || folder[n] == G_DIR_SEPARATOR || above[n - 1] == G_DIR_SEPARATOR;
}

/* ---- values ---- */

static guint
list_one (const char *value, const char **values)
{
  values[0] = value != NULL ? value : "";

  return 1;
}

static guint
list_pair (LensItem *item, const char **values)
{
  const char *truth = lens_item_get_truth (item), *answer = lens_item_get_answer (item);

  if (truth == NULL || answer == NULL)
    return 0;
  values[0] = lens_pair (truth, answer);

  return 1;
}

static guint
list_verdict (LensItem *item, const char **values)
{
  if (lens_item_get_truth (item) == NULL || lens_item_get_prediction (item) == NULL)
    return 0;

  return list_one (lens_item_is_wrong (item) ? LENS_VERDICT_WRONG : LENS_VERDICT_RIGHT, values);
}

const char *
lens_gate_get_id (guint place)
{
  g_autofree char *id = place < sizeof (DermGate) * 8 ? derm_gate_format ((DermGate) (1u << place)) : NULL;

  return id != NULL && *id != '\0' ? g_intern_string (id) : NULL;
}

static guint
list_gate (LensItem *item, const char **values)
{
  DermPrediction *prediction = lens_item_get_prediction (item);
  DermGate gate;
  guint n = 0;

  if (prediction == NULL)
    return 0;
  gate = derm_prediction_get_gate (prediction);
  for (guint i = 0; n < LENS_MAX_VALUES && i < sizeof gate * 8; i++)
    {
      const char *id = (gate & (1u << i)) != 0 ? lens_gate_get_id (i) : NULL;

      if (id != NULL)
        values[n++] = id;
    }

  return n > 0 ? n : list_one (LENS_GATE_FINE, values);
}

guint
lens_topic_list_values (LensTopic topic, LensItem *item, const char **values)
{
  const char *cell;

  switch (topic.about)
    {
    case LENS_ABOUT_TRUTH:
      return list_one (lens_item_get_truth (item), values);
    case LENS_ABOUT_ANSWER:
      return list_one (lens_item_get_answer (item), values);
    case LENS_ABOUT_PAIR:
      return list_pair (item, values);
    case LENS_ABOUT_VERDICT:
      return list_verdict (item, values);
    case LENS_ABOUT_GATE:
      return list_gate (item, values);
    case LENS_ABOUT_FLAG:
      return list_one (lens_flag_get_id (lens_item_get_flag (item)), values);
    case LENS_ABOUT_FOLDER:
      return list_one (lens_item_get_folder (item), values);
    case LENS_ABOUT_VALUE:
      cell = lens_item_get_cell (item, topic.name);
      return cell != NULL ? list_one (cell, values) : 0;
    default:
      return 0;
    }
}

/* ---- numbers ---- */

gboolean
lens_cell_get_number (const char *cell, double *number)
{
  g_autofree char *pointed = NULL;
  char *end;

  if (cell == NULL || *cell == '\0')
    return FALSE;
  pointed = g_strdelimit (g_strdup (cell), ",", '.');
  *number = g_ascii_strtod (pointed, &end);

  return *end == '\0' && isfinite (*number);
}

static gboolean
get_score (const char *code, LensItem *item, double *score)
{
  DermPrediction *prediction = lens_item_get_prediction (item);
  int index;

  if (prediction == NULL)
    return FALSE;
  index = code == NULL || *code == '\0' ? derm_prediction_get_top (prediction)
                                        : derm_prediction_find_label (prediction, code);
  if (index >= 0)
    *score = derm_prediction_get_calibrated (prediction)[index];

  return index >= 0;
}

gboolean
lens_topic_get_number (LensTopic topic, LensItem *item, double *number)
{
  if (topic.about == LENS_ABOUT_SCORE)
    return get_score (topic.name, item, number);

  return lens_cell_get_number (lens_item_get_cell (item, topic.name), number);
}
