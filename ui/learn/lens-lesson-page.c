/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-lesson-page.h"

#include <glib/gi18n.h>

#include "lens-lesson-parts.h"
#include "lens-lesson-words.h"
#include "lens-question.h"

struct _LensLessonPage {
  GtkWidget parent_instance;

  GtkBox *box;          /* borrowed child */
  GtkWidget *next;      /* borrowed: what has the focus then; or NULL */
  LensLessons *lessons; /* owned; NULL until it is set */
  char *shown;          /* owned; what is on it, to be compared */
  guint index;          /* of the lesson that is on it, … */
  int step;             /* … as far as this one */
  gboolean was_asking;  /* whose question was open */
  GtkWidget *first;     /* borrowed: where what came last begins, … */
  GtkWidget *last;      /* … and its last text; or NULL */
};

enum { MADE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LensLessonPage, lens_lesson_page, GTK_TYPE_WIDGET)

static void
append (LensLessonPage *self, GtkWidget *widget)
{
  gtk_box_append (self->box, widget);
}

static void
add_title (LensLessonPage *self)
{
  g_autofree char *title = lens_lessons_dup_title (self->lessons, lens_lessons_get_index (self->lessons));
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, "title-2");
  append (self, label);
}

static void
add_text (LensLessonPage *self, DermLesson *lesson, int step)
{
  g_auto (GStrv) paragraphs = derm_lesson_list_paragraphs (lesson, step);

  for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
    {
      g_autofree char *markup = lens_lesson_words_markup (*paragraph);

      append (self, lens_lesson_label_new (markup));
    }
}

/* A sign and words: never a colour alone. */
static void
add_revealed (LensLessonPage *self, DermLesson *lesson, int step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *sign, *words;
  g_autofree char *markup = lens_lesson_words_revealed (self->lessons, step);
  int guess = lens_lessons_get_guess (self->lessons, step);
  gboolean is_right = guess == derm_lesson_get_right (lesson, step);

  sign = lens_lesson_label_new (guess < 0 ? "–" : is_right ? "✓" : "✗");
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_widget_add_css_class (sign, is_right ? "success" : "lens-dim");
  words = lens_lesson_label_new (markup);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "lens-revealed");
  append (self, box);
}

/* ---- what is to be done next ---- */

static void
on_next (LensLessonPage *self)
{
  lens_lessons_go (self->lessons, 1);
}

static void
on_restart (LensLessonPage *self)
{
  lens_lessons_restart (self->lessons);
}

static void
add_buttons (LensLessonPage *self, gboolean is_end)
{
  GtkWidget *buttons = lens_lesson_buttons_new (), *restart = NULL;

  if (lens_lessons_can_go (self->lessons, 1))
    {
      self->next
          = lens_lesson_buttons_add (buttons, is_end ? _ ("Next Lesson") : _ ("Continue"), G_CALLBACK (on_next), self);
      gtk_widget_add_css_class (self->next, "suggested-action");
    }
  if (is_end && derm_lesson_get_n_questions (lens_lessons_get_current (self->lessons)) > 0)
    {
      restart = lens_lesson_buttons_add (buttons, _ ("Start Again"), G_CALLBACK (on_restart), self);
      gtk_widget_add_css_class (restart, "flat");
    }
  if (self->next == NULL)
    self->next = restart;
  append (self, buttons);
}

/* In place of the text; the other lessons stay. */
static void
add_problem (LensLessonPage *self)
{
  const char *problem = lens_lessons_get_problem (self->lessons, lens_lessons_get_index (self->lessons));
  GtkWidget *label = lens_lesson_label_new ("");

  gtk_label_set_text (GTK_LABEL (label), problem != NULL ? problem : _ ("There are no lessons."));
  gtk_label_set_selectable (GTK_LABEL (label), problem != NULL);
  append (self, label);
}

/* The step that what came last begins with: an answer, what follows it, or all since the question before. */
static int
find_first (LensLessonPage *self, DermLesson *lesson, int step)
{
  int first = self->was_asking ? self->step : self->step + 1;

  if (lens_lessons_get_index (self->lessons) == self->index && first <= step)
    return first;
  for (first = step; first > 0 && !derm_lesson_is_question (lesson, first - 1); first--)
    ;

  return first;
}

static void
add_lesson (LensLessonPage *self, DermLesson *lesson)
{
  int step = lens_lessons_get_step (self->lessons), number = 0;
  int first = find_first (self, lesson, step);
  gboolean is_asking = lens_lessons_is_asking (self->lessons);

  add_title (self);
  for (int i = 0; i <= step; i++)
    {
      GtkWidget *before = gtk_widget_get_last_child (GTK_WIDGET (self->box));
      gboolean is_question = derm_lesson_is_question (lesson, i);

      number += is_question;
      if (!is_question)
        add_text (self, lesson, i);
      else if (i < step || !is_asking)
        add_revealed (self, lesson, i);
      else
        append (self, self->next = lens_question_new (self->lessons, number));
      if (i == first)
        self->first
            = i > 0 ? gtk_widget_get_next_sibling (before) : gtk_widget_get_first_child (GTK_WIDGET (self->box));
    }
  self->last = gtk_widget_get_last_child (GTK_WIDGET (self->box));
  if (!is_asking)
    add_buttons (self, step == derm_lesson_get_n_steps (lesson) - 1);
}

/* What is marked does not count: the question has it. */
static char *
dup_state (LensLessons *lessons)
{
  guint index = lens_lessons_get_index (lessons);
  g_autofree char *title = lens_lessons_dup_title (lessons, index);
  int n_right, n = lens_lessons_count_guesses (lessons, &n_right);

  return g_strdup_printf ("%u %d %d %d %d %d %p %s", index, lens_lessons_get_step (lessons),
                          lens_lessons_is_asking (lessons), n, n_right, lens_lessons_can_go (lessons, 1),
                          (gpointer) lens_lessons_get_current (lessons), title);
}

static void
show (LensLessonPage *self)
{
  g_autofree char *state = dup_state (self->lessons);
  GtkWidget *child;

  if (g_strcmp0 (state, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&state);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  self->next = self->first = self->last = NULL;
  if (lens_lessons_get_current (self->lessons) != NULL)
    add_lesson (self, lens_lessons_get_current (self->lessons));
  else
    add_problem (self);
  self->index = lens_lessons_get_index (self->lessons);
  self->step = lens_lessons_get_step (self->lessons);
  self->was_asking = lens_lessons_is_asking (self->lessons);
  g_signal_emit (self, signals[MADE], 0);
}

/* ---- the object ---- */

static void
lens_lesson_page_dispose (GObject *object)
{
  LensLessonPage *self = LENS_LESSON_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->lessons);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (lens_lesson_page_parent_class)->dispose (object);
}

static void
lens_lesson_page_class_init (LensLessonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_lesson_page_dispose;
  signals[MADE]
      = g_signal_new ("made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "lens-lesson-page");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
lens_lesson_page_init (LensLessonPage *self)
{
  self->index = G_MAXUINT;
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 20);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 20);
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 8);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 12);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

void
lens_lesson_page_set (LensLessonPage *self, LensLessons *lessons)
{
  g_return_if_fail (LENS_IS_LESSON_PAGE (self));
  g_return_if_fail (self->lessons == NULL);

  self->lessons = g_object_ref (lessons);
  g_signal_connect_object (lessons, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

gboolean
lens_lesson_page_take_focus (LensLessonPage *self)
{
  g_return_val_if_fail (LENS_IS_LESSON_PAGE (self), FALSE);

  if (LENS_IS_QUESTION (self->next))
    return lens_question_take_focus (LENS_QUESTION (self->next));

  return self->next != NULL && gtk_widget_grab_focus (self->next);
}

gboolean
lens_lesson_page_find_last (LensLessonPage *self, GtkWidget *within, double *top, double *bottom)
{
  graphene_rect_t first, last;

  g_return_val_if_fail (LENS_IS_LESSON_PAGE (self), FALSE);
  g_return_val_if_fail (top != NULL && bottom != NULL, FALSE);

  if (self->first == NULL || !gtk_widget_compute_bounds (self->first, within, &first)
      || !gtk_widget_compute_bounds (self->last, within, &last) || last.size.height <= 0.0f)
    return FALSE;
  *top = (double) first.origin.y;
  *bottom = (double) (last.origin.y + last.size.height);

  return TRUE;
}
