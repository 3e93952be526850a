/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-places-words.h"

#include <glib/gi18n.h>
#include <string.h>

static int
get_current (LensSession *session)
{
  return lens_places_find (lens_session_get_places (session),
                           lens_selection_get_current_item (lens_session_get_selection (session)));
}

char *
lens_places_dup_answer (LensSession *session, LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);
  g_autofree char *score = NULL;
  int top;

  if (prediction == NULL || lens_session_is_covered (session, prediction))
    return g_strdup ("");
  top = derm_prediction_get_top (prediction);
  score = derm_score_format ((double) derm_prediction_get_calibrated (prediction)[top]);

  return g_strdup_printf ("%s %s", derm_prediction_get_label (prediction, top), score);
}

char *
lens_places_dup_class (LensSession *session, const char *code)
{
  LensFlag flag;

  switch (lens_places_get_colour (lens_session_get_places (session)))
    {
    case LENS_PLACES_BY_FLAG:
      return g_strdup (lens_flag_get_name (lens_flag_from_id (code, &flag) ? flag : LENS_FLAG_NONE));
    case LENS_PLACES_BY_TRUTH:
      return g_strdup (*code != '\0' ? code : C_ ("truth", "unknown"));
    default:
      return g_strdup (*code != '\0' ? code : C_ ("answer", "none yet"));
    }
}

/* ---- how many are called what ---- */

typedef struct {
  const char *label; /* borrowed */
  guint n;
} Count;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *one = a, *other = b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;

  return strcmp (one->label, other->label);
}

static void
count_answer (GArray *counts, LensItem *item)
{
  const char *label = lens_item_get_answer (item);
  Count new = { label, 1 };

  if (label == NULL)
    return;
  for (guint i = 0; i < counts->len; i++)
    if (g_str_equal (g_array_index (counts, Count, i).label, label))
      {
        g_array_index (counts, Count, i).n++;
        return;
      }
  g_array_append_val (counts, new);
}

/* "29 nv, 17 bkl", the most frequent first. */
static char *
dup_counts (GArray *counts)
{
  GString *text = g_string_new (NULL);

  g_array_sort (counts, compare_counts);
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      /* TRANSLATORS: what stands between the parts of a list */
      g_string_append (text, i > 0 ? _ (", ") : "");
      /* TRANSLATORS: how many images have an answer, like "17 bkl" */
      g_string_append_printf (text, _ ("%u %s"), count->n, count->label);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_nearest (LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));
  g_autofree guint *nearest = NULL;
  g_autofree char *list = NULL;
  int current = get_current (session);
  guint n = 0;

  if (current >= 0)
    nearest = lens_places_list_nearest (places, (guint) current, &n);
  for (guint i = 0; i < n; i++)
    count_answer (counts, lens_places_get_item (places, nearest[i]));
  if (counts->len == 0)
    return NULL;
  list = dup_counts (counts);

  /* TRANSLATORS: %2$s lists how many of these images have which answer, like "3 bkl, 3 nv" */
  return g_strdup_printf (ngettext ("Of its %1$u nearest image: %2$s.", "Of its %1$u nearest images: %2$s.", n), n,
                          list);
}

static char *
dup_lasso (LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);
  LensCondition *lasso = lens_session_get_lasso (session);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));
  g_autofree char *list = NULL;

  for (guint i = 0; lasso != NULL && i < lens_places_get_n (places); i++)
    if (lens_condition_matches (lasso, lens_places_get_item (places, i)))
      count_answer (counts, lens_places_get_item (places, i));
  if (counts->len == 0)
    return NULL;
  list = dup_counts (counts);

  /* TRANSLATORS: images that were enclosed on the map: how many have which answer, like "29 nv, 17 bkl" */
  return g_strdup_printf (_ ("The lasso holds %s."), list);
}

static gboolean
has_places (LensSession *session)
{
  LensPlacesState state = lens_places_get_state (lens_session_get_places (session));

  return state == LENS_PLACES_GROWING || state == LENS_PLACES_DONE;
}

static gboolean
is_covered (LensSession *session)
{
  return lens_session_is_covered (session, lens_shown_get_prediction (lens_session_get_shown (session)));
}

char *
lens_places_dup_remark (LensSession *session)
{
  g_autofree char *nearest = NULL, *lasso = NULL, *both = NULL, *all = NULL;

  if (!has_places (session) || is_covered (session))
    return NULL;
  nearest = dup_nearest (session);
  lasso = dup_lasso (session);
  if (nearest != NULL && lasso != NULL)
    both = derm_text_join_sentences (nearest, lasso);
  else
    both = g_strdup (nearest != NULL ? nearest : lasso);
  if (both == NULL)
    return g_markup_escape_text (_ ("Near on this map means alike; empty space means nothing."), -1);
  all = derm_text_join_sentences (both, _ ("Near on this map means alike; empty space means nothing."));

  return g_markup_escape_text (all, -1);
}

char *
lens_places_dup_footer (LensSession *session)
{
  if (!has_places (session))
    return NULL;

  /* TRANSLATORS: what the map shows of how much the images differ; %% is a percent sign */
  return g_strdup_printf (_ ("principal components, %.0f %% of the variation shown"),
                          100 * lens_places_get_share (lens_session_get_places (session)));
}

char *
lens_places_dup_state (LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);

  switch (lens_places_get_state (places))
    {
    case LENS_PLACES_FEW:
      return g_strdup (_ ("A map needs three images or more."));
    case LENS_PLACES_REFUSED:
      /* TRANSLATORS: %s says why the model has none */
      return g_strdup_printf (_ ("This model has no map: %s."), lens_places_get_error (places));
    case LENS_PLACES_WORKING:
    case LENS_PLACES_NOTHING:
      return g_strdup (_ ("The first images are read…"));
    default:
      return NULL;
    }
}

char *
lens_places_dup_progress (LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);
  guint n = lens_collection_get_n_all (lens_session_get_collection (session));

  if (lens_places_get_state (places) != LENS_PLACES_GROWING)
    return NULL;
  if (lens_work_get_n_left (lens_session_get_work (session)) == 0)
    return NULL;

  /* TRANSLATORS: of so many images so many are on the map; its axes turn until all are there */
  return g_strdup_printf (_ ("%'u of %'u; the axes still turn"), lens_places_get_n (places), n);
}

/* ---- aloud ---- */

/* The classes, as many as they are, and which other each lies nearest to, by the middle of its images on the map. */
static void
append_classes (GString *text, LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);
  g_auto (GStrv) classes = lens_places_list_classes (places);
  guint n = g_strv_length (classes);
  g_autofree double *middles = g_new0 (double, 3 * n + 1);
  const double *x = lens_places_get_x (places), *y = lens_places_get_y (places);

  for (guint i = 0; i < lens_places_get_n (places); i++)
    for (guint k = 0; k < n; k++)
      if (x[i] == x[i] && g_str_equal (classes[k], lens_places_get_class (places, i)))
        {
          middles[3 * k] += x[i];
          middles[3 * k + 1] += y[i];
          middles[3 * k + 2] += 1;
        }
  for (guint k = 0; k < n; k++)
    {
      g_autofree char *name = lens_places_dup_class (session, classes[k]), *near = NULL;
      double nearest = G_MAXDOUBLE;

      for (guint other = 0; other < n && middles[3 * k + 2] > 0; other++)
        {
          double dx = middles[3 * k] / middles[3 * k + 2] - middles[3 * other] / MAX (middles[3 * other + 2], 1);
          double dy
              = middles[3 * k + 1] / middles[3 * k + 2] - middles[3 * other + 1] / MAX (middles[3 * other + 2], 1);

          if (other == k || middles[3 * other + 2] == 0 || dx * dx + dy * dy >= nearest)
            continue;
          nearest = dx * dx + dy * dy;
          g_free (near);
          near = lens_places_dup_class (session, classes[other]);
        }
      g_string_append_c (text, ' ');
      if (near != NULL)
        /* TRANSLATORS: how many images of a class are on a map, and which class lies nearest to them */
        g_string_append_printf (text, _ ("%s %.0f, near %s."), name, middles[3 * k + 2], near);
      else
        g_string_append_printf (text, "%s %.0f.", name, middles[3 * k + 2]);
    }
}

char *
lens_places_dup_aloud (LensSession *session)
{
  GString *text;
  g_autofree char *size = NULL;
  char *state = lens_places_dup_state (session);

  if (state != NULL)
    return state;
  size = lens_session_dup_list_size (session);
  text = g_string_new (size);
  g_string_append_c (text, '.');
  if (!is_covered (session))
    append_classes (text, session);

  return g_string_free (text, FALSE);
}

char *
lens_places_dup_image_aloud (LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);
  int current = has_places (session) ? get_current (session) : -1;
  g_autofree guint *nearest = NULL;
  g_autofree char *name = NULL, *answer = NULL;
  guint n = 0;
  GString *text;

  if (current < 0)
    return NULL;
  nearest = lens_places_list_nearest (places, (guint) current, &n);
  name = lens_session_dup_name (session, lens_places_get_item (places, (guint) current));
  answer = lens_places_dup_answer (session, lens_places_get_item (places, (guint) current));
  text = g_string_new (name);
  g_string_append_printf (text, ", %s. ", answer);
  /* TRANSLATORS: a list of images follows */
  g_string_append (text, n > 0 ? _ ("Nearest:") : "");
  for (guint i = 0; i < n; i++)
    {
      LensItem *item = lens_places_get_item (places, nearest[i]);
      g_autofree char *other = lens_session_dup_name (session, item), *verdict = lens_places_dup_answer (session, item);

      /* TRANSLATORS: one of a list: an image, its answer and how far it is */
      g_string_append_printf (text, _ (" %s, %s, distance %.1f;"), other, verdict,
                              derm_atlas_get_distance (lens_places_get_atlas (places), (guint) current, nearest[i]));
    }

  return g_string_free (text, FALSE);
}
