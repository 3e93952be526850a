/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-atlas-actions.h"
#include "lens-copy-actions.h"
#include "lens-evaluate-actions.h"
#include "lens-explain-actions.h"
#include "lens-image-actions.h"
#include "lens-keys.h"
#include "lens-list-actions.h"
#include "lens-model-actions.h"
#include "lens-network-actions.h"
#include "lens-note-actions.h"
#include "lens-open-actions.h"
#include "lens-pixel-actions.h"
#include "lens-preferences-actions.h"
#include "lens-recipe-actions.h"
#include "lens-result-actions.h"

#define VIEWS_LATER 400 /* ms from one view that is not seen yet to the next */

G_DEFINE_FINAL_TYPE (LensWindow, lens_window, GTK_TYPE_APPLICATION_WINDOW)

/* ---- the rooms ---- */

static gpointer
add_page (LensWindow *self, GType type, const char *name)
{
  GtkWidget *page = g_object_new (type, NULL);

  gtk_stack_add_named (self->stack, page, name);

  return page;
}

static gpointer
add_message (LensWindow *self, GType type)
{
  GtkWidget *widget = g_object_new (type, NULL);

  lens_panes_add_message (self->panes, widget);

  return widget;
}

static void
make_rooms (LensWindow *self)
{
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *message_bars, *empty, *trouble, *audit;

  self->browser = g_object_new (LENS_TYPE_BROWSER, NULL);
  lens_panes_set_list (self->panes, GTK_WIDGET (self->browser));
  self->view_bar = g_object_new (LENS_TYPE_VIEW_BAR, NULL);
  message_bars = add_message (self, LENS_TYPE_MESSAGE_BARS);
  self->offer_bar = add_message (self, LENS_TYPE_OFFER_BAR);
  self->stack = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, "hhomogeneous", FALSE, "vhomogeneous", FALSE, NULL);
  self->model_bar = g_object_new (LENS_TYPE_MODEL_BAR, NULL);
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->model_bar));
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->stack));
  lens_panes_set_centre (self->panes, GTK_WIDGET (self->view_bar), middle);
  self->learn = g_object_new (LENS_TYPE_LEARN, NULL);
  lens_panes_set_lesson (self->panes, GTK_WIDGET (self->learn));
  empty = add_page (self, LENS_TYPE_EMPTY, "empty");
  self->canvas = add_page (self, LENS_TYPE_CANVAS, "image");
  self->compare = add_page (self, LENS_TYPE_COMPARE, "compare");
  self->pair = add_page (self, LENS_TYPE_PAIR, "pair");
  self->model_page = add_page (self, LENS_TYPE_MODEL_PAGE, "model");
  audit = add_page (self, LENS_TYPE_AUDIT_PAGE, "audit");
  trouble = add_page (self, LENS_TYPE_TROUBLE, "trouble");
  lens_accessible_follow_stack (self->stack);
  self->note_bar = g_object_new (LENS_TYPE_NOTE_BAR, NULL);
  lens_panes_set_note (self->panes, GTK_WIDGET (self->note_bar));
  self->result = g_object_new (LENS_TYPE_RESULT, NULL);
  self->results = g_object_new (GTK_TYPE_STACK, "hhomogeneous", FALSE, "vhomogeneous", FALSE, NULL);
  gtk_stack_add_child (self->results, GTK_WIDGET (self->result));
  lens_panes_set_result (self->panes, GTK_WIDGET (self->results));
  lens_message_bars_set_session (LENS_MESSAGE_BARS (message_bars), self->session);
  lens_empty_set_session (LENS_EMPTY (empty), self->session);
  lens_audit_page_set_session (LENS_AUDIT_PAGE (audit), self->session);
  lens_trouble_set_session (LENS_TROUBLE (trouble), self->session);
}

static void
give_session (LensWindow *self)
{
  lens_switcher_set_session (self->switcher, self->session);
  lens_header_buttons_set_session (self->header_buttons, self->session);
  lens_browser_set_session (self->browser, self->session);
  lens_view_bar_set_session (self->view_bar, self->session);
  lens_model_bar_set_session (self->model_bar, self->session);
  lens_offer_bar_set_session (self->offer_bar, self->session);
  lens_canvas_set_session (self->canvas, self->session);
  lens_compare_set_session (self->compare, self->session);
  lens_pair_set_session (self->pair, self->session);
  lens_model_page_set_session (self->model_page, self->session);
  lens_learn_set_session (self->learn, self->session);
  lens_note_bar_set_session (self->note_bar, self->session);
  lens_result_set_session (self->result, self->session);
  lens_footer_set_session (self->footer, self->session);
}

static GType
get_view_type (LensAspect aspect)
{
  switch (aspect)
    {
    case LENS_ASPECT_EXPLAIN:
      return LENS_TYPE_EXPLAIN;
    case LENS_ASPECT_PIXELS:
      return LENS_TYPE_PIXELS;
    case LENS_ASPECT_NETWORK:
      return LENS_TYPE_NETWORK;
    case LENS_ASPECT_ATLAS:
      return LENS_TYPE_ATLAS;
    case LENS_ASPECT_EVALUATE:
      return LENS_TYPE_EVALUATE;
    case LENS_ASPECT_IMAGE:
    default:
      return G_TYPE_INVALID;
    }
}

static void
give_view_session (LensWindow *self, GtkWidget *view)
{
  if (LENS_IS_EXPLAIN (view))
    {
      lens_explain_follow (LENS_EXPLAIN (view), lens_canvas_get_picture (self->canvas));
      lens_explain_set_session (LENS_EXPLAIN (view), self->session);
    }
  else if (LENS_IS_PIXELS (view))
    lens_pixels_set_session (LENS_PIXELS (view), self->session);
  else if (LENS_IS_NETWORK (view))
    lens_network_set_session (LENS_NETWORK (view), self->session);
  else if (LENS_IS_ATLAS (view))
    lens_atlas_set_session (LENS_ATLAS (view), self->session);
  else
    {
      lens_evaluate_set_session (LENS_EVALUATE (view), self->session);
      gtk_stack_add_named (self->results, lens_evaluate_get_figures (LENS_EVALUATE (view)), "evaluate");
      lens_accessible_follow_stack (self->results);
    }
}

void
lens_window_make_view (LensWindow *self, LensAspect aspect)
{
  if (aspect == LENS_ASPECT_IMAGE || self->views[aspect] != NULL)
    return;
  self->views[aspect] = add_page (self, get_view_type (aspect), lens_aspect_get_id (aspect));
  give_view_session (self, self->views[aspect]);
  lens_accessible_follow_stack (self->stack);
  lens_window_set_views_narrow (self);
}

/* One at a time, none of which takes longer than a frame. */
static gboolean
on_views (LensWindow *self)
{
  LensAspect aspect = LENS_ASPECT_EXPLAIN;

  if (lens_session_is_closed (self->session))
    return G_SOURCE_REMOVE;
  while (aspect + 1 < LENS_N_ASPECTS && self->views[aspect] != NULL)
    aspect++;
  lens_window_make_view (self, aspect);

  return aspect + 1 < LENS_N_ASPECTS ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The window is there before the views that are not seen yet. */
static void
make_views_later (LensWindow *self)
{
  g_autoptr (GSource) source = g_timeout_source_new (VIEWS_LATER);

  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_closure (source, g_cclosure_new_object (G_CALLBACK (on_views), G_OBJECT (self)));
  g_source_attach (source, NULL);
}

/* All actions of the rooms are the window's: "win.…" for menus, keys and D-Bus. Takes over actions. */
static void
add_actions (LensWindow *self, gpointer actions)
{
  lens_actions_export (actions, G_ACTION_MAP (self));
  g_ptr_array_add (self->actions, actions);
}

static void
on_notes_file (LensNoteActions *actions, GFile *file, LensWindow *self)
{
  lens_window_keep_notes_file (self, file);
}

static void
make_actions (LensWindow *self)
{
  LensSession *session = self->session;
  LensNoteActions *notes = lens_note_actions_new (session, self->chooser, self->note_bar);

  add_actions (self, lens_open_actions_new (session, self->chooser, GTK_WIDGET (self->stack)));
  add_actions (self, lens_list_actions_new (session, GTK_WIDGET (self)));
  add_actions (self, lens_image_actions_new (session, self->canvas));
  add_actions (self, notes);
  add_actions (self, lens_explain_actions_new (session));
  add_actions (self, lens_evaluate_actions_new (session, self->chooser));
  add_actions (self, lens_result_actions_new (session, self->result));
  add_actions (self, lens_recipe_actions_new (session));
  add_actions (self, lens_model_actions_new (session, self->chooser));
  add_actions (self, lens_network_actions_new (session));
  add_actions (self, lens_copy_actions_new (session, GTK_WIDGET (self)));
  add_actions (self, lens_preferences_actions_new (session, GTK_WIDGET (self)));
  add_actions (self, lens_compare_actions_new (session, self->chooser, self->pair));
  add_actions (self, lens_pixel_actions_new (session));
  add_actions (self, lens_atlas_actions_new (session));
  add_actions (self, lens_save_actions_new (session, self->chooser));
  add_actions (self, lens_recent_actions_new (session, self->recent_menu));
  g_signal_connect_object (notes, "file-chosen", G_CALLBACK (on_notes_file), self, 0);
}

/* ---- the object ---- */

static void
lens_window_dispose (GObject *object)
{
  LensWindow *self = LENS_WINDOW (object);

  lens_window_close_help (self);
  if (self->session != NULL)
    lens_session_close (self->session);
  if (self->chooser != NULL)
    lens_chooser_close (self->chooser);

  G_OBJECT_CLASS (lens_window_parent_class)->dispose (object);
}

static void
lens_window_finalize (GObject *object)
{
  LensWindow *self = LENS_WINDOW (object);

  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LensWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, header_buttons);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, list_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, learn_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, recent_menu);
  gtk_widget_class_bind_template_child_full (widget_class, "compare_menu", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "export_menu", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, footer_separator);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, footer);
}

/* What is in the buttons of the header is in the main menu too: there is not always room for the buttons. */
static void
add_button_menus (LensWindow *self)
{
  static const char *const names[] = { "compare_menu", "export_menu" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GMenuModel *own = lens_header_buttons_get_menu (self->header_buttons, names[i]);
      gpointer menu = gtk_widget_get_template_child (GTK_WIDGET (self), LENS_TYPE_WINDOW, names[i]);

      for (int j = 0; j < g_menu_model_get_n_items (own); j++) /* a section within a section has no line above it */
        {
          g_autoptr (GMenuModel) section = g_menu_model_get_item_link (own, j, G_MENU_LINK_SECTION);

          g_menu_append_section (menu, NULL, section);
        }
    }
}

static void
install_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  gtk_css_provider_load_from_resource (provider, "/io/github/dermlens/Dermlens/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/io/github/dermlens/Dermlens/icons");
}

/* Nothing that was painted is lost in silence. */
static gboolean
lens_window_close_request (GtkWindow *window)
{
  guint n = lens_session_count_edited (LENS_WINDOW (window)->session);

  if (n == 0)
    return GTK_WINDOW_CLASS (lens_window_parent_class)->close_request (window);
  lens_discard_dialog_ask (window, n);

  return GDK_EVENT_STOP;
}

static void
lens_window_class_init (LensWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_window_dispose;
  object_class->finalize = lens_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lens_window_close_request;
  g_type_ensure (LENS_TYPE_SWITCHER);
  g_type_ensure (LENS_TYPE_HEADER_BUTTONS);
  g_type_ensure (LENS_TYPE_PANES);
  g_type_ensure (LENS_TYPE_FOOTER);
  bind_template (GTK_WIDGET_CLASS (klass));
  install_style ();
}

static void
lens_window_init (LensWindow *self)
{
  self->actions = g_ptr_array_new_with_free_func (g_object_unref);
  self->chooser = lens_chooser_new (GTK_WINDOW (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  add_button_menus (self);
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  lens_keys_install_shortcuts (GTK_WIDGET (self));
}

LensWindow *
lens_window_new (GtkApplication *application, DermClassifier *classifier, const char *model_error)
{
  LensWindow *self = g_object_new (LENS_TYPE_WINDOW, "application", application, NULL);

  self->session = lens_session_new (classifier, model_error);
  make_rooms (self);
  give_session (self);
  make_actions (self);
  make_views_later (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "browse", lens_browser_get_actions (self->browser));
  lens_window_install_actions (self);
  lens_window_install_settings (self);
  lens_window_install_menus (self);
  lens_window_install_layout (self);

  return self;
}

/* ---- for whoever needs a room ---- */

gpointer
lens_window_find_actions (LensWindow *self, GType type)
{
  for (guint i = 0; i < self->actions->len; i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (g_ptr_array_index (self->actions, i), type))
      return g_ptr_array_index (self->actions, i);

  return NULL;
}

LensSession *
lens_window_get_session (LensWindow *self)
{
  g_return_val_if_fail (LENS_IS_WINDOW (self), NULL);

  return self->session;
}

LensBrowser *
lens_window_get_browser (LensWindow *self)
{
  return self->browser;
}

LensOfferBar *
lens_window_get_offer_bar (LensWindow *self)
{
  return self->offer_bar;
}

LensCanvas *
lens_window_get_canvas (LensWindow *self)
{
  return self->canvas;
}

LensResult *
lens_window_get_result (LensWindow *self)
{
  return self->result;
}

LensCompare *
lens_window_get_compare (LensWindow *self)
{
  return self->compare;
}

LensPair *
lens_window_get_pair (LensWindow *self)
{
  return self->pair;
}

LensModelBar *
lens_window_get_model_bar (LensWindow *self)
{
  return self->model_bar;
}

LensModelPage *
lens_window_get_model_page (LensWindow *self)
{
  return self->model_page;
}

LensNoteBar *
lens_window_get_note_bar (LensWindow *self)
{
  return self->note_bar;
}

LensFooter *
lens_window_get_footer (LensWindow *self)
{
  return self->footer;
}

LensSaveActions *
lens_window_get_save_actions (LensWindow *self)
{
  return lens_window_find_actions (self, LENS_TYPE_SAVE_ACTIONS);
}

LensCompareActions *
lens_window_get_compare_actions (LensWindow *self)
{
  return lens_window_find_actions (self, LENS_TYPE_COMPARE_ACTIONS);
}

LensHelp *
lens_window_get_help (LensWindow *self)
{
  return self->help;
}
