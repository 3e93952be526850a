/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain.h"

#include <glib/gi18n.h>

#include "lens-explain-cards.h"
#include "lens-explain-controls.h"
#include "lens-explain-legend.h"
#include "lens-explain-map.h"
#include "lens-explained-words.h"

struct _LensExplain {
  GtkWidget parent_instance;

  GtkWidget *box; /* owned child */
  LensExplainMap *map;
  LensExplainLegend *legend;
  LensExplainCards *cards;
  LensExplainControls *controls; /* owned: it stands in the view bar */

  LensPicture *original; /* weak: the same part of it is seen */
  LensSession *session;  /* owned */
  gboolean has_failed;   /* the map that was asked for last */
};

G_DEFINE_FINAL_TYPE (LensExplain, lens_explain, GTK_TYPE_WIDGET)

static LensExplaining *
get_explaining (LensExplain *self)
{
  return lens_session_get_explaining (self->session);
}

/* ---- what it adds to input and scores ---- */

static gboolean
is_current (LensExplain *self)
{
  return !lens_session_is_closed (self->session) && lens_session_get_aspect (self->session) == LENS_ASPECT_EXPLAIN;
}

/* Scores with the patch hidden. Those of fewer views than the image's own cannot stand beside them. */
static void
fill_scores (LensExplain *self)
{
  LensReadout *readout = lens_session_get_readout (self->session);
  DermExplanation *map = lens_explaining_get_map (get_explaining (self));
  g_autofree double *values = NULL;
  const float *hidden = NULL;
  int x, y, n = 0;

  if (!is_current (self))
    return;
  if (lens_explaining_get_cursor (get_explaining (self), &x, &y) && derm_explanation_is_final (map))
    hidden = derm_explanation_get_hidden (map, x, y, &n);
  if (hidden == NULL)
    {
      lens_readout_set_scores (readout, LENS_READOUT_ARROW, NULL, NULL, 0);
      return;
    }
  values = g_new (double, n);
  for (int i = 0; i < n; i++)
    values[i] = (double) hidden[i];
  /* TRANSLATORS: beside the heading of the scores */
  lens_readout_set_scores (readout, LENS_READOUT_ARROW, _ ("→ patch hidden"), values, n);
}

/* (transfer full) Of which input the map is, what the comparisons say, and what shaking says, each in a line of its
 * own; NULL for nothing. */
static char *
dup_remark (LensExplain *self)
{
  DermStability *stability = lens_shaking_get_stability (lens_session_get_shaking (self->session));
  DermDecision decision = lens_reading_get_decision (lens_session_get_reading (self->session));
  const char *edited = lens_explained_get_edited (get_explaining (self));
  g_autofree char *remark = lens_explained_dup_remark (get_explaining (self));
  g_autofree char *words = stability != NULL ? derm_stability_describe (stability, decision) : NULL;
  g_autofree char *shaken = words != NULL ? g_markup_escape_text (words, -1) : NULL;
  const char *lines[4] = { NULL };
  int n = 0;

  if (edited != NULL)
    lines[n++] = edited;
  if (remark != NULL)
    lines[n++] = remark;
  if (shaken != NULL)
    lines[n++] = shaken;

  return n > 0 ? g_strjoinv ("\n", (char **) lines) : NULL;
}

static void
fill_words (LensExplain *self)
{
  LensReadout *readout = lens_session_get_readout (self->session);
  g_autofree char *sentence = NULL, *remark = NULL, *passes = NULL;

  if (!is_current (self))
    return;
  sentence = lens_explained_dup_sentence (get_explaining (self));
  remark = dup_remark (self);
  passes = lens_explained_dup_passes (get_explaining (self));
  lens_readout_set_words (readout, sentence, remark);
  lens_readout_set_footer (readout, passes);
  lens_readout_set_layer (readout, lens_explain_map_get_layer (self->map));
}

/* From the lowest to the highest score of the disturbed images. */
static void
fill_bands (LensExplain *self)
{
  LensReadout *readout = lens_session_get_readout (self->session);
  DermStability *stability = lens_shaking_get_stability (lens_session_get_shaking (self->session));
  g_autofree double *lows = NULL, *highs = NULL;
  int n = 0;

  if (!is_current (self))
    return;
  if (stability != NULL && !lens_explaining_is_covered (get_explaining (self)))
    n = derm_prediction_get_n_classes (derm_stability_get_prediction (stability));
  lows = g_new (double, MAX (n, 1));
  highs = g_new (double, MAX (n, 1));
  for (int i = 0; i < n; i++)
    derm_stability_get_band (stability, lens_explaining_get_target (get_explaining (self)), i, &lows[i], NULL,
                             &highs[i]);
  lens_readout_set_bands (readout, n > 0 ? lows : NULL, n > 0 ? highs : NULL, n);
}

static void
fill (LensExplain *self)
{
  fill_words (self);
  fill_bands (self);
  fill_scores (self);
}

/* A failure is said in the window, once. */
static void
on_changed (LensExplain *self)
{
  LensExplaining *explaining = get_explaining (self);
  DermMethod method = lens_explaining_get_method (explaining);
  gboolean had_failed;

  if (!is_current (self))
    return;
  had_failed = self->has_failed;
  self->has_failed = lens_explaining_get_state (explaining) == LENS_EXPLAINING_FAILED;
  if (self->has_failed && !had_failed)
    lens_messages_show_error (lens_session_get_messages (self->session), lens_explained_get_method_name (method),
                              lens_explaining_get_error (explaining, method));
  fill (self);
}

/* ---- the object ---- */

/* The part of the image that is seen is the window's. */
static void
on_map (LensExplain *self)
{
  LensPictureView view;

  if (self->original == NULL)
    return;
  lens_picture_get_view (self->original, &view);
  lens_picture_set_view (lens_explain_map_get_picture (self->map), &view);
}

static void
on_unmap (LensExplain *self)
{
  LensPictureView view;

  if (self->original == NULL)
    return;
  lens_picture_get_view (lens_explain_map_get_picture (self->map), &view);
  lens_picture_set_view (self->original, &view);
}

static void
lens_explain_dispose (GObject *object)
{
  LensExplain *self = LENS_EXPLAIN (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->controls);
  g_clear_weak_pointer (&self->original);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_explain_parent_class)->dispose (object);
}

/* Keys go to the picture, not to the first button. */
static gboolean
lens_explain_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LENS_EXPLAIN (widget)->map));
}

static void
lens_explain_class_init (LensExplainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_explain_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = lens_explain_grab_focus;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-explain");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lens_explain_init (LensExplain *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->map = g_object_new (LENS_TYPE_EXPLAIN_MAP, NULL);
  self->legend = g_object_new (LENS_TYPE_EXPLAIN_LEGEND, NULL);
  self->cards = g_object_new (LENS_TYPE_EXPLAIN_CARDS, NULL);
  self->controls = g_object_ref_sink (g_object_new (LENS_TYPE_EXPLAIN_CONTROLS, NULL));
  gtk_widget_set_vexpand (GTK_WIDGET (self->map), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->cards), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->map));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->legend));
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->cards));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (on_unmap), NULL);
}

void
lens_explain_set_session (LensExplain *self, LensSession *session)
{
  LensExplaining *explaining = lens_session_get_explaining (session);

  g_return_if_fail (LENS_IS_EXPLAIN (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  lens_explain_map_set_session (self->map, session);
  lens_explain_legend_set_session (self->legend, session);
  lens_explain_cards_set_session (self->cards, session);
  lens_explain_controls_set_session (self->controls, session);
  g_signal_connect_object (explaining, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "compared", G_CALLBACK (fill_words), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_shaking (session), "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "cursor-changed", G_CALLBACK (fill_scores), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

void
lens_explain_follow (LensExplain *self, LensPicture *original)
{
  g_return_if_fail (LENS_IS_EXPLAIN (self));

  g_set_weak_pointer (&self->original, original);
}

LensPicture *
lens_explain_get_picture (LensExplain *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAIN (self), NULL);

  return lens_explain_map_get_picture (self->map);
}

GtkWidget *
lens_explain_get_controls (LensExplain *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAIN (self), NULL);

  return GTK_WIDGET (self->controls);
}

void
lens_explain_set_narrow (LensExplain *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EXPLAIN (self));

  lens_explain_map_set_narrow (self->map, is_narrow);
  lens_explain_controls_set_narrow (self->controls, is_narrow);
}

void
lens_explain_set_tight (LensExplain *self, gboolean is_tight)
{
  g_return_if_fail (LENS_IS_EXPLAIN (self));

  lens_explain_legend_set_narrow (self->legend, is_tight);
}
