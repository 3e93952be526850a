/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-legend.h"

#include <glib/gi18n.h>

#include "lens-explained-words.h"
#include "lens-signed-colours.h"
#include "lens-theme.h"

#define BAR_HEIGHT 10
#define TICK 4
#define N_TICKS 5
#define MIDDLE_GREY 0.72f /* that the colours of the bar lie over */
#define ELLIPSIS_CHARS 3  /* as wide as a label without room */
#define BROAD 160
#define NARROW 120

struct _LensExplainLegend {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkWidget *against_box, *scale_box, *for_box;
  GtkLabel *against_label, *against_more, *for_label, *for_more;
  GtkDrawingArea *bar;
  GtkWidget *numbers;
  GtkLabel *low_label, *high_label;
  GtkLabel *state_label;
  GtkLabel *spoken_label; /* not seen: what a screen reader says once when the result is final */
  GtkWidget *logits_button, *lock_button, *shake_button;
  GtkPopover *shake_popover;
  GtkLabel *shake_label, *shake_list;
  GtkWidget *shake_scroller;

  LensSession *session; /* owned */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (LensExplainLegend, lens_explain_legend, GTK_TYPE_WIDGET)

static void
add_stop (cairo_pattern_t *colors, double at, double part, double opacity)
{
  GdkRGBA color = lens_signed_colours_over (part, opacity);

  cairo_pattern_add_color_stop_rgba (colors, at, color.red, color.green, color.blue, color.alpha);
}

/* As the colours lie over the grey image. */
static void
draw_bar (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  LensExplainLegend *self = user_data;
  double opacity = lens_explaining_get_overlay (lens_session_get_explaining (self->session));
  cairo_pattern_t *colors = cairo_pattern_create_linear (0, 0, width, 0);
  GdkRGBA text;

  add_stop (colors, 0.0, -1.0, opacity);
  add_stop (colors, 0.5, -1e-6, opacity);
  add_stop (colors, 0.5, 1e-6, opacity);
  add_stop (colors, 1.0, 1.0, opacity);
  cairo_rectangle (cr, 0, 0, width, BAR_HEIGHT);
  cairo_set_source_rgb (cr, MIDDLE_GREY, MIDDLE_GREY, MIDDLE_GREY);
  cairo_fill_preserve (cr);
  cairo_set_source (cr, colors);
  cairo_fill (cr);
  cairo_pattern_destroy (colors);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &text);
  gdk_cairo_set_source_rgba (cr, &text);
  for (int i = 0; i < N_TICKS; i++)
    {
      cairo_rectangle (cr, (double) i * (width - 1) / (N_TICKS - 1), BAR_HEIGHT, 1, TICK);
      cairo_fill (cr);
    }
}

/* The line's kind is said where there is room. */
static void
set_end (GtkLabel *label, const char *text, const char *line)
{
  g_autofree char *markup = line != NULL ? g_markup_printf_escaped ("<b>%s</b> (%s)", text, line)
                                         : g_markup_printf_escaped ("<b>%s</b>", text);

  gtk_label_set_markup (label, markup);
}

/* On a small window, and for the back of the room, only what is needed. */
static gboolean
is_compact (LensExplainLegend *self)
{
  return self->is_narrow || lens_session_is_presenting (self->session);
}

/* Below it, what a locked scale leaves out, or else what occlusion means by it. Where nothing is said there is room all
 * the same, so that nothing moves when something is. */
static void
set_more (LensExplainLegend *self, GtkLabel *label, gboolean is_for, const char *meaning)
{
  g_autofree char *beyond = lens_explained_dup_beyond (lens_session_get_explaining (self->session), is_for);

  gtk_label_set_text (label, beyond != NULL ? beyond : meaning != NULL ? meaning : "");
  if (beyond != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (label), "lens-dim");
  else
    gtk_widget_add_css_class (GTK_WIDGET (label), "lens-dim");
  gtk_label_set_wrap (label, is_compact (self));
  gtk_label_set_ellipsize (label, is_compact (self) ? PANGO_ELLIPSIZE_NONE
                                  : beyond != NULL  ? PANGO_ELLIPSIZE_START /* the number is what counts */
                                                    : PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (GTK_WIDGET (label), beyond != NULL || !is_compact (self));
}

static void
show_ends (LensExplainLegend *self, DermExplanation *map, double scale)
{
  const char *class = derm_explanation_get_label (map);
  gboolean is_occlusion = derm_explanation_get_options (map)->method == DERM_METHOD_OCCLUSION;
  gboolean is_logit = derm_explanation_get_options (map)->target == DERM_TARGET_LOGIT;
  /* TRANSLATORS: %s is a class */
  g_autofree char *against = g_strdup_printf (_ ("against %s"), class), *is_for = g_strdup_printf (_ ("for %s"), class);
  g_autofree char *low = lens_explained_format (-scale, scale), *high = lens_explained_format (scale, scale);

  /* TRANSLATORS: how a line is drawn, in a legend */
  set_end (self->against_label, against, is_compact (self) ? NULL : _ ("dashed"));
  /* TRANSLATORS: how a line is drawn, in a legend */
  set_end (self->for_label, is_for, is_compact (self) ? NULL : _ ("solid line"));
  set_more (self, self->against_more, FALSE,
            !is_occlusion ? NULL
            : is_logit    ? _ ("hiding it raises the logit")
                          : _ ("hiding it raises the score"));
  set_more (self, self->for_more, TRUE,
            !is_occlusion ? NULL
            : is_logit    ? _ ("hiding it lowers the logit")
                          : _ ("hiding it lowers the score"));
  gtk_label_set_text (self->low_label, low);
  gtk_label_set_text (self->high_label, high);
}

/* (transfer full) What stands in place of the scale, or beside it; NULL for nothing. */
static char *
dup_state (LensExplainLegend *self, LensExplaining *explaining)
{
  if (lens_explaining_is_covered (explaining))
    return g_strdup (_ ("Covered until you have guessed."));
  switch (lens_explaining_get_state (explaining))
    {
    case LENS_EXPLAINING_WORKING:
      return g_strdup (_ ("Working…"));
    case LENS_EXPLAINING_REFINING:
      /* TRANSLATORS: how much of the work for a map is done; %% is a percent sign */
      return g_strdup_printf (_ ("refining %.0f %%"), 100.0 * lens_explaining_get_share (explaining));
    case LENS_EXPLAINING_STOPPED:
      return g_strdup (_ ("Stopped"));
    case LENS_EXPLAINING_FAILED:
      return g_strdup (lens_explaining_get_error (explaining, lens_explaining_get_method (explaining)));
    case LENS_EXPLAINING_DONE:
      if (!lens_explaining_is_flat (explaining) && lens_explained_get_edited (explaining) != NULL)
        return g_strdup (_ ("Edited"));
      return lens_explained_dup_flat (lens_explaining_get_map (explaining));
    case LENS_EXPLAINING_NOTHING:
    default:
      return NULL;
    }
}

/* Beside a scale its least width is always the same, said or not: else the panes would move while a map is made. */
static void
show_state (LensExplainLegend *self, const char *state, gboolean has_scale)
{
  gtk_label_set_wrap (self->state_label, !has_scale);
  gtk_label_set_ellipsize (self->state_label, has_scale ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (self->state_label, has_scale ? ELLIPSIS_CHARS : -1);
  gtk_label_set_text (self->state_label, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), has_scale || state != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_label),
                               lens_explained_get_edited (lens_session_get_explaining (self->session)));
}

static void
update (LensExplainLegend *self)
{
  LensExplaining *explaining = lens_session_get_explaining (self->session);
  DermExplanation *map = lens_explaining_get_map (explaining);
  gboolean is_flat = lens_explaining_is_flat (explaining), has_scale = map != NULL && !is_flat;
  g_autofree char *state = NULL;

  if (lens_session_is_closed (self->session))
    return;
  state = dup_state (self, explaining);
  gtk_drawing_area_set_content_width (
      self->bar, (int) ((is_compact (self) ? NARROW : BROAD) * lens_theme_get_text_scale (GTK_WIDGET (self))));
  gtk_widget_set_visible (self->against_box, has_scale);
  gtk_widget_set_visible (self->scale_box, has_scale);
  gtk_widget_set_visible (self->for_box, has_scale);
  gtk_widget_set_visible (self->lock_button, has_scale);
  if (has_scale)
    show_ends (self, map, lens_explaining_get_scale (explaining));
  show_state (self, state, has_scale);
  gtk_widget_set_visible (self->shake_button, lens_explaining_get_state (explaining) != LENS_EXPLAINING_NOTHING);
  gtk_widget_set_visible (self->logits_button, is_flat && lens_explaining_is_saturated (explaining));
  gtk_widget_queue_draw (GTK_WIDGET (self->bar));
}

/* Once, when nothing of it changes any more. */
static void
speak (LensExplainLegend *self)
{
  LensExplaining *explaining = lens_session_get_explaining (self->session);
  g_autofree char *words = NULL;

  if (lens_session_is_closed (self->session) || lens_explaining_is_working (explaining))
    return;
  words = lens_explained_dup_aloud (explaining);
  if (g_strcmp0 (words, gtk_label_get_text (self->spoken_label)) != 0)
    gtk_label_set_text (self->spoken_label, words);
}

/* ---- stability ---- */

/* (transfer full) How far it is, or what came of it. */
static char *
dup_shaken (LensExplainLegend *self, LensShaking *shaking)
{
  DermDecision decision = lens_reading_get_decision (lens_session_get_reading (self->session));
  DermStability *stability = lens_shaking_get_stability (shaking);

  if (stability != NULL)
    return derm_stability_describe (stability, decision);
  if (lens_shaking_get_error (shaking) != NULL)
    return g_strdup (lens_shaking_get_error (shaking));

  /* TRANSLATORS: %% is a percent sign */
  return g_strdup_printf (_ ("Turned, shifted, brightened, blurred, compressed: %.0f %%"),
                          100.0 * lens_shaking_get_share (shaking));
}

static void
show_shaking (LensExplainLegend *self)
{
  LensShaking *shaking = lens_session_get_shaking (self->session);
  g_autofree char *words = NULL, *list = NULL;

  if (lens_session_is_closed (self->session) || !gtk_widget_get_mapped (GTK_WIDGET (self->shake_popover)))
    return;
  words = dup_shaken (self, shaking);
  list = lens_shaking_dup_list (shaking);
  gtk_label_set_text (self->shake_label, words);
  gtk_label_set_text (self->shake_list, list);
  gtk_widget_set_visible (self->shake_scroller, *list != '\0');
}

/* To open it is to ask. */
static void
on_shake (LensExplainLegend *self)
{
  lens_shaking_start (lens_session_get_shaking (self->session));
  show_shaking (self);
}

static void
lens_explain_legend_dispose (GObject *object)
{
  LensExplainLegend *self = LENS_EXPLAIN_LEGEND (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_explain_legend_parent_class)->dispose (object);
}

static void
lens_explain_legend_class_init (LensExplainLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_explain_legend_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-explain-legend");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-explain-legend.ui");
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, box);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, against_box);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, scale_box);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, for_box);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, against_label);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, against_more);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, for_label);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, for_more);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, bar);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, numbers);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, low_label);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, high_label);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, state_label);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, spoken_label);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, logits_button);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, lock_button);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, shake_button);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, shake_popover);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, shake_label);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, shake_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensExplainLegend, shake_list);
}

static void
lens_explain_legend_init (LensExplainLegend *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (self->box, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->numbers, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->low_label), GTK_TEXT_DIR_LTR); /* a sign stands before its number */
  gtk_widget_set_direction (GTK_WIDGET (self->high_label), GTK_TEXT_DIR_LTR);
}

void
lens_explain_legend_set_session (LensExplainLegend *self, LensSession *session)
{
  LensExplaining *explaining = lens_session_get_explaining (session);

  g_return_if_fail (LENS_IS_EXPLAIN_LEGEND (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  gtk_drawing_area_set_draw_func (self->bar, draw_bar, self, NULL);
  g_signal_connect_object (explaining, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "settings-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "notify::is-working", G_CALLBACK (speak), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shake_popover, "map", G_CALLBACK (on_shake), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (lens_session_get_shaking (session), "changed", G_CALLBACK (show_shaking), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
lens_explain_legend_set_narrow (LensExplainLegend *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EXPLAIN_LEGEND (self));

  if (is_narrow == self->is_narrow)
    return;

  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->box), is_narrow ? 2 : 12);
  if (self->session != NULL)
    update (self);
}
