/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "filter-oracle.h"

static const char *
answer_of (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return prediction != NULL ? derm_prediction_get_label (prediction, derm_prediction_get_top (prediction)) : "";
}

static const char *
truth_of (LensItem *item)
{
  return lens_item_get_truth (item) != NULL ? lens_item_get_truth (item) : "";
}

static gboolean
is_one_of (LensCondition *condition, const char *value)
{
  return g_strv_contains (lens_condition_get_values (condition), value);
}

static gboolean
is_pair (LensCondition *condition, LensItem *item)
{
  g_autofree char *pair = g_strconcat (truth_of (item), ">", answer_of (item), NULL);

  return *truth_of (item) != '\0' && *answer_of (item) != '\0' && is_one_of (condition, pair);
}

static gboolean
is_age (LensCondition *condition, LensItem *item)
{
  const char *cell = lens_item_get_cell (item, "age");
  double from, to;

  lens_condition_get_range (condition, &from, &to);

  return cell != NULL && *cell != '\0' && g_ascii_strtod (cell, NULL) >= from && g_ascii_strtod (cell, NULL) <= to;
}

gboolean
fixture_condition_holds (LensCondition *condition, LensItem *item)
{
  gboolean is_known = *truth_of (item) != '\0' && *answer_of (item) != '\0';
  const char *cell = lens_item_get_cell (item, "sex");

  switch (lens_condition_get_topic (condition).about)
    {
    case LENS_ABOUT_TRUTH:
      return is_one_of (condition, truth_of (item));
    case LENS_ABOUT_ANSWER:
      return is_one_of (condition, answer_of (item));
    case LENS_ABOUT_PAIR:
      return is_pair (condition, item);
    case LENS_ABOUT_VERDICT:
      return is_known
             && is_one_of (condition,
                           g_str_equal (truth_of (item), answer_of (item)) ? LENS_VERDICT_RIGHT : LENS_VERDICT_WRONG);
    case LENS_ABOUT_FLAG:
      return is_one_of (condition, lens_flag_get_id (lens_item_get_flag (item)));
    case LENS_ABOUT_VALUE:
      return cell != NULL && is_one_of (condition, cell);
    case LENS_ABOUT_NUMBER:
      return is_age (condition, item);
    default:
      g_assert_not_reached ();
    }
}
