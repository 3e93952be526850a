/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-edits-words.h"
#include "lens-keys.h"
#include "lens-result-words.h"
#include "lens-scroller.h"
#include "lens-theme.h"

/* of the sentences: the narrow window may be narrower than these */
#define WIDTH_CHARS 28
#define NARROW_WIDTH_CHARS 12
#define LONG_VALUE 34 /* characters */
#define DEFAULT_CELL_SIZE 9

G_DEFINE_FINAL_TYPE (LensResult, lens_result, GTK_TYPE_WIDGET)

static void
show_legend (LensResult *self)
{
  DermTheme theme = lens_theme_for_widget (GTK_WIDGET (self));
  g_autofree char *markup = lens_result_words_legend (&theme);

  if (strcmp (gtk_label_get_label (self->legend), markup) != 0)
    gtk_label_set_markup (self->legend, markup);
}

static void
lens_result_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lens_result_parent_class)->css_changed (widget, change);
  show_legend (LENS_RESULT (widget));
}

/* Signs in grey need none; its room is kept. */
void
lens_result_update_legend (LensResult *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->legend), self->fit.has_legend);
  gtk_widget_set_opacity (GTK_WIDGET (self->legend), lens_bars_is_muted (self->bars) ? 0.0 : 1.0);
}

static GtkSizeRequestMode
lens_result_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lens_result_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_handle_id (&LENS_RESULT (object)->fit_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_RESULT (object)->session);
  g_clear_object (&LENS_RESULT (object)->model);
  g_clear_pointer (&LENS_RESULT (object)->size, g_free);
  g_clear_pointer (&LENS_RESULT (object)->truth, g_free);
  g_clear_pointer (&LENS_RESULT (object)->certainty_help, g_free);
  g_clear_pointer (&LENS_RESULT (object)->longest_doubt, g_free);
  g_clear_pointer (&LENS_RESULT (object)->longest_answer, g_free);
  g_clear_pointer (&LENS_RESULT (object)->longest_certainty, g_free);

  G_OBJECT_CLASS (lens_result_parent_class)->dispose (object);
}

static void
lens_result_class_init (LensResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_result_dispose;
  widget_class->css_changed = lens_result_css_changed;
  widget_class->measure = lens_result_measure;
  widget_class->size_allocate = lens_result_size_allocate;
  widget_class->get_request_mode = lens_result_get_request_mode;
  g_type_ensure (LENS_TYPE_BARS);
  g_type_ensure (LENS_TYPE_EDITED_VIEW);
  g_type_ensure (LENS_TYPE_INPUT_VIEW);
  g_type_ensure (LENS_TYPE_STEPS);
  gtk_widget_class_set_css_name (widget_class, "lens-result");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-result.ui");
  gtk_widget_class_bind_template_child (widget_class, LensResult, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensResult, body);
  gtk_widget_class_bind_template_child (widget_class, LensResult, input_header);
  gtk_widget_class_bind_template_child (widget_class, LensResult, input_heading);
  gtk_widget_class_bind_template_child (widget_class, LensResult, input_size);
  gtk_widget_class_bind_template_child (widget_class, LensResult, no_input_label);
  gtk_widget_class_bind_template_child (widget_class, LensResult, details);
  gtk_widget_class_bind_template_child (widget_class, LensResult, made);
  gtk_widget_class_bind_template_child (widget_class, LensResult, edited_view);
  gtk_widget_class_bind_template_child (widget_class, LensResult, input_view);
  gtk_widget_class_bind_template_child (widget_class, LensResult, steps);
  gtk_widget_class_bind_template_child (widget_class, LensResult, steps_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensResult, steps_viewport);
  gtk_widget_class_bind_template_child (widget_class, LensResult, numbers);
  gtk_widget_class_bind_template_child (widget_class, LensResult, scores_button);
  gtk_widget_class_bind_template_child (widget_class, LensResult, scores_buttons);
  gtk_widget_class_bind_template_child (widget_class, LensResult, others_heading);
  gtk_widget_class_bind_template_child (widget_class, LensResult, bars);
  gtk_widget_class_bind_template_child (widget_class, LensResult, legend);
  gtk_widget_class_bind_template_child (widget_class, LensResult, answer_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensResult, scores_header);
  gtk_widget_class_bind_template_child (widget_class, LensResult, answer);
  gtk_widget_class_bind_template_child (widget_class, LensResult, verdict);
  gtk_widget_class_bind_template_child (widget_class, LensResult, sentence);
  gtk_widget_class_bind_template_child (widget_class, LensResult, doubt);
  gtk_widget_class_bind_template_child (widget_class, LensResult, trust_button);
  gtk_widget_class_bind_template_child (widget_class, LensResult, certainty);
}

/* The value under pointer or cursor, where the size is said at other times; a long one has the whole line. */
static void
on_pointed_at (LensInputGrid *grid, const char *text, LensResult *self)
{
  gboolean is_long = text != NULL && g_utf8_strlen (text, -1) > LONG_VALUE;

  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->input_size), "caption");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->input_size), "caption");
  gtk_widget_set_visible (self->input_heading, !is_long || self->fit.is_compact);
  gtk_widget_set_hexpand (GTK_WIDGET (self->input_size), is_long);
  gtk_label_set_text (self->input_size, text != NULL ? text : self->size != NULL ? self->size : "");
}

/* What does not fit can be scrolled to by keys too. A scrolled window with nothing to focus would keep Tab to itself.
 */
static void
update_answer_focus (LensResult *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->answer_scroller);
  gboolean is_cut = gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) + 1;

  gtk_widget_set_focusable (GTK_WIDGET (self->answer_scroller), is_cut);
  gtk_widget_set_can_focus (GTK_WIDGET (self->answer_scroller), is_cut || gtk_widget_get_visible (self->doubt));
}

static void
lens_result_init (LensResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->answer_scroller), "changed",
                           G_CALLBACK (update_answer_focus), self, G_CONNECT_SWAPPED);
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  self->certainty_help = g_strdup (gtk_widget_get_tooltip_text (GTK_WIDGET (self->certainty)));
  self->wanted_cell_size = DEFAULT_CELL_SIZE;
  self->fit = (LensResultFit){ .cell_size = DEFAULT_CELL_SIZE, .has_legend = TRUE };
  g_signal_connect_object (lens_input_view_get_grid (self->input_view), "pointed-at", G_CALLBACK (on_pointed_at), self,
                           0);
  show_legend (self);
}

/* Which numbers the bars are, said beside their heading. */
static void
show_scores (LensResult *self)
{
  static const char *const names[] = { N_ ("calibrated"), N_ ("scores"), N_ ("logits") };
  const char *fitted_on = self->model != NULL ? derm_model_get_calibration (self->model) : NULL;
  gboolean is_missing = self->scores == LENS_SCORES_CALIBRATED && fitted_on == NULL;
  g_autofree char *words = NULL;

  if (self->scores == LENS_SCORES_CALIBRATED && fitted_on != NULL)
    words = g_strdup_printf (_ ("Scores calibrated on: %s. Expected calibration error there: %.3f"), fitted_on,
                             derm_model_get_calibration_error (self->model));
  gtk_menu_button_set_label (self->scores_button, is_missing ? _ ("not calibrated") : _ (names[self->scores]));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->scores_button), words != NULL ? words : _ ("Which scores are shown"));
}

void
lens_result_set_classifier (LensResult *self, DermClassifier *classifier)
{
  g_return_if_fail (LENS_IS_RESULT (self));

  lens_steps_set_classifier (self->steps, classifier);
  if (!g_set_object (&self->model, derm_classifier_get_model (classifier)))
    return;

  lens_bars_set_model (self->bars, self->model);
  show_scores (self);
}

void
lens_result_set_scores (LensResult *self, LensScores scores)
{
  g_return_if_fail (LENS_IS_RESULT (self));

  self->scores = scores;
  lens_bars_set_scores (self->bars, scores);
  show_scores (self);
}

/* The room in the middle may have its own words. */
static LensReadout *
get_readout (LensResult *self)
{
  return self->session != NULL ? lens_session_get_readout (self->session) : NULL;
}

static void
show_sentence (LensResult *self)
{
  DermPrediction *prediction = lens_bars_get_prediction (self->bars);
  LensReadout *readout = get_readout (self);
  g_autofree char *markup = NULL;

  if (lens_bars_is_covered (self->bars))
    markup = g_strdup (_ ("<b>Covered</b> until you have guessed."));
  else if (readout != NULL && lens_readout_get_sentence (readout) != NULL)
    markup = g_strdup (lens_readout_get_sentence (readout));
  else
    markup
        = prediction != NULL ? lens_result_words_answer (prediction, !lens_bars_is_muted (self->bars)) : g_strdup ("");
  if (strcmp (gtk_label_get_label (self->sentence), markup) != 0) /* else it would be announced again */
    gtk_label_set_markup (self->sentence, markup);
}

static void
show_certainty (LensResult *self)
{
  DermPrediction *prediction = lens_bars_get_prediction (self->bars);
  LensReadout *readout = get_readout (self);
  const char *remark = readout != NULL ? lens_readout_get_remark (readout) : NULL;
  g_autofree char *text = prediction != NULL ? lens_result_words_certainty (prediction, self->truth) : g_strdup ("");

  gtk_label_set_text (self->certainty, text);
  if (remark != NULL)
    gtk_label_set_markup (self->certainty, remark);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->certainty), remark == NULL ? self->certainty_help : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->certainty),
                          (remark != NULL || *text != '\0') && !lens_bars_is_covered (self->bars));
}

/* Room is kept for what is said of other images. */
static void
keep_room (LensResult *self, DermPrediction *prediction)
{
  if (prediction == NULL)
    return; /* that of the one before */

  g_free (self->longest_doubt);
  g_free (self->longest_answer);
  g_free (self->longest_certainty);
  self->longest_doubt = lens_result_words_longest_doubt (prediction);
  self->longest_answer = lens_result_words_longest_answer (prediction);
  self->longest_certainty = lens_result_words_longest_certainty (prediction, self->has_truths);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Grey bars, and below them the reason and the way past it. */
static void
show_gate (LensResult *self)
{
  DermPrediction *prediction = lens_bars_get_prediction (self->bars);
  DermGate gate = prediction != NULL ? derm_prediction_get_gate (prediction) : 0;

  lens_bars_set_muted (self->bars, gate != 0 && !self->is_trusted && !lens_bars_is_covered (self->bars));
  gtk_widget_set_visible (self->doubt, lens_bars_is_muted (self->bars));
  update_answer_focus (self);
  lens_result_update_legend (self);
  show_sentence (self);
}

/* Three small pictures while the input is painted on, and how much of it is. */
static void
show_edited (LensResult *self, LensShown *shown)
{
  DermPrediction *untouched = lens_shown_get_untouched (shown);
  gboolean is_painting = self->session != NULL && lens_session_get_aspect (self->session) == LENS_ASPECT_PIXELS;
  DermInput *before = untouched != NULL && is_painting ? derm_prediction_get_input (untouched) : NULL;
  g_autofree char *count = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->edited_view), before != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->input_view), before == NULL);
  lens_result_place_numbers (self);
  if (before != NULL)
    {
      count = lens_edits_format_count (lens_session_get_edits (self->session));
      g_free (self->size);
      self->size = g_strdup (count);
    }
  lens_edited_view_set (self->edited_view, before, before != NULL ? lens_shown_get_input (shown) : NULL, count);
}

/* What is on screen, and its result if that is known. */
static void
show_result (LensResult *self, LensShown *shown)
{
  DermPrediction *prediction = lens_shown_get_prediction (shown);
  DermInput *input = prediction != NULL ? derm_prediction_get_input (prediction) : NULL;
  g_autofree char *hash = NULL;

  g_clear_pointer (&self->size, g_free);
  if (prediction != NULL)
    {
      self->size = g_strdup_printf ("%d × %d · RGB", derm_input_get_width (input), derm_input_get_height (input));
      hash = g_strdup_printf (_ ("SHA-256 of these bytes: %s"), derm_input_get_sha256 (input));
    }
  show_edited (self, shown);
  on_pointed_at (NULL, NULL, self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->input_size), hash);
  lens_input_view_set_input (self->input_view, input);
  lens_steps_set (self->steps, lens_shown_get_image (shown), prediction);
  lens_bars_set_covered (self->bars, lens_session_is_covered (self->session, prediction)); /* first: nothing is told */
  lens_bars_set_prediction (self->bars, prediction);
  if (input == NULL || !derm_input_is_painted (input)) /* else it is kept, and a brush moves fast */
    keep_room (self, prediction);
  show_certainty (self);
  show_gate (self);
}

/* The image could not be opened: one line says so, and nothing stands empty. */
static void
set_failed (LensResult *self, gboolean is_failed)
{
  gtk_widget_set_visible (GTK_WIDGET (self->no_input_label), is_failed);
  gtk_widget_set_visible (GTK_WIDGET (self->details), !is_failed);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_scroller), !is_failed);
}

void
lens_result_set_narrow (LensResult *self, gboolean is_narrow)
{
  gboolean is_large = lens_theme_get_text_scale (GTK_WIDGET (self)) >= LENS_LARGE_TEXT;
  gboolean is_tight = is_narrow && is_large;
  GtkOrientation along = is_tight ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  int width_chars = is_narrow ? NARROW_WIDTH_CHARS : WIDTH_CHARS;

  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->input_header), along);
  gtk_label_set_xalign (self->input_size, is_tight || self->fit.is_compact ? 0.0f : 1.0f);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->scores_header), along);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->scores_buttons), along);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->verdict),
                                  is_large ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->scores_buttons), is_tight ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_label_set_width_chars (self->sentence, NARROW_WIDTH_CHARS); /* a button may be beside it */
  gtk_label_set_width_chars (self->certainty, width_chars);
  lens_input_view_set_narrow (self->input_view, is_narrow);
  lens_steps_set_narrow (self->steps, is_narrow);
  lens_scroller_set_scrolls (self->scroller, !is_narrow);
  lens_scroller_set_scrolls (self->answer_scroller, !is_narrow);
}

void
lens_result_set_beside (LensResult *self, gboolean is_beside)
{
  g_return_if_fail (LENS_IS_RESULT (self));

  if (is_beside == self->is_beside)
    return;

  self->is_beside = is_beside;
  lens_input_view_set_compact (self->input_view, is_beside || self->fit.is_compact);
  lens_result_place_numbers (self);
}

void
lens_result_set_cell_size (LensResult *self, int cell_size)
{
  g_return_if_fail (LENS_IS_RESULT (self));

  if (cell_size == self->wanted_cell_size)
    return;

  self->wanted_cell_size = self->fit.cell_size = cell_size;
  lens_input_view_set_cell_size (self->input_view, cell_size);
}

LensBars *
lens_result_get_bars (LensResult *self)
{
  return self->bars;
}

GtkWidget *
lens_result_get_trust_button (LensResult *self)
{
  return gtk_widget_get_visible (self->doubt) ? self->trust_button : NULL;
}

LensInputView *
lens_result_get_input_view (LensResult *self)
{
  return self->input_view;
}

LensSteps *
lens_result_get_steps (LensResult *self)
{
  return self->steps;
}

const char *
lens_result_get_text (LensResult *self)
{
  return gtk_label_get_text (self->sentence);
}

const char *
lens_result_get_details (LensResult *self)
{
  return gtk_label_get_text (self->certainty);
}

char *
lens_result_dup_steps (LensResult *self)
{
  return lens_steps_dup_text (self->steps);
}

/* ---- the session ---- */

/* What is known of the image besides its result. Trusted: the user wants the scores although something speaks against
 * them. */
static void
take_item (LensResult *self, LensShown *shown)
{
  g_free (self->truth);
  self->truth = g_strdup (lens_shown_get_truth_of_prediction (shown));
  lens_bars_set_truth (self->bars, self->truth);
  self->is_trusted = lens_shown_is_trusted (shown);
}

static void
on_shown (LensResult *self, LensShown *shown)
{
  take_item (self, shown); /* first: the sentences are about both */
  show_result (self, shown);
  set_failed (self, lens_shown_get_state (shown) == LENS_SHOWN_FAILED);
}

static void
on_item_changed (LensResult *self, LensShown *shown)
{
  take_item (self, shown);
  show_certainty (self);
  show_gate (self);
}

static void
on_lessons (LensResult *self, LensLessons *lessons)
{
  lens_bars_set_covered (self->bars, lens_session_is_covered (self->session, lens_bars_get_prediction (self->bars)));
  show_certainty (self);
  show_gate (self);
}

static void
on_truths (LensResult *self, LensTruths *truths)
{
  self->has_truths = lens_truths_has_truth (truths);
  keep_room (self, lens_bars_get_prediction (self->bars));
}

/* Who sits in the last row need not know the codes. */
static void
on_presenting (LensResult *self, GParamSpec *pspec, LensSession *session)
{
  lens_bars_set_names (self->bars, lens_session_is_presenting (session));
}

static void
on_classifier (LensResult *self, GParamSpec *pspec, LensReading *reading)
{
  if (lens_reading_get_classifier (reading) != NULL)
    lens_result_set_classifier (self, lens_reading_get_classifier (reading));
}

static void
on_scores (LensResult *self, GParamSpec *pspec, LensReading *reading)
{
  lens_result_set_scores (self, lens_reading_get_scores (reading));
}

/* What the room in the middle adds. */
static void
on_readout (LensResult *self, LensReadout *readout)
{
  const double *values, *lows, *highs;
  const char *heading = lens_readout_get_heading (readout);
  int n;

  values = lens_readout_get_values (readout, &n);
  lens_bars_set_others (self->bars, lens_readout_get_kind (readout) == LENS_READOUT_DIFFERENCE, values, n);
  lens_readout_get_bands (readout, &lows, &highs, &n);
  lens_bars_set_bands (self->bars, lows, highs, n);
  gtk_label_set_text (self->others_heading, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->others_heading), heading != NULL);
  lens_input_grid_set_layer (lens_input_view_get_grid (self->input_view), lens_readout_get_layer (readout));
  show_sentence (self);
  show_certainty (self);
}

/* The class that is asked about has a ring, where one is. */
static void
on_class (LensResult *self)
{
  LensAspect aspect = lens_session_get_aspect (self->session);
  gboolean is_chosen = lens_session_get_class (self->session) >= 0;
  gboolean is_asked = aspect == LENS_ASPECT_EXPLAIN || (aspect == LENS_ASPECT_NETWORK && is_chosen);

  lens_bars_set_ringed (self->bars, is_asked ? lens_session_find_class (self->session) : -1);
  gtk_widget_queue_resize (GTK_WIDGET (self)); /* what is said below is longer */
}

/* The input is shown in another way while it is painted on. */
static void
on_aspect (LensResult *self)
{
  show_result (self, lens_session_get_shown (self->session));
  on_class (self);
}

static void
on_class_chosen (LensBars *bars, int class_index, LensResult *self)
{
  if (lens_session_get_aspect (self->session) == LENS_ASPECT_EXPLAIN)
    lens_session_set_class (self->session, class_index);
}

void
lens_result_set_session (LensResult *self, LensSession *session)
{
  LensShown *shown = lens_session_get_shown (session);
  LensReading *reading = lens_session_get_reading (session);
  LensReadout *readout = lens_session_get_readout (session);

  g_return_if_fail (LENS_IS_RESULT (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_lessons (session), "changed", G_CALLBACK (on_lessons), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "predicted", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "item-changed", G_CALLBACK (on_item_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (on_presenting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_truths (session), "changed", G_CALLBACK (on_truths), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::classifier", G_CALLBACK (on_classifier), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::scores", G_CALLBACK (on_scores), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (readout, "changed", G_CALLBACK (on_readout), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (on_aspect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::class", G_CALLBACK (on_class), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_class), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bars, "class-chosen", G_CALLBACK (on_class_chosen), self, 0);
  on_classifier (self, NULL, reading);
  on_shown (self, shown);
  on_readout (self, readout);
}
