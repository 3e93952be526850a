/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-strip.h"

#include <glib/gi18n.h>

#include "lens-keys.h"
#include "lens-pixel-card.h"

struct _LensPixelStrip {
  GtkWidget parent_instance;

  /* template */
  GtkBoxLayout *layout;
  GtkScrolledWindow *scroller;
  GtkBox *cards;
  GtkBox *buttons;
  GtkMenuButton *smallest_button;
  GtkWidget *working;
  GtkWidget *stop_button;
  GtkSpinner *spinner;

  LensSession *session; /* owned */
  guint scroll_id;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (LensPixelStrip, lens_pixel_strip, GTK_TYPE_WIDGET)

/* ---- cards ---- */

static void
on_toggled (LensPixelStrip *self, GtkToggleButton *card)
{
  LensEdits *edits = lens_session_get_edits (self->session);

  if (self->is_updating)
    return;
  lens_edits_set_place (edits, lens_pixel_card_get_place (LENS_PIXEL_CARD (card)));
  self->is_updating = TRUE; /* clicked once more it stays the one */
  gtk_toggle_button_set_active (card,
                                lens_pixel_card_get_place (LENS_PIXEL_CARD (card)) == lens_edits_get_place (edits));
  self->is_updating = FALSE;
}

static void
add_card (LensPixelStrip *self)
{
  GtkWidget *card = lens_pixel_card_new ();

  g_signal_connect_object (card, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->cards, card);
}

/* The card of the step that is shown comes into view, when all have their places. */
static void
on_scroll (gpointer user_data)
{
  LensPixelStrip *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  guint place = lens_edits_get_place (lens_session_get_edits (self->session));
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));
  graphene_rect_t bounds;

  self->scroll_id = 0;
  for (guint i = 0; i < place && card != NULL; i++)
    card = gtk_widget_get_next_sibling (card);
  if (card != NULL && gtk_widget_compute_bounds (card, GTK_WIDGET (self->cards), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
}

static void
queue_scroll (LensPixelStrip *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add_once (on_scroll, self);
}

static void
update_cards (LensPixelStrip *self)
{
  LensEdits *edits = lens_session_get_edits (self->session);
  guint n = lens_edits_get_n_steps (edits), i = 0;
  GtkWidget *card;

  if (lens_edits_is_painting (edits))
    return; /* that is no step yet, and this is done for every movement */
  self->is_updating = TRUE;
  for (card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL || i < n; i++)
    {
      GtkWidget *next;

      if (card == NULL)
        {
          add_card (self);
          card = gtk_widget_get_last_child (GTK_WIDGET (self->cards));
        }
      next = gtk_widget_get_next_sibling (card);
      if (i < n)
        lens_pixel_card_set (LENS_PIXEL_CARD (card), self->session, i);
      else
        gtk_box_remove (self->cards, card);
      card = next;
    }
  self->is_updating = FALSE;
  queue_scroll (self);
}

/* ---- the smallest change ---- */

/* To any class but the one that leads, or to one of them. */
static void
update_menu (LensPixelStrip *self)
{
  LensReading *reading = lens_session_get_reading (self->session);
  DermPrediction *prediction = lens_shown_get_prediction (lens_session_get_shown (self->session));
  g_auto (GStrv) titles = lens_reading_dup_titles (reading);
  g_autoptr (GMenu) menu = g_menu_new (), classes = g_menu_new ();
  int leading = prediction != NULL ? derm_prediction_get_answer (prediction, DERM_DECISION_LIKELY) : -1;

  g_menu_append (menu, _ ("To Any Other Answer"), "win.smallest-change(-1)");
  for (int i = 0; titles[i] != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.smallest-change(%d)", i);

      if (i != leading)
        g_menu_append (classes, titles[i], action);
    }
  g_menu_append_section (menu, _ ("To This One"), G_MENU_MODEL (classes));
  gtk_menu_button_set_menu_model (self->smallest_button, G_MENU_MODEL (menu));
}

static void
create_menu (GtkMenuButton *button, gpointer user_data)
{
  update_menu (user_data);
}

/* When an item of the button's menu is chosen, nothing has the focus. */
static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return root != NULL && (focus == NULL || focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* One takes the other's place, and the keyboard with it. */
static void
update_working (LensPixelStrip *self)
{
  gboolean is_running = lens_smallest_is_running (lens_session_get_smallest (self->session));
  GtkWidget *choice = GTK_WIDGET (self->smallest_button);
  gboolean is_focused = has_focus (choice) || has_focus (self->stop_button);

  gtk_widget_set_visible (self->working, is_running);
  gtk_spinner_set_spinning (self->spinner, is_running);
  if (is_running && is_focused)
    gtk_widget_grab_focus (self->stop_button);
  gtk_widget_set_visible (choice, !is_running);
  if (!is_running && is_focused)
    gtk_widget_grab_focus (choice);
}

static void
update_button (LensPixelStrip *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->smallest_button),
                            lens_edits_get_n_steps (lens_session_get_edits (self->session)) > 0);
}

static void
on_edits_changed (LensPixelStrip *self)
{
  if (lens_session_is_closed (self->session))
    return;
  update_cards (self);
  update_button (self);
}

/* ---- the object ---- */

static void
lens_pixel_strip_dispose (GObject *object)
{
  LensPixelStrip *self = LENS_PIXEL_STRIP (object);
  GtkWidget *child;

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_pixel_strip_parent_class)->dispose (object);
}

static void
lens_pixel_strip_class_init (LensPixelStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pixel_strip_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-pixel-strip");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pixel-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, layout);
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, cards);
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, buttons);
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, smallest_button);
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, working);
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, stop_button);
  gtk_widget_class_bind_template_child (widget_class, LensPixelStrip, spinner);
}

static void
lens_pixel_strip_init (LensPixelStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
}

void
lens_pixel_strip_set_session (LensPixelStrip *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_PIXEL_STRIP (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "changed", G_CALLBACK (queue_scroll),
                           self, G_CONNECT_SWAPPED); /* a card is there only then */
  gtk_menu_button_set_create_popup_func (self->smallest_button, create_menu, self, NULL);
  g_signal_connect_object (lens_session_get_edits (session), "changed", G_CALLBACK (on_edits_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_edits (session), "predicted", G_CALLBACK (on_edits_changed), self,
                           G_CONNECT_SWAPPED); /* another answer is known */
  g_signal_connect_object (lens_session_get_lessons (session), "changed", G_CALLBACK (on_edits_changed), self,
                           G_CONNECT_SWAPPED); /* it may be covered */
  g_signal_connect_object (lens_session_get_smallest (session), "notify::is-running", G_CALLBACK (update_working), self,
                           G_CONNECT_SWAPPED);
  on_edits_changed (self);
}

void
lens_pixel_strip_set_narrow (LensPixelStrip *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_PIXEL_STRIP (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->layout),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}
