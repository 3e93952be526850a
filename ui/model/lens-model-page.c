/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-page.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"
#include "lens-keys.h"
#include "lens-model-name.h"
#include "lens-model-reports.h"
#include "lens-model-table.h"
#include "lens-model-words.h"
#include "lens-scroller.h"

#define FACT_CHARS 20 /* of the names of facts */

struct _LensModelPage {
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkLabel *title_label;
  GtkBox *sections;

  DermModel *model; /* owned */
  gboolean is_narrow;
  gboolean is_due; /* it is filled when it is shown: that reads files, which would hold up the start */
};

G_DEFINE_FINAL_TYPE (LensModelPage, lens_model_page, GTK_TYPE_WIDGET)

static void fill_due (LensModelPage *self);

static void
lens_model_page_map (GtkWidget *widget)
{
  fill_due (LENS_MODEL_PAGE (widget));

  GTK_WIDGET_CLASS (lens_model_page_parent_class)->map (widget);
}

static void
lens_model_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_MODEL_PAGE (object)->model);

  G_OBJECT_CLASS (lens_model_page_parent_class)->dispose (object);
}

static void
lens_model_page_class_init (LensModelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_model_page_dispose;
  widget_class->map = lens_model_page_map;
  gtk_widget_class_set_css_name (widget_class, "lens-model-page");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LensModelPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensModelPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, LensModelPage, sections);
}

static void
lens_model_page_init (LensModelPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
}

/* ---- its parts ---- */

static GtkWidget *
make_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "max-width-chars", 80, "selectable", TRUE, NULL);
}

static void
add_heading (GtkBox *box, const char *title)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title,
                                     "xalign", 0.0, "wrap", TRUE, "margin-top", 8, NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (box, heading);
}

/* Nothing where there is nothing to say. */
static void
add_section (GtkBox *box, const char *title, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  add_heading (box, title);
  gtk_box_append (box, make_label (text));
}

/* A short fact beside its name; below it where there is no room. */
static void
add_fact (LensModelPage *self, const char *name, const char *text)
{
  GtkWidget *row, *label, *value;

  if (text == NULL || *text == '\0')
    return;

  row = gtk_box_new (self->is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 2);
  label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "yalign", 0.0, "wrap", TRUE, "width-chars",
                        FACT_CHARS, "max-width-chars", FACT_CHARS, NULL);
  value = make_label (text);
  gtk_widget_add_css_class (row, "lens-fact");
  gtk_widget_add_css_class (label, "lens-dim");
  gtk_widget_set_hexpand (value, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (self->sections, row);
}

/* ---- warnings ---- */

/* Where the file holds several networks: which one answers. */
static void
add_weights (GtkBox *box, DermModel *model)
{
  const char *const *keys = derm_model_list_weights (model);
  GtkCheckButton *first = NULL;

  if (g_strv_length ((char **) keys) < 2)
    return;

  add_section (box, _ ("Network in the file"), _ ("The file holds several. This one answers:"));
  for (guint i = 0; keys[i] != NULL; i++)
    {
      GtkWidget *button = gtk_check_button_new_with_label (keys[i]);

      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.weights");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", keys[i]);
      gtk_box_append (box, button);
      first = GTK_CHECK_BUTTON (button);
    }
}

/* What must be known before any figure is read. */
static void
add_warnings (LensModelPage *self, DermModel *model)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  g_autofree char *recipe = derm_model_get_assumption (model);
  g_auto (GStrv) remarks = derm_model_list_remarks (model);
  g_autofree char *all = g_strjoinv ("\n", remarks);

  gtk_widget_add_css_class (GTK_WIDGET (box), "lens-warning");
  if (!derm_model_has_card (model))
    add_section (box, _ ("Card"),
                 _ ("The file has no card: what the model is for, what it was trained on and how good it is, is not "
                    "known."));
  add_section (box, _ ("Limits"), lens_model_words (derm_model_get_card (model, "limits")));
  add_weights (box, model);
  add_section (box, _ ("To be known"), all);
  add_section (box, _ ("Assumed recipe"), recipe);
  add_section (box, _ ("Assumed of the network"), derm_model_get_assumed (model));
  if (gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
    gtk_box_append (self->sections, GTK_WIDGET (box));
  else
    g_object_unref (g_object_ref_sink (box));
}

/* ---- figures ---- */

static void
add_calibration (LensModelPage *self, DermModel *model)
{
  const char *fitted_on = lens_model_words (derm_model_get_calibration (model));
  g_autofree char *text = NULL;

  if (fitted_on != NULL)
    /* TRANSLATORS: what the calibration was fitted on, and the expected calibration error that is left */
    text = g_strdup_printf (_ ("The scores that are shown are calibrated, fitted on: %s. Expected calibration error: "
                               "%.3f."),
                            fitted_on, derm_model_get_calibration_error (model));
  else
    text = g_strdup (_ ("None: the scores shown are the network’s own, which are usually too confident."));
  add_section (self->sections, _ ("Calibration"), text);
}

static void
add_classes (LensModelPage *self, DermModel *model)
{
  g_autoptr (LensModelReports) reports = lens_model_reports_new (model);

  add_heading (self->sections, _ ("Classes"));
  gtk_box_append (self->sections, lens_model_table_new (model, reports));
  if (reports->n_right[DERM_DECISION_LIKELY] != NULL || reports->n_right[DERM_DECISION_BALANCED] != NULL)
    {
      GtkWidget *note
          /* xgettext:no-c-format */
          = make_label (_ ("Recall is the share of the held-out images of a class that are answered rightly; "
                           "below it is the 95 % interval (Wilson). Where there are few images, it is wide."));

      gtk_widget_add_css_class (note, "lens-dim");
      gtk_widget_add_css_class (note, "caption");
      gtk_box_append (self->sections, note);
    }
}

/* ---- facts ---- */

static void
add_recipes (LensModelPage *self, DermModel *model)
{
  g_autoptr (GPtrArray) recipes = derm_model_list_recipes (model);

  add_heading (self->sections, recipes->len > 1 ? _ ("Recipes, the model’s own first") : _ ("Recipe"));
  for (guint i = 0; i < recipes->len; i++)
    {
      g_autofree char *description = lens_bidi_recipe (recipes->pdata[i]);

      add_fact (self, derm_recipe_get_name (recipes->pdata[i]), description);
    }
}

static void
add_labels (LensModelPage *self, DermModel *model)
{
  g_autofree char *labels = NULL;

  if (derm_model_get_labels_path (model) != NULL)
    labels = g_filename_display_name (derm_model_get_labels_path (model));
  else if (derm_model_get_labels_key (model) != NULL)
    /* TRANSLATORS: %s is a member of the model's file, like class_to_idx */
    labels = g_strdup_printf (_ ("“%s” in the file"), derm_model_get_labels_key (model));
  add_fact (self, _ ("Labels are from"), labels);
}

static void
add_origin (LensModelPage *self, DermModel *model)
{
  g_autofree char *path = g_filename_display_name (derm_model_get_path (model));
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, derm_model_get_n_parameters (model));
  /* TRANSLATORS: how many numbers the network has learned */
  g_autofree char *size = g_strdup_printf (_ ("%s parameters"), number);

  add_heading (self->sections, _ ("Origin"));
  add_fact (self, _ ("Licence"), derm_model_get_card (model, "licence"));
  add_fact (self, _ ("Citation"), derm_model_get_card (model, "citation"));
  add_fact (self, _ ("Network"), size);
  add_fact (self, _ ("File"), path);
  add_fact (self, _ ("SHA-256 of the file"), derm_model_get_sha256 (model));
  add_labels (self, model);
}

static void
add_card_text (LensModelPage *self, const char *title, const char *key)
{
  add_section (self->sections, title, lens_model_words (derm_model_get_card (self->model, key)));
}

static void
fill (LensModelPage *self)
{
  g_autofree char *title = lens_model_format_name (self->model);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);

  gtk_label_set_text (self->title_label, title);
  add_warnings (self, self->model);
  add_card_text (self, _ ("Intended use"), "intended_use");
  add_card_text (self, _ ("Trained on"), "trained_on");
  add_card_text (self, _ ("Figures"), "figures");
  add_classes (self, self->model);
  add_calibration (self, self->model);
  add_recipes (self, self->model);
  add_origin (self, self->model);
}

static void
fill_due (LensModelPage *self)
{
  if (!self->is_due)
    return;
  self->is_due = FALSE;
  fill (self);
}

static void
update (LensModelPage *self)
{
  self->is_due = self->model != NULL;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill_due (self);
}

void
lens_model_page_set_model (LensModelPage *self, DermModel *model)
{
  g_return_if_fail (LENS_IS_MODEL_PAGE (self));
  g_return_if_fail (DERM_IS_MODEL (model));

  if (g_set_object (&self->model, model))
    update (self);
}

void
lens_model_page_set_narrow (LensModelPage *self, gboolean is_narrow)
{
  lens_scroller_set_scrolls (self->scroller, !is_narrow);
  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  update (self);
}

static void
append_text (GtkWidget *widget, GString *text)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    g_string_append_printf (text, "\n%s", gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)));
  else if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "\n%s", gtk_label_get_text (GTK_LABEL (widget)));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      append_text (child, text);
}

char *
lens_model_page_dup_text (LensModelPage *self)
{
  GString *text;

  fill_due (self);
  text = g_string_new (gtk_label_get_text (self->title_label));
  append_text (GTK_WIDGET (self->sections), text);

  return g_string_free (text, FALSE);
}

static void
on_classifier (LensModelPage *self, GParamSpec *pspec, LensReading *reading)
{
  DermModel *model = lens_reading_get_model (reading);

  if (model != NULL)
    lens_model_page_set_model (self, model);
}

void
lens_model_page_set_session (LensModelPage *self, LensSession *session)
{
  LensReading *reading = lens_session_get_reading (session);

  g_return_if_fail (LENS_IS_MODEL_PAGE (self));

  g_signal_connect_object (reading, "notify::classifier", G_CALLBACK (on_classifier), self, G_CONNECT_SWAPPED);
  on_classifier (self, NULL, reading);
}
