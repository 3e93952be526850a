/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-help.h"

#include <derm.h>
#include <glib/gi18n.h>

#include "lens-help-pages.h"
#include "lens-keys.h"
#include "lens-theme.h"

#define NARROW_WIDTH 560 /* below it the list becomes a button; larger text needs more */

struct _LensHelp {
  GtkWindow parent_instance;

  /* template */
  GtkScrolledWindow *list_scroller;
  GtkListBox *list;
  GtkWidget *separator;
  GtkDropDown *choice;
  GtkScrolledWindow *scroller;
  GtkBox *page;

  guint current;
  guint size_id;
};

G_DEFINE_FINAL_TYPE (LensHelp, lens_help, GTK_TYPE_WINDOW)

static gboolean
is_width_narrow (LensHelp *self, int width)
{
  return width < NARROW_WIDTH * (0.5 + 0.5 * lens_theme_get_text_scale (GTK_WIDGET (self)));
}

static gboolean
on_size_changed (gpointer user_data)
{
  LensHelp *self = user_data;
  gboolean is_narrow = is_width_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->size_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->list_scroller), !is_narrow);
  gtk_widget_set_visible (self->separator, !is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), is_narrow);

  return G_SOURCE_REMOVE;
}

static void
lens_help_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensHelp *self = LENS_HELP (widget);

  GTK_WIDGET_CLASS (lens_help_parent_class)->size_allocate (widget, width, height, baseline);
  /* Widgets cannot come and go while they are being placed. */
  if (self->size_id == 0 && is_width_narrow (self, width) != lens_help_is_narrow (self))
    self->size_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_size_changed, self, NULL);
}

static void
append_label (LensHelp *self, const char *text, GtkAccessibleRole role, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f, "accessible-role", role, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->page, label);
}

/* As the engine, which computes them, defines them. */
static void
append_measures (LensHelp *self)
{
  for (int i = 0; i < DERM_N_MEASURES; i++)
    {
      /* TRANSLATORS: name of a figure, and what it is */
      g_autofree char *text = g_strdup_printf (_ ("%s: %s"), derm_measure_get_name ((DermMeasure) i),
                                               derm_measure_get_definition ((DermMeasure) i));

      append_label (self, text, GTK_ACCESSIBLE_ROLE_LABEL, NULL);
    }
}

static void
show_page (LensHelp *self, guint number)
{
  const LensHelpPage *page = &lens_help_pages[number];
  GtkWidget *child;

  self->current = number;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_box_remove (self->page, child);
  append_label (self, _ (page->title), GTK_ACCESSIBLE_ROLE_HEADING, "title-2");
  for (int i = 0; page->texts[i] != NULL; i++)
    {
      g_autofree char *text = lens_keys_fill (_ (page->texts[i]));

      append_label (self, text, GTK_ACCESSIBLE_ROLE_LABEL, NULL);
    }
  if (g_str_equal (page->id, "evaluate"))
    append_measures (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0.0);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) number));
  gtk_drop_down_set_selected (self->choice, number);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, LensHelp *self)
{
  if (row != NULL && (guint) gtk_list_box_row_get_index (row) != self->current)
    show_page (self, (guint) gtk_list_box_row_get_index (row));
}

static void
on_chosen (GtkDropDown *choice, GParamSpec *pspec, LensHelp *self)
{
  if (gtk_drop_down_get_selected (choice) != self->current)
    show_page (self, gtk_drop_down_get_selected (choice));
}

static void
lens_help_dispose (GObject *object)
{
  g_clear_handle_id (&LENS_HELP (object)->size_id, g_source_remove);

  G_OBJECT_CLASS (lens_help_parent_class)->dispose (object);
}

static void
lens_help_class_init (LensHelpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_help_dispose;
  widget_class->size_allocate = lens_help_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-help.ui");
  gtk_widget_class_bind_template_child (widget_class, LensHelp, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, LensHelp, list);
  gtk_widget_class_bind_template_child (widget_class, LensHelp, separator);
  gtk_widget_class_bind_template_child (widget_class, LensHelp, choice);
  gtk_widget_class_bind_template_child (widget_class, LensHelp, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensHelp, page);
}

static void
lens_help_init (LensHelp *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < lens_n_help_pages; i++)
    {
      const char *title = _ (lens_help_pages[i].title);

      gtk_string_list_append (titles, title);
      gtk_list_box_append (self->list, g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, NULL));
    }
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (titles));
  show_page (self, 0);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (on_row_selected), self, 0);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (on_chosen), self, 0);
}

LensHelp *
lens_help_new (GtkWindow *parent)
{
  return g_object_new (LENS_TYPE_HELP, "transient-for", parent, NULL);
}

void
lens_help_show_page (LensHelp *self, const char *id)
{
  g_return_if_fail (LENS_IS_HELP (self));

  for (guint i = 0; i < lens_n_help_pages; i++)
    if (g_str_equal (lens_help_pages[i].id, id))
      {
        show_page (self, i);
        gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i)));
        return;
      }
  g_return_if_reached ();
}

const char *
lens_help_get_page (LensHelp *self)
{
  return lens_help_pages[self->current].id;
}

char *
lens_help_dup_text (LensHelp *self)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->page)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (child)));

  return g_string_free (text, FALSE);
}

gboolean
lens_help_is_narrow (LensHelp *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->choice));
}
