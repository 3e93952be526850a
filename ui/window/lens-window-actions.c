/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-context-menu.h"
#include "lens-drag-sources.h"
#include "lens-steps.h"

#define ZOOM_STEP 1.25
#define PAN_STEP 64.0

/* ---- zoom ---- */

/* The original that keys zoom and move. */
static LensPicture *
get_picture (LensWindow *self)
{
  if (g_str_equal (lens_window_get_page (self), "pair"))
    return lens_pair_get_picture (self->pair);

  if (lens_session_get_aspect (self->session) == LENS_ASPECT_EXPLAIN && self->views[LENS_ASPECT_EXPLAIN] != NULL)
    return lens_explain_get_picture (LENS_EXPLAIN (self->views[LENS_ASPECT_EXPLAIN]));

  return lens_canvas_get_picture (self->canvas);
}

static void
on_zoom_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_zoom_by (get_picture (user_data), ZOOM_STEP);
}

static void
on_zoom_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_zoom_by (get_picture (user_data), 1.0 / ZOOM_STEP);
}

static void
on_zoom_fit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_fit (get_picture (user_data));
}

static void
on_zoom_one (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_zoom_to (get_picture (user_data), 1.0);
}

static void
on_pan (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *where = g_variant_get_string (parameter, NULL);
  double dx = g_str_equal (where, "left") ? -PAN_STEP : g_str_equal (where, "right") ? PAN_STEP : 0.0;
  double dy = g_str_equal (where, "up") ? -PAN_STEP : g_str_equal (where, "down") ? PAN_STEP : 0.0;

  lens_picture_pan (get_picture (user_data), dx, dy);
}

/* ---- the window ---- */

static void
on_toggle_sidebar (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_panes_show_list (self->panes, g_variant_get_boolean (value));
  lens_window_update_list (self);
}

static void
on_toggle_result (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  g_simple_action_set_state (action, value);
  g_object_set (self->panes, "is-result-wanted", g_variant_get_boolean (value), NULL);
}

static void
on_present (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_session_set_presenting (LENS_WINDOW (user_data)->session, g_variant_get_boolean (value));
}

static void
on_stop_presenting (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_set_presenting (LENS_WINDOW (user_data)->session, FALSE);
}

static void
on_aspect (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensAspect aspect;

  if (lens_aspect_from_id (g_variant_get_string (value, NULL), &aspect))
    lens_session_set_aspect (LENS_WINDOW (user_data)->session, aspect);
}

static void
on_learn (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_session_set_learning (LENS_WINDOW (user_data)->session, g_variant_get_boolean (value));
}

static void
on_leave (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_entered_leave_last (lens_session_get_entered (LENS_WINDOW (user_data)->session));
}

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (user_data);
}

static GSimpleAction *
find (LensWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
on_entered (LensWindow *self, GParamSpec *pspec, LensEntered *entered)
{
  g_simple_action_set_enabled (find (self, "leave"), lens_entered_get_last (entered) != NULL);
}

void
lens_window_update_actions (LensWindow *self)
{
  static const char *const of_image[] = { "zoom-in", "zoom-out", "zoom-fit", "zoom-one", "pan" };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_collection (self->session)));
  gboolean has_image = lens_shown_get_image (lens_session_get_shown (self->session)) != NULL;
  gboolean is_presenting = lens_session_is_presenting (self->session);

  for (gsize i = 0; i < G_N_ELEMENTS (of_image); i++)
    g_simple_action_set_enabled (find (self, of_image[i]), has_image);
  g_simple_action_set_enabled (find (self, "toggle-sidebar"), (n > 1 || lens_session_is_learning (self->session))
                                                                  && !is_presenting
                                                                  && !lens_panes_is_lecture (self->panes));
  g_simple_action_set_enabled (find (self, "stop-presenting"), is_presenting);
  g_simple_action_set_state (find (self, "toggle-sidebar"),
                             g_variant_new_boolean (lens_panes_is_list_shown (self->panes)));
  g_simple_action_set_state (find (self, "present"), g_variant_new_boolean (is_presenting));
  /* none, while another page stands in place of the image */
  g_simple_action_set_state (find (self, "aspect"),
                             g_variant_new_string (lens_session_get_page (self->session) == NULL
                                                       ? lens_aspect_get_id (lens_session_get_aspect (self->session))
                                                       : ""));
  g_simple_action_set_state (find (self, "learn"), g_variant_new_boolean (lens_session_is_learning (self->session)));
}

/* ---- help ---- */

/* F1: the page of the pane that has the focus. */
static const char *
find_help_page (LensWindow *self)
{
  const struct {
    GType type;
    const char *id;
  } panes[] = {
    { LENS_TYPE_NOTE_BAR, "notes" },   { LENS_TYPE_INPUT_VIEW, "input" },  { LENS_TYPE_STEPS, "input" },
    { LENS_TYPE_RESULT, "scores" },    { LENS_TYPE_COMPARE, "compare" },   { LENS_TYPE_PAIR, "compare" },
    { LENS_TYPE_MODEL_PAGE, "model" }, { LENS_TYPE_MODEL_BAR, "model" },   { LENS_TYPE_CANVAS, "image" },
    { LENS_TYPE_BROWSER, "list" },     { LENS_TYPE_EMPTY, "list" },        { LENS_TYPE_EXPLAIN, "explain" },
    { LENS_TYPE_PIXELS, "pixels" },    { LENS_TYPE_NETWORK, "network" },   { LENS_TYPE_LEARN, "learn" },
    { LENS_TYPE_ATLAS, "atlas" },      { LENS_TYPE_EVALUATE, "evaluate" },
  };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  const char *page = lens_session_get_page (self->session);

  if (lens_session_is_presenting (self->session))
    return "presenter";
  for (gsize i = 0; i < G_N_ELEMENTS (panes) && focus != NULL; i++)
    if (gtk_widget_get_ancestor (focus, panes[i].type) != NULL)
      return panes[i].id;

  if (page != NULL)
    return g_str_equal (page, "model") ? "model" : g_str_equal (page, "audit") ? "evaluate" : "compare";

  return lens_shown_get_state (lens_session_get_shown (self->session)) == LENS_SHOWN_IMAGE
             ? lens_aspect_get_id (lens_session_get_aspect (self->session))
             : "list";
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  const char *page = find_help_page (self);

  if (self->help == NULL)
    {
      g_set_weak_pointer (&self->help, lens_help_new (GTK_WINDOW (self)));
      gtk_window_set_application (GTK_WINDOW (self->help), NULL); /* it does not keep the program running */
    }
  lens_help_show_page (self->help, page);
  gtk_window_present (GTK_WINDOW (self->help));
}

void
lens_window_close_help (LensWindow *self)
{
  if (self->help != NULL)
    gtk_window_destroy (GTK_WINDOW (self->help));
  g_clear_weak_pointer (&self->help);
}

/* ---- work that ends while nobody looks ---- */

/* (transfer full) One for each window: a newer one takes its place. */
static char *
dup_notification_id (LensWindow *self)
{
  return g_strdup_printf ("read-%u", gtk_application_window_get_id (GTK_APPLICATION_WINDOW (self)));
}

static void
on_finished (LensWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_collection (self->session)));
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *id = NULL, *text = NULL;

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (self)))
    return;

  id = dup_notification_id (self);
  text = g_strdup_printf (ngettext ("%u image of the list is read.", "All %u images of the list are read.", n), n);
  notification = g_notification_new ("Dermlens");
  g_notification_set_body (notification, text);
  g_notification_set_default_action_and_target (notification, "app.show-window", "u",
                                                gtk_application_window_get_id (GTK_APPLICATION_WINDOW (self)));
  g_application_send_notification (G_APPLICATION (application), id, notification);
}

/* It is seen now. */
static void
on_active (LensWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *id = dup_notification_id (self);

  if (application != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    g_application_withdraw_notification (G_APPLICATION (application), id);
}

void
lens_window_install_actions (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "zoom-in", .activate = on_zoom_in },
    { .name = "zoom-out", .activate = on_zoom_out },
    { .name = "zoom-fit", .activate = on_zoom_fit },
    { .name = "zoom-one", .activate = on_zoom_one },
    { .name = "pan", .activate = on_pan, .parameter_type = "s" },
    { .name = "toggle-sidebar", .state = "true", .change_state = on_toggle_sidebar },
    { .name = "toggle-result", .state = "true", .change_state = on_toggle_result },
    { .name = "present", .state = "false", .change_state = on_present },
    { .name = "stop-presenting", .activate = on_stop_presenting },
    { .name = "aspect", .state = "'image'", .change_state = on_aspect, .parameter_type = "s" },
    { .name = "learn", .state = "false", .change_state = on_learn },
    { .name = "leave", .activate = on_leave },
    { .name = "help", .activate = on_help },
    { .name = "close", .activate = on_close },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (lens_session_get_shown (self->session), "changed", G_CALLBACK (lens_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::aspect", G_CALLBACK (lens_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::page", G_CALLBACK (lens_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_work (self->session), "finished", G_CALLBACK (on_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_entered (self->session), "notify::last", G_CALLBACK (on_entered), self,
                           G_CONNECT_SWAPPED);
  on_entered (self, NULL, lens_session_get_entered (self->session));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
}

/* ---- menus and drags of the rooms ---- */

/* The image under the pointer is selected, alone or among others: the menu is about what is selected. */
static gboolean
select_under_pointer (GtkWidget *strip, double x, double y, gpointer user_data)
{
  LensWindow *self = user_data;
  LensSelection *selection = lens_session_get_selection (self->session);
  LensItem *item = lens_strip_find_at (LENS_STRIP (strip), x, y);
  guint place = item != NULL ? lens_view_find (lens_session_get_view (self->session), item) : GTK_INVALID_LIST_POSITION;

  if (place == GTK_INVALID_LIST_POSITION)
    return FALSE;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), place))
    lens_session_select (self->session, place);

  return TRUE;
}

static gboolean
leave_closed_menu (gpointer user_data)
{
  GtkWindow *window = user_data;
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *menu
      = focus != NULL && !gtk_widget_get_mapped (focus) ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  if (menu != NULL && !gtk_widget_grab_focus (gtk_widget_get_parent (menu)))
    gtk_window_set_focus (window, NULL);

  return G_SOURCE_REMOVE;
}

/* GTK 4.8 leaves the focus in a menu that is closed from one of its submenus, and a window whose focus is nowhere on
 * screen hears no key at all. */
static void
on_focus (LensWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && !gtk_widget_get_mapped (focus))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave_closed_menu, g_object_ref (self), g_object_unref);
}

/* While all of the image is seen; else a drag moves it. */
static GdkContentProvider *
drag_image (GtkWidget *picture, double x, double y, LensSession *session, GdkPaintable **icon)
{
  return lens_picture_is_fit (LENS_PICTURE (picture)) ? lens_drag_shown_image (picture, x, y, session, icon) : NULL;
}

static GdkContentProvider *
drag_row (GtkWidget *strip, double x, double y, LensSession *session, GdkPaintable **icon)
{
  LensItem *item = lens_strip_find_at (LENS_STRIP (strip), x, y);

  return item != NULL ? lens_drag_row (item, session, icon) : NULL;
}

void
lens_window_install_menus (LensWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/dermlens/Dermlens/lens-context-menus.ui");
  LensInputView *input_view = lens_result_get_input_view (self->result);
  GtkWidget *strip = GTK_WIDGET (lens_browser_get_strip (self->browser));
  GtkWidget *picture = GTK_WIDGET (lens_canvas_get_picture (self->canvas));
  GtkWidget *bars = GTK_WIDGET (lens_result_get_bars (self->result));
  const struct {
    GtkWidget *widget;
    const char *id;
    LensContextMenuReady is_ready;
  } menus[] = {
    { strip, "list_menu", select_under_pointer },
    { picture, "image_menu", NULL },
    { GTK_WIDGET (input_view), "input_menu", NULL },
    { bars, "scores_menu", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (menus); i++)
    lens_context_menu_attach (menus[i].widget, G_MENU_MODEL (gtk_builder_get_object (builder, menus[i].id)),
                              menus[i].is_ready, self);
  lens_drag_source_add (picture, drag_image, self->session);
  lens_drag_source_add (GTK_WIDGET (lens_input_view_get_grid (input_view)), lens_drag_shown_input, self->session);
  lens_drag_source_add (bars, lens_drag_shown_chart, self->session);
  lens_drag_source_add (strip, drag_row, self->session);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (on_focus), NULL);
}
