/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-browser-private.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-keys.h"

G_DEFINE_FINAL_TYPE (LensBrowser, lens_browser, GTK_TYPE_WIDGET)

static void
show_count (LensBrowser *self)
{
  LensWork *work = lens_session_get_work (self->session);
  gboolean is_scanning = lens_work_is_scanning (work);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_collection (self->session)));
  guint n_left = lens_work_get_n_left (work);
  guint n_shown = g_list_model_get_n_items (lens_view_get_model (self->view));
  guint n_selected = lens_selection_get_n_selected (self->selection);
  GString *text = g_string_new (NULL);

  if (n_shown != n)
    /* TRANSLATORS: images that the filter shows, of all */
    g_string_append_printf (text, _ ("%'u of %'u shown"), n_shown, n);
  else
    g_string_append_printf (text, ngettext ("%'u image", "%'u images", n), n);
  if (n_selected > 1)
    g_string_append_printf (text, ngettext (", %u selected", ", %u selected", n_selected), n_selected);
  if (is_scanning)
    g_string_append_printf (text, ", %s", _ ("searching"));
  if (n_left > 0)
    g_string_append_printf (text, ngettext (", %u waits", ", %u wait", n_left), n_left);
  if (n_left > 0 && gtk_toggle_button_get_active (self->pause_button))
    g_string_append_printf (text, ", %s", _ ("paused"));

  gtk_label_set_text (self->count_label, text->str);
  gtk_widget_set_visible (self->stop_button,
                          (n_left > 0 && !gtk_toggle_button_get_active (self->pause_button)) || is_scanning);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), n_left > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 && n_shown == 0 ? "nothing" : "images");
  g_string_free (text, TRUE);
}

void
lens_browser_update_count (LensBrowser *self)
{
  /* a pause button that is pressed is let go when its window goes */
  if (!lens_session_is_closed (self->session))
    show_count (self);
}

static void
on_paused (LensBrowser *self)
{
  gboolean is_paused = gtk_toggle_button_get_active (self->pause_button);

  gtk_button_set_icon_name (GTK_BUTTON (self->pause_button),
                            is_paused ? "media-playback-start-symbolic" : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button), is_paused ? _ ("Go On") : _ ("Pause"));
  lens_browser_update_count (self);
}

static void
apply_grid (LensBrowser *self)
{
  g_autoptr (GVariant) is_grid = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "grid");

  lens_strip_set_grid (self->strip, g_variant_get_boolean (is_grid));
  if (lens_selection_get_current (self->selection) != GTK_INVALID_LIST_POSITION)
    lens_strip_scroll_to (self->strip, lens_selection_get_current (self->selection));
}

static void
on_grid (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
  apply_grid (user_data);
}

/* Hidden, it is shown to whoever looks for something in it. Returns whether it is there: not for a single image. */
static gboolean
come_forward (LensBrowser *self)
{
  if (!gtk_widget_is_visible (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toggle-sidebar", NULL);
  return gtk_widget_is_visible (GTK_WIDGET (self));
}

static void
on_find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensBrowser *self = user_data;

  if (come_forward (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
on_menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensBrowser *self = user_data;

  if (come_forward (self))
    gtk_menu_button_popup (self->view_button);
}

static void
on_filter_menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensBrowser *self = user_data;

  if (come_forward (self))
    lens_filter_bar_open (self->filter_bar);
}

static void
on_select_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (LENS_BROWSER (user_data)->selection));
}

static void
on_select_one (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (LENS_BROWSER (user_data)->selection));
}

/* The row of what is on screen has the keys. */
static void
focus_strip (LensBrowser *self)
{
  lens_strip_focus (self->strip, lens_selection_get_current (self->selection));
}

static void
on_search_stopped (GtkSearchEntry *search, LensBrowser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  focus_strip (self);
}

static void
on_search_activated (GtkSearchEntry *search, LensBrowser *self)
{
  if (lens_selection_get_current (self->selection) == GTK_INVALID_LIST_POSITION)
    lens_selection_set_current (self->selection, 0);
  focus_strip (self);
}

static void
on_item_shown (LensStrip *strip, LensItem *item, LensBrowser *self)
{
  lens_work_prefer (lens_session_get_work (self->session), item);
}

static void
on_selected (LensSelection *selection, LensBrowser *self)
{
  if (lens_selection_get_current_item (selection) != NULL)
    g_set_object (&self->last, lens_selection_get_current_item (selection));
}

/* An image that the filter had hidden is selected again when it comes back. */
static void
on_settled (LensSelection *selection, LensBrowser *self)
{
  guint place;

  lens_browser_update_count (self);
  lens_browser_select_wanted (self);
  place = self->last != NULL && lens_selection_get_current (selection) == GTK_INVALID_LIST_POSITION
              ? lens_view_find (self->view, self->last)
              : GTK_INVALID_LIST_POSITION;
  if (place != GTK_INVALID_LIST_POSITION)
    lens_selection_set_current (selection, place);
  lens_browser_reveal_selected (self);
}

static void
lens_browser_dispose (GObject *object)
{
  LensBrowser *self = LENS_BROWSER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->last);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self); /* the session holds it, and the view will change */
  g_clear_object (&self->selection);
  g_clear_object (&self->view);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_browser_parent_class)->dispose (object);
}

static void
lens_browser_finalize (GObject *object)
{
  g_clear_object (&LENS_BROWSER (object)->actions);
  lens_filter_free (LENS_BROWSER (object)->filter);

  G_OBJECT_CLASS (lens_browser_parent_class)->finalize (object);
}

static void
lens_browser_class_init (LensBrowserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_browser_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_browser_finalize;
  gtk_widget_class_set_css_name (widget_class, "lens-browser");
  g_type_ensure (LENS_TYPE_STRIP);
  g_type_ensure (LENS_TYPE_TRUTH_SUMMARY);
  g_type_ensure (LENS_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, search);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, view_button);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, stack);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, strip);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, reset_button);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, summary);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, count_label);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, stop_button);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, pause_button);
  gtk_widget_class_bind_template_child (widget_class, LensBrowser, filter_bar);
}

static void
lens_browser_init (LensBrowser *self)
{
  static const GActionEntry entries[] = {
    { .name = "grid", .state = "false", .change_state = on_grid },
    { .name = "find", .activate = on_find },
    { .name = "menu", .activate = on_menu },
    { .name = "filter-menu", .activate = on_filter_menu },
    { .name = "select-all", .activate = on_select_all },
    { .name = "select-one", .activate = on_select_one },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_accessible_follow_stack (self->stack);
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  lens_browser_install_filter (self);
  g_signal_connect_object (self->strip, "item-shown", G_CALLBACK (on_item_shown), self, 0);
  g_signal_connect_object (self->pause_button, "toggled", G_CALLBACK (on_paused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (on_search_stopped), self, 0);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (on_search_activated), self, 0);
  g_signal_connect_object (self->reset_button, "clicked", G_CALLBACK (lens_browser_reset_filter), self,
                           G_CONNECT_SWAPPED);
}

static void
listen (LensBrowser *self)
{
  LensSession *session = self->session;

  g_signal_connect_object (self->selection, "current-changed", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (self->selection, "settled", G_CALLBACK (on_settled), self, 0);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (lens_browser_update_count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reveal", G_CALLBACK (lens_browser_scroll_to), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_work (session), "notify", G_CALLBACK (lens_browser_update_count), self,
                           G_CONNECT_SWAPPED);
}

void
lens_browser_set_session (LensBrowser *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_BROWSER (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->view = g_object_ref (lens_session_get_view (session));
  self->selection = g_object_ref (lens_session_get_selection (session));
  lens_strip_set_tiles (self->strip, lens_session_get_tiles (session));
  lens_strip_set_model (self->strip, self->selection);
  lens_truth_summary_set_session (self->summary, session);
  lens_filter_bar_set_session (self->filter_bar, session);
  listen (self);
  lens_browser_follow_filter (self);
}

GActionGroup *
lens_browser_get_actions (LensBrowser *self)
{
  return G_ACTION_GROUP (self->actions);
}

LensView *
lens_browser_get_view (LensBrowser *self)
{
  return self->view;
}

LensSelection *
lens_browser_get_selection (LensBrowser *self)
{
  return self->selection;
}

LensTruthSummary *
lens_browser_get_summary (LensBrowser *self)
{
  return self->summary;
}

LensStrip *
lens_browser_get_strip (LensBrowser *self)
{
  return self->strip;
}

void
lens_browser_scroll_to (LensBrowser *self, guint position)
{
  lens_strip_scroll_to (self->strip, position);
}

void
lens_browser_set_narrow (LensBrowser *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_BROWSER (self));

  lens_strip_set_narrow (self->strip, is_narrow);
  apply_grid (self);
}
