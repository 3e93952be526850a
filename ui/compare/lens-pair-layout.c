/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pair-layout.h"

#include "lens-pair-difference.h"
#include "lens-theme.h"

#define SPACING 16
#define ROW_SPACING 8
#define MAX_COLUMN_WIDTH 360 /* of the difference, unless it needs more */
#define SIDE_CHARS 48        /* of a side beside which the difference stands, so that its bars are no stumps */

struct _LensPairLayout {
  GtkLayoutManager parent_instance;

  gboolean is_narrow;
  int side_width; /* as the last layout was; 0: the difference stands below */
  guint notify_id;
};

G_DEFINE_FINAL_TYPE (LensPairLayout, lens_pair_layout, GTK_TYPE_LAYOUT_MANAGER)

enum { PROP_SIDE_WIDTH = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* The two children; the second is NULL while there is no difference. */
static void
get_children (GtkWidget *widget, GtkWidget **sides, GtkWidget **difference)
{
  *sides = gtk_widget_get_first_child (widget);
  *difference = gtk_widget_get_next_sibling (*sides);
  if (!gtk_widget_should_layout (*difference))
    *difference = NULL;
}

static int
get_least (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int least = 0;

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, &least, NULL, NULL, NULL);

  return least;
}

/* Also while it is not shown: its room is kept, and nothing moves when it comes. */
static int
get_least_column (GtkWidget *sides)
{
  return lens_pair_difference_get_least_width (LENS_PAIR_DIFFERENCE (gtk_widget_get_next_sibling (sides)));
}

/* In the type that is used here, which a presenter's is larger than. */
static int
get_least_side (GtkWidget *sides)
{
  return PANGO_PIXELS (SIDE_CHARS * lens_theme_get_char_width (sides));
}

static gboolean
fits_beside (LensPairLayout *self, GtkWidget *sides, int width)
{
  int least = MAX (get_least (sides, GTK_ORIENTATION_HORIZONTAL, -1), 2 * get_least_side (sides) + SPACING);

  return !self->is_narrow && width >= least + SPACING + get_least_column (sides);
}

/* Of the difference beside the sides. */
static int
get_column_width (GtkWidget *sides, int width)
{
  return MAX (get_least_column (sides), MIN (width / 5, MAX_COLUMN_WIDTH));
}

/* Until it hears that it stands beside the sides now, it may need more than it is to have. */
static void
measure_difference (GtkWidget *difference, int width, int *minimum, int *natural)
{
  if (width >= 0)
    width = MAX (width, get_least (difference, GTK_ORIENTATION_HORIZONTAL, -1));
  gtk_widget_measure (difference, GTK_ORIENTATION_VERTICAL, width, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
lens_pair_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0, wanted = 0;

      if (gtk_widget_should_layout (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
}

static void
measure_height (LensPairLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  GtkWidget *sides, *difference;
  int sides_least, sides_wanted, least = 0, wanted = 0;
  gboolean is_wide;

  get_children (widget, &sides, &difference);
  is_wide = width >= 0 && fits_beside (self, sides, width);
  if (is_wide)
    {
      int column = get_column_width (sides, width);

      gtk_widget_measure (sides, GTK_ORIENTATION_VERTICAL, width - SPACING - column, &sides_least, &sides_wanted, NULL,
                          NULL);
      width = column;
    }
  else
    {
      gtk_widget_measure (sides, GTK_ORIENTATION_VERTICAL, width, &sides_least, &sides_wanted, NULL, NULL);
    }
  if (difference != NULL)
    measure_difference (difference, width, &least, &wanted);
  *minimum = is_wide ? MAX (sides_least, least) : sides_least + (difference != NULL ? ROW_SPACING : 0) + least;
  *natural = is_wide ? MAX (sides_wanted, wanted) : sides_wanted + (difference != NULL ? ROW_SPACING : 0) + wanted;
}

static void
lens_pair_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                          int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    measure_height (LENS_PAIR_LAYOUT (manager), widget, for_size, minimum, natural);
}

static gboolean
on_notify (gpointer user_data)
{
  LensPairLayout *self = user_data;

  self->notify_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE_WIDTH]);

  return G_SOURCE_REMOVE;
}

/* Who listens turns boxes: not in the middle of a layout. */
static void
set_side_width (LensPairLayout *self, int width)
{
  if (width == self->side_width)
    return;

  self->side_width = width;
  if (self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_notify, self, NULL);
}

static void
lens_pair_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  LensPairLayout *self = LENS_PAIR_LAYOUT (manager);
  GtkWidget *sides, *difference;
  GtkAllocation place = { 0, 0, width, height }, other = { 0, 0, width, height };

  get_children (widget, &sides, &difference);
  if (fits_beside (self, sides, width))
    {
      other.width = get_column_width (sides, width);
      place.width = width - SPACING - other.width;
      other.x = place.width + SPACING;
      if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        {
          place.x = other.width + SPACING;
          other.x = 0;
        }
    }
  else if (difference != NULL)
    {
      int wanted;

      measure_difference (difference, width, &other.height, &wanted);
      other.height = CLAMP (height - ROW_SPACING - get_least (sides, GTK_ORIENTATION_VERTICAL, width), other.height,
                            MAX (wanted, other.height));
      place.height = height - ROW_SPACING - other.height;
      other.y = place.height + ROW_SPACING;
    }
  set_side_width (self, place.width < width ? (place.width - SPACING) / 2 : 0);
  gtk_widget_size_allocate (sides, &place, -1);
  if (difference != NULL)
    {
      other.width = MAX (other.width, get_least (difference, GTK_ORIENTATION_HORIZONTAL, -1)); /* as above */
      gtk_widget_size_allocate (difference, &other, -1);
    }
}

/* ---- the object ---- */

static void
lens_pair_layout_finalize (GObject *object)
{
  g_clear_handle_id (&LENS_PAIR_LAYOUT (object)->notify_id, g_source_remove);

  G_OBJECT_CLASS (lens_pair_layout_parent_class)->finalize (object);
}

static void
lens_pair_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIDE_WIDTH)
    g_value_set_int (value, LENS_PAIR_LAYOUT (object)->side_width);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_pair_layout_class_init (LensPairLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->finalize = lens_pair_layout_finalize;
  object_class->get_property = lens_pair_layout_get_property;
  manager_class->get_request_mode = lens_pair_layout_get_request_mode;
  manager_class->measure = lens_pair_layout_measure;
  manager_class->allocate = lens_pair_layout_allocate;

  properties[PROP_SIDE_WIDTH] = g_param_spec_int ("side-width", "Side width", "Of each, with the difference beside", 0,
                                                  G_MAXINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lens_pair_layout_init (LensPairLayout *self)
{
}

void
lens_pair_layout_set_narrow (LensPairLayout *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_PAIR_LAYOUT (self));

  self->is_narrow = is_narrow;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

int
lens_pair_layout_get_side_width (LensPairLayout *self)
{
  g_return_val_if_fail (LENS_IS_PAIR_LAYOUT (self), 0);

  return self->side_width;
}
