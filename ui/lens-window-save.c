/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-export.h"

/* What goes into files: figure, input, results. */

typedef struct {
  GWeakRef window; /* LensWindow */
  char *name;      /* of the file, as people read it */
} Saving;

typedef struct {
  DermInput *input; /* alone; or NULL: the figure of the rest */
  DermImage *image;
  DermPrediction *prediction;
  char *truth; /* or NULL */
  char *path;
} Content;

static Saving *
saving_new (LensWindow *self, const char *path)
{
  Saving *saving = g_new0 (Saving, 1);

  g_weak_ref_init (&saving->window, self);
  saving->name = g_filename_display_basename (path);
  return saving;
}

static void
saving_free (Saving *saving)
{
  g_weak_ref_clear (&saving->window);
  g_free (saving->name);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
content_free (Content *content)
{
  g_clear_object (&content->input);
  g_clear_object (&content->image);
  g_clear_object (&content->prediction);
  g_free (content->truth);
  g_free (content->path);
  g_free (content);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Content *content = task_data;
  GError *error = NULL;

  if (content->input != NULL
          ? derm_input_save (content->input, content->path, &error)
          : derm_figure_save (content->image, content->prediction, content->truth, content->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (LensWindow) self = g_weak_ref_get (&saving->window);
  g_autoptr (GError) error = NULL;
  const Content *content = g_task_get_task_data (G_TASK (result));
  gboolean is_saved = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (self == NULL || self->transfer == NULL)
    return; /* closed meanwhile */

  if (content->input != NULL)
    /* TRANSLATORS: the network's input; name of a file */
    text = g_strdup_printf (_ ("The input is saved in %s"), saving->name);
  else
    /* TRANSLATORS: name of a file */
    text = g_strdup_printf (_ ("The figure is saved in %s"), saving->name);
  if (is_saved)
    lens_window_show_notice (self, text, FALSE);
  else
    lens_window_show_error (self, saving->name, error->message);
}

/* Takes over the content. */
static void
save (LensWindow *self, Content *content)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_saved, saving_new (self, content->path));

  g_task_set_task_data (task, content, (GDestroyNotify) content_free);
  g_task_run_in_thread (task, save_in_thread);
}

void
lens_window_save_figure (LensWindow *self, const char *path)
{
  Content *content;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (lens_window_shown_prediction (self) == NULL)
    return; /* another image was chosen while the dialog was open, and is not done */

  content = g_new0 (Content, 1);
  content->image = g_object_ref (lens_window_shown_image (self));
  content->prediction = g_object_ref (lens_window_shown_prediction (self));
  content->truth = g_strdup (lens_window_shown_truth (self));
  content->path = g_strdup (path);
  save (self, content);
}

static DermInput *
shown_input (LensWindow *self)
{
  return lens_input_view_get_input (lens_result_get_input_view (self->result));
}

void
lens_window_save_input (LensWindow *self, const char *path)
{
  Content *content;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (shown_input (self) == NULL)
    return; /* as above */

  content = g_new0 (Content, 1);
  content->input = g_object_ref (shown_input (self));
  content->path = g_strdup (path);
  save (self, content);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (LensWindow) self = g_weak_ref_get (&saving->window);
  g_autoptr (GError) error = NULL;
  gssize n = lens_export_finish (result, &error);
  g_autofree char *text = NULL;

  if (self == NULL || self->transfer == NULL)
    return; /* closed meanwhile */

  g_clear_object (&self->exporting);
  lens_window_update_actions (self);
  if (n >= 0)
    {
      /* TRANSLATORS: number of results, and name of a file */
      text = g_strdup_printf (ngettext ("%d result is saved in %s", "%d results are saved in %s", (gulong) n), (int) n,
                              saving->name);
      lens_window_show_notice (self, text, FALSE);
      return;
    }
  gtk_info_bar_set_revealed (self->notice_bar, FALSE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lens_window_show_error (self, saving->name, error->message);
}

static GPtrArray *
list_items (LensWindow *self, gboolean is_all)
{
  GPtrArray *items = is_all ? g_ptr_array_new_with_free_func (g_object_unref) : lens_selection_list (self->selection);

  for (guint i = 0; is_all && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->items), i));
  for (guint i = 0; is_all && i < self->pending->len; i++) /* they have no row yet */
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (self->pending, i)));

  return items;
}

void
lens_window_export (LensWindow *self, gboolean is_all, const char *path)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GVariant) is_hiding_names = NULL;
  g_autofree char *text = NULL;
  Saving *saving;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (self->exporting != NULL || self->classifier == NULL)
    return;

  items = list_items (self, is_all);
  is_hiding_names = g_action_group_get_action_state (G_ACTION_GROUP (self), "hide-names");
  saving = saving_new (self, path);
  self->exporting = g_cancellable_new ();
  text = g_strdup_printf (_ ("Saving %s as the results come in…"), saving->name);
  if (!lens_window_is_idle (self))
    lens_window_show_notice (self, text, TRUE);
  lens_window_update_actions (self);
  lens_export_async (self->classifier, items, path, g_variant_get_boolean (is_hiding_names), self->exporting,
                     on_exported, saving);
}

/* ---- dialogs ---- */

static void
on_figure_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autofree char *path = lens_window_end_chooser_for_path (self, response);

  if (path != NULL)
    lens_window_save_figure (self, path);
}

static void
on_input_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autofree char *path = lens_window_end_chooser_for_path (self, response);

  if (path != NULL)
    lens_window_save_input (self, path);
}

static void
on_all_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autofree char *path = lens_window_end_chooser_for_path (self, response);

  if (path != NULL)
    lens_window_export (self, TRUE, path);
}

static void
on_selected_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autofree char *path = lens_window_end_chooser_for_path (self, response);

  if (path != NULL)
    lens_window_export (self, FALSE, path);
}

/* (transfer full) The name of the image without its ending. */
static char *
dup_stem (LensWindow *self)
{
  char *stem = g_strdup (lens_item_get_name (self->shown));
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem)
    *dot = '\0';
  return stem;
}

static void
on_save_figure (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autofree char *stem = dup_stem (self), *name = NULL;

  /* TRANSLATORS: proposed name of a file; %s is the name of the image */
  name = g_strdup_printf (_ ("%s result.png"), stem);
  if (!lens_window_ask_for_file (self, _ ("Save Figure"), name, G_CALLBACK (on_figure_chosen)))
    return;

  lens_window_add_filter (self, _ ("Pictures (PNG)"), "png");
  lens_window_add_filter (self, _ ("Drawings (SVG)"), "svg");
  lens_window_add_filter (self, _ ("Documents (PDF)"), "pdf");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_save_input (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autofree char *stem = dup_stem (self), *name = NULL;

  /* TRANSLATORS: proposed name of a file for the network's input; %s is the name of the image */
  name = g_strdup_printf (_ ("%s input.png"), stem);
  if (!lens_window_ask_for_file (self, _ ("Save Network Input"), name, G_CALLBACK (on_input_chosen)))
    return;

  lens_window_add_filter (self, _ ("Pictures (PNG)"), "png");
  lens_window_add_filter (self, _ ("Arrays for NumPy (NPY)"), "npy");
  lens_window_add_filter (self, _ ("Tables (CSV)"), "csv");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
ask_for_export (LensWindow *self, const char *title, GCallback on_answer)
{
  if (!lens_window_ask_for_file (self, title, _ ("results.csv"), on_answer))
    return;

  lens_window_add_filter (self, _ ("Tables (CSV)"), "csv");
  lens_window_add_filter (self, _ ("Lines of JSON (JSONL)"), "jsonl");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_export_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_for_export (user_data, _ ("Export All Results"), G_CALLBACK (on_all_chosen));
}

static void
on_export_selected (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_for_export (user_data, _ ("Export Selected Results"), G_CALLBACK (on_selected_chosen));
}

void
lens_window_install_save (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "save-figure", .activate = on_save_figure },
    { .name = "save-input", .activate = on_save_input },
    { .name = "export-all", .activate = on_export_all },
    { .name = "export-selected", .activate = on_export_selected },
    { .name = "hide-names", .state = "false" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
lens_window_update_save_actions (LensWindow *self)
{
  gboolean has_list = self->shown != NULL && self->classifier != NULL && self->exporting == NULL;

  lens_window_set_enabled (self, "save-figure",
                           lens_window_shown_image (self) != NULL && lens_window_shown_prediction (self) != NULL);
  lens_window_set_enabled (self, "save-input", self->shown != NULL && shown_input (self) != NULL);
  lens_window_set_enabled (self, "export-all", has_list);
  lens_window_set_enabled (self, "export-selected", has_list);
}
