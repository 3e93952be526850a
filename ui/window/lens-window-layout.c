/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-theme.h"

/* How the rooms stand, and which of the pages is on screen. */

#define NARROW_CANVAS_HEIGHT 280
#define NARROW_CANVAS_SHARE 0.4 /* of the window's height */
#define LECTURE_CANVAS_SHARE 0.3
#define LOW_CANVAS_HEIGHT 160  /* in a low window: what comes below the image is to be seen, and scrolled to */
#define LEAST_HEADER_WIDTH 420 /* of all buttons, without words */
#define TITLE_WIDTH 100        /* with usual letters */
#define SWITCHER_SHARE 0.5     /* of the window's width, that the row of views may take */
#define FOLDING_WIDTH 1400     /* of a window: below it the list makes room for the network */
#define EXPLAIN_WIDTH 1190     /* of a window whose map has a legend in one line */
#define CELL_SIZE 9            /* of the input view */
#define SMALL_CELL_SIZE 7      /* with the scores beside it */
#define LARGE_CELL_SIZE 13     /* for a presenter, if all scores are still seen below it */
#define LARGE_CELL_HEIGHT 960  /* of such a window */

/* ---- sizes ---- */

/* Where there is no room for the title else, only the button that closes the window is left of its three, on its side.
 */
static void
set_decoration (LensWindow *self, gboolean is_tiny)
{
  GtkWidget *header = gtk_widget_get_ancestor (GTK_WIDGET (self->switcher), GTK_TYPE_HEADER_BAR);
  g_autofree char *usual = NULL;
  const char *close, *colon;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-decoration-layout", &usual, NULL);
  close = usual != NULL ? strstr (usual, "close") : NULL;
  colon = usual != NULL ? strchr (usual, ':') : NULL;
  gtk_header_bar_set_decoration_layout (GTK_HEADER_BAR (header), !is_tiny                         ? NULL
                                                                 : close == NULL                  ? ":"
                                                                 : colon == NULL || close < colon ? "close:"
                                                                                                  : ":close");
}

/* Compare and Export are at hand wherever they leave room for the title; the main menu has what is in them. */
static void
set_header (LensWindow *self, gboolean is_narrow, gboolean is_large)
{
  double least = LEAST_HEADER_WIDTH + TITLE_WIDTH * lens_theme_get_text_scale (GTK_WIDGET (self));
  gboolean is_tiny = is_narrow && gtk_widget_get_width (GTK_WIDGET (self->panes)) < least;

  lens_switcher_set_room (self->switcher, (int) (SWITCHER_SHARE * gtk_widget_get_width (GTK_WIDGET (self->panes))));
  gtk_widget_set_visible (self->learn_button, !is_narrow); /* the switcher's menu has it */
  if (is_narrow)
    gtk_button_set_icon_name (self->open_button, "document-open-symbolic");
  else
    gtk_button_set_label (self->open_button, _ ("Open"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open"), -1);
  lens_header_buttons_set_tight (self->header_buttons, is_narrow || is_large);
  gtk_widget_set_visible (GTK_WIDGET (self->header_buttons), !is_tiny);
  set_decoration (self, is_tiny);
}

/* In a narrow window image and scores scroll as one; the image leaves room for what follows, and beside a lesson for
 * all of it. */
static void
set_canvas_height (LensWindow *self, gboolean is_narrow)
{
  double share = lens_panes_is_lecture (self->panes) ? LECTURE_CANVAS_SHARE : NARROW_CANVAS_SHARE;
  int height = (int) (share * gtk_widget_get_height (GTK_WIDGET (self)));

  gtk_widget_set_size_request (GTK_WIDGET (self->canvas), -1,
                               is_narrow ? CLAMP (height, LOW_CANVAS_HEIGHT, NARROW_CANVAS_HEIGHT) : -1);
}

/* Beside list and scores. */
static void
set_tight (LensWindow *self)
{
  double scale = lens_theme_get_text_scale (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self->panes));

  if (self->views[LENS_ASPECT_EXPLAIN] != NULL)
    lens_explain_set_tight (LENS_EXPLAIN (self->views[LENS_ASPECT_EXPLAIN]),
                            lens_panes_is_narrow (self->panes) || width < EXPLAIN_WIDTH * (0.4 + 0.6 * scale));
}

static void
set_cell_size (LensWindow *self)
{
  gboolean is_large
      = lens_session_is_presenting (self->session) && gtk_widget_get_height (GTK_WIDGET (self)) >= LARGE_CELL_HEIGHT;

  gboolean is_beside = lens_panes_is_narrow (self->panes) && lens_panes_is_lecture (self->panes);

  lens_result_set_cell_size (self->result, is_large ? LARGE_CELL_SIZE : is_beside ? SMALL_CELL_SIZE : CELL_SIZE);
}

static void
on_laid_out (LensWindow *self)
{
  gboolean is_narrow = lens_panes_is_narrow (self->panes);
  gboolean is_lecture = lens_panes_is_lecture (self->panes);
  gboolean is_large = lens_theme_get_text_scale (GTK_WIDGET (self)) >= LENS_LARGE_TEXT;

  lens_result_set_narrow (self->result, is_narrow); /* the text may have grown */
  lens_result_set_beside (self->result, is_narrow && is_lecture);
  lens_compare_set_beside (self->compare, is_lecture);
  lens_footer_set_narrow (self->footer, is_narrow && !is_lecture);
  lens_note_bar_set_narrow (self->note_bar, is_narrow);
  lens_canvas_set_tight (self->canvas, is_narrow && is_large);
  set_header (self, is_narrow && !is_lecture, is_large);
  set_tight (self);
  set_cell_size (self);
  set_canvas_height (self, is_narrow);
}

void
lens_window_set_views_narrow (LensWindow *self)
{
  gboolean is_narrow = lens_panes_is_narrow (self->panes);

  GtkWidget **views = self->views;

  if (views[LENS_ASPECT_EXPLAIN] != NULL)
    lens_explain_set_narrow (LENS_EXPLAIN (views[LENS_ASPECT_EXPLAIN]), is_narrow);
  set_tight (self);
  if (views[LENS_ASPECT_PIXELS] != NULL)
    lens_pixels_set_narrow (LENS_PIXELS (views[LENS_ASPECT_PIXELS]), is_narrow);
  if (views[LENS_ASPECT_NETWORK] != NULL)
    lens_network_set_narrow (LENS_NETWORK (views[LENS_ASPECT_NETWORK]), is_narrow);
  if (views[LENS_ASPECT_ATLAS] != NULL)
    lens_atlas_set_narrow (LENS_ATLAS (views[LENS_ASPECT_ATLAS]), is_narrow);
  if (views[LENS_ASPECT_EVALUATE] != NULL)
    lens_evaluate_set_narrow (LENS_EVALUATE (views[LENS_ASPECT_EVALUATE]), is_narrow);
}

static void
on_narrow (LensWindow *self)
{
  gboolean is_narrow = lens_panes_is_narrow (self->panes);

  lens_compare_set_narrow (self->compare, is_narrow);
  lens_pair_set_narrow (self->pair, is_narrow);
  lens_model_page_set_narrow (self->model_page, is_narrow);
  lens_empty_set_narrow (LENS_EMPTY (gtk_stack_get_child_by_name (self->stack, "empty")), is_narrow);
  lens_browser_set_narrow (self->browser, is_narrow);
  lens_window_set_views_narrow (self);
  lens_learn_set_narrow (self->learn, is_narrow);
}

/* ---- list and presenter ---- */

static void
leave_list (gpointer data)
{
  LensWindow *self = data;

  lens_panes_show_list (self->panes, FALSE);
  lens_window_update_list (self);
}

/* The network needs the width; F9 shows the list again. */
static void
fold_list (LensWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->panes));

  lens_panes_set_list_folded (self->panes,
                              lens_session_get_aspect (self->session) == LENS_ASPECT_NETWORK && width < FOLDING_WIDTH);
}

static void
on_learning (LensWindow *self)
{
  lens_panes_set_learning (self->panes, lens_session_is_learning (self->session));
  lens_window_update_list (self);
}

static void
on_grid (GActionGroup *actions, const char *name, GVariant *is_grid, LensWindow *self)
{
  lens_panes_set_grid (self->panes, g_variant_get_boolean (is_grid));
}

void
lens_window_update_list (LensWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_collection (self->session)));

  lens_panes_set_has_list (self->panes, n > 1 && !lens_session_is_presenting (self->session));
  gtk_widget_set_visible (self->list_button,
                          n > 1 || lens_session_is_learning (self->session)
                              || !lens_panes_is_narrow (self->panes)); /* else the title has its room */
  lens_entered_set (lens_session_get_entered (self->session), "list",
                    lens_panes_is_narrow (self->panes) && lens_panes_is_list_shown (self->panes));
  lens_window_update_actions (self);
}

/* Left by the window manager's own key, it is left for good. */
static void
on_fullscreened (LensWindow *self)
{
  if (!gtk_window_is_fullscreen (GTK_WINDOW (self)))
    lens_session_set_presenting (self->session, FALSE);
}

static void
on_presenting (LensWindow *self)
{
  gboolean is_presenting = lens_session_is_presenting (self->session);

  lens_panes_set_scale (self->panes, is_presenting ? LENS_PRESENTER_SCALE : 1.0);
  if (is_presenting)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "lens-presenter");
      gtk_window_fullscreen (GTK_WINDOW (self));
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "lens-presenter");
      gtk_window_unfullscreen (GTK_WINDOW (self));
    }
  gtk_widget_set_visible (self->footer_separator, !is_presenting);
  lens_panes_lay_out (self->panes);
  lens_window_update_list (self);
  if (is_presenting && gtk_widget_get_mapped (GTK_WIDGET (self->canvas))) /* the list had the keys, and is gone */
    gtk_widget_grab_focus (GTK_WIDGET (lens_canvas_get_picture (self->canvas)));
}

/* A clicker sends Page Down and Page Up: with an audience, whatever has the focus must not take them for itself. */
static gboolean
on_clicker (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LensWindow *self)
{
  gboolean is_next = keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down;
  gboolean is_previous = keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up;

  if (!lens_session_is_presenting (self->session) || (!is_next && !is_previous)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  if (lens_session_get_aspect (self->session) == LENS_ASPECT_NETWORK && !lens_session_is_learning (self->session))
    g_action_group_activate_action (G_ACTION_GROUP (self), is_next ? "next-layer" : "previous-layer", NULL);
  else
    lens_session_turn_page (self->session, is_next ? 1 : -1);

  return GDK_EVENT_STOP;
}

static void
add_clicker (LensWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_clicker), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* ---- pages ---- */

static const char *
get_shown_page (LensWindow *self)
{
  LensShownState state = lens_shown_get_state (lens_session_get_shown (self->session));
  LensAspect aspect = lens_session_get_aspect (self->session);

  /* one image that fails is no trouble for what is shown of all */
  if (state == LENS_SHOWN_FAILED && lens_aspect_is_of_list (aspect))
    return lens_aspect_get_id (aspect);

  switch (state)
    {
    case LENS_SHOWN_NOTHING:
      return "empty";
    case LENS_SHOWN_IMAGE:
      return lens_aspect_get_id (aspect);
    case LENS_SHOWN_NO_MODEL:
    case LENS_SHOWN_FAILED:
    default:
      return "trouble";
    }
}

/* (transfer none) What the room of that page has for the view bar; NULL for other pages. */
static GtkWidget *
get_controls (LensWindow *self, const char *page)
{
  LensAspect aspect;

  if (!lens_aspect_from_id (page, &aspect))
    return NULL;
  lens_window_make_view (self, aspect);
  switch (aspect)
    {
    case LENS_ASPECT_EXPLAIN:
      return lens_explain_get_controls (LENS_EXPLAIN (self->views[aspect]));
    case LENS_ASPECT_PIXELS:
      return lens_pixels_get_controls (LENS_PIXELS (self->views[aspect]));
    case LENS_ASPECT_NETWORK:
      return lens_network_get_controls (LENS_NETWORK (self->views[aspect]));
    case LENS_ASPECT_ATLAS:
      return lens_atlas_get_controls (LENS_ATLAS (self->views[aspect]));
    case LENS_ASPECT_EVALUATE:
      return lens_evaluate_get_controls (LENS_EVALUATE (self->views[aspect]));
    case LENS_ASPECT_IMAGE:
    default:
      return lens_canvas_get_controls (self->canvas);
    }
}

/* What is said of all images stands in place of what is said of one. */
static void
show_results (LensWindow *self, const char *page)
{
  gboolean is_of_list = g_str_equal (page, "evaluate")
                        && lens_evaluating_get_evaluation (lens_session_get_evaluating (self->session)) != NULL;

  gtk_stack_set_visible_child (self->results, is_of_list ? gtk_stack_get_child_by_name (self->results, page)
                                                         : GTK_WIDGET (self->result));
}

/* The page of the image on screen, or the one that the user has gone to from there. A comparison of two waits until
 * there is an image again. */
static void
show_page (LensWindow *self)
{
  LensShown *shown = lens_session_get_shown (self->session);
  const char *page = lens_session_get_page (self->session);
  gboolean is_pair = g_strcmp0 (page, "pair") == 0, is_start = g_strcmp0 (page, "start") == 0;
  GtkWidget *controls;
  gboolean has_own;

  if (page == NULL || (is_pair && lens_shown_get_state (shown) != LENS_SHOWN_IMAGE))
    page = get_shown_page (self);
  controls = get_controls (self, page);
  gtk_stack_set_visible_child_name (self->stack, is_start ? "empty" : page);
  /* other pages have a head of their own */
  gtk_widget_set_visible (GTK_WIDGET (self->view_bar),
                          controls != NULL
                              || (g_str_equal (page, "trouble") && lens_shown_get_state (shown) == LENS_SHOWN_FAILED));
  lens_view_bar_set_controls (self->view_bar, controls);
  /* What is compared has inputs and scores of its own, and needs the room of the results. On the start page they would
   * be those of an image that is not seen. */
  show_results (self, page);
  has_own = g_str_equal (page, "pair") || g_str_equal (page, "compare");
  lens_panes_set_has_result (self->panes, lens_shown_get_item (shown) != NULL && !has_own && !is_start);
}

/* The keys go to what the room shows. */
static void
focus_aspect (LensWindow *self)
{
  if (lens_session_get_aspect (self->session) == LENS_ASPECT_IMAGE)
    gtk_widget_grab_focus (GTK_WIDGET (lens_canvas_get_picture (self->canvas)));
  else if (!gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack))) /* it has nothing to walk on yet */
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
on_aspect (LensWindow *self)
{
  fold_list (self);
  lens_window_update_list (self);
  show_page (self);
  lens_panes_lay_out (self->panes); /* rooms need more width or less */
  if (lens_shown_get_state (lens_session_get_shown (self->session)) == LENS_SHOWN_IMAGE)
    focus_aspect (self);
  lens_panes_scroll_to_top (self->panes);
}

static void
on_page (LensWindow *self)
{
  show_page (self);
  if (g_strcmp0 (lens_session_get_page (self->session), "start") == 0)
    gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));
  else if (lens_session_get_page (self->session)
           != NULL) /* the button that leads back is the first of the page's head */
    gtk_widget_grab_focus (
        gtk_widget_get_first_child (gtk_widget_get_first_child (gtk_stack_get_visible_child (self->stack))));
  else if (lens_shown_get_state (lens_session_get_shown (self->session)) == LENS_SHOWN_IMAGE)
    focus_aspect (self);
  lens_panes_scroll_to_top (self->panes); /* not to where the focus is before the page is laid out */
}

const char *
lens_window_get_page (LensWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  if (!g_str_equal (page, "trouble"))
    return page;

  return lens_shown_get_state (lens_session_get_shown (self->session)) == LENS_SHOWN_FAILED ? "failed" : "no-model";
}

/* Else the filter above the list would have the focus, and take the keys that are meant for the image. */
static void
on_map (LensWindow *self)
{
  GtkWidget *picture = GTK_WIDGET (lens_canvas_get_picture (self->canvas));

  if (gtk_widget_get_mapped (picture))
    gtk_widget_grab_focus (picture);
  else
    gtk_widget_child_focus (GTK_WIDGET (lens_browser_get_strip (self->browser)), GTK_DIR_TAB_FORWARD);
}

void
lens_window_install_layout (LensWindow *self)
{
  lens_entered_add (lens_session_get_entered (self->session), "list", leave_list, self);
  g_signal_connect_object (self->panes, "notify::is-narrow", G_CALLBACK (on_narrow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "notify::is-narrow", G_CALLBACK (lens_window_update_list), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "laid-out", G_CALLBACK (on_laid_out), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_browser_get_actions (self->browser), "action-state-changed::grid", G_CALLBACK (on_grid),
                           self, 0);
  g_signal_connect_object (lens_session_get_collection (self->session), "settled", G_CALLBACK (lens_window_update_list),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::is-presenting", G_CALLBACK (on_presenting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_shown (self->session), "changed", G_CALLBACK (show_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_evaluating (self->session), "changed", G_CALLBACK (show_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::page", G_CALLBACK (on_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::aspect", G_CALLBACK (on_aspect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::is-learning", G_CALLBACK (on_learning), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), NULL);
  g_signal_connect_after (self, "map", G_CALLBACK (on_map), NULL);
  add_clicker (self);
  on_laid_out (self);
  lens_window_update_list (self);
  show_page (self);
}
