/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-browser-private.h"

#include <glib/gi18n.h>

#include "lens-menu.h"

#define ANY_FLAG "any"

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

void
lens_browser_apply_filter (LensBrowser *self)
{
  g_autoptr (GVariant) label = get_state (self, "label");
  g_autoptr (GVariant) flag = get_state (self, "flag");
  const char *code = g_variant_get_string (label, NULL);
  LensFilter filter = { .text = gtk_editable_get_text (GTK_EDITABLE (self->search)) };

  filter.label = *code != '\0' ? code : NULL;
  filter.is_flagged_only = g_str_equal (g_variant_get_string (flag, NULL), ANY_FLAG);
  if (!filter.is_flagged_only)
    lens_flag_from_id (g_variant_get_string (flag, NULL), &filter.flag);
  filter.is_wrong_only = is_on (self, "wrong-only");
  lens_view_set_filter (self->view, &filter);
  if (lens_view_is_unfiltered (self->view))
    gtk_widget_remove_css_class (GTK_WIDGET (self->view_button), "accent");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->view_button), "accent");
  if (lens_selection_get_current (self->selection) == GTK_INVALID_LIST_POSITION)
    lens_strip_scroll_to (self->strip, 0);
  lens_browser_update_count (self);
}

static void
on_order (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
  apply_order (user_data);
}

static void
on_filter (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensBrowser *self = user_data;

  g_simple_action_set_state (action, value);
  lens_browser_apply_filter (self);
  /* Whoever asks for a kind of images wants to see them. (Words are still being typed.) */
  if (lens_selection_get_current (self->selection) == GTK_INVALID_LIST_POSITION
      && g_list_model_get_n_items (lens_view_get_model (self->view)) > 0)
    lens_selection_set_current (self->selection, 0);
}

static void
fill_flag_menu (LensBrowser *self)
{
  lens_menu_append_choice (self->flag_menu, _ ("All"), "browse.flag", "");
  lens_menu_append_choice (self->flag_menu, _ ("Any Flag"), "browse.flag", ANY_FLAG);
  for (int i = LENS_FLAG_NONE + 1; i < LENS_N_FLAGS; i++)
    lens_menu_append_choice (self->flag_menu, lens_flag_get_name ((LensFlag) i), "browse.flag",
                             lens_flag_get_id ((LensFlag) i));
}

void
lens_browser_install_filter (LensBrowser *self)
{
  static const GActionEntry entries[] = {
    { .name = "order", .parameter_type = "s", .state = "'opened'", .change_state = on_order },
    { .name = "reverse", .state = "false", .change_state = on_order },
    { .name = "label", .parameter_type = "s", .state = "''", .change_state = on_filter },
    { .name = "flag", .parameter_type = "s", .state = "''", .change_state = on_filter },
    { .name = "wrong-only", .state = "false", .change_state = on_filter },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  g_simple_action_set_enabled (get_action (self, "reverse"), FALSE);
  g_simple_action_set_enabled (get_action (self, "wrong-only"), FALSE);
  fill_flag_menu (self);
}

void
lens_browser_set_classes (LensBrowser *self, const char *const *labels)
{
  g_return_if_fail (LENS_IS_BROWSER (self));

  g_menu_remove_all (self->class_menu);
  lens_menu_append_choice (self->class_menu, _ ("All"), "browse.label", "");
  for (int i = 0; labels[i] != NULL; i++)
    lens_menu_append_choice (self->class_menu, labels[i], "browse.label", labels[i]);
}

void
lens_browser_set_has_truth (LensBrowser *self, gboolean has_truth)
{
  g_return_if_fail (LENS_IS_BROWSER (self));

  g_simple_action_set_enabled (get_action (self, "wrong-only"), has_truth);
}

void
lens_browser_reset_filter (LensBrowser *self)
{
  g_return_if_fail (LENS_IS_BROWSER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_simple_action_set_state (get_action (self, "label"), g_variant_new_string (""));
  g_simple_action_set_state (get_action (self, "flag"), g_variant_new_string (""));
  g_simple_action_set_state (get_action (self, "wrong-only"), g_variant_new_boolean (FALSE));
  lens_browser_apply_filter (self);
}
