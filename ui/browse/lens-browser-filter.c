/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-browser-private.h"

static const char *const orders[LENS_N_ORDERS]
    = { "opened", "name", "class", "score", "margin", "entropy", "wrong", "flagged", "date" };

static GSimpleAction *
get_action (LensBrowser *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static GVariant *
get_state (LensBrowser *self, const char *name)
{
  return g_action_get_state (G_ACTION (get_action (self, name)));
}

static gboolean
is_on (LensBrowser *self, const char *name)
{
  g_autoptr (GVariant) state = get_state (self, name);

  return g_variant_get_boolean (state);
}

static void
apply_order (LensBrowser *self)
{
  g_autoptr (GVariant) state = get_state (self, "order");
  const char *id = g_variant_get_string (state, NULL);

  for (int i = 0; i < LENS_N_ORDERS; i++)
    if (g_str_equal (orders[i], id))
      lens_view_set_order (self->view, (LensOrder) i, is_on (self, "reverse"));
  g_simple_action_set_enabled (get_action (self, "reverse"), !g_str_equal (id, orders[LENS_ORDER_OPENED]));
  lens_strip_scroll_to (self->strip, 0); /* what stands first is what was asked for */
}

/* What was just typed. */
static void
on_search_changed (LensBrowser *self)
{
  lens_view_set_text (self->view, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static gboolean
has_other_conditions (const LensFilter *a, const LensFilter *b)
{
  g_autoptr (LensFilter) first = lens_filter_copy (a), second = lens_filter_copy (b);

  lens_filter_set_text (first, NULL);
  lens_filter_set_text (second, NULL);

  return !lens_filter_is_equal (first, second);
}

void
lens_browser_select_wanted (LensBrowser *self)
{
  if (!self->is_wanting || lens_selection_is_changing (self->selection))
    return;
  self->is_wanting = FALSE;
  if (lens_selection_get_current (self->selection) == GTK_INVALID_LIST_POSITION
      && g_list_model_get_n_items (lens_view_get_model (self->view)) > 0)
    lens_selection_set_current (self->selection, 0);
}

void
lens_browser_reveal_selected (LensBrowser *self)
{
  guint current = lens_selection_get_current (self->selection);

  if (!self->is_reveal_due || lens_selection_is_changing (self->selection))
    return;
  self->is_reveal_due = FALSE;
  lens_strip_scroll_to (self->strip, current != GTK_INVALID_LIST_POSITION ? current : 0);
}

/* Whoever set it. */
static void
on_filter (LensBrowser *self)
{
  const LensFilter *filter = lens_view_get_filter (self->view);
  const char *text = lens_filter_get_text (filter), *old = lens_filter_get_text (self->filter);
  gboolean has_other_text = g_strcmp0 (text, old) != 0; /* else somebody may be typing */

  /* Whoever asks for a kind of images wants to see them. (Words are still being typed.) */
  self->is_wanting = !lens_filter_is_empty (filter) && has_other_conditions (filter, self->filter);
  lens_filter_free (self->filter);
  self->filter = lens_filter_copy (filter);
  if (has_other_text && g_strcmp0 (text != NULL ? text : "", gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), text != NULL ? text : "");
  self->is_reveal_due = TRUE;
  lens_browser_select_wanted (self);
  lens_browser_reveal_selected (self);
  lens_browser_update_count (self);
}

static void
on_order (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
  apply_order (user_data);
}

void
lens_browser_install_filter (LensBrowser *self)
{
  static const GActionEntry entries[] = {
    { .name = "order", .parameter_type = "s", .state = "'opened'", .change_state = on_order },
    { .name = "reverse", .state = "false", .change_state = on_order },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  g_simple_action_set_enabled (get_action (self, "reverse"), FALSE);
  self->filter = lens_filter_new ();
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (on_search_changed), self, G_CONNECT_SWAPPED);
}

void
lens_browser_follow_filter (LensBrowser *self)
{
  g_signal_connect_object (self->view, "notify::filter", G_CALLBACK (on_filter), self, G_CONNECT_SWAPPED);
  on_filter (self);
}

void
lens_browser_reset_filter (LensBrowser *self)
{
  g_return_if_fail (LENS_IS_BROWSER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), ""); /* also what is not looked for yet */
  lens_view_clear_filter (self->view);
}
