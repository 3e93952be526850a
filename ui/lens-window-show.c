/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"
#include "lens-decision.h"

/* Work that lasts no longer shows nothing of itself. */
#define BUSY_DELAY 100

typedef struct {
  GWeakRef window; /* LensWindow */
  LensItem *item;
  GCancellable *cancellable;
} Request;

static void
request_free (Request *request)
{
  g_weak_ref_clear (&request->window);
  g_object_unref (request->item);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* "avx512" as people write it. */
static const char *
format_isa (const char *isa)
{
  static const char *const names[][2]
      = { { "avx2", "AVX2" }, { "avx512", "AVX-512" }, { "neon", "NEON" }, { "plain", N_ ("plain C") } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (isa, names[i][0]) == 0)
      return _ (names[i][1]);

  return isa;
}

static void
show_provenance (LensWindow *self, DermPrediction *prediction)
{
  g_autofree char *text = NULL;

  if (prediction != NULL)
    {
      DermModel *model = derm_prediction_get_model (prediction);
      DermRecipe *recipe = derm_input_get_recipe (derm_prediction_get_input (prediction));

      g_autofree char *name = lens_model_page_format_name (model);

      /* TRANSLATORS: name and version of the model, name of the recipe, kind of processor, milliseconds */
      text = g_strdup_printf (_ ("%s · recipe %s · %s · %.2f ms"), name, derm_recipe_get_name (recipe),
                              format_isa (derm_prediction_get_isa (prediction)), derm_prediction_get_ms (prediction));
    }
  else if (self->classifier != NULL)
    {
      g_autofree char *name = lens_model_page_format_name (derm_classifier_get_model (self->classifier));

      /* TRANSLATORS: name and version of the model, name of the recipe */
      text = g_strdup_printf (_ ("%s · recipe %s"), name, derm_recipe_get_name (lens_window_get_recipe (self)));
    }
  gtk_label_set_text (self->provenance_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->provenance_label), text != NULL && !self->is_presenting);
}

static char *
format_subtitle (LensWindow *self)
{
  DermImage *image = lens_picture_get_image (lens_canvas_get_picture (self->canvas));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items)) + self->pending->len, place = 0;
  GString *text = g_string_new (NULL);

  if (image != NULL)
    {
      g_autofree char *size = lens_bidi_size (derm_image_get_width (image), derm_image_get_height (image));

      g_string_append (text, size);
    }
  if (n > 1 && lens_selection_get_current_item (self->selection) == self->shown)
    {
      place = lens_selection_get_current (self->selection);
      if (!lens_view_is_unfiltered (lens_browser_get_view (self->browser)))
        n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
      if (text->len > 0)
        g_string_append (text, " · ");
      /* TRANSLATORS: place of the image in the list, like "3 of 42" */
      g_string_append_printf (text, _ ("%u of %u"), place + 1, n);
    }
  if (lens_item_is_sample (self->shown))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ ("drawn by a program"));

  return g_string_free (text, FALSE);
}

/* Title and place in the list, of what is on screen. */
void
lens_window_show_place (LensWindow *self)
{
  g_autofree char *title
      = self->shown != NULL ? lens_window_dup_display_name (self, self->shown) : g_strdup ("Dermlens");
  g_autofree char *subtitle = self->shown != NULL ? format_subtitle (self) : g_strdup ("");

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->subtitle_label, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), *subtitle != '\0');
}

/* What is known of the image on screen; it may come to be known later. */
void
lens_window_show_truth (LensWindow *self)
{
  lens_result_set_truth (self->result, self->shown != NULL ? lens_item_get_truth (self->shown) : NULL);
}

/* Everything on screen belongs to one item, always: name, image and scores change in one go. */
static void
show_item (LensWindow *self, LensItem *item, DermImage *image, DermPrediction *prediction, const char *page)
{
  DermRecipe *recipe = prediction != NULL ? derm_input_get_recipe (derm_prediction_get_input (prediction)) : NULL;

  g_set_object (&self->shown, item);
  lens_canvas_set_image (self->canvas, image, recipe != NULL ? derm_recipe_get_crop (recipe) : NULL);
  lens_result_set (self->result, image, prediction);
  lens_window_show_truth (self);
  lens_result_set_failed (self->result, g_str_equal (page, "failed"));
  if (self->crop_tool != NULL)
    lens_crop_tool_set_subject (self->crop_tool, G_OBJECT (item), image, recipe);
  self->page = page;
  lens_window_show_page (self);
  lens_window_update_gate (self);
  show_provenance (self, prediction);
  lens_window_show_note (self);
  lens_window_show_place (self);
  lens_window_update_actions (self);
}

void
lens_window_show_prediction (LensWindow *self, DermPrediction *prediction)
{
  lens_item_succeed (self->shown, NULL, prediction);
  lens_result_set (self->result, lens_picture_get_image (lens_canvas_get_picture (self->canvas)), prediction);
  lens_window_update_gate (self);
  show_provenance (self, prediction);
}

static void
set_busy (LensWindow *self, gboolean is_busy)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  self->is_busy = is_busy;
  lens_canvas_set_busy (self->canvas, is_busy);
}

static gboolean
on_slow (gpointer user_data)
{
  LensWindow *self = user_data;

  self->busy_id = 0;
  show_item (self, lens_selection_get_current_item (self->selection), NULL, NULL, "image");
  set_busy (self, TRUE);

  return G_SOURCE_REMOVE;
}

void
lens_window_stop_opening (LensWindow *self)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

/* TRANSLATORS: name of a file, and why it could not be opened */
#define REASON_FORMAT _ ("%s: %s")

void
lens_window_show_error (LensWindow *self, const char *name, const char *reason)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LENS_IS_WINDOW (self));

  text = name != NULL ? g_strdup_printf (REASON_FORMAT, name, reason) : g_strdup (reason);
  gtk_widget_set_visible (self->failures_button, FALSE);
  gtk_label_set_text (self->error_label, text);
  gtk_info_bar_set_revealed (self->error_bar, TRUE);
}

/* Another image instead of the one that the window itself chose and that cannot be shown: the next of the list, or the
 * one before it all. Returns whether there was one. */
static gboolean
select_other (LensWindow *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n = g_list_model_get_n_items (model), place;

  for (guint i = lens_selection_get_current (self->selection) + 1; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (model, i);

      if (lens_item_get_state (item) != LENS_STATE_FAILED)
        {
          lens_window_select (self, i);
          return TRUE;
        }
    }
  place = self->last_good != NULL ? lens_view_find (lens_browser_get_view (self->browser), self->last_good)
                                  : GTK_INVALID_LIST_POSITION;
  if (place != GTK_INVALID_LIST_POSITION && place != lens_selection_get_current (self->selection)
      && lens_item_get_state (self->last_good) != LENS_STATE_FAILED)
    {
      lens_window_select (self, place);
      return TRUE;
    }

  return FALSE;
}

static void
show_failure (LensWindow *self, LensItem *item)
{
  g_autofree char *name = lens_window_dup_display_name (self, item);
  g_autofree char *text = NULL;

  if (self->is_auto && select_other (self))
    return;

  text = g_strdup_printf (REASON_FORMAT, name, lens_item_get_error (item));
  gtk_label_set_text (self->failed_label, text);
  show_item (self, item, NULL, NULL, "failed");
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  g_autoptr (LensWindow) self = g_weak_ref_get (&request->window);

  prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, &image, &error);
  if (self == NULL || self->opening != request->cancellable)
    return; /* closed, or another image was chosen meanwhile */

  g_clear_object (&self->opening);
  set_busy (self, FALSE);
  if (prediction != NULL)
    {
      g_autoptr (DermPrediction) decided = lens_decide (prediction, self->decision);

      g_set_object (&self->last_good, request->item);
      lens_item_succeed (request->item, NULL, decided);
      show_item (self, request->item, image, decided, "image");
    }
  else
    {
      if (lens_item_fail (request->item, error))
        lens_window_report_failure (self, request->item);
      show_failure (self, request->item);
    }
}

void
lens_window_show_selected (LensWindow *self)
{
  LensItem *item = lens_selection_get_current_item (self->selection);
  g_autoptr (DermRecipe) recipe = NULL;
  Request *request;

  lens_window_stop_opening (self);
  if (self->crop_tool != NULL)
    lens_crop_tool_finish (self->crop_tool);
  if (item == NULL)
    {
      set_busy (self, FALSE);
      show_item (self, NULL, NULL, NULL, self->classifier != NULL ? "empty" : "no-model");
      return;
    }

  if (!self->is_busy)
    self->busy_id = g_timeout_add (BUSY_DELAY, on_slow, self);
  else
    on_slow (self);
  self->opening = g_cancellable_new ();
  request = g_new0 (Request, 1);
  g_weak_ref_init (&request->window, self);
  request->item = g_object_ref (item);
  request->cancellable = g_object_ref (self->opening);
  recipe = lens_crop_tool_dup_recipe (self->crop_tool, G_OBJECT (item), lens_window_get_recipe (self));
  derm_classifier_open_async (self->classifier, lens_item_get_file (item), lens_item_get_image (item), recipe,
                              G_PRIORITY_DEFAULT, self->opening, on_opened, request);
  lens_queue_prefer (self->queue, item);
  lens_window_update_actions (self);
}
