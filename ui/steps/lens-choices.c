/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-choices.h"

#include <glib/gi18n.h>

#include "lens-batch.h"
#include "lens-decision.h"

typedef struct {
  char *id;                   /* owned: "lanczos" */
  const char *name;           /* "Lanczos" */
  GtkLabel *answer, *score;   /* borrowed children */
  GtkWidget *button;          /* borrowed child */
  DermPrediction *prediction; /* owned, or NULL */
} Choice;

struct _LensChoices {
  GtkWidget parent_instance;

  /* borrowed children */
  GtkGrid *grid;
  GtkLabel *sentence;

  LensStep step;
  GArray *choices;         /* Choice */
  LensBatch *batch;        /* owned; of the image that is asked about, by choice */
  DermPrediction *current; /* owned: what is on screen elsewhere */
};

G_DEFINE_FINAL_TYPE (LensChoices, lens_choices, GTK_TYPE_WIDGET)

static void
clear_choice (gpointer data)
{
  Choice *choice = data;

  g_free (choice->id);
  g_clear_object (&choice->prediction);
}

static Choice *
get_choice (LensChoices *self, guint index)
{
  return &g_array_index (self->choices, Choice, index);
}

static const char *
get_answer (DermPrediction *prediction)
{
  return derm_prediction_get_label (prediction, derm_prediction_get_top (prediction));
}

static gboolean
is_different (LensChoices *self, const Choice *choice)
{
  return choice->prediction != NULL && g_strcmp0 (get_answer (choice->prediction), get_answer (self->current)) != 0;
}

/* One row: "≠ mel  0.54", the sign where it is not the answer on screen. */
static void
show_choice (LensChoices *self, const Choice *choice)
{
  int top = derm_prediction_get_top (choice->prediction);
  const char *name = derm_prediction_get_class_name (choice->prediction, top);
  g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (choice->prediction)[top]);
  g_autofree char *answer
      = g_strdup_printf (is_different (self, choice) ? "≠ %s" : "%s", get_answer (choice->prediction));
  g_autofree char *words = NULL;

  gtk_label_set_text (choice->answer, answer);
  gtk_label_set_text (choice->score, score);
  gtk_widget_set_tooltip_text (GTK_WIDGET (choice->answer), name);
  /* TRANSLATORS: value of a step ("Lanczos"), the class that it leads to and its score */
  words = g_strdup_printf (_ ("%s: %s, %s"), choice->name, name, score);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_sentence (LensChoices *self)
{
  g_autoptr (GString) others = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n_other = 0;

  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = get_choice (self, i);

      if (!is_different (self, choice))
        continue;
      g_string_append_printf (others, n_other > 0 ? ", %s (%s)" : "%s (%s)", choice->name,
                              get_answer (choice->prediction));
      n_other++;
    }
  if (n_other == 0)
    /* TRANSLATORS: %s is the code of a class */
    text = g_strdup_printf (_ ("The answer does not depend on this step: it is %s with every value."),
                            get_answer (self->current));
  else
    /* TRANSLATORS: values of a step, each with the code of a class, like "Box (nv), Nearest (nv)" */
    text = g_strdup_printf (_ ("The answer depends on this step. It is another one with: %s."), others->str);
  gtk_label_set_text (self->sentence, text);
}

static void
on_done (gpointer owner, guint index, DermPrediction *prediction, const GError *error)
{
  LensChoices *self = owner;

  if (prediction != NULL)
    {
      Choice *choice = get_choice (self, index);
      g_autoptr (DermPrediction) decided = lens_decide (prediction, derm_prediction_get_decision (self->current));

      g_set_object (&choice->prediction, decided);
      show_choice (self, choice);
    }
  else
    {
      gtk_label_set_text (get_choice (self, index)->answer, error->message);
    }
  if (lens_choices_is_idle (self))
    show_sentence (self);
}

static void
lens_choices_dispose (GObject *object)
{
  LensChoices *self = LENS_CHOICES (object);
  GtkWidget *child;

  lens_batch_stop (self->batch);
  g_clear_object (&self->current);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_choices_parent_class)->dispose (object);
}

static void
lens_choices_finalize (GObject *object)
{
  LensChoices *self = LENS_CHOICES (object);

  g_array_unref (self->choices);
  lens_batch_free (self->batch);

  G_OBJECT_CLASS (lens_choices_parent_class)->finalize (object);
}

static void
lens_choices_class_init (LensChoicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_choices_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_choices_finalize;
  gtk_widget_class_set_css_name (widget_class, "lens-choices");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static GtkLabel *
add_label (LensChoices *self, float xalign, int column, int row)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new ("–"));

  gtk_label_set_xalign (label, xalign);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  gtk_grid_attach (self->grid, GTK_WIDGET (label), column, row, 1, 1);

  return label;
}

static void
lens_choices_init (LensChoices *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->batch = lens_batch_new (self, on_done);
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (self->choices, clear_choice);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 16);
  gtk_grid_set_row_spacing (self->grid, 2);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  self->sentence = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0, "wrap",
                                 TRUE, "width-chars", 26, "max-width-chars", 26, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->sentence), GTK_WIDGET (self));
}

/* A row for each value of the step's menu. */
static void
add_choice (LensChoices *self, const char *id, const char *name)
{
  guint row = self->choices->len;
  g_autofree char *action = g_strdup_printf ("win.%s", lens_step_get_action (self->step));
  Choice choice = { .id = g_strdup (id), .name = name };

  choice.button = gtk_check_button_new_with_label (name);
  if (row > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (choice.button), GTK_CHECK_BUTTON (get_choice (self, 0)->button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choice.button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (choice.button), "s", id);
  gtk_widget_set_hexpand (choice.button, TRUE);
  gtk_grid_attach (self->grid, choice.button, 0, (int) row, 1, 1);
  choice.answer = add_label (self, 0.0f, 1, (int) row);
  choice.score = add_label (self, 1.0f, 2, (int) row);
  g_array_append_val (self->choices, choice);
}

GtkWidget *
lens_choices_new (LensStep step)
{
  LensChoices *self = g_object_new (LENS_TYPE_CHOICES, NULL);
  const char *id, *name;

  self->step = step;
  for (guint i = 0; lens_step_get_choice (step, i, &id, &name); i++)
    add_choice (self, id, name);

  return GTK_WIDGET (self);
}

static void
start (LensChoices *self, guint index, DermClassifier *classifier, DermImage *image)
{
  g_autoptr (GError) error = NULL;
  DermRecipe *recipe = derm_input_get_recipe (derm_prediction_get_input (self->current));
  g_autoptr (DermRecipe) changed = lens_step_change (self->step, recipe, get_choice (self, index)->id, &error);

  if (changed == NULL)
    {
      gtk_label_set_text (get_choice (self, index)->answer, error->message);
      return;
    }

  lens_batch_add (self->batch, index, classifier, derm_request_new (NULL, image, changed, G_PRIORITY_DEFAULT_IDLE));
}

void
lens_choices_set (LensChoices *self, DermClassifier *classifier, DermImage *image, DermPrediction *prediction)
{
  g_return_if_fail (LENS_IS_CHOICES (self));

  lens_batch_stop (self->batch);
  for (guint i = 0; i < self->choices->len; i++) /* what is answered of another image is no answer of this one */
    g_clear_object (&get_choice (self, i)->prediction);
  g_set_object (&self->current, prediction);
  if (classifier == NULL || image == NULL || prediction == NULL)
    return;

  for (guint i = 0; i < self->choices->len; i++)
    start (self, i, classifier, image);
}

guint
lens_choices_get_n (LensChoices *self)
{
  return self->choices->len;
}

DermPrediction *
lens_choices_get_prediction (LensChoices *self, guint index)
{
  g_return_val_if_fail (index < self->choices->len, NULL);

  return get_choice (self, index)->prediction;
}

const char *
lens_choices_get_text (LensChoices *self)
{
  return gtk_label_get_text (self->sentence);
}

gboolean
lens_choices_is_idle (LensChoices *self)
{
  return lens_batch_get_n_running (self->batch) == 0;
}
