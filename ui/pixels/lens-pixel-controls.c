/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-controls.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-bidi.h"
#include "lens-drop-down.h"
#include "lens-flow.h"
#include "lens-keys.h"
#include "lens-swatch.h"

struct _LensPixelControls {
  GtkWidget parent_instance;

  /* template */
  GtkDropDown *size_choice;
  GtkMenuButton *colour_button;
  GtkPopover *colour_popover;
  GtkFlowBox *swatches;
  GtkSpinButton *red_spin;
  GtkSpinButton *green_spin;
  GtkSpinButton *blue_spin;

  LensSwatch *swatch;   /* borrowed child of the button */
  LensSession *session; /* owned */
  const int *sizes;     /* that can be chosen */
  gboolean is_updating; /* what is shown follows the brush, not the other way round */
};

G_DEFINE_FINAL_TYPE (LensPixelControls, lens_pixel_controls, GTK_TYPE_WIDGET)

/* What lies on lesions and stands beside them in photographs. */
static const struct {
  const char *name;
  guint8 colour[3];
} colours[] = {
  { N_ ("Ink of a marker"), { 72, 58, 130 } },
  { N_ ("Dark hair"), { 44, 32, 28 } },
  { N_ ("Fair hair"), { 190, 156, 108 } },
  { N_ ("Ruler"), { 245, 245, 240 } },
  { N_ ("Black"), { 0, 0, 0 } },
  { N_ ("Grey"), { 128, 128, 128 } },
  { N_ ("White"), { 255, 255, 255 } },
  { N_ ("Blood"), { 140, 20, 30 } },
};

static LensBrush *
get_brush (LensPixelControls *self)
{
  return lens_session_get_brush (self->session);
}

/* ---- size ---- */

static void
on_size_chosen (LensPixelControls *self)
{
  guint selected = gtk_drop_down_get_selected (self->size_choice);

  if (!self->is_updating && selected != GTK_INVALID_LIST_POSITION)
    lens_brush_set_size (get_brush (self), lens_brush_list_sizes (get_brush (self))[selected]);
}

/* (transfer full) */
static GListModel *
list_sizes (LensPixelControls *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (const int *size = lens_brush_list_sizes (get_brush (self)); *size != 0; size++)
    {
      g_autofree char *name = lens_bidi_size (*size, *size);

      gtk_string_list_append (names, name);
    }

  return G_LIST_MODEL (names);
}

/* Those of the input, or those of the original. */
static void
update_sizes (LensPixelControls *self, const int *sizes)
{
  gboolean is_original = lens_brush_get_original (get_brush (self)) != NULL;
  g_autoptr (GListModel) names = NULL;

  if (self->sizes == sizes)
    return;
  self->sizes = sizes;
  names = list_sizes (self);
  gtk_drop_down_set_model (self->size_choice, names);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->size_choice), is_original
                                                                   ? _ ("Size of the Brush, in Pixels of the Original")
                                                                   : _ ("Size of the Brush, in Pixels of the Input"));
}

static void
update_size (LensPixelControls *self)
{
  const int *sizes = lens_brush_list_sizes (get_brush (self));
  guint i = 0;

  self->is_updating = TRUE;
  update_sizes (self, sizes);
  self->is_updating = FALSE;
  while (sizes[i + 1] != 0 && sizes[i] < lens_brush_get_size (get_brush (self)))
    i++;
  self->is_updating = TRUE;
  gtk_drop_down_set_selected (self->size_choice, i);
  self->is_updating = FALSE;
}

/* ---- colour ---- */

/* (transfer full) "Colour of the brush: R 72, G 58, B 130" */
static char *
dup_colour_name (const guint8 *colour)
{
  return g_strdup_printf (_ ("Colour of the brush: R %d, G %d, B %d"), colour[0], colour[1], colour[2]);
}

static void
update_colour (LensPixelControls *self)
{
  const guint8 *colour = lens_brush_get_colour (get_brush (self));
  g_autofree char *name = dup_colour_name (colour);

  self->is_updating = TRUE;
  lens_swatch_set_colour (self->swatch, colour);
  lens_accessible_set_name (GTK_WIDGET (self->colour_button), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->colour_button), name);
  gtk_spin_button_set_value (self->red_spin, colour[0]);
  gtk_spin_button_set_value (self->green_spin, colour[1]);
  gtk_spin_button_set_value (self->blue_spin, colour[2]);
  self->is_updating = FALSE;
}

static void
on_colour_given (LensPixelControls *self)
{
  const guint8 colour[3] = { (guint8) gtk_spin_button_get_value_as_int (self->red_spin),
                             (guint8) gtk_spin_button_get_value_as_int (self->green_spin),
                             (guint8) gtk_spin_button_get_value_as_int (self->blue_spin) };

  if (!self->is_updating)
    lens_brush_set_colour (get_brush (self), colour);
}

static void
on_swatch (GtkButton *button, LensPixelControls *self)
{
  gsize i = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (button), "lens-colour"));

  lens_brush_set_colour (get_brush (self), colours[i].colour);
  gtk_popover_popdown (self->colour_popover);
}

static void
add_swatches (LensPixelControls *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      GtkWidget *button = gtk_button_new (), *swatch = lens_swatch_new ();

      lens_swatch_set_colour (LENS_SWATCH (swatch), colours[i].colour);
      gtk_button_set_child (GTK_BUTTON (button), swatch);
      gtk_widget_set_tooltip_text (button, _ (colours[i].name));
      lens_accessible_set_name (button, _ (colours[i].name));
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "lens-colour", GSIZE_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_swatch), self, 0);
      gtk_flow_box_insert (self->swatches, button, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE); /* the button is what is reached */
    }
}

/* ---- the object ---- */

static void
lens_pixel_controls_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_PIXEL_CONTROLS (object)->session);

  G_OBJECT_CLASS (lens_pixel_controls_parent_class)->dispose (object);
}

static void
lens_pixel_controls_class_init (LensPixelControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_pixel_controls_dispose;
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_css_name (widget_class, "lens-pixel-controls");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-pixel-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPixelControls, size_choice);
  gtk_widget_class_bind_template_child (widget_class, LensPixelControls, colour_button);
  gtk_widget_class_bind_template_child (widget_class, LensPixelControls, colour_popover);
  gtk_widget_class_bind_template_child (widget_class, LensPixelControls, swatches);
  gtk_widget_class_bind_template_child (widget_class, LensPixelControls, red_spin);
  gtk_widget_class_bind_template_child (widget_class, LensPixelControls, green_spin);
  gtk_widget_class_bind_template_child (widget_class, LensPixelControls, blue_spin);
}

static void
lens_pixel_controls_init (LensPixelControls *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  self->swatch = LENS_SWATCH (lens_swatch_new ());
  gtk_menu_button_set_child (self->colour_button, GTK_WIDGET (self->swatch));
  lens_drop_down_set_name (self->size_choice, _ ("Size of the brush"));
  add_swatches (self);
}

void
lens_pixel_controls_set_session (LensPixelControls *self, LensSession *session)
{
  GtkSpinButton *spins[] = { self->red_spin, self->green_spin, self->blue_spin };

  g_return_if_fail (LENS_IS_PIXEL_CONTROLS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (get_brush (self), "notify::size", G_CALLBACK (update_size), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_edits (session), "changed", G_CALLBACK (update_size), self,
                           G_CONNECT_SWAPPED); /* there may be no original */
  g_signal_connect_object (get_brush (self), "notify::colour", G_CALLBACK (update_colour), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->size_choice, "notify::selected", G_CALLBACK (on_size_chosen), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (spins); i++)
    g_signal_connect_object (spins[i], "value-changed", G_CALLBACK (on_colour_given), self, G_CONNECT_SWAPPED);
  update_size (self);
  update_colour (self);
}
