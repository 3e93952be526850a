/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-preferences-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-accessible.h"
#include "lens-drop-down.h"

#define ROW "lens-row"

/* ---- which rows there are ---- */

static const LensPreferencesRow appearance[] = {
  { LENS_PREFERENCES_CHOICE,
    N_ ("Style"),
    NULL,
    NULL,
    "app.style",
    { { "system", NC_ ("style", "As the System") },
      { "light", NC_ ("style", "Light") },
      { "dark", NC_ ("style", "Dark") } } },
};

static const LensPreferencesRow scores[] = {
  { LENS_PREFERENCES_CHOICE,
    N_ ("Scores"),
    N_ ("Calibrated scores were fitted on images of known class; plain ones are the network’s own. Logits are what it "
        "computes before."),
    NULL,
    "win.scores",
    { { "calibrated", NC_ ("scores", "Calibrated") },
      { "scores", NC_ ("scores", "Plain") },
      { "logits", NC_ ("scores", "Logits") } } },
  { LENS_PREFERENCES_CHOICE,
    N_ ("Answer"),
    N_ ("Likely is the highest score. Balanced finds more of the rare classes, and is wrong more often with the "
        "frequent "
        "ones."),
    NULL,
    "win.decision",
    { { "likely", NC_ ("decision", "Likely") }, { "balanced", NC_ ("decision", "Balanced") } } },
};

static const LensPreferencesRow images[] = {
  { LENS_PREFERENCES_SWITCH, N_ ("Include subfolders"), N_ ("Opens folders with all that is below them."), NULL,
    "win.recursive" },
};

static const LensPreferencesRow notes[] = {
  { LENS_PREFERENCES_SWITCH, N_ ("Go on after flag or label"),
    N_ ("Shows the next image as soon as one has been flagged or given a class."), NULL, "win.go-on" },
  { LENS_PREFERENCES_NOTES_FILE, N_ ("File of the notes"), "", N_ ("Choose…"), "win.notes-file" },
};

static const LensPreferencesRow privacy[] = {
  { LENS_PREFERENCES_SWITCH, N_ ("Remember recent files"),
    N_ ("The menu lists what was opened last, and dialogs begin in the folder in which a file was saved last. Off, "
        "nothing is kept of either."),
    NULL, "win.remember-recent" },
  { LENS_PREFERENCES_BUTTON, N_ ("Recent files"), NULL, N_ ("Forget Now"), "win.forget-recent" },
  { LENS_PREFERENCES_SWITCH, N_ ("Hide file names in exports"),
    N_ ("A code stands for each name, always the same for the same name."), NULL, "win.hide-names" },
};

static const LensPreferencesRow all[] = {
  { LENS_PREFERENCES_BUTTON, N_ ("First values"), N_ ("Notes and their file stay. This can be undone."),
    N_ ("Reset All Settings"), "win.reset-settings" },
};

const LensPreferencesGroup lens_preferences_groups[] = {
  { N_ ("Appearance"), appearance, G_N_ELEMENTS (appearance) },
  { N_ ("Results"), scores, G_N_ELEMENTS (scores) },
  { N_ ("Folders"), images, G_N_ELEMENTS (images) },
  { N_ ("Notes"), notes, G_N_ELEMENTS (notes) },
  { N_ ("Privacy"), privacy, G_N_ELEMENTS (privacy) },
  { N_ ("All settings"), all, G_N_ELEMENTS (all) },
};
const guint lens_n_preferences_groups = G_N_ELEMENTS (lens_preferences_groups);

/* ---- a choice and its action ---- */

static void
on_chosen (GtkDropDown *choice, GParamSpec *pspec, const LensPreferencesRow *row)
{
  guint selected = gtk_drop_down_get_selected (choice);

  if (selected < G_N_ELEMENTS (row->choices) && row->choices[selected].state != NULL)
    gtk_widget_activate_action (GTK_WIDGET (choice), row->action, "s", row->choices[selected].state);
}

static void
show_state (GtkDropDown *choice, const char *action, GVariant *state)
{
  const LensPreferencesRow *row = g_object_get_data (G_OBJECT (choice), ROW);

  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (row->choices) && row->choices[i].state != NULL; i++)
    if (g_str_equal (row->choices[i].state, g_variant_get_string (state, NULL)))
      gtk_drop_down_set_selected (choice, i);
}

static void
on_state_changed (GActionGroup *group, const char *action, GVariant *state, GtkDropDown *choice)
{
  show_state (choice, action, state);
}

static void
on_enabled_changed (GActionGroup *group, const char *action, gboolean is_enabled, GtkWidget *choice)
{
  gtk_widget_set_sensitive (choice, is_enabled);
}

/* The window's group of that name; a choice has no action by itself, as a switch has. */
static void
follow_action (GtkWidget *choice, const LensPreferencesRow *row, GtkWidget *window)
{
  g_auto (GStrv) words = g_strsplit (row->action, ".", 2);
  g_autofree char *state_changed = g_strconcat ("action-state-changed::", words[1], NULL);
  g_autofree char *enabled_changed = g_strconcat ("action-enabled-changed::", words[1], NULL);
  gpointer owner = gtk_window_get_transient_for (GTK_WINDOW (window));
  g_autoptr (GVariant) state = NULL;

  if (g_str_equal (words[0], "app"))
    owner = gtk_window_get_application (owner);
  state = g_action_group_get_action_state (owner, words[1]);
  show_state (GTK_DROP_DOWN (choice), words[1], state);
  gtk_widget_set_sensitive (choice, g_action_group_get_action_enabled (owner, words[1]));
  g_signal_connect_object (owner, state_changed, G_CALLBACK (on_state_changed), choice, 0);
  g_signal_connect_object (owner, enabled_changed, G_CALLBACK (on_enabled_changed), choice, 0);
}

static GtkWidget *
choice_new (const LensPreferencesRow *row, GtkWidget *window)
{
  static const char *const contexts[] = { "style", "scores", "decision" };
  GtkStringList *titles = gtk_string_list_new (NULL);
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);
  const char *name = strchr (row->action, '.') + 1;

  for (gsize i = 0; i < G_N_ELEMENTS (row->choices) && row->choices[i].state != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (contexts); j++)
      if (g_str_equal (contexts[j], name))
        gtk_string_list_append (titles, g_dpgettext2 (NULL, contexts[j], row->choices[i].title));
  g_object_set_data (G_OBJECT (choice), ROW, (gpointer) row);
  lens_drop_down_set_name (GTK_DROP_DOWN (choice), _ (row->title));
  follow_action (choice, row, window);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (on_chosen), (gpointer) row);

  return choice;
}

/* ---- a row ---- */

static GtkWidget *
control_new (const LensPreferencesRow *row, GtkWidget *window)
{
  GtkWidget *control;

  if (row->kind == LENS_PREFERENCES_CHOICE)
    return choice_new (row, window);

  if (row->kind == LENS_PREFERENCES_SWITCH)
    {
      control = gtk_switch_new ();
      lens_accessible_set_name (control, _ (row->title));
    }
  else
    {
      g_autofree char *name = g_strdup_printf ("%s: %s", _ (row->title), _ (row->button));

      control = gtk_button_new_with_label (_ (row->button));
      lens_accessible_set_name (control, name);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (control), row->action);

  return control;
}

static GtkWidget *
label_new (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       NULL);
}

GtkWidget *
lens_preferences_row_new (const LensPreferencesRow *row, GtkWidget *window)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *text = row->subtitle != NULL && *row->subtitle != '\0' ? _ (row->subtitle) : "";
  GtkWidget *subtitle = label_new (text), *control = control_new (row, window);

  gtk_widget_add_css_class (box, "lens-boxed-row");
  gtk_widget_add_css_class (subtitle, "lens-dim");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_set_visible (subtitle, *text != '\0');
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (control, GTK_ALIGN_START); /* where it stands below the words */
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_box_append (GTK_BOX (words), label_new (_ (row->title)));
  gtk_box_append (GTK_BOX (words), subtitle);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), control);

  return box;
}

GtkLabel *
lens_preferences_row_get_subtitle (GtkWidget *row)
{
  return GTK_LABEL (gtk_widget_get_last_child (gtk_widget_get_first_child (row)));
}
