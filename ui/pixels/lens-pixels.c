/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixels.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"
#include "lens-keys.h"
#include "lens-pixel-controls.h"
#include "lens-pixel-grid.h"
#include "lens-pixel-strip.h"
#include "lens-pixel-words.h"
#include "lens-scores.h"
#include "lens-theme.h"

#define NARROW_HEIGHT 370 /* of the picture with its margins, where image and scores scroll as one */
#define HEAD 33           /* above the picture, as in the .ui file */
#define PILL 60           /* what the pill of the read-out needs beside its words, with its margins */

struct _LensPixels {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *controls; /* stands in the view bar */
  GtkWidget *ground;
  GtkWidget *head;
  GtkWidget *readout_pill;
  GtkLabel *readout;
  GtkLabel *was;
  GtkButton *input_button;
  GtkToggleButton *original_button;
  LensPixelGrid *grid;
  LensPixelStrip *strip;

  LensSession *session; /* owned */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (LensPixels, lens_pixels, GTK_TYPE_WIDGET)

/* ---- what is said ---- */

static void
measure_text (LensPixels *self, const char *text, int *width, int *height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->readout), text);

  pango_layout_get_pixel_size (layout, width, height);
}

/* Where both do not fit, what a pixel was has a line of its own. Measured with the longest words and kept without any,
 * so that the picture does not move under the brush. */
static void
update_head (LensPixels *self)
{
  g_autofree char *was = NULL;
  g_autofree char *text = lens_pixel_words_dup_longest (self->session, &was);
  int width, height, was_width, room = gtk_widget_get_width (self->ground);
  gboolean is_stacked;

  if (text == NULL || room == 0)
    return;
  measure_text (self, text, &width, &height);
  measure_text (self, was, &was_width, &height);
  is_stacked = self->is_narrow || width + was_width + PILL > room;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->readout_pill),
                                  is_stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->head, -1, MAX (HEAD, (is_stacked ? 2 : 1) * height + 12));
}

static void
update_pixel (LensPixels *self)
{
  g_autofree char *was = NULL;
  g_autofree char *text = lens_pixel_words_dup_pixel (self->session, &was);

  gtk_label_set_text (self->readout, text != NULL ? text : "");
  gtk_label_set_text (self->was, was != NULL ? was : "");
  gtk_widget_set_visible (self->readout_pill, text != NULL);
  update_head (self);
}

/* Networks have inputs of other sizes. */
static void
update_size (LensPixels *self)
{
  LensEdits *edits = lens_session_get_edits (self->session);
  g_autofree char *size = NULL;

  if (lens_edits_get_width (edits) == 0)
    return;
  size = lens_bidi_size (lens_edits_get_width (edits), lens_edits_get_height (edits));
  gtk_button_set_label (self->input_button, size);
}

static void
on_surface (LensPixels *self)
{
  lens_brush_set_original (lens_session_get_brush (self->session),
                           gtk_toggle_button_get_active (self->original_button));
}

/* (transfer full) Of the kind that is shown; NULL if nothing is known. */
static double *
dup_values (LensSession *session, DermPrediction *prediction, int *n)
{
  const float *values
      = lens_scores_get_numbers (lens_reading_get_scores (lens_session_get_reading (session)), prediction);
  double *copy;

  *n = derm_prediction_get_n_classes (prediction);
  copy = g_new (double, (gsize) *n);
  for (int i = 0; i < *n; i++)
    copy[i] = (double) values[i];

  return copy;
}

/* Whoever does not see the picture is told what it is about. */
static void
name_picture (LensPixels *self, const char *sentence)
{
  g_autofree char *text = NULL;

  if (sentence != NULL)
    pango_parse_markup (sentence, -1, 0, NULL, &text, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : _ ("Pixels of the input"), -1);
}

/* (transfer full) Markup: why the scores of the painted input are grey, and that the file stays as it is. */
static char *
dup_remark (DermPrediction *prediction)
{
  g_autofree char *doubts = derm_gate_describe (derm_prediction_get_gate (prediction));
  g_autofree char *key = lens_keys_dup_label ("win.save-figure");
  /* TRANSLATORS: %s is a key, like "Ctrl+S" */
  g_autofree char *saves = g_strdup_printf (_ ("%s saves the copy and its scores."), key);

  return g_markup_printf_escaped ("%s%s%s %s", doubts, *doubts != '\0' ? " " : "",
                                  _ ("Only a copy is painted on. The file is never changed."), saves);
}

/* What the paint has changed, beside the scores. */
static void
update_readout (LensPixels *self)
{
  LensReadout *readout = lens_session_get_readout (self->session);
  LensShown *shown = lens_session_get_shown (self->session);
  g_autofree char *sentence = NULL, *remark = NULL;
  g_autofree double *values = NULL;
  int n;

  if (lens_session_is_closed (self->session) || lens_session_get_aspect (self->session) != LENS_ASPECT_PIXELS)
    return;
  sentence = lens_pixel_words_dup_sentence (self->session);
  name_picture (self, sentence);
  if (!lens_shown_is_edited (shown) || sentence == NULL)
    {
      lens_readout_clear (readout);
      return;
    }
  values = dup_values (self->session, lens_shown_get_untouched (shown), &n);
  remark = dup_remark (lens_shown_get_prediction (shown));
  /* TRANSLATORS: the scores of the input before it was painted on */
  lens_readout_set_scores (readout, LENS_READOUT_DIFFERENCE, C_ ("scores", "untouched"), values, n);
  lens_readout_set_words (readout, sentence, remark);
}

/* ---- the object ---- */

static void
lens_pixels_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensPixels *self = LENS_PIXELS (widget);
  float grey = lens_theme_is_dark (widget) ? 0.08f : 0.72f; /* as around the original */
  const GdkRGBA ground = { grey, grey, grey, 1 };
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (self->ground, widget, &bounds))
    gtk_snapshot_append_color (snapshot, &ground, &bounds);
  GTK_WIDGET_CLASS (lens_pixels_parent_class)->snapshot (widget, snapshot);
}

static void
lens_pixels_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_PIXELS (object)->session);

  G_OBJECT_CLASS (lens_pixels_parent_class)->dispose (object);
}

/* Keys go to the picture, not to the first button. */
static gboolean
lens_pixels_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LENS_PIXELS (widget)->grid));
}

static void
lens_pixels_class_init (LensPixelsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pixels_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = lens_pixels_grab_focus;
  widget_class->snapshot = lens_pixels_snapshot;
  g_type_ensure (LENS_TYPE_PIXEL_CONTROLS);
  g_type_ensure (LENS_TYPE_PIXEL_GRID);
  g_type_ensure (LENS_TYPE_PIXEL_STRIP);
  gtk_widget_class_set_css_name (widget_class, "lens-pixels");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pixels.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPixels, controls);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, ground);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, head);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, readout_pill);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, readout);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, was);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, input_button);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, original_button);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, grid);
  gtk_widget_class_bind_template_child (widget_class, LensPixels, strip);
}

/* Sizes of the brush: the keys are those of the first chooser of every aspect. */
static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LensPixels *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0
      || (keyval != GDK_KEY_bracketleft && keyval != GDK_KEY_bracketright))
    return GDK_EVENT_PROPAGATE;
  lens_brush_step_size (lens_session_get_brush (self->session), keyval == GDK_KEY_bracketright ? 1 : -1);

  return GDK_EVENT_STOP;
}

static void
lens_pixels_init (LensPixels *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
lens_pixels_set_session (LensPixels *self, LensSession *session)
{
  const struct {
    gpointer part;
    const char *signal;
    GCallback func;
  } followed[] = {
    { lens_session_get_edits (session), "changed", G_CALLBACK (update_pixel) },
    { lens_session_get_brush (session), "moved", G_CALLBACK (update_pixel) },
    { lens_session_get_shown (session), "changed", G_CALLBACK (update_readout) },
    { lens_session_get_shown (session), "changed", G_CALLBACK (update_size) },
    { self->original_button, "toggled", G_CALLBACK (on_surface) },
    { lens_session_get_shown (session), "predicted", G_CALLBACK (update_readout) },
    { lens_session_get_reading (session), "notify::scores", G_CALLBACK (update_readout) },
    { lens_session_get_lessons (session), "changed", G_CALLBACK (update_readout) },
    { session, "notify::aspect", G_CALLBACK (update_readout) },
  };

  g_return_if_fail (LENS_IS_PIXELS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  lens_pixel_controls_set_session (LENS_PIXEL_CONTROLS (self->controls), session);
  lens_pixel_grid_set_session (self->grid, session);
  lens_pixel_strip_set_session (self->strip, session);
  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (followed[i].part, followed[i].signal, followed[i].func, self, G_CONNECT_SWAPPED);
  update_pixel (self);
  update_size (self);
  update_readout (self);
}

GtkWidget *
lens_pixels_get_controls (LensPixels *self)
{
  g_return_val_if_fail (LENS_IS_PIXELS (self), NULL);

  return self->controls;
}

void
lens_pixels_set_narrow (LensPixels *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_PIXELS (self));

  gtk_widget_set_size_request (self->ground, -1, is_narrow ? NARROW_HEIGHT : -1);
  self->is_narrow = is_narrow;
  update_head (self);
  lens_pixel_strip_set_narrow (self->strip, is_narrow);
}
