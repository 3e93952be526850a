/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-card.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-explained-words.h"
#include "lens-signed-colours.h"

#define SIDE 84 /* of the small map */
#define OPACITY 0.72
#define WIDTH 98

struct _LensExplainCard {
  GtkToggleButton parent_instance;

  GtkWidget *picture; /* borrowed children */
  GtkLabel *name_label, *words_label;

  char *name;
  DermExplanation *map; /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (LensExplainCard, lens_explain_card, GTK_TYPE_TOGGLE_BUTTON)

/* Without outlines: there is no room for them. */
static void
draw_cells (DermExplanation *map, cairo_t *cr, int width, int height)
{
  int columns = derm_explanation_get_width (map), rows = derm_explanation_get_height (map);
  double scale = derm_explanation_get_scale (map), cell_width = (double) width / columns,
         cell_height = (double) height / rows;

  if (scale == 0.0 || lens_explaining_says_nothing (map))
    return;
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE); /* no seams between cells */
  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      {
        GdkRGBA color = lens_signed_colours_over ((double) derm_explanation_get_value (map, x, y) / scale, OPACITY);

        gdk_cairo_set_source_rgba (cr, &color);
        cairo_rectangle (cr, x * cell_width, y * cell_height, cell_width, cell_height);
        cairo_fill (cr);
      }
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  LensExplainCard *self = user_data;
  GdkRGBA text;

  if (self->map != NULL)
    {
      derm_figure_map (cr, self->map, 1.0, 0.0, width, height);
      draw_cells (self->map, cr, width, height);
      return;
    }
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &text);
  cairo_set_source_rgba (cr, text.red, text.green, text.blue, 0.08);
  cairo_paint (cr);
}

static void
lens_explain_card_finalize (GObject *object)
{
  LensExplainCard *self = LENS_EXPLAIN_CARD (object);

  g_clear_object (&self->map);
  g_free (self->name);

  G_OBJECT_CLASS (lens_explain_card_parent_class)->finalize (object);
}

static void
lens_explain_card_class_init (LensExplainCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_explain_card_finalize;
}

/* Whole, however large the text is: there is more room beyond the edge. */
static GtkLabel *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "caption");

  return GTK_LABEL (label);
}

static void
lens_explain_card_init (LensExplainCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->picture = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->picture), SIDE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->picture), SIDE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->picture), draw, self, NULL);
  gtk_widget_set_halign (self->picture, GTK_ALIGN_CENTER);
  self->name_label = make_label ();
  self->words_label = make_label ();
  gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "lens-dim");
  gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "numeric");
  gtk_box_append (GTK_BOX (box), self->picture);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words_label));
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "lens-explain-card");
}

GtkWidget *
lens_explain_card_new (const char *name)
{
  LensExplainCard *self = g_object_new (LENS_TYPE_EXPLAIN_CARD, NULL);

  self->name = g_strdup (name);
  gtk_label_set_text (self->name_label, name);

  return GTK_WIDGET (self);
}

void
lens_explain_card_set (LensExplainCard *self, DermExplanation *map, const char *words, gboolean is_chosen)
{
  g_autofree char *spoken = NULL, *flat = lens_explained_dup_flat (map);

  g_return_if_fail (LENS_IS_EXPLAIN_CARD (self));

  if (g_set_object (&self->map, map))
    gtk_widget_queue_draw (self->picture);
  gtk_label_set_text (self->words_label, words);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self), flat != NULL ? flat : _ ("Scaled to its own largest value: compare shapes, not strengths"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), is_chosen);
  if (is_chosen)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_label), "heading");
  spoken = g_strdup_printf ("%s, %s", self->name, words);
  lens_accessible_set_name (GTK_WIDGET (self), spoken);
}
