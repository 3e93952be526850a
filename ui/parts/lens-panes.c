/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-panes-private.h"

#include "lens-keys.h"
#include "lens-theme.h"

/* Below this width the results go under the image and the list lies over it; larger text needs more. */
#define NARROW_WIDTH 860
#define LEAST_LECTURE_WIDTH 800
#define LIST_SHARE 96 /* of that, which lessons and presenters need not: the list is away */

G_DEFINE_FINAL_TYPE (LensPanes, lens_panes, GTK_TYPE_WIDGET)

enum {
  PROP_IS_NARROW = 1,
  PROP_LIST_WIDTH,
  PROP_GRID_WIDTH,
  PROP_RESULT_WIDTH,
  PROP_IS_LIST_WANTED,
  PROP_IS_RESULT_WANTED,
  N_PROPS
};
enum { LAID_OUT, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- what stands where ---- */

gboolean
lens_panes_is_lecture (LensPanes *self)
{
  g_return_val_if_fail (LENS_IS_PANES (self), FALSE);

  return self->is_learning && gtk_widget_get_width (GTK_WIDGET (self)) >= LEAST_LECTURE_WIDTH;
}

/* The list stands beside the content in a wide window and lies over it in a narrow one. */
static void
place_sidebar (LensPanes *self)
{
  GtkWidget *sidebar = GTK_WIDGET (self->sidebar);
  gboolean is_over = self->is_narrow && !lens_panes_is_lecture (self);

  if (is_over == self->is_sidebar_over)
    return;

  self->is_sidebar_over = is_over;
  g_object_ref (sidebar);
  if (is_over)
    {
      gtk_paned_set_start_child (self->list_paned, NULL);
      gtk_overlay_add_overlay (self->overlay, sidebar);
      gtk_widget_set_halign (sidebar, GTK_ALIGN_START);
    }
  else
    {
      gtk_overlay_remove_overlay (self->overlay, sidebar);
      gtk_widget_set_halign (sidebar, GTK_ALIGN_FILL);
      gtk_paned_set_start_child (self->list_paned, sidebar);
    }
  gtk_widget_set_visible (self->list_edge, is_over); /* beside the content that of the panes is there */
  g_object_unref (sidebar);
}

/* The results stand beside the image, and in a narrow window below it. */
static void
place_result (LensPanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean has_focus = focus != NULL && gtk_widget_is_ancestor (focus, self->result);

  g_object_ref (self->result);
  if (self->is_narrow)
    {
      gtk_paned_set_end_child (self->result_paned, NULL);
      gtk_widget_set_size_request (self->result, -1, -1);
      gtk_widget_set_size_request (GTK_WIDGET (self->content), -1, -1);
      gtk_box_append (self->content, self->result);
    }
  else
    {
      gtk_box_remove (self->content, self->result);
      gtk_paned_set_end_child (self->result_paned, self->result);
    }
  g_object_unref (self->result);
  if (has_focus)
    gtk_widget_grab_focus (focus);
}

/* The note stands below the image, and in a narrow window below the scores: those come first. */
static void
place_note (LensPanes *self)
{
  g_object_ref (self->note);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->note)), self->note);
  gtk_box_append (self->is_narrow ? self->content : self->centre, self->note);
  g_object_unref (self->note);
}

/* Messages move nothing, and cover only a part of the image. In a narrow window, where the top of the image may be
 * scrolled out of sight, they stand below all that scrolls. */
static void
place_messages (LensPanes *self)
{
  GtkWidget *messages = GTK_WIDGET (self->messages);

  g_object_ref (messages);
  if (self->is_narrow)
    {
      gtk_overlay_remove_overlay (self->middle, messages);
      gtk_widget_set_parent (messages, GTK_WIDGET (self));
    }
  else
    {
      gtk_widget_unparent (messages);
      gtk_overlay_add_overlay (self->middle, messages);
    }
  g_object_unref (messages);
}

/* A lesson is there until it is left; in a narrow window it can be folded like the list. */
static gboolean
is_list_shown (LensPanes *self)
{
  if (self->is_narrow && !lens_panes_is_lecture (self))
    return self->is_list_open && (self->has_list || self->is_learning);

  return self->is_learning || (self->has_list && self->is_list_wanted && !self->is_list_folded);
}

static void
show_list (LensPanes *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), is_list_shown (self));
  lens_panes_place_edges (self);
}

static void
show_result (LensPanes *self)
{
  gboolean is_shown = self->has_result && self->is_result_wanted;

  gtk_widget_set_visible (self->separator, is_shown && self->is_narrow);
  if (self->result == NULL || is_shown == gtk_widget_get_visible (self->result))
    return;

  lens_panes_end_move (self);
  gtk_widget_set_visible (self->result, is_shown);
  lens_panes_place_edges (self);
}

static void
set_narrow (LensPanes *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  gtk_scrolled_window_set_policy (self->scroller, is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  is_narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_NARROW]);
  place_sidebar (self);
  place_result (self);
  show_result (self);
  place_note (self);
  place_messages (self);
  self->is_list_open = FALSE;
  show_list (self);
}

/* ---- layout ---- */

static gboolean
is_width_narrow (LensPanes *self, int width)
{
  double scale = lens_theme_get_text_scale (GTK_WIDGET (self)) * self->scale;
  double least = NARROW_WIDTH * (0.55 + 0.45 * scale);

  if (lens_panes_is_lecture (self))
    width -= lens_panes_get_lesson_width (self);
  if (lens_panes_is_lecture (self) || self->scale > 1.0)
    least -= LIST_SHARE;

  return width > 0 && width < least;
}

void
lens_panes_lay_out (LensPanes *self)
{
  gboolean is_narrow;

  g_return_if_fail (LENS_IS_PANES (self));

  is_narrow = is_width_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));
  if (is_narrow != self->is_narrow)
    set_narrow (self, is_narrow);
  place_sidebar (self);
  lens_panes_place_edges (self);
  g_signal_emit (self, signals[LAID_OUT], 0);
}

static gboolean
on_layout (gpointer user_data)
{
  LensPanes *self = user_data;

  self->layout_id = 0;
  lens_panes_lay_out (self);

  return G_SOURCE_REMOVE;
}

/* Widgets cannot move while they are being placed. */
static void
lay_out_soon (LensPanes *self)
{
  if (self->layout_id == 0)
    self->layout_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_layout, self, NULL);
}

static void
lens_panes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (LENS_PANES (widget)->overlay), orientation, for_size, minimum, natural, NULL, NULL);
}

/* Those that stand below; returns their height. */
static int
allocate_messages (LensPanes *self, int width, int height)
{
  GtkWidget *messages = GTK_WIDGET (self->messages);
  int least, needed;

  if (!self->is_narrow || !gtk_widget_should_layout (messages))
    return 0;

  gtk_widget_measure (messages, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least);
  gtk_widget_measure (messages, GTK_ORIENTATION_VERTICAL, width, NULL, &needed, NULL, NULL);
  gtk_widget_size_allocate (messages, &(GtkAllocation){ 0, MAX (0, height - needed), width, needed }, -1);

  return MIN (needed, height);
}

static void
lens_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensPanes *self = LENS_PANES (widget);
  int messages;

  messages = allocate_messages (self, width, height);
  gtk_widget_size_allocate (GTK_WIDGET (self->overlay), &(GtkAllocation){ 0, 0, width, height - messages }, baseline);
  if (width != self->width || height != self->height)
    lay_out_soon (self);
  self->width = width;
  self->height = height;
}

/* Text may be larger or smaller now, as that of a presenter, in a window of the same size. */
static void
lens_panes_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lens_panes_parent_class)->css_changed (widget, change);
  lay_out_soon (LENS_PANES (widget));
}

/* ---- the object ---- */

static void
lens_panes_dispose (GObject *object)
{
  LensPanes *self = LENS_PANES (object);

  g_clear_handle_id (&self->layout_id, g_source_remove);
  if (self->is_narrow && self->messages != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->messages));
  self->messages = NULL;
  if (self->overlay != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->overlay));
  self->overlay = NULL;
  self->result = self->note = NULL;

  G_OBJECT_CLASS (lens_panes_parent_class)->dispose (object);
}

static void
lens_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensPanes *self = LENS_PANES (object);

  switch (id)
    {
    case PROP_IS_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    case PROP_LIST_WIDTH:
      g_value_set_int (value, self->list_width);
      break;
    case PROP_GRID_WIDTH:
      g_value_set_int (value, self->grid_width);
      break;
    case PROP_RESULT_WIDTH:
      g_value_set_int (value, self->result_width);
      break;
    case PROP_IS_LIST_WANTED:
      g_value_set_boolean (value, self->is_list_wanted);
      break;
    case PROP_IS_RESULT_WANTED:
      g_value_set_boolean (value, self->is_result_wanted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LensPanes *self = LENS_PANES (object);

  switch (id)
    {
    case PROP_LIST_WIDTH:
      self->list_width = g_value_get_int (value);
      break;
    case PROP_GRID_WIDTH:
      self->grid_width = g_value_get_int (value);
      break;
    case PROP_RESULT_WIDTH:
      self->result_width = g_value_get_int (value);
      break;
    case PROP_IS_LIST_WANTED:
      self->is_list_wanted = g_value_get_boolean (value);
      show_list (self);
      break;
    case PROP_IS_RESULT_WANTED:
      self->is_result_wanted = g_value_get_boolean (value);
      show_result (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  lay_out_soon (self);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  properties[PROP_IS_NARROW]
      = g_param_spec_boolean ("is-narrow", "Narrow", "Whether results stand below the image", FALSE, readable);
  properties[PROP_LIST_WIDTH]
      = g_param_spec_int ("list-width", "List width", "What the user wants", 0, G_MAXINT, LENS_LIST_WIDTH, writable);
  properties[PROP_GRID_WIDTH]
      = g_param_spec_int ("grid-width", "Grid width", "The same for a grid", 0, G_MAXINT, LENS_GRID_WIDTH, writable);
  properties[PROP_RESULT_WIDTH] = g_param_spec_int ("result-width", "Result width", "What the user wants", 0, G_MAXINT,
                                                    LENS_RESULT_WIDTH, writable);
  properties[PROP_IS_LIST_WANTED]
      = g_param_spec_boolean ("is-list-wanted", "List wanted", "Whether the user wants the list", TRUE, writable);
  properties[PROP_IS_RESULT_WANTED]
      = g_param_spec_boolean ("is-result-wanted", "Results wanted", "Whether the user wants results", TRUE, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lens_panes_class_init (LensPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lens_panes_dispose;
  object_class->get_property = lens_panes_get_property;
  object_class->set_property = lens_panes_set_property;
  widget_class->measure = lens_panes_measure;
  widget_class->size_allocate = lens_panes_size_allocate;
  widget_class->css_changed = lens_panes_css_changed;
  install_properties (object_class);
  signals[LAID_OUT]
      = g_signal_new ("laid-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-panes.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPanes, overlay);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, list_paned);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, list_edge);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, result_paned);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, content);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, centre);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, middle);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, messages);
  gtk_widget_class_bind_template_child (widget_class, LensPanes, separator);
}

static void
lens_panes_init (LensPanes *self)
{
  self->list_width = LENS_LIST_WIDTH;
  self->grid_width = LENS_GRID_WIDTH;
  self->result_width = LENS_RESULT_WIDTH;
  self->scale = 1.0;
  self->is_list_wanted = self->is_result_wanted = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_panes_install_edges (self);
  lens_keys_install_shortcut (GTK_WIDGET (self->result_paned), "win.first"); /* else the scroller would take them */
  lens_keys_install_shortcut (GTK_WIDGET (self->result_paned), "win.last");
  show_result (self);
}

/* ---- public ---- */

void
lens_panes_tell_width (LensPanes *self, const char *property)
{
  g_object_notify (G_OBJECT (self), property);
}

void
lens_panes_set_list (LensPanes *self, GtkWidget *list)
{
  self->list = list;
  gtk_widget_set_hexpand (list, TRUE);
  gtk_box_prepend (self->sidebar, list);
}

void
lens_panes_set_lesson (LensPanes *self, GtkWidget *lesson)
{
  self->lesson = lesson;
  gtk_widget_set_hexpand (lesson, TRUE);
  gtk_widget_set_visible (lesson, FALSE);
  gtk_box_prepend (self->sidebar, lesson);
}

void
lens_panes_set_learning (LensPanes *self, gboolean is_learning)
{
  g_return_if_fail (LENS_IS_PANES (self));

  self->is_learning = is_learning;
  gtk_widget_set_visible (self->list, !is_learning);
  gtk_widget_set_visible (self->lesson, is_learning);
  lens_panes_lay_out (self);
  self->is_list_open = is_learning;
  show_list (self);
}

void
lens_panes_set_list_folded (LensPanes *self, gboolean is_folded)
{
  g_return_if_fail (LENS_IS_PANES (self));

  if (is_folded == self->is_list_folded)
    return;
  self->is_list_folded = is_folded;
  show_list (self);
}

void
lens_panes_set_centre (LensPanes *self, GtkWidget *head, GtkWidget *middle)
{
  gtk_box_prepend (self->centre, head);
  gtk_overlay_set_child (self->middle, middle);
}

void
lens_panes_add_message (LensPanes *self, GtkWidget *message)
{
  gtk_box_append (self->messages, message);
}

void
lens_panes_set_note (LensPanes *self, GtkWidget *note)
{
  self->note = note;
  gtk_box_append (self->centre, note);
}

void
lens_panes_set_result (LensPanes *self, GtkWidget *result)
{
  self->result = result;
  gtk_widget_set_hexpand (result, FALSE);
  gtk_widget_set_visible (result, FALSE);
  gtk_paned_set_end_child (self->result_paned, result);
}

void
lens_panes_set_has_list (LensPanes *self, gboolean has_list)
{
  g_return_if_fail (LENS_IS_PANES (self));

  self->has_list = has_list;
  show_list (self);
}

void
lens_panes_set_has_result (LensPanes *self, gboolean has_result)
{
  g_return_if_fail (LENS_IS_PANES (self));

  self->has_result = has_result;
  show_result (self);
}

void
lens_panes_set_scale (LensPanes *self, double scale)
{
  g_return_if_fail (LENS_IS_PANES (self));

  self->scale = scale;
}

void
lens_panes_set_grid (LensPanes *self, gboolean is_grid)
{
  g_return_if_fail (LENS_IS_PANES (self));

  self->is_grid = is_grid;
  lay_out_soon (self);
}

void
lens_panes_scroll_to_top (LensPanes *self)
{
  g_return_if_fail (LENS_IS_PANES (self));

  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, FALSE); /* ends what still moves, and would go on */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0.0);
  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, TRUE);
}

gboolean
lens_panes_is_narrow (LensPanes *self)
{
  g_return_val_if_fail (LENS_IS_PANES (self), FALSE);

  return self->is_narrow;
}

gboolean
lens_panes_is_list_shown (LensPanes *self)
{
  g_return_val_if_fail (LENS_IS_PANES (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->sidebar));
}

void
lens_panes_show_list (LensPanes *self, gboolean is_shown)
{
  g_return_if_fail (LENS_IS_PANES (self));

  if (!self->is_narrow)
    {
      if (is_shown)
        self->is_list_folded = FALSE;
      g_object_set (self, "is-list-wanted", is_shown, NULL);
      show_list (self);
      return;
    }
  self->is_list_open = is_shown;
  show_list (self);
}
