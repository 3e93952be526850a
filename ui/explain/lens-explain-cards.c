/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-cards.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-accessible.h"
#include "lens-explain-card.h"
#include "lens-explained-words.h"
#include "lens-keys.h"

#define RANDOM DERM_N_METHODS /* the place of random weights among the cards */
#define N_CARDS (DERM_N_METHODS + 1)
#define GAP 4

struct _LensExplainCards {
  GtkWidget parent_instance;

  GtkWidget *scroller; /* owned child */
  GtkWidget *cards[N_CARDS];

  LensSession *session; /* owned */
  gboolean is_updating;
  guint scroll_id;
};

G_DEFINE_FINAL_TYPE (LensExplainCards, lens_explain_cards, GTK_TYPE_WIDGET)

static LensExplaining *
get_explaining (LensExplainCards *self)
{
  return lens_session_get_explaining (self->session);
}

static int
get_chosen (LensExplainCards *self)
{
  return lens_explaining_is_random (get_explaining (self)) ? RANDOM
                                                           : (int) lens_explaining_get_method (get_explaining (self));
}

static void
choose (LensExplainCards *self, int card)
{
  if (card == RANDOM)
    lens_explaining_set_random (get_explaining (self), TRUE);
  else
    lens_explaining_set_method (get_explaining (self), (DermMethod) card);
}

/* ---- what they say ---- */

/* Of a map that is not there, or says no number. */
static char *
dup_no_words (LensExplainCards *self, gboolean is_there)
{
  return g_strdup (!is_there && lens_explaining_is_working (get_explaining (self)) ? "…" : "–");
}

static char *
dup_method_words (LensExplainCards *self, DermMethod method)
{
  LensExplaining *explaining = get_explaining (self);
  double agreement = lens_explaining_get_agreement (explaining, method);
  g_autofree char *number = NULL;

  if (lens_explaining_get_error (explaining, method) != NULL)
    return g_strdup (C_ ("method", "failed"));
  if (get_chosen (self) == (int) method)
    return g_strdup (C_ ("method", "chosen"));
  if (lens_explaining_says_nothing (lens_explaining_get_result (explaining, method)))
    /* TRANSLATORS: below a small map without colour, in which nothing has an effect worth drawing */
    return g_strdup (C_ ("method", "says nothing"));
  if (isnan (agreement))
    return dup_no_words (self, lens_explaining_get_result (explaining, method) != NULL);
  number = lens_explained_format_plain (agreement);

  /* TRANSLATORS: below a small map; %s says how much it agrees with the chosen one, -1 to 1 */
  return g_strdup_printf (_ ("agrees %s"), number);
}

static char *
dup_random_words (LensExplainCards *self)
{
  double low = NAN, high = NAN;
  g_autofree char *low_text = NULL, *high_text = NULL;
  int n = 0;

  for (int draw = 0; draw < LENS_EXPLAINING_N_DRAWS; draw++)
    {
      double agreement = lens_explaining_get_draw_agreement (get_explaining (self), draw);

      n += lens_explaining_get_draw (get_explaining (self), draw) != NULL;
      low = fmin (low, agreement);
      high = fmax (high, agreement);
    }
  if (n == 0)
    return dup_no_words (self, FALSE);
  if (n < LENS_EXPLAINING_N_DRAWS)
    /* TRANSLATORS: how many draws of random weights are done */
    return g_strdup_printf (_ ("%d of %d"), n, LENS_EXPLAINING_N_DRAWS);
  if (isnan (low))
    return dup_no_words (self, TRUE);
  low_text = lens_explained_format_plain (low);
  high_text = lens_explained_format_plain (high);

  /* TRANSLATORS: from one number to another */
  return g_strdup_printf (_ ("%s to %s"), low_text, high_text);
}

/* ---- layout ---- */

/* The chosen card is seen whole, at once: an animation is ended by the next layout, and goes back to where it began. */
static void
scroll_to_chosen (LensExplainCards *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  GtkWidget *card = self->cards[get_chosen (self)];
  double value = gtk_adjustment_get_value (adjustment);
  double left, right;
  graphene_rect_t at;

  if (!gtk_widget_compute_bounds (card, self->scroller, &at))
    return;
  left = value + (double) at.origin.x;
  right = left + (double) at.size.width - gtk_adjustment_get_page_size (adjustment);
  gtk_adjustment_set_value (adjustment, MIN (MAX (value, right), left));
}

static void
update (LensExplainCards *self)
{
  int chosen = get_chosen (self);

  if (lens_session_is_closed (self->session))
    return;
  self->is_updating = TRUE;
  for (int card = 0; card < N_CARDS; card++)
    {
      DermExplanation *map = card == RANDOM ? lens_explaining_get_draw (get_explaining (self), 0)
                                            : lens_explaining_get_result (get_explaining (self), (DermMethod) card);
      g_autofree char *words = card == RANDOM ? dup_random_words (self) : dup_method_words (self, (DermMethod) card);

      lens_explain_card_set (LENS_EXPLAIN_CARD (self->cards[card]), map, words, card == chosen);
      /* one tab stop; arrows go on from there */
      gtk_widget_set_focusable (self->cards[card], card == chosen);
    }
  self->is_updating = FALSE;
}

static gboolean
on_scroll (gpointer user_data)
{
  LensExplainCards *self = user_data;

  self->scroll_id = 0;
  if (self->session != NULL && !lens_session_is_closed (self->session))
    scroll_to_chosen (self);

  return G_SOURCE_REMOVE;
}

/* The cards get their places, or others, after this is told. */
static void
on_laid_out (LensExplainCards *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add_full (GTK_PRIORITY_RESIZE, on_scroll, self, NULL);
}

static void
on_settings (LensExplainCards *self)
{
  update (self);
  scroll_to_chosen (self);
}

/* A chosen one that is pressed again stays chosen. */
static void
on_toggled (GtkToggleButton *button, LensExplainCards *self)
{
  if (self->is_updating)
    return;
  for (int card = 0; card < N_CARDS; card++)
    if (self->cards[card] == GTK_WIDGET (button))
      choose (self, card);
  update (self);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensExplainCards *self)
{
  int card = get_chosen (self), by, down;

  if (!lens_keys_find_arrow (keyval, &by, &down) || by == 0
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    by = -by;
  card = CLAMP (card + by, 0, N_CARDS - 1);
  choose (self, card);
  gtk_widget_grab_focus (self->cards[card]);

  return GDK_EVENT_STOP;
}

/* ---- the object ---- */

static void
lens_explain_cards_dispose (GObject *object)
{
  LensExplainCards *self = LENS_EXPLAIN_CARDS (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_explain_cards_parent_class)->dispose (object);
}

static void
lens_explain_cards_class_init (LensExplainCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_explain_cards_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-explain-cards");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lens_explain_cards_init (LensExplainCards *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  GtkEventController *keys = gtk_event_controller_key_new ();

  for (int card = 0; card < N_CARDS; card++)
    {
      const char *name = card == RANDOM ? _ ("Random weights") : lens_explained_get_method_name ((DermMethod) card);

      self->cards[card] = lens_explain_card_new (name);
      g_signal_connect_object (self->cards[card], "toggled", G_CALLBACK (on_toggled), self, 0);
      if (card == RANDOM)
        gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
      gtk_box_append (GTK_BOX (box), self->cards[card]);
    }
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "changed",
                           G_CALLBACK (on_laid_out), self, G_CONNECT_SWAPPED);
  lens_accessible_set_name (GTK_WIDGET (self), _ ("Methods"));
}

void
lens_explain_cards_set_session (LensExplainCards *self, LensSession *session)
{
  LensExplaining *explaining = lens_session_get_explaining (session);

  g_return_if_fail (LENS_IS_EXPLAIN_CARDS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (explaining, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "compared", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "settings-changed", G_CALLBACK (on_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "notify::is-working", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
