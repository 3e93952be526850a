/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pair.h"

#include <glib/gi18n.h>

#include "lens-batch.h"
#include "lens-decision.h"
#include "lens-keys.h"
#include "lens-pair-difference.h"
#include "lens-pair-layout.h"
#include "lens-scroller.h"

/* Of the inputs and their difference, in widget units. */
#define CELL_SIZE 6
#define NARROW_CELL_SIZE 4 /* so that the scores have room beside the inputs at 360 */
#define MIN_CELL_SIZE 5    /* where the difference stands beside the sides: a share of their width */
#define MAX_CELL_SIZE 9
#define INPUT_SHARE 0.36
#define N_CELLS 28

struct _LensPair {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *heading_label;
  GtkScrolledWindow *scroller;
  LensPairLayout *layout;
  GtkBox *sides_box;
  LensPairSide *side_a;
  LensPairSide *side_b;
  LensPairDifference *difference;

  LensSession *session;                    /* owned; NULL until it is set */
  LensPairSide *sides[2];                  /* borrowed: the two above */
  GtkSizeGroup *headings, *answers, *bars; /* owned; of what stands beside each other */
  LensBatch *batch;                        /* owned; what is to be shown, by side */
  struct Result {
    DermImage *image;           /* owned */
    DermPrediction *prediction; /* owned; NULL: not known yet, or failed */
    char *title, *subtitle, *truth, *error;
  } results[2];
  DermDecision decision;
  gboolean is_holding; /* the session is told that something runs */
  gboolean is_narrow;
  gboolean is_linked;
  gboolean is_following; /* one picture is being put where the other is */
};

G_DEFINE_FINAL_TYPE (LensPair, lens_pair, GTK_TYPE_WIDGET)

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
tell_whether_working (LensPair *self)
{
  if (self->session != NULL)
    lens_session_set_working (self->session, &self->is_holding, lens_batch_get_n_running (self->batch) > 0);
}

static void
stop (LensPair *self)
{
  lens_batch_stop (self->batch);
  tell_whether_working (self);
  for (int i = 0; i < 2; i++)
    clear_result (&self->results[i]);
}

/* ---- both originals zoomed together ---- */

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

/* It would tell what is covered. */
static void
show_difference (LensPair *self)
{
  LensBars *a = lens_pair_side_get_bars (self->side_a), *b = lens_pair_side_get_bars (self->side_b);

  if (lens_bars_is_covered (a) || lens_bars_is_covered (b))
    lens_pair_difference_set (self->difference, NULL, NULL);
  else
    lens_pair_difference_set (self->difference, lens_bars_get_prediction (a), lens_bars_get_prediction (b));
}

/* ---- what is shown ---- */

/* In the order that A has, so that rows beside each other are of one class. */
static void
order_scores (LensPair *self)
{
  DermPrediction *first = self->results[0].prediction;
  DermModel *model = first != NULL ? derm_prediction_get_model (first) : NULL;
  DermRecipe *recipe = first != NULL ? derm_input_get_recipe (derm_prediction_get_input (first)) : NULL;

  for (int i = 0; i < 2; i++)
    lens_bars_set_order (lens_pair_side_get_bars (self->sides[i]), model, recipe);
  lens_bars_set_order (lens_pair_difference_get_bars (self->difference), model, recipe);
}

static void
show_results (LensPair *self)
{
  LensPictureView views[2];
  gboolean is_linked = self->is_linked;

  order_scores (self);
  self->is_linked = FALSE; /* until both have their images */
  for (int i = 0; i < 2; i++)
    {
      struct Result *result = &self->results[i];
      LensPicture *picture = lens_pair_side_get_picture (self->sides[i]);

      lens_picture_get_view (picture, &views[i]);
      lens_pair_side_set_covered (self->sides[i],
                                  self->session != NULL && lens_session_is_covered (self->session, result->prediction));
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
on_done (gpointer owner, guint index, DermPrediction *prediction, const GError *error)
{
  LensPair *self = owner;

  if (prediction != NULL)
    self->results[index].prediction = lens_decide (prediction, self->decision);
  else
    self->results[index].error = g_strdup (error->message);
  tell_whether_working (self);
  if (lens_batch_get_n_running (self->batch) == 0)
    show_results (self);
}

static void
start (LensPair *self, int index, const LensSubject *subject)
{
  self->results[index] = (struct Result){ .image = g_object_ref (subject->image),
                                          .title = g_strdup (subject->title),
                                          .subtitle = g_strdup (subject->subtitle),
                                          .truth = g_strdup (subject->truth) };
  lens_batch_add (self->batch, (guint) index, subject->classifier,
                  derm_request_new (NULL, subject->image, subject->recipe, G_PRIORITY_DEFAULT));
  tell_whether_working (self);
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
  g_clear_object (&self->headings);
  g_clear_object (&self->answers);
  g_clear_object (&self->bars);

  G_OBJECT_CLASS (lens_pair_parent_class)->dispose (object);
}

static void
lens_pair_finalize (GObject *object)
{
  lens_batch_free (LENS_PAIR (object)->batch);

  G_OBJECT_CLASS (lens_pair_parent_class)->finalize (object);
}

static void
lens_pair_class_init (LensPairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pair_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_pair_finalize;
  g_type_ensure (LENS_TYPE_PAIR_SIDE);
  g_type_ensure (LENS_TYPE_PAIR_DIFFERENCE);
  g_type_ensure (LENS_TYPE_PAIR_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lens-pair");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pair.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPair, heading_label);
  gtk_widget_class_bind_template_child (widget_class, LensPair, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensPair, layout);
  gtk_widget_class_bind_template_child (widget_class, LensPair, sides_box);
  gtk_widget_class_bind_template_child (widget_class, LensPair, side_a);
  gtk_widget_class_bind_template_child (widget_class, LensPair, side_b);
  gtk_widget_class_bind_template_child (widget_class, LensPair, difference);
}

/* Rows of the same things are of one height where they stand beside each other. */
static void
join_rows (LensPair *self)
{
  self->headings = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);
  self->answers = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);
  self->bars = gtk_size_group_new (GTK_SIZE_GROUP_NONE);
  for (int i = 0; i < 2; i++)
    lens_pair_side_join (self->sides[i], self->headings, self->answers, self->bars);
  gtk_size_group_add_widget (self->bars, GTK_WIDGET (lens_pair_difference_get_bars (self->difference)));
}

static int
choose_cell_size (LensPair *self)
{
  int width = lens_pair_layout_get_side_width (self->layout);

  if (self->is_narrow)
    return NARROW_CELL_SIZE;
  if (width == 0)
    return CELL_SIZE;

  return CLAMP ((int) (width * INPUT_SHARE / N_CELLS), MIN_CELL_SIZE, MAX_CELL_SIZE);
}

/* After the difference has gone beside the sides or below them, or has got another width there. */
static void
arrange (LensPair *self)
{
  gboolean is_wide = lens_pair_layout_get_side_width (self->layout) > 0;
  int cell_size = choose_cell_size (self);

  for (int i = 0; i < 2; i++)
    lens_pair_side_set_cell_size (self->sides[i], cell_size);
  lens_pair_difference_set_cell_size (self->difference, self->is_narrow ? CELL_SIZE : cell_size);
  lens_pair_difference_set_column (self->difference, is_wide || self->is_narrow);
  gtk_size_group_set_mode (self->bars, is_wide ? GTK_SIZE_GROUP_VERTICAL : GTK_SIZE_GROUP_NONE);
}

static void
lens_pair_init (LensPair *self)
{
  self->is_linked = TRUE;
  self->batch = lens_batch_new (self, on_done);
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
  join_rows (self);
  g_signal_connect_object (self->layout, "notify::side-width", G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
  arrange (self);
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

/* What a lesson covers may be here, too. */
static void
on_lessons (LensPair *self)
{
  if (self->batch != NULL && lens_batch_get_n_running (self->batch) == 0)
    show_results (self);
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
  g_signal_connect_object (lens_session_get_lessons (session), "changed", G_CALLBACK (on_lessons), self,
                           G_CONNECT_SWAPPED);
}

void
lens_pair_set_narrow (LensPair *self, gboolean is_narrow)
{
  GtkSizeGroupMode mode = is_narrow ? GTK_SIZE_GROUP_NONE : GTK_SIZE_GROUP_VERTICAL;

  self->is_narrow = is_narrow;
  gtk_size_group_set_mode (self->headings, mode);
  gtk_size_group_set_mode (self->answers, mode);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides_box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  lens_pair_layout_set_narrow (self->layout, is_narrow);
  arrange (self);
  lens_scroller_set_scrolls (self->scroller, !is_narrow);
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
