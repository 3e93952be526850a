/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-filter-values.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-condition-words.h"
#include "lens-tally.h"

#define GAP 12
#define MAX_ROWS 200 /* of folders; a list of more is not read */

typedef struct {
  GtkCheckButton *button; /* borrowed */
  GtkLabel *count_label;  /* borrowed */
  char *value;
  char *words;
} Row;

struct _LensFilterValues {
  GtkBox parent_instance;

  LensSession *session; /* owned */
  LensView *view;       /* borrowed from it */
  LensAbout about;
  char *name;
  GPtrArray *rows; /* owned, of Row */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (LensFilterValues, lens_filter_values, GTK_TYPE_BOX)

static void
row_free (Row *row)
{
  g_free (row->value);
  g_free (row->words);
  g_free (row);
}

static LensTopic
get_topic (LensFilterValues *self)
{
  return (LensTopic){ self->about, self->name };
}

/* ---- which values ---- */

/* Where the class stands in the model; behind all others if it has none of that code. */
static guint
find_class (LensView *view, const char *code)
{
  const char *const *labels = lens_vocabulary_get_labels (lens_view_get_vocabulary (view));
  int place = lens_labels_find (labels, code);

  if (place >= 0)
    return (guint) place;

  return g_strv_length ((GStrv) labels) + (*code == '\0');
}

static int
compare_pairs (const LensCount *a, const LensCount *b, LensView *view)
{
  g_autofree char *truth = NULL, *answer = NULL, *other_truth = NULL, *other_answer = NULL;
  guint first, second;

  if (!lens_pair_split (a->value, &truth, &answer) || !lens_pair_split (b->value, &other_truth, &other_answer))
    return strcmp (a->value, b->value);
  first = find_class (view, truth);
  second = find_class (view, other_truth);
  if (first != second)
    return first < second ? -1 : 1;

  return a->n != b->n ? (a->n > b->n ? -1 : 1) : strcmp (a->value, b->value);
}

/* Numbers by their size; nothing comes last. */
static int
compare_cells (const char *a, const char *b)
{
  double first, second;

  if (*a == '\0' || *b == '\0')
    return (*a == '\0') - (*b == '\0');
  if (lens_cell_get_number (a, &first) && lens_cell_get_number (b, &second) && first != second)
    return first < second ? -1 : 1;

  return g_utf8_collate (a, b);
}

static guint
find_fixed (LensAbout about, const char *value)
{
  LensFlag flag;

  if (about == LENS_ABOUT_VERDICT)
    return g_str_equal (value, LENS_VERDICT_RIGHT);
  if (about == LENS_ABOUT_FLAG)
    return lens_flag_from_id (value, &flag) && flag != LENS_FLAG_NONE ? (guint) flag : LENS_N_FLAGS;
  for (guint i = 0; lens_gate_get_id (i) != NULL; i++)
    if (g_str_equal (lens_gate_get_id (i), value))
      return i + 1;

  return 0;
}

static int
compare_counts (gconstpointer first, gconstpointer second, gpointer user_data)
{
  LensFilterValues *self = user_data;
  const LensCount *a = *(const LensCount *const *) first, *b = *(const LensCount *const *) second;

  switch (self->about)
    {
    case LENS_ABOUT_TRUTH:
    case LENS_ABOUT_ANSWER:
      return (int) find_class (self->view, a->value) - (int) find_class (self->view, b->value);
    case LENS_ABOUT_PAIR:
      return compare_pairs (a, b, self->view);
    case LENS_ABOUT_VERDICT:
    case LENS_ABOUT_FLAG:
    case LENS_ABOUT_GATE:
      return (int) find_fixed (self->about, a->value) - (int) find_fixed (self->about, b->value);
    default:
      return compare_cells (a->value, b->value);
    }
}

static LensCount *
find_count (GPtrArray *counts, const char *value)
{
  for (guint i = 0; i < counts->len; i++)
    if (g_str_equal (((LensCount *) counts->pdata[i])->value, value))
      return counts->pdata[i];

  return NULL;
}

static void
add_value (GPtrArray *counts, const char *value)
{
  LensCount *count;

  if (find_count (counts, value) != NULL)
    return;
  count = g_new0 (LensCount, 1);
  count->value = g_strdup (value);
  g_ptr_array_add (counts, count);
}

static gboolean
is_right_pair (const char *value)
{
  g_autofree char *truth = NULL, *answer = NULL;

  return lens_pair_split (value, &truth, &answer) && g_ascii_strcasecmp (truth, answer) == 0;
}

/* Pairs are for what is confused; values that no image has can be chosen where people know of them. */
static GPtrArray *
list_counts (LensFilterValues *self)
{
  GPtrArray *counts = lens_tally_values (self->view, get_topic (self));
  LensCondition *condition = lens_filter_find (lens_view_get_filter (self->view), get_topic (self));
  const char *const *labels = lens_vocabulary_get_labels (lens_view_get_vocabulary (self->view));
  const char *const *chosen = condition != NULL ? lens_condition_get_values (condition) : NULL;

  for (guint i = counts->len; i > 0 && self->about == LENS_ABOUT_PAIR; i--)
    if (is_right_pair (((LensCount *) counts->pdata[i - 1])->value))
      g_ptr_array_remove_index (counts, i - 1);
  for (; (self->about == LENS_ABOUT_TRUTH || self->about == LENS_ABOUT_ANSWER) && *labels != NULL; labels++)
    add_value (counts, *labels);
  for (int i = 0; self->about == LENS_ABOUT_FLAG && i < LENS_N_FLAGS; i++)
    add_value (counts, lens_flag_get_id ((LensFlag) i));
  if (self->about == LENS_ABOUT_VERDICT)
    {
      add_value (counts, LENS_VERDICT_RIGHT);
      add_value (counts, LENS_VERDICT_WRONG);
    }
  for (; chosen != NULL && *chosen != NULL; chosen++)
    add_value (counts, *chosen);
  g_ptr_array_sort_with_data (counts, compare_counts, self);

  return counts;
}

/* ---- the rows ---- */

static gboolean
has_row (LensFilterValues *self, const char *value)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((Row *) self->rows->pdata[i])->value, value))
      return TRUE;

  return FALSE;
}

/* What is chosen but has no row here stays so. */
static void
add_unlisted (LensFilterValues *self, GPtrArray *values)
{
  LensCondition *condition = lens_filter_find (lens_view_get_filter (self->view), get_topic (self));
  const char *const *chosen = condition != NULL ? lens_condition_get_values (condition) : NULL;

  for (; chosen != NULL && *chosen != NULL; chosen++)
    if (!has_row (self, *chosen))
      g_ptr_array_add (values, g_strdup (*chosen));
}

/* What is checked now. */
static void
on_toggled (LensFilterValues *self)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LensCondition) condition = NULL;

  if (self->is_updating)
    return;
  add_unlisted (self, values);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (gtk_check_button_get_active (row->button))
        g_ptr_array_add (values, g_strdup (row->value));
    }
  if (values->len == 0)
    {
      lens_view_remove_condition (self->view, get_topic (self));
      return;
    }
  g_ptr_array_add (values, NULL);
  condition = lens_condition_new (get_topic (self), (const char *const *) values->pdata);
  lens_view_add_condition (self->view, condition);
}

static void
set_count (Row *row, guint n)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);
  /* TRANSLATORS: a value to filter by, and how many images have it */
  g_autofree char *name = g_strdup_printf (ngettext ("%s, %u image", "%s, %u images", n), row->words, n);

  gtk_label_set_text (row->count_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_row (LensFilterValues *self, const LensCount *count, gboolean is_chosen)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP), *label;

  row->value = g_strdup (count->value);
  row->words = lens_value_dup_long_words (get_topic (self), count->value, lens_view_get_vocabulary (self->view));
  row->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  row->count_label = GTK_LABEL (gtk_label_new (NULL));
  label = gtk_label_new (row->words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, row->words);
  gtk_widget_add_css_class (GTK_WIDGET (row->count_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (row->count_label), "lens-dim");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->count_label));
  gtk_check_button_set_child (row->button, box);
  gtk_check_button_set_active (row->button, is_chosen);
  set_count (row, count->n);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (row->button));
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row->button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
}

static void
add_words (LensFilterValues *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, "lens-dim");
  gtk_box_append (GTK_BOX (self), label);
}

static void
fill (LensFilterValues *self)
{
  g_autoptr (GPtrArray) counts = list_counts (self);
  LensCondition *condition = lens_filter_find (lens_view_get_filter (self->view), get_topic (self));

  for (guint i = 0; i < MIN (counts->len, MAX_ROWS); i++)
    {
      const LensCount *count = counts->pdata[i];

      add_row (self, count, condition != NULL && lens_condition_has_value (condition, count->value));
    }
  if (counts->len == 0 && self->about == LENS_ABOUT_PAIR)
    add_words (self, _ ("No answer differs from a known truth."));
  else if (counts->len == 0)
    add_words (self, _ ("There is nothing to choose yet."));
  if (counts->len > MAX_ROWS)
    {
      guint n = counts->len - MAX_ROWS;
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u more is not listed: type it into the field above the list.",
                                       "%u more are not listed: type them into the field above the list.", n),
                             n);

      add_words (self, text);
    }
}

static void
update (LensFilterValues *self)
{
  LensCondition *condition = lens_filter_find (lens_view_get_filter (self->view), get_topic (self));
  g_autoptr (GPtrArray) counts = NULL;

  if (lens_session_is_closed (self->session))
    return;
  counts = lens_tally_values (self->view, get_topic (self));
  self->is_updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      const LensCount *count = find_count (counts, row->value);

      set_count (row, count != NULL ? count->n : 0);
      gtk_check_button_set_active (row->button, condition != NULL && lens_condition_has_value (condition, row->value));
    }
  self->is_updating = FALSE;
}

/* ---- keys ---- */

/* GTK 4.8 takes each check button for a group of radio buttons, in which arrows lead nowhere. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, LensFilterValues *self)
{
  guint n = self->rows->len, place = 0;

  while (place < n && !gtk_widget_has_focus (GTK_WIDGET (((Row *) self->rows->pdata[place])->button)))
    place++;
  if (place == n || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    place = MIN (place + 1, n - 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    place = place > 0 ? place - 1 : 0;
  else if (key == GDK_KEY_Home)
    place = 0;
  else if (key == GDK_KEY_End)
    place = n - 1;
  else
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (((Row *) self->rows->pdata[place])->button));

  return TRUE;
}

/* ---- the object ---- */

static void
lens_filter_values_finalize (GObject *object)
{
  LensFilterValues *self = LENS_FILTER_VALUES (object);

  g_clear_object (&self->session);
  g_ptr_array_unref (self->rows);
  g_free (self->name);

  G_OBJECT_CLASS (lens_filter_values_parent_class)->finalize (object);
}

static void
lens_filter_values_class_init (LensFilterValuesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_filter_values_finalize;
}

static void
lens_filter_values_init (LensFilterValues *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
lens_filter_values_new (LensSession *session, LensTopic topic)
{
  LensFilterValues *self = g_object_new (LENS_TYPE_FILTER_VALUES, NULL);

  self->session = g_object_ref (session);
  self->view = lens_session_get_view (session);
  self->about = topic.about;
  self->name = g_strdup (topic.name);
  fill (self);
  g_signal_connect_object (self->view, "notify::filter", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
