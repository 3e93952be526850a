/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-steps.h"

#include <glib/gi18n.h>
#include <math.h>

#define GAP 4

struct _LensSteps {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LensSteps, lens_steps, GTK_TYPE_WIDGET)

static int
natural_size (GtkWidget *widget, GtkOrientation orientation)
{
  int natural = 0;

  gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* Places the children in reading order, or only measures when is_dry; the arrow to the next chip is
 * part of a chip's box and stays with it. Returns the height. */
static int
flow (LensSteps *self, int width, gboolean is_dry)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int w = natural_size (child, GTK_ORIENTATION_HORIZONTAL);
      int h = natural_size (child, GTK_ORIENTATION_VERTICAL);

      if (x > 0 && x + w > width)
        {
          x = 0;
          y += line + GAP;
          line = 0;
        }
      if (!is_dry)
        gtk_widget_size_allocate (child, &(GtkAllocation){ is_rtl ? width - x - w : x, y, w, h }, -1);
      x += w + GAP;
      line = MAX (line, h);
    }

  return y + line;
}

static GtkSizeRequestMode
lens_steps_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lens_steps_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = flow (LENS_STEPS (widget), for_size >= 0 ? for_size : 340, TRUE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int w = natural_size (child, GTK_ORIENTATION_HORIZONTAL);

      *minimum = MAX (*minimum, w);
      *natural += w + GAP;
    }
}

static void
lens_steps_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (LENS_STEPS (widget), width, FALSE);
}

static void
remove_chips (LensSteps *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
lens_steps_dispose (GObject *object)
{
  remove_chips (LENS_STEPS (object));

  G_OBJECT_CLASS (lens_steps_parent_class)->dispose (object);
}

static void
lens_steps_class_init (LensStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_steps_dispose;
  widget_class->get_request_mode = lens_steps_get_request_mode;
  widget_class->measure = lens_steps_measure;
  widget_class->size_allocate = lens_steps_size_allocate;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_css_name (widget_class, "lens-steps");
}

static void
lens_steps_init (LensSteps *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Steps from the file to the network's input"), -1);
}

static void
add_chip (LensSteps *self, const char *text, const char *tooltip)
{
  GtkWidget *before = gtk_widget_get_last_child (GTK_WIDGET (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  GtkWidget *chip = gtk_label_new (text);

  if (before != NULL)
    {
      GtkWidget *arrow = gtk_label_new ("›");

      gtk_widget_add_css_class (arrow, "lens-dim");
      gtk_widget_add_css_class (arrow, "caption");
      gtk_box_append (GTK_BOX (before), arrow);
    }
  gtk_widget_add_css_class (chip, "lens-chip");
  gtk_widget_set_tooltip_text (chip, tooltip);
  gtk_box_append (GTK_BOX (box), chip);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static int
common_divisor (int a, int b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

/* "4:3", or "1.37:1" where small numbers do not say it. */
static char *
format_ratio (double width, double height)
{
  int w = (int) round (width), h = (int) round (height), d = common_divisor (MAX (w, 1), MAX (h, 1));

  if (w / d <= 20 && h / d <= 20)
    return g_strdup_printf ("%d:%d", w / d, h / d);
  if (w >= h)
    return g_strdup_printf ("%.2f:1", width / height);

  return g_strdup_printf ("1:%.2f", height / width);
}

static void
add_squeeze (LensSteps *self, DermImage *image, DermRecipe *recipe)
{
  const double *crop = derm_recipe_get_crop (recipe);
  double width = derm_image_get_width (image) * (crop != NULL ? crop[2] - crop[0] : 1.0);
  double height = derm_image_get_height (image) * (crop != NULL ? crop[3] - crop[1] : 1.0);
  g_autofree char *from = format_ratio (width, height);
  g_autofree char *to = format_ratio (derm_recipe_get_width (recipe), derm_recipe_get_height (recipe));
  g_autofree char *text = g_strdup_printf (_ ("Squeezed %s → %s"), from, to);

  if (crop != NULL)
    add_chip (self, _ ("Crop"), _ ("Only a part of the image is used"));
  if (strcmp (from, to) != 0)
    add_chip (self, text, _ ("The whole image is squeezed to the input's shape, as in training"));
}

static void
add_resize (LensSteps *self, DermRecipe *recipe)
{
  static const char *const names[]
      = { N_ ("Nearest"), N_ ("Box"), N_ ("Bilinear"), N_ ("Hamming"), N_ ("Bicubic"), N_ ("Lanczos") };
  const char *name = _ (names[derm_recipe_get_filter (recipe)]);
  int width = derm_recipe_get_width (recipe), height = derm_recipe_get_height (recipe);
  g_autofree char *text = NULL;

  if (width == height)
    text = g_strdup_printf ("%s %d", name, width);
  else
    text = g_strdup_printf ("%s %d × %d", name, width, height);
  add_chip (self, text, _ ("Resized with Pillow's filter of that name, byte for byte"));
}

void
lens_steps_set (LensSteps *self, DermImage *image, DermRecipe *recipe)
{
  g_autofree char *scale = NULL;

  g_return_if_fail (LENS_IS_STEPS (self));

  remove_chips (self);
  if (image == NULL || recipe == NULL)
    return;

  add_chip (self, derm_image_get_format (image), _ ("What the image was read from"));
  if (derm_image_get_orientation (image) != 1)
    add_chip (self, _ ("Turned"), _ ("Turned upright, as the file's EXIF orientation says"));
  add_chip (self, "RGB", _ ("Eight bits for each of red, green and blue; no colour profile applied"));
  add_squeeze (self, image, recipe);
  add_resize (self, recipe);
  scale = g_strdup_printf ("÷ %g", derm_recipe_get_scale (recipe));
  add_chip (self, scale, _ ("Bytes become numbers from 0 to 1"));
  if (derm_recipe_get_layout (recipe) == DERM_LAYOUT_PLANES)
    add_chip (self, _ ("Planes"), _ ("First all of red, then green, then blue"));
  else
    add_chip (self, _ ("Rows"),
              _ ("Rows of interleaved RGB taken as if they were planes, as the published model was trained"));
}

char *
lens_steps_dup_text (LensSteps *self)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self)); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      GtkWidget *chip = gtk_widget_get_first_child (box);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " › " : "", gtk_label_get_text (GTK_LABEL (chip)));
    }

  return g_string_free (text, FALSE);
}
