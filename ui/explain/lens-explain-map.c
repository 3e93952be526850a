/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-map.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-explain-tag.h"
#include "lens-explained-words.h"
#include "lens-keys.h"
#include "lens-signed-map.h"

#define LEAP 4            /* cells that Shift and an arrow go */
#define NARROW_HEIGHT 270 /* of the picture, where what is below it scrolls */
#define LINE 2.0          /* of the place that is asked about */
#define BROAD_LINE 4.0

struct _LensExplainMap {
  GtkWidget parent_instance;

  /* template */
  GtkOverlay *overlay;
  LensPicture *picture;
  GtkWidget *grid;
  GtkLabel *for_tag;
  GtkLabel *against_tag;
  GtkButton *zoom_button;
  GtkWidget *zoom_pill;
  GtkWidget *cell_pill;
  GtkLabel *cell_label;

  /* Cells without a look of their own: the cursor goes from the one to the other, as in LensInputGrid. */
  GtkWidget *cells[2];
  int current;

  LensSession *session; /* owned */
  LensSignedMap *layer; /* owned */
  LensCrop part;        /* of the image, that the network gets; without a width while there is no image */
  gboolean is_narrow;
  int pointed_x, pointed_y; /* of the image, where the pointer was last */
  gboolean is_by_keys;      /* the cursor was moved by keys, and stays when the pointer goes */
};

G_DEFINE_FINAL_TYPE (LensExplainMap, lens_explain_map, GTK_TYPE_WIDGET)

static LensExplaining *
get_explaining (LensExplainMap *self)
{
  return lens_session_get_explaining (self->session);
}

/* ---- the map ---- */

static void
show_map (LensExplainMap *self)
{
  LensExplaining *explaining = get_explaining (self);
  DermExplanation *map = lens_explaining_get_map (explaining);

  if (map == NULL)
    lens_signed_map_set (self->layer, NULL, 0, 0, 0.0, 0.0);
  else
    lens_signed_map_set (self->layer, derm_explanation_get_map (map, NULL), derm_explanation_get_width (map),
                         derm_explanation_get_height (map),
                         lens_explaining_is_flat (explaining) ? 0.0 : lens_explaining_get_scale (explaining),
                         lens_explaining_get_overlay (explaining));
}

static void
describe (LensExplainMap *self)
{
  g_autofree char *text = lens_explained_dup_aloud (get_explaining (self));
  const char *label = *text != '\0' ? text : _ ("Original image");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* ---- the cell that is asked about ---- */

static double
get_line (LensExplainMap *self)
{
  return lens_session_is_presenting (self->session) ? BROAD_LINE : LINE;
}

static void
on_cursor (LensExplainMap *self)
{
  LensExplaining *explaining = get_explaining (self);
  DermExplanation *map = lens_explaining_get_map (explaining);
  g_autofree char *text = NULL;
  graphene_rect_t place;
  int x, y, pixels[4];

  if (lens_explaining_get_cursor (explaining, &x, &y))
    {
      DermInput *input = derm_explanation_get_input (map);
      float width = (float) derm_input_get_width (input), height = (float) derm_input_get_height (input);

      lens_explained_find_pixels (map, x, y, pixels);
      graphene_rect_init (&place, (float) pixels[0] / width, (float) pixels[1] / height, (float) pixels[2] / width,
                          (float) pixels[3] / height);
      lens_signed_map_set_cursor (self->layer, &place, get_line (self));
      text = lens_explained_dup_cell (explaining, x, y);
    }
  else
    lens_signed_map_set_cursor (self->layer, NULL, 0.0);
  gtk_label_set_text (self->cell_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->cell_pill, text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[self->current]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : _ ("Cells of the map"), -1);
}

static void
on_changed (LensExplainMap *self)
{
  if (lens_session_is_closed (self->session))
    return;
  show_map (self);
  lens_explain_tag_show (self->for_tag, get_explaining (self), TRUE);
  lens_explain_tag_show (self->against_tag, get_explaining (self), FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
  describe (self);
  on_cursor (self);
}

static gboolean
on_tag_position (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *place, LensExplainMap *self)
{
  GdkRectangle other;

  if (self->session == NULL || (child != GTK_WIDGET (self->for_tag) && child != GTK_WIDGET (self->against_tag)))
    return FALSE;
  if (!lens_explain_tag_find_place (GTK_LABEL (child), get_explaining (self), child == GTK_WIDGET (self->for_tag),
                                    self->picture, place))
    return FALSE;
  if (child == GTK_WIDGET (self->against_tag) && gtk_widget_get_visible (GTK_WIDGET (self->for_tag))
      && lens_explain_tag_find_place (self->for_tag, get_explaining (self), TRUE, self->picture, &other))
    lens_explain_tag_part (place, &other, gtk_widget_get_height (GTK_WIDGET (self->picture)));

  return TRUE;
}

static void
on_pointed_at (LensPicture *picture, int x, int y, LensExplainMap *self)
{
  DermExplanation *map = self->session != NULL ? lens_explaining_get_map (get_explaining (self)) : NULL;
  /* GTK tells the place of a pointer that rests again when something is laid out anew. */
  gboolean rests = x < 0 || (x == self->pointed_x && y == self->pointed_y);
  double u, v;

  if (x >= 0)
    {
      self->pointed_x = x;
      self->pointed_y = y;
    }
  if (map == NULL || self->part.width == 0 || (rests && self->is_by_keys))
    return;
  if (x < 0)
    {
      lens_explaining_set_cursor (get_explaining (self), -1, -1);
      return;
    }
  self->is_by_keys = FALSE;
  u = (x + 0.5 - self->part.x) / self->part.width;
  v = (y + 0.5 - self->part.y) / self->part.height;
  if (u < 0.0 || v < 0.0 || u >= 1.0 || v >= 1.0)
    lens_explaining_set_cursor (get_explaining (self), -1, -1);
  else
    lens_explaining_set_cursor (get_explaining (self), (int) (u * derm_explanation_get_width (map)),
                                (int) (v * derm_explanation_get_height (map)));
}

/* What gets the focus is what a screen reader speaks. */
static void
focus_cell (LensExplainMap *self)
{
  GtkWidget *old = self->cells[self->current];

  self->current = 1 - self->current;
  on_cursor (self);
  gtk_widget_set_focusable (self->cells[self->current], TRUE);
  gtk_widget_grab_focus (self->cells[self->current]);
  gtk_widget_set_focusable (old, FALSE);
}

static gboolean
find_step (guint keyval, int *dx, int *dy)
{
  if (lens_keys_find_arrow (keyval, dx, dy))
    return TRUE;
  if (keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home)
    *dx = -G_MAXINT16;
  else if (keyval == GDK_KEY_End || keyval == GDK_KEY_KP_End)
    *dx = G_MAXINT16;

  return *dx != 0;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensExplainMap *self)
{
  int leap = (state & GDK_SHIFT_MASK) != 0 ? LEAP : 1, dx, dy;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || lens_explaining_get_map (get_explaining (self)) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_space)
    {
      lens_signed_map_set_shown (self->layer, FALSE);
      return GDK_EVENT_STOP;
    }
  if (!find_step (keyval, &dx, &dy))
    return GDK_EVENT_PROPAGATE;
  self->is_by_keys = TRUE;
  lens_explaining_move_cursor (get_explaining (self), dx * leap, dy * leap);
  focus_cell (self);

  return GDK_EVENT_STOP;
}

static void
on_key_released (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                 LensExplainMap *self)
{
  if (keyval == GDK_KEY_space)
    lens_signed_map_set_shown (self->layer, TRUE);
}

/* The cursor goes with the keys. */
static void
on_focus_leave (GtkEventControllerFocus *controller, LensExplainMap *self)
{
  lens_signed_map_set_shown (self->layer, TRUE);
  if (self->is_by_keys && self->session != NULL && !lens_session_is_closed (self->session))
    lens_explaining_set_cursor (get_explaining (self), -1, -1);
  self->is_by_keys = FALSE;
}

static void
on_view_changed (LensPicture *picture, LensExplainMap *self)
{
  /* TRANSLATORS: the zoom; %% is a percent sign */
  g_autofree char *text = g_strdup_printf (_ ("%.0f %%"), lens_picture_get_zoom (picture) * 100.0);

  gtk_button_set_label (self->zoom_button, text);
  gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
}

/* ---- the object ---- */

static void
lens_explain_map_dispose (GObject *object)
{
  LensExplainMap *self = LENS_EXPLAIN_MAP (object);

  if (self->overlay != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->overlay));
  self->overlay = NULL;
  g_clear_object (&self->layer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_explain_map_parent_class)->dispose (object);
}

/* Keys go to the picture, not to the first button. */
static gboolean
lens_explain_map_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LENS_EXPLAIN_MAP (widget)->cells[LENS_EXPLAIN_MAP (widget)->current]);
}

static void
lens_explain_map_class_init (LensExplainMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_explain_map_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = lens_explain_map_grab_focus;
  g_type_ensure (LENS_TYPE_PICTURE);
  gtk_widget_class_set_css_name (widget_class, "lens-explain-map");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-explain-map.ui");
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, overlay);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, picture);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, grid);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, for_tag);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, against_tag);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, zoom_pill);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, cell_pill);
  gtk_widget_class_bind_template_child (widget_class, LensExplainMap, cell_label);
}

static void
add_controllers (LensExplainMap *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (on_key_released), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
lens_explain_map_init (LensExplainMap *self)
{
  GtkWidget *cropper;

  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  for (int i = 0; i < 2; i++)
    {
      self->cells[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_GRID_CELL,
                                     "can-target", FALSE, "hexpand", TRUE, NULL);
      gtk_box_append (GTK_BOX (self->grid), self->cells[i]);
    }
  self->layer = lens_signed_map_new ();
  lens_picture_set_layer (self->picture, LENS_LAYER (self->layer));
  cropper = GTK_WIDGET (lens_picture_get_cropper (self->picture));
  gtk_widget_set_can_target (cropper, FALSE); /* it is shown only: it is changed in Image */
  gtk_widget_set_can_focus (cropper, FALSE);
  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (on_tag_position), self, 0);
  g_signal_connect_object (self->picture, "pointed-at", G_CALLBACK (on_pointed_at), self, 0);
  g_signal_connect_object (self->picture, "view-changed", G_CALLBACK (on_view_changed), self, 0);
  add_controllers (self);
}

/* The image on screen, as the canvas shows it. */
static void
on_shown (LensExplainMap *self)
{
  LensShown *shown = lens_session_get_shown (self->session);
  DermInput *input = lens_shown_get_input (shown);
  DermImage *image = lens_shown_get_image (shown);
  const double *crop = input != NULL ? derm_recipe_get_crop (derm_input_get_recipe (input)) : NULL;

  self->part = (LensCrop){ 0 };
  if (image != NULL)
    self->part = (LensCrop){ 0, 0, derm_image_get_width (image), derm_image_get_height (image) };
  if (image != NULL && crop != NULL)
    self->part = lens_crop_from_fractions (crop, self->part.width, self->part.height);
  lens_picture_set_image (self->picture, image, crop);
  gtk_widget_set_visible (self->zoom_pill, !self->is_narrow && image != NULL);
}

static void
on_crisp (LensExplainMap *self)
{
  lens_picture_set_crisp (self->picture, lens_session_is_crisp (self->session));
}

void
lens_explain_map_set_session (LensExplainMap *self, LensSession *session)
{
  LensExplaining *explaining = lens_session_get_explaining (session);
  LensShown *shown = lens_session_get_shown (session);

  g_return_if_fail (LENS_IS_EXPLAIN_MAP (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "predicted", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-crisp", G_CALLBACK (on_crisp), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (on_cursor), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "settings-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "cursor-changed", G_CALLBACK (on_cursor), self, G_CONNECT_SWAPPED);
  on_shown (self);
  on_changed (self);
  on_crisp (self);
}

LensPicture *
lens_explain_map_get_picture (LensExplainMap *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAIN_MAP (self), NULL);

  return self->picture;
}

void
lens_explain_map_set_narrow (LensExplainMap *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EXPLAIN_MAP (self));

  self->is_narrow = is_narrow;
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), -1, is_narrow ? NARROW_HEIGHT : -1);
  gtk_widget_set_visible (self->zoom_pill, !is_narrow && self->part.width > 0);
}

LensLayer *
lens_explain_map_get_layer (LensExplainMap *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAIN_MAP (self), NULL);

  return LENS_LAYER (self->layer);
}
