/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-network.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-bidi.h"
#include "lens-cell-panel.h"
#include "lens-net-controls.h"
#include "lens-net-ends.h"
#include "lens-net-rows.h"
#include "lens-net-view.h"
#include "lens-net-words.h"
#include "lens-scroller.h"
#include "lens-signed-colours.h"

#define CELL "cell" /* what Escape leaves */

struct _LensNetwork {
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkLabel *trouble;
  GtkScrolledWindow *net_scroller;
  LensNetView *view;
  GtkWidget *fact_box;
  GtkLabel *fact;
  GtkWidget *legend_box;
  GtkWidget *scale_box;
  GtkLabel *least;
  GtkDrawingArea *legend;
  GtkLabel *most;
  GtkScrolledWindow *panel_scroller;
  LensCellPanel *panel;
  LensNetRows *rows;

  double panel_top;          /* where it was a frame before, while that is looked for */
  LensNetControls *controls; /* owned; stands in the view bar */
  LensSession *session;      /* owned */
};

G_DEFINE_FINAL_TYPE (LensNetwork, lens_network, GTK_TYPE_WIDGET)

static LensPass *
get_pass (LensNetwork *self)
{
  return lens_session_get_pass (self->session);
}

/* ---- facts ---- */

static void
draw_legend (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const LensSignedColours *colours = lens_signed_colours_for_widget (GTK_WIDGET (area));

  for (int x = 0; x < width; x++)
    {
      GdkRGBA color = lens_signed_colours_mix (colours, 2.0 * x / (width - 1) - 1);

      gdk_cairo_set_source_rgba (cr, &color);
      cairo_rectangle (cr, x, 0, 1, height);
      cairo_fill (cr);
    }
}

static void
set_legend (LensNetwork *self, DermActivations *activations, const LensNetStep *step)
{
  double scale = (double) derm_activations_get_scale (activations, step->shown);
  g_autofree char *least = lens_net_format_end (-scale), *end = lens_net_format_end (scale);
  g_autofree char *plus = g_strconcat ("+", end, NULL), *most = lens_bidi_isolate (plus);

  gtk_label_set_text (self->least, least);
  gtk_label_set_text (self->most, most);
  gtk_widget_set_visible (self->legend_box, step->kind != LENS_NET_INPUT); /* which is drawn in grey */
}

static void
update_facts (LensNetwork *self)
{
  LensPass *pass = get_pass (self);
  DermActivations *activations = lens_pass_get_activations (pass);
  const LensNetStep *step;
  g_autofree char *name = NULL, *fact = NULL, *bold = NULL, *plain = NULL, *text = NULL;
  int open = lens_pass_get_open (pass);

  if (activations == NULL)
    return;
  step = lens_pass_get_step (pass, open);
  name = lens_net_dup_name (step);
  fact = lens_net_dup_fact (activations, step, open > 0 ? lens_pass_get_step (pass, open - 1) : NULL);
  bold = g_markup_escape_text (name, -1);
  plain = g_markup_escape_text (fact, -1);
  text = g_strdup_printf ("<b>%s</b>  %s", bold, plain);
  gtk_label_set_markup (self->fact, text);
  set_legend (self, activations, step);
}

/* ---- the result beside it ---- */

/* Of which class the logit is told, and why of that one: the views share the class that is asked about. */
static char *
dup_views_words (LensNetwork *self, DermPrediction *prediction, int class_index, const char *logit)
{
  LensPass *pass = get_pass (self);
  const int n_views = lens_pass_get_n_views (pass), view = lens_pass_get_view (pass);
  g_autofree char *label = g_markup_escape_text (derm_prediction_get_label (prediction, class_index), -1);

  if (class_index == derm_prediction_get_top (prediction))
    /* TRANSLATORS: number of views; which of them, from 1; what it is, like "the image as it is"; a class, its logit */
    return g_strdup_printf (
        _ ("The scores are the mean of %d views; the layers show view %d, %s. Its own logit for %s, "
           "the answer, is %s."),
        n_views, view + 1, lens_net_get_view_name (view), label, logit);

  /* TRANSLATORS: as above; Explain is the view of that name, in which another class was chosen */
  return g_strdup_printf (_ ("The scores are the mean of %d views; the layers show view %d, %s. Its own logit for %s, "
                             "the class chosen in Explain, is %s."),
                          n_views, view + 1, lens_net_get_view_name (view), label, logit);
}

/* The scores may be the mean of more views than the one whose layers are shown. */
static void
update_remark (LensNetwork *self)
{
  LensPass *pass = get_pass (self);
  DermActivations *activations = lens_pass_get_activations (pass);
  DermPrediction *prediction = lens_shown_get_prediction (lens_session_get_shown (self->session));
  int class_index = lens_pass_is_covered (pass) ? -1 : lens_session_find_class (self->session);
  int n_views = lens_pass_get_n_views (pass);
  const LensNetStep *logits;
  g_autofree char *logit = NULL, *text = NULL;

  lens_net_view_set_class (self->view, class_index);
  if (activations == NULL || prediction == NULL || lens_session_get_aspect (self->session) != LENS_ASPECT_NETWORK)
    return;
  logits = lens_pass_get_step (pass, lens_pass_get_n_steps (pass) - 1);
  if (n_views > 1 && logits->kind == LENS_NET_LOGITS && class_index >= 0 && class_index < logits->channels)
    {
      logit = lens_net_format (
          (double) derm_activations_get_value (activations, &(DermCell){ logits->shown, class_index, 0, 0 }));
      text = dup_views_words (self, prediction, class_index, logit);
    }
  if (lens_shown_is_edited (lens_session_get_shown (self->session)))
    {
      g_autofree char *plain = g_steal_pointer (&text);

      text = g_strdup_printf ("%s%s%s", _ ("The layers show the edited input."), plain != NULL ? " " : "",
                              plain != NULL ? plain : "");
    }
  lens_readout_set_words (lens_session_get_readout (self->session), NULL, text);
}

/* ---- what is open ---- */

/* The open layer is in view, with its frame. */
static void
scroll_to_open (LensNetwork *self)
{
  const LensNetLayout *layout = lens_net_view_get_layout (self->view);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->net_scroller);
  double page = gtk_adjustment_get_page_size (adjustment);
  GdkRectangle frame;

  if (layout == NULL || page <= 0)
    return;
  lens_net_layout_get_frame (layout, lens_net_layout_get (layout, lens_pass_get_open (get_pass (self))), &frame);
  gtk_adjustment_set_upper (adjustment, MAX (page, layout->width)); /* it is laid out only later */
  gtk_adjustment_clamp_page (adjustment, frame.x - 12, MIN (frame.x + frame.width + 12, frame.x - 12 + page));
}

/* The map of the chosen cell is, too, where the panel leaves room for some of them. */
static void
scroll_to_cell (LensNetwork *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->net_scroller);
  GdkRectangle box;

  if (gtk_adjustment_get_page_size (adjustment) > 0 && lens_net_view_find_cursor_box (self->view, &box))
    gtk_adjustment_clamp_page (adjustment, box.y - 8, box.y + box.height + 8);
}

static void
on_open (LensNetwork *self)
{
  update_facts (self);
  scroll_to_open (self);
}

static void
on_activations (LensNetwork *self)
{
  const char *error = lens_pass_get_error (get_pass (self));
  g_autofree char *text = error != NULL ? g_strdup_printf (_ ("The network gives no numbers: %s"), error) : NULL;

  gtk_label_set_text (self->trouble, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->net_scroller), error == NULL);
  gtk_widget_set_visible (self->fact_box, error == NULL);
  gtk_widget_set_opacity (self->fact_box, lens_pass_get_activations (get_pass (self)) != NULL ? 1.0 : 0.0);
  update_facts (self);
  update_remark (self);
  scroll_to_open (self);
}

static void
leave_cell (gpointer data)
{
  lens_pass_close_cell (get_pass (data));
}

/* Where the network and the scores scroll as one, the panel may be below what is seen. It has its place when a whole
 * frame has not moved it. */
static gboolean
on_panel_frame (GtkWidget *panel, GdkFrameClock *clock, gpointer user_data)
{
  LensNetwork *self = user_data;
  GtkWidget *outer = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t place;
  double top;

  if (outer == NULL || !gtk_widget_get_mapped (panel) || !gtk_widget_compute_bounds (panel, outer, &place))
    return G_SOURCE_REMOVE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (outer));
  top = (double) place.origin.y + gtk_adjustment_get_value (adjustment);
  if (place.size.height <= 0.0f || top != self->panel_top)
    {
      self->panel_top = top;
      return G_SOURCE_CONTINUE;
    }
  gtk_adjustment_set_value (adjustment, top);

  return G_SOURCE_REMOVE;
}

/* A lesson speaks of it, and a clicker cannot scroll. */
static void
show_panel (LensNetwork *self)
{
  if (lens_session_is_learning (self->session) && lens_session_is_presenting (self->session))
    {
      self->panel_top = -1.0;
      gtk_widget_add_tick_callback (GTK_WIDGET (self->panel), on_panel_frame, self, NULL);
    }
}

/* What had the keys is gone with the panel. */
static void
on_cell_changed (LensNetwork *self)
{
  gboolean is_open = lens_pass_get_cell (get_pass (self)) != NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  lens_entered_set (lens_session_get_entered (self->session), CELL,
                    is_open && lens_session_get_aspect (self->session) == LENS_ASPECT_NETWORK);
  scroll_to_cell (self);
  if (is_open)
    show_panel (self);
  if (!is_open && gtk_widget_get_mapped (GTK_WIDGET (self))
      && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->panel))))
    gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
on_presenting (LensNetwork *self)
{
  gboolean is_presenting = lens_session_is_presenting (self->session);

  lens_net_view_set_large (self->view, is_presenting);
  lens_cell_panel_set_large (self->panel, is_presenting);
}

static void
on_aspect (LensNetwork *self)
{
  on_cell_changed (self);
  update_remark (self);
}

/* ---- the object ---- */

static void
lens_network_dispose (GObject *object)
{
  LensNetwork *self = LENS_NETWORK (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->controls);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_network_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-network.ui");
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, content);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, trouble);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, net_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, view);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, fact_box);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, fact);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, legend_box);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, scale_box);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, least);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, legend);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, most);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, panel_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, panel);
  gtk_widget_class_bind_template_child (widget_class, LensNetwork, rows);
}

/* Keys go to the picture, not to the first button. */
static gboolean
lens_network_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (LENS_NETWORK (widget)->view), GTK_DIR_TAB_FORWARD);
}

static void
lens_network_class_init (LensNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_network_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = lens_network_grab_focus;
  g_type_ensure (LENS_TYPE_NET_VIEW);
  g_type_ensure (LENS_TYPE_NET_ROWS);
  g_type_ensure (LENS_TYPE_NET_ENDS);
  g_type_ensure (LENS_TYPE_CELL_PANEL);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-network");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
lens_network_init (LensNetwork *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (self->scale_box, GTK_TEXT_DIR_LTR); /* an axis, in every language */
  gtk_drawing_area_set_draw_func (self->legend, draw_legend, NULL, NULL);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->net_scroller), "notify::page-size",
                            G_CALLBACK (scroll_to_cell), self);
  self->controls = g_object_ref_sink (g_object_new (LENS_TYPE_NET_CONTROLS, NULL));
}

void
lens_network_set_session (LensNetwork *self, LensSession *session)
{
  LensPass *pass;

  g_return_if_fail (LENS_IS_NETWORK (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  pass = get_pass (self);
  lens_net_view_set_pass (self->view, pass);
  lens_net_controls_set_pass (self->controls, pass);
  lens_cell_panel_set_session (self->panel, session);
  lens_entered_add (lens_session_get_entered (session), CELL, leave_cell, self);
  g_signal_connect_object (pass, "notify::activations", G_CALLBACK (on_activations), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "notify::error", G_CALLBACK (on_activations), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "notify::is-covered", G_CALLBACK (update_remark), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "notify::open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "cell-changed", G_CALLBACK (on_cell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::class", G_CALLBACK (update_remark), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (on_aspect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (on_presenting), self, G_CONNECT_SWAPPED);
  on_activations (self);
  on_aspect (self);
  on_presenting (self);
}

/* In a narrow window all of it scrolls with the scores; a scroller of its own would not know how high lines that wrap
 * are. */
static void
set_scrolling (LensNetwork *self, gboolean scrolls)
{
  GtkWidget *content = g_object_ref (self->content);

  if (scrolls)
    {
      gtk_widget_unparent (content);
      gtk_scrolled_window_set_child (self->scroller, content);
    }
  else
    {
      gtk_scrolled_window_set_child (self->scroller, NULL);
      gtk_widget_set_parent (content, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), scrolls);
  lens_net_rows_set_scrolls (self->rows, scrolls);
  lens_scroller_set_scrolls (self->panel_scroller, scrolls);
  gtk_scrolled_window_set_policy (self->net_scroller, GTK_POLICY_AUTOMATIC,
                                  scrolls ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  g_object_unref (content);
}

GtkWidget *
lens_network_get_controls (LensNetwork *self)
{
  g_return_val_if_fail (LENS_IS_NETWORK (self), NULL);

  return GTK_WIDGET (self->controls);
}

void
lens_network_set_narrow (LensNetwork *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_NETWORK (self));

  if (is_narrow == (gtk_widget_get_parent (self->content) == GTK_WIDGET (self)))
    return;
  set_scrolling (self, !is_narrow);
  lens_cell_panel_set_narrow (self->panel, is_narrow);
}
