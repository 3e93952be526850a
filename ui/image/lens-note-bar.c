/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-note-bar.h"

#include <glib/gi18n.h>

#include "lens-keys.h"
#include "lens-menu.h"
#include "lens-theme.h"

struct _LensNoteBar {
  GtkWidget parent_instance;

  /* template */
  GtkBox *box;
  GtkBox *buttons;
  GtkMenuButton *flag_button;
  GtkMenuButton *label_button;
  GtkLabel *truth_label;
  GtkEntry *entry;
  GMenu *label_menu;

  LensSession *session; /* owned */
  LensItem *item;       /* owned; its note is shown */
  GWeakRef before;      /* what had the focus before the text */
  gboolean is_updating;
  gboolean is_wanted; /* although another aspect of the image has its place */
};

G_DEFINE_FINAL_TYPE (LensNoteBar, lens_note_bar, GTK_TYPE_WIDGET)

static void
set_button (GtkMenuButton *button, const char *what, const char *value)
{
  /* TRANSLATORS: what is chosen, like "Flag", and the choice */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), what, value != NULL ? value : C_ ("choice", "none"));

  gtk_menu_button_set_label (button, value != NULL ? value : what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
update_truth (LensNoteBar *self)
{
  const char *truth = lens_item_get_truth (self->item);
  gboolean is_known = truth != NULL && lens_item_get_prediction (self->item) != NULL;
  gboolean is_wrong = lens_item_is_wrong (self->item);
  const char *sign = !is_known ? "" : is_wrong ? " ✗" : " ✓";
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->truth_label), truth != NULL);
  if (truth == NULL)
    return;

  /* TRANSLATORS: the class that the image is known to show */
  text = g_strdup_printf (_ ("Truth: %s%s"), truth, sign);
  gtk_label_set_text (self->truth_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->truth_label), !is_known  ? NULL
                                                               : is_wrong ? _ ("The model answers another class")
                                                                          : _ ("The model answers this class"));
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->truth_label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->truth_label), "heading");
}

static void
update (LensNoteBar *self)
{
  LensFlag flag = lens_item_get_flag (self->item);
  const char *text = lens_item_get_text (self->item);

  self->is_updating = TRUE;
  set_button (self->flag_button, _ ("Flag"), flag != LENS_FLAG_NONE ? lens_flag_get_name (flag) : NULL);
  set_button (self->label_button, _ ("Label"), lens_item_get_label (self->item));
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  update_truth (self);
  self->is_updating = FALSE;
}

static void
on_edited (GtkEditable *editable, LensNoteBar *self)
{
  if (!self->is_updating && self->item != NULL)
    lens_notes_set_text (lens_session_get_notes (self->session), lens_item_get_key (self->item),
                         gtk_editable_get_text (editable));
}

static void
on_left (GtkEventControllerFocus *controller, LensNoteBar *self)
{
  if (self->session != NULL) /* the focus leaves the text of a window that is closed, too */
    lens_notes_seal (lens_session_get_notes (self->session));
}

/* Enter and Escape give the keys back to where they were, or to the window. */
static void
leave (LensNoteBar *self)
{
  g_autoptr (GtkWidget) before = g_weak_ref_get (&self->before);

  if (before == NULL || !gtk_widget_get_mapped (before) || !gtk_widget_grab_focus (before))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LensNoteBar *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  leave (self);

  return GDK_EVENT_STOP;
}

static void
lens_note_bar_dispose (GObject *object)
{
  LensNoteBar *self = LENS_NOTE_BAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->item);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_note_bar_parent_class)->dispose (object);
}

static void
lens_note_bar_finalize (GObject *object)
{
  g_weak_ref_clear (&LENS_NOTE_BAR (object)->before);

  G_OBJECT_CLASS (lens_note_bar_parent_class)->finalize (object);
}

static void
lens_note_bar_class_init (LensNoteBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_note_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_note_bar_finalize;
  gtk_widget_class_set_css_name (widget_class, "lens-note-bar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-note-bar.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_left);
  gtk_widget_class_bind_template_child (widget_class, LensNoteBar, box);
  gtk_widget_class_bind_template_child (widget_class, LensNoteBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, LensNoteBar, flag_button);
  gtk_widget_class_bind_template_child (widget_class, LensNoteBar, label_button);
  gtk_widget_class_bind_template_child (widget_class, LensNoteBar, truth_label);
  gtk_widget_class_bind_template_child (widget_class, LensNoteBar, entry);
  gtk_widget_class_bind_template_child (widget_class, LensNoteBar, label_menu);
}

/* Not where it would be of an image that is not seen. */
static void
show_bar (LensNoteBar *self)
{
  gboolean is_start = g_strcmp0 (lens_session_get_page (self->session), "start") == 0;
  gboolean has_place = lens_session_get_aspect (self->session) == LENS_ASPECT_IMAGE || self->is_wanted;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->item != NULL && has_place && !is_start && !lens_session_is_presenting (self->session));
}

static void
want (LensNoteBar *self)
{
  self->is_wanted = TRUE;
  show_bar (self);
}

/* A menu of it has the focus without leaving it. */
static void
on_focus_leave (GtkEventControllerFocus *controller, LensNoteBar *self)
{
  self->is_wanted = FALSE;
  if (self->session != NULL && !lens_session_is_closed (self->session))
    show_bar (self);
}

static void
lens_note_bar_init (LensNoteBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  g_weak_ref_init (&self->before, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_leave), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_edited), self, 0);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
}

static void
show_classes (LensNoteBar *self)
{
  g_auto (GStrv) labels = lens_reading_dup_labels (lens_session_get_reading (self->session));

  g_menu_remove_all (self->label_menu);
  for (int i = 0; labels[i] != NULL; i++)
    {
      /* Its number among the classes is its key. */
      g_autofree char *code = lens_menu_escape (labels[i]);
      g_autofree char *label = g_strdup_printf (i < 9 ? "_%d  %s" : "%d  %s", i + 1, code);

      lens_menu_append_choice (self->label_menu, label, "win.label", labels[i]);
    }
  lens_menu_append_choice (self->label_menu, _ ("N_o Label"), "win.label", "");
}

static void
on_item_changed (LensNoteBar *self)
{
  if (self->item != NULL)
    update (self);
}

/* Another image: what was written before is one change. */
static void
on_shown (LensNoteBar *self)
{
  LensItem *item = lens_shown_get_item (lens_session_get_shown (self->session));

  lens_notes_seal (lens_session_get_notes (self->session));
  g_set_object (&self->item, item);
  show_bar (self);
  on_item_changed (self);
}

void
lens_note_bar_set_session (LensNoteBar *self, LensSession *session)
{
  LensShown *shown = lens_session_get_shown (session);

  g_return_if_fail (LENS_IS_NOTE_BAR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "item-changed", G_CALLBACK (on_item_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::page", G_CALLBACK (show_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (show_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_reading (session), "notify::classifier", G_CALLBACK (show_classes), self,
                           G_CONNECT_SWAPPED);
  show_classes (self);
  on_shown (self);
}

void
lens_note_bar_set_narrow (LensNoteBar *self, gboolean is_narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  is_narrow && lens_theme_get_text_scale (GTK_WIDGET (self)) >= LENS_LARGE_TEXT
                                      ? GTK_ORIENTATION_VERTICAL
                                      : GTK_ORIENTATION_HORIZONTAL);
}

void
lens_note_bar_popup_flag (LensNoteBar *self)
{
  want (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->flag_button)); /* it may be scrolled away */
  gtk_menu_button_popup (self->flag_button);
}

void
lens_note_bar_popup_label (LensNoteBar *self)
{
  want (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->label_button));
  gtk_menu_button_popup (self->label_button);
}

void
lens_note_bar_focus_text (LensNoteBar *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    g_weak_ref_set (&self->before, focus);
  want (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
