/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-preferences.h"

#include <glib/gi18n.h>

#include "lens-preferences-rows.h"
#include "lens-theme.h"

#define NARROW_WIDTH 440 /* below it controls stand under their words; larger text needs more */

struct _LensPreferences {
  GtkWindow parent_instance;

  /* template */
  GtkBox *groups;

  GPtrArray *rows;       /* of GtkBox, borrowed */
  GtkLabel *notes_label; /* borrowed */
  LensSession *session;  /* owned */
  gboolean is_narrow;
  guint size_id;
};

G_DEFINE_FINAL_TYPE (LensPreferences, lens_preferences, GTK_TYPE_WINDOW)

/* ---- where there is room ---- */

static gboolean
is_width_narrow (LensPreferences *self, int width)
{
  return width < NARROW_WIDTH * lens_theme_get_text_scale (GTK_WIDGET (self));
}

static gboolean
on_size_changed (gpointer user_data)
{
  LensPreferences *self = user_data;

  self->size_id = 0;
  self->is_narrow = is_width_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_orientable_set_orientation (self->rows->pdata[i],
                                    self->is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);

  return G_SOURCE_REMOVE;
}

static void
lens_preferences_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensPreferences *self = LENS_PREFERENCES (widget);

  GTK_WIDGET_CLASS (lens_preferences_parent_class)->size_allocate (widget, width, height, baseline);
  /* Widgets cannot turn while they are being placed. */
  if (self->size_id == 0 && is_width_narrow (self, width) != self->is_narrow)
    self->size_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_size_changed, self, NULL);
}

/* ---- rows ---- */

static void
add_group (LensPreferences *self, const LensPreferencesGroup *group)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", _ (group->title), "xalign", 0.0, "wrap", TRUE,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "margin-top", 8, NULL);
  GtkWidget *frame = gtk_frame_new (NULL), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (frame, "view");
  gtk_widget_add_css_class (frame, "lens-boxed");
  for (gsize i = 0; i < group->n_rows; i++)
    {
      GtkWidget *row = lens_preferences_row_new (&group->rows[i], GTK_WIDGET (self));

      if (i > 0)
        gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      gtk_box_append (GTK_BOX (box), row);
      if (group->rows[i].kind != LENS_PREFERENCES_SWITCH) /* which is small enough */
        g_ptr_array_add (self->rows, row);
      if (group->rows[i].kind == LENS_PREFERENCES_NOTES_FILE)
        self->notes_label = lens_preferences_row_get_subtitle (row);
    }
  gtk_frame_set_child (GTK_FRAME (frame), box);
  gtk_box_append (self->groups, heading);
  gtk_box_append (self->groups, frame);
}

/* Nothing of the names of files is seen in front of a class. */
static void
update_notes (LensPreferences *self)
{
  const char *path = lens_notes_get_path (lens_session_get_notes (self->session));
  g_autofree char *name
      = path != NULL && !lens_session_is_presenting (self->session) ? g_filename_display_name (path) : NULL;

  gtk_label_set_text (self->notes_label, name != NULL ? name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notes_label), name != NULL);
}

/* Another file: the notes themselves may be others, those of another window. */
static void
on_notes (LensPreferences *self)
{
  g_signal_connect_object (lens_session_get_notes (self->session), "changed", G_CALLBACK (update_notes), self,
                           G_CONNECT_SWAPPED);
  update_notes (self);
}

/* ---- the object ---- */

static void
lens_preferences_dispose (GObject *object)
{
  LensPreferences *self = LENS_PREFERENCES (object);

  g_clear_handle_id (&self->size_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (lens_preferences_parent_class)->dispose (object);
}

static void
lens_preferences_class_init (LensPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_preferences_dispose;
  widget_class->size_allocate = lens_preferences_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LensPreferences, groups);
}

static void
lens_preferences_init (LensPreferences *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Those actions of the map that have a row. Not the map itself: this window would hold the one that it goes with. */
static void
insert_actions (LensPreferences *self, const char *prefix, GActionMap *map)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < lens_n_preferences_groups; i++)
    for (gsize j = 0; j < lens_preferences_groups[i].n_rows; j++)
      {
        g_auto (GStrv) words = g_strsplit (lens_preferences_groups[i].rows[j].action, ".", 2);
        GAction *action = g_str_equal (words[0], prefix) ? g_action_map_lookup_action (map, words[1]) : NULL;

        if (action != NULL)
          g_action_map_add_action (G_ACTION_MAP (group), action);
      }
  gtk_widget_insert_action_group (GTK_WIDGET (self), prefix, G_ACTION_GROUP (group));
}

LensPreferences *
lens_preferences_new (GtkWindow *parent, LensSession *session)
{
  LensPreferences *self = g_object_new (LENS_TYPE_PREFERENCES, "transient-for", parent, NULL);
  GtkApplication *application = gtk_window_get_application (parent);

  self->session = g_object_ref (session);
  insert_actions (self, "win", G_ACTION_MAP (parent));
  if (application != NULL)
    insert_actions (self, "app", G_ACTION_MAP (application));
  gtk_window_set_application (GTK_WINDOW (self), NULL); /* it does not keep the program running */
  for (guint i = 0; i < lens_n_preferences_groups; i++)
    {
      gboolean is_of_program = g_str_has_prefix (lens_preferences_groups[i].rows[0].action, "app.");

      if (!is_of_program || application != NULL)
        add_group (self, &lens_preferences_groups[i]);
    }
  g_signal_connect_object (session, "notify::notes", G_CALLBACK (on_notes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (update_notes), self, G_CONNECT_SWAPPED);
  on_notes (self);

  return self;
}

gboolean
lens_preferences_is_narrow (LensPreferences *self)
{
  g_return_val_if_fail (LENS_IS_PREFERENCES (self), FALSE);

  return self->is_narrow;
}
