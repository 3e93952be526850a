/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (LensWindow, lens_window, GTK_TYPE_APPLICATION_WINDOW)

enum { PROP_CLASSIFIER = 1, PROP_MODEL_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
lens_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (lens_window_parent_class)->size_allocate (widget, width, height, baseline);
  lens_window_follow_size (LENS_WINDOW (widget), width, height);
}

/* Text may be larger or smaller now, as that of a presenter, in a window of the same size. */
static void
lens_window_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lens_window_parent_class)->css_changed (widget, change);
  lens_window_lay_out_soon (LENS_WINDOW (widget));
}

static void
on_error_closed (GtkInfoBar *bar, int response, LensWindow *self)
{
  gtk_info_bar_set_revealed (bar, FALSE);
}

static void
lens_window_dispose (GObject *object)
{
  LensWindow *self = LENS_WINDOW (object);

  g_clear_handle_id (&self->size_id, g_source_remove);
  g_clear_handle_id (&self->pending_id, g_source_remove);
  g_ptr_array_set_size (self->pending, 0);
  lens_window_close_help (self);
  lens_window_stop_opening (self);
  lens_window_stop_browsing (self);
  if (self->transfer != NULL)
    g_cancellable_cancel (self->transfer);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  if (self->queue != NULL)
    lens_queue_stop (self->queue);
  if (self->samples != NULL)
    lens_queue_stop (self->samples);
  if (self->crop_tool != NULL)
    lens_crop_tool_set_subject (self->crop_tool, NULL, NULL, NULL);
  if (self->history != NULL)
    lens_history_clear (self->history); /* its steps hold the tool */
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->save_folder);
  if (self->exporting != NULL)
    g_cancellable_cancel (self->exporting);
  g_clear_object (&self->exporting);
  g_clear_object (&self->transfer);
  g_clear_object (&self->queue);
  g_clear_object (&self->samples);
  g_clear_object (&self->loading);
  g_clear_object (&self->crop_tool);
  g_clear_object (&self->shown);
  g_clear_object (&self->last_good);
  if (self->pair != NULL)
    lens_window_end_pair (self);

  G_OBJECT_CLASS (lens_window_parent_class)->dispose (object);
}

static void
lens_window_finalize (GObject *object)
{
  LensWindow *self = LENS_WINDOW (object);

  g_clear_object (&self->history);
  g_clear_object (&self->settings);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->last_opened, g_hash_table_unref);
  g_clear_pointer (&self->failed, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_clear_object (&self->classifier);
  g_clear_object (&self->bundled);
  g_clear_object (&self->recipe);
  g_free (self->model_error);

  G_OBJECT_CLASS (lens_window_parent_class)->finalize (object);
}

static void
lens_window_constructed (GObject *object)
{
  LensWindow *self = LENS_WINDOW (object);

  G_OBJECT_CLASS (lens_window_parent_class)->constructed (object);

  if (self->classifier != NULL)
    {
      self->bundled = g_object_ref (self->classifier);
      lens_window_start_classifier (self);
    }
  else
    {
      gtk_label_set_text (self->no_model_label,
                          self->model_error != NULL ? self->model_error : _ ("No reason is known"));
    }
  lens_window_show_selected (self);
}

static void
lens_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LensWindow *self = LENS_WINDOW (object);

  switch (id)
    {
    case PROP_CLASSIFIER:
      self->classifier = g_value_dup_object (value);
      break;
    case PROP_MODEL_ERROR:
      self->model_error = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LensWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, header_buttons);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, list_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, compare_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, list_paned);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, list_edge);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, browser);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, result_paned);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, content);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, pane_separator);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, error_bar);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, model_bar);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, offer_bar);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, offer_label);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, note_bar);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, empty);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, compare);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, pair);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, model_page);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, failed_label);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, no_model_label);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, result);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, footer_separator);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, footer);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, research_label);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, provenance_label);
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

static void
lens_window_class_init (LensWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lens_window_dispose;
  object_class->finalize = lens_window_finalize;
  object_class->constructed = lens_window_constructed;
  object_class->set_property = lens_window_set_property;
  widget_class->size_allocate = lens_window_size_allocate;
  widget_class->css_changed = lens_window_css_changed;

  properties[PROP_CLASSIFIER]
      = g_param_spec_object ("classifier", "Classifier", "What classifies", DERM_TYPE_CLASSIFIER, flags);
  properties[PROP_MODEL_ERROR]
      = g_param_spec_string ("model-error", "Model error", "Why there is no classifier", NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LENS_TYPE_CANVAS);
  g_type_ensure (LENS_TYPE_COMPARE);
  g_type_ensure (LENS_TYPE_EMPTY);
  g_type_ensure (LENS_TYPE_MODEL_BAR);
  g_type_ensure (LENS_TYPE_MODEL_PAGE);
  g_type_ensure (LENS_TYPE_NOTE_BAR);
  g_type_ensure (LENS_TYPE_PAIR);
  g_type_ensure (LENS_TYPE_RESULT);
  g_type_ensure (LENS_TYPE_BROWSER);
  bind_template (widget_class);
  install_style ();
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

static void
lens_window_init (LensWindow *self)
{
  self->is_sidebar_wanted = self->is_sidebar_kept = TRUE;
  self->items = g_list_store_new (LENS_TYPE_ITEM);
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_key = g_hash_table_new (g_file_hash, (GEqualFunc) g_file_equal);
  self->transfer = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  lens_window_install_failures (self);
  lens_window_install_header (self);
  lens_window_install_panes (self);
  lens_window_update_layout (self);
  gtk_label_set_text (self->research_label, derm_research_line ());
  lens_window_install_actions (self);
  lens_window_install_browsing (self);
  lens_window_install_list (self);
  lens_window_install_model_actions (self);
  lens_window_install_recipe_actions (self);
  lens_window_install_see (self);
  lens_window_install_pair (self);
  lens_window_install_take (self);
  lens_window_install_gate (self);
  lens_window_install_settings (self);
  lens_window_install_notify (self);
  lens_window_install_drop (self);
  lens_window_install_recent (self);
  lens_window_install_help (self);
  lens_window_install_menus (self);
  lens_window_install_drag (self);
  g_signal_connect_after (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect_object (self->error_bar, "response", G_CALLBACK (on_error_closed), self, 0);
}

LensWindow *
lens_window_new (GtkApplication *application, DermClassifier *classifier, const char *model_error)
{
  return g_object_new (LENS_TYPE_WINDOW, "application", application, "classifier", classifier, "model-error",
                       model_error, NULL);
}

GListModel *
lens_window_get_items (LensWindow *self)
{
  return G_LIST_MODEL (self->items);
}

LensBrowser *
lens_window_get_browser (LensWindow *self)
{
  return self->browser;
}

gboolean
lens_window_is_offering (LensWindow *self)
{
  return gtk_info_bar_get_revealed (self->offer_bar);
}

LensItem *
lens_window_get_shown (LensWindow *self)
{
  return self->shown;
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

gboolean
lens_window_shows_research_line (LensWindow *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self->research_label));
}

const char *
lens_window_get_provenance (LensWindow *self)
{
  return gtk_label_get_text (self->provenance_label);
}

const char *
lens_window_get_error (LensWindow *self)
{
  return gtk_info_bar_get_revealed (self->error_bar) ? gtk_label_get_text (self->error_label) : NULL;
}

const char *
lens_window_get_notice (LensWindow *self)
{
  return gtk_info_bar_get_revealed (self->notice_bar) ? gtk_label_get_text (self->notice_label) : NULL;
}

const char *
lens_window_get_page (LensWindow *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

gboolean
lens_window_is_idle (LensWindow *self)
{
  return self->opening == NULL && self->loading == NULL && self->pending->len == 0 && self->n_truths == 0
         && lens_scan_is_idle (self->scan) && lens_compare_is_idle (self->compare)
         && self->pairing == NULL && lens_pair_is_idle (self->pair)
         && (self->queue == NULL || lens_queue_get_n_left (self->queue) == 0)
         && (self->samples == NULL || lens_queue_get_n_left (self->samples) == 0)
         && (self->crop_tool == NULL || lens_crop_tool_is_idle (self->crop_tool));
}
