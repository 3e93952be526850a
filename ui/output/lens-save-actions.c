/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-save-actions.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-export.h"
#include "lens-save.h"
#include "lens-save-edited.h"
#include "lens-save-calibration.h"
#include "lens-save-report.h"
#include "lens-save-shown.h"

struct _LensSaveActions {
  LensActions parent_instance;

  LensSession *session;    /* owned */
  LensChooser *chooser;    /* owned */
  GCancellable *exporting; /* owned; of results into a file, or NULL */
  GPtrArray *exported;     /* owned; of LensItem: what it waits for; or NULL */
  const char *broken;      /* why it cannot go on, or NULL */
};

G_DEFINE_FINAL_TYPE (LensSaveActions, lens_save_actions, LENS_TYPE_ACTIONS)

typedef struct {
  LensSaveActions *actions; /* owned */
  char *name;               /* of the file, as people read it */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->actions);
  g_free (export->name);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static LensShown *
get_shown (LensSaveActions *self)
{
  return lens_session_get_shown (self->session);
}

static LensMessages *
get_messages (LensSaveActions *self)
{
  return lens_session_get_messages (self->session);
}

/* ---- results ---- */

static const char exporting[] = "export";

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  LensSaveActions *self = export->actions;
  g_autoptr (GError) error = NULL;
  gssize n = lens_export_finish (result, &error);
  g_autofree char *text = NULL;
  const char *broken = self->broken;

  self->broken = NULL;
  g_clear_object (&self->exporting);
  g_clear_pointer (&self->exported, g_ptr_array_unref);
  if (lens_session_is_closed (self->session))
    return;

  lens_entered_set (lens_session_get_entered (self->session), exporting, FALSE);
  lens_actions_update (LENS_ACTIONS (self));
  lens_messages_clear_kind (get_messages (self), LENS_NOTICE_RUNNING);
  if (n >= 0)
    {
      /* TRANSLATORS: number of results, and name of a file */
      text = g_strdup_printf (ngettext ("%d result is saved in %s", "%d results are saved in %s", (gulong) n), (int) n,
                              export->name);
      lens_messages_show_notice (get_messages (self), text, LENS_NOTICE_DONE);
      return;
    }
  if (broken != NULL)
    lens_messages_show_error (get_messages (self), export->name, broken);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lens_save_show_failure (self->session, export->name, error);
}

/* (transfer full) In the order in which they are shown. */
static GPtrArray *
list_filtered (LensSaveActions *self)
{
  GListModel *model = lens_view_get_model (lens_session_get_view (self->session));
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));

  return items;
}

static GPtrArray *
list_items (LensSaveActions *self, LensExported which)
{
  switch (which)
    {
    case LENS_EXPORTED_SELECTED:
      return lens_selection_list (lens_session_get_selection (self->session));
    case LENS_EXPORTED_FILTERED:
      return list_filtered (self);
    default:
      return lens_collection_list_all (lens_session_get_collection (self->session));
    }
}

/* (transfer full) Which images the file has, for whoever reads it; NULL if that is not said by a filter. */
static char *
dup_filter (LensSaveActions *self, LensExported which)
{
  LensView *view = lens_session_get_view (self->session);

  return which == LENS_EXPORTED_FILTERED
             ? lens_filter_format (lens_view_get_filter (view), lens_actions_is_on (LENS_ACTIONS (self), "hide-names"))
             : NULL;
}

/* What was paused or stopped goes on: nobody else would bring the results. */
static void
wait_for_results (LensSaveActions *self, const char *text)
{
  LensWork *work = lens_session_get_work (self->session);

  lens_work_set_paused (work, FALSE);
  lens_work_update (work);
  lens_messages_show_notice (get_messages (self), text, LENS_NOTICE_RUNNING);
  lens_entered_set (lens_session_get_entered (self->session), exporting, TRUE);
}

void
lens_save_actions_export (LensSaveActions *self, LensExported which, const char *path)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *text = NULL, *filter = NULL;
  DermClassifier *classifier;
  Export *export;

  g_return_if_fail (LENS_IS_SAVE_ACTIONS (self));
  g_return_if_fail (path != NULL);

  classifier = lens_reading_get_classifier (lens_session_get_reading (self->session));
  if (self->exporting != NULL || classifier == NULL)
    return;

  items = list_items (self, which);
  filter = dup_filter (self, which);
  export = g_new (Export, 1);
  *export = (Export){ g_object_ref (self), g_filename_display_basename (path) };
  self->exporting = g_cancellable_new ();
  text = g_strdup_printf (_ ("Saving %s as the results come in…"), export->name);
  self->exported = g_ptr_array_ref (items);
  if (lens_export_is_waiting (items))
    wait_for_results (self, text);
  lens_actions_update (LENS_ACTIONS (self));
  lens_export_async (
      &(LensExportJob){ classifier, items, path, lens_actions_is_on (LENS_ACTIONS (self), "hide-names"), filter },
      self->exporting, on_exported, export);
}

static void
on_cancelled (LensSaveActions *self)
{
  if (self->exporting != NULL)
    g_cancellable_cancel (self->exporting);
}

static void
leave_export (gpointer data)
{
  LensSaveActions *self = data;

  on_cancelled (self);
  lens_messages_clear_kind (get_messages (self), LENS_NOTICE_RUNNING);
}

/* reason: borrowed for good; what the user reads beside the name of the file. */
static void
break_off (LensSaveActions *self, const char *reason)
{
  if (self->exporting == NULL || g_cancellable_is_cancelled (self->exporting))
    return;
  self->broken = reason;
  g_cancellable_cancel (self->exporting);
}

/* Results of two readings are not written into one file, nor others than were asked for. */
static void
on_reading_changed (LensSaveActions *self)
{
  if (self->exported != NULL && lens_export_is_waiting (self->exported))
    break_off (self, _ ("not saved: images are read in another way since then"));
}

/* It is not read any more. */
static void
on_dropped (LensCollection *collection, LensItem *item, LensSaveActions *self)
{
  if (self->exported != NULL && lens_item_get_state (item) == LENS_STATE_WAITING
      && g_ptr_array_find (self->exported, item, NULL))
    break_off (self, _ ("not saved: images were taken off the list that were not read yet"));
}

/* ---- dialogs ---- */

/* (transfer full) NULL, and the messages say why, for a file that has no path. */
static char *
dup_path (LensSaveActions *self, GListModel *files)
{
  g_autoptr (GFile) file = lens_chooser_get_first (files);
  char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      lens_messages_show_error (get_messages (self), name, _ ("it is not in a folder of this computer"));
    }

  return path;
}

static void
on_figure_chosen (gpointer owner, GListModel *files)
{
  g_autofree char *path = dup_path (owner, files);

  if (path != NULL)
    lens_save_shown_figure (LENS_SAVE_ACTIONS (owner)->session, path);
}

static void
on_input_chosen (gpointer owner, GListModel *files)
{
  g_autofree char *path = dup_path (owner, files);

  if (path != NULL)
    lens_save_shown_input (LENS_SAVE_ACTIONS (owner)->session, path);
}

static void
on_all_chosen (gpointer owner, GListModel *files)
{
  g_autofree char *path = dup_path (owner, files);

  if (path != NULL)
    lens_save_actions_export (owner, LENS_EXPORTED_ALL, path);
}

static void
on_selected_chosen (gpointer owner, GListModel *files)
{
  g_autofree char *path = dup_path (owner, files);

  if (path != NULL)
    lens_save_actions_export (owner, LENS_EXPORTED_SELECTED, path);
}

static void
on_filtered_chosen (gpointer owner, GListModel *files)
{
  g_autofree char *path = dup_path (owner, files);

  if (path != NULL)
    lens_save_actions_export (owner, LENS_EXPORTED_FILTERED, path);
}

/* (transfer full) The name of the image without its ending, or its place in the list while names are hidden: the dialog
 * is seen too. */
static char *
dup_stem (LensSaveActions *self)
{
  char *stem = lens_session_dup_name (self->session, lens_shown_get_item (get_shown (self)));
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem)
    *dot = '\0';

  return stem;
}

static void
ask (LensSaveActions *self, LensQuestion *question, LensChosen chosen)
{
  question->action = GTK_FILE_CHOOSER_ACTION_SAVE;
  lens_chooser_ask (self->chooser, question, chosen, self);
}

/* The names that are proposed say whose they are: among images they are not taken for one. */

enum { N_PICTURES = 3, N_OF_MAP = 5 }; /* kinds that a figure has; a map and a layer have their numbers, too */

static void
on_edited_chosen (gpointer owner, GListModel *files)
{
  g_autofree char *path = dup_path (owner, files);

  if (path != NULL)
    lens_save_edited (LENS_SAVE_ACTIONS (owner)->session, path);
}

static void
ask_for_edited (LensSaveActions *self)
{
  const LensFileKind kinds[] = { { .name = _ ("Pictures (PNG)"), .suffix = "png" } };
  g_autofree char *stem = dup_stem (self);
  /* TRANSLATORS: proposed name of a file for the network's input that was painted on; %s is the name of the image */
  g_autofree char *name = g_strdup_printf (_ ("%s-dermlens-edited.png"), stem);

  ask (self,
       &(LensQuestion){
           .title = _ ("Save Edited Input"), .name = name, .kinds = kinds, .n_kinds = G_N_ELEMENTS (kinds) },
       on_edited_chosen);
}

/* The figure is that of all images, then. */
static gboolean
is_evaluating (LensSaveActions *self)
{
  return lens_session_get_aspect (self->session) == LENS_ASPECT_EVALUATE
         && lens_evaluating_get_evaluation (lens_session_get_evaluating (self->session)) != NULL;
}

static void
on_save_figure (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensSaveActions *self = user_data;
  const LensFileKind kinds[] = { { .name = _ ("Pictures (PNG)"), .suffix = "png" },
                                 { .name = _ ("Drawings (SVG)"), .suffix = "svg" },
                                 { .name = _ ("Documents (PDF)"), .suffix = "pdf" },
                                 { .name = _ ("Arrays for NumPy (NPY)"), .suffix = "npy" },
                                 { .name = _ ("Numbers and settings (JSON)"), .suffix = "json" },
                                 { .name = _ ("Tables (CSV)"), .suffix = "csv" } };
  gboolean is_map = lens_save_shown_get_explanation (self->session) != NULL;
  gboolean is_layer = lens_session_get_activations (self->session, NULL) != NULL;
  g_autofree char *stem = dup_stem (self);
  const char *what = is_map ? "-map" : is_layer ? "-layer" : "";
  g_autofree char *name = g_strconcat (stem, "-dermlens", what, ".png", NULL);

  if (is_evaluating (self))
    {
      g_action_group_activate_action (lens_actions_get_group (LENS_ACTIONS (self)), "save-report",
                                      g_variant_new_string ("pdf"));
      return;
    }
  if (lens_save_edited_is_wanted (self->session))
    {
      ask_for_edited (self);
      return;
    }
  ask (self,
       &(LensQuestion){ .title = is_map || is_layer ? _ ("Save Figure or Numbers") : _ ("Save Figure"),
                        .name = name,
                        .kinds = kinds,
                        .n_kinds = is_layer ? G_N_ELEMENTS (kinds)
                                   : is_map ? N_OF_MAP
                                            : N_PICTURES },
       on_figure_chosen);
}

static void
on_report_chosen (gpointer owner, GListModel *files)
{
  g_autofree char *path = dup_path (owner, files);

  if (path != NULL)
    lens_save_report (LENS_SAVE_ACTIONS (owner)->session, path, lens_actions_is_on (owner, "hide-names"));
}

/* (transfer full) */
static char *
dup_list_name (LensSaveActions *self)
{
  return lens_actions_is_on (LENS_ACTIONS (self), "hide-names") ? g_strdup (_ ("Images"))
                                                                : lens_session_dup_list_name (self->session);
}

/* As a page or in numbers; the kind that was asked for stands first. */
static void
on_save_report (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensSaveActions *self = user_data;
  LensFileKind kinds[] = { { .name = _ ("Documents (PDF)"), .suffix = "pdf" },
                           { .name = _ ("Drawings (SVG)"), .suffix = "svg" },
                           { .name = _ ("Plain text (TXT)"), .suffix = "txt" },
                           { .name = _ ("Tables (CSV)"), .suffix = "csv" },
                           { .name = _ ("Numbers and settings (JSON)"), .suffix = "json" } };
  const char *suffix = g_variant_get_string (parameter, NULL);
  g_autofree char *list = dup_list_name (self);
  g_autofree char *name = g_strdup_printf ("%s-dermlens-evaluation.%s", list, suffix);

  for (gsize i = 1; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].suffix, suffix))
      {
        LensFileKind asked = kinds[i];

        memmove (kinds + 1, kinds, i * sizeof *kinds);
        kinds[0] = asked;
      }
  ask (self,
       &(LensQuestion){ .title = _ ("Save Report"), .name = name, .kinds = kinds, .n_kinds = G_N_ELEMENTS (kinds) },
       on_report_chosen);
}

static void
fit_calibration (LensSaveActions *self, DermScalingMethod method, GListModel *files)
{
  g_autofree char *path = dup_path (self, files);

  if (path != NULL)
    lens_save_calibration (self->session, method, path, lens_actions_is_on (LENS_ACTIONS (self), "hide-names"));
}

static void
on_temperature_chosen (gpointer owner, GListModel *files)
{
  fit_calibration (owner, DERM_SCALING_TEMPERATURE, files);
}

static void
on_vector_chosen (gpointer owner, GListModel *files)
{
  fit_calibration (owner, DERM_SCALING_VECTOR, files);
}

static void
on_fit_calibration (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensSaveActions *self = user_data;
  const LensFileKind kind = { .name = _ ("Numbers and settings (JSON)"), .suffix = "json" };
  gboolean is_vector = g_str_equal (g_variant_get_string (parameter, NULL), "vector");
  g_autofree char *list = dup_list_name (self), *name = g_strdup_printf ("%s-calibration.json", list);

  ask (self, &(LensQuestion){ .title = _ ("Save Calibration"), .name = name, .kinds = &kind, .n_kinds = 1 },
       is_vector ? on_vector_chosen : on_temperature_chosen);
}

static void
on_save_input (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensSaveActions *self = user_data;
  const LensFileKind kinds[] = { { .name = _ ("Pictures (PNG)"), .suffix = "png" },
                                 { .name = _ ("Arrays for NumPy (NPY)"), .suffix = "npy" },
                                 { .name = _ ("Tables (CSV)"), .suffix = "csv" } };
  g_autofree char *stem = dup_stem (self);
  /* TRANSLATORS: proposed name of a file for the network's input; %s is the name of the image */
  g_autofree char *name = g_strdup_printf (_ ("%s-dermlens-input.png"), stem);

  ask (self,
       &(LensQuestion){
           .title = _ ("Save Network Input"), .name = name, .kinds = kinds, .n_kinds = G_N_ELEMENTS (kinds) },
       on_input_chosen);
}

static void
ask_for_export (LensSaveActions *self, const char *title, LensChosen chosen)
{
  const LensFileKind kinds[]
      = { { .name = _ ("Tables (CSV)"), .suffix = "csv" }, { .name = _ ("Lines of JSON (JSONL)"), .suffix = "jsonl" } };

  ask (self,
       &(LensQuestion){
           .title = title, .name = _ ("dermlens-results.csv"), .kinds = kinds, .n_kinds = G_N_ELEMENTS (kinds) },
       chosen);
}

static void
on_export_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_for_export (user_data, _ ("Export All Results"), on_all_chosen);
}

static void
on_export_selected (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_for_export (user_data, _ ("Export Selected Results"), on_selected_chosen);
}

static void
on_export_filtered (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_for_export (user_data, _ ("Export Filtered Results"), on_filtered_chosen);
}

/* ---- the object ---- */

static void
lens_save_actions_update (LensActions *actions)
{
  LensSaveActions *self = LENS_SAVE_ACTIONS (actions);
  LensShown *shown = get_shown (self);
  gboolean is_covered = lens_lessons_is_covering (lens_session_get_lessons (self->session));
  gboolean has_list = lens_shown_get_item (shown) != NULL && self->exporting == NULL && !is_covered;
  gboolean has_evaluation
      = lens_evaluating_get_evaluation (lens_session_get_evaluating (self->session)) != NULL && !is_covered;

  lens_actions_set_enabled (actions, "save-figure",
                            lens_shown_get_image (shown) != NULL && lens_shown_get_prediction (shown) != NULL
                                && !is_covered);
  lens_actions_set_enabled (actions, "save-report", has_evaluation);
  lens_actions_set_enabled (actions, "fit-calibration", has_evaluation);
  lens_actions_set_enabled (actions, "save-input", lens_shown_get_input (shown) != NULL);
  lens_actions_set_enabled (actions, "export-all", has_list);
  lens_actions_set_enabled (actions, "export-selected", has_list);
  lens_actions_set_enabled (actions, "export-filtered",
                            has_list && !lens_view_is_unfiltered (lens_session_get_view (self->session)));
}

static void
lens_save_actions_dispose (GObject *object)
{
  LensSaveActions *self = LENS_SAVE_ACTIONS (object);

  on_cancelled (self);
  g_clear_object (&self->exporting);
  g_clear_pointer (&self->exported, g_ptr_array_unref);

  G_OBJECT_CLASS (lens_save_actions_parent_class)->dispose (object);
}

static void
lens_save_actions_finalize (GObject *object)
{
  LensSaveActions *self = LENS_SAVE_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (lens_save_actions_parent_class)->finalize (object);
}

static void
lens_save_actions_class_init (LensSaveActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_save_actions_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_save_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_save_actions_update;
}

static void
lens_save_actions_init (LensSaveActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "save-figure", .activate = on_save_figure },
    { .name = "save-report", .activate = on_save_report, .parameter_type = "s" },
    { .name = "fit-calibration", .activate = on_fit_calibration, .parameter_type = "s" },
    { .name = "save-input", .activate = on_save_input },
    { .name = "export-all", .activate = on_export_all },
    { .name = "export-selected", .activate = on_export_selected },
    { .name = "export-filtered", .activate = on_export_filtered },
    { .name = "hide-names", .state = "false" },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensSaveActions *
lens_save_actions_new (LensSession *session, LensChooser *chooser)
{
  LensSaveActions *self = g_object_new (LENS_TYPE_SAVE_ACTIONS, NULL);

  self->session = g_object_ref (session);
  self->chooser = g_object_ref (chooser);
  g_signal_connect_object (get_messages (self), "cancelled", G_CALLBACK (on_cancelled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_work (session), "stopped", G_CALLBACK (leave_export), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_reading (session), "changed", G_CALLBACK (on_reading_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_collection (session), "dropped", G_CALLBACK (on_dropped), self, 0);
  lens_entered_add (lens_session_get_entered (session), exporting, leave_export, self);
  g_signal_connect_object (lens_session_get_cancellable (session), "cancelled", G_CALLBACK (on_cancelled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "notify::filter", G_CALLBACK (lens_actions_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_evaluating (session), "changed", G_CALLBACK (lens_actions_update), self,
                           G_CONNECT_SWAPPED);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
