/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cell-panel.h"

#include <glib/gi18n.h>

#include "lens-cell-formula.h"
#include "lens-cell-map.h"
#include "lens-cell-sums.h"
#include "lens-field-layer.h"
#include "lens-field-picture.h"
#include "lens-flow.h"
#include "lens-net-words.h"

#define HEIGHT 112 /* of the original */
#define LARGE_HEIGHT 168

struct _LensCellPanel {
  GtkWidget parent_instance;

  /* template */
  GtkBox *words;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkWidget *map_box;
  LensCellMap *map;
  GtkLabel *map_label;
  LensFieldPicture *picture;
  GtkLabel *field_label;
  LensCellSums *sums;
  LensCellFormula *formula;

  LensSession *session;  /* owned */
  LensFieldLayer *layer; /* owned */
};

G_DEFINE_FINAL_TYPE (LensCellPanel, lens_cell_panel, GTK_TYPE_WIDGET)

static LensPass *
get_pass (LensCellPanel *self)
{
  return lens_session_get_pass (self->session);
}

static void
set_words (LensCellPanel *self, const LensNetStep *step, const LensAccount *account)
{
  g_autofree char *cell = lens_net_dup_cell (step, &account->cell), *value = lens_net_format (account->value);
  /* TRANSLATORS: a cell of the network, and its value */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), cell, value), *sentence = lens_net_dup_account (account);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->sentence, sentence);
}

static void
set_map (LensCellPanel *self, DermActivations *activations, const LensNetStep *step, const DermCell *cell)
{
  const int n_cells = step->rows * step->columns;
  double least = (double) derm_activations_get_value (activations, &(DermCell){ cell->layer, cell->channel, 0, 0 });
  double most = least;
  g_autofree char *from = NULL, *to = NULL, *text = NULL;

  gtk_widget_set_visible (self->map_box, !lens_net_step_is_vector (step));
  for (int i = 0; i < n_cells; i++)
    {
      const DermCell at = { cell->layer, cell->channel, i / step->columns, i % step->columns };
      double value = (double) derm_activations_get_value (activations, &at);

      least = MIN (least, value);
      most = MAX (most, value);
    }
  from = lens_net_format_end (least);
  to = lens_net_format_end (most);
  /* TRANSLATORS: a map by its number, its least and its largest value */
  text = g_strdup_printf (_ ("map %d, %s to %s"), cell->channel, from, to);
  gtk_label_set_text (self->map_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
set_field (LensCellPanel *self, DermActivations *activations, const DermCell *cell)
{
  DermInput *input = derm_activations_get_input (activations);
  const int width = derm_input_get_width (input), height = derm_input_get_height (input);
  gsize n;
  guint8 *field = derm_activations_list_field (activations, cell, &n);
  g_autofree char *words = lens_net_dup_field (field, width, height);

  lens_field_layer_set (self->layer, field, width, height);
  lens_field_picture_set_image (self->picture, lens_shown_get_image (lens_session_get_shown (self->session)),
                                derm_recipe_get_crop (derm_input_get_recipe (input)));
  gtk_label_set_text (self->field_label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* The layer is over the input only as long as this is what the middle shows. */
static void
show_layer (LensCellPanel *self)
{
  LensReadout *readout = lens_session_get_readout (self->session);

  if (lens_pass_get_account (get_pass (self)) != NULL && lens_session_get_aspect (self->session) == LENS_ASPECT_NETWORK)
    lens_readout_set_layer (readout, LENS_LAYER (self->layer));
  else if (lens_readout_get_layer (readout) == LENS_LAYER (self->layer))
    lens_readout_set_layer (readout, NULL);
}

static void
update (LensCellPanel *self)
{
  const LensAccount *account = lens_pass_get_account (get_pass (self));
  DermActivations *activations = lens_pass_get_activations (get_pass (self));
  const LensNetStep *step;

  /* while the next image is on its way its room is kept, with nothing in it */
  gtk_widget_set_visible (GTK_WIDGET (self), lens_pass_get_cell (get_pass (self)) != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self), account != NULL ? 1.0 : 0.0);
  show_layer (self);
  if (account == NULL)
    {
      lens_field_layer_set (self->layer, NULL, 0, 0);
      return;
    }
  step = lens_pass_get_step (get_pass (self), lens_pass_find_step (get_pass (self), account->cell.layer));
  set_words (self, step, account);
  set_map (self, activations, step, &account->cell);
  set_field (self, activations, &account->cell);
}

/* ---- the object ---- */

static void
lens_cell_panel_dispose (GObject *object)
{
  LensCellPanel *self = LENS_CELL_PANEL (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->layer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_cell_panel_parent_class)->dispose (object);
}

static void
lens_cell_panel_class_init (LensCellPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_cell_panel_dispose;
  g_type_ensure (LENS_TYPE_FLOW);
  g_type_ensure (LENS_TYPE_CELL_MAP);
  g_type_ensure (LENS_TYPE_FIELD_PICTURE);
  g_type_ensure (LENS_TYPE_CELL_SUMS);
  g_type_ensure (LENS_TYPE_CELL_FORMULA);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lens-cell-panel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-cell-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, words);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, title);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, sentence);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, map_box);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, map);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, map_label);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, picture);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, field_label);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, sums);
  gtk_widget_class_bind_template_child (widget_class, LensCellPanel, formula);
}

static void
lens_cell_panel_init (LensCellPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->layer = lens_field_layer_new ();
  lens_field_picture_set_layer (self->picture, LENS_LAYER (self->layer));
}

void
lens_cell_panel_set_session (LensCellPanel *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_CELL_PANEL (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  lens_cell_map_set_pass (self->map, get_pass (self));
  lens_cell_sums_set_pass (self->sums, get_pass (self));
  lens_cell_formula_set_pass (self->formula, get_pass (self));
  g_signal_connect_object (get_pass (self), "cell-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (show_layer), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lens_cell_panel_set_narrow (LensCellPanel *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_CELL_PANEL (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->words),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

void
lens_cell_panel_set_large (LensCellPanel *self, gboolean is_large)
{
  g_return_if_fail (LENS_IS_CELL_PANEL (self));

  lens_cell_map_set_large (self->map, is_large);
  lens_field_picture_set_height (self->picture, is_large ? LARGE_HEIGHT : HEIGHT);
}
