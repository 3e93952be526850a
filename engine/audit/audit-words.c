/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "audit-private.h"

/* The findings on layout, filter and labels. */

typedef struct {
  double accuracy, balanced;
} Figures;

static const char *
get_layout_name (DermLayout layout)
{
  return layout == DERM_LAYOUT_PLANES ? _ ("planes") : _ ("rows of interleaved RGB taken as planes");
}

static Figures
measure (const AuditReport *self, DermLayout layout, DermFilter filter, const int *classes)
{
  g_autoptr (DermMetrics) metrics
      = derm_audit_choice_measure (self->choice, audit_view (layout, filter), classes, NULL);

  return (Figures){ derm_metrics_get_accuracy (metrics), derm_metrics_get_balanced_accuracy (metrics) };
}

/* "balanced accuracy 0.41 instead of 0.73, accuracy 0.52 instead of 0.80" */
static char *
describe_cost (Figures bad, Figures good)
{
  return g_strdup_printf (_ ("balanced accuracy %.3f instead of %.3f, accuracy %.3f instead of %.3f"), bad.balanced,
                          good.balanced, bad.accuracy, good.accuracy);
}

static char *
describe_chance (const AuditReport *self, double p)
{
  return g_strdup_printf (ngettext ("with %d image this may be chance (p = %.2g)",
                                    "with %d images this may be chance (p = %.2g)", (gulong) self->choice->n_images),
                          self->choice->n_images, p);
}

/* ---- layout ---- */

static void
report_layout (AuditReport *self)
{
  const AuditChoice *choice = self->choice;
  DermLayout own = derm_recipe_get_layout (derm_model_get_recipe (self->model)), best = choice->layout;
  DermLayout other = (DermLayout) (1 - (int) best);
  Figures good = measure (self, best, choice->filter, choice->found);
  Figures bad = measure (self, other, choice->filter, choice->found);
  g_autofree char *cost = describe_cost (bad, good), *chance = describe_chance (self, choice->layout_p);

  if (choice->layout_p >= AUDIT_ALPHA)
    derm_audit_report_add (
        self, DERM_FINDING_LAYOUT, DERM_VERDICT_UNKNOWN,
        g_strdup_printf (_ ("It cannot be told whether the model was trained on %s or on %s: %s, but %s."),
                         get_layout_name (best), get_layout_name (other), cost, chance));
  else if (best == own)
    derm_audit_report_add (self, DERM_FINDING_LAYOUT, DERM_VERDICT_FINE,
                           g_strdup_printf (_ ("The model was trained on %s, as its recipe says. On %s it has %s."),
                                            get_layout_name (best), get_layout_name (other), cost));
  else
    derm_audit_report_add (
        self, DERM_FINDING_LAYOUT, DERM_VERDICT_FAULT,
        g_strdup_printf (_ ("The model was trained on %s, but its recipe gives it %s. This lowers its figures: %s."),
                         get_layout_name (best), get_layout_name (own), cost));
}

/* ---- filter ---- */

/* "bicubic, lanczos": those that are not surely worse than the best. */
static char *
list_filters (const AuditChoice *choice, guint *n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  *n = 0;
  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    if (!derm_audit_choice_is_filter_worse (choice, (DermFilter) filter))
      {
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", derm_filter_get_id ((DermFilter) filter));
        *n += 1;
      }
  return g_strdup (text->str);
}

/* Whose balanced accuracy is the furthest below the best one's, or the furthest from it on either side. */
static DermFilter
find_furthest_filter (const AuditReport *self, gboolean is_either_side)
{
  const AuditChoice *choice = self->choice;
  double best = measure (self, choice->layout, choice->filter, choice->found).balanced, most = 0;
  DermFilter furthest = choice->filter;

  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    {
      double distance = best - measure (self, choice->layout, (DermFilter) filter, choice->found).balanced;

      if (is_either_side)
        distance = fabs (distance);
      if (distance > most)
        {
          most = distance;
          furthest = (DermFilter) filter;
        }
    }
  return furthest;
}

static void
report_filter (AuditReport *self)
{
  const AuditChoice *choice = self->choice;
  DermFilter own = derm_recipe_get_filter (derm_model_get_recipe (self->model));
  guint n;
  g_autofree char *good = list_filters (choice, &n);
  DermFilter worst = find_furthest_filter (self, n == DERM_N_FILTERS);
  Figures best = measure (self, choice->layout, choice->filter, choice->found);
  Figures served = measure (self, choice->layout, own, choice->found);
  Figures least = measure (self, choice->layout, worst, choice->found);
  g_autofree char *cost = describe_cost (served, best), *most = describe_cost (least, best);

  if (derm_audit_choice_is_filter_worse (choice, own))
    derm_audit_report_add (
        self, DERM_FINDING_FILTER, DERM_VERDICT_FAULT,
        n > 1
            ? g_strdup_printf (_ ("The recipe resizes by %s, but the model was trained on another filter, one of: %s. "
                                  "Compared with %s: %s."),
                               derm_filter_get_id (own), good, derm_filter_get_id (choice->filter), cost)
            : g_strdup_printf (_ ("The recipe resizes by %s, but the model was trained on %s: %s."),
                               derm_filter_get_id (own), good, cost));
  else if (n == DERM_N_FILTERS)
    derm_audit_report_add (
        self, DERM_FINDING_FILTER, DERM_VERDICT_UNKNOWN,
        g_strdup_printf (_ ("With which filter the training images were resized cannot be told: no filter is "
                            "significantly worse than another. The largest difference: %s has %s."),
                         derm_filter_get_id (worst), most));
  else
    derm_audit_report_add (
        self, DERM_FINDING_FILTER, DERM_VERDICT_FINE,
        n > 1 ? g_strdup_printf (_ ("The recipe's filter, %s, is right or makes no difference; not significantly worse "
                                    "than any other are: %s. The worst, %s, has %s."),
                                 derm_filter_get_id (own), good, derm_filter_get_id (worst), most)
              : g_strdup_printf (_ ("The model was trained on %s, as its recipe says. The worst filter, %s, has %s."),
                                 derm_filter_get_id (own), derm_filter_get_id (worst), most));
}

/* ---- labels ---- */

/* "4 is nv (not mel), 5 is vasc (not nv)": the outputs that are not what the model's labels say. */
static char *
list_moved (const AuditReport *self, const int *classes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int k = 0; k < self->choice->n_classes; k++)
    if (classes[k] != k)
      {
        g_string_append (text, text->len > 0 ? ", " : "");
        /* Translators: an output of the network, by number; the class it means; the class that the labels say it means
         */
        g_string_append_printf (text, _ ("%d is %s (not %s)"), k, derm_model_get_label (self->model, classes[k]),
                                derm_model_get_label (self->model, k));
      }
  return g_strdup (text->str);
}

/* The numbering that is the same, in words, or "". */
static const char *
name_numbering (const AuditReport *self, const int *classes)
{
  static const char *const names[] = {
    [DERM_NUMBERING_PUBLISHED] = N_ (" This is the numbering of the published labels.json."),
    [DERM_NUMBERING_CSV] = N_ (" This is the numbering of the table hmnist_28_28_RGB."),
  };

  for (int i = DERM_NUMBERING_PUBLISHED; i <= DERM_NUMBERING_CSV; i++)
    {
      gboolean is_same = self->numberings[i] != NULL;

      for (int k = 0; is_same && k < self->choice->n_classes; k++)
        is_same = self->numberings[i][k] == classes[k];
      if (is_same)
        return _ (names[i]);
    }
  return "";
}

static void
report_permuted (AuditReport *self)
{
  const AuditChoice *choice = self->choice;
  Figures good = measure (self, choice->layout, choice->filter, choice->found);
  Figures bad = measure (self, choice->layout, choice->filter, self->numberings[DERM_NUMBERING_OWN]);
  g_autofree char *moved = list_moved (self, choice->found), *cost = describe_cost (bad, good);

  derm_audit_report_add (
      self, DERM_FINDING_LABELS, DERM_VERDICT_FAULT,
      g_strdup_printf (
          _ ("The labels are permuted. Judged by the images, output %s.%s This lowers its figures a lot: %s."), moved,
          name_numbering (self, choice->found), cost));
}

static void
report_labels (AuditReport *self)
{
  const AuditChoice *choice = self->choice;
  g_autofree char *moved = list_moved (self, choice->assigned);

  if (derm_audit_choice_is_permuted (choice, choice->found))
    report_permuted (self);
  else if (*moved != '\0' && choice->is_maybe_permuted)
    derm_audit_report_add (
        self, DERM_FINDING_LABELS, DERM_VERDICT_UNKNOWN,
        g_strdup_printf (_ ("Whether the labels are right cannot be told. More answers would be right in another order "
                            "(output %s), but the outputs are not significantly better tests for those classes: the "
                            "model may simply prefer some classes to others."),
                         moved));
  else if (choice->order_p < AUDIT_ALPHA)
    derm_audit_report_add (
        self, DERM_FINDING_LABELS, DERM_VERDICT_FINE,
        g_strdup (_ ("The outputs mean the classes that the labels say; no other order is significantly better.")));
  else
    {
      g_autofree char *chance = describe_chance (self, choice->order_p);

      derm_audit_report_add (
          self, DERM_FINDING_LABELS, DERM_VERDICT_UNKNOWN,
          g_strdup_printf (_ ("It cannot be told whether the labels are right: what outputs and truth "
                              "have in common may be chance, for %s."),
                           chance));
    }
}

void
derm_audit_report_add (AuditReport *self, DermFindingKind kind, DermVerdict verdict, char *text)
{
  AuditFinding finding = { kind, verdict, text };

  g_array_append_val (self->findings, finding);
}

void
derm_audit_report_choice (AuditReport *self)
{
  report_layout (self);
  report_filter (self);
  report_labels (self);
}
