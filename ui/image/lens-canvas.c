/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-canvas.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-crop-tool.h"
#include "lens-keys.h"

struct _LensCanvas {
  GtkWidget parent_instance;

  /* template */
  LensPicture *picture;
  GtkWidget *zoom_pill;
  GtkButton *zoom_button;
  GtkButton *fit_button;
  GtkWidget *controls; /* stands in the view bar */
  GtkWidget *square_button;
  GtkWidget *readout_pill;
  GtkLabel *readout;
  GtkSpinner *spinner;

  LensCropTool *crop_tool; /* owned */

  int x, y; /* image pixel under the pointer; -1 for none */
};

G_DEFINE_FINAL_TYPE (LensCanvas, lens_canvas, GTK_TYPE_WIDGET)

/* Beside the zoom where there is room, else in the corner above it. */
static void
place_readout (LensCanvas *self)
{
  int zoom_width, readout_width;

  gtk_widget_measure (self->zoom_pill, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &zoom_width, NULL, NULL);
  gtk_widget_measure (self->readout_pill, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &readout_width, NULL, NULL);
  gtk_widget_set_valign (self->readout_pill, zoom_width + readout_width > gtk_widget_get_width (GTK_WIDGET (self))
                                                 ? GTK_ALIGN_START
                                                 : GTK_ALIGN_END);
}

static void
on_view_changed (LensPicture *picture, LensCanvas *self)
{
  /* TRANSLATORS: the zoom; %% is a percent sign */
  g_autofree char *text = g_strdup_printf (_ ("%.0f %%"), lens_picture_get_zoom (picture) * 100.0);

  gtk_button_set_label (self->zoom_button, text);
  place_readout (self);
}

/* The pixel under the pointer, and the crop while the user is at it. */
static void
update_readout (LensCanvas *self)
{
  DermImage *image = lens_picture_get_image (self->picture);
  LensCropper *cropper = lens_picture_get_cropper (self->picture);
  gboolean is_pointed = image != NULL && self->x >= 0;
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_pointed)
    {
      const guint8 *pixel = g_bytes_get_data (derm_image_get_pixels (image), NULL);

      pixel += 3 * ((gsize) self->y * derm_image_get_width (image) + self->x);
      g_string_append_printf (text, "x %d  y %d   %d %d %d", self->x, self->y, pixel[0], pixel[1], pixel[2]);
    }
  if (lens_cropper_is_used (cropper))
    {
      g_autofree char *crop = lens_cropper_dup_text (cropper);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", crop);
    }
  gtk_label_set_text (self->readout, text->str);
  gtk_widget_set_visible (self->readout_pill, text->len > 0);
  place_readout (self);
}

static void
on_pointed_at (LensPicture *picture, int x, int y, LensCanvas *self)
{
  self->x = x;
  self->y = y;
  update_readout (self);
}

static void
lens_canvas_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&LENS_CANVAS (object)->crop_tool);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_canvas_parent_class)->dispose (object);
}

static void
lens_canvas_class_init (LensCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_canvas_dispose;
  g_type_ensure (LENS_TYPE_PICTURE);
  gtk_widget_class_set_css_name (widget_class, "lens-canvas");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-canvas.ui");
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, picture);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, zoom_pill);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, fit_button);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, controls);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, square_button);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, readout_pill);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, readout);
  gtk_widget_class_bind_template_child (widget_class, LensCanvas, spinner);
}

/* Large text in a narrow window: the words of the pill give way; each has a tooltip. */
static void
let_words_shrink (LensCanvas *self)
{
  for (GtkWidget *widget = gtk_widget_get_first_child (self->zoom_pill); widget != NULL;
       widget = gtk_widget_get_next_sibling (widget))
    {
      GtkWidget *child = GTK_IS_BUTTON (widget) ? gtk_button_get_child (GTK_BUTTON (widget)) : NULL;

      if (GTK_IS_LABEL (child) && widget != GTK_WIDGET (self->zoom_button))
        gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
    }
}

static void
lens_canvas_init (LensCanvas *self)
{
  LensCropper *cropper;

  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  lens_keys_fill_tooltips (self->controls);
  let_words_shrink (self);
  self->x = -1;
  g_signal_connect_object (self->picture, "view-changed", G_CALLBACK (on_view_changed), self, 0);
  g_signal_connect_object (self->picture, "pointed-at", G_CALLBACK (on_pointed_at), self, 0);
  cropper = lens_picture_get_cropper (self->picture);
  g_object_bind_property (cropper, "visible", self->square_button, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (cropper, "changed", G_CALLBACK (update_readout), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cropper, "committed", G_CALLBACK (update_readout), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cropper, "notify::has-focus", G_CALLBACK (update_readout), self, G_CONNECT_SWAPPED);
  lens_canvas_set_image (self, NULL, NULL);
}

/* Not the file's name: the title says it, and a presenter does not. */
static void
describe (LensCanvas *self, DermImage *image)
{
  g_autofree char *text = NULL;

  if (image != NULL)
    text = g_strdup_printf (_ ("%d × %d pixels"), derm_image_get_width (image), derm_image_get_height (image));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Original image"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : _ ("No image"), -1);
}

void
lens_canvas_set_image (LensCanvas *self, DermImage *image, const double *crop)
{
  g_return_if_fail (LENS_IS_CANVAS (self));

  lens_picture_set_image (self->picture, image, crop);
  gtk_widget_set_visible (self->zoom_pill, image != NULL);
  describe (self, image);
}

void
lens_canvas_set_busy (LensCanvas *self, gboolean is_busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
}

/* The widest word of the pill becomes a picture; the others are cut where even that is not enough. */
void
lens_canvas_set_tight (LensCanvas *self, gboolean is_tight)
{
  g_return_if_fail (LENS_IS_CANVAS (self));

  if (is_tight)
    gtk_button_set_icon_name (self->fit_button, "zoom-fit-best-symbolic");
  else if (gtk_button_get_icon_name (self->fit_button) != NULL)
    gtk_button_set_label (self->fit_button, _ ("Fit"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fit_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fit"), -1);
  let_words_shrink (self);
}

/* The image on screen by the session, with its crop. */
static void
on_shown (LensShown *shown, LensCanvas *self)
{
  DermInput *input = lens_shown_get_input (shown);

  if (lens_shown_get_item (shown) == NULL) /* what is opened next is not the next image */
    lens_picture_fit (self->picture);
  lens_canvas_set_image (self, lens_shown_get_image (shown),
                         input != NULL ? derm_recipe_get_crop (derm_input_get_recipe (input)) : NULL);
}

static void
on_busy (LensCanvas *self, GParamSpec *pspec, LensShown *shown)
{
  lens_canvas_set_busy (self, lens_shown_is_busy (shown));
}

static void
on_crisp (LensCanvas *self, GParamSpec *pspec, LensSession *session)
{
  lens_picture_set_crisp (self->picture, lens_session_is_crisp (session));
}

void
lens_canvas_set_session (LensCanvas *self, LensSession *session)
{
  LensShown *shown = lens_session_get_shown (session);

  g_return_if_fail (LENS_IS_CANVAS (self));
  g_return_if_fail (self->crop_tool == NULL);

  self->crop_tool = lens_crop_tool_new (lens_session_get_crops (session), lens_picture_get_cropper (self->picture));
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown), self, 0);
  g_signal_connect_object (shown, "notify::is-busy", G_CALLBACK (on_busy), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-crisp", G_CALLBACK (on_crisp), self, G_CONNECT_SWAPPED);
  on_shown (shown, self);
}

GtkWidget *
lens_canvas_get_controls (LensCanvas *self)
{
  g_return_val_if_fail (LENS_IS_CANVAS (self), NULL);

  return self->controls;
}

LensPicture *
lens_canvas_get_picture (LensCanvas *self)
{
  return self->picture;
}
