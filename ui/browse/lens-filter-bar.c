/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-filter-bar.h"

#include <string.h>

#include "lens-condition-words.h"
#include "lens-filter-chip.h"
#include "lens-filter-menu.h"
#include "lens-flow.h"
#include "lens-keys.h"

struct _LensFilterBar {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *flow;
  GtkMenuButton *menu_button;
  GtkWidget *clear_button;
  GtkLabel *problem_label;

  LensSession *session; /* owned */
  LensView *view;       /* borrowed from it */
  GPtrArray *chips;     /* owned array of borrowed children, one for each condition in its order */
};

G_DEFINE_FINAL_TYPE (LensFilterBar, lens_filter_bar, GTK_TYPE_WIDGET)

static LensCondition *
find_condition (LensFilterBar *self, LensFilterChip *chip)
{
  const LensFilter *filter = lens_view_get_filter (self->view);
  guint place;

  if (!g_ptr_array_find (self->chips, chip, &place) || place >= lens_filter_get_n_conditions (filter))
    return NULL;

  return lens_filter_get_condition (filter, place);
}

static void
on_edit (LensFilterChip *chip, LensFilterBar *self)
{
  LensCondition *condition = find_condition (self, chip);
  g_autoptr (LensCondition) held = condition != NULL ? lens_condition_ref (condition) : NULL;

  if (held == NULL)
    return;
  gtk_menu_button_popup (self->menu_button);
  lens_filter_menu_open (LENS_FILTER_MENU (gtk_menu_button_get_popover (self->menu_button)),
                         lens_condition_get_topic (held));
}

/* The keyboard goes on with the next chip, or with the button before them. */
static void
on_remove (LensFilterChip *chip, LensFilterBar *self)
{
  LensCondition *condition = find_condition (self, chip);
  g_autoptr (LensCondition) held = condition != NULL ? lens_condition_ref (condition) : NULL;
  gboolean has_focus = gtk_widget_get_focus_child (self->flow) == GTK_WIDGET (chip);
  guint place;

  if (held == NULL)
    return;
  g_ptr_array_find (self->chips, chip, &place);
  lens_view_remove_condition (self->view, lens_condition_get_topic (held));
  if (!has_focus)
    return;
  if (self->chips->len > 0)
    lens_filter_chip_focus (self->chips->pdata[MIN (place, self->chips->len - 1)]);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

static void
on_clear (LensFilterBar *self)
{
  gboolean has_focus = gtk_widget_has_focus (self->clear_button);

  lens_view_clear_filter (self->view);
  if (has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

/* ---- what is shown ---- */

static void
add_chip (LensFilterBar *self)
{
  GtkWidget *chip = lens_filter_chip_new ();

  gtk_widget_insert_before (chip, self->flow, self->clear_button);
  g_ptr_array_add (self->chips, chip);
  g_signal_connect_object (chip, "edit", G_CALLBACK (on_edit), self, 0);
  g_signal_connect_object (chip, "remove", G_CALLBACK (on_remove), self, 0);
}

static void
append_problem (GString *text, const char *problem)
{
  if (strstr (text->str, problem) != NULL) /* of another chip */
    return;
  g_string_append_printf (text, "%s⚠ %s", text->len > 0 ? "\n" : "", problem);
}

static void
update (LensFilterBar *self)
{
  const LensFilter *filter = lens_view_get_filter (self->view);
  guint n = lens_filter_get_n_conditions (filter);
  g_autoptr (GString) problems = g_string_new (NULL);

  if (lens_session_is_closed (self->session))
    return;
  while (self->chips->len < n)
    add_chip (self);
  while (self->chips->len > n)
    gtk_widget_unparent (g_ptr_array_steal_index (self->chips, self->chips->len - 1));
  for (guint i = 0; i < n; i++)
    {
      LensCondition *condition = lens_filter_get_condition (filter, i);
      g_autofree char *problem = lens_session_dup_filter_problem (self->session, condition);
      g_autofree char *words = lens_condition_dup_words (condition, lens_view_get_vocabulary (self->view),
                                                         lens_session_is_presenting (self->session));

      lens_filter_chip_set (self->chips->pdata[i], words, problem);
      lens_filter_chip_set_fixed (self->chips->pdata[i],
                                  lens_condition_get_topic (condition).about == LENS_ABOUT_ITEMS);
      if (problem != NULL)
        append_problem (problems, problem);
    }
  gtk_label_set_text (self->problem_label, problems->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problems->len > 0);
  gtk_widget_set_visible (self->clear_button, !lens_filter_is_empty (filter));
}

/* ---- the object ---- */

static void
lens_filter_bar_dispose (GObject *object)
{
  LensFilterBar *self = LENS_FILTER_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self); /* the chips are gone */
  self->view = NULL;
  g_ptr_array_set_size (self->chips, 0);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_filter_bar_parent_class)->dispose (object);
}

static void
lens_filter_bar_finalize (GObject *object)
{
  g_ptr_array_unref (LENS_FILTER_BAR (object)->chips);

  G_OBJECT_CLASS (lens_filter_bar_parent_class)->finalize (object);
}

static void
lens_filter_bar_class_init (LensFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_filter_bar_finalize;
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LensFilterBar, flow);
  gtk_widget_class_bind_template_child (widget_class, LensFilterBar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LensFilterBar, clear_button);
  gtk_widget_class_bind_template_child (widget_class, LensFilterBar, problem_label);
}

static void
lens_filter_bar_init (LensFilterBar *self)
{
  self->chips = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  g_signal_connect_object (self->clear_button, "clicked", G_CALLBACK (on_clear), self, G_CONNECT_SWAPPED);
}

void
lens_filter_bar_set_session (LensFilterBar *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_FILTER_BAR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->view = lens_session_get_view (session);
  gtk_menu_button_set_popover (self->menu_button, lens_filter_menu_new (session));
  g_signal_connect_object (self->view, "notify::filter", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_truths (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_reading (session), "notify::classifier", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lens_filter_bar_open (LensFilterBar *self)
{
  g_return_if_fail (LENS_IS_FILTER_BAR (self));

  gtk_menu_button_popup (self->menu_button);
}
