/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-question.h"

#include <glib/gi18n.h>

#include "lens-lesson-parts.h"
#include "lens-lesson-words.h"

struct _LensQuestion {
  GtkWidget parent_instance;

  GtkBox *box;          /* borrowed child */
  GPtrArray *answers;   /* borrowed children, GtkCheckButton */
  GtkWidget *show;      /* borrowed child */
  LensLessons *lessons; /* owned */
};

G_DEFINE_FINAL_TYPE (LensQuestion, lens_question, GTK_TYPE_WIDGET)

static GtkWidget *
label_new (const char *text)
{
  g_autofree char *markup = lens_lesson_words_markup (text);

  return lens_lesson_label_new (markup);
}

/* Without a guess there is nothing to compare the answer with: Skip is for that. */
static void
update (LensQuestion *self)
{
  gtk_widget_set_sensitive (self->show, lens_lessons_get_marked (self->lessons) >= 0);
}

static void
on_toggled (GtkCheckButton *button, LensQuestion *self)
{
  guint index;

  if (gtk_check_button_get_active (button) && g_ptr_array_find (self->answers, button, &index))
    lens_lessons_mark (self->lessons, (int) index);
  update (self);
}

/* Enter on an answer shows what is right: the second time, for the first one chooses it. */
static void
on_activate (GtkCheckButton *button, LensQuestion *self)
{
  gtk_widget_grab_focus (gtk_check_button_get_active (button) ? self->show : GTK_WIDGET (button));
}

static void
add_answer (LensQuestion *self, const char *text)
{
  GtkWidget *button = gtk_check_button_new (), *label = label_new (text);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  if (self->answers->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->answers->pdata[0]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  g_ptr_array_add (self->answers, button);
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), self);
  g_signal_connect_after (button, "activate", G_CALLBACK (on_activate), self);
  gtk_box_append (self->box, button);
}

static void
on_show (LensQuestion *self)
{
  lens_lessons_answer (self->lessons);
}

static void
on_skip (LensQuestion *self)
{
  lens_lessons_skip (self->lessons);
}

static void
add_buttons (LensQuestion *self)
{
  GtkWidget *buttons = lens_lesson_buttons_new ();

  self->show = lens_lesson_buttons_add (buttons, _ ("Show the Answer"), G_CALLBACK (on_show), self);
  gtk_widget_add_css_class (self->show, "suggested-action");
  gtk_widget_add_css_class (lens_lesson_buttons_add (buttons, _ ("Skip"), G_CALLBACK (on_skip), self), "flat");
  gtk_widget_set_margin_top (buttons, 8);
  gtk_box_append (self->box, buttons);
}

/* Else the window would take the arrow keys for other images. */
static gboolean
on_key (LensQuestion *self, guint keyval)
{
  int by = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
           : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                               : 0;

  for (guint i = 0; by != 0 && i < self->answers->len; i++)
    if (gtk_widget_has_focus (self->answers->pdata[i]))
      {
        guint next = (i + self->answers->len + (guint) by) % self->answers->len;

        gtk_check_button_set_active (self->answers->pdata[next], TRUE);
        gtk_widget_grab_focus (self->answers->pdata[next]);
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

static void
lens_question_dispose (GObject *object)
{
  LensQuestion *self = LENS_QUESTION (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->lessons);

  G_OBJECT_CLASS (lens_question_parent_class)->dispose (object);
}

static void
lens_question_finalize (GObject *object)
{
  g_ptr_array_unref (LENS_QUESTION (object)->answers);

  G_OBJECT_CLASS (lens_question_parent_class)->finalize (object);
}

static void
lens_question_class_init (LensQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_question_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_question_finalize;
  gtk_widget_class_set_css_name (widget_class, "lens-question");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
lens_question_init (LensQuestion *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->answers = g_ptr_array_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

GtkWidget *
lens_question_new (LensLessons *lessons, int number)
{
  LensQuestion *self = g_object_new (LENS_TYPE_QUESTION, NULL);
  DermLesson *lesson = lens_lessons_get_current (lessons);
  int step = lens_lessons_get_step (lessons), marked = lens_lessons_get_marked (lessons);
  g_auto (GStrv) paragraphs = derm_lesson_list_paragraphs (lesson, step);
  g_auto (GStrv) answers = derm_lesson_list_answers (lesson, step);
  g_autofree char *asked = g_strjoinv (" ", paragraphs);
  g_autofree char *head = g_strdup_printf (_ ("Question %1$d of %2$d"), number, derm_lesson_get_n_questions (lesson));
  GtkWidget *heading = label_new (head);

  self->lessons = g_object_ref (lessons);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (self->box, heading);
  for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
    gtk_box_append (self->box, label_new (*paragraph));
  for (char **answer = answers; *answer != NULL; answer++)
    add_answer (self, *answer);
  add_buttons (self);
  if (marked >= 0)
    gtk_check_button_set_active (self->answers->pdata[marked], TRUE);
  update (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, head,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, asked, -1);

  return GTK_WIDGET (self);
}

/* Not gtk_widget_grab_focus(): GTK calls that of each parent that the focus is to leave backwards. */
gboolean
lens_question_take_focus (LensQuestion *self)
{
  g_return_val_if_fail (LENS_IS_QUESTION (self), FALSE);

  return gtk_widget_grab_focus (self->answers->pdata[MAX (0, lens_lessons_get_marked (self->lessons))]);
}
