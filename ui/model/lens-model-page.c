/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-page.h"

#include <glib/gi18n.h>

#include "lens-model-name.h"

#include "lens-bidi.h"
#include "lens-keys.h"

struct _LensModelPage {
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkLabel *title_label;
  GtkBox *sections;
};

G_DEFINE_FINAL_TYPE (LensModelPage, lens_model_page, GTK_TYPE_WIDGET)

static void
lens_model_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_model_page_parent_class)->dispose (object);
}

static void
lens_model_page_class_init (LensModelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_model_page_dispose;
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

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 80);

  return label;
}

/* Nothing where there is nothing to say. */
static void
add_section (LensModelPage *self, const char *title, const char *text)
{
  GtkWidget *heading, *label;

  if (text == NULL || *text == '\0')
    return;

  heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title, "xalign", 0.0,
                          "wrap", TRUE, "margin-top", 8, NULL);
  gtk_widget_add_css_class (heading, "heading");
  label = make_label (text);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (self->sections, heading);
  gtk_box_append (self->sections, label);
}

static void
add_recipes (LensModelPage *self, DermModel *model)
{
  g_autoptr (GPtrArray) recipes = derm_model_list_recipes (model);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < recipes->len; i++)
    {
      g_autofree char *description = lens_bidi_recipe (recipes->pdata[i]);

      /* TRANSLATORS: name of a recipe, and what it does */
      g_string_append_printf (text, _ ("%s: %s"), derm_recipe_get_name (recipes->pdata[i]), description);
      if (i + 1 < recipes->len)
        g_string_append_c (text, '\n');
    }
  add_section (self, recipes->len > 1 ? _ ("Recipes, the model’s own first") : _ ("Recipe"), text->str);
}

static void
add_calibration (LensModelPage *self, DermModel *model)
{
  const char *fitted_on = derm_model_get_calibration (model);
  g_autofree char *text = NULL;

  if (fitted_on != NULL)
    /* TRANSLATORS: what the calibration was fitted on, and the expected calibration error that is left */
    text = g_strdup_printf (_ ("The scores that are shown are calibrated, fitted on: %s. Expected calibration error: "
                               "%.3f."),
                            fitted_on, derm_model_get_calibration_error (model));
  else
    text = g_strdup (_ ("None: the scores shown are the network’s own, which are usually too confident."));
  add_section (self, _ ("Calibration"), text);
}

static void
add_classes (LensModelPage *self, DermModel *model)
{
  const double *shares = derm_model_get_shares (model);
  DermRecipe *recipe = derm_model_get_recipe (model);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      g_string_append_printf (text, "%s%s, %s", i > 0 ? "\n" : "", derm_model_get_label_in (model, recipe, i),
                              derm_model_get_class_name_in (model, recipe, i));
      if (shares != NULL)
        /* TRANSLATORS: how much of the training data a class makes */
        g_string_append_printf (text, _ (": %.1f %% of the training data"), 100.0 * shares[i]);
    }
  add_section (self, _ ("Classes"), text->str);
}

static void
add_origin (LensModelPage *self, DermModel *model)
{
  g_autofree char *path = g_filename_display_name (derm_model_get_path (model));
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, derm_model_get_n_parameters (model));
  /* TRANSLATORS: how many numbers the network has learned */
  g_autofree char *size = g_strdup_printf (_ ("%s parameters"), number);

  add_section (self, _ ("Network"), size);
  add_section (self, _ ("File"), path);
  add_section (self, _ ("SHA-256 of the file"), derm_model_get_sha256 (model));
  if (derm_model_get_labels_path (model) != NULL)
    {
      g_autofree char *labels = g_filename_display_name (derm_model_get_labels_path (model));

      add_section (self, _ ("Labels are from"), labels);
    }
  else if (derm_model_get_labels_key (model) != NULL)
    {
      /* TRANSLATORS: %s is a member of the model's file, like class_to_idx */
      g_autofree char *labels = g_strdup_printf (_ ("“%s” in the file"), derm_model_get_labels_key (model));

      add_section (self, _ ("Labels are from"), labels);
    }
}

/* Where the file holds several networks: which one answers. */
static void
add_weights (LensModelPage *self, DermModel *model)
{
  const char *const *keys = derm_model_list_weights (model);
  GtkCheckButton *first = NULL;

  if (g_strv_length ((char **) keys) < 2)
    return;

  add_section (self, _ ("Network in the file"), _ ("The file holds several. This one answers:"));
  for (guint i = 0; keys[i] != NULL; i++)
    {
      GtkWidget *button = gtk_check_button_new_with_label (keys[i]);

      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.weights");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", keys[i]);
      gtk_box_append (self->sections, button);
      first = GTK_CHECK_BUTTON (button);
    }
}

static void
add_assumptions (LensModelPage *self, DermModel *model)
{
  g_autofree char *recipe = derm_model_get_assumption (model);
  g_auto (GStrv) remarks = derm_model_list_remarks (model);
  g_autofree char *all = g_strjoinv ("\n", remarks);

  if (!derm_model_has_card (model))
    add_section (self, _ ("Card"),
                 _ ("The file has no card: what the model is for, what it was trained on and how good it is, is not "
                    "known."));
  add_weights (self, model);
  add_section (self, _ ("To be known"), all);
  add_section (self, _ ("Assumed recipe"), recipe);
  add_section (self, _ ("Assumed of the network"), derm_model_get_assumed (model));
}

void
lens_model_page_set_model (LensModelPage *self, DermModel *model)
{
  g_autofree char *title = NULL;
  GtkWidget *child;

  g_return_if_fail (LENS_IS_MODEL_PAGE (self));
  g_return_if_fail (DERM_IS_MODEL (model));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);

  title = lens_model_format_name (model);
  gtk_label_set_text (self->title_label, title);
  add_assumptions (self, model);
  add_section (self, _ ("Intended use"), derm_model_get_card (model, "intended_use"));
  add_section (self, _ ("Trained on"), derm_model_get_card (model, "trained_on"));
  add_section (self, _ ("Figures"), derm_model_get_card (model, "figures"));
  add_section (self, _ ("Limits"), derm_model_get_card (model, "limits"));
  add_calibration (self, model);
  add_recipes (self, model);
  add_classes (self, model);
  add_section (self, _ ("Licence"), derm_model_get_card (model, "licence"));
  add_section (self, _ ("Citation"), derm_model_get_card (model, "citation"));
  add_origin (self, model);
}

void
lens_model_page_set_narrow (LensModelPage *self, gboolean is_narrow)
{
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
}

char *
lens_model_page_dup_text (LensModelPage *self)
{
  GString *text = g_string_new (gtk_label_get_text (self->title_label));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sections)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_string_append_printf (text, "\n%s",
                            GTK_IS_LABEL (child) ? gtk_label_get_text (GTK_LABEL (child))
                                                 : gtk_check_button_get_label (GTK_CHECK_BUTTON (child)));

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
