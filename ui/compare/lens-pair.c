/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pair.h"

#include <glib/gi18n.h>

#include "lens-decision.h"
#include "lens-keys.h"
#include "lens-pair-difference.h"

#define CELL_SIZE 6        /* of the inputs and their difference, in widget units */
#define NARROW_CELL_SIZE 4 /* of the inputs, so that the scores have room beside them at 360 */

struct _LensPair {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *heading_label;
  GtkScrolledWindow *scroller;
  GtkBox *sides_box;
  LensPairSide *side_a;
  LensPairSide *side_b;
  LensPairDifference *difference;

  LensSession *session;      /* owned; NULL until it is set */
  LensPairSide *sides[2];    /* borrowed: the two above */
  GCancellable *cancellable; /* owned; of what is to be shown: a result that carries another one is late */
  struct Result {
    DermImage *image;           /* owned */
    DermPrediction *prediction; /* owned; NULL: not known yet, or failed */
    char *title, *subtitle, *truth, *error;
  } results[2];
  DermDecision decision;
  guint n_running;
  gboolean is_holding; /* the session is told that something runs */
  gboolean is_linked;
  gboolean is_following; /* one picture is being put where the other is */
};

G_DEFINE_FINAL_TYPE (LensPair, lens_pair, GTK_TYPE_WIDGET)

typedef struct {
  GWeakRef pair; /* LensPair */
  GCancellable *cancellable;
  int index; /* of the side */
} Job;

static void
job_free (Job *job)
{
  g_weak_ref_clear (&job->pair);
  g_object_unref (job->cancellable);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
clear_result (struct Result *result)
{
  g_clear_object (&result->image);
  g_clear_object (&result->prediction);
  g_clear_pointer (&result->title, g_free);
  g_clear_pointer (&result->subtitle, g_free);
  g_clear_pointer (&result->truth, g_free);
  g_clear_pointer (&result->error, g_free);
}

static void
set_n_running (LensPair *self, guint n_running)
{
  self->n_running = n_running;
  if (self->session != NULL)
    lens_session_set_working (self->session, &self->is_holding, n_running > 0);
}

static void
stop (LensPair *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_n_running (self, 0);
  for (int i = 0; i < 2; i++)
    clear_result (&self->results[i]);
}

/* ---- both originals in step ---- */

static void
follow (LensPair *self, LensPicture *leader)
{
  LensPicture *pictures[2];
  LensPictureView view;

  if (self->is_following || !self->is_linked)
    return;

  for (int i = 0; i < 2; i++)
    pictures[i] = lens_pair_side_get_picture (self->sides[i]);
  if (lens_picture_get_image (leader) == NULL)
    return;

  self->is_following = TRUE;
  lens_picture_get_view (leader, &view);
  lens_picture_set_view (leader == pictures[0] ? pictures[1] : pictures[0], &view);
  self->is_following = FALSE;
}

static void
on_view_changed (LensPicture *picture, LensPair *self)
{
  /* A picture without focus or pointer changes with its size only, and then the other does too. */
  follow (self, picture);
}

static void
show_difference (LensPair *self)
{
  lens_pair_difference_set (self->difference, lens_bars_get_prediction (lens_pair_side_get_bars (self->side_a)),
                            lens_bars_get_prediction (lens_pair_side_get_bars (self->side_b)));
}

/* ---- what is shown ---- */

static void
show_results (LensPair *self)
{
  LensPictureView views[2];
  gboolean is_linked = self->is_linked;

  self->is_linked = FALSE; /* until both have their images */
  for (int i = 0; i < 2; i++)
    {
      struct Result *result = &self->results[i];
      LensPicture *picture = lens_pair_side_get_picture (self->sides[i]);

      lens_picture_get_view (picture, &views[i]);
      lens_pair_side_set (self->sides[i], result->title, result->subtitle, result->image, result->prediction,
                          result->truth);
      if (result->error != NULL)
        lens_pair_side_set_error (self->sides[i], result->error);
      lens_picture_set_view (picture, &views[i]); /* the next image is seen as closely as the one before */
    }
  self->is_linked = is_linked;
  follow (self, lens_pair_side_get_picture (self->side_a));
  show_difference (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LensPair) self = g_weak_ref_get (&job->pair);
  g_autoptr (DermPrediction) prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &error);

  if (self == NULL || self->cancellable != job->cancellable)
    return;

  if (prediction != NULL)
    self->results[job->index].prediction = lens_decide (prediction, self->decision);
  else
    self->results[job->index].error = g_strdup (error->message);
  set_n_running (self, self->n_running - 1);
  if (self->n_running == 0)
    show_results (self);
}

static void
start (LensPair *self, int index, const LensSubject *subject)
{
  Job *job = g_new0 (Job, 1);

  self->results[index] = (struct Result){ .image = g_object_ref (subject->image),
                                          .title = g_strdup (subject->title),
                                          .subtitle = g_strdup (subject->subtitle),
                                          .truth = g_strdup (subject->truth) };
  g_weak_ref_init (&job->pair, self);
  job->cancellable = g_object_ref (self->cancellable);
  job->index = index;
  set_n_running (self, self->n_running + 1);
  derm_classifier_open_async (subject->classifier,
                              derm_request_new (NULL, subject->image, subject->recipe, G_PRIORITY_DEFAULT),
                              self->cancellable, on_opened, job);
}

static void
lens_pair_dispose (GObject *object)
{
  LensPair *self = LENS_PAIR (object);
  GtkWidget *child;

  stop (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_pair_parent_class)->dispose (object);
}

static void
lens_pair_class_init (LensPairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pair_dispose;
  g_type_ensure (LENS_TYPE_PAIR_SIDE);
  g_type_ensure (LENS_TYPE_PAIR_DIFFERENCE);
  gtk_widget_class_set_css_name (widget_class, "lens-pair");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pair.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPair, heading_label);
  gtk_widget_class_bind_template_child (widget_class, LensPair, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensPair, sides_box);
  gtk_widget_class_bind_template_child (widget_class, LensPair, side_a);
  gtk_widget_class_bind_template_child (widget_class, LensPair, side_b);
  gtk_widget_class_bind_template_child (widget_class, LensPair, difference);
}

static void
lens_pair_init (LensPair *self)
{
  self->is_linked = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  self->sides[0] = self->side_a;
  self->sides[1] = self->side_b;
  /* TRANSLATORS: the letters of two that are compared */
  lens_pair_side_set_letter (self->side_a, C_ ("compared", "A"));
  lens_pair_side_set_letter (self->side_b, C_ ("compared", "B"));
  for (int i = 0; i < 2; i++)
    g_signal_connect_object (lens_pair_side_get_picture (self->sides[i]), "view-changed", G_CALLBACK (on_view_changed),
                             self, 0);
  lens_input_grid_set_cell_size (lens_pair_difference_get_grid (self->difference), CELL_SIZE);
}

void
lens_pair_set_heading (LensPair *self, const char *heading)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  gtk_label_set_text (self->heading_label, heading);
}

void
lens_pair_set (LensPair *self, const LensSubject *a, const LensSubject *b, DermDecision decision,
               const char *placeholder)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  stop (self);
  self->decision = decision;
  lens_pair_side_set_placeholder (self->side_b, placeholder != NULL ? placeholder : "");
  if (a != NULL && a->image != NULL)
    {
      self->cancellable = g_cancellable_new ();
      start (self, 0, a);
      if (b != NULL && b->image != NULL)
        start (self, 1, b);
    }
  else
    {
      show_results (self);
    }
}

void
lens_pair_set_scores (LensPair *self, LensScores scores)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  for (int i = 0; i < 2; i++)
    lens_bars_set_scores (lens_pair_side_get_bars (self->sides[i]), scores);
  lens_pair_difference_set_scores (self->difference, scores);
  show_difference (self);
}

void
lens_pair_set_crisp (LensPair *self, gboolean is_crisp)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  for (int i = 0; i < 2; i++)
    lens_picture_set_crisp (lens_pair_side_get_picture (self->sides[i]), is_crisp);
}

void
lens_pair_set_linked (LensPair *self, gboolean is_linked)
{
  g_return_if_fail (LENS_IS_PAIR (self));

  self->is_linked = is_linked;
  follow (self, lens_pair_get_picture (self));
}

static void
on_scores (LensPair *self, GParamSpec *pspec, LensReading *reading)
{
  lens_pair_set_scores (self, lens_reading_get_scores (reading));
}

static void
on_crisp (LensPair *self, GParamSpec *pspec, LensSession *session)
{
  lens_pair_set_crisp (self, lens_session_is_crisp (session));
}

void
lens_pair_set_session (LensPair *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_PAIR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_reading (session), "notify::scores", G_CALLBACK (on_scores), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-crisp", G_CALLBACK (on_crisp), self, G_CONNECT_SWAPPED);
}

void
lens_pair_set_narrow (LensPair *self, gboolean is_narrow)
{
  for (int i = 0; i < 2; i++)
    lens_input_grid_set_cell_size (lens_pair_side_get_grid (self->sides[i]), is_narrow ? NARROW_CELL_SIZE : CELL_SIZE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides_box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  lens_pair_difference_set_narrow (self->difference, is_narrow);
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
}

LensPicture *
lens_pair_get_picture (LensPair *self)
{
  LensPicture *second = lens_pair_side_get_picture (self->side_b);

  return gtk_widget_has_focus (GTK_WIDGET (second)) ? second : lens_pair_side_get_picture (self->side_a);
}

LensPairSide *
lens_pair_get_side (LensPair *self, int index)
{
  return self->sides[index];
}

LensInputGrid *
lens_pair_get_difference_grid (LensPair *self)
{
  return lens_pair_difference_get_grid (self->difference);
}

LensBars *
lens_pair_get_difference_bars (LensPair *self)
{
  return lens_pair_difference_get_bars (self->difference);
}

const char *
lens_pair_get_text (LensPair *self)
{
  return lens_pair_difference_get_text (self->difference);
}
