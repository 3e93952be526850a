/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-learn.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-flow.h"
#include "lens-lesson-list.h"
#include "lens-lesson-page.h"
#include "lens-lesson-progress.h"
#include "lens-lesson-words.h"
#include "lens-settings.h"

#define MARGIN 8.0    /* above and below what is scrolled to */
#define SCROLLED 0.85 /* of the page at a time: some lines are seen twice */

struct _LensLearn {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *place, *foot;
  GtkToggleButton *all_button;
  GtkWidget *previous_button, *next_button, *again_button;
  LensLessonProgress *progress;
  GtkScrolledWindow *scroller;
  GtkStack *stack;
  LensLessonPage *page;
  LensLessonList *list;

  LensSession *session; /* owned; NULL until it is set */
  GSettings *settings;  /* owned; NULL: nothing is kept */
  guint frame_id;       /* while what came last is looked for … */
  double top, upper;    /* … and where it was a frame before, on a page so high */
  gboolean was_listing;
  gboolean keeps_focus; /* what the lesson sets up must not take it away */
};

G_DEFINE_FINAL_TYPE (LensLearn, lens_learn, GTK_TYPE_WIDGET)

static LensLessons *
get_lessons (LensLearn *self)
{
  return lens_session_get_lessons (self->session);
}

/* ---- what it says ---- */

/* Nothing in the window is locked: what it shows may no longer be what the text is about. */
static void
show_foot (LensLearn *self)
{
  static const char *const departures[]
      = { NULL, N_ ("The text speaks of another image."), N_ ("The text speaks of another recipe.") };
  LensDeparture departure = lens_session_get_departure (self->session);
  g_autofree char *foot = departures[departure] != NULL ? g_strdup (_ (departures[departure]))
                                                        : lens_lesson_words_foot (get_lessons (self));

  gtk_label_set_markup (self->foot, foot);
}

static void
show (LensLearn *self)
{
  LensLessons *lessons = get_lessons (self);
  guint n = lens_lessons_get_n (lessons), index = lens_lessons_get_index (lessons);
  gboolean is_listing = lens_lessons_is_listing (lessons);
  g_autofree char *place = g_strdup_printf (_ ("Lesson %1$u of %2$u"), MIN (index + 1, n), n);

  gtk_label_set_text (self->place, place);
  show_foot (self);
  gtk_toggle_button_set_active (self->all_button, is_listing);
  gtk_widget_set_sensitive (self->previous_button, index > 0);
  gtk_widget_set_sensitive (self->next_button, index + 1 < n);
  gtk_widget_set_sensitive (self->again_button, lens_lessons_get_scene (lessons) != NULL);
  gtk_stack_set_visible_child_name (self->stack, is_listing ? "list" : "lesson");
  lens_lesson_progress_set (self->progress, lessons);
}

/* What came last is seen whole, or else from its beginning. It has its place when a whole frame has changed nothing:
 * the texts get their heights, and the page the height of them, one after the other. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  LensLearn *self = LENS_LEARN (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double upper = gtk_adjustment_get_upper (adjustment), top = 0.0, bottom;
  gboolean is_placed;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->page)) && lens_lessons_get_current (get_lessons (self)) != NULL
      && !lens_lesson_page_find_last (self->page, GTK_WIDGET (self->stack), &top, &bottom))
    return G_SOURCE_CONTINUE;
  is_placed = top == self->top && upper == self->upper;
  self->top = top;
  self->upper = upper;
  gtk_adjustment_set_value (adjustment, MIN (top - MARGIN, upper - gtk_adjustment_get_page_size (adjustment)));
  if (is_placed)
    self->frame_id = 0;

  return is_placed ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
scroll_soon (LensLearn *self)
{
  self->top = self->upper = -1.0;
  if (self->frame_id == 0)
    self->frame_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

/* What of it has not been seen yet comes before the next. */
static gboolean
on_turning (LensLessons *lessons, int by, LensLearn *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment), page = gtk_adjustment_get_page_size (adjustment), top, bottom;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->page)))
    return FALSE;
  if (self->frame_id != 0)
    return TRUE; /* it is not even on screen */
  if (!lens_lesson_page_find_last (self->page, GTK_WIDGET (self->stack), &top, &bottom))
    return FALSE;
  if (by > 0 && bottom > value + page + 1.0)
    gtk_adjustment_set_value (adjustment, MIN (value + SCROLLED * page, bottom + MARGIN - page));
  else if (by < 0 && top < value - 1.0)
    gtk_adjustment_set_value (adjustment, MAX (value - SCROLLED * page, top - MARGIN));
  else
    return FALSE;

  return TRUE;
}

/* ---- the keys ---- */

static gboolean
has_focus (LensLearn *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static void
take_focus (LensLearn *self)
{
  if (lens_lessons_is_listing (get_lessons (self)))
    lens_lesson_list_take_focus (self->list);
  else
    lens_lesson_page_take_focus (self->page);
}

/* Before the page is made anew, which takes the focus away. */
static void
on_changing (LensLearn *self)
{
  self->keeps_focus = has_focus (self);
}

static void
on_changed (LensLearn *self)
{
  show (self);
  if (self->keeps_focus && !has_focus (self))
    take_focus (self);
  if (lens_lessons_is_listing (get_lessons (self)) != self->was_listing)
    scroll_soon (self);
  self->was_listing = lens_lessons_is_listing (get_lessons (self));
}

/* After the window has moved the focus to what it shows. */
static void
on_set_up (LensLearn *self)
{
  if (self->keeps_focus && lens_session_is_setting_up (self->session))
    take_focus (self);
}

static void
on_learning (LensLearn *self)
{
  if (lens_session_is_learning (self->session))
    scroll_soon (self);
  if (!lens_session_is_learning (self->session) || lens_session_is_presenting (self->session))
    return;
  take_focus (self);
  self->keeps_focus = TRUE;
}

/* ---- the buttons ---- */

static void
on_all (LensLearn *self)
{
  LensLessons *lessons = get_lessons (self);
  gboolean is_listing = gtk_toggle_button_get_active (self->all_button);

  if (is_listing == lens_lessons_is_listing (lessons))
    return;
  lens_lessons_set_listing (lessons, is_listing);
  take_focus (self);
}

static void
on_previous (LensLearn *self)
{
  lens_lessons_choose (get_lessons (self), lens_lessons_get_index (get_lessons (self)) - 1);
}

static void
on_next (LensLearn *self)
{
  lens_lessons_choose (get_lessons (self), lens_lessons_get_index (get_lessons (self)) + 1);
}

static void
on_again (LensLearn *self)
{
  self->keeps_focus = TRUE;
  lens_session_set_up_lesson (self->session);
}

/* ---- what is kept ---- */

static void
on_guessed (LensLearn *self)
{
  g_autofree char *text = lens_lessons_dup_guesses (get_lessons (self));

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "guesses", text);
}

static void
restore_guesses (LensLearn *self)
{
  g_autofree char *text = NULL;

  self->settings = lens_settings_new ();
  if (self->settings == NULL)
    return;
  text = g_settings_get_string (self->settings, "guesses");
  lens_lessons_set_guesses (get_lessons (self), text);
}

/* ---- the object ---- */

static void
lens_learn_dispose (GObject *object)
{
  LensLearn *self = LENS_LEARN (object);
  GtkWidget *child;

  if (self->frame_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (object), self->frame_id);
  self->frame_id = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_learn_parent_class)->dispose (object);
}

static void
lens_learn_class_init (LensLearnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_learn_dispose;
  g_type_ensure (LENS_TYPE_FLOW);
  g_type_ensure (LENS_TYPE_LESSON_LIST);
  g_type_ensure (LENS_TYPE_LESSON_PAGE);
  g_type_ensure (LENS_TYPE_LESSON_PROGRESS);
  gtk_widget_class_set_css_name (widget_class, "lens-learn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-learn.ui");
  gtk_widget_class_bind_template_child (widget_class, LensLearn, place);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, foot);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, all_button);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, previous_button);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, next_button);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, again_button);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, progress);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, stack);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, page);
  gtk_widget_class_bind_template_child (widget_class, LensLearn, list);
}

static void
lens_learn_init (LensLearn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_accessible_follow_stack (self->stack);
  g_signal_connect_object (self->all_button, "toggled", G_CALLBACK (on_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->previous_button, "clicked", G_CALLBACK (on_previous), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next_button, "clicked", G_CALLBACK (on_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->again_button, "clicked", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
}

void
lens_learn_set_session (LensLearn *self, LensSession *session)
{
  LensLessons *lessons = lens_session_get_lessons (session);

  g_return_if_fail (LENS_IS_LEARN (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  restore_guesses (self);
  g_signal_connect_object (lessons, "changed", G_CALLBACK (on_changing), self, G_CONNECT_SWAPPED); /* first of all */
  lens_lesson_page_set (self->page, lessons);
  lens_lesson_list_set (self->list, lessons);
  g_signal_connect_object (lessons, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "made", G_CALLBACK (scroll_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lessons, "turning", G_CALLBACK (on_turning), self, 0);
  g_signal_connect_object (lessons, "guessed", G_CALLBACK (on_guessed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (show_foot), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (lens_session_get_reading (session), "notify::recipe", G_CALLBACK (show_foot), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "notify::is-learning", G_CALLBACK (on_learning), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (on_set_up), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "notify::page", G_CALLBACK (on_set_up), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show (self);
}

void
lens_learn_set_narrow (LensLearn *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_LEARN (self));

  gtk_widget_set_visible (GTK_WIDGET (self->progress), !is_narrow);
}
