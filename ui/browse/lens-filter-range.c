/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-filter-range.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-condition-words.h"
#include "lens-drop-down.h"
#include "lens-tally.h"

#define SCORE_DIGITS 2
#define SCORE_STEP 0.05
#define MAX_DIGITS 4

struct _LensFilterRange {
  GtkWidget parent_instance;

  /* template */
  GtkDropDown *class_choice;
  GtkSpinButton *from_spin, *to_spin;
  GtkLabel *told_label;
  GtkButton *any_button;

  LensSession *session; /* owned */
  LensView *view;       /* borrowed from it */
  LensAbout about;
  char *name; /* owned */
  double lowest, highest, step;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (LensFilterRange, lens_filter_range, GTK_TYPE_WIDGET)

static LensTopic
get_topic (LensFilterRange *self)
{
  return (LensTopic){ self->about, self->name };
}

/* ---- what it says ---- */

static void
append_numbers (LensFilterRange *self, const LensSpan *span, GString *text)
{
  g_autofree char *lowest = lens_number_dup_words (span->lowest), *highest = lens_number_dup_words (span->highest);
  guint n_none = span->n - span->n_numbers;

  if (self->about == LENS_ABOUT_SCORE)
    g_string_append (text, _ ("Calibrated scores from 0 to 1; both ends are shown."));
  else
    /* TRANSLATORS: name of a column, the lowest number in it, the highest one */
    g_string_append_printf (text, _ ("Numbers as they stand in the column “%s”: from %s to %s. Both ends are shown."),
                            self->name, lowest, highest);
  if (n_none == 0)
    return;
  g_string_append_c (text, ' ');
  g_string_append_printf (
      text,
      self->about == LENS_ABOUT_SCORE
          ? ngettext ("%u image has no score yet.", "%u images have no score yet.", n_none)
          : ngettext ("%u image has no number and is left out.", "%u images have no number and are left out.", n_none),
      n_none);
}

static void
tell (LensFilterRange *self, const LensSpan *span)
{
  GString *text = g_string_new (NULL);

  if (lens_filter_find (lens_view_get_filter (self->view), get_topic (self)) != NULL)
    {
      /* TRANSLATORS: images whose number lies in a range, and all of those that could */
      g_string_append_printf (text, _ ("%'u of %'u images are in it."), span->n_within, span->n_numbers);
      g_string_append_c (text, ' ');
    }
  append_numbers (self, span, text);
  gtk_label_set_text (self->told_label, text->str);
  g_string_free (text, TRUE);
}

/* ---- the numbers ---- */

static guint
count_digits (double number)
{
  guint n = 0;

  for (double scale = 1; n < MAX_DIGITS && fabs (round (number * scale) - number * scale) > 1e-9 * scale; scale *= 10)
    n++;

  return n;
}

static void
show_range (LensFilterRange *self)
{
  LensCondition *condition = lens_filter_find (lens_view_get_filter (self->view), get_topic (self));
  double from = self->lowest, to = self->highest;

  if (condition != NULL)
    lens_condition_get_range (condition, &from, &to);
  self->is_updating = TRUE;
  gtk_spin_button_set_value (self->from_spin, MAX (from, self->lowest));
  gtk_spin_button_set_value (self->to_spin, MIN (to, self->highest));
  self->is_updating = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->any_button), condition != NULL);
}

/* The ends of all numbers, and steps that are fine enough for them. */
static void
measure (LensFilterRange *self, const LensSpan *span)
{
  gboolean is_score = self->about == LENS_ABOUT_SCORE, is_empty = isnan (span->lowest);
  guint digits = is_score ? SCORE_DIGITS : MAX (count_digits (span->lowest), count_digits (span->highest));

  self->lowest = is_score || is_empty ? 0 : span->lowest;
  self->highest = is_score || is_empty ? 1 : span->highest;
  self->step = pow (10, -(double) digits);
  self->is_updating = TRUE;
  for (int i = 0; i < 2; i++)
    {
      GtkSpinButton *spin = i == 0 ? self->from_spin : self->to_spin;

      gtk_spin_button_set_digits (spin, digits);
      gtk_spin_button_set_range (spin, self->lowest, self->highest);
      gtk_spin_button_set_increments (spin, is_score ? SCORE_STEP : self->step, self->step * 10);
    }
  self->is_updating = FALSE;
  show_range (self);
}

/* The end that was not touched makes way for the other. */
static void
on_value (GtkSpinButton *spin, LensFilterRange *self)
{
  double from = gtk_spin_button_get_value (self->from_spin), to = gtk_spin_button_get_value (self->to_spin);
  g_autoptr (LensCondition) condition = NULL;

  if (self->is_updating)
    return;
  if (from > to && spin == self->from_spin)
    to = from;
  else if (from > to)
    from = to;
  /* The ends of all numbers are open: they are rounded here, and more images may come. */
  from = from - self->lowest < self->step / 2 ? -INFINITY : from;
  to = self->highest - to < self->step / 2 ? INFINITY : to;
  if (isinf (from) && isinf (to))
    {
      lens_view_remove_condition (self->view, get_topic (self));
      return;
    }
  condition = lens_condition_new_range (get_topic (self), from, to);
  lens_view_add_condition (self->view, condition);
}

static void
on_any (LensFilterRange *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->from_spin)); /* before the button is no longer sensitive */
  lens_view_remove_condition (self->view, get_topic (self));
}

static void
update (LensFilterRange *self)
{
  LensSpan span;

  if (lens_session_is_closed (self->session))
    return;
  span = lens_tally_numbers (self->view, get_topic (self));
  show_range (self);
  tell (self, &span);
}

/* ---- the class ---- */

static void
on_class (LensFilterRange *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->class_choice);

  if (chosen == NULL)
    return;
  g_free (self->name);
  self->name = g_strdup (gtk_string_object_get_string (chosen));
  update (self);
}

static void
offer_classes (LensFilterRange *self)
{
  const char *const *labels = lens_vocabulary_get_labels (lens_view_get_vocabulary (self->view));
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);
  guint place = 0;

  while (labels[place] != NULL && g_strcmp0 (labels[place], self->name) != 0)
    place++;
  if (labels[place] == NULL)
    gtk_string_list_append (list, self->name);
  gtk_drop_down_set_model (self->class_choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->class_choice, place);
  lens_drop_down_set_name (self->class_choice, _ ("Class"));
  gtk_widget_set_visible (GTK_WIDGET (self->class_choice), TRUE);
  g_signal_connect_object (self->class_choice, "notify::selected", G_CALLBACK (on_class), self, G_CONNECT_SWAPPED);
}

/* ---- the object ---- */

static void
lens_filter_range_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_FILTER_RANGE (object)->session);

  G_OBJECT_CLASS (lens_filter_range_parent_class)->dispose (object);
}

static void
lens_filter_range_finalize (GObject *object)
{
  g_free (LENS_FILTER_RANGE (object)->name);

  G_OBJECT_CLASS (lens_filter_range_parent_class)->finalize (object);
}

static void
lens_filter_range_class_init (LensFilterRangeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_filter_range_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_filter_range_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-filter-range.ui");
  gtk_widget_class_bind_template_child (widget_class, LensFilterRange, class_choice);
  gtk_widget_class_bind_template_child (widget_class, LensFilterRange, from_spin);
  gtk_widget_class_bind_template_child (widget_class, LensFilterRange, to_spin);
  gtk_widget_class_bind_template_child (widget_class, LensFilterRange, told_label);
  gtk_widget_class_bind_template_child (widget_class, LensFilterRange, any_button);
}

static void
lens_filter_range_init (LensFilterRange *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lens_filter_range_new (LensSession *session, LensTopic topic)
{
  LensFilterRange *self = g_object_new (LENS_TYPE_FILTER_RANGE, NULL);
  LensSpan span;

  self->session = g_object_ref (session);
  self->view = lens_session_get_view (session);
  self->about = topic.about;
  self->name = g_strdup (topic.name);
  if (topic.about == LENS_ABOUT_SCORE && topic.name != NULL && *topic.name != '\0')
    offer_classes (self);
  span = lens_tally_numbers (self->view, get_topic (self));
  measure (self, &span);
  tell (self, &span);
  g_signal_connect_object (self->from_spin, "value-changed", G_CALLBACK (on_value), self, 0);
  g_signal_connect_object (self->to_spin, "value-changed", G_CALLBACK (on_value), self, 0);
  g_signal_connect_object (self->any_button, "clicked", G_CALLBACK (on_any), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::filter", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
