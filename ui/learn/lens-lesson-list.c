/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-lesson-list.h"

#include <glib/gi18n.h>

#include "lens-lesson-parts.h"
#include "lens-lesson-words.h"

struct _LensLessonList {
  GtkWidget parent_instance;

  GtkListBox *box;      /* borrowed child */
  LensLessons *lessons; /* owned; NULL until it is set */
};

G_DEFINE_FINAL_TYPE (LensLessonList, lens_lesson_list, GTK_TYPE_WIDGET)

static GtkWidget *
label_new (const char *markup, const char *style)
{
  GtkWidget *label = lens_lesson_label_new (markup);

  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
row_new (LensLessons *lessons, guint index)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title = lens_lessons_dup_title (lessons, index);
  g_autofree char *name = g_strdup_printf ("%u  %s", index + 1, title), *markup = lens_lesson_words_markup (name);
  g_autofree char *words = lens_lesson_words_progress (lessons, index);

  gtk_box_append (GTK_BOX (box), label_new (markup, "heading"));
  gtk_box_append (GTK_BOX (box), label_new (words, "lens-dim"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "lens-boxed-row");

  return row;
}

static void
show (LensLessonList *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->box, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  if (!lens_lessons_is_listing (self->lessons))
    return; /* made when it is seen */
  for (guint i = 0; i < lens_lessons_get_n (self->lessons); i++)
    gtk_list_box_append (self->box, row_new (self->lessons, i));
  row = gtk_list_box_get_row_at_index (self->box, (int) lens_lessons_get_index (self->lessons));
  gtk_list_box_select_row (self->box, row);
}

static void
on_activated (GtkListBox *box, GtkListBoxRow *row, LensLessonList *self)
{
  lens_lessons_choose (self->lessons, (guint) gtk_list_box_row_get_index (row));
}

static void
lens_lesson_list_dispose (GObject *object)
{
  LensLessonList *self = LENS_LESSON_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->lessons);

  G_OBJECT_CLASS (lens_lesson_list_parent_class)->dispose (object);
}

static void
lens_lesson_list_class_init (LensLessonListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_lesson_list_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-lesson-list");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
lens_lesson_list_init (LensLessonList *self)
{
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "lens-boxed");
  gtk_widget_set_valign (GTK_WIDGET (self->box), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 12);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("All Lessons"), -1);
  g_signal_connect (self->box, "row-activated", G_CALLBACK (on_activated), self);
}

void
lens_lesson_list_set (LensLessonList *self, LensLessons *lessons)
{
  g_return_if_fail (LENS_IS_LESSON_LIST (self));
  g_return_if_fail (self->lessons == NULL);

  self->lessons = g_object_ref (lessons);
  g_signal_connect_object (lessons, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

gboolean
lens_lesson_list_take_focus (LensLessonList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (LENS_IS_LESSON_LIST (self), FALSE);

  row = gtk_list_box_get_selected_row (self->box);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}
