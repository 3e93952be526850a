/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include "lens-steps.h"

/* F1: the page of the pane that has the focus. */

static const char *
find_page (LensWindow *self)
{
  const struct {
    GType type;
    const char *id;
  } panes[] = {
    { LENS_TYPE_NOTE_BAR, "notes" },   { LENS_TYPE_INPUT_VIEW, "input" }, { LENS_TYPE_STEPS, "input" },
    { LENS_TYPE_RESULT, "scores" },    { LENS_TYPE_COMPARE, "compare" },  { LENS_TYPE_PAIR, "compare" },
    { LENS_TYPE_MODEL_PAGE, "model" }, { LENS_TYPE_MODEL_BAR, "model" },  { LENS_TYPE_CANVAS, "image" },
    { LENS_TYPE_BROWSER, "list" },
  };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (self->is_presenting)
    return "presenter";
  for (gsize i = 0; i < G_N_ELEMENTS (panes) && focus != NULL; i++)
    if (gtk_widget_get_ancestor (focus, panes[i].type) != NULL)
      return panes[i].id;

  if (self->detour != NULL)
    return g_str_equal (self->detour, "model") ? "model" : "compare";

  return g_strcmp0 (self->page, "image") == 0 ? "image" : "list";
}

LensHelp *
lens_window_get_help (LensWindow *self)
{
  return self->help;
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  const char *page = find_page (self);

  if (self->help == NULL)
    {
      g_set_weak_pointer (&self->help, lens_help_new (GTK_WINDOW (self)));
      gtk_window_set_application (GTK_WINDOW (self->help), NULL); /* it does not keep the program running */
    }
  lens_help_show_page (self->help, page);
  gtk_window_present (GTK_WINDOW (self->help));
}

void
lens_window_install_help (LensWindow *self)
{
  static const GActionEntry entries[] = { { .name = "help", .activate = on_help } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
lens_window_close_help (LensWindow *self)
{
  if (self->help != NULL)
    gtk_window_destroy (GTK_WINDOW (self->help));
  g_clear_weak_pointer (&self->help);
}
