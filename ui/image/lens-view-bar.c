/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-view-bar.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"
#include "lens-files.h"
#include "lens-keys.h"
#include "lens-names.h"
#include "lens-theme.h"

#define GAP 12
#define LINE_GAP 6
#define LEAST_NAME 12 /* characters that are to be read before the controls take a line of their own */
#define LONG_NAME 24  /* of a name that makes room for the place in the list */
#define LEAST_PLACE 9 /* characters of the place, which else is not shown */

struct _LensViewBar {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *steps;
  GtkLabel *name_label;
  GtkLabel *short_label; /* instead, where there is no room for all of it; hidden while nothing can be left out */
  GtkLabel *place_label;
  GtkWidget *slot;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensViewBar, lens_view_bar, GTK_TYPE_WIDGET)

/* ---- layout ---- */

/* Natural width of a child, with the gap before what follows it; 0 if it is not there. */
static int
get_width (GtkWidget *child)
{
  int natural = 0;

  if (gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural > 0 ? natural + GAP : 0;
}

/* A label may be cut, but not to nothing. */
static int
get_least_width (GtkLabel *label, int n_chars)
{
  int least = n_chars * lens_theme_get_char_width (GTK_WIDGET (label)) / PANGO_SCALE + GAP;

  return MIN (least, get_width (GTK_WIDGET (label)));
}

static gboolean
has_room (LensViewBar *self, int width, gboolean has_steps)
{
  return width < 0
         || get_least_width (self->name_label, LEAST_NAME) + (has_steps ? get_width (self->steps) : 0)
                    + get_width (self->slot)
                <= width;
}

static gboolean
is_of_list (LensViewBar *self)
{
  return self->session != NULL && lens_aspect_is_of_list (lens_session_get_aspect (self->session));
}

/* Where only the steps are in the way, they go rather than the controls of an aspect: keys and list do the same. */
static gboolean
has_steps (LensViewBar *self, int width)
{
  return has_room (self, width, TRUE) || !has_room (self, width, FALSE) || self->session == NULL
         || lens_session_get_aspect (self->session) == LENS_ASPECT_IMAGE;
}

static gboolean
is_one_line (LensViewBar *self, int width)
{
  return has_room (self, width, has_steps (self, width));
}

static int
get_height (GtkWidget *child, int width)
{
  int natural = 0;

  if (gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static int
get_slot_width (LensViewBar *self, int width)
{
  int slot = MAX (0, get_width (self->slot) - GAP);

  return width < 0 ? slot : MIN (slot, width);
}

/* Of the line with the name. */
static int
get_head_height (LensViewBar *self)
{
  return MAX (get_height (GTK_WIDGET (self->name_label), -1), get_height (self->steps, -1));
}

static GtkSizeRequestMode
lens_view_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Nobody says how wide it is: as high as it may get. */
static int
get_bar_height (LensViewBar *self, int width)
{
  int head = get_head_height (self), slot = get_height (self->slot, get_slot_width (self, width));

  if (slot == 0 || (width >= 0 && is_one_line (self, width)))
    return MAX (head, slot);

  return head + LINE_GAP + slot;
}

static void
lens_view_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  LensViewBar *self = LENS_VIEW_BAR (widget);
  int least_slot = 0, least_name = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = get_bar_height (self, for_size);
      return;
    }
  if (gtk_widget_should_layout (self->slot))
    gtk_widget_measure (self->slot, orientation, -1, &least_slot, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->name_label), orientation, -1, &least_name, NULL, NULL, NULL);
  *minimum = MAX (least_name + get_width (self->steps), least_slot);
  *natural = MAX (*minimum, get_width (GTK_WIDGET (self->name_label)) + get_width (GTK_WIDGET (self->place_label))
                                + get_width (self->steps) + get_slot_width (self, -1));
}

/* x: from the side where reading starts. */
static void
place (LensViewBar *self, GtkWidget *child, GtkAllocation at)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    at.x = gtk_widget_get_width (GTK_WIDGET (self)) - at.x - at.width;
  if (gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &at, -1);
}

/* The place in the list is seen only where that does not cut the name too much. */
static void
place_words (LensViewBar *self, int width, int height)
{
  GtkWidget *name_label = GTK_WIDGET (self->name_label), *short_label = GTK_WIDGET (self->short_label);
  GtkWidget *place_label = GTK_WIDGET (self->place_label);
  gboolean has_short = gtk_widget_get_visible (short_label);
  int least = get_least_width (self->place_label, LEAST_PLACE);
  int wanted = get_least_width (has_short ? self->short_label : self->name_label, LONG_NAME);
  gboolean has_place = least > 0 && wanted + least <= width + GAP;
  int room = width + GAP - (has_place ? least : 0);
  gboolean is_short = has_short && get_width (name_label) > room;
  int name = MIN (get_width (is_short ? short_label : name_label), room);

  gtk_widget_set_child_visible (place_label, has_place);
  gtk_widget_set_child_visible (short_label, is_short);
  gtk_widget_set_child_visible (name_label, !is_short);
  place (self, is_short ? short_label : name_label, (GtkAllocation){ 0, 0, MAX (0, name - GAP), height });
  if (has_place)
    place (self, place_label, (GtkAllocation){ name, 0, MIN (width - name, get_width (place_label) - GAP), height });
}

static void
lens_view_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensViewBar *self = LENS_VIEW_BAR (widget);
  gboolean is_stepping = has_steps (self, width), is_one = has_room (self, width, is_stepping);
  int slot = get_slot_width (self, width), line = is_one ? height : get_head_height (self);
  int end = is_one && slot > 0 ? width - slot - GAP : width; /* of what stands before the controls */
  int steps = is_stepping ? MAX (0, get_width (self->steps) - GAP) : 0, y = is_one ? 0 : line + LINE_GAP;

  gtk_widget_set_child_visible (self->steps, is_stepping);
  place_words (self, steps > 0 ? end - steps - GAP : end, line);
  if (steps > 0)
    place (self, self->steps, (GtkAllocation){ end - steps, 0, steps, line });
  place (self, self->slot, (GtkAllocation){ is_one ? width - slot : 0, y, slot, height - y });
}

/* ---- words ---- */

/* (transfer full) "3 of 42": of all images, or of those that the filter shows; NULL if there is no other. */
static char *
dup_place (LensViewBar *self, LensItem *item)
{
  LensSelection *selection = lens_session_get_selection (self->session);
  guint n = lens_collection_get_n_all (lens_session_get_collection (self->session));

  if (n <= 1 || lens_selection_get_current_item (selection) != item)
    return NULL;
  if (!lens_view_is_unfiltered (lens_session_get_view (self->session)))
    n = g_list_model_get_n_items (G_LIST_MODEL (selection));

  /* TRANSLATORS: place of the image in the list, like "3 of 42" */
  return g_strdup_printf (_ ("%u of %u"), lens_selection_get_current (selection) + 1, n);
}

static void
append (GString *text, const char *words)
{
  if (words != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

/* (transfer full) Name of the folder that the image is in; NULL if the image's name says it, or nobody is to know. */
static char *
dup_folder (LensViewBar *self, LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  if (folder == NULL || lens_item_is_sample (item) || lens_item_get_folder_part (item) != NULL
      || lens_session_is_presenting (self->session))
    return NULL;

  return lens_file_dup_name (folder);
}

/* (transfer full) Nobody is to take a drawing for a photograph. */
static char *
dup_place_and_kind (LensViewBar *self, LensItem *item)
{
  g_autofree char *place = dup_place (self, item), *folder = dup_folder (self, item);
  GString *text = g_string_new (NULL);

  append (text, place);
  append (text, folder);
  append (text, lens_item_is_sample (item) ? _ ("drawn by a program") : NULL);

  return g_string_free (text, FALSE);
}

/* (transfer full) All that is known of the image without looking at it. */
static char *
dup_details (LensViewBar *self, const char *name, const char *place)
{
  DermImage *image = lens_shown_get_image (lens_session_get_shown (self->session));
  g_autofree char *size
      = image != NULL ? lens_bidi_size (derm_image_get_width (image), derm_image_get_height (image)) : NULL;
  g_autoptr (GString) details = g_string_new (size);

  append (details, *place != '\0' ? place : NULL);

  return g_strdup_printf ("%s%s%s", name, details->len > 0 ? "\n" : "", details->str);
}

/* Where there is no room, what all names have at the end is left out, and then their start: most names differ behind
 * that. Of two with one name the folder differs, which stands first. */
static void
show_name (LensViewBar *self, LensItem *item, const char *name)
{
  g_autofree char *start = lens_names_dup_start (item), *title = NULL;
  const char *folder = lens_item_get_folder_part (item);
  PangoEllipsizeMode cut = folder != NULL ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_START;

  if (start != NULL)
    title = folder != NULL ? g_build_filename (folder, start, NULL) : g_steal_pointer (&start);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_ellipsize (self->name_label, cut);
  gtk_label_set_text (self->short_label, title != NULL ? title : "");
  gtk_label_set_ellipsize (self->short_label, cut);
  gtk_widget_set_visible (GTK_WIDGET (self->short_label), title != NULL && !lens_session_is_presenting (self->session));
}

/* Of all images. Nobody is to take drawings for photographs. */
static void
show_list (LensViewBar *self, gboolean is_sample)
{
  g_autofree char *name = lens_session_dup_list_name (self->session);
  g_autofree char *size = lens_session_dup_list_size (self->session);
  GString *text = g_string_new (size);

  append (text, is_sample ? _ ("drawn by a program") : NULL);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_ellipsize (self->name_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_text (self->place_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->short_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), NULL);
  gtk_widget_set_visible (self->steps, FALSE);
  g_string_free (text, TRUE);
}

static void
update (LensViewBar *self)
{
  LensItem *item = lens_shown_get_item (lens_session_get_shown (self->session));
  g_autofree char *name = NULL, *place = NULL, *details = NULL;

  if (lens_session_is_closed (self->session) || item == NULL)
    return;
  if (is_of_list (self))
    {
      show_list (self, lens_item_is_sample (item));
      return;
    }

  name = lens_session_dup_name (self->session, item);
  place = dup_place_and_kind (self, item);
  details = dup_details (self, name, place);
  show_name (self, item, name);
  gtk_label_set_text (self->place_label, place);
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), *place != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), details);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->short_label), details);
  gtk_widget_set_visible (self->steps, lens_collection_get_n_all (lens_session_get_collection (self->session)) > 1);
}

/* ---- the object ---- */

static void
lens_view_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_VIEW_BAR (object)->session);

  G_OBJECT_CLASS (lens_view_bar_parent_class)->dispose (object);
}

static void
lens_view_bar_class_init (LensViewBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_view_bar_dispose;
  widget_class->get_request_mode = lens_view_bar_get_request_mode;
  widget_class->measure = lens_view_bar_measure;
  widget_class->size_allocate = lens_view_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "lens-view-bar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-view-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LensViewBar, steps);
  gtk_widget_class_bind_template_child (widget_class, LensViewBar, name_label);
  gtk_widget_class_bind_template_child (widget_class, LensViewBar, short_label);
  gtk_widget_class_bind_template_child (widget_class, LensViewBar, place_label);
  gtk_widget_class_bind_template_child (widget_class, LensViewBar, slot);
}

static void
lens_view_bar_init (LensViewBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
}

void
lens_view_bar_set_session (LensViewBar *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_VIEW_BAR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "place-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_collection (session), "notify::n-waiting", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lens_view_bar_set_controls (LensViewBar *self, GtkWidget *controls)
{
  GtkWidget *child;

  g_return_if_fail (LENS_IS_VIEW_BAR (self));
  g_return_if_fail (controls == NULL || GTK_IS_WIDGET (controls));

  child = gtk_widget_get_first_child (self->slot);
  if (child == controls)
    return;
  if (child != NULL)
    gtk_box_remove (GTK_BOX (self->slot), child);
  if (controls != NULL)
    gtk_box_append (GTK_BOX (self->slot), controls);
  gtk_widget_set_visible (self->slot, controls != NULL);
}
