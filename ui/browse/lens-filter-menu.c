/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-filter-menu.h"

#include <glib/gi18n.h>

#include "lens-condition-words.h"
#include "lens-filter-range.h"
#include "lens-filter-values.h"
#include "lens-keys.h"
#include "lens-tally.h"

#define GAP 12
#define MAX_CHARS 34

struct _LensFilterMenu {
  GtkPopover parent_instance;

  /* template */
  GtkStack *stack;
  GtkWidget *topics;
  GtkWidget *back_button;
  GtkLabel *title_label;
  GtkScrolledWindow *page;

  LensSession *session; /* owned */
  LensView *view;       /* borrowed from it */
  GtkWidget *opened;    /* borrowed: the button whose page is shown, or NULL */
};

G_DEFINE_FINAL_TYPE (LensFilterMenu, lens_filter_menu, GTK_TYPE_POPOVER)

/* ---- a page ---- */

/* The stack may have done so already, and then this would go to the second. */
static void
focus_first (GtkWidget *content)
{
  GtkRoot *root = gtk_widget_get_root (content);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, content))
    gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD);
}

static void
show_page (LensFilterMenu *self, LensTopic topic)
{
  gboolean is_class = topic.about == LENS_ABOUT_SCORE && topic.name != NULL && *topic.name != '\0';
  g_autofree char *title = is_class ? g_strdup (_ ("Score of a Class")) : lens_topic_dup_title (topic);
  GtkWidget *content = lens_about_is_range (topic.about) ? lens_filter_range_new (self->session, topic)
                                                         : lens_filter_values_new (self->session, topic);
  /* TRANSLATORS: a button that leads back from what can be filtered by, like "Truth" */
  g_autofree char *name = g_strdup_printf (_ ("%s: back to all filters"), title);

  gtk_label_set_text (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_scrolled_window_set_child (self->page, content);
  gtk_stack_set_visible_child_name (self->stack, "page");
  focus_first (content);
}

/* ---- what there is to filter by ---- */

static LensTopic
get_topic (GtkWidget *button)
{
  return (LensTopic){ (LensAbout) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "about")),
                      g_object_get_data (G_OBJECT (button), "name") };
}

static void
on_topic (GtkButton *button, LensFilterMenu *self)
{
  self->opened = GTK_WIDGET (button);
  show_page (self, get_topic (GTK_WIDGET (button)));
}

static void
add_label (LensFilterMenu *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_widget_set_margin_start (label, GAP);
  gtk_widget_set_margin_end (label, GAP);
  gtk_widget_set_margin_top (label, GAP / 2);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "lens-dim");
  gtk_box_append (GTK_BOX (self->topics), label);
}

/* title: NULL for the topic's own. */
static GtkWidget *
add_topic (LensFilterMenu *self, LensTopic topic, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP), *label, *arrow, *button = gtk_button_new ();
  g_autofree char *own = title == NULL ? lens_topic_dup_title (topic) : NULL;
  gboolean is_used = lens_filter_find (lens_view_get_filter (self->view), topic) != NULL;

  label = gtk_label_new (title != NULL ? title : own);
  arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, is_used ? "heading" : "lens-plain");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lens-plain");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : own,
                                  -1);
  g_object_set_data (G_OBJECT (button), "about", GINT_TO_POINTER (topic.about));
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (topic.name != NULL ? topic.name : ""), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_topic), self, 0);
  gtk_box_append (GTK_BOX (self->topics), button);

  return button;
}

static void
add_column (LensFilterMenu *self, const char *column)
{
  guint n;
  LensColumnKind kind = lens_tally_column (self->view, column, &n);
  g_autofree char *title = NULL;
  GtkWidget *button;

  if (kind == LENS_COLUMN_EMPTY)
    return;
  if (kind != LENS_COLUMN_MANY)
    {
      add_topic (self, (LensTopic){ kind == LENS_COLUMN_NUMBERS ? LENS_ABOUT_NUMBER : LENS_ABOUT_VALUE, column }, NULL);
      return;
    }
  /* TRANSLATORS: name of a column in which nearly every row has something else */
  title = g_strdup_printf (ngettext ("%s (%'u different value)", "%s (%'u different values)", n), column, n);
  button = add_topic (self, (LensTopic){ LENS_ABOUT_VALUE, column }, title);
  gtk_widget_set_sensitive (button, FALSE);
}

static void
add_columns (LensFilterMenu *self, DermTruth *truth)
{
  guint n = derm_truth_get_n_columns (truth);

  if (n > 0)
    add_label (self, _ ("Columns of the table of truth"));
  for (guint i = 0; i < n; i++)
    add_column (self, derm_truth_get_column (truth, i));
}

static void
add_truth (LensFilterMenu *self)
{
  g_autofree char *hint = NULL;

  if (lens_truths_has_truth (lens_session_get_truths (self->session)))
    {
      add_topic (self, (LensTopic){ LENS_ABOUT_TRUTH, NULL }, NULL);
      add_topic (self, (LensTopic){ LENS_ABOUT_PAIR, NULL }, NULL);
      add_topic (self, (LensTopic){ LENS_ABOUT_VERDICT, NULL }, NULL);
      return;
    }
  hint = lens_keys_fill (_ ("With a table of truth ({win.open-truth}) also by the truth, by right and wrong answers, "
                            "and by the table’s columns."));
  add_label (self, hint);
}

static void
fill (LensFilterMenu *self)
{
  DermTruth *truth = lens_truths_get_truth (lens_session_get_truths (self->session));
  const char *const *labels = lens_vocabulary_get_labels (lens_view_get_vocabulary (self->view));
  GtkWidget *child;

  self->opened = NULL;
  while ((child = gtk_widget_get_first_child (self->topics)) != NULL)
    gtk_box_remove (GTK_BOX (self->topics), child);
  add_topic (self, (LensTopic){ LENS_ABOUT_ANSWER, NULL }, NULL);
  if (truth != NULL)
    add_truth (self);
  add_topic (self, (LensTopic){ LENS_ABOUT_SCORE, NULL }, NULL);
  if (labels[0] != NULL)
    add_topic (self, (LensTopic){ LENS_ABOUT_SCORE, labels[0] }, _ ("Score of a Class"));
  add_topic (self, (LensTopic){ LENS_ABOUT_GATE, NULL }, NULL);
  add_topic (self, (LensTopic){ LENS_ABOUT_FLAG, NULL }, NULL);
  add_topic (self, (LensTopic){ LENS_ABOUT_FOLDER, NULL }, NULL);
  if (truth != NULL)
    add_columns (self, truth);
  else
    add_truth (self);
}

static void
show_topics (LensFilterMenu *self)
{
  LensTopic topic = { LENS_ABOUT_ANSWER, NULL };
  g_autofree char *name = self->opened != NULL ? g_strdup (get_topic (self->opened).name) : NULL;

  if (self->opened != NULL)
    topic = (LensTopic){ get_topic (self->opened).about, name };
  fill (self);
  gtk_stack_set_visible_child_name (self->stack, "topics");
  gtk_scrolled_window_set_child (self->page, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (self->topics); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && lens_topic_is_equal (get_topic (child), topic))
      {
        gtk_widget_grab_focus (child);
        return;
      }
}

void
lens_filter_menu_open (LensFilterMenu *self, LensTopic topic)
{
  g_return_if_fail (LENS_IS_FILTER_MENU (self));

  gtk_popover_popup (GTK_POPOVER (self));
  show_page (self, topic);
}

/* ---- the object ---- */

static void
on_show (LensFilterMenu *self)
{
  if (self->session != NULL)
    show_topics (self);
}

/* What is shown anew is counted anew, and nothing is counted while nobody looks. */
static void
on_closed (LensFilterMenu *self)
{
  gtk_scrolled_window_set_child (self->page, NULL);
  self->opened = NULL; /* the next time the keyboard begins at the first */
}

static void
lens_filter_menu_dispose (GObject *object)
{
  g_clear_object (&LENS_FILTER_MENU (object)->session);

  G_OBJECT_CLASS (lens_filter_menu_parent_class)->dispose (object);
}

static void
lens_filter_menu_class_init (LensFilterMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_filter_menu_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-filter-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, LensFilterMenu, stack);
  gtk_widget_class_bind_template_child (widget_class, LensFilterMenu, topics);
  gtk_widget_class_bind_template_child (widget_class, LensFilterMenu, back_button);
  gtk_widget_class_bind_template_child (widget_class, LensFilterMenu, title_label);
  gtk_widget_class_bind_template_child (widget_class, LensFilterMenu, page);
}

static void
lens_filter_menu_init (LensFilterMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->back_button, "clicked", G_CALLBACK (show_topics), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
}

GtkWidget *
lens_filter_menu_new (LensSession *session)
{
  LensFilterMenu *self = g_object_new (LENS_TYPE_FILTER_MENU, NULL);

  self->session = g_object_ref (session);
  self->view = lens_session_get_view (session);

  return GTK_WIDGET (self);
}
