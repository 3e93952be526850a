/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-compare.h"

#include "lens-batch.h"
#include "lens-decision.h"
#include "lens-keys.h"
#include "lens-scroller.h"

#define MAX_COLUMNS 6

struct _LensCompare {
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkFlowBox *flow;

  LensSession *session; /* owned; NULL until it is set */
  GPtrArray *cards;     /* borrowed children of flow's children */
  GPtrArray *rows;      /* GtkSizeGroup, one for what stands at the same place in all cards */
  gboolean is_narrow;
  gboolean is_beside; /* those of a lesson, though the page is narrow */
  gboolean is_lesson; /* these are the recipes that it speaks of */
  LensBatch *batch;   /* owned; of the image that is shown, by card */
  DermDecision decision;
  gboolean is_holding; /* the session is told that something runs */
};

G_DEFINE_FINAL_TYPE (LensCompare, lens_compare, GTK_TYPE_WIDGET)

static void
tell_whether_working (LensCompare *self)
{
  if (self->session != NULL)
    lens_session_set_working (self->session, &self->is_holding, lens_batch_get_n_running (self->batch) > 0);
}

static void
clear (LensCompare *self)
{
  GtkWidget *child;

  lens_batch_stop (self->batch);
  tell_whether_working (self);
  g_ptr_array_set_size (self->cards, 0);
  g_ptr_array_set_size (self->rows, 0);
  while (self->flow != NULL && (child = gtk_widget_get_first_child (GTK_WIDGET (self->flow))) != NULL)
    gtk_flow_box_remove (self->flow, child);
}

static void
lens_compare_dispose (GObject *object)
{
  LensCompare *self = LENS_COMPARE (object);
  GtkWidget *child;

  clear (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_compare_parent_class)->dispose (object);
}

static void
lens_compare_finalize (GObject *object)
{
  LensCompare *self = LENS_COMPARE (object);

  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->rows);
  lens_batch_free (self->batch);

  G_OBJECT_CLASS (lens_compare_parent_class)->finalize (object);
}

static void
lens_compare_class_init (LensCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_compare_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_compare_finalize;
  gtk_widget_class_set_css_name (widget_class, "lens-compare");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, LensCompare, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensCompare, flow);
}

static void
on_done (gpointer owner, guint index, DermPrediction *prediction, const GError *error)
{
  LensCompare *self = owner;

  tell_whether_working (self);
  if (prediction != NULL)
    {
      g_autoptr (DermPrediction) decided = lens_decide (prediction, self->decision);

      lens_recipe_card_set_prediction (g_ptr_array_index (self->cards, index), decided);
    }
  else
    {
      lens_recipe_card_set_error (g_ptr_array_index (self->cards, index), error->message);
    }
}

static void
lens_compare_init (LensCompare *self)
{
  self->cards = g_ptr_array_new ();
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->batch = lens_batch_new (self, on_done);
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
}

static void
add_card (LensCompare *self, DermClassifier *classifier, DermImage *image, DermRecipe *recipe, DermRecipe *cropped,
          gboolean is_current)
{
  g_autoptr (DermRecipe) own = derm_recipe_with_crop_of (recipe, cropped);
  GtkWidget *card = lens_recipe_card_new (derm_classifier_get_model (classifier), recipe, cropped);

  if (self->is_lesson)
    lens_recipe_card_set_detailed (LENS_RECIPE_CARD (card));
  lens_recipe_card_set_current (LENS_RECIPE_CARD (card), is_current);
  gtk_flow_box_insert (self->flow, card, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE); /* its button is */

  g_ptr_array_add (self->cards, card);
  lens_batch_add (self->batch, self->cards->len - 1, classifier,
                  derm_request_new (NULL, image, own, G_PRIORITY_DEFAULT));
  tell_whether_working (self);
}

/* Cards that stand below each other need not wait for each other's words. */
static void
place_cards (LensCompare *self)
{
  gboolean is_beside = self->is_beside && self->is_lesson && self->cards->len > 1;
  GtkSizeGroupMode mode = self->is_narrow && !is_beside ? GTK_SIZE_GROUP_NONE : GTK_SIZE_GROUP_VERTICAL;

  gtk_flow_box_set_min_children_per_line (self->flow, is_beside ? 2 : 1);
  for (guint row = 0; row < self->rows->len; row++)
    gtk_size_group_set_mode (self->rows->pdata[row], mode);
}

/* The same row is the same thing in all cards. */
static void
align_cards (LensCompare *self)
{
  for (guint row = 0; lens_recipe_card_get_row (self->cards->pdata[0], row) != NULL; row++)
    {
      GtkSizeGroup *group = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

      for (guint i = 0; i < self->cards->len; i++)
        gtk_size_group_add_widget (group, lens_recipe_card_get_row (self->cards->pdata[i], row));
      g_ptr_array_add (self->rows, group);
    }
  place_cards (self);
}

/* A lesson speaks of what differs. */
static gboolean
is_row_shown (LensCompare *self, int row)
{
  const char *first = lens_recipe_card_get_parameters (self->cards->pdata[0])[row];

  for (guint i = 0; i < self->cards->len; i++)
    {
      const char *words = lens_recipe_card_get_parameters (self->cards->pdata[i])[row];

      if (self->is_lesson ? !g_str_equal (words, first) : *words != '\0')
        return TRUE;
    }

  return FALSE;
}

/* In what the others differ from the recipe in use. */
static void
show_parameters (LensCompare *self, guint current)
{
  gboolean is_shown[LENS_RECIPE_N_ROWS] = { FALSE };

  for (int row = 0; row < LENS_RECIPE_N_ROWS; row++)
    is_shown[row] = is_row_shown (self, row);
  for (guint i = 0; i < self->cards->len; i++)
    lens_recipe_card_show_parameters (self->cards->pdata[i], is_shown, self->cards->pdata[current]);
}

/* The recipe whose button has the focus, so that it can have it again after all have been made anew. */
static char *
dup_focus_name (LensCompare *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      LensRecipeCard *card = g_ptr_array_index (self->cards, i);

      if (gtk_widget_get_focus_child (GTK_WIDGET (card)) != NULL)
        return g_strdup (derm_recipe_get_name (lens_recipe_card_get_recipe (card)));
    }

  return NULL;
}

/* (transfer full) A lesson may speak of some recipes only. */
static GPtrArray *
list_recipes (LensCompare *self, DermModel *model)
{
  GPtrArray *chosen = self->session != NULL ? lens_session_list_compared (self->session) : NULL;

  self->is_lesson = chosen != NULL;

  return chosen != NULL ? chosen : derm_model_list_recipes (model);
}

static void
cover_cards (LensCompare *self)
{
  LensLessons *lessons = lens_session_get_lessons (self->session);

  for (guint i = 0; i < self->cards->len; i++)
    lens_recipe_card_set_covered (
        self->cards->pdata[i], lens_lessons_is_covered (lessons, lens_recipe_card_get_recipe (self->cards->pdata[i])));
}

void
lens_compare_set (LensCompare *self, DermClassifier *classifier, DermImage *image, DermRecipe *recipe,
                  DermDecision decision)
{
  g_autoptr (GPtrArray) recipes = NULL;
  g_autofree char *focus = NULL;
  int current = -1;

  g_return_if_fail (LENS_IS_COMPARE (self));

  focus = dup_focus_name (self);
  clear (self);
  if (classifier == NULL || image == NULL || recipe == NULL)
    return;

  self->decision = decision;
  recipes = list_recipes (self, derm_classifier_get_model (classifier));
  for (guint i = 0; i < recipes->len; i++)
    {
      gboolean is_current = g_str_equal (derm_recipe_get_name (recipes->pdata[i]), derm_recipe_get_name (recipe));

      if (is_current)
        current = (int) i;
      add_card (self, classifier, image, recipes->pdata[i], recipe, is_current);
    }
  if (current < 0)
    add_card (self, classifier, image, recipe, recipe, TRUE);
  gtk_flow_box_set_max_children_per_line (self->flow, MIN (self->cards->len, MAX_COLUMNS));
  align_cards (self);
  if (self->session != NULL)
    cover_cards (self);
  show_parameters (self, current >= 0 ? (guint) current : self->cards->len - 1);
  for (guint i = 0; focus != NULL && i < self->cards->len; i++)
    if (g_str_equal (focus, derm_recipe_get_name (lens_recipe_card_get_recipe (self->cards->pdata[i]))))
      gtk_widget_child_focus (self->cards->pdata[i], GTK_DIR_TAB_FORWARD);
}

/* The image on screen, while the page is; it stays for as long as there is one. */
static void
follow (LensCompare *self)
{
  LensShown *shown = lens_session_get_shown (self->session);
  LensReading *reading = lens_session_get_reading (self->session);
  g_autoptr (DermRecipe) recipe = NULL;

  if (lens_session_is_closed (self->session))
    return;
  if (g_strcmp0 (lens_session_get_page (self->session), "compare") != 0)
    {
      lens_compare_set (self, NULL, NULL, NULL, DERM_DECISION_LIKELY);
      return;
    }
  if (lens_shown_get_state (shown) != LENS_SHOWN_IMAGE)
    {
      lens_session_set_page (self->session, NULL);
      return;
    }
  /* with the crop that is on screen */
  recipe = lens_crops_dup_recipe (lens_session_get_crops (self->session), lens_shown_get_item (shown),
                                  lens_reading_get_recipe (reading));
  lens_compare_set (self, lens_reading_get_classifier (reading), lens_shown_get_image (shown), recipe,
                    lens_reading_get_decision (reading));
}

/* Other recipes only where a lesson goes on to another step. */
static void
on_moved (LensCompare *self)
{
  if (self->cards->len > 0)
    follow (self);
}

void
lens_compare_set_session (LensCompare *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_COMPARE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::page", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_lessons (session), "changed", G_CALLBACK (cover_cards), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_lessons (session), "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
}

void
lens_compare_set_narrow (LensCompare *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  place_cards (self);
  lens_scroller_set_scrolls (self->scroller, !is_narrow);
}

void
lens_compare_set_beside (LensCompare *self, gboolean is_beside)
{
  g_return_if_fail (LENS_IS_COMPARE (self));

  self->is_beside = is_beside;
  place_cards (self);
}

guint
lens_compare_get_n_cards (LensCompare *self)
{
  return self->cards->len;
}

LensRecipeCard *
lens_compare_get_card (LensCompare *self, guint index)
{
  return g_ptr_array_index (self->cards, index);
}
