/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-shortcuts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-accessible.h"
#include "lens-columns.h"
#include "lens-flow.h"
#include "lens-keys.h"

/* GTK's own window of shortcuts lays its groups out by a number of lines and leaves what is right of them empty; later
 * releases deprecate it. */

#define COLUMN_CHARS 46
#define MOST_WIDTH 1240
#define LEAST_WIDTH 360
#define MOST_HEIGHT 860
#define LEAST_HEIGHT 480
#define FRAME 40 /* of the parent that is still seen */
#define TITLE_CHARS 28
#define WORDS "lens-words" /* of a line: what is looked for in it */

struct _LensShortcuts {
  GtkWindow parent_instance;

  /* template */
  GtkSearchEntry *entry;
  GtkWidget *nothing;
  GtkWidget *groups;
};

G_DEFINE_FINAL_TYPE (LensShortcuts, lens_shortcuts, GTK_TYPE_WINDOW)

/* ---- lines ---- */

/* Arrows as they are on the keys; the name is for those who hear it. */
static char *
dup_cap (const char *name)
{
  static const struct {
    guint key;
    const char *arrow;
  } arrows[] = { { GDK_KEY_Left, "←" }, { GDK_KEY_Right, "→" }, { GDK_KEY_Up, "↑" }, { GDK_KEY_Down, "↓" } };

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      g_autofree char *word = gtk_accelerator_get_label (arrows[i].key, 0);

      if (g_str_has_suffix (name, word)
          && (strlen (name) == strlen (word) || name[strlen (name) - strlen (word) - 1] == '+'))
        return g_strdup_printf ("%.*s%s", (int) (strlen (name) - strlen (word)), name, arrows[i].arrow);
    }

  return g_strdup (name);
}

/* Names of keys are read from left to right in any language. */
static void
add_cap (GtkWidget *caps, const char *accel, GString *words)
{
  g_autofree char *name = lens_keys_dup_accel_label (accel), *text = dup_cap (name);
  GtkWidget *cap = gtk_label_new (text);

  gtk_widget_set_direction (cap, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (cap, "lens-keycap");
  lens_accessible_set_name (cap, name);
  gtk_widget_insert_before (cap, caps, NULL);
  g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", name);
}

/* The keys of an entry; with the other arrow where text runs from right to left. */
static void
add_keys (GtkWidget *caps, const LensKeys *keys, GString *words)
{
  const LensKeys *named = keys->scope == LENS_KEYS_AGAIN ? lens_keys_find (keys->action) : keys;
  g_auto (GStrv) accels = g_strsplit (named->keys, "|", -1);
  gboolean is_mirrored = keys->is_mirrored && gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  for (int i = 0; accels[i] != NULL; i++)
    add_cap (caps, is_mirrored ? (g_str_equal (accels[i], "Left") ? "Right" : "Left") : accels[i], words);
}

/* One line for the entries from @first to before @end. */
static GtkWidget *
line_new (guint first, guint end)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title
      = g_object_new (GTK_TYPE_LABEL, "label", _ (lens_keys[first].title), "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE,
                      "wrap-mode", PANGO_WRAP_WORD_CHAR, "max-width-chars", TITLE_CHARS, NULL);
  GtkWidget *caps = g_object_new (GTK_TYPE_BOX, "layout-manager", g_object_new (LENS_TYPE_FLOW, NULL), "valign",
                                  GTK_ALIGN_CENTER, NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    add_keys (caps, &lens_keys[i], words);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), caps);
  g_object_set_data_full (G_OBJECT (line), WORDS, g_strdup_printf ("%s: %s", _ (lens_keys[first].title), words->str),
                          g_free);

  return line;
}

static GtkWidget *
group_new (LensKeysGroup group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", _ (lens_keys_groups[group]), "xalign", 0.0,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0, end; i < lens_n_keys; i = end)
    {
      end = i + 1;
      while (end < lens_n_keys && lens_keys[end].group == lens_keys[i].group
             && g_strcmp0 (lens_keys[end].title, lens_keys[i].title) == 0)
        end++;
      if (lens_keys[i].group == group)
        gtk_box_append (GTK_BOX (box), line_new (i, end));
    }

  return box;
}

/* ---- what is looked for ---- */

static gboolean
show_found (GtkWidget *group, const char *folded)
{
  GtkWidget *heading = gtk_widget_get_first_child (group);
  g_autofree char *title = g_utf8_casefold (gtk_label_get_text (GTK_LABEL (heading)), -1);
  gboolean is_all = strstr (title, folded) != NULL, has_any = FALSE;

  for (GtkWidget *line = gtk_widget_get_next_sibling (heading); line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      g_autofree char *words = g_utf8_casefold (g_object_get_data (G_OBJECT (line), WORDS), -1);
      gboolean is_found = is_all || strstr (words, folded) != NULL;

      gtk_widget_set_visible (line, is_found);
      has_any = has_any || is_found;
    }
  gtk_widget_set_visible (group, has_any);

  return has_any;
}

static void
on_search_changed (LensShortcuts *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  gboolean has_any = FALSE;

  for (GtkWidget *group = gtk_widget_get_first_child (self->groups); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    has_any = show_found (group, folded) || has_any;
  gtk_widget_set_visible (self->nothing, !has_any);
}

/* Escape ends the search first, then the window. */
static void
on_stop_search (LensShortcuts *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

void
lens_shortcuts_find (LensShortcuts *self, const char *text)
{
  g_return_if_fail (LENS_IS_SHORTCUTS (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  on_search_changed (self); /* the entry waits for more */
}

GStrv
lens_shortcuts_list (LensShortcuts *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (LENS_IS_SHORTCUTS (self), NULL);

  for (GtkWidget *group = gtk_widget_get_first_child (self->groups); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      GtkWidget *heading = gtk_widget_get_first_child (group);

      for (GtkWidget *line = gtk_widget_get_next_sibling (heading); line != NULL;
           line = gtk_widget_get_next_sibling (line))
        if (gtk_widget_get_visible (line))
          {
            g_autofree char *text = g_strdup_printf ("%s: %s", gtk_label_get_text (GTK_LABEL (heading)),
                                                     (char *) g_object_get_data (G_OBJECT (line), WORDS));

            g_strv_builder_add (lines, text);
          }
    }

  return g_strv_builder_end (lines);
}

/* ---- the object ---- */

static void
lens_shortcuts_class_init (LensShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-shortcuts.ui");
  gtk_widget_class_bind_template_child (widget_class, LensShortcuts, entry);
  gtk_widget_class_bind_template_child (widget_class, LensShortcuts, nothing);
  gtk_widget_class_bind_template_child (widget_class, LensShortcuts, groups);
}

static void
lens_shortcuts_init (LensShortcuts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->groups, lens_columns_new (COLUMN_CHARS));
  for (int i = LENS_KEYS_UNLISTED + 1; i < LENS_KEYS_N_GROUPS; i++)
    gtk_box_append (GTK_BOX (self->groups), group_new ((LensKeysGroup) i));
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_search_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (on_stop_search), self, G_CONNECT_SWAPPED);
}

/* As large as it needs, and not larger than the window that it is above. */
GtkWindow *
lens_shortcuts_new (GtkWindow *parent)
{
  GtkWindow *self = g_object_new (LENS_TYPE_SHORTCUTS, "transient-for", parent, NULL);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) - FRAME : MOST_WIDTH;
  int height = parent != NULL ? gtk_widget_get_height (GTK_WIDGET (parent)) - FRAME : MOST_HEIGHT;

  gtk_window_set_default_size (self, CLAMP (width, LEAST_WIDTH, MOST_WIDTH), CLAMP (height, LEAST_HEIGHT, MOST_HEIGHT));

  return self;
}
