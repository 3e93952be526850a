/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-model-loader.h"

DermModel *
lens_window_get_model (LensWindow *self)
{
  g_return_val_if_fail (LENS_IS_WINDOW (self), NULL);

  return self->classifier != NULL ? derm_classifier_get_model (self->classifier) : NULL;
}

/* By which images become inputs now. There must be a model. */
DermRecipe *
lens_window_get_recipe (LensWindow *self)
{
  return self->recipe != NULL ? self->recipe : derm_model_get_recipe (lens_window_get_model (self));
}

/* ---- pages ---- */

/* The selected image's page, or the one that somebody has gone to from there. A comparison needs an image; that of two
 * waits until there is one again. */
void
lens_window_show_page (LensWindow *self)
{
  DermImage *image = lens_picture_get_image (lens_canvas_get_picture (self->canvas));
  gboolean is_comparing = g_strcmp0 (self->detour, "compare") == 0;
  gboolean is_pairing, has_detour;
  g_autoptr (DermRecipe) recipe = NULL;

  if (is_comparing && !g_str_equal (self->page, "image"))
    {
      self->detour = NULL;
      is_comparing = FALSE;
    }
  if (is_comparing) /* with the crop that is on screen */
    recipe = lens_crop_tool_dup_recipe (self->crop_tool, G_OBJECT (self->shown), lens_window_get_recipe (self));
  lens_compare_set (self->compare, self->classifier, is_comparing ? image : NULL, recipe, self->decision);
  is_pairing = g_strcmp0 (self->detour, "pair") == 0 && g_str_equal (self->page, "image");
  if (is_pairing)
    lens_window_show_pair (self);
  has_detour = self->detour != NULL && (is_pairing || !g_str_equal (self->detour, "pair"));
  gtk_stack_set_visible_child_name (self->stack, has_detour ? self->detour : self->page);
  lens_window_show_result (self);
}

void
lens_window_go (LensWindow *self, const char *page)
{
  if (g_strcmp0 (page, "pair") != 0)
    lens_window_end_pair (self);
  self->detour = page;
  lens_window_update_actions (self); /* first: the stack gives the focus to what can have it */
  lens_window_show_page (self);
  lens_window_update_actions (self); /* the page may have been refused */
  if (self->detour != NULL)          /* the button that leads back is the first of the page's head */
    gtk_widget_grab_focus (
        gtk_widget_get_first_child (gtk_widget_get_first_child (gtk_stack_get_visible_child (self->stack))));
  else
    gtk_widget_grab_focus (GTK_WIDGET (lens_canvas_get_picture (self->canvas)));
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_go (user_data, NULL);
}

static void
on_compare_recipes (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_go (user_data, "compare");
}

static void
on_model_card (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_go (user_data, "model");
}

/* ---- all images anew ---- */

static void
on_item_failed (LensQueue *queue, LensItem *item, LensWindow *self)
{
  lens_window_report_failure (self, item);
}

/* A queue of its own for each model and recipe: nothing of the one before can come in late. */
void
lens_window_restart (LensWindow *self)
{
  if (self->queue != NULL)
    lens_queue_stop (self->queue);
  g_clear_object (&self->queue);
  self->queue = lens_queue_new (self->classifier);
  lens_queue_set_reading (self->queue, self->recipe, self->decision);
  lens_queue_set_crops (self->queue, self->crop_tool);
  g_signal_connect_object (self->queue, "failed", G_CALLBACK (on_item_failed), self, 0);
  lens_window_start_browsing (self);

  lens_window_show_selected (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (lens_item_get_state (item) == LENS_STATE_FAILED) /* for which no model is to blame */
        continue;
      lens_item_reset (item);
      lens_queue_add (self->queue, item);
    }
}

/* The window's classifier is another one, or it has one at all now. */
void
lens_window_start_classifier (LensWindow *self)
{
  DermModel *model = lens_window_get_model (self);

  g_clear_object (&self->recipe);
  if (self->crop_tool == NULL)
    lens_window_install_crop (self);
  else
    lens_crop_tool_set_classifier (self->crop_tool, self->classifier);
  lens_result_set_classifier (self->result, self->classifier);
  lens_model_bar_set_model (self->model_bar, model);
  lens_model_page_set_model (self->model_page, model);
  if (self->samples == NULL)
    {
      self->samples = lens_queue_new (self->classifier);
      lens_empty_load_samples (self->empty, self->samples);
    }
  lens_window_restart (self);
}

static void
set_classifier (LensWindow *self, DermClassifier *classifier)
{
  if (g_set_object (&self->classifier, classifier))
    lens_window_start_classifier (self);
}

/* ---- opening a model ---- */

static void
stop_loading (LensWindow *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensModelLoad) load = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LensWindow) self = g_weak_ref_get (&load->owner);
  g_autoptr (DermClassifier) classifier = lens_model_loader_load_finish (result, &error);

  if (self == NULL || self->loading != load->cancellable)
    return; /* closed, or another model was chosen meanwhile */

  g_clear_object (&self->loading);
  if (classifier != NULL)
    {
      set_classifier (self, classifier);
    }
  else
    {
      g_autofree char *name = lens_model_load_dup_name (load);
      DermModel *model = lens_window_get_model (self);
      /* TRANSLATORS: why a model could not be opened, then the name of the one that is in use */
      g_autofree char *text = model != NULL ? g_strdup_printf (_ ("%1$s. The answers are still those of %2$s."),
                                                               error->message, derm_model_get_name (model))
                                            : g_strdup (error->message);

      lens_window_show_error (self, name, text);
    }
}

void
lens_window_open_model (LensWindow *self, GFile *file)
{
  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  stop_loading (self);
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  self->loading = g_cancellable_new ();
  lens_model_loader_load_async (file, self->loading, on_loaded, lens_model_load_new (self, file, self->loading));
}

/* Of what is opened together, the files of models; of several the last. Returns the rest (transfer full). */
GPtrArray *
lens_window_open_models (LensWindow *self, GPtrArray *items)
{
  GPtrArray *images = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      GFile *file = lens_item_get_file (items->pdata[i]);

      if (file != NULL && lens_model_loader_is_model (file))
        lens_window_open_model (self, file);
      else
        g_ptr_array_add (images, g_object_ref (items->pdata[i]));
    }

  return images;
}

static void
on_model_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autoptr (GFile) file = lens_window_end_chooser_for_one (self, response);

  if (file != NULL)
    self->model_chosen (self, file);
}

void
lens_window_choose_model (LensWindow *self, const char *title, LensModelChosen chosen)
{
  static const char *const endings[] = { "safetensors", "pth", "pt" };
  g_autoptr (GtkFileFilter) models = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;

  self->model_chosen = chosen;
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
                                               _ ("_Cancel"));
  gtk_file_filter_set_name (models, _ ("Models"));
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    gtk_file_filter_add_suffix (models, endings[i]);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), models);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_model_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_open_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_choose_model (user_data, _ ("Open a Model"), lens_window_open_model);
}

static void
on_bundled_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  stop_loading (self);
  set_classifier (self, self->bundled);
}

void
lens_window_install_model_actions (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-model", .activate = on_open_model },
    { .name = "bundled-model", .activate = on_bundled_model },
    { .name = "model-card", .activate = on_model_card },
    { .name = "compare-recipes", .activate = on_compare_recipes },
    { .name = "back", .activate = on_back },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
set_enabled (LensWindow *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), is_enabled);
}

/* Called by lens_window_update_actions(). */
void
lens_window_update_model_actions (LensWindow *self)
{
  gboolean has_model = self->classifier != NULL;
  gboolean has_image = lens_picture_get_image (lens_canvas_get_picture (self->canvas)) != NULL;

  set_enabled (self, "bundled-model", self->bundled != NULL && self->classifier != self->bundled);
  set_enabled (self, "model-card", has_model);
  set_enabled (self, "compare-recipes", has_model && has_image);
  set_enabled (self, "back", self->detour != NULL);
}
