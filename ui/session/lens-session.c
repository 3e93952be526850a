/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (LensSession, lens_session, G_TYPE_OBJECT)

enum {
  PROP_IS_IDLE = 1,
  PROP_IS_PRESENTING,
  PROP_IS_RECURSIVE,
  PROP_IS_CRISP,
  PROP_PAGE,
  PROP_OFFERED_FOLDER,
  PROP_NOTES,
  PROP_ASPECT,
  PROP_CLASS,
  PROP_IS_LEARNING,
  N_PROPS
};
enum { PLACE_CHANGED, REVEAL, REMEMBER, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- the object ---- */

static void
lens_session_dispose (GObject *object)
{
  lens_session_close (LENS_SESSION (object));

  G_OBJECT_CLASS (lens_session_parent_class)->dispose (object);
}

static void
lens_session_finalize (GObject *object)
{
  LensSession *self = LENS_SESSION (object);

  g_clear_object (&self->explaining);
  g_clear_object (&self->shaking);
  g_clear_object (&self->pass);
  g_clear_object (&self->places);
  g_clear_object (&self->duplicates);
  g_clear_object (&self->elsewhere);
  g_clear_object (&self->figures);
  g_clear_object (&self->rival);
  g_clear_object (&self->auditing);
  g_clear_object (&self->evaluating);
  g_clear_object (&self->truths);
  g_clear_object (&self->tiles);
  g_clear_object (&self->work);
  g_clear_object (&self->shown);
  g_clear_object (&self->smallest);
  g_clear_object (&self->brush);
  g_clear_object (&self->edits);
  g_clear_object (&self->crops);
  g_clear_object (&self->notes);
  g_clear_object (&self->history);
  g_clear_object (&self->messages);
  g_clear_object (&self->offers);
  g_clear_object (&self->entered);
  g_clear_object (&self->readout);
  lens_session_forget_before_lesson (self);
  g_clear_object (&self->lessons);
  g_clear_object (&self->selection);
  g_clear_object (&self->view);
  g_clear_object (&self->failures);
  g_clear_object (&self->collection);
  g_clear_object (&self->reading);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->last_good);
  g_clear_object (&self->offered_folder);
  g_hash_table_unref (self->searched);
  g_free (self->page);
  g_free (self->page_below);

  G_OBJECT_CLASS (lens_session_parent_class)->finalize (object);
}

static void
lens_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensSession *self = LENS_SESSION (object);

  switch (id)
    {
    case PROP_IS_IDLE:
      g_value_set_boolean (value, lens_session_is_idle (self));
      break;
    case PROP_IS_PRESENTING:
      g_value_set_boolean (value, self->is_presenting);
      break;
    case PROP_IS_RECURSIVE:
      g_value_set_boolean (value, self->is_recursive);
      break;
    case PROP_IS_CRISP:
      g_value_set_boolean (value, self->is_crisp);
      break;
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    case PROP_OFFERED_FOLDER:
      g_value_set_object (value, self->offered_folder);
      break;
    case PROP_NOTES:
      g_value_set_object (value, self->notes);
      break;
    case PROP_ASPECT:
      g_value_set_uint (value, self->aspect);
      break;
    case PROP_CLASS:
      g_value_set_int (value, self->class_index);
      break;
    case PROP_IS_LEARNING:
      g_value_set_boolean (value, self->is_learning);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LensSession *self = LENS_SESSION (object);

  switch (id)
    {
    case PROP_IS_PRESENTING:
      lens_session_set_presenting (self, g_value_get_boolean (value));
      break;
    case PROP_IS_RECURSIVE:
      lens_session_set_recursive (self, g_value_get_boolean (value));
      break;
    case PROP_IS_CRISP:
      lens_session_set_crisp (self, g_value_get_boolean (value));
      break;
    case PROP_PAGE:
      lens_session_set_page (self, g_value_get_string (value));
      break;
    case PROP_ASPECT:
      lens_session_set_aspect (self, (LensAspect) g_value_get_uint (value));
      break;
    case PROP_CLASS:
      lens_session_set_class (self, g_value_get_int (value));
      break;
    case PROP_IS_LEARNING:
      lens_session_set_learning (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_IS_IDLE] = g_param_spec_boolean ("is-idle", "Idle", "Whether nothing is going on", TRUE, readable);
  properties[PROP_IS_PRESENTING]
      = g_param_spec_boolean ("is-presenting", "Presenting", "Whether names are hidden", FALSE, writable);
  properties[PROP_IS_RECURSIVE]
      = g_param_spec_boolean ("is-recursive", "Recursive", "Whether folders in folders are opened", FALSE, writable);
  properties[PROP_IS_CRISP]
      = g_param_spec_boolean ("is-crisp", "Crisp", "Whether pixels of originals are not smoothed", TRUE, writable);
  properties[PROP_PAGE] = g_param_spec_string ("page", "Page", "What stands in place of the image", NULL, writable);
  properties[PROP_OFFERED_FOLDER] = g_param_spec_object ("offered-folder", "Offered folder",
                                                         "Folder of which one image was opened", G_TYPE_FILE, readable);
  properties[PROP_NOTES] = g_param_spec_object ("notes", "Notes", "What is noted", LENS_TYPE_NOTES, readable);
  properties[PROP_ASPECT] = g_param_spec_uint ("aspect", "Aspect", "LensAspect: how the image is shown", 0,
                                               LENS_N_ASPECTS - 1, LENS_ASPECT_IMAGE, writable);
  properties[PROP_CLASS] = g_param_spec_int ("class", "Class", "The class that is asked about; -1: the answer", -1,
                                             G_MAXINT, -1, writable);
  properties[PROP_IS_LEARNING]
      = g_param_spec_boolean ("is-learning", "Learning", "Whether a lesson is open", FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lens_session_class_init (LensSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = lens_session_dispose;
  object_class->finalize = lens_session_finalize;
  object_class->get_property = lens_session_get_property;
  object_class->set_property = lens_session_set_property;
  install_properties (object_class);

  signals[PLACE_CHANGED] = g_signal_new ("place-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REVEAL] = g_signal_new ("reveal", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[REMEMBER]
      = g_signal_new ("remember", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
}

/* What a new image is given before it is part of the collection. */
static void
on_adopted (LensCollection *collection, LensItem *item, LensSession *self)
{
  lens_session_apply_note (self, item);
  if (lens_item_get_file (item) != NULL)
    lens_notes_want_hash (self->notes, lens_item_get_file (item));
  lens_truths_apply (self->truths, item);
}

static void
on_wanted (LensCollection *collection, LensItem *item, LensSession *self)
{
  lens_work_add (self->work, item);
}

static void
on_dropped (LensCollection *collection, LensItem *item, LensSession *self)
{
  lens_work_remove (self->work, item);
  lens_failures_forget (self->failures, item);
  lens_messages_take_back (self->messages, item);
}

/* The image on screen first, then all others. */
static void
on_reading_changed (LensSession *self)
{
  lens_work_restart (self->work); /* first: what is shown may have its result at once */
  lens_session_show_selected (self);
}

static void
on_reading_failed (LensReading *reading, const char *name, const char *reason, LensSession *self)
{
  lens_messages_show_error (self->messages, name, reason);
}

static void
on_calibrated (LensReading *reading, LensSession *self)
{
  /* TRANSLATORS: what the calibration was fitted on */
  g_autofree char *text = g_strdup_printf (_ ("Scores are calibrated by a file now: %s."),
                                           derm_model_get_calibration (lens_reading_get_model (reading)));

  lens_messages_show_notice (self->messages, text, LENS_NOTICE_DONE);
}

static void
on_uncalibrated (LensReading *reading, LensSession *self)
{
  lens_messages_show_error (self->messages, NULL,
                            _ ("The calibration was fitted for another recipe. The model’s own is used again."));
}

static void
on_truths_changed (LensSession *self)
{
  lens_view_refresh (self->view);
}

static void
connect_parts (LensSession *self)
{
  g_signal_connect_object (self->view, "changing", G_CALLBACK (lens_selection_hold), self->selection,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "changed", G_CALLBACK (lens_selection_release), self->selection,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "adopted", G_CALLBACK (on_adopted), self, 0);
  g_signal_connect_object (self->collection, "wanted", G_CALLBACK (on_wanted), self, 0);
  g_signal_connect_object (self->collection, "dropped", G_CALLBACK (on_dropped), self, 0);
  g_signal_connect_object (self->reading, "changed", G_CALLBACK (on_reading_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reading, "failed", G_CALLBACK (on_reading_failed), self, 0);
  g_signal_connect_object (self->reading, "calibrated", G_CALLBACK (on_calibrated), self, 0);
  g_signal_connect_object (self->reading, "uncalibrated", G_CALLBACK (on_uncalibrated), self, 0);
  g_signal_connect_object (self->truths, "changed", G_CALLBACK (on_truths_changed), self, G_CONNECT_SWAPPED);
  /* After what is shown, which has given the item its new answer; what is painted is no answer of an image. */
  g_signal_connect_object (self->crops, "predicted", G_CALLBACK (lens_figures_update), self->figures,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->crops, "predicted", G_CALLBACK (lens_places_update), self->places, G_CONNECT_SWAPPED);
  lens_session_connect_opening (self);
  lens_session_connect_classes (self);
  lens_session_connect_selection (self);
  lens_session_connect_leaving (self);
  lens_session_connect_filter (self);
  lens_session_connect_edits (self);
  lens_session_connect_aspect (self);
  lens_session_connect_lessons (self);
}

static void
update_idle (LensSession *self)
{
  if (self->was_idle == lens_session_is_idle (self))
    return;
  self->was_idle = !self->was_idle;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_IDLE]);
}

static void
watch_idleness (LensSession *self)
{
  const struct {
    gpointer part;
    const char *signal;
  } watched[] = {
    { self->shown, "notify::is-opening" },     { self->reading, "notify::is-loading" },
    { self->collection, "notify::n-waiting" }, { self->truths, "notify::is-reading" },
    { self->work, "notify::is-idle" },         { self->crops, "notify::is-running" },
    { self->figures, "notify::is-working" },   { self->explaining, "notify::is-working" },
    { self->shaking, "notify::is-working" },   { self->pass, "notify::is-running" },
    { self->edits, "notify::is-running" },     { self->smallest, "notify::is-running" },
    { self->places, "notify::is-working" },    { self->duplicates, "notify::is-working" },
    { self->elsewhere, "notify::is-working" }, { self->evaluating, "notify::is-working" },
    { self->rival, "notify::is-working" },     { self->auditing, "notify::is-working" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (watched[i].part, watched[i].signal, G_CALLBACK (update_idle), self, G_CONNECT_SWAPPED);
}

static void
lens_session_init (LensSession *self)
{
  self->was_idle = self->is_crisp = TRUE;
  self->collection = lens_collection_new ();
  self->failures = lens_failures_new ();
  self->view = lens_view_new (G_LIST_MODEL (self->collection));
  self->selection = lens_selection_new (lens_view_get_model (self->view));
  self->history = lens_history_new ();
  self->messages = lens_messages_new ();
  self->offers = lens_offers_new ();
  self->entered = lens_entered_new ();
  self->readout = lens_readout_new ();
  self->lessons = lens_lessons_new ();
  self->class_index = -1;
  self->cancellable = g_cancellable_new ();
  self->searched = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);
}

LensSession *
lens_session_new (DermClassifier *classifier, const char *model_error)
{
  LensSession *self = g_object_new (LENS_TYPE_SESSION, NULL);
  g_autoptr (LensNotes) notes = lens_notes_new ();

  self->reading = lens_reading_new (classifier, model_error);
  self->crops = lens_crops_new (self->reading, self->history);
  self->edits = lens_edits_new (self->reading, self->history);
  self->brush = lens_brush_new (self->edits);
  self->smallest = lens_smallest_new (self->edits, self->reading);
  self->shown = lens_shown_new (self->reading, self->crops, self->edits);
  self->work = lens_work_new (self->collection, self->reading, self->crops);
  self->tiles = lens_tiles_new (self->reading);
  self->truths = lens_truths_new (
      &(LensTruthsParts){ self->collection, self->reading, self->work, self->history, self->messages });
  self->figures = lens_figures_new (
      &(LensFiguresParts){ self->collection, self->reading, self->work, self->truths, self->messages });
  self->evaluating = lens_evaluating_new (
      &(LensEvaluatingParts){ self->collection, self->reading, self->work, self->truths, self->figures, self->view });
  self->auditing = lens_auditing_new (&(LensAuditingParts){ self->collection, self->reading, self->truths });
  self->rival = lens_rival_new (&(LensRivalParts){ self->reading, self->crops, self->evaluating, self->messages });
  self->pass = lens_pass_new (self->reading, self->shown);
  self->places = lens_places_new (&(LensPlacesParts){ self->collection, self->reading, self->work });
  self->duplicates
      = lens_duplicates_new (&(LensDuplicatesParts){ self->collection, self->reading, self->view, self->messages });
  self->elsewhere = lens_elsewhere_new (self->reading, self->messages);
  g_signal_connect_object (self->elsewhere, "found", G_CALLBACK (lens_session_show_elsewhere), self, G_CONNECT_SWAPPED);
  lens_session_set_notes (self, notes);
  connect_parts (self);
  self->explaining
      = lens_explaining_new (self->reading, self->shown); /* last: the readout is cleared before it is told */
  self->shaking = lens_shaking_new (self->reading, self->shown);
  watch_idleness (self);
  lens_work_restart (self->work);

  return self;
}

/* The history goes first: its steps point to other parts. */
void
lens_session_close (LensSession *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));

  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  lens_history_clear (self->history);
  lens_offers_clear (self->offers);
  lens_collection_close (self->collection);
  lens_shown_stop (self->shown);
  lens_ahead_clear (lens_shown_get_ahead (self->shown));
  lens_work_close (self->work);
  lens_tiles_clear (self->tiles);
  lens_truths_close (self->truths);
  lens_figures_close (self->figures);
  lens_rival_close (self->rival);
  lens_auditing_close (self->auditing);
  lens_evaluating_close (self->evaluating);
  lens_explaining_close (self->explaining);
  lens_shaking_close (self->shaking);
  lens_pass_close (self->pass);
  lens_places_close (self->places);
  lens_duplicates_close (self->duplicates);
  lens_elsewhere_close (self->elsewhere);
  lens_reading_close (self->reading);
  lens_crops_set_subject (self->crops, NULL, NULL, NULL);
  lens_edits_set_subject (self->edits, NULL, NULL);
  lens_smallest_stop (self->smallest);
  if (!lens_notes_flush (self->notes, &error))
    g_warning ("%s", error->message);
  g_object_run_dispose (G_OBJECT (self->view));
}

gboolean
lens_session_is_closed (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), TRUE);

  return self->is_closed;
}

GCancellable *
lens_session_get_cancellable (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return self->cancellable;
}

/* ---- its parts ---- */

LensReading *
lens_session_get_reading (LensSession *self)
{
  return self->reading;
}

LensCollection *
lens_session_get_collection (LensSession *self)
{
  return self->collection;
}

LensFailures *
lens_session_get_failures (LensSession *self)
{
  return self->failures;
}

LensView *
lens_session_get_view (LensSession *self)
{
  return self->view;
}

LensSelection *
lens_session_get_selection (LensSession *self)
{
  return self->selection;
}

LensCrops *
lens_session_get_crops (LensSession *self)
{
  return self->crops;
}

LensEdits *
lens_session_get_edits (LensSession *self)
{
  return self->edits;
}

LensBrush *
lens_session_get_brush (LensSession *self)
{
  return self->brush;
}

LensSmallest *
lens_session_get_smallest (LensSession *self)
{
  return self->smallest;
}

LensShown *
lens_session_get_shown (LensSession *self)
{
  return self->shown;
}

LensWork *
lens_session_get_work (LensSession *self)
{
  return self->work;
}

LensTiles *
lens_session_get_tiles (LensSession *self)
{
  return self->tiles;
}

LensTruths *
lens_session_get_truths (LensSession *self)
{
  return self->truths;
}

LensEvaluating *
lens_session_get_evaluating (LensSession *self)
{
  return self->evaluating;
}

LensAuditing *
lens_session_get_auditing (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return self->auditing;
}

LensRival *
lens_session_get_rival (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  return self->rival;
}

LensFigures *
lens_session_get_figures (LensSession *self)
{
  return self->figures;
}

LensNotes *
lens_session_get_notes (LensSession *self)
{
  return self->notes;
}

LensHistory *
lens_session_get_history (LensSession *self)
{
  return self->history;
}

LensMessages *
lens_session_get_messages (LensSession *self)
{
  return self->messages;
}

LensOffers *
lens_session_get_offers (LensSession *self)
{
  return self->offers;
}

LensShaking *
lens_session_get_shaking (LensSession *self)
{
  return self->shaking;
}

LensDuplicates *
lens_session_get_duplicates (LensSession *self)
{
  return self->duplicates;
}

LensPlaces *
lens_session_get_places (LensSession *self)
{
  return self->places;
}

LensExplaining *
lens_session_get_explaining (LensSession *self)
{
  return self->explaining;
}

LensPass *
lens_session_get_pass (LensSession *self)
{
  return self->pass;
}

LensEntered *
lens_session_get_entered (LensSession *self)
{
  return self->entered;
}

/* ---- idleness ---- */

gboolean
lens_session_is_idle (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), TRUE);

  return self->n_holds == 0 && !lens_shown_is_opening (self->shown) && !lens_reading_is_loading (self->reading)
         && !lens_truths_is_reading (self->truths) && !lens_crops_is_running (self->crops)
         && !lens_figures_is_working (self->figures) && !lens_evaluating_is_working (self->evaluating)
         && !lens_rival_is_working (self->rival) && !lens_auditing_is_working (self->auditing)
         && !lens_explaining_is_working (self->explaining) && !lens_shaking_is_working (self->shaking)
         && !lens_pass_is_running (self->pass) && !lens_edits_is_running (self->edits)
         && !lens_smallest_is_running (self->smallest) && !lens_places_is_working (self->places)
         && !lens_duplicates_is_working (self->duplicates) && !lens_elsewhere_is_working (self->elsewhere)
         && lens_work_is_idle (self->work);
}

void
lens_session_hold (LensSession *self)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  self->n_holds++;
  update_idle (self);
}

void
lens_session_release (LensSession *self)
{
  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (self->n_holds > 0);

  self->n_holds--;
  update_idle (self);
}

void
lens_session_set_working (LensSession *self, gboolean *is_holding, gboolean is_working)
{
  g_return_if_fail (is_holding != NULL);

  if (*is_holding == is_working)
    return;
  *is_holding = is_working;
  if (is_working)
    lens_session_hold (self);
  else
    lens_session_release (self);
}
