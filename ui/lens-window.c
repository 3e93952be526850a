/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-theme.h"

/* Below this the pane goes under the image and the list lies over it; larger text needs more. */
#define NARROW_WIDTH 860
#define PANE_WIDTH 372
#define PRESENTER_SCALE 1.5 /* of the type, as in style.css, and what it needs */
#define NARROW_CANVAS_HEIGHT 280
#define LOW_CANVAS_HEIGHT 160 /* in a low window: what comes below the image is to be seen, and scrolled to */
#define CELL_SIZE 9           /* of the input view */
#define LARGE_CELL_SIZE 13    /* for a presenter, if all scores are still seen below it */
#define LARGE_CELL_HEIGHT 960 /* of such a window */
#define CHUNK 40              /* items that enter the list at one time, while it makes rows for them */
#define LARGE_CHUNK 500       /* and afterwards */
#define N_ROWS 400            /* for which it may make rows */

G_DEFINE_FINAL_TYPE (LensWindow, lens_window, GTK_TYPE_APPLICATION_WINDOW)

enum { PROP_CLASSIFIER = 1, PROP_MODEL_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* The list stands beside the content in a wide window and lies over it in a narrow one. */
static void
place_sidebar (LensWindow *self)
{
  GtkWidget *sidebar = GTK_WIDGET (self->sidebar);

  g_object_ref (sidebar);
  if (self->is_narrow)
    {
      gtk_box_remove (self->body, sidebar);
      gtk_overlay_add_overlay (self->overlay, sidebar);
      gtk_widget_set_halign (sidebar, GTK_ALIGN_START);
    }
  else
    {
      gtk_overlay_remove_overlay (self->overlay, sidebar);
      gtk_widget_set_halign (sidebar, GTK_ALIGN_FILL);
      gtk_box_prepend (self->body, sidebar);
    }
  g_object_unref (sidebar);
}

/* The note stands below the image, and in a narrow window below the scores: those come first. */
static void
place_note_bar (LensWindow *self)
{
  GtkWidget *bar = GTK_WIDGET (self->note_bar);
  GtkBox *below = self->is_narrow ? self->content : GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->stack)));

  g_object_ref (bar);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (bar)), bar);
  gtk_box_append (below, bar);
  g_object_unref (bar);
}

/* In a narrow window image and scores scroll as one; the image leaves room for what follows. */
static void
set_canvas_height (LensWindow *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)) * 4 / 10;

  gtk_widget_set_size_request (GTK_WIDGET (self->canvas), -1,
                               self->is_narrow ? CLAMP (height, LOW_CANVAS_HEIGHT, NARROW_CANVAS_HEIGHT) : -1);
}

static void
set_pane_width (LensWindow *self)
{
  int width = self->is_presenting ? (int) (PANE_WIDTH * PRESENTER_SCALE) : PANE_WIDTH;

  gtk_widget_set_size_request (GTK_WIDGET (self->result), self->is_narrow ? -1 : width, -1);
}

static void
set_cell_size (LensWindow *self)
{
  gboolean is_large = self->is_presenting && gtk_widget_get_height (GTK_WIDGET (self)) >= LARGE_CELL_HEIGHT;

  lens_input_view_set_cell_size (lens_result_get_input_view (self->result), is_large ? LARGE_CELL_SIZE : CELL_SIZE);
}

static void
set_narrow (LensWindow *self, gboolean is_narrow)
{
  GtkOrientation along = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  GtkOrientation across = is_narrow ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content), along);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->pane_separator), across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->footer), along);
  gtk_box_set_spacing (self->footer, is_narrow ? 0 : 12);
  gtk_label_set_xalign (self->provenance_label, is_narrow ? 0.0f : 1.0f);
  gtk_scrolled_window_set_policy (self->scroller, is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  is_narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  set_pane_width (self);
  lens_result_set_narrow (self->result, is_narrow);
  lens_compare_set_narrow (self->compare, is_narrow);
  lens_model_page_set_narrow (self->model_page, is_narrow);
  lens_browser_set_narrow (self->browser, is_narrow);
  lens_note_bar_set_narrow (self->note_bar, is_narrow);
  if (is_narrow)
    gtk_button_set_icon_name (self->open_button, "document-open-symbolic");
  else
    gtk_button_set_label (self->open_button, _ ("Open"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open"), -1);
  place_sidebar (self);
  place_note_bar (self);
  self->is_sidebar_wanted = !is_narrow;
  lens_window_update_sidebar (self);
}

static gboolean
is_width_narrow (LensWindow *self, int width)
{
  double scale = lens_theme_get_text_scale (GTK_WIDGET (self)) * (self->is_presenting ? PRESENTER_SCALE : 1.0);

  return width > 0 && width < NARROW_WIDTH * (0.5 + 0.5 * scale);
}

void
lens_window_update_layout (LensWindow *self)
{
  gboolean is_narrow = is_width_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  if (is_narrow != self->is_narrow)
    set_narrow (self, is_narrow);
  set_pane_width (self);
  set_cell_size (self);
  set_canvas_height (self);
}

static gboolean
on_size_changed (gpointer user_data)
{
  LensWindow *self = user_data;
  self->size_id = 0;
  lens_window_update_layout (self);

  return G_SOURCE_REMOVE;
}

static void
lens_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensWindow *self = LENS_WINDOW (widget);

  GTK_WIDGET_CLASS (lens_window_parent_class)->size_allocate (widget, width, height, baseline);
  /* Widgets cannot move while they are being placed. */
  if (self->size_id == 0 && (is_width_narrow (self, width) != self->is_narrow || height != self->height))
    self->size_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_size_changed, self, NULL);
  self->height = height;
}

static void
on_item_shown (LensBrowser *browser, LensItem *item, LensWindow *self)
{
  if (self->queue != NULL)
    lens_queue_prefer (self->queue, item);
}

static void
on_selected (GtkSingleSelection *selection, GParamSpec *pspec, LensWindow *self)
{
  LensItem *item = gtk_single_selection_get_selected_item (selection);

  /* A filter may hide what is on screen, and show it again. */
  if ((item == NULL && g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
      || (item != NULL && item == self->shown && self->opening == NULL))
    {
      lens_window_show_place (self);
      lens_window_update_actions (self);
      return;
    }
  self->is_auto = self->is_selecting;
  lens_window_show_selected (self);
}

static void
on_sample_chosen (LensEmpty *empty, GFile *file, LensWindow *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, lens_item_new_for_file (file));
  lens_window_open (self, items);
}

static void
on_error_closed (GtkInfoBar *bar, int response, LensWindow *self)
{
  self->n_errors = 0;
  gtk_info_bar_set_revealed (bar, FALSE);
}

static void
lens_window_dispose (GObject *object)
{
  LensWindow *self = LENS_WINDOW (object);

  g_clear_handle_id (&self->size_id, g_source_remove);
  g_clear_handle_id (&self->pending_id, g_source_remove);
  g_ptr_array_set_size (self->pending, 0);
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

  G_OBJECT_CLASS (lens_window_parent_class)->dispose (object);
}

static void
lens_window_finalize (GObject *object)
{
  LensWindow *self = LENS_WINDOW (object);

  g_clear_object (&self->history);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->by_file, g_hash_table_unref);
  g_clear_pointer (&self->last_opened, g_hash_table_unref);
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
lens_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensWindow *self = LENS_WINDOW (object);

  switch (id)
    {
    case PROP_CLASSIFIER:
      g_value_set_object (value, self->classifier);
      break;
    case PROP_MODEL_ERROR:
      g_value_set_string (value, self->model_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
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
  gtk_widget_class_bind_template_child (widget_class, LensWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, body);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, browser);
  gtk_widget_class_bind_template_child (widget_class, LensWindow, scroller);
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
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lens_window_dispose;
  object_class->finalize = lens_window_finalize;
  object_class->constructed = lens_window_constructed;
  object_class->get_property = lens_window_get_property;
  object_class->set_property = lens_window_set_property;
  widget_class->size_allocate = lens_window_size_allocate;

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
  self->is_sidebar_wanted = TRUE;
  self->items = g_list_store_new (LENS_TYPE_ITEM);
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_file = g_hash_table_new (g_file_hash, (GEqualFunc) g_file_equal);
  self->last_opened = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->transfer = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  set_pane_width (self);
  gtk_label_set_text (self->research_label, derm_research_line ());
  lens_window_install_actions (self);
  lens_window_install_browsing (self);
  self->selection = g_object_ref (lens_browser_get_selection (self->browser));
  lens_window_install_model_actions (self);
  lens_window_install_recipe_actions (self);
  lens_window_install_see (self);
  lens_window_install_take (self);
  lens_window_install_drop (self);
  g_signal_connect_after (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect_object (self->browser, "item-shown", G_CALLBACK (on_item_shown), self, 0);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (self->empty, "sample-chosen", G_CALLBACK (on_sample_chosen), self, 0);
  g_signal_connect_object (self->error_bar, "response", G_CALLBACK (on_error_closed), self, 0);
}

LensWindow *
lens_window_new (GtkApplication *application, DermClassifier *classifier, const char *model_error)
{
  return g_object_new (LENS_TYPE_WINDOW, "application", application, "classifier", classifier, "model-error",
                       model_error, NULL);
}

void
lens_window_update_sidebar (LensWindow *self)
{
  gboolean has_several = g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 1;

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), has_several && self->is_sidebar_wanted && !self->is_presenting);
  lens_window_update_actions (self);
}

void
lens_window_select (LensWindow *self, guint position)
{
  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_selecting = FALSE;
}

/* The next of the items that wait for their place in the list. A list view makes a row for each of the first two
 * hundred at once; a few at a time, nobody waits for that. */
static void
add_pending (LensWindow *self, guint n)
{
  n = MIN (n, self->pending->len);
  g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0, self->pending->pdata, n);
  for (guint i = 0; i < n; i++)
    lens_queue_add (self->queue, g_ptr_array_index (self->pending, i));
  if (n > 0)
    g_ptr_array_remove_range (self->pending, 0, n);
}

static gboolean
on_pending (gpointer user_data)
{
  LensWindow *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  add_pending (self, n < N_ROWS ? CHUNK : LARGE_CHUNK);
  if (self->pending->len > 0)
    return G_SOURCE_CONTINUE;

  self->pending_id = 0;
  lens_window_update_sidebar (self);
  lens_window_show_place (self);

  return G_SOURCE_REMOVE;
}

/* A file that is in the list already is opened again in its place, if is_again. Returns the first of items. */
static LensItem *
add_items (LensWindow *self, GPtrArray *items, gboolean is_again)
{
  LensItem *first = NULL;

  add_pending (self, G_MAXUINT); /* of an opening before this one */
  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      GFile *file = lens_item_get_file (item);
      LensItem *known = file != NULL ? g_hash_table_lookup (self->by_file, file) : NULL;

      if (first == NULL)
        first = known != NULL ? known : item;
      g_hash_table_add (self->last_opened, g_object_ref (known != NULL ? known : item));
      if (known == NULL)
        {
          lens_window_adopt (self, item);
          g_ptr_array_add (self->pending, g_object_ref (item));
          if (file != NULL)
            g_hash_table_insert (self->by_file, file, item);
        }
      else if (is_again)
        {
          lens_item_reset (known);
          lens_queue_add (self->queue, known);
        }
    }
  add_pending (self, CHUNK);
  if (self->pending->len > 0 && self->pending_id == 0)
    self->pending_id = g_idle_add (on_pending, self);

  return first;
}

static void
show_first (LensWindow *self, LensItem *first)
{
  guint place = lens_view_find (lens_browser_get_view (self->browser), first);

  if (gtk_single_selection_get_selected (self->selection) == place)
    lens_window_show_selected (self);
  else
    lens_window_select (self, place);
  lens_browser_scroll_to (self->browser, place);
}

void
lens_window_add_found (LensWindow *self, GPtrArray *items)
{
  LensItem *first = add_items (self, items, FALSE);

  if (self->is_select_found)
    {
      self->is_select_found = FALSE;
      show_first (self, first);
    }
  lens_window_update_sidebar (self);
  lens_window_show_place (self);
}

static gboolean
is_table_name (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_str_has_suffix (folded, ".csv") || g_str_has_suffix (folded, ".tsv");
}

/* Of items those that are images by their names; a table is the truth, and the others are to be looked at. */
static GPtrArray *
take_images (LensWindow *self, GPtrArray *items)
{
  GPtrArray *images = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      GFile *file = lens_item_get_file (item);

      if (file == NULL || lens_scan_is_image_name (lens_item_get_name (item)))
        g_ptr_array_add (images, g_object_ref (item));
      else if (is_table_name (lens_item_get_name (item)))
        lens_window_open_truth (self, file);
      else
        lens_window_scan (self, file);
    }

  return images;
}

void
lens_window_open (LensWindow *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) given = NULL;
  g_autoptr (GPtrArray) images = NULL;
  LensItem *first;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (items != NULL);

  given = lens_window_open_models (self, items);
  if (self->queue == NULL || given->len == 0)
    return; /* the page says already that there is no model */

  self->n_errors = 0;
  g_hash_table_remove_all (self->last_opened);
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  gtk_info_bar_set_revealed (self->offer_bar, FALSE);
  if (!lens_view_is_unfiltered (lens_browser_get_view (self->browser)))
    lens_browser_reset_filter (self->browser);
  images = take_images (self, given);
  self->is_select_found = images->len == 0;
  if (images->len == 0)
    return;

  first = add_items (self, images, TRUE);
  lens_window_update_sidebar (self);
  show_first (self, first);
  lens_window_show_place (self);
  lens_window_update_progress (self);
  if (items->len == 1 && lens_item_get_file (first) != NULL && !lens_item_is_sample (first))
    lens_window_offer_folder (self, lens_item_get_file (first));
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
         && (self->queue == NULL || lens_queue_get_n_left (self->queue) == 0)
         && (self->samples == NULL || lens_queue_get_n_left (self->samples) == 0)
         && (self->crop_tool == NULL || lens_crop_tool_is_idle (self->crop_tool));
}
