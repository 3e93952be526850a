/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-view.h"

#include <glib/gi18n.h>

#include "lens-input-grid.h"
#include "lens-keys.h"
#include "lens-theme.h"

#define N_VIEWS (DERM_INPUT_VIEW_PACKED + 1)

struct _LensInputView {
  GtkWidget parent_instance;

  /* template */
  LensInputGrid *grid;
  GtkWidget *side_box; /* views and tools, beside the grid or … */
  GtkBox *folded_box;  /* … in the popover of the button in this */
  GtkMenuButton *views_button;
  GtkPopover *views_popover;
  GtkBox *views;
  GtkBox *tools;
  GtkToggleButton *color_button;
  GtkToggleButton *red_button;
  GtkToggleButton *green_button;
  GtkToggleButton *blue_button;
  GtkToggleButton *packed_button;

  DermInput *input; /* owned */
  DermInputView view;
  int side; /* cells of the last input, whose room is kept */
};

G_DEFINE_FINAL_TYPE (LensInputView, lens_input_view, GTK_TYPE_WIDGET)

static void
update (LensInputView *self)
{
  static const char *const names[N_VIEWS]
      = { N_ ("in colour"), N_ ("red channel"), N_ ("green channel"), N_ ("blue channel"), N_ ("planes as packed") };
  g_autofree char *description = NULL;

  if (self->input != NULL)
    description = g_strdup_printf (_ ("%d × %d pixels, %s"), derm_input_get_width (self->input),
                                   derm_input_get_height (self->input), _ (names[self->view]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Network input"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : _ ("No image"), -1);
  lens_input_grid_set (self->grid, self->input, self->view);
}

static void
on_toggled (GtkToggleButton *button, LensInputView *self)
{
  GtkToggleButton *buttons[N_VIEWS]
      = { self->color_button, self->red_button, self->green_button, self->blue_button, self->packed_button };

  for (int i = 0; i < N_VIEWS; i++)
    if (buttons[i] == button && gtk_toggle_button_get_active (button))
      {
        self->view = (DermInputView) i;
        gtk_menu_button_set_label (self->views_button, gtk_button_get_label (GTK_BUTTON (button)));
        gtk_popover_popdown (self->views_popover);
      }
  update (self);
}

static void
lens_input_view_dispose (GObject *object)
{
  LensInputView *self = LENS_INPUT_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->input);

  G_OBJECT_CLASS (lens_input_view_parent_class)->dispose (object);
}

static void
lens_input_view_class_init (LensInputViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_input_view_dispose;
  g_type_ensure (LENS_TYPE_INPUT_GRID);
  gtk_widget_class_set_css_name (widget_class, "lens-input-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-input-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LensInputView, grid);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, side_box);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, folded_box);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, views_button);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, views_popover);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, views);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, tools);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, color_button);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, red_button);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, green_button);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, blue_button);
  gtk_widget_class_bind_template_child (widget_class, LensInputView, packed_button);
}

static void
align_labels (GtkBox *buttons)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (buttons)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0.0f);
}

static void
lens_input_view_init (LensInputView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  gtk_menu_button_set_label (self->views_button, gtk_button_get_label (GTK_BUTTON (self->color_button)));
  align_labels (self->views);
  align_labels (self->tools);
  g_signal_connect_object (self->color_button, "toggled", G_CALLBACK (on_toggled), self, 0);
  g_signal_connect_object (self->red_button, "toggled", G_CALLBACK (on_toggled), self, 0);
  g_signal_connect_object (self->green_button, "toggled", G_CALLBACK (on_toggled), self, 0);
  g_signal_connect_object (self->blue_button, "toggled", G_CALLBACK (on_toggled), self, 0);
  g_signal_connect_object (self->packed_button, "toggled", G_CALLBACK (on_toggled), self, 0);
  update (self);
}

void
lens_input_view_set_input (LensInputView *self, DermInput *input)
{
  g_return_if_fail (LENS_IS_INPUT_VIEW (self));

  if (input != NULL)
    self->side = derm_input_get_height (input);
  g_set_object (&self->input, input);
  update (self); /* also of the same input: the value under pointer or cursor is told again */
  gtk_widget_set_sensitive (GTK_WIDGET (self->views), input != NULL);
}

void
lens_input_view_set_narrow (LensInputView *self, gboolean is_narrow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gboolean has_rows = is_narrow && lens_theme_get_text_scale (GTK_WIDGET (self)) < LENS_LARGE_TEXT;
  GtkOrientation along = has_rows ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->views), along);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->tools), along);
  /* the longest word gives way where the row has no room for it */
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->packed_button))),
                           has_rows ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
}

static gboolean
is_folded (LensInputView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->folded_box));
}

GtkBox *
lens_input_view_get_folded_box (LensInputView *self)
{
  return self->folded_box;
}

void
lens_input_view_set_compact (LensInputView *self, gboolean is_compact)
{
  g_return_if_fail (LENS_IS_INPUT_VIEW (self));

  if (is_compact == is_folded (self))
    return;

  g_object_ref (self->side_box);
  if (is_compact)
    {
      gtk_widget_unparent (self->side_box);
      gtk_popover_set_child (self->views_popover, self->side_box);
    }
  else
    {
      gtk_popover_set_child (self->views_popover, NULL);
      gtk_widget_set_parent (self->side_box, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->folded_box), is_compact);
  g_object_unref (self->side_box);
}

DermInput *
lens_input_view_get_input (LensInputView *self)
{
  return self->input;
}

void
lens_input_view_set_grid (LensInputView *self, gboolean has_grid)
{
  g_return_if_fail (LENS_IS_INPUT_VIEW (self));

  lens_input_grid_set_lines (self->grid, has_grid);
}

void
lens_input_view_set_cell_size (LensInputView *self, int cell_size)
{
  g_return_if_fail (LENS_IS_INPUT_VIEW (self));

  lens_input_grid_set_cell_size (self->grid, cell_size);
}

int
lens_input_view_measure_views (LensInputView *self)
{
  int height;

  gtk_widget_measure (is_folded (self) ? GTK_WIDGET (self->folded_box) : self->side_box, GTK_ORIENTATION_VERTICAL, -1,
                      &height, NULL, NULL, NULL);

  return height;
}

int
lens_input_view_measure_side (LensInputView *self)
{
  return self->side;
}

void
lens_input_view_copy (LensInputView *self)
{
  g_autoptr (GdkTexture) texture = NULL;

  g_return_if_fail (LENS_IS_INPUT_VIEW (self));

  texture = lens_input_grid_make_texture (self->grid);
  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
}

LensInputGrid *
lens_input_view_get_grid (LensInputView *self)
{
  return self->grid;
}
