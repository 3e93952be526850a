/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-footer.h"

#include <glib/gi18n.h>

#include "lens-model-name.h"

#define SPACING 12

struct _LensFooter {
  GtkWidget parent_instance;

  /* template */
  GtkBoxLayout *layout;
  GtkLabel *research_label;
  GtkLabel *provenance_label;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensFooter, lens_footer, GTK_TYPE_WIDGET)

/* "avx512" as people write it. */
static const char *
format_isa (const char *isa)
{
  static const char *const names[][2]
      = { { "avx2", "AVX2" }, { "avx512", "AVX-512" }, { "neon", "NEON" }, { "plain", N_ ("plain C") } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (isa, names[i][0]) == 0)
      return _ (names[i][1]);

  return isa;
}

/* (transfer full) NULL if there is no model. */
static char *
format_model (LensReading *reading, DermModel *model)
{
  g_autofree char *name = model != NULL ? lens_model_format_name (model) : NULL;

  if (name == NULL || !lens_reading_is_calibrated (reading))
    return g_steal_pointer (&name);

  /* TRANSLATORS: name and version of the model, whose scores are calibrated by a file that the user has opened */
  return g_strdup_printf (_ ("%s, calibrated by a file"), name);
}

/* (transfer full) NULL if there is no model. */
static char *
format_provenance (LensFooter *self)
{
  LensReading *reading = lens_session_get_reading (self->session);
  DermPrediction *prediction = lens_shown_get_prediction (lens_session_get_shown (self->session));
  DermModel *model = prediction != NULL ? derm_prediction_get_model (prediction) : lens_reading_get_model (reading);
  DermRecipe *recipe = prediction != NULL ? derm_input_get_recipe (derm_prediction_get_input (prediction))
                                          : lens_reading_get_recipe (reading);
  const char *words = model != NULL ? lens_readout_get_footer (lens_session_get_readout (self->session)) : NULL;
  g_autofree char *name = format_model (reading, model);

  if (words != NULL)
    {
      g_autofree char *done = prediction != NULL ? derm_input_note_painted (derm_prediction_get_input (prediction),
                                                                            derm_recipe_get_name (recipe))
                                                 : g_strdup (derm_recipe_get_name (recipe));

      /* TRANSLATORS: name and version of the model, name of the recipe, what was computed in which time */
      return g_strdup_printf (_ ("%s · recipe %s · %s"), name, done, words);
    }
  if (prediction != NULL)
    /* TRANSLATORS: name and version of the model, name of the recipe, kind of processor, milliseconds */
    return g_strdup_printf (derm_input_is_painted (derm_prediction_get_input (prediction))
                                ? _ ("%s · recipe %s · edited input · %s · %.2f ms")
                                : _ ("%s · recipe %s · %s · %.2f ms"),
                            name, derm_recipe_get_name (recipe), format_isa (derm_prediction_get_isa (prediction)),
                            derm_prediction_get_ms (prediction));
  if (model != NULL)
    /* TRANSLATORS: name and version of the model, name of the recipe */
    return g_strdup_printf (_ ("%s · recipe %s"), name, derm_recipe_get_name (recipe));

  return NULL;
}

/* (transfer full) "3 of 31": the head of the window, which says it otherwise, is hidden from a class. NULL for a single
 * image. */
static char *
format_place (LensFooter *self)
{
  LensSelection *selection = lens_session_get_selection (self->session);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (selection)), current = lens_selection_get_current (selection);

  if (n <= 1 || current == GTK_INVALID_LIST_POSITION)
    return NULL;

  /* TRANSLATORS: place of the image in the list, like "3 of 42" */
  return g_strdup_printf (_ ("%u of %u"), current + 1, n);
}

static void
update (LensFooter *self)
{
  g_autofree char *text = NULL;

  if (lens_session_is_closed (self->session))
    return;
  if (lens_session_is_presenting (self->session))
    text = format_place (self);
  else
    text = format_provenance (self);
  gtk_label_set_text (self->provenance_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->provenance_label), text != NULL);
}

static void
lens_footer_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_FOOTER (object)->session);

  G_OBJECT_CLASS (lens_footer_parent_class)->dispose (object);
}

static void
lens_footer_class_init (LensFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_footer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-footer.ui");
  gtk_widget_class_bind_template_child (widget_class, LensFooter, layout);
  gtk_widget_class_bind_template_child (widget_class, LensFooter, research_label);
  gtk_widget_class_bind_template_child (widget_class, LensFooter, provenance_label);
}

static void
lens_footer_init (LensFooter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->research_label, derm_research_line ());
}

void
lens_footer_set_session (LensFooter *self, LensSession *session)
{
  LensShown *shown = lens_session_get_shown (session);

  g_return_if_fail (LENS_IS_FOOTER (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (shown, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "predicted", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_readout (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "place-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lens_footer_set_narrow (LensFooter *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_FOOTER (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->layout),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_layout_set_spacing (self->layout, is_narrow ? 0 : SPACING);
  gtk_label_set_xalign (self->provenance_label, is_narrow ? 0.0f : 1.0f);
}

const char *
lens_footer_get_provenance (LensFooter *self)
{
  return gtk_label_get_text (self->provenance_label);
}

gboolean
lens_footer_shows_research_line (LensFooter *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self->research_label));
}
