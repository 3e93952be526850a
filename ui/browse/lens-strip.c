/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-strip-private.h"

#include <math.h>

#include "lens-row.h"

G_DEFINE_FINAL_TYPE (LensStrip, lens_strip, GTK_TYPE_WIDGET)

enum { PROP_TILE_SIZE = 1, N_PROPS };
enum { ITEM_SHOWN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void plan_sight (LensStrip *self);

static void
on_setup (GtkListItemFactory *factory, GtkListItem *list_item, LensStrip *self)
{
  GtkWidget *row = lens_row_new ();

  lens_row_set_tile (LENS_ROW (row), lens_strip_get_tile_size (self));
  gtk_list_item_set_child (list_item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, LensStrip *self)
{
  LensItem *item = gtk_list_item_get_item (list_item);

  lens_row_set_item (LENS_ROW (gtk_list_item_get_child (list_item)), item);
  g_signal_emit (self, signals[ITEM_SHOWN], 0, item);
  plan_sight (self);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, LensStrip *self)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (row != NULL)
    lens_row_set_item (LENS_ROW (row), NULL);
}

/* ---- what is in sight ---- */

static GtkAdjustment *
get_adjustment (LensStrip *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (lens_strip_get_view (self)));
}

/* 0: there is none. columns: in each of them. */
static double
get_row_height (LensStrip *self, guint *columns)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model)), n_rows;

  *columns = lens_strip_count_columns (self);
  n_rows = (n + *columns - 1) / *columns;

  return n_rows > 0 ? gtk_adjustment_get_upper (get_adjustment (self)) / n_rows : 0.0;
}

/* A view binds rows far beyond what can be seen. Those that can be are told of once more, after all others and from the
 * last to the first: the top one is the newest wish. */
static gboolean
on_sight (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  LensStrip *self = LENS_STRIP (widget);
  GtkAdjustment *adjustment = get_adjustment (self);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_object_unref);
  guint columns, end;
  double row = get_row_height (self, &columns), top, bottom;

  self->sight_id = 0;
  if (row <= 0)
    return G_SOURCE_REMOVE;

  top = gtk_adjustment_get_value (adjustment) / row;
  bottom = (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)) / row;
  end = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->model)), (guint) ceil (bottom) * columns);
  for (guint i = end; i > (guint) top * columns; i--)
    {
      LensItem *item = g_list_model_get_item (G_LIST_MODEL (self->model), i - 1);

      g_ptr_array_insert (seen, 0, item);
      g_signal_emit (self, signals[ITEM_SHOWN], 0, item);
    }
  lens_strip_show_tiles (self, seen);

  return G_SOURCE_REMOVE;
}

static void
plan_sight (LensStrip *self)
{
  if (self->sight_id == 0)
    self->sight_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_sight, NULL, NULL);
}

/* ---- another order of the same images ---- */

static GtkWidget *
find_row (LensStrip *self, LensItem *item)
{
  for (GtkWidget *row = gtk_widget_get_first_child (lens_strip_get_view (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);

      if (LENS_IS_ROW (child) && lens_row_get_item (LENS_ROW (child)) == item)
        return row;
    }

  return NULL;
}

static void
forget_place (LensStrip *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->clock != NULL)
    g_clear_signal_handler (&self->layout_id, self->clock);
  g_clear_object (&self->clock);
}

/* The list has followed whichever row was its anchor: to the other end, maybe. What is set now is laid out before
 * anything is drawn. */
static void
on_layout (LensStrip *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  guint current = lens_selection_get_current (LENS_SELECTION (self->model)), columns;
  double value = self->value, row = get_row_height (self, &columns);

  if (self->top >= 0.0 && current != GTK_INVALID_LIST_POSITION)
    value = row * (current / columns) - self->top;
  forget_place (self);
  if (row > 0.0) /* a list in which nothing is left warns */
    gtk_adjustment_set_value (adjustment, value);
}

/* After whatever scrolls in this frame. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  LensStrip *self = LENS_STRIP (widget);
  double value = gtk_adjustment_get_value (get_adjustment (self));

  self->tick_id = 0;
  if (self->top >= 0.0 && fabs (value - self->value) > 1.0)
    self->top -= value - self->value; /* scrolled by hand meanwhile; less is rounding */
  self->value = value;
  self->clock = g_object_ref (clock);
  self->layout_id
      = g_signal_connect_object (clock, "layout", G_CALLBACK (on_layout), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return G_SOURCE_REMOVE;
}

/* Another order that comes before what was scrolled to is laid out would put the list back to where it was. */
static gboolean
scroll_again (LensStrip *self, LensItem *current)
{
  if (self->scrolled_id == 0 || current == NULL || current != self->scrolled_to)
    return FALSE;
  self->is_current_due = TRUE;

  return TRUE;
}

/* The selected row stays where it is on screen; if it is not there, the list stays scrolled as far as it is. */
static void
on_order_changed (GListModel *model, guint position, guint n_removed, guint n_added, LensStrip *self)
{
  LensItem *current = lens_selection_get_current_item (LENS_SELECTION (model));
  GtkWidget *view = lens_strip_get_view (self), *row;
  graphene_rect_t bounds;

  if (scroll_again (self, current) || n_removed != n_added || self->tick_id != 0 || self->clock != NULL
      || !gtk_widget_get_mapped (view))
    return;

  row = current != NULL ? find_row (self, current) : NULL;
  self->top = -1.0;
  if (row != NULL && gtk_widget_get_child_visible (row) && gtk_widget_compute_bounds (row, view, &bounds)
      && bounds.origin.y < (float) gtk_widget_get_height (view))
    self->top = bounds.origin.y;
  self->value = gtk_adjustment_get_value (get_adjustment (self));
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* Tab goes to the row of what is on screen, and from any row to what comes after the list: GTK 4.8 would go through all
 * of them. */
static gboolean
lens_strip_move_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LensStrip *self = LENS_STRIP (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  guint current
      = self->model != NULL ? lens_selection_get_current (LENS_SELECTION (self->model)) : GTK_INVALID_LIST_POSITION;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (lens_strip_parent_class)->focus (widget, direction);
  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  if (current == GTK_INVALID_LIST_POSITION || !gtk_widget_get_mapped (widget)) /* nobody would see it */
    return GTK_WIDGET_CLASS (lens_strip_parent_class)->focus (widget, direction);
  lens_strip_focus (self, current);

  return TRUE;
}

static void
lens_strip_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  forget_place (LENS_STRIP (object));
  if (LENS_STRIP (object)->sight_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (object), LENS_STRIP (object)->sight_id);
  LENS_STRIP (object)->sight_id = 0;
  if (LENS_STRIP (object)->scrolled_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (object), LENS_STRIP (object)->scrolled_id);
  LENS_STRIP (object)->scrolled_id = 0;
  g_clear_object (&LENS_STRIP (object)->scrolled_to);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_STRIP (object)->model);
  g_clear_object (&LENS_STRIP (object)->tiles);

  G_OBJECT_CLASS (lens_strip_parent_class)->dispose (object);
}

static void
lens_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TILE_SIZE)
    g_value_set_int (value, (int) gtk_adjustment_get_value (LENS_STRIP (object)->size));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TILE_SIZE)
    gtk_adjustment_set_value (LENS_STRIP (object)->size, g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_strip_class_init (LensStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_strip_dispose;
  G_OBJECT_CLASS (klass)->get_property = lens_strip_get_property;
  G_OBJECT_CLASS (klass)->set_property = lens_strip_set_property;
  widget_class->focus = lens_strip_move_focus;
  gtk_widget_class_set_css_name (widget_class, "lens-strip");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, LensStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, LensStrip, list);
  gtk_widget_class_bind_template_child (widget_class, LensStrip, grid_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensStrip, grid);
  gtk_widget_class_bind_template_child (widget_class, LensStrip, size_scale);
  gtk_widget_class_bind_template_child (widget_class, LensStrip, size);

  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_TILE_SIZE,
      g_param_spec_int ("tile-size", "Tile size", "How wide tiles are where there is room", 0, G_MAXINT,
                        LENS_ROW_MIN_TILE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));

  signals[ITEM_SHOWN] = g_signal_new ("item-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, LENS_TYPE_ITEM);
}

static GtkListItemFactory *
make_factory (LensStrip *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);

  return factory;
}

static void
watch_sight (LensStrip *self, GtkScrollable *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (view);

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (plan_sight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (plan_sight), self, G_CONNECT_SWAPPED);
}

static void
lens_strip_init (LensStrip *self)
{
  g_autoptr (GtkListItemFactory) rows = NULL;
  g_autoptr (GtkListItemFactory) tiles = NULL;

  self->place_due = GTK_INVALID_LIST_POSITION;
  gtk_widget_init_template (GTK_WIDGET (self));
  rows = make_factory (self);
  tiles = make_factory (self);
  gtk_list_view_set_factory (self->list, rows);
  gtk_grid_view_set_factory (self->grid, tiles);
  watch_sight (self, GTK_SCROLLABLE (self->list));
  watch_sight (self, GTK_SCROLLABLE (self->grid));
  lens_strip_install_tiles (self);
}

/* Only the one that is seen has rows: both would make each of them twice. */
static void
set_models (LensStrip *self)
{
  gtk_list_view_set_model (self->list, self->is_grid ? NULL : self->model);
  gtk_grid_view_set_model (self->grid, self->is_grid ? self->model : NULL);
}

/* Shift extends the selection from here, and with the keys in the list they go on from here. */
static void
on_placed (LensSelection *model, guint position, LensStrip *self)
{
  GtkWidget *view = lens_strip_get_view (self);
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL; /* not the child that had it last */

  gtk_widget_activate_action (view, "list.select-item", "(ubb)", position, FALSE, FALSE);
  if (focus != NULL && gtk_widget_is_ancestor (focus, view))
    lens_strip_focus (self, position);
}

static void
on_settled (LensStrip *self)
{
  guint current = lens_selection_get_current (LENS_SELECTION (self->model));

  if (self->is_current_due && current != GTK_INVALID_LIST_POSITION)
    self->place_due = current;
  self->is_current_due = FALSE;
  if (self->place_due != GTK_INVALID_LIST_POSITION)
    lens_strip_scroll_to (self, self->place_due);
}

/* GTK 4.24 stops a row short where the list has grown since it was laid out. */
static void
scroll_the_rest (LensStrip *self)
{
  LensSelection *selection = LENS_SELECTION (self->model);

  if (selection != NULL && lens_selection_get_current_item (selection) == self->scrolled_to)
    gtk_widget_activate_action (lens_strip_get_view (self), "list.scroll-to-item", "u",
                                lens_selection_get_current (selection));
}

static gboolean
on_scrolled (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  LensStrip *self = LENS_STRIP (widget);

  if (self->n_frames-- > 0)
    return G_SOURCE_CONTINUE;
  self->scrolled_id = 0;
  scroll_the_rest (self);
  g_clear_object (&self->scrolled_to);

  return G_SOURCE_REMOVE;
}

/* The list scrolls when it is laid out next, which is after the ticks of that frame. */
static void
remember_scrolled (LensStrip *self, guint position)
{
  LensItem *current = self->model != NULL ? lens_selection_get_current_item (LENS_SELECTION (self->model)) : NULL;

  if (current == NULL || position != lens_selection_get_current (LENS_SELECTION (self->model)))
    return;
  g_set_object (&self->scrolled_to, current);
  self->n_frames = 1;
  if (self->scrolled_id == 0)
    self->scrolled_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_scrolled, NULL, NULL);
}

void
lens_strip_set_model (LensStrip *self, LensSelection *model)
{
  g_return_if_fail (LENS_IS_STRIP (self));

  g_set_object (&self->model, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (model, "placed", G_CALLBACK (on_placed), self, 0);
  g_signal_connect_object (model, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "current-changed", G_CALLBACK (forget_place), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_order_changed), self,
                           0); /* before the list hears it */
  set_models (self);
}

void
lens_strip_set_grid (LensStrip *self, gboolean is_grid)
{
  g_return_if_fail (LENS_IS_STRIP (self));

  if (is_grid == self->is_grid)
    return;

  self->is_grid = is_grid;
  gtk_widget_set_visible (self->size_scale, is_grid);
  set_models (self);
  gtk_stack_set_visible_child_name (self->stack, is_grid ? "grid" : "list");
}

void
lens_strip_scroll_to (LensStrip *self, guint position)
{
  forget_place (self);
  if (self->model != NULL && lens_selection_is_changing (LENS_SELECTION (self->model)))
    {
      self->place_due = position;
      return;
    }
  self->place_due = GTK_INVALID_LIST_POSITION;
  /* gtk_list_view_scroll_to() came with GTK 4.12; the list's own action does the same. */
  gtk_widget_activate_action (lens_strip_get_view (self), "list.scroll-to-item", "u", position);
  remember_scrolled (self, position);
}

LensItem *
lens_strip_find_at (LensStrip *self, double x, double y)
{
  GtkWidget *found;

  g_return_val_if_fail (LENS_IS_STRIP (self), NULL);

  found = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  /* The row's margins are the list's. */
  if (found != NULL && !LENS_IS_ROW (found) && LENS_IS_ROW (gtk_widget_get_first_child (found)))
    found = gtk_widget_get_first_child (found);

  return LENS_IS_ROW (found) ? lens_row_get_item (LENS_ROW (found)) : NULL;
}

void
lens_strip_focus (LensStrip *self, guint position)
{
  g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  GtkWidget *row = item != NULL ? find_row (self, item) : NULL;

  gtk_widget_grab_focus (row != NULL ? row : lens_strip_get_view (self));
}

GtkWidget *
lens_strip_get_view (LensStrip *self)
{
  return self->is_grid ? GTK_WIDGET (self->grid) : GTK_WIDGET (self->list);
}
